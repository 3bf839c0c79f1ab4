//! What belongs to the installation.

use super::{Conn, on};
use crate::error::Result;

/// A setting's value.
pub(crate) async fn find(conn: &mut Conn<'_>, key: &str) -> Result<Option<String>> {
    const SQL: &str = "SELECT value FROM settings WHERE key = $1";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(key).fetch_optional(c).await)?)
}

/// Sets a value unless there is one.
pub(crate) async fn create(conn: &mut Conn<'_>, key: &str, value: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
    on!(conn, c => { sqlx::query(SQL).bind(key).bind(value).execute(c).await?; });
    Ok(())
}

/// Sets a value, whatever it was.
pub(crate) async fn set(conn: &mut Conn<'_>, key: &str, value: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2";
    on!(conn, c => { sqlx::query(SQL).bind(key).bind(value).execute(c).await?; });
    Ok(())
}

/// Forgets a setting.
pub(crate) async fn delete(conn: &mut Conn<'_>, key: &str) -> Result<()> {
    const SQL: &str = "DELETE FROM settings WHERE key = $1";
    on!(conn, c => { sqlx::query(SQL).bind(key).execute(c).await?; });
    Ok(())
}
