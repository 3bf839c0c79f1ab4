//! The server function of the page `/trust`.

use crate::PageError;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// What the page says of this server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// The origin of HTTPS, where it is on.
    pub https: Option<String>,
    /// The same as a QR code.
    pub qr: Option<String>,
    /// Whether this very page came over HTTPS, so that this device trusts the server already.
    pub is_secure: bool,
    /// What has to be trusted; none where the owner gave a certificate.
    pub authority: Option<Authority>,
}

/// The server's own authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// What it is called in a device's list.
    pub name: String,
    /// The SHA-256 of its certificate, in pairs of digits.
    pub fingerprint: String,
}

/// How a device comes to trust this server.
///
/// # Errors
/// Where the server does not say how it is reached.
#[server(prefix = "/fn", endpoint = "trust", input = Json)]
pub async fn how_to_trust() -> Result<Trust, PageError> {
    use crate::{qr, server};

    let door: server::Door = use_context().unwrap_or_default();
    let https = server::https_origin();
    let qr = https.as_deref().and_then(qr::svg);
    let authority = door.authority.map(|(name, fingerprint)| Authority { name, fingerprint });
    Ok(Trust { https, qr, is_secure: door.is_secure, authority })
}
