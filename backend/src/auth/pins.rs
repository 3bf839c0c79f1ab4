//! PINs as they are kept: a keyed hash to find one by, and argon2id to verify it against.
//!
//! A PIN of four digits has 10,000 values, so that no hash alone withstands whoever has both the database and the pepper.
//! The keyed hash without the pepper tells nothing; argon2id is the second line, with the parameters that OWASP names for
//! it (19 MiB, 2 passes, 1 lane; Password Storage Cheat Sheet), the crate's defaults.

use crate::{
    core::Core,
    error::{Error, Result},
    store::operators::PinHashes,
};
use argon2::{
    Argon2, PasswordHasher, PasswordVerifier,
    password_hash::{Error as HashError, phc::PasswordHash},
};
use domain::operator::Pin;

/// The keyed hash by which a PIN is found.
pub(crate) fn key(core: &Core, pin: &Pin) -> Result<Vec<u8>> {
    core.keys.peppered("pin", pin.digits())
}

/// Both hashes of a PIN that is to be kept.
pub(crate) async fn hashes(core: &Core, pin: Pin) -> Result<PinHashes> {
    let key = key(core, &pin)?;
    Ok(PinHashes { key, hash: off_thread(move || hash(&pin)).await? })
}

/// Whether a PIN is the one of that hash. Where there is no such PIN the same work is done, so that time tells nothing.
pub(crate) async fn verify(pin: Pin, kept: Option<String>) -> Result<bool> {
    off_thread(move || {
        let Some(kept) = kept else { return hash(&pin).map(|_| false) };
        let kept = PasswordHash::new(&kept).map_err(|cause| unreadable(&cause))?;
        match Argon2::default().verify_password(pin.digits().as_bytes(), &kept) {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(cause) => Err(unreadable(&cause)),
        }
    })
    .await
}

fn hash(pin: &Pin) -> Result<String> {
    let hash = Argon2::default().hash_password(pin.digits().as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|cause| Error::Internal(format!("a PIN cannot be hashed: {cause}")))
}

fn unreadable(cause: &dyn std::fmt::Display) -> Error {
    Error::Internal(format!("the hash of a PIN cannot be read: {cause}"))
}

/// Runs what takes hundredths of a second of a core where it holds nobody up.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|cause| Error::Internal(format!("a PIN could not be hashed: {cause}")))?
}
