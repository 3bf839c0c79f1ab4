//! Random sequences of actions and undos, played into the services and into a plain model. After each action both agree on
//! whether it was refused, on why as far as it is an undo or something is in the way, and on the standings; after each
//! sequence on who is where, on the arrangement, on money and on the trail; and at the end the chains are whole, and the
//! standings the same when they are built anew.
//!
//! `LAPSTREAM_MODEL_SEQUENCES` says how many sequences are played on SQLite, 10,240 if it is not set.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod arrange;
#[path = "../common/mod.rs"]
mod common;
mod money;
mod plain;
mod play;
mod race;
mod step;

use backend::verify;
use common::Bench;
use domain::board::BoardRow;
use futures::future::join_all;
use play::play;
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use step::steps;
use testbed::Database;

/// Sequences that are played at the same time, each in an event of its own, so that their changes meet in groups.
const AT_ONCE: usize = 64;
/// Events in one database, before another is used.
const EVENTS_MAX: usize = 1_024;

/// Plays that many sequences; the database's files are in memory, because nothing is cut off here.
fn sequences<D: Future<Output = Database>>(count: usize, database: impl Fn() -> D) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut left = count;
    while left > 0 {
        let now = left.min(EVENTS_MAX);
        left -= now;
        let bench = runtime.block_on(async { Bench::start(database().await).await });
        let config = Config { cases: u32::try_from(now.div_ceil(AT_ONCE)).unwrap(), ..Config::default() };
        let batches = prop::collection::vec(steps(), AT_ONCE..=AT_ONCE);
        let done = TestRunner::new(config).run(&batches, |batch| {
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
        assert!(reports.len() > now, "a chain an event");
        runtime.block_on(compare_rebuilt(bench));
    }
}

/// Every board of the database, before and after it is built anew from the tables.
async fn compare_rebuilt(bench: Bench) {
    let before = boards(&bench).await;
    let bench = bench.restart().await;
    assert_eq!(before, boards(&bench).await, "the standings are what the tables say");
}

async fn boards(bench: &Bench) -> Vec<(String, Vec<BoardRow>)> {
    let mut all = Vec::new();
    for event in bench.backend.events.list() {
        let board = bench.backend.live.hub(event.id).unwrap().current().await;
        all.push((event.slug, board.board().rows.clone()));
    }
    all
}

#[test]
fn sqlite_does_what_the_model_does() {
    let count = std::env::var("LAPSTREAM_MODEL_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_240);
    sequences(count, async || Database::sqlite_in_memory());
}

#[test]
fn postgres_does_what_the_model_does() {
    sequences(AT_ONCE * 4, Database::postgres);
}
