//! Which of a page's own scripts may run.
//!
//! A page that is kept is sent many times, so that a nonce in it would be known to whoever read it before. What runs is
//! said by hashes instead, of those scripts alone that carry the nonce under which the page was made: markup that slipped
//! into the page by some other way does not know it.

use super::whole;
use crate::security;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// Carries the nonce from where a page is made to [`settle`]; nobody else is shown it.
pub const NONCE: HeaderName = HeaderName::from_static("lapstream-nonce");

/// Replaces the nonce of a page by the policy that says what the page may run.
pub async fn settle(request: Request, next: Next) -> Response {
    let (mut parts, body) = next.run(request).await.into_parts();
    let Some(nonce) = take_nonce(&mut parts.headers) else { return Response::from_parts(parts, body) };
    let body = whole(axum::body::to_bytes(body, usize::MAX).await);
    let page = String::from_utf8_lossy(&body);
    let attribute = format!(" nonce=\"{nonce}\"");
    let scripts: Vec<String> = own_scripts(&page, &attribute).map(hash).collect();
    if let Ok(policy) = HeaderValue::from_str(&security::content_security_policy(&scripts)) {
        parts.headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page.replace(&attribute, "")))
}

fn take_nonce(headers: &mut HeaderMap) -> Option<String> {
    headers.remove(NONCE).and_then(|nonce| nonce.to_str().ok().map(str::to_owned))
}

/// The texts of all inline scripts whose tag has that attribute.
fn own_scripts<'a>(page: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    page.split("<script").skip(1).filter_map(move |rest| {
        let (tag, rest) = rest.split_once('>')?;
        let text = rest.split_once("</script>")?.0;
        (tag.contains(attribute) && !tag.contains(" src=") && !text.is_empty()).then_some(text)
    })
}

fn hash(script: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_under_the_nonce_run() {
        let page = "<script nonce=\"n1\">own()</script><script>slipped_in()</script><script nonce=\"old\">kept()</script>\
            <script type=\"module\" nonce=\"n1\" src=\"/pkg/x.js\"></script><script type=\"module\" nonce=\"n1\">a < b</script>";
        assert_eq!(own_scripts(page, " nonce=\"n1\"").collect::<Vec<_>>(), ["own()", "a < b"]);
    }

    #[test]
    fn a_hash_is_as_browsers_make_it() {
        // The example of the Content Security Policy's specification, level 2, section 7.2.
        assert_eq!(hash("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }
}
