//! What stations said of players, beside laps.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Timestamp,
    call::Saying,
    ids::{EventId, LaneId, PlayerId},
};
use uuid::Uuid;

/// A call as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct CallRow {
    pub(crate) id: Uuid,
    pub(crate) player_id: i64,
    said: String,
    pub(crate) text: Option<String>,
    pub(crate) at: i64,
    pub(crate) voided: bool,
}

impl CallRow {
    /// What was said; none for what this version does not know.
    pub(crate) fn said(&self) -> Option<Saying> {
        Saying::parse(&self.said)
    }
}

/// One call of an event.
pub(crate) async fn find(conn: &mut Conn<'_>, event: EventId, id: Uuid) -> Result<Option<CallRow>> {
    const SQL: &str = "SELECT id, player_id, said, text, at, voided FROM calls WHERE event_id = $1 AND id = $2";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(id).fetch_optional(c).await)?)
}

/// Whether a call of any event has this id.
pub(crate) async fn is_known(conn: &mut Conn<'_>, id: Uuid) -> Result<bool> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM calls WHERE id = $1)";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(id).fetch_one(c).await)?)
}

/// Keeps a call.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    event: EventId,
    lane: LaneId,
    player: PlayerId,
    call: (Uuid, Saying, Option<&str>),
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO calls (id, event_id, player_id, lane_id, said, text, at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let (id, said, text) = call;
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(id)
            .bind(event.0)
            .bind(player.0)
            .bind(lane.0)
            .bind(said.as_str())
            .bind(text)
            .bind(at.ms())
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Takes a call back, or lets it stand again.
pub(crate) async fn set_voided(conn: &mut Conn<'_>, id: Uuid, voided: bool) -> Result<()> {
    const SQL: &str = "UPDATE calls SET voided = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(voided).execute(c).await?; });
    Ok(())
}

/// Breaks and notes that stand of everybody who is in a slot now, in order.
pub(crate) async fn of_placed(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<CallRow>> {
    const SQL: &str = "SELECT k.id, k.player_id, k.said, k.text, k.at, k.voided FROM calls k \
                       JOIN assignments a ON a.player_id = k.player_id AND a.ended_at IS NULL \
                       WHERE k.event_id = $1 AND k.said IN ('break', 'return', 'note') AND NOT k.voided \
                       ORDER BY k.at, k.id";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// When a player last left a slot.
pub(crate) async fn last_left(conn: &mut Conn<'_>, player: PlayerId) -> Result<Option<Timestamp>> {
    const SQL: &str = "SELECT MAX(ended_at) FROM assignments WHERE player_id = $1";
    let left: Option<i64> = on!(conn, c => sqlx::query_scalar(SQL).bind(player.0).fetch_one(c).await)?;
    Ok(left.map(Timestamp::from_ms))
}

/// Removes what was noted of a player.
pub(crate) async fn erase(conn: &mut Conn<'_>, player: PlayerId) -> Result<()> {
    const SQL: &str = "UPDATE calls SET text = NULL WHERE player_id = $1 AND text IS NOT NULL";
    on!(conn, c => { sqlx::query(SQL).bind(player.0).execute(c).await?; });
    Ok(())
}
