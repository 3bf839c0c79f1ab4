//! Addresses that are shut out.

use super::{Conn, on};
use crate::{error::Result, records::ShutOutRecord};
use domain::{Timestamp, ids::ShutOutId};

#[derive(sqlx::FromRow)]
struct ShutOutRow {
    id: i64,
    network: String,
    since: i64,
    until: i64,
}

impl ShutOutRow {
    /// The record; none for a network that a newer version wrote in a way of its own.
    fn record(self) -> Option<ShutOutRecord> {
        let Self { id, network, since, until } = self;
        let (since, until) = (Timestamp::from_ms(since), Timestamp::from_ms(until));
        Some(ShutOutRecord { id: ShutOutId(id), network: network.parse().ok()?, since, until })
    }
}

/// All that are kept, also those that have ended and are not forgotten yet.
pub(crate) async fn list(conn: &mut Conn<'_>) -> Result<Vec<ShutOutRecord>> {
    const SQL: &str = "SELECT id, network, since, until FROM shut_outs ORDER BY id";
    let rows: Vec<ShutOutRow> = on!(conn, c => sqlx::query_as(SQL).fetch_all(c).await)?;
    Ok(rows.into_iter().filter_map(ShutOutRow::record).collect())
}

/// One of them.
pub(crate) async fn find(conn: &mut Conn<'_>, id: ShutOutId) -> Result<Option<ShutOutRecord>> {
    const SQL: &str = "SELECT id, network, since, until FROM shut_outs WHERE id = $1";
    let row: Option<ShutOutRow> = on!(conn, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await)?;
    Ok(row.and_then(ShutOutRow::record))
}

/// Shuts a network out.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    network: &str,
    since: Timestamp,
    until: Timestamp,
) -> Result<ShutOutId> {
    const SQL: &str = "INSERT INTO shut_outs (network, since, until) VALUES ($1, $2, $3) RETURNING id";
    let id = on!(conn, c => sqlx::query_scalar(SQL)
        .bind(network)
        .bind(since.ms())
        .bind(until.ms())
        .fetch_one(c)
        .await)?;
    Ok(ShutOutId(id))
}

/// Forgets one of them.
pub(crate) async fn delete(conn: &mut Conn<'_>, id: ShutOutId) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM shut_outs WHERE id = $1").bind(id.0).execute(c).await?; });
    Ok(())
}

/// Forgets those that have ended.
pub(crate) async fn delete_ended(conn: &mut Conn<'_>, now: Timestamp) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM shut_outs WHERE until <= $1").bind(now.ms()).execute(c).await?; });
    Ok(())
}
