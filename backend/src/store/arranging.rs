//! Pace groups and lanes that are added, changed and removed. What was removed keeps its row.

use super::{
    Conn,
    lanes::{GroupRow, LaneRow},
    on,
};
use crate::error::Result;
use domain::{
    Metres, Timestamp,
    ids::{EventId, LaneId, PaceGroupId},
};

/// A pace group, also one that was removed, and whether it was.
pub(crate) async fn find_group(
    conn: &mut Conn<'_>,
    event: EventId,
    id: PaceGroupId,
) -> Result<Option<(GroupRow, bool)>> {
    const SQL: &str = "SELECT id, name, color, count FROM pace_groups WHERE event_id = $1 AND id = $2";
    const REMOVED: &str = "SELECT removed_at IS NOT NULL FROM pace_groups WHERE id = $1";
    let row: Option<GroupRow> = on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(id.0).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let removed: bool = on!(conn, c => sqlx::query_scalar(REMOVED).bind(id.0).fetch_one(c).await)?;
    Ok(Some((row, removed)))
}

/// The removed pace group of a name.
pub(crate) async fn find_removed(conn: &mut Conn<'_>, event: EventId, name: &str) -> Result<Option<PaceGroupId>> {
    const SQL: &str = "SELECT id FROM pace_groups WHERE event_id = $1 AND name = $2 AND removed_at IS NOT NULL";
    let id: Option<i64> = on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(name).fetch_optional(c).await)?;
    Ok(id.map(PaceGroupId))
}

/// The place in the order of a pace group that comes after all others.
pub(crate) async fn next_no(conn: &mut Conn<'_>, event: EventId) -> Result<i64> {
    const SQL: &str = "SELECT COALESCE(MAX(no) + 1, 0) FROM pace_groups WHERE event_id = $1";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).fetch_one(c).await)?)
}

/// Gives a pace group a name and a colour.
pub(crate) async fn update_group(
    conn: &mut Conn<'_>,
    id: PaceGroupId,
    name: &str,
    color: &str,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE pace_groups SET name = $2, color = $3 WHERE id = $1";
    on!(conn, c => sqlx::query(SQL).bind(id.0).bind(name).bind(color).execute(c).await.map(drop))
}

/// Removes a pace group, or brings it back.
pub(crate) async fn set_group_removed(conn: &mut Conn<'_>, id: PaceGroupId, at: Option<Timestamp>) -> Result<()> {
    const SQL: &str = "UPDATE pace_groups SET removed_at = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(at.map(Timestamp::ms)).execute(c).await?; });
    Ok(())
}

/// Sets the number of a pace group's slots to what its lanes take.
pub(crate) async fn count_slots(conn: &mut Conn<'_>, id: PaceGroupId) -> Result<()> {
    // A removed one keeps its last number: none is not allowed.
    const SQL: &str = "UPDATE pace_groups SET count = (SELECT CAST(SUM(capacity) AS BIGINT) FROM lanes \
                       WHERE pace_group_id = $1 AND removed_at IS NULL) WHERE id = $1 AND EXISTS \
                       (SELECT 1 FROM lanes WHERE pace_group_id = $1 AND removed_at IS NULL)";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).execute(c).await?; });
    Ok(())
}

/// A lane, also one that was removed, and whether it was.
pub(crate) async fn find_lane(conn: &mut Conn<'_>, event: EventId, id: LaneId) -> Result<Option<(LaneRow, bool)>> {
    const SQL: &str =
        "SELECT id, pace_group_id, name, capacity, lap_length_mm, counters FROM lanes WHERE event_id = $1 AND id = $2";
    const REMOVED: &str = "SELECT removed_at IS NOT NULL FROM lanes WHERE id = $1";
    let row: Option<LaneRow> = on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(id.0).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let removed: bool = on!(conn, c => sqlx::query_scalar(REMOVED).bind(id.0).fetch_one(c).await)?;
    Ok(Some((row, removed)))
}

/// Adds a lane at the end of a pace group.
pub(crate) async fn create_lane(
    conn: &mut Conn<'_>,
    event: EventId,
    group: PaceGroupId,
    name: &str,
    capacity: u32,
    lap_length: Option<Metres>,
) -> Result<LaneId> {
    const SQL: &str = "INSERT INTO lanes (event_id, pace_group_id, no, name, capacity, lap_length_mm) \
                       SELECT $1, id, no, $3, $4, $5 FROM pace_groups WHERE id = $2 RETURNING id";
    let id = on!(conn, c => sqlx::query_scalar(SQL)
        .bind(event.0)
        .bind(group.0)
        .bind(name)
        .bind(i64::from(capacity))
        .bind(lap_length.map(Metres::mm))
        .fetch_one(c)
        .await)?;
    Ok(LaneId(id))
}

/// Writes all that may be changed of a lane.
pub(crate) async fn update_lane(conn: &mut Conn<'_>, lane: &LaneRow) -> Result<()> {
    const SQL: &str = "UPDATE lanes SET name = $2, capacity = $3, lap_length_mm = $4 WHERE id = $1";
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(lane.id)
            .bind(&lane.name)
            .bind(lane.capacity)
            .bind(lane.lap_length_mm)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Removes a lane, or brings it back.
pub(crate) async fn set_lane_removed(conn: &mut Conn<'_>, id: LaneId, at: Option<Timestamp>) -> Result<()> {
    const SQL: &str = "UPDATE lanes SET removed_at = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(at.map(Timestamp::ms)).execute(c).await?; });
    Ok(())
}
