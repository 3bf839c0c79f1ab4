//! Secrets: from the environment, or made at the first start and kept beside the database, for its owner only.

use crate::{
    error::{Error, Result},
    private,
    store::sqlite_path,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use rand::RngExt;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Length of a secret that is made here, in bytes: that of the HMAC-SHA-256 output, as RFC 2104 advises.
const SECRET_BYTES: usize = 32;

/// What signs and hashes.
#[derive(Clone)]
pub struct Secrets {
    pub(crate) jwt: Vec<u8>,
    pub(crate) pepper: Vec<u8>,
    pub(crate) admin_token: Option<String>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Takes what the environment gives (base64) and makes the rest, which it keeps in `secrets/` beside the SQLite
    /// file. With PostgreSQL several nodes must share them, so they must be given.
    ///
    /// # Errors
    /// If a given secret is no base64 or too short, if one is missing with PostgreSQL, or if a file cannot be kept.
    pub fn load(
        database_url: &str,
        jwt: Option<String>,
        pepper: Option<String>,
        admin_token: Option<String>,
    ) -> Result<Self> {
        let folder = secrets_folder(database_url)?;
        let one = |name: &str, given: Option<String>| match (given, &folder) {
            (Some(text), _) => decode(name, &text),
            (None, Some(folder)) => keep(folder, name),
            (None, None) => Err(Error::Internal(format!("{name} must be given when PostgreSQL is used"))),
        };
        Ok(Self {
            jwt: one("JWT_SECRET", jwt)?,
            pepper: one("REFRESH_TOKEN_PEPPER", pepper)?,
            admin_token: admin_token.filter(|token| !token.is_empty()),
        })
    }
}

/// Where secrets are kept: beside the SQLite file. With PostgreSQL there is no such place.
///
/// # Errors
/// If the address names no database.
pub fn secrets_folder(database_url: &str) -> Result<Option<PathBuf>> {
    if database_url.starts_with("postgres") {
        return Ok(None);
    }
    Ok(Some(sqlite_path(database_url)?.parent().unwrap_or(Path::new("")).join("secrets")))
}

fn decode(name: &str, text: &str) -> Result<Vec<u8>> {
    match STANDARD.decode(text.trim()) {
        Ok(bytes) if bytes.len() >= 16 => Ok(bytes),
        Ok(_) => Err(Error::Internal(format!("{name} must be at least 16 bytes"))),
        Err(_) => Err(Error::Internal(format!("{name} must be base64"))),
    }
}

/// Reads a secret, or makes it where there is none.
fn keep(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let path = folder.join(name.to_lowercase());
    let failed = |cause: std::io::Error| Error::Internal(format!("cannot keep {}: {cause}", path.display()));
    match fs::read_to_string(&path) {
        Ok(text) => {
            private::narrow(folder);
            private::narrow(&path);
            return decode(name, &text);
        }
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
        Err(cause) => return Err(failed(cause)),
    }
    private::make_folder(folder).map_err(failed)?;
    let secret = random_bytes::<SECRET_BYTES>();
    let mut file = private::options().create_new(true).open(&path).map_err(failed)?;
    file.write_all(STANDARD.encode(secret).as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    Ok(secret.to_vec())
}

/// Bytes from a cryptographically secure generator.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill(&mut bytes[..]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_made_once_and_only_for_the_owner() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/lapstream.db", folder.path().display());
        let first = Secrets::load(&url, None, None, None).unwrap();
        let second = Secrets::load(&url, None, None, None).unwrap();
        assert_eq!((&first.jwt, &first.pepper), (&second.jwt, &second.pepper));
        assert_ne!(first.jwt, first.pepper);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join("secrets/jwt_secret")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn postgres_nodes_must_be_given_theirs() {
        assert!(Secrets::load("postgres://localhost/x", None, None, None).is_err());
        assert!(Secrets::load("postgres://localhost/x", Some("not base64!".into()), None, None).is_err());
    }
}
