//! SQL, and nothing but SQL: functions take a connection and decide nothing.
//!
//! Both engines are spoken to through their own driver. A statement is written once where both understand it (they
//! number parameters alike) and compiled for each by [`on!`]; batches differ: `UNNEST` of arrays on
//! PostgreSQL, several rows of `VALUES` on SQLite. Only the ledger opens write transactions.
//!
//! Why not sqlx's `Any`: tried beside this with 20,000 rows of three columns, median of three rounds, release build.
//! SQLite wrote 113,000 rows a second singly and 168,000 in batches of 100 through its own driver, 85,000 and 118,000
//! through `Any`; on PostgreSQL the two were alike. `Any` knows neither UUIDs (36-byte texts as keys of every lap and
//! entry, where 16 bytes do) nor arrays, and so would leave batches on both engines to JSON.

pub(crate) mod adjustments;
mod answering;
pub(crate) mod arranging;
pub(crate) mod bus;
pub(crate) mod calls;
pub(crate) mod counters;
pub(crate) mod damage;
pub(crate) mod devices;
pub(crate) mod entries;
pub(crate) mod events;
pub(crate) mod guessing;
pub(crate) mod held;
pub(crate) mod lane_names;
pub(crate) mod lanes;
pub(crate) mod laps;
pub(crate) mod listening;
mod log;
mod moment;
pub(crate) mod operators;
pub(crate) mod payments;
pub(crate) mod players;
pub(crate) mod review;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod sheets;
pub(crate) mod stations;
pub(crate) mod tags;
pub(crate) mod water;

use crate::{
    error::{Error, Result},
    private,
};
use answering::Moved;
use log::Log;
use sqlx::{Connection, pool::PoolConnection};
use sqlx_postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions, Postgres};
use sqlx_sqlite::{
    Sqlite, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::{
    fs::{File, TryLockError},
    path::Path,
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// How long a connection waits for the engine before it gives up.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(4);
/// Connections that read SQLite beside its one writer: more than cores only adds memory.
const SQLITE_READERS: u32 = 4;
/// Connections that read PostgreSQL. The writer has one of its own, so that readers never keep it waiting.
const POSTGRES_READERS: u32 = 11;
/// Connections of the one task that writes. It uses one; where the network is cut just when that is given back, the pool
/// waits for it for as long as the system does, and the next is taken.
const POSTGRES_WRITERS: u32 = 4;
/// What PostgreSQL ends by itself for the one connection that writes. A node that stops in the middle of a group holds its
/// events' chains, and all other nodes wait for them: they are refused after the first of these, and served again after the
/// last, when the stopped one's transaction is ended. The first is longer than the slowest import takes, two seconds; the
/// second than the erasure of a whole event's people, which is one statement over all its entries.
const POSTGRES_WRITE_LIMITS: [(&str, &str); 3] =
    [("lock_timeout", "3s"), ("statement_timeout", "60s"), ("idle_in_transaction_session_timeout", "5s")];
/// How soon PostgreSQL finds out that a node is gone without a word: eleven seconds, not two hours.
const POSTGRES_KEEPALIVES: [(&str, &str); 3] =
    [("tcp_keepalives_idle", "5"), ("tcp_keepalives_interval", "2"), ("tcp_keepalives_count", "3")];
/// How long is waited for another process to let go of the file, as one that is just stopping will.
const LOCK_TIME_MAX: Duration = Duration::from_secs(3);

/// The database of an installation.
#[derive(Debug, Clone)]
pub(crate) enum Store {
    /// One file beside the program: one writer, many readers.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
        /// The folder of the file.
        folder: Arc<Path>,
        /// The log beside the file.
        log: Arc<Log>,
        /// What was found to be wrong with the file when it was opened, and what to do.
        damage: Option<Arc<str>>,
        /// Held for as long as the store is open: what is kept in memory follows this process's changes alone.
        _lock: Arc<File>,
    },
    /// A server shared by any number of nodes.
    Postgres {
        write: PgPool,
        read: PgPool,
        /// When the last statement of the writer was sent.
        moved: Arc<Moved>,
    },
}

/// A connection that a store function runs on.
pub(crate) enum Conn<'c> {
    /// To SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// To PostgreSQL.
    Postgres(&'c mut PgConnection),
}

/// Runs one expression on whichever driver the connection has, or one for each.
macro_rules! on {
    ($conn:expr, $c:ident => $both:expr) => {
        match $conn {
            $crate::store::Conn::Sqlite($c) => {
                let $c = &mut **$c;
                $both
            }
            $crate::store::Conn::Postgres($c) => {
                let $c = &mut **$c;
                $both
            }
        }
    };
    ($conn:expr, sqlite $s:ident => $sqlite:expr, postgres $p:ident => $postgres:expr $(,)?) => {
        match $conn {
            $crate::store::Conn::Sqlite($s) => {
                let $s = &mut **$s;
                $sqlite
            }
            $crate::store::Conn::Postgres($p) => {
                let $p = &mut **$p;
                $postgres
            }
        }
    };
}
pub(crate) use on;

/// A connection, given back to its pool when it is dropped.
pub(crate) enum Lease {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Lease {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(c) => Conn::Sqlite(c),
            Self::Postgres(c) => Conn::Postgres(c),
        }
    }

    /// Closes the connection, and with it whatever it had begun; its pool makes another one.
    fn close(self) {
        match self {
            Self::Sqlite(c) => drop(c.detach()),
            Self::Postgres(c) => drop(c.detach()),
        }
    }
}

