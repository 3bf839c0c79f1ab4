//! The pages: leptos' routes and server functions, with what they need in their context.

use crate::{
    assets, bodies, doors,
    envelope::ok,
    offline,
    reading::{self, Busy, What},
    rehearse,
    state::AppState,
};
use app::{
    App, PageError,
    server::{Door, LanOrigin, PublicOrigin, lang_of},
};
use axum::{
    Json, Router,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemKind, limits, refusal};
use leptos::{
    nonce::use_nonce,
    prelude::{provide_context, use_context},
    server_fn::error::SERVER_FN_ERROR_HEADER,
};
use leptos_axum::{ErrorHandler, LeptosRoutes, ResponseOptions, generate_route_list};
use std::collections::HashSet;
use tower::{Layer, ServiceExt};

/// All pages and server functions.
pub fn routes(state: &AppState) -> Router<AppState> {
    let shell = {
        let options = state.pages.clone();
        move || app::shell(options.clone())
    };
    Router::new()
        .leptos_routes_with_context(state, generate_route_list(App), context(state), shell)
        .layer(from_fn_with_state(state.clone(), bodies::bound_calls))
        .layer(from_fn(refuse_unreadable_calls))
        .layer(from_fn(reading::settle))
        .layer(from_fn_with_state(state.clone(), offline::name_build))
        .layer(from_fn_with_state(state.clone(), rehearse::ask))
        .fallback(assets::file_or_page)
}

/// The paths of the pages that are nobody's board.
pub fn paths() -> HashSet<String> {
    let paths = generate_route_list(App).into_iter().map(|route| route.path().to_owned());
    paths.filter(|path| path != "/" && !path.contains('{')).collect()
}

/// The page for an address that does not exist.
pub async fn not_found(state: AppState, request: Request) -> Response {
    let handler = ErrorHandler::new_with_context(context(&state), app::shell, state.pages.clone());
    let handler = from_fn(reading::settle).layer(handler);
    let lang = lang_of(request.uri(), request.headers());
    let reader = doors::client(request.extensions());
    let made = state.reading.workshop.run(reader, handler.oneshot(request)).await;
    match made {
        Ok(Ok(response)) => response,
        Ok(Err(never)) => match never {},
        Err(Busy) => reading::sent_away(&state, What::Page, lang).await,
    }
}

fn context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static + use<> {
    let (backend, lan_origin) = (state.backend.clone(), state.lan_origin.clone());
    let public = state.doors.outside.public.as_ref().map(|public| public.origin().to_string());
    let root = state.https.as_ref().and_then(|https| https.root.clone());
    let door = Door {
        is_secure: state.is_secure,
        https_port: state.https.as_ref().map(|https| https.port),
        authority: root.map(|root| (root.name.clone(), root.fingerprint())),
    };
    move || {
        provide_context(backend.clone());
        provide_context(door.clone());
        if let Some(origin) = &public {
            provide_context(PublicOrigin(origin.clone()));
        }
        if let Some(origin) = &lan_origin {
            provide_context(LanOrigin(origin.to_string()));
        }
        // Server functions have no nonce; their answers get the policy that every answer gets.
        if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(nonce) = HeaderValue::from_str(&nonce)
        {
            response.insert_header(reading::NONCE, nonce);
        }
    }
}

/// Gives a server function's refusal its status where the function itself was never reached because its arguments
/// cannot be read; leptos answers that with 500, and in the words for an answer that a browser cannot read.
async fn refuse_unreadable_calls(request: Request, next: Next) -> Response {
    let lang = lang_of(request.uri(), request.headers());
    let response = next.run(request).await;
    let refused = response.headers().contains_key(SERVER_FN_ERROR_HEADER);
    if !refused || response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, limits::BODY_BYTES_MAX).await.unwrap_or_default();
    let refusal = match serde_json::from_slice(&body) {
        Ok(PageError::Refused(problem)) if problem.kind == ProblemKind::Internal => {
            return Response::from_parts(parts, body.into());
        }
        Ok(PageError::Refused(problem)) => problem,
        _ => Problem::from(refusal::RequestUnreadable),
    };
    let status = StatusCode::from_u16(refusal.kind.status()).unwrap_or(parts.status);
    (status, parts.headers, Json(PageError::Refused(refusal.translated(lang)))).into_response()
}

/// `GET /` of a program: the first LapStream clients look there for the server.
pub async fn greet_programs(request: Request, next: Next) -> Response {
    let accept = request.headers().get_all(header::ACCEPT);
    let is_browser = accept.iter().any(|value| value.to_str().is_ok_and(|value| value.contains("text/html")));
    if request.uri().path() == "/" && request.method() == Method::GET && !is_browser {
        let mut response = ok(serde_json::json!({ "service": "lapstream-server", "online": true })).into_response();
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
        return response;
    }
    next.run(request).await
}
