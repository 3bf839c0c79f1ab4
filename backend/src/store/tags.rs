//! Which player wears which tag, and what was read of tags.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Bib, Timestamp,
    held::HeldReason,
    ids::{EventId, PlayerId},
    tag::{PASSING_MS, Passing, Tag},
};
use uuid::Uuid;

/// A tag with who wears it, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct TagRow {
    pub(crate) tag: String,
    pub(crate) player_id: i64,
    pub(crate) bib: i64,
    pub(crate) name: String,
    pub(crate) since: i64,
    pub(crate) last_read_at: Option<i64>,
}

/// A statement for tags that meet a condition, without those of players who were removed.
macro_rules! tags_where {
    ($condition:literal) => {
        concat!(
            "SELECT t.tag, t.player_id, p.bib, p.name, t.since, ",
            "(SELECT MAX(r.last_at) FROM tag_passings r WHERE r.event_id = t.event_id AND r.tag = t.tag) AS last_read_at ",
            "FROM tags t JOIN players p ON p.id = t.player_id AND p.standing <> 'deleted' WHERE ",
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

/// The bib of whoever wears a tag.
pub(crate) async fn bib_of(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<Option<i64>> {
    const SQL: &str = "SELECT p.bib FROM tags t JOIN players p ON p.id = t.player_id AND p.standing <> 'deleted' \
                       WHERE t.event_id = $1 AND t.tag = $2";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(tag.as_str()).fetch_optional(c).await)?)
}

/// Who wears a tag, also of those who were removed.
pub(crate) async fn wearer(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<Option<PlayerId>> {
    const SQL: &str = "SELECT player_id FROM tags WHERE event_id = $1 AND tag = $2";
    let id: Option<i64> =
        on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(tag.as_str()).fetch_optional(c).await)?;
    Ok(id.map(PlayerId))
}

/// Tags that were read and that nobody wears, the one read last first: tag, reads, first and last moment.
pub(crate) async fn unknown(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<(String, i64, i64, i64)>> {
    const SQL: &str = "SELECT tag, COUNT(*), MIN(counted_at), MAX(counted_at) FROM held_laps \
                       WHERE event_id = $1 AND tag IS NOT NULL AND state = 'held' AND reason = $2 \
                       GROUP BY tag ORDER BY MAX(counted_at) DESC, tag";
    let reason = HeldReason::UnknownTag.as_str();
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(reason).fetch_all(c).await)?)
}

/// Gives a tag to a player, whoever wore it.
pub(crate) async fn put(
    conn: &mut Conn<'_>,
    event: EventId,
    tag: &Tag,
    player: PlayerId,
    since: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO tags (event_id, tag, player_id, since) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT (event_id, tag) DO UPDATE SET player_id = excluded.player_id, since = excluded.since";
    on!(conn, c => {
        sqlx::query(SQL).bind(event.0).bind(tag.as_str()).bind(player.0).bind(since.ms()).execute(c).await?;
    });
    Ok(())
}

/// Takes a tag off whoever wears it.
pub(crate) async fn remove(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<()> {
    const SQL: &str = "DELETE FROM tags WHERE event_id = $1 AND tag = $2";
    on!(conn, c => { sqlx::query(SQL).bind(event.0).bind(tag.as_str()).execute(c).await?; });
    Ok(())
}

/// Gives held reads of a tag that nobody wore to whoever wore it since, for good.
pub(crate) async fn settle_reads(conn: &mut Conn<'_>, event: EventId, tag: &Tag, bib: Bib) -> Result<()> {
    const SQL: &str = "UPDATE held_laps SET bib = $3 WHERE event_id = $1 AND tag = $2 AND bib = 0";
    let bib = i64::from(bib.get());
    on!(conn, c => { sqlx::query(SQL).bind(event.0).bind(tag.as_str()).bind(bib).execute(c).await?; });
    Ok(())
}

/// Reads of a tag that nobody wore when they came in, which follow whoever wears it: id, and how each stands.
pub(crate) async fn open_reads(conn: &mut Conn<'_>, event: EventId, tag: &Tag) -> Result<Vec<(Uuid, String)>> {
    const SQL: &str =
        "SELECT id, state FROM held_laps WHERE event_id = $1 AND tag = $2 AND bib = 0 ORDER BY counted_at, id";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(tag.as_str()).fetch_all(c).await)?)
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
                       ON CONFLICT (id) DO UPDATE SET first_at = excluded.first_at, last_at = excluded.last_at";
    let tag = tag.as_str();
    on!(conn, c => {
        sqlx::query(SQL).bind(id).bind(event.0).bind(tag).bind(first.ms()).bind(last.ms()).execute(c).await?;
    });
    Ok(())
}
