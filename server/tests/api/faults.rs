//! What fails around the program: its log, its disk. Counting goes on, or is refused with a reason until it can.

use crate::{
    common::{ADMIN, ago, new_id},
    kill::{post, witness_event},
    process::{PROGRAM, Process, lapstream, on_database, serve},
};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use testbed::Database;
use tokio::process::Command;

/// Laps in a request: enough that SQLite's log soon needs more of the disk than it has.
const BATCH: usize = 200;
/// Requests after which a full disk must have been noticed.
const BATCHES_MAX: usize = 100;

fn client() -> Client {
    Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap()
}

fn batch() -> Value {
    let laps = (0..BATCH).map(|_| json!({ "id": new_id(), "bib": 1, "counted_at": ago(0) }));
    json!({ "laps": laps.collect::<Vec<_>>() })
}

/// Nobody is refused because a log is.
async fn counts_and_is_healthy(server: &Process) {
    let http = client();
    let api = format!("{}/api/v1", server.url);
    let base = witness_event(&http, &api).await;
    // A wrong PIN is logged from inside the task that writes.
    for _ in 0..3 {
        let wrong = http.post(format!("{api}/auth/login")).json(&json!({ "pin": "0815" })).send().await.unwrap();
        assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    }
    let lap = json!({ "laps": [{ "id": new_id(), "bib": 1, "counted_at": ago(0) }] });
    assert_eq!(post(&http, &format!("{base}/laps"), &lap).await.unwrap()[0]["status"], "counted");
    let health = http.get(format!("{}/health/db", server.url)).send().await.unwrap();
    assert_eq!(health.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_log_that_cannot_be_written_stops_nothing() {
    for gone in [false, true] {
        let database = Database::sqlite();
        let mut command = lapstream(&database);
        command.env("ADMIN_API_TOKEN", ADMIN).env("RUST_LOG", "debug");
        // A log on a full disk, and one whose reader has gone.
        command.stderr(if gone {
            Stdio::piped()
        } else {
            File::options().write(true).open("/dev/full").unwrap().into()
        });
        let mut server = serve(&mut command).await;
        drop(server.child.stderr.take());
        counts_and_is_healthy(&server).await;
        server.kill().await;
    }
}

/// A log that takes nothing, as of a terminal that was stopped with ctrl-s.
#[tokio::test]
async fn a_log_that_stands_still_stops_nothing() {
    let database = Database::sqlite();
    let mut command = lapstream(&database);
    command.env("ADMIN_API_TOKEN", ADMIN).env("RUST_LOG", "trace").stderr(Stdio::piped());
    let server = serve(&mut command).await;
    // Nobody reads; what is logged of these is more than a pipe holds.
    let http = client();
    for _ in 0..200 {
        http.get(format!("{}/api/v1/events", server.url)).send().await.unwrap();
    }
    counts_and_is_healthy(&server).await;
    server.kill().await;
}

/// A server whose database lies in a file system of its own, as small as this.
async fn serve_on_small_disk(database: &Database, megabytes: u32) -> (Process, PathBuf) {
    let mount = format!(r#"mount -t tmpfs -o size={megabytes}m lapstream "$0" && exec "$@""#);
    let mut unshare = Command::new("unshare");
    unshare.args(["--map-root-user", "--mount", "sh", "-c", &mount]).arg(database.folder.path()).arg(PROGRAM);
    let server = serve(on_database(unshare, database).env("ADMIN_API_TOKEN", ADMIN)).await;
    let root = PathBuf::from(format!("/proc/{}/root", server.child.id().unwrap()));
    let disk = root.join(database.folder.path().strip_prefix("/").unwrap());
    (server, disk)
}

/// Takes all that is left of a disk.
fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("ballast");
    let mut ballast = File::options().create(true).append(true).open(&path).unwrap();
    for piece in [vec![0; 64 * 1_024], vec![0; 512]] {
        while ballast.write_all(&piece).is_ok() {}
    }
    path
}

#[tokio::test]
async fn a_full_disk_is_recovered_from_as_soon_as_there_is_room() {
    let database = Database::sqlite();
    let (server, disk) = serve_on_small_disk(&database, 16).await;
    let http = client();
    let base = witness_event(&http, &format!("{}/api/v1", server.url)).await;
    let laps = format!("{base}/laps");
    let send = |body: &Value| http.post(&laps).bearer_auth(ADMIN).json(body).send();

    let ballast = fill(&disk);
    let mut counted = 0;
    let mut refused = None;
    for _ in 0..BATCHES_MAX {
        let body = batch();
        let answer = send(&body).await.unwrap();
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            let answer: Value = answer.json().await.unwrap();
            assert!(answer["err"].as_str().unwrap().contains("again"), "{answer}");
            refused = Some(body);
            break;
        }
        assert_eq!(answer.status(), StatusCode::OK);
        counted += BATCH;
    }
    let refused = refused.expect("the disk was never full");
    assert_eq!(send(&refused).await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE, "still full");

    fs::remove_file(ballast).unwrap();
    for body in [refused, batch()] {
        let outcomes = post(&http, &laps, &body).await.expect("there is room again");
        assert!(outcomes.as_array().unwrap().iter().all(|outcome| outcome["status"] == "counted"), "{outcomes}");
        counted += BATCH;
    }
    let board: Value = http.get(format!("{base}/board")).send().await.unwrap().json().await.unwrap();
    assert_eq!(board["data"]["rows"][0]["laps"], counted, "each acknowledged lap is there once");
    let mut verify = Command::new("nsenter");
    verify.args(["--user", "--mount", "--preserve-credentials", "--target", &server.child.id().unwrap().to_string()]);
    let mut verify = on_database(verify, &database);
    let verified = verify.arg(PROGRAM).args(["audit", "verify"]).output().await.unwrap();
    assert!(verified.status.success(), "{verified:?}");
    server.kill().await;
}
