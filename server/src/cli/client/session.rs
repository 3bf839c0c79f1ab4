//! Who this client is to a server: credentials kept in a private file, and refreshed by themselves.
//!
//! A refresh token works once, and using one twice revokes the device. So whoever refreshes holds the file's lock,
//! reads again first, and has the new pair on the disk before the old one is forgotten. The room for it is taken before
//! the old one is spent.

use super::private_file::PrivateFile;
use crate::{
    cli::{
        Failure,
        api::{Api, CallError},
    },
    rest::EnrolledDevice,
};
use backend::{SystemTime, TimeSource};
use domain::{
    Role, Timestamp,
    device::{Credentials, Me},
    ids::DeviceId,
    limits,
};
use reqwest::{Method, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::PathBuf};

/// How long before its end an access token is changed for a new one, in milliseconds: longer than a call takes.
const EARLY_MS: i64 = 45_000;

/// What is kept of all servers, by their addresses.
type Servers = BTreeMap<String, SignIns>;

/// What is kept of one server.
#[derive(Default, Serialize, Deserialize)]
struct SignIns {
    /// A token that lasts. It goes before the device, which it leaves enrolled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<Device>,
}

/// A device that was enrolled.
#[derive(Serialize, Deserialize)]
struct Device {
    id: DeviceId,
    name: String,
    role: Role,
    jwt: String,
    /// When `jwt` ends, by this machine's clock.
    expires_at: Timestamp,
    refresh_token: String,
}

impl Device {
    fn take(&mut self, fresh: Credentials) {
        self.jwt = fresh.jwt;
        self.expires_at = access_token_end();
        self.refresh_token = fresh.refresh_token;
    }

    fn is_due(&self) -> bool {
        self.expires_at.since_ms(SystemTime.now()) <= EARLY_MS
    }
}

fn access_token_end() -> Timestamp {
    SystemTime.now().plus_ms(limits::ACCESS_TOKEN_LIFE_S * 1_000)
}

/// With what a call is made.
enum Bearer {
    Nobody,
    Token(String),
    Device(String),
}

impl Bearer {
    fn token(&self) -> Option<&str> {
        match self {
            Self::Nobody => None,
            Self::Token(token) | Self::Device(token) => Some(token),
        }
    }
}

/// A way to one server, signed in as far as the file or a given token says.
pub struct Session {
    api: Api,
    file: PrivateFile,
    given: Option<String>,
}

impl Session {
    /// The server at that address; a `given` token goes before what is in the file and is never kept.
    pub fn new(url: &str, file: PathBuf, given: Option<String>) -> Result<Self, Failure> {
        let parsed = reqwest::Url::parse(url).ok().filter(reqwest::Url::has_host);
        match parsed.as_ref().map(reqwest::Url::scheme) {
            Some("http") => {}
            Some("https") => {
                let sentence = "This program speaks HTTP alone. Name the server's own address, as it printed it.";
                return Err(Failure::Other(sentence.to_owned()));
            }
            _ => {
                return Err(Failure::Other(
                    "The address must look like http://192.168.1.20:4000, as the server printed it.".to_owned(),
                ));
            }
        }
        Ok(Self { api: Api::new(url)?, file: PrivateFile::new(file), given })
    }

    /// The server's address, by which all that is kept is known.
    pub fn server(&self) -> &str {
        self.api.base()
    }

    /// The token that was given for this run.
    pub fn given(&self) -> Option<&str> {
        self.given.as_deref()
    }

    /// Changes a code for credentials and keeps them.
    pub async fn enrol(&self, code: &str) -> Result<EnrolledDevice, Failure> {
        let locked = self.file.lock().await?;
        let mut servers: Servers = locked.read()?;
        let room = locked.draft(&servers)?;
        let body = json!({ "otp": code });
        let enrolled: EnrolledDevice = self.api.call(Method::POST, "/auth/device", None, Some(&body)).await?;
        let credentials = &enrolled.credentials;
        servers.entry(self.server().to_owned()).or_default().device = Some(Device {
            id: enrolled.id,
            name: enrolled.device_name.clone(),
            role: enrolled.role,
            jwt: credentials.jwt.clone(),
            expires_at: access_token_end(),
            refresh_token: credentials.refresh_token.clone(),
        });
        room.finish(&servers)?;
        Ok(enrolled)
    }

    /// Tries a token and keeps it if it is good.
    pub async fn sign_in(&self, token: &str) -> Result<Me, Failure> {
        let me: Me = self.api.call(Method::GET, "/api/v1/auth/me", Some(token), None::<&()>).await.map_err(
            |error| match error {
                CallError::Refused { status: StatusCode::UNAUTHORIZED, .. } => Failure::Other(
                    "This token is not good here. The admin token was printed when the server first \
                                    started."
                        .to_owned(),
                ),
                error => error.into(),
            },
        )?;
        let locked = self.file.lock().await?;
        let mut servers: Servers = locked.read()?;
        servers.entry(self.server().to_owned()).or_default().token = Some(token.to_owned());
        locked.write(&servers)?;
        Ok(me)
    }

