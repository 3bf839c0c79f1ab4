//! A database that the version before left, kept as the statements that make it: forty short races with undos.

use crate::common::{Bench, trail::page};
use domain::{
    Metres, ProblemKind,
    audit::{AuditFilter, EntryView, UndoInput},
    change::{Change, EntryText, PeopleText, SetAside, Step},
};
use sqlx::Connection;
use sqlx_sqlite::SqliteConnection;
use std::collections::BTreeMap;
use testbed::Database;
use uuid::Uuid;

async fn opened() -> Bench {
    let db = Database::sqlite();
    let mut connection = SqliteConnection::connect(&format!("{}?mode=rwc", db.url)).await.unwrap();
    sqlx::raw_sql(include_str!("before/race.sql")).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    Bench::start(db).await
}

/// Laps and their distance by bib, as far as there are any.
type Totals = BTreeMap<u32, (i64, i64)>;

fn boards(bench: &Bench) -> BTreeMap<String, Totals> {
    let events = bench.backend.events.list().into_iter();
    let totals = |event| {
        let board = bench.backend.live.hub(event).unwrap().board();
        let rows = board.board().rows.iter().filter(|row| row.laps > 0);
        rows.map(|row| (row.bib.get(), (row.laps.cast_signed(), row.distance_m.mm()))).collect()
    };
    events.map(|event| (event.slug, totals(event.id))).collect()
}

/// All entries of an event, the newest first.
async fn entries(bench: &Bench, slug: &str) -> Vec<EntryView> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let filter = AuditFilter { event: Some(slug.to_owned()), cursor, ..AuditFilter::default() };
        let found = page(bench, filter).await;
        all.extend(found.entries);
        cursor = found.next;
        if cursor.is_none() {
            return all;
        }
    }
}

fn change(entry: &EntryView) -> Change {
    let text = |state: &Option<serde_json::Value>| state.as_ref().map(ToString::to_string);
    let (previous, new) = (text(&entry.previous_state), text(&entry.new_state));
    Change::read(&EntryText {
        action: &entry.action,
        target_type: &entry.target.kind,
        target_id: &entry.target.id,
        previous: previous.as_deref(),
        new: new.as_deref(),
        metadata: None,
        people: PeopleText::Nobody,
    })
    .unwrap()
}

/// What entries come to, played one after the other: laps that count and adjustments that stand, by what they are about.
fn replayed(entries: &[EntryView]) -> Totals {
    let mut standing: BTreeMap<Uuid, (u32, i64, Metres)> = BTreeMap::new();
    for entry in entries.iter().rev() {
        let change = change(entry);
        let (root, turned) = change.root();
        let counted = |lap: &domain::change::Lap| (lap.lap, i64::from(lap.count), lap.distance_m);
        let step = match root {
            Change::LapCount(act) => map(act.step.facing(turned), counted),
            Change::LapVoid(act) => map(act.step.facing(turned), counted),
            Change::LapHold(act) => {
                let Step { was, is } = act.step.facing(turned);
                let lap = |state: Option<&SetAside>| match state {
                    Some(SetAside::Counted(lap)) => Some(counted(lap)),
                    _ => None,
                };
                Step { was: lap(was), is: lap(is) }
            }
            Change::LapAdjust(act) => map(act.step.facing(turned), |one| (one.adjustment, one.laps, one.distance_m)),
            _ => continue,
        };
        if let Some((id, ..)) = step.was {
            standing.remove(&id);
        }
        if let Some((id, laps, metres)) = step.is {
            standing.insert(id, (entry.target.id.parse().unwrap(), laps, metres));
        }
    }
    let mut totals = Totals::new();
    for (bib, laps, metres) in standing.into_values() {
        let of = totals.entry(bib).or_default();
        *of = (of.0 + laps, of.1 + metres.mm());
    }
    totals.retain(|_, (laps, _)| *laps > 0);
    totals
}

fn map<S, R>(step: Step<&S>, with: impl Fn(&S) -> R) -> Step<R> {
    Step { was: step.was.map(&with), is: step.is.map(with) }
}

async fn expect_whole(bench: &Bench) {
    let reports = backend::verify(&bench.db.url).await.unwrap();
    assert!(reports.iter().all(|report| report.fault.is_none()), "{reports:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_opens_is_whole_and_its_entries_come_to_its_boards() {
    let bench = opened().await;
    expect_whole(&bench).await;
    let boards = boards(&bench);
    assert_eq!(boards.len(), 40);
    assert!(boards.values().any(|totals| !totals.is_empty()), "there are laps to play");
    for (slug, totals) in boards {
        let mut replayed = replayed(&entries(&bench, &slug).await);
        // Who was disqualified or removed has laps all the same, and no rank.
        replayed.retain(|bib, _| totals.contains_key(bib));
        assert_eq!(replayed, totals, "{slug}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_did_is_undone_from_the_newest_on() {
    let bench = opened().await;
    let (mut undone, mut refused) = (0, Vec::new());
    for slug in boards(&bench).into_keys() {
        for entry in entries(&bench, &slug).await.into_iter().filter(|entry| entry.undoable) {
            match bench.backend.audit.undo(&bench.admin, entry.id, UndoInput::default()).await {
                Ok(_) => undone += 1,
                Err(error) => {
                    let problem = domain::Problem::from(error);
                    assert_eq!(problem.kind, ProblemKind::Conflict, "{}: {}", entry.action, problem.sentence);
                    refused.push((entry.action, problem.sentence));
                }
            }
        }
    }
    // What something else depends on by now is refused, with a sentence that says so.
    assert!(undone > 100 && refused.len() < undone / 4, "{undone} undone, refused: {refused:#?}");
    expect_whole(&bench).await;
    let before = boards(&bench);
    let bench = bench.restart().await;
    assert_eq!(boards(&bench), before, "the boards are what the tables say");
}
