//! Browser sessions: tower-sessions over the ledger's own writer.
//!
//! The database keeps a digest of a session's id, never the id: who reads a backup cannot take over a tablet.

use async_trait::async_trait;
use backend::Sessions;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::limits;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// The cookie's name. Browsers keep cookies by host, not by port or scheme, and refuse to let plain HTTP write over a
/// secure cookie: under one name, whoever signed in over HTTPS could never again sign in without. The prefix tells
/// browsers that nothing but HTTPS of this very host may set it.
const fn cookie(is_secure: bool) -> &'static str {
    if is_secure { "__Host-lapstream" } else { "lapstream" }
}

/// The layer that gives each request its session.
///
/// The cookie is marked secure where the request came over HTTPS; it is not readable by scripts and is not sent along
/// when another site posts.
pub fn layer(sessions: Sessions, is_secure: bool) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store(sessions))
        .with_name(cookie(is_secure))
        .with_path("/")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(is_secure)
        .with_expiry(Expiry::OnInactivity(Duration::seconds(limits::SESSION_LIFE_S)))
}

/// Sessions in the database.
#[derive(Clone)]
pub struct Store(Sessions);

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

fn key(id: Id) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(id.0.to_le_bytes()))
}

fn encode(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn failed(error: backend::Error) -> Error {
    Error::Backend(domain::Problem::from(error).sentence)
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let data = encode(record)?;
        while !self.0.create(&key(record.id), &data, record.expiry_date.unix_timestamp()).await.map_err(failed)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.0.save(&key(record.id), &encode(record)?, record.expiry_date.unix_timestamp()).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(row) = self.0.load(&key(*id)).await.map_err(failed)? else { return Ok(None) };
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(row.expires_at_s).map_err(|error| Error::Decode(error.to_string()))?;
        if expiry_date <= OffsetDateTime::now_utc() {
            return Ok(None);
        }
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete(&key(*id)).await.map_err(failed)
    }
}
