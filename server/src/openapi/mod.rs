//! `GET /api/v1/openapi.json`: the API, described by the code that serves it.
//!
//! [`Routes`] is the only way in for a call, and none goes in without words. Everything else is read off the handler's
//! signature: `parts` holds what each extractor and each kind of answer says of a call, `schemas` how a type becomes a
//! schema. There is no second list that could differ from the first.

mod complete;
mod parts;
mod schemas;

use crate::{session, state::AppState};
use aide::{
    axum::{ApiRouter, AxumOperationHandler, routing},
    openapi::{ApiKeyLocation, OpenApi, SecurityScheme},
    operation::{OperationInput, OperationOutput},
    transform::{TransformOpenApi, TransformOperation},
};
use axum::{
    Router,
    body::Bytes,
    http::header,
    response::{IntoResponse, Response},
};
use std::sync::{Arc, OnceLock};

/// Where the description is.
const PATH: &str = "/api/v1/openapi.json";

/// The field of an operation that lists the roles that may call it; a public one has none.
const ROLES: &str = "x-roles";

/// How a program signs in.
const BEARER: &str = "bearer";

/// How a page signs in.
const SESSION: &str = "session";

/// Calls of the API under one heading.
#[must_use]
pub struct Routes {
    heading: &'static str,
    router: ApiRouter<AppState>,
}

macro_rules! methods {
    ($($method:ident $described:ident),* $(,)?) => {$(
        /// Adds a call. The first sentence of `words` says what it does, the others what else there is to know of it.
        pub fn $method<H, I, O, T>(self, path: &str, words: &str, handler: H) -> Self
        where
            H: AxumOperationHandler<I, O, T, AppState>,
            I: OperationInput,
            O: OperationOutput,
            T: 'static,
        {
            let described = routing::$described(handler, |call| worded(call, self.heading, words));
            Self { router: self.router.api_route(path, described), ..self }
        }
    )*};
}

impl Routes {
    /// None yet.
    pub fn under(heading: &'static str) -> Self {
        Self { heading, router: ApiRouter::new() }
    }

    methods!(get get_with, post post_with, put put_with, patch patch_with, delete delete_with);

    /// These and others; each keeps its heading.
    pub fn merge(self, others: Self) -> Self {
        Self { router: self.router.merge(others.router), ..self }
    }

    /// These, with others below a path; each keeps its heading.
    pub fn nest(self, path: &str, others: Self) -> Self {
        Self { router: self.router.nest(path, others.router), ..self }
    }
}

fn worded<'call>(call: TransformOperation<'call>, heading: &str, words: &str) -> TransformOperation<'call> {
    let (summary, more) = words.split_once(". ").unwrap_or((words, ""));
    let call = call.tag(heading).summary(summary.trim_end_matches('.'));
    if more.is_empty() { call } else { call.description(more) }
}

/// The routes, and one more that describes all of them.
pub fn described(routes: Routes) -> Router<AppState> {
    let written = Arc::new(OnceLock::new());
    let served = written.clone();
    let words = "Describes this API. It is made from the code that answers, so it holds for this very server.";
    let routes = routes.get(PATH, words, move || async move { Document(served.get().cloned().unwrap_or_default()) });
    let mut document = OpenApi::default();
    let finished = routes.router.finish_api_with(&mut document, |document| complete::all(head(document)));
    match serde_json::to_vec(&document) {
        Ok(bytes) => drop(written.set(Bytes::from(bytes))),
        Err(error) => tracing::error!(%error, "the API cannot be described"),
    }
    finished
}

fn head(document: TransformOpenApi<'_>) -> TransformOpenApi<'_> {
    let bearer = SecurityScheme::Http {
        scheme: "bearer".into(),
        bearer_format: Some("JWT".into()),
        description: Some("A device's access token, an operator's token, or the admin token.".into()),
        extensions: parts::none(),
    };
    let session = SecurityScheme::ApiKey {
        location: ApiKeyLocation::Cookie,
        name: session::cookie(false).into(),
        description: Some(
            "A page's session; over HTTPS its name begins with `__Host-`. What changes something must then also carry a \
             matching `Origin`."
                .into(),
        ),
        extensions: parts::none(),
    };
    document
        .title("LapStream")
        .version(env!("CARGO_PKG_VERSION"))
        .description(
            "Everything is JSON in an envelope: `{\"status\":\"ok\",\"data\":…}`, or \
             `{\"status\":\"err\",\"err\":…,\"code\":…,\"params\":{…}}` with a sentence for people, and the code by which \
             programs decide: the schema `Code` lists them all. 503 with the code `outcome_unknown` may have been done: \
             send the same id again. `x-roles` of a call lists the roles that may make it; a call without is \
             public. Boards are followed over the WebSocket `/live/{event}`.",
        )
        .security_scheme(BEARER, bearer)
        .security_scheme(SESSION, session)
}

/// The description, written once at the start.
struct Document(Bytes);

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}
