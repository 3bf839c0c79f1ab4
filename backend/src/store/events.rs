//! Events and their clocks.

use super::{Conn, on};
use crate::{
    error::{Error, Result},
    records::EventRecord,
};
use chrono::NaiveDate;
use domain::{
    Metres, Problem, Timestamp,
    clock::{Clock, ClockState, Span},
    event::{EventFacts, NewEvent},
    ids::EventId,
    lane::PaceGroupInput,
    refusal,
    time::Day,
};
use serde_json::{Map, Value, json};

#[derive(sqlx::FromRow)]
struct EventRow {
    id: i64,
    slug: String,
    name: String,
    sport: String,
    lap_length_mm: i64,
    laps_per_tap: i64,
    placement: String,
    currency: String,
    reference_day: String,
    facts: Option<String>,
    state: String,
    finished_at: Option<i64>,
    registration_locked_from: Option<i64>,
    cancelled_at: Option<i64>,
    rehearsal: bool,
}

/// A statement for events that meet a condition.
macro_rules! events_where {
    ($condition:literal) => {
        concat!(
            "SELECT id, slug, name, sport, lap_length_mm, laps_per_tap, placement, currency, reference_day, facts, state, ",
            "finished_at, registration_locked_from, cancelled_at, rehearsal FROM events WHERE ",
            $condition,
            " ORDER BY id"
        )
    };
}

/// All events with their clocks and pace groups.
pub(crate) async fn list(conn: &mut Conn<'_>) -> Result<Vec<EventRecord>> {
    const SQL: &str = events_where!("1 = 1");
    let rows: Vec<EventRow> = on!(conn, c => sqlx::query_as(SQL).fetch_all(c).await)?;
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        events.push(record(conn, row).await?);
    }
    Ok(events)
}

/// An event as the transaction sees it.
pub(crate) async fn find(conn: &mut Conn<'_>, event: EventId) -> Result<EventRecord> {
    const SQL: &str = events_where!("id = $1");
    let row: Option<EventRow> = on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_optional(c).await)?;
    record(conn, row.ok_or_else(|| Problem::from(refusal::NoSuchEvent))?).await
}

async fn record(conn: &mut Conn<'_>, row: EventRow) -> Result<EventRecord> {
    let id = EventId(row.id);
    Ok(EventRecord {
        id,
        facts: facts(&row)?,
        slug: row.slug,
        pace_groups: pace_groups(conn, id).await?,
        clock: clock_from(&row.state, row.finished_at, spans(conn, id).await?)?,
        registration_locked_from: row.registration_locked_from.map(Timestamp::from_ms),
        cancelled_at: row.cancelled_at.map(Timestamp::from_ms),
        rehearsal: row.rehearsal,
    })
}

/// The facts as they are stored. Those that are older than `facts` have columns of their own, which nodes of the version
/// before write and read; what stands there is what is so.
fn facts(row: &EventRow) -> Result<EventFacts> {
    let mut fields: Map<String, Value> = match &row.facts {
        Some(stored) => serde_json::from_str(stored).map_err(|_| unknown())?,
        None => Map::new(),
    };
    // A machine whose clock was not set yet may have made the event.
    let reference_day = NaiveDate::parse_from_str(&row.reference_day, "%Y-%m-%d").map_err(|_| unknown())?;
    let reference_day = Day::nearest(reference_day);
    let columns = [
        ("name", json!(row.name)),
        ("sport", json!(row.sport)),
        ("lap_length_m", json!(Metres::from_mm(row.lap_length_mm))),
        ("laps_per_tap", json!(row.laps_per_tap)),
        ("placement", json!(row.placement)),
        ("currency", json!(row.currency)),
        ("reference_day", json!(reference_day)),
    ];
    fields.extend(columns.map(|(fact, value)| (fact.to_owned(), value)));
    EventFacts::of_fields(fields).map_err(|_| unknown())
}

/// The facts as they are to be stored: those of a newer version, which this one does not know, stay as they were.
fn stored(facts: &EventFacts, before: Option<&str>) -> String {
    let mut fields: Map<String, Value> = before.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    fields.extend(facts.fields());
    Value::Object(fields).to_string()
}

fn unknown() -> Error {
    Error::Internal("an event holds values that this version does not know".into())
}

fn clock_from(state: &str, finished_at: Option<i64>, spans: Vec<Span>) -> Result<Clock> {
    let state = ClockState::parse(state).ok_or_else(unknown)?;
    Ok(Clock { state, spans, finished_at: finished_at.map(Timestamp::from_ms) })
}

