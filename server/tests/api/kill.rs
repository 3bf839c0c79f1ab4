//! `kill -9` at any moment: every acknowledged lap is there, once.

use crate::{
    common::{ADMIN, ago, new_id},
    process::{Process, lapstream, serve, with_secrets},
    replay::{Race, printed, replay},
};
use reqwest::Client;
use serde_json::{Value, json};
use std::{
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use testbed::{Database, on_both_engines};
use tokio::time::sleep;

on_both_engines!(killed_twenty_times_under_load);

const KILLS: u32 = 20;

/// Starts the real server and waits until it answers.
async fn serve_at(database: &Database, port: u16) -> Process {
    let mut command = lapstream(database);
    with_secrets(&mut command).env("ADMIN_API_TOKEN", ADMIN).env("PORT", port.to_string()).env("RUST_LOG", "error");
    serve(&mut command).await
}

/// A counter who taps one lap after the other and remembers which were acknowledged.
#[derive(Default)]
struct Counter {
    tapped: Mutex<Vec<String>>,
    acknowledged: Mutex<Vec<String>>,
    enough: AtomicBool,
}

/// The data of a good answer.
pub async fn post(http: &Client, url: &str, body: &Value) -> Option<Value> {
    let response = http.post(url).bearer_auth(ADMIN).json(body).send().await.ok()?;
    let good = response.status().is_success();
    let body: Value = response.json().await.ok()?;
    good.then(|| body["data"].clone())
}

impl Counter {
    async fn count(&self, http: &Client, laps: &str) {
        while !self.enough.load(Ordering::Relaxed) {
            let id = new_id();
            self.tapped.lock().unwrap().push(id.clone());
            let lap = json!({ "laps": [{ "id": id, "bib": 1, "counted_at": ago(0) }] });
            match post(http, laps, &lap).await {
                Some(outcomes) => {
                    assert_eq!(outcomes[0]["status"], "counted");
                    self.acknowledged.lock().unwrap().push(id);
                }
                None => sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Sends every tap again: those that were acknowledged must be known, and in the end each counts once.
    async fn settle(&self, http: &Client, base: &str) {
        let (tapped, acknowledged) = (self.tapped.lock().unwrap().clone(), self.acknowledged.lock().unwrap().clone());
        assert!(acknowledged.len() > 20, "only {} laps were acknowledged", acknowledged.len());
        for id in &tapped {
            let lap = json!({ "laps": [{ "id": id, "bib": 1, "counted_at": ago(0) }] });
            let outcomes = post(http, &format!("{base}/laps"), &lap).await.unwrap();
            if acknowledged.contains(id) {
                assert_eq!(outcomes[0]["status"], "duplicate", "an acknowledged lap was lost");
            }
        }
        let board: Value = http.get(format!("{base}/board")).send().await.unwrap().json().await.unwrap();
        assert_eq!(board["data"]["rows"][0]["laps"], tapped.len(), "a lap was doubled or lost");
    }
}

/// A running race of one; returns the address of its calls.
pub async fn witness_event(http: &Client, api: &str) -> String {
    let event =
        json!({ "name": "Witness", "slug": "witness", "sport": "run", "lap_length_m": 400, "placement": "optional" });
    post(http, &format!("{api}/events"), &event).await.unwrap();
    let base = format!("{api}/events/witness");
    for action in ["open", "start"] {
        post(http, &format!("{base}/clock"), &json!({ "action": action })).await.unwrap();
    }
    post(http, &format!("{base}/players"), &json!({ "bib": 1, "name": "Witness" })).await.unwrap();
    base
}

async fn killed_twenty_times_under_load(database: Database) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    let race = Race::recorded("endurance-24h").unwrap_or_else(Race::made_up);
    let http = Client::builder().no_proxy().timeout(Duration::from_secs(10)).build().unwrap();
    let mut server = serve_at(&database, port).await;
    let base = witness_event(&http, &format!("{url}/api/v1")).await;

    let counter = Arc::new(Counter::default());
    let counting = tokio::spawn({
        let (counter, http, laps) = (counter.clone(), http.clone(), format!("{base}/laps"));
        async move { counter.count(&http, &laps).await }
    });
    let playing = tokio::spawn({
        let mut command = replay(&race, "race");
        command.args(["--url", &url, "--token", ADMIN, "--speed", &speed(&race).to_string()]);
        async move { printed(&mut command).await }
    });
    for n in 0..KILLS {
        sleep(Duration::from_millis(150 + u64::from(n % 5) * 70)).await;
        assert!(!playing.is_finished(), "the race was over before the last kill");
        server.kill().await;
        server = serve_at(&database, port).await;
    }
    assert_eq!(playing.await.unwrap(), race.standings);
    counter.enough.store(true, Ordering::Relaxed);
    counting.await.unwrap();
    counter.settle(&http, &base).await;
    server.kill().await;

    let server = serve_at(&database, port).await;
    let mut again = replay(&race, "race");
    assert_eq!(printed(again.args(["--url", &url, "--token", ADMIN])).await, race.standings);
    drop(server);
}

/// So fast that the race takes about forty seconds: the kills lie in the first dozen, and the rest is for a machine that
/// is slow to start the server twenty times.
fn speed(race: &Race) -> f64 {
    let laps = std::fs::read_to_string(&race.laps).unwrap();
    let last = laps.lines().last().unwrap().split(',').next().unwrap();
    last.parse::<f64>().unwrap() / 40_000.0
}
