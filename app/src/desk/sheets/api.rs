//! What the page asks the server. Each function calls one service, which checks the role itself.

use crate::PageError;
use domain::{
    audit::UndoInput,
    ids::EventId,
    sheet::{SheetInput, SheetPreview, SheetTaken, SheetView},
};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

/// The newest sheets that were typed in.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "sheets/list", input = Json)]
pub async fn list_sheets(event: EventId) -> Result<Vec<SheetView>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.sheets(&who, event).await?)
}

/// What would become of a sheet.
///
/// # Errors
/// A sentence about what is wrong with it.
#[server(prefix = "/fn", endpoint = "sheets/preview", input = Json)]
pub async fn preview_sheet(event: EventId, sheet: SheetInput) -> Result<SheetPreview, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.preview_sheet(&who, event, sheet).await?)
}

/// Counts what is on a sheet. Asking again with the same id counts nothing twice.
///
/// # Errors
/// A conflict where a sheet of that lane and time is here already, or nothing of it would count.
#[server(prefix = "/fn", endpoint = "sheets/record", input = Json)]
pub async fn record_sheet(event: EventId, sheet: SheetInput) -> Result<SheetTaken, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.record_sheet(&who, event, sheet).await?)
}

/// Undoes a sheet with all its laps.
///
/// # Errors
/// A conflict where it was undone before.
#[server(prefix = "/fn", endpoint = "sheets/undo", input = Json)]
pub async fn undo_sheet(event: EventId, sheet: Uuid, wish: UndoInput) -> Result<SheetView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.undo_sheet(&who, event, sheet, wish).await?)
}
