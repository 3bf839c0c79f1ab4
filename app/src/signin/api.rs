//! The server functions of signing in and out.

use crate::{PageError, components::Desk};
use domain::{Role, device::Me};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// What the page `/signin` starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// Whether anybody has a PIN.
    pub pins: bool,
    /// For how many seconds no PIN is tried from here.
    pub wait_s: Option<u64>,
    /// The device that this browser is, on which a shift would begin.
    pub device: Option<String>,
}

/// The ways in from here.
///
/// # Errors
/// Where the database cannot be read.
#[server(prefix = "/fn", endpoint = "session/ways", input = Json)]
pub async fn ways_in() -> Result<Ways, PageError> {
    use crate::server;

    let (backend, who) = server::asking().await?;
    let wait_s = backend.operators.wait(server::address().await?, &who).await?;
    let device = who.me().and_then(|me| me.device).map(|device| device.name);
    Ok(Ways { pins: backend.operators.any(), wait_s, device })
}

/// Signs this browser in as the holder of the admin token.
///
/// # Errors
/// Unauthenticated for a wrong token, too many for the tenth in a minute.
#[server(prefix = "/fn", endpoint = "session/signin", input = Json)]
pub async fn sign_in(token: String) -> Result<(), PageError> {
    use crate::server;
    use backend::SessionWho;

    let (_, proof) = server::backend()?.auth.admin(&token, server::address().await?)?;
    server::sign_in(SessionWho::Admin(proof)).await
}

/// Signs an operator in by PIN; on an enrolled device, for a shift there, if both may work at the desk that is open.
///
/// # Errors
/// Unauthenticated for a PIN that nobody has, too many after wrong ones, forbidden at a desk that is not theirs.
#[server(prefix = "/fn", endpoint = "session/pin", input = Json)]
pub async fn sign_in_by_pin(pin: String, desk: Option<Desk>) -> Result<Me, PageError> {
    use crate::server;
    use backend::SessionWho;
    use domain::Problem;

    let (backend, on) = server::asking().await?;
    let signed_in = backend.operators.sign_in(&pin, server::address().await?, &on).await?;
    let who = backend.auth.operator(&signed_in)?;
    if desk.is_some_and(|desk| !who.may(desk.needs())) {
        backend.operators.sign_out(&who).await?;
        return Err(server::refuse(Problem::forbidden()));
    }
    if signed_in.device.is_some() {
        server::begin_shift(signed_in).await?;
    } else {
        server::sign_in(SessionWho::Operator(signed_in)).await?;
    }
    who.me().ok_or_else(|| server::refuse(Problem::unauthenticated()))
}

/// Ends an operator's shift on a device, whose role is returned; signs anybody else out of this browser.
///
/// # Errors
/// Where the session cannot be written.
#[server(prefix = "/fn", endpoint = "session/signout", input = Json)]
pub async fn sign_out() -> Result<Option<Role>, PageError> {
    use crate::server;

    server::leave(&server::session().await?, &server::backend()?).await
}
