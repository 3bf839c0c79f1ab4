//! Pace groups, lanes, and who is in which slot.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Timestamp,
    ids::{EventId, LaneId, PaceGroupId, PlayerId},
};

/// A pace group.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct GroupRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) color: String,
    pub(crate) count: i64,
}

/// A lane, with its pace group.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct LaneRow {
    pub(crate) id: i64,
    pub(crate) pace_group_id: i64,
    pub(crate) name: String,
    pub(crate) capacity: i64,
    pub(crate) lap_length_mm: Option<i64>,
    /// How its tablets share the counting.
    pub(crate) counters: String,
}

/// An open assignment with who it is.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct PlacedRow {
    pub(crate) id: i64,
    pub(crate) player_id: i64,
    pub(crate) pace_group_id: i64,
    pub(crate) position: i64,
    pub(crate) started_at: i64,
    pub(crate) placed_by: String,
    pub(crate) bib: i64,
    pub(crate) name: String,
}

/// Open assignments that also meet a condition.
macro_rules! placed_where {
    ($condition:literal) => {
        concat!(
            "SELECT a.id, a.player_id, a.pace_group_id, a.position, a.started_at, a.placed_by, p.bib, p.name ",
            "FROM assignments a JOIN players p ON p.id = a.player_id WHERE a.ended_at IS NULL AND ",
            $condition
        )
    };
}

/// The event's pace groups, in order.
pub(crate) async fn groups(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<GroupRow>> {
    const SQL: &str = "SELECT id, name, color, count FROM pace_groups WHERE event_id = $1 AND removed_at IS NULL \
                       ORDER BY no";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// A pace group by name.
pub(crate) async fn find_group(conn: &mut Conn<'_>, event: EventId, name: &str) -> Result<Option<GroupRow>> {
    const SQL: &str = "SELECT id, name, color, count FROM pace_groups \
                       WHERE event_id = $1 AND name = $2 AND removed_at IS NULL";
    // PostgreSQL's texts cannot hold it, and so fails where it would find nothing.
    if name.contains('\0') {
        return Ok(None);
    }
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(name).fetch_optional(c).await)?)
}

/// The event's lanes, in order.
pub(crate) async fn lanes(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<LaneRow>> {
    const SQL: &str = "SELECT id, pace_group_id, name, capacity, lap_length_mm, counters FROM lanes \
                       WHERE event_id = $1 AND removed_at IS NULL ORDER BY no, id";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// Makes a pace group with one lane of its capacity, which bears its name.
pub(crate) async fn create_group(
    conn: &mut Conn<'_>,
    event: EventId,
    no: i64,
    name: &str,
    color: &str,
    count: u32,
    now: Timestamp,
) -> Result<PaceGroupId, sqlx::Error> {
    const GROUP: &str =
        "INSERT INTO pace_groups (event_id, no, name, color, count) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    const LANE: &str = "INSERT INTO lanes (event_id, pace_group_id, no, name, capacity) VALUES ($1, $2, $3, $4, $5)";
    const NAME: &str = "INSERT INTO lane_names (event_id, lane_id, name, since) \
                        SELECT event_id, id, name, $2 FROM lanes WHERE pace_group_id = $1";
    let count = i64::from(count);
    let id: i64 = on!(conn, c => {
        let id = sqlx::query_scalar(GROUP)
            .bind(event.0)
            .bind(no)
            .bind(name)
            .bind(color)
            .bind(count)
            .fetch_one(&mut *c)
            .await?;
        sqlx::query(LANE).bind(event.0).bind(id).bind(no).bind(name).bind(count).execute(&mut *c).await?;
        sqlx::query(NAME).bind(id).bind(now.ms()).execute(c).await?;
        id
    });
    Ok(PaceGroupId(id))
}

/// Everybody who is in a slot of the event.
pub(crate) async fn placed(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<PlacedRow>> {
    const SQL: &str = placed_where!("a.event_id = $1 ORDER BY a.position");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// Who is in a slot.
pub(crate) async fn find_in_slot(conn: &mut Conn<'_>, group: PaceGroupId, position: i64) -> Result<Option<PlacedRow>> {
    const SQL: &str = placed_where!("a.pace_group_id = $1 AND a.position = $2");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(group.0).bind(position).fetch_optional(c).await)?)
}

/// Where a player is.
pub(crate) async fn find_of_player(conn: &mut Conn<'_>, player: PlayerId) -> Result<Option<PlacedRow>> {
    const SQL: &str = placed_where!("a.player_id = $1");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(player.0).fetch_optional(c).await)?)
}

