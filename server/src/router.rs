//! All routes, and what lies around them.

use crate::{envelope, live, offline, openapi, pages, rest, security, session, state::AppState, telemetry, trust, v1};
use axum::{Router, middleware::from_fn};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
};

/// Answers smaller than this are sent as they are: they fit one packet anyway.
const COMPRESSED_BYTES_MIN: u16 = 1_024;

/// The whole application, as it answers on one of its ports.
pub fn router(state: AppState) -> Router {
    let compressed =
        SizeAbove::new(COMPRESSED_BYTES_MIN).and(NotForContentType::IMAGES).and(NotForContentType::const_new("font/"));
    let around = ServiceBuilder::new()
        .layer(from_fn(telemetry::note_request))
        .layer(from_fn(security::add_headers))
        .layer(CatchPanicLayer::custom(envelope::broken))
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(from_fn(pages::greet_programs))
        .layer(from_fn(security::guard_origin))
        .layer(from_fn(security::bound_body))
        .layer(session::layer(state.backend.sessions.clone(), state.is_secure));
    openapi::described(rest::routes().nest("/api/v1", v1::routes()))
        .merge(live::routes())
        .merge(trust::routes())
        .merge(offline::routes())
        .merge(pages::routes(&state))
        .method_not_allowed_fallback(envelope::wrong_method)
        .layer(around)
        .with_state(state)
}
