//! How far each chain went out over the bus, and which node sends it.

use super::{ACQUIRE_TIMEOUT, Conn, Store, on};
use crate::error::Result;
use sqlx::Connection;
use sqlx_postgres::PgConnection;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// The advisory lock of PostgreSQL that the node which publishes holds. Any number does, as long as it stays.
const PUBLISHER: i64 = 0x6c61_7073_0000_0005;

/// For how long a node that says nothing keeps the right to publish.
const LEASE: Duration = Duration::from_secs(15);

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

/// The right to publish, which is lent: it ends when it is dropped, and when its node shows no sign of life for
/// [`LEASE`]. SQLite has one process, which has it.
pub(crate) struct Lead {
    connection: Option<PgConnection>,
    seen_at: Instant,
}

impl Lead {
    /// Takes the right, unless another node has it. It is tied to a connection of its own, which the database ends where it is
    /// not used: a node that was stopped in its tracks keeps its connections, but asks nothing.
    pub(crate) async fn take(store: &Store) -> Result<Option<Self>> {
        const SQL: &str = "SELECT pg_try_advisory_lock($1)";
        let Store::Postgres { write, .. } = store else {
            return Ok(Some(Self { connection: None, seen_at: Instant::now() }));
        };
        let lease_ms = LEASE.as_millis().to_string();
        let options = (*write.connect_options()).clone().options([("idle_session_timeout", lease_ms)]);
        let taking = async {
            let mut connection = PgConnection::connect_with(&options).await?;
            let taken: bool = sqlx::query_scalar(SQL).bind(PUBLISHER).fetch_one(&mut connection).await?;
            Ok::<_, sqlx::Error>(taken.then(|| Self { connection: Some(connection), seen_at: Instant::now() }))
        };
        Ok(timeout(ACQUIRE_TIMEOUT, taking).await.map_err(|_| sqlx::Error::PoolTimedOut)??)
    }

    /// Renews the right if it is time to, and makes sure that it was not lost.
    pub(crate) async fn keep(&mut self) -> Result<()> {
        if self.seen_at.elapsed() < LEASE / 3 {
            return Ok(());
        }
        if let Some(connection) = &mut self.connection {
            timeout(ACQUIRE_TIMEOUT, connection.ping()).await.map_err(|_| sqlx::Error::PoolTimedOut)??;
        }
        self.seen_at = Instant::now();
        Ok(())
    }
}
