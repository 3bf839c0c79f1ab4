//! HTTPS: which certificate is shown, and how it is replaced while the server runs.
//!
//! Browsers give a station its offline storage, its wake lock and its camera only over HTTPS. Either the owner gives a
//! certificate, or the server is its own authority, which tablets come to trust on the page `/trust`.

mod authority;
mod names;

use authority::{Authority, Leaf};
use names::Names;
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use sha2::{Digest, Sha256};
use std::{
    fmt::Display,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Duration,
};
use time::OffsetDateTime;
use tokio::{sync::watch, time::sleep};
use tokio_rustls::TlsAcceptor;

/// How often the names, the clock and the files are looked at: a laptop that was carried into another network answers
/// under its new address before anybody has typed it.
const CHECK_EVERY: Duration = Duration::from_secs(20);

/// Where certificates come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// Two PEM files of the owner's; they are read again when they change.
    Given {
        /// The certificate, and those between it and the authority.
        certificate: PathBuf,
        /// Its private key.
        key: PathBuf,
    },
    /// An authority of the server's own, kept in that folder.
    Own(PathBuf),
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be used.
    #[error("{path}: {cause}")]
    File {
        /// The file.
        path: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The given key belongs to another certificate, or to none.
    #[error("the certificate cannot be used with its key: {0}")]
    Unusable(#[from] rustls::Error),
    /// No certificate could be made.
    #[error("a certificate cannot be made: {0}")]
    Unmade(#[from] rcgen::Error),
}

impl TlsError {
    fn file(path: &Path, cause: impl Display) -> Self {
        Self::File { path: path.display().to_string(), cause: cause.to_string() }
    }
}

/// What tablets are told to trust.
#[derive(Debug, Clone)]
pub struct Root {
    /// What it is called in a tablet's list.
    pub name: String,
    /// The certificate.
    pub certificate: CertificateDer<'static>,
}

impl Root {
    /// By which two people compare it: `3F:A9:…`.
    pub fn fingerprint(&self) -> String {
        let bytes: Vec<_> = Sha256::digest(&self.certificate).iter().map(|byte| format!("{byte:02X}")).collect();
        bytes.join(":")
    }
}

/// The certificate that is shown, and what it is made from.
pub struct Tls {
    origin: Origin,
    shown: Arc<Shown>,
}

enum Origin {
    Given { certificate: PathBuf, key: PathBuf, read: Mutex<Files> },
    Own { authority: Box<Authority>, leaf: Mutex<Leaf> },
}

/// The certificate that new connections are shown.
#[derive(Debug)]
struct Shown(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl Tls {
    /// Reads or makes the certificate of this machine.
    ///
    /// # Errors
    /// If a file cannot be used.
    pub fn open(source: Source) -> Result<Self, TlsError> {
        Self::open_for(source, &Names::of_this_host(), OffsetDateTime::now_utc())
    }

    fn open_for(source: Source, names: &Names, now: OffsetDateTime) -> Result<Self, TlsError> {
        let (origin, certified) = match source {
            Source::Given { certificate, key } => {
                let files = Files::read(&certificate, &key)?;
                let certified = files.certified(&certificate, &key)?;
                (Origin::Given { certificate, key, read: Mutex::new(files) }, certified)
            }
            Source::Own(folder) => {
                let authority = Box::new(Authority::open(&folder)?);
                let (leaf, certified) = authority.issue(names, now)?;
                (Origin::Own { authority, leaf: Mutex::new(leaf) }, certified)
            }
        };
        Ok(Self { origin, shown: Arc::new(Shown(RwLock::new(Arc::new(certified)))) })
    }

    /// What speaks TLS on a connection. TLS 1.3 alone: every browser that runs the pages has it.
    ///
    /// # Errors
    /// If the provider lacks what the protocol needs.
    pub fn acceptor(&self) -> Result<TlsAcceptor, TlsError> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(self.shown.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// The authority, if it is the server's own.
    pub fn root(&self) -> Option<Root> {
        match &self.origin {
            Origin::Own { authority, .. } => {
                Some(Root { name: authority.name(), certificate: authority.certificate().clone() })
            }
            Origin::Given { .. } => None,
        }
    }

    /// Replaces the certificate whenever it has to be, until the server stops. One that cannot be replaced stays.
    pub async fn keep_fresh(self: Arc<Self>, mut stopping: watch::Receiver<bool>) {
        let mut told = None;
        loop {
            tokio::select! {
                // A sender that is gone means the same.
                _ = stopping.wait_for(|stopping| *stopping) => return,
                () = sleep(CHECK_EVERY) => {}
            }
            let problem = match self.refresh(&Names::of_this_host(), OffsetDateTime::now_utc()) {
                Ok(true) => {
                    tracing::info!("the certificate was replaced");
                    None
                }
                Ok(false) => None,
                Err(cause) => Some(cause.to_string()),
            };
            // The same trouble three times a minute is said once.
            if let Some(cause) = problem.as_ref().filter(|_| problem != told) {
                tracing::warn!(cause, "the certificate could not be replaced");
            }
            told = problem;
        }
    }

    /// Replaces the certificate if it has to be; says whether it was.
    fn refresh(&self, names: &Names, now: OffsetDateTime) -> Result<bool, TlsError> {
        let certified = match &self.origin {
            Origin::Given { certificate, key, read } => {
                let files = Files::read(certificate, key)?;
                let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
                if *read == files {
                    return Ok(false);
                }
                let certified = files.certified(certificate, key)?;
                *read = files;
                certified
            }
            Origin::Own { authority, leaf } => {
                let mut leaf = leaf.lock().unwrap_or_else(PoisonError::into_inner);
                if !leaf.is_due(names, now) {
                    return Ok(false);
                }
                let (new, certified) = authority.issue(names, now)?;
                *leaf = new;
                certified
            }
        };
        *self.shown.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(certified);
        Ok(true)
    }
}

/// What the owner's two files hold.
#[derive(PartialEq, Eq)]
struct Files {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

impl Files {
    fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let read = |path: &Path| fs::read(path).map_err(|cause| TlsError::file(path, cause));
        Ok(Self { certificate: read(certificate)?, key: read(key)? })
    }

    fn certified(&self, certificate: &Path, key: &Path) -> Result<CertifiedKey, TlsError> {
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&self.certificate)
            .collect::<Result<_, _>>()
            .map_err(|_| TlsError::file(certificate, "it is no PEM file of certificates"))?;
        if chain.is_empty() {
            return Err(TlsError::file(certificate, "it holds no certificate"));
        }
        let key = PrivateKeyDer::from_pem_slice(&self.key)
            .map_err(|_| TlsError::file(key, "it holds no private key in PEM"))?;
        Ok(CertifiedKey::from_der(chain, key, &ring::default_provider())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;

    fn shown(tls: &Tls) -> Vec<CertificateDer<'static>> {
        tls.shown.0.read().unwrap().cert.clone()
    }

    #[test]
    fn a_certificate_is_replaced_while_the_server_runs() {
        let folder = tempfile::tempdir().unwrap();
        let (names, now) = (Names::new("pool", []), OffsetDateTime::now_utc());
        let tls = Tls::open_for(Source::Own(folder.path().to_owned()), &names, now).unwrap();
        let (first, root) = (shown(&tls), tls.root().unwrap());
        assert!(!tls.refresh(&names, now).unwrap());
        assert_eq!(shown(&tls), first);
        let late = now + Duration::days(300);
        assert!(tls.refresh(&names, late).unwrap());
        assert!(!tls.refresh(&names, late).unwrap(), "once is enough");
        let second = shown(&tls);
        assert_ne!(second, first);
        let moved = Names::new("pool", ["192.168.1.20".parse().unwrap()]);
        assert!(tls.refresh(&moved, late).unwrap());
        assert_ne!(shown(&tls), second);
        assert_eq!(tls.root().unwrap().fingerprint(), root.fingerprint(), "tablets go on trusting it");
    }

    #[test]
    fn a_given_certificate_is_read_again_and_a_broken_one_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
        let write = || {
            let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
            fs::write(&certificate, made.cert.pem()).unwrap();
            fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        };
        write();
        let (names, now) = (Names::new("pool", []), OffsetDateTime::now_utc());
        let source = Source::Given { certificate: certificate.clone(), key: key.clone() };
        let tls = Tls::open_for(source.clone(), &names, now).unwrap();
        assert!(tls.root().is_none());
        let first = shown(&tls);
        assert!(!tls.refresh(&names, now + Duration::days(300)).unwrap(), "its renewal is its owner's matter");
        let old_key = fs::read(&key).unwrap();
        write();
        let new_key = fs::read(&key).unwrap();
        fs::write(&key, old_key).unwrap();
        assert!(tls.refresh(&names, now).is_err(), "the key of another one");
        assert_eq!(shown(&tls), first);
        fs::write(&key, new_key).unwrap();
        assert!(tls.refresh(&names, now).unwrap());
        assert_ne!(shown(&tls), first);
        fs::write(&certificate, "garbage").unwrap();
        assert!(Tls::open_for(source, &names, now).is_err());
    }
}
