//! The command line beside `replay`: configuration, a demo, a backup.

use crate::{
    common::{ADMIN, Answer, Api},
    process::{lapstream, serve, with_secrets},
};
use serde_json::{Value, json};
use std::{process::Output, time::Duration};
use testbed::{Database, Nats, on_both_engines};
use tokio::{process::Command, time::sleep};

on_both_engines!(
    a_demo_plays_a_race,
    a_configuration_makes_the_first_event,
    the_audit_trail_is_verified_while_the_server_runs,
    the_bus_is_the_one_that_the_environment_names,
);

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
    for _ in 0..2 {
        serve(with_secrets(lapstream(&database).env("CONFIG_PATH", &config))).await.kill().await;
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

async fn the_bus_is_the_one_that_the_environment_names(database: Database) {
    let nats = Nats::start();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let bus = |url: &str| {
        let request = http.get(format!("{url}/api/v1/bus")).bearer_auth(ADMIN);
        async move { Answer::read(request.send().await.unwrap()).await.data() }
    };
    for nowhere in [None, Some("")] {
        let mut command = lapstream(&database);
        let command = with_secrets(&mut command).env("ADMIN_API_TOKEN", ADMIN);
        let server = serve(command.envs(nowhere.map(|url| ("NATS_URL", url)))).await;
        assert_eq!(bus(&server.url).await, Value::Null);
        server.kill().await;
    }
    let mut command = lapstream(&database);
    let server = serve(with_secrets(&mut command).env("ADMIN_API_TOKEN", ADMIN).env("NATS_URL", &nats.url)).await;
    let codes = json!([{ "role": "viewer", "name": "Hall" }]);
    http.post(format!("{}/api/v1/codes", server.url)).bearer_auth(ADMIN).json(&codes).send().await.unwrap();
    let mut state = bus(&server.url).await;
    for _ in 0..1_500 {
        if state["link"] == "connected" && state["behind"] == 0 {
            break;
        }
        sleep(Duration::from_millis(20)).await;
        state = bus(&server.url).await;
    }
    assert_eq!((&state["link"], &state["behind"], &state["problem"]), (&json!("connected"), &json!(0), &Value::Null));
    server.kill().await;
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
async fn a_backup_of_nothing_makes_nothing() {
    let database = Database::sqlite();
    let to = database.folder.path().join("backup.db");
    let output = run(lapstream(&database).arg("backup").arg(&to)).await;
    assert!(!output.status.success(), "{output:?}");
    assert_eq!(std::fs::read_dir(database.folder.path()).unwrap().count(), 0, "files were made");
}

/// Runs `audit verify` while the server runs; returns whether it found all whole, and what it said.
async fn verify(database: &Database) -> (bool, String) {
    let output = run(lapstream(database).args(["audit", "verify"])).await;
    (output.status.success(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
}

#[tokio::test]
async fn a_damaged_database_is_said_at_the_start_by_a_verification_and_by_a_backup() {
    const NAMED: &[u8] = b"\"name\":\"Somebody";
    let api = Api::start(Database::sqlite()).await;
    api.open_swim("swim").await;
    let players: Vec<Value> = (0..300).map(|n| json!({ "name": format!("Somebody of a long name {n}") })).collect();
    api.post("/api/v1/events/swim/players", json!(players)).await.data();
    let mut database = Database::sqlite();
    let file = database.folder.path().join("lapstream.db");
    assert!(run(lapstream(&api.database).arg("backup").arg(&file)).await.status.success());
    database.url = format!("sqlite://{}", file.display());
    // A page of what entries say of people, which no start reads.
    let mut bytes = std::fs::read(&file).unwrap();
    let page = bytes.chunks(4_096).rposition(|page| page.windows(NAMED.len()).any(|part| part == NAMED)).unwrap();
    bytes[page * 4_096..(page + 1) * 4_096].fill(0xa5);
    std::fs::write(&file, bytes).unwrap();

    let says = |said: &str| said.contains("lapstream.db is DAMAGED") && said.contains("copy the file's whole folder");
    let server = serve(&mut lapstream(&database)).await;
    assert!(server.damage.as_deref().is_some_and(says), "it serves, and says so: {:?}", server.damage);
    server.kill().await;
    let (whole, said) = verify(&database).await;
    assert!(!whole && says(&said), "{said}");
    let backup = run(lapstream(&database).arg("backup").arg(database.folder.path().join("backup.db"))).await;
    let said = String::from_utf8(backup.stderr).unwrap();
    assert!(!backup.status.success() && says(&said), "{said}");
}

async fn the_audit_trail_is_verified_while_the_server_runs(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    api.post("/player", json!({ "name": "Jane" })).await.data();
    let (whole, said) = verify(&api.database).await;
    assert!(whole && said.contains("event swim: 3 entries, whole"), "{said}");
    api.database.execute("UPDATE entry_people SET new_state = REPLACE(new_state, 'Jane', 'June')").await.unwrap();
    let (whole, said) = verify(&api.database).await;
    assert!(!whole && said.contains("event swim: TOUCHED at entry 3 ("), "{said}");
}

#[tokio::test]
async fn a_database_has_one_server() {
    let api = Api::start(Database::sqlite()).await;
    let output = run(lapstream(&api.database).arg("serve")).await;
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("--url"), "{said}");
    api.open_swim("swim").await;
}

/// What fails, and a word that its sentence must have.
#[tokio::test]
async fn what_cannot_be_done_is_said_and_fails() {
    let database = Database::sqlite();
    let missing = database.folder.path().join("missing");
    let mut replay = lapstream(&database);
    replay.args(["replay", "--players"]).arg(&missing).arg("--laps").arg(&missing);
    let mut no_token = lapstream(&database);
    no_token.args(["replay", "--players", "p", "--laps", "l", "--url", "http://127.0.0.1:1"]);
    let mut no_database = lapstream(&database);
    with_secrets(&mut no_database).args(["serve", "--database-url", "postgres://127.0.0.1:1/none"]);
    let mut no_secrets = lapstream(&database);
    no_secrets.args(["serve", "--database-url", "postgres://127.0.0.1:1/none"]);
    let mut no_config = lapstream(&database);
    no_config.args(["serve", "--config"]).arg(&missing);
    for (mut command, word) in [
        (replay, "missing"),
        (no_token, "--token"),
        (no_database, "database"),
        (no_secrets, "JWT_SECRET"),
        (no_config, "missing"),
    ] {
        let output = run(&mut command).await;
        assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(word) && !said.contains("panicked"), "{said}");
    }
}
