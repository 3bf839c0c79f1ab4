//! What the server says of itself. Never a body, a header, or a query: an enrolment code travels in one.

use axum::{extract::Request, http::StatusCode, middleware::Next, response::Response};
use std::{
    backtrace::Backtrace,
    io::{self, IsTerminal, Write},
    panic,
    time::Instant,
};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::{EnvFilter, fmt};

/// What is logged unless `RUST_LOG` says otherwise. An unknown session cookie, which an old tablet sends, is no
/// news, and of NATS the bus speaks itself.
const FILTER: &str = "info,tower_sessions=error,tower_sessions_core=error,async_nats=off";

/// Lines that wait for a log that takes none, before new ones are dropped: a minute of a busy server.
const LINES_WAITING_MAX: usize = 10_000;

/// Standard error, as far as it can be written: nobody counts worse because a disk is full or a reader is gone.
struct BestEffort;

impl Write for BestEffort {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Whoever could be told of the failure reads this log.
        io::stderr().write_all(bytes).ok();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush().ok();
        Ok(())
    }
}

/// Starts logging to standard error, from a thread of its own: a terminal that was stopped with ctrl-s would else stop every
/// task that logs. What waits is written when the guard is dropped.
pub fn init() -> WorkerGuard {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(FILTER));
    let (log, guard) =
        NonBlockingBuilder::default().buffered_lines_limit(LINES_WAITING_MAX).lossy(true).finish(BestEffort);
    let is_terminal = io::stderr().is_terminal();
    // The usual hook writes to standard error itself, and would wait where the log does not.
    panic::set_hook(Box::new(|info| tracing::error!("{info}\n{}", Backtrace::capture())));
    fmt().with_env_filter(filter).with_writer(log).log_internal_errors(false).with_ansi(is_terminal).init();
    guard
}

/// Notes each request: failures always, the rest where it is asked for.
pub async fn note_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    // What is refused for want of room is no failure, and a stranger could write the log with it.
    if response.status().is_server_error() && response.status() != StatusCode::SERVICE_UNAVAILABLE {
        tracing::error!(%method, path, status, ?took, "request failed");
    } else {
        tracing::debug!(%method, path, status, ?took, "request");
    }
    response
}