    /// Forgets the token, or where there is none the device; says what was forgotten. An operator's token stops working,
    /// if the server can be told.
    pub async fn sign_out(&self) -> Result<Option<&'static str>, Failure> {
        let locked = self.file.lock().await?;
        let mut servers: Servers = locked.read()?;
        let Some(of_server) = servers.get_mut(self.server()) else { return Ok(None) };
        if let Some(token) = &of_server.token {
            let told: Result<Value, _> =
                self.api.call(Method::POST, "/api/v1/auth/logout", Some(token), None::<&()>).await;
            if let Err(cause) = told {
                tracing::debug!(%cause, "the server was not told of the sign-out");
            }
        }
        let forgotten = match (of_server.token.take(), &of_server.device) {
            (Some(_), _) => Some("the token"),
            (None, Some(_)) => of_server.device.take().map(|_| "the device"),
            (None, None) => None,
        };
        locked.write(&servers)?;
        Ok(forgotten)
    }

    /// Whether anybody is signed in.
    pub fn is_signed_in(&self) -> Result<bool, Failure> {
        let mut servers: Servers = self.file.read()?;
        let kept = servers.remove(self.server()).unwrap_or_default();
        Ok(self.given.is_some() || kept.token.is_some() || kept.device.is_some())
    }

    /// Reads from the API.
    pub async fn get(&self, path: &str) -> Result<Value, Failure> {
        self.call(Method::GET, path, None::<&()>).await
    }

    /// Calls the API as whoever is signed in; refreshes before the access token ends, and once after a 401.
    pub async fn call<B: Serialize + Sync + ?Sized>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<Value, Failure> {
        let bearer = self.bearer().await?;
        let answer = self.api.call(method.clone(), path, bearer.token(), body).await;
        match (answer, bearer) {
            (Err(CallError::Refused { status: StatusCode::UNAUTHORIZED, .. }), Bearer::Device(ended)) => {
                let fresh = self.refresh(Some(&ended)).await?;
                Ok(self.api.call(method, path, Some(&fresh), body).await?)
            }
            (Err(CallError::Refused { status: status @ StatusCode::UNAUTHORIZED, .. }), Bearer::Nobody) => {
                let sentence = "Nobody is signed in here. Use `enrol` with a code from the console, or `signin`.";
                Err(CallError::Refused { status, sentence: sentence.to_owned() }.into())
            }
            (answer, _) => Ok(answer?),
        }
    }

    async fn bearer(&self) -> Result<Bearer, Failure> {
        if let Some(token) = &self.given {
            return Ok(Bearer::Token(token.clone()));
        }
        // Read for each call: another client of this installation may have refreshed in the meantime.
        let mut servers: Servers = self.file.read()?;
        let kept = servers.remove(self.server()).unwrap_or_default();
        match (kept.token, kept.device) {
            (Some(token), _) => Ok(Bearer::Token(token)),
            (None, Some(device)) if device.is_due() => Ok(Bearer::Device(self.refresh(None).await?)),
            (None, Some(device)) => Ok(Bearer::Device(device.jwt)),
            (None, None) => Ok(Bearer::Nobody),
        }
    }

    /// A good access token, instead of one that was `refused` or is about to end.
    ///
    /// If the answer is lost, the next call tries the same refresh token: either it was not used, or its successor is
    /// lost and the device has to be enrolled again anyway.
    async fn refresh(&self, refused: Option<&str>) -> Result<String, Failure> {
        let locked = self.file.lock().await?;
        let mut servers: Servers = locked.read()?;
        let ended = || Failure::Other("This device's sign-in has ended. Enrol it again with a new code.".to_owned());
        let device = servers.get_mut(self.server()).and_then(|kept| kept.device.as_mut()).ok_or_else(ended)?;
        if !device.is_due() && refused != Some(device.jwt.as_str()) {
            return Ok(device.jwt.clone());
        }
        let body = json!({ "refresh_token": device.refresh_token });
        let room = locked.draft(&servers)?;
        let answer = self.api.call::<_, Credentials>(Method::POST, "/auth/refresh", None, Some(&body)).await;
        let kept = servers.get_mut(self.server()).ok_or_else(ended)?;
        match answer {
            Ok(fresh) => {
                let jwt = fresh.jwt.clone();
                kept.device.as_mut().ok_or_else(ended)?.take(fresh);
                room.finish(&servers)?;
                Ok(jwt)
            }
            Err(CallError::Refused { status: StatusCode::UNAUTHORIZED, .. }) => {
                kept.device = None;
                room.finish(&servers)?;
                Err(ended())
            }
            Err(error) => Err(error.into()),
        }
    }
}
