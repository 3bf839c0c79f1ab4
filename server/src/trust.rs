//! What a tablet loads to trust the server's own authority. Reachable over plain HTTP: before that trust there is
//! nothing else. What is loaded is public; whoever wants to be sure compares its fingerprint with the one that
//! `lapstream serve` printed.

use crate::{
    envelope::Refusal,
    state::{AppState, Https},
    tls::Root,
};
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Problem, refusal};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// Characters of a line in a PEM file.
const PEM_LINE_CHARS: usize = 64;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/trust/lapstream.crt", get(certificate))
        .route("/trust/lapstream.pem", get(text_certificate))
        .route("/trust/lapstream.mobileconfig", get(profile))
}

/// Binary, as Android, Windows and macOS open it.
async fn certificate(State(state): State<AppState>) -> Result<Response, Refusal> {
    let root = root(state)?;
    Ok(download("application/x-x509-ca-cert", "lapstream.crt", root.certificate.to_vec()))
}

/// As text, which Linux' own store and many programs want.
async fn text_certificate(State(state): State<AppState>) -> Result<Response, Refusal> {
    let root = root(state)?;
    Ok(download("application/x-pem-file", "lapstream.pem", pem(&root.certificate).into_bytes()))
}

/// As a profile, the only form that iPads and iPhones install.
async fn profile(State(state): State<AppState>) -> Result<Response, Refusal> {
    let root = root(state)?;
    Ok(download("application/x-apple-aspen-config", "lapstream.mobileconfig", mobileconfig(&root).into_bytes()))
}

fn root(state: AppState) -> Result<Arc<Root>, Refusal> {
    let root = state.https.and_then(|Https { root, .. }| root);
    Ok(root.ok_or_else(|| Problem::from(refusal::NoAuthority))?)
}

fn download(kind: &'static str, name: &'static str, body: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body).into_response()
}

/// Base64 in lines, as PEM files and profiles have it.
fn lines(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let mut lines = String::with_capacity(text.len() + text.len() / PEM_LINE_CHARS + 1);
    for (at, character) in text.chars().enumerate() {
        if at > 0 && at % PEM_LINE_CHARS == 0 {
            lines.push('\n');
        }
        lines.push(character);
    }
    lines
}

fn pem(certificate: &[u8]) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines(certificate))
}

/// A profile with the certificate alone. Its ids follow from the certificate, so that installing it twice replaces the
/// first.
fn mobileconfig(root: &Root) -> String {
    let id = |what: &str| {
        let digest: [u8; 32] = Sha256::new().chain_update(what).chain_update(&root.certificate).finalize().into();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        let id: Uuid = uuid::Builder::from_custom_bytes(bytes).into_uuid();
        id.hyphenated().to_string().to_uppercase()
    };
    let (name, data) = (&root.name, lines(&root.certificate));
    let (inner, outer) = (id("certificate"), id("profile"));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key><string>lapstream.crt</string>
      <key>PayloadContent</key><data>
{data}
</data>
      <key>PayloadDisplayName</key><string>{name}</string>
      <key>PayloadIdentifier</key><string>lapstream.authority.{inner}</string>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadUUID</key><string>{inner}</string>
      <key>PayloadVersion</key><integer>1</integer>
    </dict>
  </array>
  <key>PayloadDescription</key><string>Lets this device open LapStream over HTTPS.</string>
  <key>PayloadDisplayName</key><string>{name}</string>
  <key>PayloadIdentifier</key><string>lapstream.trust.{outer}</string>
  <key>PayloadRemovalDisallowed</key><false/>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>{outer}</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict>
</plist>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_the_same_each_time_and_holds_the_certificate() {
        let root = Root { name: "LapStream authority 3FA9C1".to_owned(), certificate: vec![48; 200].into() };
        let profile = mobileconfig(&root);
        assert_eq!(profile, mobileconfig(&root));
        let data = profile.split("<data>").nth(1).and_then(|rest| rest.split("</data>").next()).unwrap();
        let data: String = data.split_whitespace().collect();
        assert_eq!(STANDARD.decode(data).unwrap(), vec![48; 200]);
        assert!(pem(&root.certificate).lines().all(|line| line.len() <= PEM_LINE_CHARS));
    }
}