/// The first free position of a pace group from `from` to just before `to`.
pub(crate) async fn first_free(conn: &mut Conn<'_>, group: PaceGroupId, from: i64, to: i64) -> Result<Option<i64>> {
    const SQL: &str = "SELECT position FROM assignments WHERE pace_group_id = $1 AND ended_at IS NULL \
                       AND position >= $2 AND position < $3 ORDER BY position";
    let taken: Vec<i64> = on!(conn, c => sqlx::query_scalar(SQL).bind(group.0).bind(from).bind(to).fetch_all(c).await)?;
    Ok((from..to).find(|position| taken.binary_search(position).is_err()))
}

/// Opens an assignment.
pub(crate) async fn open_assignment(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    group: PaceGroupId,
    position: i64,
    now: Timestamp,
    placed_by: &str,
) -> Result<i64, sqlx::Error> {
    const SQL: &str = "INSERT INTO assignments (event_id, player_id, pace_group_id, position, started_at, placed_by) \
                       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    on!(conn, c => sqlx::query_scalar(SQL)
        .bind(event.0)
        .bind(player.0)
        .bind(group.0)
        .bind(position)
        .bind(now.ms())
        .bind(placed_by)
        .fetch_one(c)
        .await)
}

/// Closes an assignment.
pub(crate) async fn close_assignment(conn: &mut Conn<'_>, id: i64, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE assignments SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// Lets a player's last assignment go on as if it had never been closed, if it was in that slot; returns whether it was.
pub(crate) async fn reopen_assignment(
    conn: &mut Conn<'_>,
    player: PlayerId,
    group: PaceGroupId,
    position: i64,
) -> Result<bool, sqlx::Error> {
    const SQL: &str = "UPDATE assignments SET ended_at = NULL WHERE pace_group_id = $2 AND position = $3 \
                       AND id = (SELECT MAX(id) FROM assignments WHERE player_id = $1)";
    on!(conn, c => sqlx::query(SQL)
        .bind(player.0)
        .bind(group.0)
        .bind(position)
        .execute(c)
        .await
        .map(|done| done.rows_affected() == 1))
}

/// The bibs of those who are in a pace group now.
pub(crate) async fn bibs_in_group(conn: &mut Conn<'_>, group: i64) -> Result<Vec<i64>> {
    const SQL: &str = "SELECT p.bib FROM assignments a JOIN players p ON p.id = a.player_id \
                       WHERE a.pace_group_id = $1 AND a.ended_at IS NULL";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(group).fetch_all(c).await)?)
}

/// The lane that a position lies in: lanes are filled in order, capacity by capacity.
pub(crate) fn lane_at(lanes: &[LaneRow], group: i64, position: i64) -> Option<&LaneRow> {
    let mut end = 0;
    lanes.iter().filter(|lane| lane.pace_group_id == group).find(|lane| {
        end += lane.capacity;
        position < end
    })
}

/// The positions of a lane in its pace group: the first, and the one after the last.
pub(crate) fn positions_of(lanes: &[LaneRow], lane: LaneId) -> Option<(PaceGroupId, i64, i64)> {
    let found = lanes.iter().find(|row| row.id == lane.0)?;
    let before = |row: &&LaneRow| row.pace_group_id == found.pace_group_id && row.id != found.id;
    let from: i64 = lanes.iter().take_while(|row| row.id != found.id).filter(before).map(|row| row.capacity).sum();
    Some((PaceGroupId(found.pace_group_id), from, from + found.capacity))
}
