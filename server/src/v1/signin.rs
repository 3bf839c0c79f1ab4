//! Who is signed in.

use crate::{
    auth::{Caller, ReadStaff},
    envelope::{Answer, ok},
    state::AppState,
};
use axum::{
    Extension, Router,
    routing::{get, post},
};
use domain::{Problem, ProblemKind, device::Me};
use tower_sessions::Session;

pub fn routes() -> Router<AppState> {
    Router::new().route("/auth/me", get(me)).route("/auth/logout", post(logout))
}

async fn me(caller: Caller<ReadStaff>) -> Answer<Me> {
    Ok(ok(caller.who.me().ok_or_else(Problem::unauthenticated)?))
}

/// Ends a browser's session. A program's access token ends by itself, within minutes.
async fn logout(_: Caller<ReadStaff>, session: Option<Extension<Session>>) -> Answer<()> {
    if let Some(Extension(session)) = session
        && session.id().is_some()
    {
        session.flush().await.map_err(|error| {
            tracing::error!(%error, "a session could not be ended");
            Problem::new(ProblemKind::Unavailable, "You could not be signed out. Try again shortly.")
        })?;
    }
    Ok(ok(()))
}
