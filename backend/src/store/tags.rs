//! Which player wears which tag, and what was read of tags.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Timestamp,
    held::HeldReason,
    ids::{EventId, PlayerId},
    limits,
    tag::{PASSING_MS, Passing, Tag},
};
use uuid::Uuid;

/// A tag with who wears it, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct TagRow {
    pub(crate) tag: String,
    pub(crate) bib: i64,
    pub(crate) name: String,
    pub(crate) since: i64,
    pub(crate) last_read_at: Option<i64>,
}

/// One assignment: who wears a tag from when on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Worn {
    pub(crate) id: Uuid,
    pub(crate) player_id: i64,
    pub(crate) since: i64,
}

/// Who wore a tag at a moment, as an expression: of all assignments the first that was not over then, so that what was read
/// before a tag was handed out is the first wearer's. One of somebody who was removed and never gave it back is none.
macro_rules! worn_at {
    ($event:literal, $tag:literal, $at:literal) => {
        concat!(
            "(SELECT w.player_id FROM tags w JOIN players q ON q.id = w.player_id AND (q.standing <> 'deleted' OR w.until_at IS NOT NULL) ",
            "WHERE w.event_id = ",
            $event,
            " AND w.tag = ",
            $tag,
            " AND (w.until_at IS NULL OR w.until_at > ",
            $at,
            ") ",
            "ORDER BY w.since, w.id LIMIT 1)"
        )
    };
}
pub(super) use worn_at;

/// A statement for tags that are worn and meet a condition, without those of players who were removed.
macro_rules! tags_where {
    ($condition:literal) => {
        concat!(
            "SELECT t.tag, p.bib, p.name, t.since, ",
            "(SELECT MAX(r.last_at) FROM tag_passings r WHERE r.event_id = t.event_id AND r.tag = t.tag) AS last_read_at ",
            "FROM tags t JOIN players p ON p.id = t.player_id AND p.standing <> 'deleted' WHERE t.until_at IS NULL AND ",
            $condition
        )
    };
}

/// All tags that are worn in an event, by bib.
pub(crate) async fn list(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<TagRow>> {
    const SQL: &str = tags_where!("t.event_id = $1 ORDER BY p.bib, t.tag");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// One tag, if somebody wears it.
pub(crate) async fn find(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<Option<TagRow>> {
    const SQL: &str = tags_where!("t.event_id = $1 AND t.tag = $2");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(tag.as_str()).fetch_optional(c).await)?)
}

/// The bib of whoever wore a tag at a moment.
pub(crate) async fn bib_at(conn: &mut Conn<'_>, event: EventId, tag: &Tag, at: Timestamp) -> Result<Option<i64>> {
    const SQL: &str =
        concat!("SELECT p.bib FROM players p WHERE p.standing <> 'deleted' AND p.id = ", worn_at!("$1", "$2", "$3"));
    Ok(on!(conn, c => {
        sqlx::query_scalar(SQL).bind(event.0).bind(tag.as_str()).bind(at.ms()).fetch_optional(c).await
    })?)
}

/// The tags that a player wears or wore.
pub(crate) async fn of_player(conn: &mut Conn<'_>, event: EventId, player: PlayerId) -> Result<Vec<String>> {
    const SQL: &str = "SELECT DISTINCT tag FROM tags WHERE event_id = $1 AND player_id = $2 ORDER BY tag";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(player.0).fetch_all(c).await)?)
}

/// Who wears a tag now, also of those who were removed.
pub(crate) async fn worn(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<Option<Worn>> {
    const SQL: &str = "SELECT id, player_id, since FROM tags WHERE event_id = $1 AND tag = $2 AND until_at IS NULL";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(tag.as_str()).fetch_optional(c).await)?)
}

/// Whether a tag is worn now, or was after some moment, by another assignment than this.
pub(crate) async fn is_worn_after(conn: &mut Conn<'_>, event: EventId, tag: &Tag, worn: Worn) -> Result<bool> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM tags WHERE event_id = $1 AND tag = $2 AND id <> $3 \
                       AND (until_at IS NULL OR until_at > $4))";
    Ok(on!(conn, c => {
        sqlx::query_scalar(SQL).bind(event.0).bind(tag.as_str()).bind(worn.id).bind(worn.since).fetch_one(c).await
    })?)
}

