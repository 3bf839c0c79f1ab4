//! The log cannot be written.

use super::{Scale, beside::Tapping, client};
use crate::{
    common::{ADMIN, ago, new_id},
    kill::{post, witness_event},
    process::{Process, lapstream, serve},
};
use reqwest::StatusCode;
use serde_json::json;
use std::{fs::File, process::Stdio};
use testbed::Database;
use tokio::time::sleep;

/// Nobody is refused because a log is.
async fn counts_and_is_healthy(server: &Process) {
    let http = client();
    let api = format!("{}/api/v1", server.url);
    let base = witness_event(&http, &api).await;
    let scale = Scale::of_the_environment();
    post(&http, &format!("{base}/players"), &json!({ "bib": 2, "name": "Other" })).await.unwrap();
    let tapping = Tapping::start(&base, server, 2);
    sleep(scale.phase).await;
    tapping.next_phase();
    // A wrong PIN is logged from inside the task that writes.
    for _ in 0..3 {
        let wrong = http.post(format!("{api}/auth/login")).json(&json!({ "pin": "0815" })).send().await.unwrap();
        assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    }
    let lap = json!({ "laps": [{ "id": new_id(), "bib": 1, "counted_at": ago(0) }] });
    assert_eq!(post(&http, &format!("{base}/laps"), &lap).await.unwrap()[0]["status"], "counted");
    let health = http.get(format!("{}/health/db", server.url)).send().await.unwrap();
    assert_eq!(health.status(), StatusCode::OK);
    tapping.next_phase();
    sleep(scale.phase).await;
    tapping.settle("a log that cannot be written", scale, &base, server).await;
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
