//! Money: taken, undone, listed and added up.

use super::{event, moment};
use crate::{
    auth::{Caller, TakePayments},
    envelope::{Answer, Input, Path, Query, Refusal, created, ok},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use domain::{
    Bib, Problem,
    audit::UndoInput,
    payment::{Balance, PaymentFilter, PaymentInput, PaymentPage, PaymentView, Taken, Takings},
    time::Day,
};
use serde::Deserialize;
use uuid::Uuid;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/{event}/payments", get(list).post(take))
        .route("/{event}/payments/balances", get(balances))
        .route("/{event}/payments/{id}/undo", post(undo))
        .route("/{event}/takings", get(takings))
}

async fn take(
    State(state): State<AppState>,
    caller: Caller<TakePayments>,
    Path(slug): Path<String>,
    Input(body): Input<PaymentInput>,
) -> Answer<Taken> {
    let taken = state.backend.payments.take(&caller.who, event(&state, &slug)?, body).await?;
    Ok(if taken.duplicate { ok(taken) } else { created(taken) })
}

/// The filter as a query has it: an empty field is none, as forms send them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    bib: Option<String>,
    /// Instead of `from` and `to`: a whole day.
    day: Option<String>,
    utc_offset_min: Option<String>,
    from: Option<String>,
    to: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

impl Asked {
    fn filter(self) -> Result<PaymentFilter, Refusal> {
        let offset = offset(self.utc_offset_min)?;
        let (from, to) = match filled(self.day) {
            Some(day) => {
                let (from, to) = Day::parse(&day).map_err(Problem::invalid)?.span(offset);
                (Some(from), Some(to))
            }
            None => (moment(filled(self.from))?, moment(filled(self.to))?),
        };
        let limit = filled(self.limit).map(|limit| limit.parse());
        Ok(PaymentFilter {
            bib: filled(self.bib).as_deref().map(Bib::parse).transpose()?,
            from,
            to,
            limit: limit.transpose().map_err(|_| Problem::invalid("The limit is a whole number."))?,
            cursor: filled(self.cursor),
        })
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// By how many minutes the caller's clocks are ahead of UTC; they are UTC's if nothing is said.
fn offset(text: Option<String>) -> Result<i32, Refusal> {
    let minutes = filled(text).map_or(Some(0), |text| text.parse().ok());
    // The clocks that are furthest off are those of Kiribati and Baker Island.
    minutes.filter(|minutes| (-12 * 60..=14 * 60).contains(minutes)).ok_or_else(|| {
        Problem::invalid("The offset is how many minutes your clocks are ahead of UTC, such as 60 or -300.").into()
    })
}

async fn list(
    State(state): State<AppState>,
    caller: Caller<TakePayments>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer<PaymentPage> {
    Ok(ok(state.backend.payments.list(&caller.who, event(&state, &slug)?, &asked.filter()?).await?))
}

async fn balances(
    State(state): State<AppState>,
    caller: Caller<TakePayments>,
    Path(slug): Path<String>,
) -> Answer<Vec<Balance>> {
    Ok(ok(state.backend.payments.balances(&caller.who, event(&state, &slug)?).await?))
}

async fn undo(
    State(state): State<AppState>,
    caller: Caller<TakePayments>,
    Path((slug, id)): Path<(String, String)>,
    Input(wish): Input<UndoInput>,
) -> Answer<PaymentView> {
    let id = Uuid::parse_str(&id).map_err(|_| Problem::invalid("A payment's id is a UUID."))?;
    Ok(ok(state.backend.payments.undo(&caller.who, event(&state, &slug)?, id, wish).await?))
}

/// Where the caller's days begin.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Days {
    utc_offset_min: Option<String>,
}

async fn takings(
    State(state): State<AppState>,
    caller: Caller<TakePayments>,
    Path(slug): Path<String>,
    Query(days): Query<Days>,
) -> Answer<Takings> {
    let (id, offset) = (event(&state, &slug)?, offset(days.utc_offset_min)?);
    let parts = state.backend.payments.takings(&caller.who, id).await?;
    let currency = state.backend.events.view(id)?.currency;
    Ok(ok(Takings::by_day(&parts, currency, |at| Day::at(at, offset))))
}
