//! Tally sheets that were typed in.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Bib, Timestamp,
    ids::{EventId, PlayerId},
};
use uuid::Uuid;

/// A sheet as stored, with who typed it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct SheetRow {
    pub(crate) id: Uuid,
    pub(crate) event_id: i64,
    pub(crate) lane: String,
    pub(crate) from_at: i64,
    pub(crate) to_at: i64,
    pub(crate) typed_at: i64,
    /// Bib and strokes of each player of whom any became laps, as JSON.
    pub(crate) strokes: String,
    pub(crate) undone: bool,
    /// None while the entry is not written yet, too.
    pub(crate) typed_by: Option<String>,
}

impl SheetRow {
    /// Bib and strokes of each player of whom any became laps.
    pub(crate) fn rows(&self) -> Vec<(Bib, u32)> {
        serde_json::from_str(&self.strokes).unwrap_or_default()
    }
}

/// A statement for sheets that meet a condition.
macro_rules! sheets_where {
    ($condition:literal) => {
        concat!(
            "SELECT s.id, s.event_id, s.lane, s.from_at, s.to_at, s.typed_at, s.strokes, s.undone, ",
            "e.actor_name AS typed_by FROM tally_sheets s LEFT JOIN entries e ON e.id = s.entry_id WHERE ",
            $condition
        )
    };
}

/// One sheet, of whatever event.
pub(crate) async fn find(conn: &mut Conn<'_>, id: Uuid) -> Result<Option<SheetRow>> {
    const SQL: &str = sheets_where!("s.id = $1");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

/// The newest sheets of an event, the one typed last first.
pub(crate) async fn list(conn: &mut Conn<'_>, event: EventId, limit: i64) -> Result<Vec<SheetRow>> {
    const SQL: &str = sheets_where!("s.event_id = $1 ORDER BY s.typed_at DESC, s.id LIMIT $2");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(limit).fetch_all(c).await)?)
}

/// A sheet of a lane that stands and covers a part of the time between two moments.
pub(crate) async fn find_like(
    conn: &mut Conn<'_>,
    event: EventId,
    lane: &str,
    (from, to): (Timestamp, Timestamp),
) -> Result<Option<SheetRow>> {
    const SQL: &str = sheets_where!(
        "s.event_id = $1 AND s.lane = $2 AND s.from_at < $4 AND s.to_at > $3 AND NOT s.undone \
         ORDER BY s.typed_at DESC LIMIT 1"
    );
    let (from, to) = (from.ms(), to.ms());
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(lane).bind(from).bind(to).fetch_optional(c).await)?)
}

/// Writes a sheet. `row.typed_by` is told by the entry.
pub(crate) async fn create(conn: &mut Conn<'_>, row: &SheetRow, entry: Uuid) -> Result<()> {
    const SQL: &str = "INSERT INTO tally_sheets (id, event_id, lane, from_at, to_at, typed_at, strokes, entry_id, undone) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(row.id)
            .bind(row.event_id)
            .bind(&row.lane)
            .bind(row.from_at)
            .bind(row.to_at)
            .bind(row.typed_at)
            .bind(&row.strokes)
            .bind(entry)
            .bind(row.undone)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Marks a sheet as undone, or as standing again.
pub(crate) async fn set_undone(conn: &mut Conn<'_>, id: Uuid, undone: bool) -> Result<()> {
    const SQL: &str = "UPDATE tally_sheets SET undone = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(undone).execute(c).await?; });
    Ok(())
}

/// When a player's laps between two moments were counted, of those that stand.
pub(crate) async fn counted(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<i64>> {
    const SQL: &str = "SELECT l.counted_at FROM laps l WHERE l.event_id = $1 AND l.player_id = $2 \
                       AND l.counted_at >= $3 AND l.counted_at <= $4 \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) ORDER BY l.counted_at";
    let (from, to) = (from.ms(), to.ms());
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(player.0).bind(from).bind(to).fetch_all(c).await)?)
}
