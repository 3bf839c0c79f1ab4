//! The disk is full, and has room again.

use super::{Scale, beside::Tapping, client};
use crate::{
    common::{ADMIN, ago, new_id},
    kill::{post, witness_event},
    process::{Process, on_database, program, serve},
};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};
use testbed::Database;
use tokio::{process::Command, time::sleep};

/// Laps in a request: enough that SQLite's log soon needs more of the disk than it has.
const BATCH: usize = 200;
/// Requests after which a full disk must have been noticed.
const BATCHES_MAX: usize = 100;

fn batch() -> Value {
    let laps = (0..BATCH).map(|_| json!({ "id": new_id(), "bib": 1, "counted_at": ago(0) }));
    json!({ "laps": laps.collect::<Vec<_>>() })
}

/// A server whose database lies in a file system of its own, as small as this.
async fn serve_on_small_disk(database: &Database, megabytes: u32) -> (Process, PathBuf) {
    let mount = format!(r#"mount -t tmpfs -o size={megabytes}m lapstream "$0" && exec "$@""#);
    let mut unshare = Command::new("unshare");
    unshare.args(["--map-root-user", "--mount", "sh", "-c", &mount]).arg(database.folder.path()).arg(program());
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
    let (server, disk) = serve_on_small_disk(&database, 32).await;
    let http = client();
    let base = witness_event(&http, &format!("{}/api/v1", server.url)).await;
    let laps = format!("{base}/laps");
    let send = |body: &Value| http.post(&laps).bearer_auth(ADMIN).json(body).send();

    let room: Value =
        http.get(format!("{}/api/v1/disk", server.url)).bearer_auth(ADMIN).send().await.unwrap().json().await.unwrap();
    assert_eq!(room["data"]["is_low"], true, "the console warns in time: {room}");
    // Beside what this test sends itself.
    let scale = Scale::of_the_environment();
    post(&http, &format!("{base}/players"), &json!({ "bib": 2, "name": "Other" })).await.unwrap();
    let tapping = Tapping::start(&base, &server, 2);
    sleep(scale.phase).await;
    tapping.next_phase();
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

    sleep(scale.phase).await;
    fs::remove_file(ballast).unwrap();
    tapping.acknowledged().await;
    tapping.next_phase();
    for body in [refused, batch()] {
        let outcomes = post(&http, &laps, &body).await.expect("there is room again");
        assert!(outcomes.as_array().unwrap().iter().all(|outcome| outcome["status"] == "counted"), "{outcomes}");
        counted += BATCH;
    }
    let board: Value = http.get(format!("{base}/board")).send().await.unwrap().json().await.unwrap();
    let rows = board["data"]["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["bib"] == 1).unwrap();
    assert_eq!(row["laps"], counted, "each acknowledged lap is there once");
    sleep(scale.phase).await;
    tapping.settle("a disk that is full for a while", scale, &base, &server).await;
    let mut verify = Command::new("nsenter");
    verify.args(["--user", "--mount", "--preserve-credentials", "--target", &server.child.id().unwrap().to_string()]);
    let mut verify = on_database(verify, &database);
    let verified = verify.arg(program()).args(["audit", "verify"]).output().await.unwrap();
    assert!(verified.status.success(), "{verified:?}");
    server.kill().await;
}
