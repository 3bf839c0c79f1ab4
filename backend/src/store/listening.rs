//! PostgreSQL tells nodes of each other's commits: a notice a chain, sent by the transaction that extends it and heard
//! once that is durable.

use super::{ACQUIRE_TIMEOUT, Conn, Store};
use crate::error::Result;
use sqlx_postgres::{PgListener, PgPoolOptions};

/// The channel of the notices. Nodes of older versions neither send nor hear them, and are heard of by looking.
const CHANNEL: &str = "lapstream_entries";

/// Has other nodes told of the new ends of chains, once the transaction is durable. SQLite has one node.
pub(crate) async fn tell(conn: &mut Conn<'_>, ends: &[(i64, i64)]) -> Result<()> {
    const SQL: &str = "SELECT pg_notify($1, e.chain || ' ' || e.seq) \
                       FROM UNNEST($2::bigint[], $3::bigint[]) AS e (chain, seq)";
    let Conn::Postgres(c) = conn else { return Ok(()) };
    let (chains, seqs): (Vec<i64>, Vec<i64>) = ends.iter().copied().unzip();
    sqlx::query(SQL).bind(CHANNEL).bind(chains).bind(seqs).execute(&mut **c).await?;
    Ok(())
}

/// Hears what nodes tell, this one too.
pub(crate) struct Notices(PgListener);

impl Notices {
    /// Begins to listen, on a connection of its own; none with SQLite.
    pub(crate) async fn listen(store: &Store) -> Result<Option<Self>> {
        let Store::Postgres { read, .. } = store else { return Ok(None) };
        let options = (*read.connect_options()).clone();
        let pool = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let mut listener =
            PgListener::connect_with(&pool.acquire_timeout(ACQUIRE_TIMEOUT).connect_with(options).await?).await?;
        listener.listen(CHANNEL).await?;
        Ok(Some(Self(listener)))
    }

    /// The next chain that has grown, and its end; none if the connection was lost meanwhile, and with it notices perhaps.
    /// It is made anew by the next call.
    pub(crate) async fn next(&mut self) -> Result<Option<(i64, i64)>> {
        let Some(notice) = self.0.try_recv().await? else { return Ok(None) };
        let end = notice.payload().split_once(' ');
        Ok(end.and_then(|(chain, seq)| Some((chain.parse().ok()?, seq.parse().ok()?))))
    }
}
