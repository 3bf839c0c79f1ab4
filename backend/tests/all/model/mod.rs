//! Random sequences of actions and undos, played into the services and into a plain model. After each action both agree on
//! whether it was refused, on why as far as it is an undo or something is in the way, and on the standings; after each
//! sequence on who is where, on the arrangement, on money and on the trail; and at the end the chains are whole, and the
//! standings the same when they are built anew.
//!
//! On SQLite sequences are played for `LAPSTREAM_MODEL_SECONDS`, 60 if it is not set, but never fewer than
//! [`SEQUENCES_MIN`]. Each run plays others; the seed that it prints plays them again as `LAPSTREAM_MODEL_SEED`.

mod arrange;
mod money;
mod plain;
mod play;
mod race;
mod step;

use crate::common::{Bench, open};
use backend::{Backend, verify};
use domain::board::BoardRow;
use futures::future::join_all;
use play::play;
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use std::{
    env,
    io::{Write, stderr},
    str::FromStr,
    time::{Duration, Instant},
};
use step::steps;
use testbed::Database;

/// Sequences that are played at the same time, each in an event of its own, so that their changes meet in groups.
const AT_ONCE: usize = 64;
/// Events in one database, before another is used.
const EVENTS_MAX: usize = 1_024;
/// Sequences that are played on SQLite however slow the machine is.
const SEQUENCES_MIN: usize = 6_144;

/// A number from the environment, if it is set.
fn from_environment<T: FromStr>(name: &str) -> Option<T> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}")))
}

/// Plays at least that many sequences, and goes on for that time. The database's files are in memory, because nothing is
/// cut off here.
fn sequences<D: Future<Output = Database>>(count_min: usize, time_min: Duration, database: impl Fn() -> D) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (seed, began) = (from_environment("LAPSTREAM_MODEL_SEED").unwrap_or_else(rand::random::<u32>), Instant::now());
    // Not through `eprintln!`, which tests keep to themselves unless they fail.
    let name = std::thread::current().name().unwrap_or_default().to_owned();
    writeln!(stderr(), "{name}: plays with LAPSTREAM_MODEL_SEED={seed}").ok();
    let (mut played, mut round) = (0, 0);
    while played < count_min || began.elapsed() < time_min {
        let now = count_min.saturating_sub(played).clamp(AT_ONCE * 4, EVENTS_MAX);
        round_of(&runtime, now, seed.wrapping_add(round), &database);
        (played, round) = (played + now, round + 1);
    }
    writeln!(stderr(), "{name}: {played} sequences in {} s", began.elapsed().as_secs()).ok();
}

/// Plays that many sequences in one database, checks its chains, and compares its boards with what its tables say.
fn round_of<D: Future<Output = Database>>(
    runtime: &tokio::runtime::Runtime,
    count: usize,
    seed: u32,
    database: impl Fn() -> D,
) {
    let bench = runtime.block_on(async { Bench::start(database().await).await });
    // Where there can be one, another node follows.
    let other = bench.db.is_postgres().then(|| runtime.block_on(open(&bench.db, bench.time.clone())));
    let config = Config { cases: u32::try_from(count.div_ceil(AT_ONCE)).unwrap(), ..Config::default() };
    let mut seed_bytes = [0; 32];
    seed_bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed_bytes));
    let done = runner.run(&prop::collection::vec(steps(), AT_ONCE..=AT_ONCE), |batch| {
        runtime.block_on(async {
            let played = join_all(batch.iter().map(|steps| play(&bench, steps))).await;
            played.into_iter().collect::<Result<(), TestCaseError>>()
        })
    });
    if let Err(failure) = done {
        std::panic::panic_any(failure.to_string());
    }
    let reports = runtime.block_on(verify(&bench.db.url)).unwrap();
    assert!(reports.iter().all(|report| report.fault.is_none()), "the chains are whole");
    assert!(reports.len() > count, "a chain an event");
    runtime.block_on(compare_rebuilt(bench, other));
}

/// Every board of the database, before and after it is built anew from the tables, and as the other node followed it.
async fn compare_rebuilt(bench: Bench, other: Option<Backend>) {
    let before = boards(&bench.backend).await;
    if let Some(other) = other {
        other.live.catch_up().await.unwrap();
        assert_eq!(before, boards(&other).await, "the standings are what the entries come to");
    }
    let bench = bench.restart().await;
    assert_eq!(before, boards(&bench.backend).await, "the standings are what the tables say");
}

async fn boards(backend: &Backend) -> Vec<(String, Vec<BoardRow>)> {
    let mut all = Vec::new();
    for event in backend.events.list() {
        let board = backend.live.hub(event.id).unwrap().current().await;
        all.push((event.slug, board.board().rows.clone()));
    }
    all
}

#[test]
fn sqlite_does_what_the_model_does() {
    let time = Duration::from_secs(from_environment("LAPSTREAM_MODEL_SECONDS").unwrap_or(60));
    sequences(SEQUENCES_MIN, time, async || Database::sqlite_in_memory());
}

#[test]
fn postgres_does_what_the_model_does() {
    sequences(AT_ONCE * 4, Duration::ZERO, Database::postgres);
}
