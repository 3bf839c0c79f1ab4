//! Who guesses codes, PINs and tokens, and which addresses are shut out for it.

use crate::{
    auth::{Caller, ManageDevices},
    envelope::{Answer, Input, Made, Path, created, number_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    guessing::{Guessing, ShutOut, ShutOutInput},
    ids::ShutOutId,
    refusal::Field,
};

pub fn routes() -> Routes {
    Routes::under("Guessing")
        .get(
            "/guessing",
            "Says who was wrong lately with codes, PINs and tokens, and which addresses are shut out.",
            list,
        )
        .post(
            "/guessing/shut-outs",
            "Shuts an address out for twelve hours. No code and no PIN is taken from it, unless along with a sign-in; of a \
             stranger's IPv6 address the whole /64 is shut out.",
            shut_out,
        )
        .delete("/guessing/shut-outs/{shut_out}", "Lets an address in again.", let_in)
}

async fn list(State(state): State<AppState>, caller: Caller<ManageDevices>) -> Answer<Guessing> {
    Ok(ok(state.backend.guessing.list(&caller.who)?))
}

async fn shut_out(
    State(state): State<AppState>,
    caller: Caller<ManageDevices>,
    Input(body): Input<ShutOutInput>,
) -> Made<ShutOut> {
    Ok(created(state.backend.guessing.shut_out(&caller.who, &body).await?))
}

async fn let_in(
    State(state): State<AppState>,
    caller: Caller<ManageDevices>,
    Path(id): Path<String>,
) -> Answer<ShutOut> {
    let id = number_in_path(Field::ShutOutId, &id).map(ShutOutId)?;
    Ok(ok(state.backend.guessing.let_in(&caller.who, id).await?))
}
