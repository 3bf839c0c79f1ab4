//! How a browser comes into a rehearsal and out of it. A link on another site must not bring a staff's browser there: what
//! is tapped then would be nobody's lap. LapStream's own links choose at once; for all others, among them a code that was
//! scanned and an address that was typed, a page asks first.

use crate::{envelope::Refusal, offline, security, state::AppState};
use app::server::{has_chosen, lang_of, rehearsal_asked, rehearsal_cookie, rehearsal_kept};
use axum::{
    Form, Router,
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::{Problem, refusal};
use serde::Deserialize;

pub fn routes() -> Router<AppState> {
    Router::new().route("/rehearse", post(choose))
}

/// What the page that asks sends.
#[derive(Deserialize)]
struct Choice {
    /// The rehearsal's slug; empty for the real event.
    slug: String,
    /// The page to go on with.
    to: String,
}

async fn choose(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(Choice { slug, to }): Form<Choice>,
) -> Result<Response, Refusal> {
    if security::same_origin(&headers) != Some(true) {
        return Err(security::foreign_origin(&headers));
    }
    if !state.reading.is_page(&to) {
        return Err(Problem::from(refusal::NoSuchPage).into());
    }
    let (_, cookie) = rehearsal_cookie(&state.backend, &slug);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// Asks before a choice that perhaps another site's link has made.
pub async fn ask(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (uri, headers) = (request.uri(), request.headers());
    let asked = rehearsal_asked(uri).filter(|_| state.reading.is_page(uri.path()) && !has_chosen(headers));
    // Where it is the same as before there is nothing to ask: a page is loaded again.
    let asked = asked.filter(|asked| rehearsal_kept(headers).unwrap_or_default() != *asked);
    let Some(asked) = asked else { return next.run(request).await };
    let event = state.backend.events.find(asked).ok().and_then(|event| state.backend.events.view(event).ok());
    // Not as it was sent: an event's slug and a page's path need no escaping.
    let slug = match event.filter(|event| event.rehearsal) {
        Some(event) => event.slug,
        None if asked.is_empty() => String::new(),
        None => return next.run(request).await,
    };
    offline::rehearsal_page(&state, lang_of(uri, headers), &slug, uri.path()).await.into_response()
}
