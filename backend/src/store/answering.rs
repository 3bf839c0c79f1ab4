//! Whether PostgreSQL answers at all.
//!
//! A network that is cut says nothing: a statement under way then waits for a quarter of an hour, until the system gives up.
//! How long a statement may take is no measure, because some take a minute. So while one takes long, the database is asked
//! for a sign of life on another connection.

use super::Store;
use sqlx::Connection;
use sqlx_postgres::{PgConnectOptions, PgConnection};
use std::{
    pin::pin,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, timeout, timeout_at};

/// How long a statement may take before the database is asked whether it is there.
const LOOK_AFTER: Duration = Duration::from_secs(2);
/// How long it may take to answer that.
const ANSWER_TIME_MAX: Duration = Duration::from_millis(1_500);
/// How long one statement may take in the end: more than the database itself allows it.
const STATEMENT_TIME_MAX: Duration = Duration::from_secs(70);

/// When something moved last.
#[derive(Debug)]
pub(crate) struct Moved(Mutex<Instant>);

impl Default for Moved {
    fn default() -> Self {
        Self(Mutex::new(Instant::now()))
    }
}

impl Moved {
    /// It moves now.
    pub(super) fn now(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn at(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Does some work for as long as the database answers; none if it does not any more, and the work is broken off.
    pub(crate) async fn while_it_answers<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let Self::Postgres { write, moved, .. } = self else { return Some(work.await) };
        let mut work = pin!(work);
        moved.now();
        let mut look_at = Instant::now();
        loop {
            if let Ok(done) = timeout_at((moved.at() + LOOK_AFTER).max(look_at), &mut work).await {
                return Some(done);
            }
            let still = moved.at().elapsed();
            if still < LOOK_AFTER {
                continue;
            }
            let options = write.connect_options();
            let answers = tokio::select! {
                done = &mut work => return Some(done),
                answers = timeout(ANSWER_TIME_MAX, is_there(&options)) => answers.unwrap_or(false),
            };
            if !answers || still > STATEMENT_TIME_MAX {
                return None;
            }
            look_at = Instant::now() + LOOK_AFTER;
        }
    }
}

async fn is_there(options: &PgConnectOptions) -> bool {
    match PgConnection::connect_with(options).await {
        Ok(connection) => connection.close().await.is_ok(),
        // A database that refuses one more connection is there.
        Err(sqlx::Error::Database(_)) => true,
        Err(_) => false,
    }
}
