//! Operators, wrong PINs, and operators' tokens that were signed out.

use super::{Conn, on};
use crate::{
    error::{Result, on_unique},
    records::{OperatorRecord, Stamp},
};
use domain::{
    Problem, Role, Timestamp,
    ids::OperatorId,
    operator::{Ceiling, OperatorView},
    refusal,
};

#[derive(sqlx::FromRow)]
struct OperatorRow {
    id: i64,
    name: String,
    role: String,
    sign_in_no: i64,
    created_at: i64,
    last_login_at: Option<i64>,
    retired_at: Option<i64>,
    stamp: String,
    stamped_at: Option<i64>,
}

impl From<OperatorRow> for OperatorRecord {
    fn from(row: OperatorRow) -> Self {
        let view = OperatorView {
            id: OperatorId(row.id),
            name: row.name,
            // An unknown role can only be a newer version's: it may look and nothing else.
            role: Role::parse(&row.role).unwrap_or(Role::Viewer),
            created_at: Timestamp::from_ms(row.created_at),
            last_login_at: row.last_login_at.map(Timestamp::from_ms),
            retired_at: row.retired_at.map(Timestamp::from_ms),
        };
        let stamp = Stamp { part: row.stamp, given_at: row.stamped_at.map(Timestamp::from_ms) };
        Self { view, sign_in_no: row.sign_in_no, stamp }
    }
}

/// A PIN as it is kept.
pub(crate) struct PinHashes {
    /// The keyed hash by which it is found.
    pub(crate) key: Vec<u8>,
    /// The slow one, in the PHC string format.
    pub(crate) hash: String,
}

/// All operators, also those who are retired.
pub(crate) async fn list(conn: &mut Conn<'_>) -> Result<Vec<OperatorRecord>> {
    const SQL: &str = "SELECT id, name, role, sign_in_no, created_at, last_login_at, retired_at, stamp, stamped_at \
                       FROM operators ORDER BY id";
    let rows: Vec<OperatorRow> = on!(conn, c => sqlx::query_as(SQL).fetch_all(c).await)?;
    Ok(rows.into_iter().map(OperatorRecord::from).collect())
}

/// One operator.
pub(crate) async fn find(conn: &mut Conn<'_>, id: OperatorId) -> Result<Option<OperatorRecord>> {
    const SQL: &str = "SELECT id, name, role, sign_in_no, created_at, last_login_at, retired_at, stamp, stamped_at \
                       FROM operators WHERE id = $1";
    let row: Option<OperatorRow> = on!(conn, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await)?;
    Ok(row.map(OperatorRecord::from))
}

/// The operator whose PIN has that key, with the hash to verify it against.
pub(crate) async fn find_by_pin(conn: &mut Conn<'_>, key: &[u8]) -> Result<Option<(OperatorId, String)>> {
    const SQL: &str = "SELECT id, pin_hash FROM operators WHERE pin_key = $1 AND retired_at IS NULL";
    let row: Option<(i64, String)> = on!(conn, c => sqlx::query_as(SQL).bind(key).fetch_optional(c).await)?;
    Ok(row.map(|(id, hash)| (OperatorId(id), hash)))
}

/// How many operators are not retired.
pub(crate) async fn count_active(conn: &mut Conn<'_>) -> Result<i64> {
    const SQL: &str = "SELECT COUNT(*) FROM operators WHERE retired_at IS NULL";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).fetch_one(c).await)?)
}

fn pin_in_use() -> Problem {
    Problem::from(refusal::PinTaken)
}

/// Makes an operator; a PIN that somebody has is refused.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    name: &str,
    role: Role,
    pin: &PinHashes,
    stamp: &Stamp,
    now: Timestamp,
) -> Result<OperatorId> {
    const SQL: &str = "INSERT INTO operators (name, role, pin_key, pin_hash, created_at, stamp) \
                       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let id = on!(conn, c => sqlx::query_scalar(SQL)
        .bind(name)
        .bind(role.as_str())
        .bind(&pin.key)
        .bind(&pin.hash)
        .bind(now.ms())
        .bind(&stamp.part)
        .fetch_one(c)
        .await);
    Ok(OperatorId(id.map_err(|error| on_unique(error, pin_in_use))?))
}

/// Changes an operator's name and role.
pub(crate) async fn update(conn: &mut Conn<'_>, id: OperatorId, name: &str, role: Role) -> Result<()> {
    const SQL: &str = "UPDATE operators SET name = $2, role = $3 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(name).bind(role.as_str()).execute(c).await?; });
    Ok(())
}

/// Gives an operator another PIN; one that somebody has is refused.
pub(crate) async fn set_pin(conn: &mut Conn<'_>, id: OperatorId, pin: &PinHashes) -> Result<()> {
    const SQL: &str = "UPDATE operators SET pin_key = $2, pin_hash = $3 WHERE id = $1";
    let done: Result<_, sqlx::Error> = on!(conn, c => sqlx::query(SQL)
        .bind(id.0)
        .bind(&pin.key)
        .bind(&pin.hash)
        .execute(c)
        .await
        .map(drop));
    done.map_err(|error| on_unique(error, pin_in_use))
}

/// Ends what an operator's sessions and tokens are worth. With a new stamp, for a backup that is restored sets the number
/// back.
pub(crate) async fn end_sessions(conn: &mut Conn<'_>, id: OperatorId, stamp: &Stamp) -> Result<()> {
    const SQL: &str = "UPDATE operators SET sign_in_no = sign_in_no + 1, stamp = $2, stamped_at = NULL WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(&stamp.part).execute(c).await?; });
    Ok(())
}

