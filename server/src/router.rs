//! All routes, and what lies around them.

use crate::{
    auth, bodies, envelope, live, offline, openapi, pages, reading, rehearse, rest, security, session, state::AppState,
    telemetry, trust, v1,
};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
};

/// Answers smaller than this are sent as they are: they fit one packet anyway.
const COMPRESSED_BYTES_MIN: u16 = 1_024;

/// How hard answers are compressed, of 11: beyond it a board takes twice the time for a twentieth less.
const QUALITY: i32 = 4;

/// The whole application, as it answers on one of its ports.
pub fn router(state: AppState) -> Router {
    let compressed =
        SizeAbove::new(COMPRESSED_BYTES_MIN).and(NotForContentType::IMAGES).and(NotForContentType::const_new("font/"));
    let around = ServiceBuilder::new()
        .layer(from_fn(telemetry::note_request))
        .layer(from_fn(security::add_headers))
        .layer(CatchPanicLayer::custom(envelope::broken))
        .layer(from_fn(security::bound_time))
        .layer(from_fn(pages::greet_programs))
        .layer(from_fn_with_state(state.clone(), reading::answer))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(QUALITY)).compress_when(compressed))
        .layer(from_fn(security::guard_origin))
        .layer(session::layer(state.backend.sessions.clone(), state.is_secure))
        .layer(from_fn_with_state(state.clone(), auth::admit))
        .layer(from_fn(bodies::drain));
    openapi::described(rest::routes().nest("/api/v1", v1::routes()))
        .merge(live::routes())
        .merge(trust::routes())
        .merge(offline::routes())
        .merge(rehearse::routes())
        .merge(pages::routes(&state))
        .method_not_allowed_fallback(envelope::wrong_method)
        .layer(around)
        .with_state(state)
}
