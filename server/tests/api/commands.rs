//! The command line beside `replay`: configuration, a demo, a backup.

use crate::common::{ADMIN, Api};
use serde_json::json;
use std::process::{Output, Stdio};
use testbed::{Database, on_both_engines};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

on_both_engines!(a_demo_plays_a_race, a_configuration_makes_the_first_event);

fn lapstream(database: &Database) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lapstream"));
    command.env("DATABASE_URL", &database.url).env("HOST", "127.0.0.1").env("PORT", "0");
    command.env("RUST_LOG", "warn").env_remove("ADMIN_API_TOKEN").env_remove("CONFIG_PATH");
    command.stdin(Stdio::null()).kill_on_drop(true);
    command
}

async fn run(command: &mut Command) -> Output {
    command.output().await.unwrap()
}

async fn a_demo_plays_a_race(database: Database) {
    let demo = ["demo", "--players", "9", "--speed", "500", "--minutes", "0.03"];
    for slug in ["demo", "demo-2"] {
        let output = run(lapstream(&database).args(demo)).await;
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && said.contains(&format!("/e/{slug}\n")), "{said}");
    }
    let api = Api::start(database).await;
    let output = run(lapstream(&api.database).args(demo).args(["--url", &api.url(""), "--token", ADMIN])).await;
    assert!(output.status.success(), "{output:?}");
    for slug in ["demo", "demo-2", "demo-3"] {
        let board = api.board(slug).await;
        let laps: u64 = board["rows"].as_array().unwrap().iter().map(|row| row["laps"].as_u64().unwrap()).sum();
        assert!(laps > 0, "{slug} has no laps");
        assert_eq!((board["rows"].as_array().unwrap().len(), &board["clock"]["state"]), (9, &json!("finished")));
    }
}

async fn a_configuration_makes_the_first_event(database: Database) {
    let config = database.folder.path().join("config.json");
    std::fs::write(&config, r#"{"paceGroups":[{"name":"slow","count":10},{"name":"fast","count":6}]}"#).unwrap();
    let secret = "c2VjcmV0LW9mLXRoaXMtdGVzdA==";
    for _ in 0..2 {
        let mut serving = lapstream(&database);
        serving.arg("serve").env("CONFIG_PATH", &config).env("JWT_SECRET", secret).env("REFRESH_TOKEN_PEPPER", secret);
        let mut server = serving.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        while !lines.next_line().await.unwrap().expect("it did not start").starts_with("listening on ") {}
        server.kill().await.unwrap();
    }
    let api = Api::start(database).await;
    let events = api.get("/api/v1/events").await.data();
    assert_eq!(events.as_array().unwrap().len(), 1, "{events}");
    let event = &events[0];
    assert_eq!((&event["slug"], &event["clock"]["state"]), (&json!("event"), &json!("open")));
    assert_eq!((&event["lap_length_m"], &event["placement"]), (&json!(50), &json!("required")));
    let groups = json!([{ "name": "slow", "count": 10 }, { "name": "fast", "count": 6 }]);
    assert_eq!(api.get("/lane/pace-groups").await.data(), groups);
}

#[tokio::test]
async fn a_backup_is_a_database_of_its_own() {
    let api = Api::start(Database::sqlite()).await;
    api.open_swim("swim").await;
    api.post("/player", json!({ "name": "Jane" })).await.data();
    let to = api.database.folder.path().join("backup.db");
    let backup = || lapstream(&api.database).arg("backup").arg(&to).output();
    assert!(backup().await.unwrap().status.success());
    assert!(!backup().await.unwrap().status.success(), "nothing is overwritten");

    let mut copy = Database::sqlite();
    copy.url = format!("sqlite://{}", to.display());
    let restored = Api::start(copy).await;
    assert_eq!(restored.get("/player").await.data()[0]["name"], "Jane");
}

#[tokio::test]
async fn what_cannot_be_done_is_said_and_fails() {
    let database = Database::sqlite();
    let missing = database.folder.path().join("missing.csv");
    let mut replay = lapstream(&database);
    replay.args(["replay", "--players"]).arg(&missing).arg("--laps").arg(&missing);
    let url = ["replay", "--players", "p", "--laps", "l", "--url", "http://127.0.0.1:1"];
    let postgres = ["serve", "--database-url", "postgres://127.0.0.1:1/none"];
    let mut failing = [replay, lapstream(&database), lapstream(&database), lapstream(&database)];
    failing[1].args(url);
    failing[2].args(postgres);
    failing[3].args(["serve", "--config"]).arg(&missing);
    for command in &mut failing {
        let output = run(command).await;
        assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.len() > 20 && !said.contains("panicked"), "{said}");
    }
}
