//! The audit trail: read page by page, and undone from.

use crate::{
    auth::{Caller, ReadPlayers, ReadStaff},
    envelope::{Answer, Input, Path, Query, Refusal, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    Problem, Timestamp,
    audit::{AuditFilter, AuditPage, EntryView, UndoInput},
    limits, refusal,
};
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

pub fn routes() -> Routes {
    Routes::under("Audit")
        .get(
            "/audit",
            "Pages through the audit trail, newest first. All staff may ask for one player's (`target=player:7`); \
             anything else is for the floor.",
            list,
        )
        .post("/audit/{entry}/undo", "Undoes an entry. It asks for the role that the entry's action asks for.", undo)
}

/// The filter as a query has it: an empty field is none, as forms send them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    /// The slug of an event, `current`, or `venue` for what belongs to none.
    event: Option<String>,
    /// An action, or the part of its name before the dot; with it come the undoings.
    action: Option<String>,
    /// Part of the actor's name, or `device:3`, `operator:2`, `admin`, `system`.
    actor: Option<String>,
    /// Such as `player:7`, by bib, or `device:3`.
    #[schemars(example = "player:7")]
    target: Option<String>,
    /// At or after this moment.
    #[schemars(with = "Timestamp")]
    from: Option<String>,
    /// Before this moment.
    #[schemars(with = "Timestamp")]
    to: Option<String>,
    /// How many at most.
    #[schemars(with = "u32", range(min = 1, max = limits::AUDIT_PAGE_MAX))]
    limit: Option<String>,
    /// Where to go on, as the last page said.
    cursor: Option<String>,
}

impl Asked {
    fn filter(self) -> Result<AuditFilter, Refusal> {
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let limit = self.limit.map(|limit| limit.parse());
        Ok(AuditFilter {
            event: filled(self.event),
            action: filled(self.action),
            actor: filled(self.actor),
            target: filled(self.target),
            from: super::moment(self.from)?,
            to: super::moment(self.to)?,
            limit: limit.transpose().map_err(|_| Problem::from(refusal::LimitForm))?,
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
    let id = Uuid::parse_str(&id).map_err(|_| Problem::from(refusal::EntryIdForm))?;
    Ok(ok(state.backend.audit.undo(&caller.who, id, wish).await?))
}
