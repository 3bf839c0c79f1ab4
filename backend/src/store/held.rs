//! Laps that are held for the desk.

use super::{Conn, on, tags::worn_at};
use crate::error::Result;
use domain::{
    Bib, Timestamp,
    change::Waiting,
    held::{HeldReason, HeldState},
    ids::{EventId, PlayerId},
    lane_names::LapLane,
    tag::Tag,
};
use uuid::Uuid;

/// A held lap as stored, with who has the bib now.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct HeldRow {
    pub(crate) id: Uuid,
    /// The bib that was tapped, else that of whoever wore the tag that was read.
    pub(crate) bib: Option<i64>,
    pub(crate) source: Option<String>,
    pub(crate) tag: Option<String>,
    /// Its label.
    pub(crate) lane: Option<String>,
    pub(crate) lane_id: Option<i64>,
    /// What its lane is called now; the label where the lane is not known.
    pub(crate) lane_name: Option<String>,
    pub(crate) counted_at: i64,
    pub(crate) received_at: i64,
    pub(crate) device_id: Option<i64>,
    pub(crate) count: i64,
    pub(crate) reason: String,
    pub(crate) state: String,
    /// The lap that counts and that it probably is as well.
    pub(crate) twin: Option<Uuid>,
    pub(crate) player_id: Option<i64>,
    pub(crate) name: Option<String>,
    pub(crate) device: Option<String>,
}

impl HeldRow {
    /// Whether it stands there.
    pub(crate) fn is(&self, state: HeldState) -> bool {
        self.state == state.as_str()
    }

    /// Why it is or was held; none for a reason that only a newer version knows.
    pub(crate) fn reason(&self) -> Option<HeldReason> {
        HeldReason::parse(&self.reason)
    }

    /// It as entries say it while it waits.
    pub(crate) fn waiting(&self) -> Waiting {
        Waiting { reason: self.reason(), state: HeldState::Held }
    }
}

/// A statement for held laps that meet a condition.
macro_rules! held_where {
    ($condition:literal) => {
        concat!(
            "SELECT h.id, COALESCE(NULLIF(h.bib, 0), p.bib) AS bib, h.source, h.tag, h.lane, h.lane_id, ",
            "COALESCE(n.name, h.lane) AS lane_name, h.counted_at, h.received_at, h.device_id, h.count, h.reason, h.state, h.twin, p.id AS player_id, p.name, d.name AS device FROM held_laps h ",
            "LEFT JOIN bibs b ON b.event_id = h.event_id AND b.bib = h.bib ",
            "LEFT JOIN players p ON p.id = CASE WHEN h.bib <> 0 THEN b.player_id ELSE ",
            worn_at!("h.event_id", "h.tag", "h.counted_at"),
            " END AND p.standing <> 'deleted' ",
            "LEFT JOIN devices d ON d.id = h.device_id LEFT JOIN lanes n ON n.id = h.lane_id WHERE ",
            $condition
        )
    };
}

/// All laps that are held in an event, newest first, but those of tags that nobody wears: these count once somebody does,
/// and not before.
pub(crate) async fn list(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<HeldRow>> {
    const SQL: &str =
        held_where!("h.event_id = $1 AND h.state = 'held' AND h.reason <> $2 ORDER BY h.counted_at DESC, h.id");
    let nobodys = HeldReason::UnknownTag.as_str();
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(nobodys).fetch_all(c).await)?)
}

/// Laps of a tag that are held and were no bib's, the oldest first.
pub(crate) async fn list_of_tag(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<Vec<HeldRow>> {
    const SQL: &str =
        held_where!("h.event_id = $1 AND h.state = 'held' AND h.tag = $2 AND h.bib = 0 ORDER BY h.counted_at, h.id");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(tag.as_str()).fetch_all(c).await)?)
}

/// Laps that are held for one player's bibs, and of tags that the player wears or wore.
pub(crate) async fn list_of_player(conn: &mut Conn<'_>, event: EventId, player: PlayerId) -> Result<Vec<HeldRow>> {
    const SQL: &str = held_where!(
        "h.event_id = $1 AND h.state = 'held' \
         AND (h.bib IN (SELECT o.bib FROM bibs o WHERE o.event_id = $1 AND o.player_id = $2) \
         OR (h.bib = 0 AND h.tag IN (SELECT w.tag FROM tags w WHERE w.event_id = $1 AND w.player_id = $2))) \
         ORDER BY h.counted_at, h.id"
    );
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(player.0).fetch_all(c).await)?)
}

/// Laps that are held as questions about a lap that counts.
pub(crate) async fn questions_about(conn: &mut Conn<'_>, event: EventId, lap: Uuid) -> Result<Vec<HeldRow>> {
    const SQL: &str = held_where!("h.event_id = $1 AND h.state = 'held' AND h.twin = $2 ORDER BY h.counted_at, h.id");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(lap).fetch_all(c).await)?)
}

