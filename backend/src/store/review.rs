//! What the plausibility of laps is judged by, and which of them somebody kept.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Timestamp,
    ids::{EventId, PlayerId},
};
use uuid::Uuid;

/// A lap that stands.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct LapMark {
    pub(crate) player_id: i64,
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    pub(crate) laps: i64,
    /// Somebody looked at it and kept it.
    pub(crate) kept: bool,
}

/// Laps that stand and were counted at or after a moment: of one player, or of all. On SQLite all that is asked for
/// stands in the index by which standings are rebuilt.
pub(crate) async fn laps(
    conn: &mut Conn<'_>,
    event: EventId,
    player: Option<PlayerId>,
    from: Timestamp,
) -> Result<Vec<LapMark>> {
    const SQL: &str = "SELECT l.player_id, l.id, l.counted_at AS at, l.count AS laps, \
                       EXISTS (SELECT 1 FROM lap_keeps k WHERE k.lap_id = l.id) AS kept FROM laps l \
                       WHERE l.event_id = $1 AND l.counted_at >= $2 \
                       AND (CAST($3 AS BIGINT) IS NULL OR l.player_id = $3) \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id)";
    let player = player.map(|player| player.0);
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(from.ms()).bind(player).fetch_all(c).await)?)
}

/// Laps that were added by a person's word from such a moment on: player, moment, how many.
pub(crate) async fn added(conn: &mut Conn<'_>, event: EventId, from: Timestamp) -> Result<Vec<(i64, i64, i64)>> {
    const SQL: &str = "SELECT a.player_id, a.at, a.laps FROM lap_adjustments a \
                       WHERE a.event_id = $1 AND a.at >= $2 AND a.laps > 0 \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = a.id)";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(from.ms()).fetch_all(c).await)?)
}

/// When players were in a slot: player, from when, until when.
pub(crate) async fn placements(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<(i64, i64, Option<i64>)>> {
    const SQL: &str = "SELECT player_id, started_at, ended_at FROM assignments WHERE event_id = $1";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// Who is out of the race.
pub(crate) async fn gone(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<i64>> {
    const SQL: &str = "SELECT id FROM players WHERE event_id = $1 AND left_at IS NOT NULL";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).fetch_all(c).await)?)
}

/// Remembers that a lap was kept; returns whether that is new.
pub(crate) async fn keep(conn: &mut Conn<'_>, event: EventId, lap: Uuid, now: Timestamp) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO lap_keeps (lap_id, event_id, kept_at) VALUES ($1, $2, $3) ON CONFLICT (lap_id) DO NOTHING";
    let rows = on!(conn, c => {
        sqlx::query(SQL).bind(lap).bind(event.0).bind(now.ms()).execute(c).await?.rows_affected()
    });
    Ok(rows > 0)
}

/// Forgets it.
pub(crate) async fn keep_no_longer(conn: &mut Conn<'_>, lap: Uuid) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM lap_keeps WHERE lap_id = $1").bind(lap).execute(c).await?; });
    Ok(())
}

/// Whether a lap was kept.
pub(crate) async fn is_kept(conn: &mut Conn<'_>, lap: Uuid) -> Result<bool> {
    const SQL: &str = "SELECT COUNT(*) FROM lap_keeps WHERE lap_id = $1";
    let rows: i64 = on!(conn, c => sqlx::query_scalar(SQL).bind(lap).fetch_one(c).await)?;
    Ok(rows > 0)
}
