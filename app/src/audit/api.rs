//! What the page asks the server.

use crate::PageError;
use domain::{
    audit::{AuditFilter, AuditPage, EntryView, UndoInput},
    ids::EventId,
};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

/// A page of entries, newest first. A player is looked for in the event that the page was opened for.
///
/// # Errors
/// Where the role is too low or the filter means nothing.
#[server(prefix = "/fn", endpoint = "audit/list", input = Json)]
pub async fn list(event: EventId, filter: AuditFilter) -> Result<AuditPage, PageError> {
    let (backend, who) = crate::server::asking().await?;
    let mut filter = filter;
    if filter.event.is_none() && filter.target.as_deref().is_some_and(|target| target.starts_with("player:")) {
        filter.event = Some(backend.events.view(event)?.slug);
    }
    Ok(backend.audit.list(&who, &filter).await?)
}

/// Slugs and names of all events, newest first.
///
/// # Errors
/// Forbidden for all but staff.
#[server(prefix = "/fn", endpoint = "audit/events", input = Json)]
pub async fn list_events() -> Result<Vec<(String, String)>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    who.require(domain::Action::ReadStaff)?;
    Ok(backend.events.list().into_iter().rev().map(|event| (event.slug, event.facts.name)).collect())
}

/// Undoes an entry.
///
/// # Errors
/// A conflict that says what stands in the way.
#[server(prefix = "/fn", endpoint = "audit/undo", input = Json)]
pub async fn undo(entry: Uuid, wish: UndoInput) -> Result<EntryView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.audit.undo(&who, entry, wish).await?)
}
