//! Which tablets count at which lane, and what they counted beside each other.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Timestamp,
    ids::{DeviceId, EventId, LaneId, PlayerId},
};
use uuid::Uuid;

/// How the tablets of a lane share the counting.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct CountersRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) counters: String,
    /// Whose laps count where each counts for itself.
    pub(crate) lead_device: Option<i64>,
    /// That device was shut out.
    pub(crate) lead_gone: bool,
}

/// Lanes that are there and meet a condition.
macro_rules! counters_where {
    ($condition:literal) => {
        concat!(
            "SELECT l.id, l.name, l.counters, l.lead_device, d.revoked_at IS NOT NULL AS lead_gone FROM lanes l ",
            "LEFT JOIN devices d ON d.id = l.lead_device WHERE l.event_id = $1 AND l.removed_at IS NULL AND ",
            $condition,
            " ORDER BY l.no, l.id"
        )
    };
}

/// The lanes at which each tablet counts for itself.
pub(crate) async fn independent(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<CountersRow>> {
    const SQL: &str = counters_where!("l.counters = 'independent'");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// All lanes that are there.
pub(crate) async fn list(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<CountersRow>> {
    const SQL: &str = counters_where!("1 = 1");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// A lane that is there.
pub(crate) async fn find(conn: &mut Conn<'_>, event: EventId, lane: LaneId) -> Result<Option<CountersRow>> {
    const SQL: &str = counters_where!("l.id = $2");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(lane.0).fetch_optional(c).await)?)
}

/// Writes how the tablets of a lane share the counting, and who leads.
pub(crate) async fn set(conn: &mut Conn<'_>, lane: LaneId, counters: &str, lead: Option<DeviceId>) -> Result<()> {
    const SQL: &str = "UPDATE lanes SET counters = $2, lead_device = $3 WHERE id = $1";
    on!(conn, c => {
        sqlx::query(SQL).bind(lane.0).bind(counters).bind(lead.map(|lead| lead.0)).execute(c).await?;
    });
    Ok(())
}

/// Who ever counted at which lane.
pub(crate) async fn devices(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<(String, i64)>> {
    const SQL: &str = "SELECT lane, device_id FROM lane_counters WHERE event_id = $1";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// Remembers that a device counts at a lane.
pub(crate) async fn note_device(conn: &mut Conn<'_>, event: EventId, lane: &str, device: i64) -> Result<()> {
    const SQL: &str =
        "INSERT INTO lane_counters (event_id, lane, device_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    on!(conn, c => { sqlx::query(SQL).bind(event.0).bind(lane).bind(device).execute(c).await?; });
    Ok(())
}

/// The lane of a lap as it is stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct StoredLane {
    #[sqlx(rename = "lane_id")]
    pub(crate) id: Option<i64>,
    /// By which it is found where it has no id.
    #[sqlx(rename = "lane")]
    pub(crate) label: Option<String>,
}

/// A lap that a tablet counted.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct TappedRow {
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    pub(crate) device_id: i64,
    #[sqlx(flatten)]
    pub(crate) lane: StoredLane,
}

/// Laps of a player that count and that tablets counted between two moments, at whichever lane.
pub(crate) async fn counted_between(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<TappedRow>> {
    const SQL: &str = "SELECT l.id, l.counted_at AS at, l.device_id, l.lane_id, l.lane FROM laps l \
                       WHERE l.event_id = $1 AND l.player_id = $2 AND l.counted_at >= $3 AND l.counted_at <= $4 \
                       AND l.device_id IS NOT NULL AND l.source IS NULL \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) ORDER BY l.counted_at, l.id";
    Ok(on!(conn, c => sqlx::query_as(SQL)
        .bind(event.0)
        .bind(player.0)
        .bind(from.ms())
        .bind(to.ms())
        .fetch_all(c)
        .await)?)
}

/// Taps that were raised as a question about such a lap and were not found to be none: the tap and its device, the lap
/// and its device.
pub(crate) async fn shared_between(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<(Uuid, i64, Uuid, i64)>> {
    const SQL: &str = "SELECT h.id, h.device_id, l.id, l.device_id FROM laps l JOIN held_laps h ON h.twin = l.id \
                       WHERE l.event_id = $1 AND l.player_id = $2 AND l.counted_at >= $3 AND l.counted_at <= $4 \
                       AND h.state <> 'dismissed' AND h.device_id IS NOT NULL AND l.device_id IS NOT NULL";
    Ok(on!(conn, c => sqlx::query_as(SQL)
        .bind(event.0)
        .bind(player.0)
        .bind(from.ms())
        .bind(to.ms())
        .fetch_all(c)
        .await)?)
}

/// A tap that is a question, with the lap that counts.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct QuestionRow {
    pub(crate) id: Uuid,
    pub(crate) bib: i64,
    pub(crate) name: String,
    pub(crate) lane: Option<String>,
    pub(crate) lane_id: Option<i64>,
    pub(crate) at: i64,
    pub(crate) device: Option<String>,
    pub(crate) counted_at: i64,
    pub(crate) counted_by: Option<String>,
}

/// What both tablets of a lane counted, or of all lanes, newest first. What has no lane's id is of those that ever bore its
/// label.
pub(crate) async fn questions(
    conn: &mut Conn<'_>,
    event: EventId,
    lane: Option<LaneId>,
    count: usize,
) -> Result<Vec<QuestionRow>> {
    const SQL: &str = "SELECT h.id, p.bib, p.name, COALESCE(n.name, h.lane) AS lane, h.lane_id, h.counted_at AS at, \
                       d.name AS device, l.counted_at, o.name AS counted_by FROM held_laps h JOIN laps l ON l.id = h.twin \
                       JOIN players p ON p.id = l.player_id LEFT JOIN devices d ON d.id = h.device_id \
                       LEFT JOIN devices o ON o.id = l.device_id LEFT JOIN lanes n ON n.id = h.lane_id \
                       WHERE h.event_id = $1 AND h.state = 'held' AND h.reason = 'both_counted' \
                       AND (CAST($2 AS BIGINT) IS NULL OR h.lane_id = $2 OR (h.lane_id IS NULL AND h.lane IN \
                       (SELECT c.name FROM lanes c WHERE c.id = $2 UNION ALL \
                       SELECT m.name FROM lane_names m WHERE m.lane_id = $2))) ORDER BY h.counted_at DESC, h.id LIMIT $3";
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(lane.map(|lane| lane.0)).bind(count).fetch_all(c).await)?)
}

/// A lap of a tally that does not count by itself.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct TallyRow {
    pub(crate) id: Uuid,
    pub(crate) player_id: i64,
    pub(crate) at: i64,
    pub(crate) laps: i64,
    pub(crate) device_id: Option<i64>,
    #[sqlx(flatten)]
    pub(crate) lane: StoredLane,
    /// Nobody has said whether it counts.
    pub(crate) is_open: bool,
}

