//! SQLite's log beside its file. It keeps pages as they were, with the names that were erased since, until it is written
//! over or emptied.
//!
//! PostgreSQL's pages keep what was erased too, as do its log and its replicas. A `VACUUM` would only give the room free and
//! overwrite nothing; whoever runs the server decides how long its files are kept.

use super::{ACQUIRE_TIMEOUT, Store};
use crate::error::{Error, Result};
use sqlx_sqlite::{SqliteConnection, SqlitePool};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// How long the writer waits for readers of older pages at once. It waits where everybody waits for it, so not for long.
const READERS_WAIT_MAX: Duration = Duration::from_millis(250);
/// How often that is tried before somebody who erased is answered all the same.
const TRIES: usize = 3;

/// What is known of the log.
#[derive(Debug)]
pub(crate) struct Log {
    /// It holds what was erased.
    holds_erased: AtomicBool,
    /// It was said that it does.
    said: AtomicBool,
}

impl Store {
    /// Copies SQLite's log into its file, as far as nobody still reads older pages of it. The writer goes on meanwhile:
    /// done at its commits, as by default, the copying stopped every tap for as long as the disk took. A log that holds what
    /// was erased is emptied, for which the writer does wait.
    pub(crate) async fn checkpoint(&self) -> Result<()> {
        let Self::Sqlite { read, write, log, .. } = self else { return Ok(()) };
        if log.holds_erased.load(Ordering::Acquire) {
            log.empty(write, 1).await;
            return Ok(());
        }
        sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(read).await?;
        Ok(())
    }

    /// Empties the log after a commit that erased something. Where somebody reads older pages for long, such as a backup,
    /// [`Store::checkpoint`] goes on trying.
    pub(crate) async fn forget_erased(&self) {
        if let Self::Sqlite { write, log, .. } = self {
            log.holds_erased.store(true, Ordering::Release);
            log.empty(write, TRIES).await;
        }
    }

    /// Empties the log at the end: what lies on a disk that is given away is the database alone.
    pub(crate) async fn stop(&self) {
        if let Self::Sqlite { write, log, .. } = self {
            log.empty(write, TRIES).await;
        }
    }
}

impl Log {
    /// The log of a file that is being opened, until it was emptied.
    pub(super) const fn that_may_hold_erased() -> Self {
        Self { holds_erased: AtomicBool::new(true), said: AtomicBool::new(false) }
    }

    /// Empties it, or tries so often.
    pub(super) async fn empty(&self, write: &SqlitePool, tries: usize) {
        for _ in 0..tries {
            match empty_by(write).await {
                Ok(true) => {
                    self.holds_erased.store(false, Ordering::Release);
                    if self.said.swap(false, Ordering::AcqRel) {
                        tracing::info!("the database's log was emptied: what was erased is gone");
                    }
                    return;
                }
                Ok(false) => {}
                Err(cause) => tracing::warn!(%cause, "the database's log could not be emptied"),
            }
        }
        if self.holds_erased.load(Ordering::Acquire) && !self.said.swap(true, Ordering::AcqRel) {
            tracing::warn!(
                "what was erased still lies in the database's log, of which somebody reads older pages; it is emptied as \
                 soon as they have ended"
            );
        }
    }
}

async fn empty_by(write: &SqlitePool) -> Result<bool> {
    let mut connection = write.acquire().await?;
    wait_for(&mut connection, READERS_WAIT_MAX).await?;
    let emptied = empty(&mut connection).await;
    wait_for(&mut connection, ACQUIRE_TIMEOUT).await?;
    emptied
}

/// Empties the log; says whether that was possible now.
async fn empty(connection: &mut SqliteConnection) -> Result<bool> {
    let done = sqlx::query_as::<_, (i64, i64, i64)>("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await;
    match done {
        Ok((busy, ..)) => Ok(busy == 0),
        // Another connection is copying the log just now.
        Err(sqlx::Error::Database(cause)) if is_busy(&*cause) => Ok(false),
        Err(cause) => Err(Error::from(cause)),
    }
}

/// SQLite's `SQLITE_BUSY` and `SQLITE_LOCKED`, whatever more their extended codes say.
fn is_busy(cause: &dyn sqlx::error::DatabaseError) -> bool {
    let code = cause.code().and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| [5, 6].contains(&(code & 0xff)))
}

async fn wait_for(connection: &mut SqliteConnection, time: Duration) -> Result<()> {
    let sql = format!("PRAGMA busy_timeout = {}", time.as_millis());
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}
