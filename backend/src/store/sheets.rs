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
    /// What its lane is called now; as it was called then where its id is not known.
    pub(crate) lane: String,
    pub(crate) lane_id: Option<i64>,
    pub(crate) from_at: i64,
    pub(crate) to_at: i64,
    pub(crate) typed_at: i64,
    /// What was typed, as JSON: the same once more is the same sheet.
    pub(crate) typed: String,
    /// Bib and strokes of each player of whom any became laps, as JSON.
    pub(crate) strokes: String,
    /// The laps that went when it was undone, as JSON; none while it stands.
    pub(crate) taken_back: Option<String>,
    /// None while the entry is not written yet, too.
    pub(crate) typed_by: Option<String>,
}

impl SheetRow {
    /// Bib and strokes of each player of whom any became laps.
    pub(crate) fn rows(&self) -> Vec<(Bib, u32)> {
        serde_json::from_str(&self.strokes).unwrap_or_default()
    }

    /// Whether it was undone.
    pub(crate) fn is_undone(&self) -> bool {
        self.taken_back.is_some()
    }

    /// The laps that went when it was undone.
    pub(crate) fn taken_back(&self) -> Vec<Uuid> {
        self.taken_back.as_deref().and_then(|ids| serde_json::from_str(ids).ok()).unwrap_or_default()
    }
}

/// A statement for sheets that meet a condition.
macro_rules! sheets_where {
    ($condition:literal) => {
        concat!(
            "SELECT s.id, s.event_id, COALESCE(n.name, s.lane) AS lane, s.lane_id, s.from_at, s.to_at, s.typed_at, s.typed, s.strokes, s.taken_back, ",
            "e.actor_name AS typed_by FROM tally_sheets s LEFT JOIN entries e ON e.id = s.entry_id ",
            "LEFT JOIN lanes n ON n.id = s.lane_id WHERE ",
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

/// Sheets that stand and cover a part of the time between two moments, of whatever lane, the one typed last first.
pub(crate) async fn list_within(
    conn: &mut Conn<'_>,
    event: EventId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<SheetRow>> {
    const SQL: &str = sheets_where!(
        "s.event_id = $1 AND s.from_at < $3 AND s.to_at > $2 AND s.taken_back IS NULL ORDER BY s.typed_at DESC, s.id"
    );
    let (from, to) = (from.ms(), to.ms());
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(from).bind(to).fetch_all(c).await)?)
}

/// Writes a sheet. `row.typed_by` is told by the entry.
pub(crate) async fn create(conn: &mut Conn<'_>, row: &SheetRow, entry: Uuid) -> Result<()> {
    const SQL: &str = "INSERT INTO tally_sheets (id, event_id, lane, from_at, to_at, typed_at, typed, strokes, entry_id, \
                       lane_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(row.id)
            .bind(row.event_id)
            .bind(&row.lane)
            .bind(row.from_at)
            .bind(row.to_at)
            .bind(row.typed_at)
            .bind(&row.typed)
            .bind(&row.strokes)
            .bind(entry)
            .bind(row.lane_id)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Marks a sheet as undone, with the laps that went by it, or as standing again.
pub(crate) async fn set_taken_back(conn: &mut Conn<'_>, id: Uuid, laps: Option<&str>) -> Result<()> {
    const SQL: &str = "UPDATE tally_sheets SET taken_back = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(laps).execute(c).await?; });
    Ok(())
}

/// A player's laps between two moments, of those that stand: when each was counted, and what it counts for.
pub(crate) async fn counted(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<(i64, i64)>> {
    const SQL: &str = "SELECT l.counted_at, l.count FROM laps l WHERE l.event_id = $1 AND l.player_id = $2 \
                       AND l.counted_at >= $3 AND l.counted_at <= $4 \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) ORDER BY l.counted_at";
    let (from, to) = (from.ms(), to.ms());
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(player.0).bind(from).bind(to).fetch_all(c).await)?)
}

/// When a player was in a slot: from, and until when if not still.
pub(crate) async fn placed(conn: &mut Conn<'_>, player: PlayerId) -> Result<Vec<(i64, Option<i64>)>> {
    const SQL: &str = "SELECT started_at, ended_at FROM assignments WHERE player_id = $1 ORDER BY started_at, id";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(player.0).fetch_all(c).await)?)
}
