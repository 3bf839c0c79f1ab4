//! What the page asks the server. Each function calls one service, which checks the role itself.

use crate::PageError;
use domain::{
    audit::UndoInput,
    ids::EventId,
    payment::{Balance, PaymentFilter, PaymentInput, PaymentPage, PaymentView, Taken, TakingsPart},
};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

/// Takes a payment, or gives something back. Asking again with the same id takes nothing twice.
///
/// # Errors
/// A sentence about the field that is wrong, or a conflict where more would be given back than was paid.
#[server(prefix = "/fn", endpoint = "payments/take", input = Json)]
pub async fn take_payment(event: EventId, payment: PaymentInput) -> Result<Taken, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.payments.take(&who, event, payment).await?)
}

/// Undoes a payment.
///
/// # Errors
/// A conflict where it was undone before, or something of it was given back since.
#[server(prefix = "/fn", endpoint = "payments/undo", input = Json)]
pub async fn undo_payment(event: EventId, payment: Uuid, wish: UndoInput) -> Result<PaymentView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.payments.undo(&who, event, payment, wish).await?)
}

/// A page of payments, newest first.
///
/// # Errors
/// Where the role is too low or the filter means nothing.
#[server(prefix = "/fn", endpoint = "payments/list", input = Json)]
pub async fn list_payments(event: EventId, filter: PaymentFilter) -> Result<PaymentPage, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.payments.list(&who, event, &filter).await?)
}

/// What was taken, in parts of which the browser makes its own days.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "payments/takings", input = Json)]
pub async fn takings(event: EventId) -> Result<Vec<TakingsPart>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.payments.takings(&who, event).await?)
}

/// What each player has paid who has paid anything.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "payments/balances", input = Json)]
pub async fn balances(event: EventId) -> Result<Vec<Balance>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.payments.balances(&who, event).await?)
}
