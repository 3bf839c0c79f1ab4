//! Payments, and those of them that were undone.

use super::{Conn, on};
use crate::error::Result;
use domain::{
    Timestamp,
    ids::{EventId, PlayerId},
    limits,
    payment::{NewPayment, PaymentKind},
};
use uuid::Uuid;

/// A payment as stored, with who paid and who took it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct PaymentRow {
    pub(crate) id: Uuid,
    pub(crate) event_id: i64,
    pub(crate) player_id: Option<i64>,
    pub(crate) kind: String,
    pub(crate) amount_minor: i64,
    pub(crate) method: String,
    pub(crate) note: Option<String>,
    pub(crate) taken_at: i64,
    pub(crate) entry_id: Uuid,
    pub(crate) bib: Option<i64>,
    pub(crate) name: Option<String>,
    /// None while the entry is not written yet, too.
    pub(crate) taken_by: Option<String>,
    pub(crate) voided: bool,
}

/// A statement for payments that meet a condition.
macro_rules! payments_where {
    ($condition:literal) => {
        concat!(
            "SELECT m.id, m.event_id, m.player_id, m.kind, m.amount_minor, m.method, m.note, m.taken_at, m.entry_id, ",
            "p.bib, p.name, e.actor_name AS taken_by, ",
            "EXISTS (SELECT 1 FROM payment_voids v WHERE v.payment_id = m.id) AS voided FROM payments m ",
            "LEFT JOIN players p ON p.id = m.player_id LEFT JOIN entries e ON e.id = m.entry_id WHERE ",
            $condition
        )
    };
}

/// One payment, of whatever event.
pub(crate) async fn find(conn: &mut Conn<'_>, id: Uuid) -> Result<Option<PaymentRow>> {
    const SQL: &str = payments_where!("m.id = $1");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

/// All payments of a player that stand, in the order in which they were taken.
pub(crate) async fn standing_of_player(conn: &mut Conn<'_>, player: PlayerId) -> Result<Vec<PaymentRow>> {
    const SQL: &str = payments_where!(
        "m.player_id = $1 AND NOT EXISTS (SELECT 1 FROM payment_voids v WHERE v.payment_id = m.id) ORDER BY m.entry_id"
    );
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(player.0).fetch_all(c).await)?)
}

/// Which payments are wanted, and from where on.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) player: Option<PlayerId>,
    pub(crate) from: Option<Timestamp>,
    pub(crate) to: Option<Timestamp>,
    /// Only payments taken before the one that this entry took.
    pub(crate) before: Option<Uuid>,
}

