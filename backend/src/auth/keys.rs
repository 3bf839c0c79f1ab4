//! Tokens and hashes.

use super::hs256;
use crate::{
    error::Result,
    records::{DeviceRecord, DeviceRef},
    secrets::Secrets,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    Role, Timestamp,
    ids::{DeviceId, OperatorId},
    limits,
};
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// For whom a device's access token is made.
const DEVICES: &str = "lapstream-api";
/// For whom an operator's token is made.
const OPERATORS: &str = "lapstream-operator";

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: String,
    role: Role,
    aud: String,
    iat: i64,
    exp: i64,
    /// The stamp of the subject's row; none in tokens from before there were stamps.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    stamp: String,
    /// Of an operator's token: its own name, by which it can be signed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    jti: Option<String>,
    /// Of an operator's token: which time of signing in everywhere it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sign_in_no: Option<i64>,
    /// Of an operator's token: the device of the shift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<DeviceRef>,
}

/// What a token stands for, if its signature holds and it has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bearer {
    /// A device, and when the token was issued.
    Device(DeviceRef, Timestamp),
    /// An operator.
    Operator(SignedIn, TokenId),
}

/// An operator's sign-in, as a session or a token carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The operator.
    pub operator: OperatorId,
    /// The operator's number of the time of signing in; another one is in force once all sessions were ended.
    pub sign_in_no: i64,
    /// The stamp of the operator's row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) stamp: String,
    /// The device of the shift.
    pub device: Option<DeviceRef>,
}

/// By what a token can be signed out before its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TokenId {
    /// The token's own name.
    pub(crate) id: String,
    /// When it was issued.
    pub(crate) issued_at: Timestamp,
    /// When it ends by itself.
    pub(crate) expires_at: Timestamp,
}

/// The keys made from the secrets.
pub(crate) struct Keys {
    encoding: EncodingKey,
    decoding: DecodingKey,
    pepper: Vec<u8>,
    admin_hash: [u8; 32],
    admin_session: Vec<u8>,
}

impl Keys {
    pub(crate) fn new(secrets: &Secrets, admin_hash: [u8; 32]) -> Self {
        hs256::install();
        Self {
            encoding: EncodingKey::from_secret(&secrets.jwt),
            decoding: DecodingKey::from_secret(&secrets.jwt),
            pepper: secrets.pepper.clone(),
            admin_hash,
            admin_session: Sha256::new_with_prefix(b"admin session\0")
                .chain_update(&secrets.pepper)
                .chain_update(admin_hash)
                .finalize()
                .to_vec(),
        }
    }

    /// What a browser's session keeps as proof that this admin token was entered in it; with another token, or another
    /// pepper, it proves nothing.
    pub(crate) fn admin_session(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.admin_session)
    }

    /// Whether a session's proof is for this admin token.
    pub(crate) fn is_admin_session(&self, proof: &str) -> bool {
        URL_SAFE_NO_PAD.decode(proof).is_ok_and(|proof| proof.ct_eq(&self.admin_session).into())
    }

    /// Whether this is the admin token. Both sides are hashed, so that neither length nor content shows in the time.
    pub(crate) fn is_admin(&self, token: &str) -> bool {
        token_hash(token).ct_eq(&self.admin_hash).into()
    }

    /// An access token for a device.
    pub(crate) fn sign(&self, device: &DeviceRecord, now: Timestamp) -> Result<String> {
        let iat = now.ms() / 1_000;
        self.encode(&Claims {
            sub: device.view.id.to_string(),
            role: device.view.role,
            aud: DEVICES.to_owned(),
            iat,
            exp: iat + limits::ACCESS_TOKEN_LIFE_S,
            stamp: device.stamp.part.clone(),
            jti: None,
            sign_in_no: None,
            device: None,
        })
    }

    /// A token for an operator.
    pub(crate) fn sign_operator(&self, signed_in: &SignedIn, role: Role, now: Timestamp) -> Result<String> {
        let iat = now.ms() / 1_000;
        self.encode(&Claims {
            sub: signed_in.operator.to_string(),
            role,
            aud: OPERATORS.to_owned(),
            iat,
            exp: iat + limits::OPERATOR_TOKEN_LIFE_S,
            stamp: signed_in.stamp.clone(),
            jti: Some(Uuid::now_v7().to_string()),
            sign_in_no: Some(signed_in.sign_in_no),
            device: signed_in.device.clone(),
        })
    }

    fn encode(&self, claims: &Claims) -> Result<String> {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &self.encoding)
            .map_err(|cause| crate::Error::Internal(format!("a token cannot be signed: {cause}")))
    }

    /// Whom a token was made for, if the signature holds and it has not ended.
    pub(crate) fn verify(&self, token: &str, now: Timestamp) -> Option<Bearer> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_audience(&[DEVICES, OPERATORS]);
        // The end is compared below with the services' own time, which tests move by hand.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &rules).ok()?.claims;
        (claims.exp > now.ms() / 1_000).then_some(())?;
        let subject = claims.sub.parse().ok()?;
        let moment = |s: i64| Timestamp::from_ms(s.saturating_mul(1_000));
        let (issued_at, expires_at) = (moment(claims.iat), moment(claims.exp));
        if claims.aud == DEVICES {
            return Some(Bearer::Device(DeviceRef { id: DeviceId(subject), stamp: claims.stamp }, issued_at));
        }
        let signed_in = SignedIn {
            operator: OperatorId(subject),
            sign_in_no: claims.sign_in_no?,
            stamp: claims.stamp,
            device: claims.device,
        };
        Some(Bearer::Operator(signed_in, TokenId { id: claims.jti?, issued_at, expires_at }))
    }

    /// The keyed hash under which a code or a refresh token is kept; `what` keeps their hashes apart.
    pub(crate) fn peppered(&self, what: &str, secret: &str) -> Result<Vec<u8>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.pepper)
            .map_err(|cause| crate::Error::Internal(format!("the pepper cannot be used: {cause}")))?;
        mac.update(what.as_bytes());
        mac.update(&[0]);
        mac.update(secret.as_bytes());
        Ok(mac.finalize().into_bytes().to_vec())
    }
}