/// All that was counted beside the laps that count, whatever became of it: at a lane or where the lane has no id, else at
/// all lanes.
pub(crate) async fn tally(conn: &mut Conn<'_>, event: EventId, lane: Option<LaneId>) -> Result<Vec<TallyRow>> {
    const SQL: &str = "SELECT h.id, b.player_id, h.counted_at AS at, h.count AS laps, h.device_id, h.lane_id, \
                       h.lane, h.state = 'held' AS is_open FROM held_laps h \
                       JOIN bibs b ON b.event_id = h.event_id AND b.bib = h.bib \
                       WHERE h.event_id = $1 AND (CAST($2 AS BIGINT) IS NULL OR h.lane_id = $2 OR h.lane_id IS NULL) \
                       AND h.reason = 'other_tally' ORDER BY h.counted_at, h.id";
    let lane = lane.map(|lane| lane.0);
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(lane).fetch_all(c).await)?)
}

/// A lap that counts, beside a tally.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct CountedRow {
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    pub(crate) laps: i64,
    #[sqlx(flatten)]
    pub(crate) lane: StoredLane,
    /// Somebody looked at it and kept it.
    pub(crate) kept: bool,
}

/// Laps of a player that count, were counted from a moment on at whichever lane, and were not of a device's own tally.
pub(crate) async fn counted_beside(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    from: Timestamp,
    but: DeviceId,
) -> Result<Vec<CountedRow>> {
    const SQL: &str = "SELECT l.id, l.counted_at AS at, l.count AS laps, l.lane_id, l.lane, \
                       EXISTS (SELECT 1 FROM lap_keeps k WHERE k.lap_id = l.id) AS kept FROM laps l \
                       WHERE l.event_id = $1 AND l.player_id = $2 AND l.counted_at >= $3 \
                       AND (l.device_id IS NULL OR l.device_id <> $4) \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) ORDER BY l.counted_at, l.id";
    Ok(on!(conn, c => sqlx::query_as(SQL)
        .bind(event.0)
        .bind(player.0)
        .bind(from.ms())
        .bind(but.0)
        .fetch_all(c)
        .await)?)
}