/// Gives an operator's row its stamp.
pub(crate) async fn stamp(conn: &mut Conn<'_>, id: OperatorId, stamp: &Stamp) -> Result<()> {
    const SQL: &str = "UPDATE operators SET stamp = $2, stamped_at = $3 WHERE id = $1";
    let given_at = stamp.given_at.map(Timestamp::ms);
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(&stamp.part).bind(given_at).execute(c).await?; });
    Ok(())
}

/// Ends an operator's rights and forgets the PIN.
pub(crate) async fn retire(conn: &mut Conn<'_>, id: OperatorId, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE operators SET retired_at = $2, pin_key = NULL, pin_hash = NULL WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// Writes when an operator last signed in.
pub(crate) async fn logged_in(conn: &mut Conn<'_>, id: OperatorId, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE operators SET last_login_at = $2 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// What is known of a source of PINs.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(crate) struct Failures {
    /// Wrong ones in a row.
    pub(crate) in_a_row: i64,
    /// When the last one was.
    pub(crate) last_at: i64,
    /// When somebody last enrolled or signed in from there.
    pub(crate) known_at: Option<i64>,
    /// Wrong ones over a longer while, whatever was right between them: how full the bucket was, and when.
    level_ms: i64,
    level_at: i64,
}

impl Failures {
    /// Wrong ones over a longer while.
    pub(crate) fn lately(&self) -> Ceiling {
        Ceiling { level_ms: self.level_ms, at: Timestamp::from_ms(self.level_at) }
    }
}

/// What is known of a source of PINs, if it was heard of.
pub(crate) async fn failures(conn: &mut Conn<'_>, source: &str) -> Result<Option<Failures>> {
    const SQL: &str =
        "SELECT failures AS in_a_row, last_at, known_at, level_ms, level_at FROM pin_failures WHERE source = $1";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(source).fetch_optional(c).await)?)
}

/// Notes that a source was wrong for the so manieth time in a row, and how often that was lately.
pub(crate) async fn note_failure(
    conn: &mut Conn<'_>,
    source: &str,
    failures: u32,
    lately: Ceiling,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO pin_failures (source, failures, last_at, level_ms, level_at) VALUES ($1, $2, $3, $4, $5) \
                       ON CONFLICT (source) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, \
                       level_ms = excluded.level_ms, level_at = excluded.level_at";
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(source)
            .bind(i64::from(failures))
            .bind(now.ms())
            .bind(lately.level_ms)
            .bind(lately.at.ms())
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Notes that somebody signed in from a source.
pub(crate) async fn note_success(conn: &mut Conn<'_>, source: &str, now: Timestamp) -> Result<()> {
    const SQL: &str = "INSERT INTO pin_failures (source, failures, last_at, known_at) VALUES ($1, 0, $2, $2) \
                       ON CONFLICT (source) DO UPDATE SET failures = 0, known_at = excluded.known_at";
    on!(conn, c => { sqlx::query(SQL).bind(source).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// Notes that a source is known, whatever was wrong there.
pub(crate) async fn note_known(conn: &mut Conn<'_>, source: &str, now: Timestamp) -> Result<()> {
    const SQL: &str = "INSERT INTO pin_failures (source, failures, last_at, known_at) VALUES ($1, 0, $2, $2) \
                       ON CONFLICT (source) DO UPDATE SET known_at = excluded.known_at";
    on!(conn, c => { sqlx::query(SQL).bind(source).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// The wrong PINs of all sources under a ceiling together.
pub(crate) async fn ceiling(conn: &mut Conn<'_>, name: &str) -> Result<Ceiling> {
    const SQL: &str = "SELECT level_ms, at FROM pin_ceilings WHERE name = $1";
    let row: Option<(i64, i64)> = on!(conn, c => sqlx::query_as(SQL).bind(name).fetch_optional(c).await)?;
    Ok(row.map_or(Ceiling::EMPTY, |(level_ms, at)| Ceiling { level_ms, at: Timestamp::from_ms(at) }))
}

/// Keeps the wrong PINs of all sources under a ceiling together.
pub(crate) async fn set_ceiling(conn: &mut Conn<'_>, name: &str, ceiling: Ceiling) -> Result<()> {
    const SQL: &str = "INSERT INTO pin_ceilings (name, level_ms, at) VALUES ($1, $2, $3) \
                       ON CONFLICT (name) DO UPDATE SET level_ms = excluded.level_ms, at = excluded.at";
    on!(conn, c => { sqlx::query(SQL).bind(name).bind(ceiling.level_ms).bind(ceiling.at.ms()).execute(c).await?; });
    Ok(())
}

/// Keeps that a token was signed out, until it would have ended.
pub(crate) async fn end_token(conn: &mut Conn<'_>, id: &str, expires_at: Timestamp) -> Result<()> {
    const SQL: &str = "INSERT INTO ended_tokens (id, expires_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(expires_at.ms()).execute(c).await?; });
    Ok(())
}

/// The tokens that were signed out.
pub(crate) async fn ended_tokens(conn: &mut Conn<'_>) -> Result<Vec<String>> {
    Ok(on!(conn, c => sqlx::query_scalar("SELECT id FROM ended_tokens").fetch_all(c).await)?)
}

/// Forgets tokens that have ended by now, and sources that were neither wrong nor right since the given moments.
pub(crate) async fn delete_ended(
    conn: &mut Conn<'_>,
    now: Timestamp,
    wrong_before: Timestamp,
    known_before: Timestamp,
) -> Result<()> {
    const SOURCES: &str = "DELETE FROM pin_failures WHERE last_at < $1 AND (known_at IS NULL OR known_at < $2)";
    on!(conn, c => {
        sqlx::query("DELETE FROM ended_tokens WHERE expires_at <= $1").bind(now.ms()).execute(&mut *c).await?;
        sqlx::query(SOURCES).bind(wrong_before.ms()).bind(known_before.ms()).execute(c).await?;
    });
    Ok(())
}
