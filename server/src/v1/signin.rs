//! Signing in and out, and who is signed in.

use crate::{
    auth::{Anybody, Caller, ReadStaff, RemoteAddress},
    envelope::{Answer, Input, ok},
    openapi::Routes,
    state::AppState,
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, header::AUTHORIZATION},
};
use domain::{
    Problem,
    device::Me,
    operator::{Login, LoginInput},
};
use tower_sessions::Session;

pub fn routes() -> Routes {
    Routes::under("Signing in")
        .post(
            "/auth/login",
            "Signs an operator in by PIN. Along with a device's token, for a shift on that device.",
            login,
        )
        .get("/auth/me", "Says who is signed in.", me)
        .post("/auth/logout", "Signs out. A device's access token ends by itself, within minutes.", logout)
}

/// Signs an operator in; on the device whose token came along, if there is one, for a shift there.
async fn login(
    State(state): State<AppState>,
    caller: Caller<Anybody>,
    RemoteAddress(address): RemoteAddress,
    Input(body): Input<LoginInput>,
) -> Answer<Login> {
    Ok(ok(state.backend.operators.sign_in_program(&body.pin, address, &caller.who).await?))
}

async fn me(caller: Caller<ReadStaff>) -> Answer<Me> {
    Ok(ok(caller.who.me().ok_or_else(Problem::unauthenticated)?))
}

/// Ends what the caller is known by: an operator's token, or a browser's session. A device's access token ends by itself,
/// within minutes.
async fn logout(
    State(state): State<AppState>,
    caller: Caller<ReadStaff>,
    headers: HeaderMap,
    session: Option<Extension<Session>>,
) -> Answer<()> {
    match session {
        // A token goes before the cookie that came along.
        Some(Extension(session)) if session.id().is_some() && !headers.contains_key(AUTHORIZATION) => {
            app::server::leave(&session, &state.backend).await?;
        }
        _ => state.backend.operators.sign_out(&caller.who).await?,
    }
    Ok(ok(()))
}
