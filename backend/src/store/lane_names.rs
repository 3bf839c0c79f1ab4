//! The names that lanes bear and bore.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Timestamp,
    ids::{EventId, LaneId},
};

/// A lane of an event, also one that was removed, with a name that it was given.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct LaneNameRow {
    pub(crate) id: i64,
    /// Its name now.
    pub(crate) name: String,
    pub(crate) lap_length_mm: Option<i64>,
    pub(crate) removed_at: Option<i64>,
    /// None where no name was noted.
    pub(crate) given: Option<String>,
    pub(crate) since: Option<i64>,
}

/// All lanes of an event, each as often as it was given a name, in the order in which it was.
pub(crate) async fn list(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<LaneNameRow>> {
    const SQL: &str = "SELECT l.id, l.name, l.lap_length_mm, l.removed_at, n.name AS given, n.since FROM lanes l \
                       LEFT JOIN lane_names n ON n.lane_id = l.id WHERE l.event_id = $1 ORDER BY l.id, n.id";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// Notes that a lane bears a name from a moment on.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    event: EventId,
    lane: LaneId,
    name: &str,
    since: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO lane_names (event_id, lane_id, name, since) VALUES ($1, $2, $3, $4)";
    on!(conn, c => {
        sqlx::query(SQL).bind(event.0).bind(lane.0).bind(name).bind(since.ms()).execute(c).await?;
    });
    Ok(())
}

/// When the newest entry was made that gave a lane a name.
pub(crate) async fn newest_entry(conn: &mut Conn<'_>, event: EventId, lane: LaneId) -> Result<Option<Timestamp>> {
    const SQL: &str = "SELECT at FROM entries WHERE chain = $1 AND target_type = 'lane' AND target_id = $2 \
                       AND new_state LIKE '%\"name\"%' ORDER BY seq DESC LIMIT 1";
    let at: Option<i64> =
        on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(lane.to_string()).fetch_optional(c).await)?;
    Ok(at.map(Timestamp::from_ms))
}
