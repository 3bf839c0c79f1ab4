//! What the page asks the server. Each function calls one service, which checks the role itself.

use crate::PageError;
use domain::{
    ids::EventId,
    tag::{Tag, TagInput, TagList, TagView},
};
use leptos::{prelude::*, server_fn::codec::Json};

/// Tags that are worn, and those that were read and nobody wears.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "tags/list", input = Json)]
pub async fn list_tags(event: EventId) -> Result<TagList, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.tags.list(&who, event).await?)
}

/// Gives tags to players, all or none.
///
/// # Errors
/// Where nobody has one of the bibs, or a tag is named twice.
#[server(prefix = "/fn", endpoint = "tags/assign", input = Json)]
pub async fn assign_tags(event: EventId, tags: Vec<TagInput>) -> Result<Vec<TagView>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.tags.assign(&who, event, tags).await?)
}

/// Takes a tag off whoever wears it.
///
/// # Errors
/// Not found where nobody does.
#[server(prefix = "/fn", endpoint = "tags/remove", input = Json)]
pub async fn remove_tag(event: EventId, tag: Tag) -> Result<TagView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.tags.remove(&who, event, tag).await?)
}

/// Dismisses what was read of a tag that nobody wears; returns how many laps.
///
/// # Errors
/// Where the role is too low.
#[server(prefix = "/fn", endpoint = "tags/dismiss", input = Json)]
pub async fn dismiss_reads(event: EventId, tag: Tag) -> Result<u32, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.tags.dismiss_reads(&who, event, tag).await?)
}