/// A write transaction. One that is not committed is rolled back with its connection, which is closed and never used again:
/// on a full disk SQLite rolls back by itself, and whoever goes on counting transactions then counts wrong for ever.
pub(crate) struct WriteTx {
    /// Taken by the commit, and by the end of a transaction that was not committed.
    lease: Option<Lease>,
    moved: Option<Arc<Moved>>,
}

impl WriteTx {
    /// # Panics
    /// Never: only what ends the transaction takes its connection.
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        if let Some(moved) = &self.moved {
            moved.now();
        }
        match self.lease.as_mut() {
            Some(lease) => lease.conn(),
            None => unreachable!("a transaction has its connection until it ends"),
        }
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        run(&mut self.conn(), "COMMIT").await?;
        // Back to its pool.
        drop(self.lease.take());
        Ok(())
    }

    /// Begins a part of the transaction that can be taken back alone.
    pub(crate) async fn savepoint(&mut self) -> Result<()> {
        run(&mut self.conn(), "SAVEPOINT change").await
    }

    /// Keeps the part.
    pub(crate) async fn release(&mut self) -> Result<()> {
        run(&mut self.conn(), "RELEASE SAVEPOINT change").await
    }

    /// Takes the part back.
    pub(crate) async fn roll_back_part(&mut self) -> Result<()> {
        run(&mut self.conn(), "ROLLBACK TO SAVEPOINT change").await?;
        self.release().await
    }
}

impl Drop for WriteTx {
    fn drop(&mut self) {
        if let Some(lease) = self.lease.take() {
            lease.close();
        }
    }
}

async fn run(conn: &mut Conn<'_>, sql: &'static str) -> Result<()> {
    on!(conn, c => { sqlx::query(sql).execute(c).await?; });
    Ok(())
}

