//! What holds for every request and answer: headers, the check of `Origin`, and how large a body may be.

use crate::envelope::Refusal;
use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemKind, limits};
use futures::StreamExt;
use std::time::Duration;

/// How much of a body that is too large is read before it is refused: a client that is still sending would be cut off
/// and never see the refusal.
const DRAINED_BYTES_MAX: usize = 64 * 1_024 * 1_024;
/// How long a body may take to arrive: an hour's taps over a poor connection need seconds.
const BODY_TIME_MAX: Duration = Duration::from_mins(1);

/// Whether the request's `Origin` is this site; none if it names none.
///
/// Only host and port are compared: behind a proxy that speaks HTTPS the scheme is not known here.
pub fn same_origin(headers: &HeaderMap) -> Option<bool> {
    let origin = headers.get(header::ORIGIN)?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin_host = origin.to_str().ok().and_then(|text| text.parse::<Uri>().ok()).and_then(|uri| {
        let authority = uri.authority()?;
        uri.scheme().map(|_| authority.as_str().to_ascii_lowercase())
    });
    Some(origin_host.is_some() && origin_host == host.map(str::to_ascii_lowercase))
}

/// The refusal of a request that another site caused.
pub fn foreign_origin() -> Refusal {
    Refusal(Problem::new(ProblemKind::Forbidden, "This request does not come from a page of this server."))
}

/// Refuses calls of server functions that another site caused: our own pages always name their origin. Only a program
/// without a cookie, which nobody can lure, may name none.
pub async fn guard_origin(request: Request, next: Next) -> Response {
    let is_call = request.uri().path().starts_with("/fn/") && !request.method().is_safe();
    let is_ours = same_origin(request.headers()).unwrap_or(!request.headers().contains_key(header::COOKIE));
    if is_call && !is_ours {
        return foreign_origin().into_response();
    }
    next.run(request).await
}

/// Reads the whole body before anything else is done, and refuses one that is too large.
pub async fn bound_body(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(BODY_TIME_MAX, read_bounded(body)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => Refusal(Problem::invalid("The body took too long to arrive.")).into_response(),
    }
}

async fn read_bounded(body: Body) -> Result<Bytes, Refusal> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    let mut seen = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Problem::invalid("The body ended before it was complete."))?;
        seen += chunk.len();
        if seen <= limits::BODY_BYTES_MAX {
            bytes.extend_from_slice(&chunk);
        } else if seen > DRAINED_BYTES_MAX {
            break;
        } else {
            bytes = Vec::new();
        }
    }
    if seen > limits::BODY_BYTES_MAX {
        let sentence = format!("The body is larger than {} KiB.", limits::BODY_BYTES_MAX / 1_024);
        return Err(Problem::new(ProblemKind::TooLarge, sentence).into());
    }
    Ok(bytes.into())
}

/// What a page may load and run. Scripts and styles are this server's files, WebAssembly, and the inline ones that
/// carry the nonce made for this answer.
pub fn content_security_policy(nonce: Option<&str>) -> String {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self'{nonce}; style-src-attr 'unsafe-inline'; \
         img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

/// Adds the headers that every answer carries unless it brought its own.
pub async fn add_headers(request: Request, next: Next) -> Response {
    let is_private = !request.uri().path().starts_with("/pkg/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut default = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    default(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Not `no-referrer`: with it browsers send `Origin: null` along with a form, which the check above refuses.
    default(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    default(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(None)) {
        default(header::CONTENT_SECURITY_POLICY, policy);
    }
    if is_private {
        default(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(origin: Option<&str>, host: &str) -> Option<bool> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        same_origin(&headers)
    }

    #[test]
    fn an_origin_is_this_site_if_host_and_port_are() {
        assert_eq!(origin(None, "pool:4000"), None);
        assert_eq!(origin(Some("http://pool:4000"), "pool:4000"), Some(true));
        assert_eq!(origin(Some("https://Pool"), "pool"), Some(true));
        for foreign in ["http://pool:4001", "http://evil", "null", "pool:4000", "", "http://pool:4000.evil"] {
            assert_eq!(origin(Some(foreign), "pool:4000"), Some(false), "{foreign}");
        }
    }
}
