//! HS256 for `jsonwebtoken`, made of the `hmac` and `sha2` that the hashes of codes and PINs use too. Its own set of
//! algorithms brings RSA and three elliptic curves, which no token of ours is signed with and every build had to compile.

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, EncodingKey,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{ErrorKind, Result},
    signature::{Error as SignatureError, Signer, Verifier},
};
use sha2::Sha256;

/// A key that is ready to sign and to verify.
struct Hs256(Hmac<Sha256>);

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key: &EncodingKey| {
        refuse_others(*algorithm, key.family())?;
        Ok(Box::new(Hs256::new(key.as_bytes())?))
    },
    verifier_factory: |algorithm, key: &DecodingKey| {
        refuse_others(*algorithm, key.family())?;
        Ok(Box::new(Hs256::new(key.try_get_as_bytes()?)?))
    },
    // For keys that are published as JSON, of which there are none.
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes HS256 the one algorithm of this process. To be called before the first token is signed or verified; later calls
/// change nothing.
pub(super) fn install() {
    // The error says that a provider is installed. Keys alone sign and verify, and no keys are made without this one.
    PROVIDER.install_default().ok();
}

fn refuse_others(algorithm: Algorithm, key: AlgorithmFamily) -> Result<()> {
    if algorithm == Algorithm::HS256 && key == AlgorithmFamily::Hmac {
        Ok(())
    } else {
        Err(ErrorKind::InvalidAlgorithm.into())
    }
}

impl Hs256 {
    fn new(key: &[u8]) -> Result<Self> {
        Hmac::new_from_slice(key).map(Self).map_err(|_| ErrorKind::InvalidKeyFormat.into())
    }

    fn of(&self, message: &[u8]) -> Hmac<Sha256> {
        self.0.clone().chain_update(message)
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, SignatureError> {
        Ok(self.of(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), SignatureError> {
        // Compares in constant time.
        self.of(message).verify_slice(signature).map_err(SignatureError::from_source)
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    /// RFC 7515, appendix A.1: key, signed text and signature.
    #[test]
    fn the_example_of_the_standard_is_signed_and_verified() {
        let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        let text =
            b"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly\
            9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let signature = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let key = URL_SAFE_NO_PAD.decode(key).unwrap();
        install();
        let (signing, verifying) = (EncodingKey::from_secret(&key), DecodingKey::from_secret(&key));
        let sign = |algorithm| jsonwebtoken::crypto::sign(text, &signing, algorithm);
        assert_eq!(sign(Algorithm::HS256).unwrap(), signature);
        assert!(sign(Algorithm::HS512).is_err() && sign(Algorithm::RS256).is_err(), "no other algorithm");
        let verify = |signature: &str| jsonwebtoken::crypto::verify(signature, text, &verifying, Algorithm::HS256);
        assert!(verify(signature).unwrap());
        assert!(!verify("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXg").unwrap(), "one bit makes it another");
        assert!(!verify("dBjf").unwrap(), "a part is none");
    }
}
