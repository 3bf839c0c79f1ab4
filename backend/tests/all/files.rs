//! The files of SQLite: what lies in them after an erasure, whose they are, and whether their pages are whole.

use crate::common::{Bench, T0};
use domain::{clock::ClockAction, event::Placement, ids::EventId, player::PlayerInput};
use std::{
    fs,
    path::{Path, PathBuf},
};
use testbed::Database;
use uuid::Uuid;

/// A name that stands nowhere else.
const NAME: &str = "Quintilia";

fn person(no: usize) -> PlayerInput {
    PlayerInput { name: format!("{NAME} {}", "Zwölfer ".repeat(no % 9)), ..PlayerInput::default() }
}

/// The files of the database in which the name stands.
fn named_in(db: &Database) -> Vec<PathBuf> {
    let files = fs::read_dir(db.folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let has_name = |file: &PathBuf| fs::read(file).unwrap().windows(NAME.len()).any(|bytes| bytes == NAME.as_bytes());
    files.filter(has_name).collect()
}

/// Registers many at once and renames some, so that pages are split and rows move between them.
async fn crowd(bench: &Bench, event: EventId, n: usize) {
    let made = bench.backend.players.create(&bench.admin, event, (0..n).map(person).collect()).await.unwrap();
    for player in made.iter().step_by(7) {
        let renamed = person(usize::try_from(player.bib.get()).unwrap() + 3);
        bench.backend.players.update(&bench.admin, event, player.bib, renamed).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_is_in_no_file_of_the_database() {
    let bench = Bench::start(Database::sqlite()).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, NAME).await;
    bench.clock(event, ClockAction::Start, None).await;
    bench.lap(event, Uuid::now_v7(), bib, T0).await;
    assert!(!named_in(&bench.db).is_empty());
    bench.backend.players.erase(&bench.admin, event, bib).await.unwrap();
    assert_eq!(named_in(&bench.db), [] as [PathBuf; 0], "nor in its log");

    crowd(&bench, event, 300).await;
    bench.clock(event, ClockAction::Finish, None).await;
    bench.backend.players.erase_all(&bench.admin, event).await.unwrap();
    assert_eq!(named_in(&bench.db), [] as [PathBuf; 0]);
    bench.backend.stop().await;
    assert_eq!(named_in(&bench.db), [] as [PathBuf; 0], "after a stop");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_goes_as_soon_as_nobody_reads_older_pages() {
    use sqlx::Connection;

    let bench = Bench::start(Database::sqlite()).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, NAME).await;
    let mut reader = sqlx_sqlite::SqliteConnection::connect(&bench.db.url).await.unwrap();
    sqlx::query("BEGIN").execute(&mut reader).await.unwrap();
    sqlx::query("SELECT COUNT(*) FROM players").execute(&mut reader).await.unwrap();
    bench.backend.players.erase(&bench.admin, event, bib).await.unwrap();
    assert!(!named_in(&bench.db).is_empty(), "somebody reads as of before");
    bench.register(event, "Ben").await;
    reader.close().await.unwrap();
    for _ in 0..100 {
        if named_in(&bench.db).is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the log still holds the name");
}

#[cfg(unix)]
mod modes {
    use super::*;
    use std::{fs::Permissions, os::unix::fs::PermissionsExt};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// The modes of all that lies in a folder, by name.
    fn modes(folder: &Path) -> Vec<(String, u32)> {
        let of = |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), mode(&entry.path()));
        let mut modes: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| of(entry.unwrap())).collect();
        modes.sort();
        modes
    }

    fn in_folder(folder: &Path) -> Database {
        let mut db = Database::sqlite();
        db.url = format!("sqlite://{}/lapstream.db", folder.display());
        db
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_made_is_its_owners_alone() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("some/where");
        let bench = Bench::start(in_folder(&folder)).await;
        backend::Secrets::load(&bench.db.url, None, None, None).unwrap();
        bench.event(Placement::Optional).await;
        let backup = folder.join("backup.db");
        backend::backup(&bench.db.url, &backup).await.unwrap();
        assert_eq!((mode(&folder), mode(&folder.join("secrets"))), (0o700, 0o700));
        fs::remove_dir_all(folder.join("secrets")).unwrap();
        let modes = modes(&folder);
        assert!(modes.len() >= 5 && modes.iter().all(|(_, mode)| *mode == 0o600), "{modes:?}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_an_older_version_made_is_narrowed_but_no_folder_of_somebody_else() {
        let parent = tempfile::tempdir().unwrap();
        let (own, shared) = (parent.path().join("own"), parent.path().join("shared"));
        for (folder, kept) in [(&own, 0o700), (&shared, 0o755)] {
            let bench = Bench::start(in_folder(folder)).await;
            backend::Secrets::load(&bench.db.url, None, None, None).unwrap();
            bench.event(Placement::Optional).await;
            // As a server leaves them that was killed.
            for (name, _) in modes(folder) {
                let is_folder = folder.join(&name).is_dir();
                let wide = Permissions::from_mode(if is_folder { 0o755 } else { 0o644 });
                fs::set_permissions(folder.join(name), wide).unwrap();
            }
            fs::set_permissions(folder.join("secrets/jwt_secret"), Permissions::from_mode(0o644)).unwrap();
            fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
            if *folder == shared {
                fs::write(folder.join("letter.txt"), "").unwrap();
            }
            let bench = bench.restart().await;
            backend::Secrets::load(&bench.db.url, None, None, None).unwrap();
            assert_eq!((mode(folder), mode(&folder.join("secrets"))), (kept, 0o700), "{}", folder.display());
            assert_eq!(mode(&folder.join("secrets/jwt_secret")), 0o600);
            let ours = modes(folder).into_iter().filter(|(name, _)| name.starts_with("lapstream.db"));
            for (name, mode) in ours {
                assert_eq!(mode, 0o600, "{name}");
            }
        }
    }
}

/// Writes over a page in the middle of the file, as a failing disk does; a page that rows lie in.
fn damage(db: &Database) {
    const PAGE: usize = 4_096;
    let file = db.folder.path().join("lapstream.db");
    let mut bytes = fs::read(&file).unwrap();
    let no = bytes.chunks(PAGE).rposition(|page| page.windows(NAME.len()).any(|part| part == NAME.as_bytes())).unwrap();
    bytes[no * PAGE..(no + 1) * PAGE].fill(0xa5);
    fs::write(file, bytes).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_page_is_found_at_the_start_by_a_look_and_before_a_backup() {
    let bench = Bench::start(Database::sqlite()).await;
    let event = bench.event(Placement::Optional).await;
    crowd(&bench, event, 300).await;
    assert_eq!(backend::find_damage(&bench.db.url).await.unwrap(), None);
    bench.backend.stop().await;
    let Bench { backend, db, .. } = bench;
    drop(backend);
    // Its connections end with its tasks; the last one takes this file away.
    let shared = db.folder.path().join("lapstream.db-shm");
    let closed = async {
        while shared.exists() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), closed).await.unwrap();
    damage(&db);

    let says = |found: &str| found.contains("DAMAGED") && found.contains("lapstream.db") && found.contains("backup");
    let found = backend::find_damage(&db.url).await.unwrap().unwrap();
    assert!(says(&found), "{found}");
    let to = db.folder.path().join("backup.db");
    let refusal = backend::backup(&db.url, &to).await.unwrap_err().to_string();
    assert!(says(&refusal), "{refusal}");
    assert!(!to.exists(), "no backup that is believed whole");

    let secret = || Some("c2VjcmV0LW9mLXRoaXMtdGVzdA==".to_owned());
    let secrets = backend::Secrets::load(&db.url, secret(), secret(), None).unwrap();
    let time = std::sync::Arc::new(backend::SteadyTime::default());
    let settings = backend::Settings { database_url: db.url.clone(), secrets, time, nats_url: None };
    let said = match backend::Backend::start(settings).await {
        Ok(started) => started.damage.unwrap(),
        Err(cause) => cause.to_string(),
    };
    assert!(says(&said), "{said}");
}