/// Tags that were read and that nobody wears, the one read last first: tag, reads, first and last moment.
pub(crate) async fn unknown(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<(String, i64, i64, i64)>> {
    const SQL: &str = "SELECT tag, COUNT(*), MIN(counted_at), MAX(counted_at) FROM held_laps \
                       WHERE event_id = $1 AND tag IS NOT NULL AND state = 'held' AND reason = $2 \
                       GROUP BY tag ORDER BY MAX(counted_at) DESC, tag LIMIT $3";
    let reason = HeldReason::UnknownTag.as_str();
    Ok(on!(conn, c => {
        sqlx::query_as(SQL).bind(event.0).bind(reason).bind(limits::UNKNOWN_TAGS_SHOWN).fetch_all(c).await
    })?)
}

/// Writes an assignment that lasts; one that was over lasts again.
pub(crate) async fn put(conn: &mut Conn<'_>, event: EventId, tag: &Tag, worn: Worn) -> Result<()> {
    const SQL: &str = "INSERT INTO tags (id, event_id, tag, player_id, since) VALUES ($1, $2, $3, $4, $5) \
                       ON CONFLICT (id) DO UPDATE SET until_at = NULL";
    let Worn { id, player_id, since } = worn;
    on!(conn, c => {
        sqlx::query(SQL).bind(id).bind(event.0).bind(tag.as_str()).bind(player_id).bind(since).execute(c).await?;
    });
    Ok(())
}

/// Ends an assignment.
pub(crate) async fn end(conn: &mut Conn<'_>, id: Uuid, until: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE tags SET until_at = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(until.ms()).execute(c).await?; });
    Ok(())
}

/// Removes an assignment, as if it had never been.
pub(crate) async fn remove(conn: &mut Conn<'_>, id: Uuid) -> Result<()> {
    const SQL: &str = "DELETE FROM tags WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id).execute(c).await?; });
    Ok(())
}

/// Laps of a tag that count for somebody else than who wore it when it was read.
pub(crate) async fn misplaced(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<Vec<Uuid>> {
    const SQL: &str = concat!(
        "SELECT l.id FROM laps l WHERE l.event_id = $1 AND l.tag = $2 ",
        "AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) AND l.player_id <> COALESCE(",
        worn_at!("$1", "$2", "l.counted_at"),
        ", 0) ORDER BY l.counted_at, l.id"
    );
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(tag.as_str()).fetch_all(c).await)?)
}

/// Reads of a tag that are or were held.
pub(crate) async fn reads(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<Vec<Uuid>> {
    const SQL: &str = "SELECT id FROM held_laps WHERE event_id = $1 AND tag = $2 AND bib = 0 ORDER BY counted_at, id";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(tag.as_str()).fetch_all(c).await)?)
}

/// The passing of a tag that a read at this moment may belong to.
pub(crate) async fn passing(
    conn: &mut Conn<'_>,
    event: EventId,
    tag: &Tag,
    at: Timestamp,
) -> Result<Option<(Uuid, Passing)>> {
    const SQL: &str = "SELECT id, first_at, last_at FROM tag_passings \
                       WHERE event_id = $1 AND tag = $2 AND last_at > $3 AND first_at < $4 ORDER BY last_at LIMIT 1";
    let (from, to) = (at.plus_ms(-PASSING_MS).ms(), at.plus_ms(PASSING_MS).ms());
    let row: Option<(Uuid, i64, i64)> = on!(conn, c => {
        sqlx::query_as(SQL).bind(event.0).bind(tag.as_str()).bind(from).bind(to).fetch_optional(c).await
    })?;
    Ok(row.map(|(id, first, last)| (id, Passing { first: Timestamp::from_ms(first), last: Timestamp::from_ms(last) })))
}

/// Writes a passing, new or grown.
pub(crate) async fn put_passing(
    conn: &mut Conn<'_>,
    event: EventId,
    tag: &Tag,
    id: Uuid,
    Passing { first, last }: Passing,
) -> Result<()> {
    const SQL: &str = "INSERT INTO tag_passings (id, event_id, tag, first_at, last_at) VALUES ($1, $2, $3, $4, $5) \
                       ON CONFLICT (id) DO UPDATE SET first_at = excluded.first_at, last_at = excluded.last_at \
                       WHERE tag_passings.event_id = excluded.event_id AND tag_passings.tag = excluded.tag";
    let tag = tag.as_str();
    on!(conn, c => {
        sqlx::query(SQL).bind(id).bind(event.0).bind(tag).bind(first.ms()).bind(last.ms()).execute(c).await?;
    });
    Ok(())
}