async fn spans(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<Span>> {
    const SQL: &str = "SELECT started_at, ended_at FROM clock_spans WHERE event_id = $1 ORDER BY no";
    let rows: Vec<(i64, Option<i64>)> = on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?;
    let span = |(from, to): (i64, Option<i64>)| Span { from: Timestamp::from_ms(from), to: to.map(Timestamp::from_ms) };
    Ok(rows.into_iter().map(span).collect())
}

/// The pace groups of an event with the number of their slots.
pub(crate) async fn pace_groups(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<PaceGroupInput>> {
    const SQL: &str = "SELECT name, count FROM pace_groups WHERE event_id = $1 AND removed_at IS NULL ORDER BY no";
    let rows: Vec<(String, i64)> = on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(name, count)| PaceGroupInput { name, count }).collect())
}

/// Writes a clock.
pub(crate) async fn set_clock(conn: &mut Conn<'_>, event: EventId, clock: &Clock) -> Result<()> {
    const SET: &str = "UPDATE events SET state = $2, finished_at = $3 WHERE id = $1";
    const ADD: &str = "INSERT INTO clock_spans (event_id, no, started_at, ended_at) VALUES ($1, $2, $3, $4)";
    let finished = clock.finished_at.map(Timestamp::ms);
    on!(conn, c => {
        sqlx::query(SET).bind(event.0).bind(clock.state.as_str()).bind(finished).execute(&mut *c).await?;
        sqlx::query("DELETE FROM clock_spans WHERE event_id = $1").bind(event.0).execute(&mut *c).await?;
        for (no, span) in (0_i64..).zip(&clock.spans) {
            let to = span.to.map(Timestamp::ms);
            sqlx::query(ADD).bind(event.0).bind(no).bind(span.from.ms()).bind(to).execute(&mut *c).await?;
        }
    });
    Ok(())
}

/// Writes what an event is: all of it that a person can change but for its clock and its pace groups.
pub(crate) async fn update(conn: &mut Conn<'_>, event: &EventRecord) -> Result<()> {
    const SQL: &str = "UPDATE events SET name = $2, sport = $3, lap_length_mm = $4, laps_per_tap = $5, placement = $6, \
                       currency = $7, registration_locked_from = $8, cancelled_at = $9, facts = $10, reference_day = $11 \
                       WHERE id = $1";
    const BEFORE: &str = "SELECT facts FROM events WHERE id = $1";
    let before: Option<String> = on!(conn, c => sqlx::query_scalar(BEFORE).bind(event.id.0).fetch_one(c).await)?;
    let facts = stored(&event.facts, before.as_deref());
    on!(conn, c => sqlx::query(SQL)
        .bind(event.id.0)
        .bind(&event.name)
        .bind(event.sport.as_str())
        .bind(event.lap_length_m.mm())
        .bind(i64::from(event.laps_per_tap))
        .bind(event.placement.as_str())
        .bind(event.currency.as_str())
        .bind(event.registration_locked_from.map(Timestamp::ms))
        .bind(event.cancelled_at.map(Timestamp::ms))
        .bind(facts)
        .bind(event.reference_day.to_string())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The slug of every event, by id.
pub(crate) async fn slugs(conn: &mut Conn<'_>) -> Result<Vec<(i64, String)>> {
    Ok(on!(conn, c => sqlx::query_as("SELECT id, slug FROM events").fetch_all(c).await)?)
}

/// Whether the slug is taken.
pub(crate) async fn slug_taken(conn: &mut Conn<'_>, slug: &str) -> Result<bool> {
    const SQL: &str = "SELECT COUNT(*) FROM events WHERE slug = $1";
    let count: i64 = on!(conn, c => sqlx::query_scalar(SQL).bind(slug).fetch_one(c).await)?;
    Ok(count > 0)
}

/// Makes an event as a draft.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    event: &NewEvent,
    slug: &str,
    now: Timestamp,
) -> Result<EventId, sqlx::Error> {
    const SQL: &str = "INSERT INTO events (slug, name, sport, lap_length_mm, laps_per_tap, placement, reference_day, \
                       currency, state, created_at, rehearsal, facts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \
                       'draft', $9, $10, $11) RETURNING id";
    let id = on!(conn, c => sqlx::query_scalar(SQL)
        .bind(slug)
        .bind(&event.facts.name)
        .bind(event.facts.sport.as_str())
        .bind(event.facts.lap_length_m.mm())
        .bind(i64::from(event.facts.laps_per_tap))
        .bind(event.facts.placement.as_str())
        .bind(event.facts.reference_day.to_string())
        .bind(event.facts.currency.as_str())
        .bind(now.ms())
        .bind(event.rehearsal)
        .bind(stored(&event.facts, None))
        .fetch_one(c)
        .await)?;
    Ok(EventId(id))
}
