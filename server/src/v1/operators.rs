//! Operators.

use crate::{
    auth::{Caller, ManageOperators},
    envelope::{Answer, Input, Made, Path, created, number_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    ids::OperatorId,
    operator::{OperatorEdit, OperatorInput, OperatorView},
    refusal::Field,
};

pub fn routes() -> Routes {
    Routes::under("Operators")
        .get("/operators", "Lists the operators.", list)
        .post("/operators", "Makes an operator.", create)
        .patch("/operators/{operator}", "Changes an operator's name, PIN or role.", edit)
        .delete("/operators/{operator}", "Ends an operator's rights.", retire)
        .delete("/operators/{operator}/sessions", "Signs an operator out everywhere.", end_sessions)
}

async fn list(State(state): State<AppState>, caller: Caller<ManageOperators>) -> Answer<Vec<OperatorView>> {
    Ok(ok(state.backend.operators.list(&caller.who)?))
}

async fn create(
    State(state): State<AppState>,
    caller: Caller<ManageOperators>,
    Input(body): Input<OperatorInput>,
) -> Made<OperatorView> {
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
    number_in_path(Field::Operator, id).map(OperatorId)
}
