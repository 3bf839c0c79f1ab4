//! The audit trail: read page by page, and undone from.

use crate::{
    auth::{Caller, ReadPlayers, ReadStaff},
    envelope::{Answer, Input, Path, Query, Refusal, ok},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use domain::{
    Problem,
    audit::{AuditFilter, AuditPage, EntryView, UndoInput},
};
use serde::Deserialize;
use uuid::Uuid;

pub fn routes() -> Router<AppState> {
    Router::new().route("/audit", get(list)).route("/audit/{id}/undo", post(undo))
}

/// The filter as a query has it: an empty field is none, as forms send them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    event: Option<String>,
    action: Option<String>,
    actor: Option<String>,
    target: Option<String>,
    from: Option<String>,
    to: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

impl Asked {
    fn filter(self) -> Result<AuditFilter, Refusal> {
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let limit = filled(self.limit).map(|limit| limit.parse());
        Ok(AuditFilter {
            event: filled(self.event),
            action: filled(self.action),
            actor: filled(self.actor),
            target: filled(self.target),
            from: super::moment(filled(self.from))?,
            to: super::moment(filled(self.to))?,
            limit: limit.transpose().map_err(|_| Problem::invalid("The limit is a whole number."))?,
            cursor: filled(self.cursor),
        })
    }
}

// All staff may read what happened to one player; the service asks for more for anything else.
async fn list(
    State(state): State<AppState>,
    caller: Caller<ReadStaff>,
    Query(asked): Query<Asked>,
) -> Answer<AuditPage> {
    Ok(ok(state.backend.audit.list(&caller.who, &asked.filter()?).await?))
}

async fn undo(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path(id): Path<String>,
    Input(wish): Input<UndoInput>,
) -> Answer<EntryView> {
    let id = Uuid::parse_str(&id).map_err(|_| Problem::invalid("An entry's id is a UUID."))?;
    Ok(ok(state.backend.audit.undo(&caller.who, id, wish).await?))
}
