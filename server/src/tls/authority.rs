//! The authority that a server makes for itself: tablets are told to trust it once, and it signs whatever certificate
//! the machine needs after that.
//!
//! Only its key and its own certificate are kept. Its name and its life follow from the key alone, so nothing has to
//! be read back from a certificate; what it signs lives in memory and is made anew at every start.

use super::{TlsError, names::Names};
use backend::private;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject},
    sign::CertifiedKey,
};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    fs,
    io::{ErrorKind, Write as _},
    path::Path,
};
use time::{Duration, OffsetDateTime};

/// The file of key and certificate, in the folder of the secrets.
pub const FILE: &str = "tls_authority.pem";
/// How long a certificate is valid: what browsers accept at most.
const LEAF_LIFE: Duration = Duration::days(397);
/// How much of that lies in the past, for tablets whose clock is late.
const LEAF_BACKDATED: Duration = Duration::days(1);
/// Bytes of the key's digest that tell one authority from another in a tablet's list.
const MARK_BYTES: usize = 3;

/// The key that signs, and the certificate that is trusted.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
}

/// A certificate of this machine, and what decides when it is replaced.
#[derive(Debug, Clone)]
pub struct Leaf {
    names: Names,
    from: OffsetDateTime,
    until: OffsetDateTime,
}

impl Authority {
    /// Reads the authority in that folder, or makes it where there is none.
    ///
    /// # Errors
    /// If the file cannot be read or kept, or holds something else.
    pub fn open(folder: &Path) -> Result<Self, TlsError> {
        let path = folder.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => {
                private::narrow(&path);
                return Self::read(&text).map_err(|cause| TlsError::file(&path, cause));
            }
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => return Err(TlsError::file(&path, cause)),
        }
        let key = KeyPair::generate()?;
        let certificate = params(&key).self_signed(&key)?;
        match keep(folder, &path, &format!("{}{}", key.serialize_pem(), certificate.pem())) {
            Ok(()) => Ok(Self { issuer: Issuer::new(params(&key), key), certificate: certificate.into() }),
            // Another node was quicker; its authority is the one.
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                let text = fs::read_to_string(&path).map_err(|cause| TlsError::file(&path, cause))?;
                Self::read(&text).map_err(|cause| TlsError::file(&path, cause))
            }
            Err(cause) => Err(TlsError::file(&path, cause)),
        }
    }

    fn read(text: &str) -> Result<Self, String> {
        let unreadable = "it does not hold the key and the certificate of an authority";
        let key = PrivatePkcs8KeyDer::from_pem_slice(text.as_bytes()).map_err(|_| unreadable)?;
        let key = KeyPair::try_from(key.secret_pkcs8_der()).map_err(|_| unreadable)?;
        let certificate = CertificateDer::from_pem_slice(text.as_bytes()).map_err(|_| unreadable)?;
        Ok(Self { issuer: Issuer::new(params(&key), key), certificate })
    }

    /// What tablets are told to trust.
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// What it is called in a tablet's list.
    pub fn name(&self) -> String {
        name(self.issuer.key())
    }

    /// Makes a certificate for those names, with a key of its own that is kept nowhere.
    ///
    /// # Errors
    /// If the names cannot stand in a certificate.
    pub fn issue(&self, names: &Names, now: OffsetDateTime) -> Result<(Leaf, CertifiedKey), TlsError> {
        let from = now - LEAF_BACKDATED;
        let leaf = Leaf { names: names.clone(), from, until: from + LEAF_LIFE };
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(names.listed())?;
        params.distinguished_name.push(DnType::CommonName, "LapStream");
        params.not_before = leaf.from;
        params.not_after = leaf.until;
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer)?;
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let certified = CertifiedKey::from_der(vec![certificate.into()], key.into(), &ring::default_provider())?;
        Ok((leaf, certified))
    }
}

impl Leaf {
    /// Whether it has to be replaced: a third of its life is left, this machine is called otherwise by now, or the
    /// clock was so wrong when it was made that it is not valid yet.
    pub fn is_due(&self, names: &Names, now: OffsetDateTime) -> bool {
        now < self.from || now >= self.until - (self.until - self.from) / 3 || self.names != *names
    }
}

/// The authority's certificate follows from its key. The years are fixed: a laptop whose clock was wrong at the first
/// start would else have an authority that is never valid. They end with the last one of the short form of dates,
/// which every device reads.
fn params(key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name(key));
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn name(key: &KeyPair) -> String {
    let mut name = "LapStream authority ".to_owned();
    for byte in &Sha256::digest(key.public_key_raw())[..MARK_BYTES] {
        // Writing into a string cannot fail.
        let _ = write!(name, "{byte:02X}");
    }
    name
}

/// Writes the file whole or not at all, for its owner only; never over one that is there.
fn keep(folder: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    private::make_folder(folder)?;
    let mut file = tempfile::Builder::new().prefix(".tls").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> OffsetDateTime {
        date_time_ymd(2026, 11, 25) + Duration::days(day)
    }

    #[test]
    fn an_authority_is_made_once_and_only_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = folder.path().join("secrets");
        let (first, second) = (Authority::open(&secrets).unwrap(), Authority::open(&secrets).unwrap());
        assert_eq!(first.certificate(), second.certificate());
        assert_eq!(first.name(), second.name());
        let kept: Vec<_> = fs::read_dir(&secrets).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(kept, [FILE]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(secrets.join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_that_holds_something_else_is_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["", "garbage", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            fs::write(folder.path().join(FILE), text).unwrap();
            assert!(Authority::open(folder.path()).is_err(), "{text}");
            assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), text);
        }
    }

    #[test]
    fn a_certificate_is_replaced_in_its_last_third_and_when_the_machine_is_called_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::open(folder.path()).unwrap();
        let names = Names::new("pool", []);
        let (leaf, _) = authority.issue(&names, at(0)).unwrap();
        assert!(leaf.until - leaf.from <= Duration::days(397));
        for (day, due) in [(0, false), (263, false), (264, true), (396, true), (500, true), (-2, true)] {
            assert_eq!(leaf.is_due(&names, at(day)), due, "on day {day}");
        }
        assert!(leaf.is_due(&Names::new("pool", ["192.168.1.20".parse().unwrap()]), at(0)));
        assert!(leaf.is_due(&Names::new("hall", []), at(0)));
    }
}
