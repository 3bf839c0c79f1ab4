//! Tablets that tap while something goes wrong beside them.

use super::{Scale, client};
use crate::{
    common::{ADMIN, ago, new_id},
    kill::post,
    process::Process,
};
use reqwest::Client;
use serde_json::{Value, json};
use std::{
    fs,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{task::JoinSet, time::sleep};

/// Tablets, each of which sends the next tap once the one before it was answered.
const TABLETS: usize = 4;
/// The pause of each between two taps.
const PAUSE: Duration = Duration::from_millis(20);
/// After what time without a counted tap a server is given up.
const COUNTED_WITHIN: Duration = Duration::from_mins(1);
/// What the phases are called.
const PHASES: [&str; 3] = ["before", "during", "after"];

/// A tap that was sent.
struct Tap {
    id: String,
    phase: usize,
    took: Duration,
    is_acknowledged: bool,
}

/// Taps of several tablets for one player.
pub struct Beside {
    bib: u32,
    taps: Mutex<Vec<Tap>>,
    phase: AtomicUsize,
    enough: AtomicBool,
}

/// Tablets at work.
pub struct Tapping {
    beside: Arc<Beside>,
    tablets: JoinSet<()>,
    base: String,
    memory_mib: Option<f64>,
}

impl Tapping {
    /// Starts to tap for a player; `base` is the address of the race's calls.
    pub fn start(base: &str, server: &Process, bib: u32) -> Self {
        let (taps, phase, enough) = Default::default();
        let beside = Arc::new(Beside { bib, taps, phase, enough });
        let mut tablets = JoinSet::new();
        for _ in 0..TABLETS {
            let (beside, http, laps) = (beside.clone(), client(), format!("{base}/laps"));
            tablets.spawn(async move { beside.tap(&http, &laps).await });
        }
        Self { beside, tablets, base: base.to_owned(), memory_mib: resident_mib(server) }
    }

    /// What follows belongs to the next phase.
    pub fn next_phase(&self) {
        self.beside.phase.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits until a tap that was sent from now on is acknowledged; returns how long that took.
    pub async fn acknowledged(&self) -> Duration {
        let began = Instant::now();
        let sent = self.beside.taps.lock().unwrap().len();
        while !self.beside.taps.lock().unwrap()[sent..].iter().any(|tap| tap.is_acknowledged) {
            assert!(began.elapsed() < COUNTED_WITHIN, "nothing is counted any more");
            sleep(Duration::from_millis(5)).await;
        }
        began.elapsed()
    }

    /// The longest that a tap of a phase waited for its answer, whatever that was.
    pub fn longest(&self, phase: usize) -> Duration {
        let taps = self.beside.taps.lock().unwrap();
        taps.iter().filter(|tap| tap.phase == phase).map(|tap| tap.took).max().unwrap_or_default()
    }

    /// Ends the tapping, prints how it went, and makes sure that what was acknowledged is there, once. `to` is the address of
    /// the race's calls at a server that answers.
    pub async fn settle(mut self, what: &str, scale: Scale, to: &str, server: &Process) {
        self.beside.enough.store(true, Ordering::Relaxed);
        while let Some(tablet) = self.tablets.join_next().await {
            tablet.unwrap();
        }
        if scale.is_long {
            self.print(what, server);
        }
        let (http, bib) = (client(), self.beside.bib);
        let taps = std::mem::take(&mut *self.beside.taps.lock().unwrap());
        for some in taps.chunks(500) {
            let laps: Vec<Value> = some.iter().map(|tap| lap(&tap.id, bib)).collect();
            let outcomes = post(&http, &format!("{to}/laps"), &json!({ "laps": laps })).await.expect("it counts again");
            for (tap, outcome) in some.iter().zip(outcomes.as_array().unwrap()) {
                let status = outcome["status"].as_str().unwrap();
                assert!(status == "duplicate" || !tap.is_acknowledged && status == "counted", "{what}: {outcome}");
            }
        }
        let board: Value = http.get(format!("{to}/board")).send().await.unwrap().json().await.unwrap();
        let rows = board["data"]["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["bib"] == bib).unwrap();
        assert_eq!(row["laps"], taps.len(), "{what}: a lap was doubled or lost");
    }

    fn print(&self, what: &str, server: &Process) {
        let taps = self.beside.taps.lock().unwrap();
        println!("{what}");
        for (phase, name) in PHASES.iter().enumerate() {
            let mut ways: Vec<Duration> = taps.iter().filter(|tap| tap.phase == phase).map(|tap| tap.took).collect();
            let refused = taps.iter().filter(|tap| tap.phase == phase && !tap.is_acknowledged).count();
            ways.sort_unstable();
            let at = |percent: usize| ways.get(ways.len() * percent / 100).copied().unwrap_or_default();
            println!("  {name:<8} {:>6} taps, {refused:>4} refused, p50 {:?}, p99 {:?}", ways.len(), at(50), at(99));
        }
        if let (Some(before), Some(after)) = (self.memory_mib, resident_mib(server)) {
            println!("  memory   {before:.0} MiB before, {after:.0} MiB after");
        }
        println!("  ({})", self.base);
    }
}

fn lap(id: &str, bib: u32) -> Value {
    json!({ "id": id, "bib": bib, "counted_at": ago(0) })
}

impl Beside {
    async fn tap(&self, http: &Client, laps: &str) {
        while !self.enough.load(Ordering::Relaxed) {
            let (id, phase, began) = (new_id(), self.phase.load(Ordering::Relaxed), Instant::now());
            let answer = post(http, laps, &json!({ "laps": [lap(&id, self.bib)] })).await;
            let is_acknowledged = answer.is_some_and(|outcomes| outcomes[0]["status"] == "counted");
            self.taps.lock().unwrap().push(Tap { id, phase, took: began.elapsed(), is_acknowledged });
            sleep(PAUSE).await;
        }
    }
}

/// What a server occupies of the machine's memory.
pub fn resident_mib(server: &Process) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.child.id()?)).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<f64>().ok().map(|kib| kib / 1_024.0)
}

/// A server's admin, as it was started by these tests.
pub const fn admin() -> (&'static str, &'static str) {
    ("ADMIN_API_TOKEN", ADMIN)
}
