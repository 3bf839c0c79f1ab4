//! Who is asking, and whether they may: taken from the bearer token, else from the session cookie.
//!
//! The role is checked before the body is read, so that a stranger learns nothing from how a body is refused; the
//! services check it again, because they are asked from elsewhere too.

use crate::{
    bodies::IsStaff,
    doors::{self, Place},
    envelope::Refusal,
    limits::RETRY_AFTER_S,
    security,
    state::AppState,
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use backend::{SessionWho, Who};
use domain::{Action, Problem, Role, refusal};
use std::{marker::PhantomData, net::IpAddr};
use tower_sessions::Session;

/// What a route asks of its caller.
pub trait Permission: Send + Sync + 'static {
    /// Which roles may pass; none if everybody may.
    fn roles() -> Option<Vec<Role>>;

    /// Whether they may pass.
    ///
    /// # Errors
    /// 401 for nobody, 403 for too low a role.
    fn check(who: &Who) -> Result<(), backend::Error>;
}

/// A caller who has the permission `P`.
pub struct Caller<P> {
    /// Who it is.
    pub who: Who,
    permission: PhantomData<P>,
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        pub struct $name;

        impl Permission for $name {
            fn roles() -> Option<Vec<Role>> {
                Some(Role::ALL.into_iter().filter(|role| role.may(Action::$name)).collect())
            }

            fn check(who: &Who) -> Result<(), backend::Error> {
                who.require(Action::$name).map(drop)
            }
        }
    )*};
}

permissions! {
    /// Any staff role.
    ReadStaff,
    /// Reception and lanes.
    ReadPlayers,
    /// Reception.
    RegisterPlayers,
    /// Reception.
    TakePayments,
    /// The grouping desk.
    PlacePlayers,
    /// The grouping desk and the lanes.
    PlaceOnLane,
    /// Lane stations.
    CountLaps,
    /// The desks.
    SettleHeldLaps,
    /// The desks and lane stations.
    SettleCounters,
    /// The floor.
    SetClock,
    /// The floor.
    LockRegistration,
    /// The floor.
    ArrangeLanes,
    /// The floor, for devices below it.
    ManageDevices,
    /// The desks.
    ClearPool,
    /// Admins.
    ManageOperators,
    /// Admins.
    ManageEvents,
    /// Admins.
    ErasePeople,
}

/// Whoever holds the admin role: the first LapStream clients know no other way to issue codes.
pub struct Admin;

impl Permission for Admin {
    fn roles() -> Option<Vec<Role>> {
        Some(vec![Role::Admin])
    }

    fn check(who: &Who) -> Result<(), backend::Error> {
        match who.require(Action::ManageDevices)? {
            Role::Admin => Ok(()),
            _ => Err(Problem::forbidden().into()),
        }
    }
}

/// Anybody at all: what is asked for is public, and who is asking only adds to it.
pub struct Anybody;

impl Permission for Anybody {
    fn roles() -> Option<Vec<Role>> {
        None
    }

    fn check(_: &Who) -> Result<(), backend::Error> {
        Ok(())
    }
}

impl<P: Permission> FromRequestParts<AppState> for Caller<P> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let who = who(parts, state).await?;
        P::check(&who)?;
        if who.role().is_some() {
            parts.extensions.insert(IsStaff);
        }
        Ok(Self { who, permission: PhantomData })
    }
}

/// Where a request comes from; limits on guessing are kept by it.
pub struct RemoteAddress(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for RemoteAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(doors::client(&parts.extensions)))
    }
}

/// Whoever tries a code: from where, and as whom they are signed in already. A sign-in that is no longer good is none, because
/// a device whose rights have ended enrols anew.
pub struct Trying {
    /// Who it is; nobody without a good sign-in.
    pub who: Who,
    /// Where the request comes from.
    pub address: IpAddr,
}

impl FromRequestParts<AppState> for Trying {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let who = who(parts, state).await.unwrap_or(Who::nobody());
        Ok(Self { who, address: doors::client(&parts.extensions) })
    }
}

/// Who sent a request.
///
/// # Errors
/// Where a token is none of ours, or a change comes from another site.
pub async fn who(parts: &Parts, state: &AppState) -> Result<Who, Refusal> {
    if parts.headers.contains_key(header::AUTHORIZATION) {
        let token = bearer(&parts.headers).ok_or_else(Problem::unauthenticated)?;
        return Ok(state.backend.auth.bearer(token)?);
    }
    let Some(session) = parts.extensions.get::<Session>() else { return Ok(Who::nobody()) };
    let kept = session.get_value(SessionWho::KEY).await;
    let kept = kept.map_err(|error| backend::Error::Internal(error.to_string()))?;
    let who = state.backend.auth.session(kept)?;
    // A browser sends the cookie wherever a request comes from, so a change needs the proof that it is our own page.
    if who.role().is_some() && !parts.method.is_safe() && security::same_origin(&parts.headers) != Some(true) {
        return Err(security::foreign_origin(&parts.headers));
    }
    Ok(who)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Asks who holds a reserved connection to show a role. A device whose token has just ended comes for a new one first.
pub async fn admit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_reserved = request.extensions().get::<Place>().is_some_and(|place| place.is_reserved);
    if !is_reserved || request.uri().path() == "/auth/refresh" {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    if who(&parts, &state).await.is_ok_and(|who| who.role().is_some()) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let mut response = Refusal(Problem::from(refusal::TooManyConnections).retry_after(RETRY_AFTER_S)).into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