/// The plain hash of a random token, which cannot be guessed from it.
pub(crate) fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A random token of 256 bits, as text.
pub(crate) fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(crate::secrets::random_bytes::<32>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Stamp;
    use domain::device::DeviceView;

    fn keys(jwt: u8) -> Keys {
        let secrets = Secrets { jwt: vec![jwt; 32], pepper: vec![9; 32], admin_token: None };
        Keys::new(&secrets, token_hash("admin"))
    }

    fn device() -> DeviceRecord {
        let view = DeviceView {
            id: DeviceId(7),
            name: "Lane 2".into(),
            role: Role::LaneCount,
            registered_at: Timestamp::from_ms(1_800_000_000_000),
            last_seen_at: None,
            revoked_at: None,
        };
        DeviceRecord { view, stamp: Stamp { part: "of7".to_owned(), given_at: None } }
    }

    #[test]
    fn a_token_holds_for_ten_minutes_and_for_its_own_key() {
        let now = device().view.registered_at;
        let token = keys(1).sign(&device(), now).unwrap();
        assert_eq!(keys(1).verify(&token, now.plus_ms(599_000)), Some(Bearer::Device(device().as_named(), now)));
        assert_eq!(keys(1).verify(&token, now.plus_ms(600_000)), None);
        assert_eq!(keys(2).verify(&token, now), None);
    }

    #[test]
    fn a_token_without_signature_or_for_others_is_none() {
        let now = device().view.registered_at;
        let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
        let claims = part(r#"{"sub":"7","role":"admin","aud":"lapstream-api","iat":1,"exp":9999999999}"#);
        for head in [r#"{"alg":"none"}"#, r#"{"alg":"HS256"}"#, r#"{"alg":"RS256"}"#] {
            assert_eq!(keys(1).verify(&format!("{}.{claims}.", part(head)), now), None, "{head}");
        }
        let key = EncodingKey::from_secret(&[1; 32]);
        let claims = |aud: &str| Claims {
            sub: "7".into(),
            role: Role::Admin,
            aud: aud.into(),
            iat: 1,
            exp: 9_999_999_999,
            stamp: String::new(),
            jti: None,
            sign_in_no: None,
            device: None,
        };
        for other in ["elsewhere", OPERATORS] {
            let token = jsonwebtoken::encode(&Header::default(), &claims(other), &key).unwrap();
            assert_eq!(keys(1).verify(&token, now), None, "{other}, and without the name of a token");
        }
    }

    #[test]
    fn an_operator_is_signed_in_for_seven_days() {
        let now = device().view.registered_at;
        let signed_in = SignedIn {
            operator: OperatorId(3),
            sign_in_no: 2,
            stamp: "of3".to_owned(),
            device: Some(device().as_named()),
        };
        let token = keys(1).sign_operator(&signed_in, Role::Floor, now).unwrap();
        let Some(Bearer::Operator(read, id)) = keys(1).verify(&token, now.plus_ms(604_799_000)) else {
            panic!("an operator's token")
        };
        assert_eq!((read, id.expires_at), (signed_in, now.plus_ms(604_800_000)));
        assert_eq!(keys(1).verify(&token, now.plus_ms(604_800_000)), None);
    }

    #[test]
    fn a_session_of_another_admin_token_proves_nothing() {
        let secrets = Secrets { jwt: vec![1; 32], pepper: vec![9; 32], admin_token: None };
        let (old, new) = (Keys::new(&secrets, token_hash("old")), Keys::new(&secrets, token_hash("new")));
        assert!(old.is_admin_session(&old.admin_session()));
        assert!(!new.is_admin_session(&old.admin_session()));
        assert!(!new.is_admin_session(""));
    }

    #[test]
    fn hashes_of_codes_and_tokens_are_kept_apart() {
        let keys = keys(1);
        assert_ne!(keys.peppered("code", "1").unwrap(), keys.peppered("refresh", "1").unwrap());
        assert!(keys.is_admin("admin") && !keys.is_admin("Admin"));
    }
}
