//! Browser sessions.

use super::{Conn, on};
use crate::error::Result;

/// A session's data and its end, in seconds since 1970, unless it has ended.
pub(crate) async fn find(conn: &mut Conn<'_>, id: &str, now_s: i64) -> Result<Option<(String, i64)>> {
    const SQL: &str = "SELECT data, expires_at_s FROM sessions WHERE id = $1 AND expires_at_s > $2";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(id).bind(now_s).fetch_optional(c).await)?)
}

/// Makes a session; returns whether the id was free.
pub(crate) async fn create(conn: &mut Conn<'_>, id: &str, data: &str, expires_at_s: i64) -> Result<bool> {
    const SQL: &str = "INSERT INTO sessions (id, data, expires_at_s) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    Ok(on!(conn, c => sqlx::query(SQL).bind(id).bind(data).bind(expires_at_s).execute(c).await?.rows_affected()) == 1)
}

/// Writes a session, whether it is there or not.
pub(crate) async fn save(conn: &mut Conn<'_>, id: &str, data: &str, expires_at_s: i64) -> Result<()> {
    const SQL: &str = "INSERT INTO sessions (id, data, expires_at_s) VALUES ($1, $2, $3) \
                       ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at_s = excluded.expires_at_s";
    on!(conn, c => { sqlx::query(SQL).bind(id).bind(data).bind(expires_at_s).execute(c).await?; });
    Ok(())
}

/// Ends a session.
pub(crate) async fn delete(conn: &mut Conn<'_>, id: &str) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM sessions WHERE id = $1").bind(id).execute(c).await?; });
    Ok(())
}

/// Forgets sessions that have ended.
pub(crate) async fn delete_ended(conn: &mut Conn<'_>, now_s: i64) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM sessions WHERE expires_at_s <= $1").bind(now_s).execute(c).await?; });
    Ok(())
}
