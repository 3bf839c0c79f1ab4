//! Money: taken, undone, listed and added up.

use super::{event, moment};
use crate::{
    auth::{Caller, TakePayments},
    envelope::{Answer, Input, MadeOnce, Once, Path, Query, Refusal, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    Bib, Problem, Timestamp,
    audit::UndoInput,
    limits,
    payment::{Balance, PaymentFilter, PaymentInput, PaymentPage, PaymentView, Taken, Takings},
    refusal,
    time::Day,
};
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::RangeInclusive;
use uuid::Uuid;

pub fn routes() -> Routes {
    Routes::under("Payments")
        .get("/{event}/payments", "Pages through the payments, newest first.", list)
        .post("/{event}/payments", "Takes a payment. Sending it again under its id is harmless.", take)
        .get("/{event}/payments/balances", "Gives what each player has paid, less what was given back.", balances)
        .post("/{event}/payments/{payment}/undo", "Undoes a payment.", undo)
        .get("/{event}/takings", "Adds up what was taken by the caller's days, by kind and method.", takings)
}

async fn take(
    State(state): State<AppState>,
    caller: Caller<TakePayments>,
    Path(slug): Path<String>,
    Input(body): Input<PaymentInput>,
) -> MadeOnce<Taken> {
    let taken = state.backend.payments.take(&caller.who, event(&state, &slug)?, body).await?;
    Ok(if taken.duplicate { Once::MadeBefore(taken) } else { Once::Made(taken) })
}

/// The filter as a query has it: an empty field is none, as forms send them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    /// Only this player's.
    #[schemars(with = "Bib")]
    bib: Option<String>,
    /// Instead of `from` and `to`: a whole day.
    #[schemars(with = "Day")]
    day: Option<String>,
    /// By how many minutes the caller's clocks are ahead of UTC, for where a day begins.
    #[schemars(with = "i32", range(min = *UTC_OFFSETS_MIN.start(), max = *UTC_OFFSETS_MIN.end()))]
    utc_offset_min: Option<String>,
    /// Taken at or after this moment.
    #[schemars(with = "Timestamp")]
    from: Option<String>,
    /// Taken before this moment.
    #[schemars(with = "Timestamp")]
    to: Option<String>,
    /// How many at most.
    #[schemars(with = "u32", range(min = 1, max = limits::PAYMENTS_PAGE_MAX))]
    limit: Option<String>,
    /// Where to go on, as the last page said.
    cursor: Option<String>,
}

impl Asked {
    fn filter(self) -> Result<PaymentFilter, Refusal> {
        let offset = offset(self.utc_offset_min)?;
        let (from, to) = match self.day {
            Some(day) => {
                let (from, to) = Day::parse(&day)?.span(offset);
                (Some(from), Some(to))
            }
            None => (moment(self.from)?, moment(self.to)?),
        };
        let limit = self.limit.map(|limit| limit.parse());
        Ok(PaymentFilter {
            bib: filled(self.bib).as_deref().map(Bib::parse).transpose()?,
            from,
            to,
            limit: limit.transpose().map_err(|_| Problem::from(refusal::LimitForm))?,
            cursor: filled(self.cursor),
        })
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// The clocks that are furthest off are those of Baker Island and Kiribati.
const UTC_OFFSETS_MIN: RangeInclusive<i32> = -12 * 60..=14 * 60;

/// By how many minutes the caller's clocks are ahead of UTC; they are UTC's if nothing is said.
fn offset(text: Option<String>) -> Result<i32, Refusal> {
    let minutes = text.map_or(Some(0), |text| text.parse().ok());
    minutes.filter(|minutes| UTC_OFFSETS_MIN.contains(minutes)).ok_or_else(|| Problem::from(refusal::OffsetForm).into())
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
    let id = Uuid::parse_str(&id).map_err(|_| Problem::from(refusal::PaymentIdForm))?;
    Ok(ok(state.backend.payments.undo(&caller.who, event(&state, &slug)?, id, wish).await?))
}

/// Where the caller's days begin.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Days {
    /// By how many minutes the caller's clocks are ahead of UTC.
    #[schemars(with = "i32", range(min = *UTC_OFFSETS_MIN.start(), max = *UTC_OFFSETS_MIN.end()))]
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