impl Store {
    /// Opens the database of that address, makes it if it is a file that is not there, and migrates it.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let store = if is_postgres(url) {
            let options = PgConnectOptions::from_str(url)?.options(POSTGRES_KEEPALIVES);
            // Without limits: a migration may take its time.
            let mut connection = PgConnection::connect_with(&options).await?;
            migrated(sqlx::migrate!("../migrations/postgres").run(&mut connection).await)?;
            connection.close().await?;
            let pool = |connections| PgPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE_TIMEOUT);
            let read = pool(POSTGRES_READERS).connect_lazy_with(options.clone());
            let write = pool(POSTGRES_WRITERS).connect_with(options.options(POSTGRES_WRITE_LIMITS)).await?;
            Self::Postgres { write, read, moved: Arc::default() }
        } else {
            Self::open_sqlite(url).await?
        };
        Ok(store)
    }

    async fn open_sqlite(url: &str) -> Result<Self> {
        let path = sqlite_path(url)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        private::make_folder(folder)
            .map_err(|cause| Error::Internal(format!("cannot make the folder {}: {cause}", folder.display())))?;
        let lock = Arc::new(lock_file(path).await?);
        make_private(path, folder)?;
        let damage = damage::at_start(path).await;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .busy_timeout(ACQUIRE_TIMEOUT)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("cache_size", "-32768")
            // What is erased is overwritten, not left in a free page. It costs writing each page that becomes free once more;
            // pages that became free before this was switched on stay as they are until they are used again.
            .pragma("secure_delete", "1")
            // The log is copied into the file by [`Store::checkpoint`], beside the writer. Only if that fell far behind,
            // by 128 MiB, the writer does it itself, and everybody waits.
            .pragma("wal_autocheckpoint", "32768");
        let opened = Self::open_pools(options).await;
        // Whoever reads why it cannot be opened reads what to do about it.
        let (write, read) = match (opened, &damage) {
            (Err(cause), Some(damage)) => {
                return Err(Error::Internal(format!("{damage} It cannot be opened: {cause}")));
            }
            (opened, _) => opened?,
        };
        // A process that was killed may have left in it what it had erased.
        let log = Arc::new(Log::that_may_hold_erased());
        log.empty(&write, 1).await;
        Ok(Self::Sqlite { write, read, folder: folder.into(), log, damage: damage.map(Arc::from), _lock: lock })
    }

    async fn open_pools(options: SqliteConnectOptions) -> Result<(SqlitePool, SqlitePool)> {
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        migrated(sqlx::migrate!("../migrations/sqlite").run(&write).await)?;
        let read = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(options.pragma("query_only", "1"));
        Ok((write, read))
    }

    /// A connection that sees the database as of one moment and cannot change it, while a server may use it. The database
    /// is neither made nor migrated.
    pub(crate) async fn snapshot(url: &str) -> Result<Lease> {
        if is_postgres(url) {
            let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE_TIMEOUT);
            let mut lease = Lease::Postgres(pool.connect(url).await?.acquire().await?);
            run(&mut lease.conn(), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
            return Ok(lease);
        }
        let options = SqliteConnectOptions::new().filename(sqlite_path(url)?).busy_timeout(ACQUIRE_TIMEOUT);
        let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE_TIMEOUT);
        let pool = pool.connect_with(options.pragma("query_only", "1")).await?;
        let mut lease = Lease::Sqlite(pool.acquire().await?);
        run(&mut lease.conn(), "BEGIN").await?;
        Ok(lease)
    }

    /// A connection for reading.
    pub(crate) async fn read(&self) -> Result<Lease> {
        Ok(match self {
            Self::Sqlite { read, .. } => Lease::Sqlite(read.acquire().await?),
            Self::Postgres { read, .. } => Lease::Postgres(read.acquire().await?),
        })
    }

    /// Begins a write transaction; for the ledger alone.
    pub(crate) async fn begin(&self) -> Result<WriteTx> {
        let (lease, moved, begin) = match self {
            Self::Sqlite { write, .. } => (Lease::Sqlite(write.acquire().await?), None, "BEGIN IMMEDIATE"),
            Self::Postgres { write, moved, .. } => {
                (Lease::Postgres(write.acquire().await?), Some(moved.clone()), "BEGIN")
            }
        };
        let mut tx = WriteTx { lease: Some(lease), moved };
        run(&mut tx.conn(), begin).await?;
        Ok(tx)
    }

    /// The folder of the database, if it is on this machine.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Sqlite { folder, .. } => Some(folder),
            Self::Postgres { .. } => None,
        }
    }

    /// Whether other nodes may write to it.
    pub(crate) const fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres { .. })
    }

    /// What was found to be wrong with the database when it was opened, as a sentence that says what to do.
    pub(crate) fn damage(&self) -> Option<&str> {
        match self {
            Self::Sqlite { damage, .. } => damage.as_deref(),
            Self::Postgres { .. } => None,
        }
    }
}

