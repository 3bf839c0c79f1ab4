//! Whether the pages of a SQLite file are whole. A disk that fails, or a stick that is pulled out, overwrites some of them;
//! SQLite finds out where it reads just these, perhaps hours later.
//!
//! PostgreSQL looks after its pages by itself, by checksums and `amcheck`, which are its administrator's matter.

use super::{ACQUIRE_TIMEOUT, Conn, Store, is_postgres, sqlite_path};
use crate::error::{Error, Result};
use sqlx::Connection;
use sqlx_sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use std::{path::Path, time::Duration};
use tokio::time::timeout;

/// How long a start waits for the quick look: it reads 100 MB in about a second. A larger file is looked through beside
/// the start, which must not keep a race waiting.
const START_WAIT_MAX: Duration = Duration::from_secs(2);
/// How many faults are named: the first ones tell a page from a file.
const FAULTS_MAX: usize = 3;

/// The quick look finds every page that cannot be read; it does not compare indexes with their tables.
const QUICK: &str = "PRAGMA quick_check(3)";
/// The whole one does.
const WHOLE: &str = "PRAGMA integrity_check(3)";

/// Looks through a file quickly before it is opened; returns what is wrong as a sentence that says what to do. It is not
/// refused: at four in the morning a page of last year's event must not keep tonight's laps from being counted, and where
/// nothing can be counted the start fails by itself.
pub(super) async fn at_start(path: &Path) -> Option<String> {
    if !path.exists() {
        return None;
    }
    let path = path.to_owned();
    let looking = tokio::spawn(async move {
        let found = look(&path).await?;
        tracing::error!("{found}");
        Some(found)
    });
    timeout(START_WAIT_MAX, looking).await.ok()?.ok()?
}

async fn look(path: &Path) -> Option<String> {
    // Beside the writer, whose log and lock it must see. A backup that was put in the place of the database has no log yet:
    // with one, whoever reads for long keeps nobody from writing.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(ACQUIRE_TIMEOUT)
        .journal_mode(SqliteJournalMode::Wal)
        .pragma("query_only", "1");
    let found = match SqliteConnection::connect_with(&options).await {
        Ok(mut connection) => {
            let found = faults(&mut connection, QUICK).await;
            connection.close().await.ok();
            found
        }
        Err(cause) => as_fault(cause),
    };
    match found {
        Ok(faults) => faults.map(|faults| sentence(path, &faults)),
        Err(cause) => {
            tracing::warn!(%cause, "the database could not be looked through for damage");
            None
        }
    }
}

/// Looks through all of a database; returns what is wrong as a sentence that says what to do.
///
/// # Errors
/// If the database cannot be read at all.
pub(crate) async fn find(url: &str) -> Result<Option<String>> {
    if is_postgres(url) {
        return Ok(None);
    }
    let faults = match Store::snapshot(url).await {
        Ok(mut lease) => match lease.conn() {
            Conn::Sqlite(connection) => faults(connection, WHOLE).await?,
            Conn::Postgres(_) => None,
        },
        Err(Error::Store(cause)) if is_damage(&cause) => Some(message(&cause)),
        Err(cause) => return Err(cause),
    };
    Ok(match faults {
        Some(faults) => Some(sentence(sqlite_path(url)?, &faults)),
        None => None,
    })
}

/// The same on a connection that is there.
pub(super) async fn refuse(connection: &mut SqliteConnection, path: &Path) -> Result<()> {
    match faults(connection, WHOLE).await? {
        Some(faults) => Err(Error::Internal(sentence(path, &faults))),
        None => Ok(()),
    }
}

async fn faults(connection: &mut SqliteConnection, check: &'static str) -> Result<Option<String>> {
    match sqlx::query_scalar::<_, String>(check).fetch_all(connection).await {
        Ok(lines) if lines.iter().all(|line| line == "ok") => Ok(None),
        Ok(lines) => {
            // Of which database it is, a line of stars says.
            let faults = lines.iter().flat_map(|line| line.lines()).filter(|line| !line.starts_with('*'));
            Ok(Some(faults.take(FAULTS_MAX).collect::<Vec<_>>().join("; ")))
        }
        Err(cause) => as_fault(cause),
    }
}

/// A file that is too damaged to be looked through.
fn as_fault(cause: sqlx::Error) -> Result<Option<String>> {
    if is_damage(&cause) { Ok(Some(message(&cause))) } else { Err(cause.into()) }
}

fn message(cause: &sqlx::Error) -> String {
    cause.as_database_error().map_or_else(|| cause.to_string(), |cause| cause.message().to_owned())
}

/// SQLite's `SQLITE_CORRUPT` and `SQLITE_NOTADB`, whatever more their extended codes say.
fn is_damage(cause: &sqlx::Error) -> bool {
    let sqlx::Error::Database(cause) = cause else { return false };
    let code = cause.code().and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| [11, 26].contains(&(code & 0xff)))
}

fn sentence(path: &Path, faults: &str) -> String {
    let file = path.display();
    format!(
        "The database {file} is DAMAGED ({faults}). Stop LapStream as soon as the race allows it, copy the file's whole \
         folder to another disk, and put the newest backup that is whole in the place of {file}, without {file}-wal and \
         {file}-shm beside it. Tablets send again what that lacks. `lapstream audit verify` says whether a file is whole."
    )
}
