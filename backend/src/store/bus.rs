//! How far each chain went out over the bus, and which node sends it.

use super::{ACQUIRE_TIMEOUT, Conn, Store, on};
use crate::error::Result;
use sqlx::Connection;
use sqlx_postgres::PgConnection;
use tokio::time::timeout;

/// The advisory lock of PostgreSQL that the node which publishes holds. Any number does, as long as it stays.
const PUBLISHER: i64 = 0x6c61_7073_0000_0005;

/// How far a chain went out.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Cursor {
    pub(crate) chain: i64,
    /// The place in the chain of the last entry that went out.
    pub(crate) seq: i64,
    /// The stream that it went to.
    pub(crate) stream: String,
    /// Its place in that stream.
    pub(crate) stream_seq: i64,
}

/// The cursor of a chain, once it was written.
pub(crate) async fn find(conn: &mut Conn<'_>, chain: i64) -> Result<Option<Cursor>> {
    const SQL: &str = "SELECT chain, seq, stream, stream_seq FROM bus_cursors WHERE chain = $1";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(chain).fetch_optional(c).await)?)
}

/// Writes a cursor.
pub(crate) async fn save(conn: &mut Conn<'_>, cursor: &Cursor) -> Result<()> {
    const SQL: &str = "INSERT INTO bus_cursors (chain, seq, stream, stream_seq) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (chain) DO UPDATE SET seq = $2, stream = $3, stream_seq = $4";
    let Cursor { chain, seq, stream, stream_seq } = cursor;
    on!(conn, c => { sqlx::query(SQL).bind(chain).bind(seq).bind(stream).bind(stream_seq).execute(c).await?; });
    Ok(())
}

/// How many entries of all chains lie after the cursors.
pub(crate) async fn behind(conn: &mut Conn<'_>) -> Result<i64> {
    const SQL: &str = "SELECT CAST(COALESCE(SUM(c.seq - COALESCE(b.seq, 0)), 0) AS BIGINT) \
         FROM chains c LEFT JOIN bus_cursors b ON b.chain = c.id";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).fetch_one(c).await)?)
}

/// The right to publish, given back when it is dropped. SQLite has one process, which has it.
pub(crate) struct Lead(Option<PgConnection>);

impl Lead {
    /// Takes the right, unless another node has it. It ends with a connection of its own, on which the database looks for
    /// life every few seconds, so that a node which lost its network does not keep it.
    pub(crate) async fn take(store: &Store) -> Result<Option<Self>> {
        const SQL: &str = "SELECT pg_try_advisory_lock($1)";
        let Store::Postgres { write, .. } = store else { return Ok(Some(Self(None))) };
        let options = (*write.connect_options()).clone();
        let taking = async {
            let mut connection = PgConnection::connect_with(&options).await?;
            let taken: bool = sqlx::query_scalar(SQL).bind(PUBLISHER).fetch_one(&mut connection).await?;
            Ok::<_, sqlx::Error>(taken.then_some(Self(Some(connection))))
        };
        Ok(timeout(ACQUIRE_TIMEOUT, taking).await.map_err(|_| sqlx::Error::PoolTimedOut)??)
    }

    /// Makes sure that the right was not lost.
    pub(crate) async fn check(&mut self) -> Result<()> {
        if let Some(connection) = &mut self.0 {
            timeout(ACQUIRE_TIMEOUT, connection.ping()).await.map_err(|_| sqlx::Error::PoolTimedOut)??;
        }
        Ok(())
    }
}