/// The newest payments that are wanted, also those that were undone.
pub(crate) async fn list(conn: &mut Conn<'_>, event: EventId, wanted: &Wanted, limit: i64) -> Result<Vec<PaymentRow>> {
    const SQL: &str = payments_where!(
        "m.event_id = $1 AND ($2 IS NULL OR m.player_id = $2) AND m.taken_at >= $3 AND m.taken_at < $4 \
         AND ($5 IS NULL OR m.entry_id < $5) ORDER BY m.entry_id DESC LIMIT $6"
    );
    let (from, to) = (wanted.from.map_or(i64::MIN, Timestamp::ms), wanted.to.map_or(i64::MAX, Timestamp::ms));
    let player = wanted.player.map(|player| player.0);
    Ok(on!(conn, c => sqlx::query_as(SQL)
        .bind(event.0)
        .bind(player)
        .bind(from)
        .bind(to)
        .bind(wanted.before)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Keeps a payment, taken by an entry.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    event: EventId,
    player: Option<PlayerId>,
    payment: &NewPayment,
    entry: Uuid,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO payments (id, event_id, player_id, kind, amount_minor, method, note, taken_at, entry_id) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(payment.id)
            .bind(event.0)
            .bind(player.map(|player| player.0))
            .bind(payment.kind.as_str())
            .bind(payment.amount.minor())
            .bind(payment.method.as_str())
            .bind(&payment.note)
            .bind(now.ms())
            .bind(entry)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Marks a payment as undone.
pub(crate) async fn void(conn: &mut Conn<'_>, id: Uuid, now: Timestamp) -> Result<()> {
    const SQL: &str = "INSERT INTO payment_voids (payment_id, voided_at) VALUES ($1, $2)";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// Lets a payment stand again.
pub(crate) async fn unvoid(conn: &mut Conn<'_>, id: Uuid) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM payment_voids WHERE payment_id = $1").bind(id).execute(c).await?; });
    Ok(())
}

/// What the payments of a kind that stand come to: a player's, or those of nobody in particular.
pub(crate) async fn balance(
    conn: &mut Conn<'_>,
    event: EventId,
    player: Option<PlayerId>,
    kind: PaymentKind,
) -> Result<i64> {
    const OF_PLAYER: &str = "SELECT CAST(COALESCE(SUM(m.amount_minor), 0) AS BIGINT) FROM payments m \
                             WHERE m.player_id = $1 AND m.kind = $2 \
                             AND NOT EXISTS (SELECT 1 FROM payment_voids v WHERE v.payment_id = m.id)";
    const OF_NOBODY: &str = "SELECT CAST(COALESCE(SUM(m.amount_minor), 0) AS BIGINT) FROM payments m \
                             WHERE m.event_id = $1 AND m.player_id IS NULL AND m.kind = $2 \
                             AND NOT EXISTS (SELECT 1 FROM payment_voids v WHERE v.payment_id = m.id)";
    let (sql, id) = player.map_or((OF_NOBODY, event.0), |player| (OF_PLAYER, player.0));
    Ok(on!(conn, c => sqlx::query_scalar(sql).bind(id).bind(kind.as_str()).fetch_one(c).await)?)
}

/// What everybody has paid who is registered and paid anything: bib, entry fees, donations.
pub(crate) async fn balances(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<(i64, i64, i64)>> {
    const SQL: &str = "SELECT p.bib, \
                       CAST(SUM(CASE WHEN m.kind = 'entry_fee' THEN m.amount_minor ELSE 0 END) AS BIGINT), \
                       CAST(SUM(CASE WHEN m.kind = 'donation' THEN m.amount_minor ELSE 0 END) AS BIGINT) \
                       FROM payments m JOIN players p ON p.id = m.player_id \
                       WHERE m.event_id = $1 AND p.standing <> 'deleted' \
                       AND NOT EXISTS (SELECT 1 FROM payment_voids v WHERE v.payment_id = m.id) \
                       GROUP BY p.id, p.bib ORDER BY p.bib";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// What was paid in a part of a day.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct PartRow {
    /// The number of the part since 1970.
    pub(crate) part: i64,
    pub(crate) kind: String,
    pub(crate) method: String,
    pub(crate) count: i64,
    pub(crate) amount_minor: i64,
}

/// What the payments that stand come to, by the part of the day, kind and method.
pub(crate) async fn takings(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<PartRow>> {
    const SQL: &str = "SELECT s.part, s.kind, s.method, COUNT(*) AS count, \
                       CAST(SUM(s.amount_minor) AS BIGINT) AS amount_minor FROM \
                       (SELECT m.taken_at / $2 AS part, m.kind, m.method, m.amount_minor FROM payments m \
                       WHERE m.event_id = $1 AND NOT EXISTS (SELECT 1 FROM payment_voids v WHERE v.payment_id = m.id)) s \
                       GROUP BY s.part, s.kind, s.method ORDER BY s.part, s.kind, s.method";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(limits::TAKINGS_PART_MS).fetch_all(c).await)?)
}

/// Whether an event has any payment, also one that was undone.
pub(crate) async fn are_there(conn: &mut Conn<'_>, event: EventId) -> Result<bool> {
    const SQL: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM payments WHERE event_id = $1 LIMIT 1) p";
    let count: i64 = on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).fetch_one(c).await)?;
    Ok(count > 0)
}

/// Removes the notes of a player's payments.
pub(crate) async fn erase_notes(conn: &mut Conn<'_>, player: PlayerId) -> Result<()> {
    const SQL: &str = "UPDATE payments SET note = NULL WHERE player_id = $1 AND note IS NOT NULL";
    on!(conn, c => { sqlx::query(SQL).bind(player.0).execute(c).await?; });
    Ok(())
}

/// Removes the notes of all payments of an event.
pub(crate) async fn erase_all_notes(conn: &mut Conn<'_>, event: EventId) -> Result<()> {
    const SQL: &str = "UPDATE payments SET note = NULL WHERE event_id = $1 AND note IS NOT NULL";
    on!(conn, c => { sqlx::query(SQL).bind(event.0).execute(c).await?; });
    Ok(())
}
