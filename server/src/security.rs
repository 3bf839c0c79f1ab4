//! What holds for every request and answer: headers, the check of `Origin`, and how long one may take.

use crate::{envelope::Refusal, limits::RETRY_AFTER_S};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Problem, refusal};
use std::{sync::LazyLock, time::Duration};
use tokio::time::timeout;

/// How long a request may take: the largest body over the poorest network needs a minute, the longest change seconds.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(90);
/// Ends what takes too long; a live socket begins with an answer, and may take as long as it likes.
pub async fn bound_time(request: Request, next: Next) -> Response {
    let too_long = |_| Refusal(Problem::from(refusal::OutcomeUnknown).retry_after(RETRY_AFTER_S)).into_response();
    timeout(REQUEST_TIME_MAX, next.run(request)).await.unwrap_or_else(too_long)
}

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

/// The refusal of a request that another site caused. Behind a proxy that was not told of it is the only trace of what is
/// wrong, so it says what was compared.
pub fn foreign_origin(headers: &HeaderMap) -> Refusal {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("nothing").to_owned();
    Refusal(refusal::ForeignOrigin { origin: text(header::ORIGIN), host: text(header::HOST) }.into())
}

/// Refuses calls of server functions that another site caused: our own pages always name their origin. Only a program
/// without a cookie, which nobody can lure, may name none.
pub async fn guard_origin(request: Request, next: Next) -> Response {
    let is_call = request.uri().path().starts_with("/fn/") && !request.method().is_safe();
    let is_ours = same_origin(request.headers()).unwrap_or(!request.headers().contains_key(header::COOKIE));
    if is_call && !is_ours {
        return foreign_origin(request.headers()).into_response();
    }
    next.run(request).await
}

/// What a page may load and run. Scripts and styles are this server's files, WebAssembly, and the inline scripts with one
/// of the hashes `scripts`, each as the policy writes it.
pub fn content_security_policy(scripts: &[String]) -> String {
    let scripts: String = scripts.iter().flat_map(|hash| [" ", hash]).collect();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; style-src-attr 'unsafe-inline'; \
         img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

/// The policy of what runs no script of its own.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    HeaderValue::from_str(&content_security_policy(&[])).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

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
    default(header::CONTENT_SECURITY_POLICY, POLICY.clone());
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
