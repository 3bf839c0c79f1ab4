//! Bodies of requests. They are read only where somebody wants them, and who may send much is known before.

use crate::{
    auth,
    doors::{self, Sender},
    envelope::Refusal,
    limits::RETRY_AFTER_S,
    state::AppState,
};
use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::{Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Problem, limits, refusal};
use futures::{StreamExt, stream::poll_fn};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, timeout, timeout_at};

/// What a stranger may send: a PIN, a code, a token.
const STRANGERS_BYTES_MAX: usize = 16 * 1_024;
/// How long a body may take, however fast it comes: an hour's taps over a poor connection need seconds.
const BODY_TIME_MAX: Duration = Duration::from_mins(1);
/// How much of a body that nobody wants is taken in: a client that is still sending would be cut off and never see why it
/// was refused.
const DRAINED_BYTES_MAX: usize = 64 * 1_024 * 1_024;
/// How long that may take, and one pause in it.
const DRAINED_TIME_MAX: Duration = Duration::from_secs(10);
const DRAINED_PAUSE_MAX: Duration = Duration::from_secs(2);
/// Says of a request that its sender has shown a role.
#[derive(Debug, Clone, Copy)]
pub struct IsStaff;

/// Reads a body whole, if it is not larger than its sender may send.
///
/// # Errors
/// If it is too large, too slow, broken off, or there is no room for it now.
pub async fn read(state: &AppState, parts: &Parts, body: Body) -> Result<Bytes, Refusal> {
    let is_staff = parts.extensions.get::<IsStaff>().is_some();
    let (sender, bytes_max) = if is_staff {
        (Sender::Staff, limits::BODY_BYTES_MAX)
    } else {
        (Sender::Stranger(doors::client(&parts.extensions)), STRANGERS_BYTES_MAX)
    };
    let doors = &state.doors;
    let no_room = || Problem::from(refusal::TooMuchAtOnce).retry_after(RETRY_AFTER_S);
    let mut share = doors.bytes(sender, 0).ok_or_else(no_room)?;
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    let began = Instant::now();
    loop {
        let chunk = match timeout_at(began + doors.limits.time_for(bytes.len()).min(BODY_TIME_MAX), stream.next()).await
        {
            Ok(Some(chunk)) => chunk.map_err(|_| Problem::from(refusal::BodyBrokenOff))?,
            Ok(None) => return Ok(share.hold(bytes)),
            Err(_) => return Err(Problem::from(refusal::BodyTooSlow).into()),
        };
        if bytes.len() + chunk.len() > bytes_max {
            return Err(Problem::from(refusal::BodyTooLarge { kib: bytes_max / 1_024 }).into());
        }
        if !share.more(chunk.len()) {
            return Err(no_room().into());
        }
        bytes.extend_from_slice(&chunk);
    }
}

/// Reads the body of a server function's call, whose code would read it without a limit. Each asks for its role itself; here
/// it is enough that there is one, where the body is not small.
pub async fn bound_calls(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    if auth::who(&parts, &state).await.is_ok_and(|who| who.role().is_some()) {
        parts.extensions.insert(IsStaff);
    }
    match read(&state, &parts, body).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(refusal) => refusal.into_response(),
    }
}

/// Lends a request's body out, and takes in what of it nobody wanted.
pub async fn drain(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let stream = Arc::new(Mutex::new(body.into_data_stream().fuse()));
    let lent = stream.clone();
    let lent = poll_fn(move |cx| lent.lock().unwrap_or_else(PoisonError::into_inner).poll_next_unpin(cx));
    let response = next.run(Request::from_parts(parts, Body::from_stream(lent))).await;
    let rest = poll_fn(|cx| stream.lock().unwrap_or_else(PoisonError::into_inner).poll_next_unpin(cx));
    // Whoever sends more, or slower, is cut off.
    let _ = timeout(DRAINED_TIME_MAX, take_in(rest)).await;
    response
}

async fn take_in(mut rest: impl futures::Stream<Item = <BodyDataStream as futures::Stream>::Item> + Unpin) {
    let mut taken = 0;
    while taken < DRAINED_BYTES_MAX {
        match timeout(DRAINED_PAUSE_MAX, rest.next()).await {
            Ok(Some(Ok(chunk))) => taken += chunk.len(),
            _ => return,
        }
    }
}