fn migrated(done: std::result::Result<(), sqlx::migrate::MigrateError>) -> Result<()> {
    done.map_err(|cause| Error::Internal(format!("cannot bring the database up to date: {cause}")))
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// Copies a whole SQLite database into a new file, as of one moment, while a server writes it. The copy is on the disk
/// when this returns. The source is neither made nor migrated. One that is damaged is not copied: who has a backup of it
/// would believe it whole.
pub(crate) async fn backup(url: &str, to: &Path) -> Result<()> {
    if is_postgres(url) {
        return Err(Error::Internal("PostgreSQL is backed up with its own tools, for example pg_dump".into()));
    }
    let path = sqlite_path(url)?;
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(ACQUIRE_TIMEOUT);
    let mut source = SqliteConnection::connect_with(&options).await?;
    damage::refuse(&mut source, path).await?;
    // SQLite takes an empty file, and leaves it the rights that it has.
    private::options().create_new(true).open(to).map_err(|cause| unmade(to, &cause))?;
    let copied = sqlx::query("VACUUM INTO $1").bind(to.to_string_lossy().into_owned()).execute(&mut source).await;
    if let Err(cause) = copied {
        std::fs::remove_file(to).ok();
        return Err(cause.into());
    }
    source.close().await?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let synced = File::open(to).and_then(|copy| copy.sync_all()).and_then(|()| File::open(folder)?.sync_all());
    synced.map_err(|cause| Error::Internal(format!("cannot make sure of {}: {cause}", to.display())))
}

fn unmade(file: &Path, cause: &std::io::Error) -> Error {
    Error::Internal(format!("cannot make {}: {cause}", file.display()))
}

/// Ends of the names of what lies beside a SQLite file.
const BESIDE: [&str; 5] = ["", "-wal", "-shm", "-journal", ".lock"];

/// Makes the file if it is not there, and what is there its owner's alone. SQLite gives its log the rights of the file.
fn make_private(path: &Path, folder: &Path) -> Result<()> {
    let was_there = path.exists();
    private::options().create(true).truncate(false).open(path).map_err(|cause| unmade(path, &cause))?;
    for end in BESIDE {
        let mut beside = path.as_os_str().to_owned();
        beside.push(end);
        private::narrow(Path::new(&beside));
    }
    // A folder that somebody made for the first start has the rights that they gave it.
    if was_there && let Some(name) = path.file_name().and_then(std::ffi::OsStr::to_str) {
        let is_ours =
            |other: &str| other == "secrets" || other.strip_prefix(name).is_some_and(|end| BESIDE.contains(&end));
        private::narrow_own_folder(folder, is_ours);
    }
    Ok(())
}

/// Takes the lock beside a SQLite file; the system gives it back when the process ends, however it ends.
async fn lock_file(database: &Path) -> Result<File> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let failed =
        |cause: &dyn std::fmt::Display| Error::Internal(format!("cannot lock {}: {cause}", database.display()));
    let file = private::options().create(true).truncate(false).open(path).map_err(|cause| failed(&cause))?;
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if began.elapsed() < LOCK_TIME_MAX => sleep(Duration::from_millis(25)).await,
            Err(TryLockError::WouldBlock) => {
                let sentence = format!(
                    "{} is in use by another lapstream; stop it, or use it by its address with --url",
                    database.display()
                );
                return Err(Error::Internal(sentence));
            }
            Err(TryLockError::Error(cause)) => return Err(failed(&cause)),
        }
    }
}

/// Cuts the rows of a batch into what single statements on SQLite take: pieces of 64, and the rest in falling powers of
/// two, so that a batch needs few statements and all batches together only seven, each prepared once. The engine's
/// limit is 32,766 parameters a statement; 64 rows have about 1,000.
fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    const ROWS_MAX: usize = 64;
    std::iter::from_fn(move || {
        let size = (1 << rows.len().checked_ilog2()?).min(ROWS_MAX);
        let (piece, rest) = rows.split_at_checked(size)?;
        rows = rest;
        Some(piece)
    })
}

/// The file of a SQLite address: `sqlite://data/lapstream.db`, `sqlite:data/lapstream.db`.
pub(crate) fn sqlite_path(url: &str) -> Result<&Path> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Err(Error::Internal("DATABASE_URL must begin with sqlite:// or postgres://".into()));
    }
    Ok(Path::new(path))
}
