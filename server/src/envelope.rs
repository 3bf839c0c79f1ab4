//! How every answer of the API looks: `{"status":"ok","data":…}` or
//! `{"status":"err","err":"a sentence","code":"bib_taken","params":{…}}`.
//!
//! The extractors here replace axum's own, whose refusals are plain text.

use crate::{bodies, state::AppState};
use app::PageError;
use axum::{
    Json,
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{PathRejection, QueryRejection},
    },
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Bib, Problem,
    refusal::{self, Code, Field, Params, Reason},
    strict,
};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use std::any::Any;

/// What a handler returns.
pub type Answer<T> = Result<Reply<T>, Refusal>;

/// What a handler returns that makes something.
pub type Made<T> = Result<Created<T>, Refusal>;

/// What a handler returns that makes something once, however often it is asked for under the same id.
pub type MadeOnce<T> = Result<Once<T>, Refusal>;

/// The envelope of a good answer.
#[derive(Serialize, JsonSchema)]
pub struct Good<T> {
    status: Fine,
    data: T,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Fine {
    Ok,
}

/// The envelope of a refusal.
#[derive(Serialize, JsonSchema)]
pub struct Bad {
    status: Wrong,
    /// A sentence for people, in English.
    err: String,
    /// The code by which programs decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    /// The parameters of the sentence.
    #[serde(skip_serializing_if = "Params::is_empty")]
    params: Params,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Wrong {
    Err,
}

impl Bad {
    fn new(problem: Problem) -> Json<Self> {
        let Reason { sentence: err, code, params } = problem.into_reason();
        Json(Self { status: Wrong::Err, err, code, params })
    }
}

/// A good answer with status 200.
#[derive(Debug)]
pub struct Reply<T>(T);

/// A good answer with status 200.
pub fn ok<T>(data: T) -> Reply<T> {
    Reply(data)
}

/// A good answer with status 201: something was made.
#[derive(Debug)]
pub struct Created<T>(T);

/// A good answer with status 201: something was made.
pub fn created<T>(data: T) -> Created<T> {
    Created(data)
}

/// A good answer to what may be asked again: 201 when it is made, 200 when it was made before.
#[derive(Debug)]
pub enum Once<T> {
    /// It is made now.
    Made(T),
    /// It was made before, and nothing was changed.
    MadeBefore(T),
}

/// A good answer without the envelope.
#[derive(Debug)]
pub struct Bare<T>(pub T);

fn good<T: Serialize>(status: StatusCode, data: T) -> Response {
    (status, Json(Good { status: Fine::Ok, data })).into_response()
}

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        good(StatusCode::OK, self.0)
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        good(StatusCode::CREATED, self.0)
    }
}

impl<T: Serialize> IntoResponse for Once<T> {
    fn into_response(self) -> Response {
        match self {
            Self::Made(data) => good(StatusCode::CREATED, data),
            Self::MadeBefore(data) => good(StatusCode::OK, data),
        }
    }
}

impl<T: Serialize> IntoResponse for Bare<T> {
    fn into_response(self) -> Response {
        Json(self.0).into_response()
    }
}

/// A refusal: the problem's status, its sentence, and when to try again where that is known.
#[derive(Debug)]
pub struct Refusal(pub Problem);

impl Refusal {
    /// The address means nothing.
    pub fn unknown_path() -> Self {
        Self(Problem::from(refusal::NothingAtAddress))
    }
}

impl From<backend::Error> for Refusal {
    fn from(error: backend::Error) -> Self {
        Self(error.into())
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<PageError> for Refusal {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Refused(problem) => Self(problem),
            PageError::Unreached => Self(refusal::ServerUnreached.into()),
            // A page's own sentence never leaves it.
            PageError::Page { .. } => Self(refusal::RequestUnreadable.into()),
        }
    }
}

impl From<PathRejection> for Refusal {
    fn from(_: PathRejection) -> Self {
        Self(Problem::from(refusal::AddressUnreadable))
    }
}

impl From<QueryRejection> for Refusal {
    fn from(rejection: QueryRejection) -> Self {
        Self(refusal::QueryUnreadable { detail: rejection.body_text() }.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after_s = self.0.retry_after_s;
        let mut response = (status, Bad::new(self.0)).into_response();
        if let Some(seconds) = retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The right address with a method that it does not know.
pub async fn wrong_method() -> Response {
    Refusal(refusal::WrongMethod.into()).into_response()
}

/// A handler that panicked, which is a defect: the connection lives on and the client is told.
pub fn broken(_: Box<dyn Any + Send>) -> Response {
    Refusal(refusal::Broken.into()).into_response()
}

/// Parts of the path.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Refusal))]
pub struct Path<T>(pub T);

/// The query.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Refusal))]
pub struct Query<T>(pub T);

/// A JSON body; the types that it is read into refuse unknown fields.
#[derive(Debug)]
pub struct Input<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Input<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Problem::from(refusal::JsonExpected).into());
        }
        let (parts, body) = request.into_parts();
        read_json(&bodies::read(state, &parts, body).await?).map(Self)
    }
}

/// Reads JSON; the sentence says what was expected and where.
pub fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    strict::from_slice(body)
        .map_err(|error| Problem::from(refusal::BodyUnreadable { detail: error.to_string() }).into())
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// A bib in an address: what is no number is malformed, and a number that no bib can be is nobody's.
pub fn bib_in_path(text: &str) -> Result<Bib, Refusal> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Problem::from(refusal::BibInAddress).into());
    }
    Bib::parse(text)
        .map_err(|_| Problem::from(refusal::NoPlayerOfNumber { number: text.chars().take(12).collect() }).into())
}

/// A number in an address; `field` names it in the refusal.
pub fn number_in_path<N: std::str::FromStr>(field: Field, text: &str) -> Result<N, Refusal> {
    text.parse().map_err(|_| Problem::from(refusal::NumberInAddress { field }).into())
}
