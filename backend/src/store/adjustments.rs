//! Laps added to players or taken off by a person's word, and those of them that were undone.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Metres, Timestamp,
    ids::{EventId, PlayerId},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// An adjustment as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct AdjustmentRow {
    pub(crate) id: Uuid,
    pub(crate) player_id: i64,
    pub(crate) at: i64,
    pub(crate) laps: i64,
    pub(crate) metres_mm: i64,
    pub(crate) voided: bool,
}

/// What a player's adjustments come to: laps and millimetres, both signed, and the moment of the last that added some.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(crate) struct Sum {
    pub(crate) player_id: i64,
    pub(crate) laps: i64,
    pub(crate) metres_mm: i64,
    pub(crate) last: Option<i64>,
}

/// One adjustment of an event.
pub(crate) async fn find(conn: &mut Conn<'_>, event: EventId, id: Uuid) -> Result<Option<AdjustmentRow>> {
    const SQL: &str = "SELECT a.id, a.player_id, a.at, a.laps, a.metres_mm, \
                       EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = a.id) AS voided \
                       FROM lap_adjustments a WHERE a.event_id = $1 AND a.id = $2";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(id).fetch_optional(c).await)?)
}

/// Whether an adjustment of any event has this id.
pub(crate) async fn is_known(conn: &mut Conn<'_>, id: Uuid) -> Result<bool> {
    const SQL: &str = "SELECT COUNT(*) FROM lap_adjustments WHERE id = $1";
    let rows: i64 = on!(conn, c => sqlx::query_scalar(SQL).bind(id).fetch_one(c).await)?;
    Ok(rows > 0)
}

/// Keeps an adjustment.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    id: Uuid,
    (laps, metres): (i64, Metres),
    at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO lap_adjustments (id, event_id, player_id, at, made_at, laps, metres_mm) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(id)
            .bind(event.0)
            .bind(player.0)
            .bind(at.ms())
            .bind(now.ms())
            .bind(laps)
            .bind(metres.mm())
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Marks an adjustment as undone.
pub(crate) async fn void(conn: &mut Conn<'_>, event: EventId, row: &AdjustmentRow, now: Timestamp) -> Result<()> {
    const SQL: &str = "INSERT INTO lap_voids (lap_id, event_id, player_id, voided_at) VALUES ($1, $2, $3, $4)";
    on!(conn, c => { sqlx::query(SQL).bind(row.id).bind(event.0).bind(row.player_id).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// A statement for the sums of adjustments that stand and meet a condition.
macro_rules! sums_where {
    ($condition:literal) => {
        concat!(
            "SELECT a.player_id, CAST(SUM(a.laps) AS BIGINT) AS laps, CAST(SUM(a.metres_mm) AS BIGINT) AS metres_mm, \
 \
                       MAX(CASE WHEN a.laps > 0 THEN a.at END) AS last FROM lap_adjustments a WHERE a.event_id = $1 AND ",
            $condition,
            " AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = a.id) GROUP BY a.player_id"
        )
    };
}

/// What the adjustments of a span of time come to, its end not included, player by player.
pub(crate) async fn sums(
    conn: &mut Conn<'_>,
    event: EventId,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Result<Vec<Sum>> {
    const SQL: &str = sums_where!("a.at >= $2 AND a.at < $3");
    let (from, to) = (from.map_or(i64::MIN, Timestamp::ms), to.map_or(i64::MAX, Timestamp::ms));
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(from).bind(to).fetch_all(c).await)?)
}

/// What one player's adjustments come to, if there are any.
pub(crate) async fn sum_of_player(conn: &mut Conn<'_>, event: EventId, player: PlayerId) -> Result<Option<Sum>> {
    const SQL: &str = sums_where!("a.player_id = $2");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(player.0).fetch_optional(c).await)?)
}

/// A player's adjustments that stand.
pub(crate) async fn standing_of_player(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
) -> Result<Vec<AdjustmentRow>> {
    const SQL: &str = "SELECT a.id, a.player_id, a.at, a.laps, a.metres_mm, FALSE AS voided FROM lap_adjustments a \
                       WHERE a.event_id = $1 AND a.player_id = $2 \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = a.id) ORDER BY a.made_at, a.id";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(player.0).fetch_all(c).await)?)
}

/// The players of whom laps were taken off.
pub(crate) async fn taken_off(conn: &mut Conn<'_>, event: EventId) -> Result<BTreeSet<PlayerId>> {
    const SQL: &str = "SELECT DISTINCT player_id FROM lap_adjustments \
                       WHERE event_id = $1 AND (laps < 0 OR metres_mm < 0)";
    let players: Vec<i64> = on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).fetch_all(c).await)?;
    Ok(players.into_iter().map(PlayerId).collect())
}
