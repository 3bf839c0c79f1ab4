//! What was said of people in the water, and roll-calls.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Timestamp,
    ids::{EventId, PlayerId},
    water::{Says, Word},
};
use std::collections::HashMap;
use uuid::Uuid;

/// A word as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct WordRow {
    pub(crate) event_id: i64,
    pub(crate) player_id: i64,
    pub(crate) says: String,
}

/// The word of that id, whatever its event.
pub(crate) async fn find_word(conn: &mut Conn<'_>, id: Uuid) -> Result<Option<WordRow>> {
    const SQL: &str = "SELECT event_id, player_id, says FROM water_words WHERE id = $1";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

/// Writes a word down.
pub(crate) async fn say(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    id: Uuid,
    word: Word,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO water_words (id, event_id, player_id, says, at, received_at) \
                       VALUES ($1, $2, $3, $4, $5, $6)";
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(id)
            .bind(event.0)
            .bind(player.0)
            .bind(word.says.as_str())
            .bind(word.at.ms())
            .bind(now.ms())
            .execute(c)
            .await?;
    });
    Ok(())
}

/// The last word about each player of an event, by player; of two at one moment the one that came later.
pub(crate) async fn last_words(conn: &mut Conn<'_>, event: EventId) -> Result<HashMap<i64, Word>> {
    const SQL: &str = "SELECT w.player_id, w.says, w.at FROM water_words w WHERE w.event_id = $1 AND w.at = \
                       (SELECT MAX(v.at) FROM water_words v WHERE v.event_id = $1 AND v.player_id = w.player_id) \
                       ORDER BY w.received_at, w.id";
    let rows: Vec<(i64, String, i64)> = on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?;
    let word = |(player, says, at): (i64, String, i64)| {
        Some((player, Word { says: Says::parse(&says)?, at: Timestamp::from_ms(at) }))
    };
    Ok(rows.into_iter().filter_map(word).collect())
}

/// Laps that stand, from a moment on, of everybody who is in a slot: player and moment, in order.
pub(crate) async fn recent_laps(conn: &mut Conn<'_>, event: EventId, from: Timestamp) -> Result<Vec<(i64, i64)>> {
    const SQL: &str = "SELECT l.player_id, l.counted_at FROM assignments a \
                       JOIN laps l ON l.event_id = a.event_id AND l.player_id = a.player_id AND l.counted_at >= $2 \
                       WHERE a.event_id = $1 AND a.ended_at IS NULL \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) \
                       ORDER BY l.player_id, l.counted_at";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(from.ms()).fetch_all(c).await)?)
}

/// Somebody who was in a slot at a moment or came into one since, where they were last.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct CalledRow {
    pub(crate) player_id: i64,
    pub(crate) pace_group_id: i64,
    pub(crate) position: i64,
    pub(crate) bib: i64,
    pub(crate) name: String,
}

/// Everybody who was in a slot at a moment or came into one since, by bib.
pub(crate) async fn in_water_since(conn: &mut Conn<'_>, event: EventId, from: Timestamp) -> Result<Vec<CalledRow>> {
    const SQL: &str = "SELECT a.player_id, a.pace_group_id, a.position, p.bib, p.name FROM assignments a \
                       JOIN players p ON p.id = a.player_id WHERE a.id IN (SELECT MAX(b.id) FROM assignments b \
                       WHERE b.event_id = $1 AND (b.ended_at IS NULL OR b.ended_at >= $2) GROUP BY b.player_id) \
                       ORDER BY p.bib";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(from.ms()).fetch_all(c).await)?)
}

/// The roll-call that is under way: its id, and when it began.
pub(crate) async fn roll_call(conn: &mut Conn<'_>, event: EventId) -> Result<Option<(i64, Timestamp)>> {
    const SQL: &str = "SELECT id, began_at FROM roll_calls WHERE event_id = $1 AND ended_at IS NULL";
    let row: Option<(i64, i64)> = on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_optional(c).await)?;
    Ok(row.map(|(id, began_at)| (id, Timestamp::from_ms(began_at))))
}

/// Begins a roll-call.
pub(crate) async fn begin_roll_call(conn: &mut Conn<'_>, event: EventId, now: Timestamp) -> Result<i64, sqlx::Error> {
    const SQL: &str = "INSERT INTO roll_calls (event_id, began_at) VALUES ($1, $2) RETURNING id";
    on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(now.ms()).fetch_one(c).await)
}

/// Ends a roll-call.
pub(crate) async fn end_roll_call(conn: &mut Conn<'_>, id: i64, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE roll_calls SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(now.ms()).execute(c).await?; });
    Ok(())
}
