//! What tests need around the program. Databases: a SQLite file, or a database in a PostgreSQL cluster that this process
//! starts once, on loopback, and that is thrown away when the process ends, however it ends. And [`Nats`], as many as
//! are asked for.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot get its database must fail at once"
)]

mod nats;

pub use nats::Nats;

use sqlx::{AssertSqlSafe, Connection};
use sqlx_postgres::PgConnection;
use sqlx_sqlite::SqliteConnection;
use std::{
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};
use tempfile::TempDir;

/// Makes two tests of one function that takes a [`Database`]: one on each engine.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {
        $(mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name($crate::Database::sqlite()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name($crate::Database::postgres().await).await;
            }
        })*
    };
}

/// A fresh, empty database of a test's own.
pub struct Database {
    /// Its address, as `DATABASE_URL` takes it.
    pub url: String,
    /// A folder of the test's own, which holds the SQLite file; gone with this value.
    pub folder: TempDir,
}

impl Database {
    /// A SQLite file that is not there yet.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite://{}/lapstream.db", folder.path().display()), folder }
    }

    /// The same, in a file system in memory where the system has one: for tests that write much and never cut the power.
    pub fn sqlite_in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        Self { url: format!("sqlite://{}/lapstream.db", folder.path().display()), folder }
    }

    /// An empty database in this process's cluster.
    pub async fn postgres() -> Self {
        let port = tokio::task::spawn_blocking(cluster_port).await.unwrap();
        Self::in_cluster(&format!("postgres://postgres@127.0.0.1:{port}"), "").await
    }

    async fn in_cluster(server: &str, made_how: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        let sql = format!("CREATE DATABASE {name}{made_how}");
        sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        Self { url: format!("{server}/{name}"), folder: tempfile::tempdir().unwrap() }
    }

    /// Runs a statement behind the program's back.
    ///
    /// # Errors
    /// If the database refuses it.
    pub async fn execute(&self, sql: &'static str) -> Result<(), sqlx::Error> {
        if self.is_postgres() {
            sqlx::query(sql).execute(&mut PgConnection::connect(&self.url).await?).await.map(drop)
        } else {
            sqlx::query(sql).execute(&mut SqliteConnection::connect(&self.url).await?).await.map(drop)
        }
    }

    /// The number that a query answers with.
    ///
    /// # Errors
    /// If the database refuses it.
    pub async fn number(&self, sql: &'static str) -> Result<i64, sqlx::Error> {
        if self.is_postgres() {
            sqlx::query_scalar(sql).fetch_one(&mut PgConnection::connect(&self.url).await?).await
        } else {
            sqlx::query_scalar(sql).fetch_one(&mut SqliteConnection::connect(&self.url).await?).await
        }
    }

    /// A copy as a backup that is put in its place. Nothing else may have the database open.
    pub async fn copy(&self) -> Self {
        if !self.is_postgres() {
            let copy = Self::sqlite();
            let sql = format!("VACUUM INTO '{}'", copy.url.trim_start_matches("sqlite://"));
            let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
            return copy;
        }
        let (server, name) = self.url.rsplit_once('/').unwrap();
        Self::in_cluster(server, &format!(" TEMPLATE {name}")).await
    }

    /// Whether it is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }
}

/// The port of this process's cluster, which is started by the first caller.
fn cluster_port() -> u16 {
    static PORT: OnceLock<u16> = OnceLock::new();
    *PORT.get_or_init(start_cluster)
}

fn start_cluster() -> u16 {
    let programs = programs();
    let folder = tempfile::Builder::new().prefix("lapstream-pg-").tempdir().unwrap().keep();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    let data = folder.join("data");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let run = |program: &str, arguments: &[&str]| {
        let done = as_database_user(&programs.join(program)).args(arguments).stdout(Stdio::null()).status().unwrap();
        assert!(done.success(), "{program} failed");
    };
    let data_text = data.to_str().unwrap();
    run("initdb", &["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-D", data_text]);
    let options = format!(
        "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off -c max_connections=300"
    );
    let log = folder.join("log");
    run("pg_ctl", &["-D", data_text, "-l", log.to_str().unwrap(), "-o", &options, "-w", "start"]);
    throw_away_with_this_process(&programs, &data, &folder);
    port
}

/// Leaves a shell behind that waits for the end of a pipe which this process holds open, and then stops the cluster:
/// it is stopped even if the tests are ended by force.
#[expect(clippy::zombie_processes, reason = "it outlives this process, which is its purpose")]
fn throw_away_with_this_process(programs: &Path, data: &Path, folder: &Path) {
    let script = format!(
        "cat > /dev/null; {}'{}' -D '{}' -m immediate -w stop > /dev/null 2>&1; rm -rf '{}'",
        if is_root() { "runuser -u postgres -- " } else { "" },
        programs.join("pg_ctl").display(),
        data.display(),
        folder.display()
    );
    let mut waiting = Command::new("sh")
        .current_dir("/")
        .args(["-c", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Kept open on purpose until the process ends.
    std::mem::forget(waiting.stdin.take());
}

/// PostgreSQL refuses to run as root; tests in containers often do.
fn as_database_user(program: &Path) -> Command {
    let mut command = if is_root() { Command::new("runuser") } else { Command::new(program) };
    if is_root() {
        command.args(["-u", "postgres", "--"]).arg(program);
    }
    command.current_dir("/");
    command
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|of| std::os::unix::fs::MetadataExt::uid(&of) == 0)
}

/// Where PostgreSQL's programs are: Debian keeps them out of PATH, by version.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.retain(|folder| folder.join("initdb").exists());
    folders.sort();
    folders.pop().unwrap_or_else(|| {
        let told = Command::new("pg_config").arg("--bindir").output().expect("PostgreSQL must be installed for tests");
        PathBuf::from(String::from_utf8(told.stdout).unwrap().trim())
    })
}
