//! Operators.

use crate::{
    auth::{Caller, ManageOperators},
    envelope::{Answer, Input, Path, created, number_in_path, ok},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    routing::{delete, get, patch},
};
use domain::{
    ids::OperatorId,
    operator::{OperatorEdit, OperatorInput, OperatorView},
};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/operators", get(list).post(create))
        .route("/operators/{id}", patch(edit).delete(retire))
        .route("/operators/{id}/sessions", delete(end_sessions))
}

async fn list(State(state): State<AppState>, caller: Caller<ManageOperators>) -> Answer<Vec<OperatorView>> {
    Ok(ok(state.backend.operators.list(&caller.who)?))
}

async fn create(
    State(state): State<AppState>,
    caller: Caller<ManageOperators>,
    Input(body): Input<OperatorInput>,
) -> Answer<OperatorView> {
    Ok(created(state.backend.operators.create(&caller.who, &body).await?))
}

async fn edit(
    State(state): State<AppState>,
    caller: Caller<ManageOperators>,
    Path(id): Path<String>,
    Input(body): Input<OperatorEdit>,
) -> Answer<OperatorView> {
    Ok(ok(state.backend.operators.edit(&caller.who, operator(&id)?, &body).await?))
}

async fn retire(
    State(state): State<AppState>,
    caller: Caller<ManageOperators>,
    Path(id): Path<String>,
) -> Answer<OperatorView> {
    Ok(ok(state.backend.operators.retire(&caller.who, operator(&id)?).await?))
}

async fn end_sessions(
    State(state): State<AppState>,
    caller: Caller<ManageOperators>,
    Path(id): Path<String>,
) -> Answer<OperatorView> {
    Ok(ok(state.backend.operators.end_sessions(&caller.who, operator(&id)?).await?))
}

fn operator(id: &str) -> Result<OperatorId, crate::envelope::Refusal> {
    number_in_path("operator", id).map(OperatorId)
}
