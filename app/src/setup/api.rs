//! The set-up page's server functions.

use crate::PageError;
use domain::event::{EventInput, EventView};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// What the page starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupState {
    /// Whether the holder of the admin token is signed in here.
    pub signed_in: bool,
    /// The name of the event that there is, unless it is over or was called off.
    pub event: Option<String>,
}

/// How far the set-up is.
///
/// # Errors
/// Where the session cannot be read.
#[server(prefix = "/fn", endpoint = "setup/open", input = Json)]
pub async fn open_setup() -> Result<SetupState, PageError> {
    use domain::clock::ClockState;

    let (backend, who) = crate::server::asking().await?;
    let event = crate::server::desk_event(&backend)?;
    let event = event.filter(|event| event.clock.state != ClockState::Finished && event.cancelled_at.is_none());
    Ok(SetupState {
        signed_in: who.require(domain::Action::ManageEvents).is_ok(),
        event: event.map(|event| event.facts.name),
    })
}

/// Makes the event; with a token, signs its holder in first.
///
/// # Errors
/// Unauthenticated for a wrong token, invalid where the event breaks a rule.
#[server(prefix = "/fn", endpoint = "setup/create", input = Json)]
pub async fn create_event(token: Option<String>, event: EventInput) -> Result<EventView, PageError> {
    use crate::server;
    use backend::SessionWho;

    let backend = server::backend()?;
    let who = match token {
        Some(token) => {
            let (who, proof) = backend.auth.admin(&token, server::address().await?)?;
            server::sign_in(SessionWho::Admin(proof)).await?;
            who
        }
        None => server::who().await?,
    };
    Ok(backend.events.create(&who, event).await?)
}
