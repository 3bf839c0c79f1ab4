//! What the server says of itself. Never a body, a header, or a query: an enrolment code travels in one.

use axum::{extract::Request, middleware::Next, response::Response};
use std::{io::IsTerminal, time::Instant};
use tracing_subscriber::{EnvFilter, fmt};

/// What is logged unless `RUST_LOG` says otherwise. An unknown session cookie, which an old tablet sends, is no
/// news, and of NATS the bus speaks itself.
const FILTER: &str = "info,tower_sessions=error,tower_sessions_core=error,async_nats=off";

/// Starts logging to standard error.
pub fn init() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(FILTER));
    let is_terminal = std::io::stderr().is_terminal();
    fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_terminal).init();
}

/// Notes each request: failures always, the rest where it is asked for.
pub async fn note_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    if response.status().is_server_error() {
        tracing::error!(%method, path, status, ?took, "request failed");
    } else {
        tracing::debug!(%method, path, status, ?took, "request");
    }
    response
}