/// Laps that were held as such questions and counted by themselves, because that lap counted no longer.
pub(crate) async fn counted_in_place_of(conn: &mut Conn<'_>, event: EventId, lap: Uuid) -> Result<Vec<Uuid>> {
    const SQL: &str = "SELECT id FROM held_laps \
                       WHERE event_id = $1 AND twin = $2 AND state = 'counted' AND NOT by_person ORDER BY counted_at, id";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(lap).fetch_all(c).await)?)
}

/// The events in which a lap was held because its time lay in the future, and which has come by `until`.
pub(crate) async fn events_with_due(conn: &mut Conn<'_>, until: Timestamp) -> Result<Vec<EventId>> {
    const SQL: &str = "SELECT DISTINCT event_id FROM held_laps \
                       WHERE state = 'held' AND reason = $1 AND counted_at <= $2 ORDER BY event_id";
    let reason = HeldReason::Future.as_str();
    let ids: Vec<i64> = on!(conn, c => sqlx::query_scalar(SQL).bind(reason).bind(until.ms()).fetch_all(c).await)?;
    Ok(ids.into_iter().map(EventId).collect())
}

/// One lap that is or was held.
pub(crate) async fn find(conn: &mut Conn<'_>, event: EventId, id: Uuid) -> Result<Option<HeldRow>> {
    const SQL: &str = held_where!("h.event_id = $1 AND h.id = $2");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(id).fetch_optional(c).await)?)
}

/// Whether a lap was held and then counted by a person's decision, whatever became of it since.
pub(crate) async fn is_counted_by_person(conn: &mut Conn<'_>, event: EventId, id: Uuid) -> Result<bool> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM held_laps \
                       WHERE event_id = $1 AND id = $2 AND state = 'counted' AND by_person)";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(id).fetch_one(c).await)?)
}

/// A lap to be held.
#[derive(Debug, Clone)]
pub(crate) struct NewHeld {
    pub(crate) id: Uuid,
    /// None for a tag that nobody wears.
    pub(crate) bib: Option<Bib>,
    pub(crate) source: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) lane: LapLane,
    pub(crate) counted_at: Timestamp,
    pub(crate) received_at: Timestamp,
    pub(crate) device: Option<i64>,
    pub(crate) count: u32,
    pub(crate) reason: HeldReason,
    /// The lap that counts and that it probably is as well.
    pub(crate) twin: Option<Uuid>,
}

/// Holds a lap; one that was held before is held again.
pub(crate) async fn hold(conn: &mut Conn<'_>, event: EventId, lap: &NewHeld) -> Result<()> {
    const SQL: &str = "INSERT INTO held_laps (id, event_id, bib, lane, counted_at, received_at, device_id, count, reason, \
                       source, tag, twin, lane_id, state) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'held') \
                       ON CONFLICT (id) DO UPDATE \
                       SET state = 'held', reason = excluded.reason, twin = excluded.twin, settled_at = NULL";
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(lap.id)
            .bind(event.0)
            .bind(lap.bib.map_or(0, |bib| i64::from(bib.get())))
            .bind(&lap.lane.label)
            .bind(lap.counted_at.ms())
            .bind(lap.received_at.ms())
            .bind(lap.device)
            .bind(i64::from(lap.count))
            .bind(lap.reason.as_str())
            .bind(&lap.source)
            .bind(&lap.tag)
            .bind(lap.twin)
            .bind(lap.lane.id.map(|lane| lane.0))
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Writes why a lap is held now, and for which one that counts.
pub(crate) async fn set_reason(conn: &mut Conn<'_>, id: Uuid, reason: HeldReason, twin: Option<Uuid>) -> Result<()> {
    const SQL: &str = "UPDATE held_laps SET reason = $2, twin = $3 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(reason.as_str()).bind(twin).execute(c).await?; });
    Ok(())
}

/// Holds a lap again that was dismissed.
pub(crate) async fn reopen(conn: &mut Conn<'_>, id: Uuid) -> Result<()> {
    const SQL: &str = "UPDATE held_laps SET state = 'held', settled_at = NULL WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).execute(c).await?; });
    Ok(())
}

/// Settles a held lap: `counted` or `dismissed`, by a rule or by a person.
pub(crate) async fn settle(
    conn: &mut Conn<'_>,
    id: Uuid,
    state: HeldState,
    by_person: bool,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "UPDATE held_laps SET state = $2, settled_at = $3, by_person = $4 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(state.as_str()).bind(now.ms()).bind(by_person).execute(c).await?; });
    Ok(())
}
