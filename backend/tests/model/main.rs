//! Random sequences of actions and undos, played into the services and into a plain model of a page of code. After each
//! action both agree on whether it was refused and on the standings, after each sequence on who is where and on the number
//! of entries, and at the end the chains are whole.
//!
//! `LAPSTREAM_MODEL_SEQUENCES` says how many sequences are played on SQLite, 10,240 if it is not set.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod plain;

use backend::verify;
use common::{Bench, T0};
use domain::{
    Bib,
    audit::{AuditFilter, UndoInput},
    clock::ClockAction::Start,
    event::Placement,
    ids::EventId,
    lane::Place,
    player::PlayerInput,
};
use futures::future::join_all;
use plain::{Model, SLOTS, Step, name, steps};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};
use testbed::Database;
use uuid::Uuid;

/// Sequences that are played at the same time, each in an event of its own, so that their changes meet in groups.
const AT_ONCE: usize = 64;
/// Events in one database, before another is used.
const EVENTS_MAX: usize = 1_024;

fn bib(p: usize) -> Bib {
    Bib::new(i64::try_from(p + 1).unwrap()).unwrap()
}

fn place(slot: usize) -> Place {
    Place::Slot { pace_group: SLOTS[slot].0.into(), position: SLOTS[slot].1 }
}

/// One event that is played into.
struct Play<'b> {
    bench: &'b Bench,
    event: EventId,
    slug: String,
    laps: BTreeMap<(usize, usize), Uuid>,
    next_lap: Vec<usize>,
}

impl Play<'_> {
    /// Takes a step in the services; returns whether it was not refused.
    async fn step(&mut self, step: Step) -> bool {
        let Self { bench, event, .. } = self;
        let (backend, admin, event) = (&bench.backend, &bench.admin, *event);
        let named = |n: u8| PlayerInput { name: name(n), ..PlayerInput::default() };
        match step {
            Step::Register => {
                self.next_lap.push(0);
                backend.players.create(admin, event, vec![named(0)]).await.is_ok()
            }
            Step::Rename(p, n) => backend.players.update(admin, event, bib(p), named(n)).await.is_ok(),
            Step::Place(p, slot) => backend.lanes.place(admin, event, bib(p), place(slot)).await.is_ok(),
            Step::Move(p, slot) => backend.lanes.move_to(admin, event, bib(p), place(slot)).await.is_ok(),
            Step::Release(p) => backend.lanes.release(admin, event, bib(p)).await.is_ok(),
            Step::Lap(p, late) => {
                if backend.players.find(admin, event, bib(p)).await.is_err() {
                    return false;
                }
                let id = Uuid::now_v7();
                self.laps.insert((p, self.next_lap[p]), id);
                self.next_lap[p] += 1;
                bench.laps(event, vec![common::lap(id, bib(p).get(), T0.plus_ms(i64::from(late)))]).await;
                true
            }
            Step::Void(p, l) => match self.laps.get(&(p, l)) {
                Some(id) => backend.laps.void(admin, event, *id).await.is_ok(),
                None => false,
            },
            Step::Stand(p, standing) => backend.players.set_standing(admin, event, bib(p), standing, "").await.is_ok(),
            Step::Undo(back, together) => self.undo(back, together).await,
        }
    }

    async fn undo(&self, back: usize, together: bool) -> bool {
        let entries = self.entries().await;
        let Some(entry) = entries.get(back) else { return false };
        let wish = UndoInput { reason: String::new(), together };
        self.bench.backend.audit.undo(&self.bench.admin, *entry, wish).await.is_ok()
    }

    /// The undoable kinds of entries, newest first; the clock's are left out.
    async fn entries(&self) -> Vec<Uuid> {
        let filter = AuditFilter { event: Some(self.slug.clone()), limit: Some(200), ..AuditFilter::default() };
        let page = self.bench.backend.audit.list(&self.bench.admin, &filter).await.unwrap();
        let about = |action: &str| !action.starts_with("clock.") && !action.starts_with("event.");
        page.entries.into_iter().filter(|entry| about(&entry.action)).map(|entry| entry.id).collect()
    }

    async fn compare_standings(&self, model: &Model) -> Result<(), TestCaseError> {
        let board = self.bench.backend.live.hub(self.event).unwrap().current().await;
        let rows: Vec<_> = board.board().rows.iter().map(|row| (row.bib.get(), row.laps, row.withdrawn)).collect();
        prop_assert_eq!(rows, model.standings());
        Ok(())
    }

    async fn compare_tables(&self, model: &Model) -> Result<(), TestCaseError> {
        let list = self.bench.backend.players.list(&self.bench.admin, self.event, T0).await.unwrap();
        let table: BTreeMap<_, _> = list
            .players
            .into_iter()
            .map(|player| {
                let slot = player.slot.map(|slot| (slot.pace_group, slot.position));
                (player.bib.get(), (player.name, player.standing, slot))
            })
            .collect();
        prop_assert_eq!(table, model.table());
        prop_assert_eq!(self.entries().await.len(), model.entries.len());
        Ok(())
    }
}

async fn play(bench: &Bench, steps: &[Step]) -> Result<(), TestCaseError> {
    static PLAYED: AtomicUsize = AtomicUsize::new(0);
    // A slug of its own: one made from the name would be looked for among those of all events before it.
    let slug = format!("play-{}", PLAYED.fetch_add(1, Ordering::Relaxed));
    let event = bench.event_at(Some(slug.clone()), Placement::Optional).await;
    bench.clock(event, Start, None).await;
    let mut play = Play { bench, event, slug, laps: BTreeMap::new(), next_lap: Vec::new() };
    let mut model = Model::default();
    for step in steps {
        let (did, may) = (play.step(*step).await, model.step(*step));
        prop_assert_eq!(did, may, "{:?} in {:?}", step, steps);
        play.compare_standings(&model).await?;
    }
    play.compare_tables(&model).await
}

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
    }
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
