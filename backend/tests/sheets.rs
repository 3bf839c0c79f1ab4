//! Tally sheets of paper: previewed, counted once, undone as one.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use common::{
    Bench, T0, refused,
    trail::{of_player, page, undo},
};
use domain::{
    Bib, Role, Timestamp,
    audit::{AuditFilter, EntryView, UndoInput},
    clock::ClockAction::Start,
    event::Placement,
    ids::{EventId, LaneId},
    sheet::{Holds, SheetInput, SheetRow},
};
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    a_sheet_counts_once_and_evenly_between_what_is_here,
    a_second_sheet_of_the_time_is_asked_about,
    a_sheet_is_undone_and_redone_as_one,
    what_cannot_count_is_held_and_undone_with_the_sheet,
    bad_sheets_and_low_roles_are_refused,
);

fn at(s: i64) -> Timestamp {
    T0.plus_ms(s * 1_000)
}

/// A race that began ten minutes ago: Ada and Ben, and the first lane.
async fn race(db: Database, placement: Placement) -> (Bench, EventId, LaneId, [Bib; 2]) {
    let bench = Bench::start(db).await;
    let event = bench.event(placement).await;
    let players = [bench.register(event, "Ada Lind").await, bench.register(event, "Ben Roth").await];
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(600_000);
    let lane = bench.backend.lanes.lanes(&bench.admin, event).await.unwrap()[0].id;
    (bench, event, lane, players)
}

fn sheet(lane: LaneId, rows: &[(Bib, u32)]) -> SheetInput {
    let rows = rows.iter().map(|(bib, strokes)| SheetRow { bib: *bib, strokes: *strokes }).collect();
    SheetInput { id: Uuid::now_v7(), lane, from: at(0), to: at(600), holds: Holds::Whole, again: false, rows }
}

async fn entry_of_sheet(bench: &Bench, action: &str) -> EntryView {
    let filter = AuditFilter { action: Some(action.into()), ..AuditFilter::default() };
    page(bench, filter).await.entries.remove(0)
}

async fn a_sheet_counts_once_and_evenly_between_what_is_here(db: Database) {
    let (bench, event, lane, [ada, ben]) = race(db, Placement::Optional).await;
    for s in [100, 200] {
        bench.lap(event, Uuid::now_v7(), ada, at(s)).await;
    }
    let laps = &bench.backend.laps;
    let counter = bench.device(Role::LaneCount).await;
    let typed = sheet(lane, &[(ada, 5), (ben, 2)]);
    let preview = laps.preview_sheet(&counter, event, typed.clone()).await.unwrap();
    let rows: Vec<_> = preview.players.iter().map(|row| (row.strokes, row.here, row.adds)).collect();
    assert_eq!((rows, preview.like), (vec![(5, 2, 3), (2, 0, 2)], None));
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 0)], "a preview changes nothing");
    let taken = laps.record_sheet(&counter, event, typed.clone()).await.unwrap();
    assert_eq!((taken.counted, taken.held, taken.duplicate), (5, 0, false));
    assert!(laps.record_sheet(&counter, event, typed).await.unwrap().duplicate);
    assert_eq!(bench.standings(event).await, [(1, 5), (2, 2)]);
    let entries = of_player(&bench, ada).await;
    let moments = entries.iter().rev().filter(|entry| entry.action == "lap.count");
    let moments: Vec<_> = moments.map(|entry| entry.new_state.as_ref().unwrap()["counted_at"].clone()).collect();
    assert_eq!(moments, [100, 200, 300, 400, 500].map(|s| serde_json::json!(at(s))));
    let newest = &entries[0];
    assert_eq!(newest.metadata.as_ref().unwrap()["source"], "paper");
    assert_eq!(newest.actor.name.as_deref(), Some("lane_count 1"), "history says who typed it");
    let listed = laps.sheets(&counter, event).await.unwrap();
    assert_eq!((listed[0].strokes, listed[0].players, listed[0].typed_by.as_deref()), (5, 2, Some("lane_count 1")));
}

async fn a_second_sheet_of_the_time_is_asked_about(db: Database) {
    let (bench, event, lane, [ada, _]) = race(db, Placement::Optional).await;
    let laps = &bench.backend.laps;
    laps.record_sheet(&bench.admin, event, sheet(lane, &[(ada, 2)])).await.unwrap();
    let second = SheetInput { holds: Holds::Beside, from: at(500), ..sheet(lane, &[(ada, 3)]) };
    assert!(laps.preview_sheet(&bench.admin, event, second.clone()).await.unwrap().like.is_some());
    let (status, sentence) = refused(laps.record_sheet(&bench.admin, event, second.clone()).await);
    assert_eq!((status, sentence.contains("was typed in by")), (409, true), "{sentence}");
    laps.record_sheet(&bench.admin, event, SheetInput { again: true, ..second }).await.unwrap();
    assert_eq!(bench.standings(event).await[0], (1, 5));
    let whole = SheetInput { again: true, ..sheet(lane, &[(ada, 5)]) };
    assert_eq!(refused(laps.record_sheet(&bench.admin, event, whole).await).0, 409, "nothing to add");
}

async fn a_sheet_is_undone_and_redone_as_one(db: Database) {
    let (bench, event, lane, [ada, ben]) = race(db, Placement::Optional).await;
    let laps = &bench.backend.laps;
    let typed = sheet(lane, &[(ada, 4), (ben, 3)]);
    laps.record_sheet(&bench.admin, event, typed.clone()).await.unwrap();
    let wish = UndoInput { reason: "of last night".into(), together: false };
    assert!(laps.undo_sheet(&bench.admin, event, typed.id, wish.clone()).await.unwrap().undone);
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);
    assert_eq!(refused(laps.undo_sheet(&bench.admin, event, typed.id, wish).await).0, 409);
    assert!(laps.sheets(&bench.admin, event).await.unwrap()[0].undone);
    undo(&bench, &bench.admin, &entry_of_sheet(&bench, "undo.sheet.record").await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 4), (2, 3)]);
    assert!(!laps.sheets(&bench.admin, event).await.unwrap()[0].undone);
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(1, 4), (2, 3)]);
}

async fn what_cannot_count_is_held_and_undone_with_the_sheet(db: Database) {
    let (bench, event, lane, [ada, _]) = race(db, Placement::Required).await;
    let laps = &bench.backend.laps;
    let typed = sheet(lane, &[(ada, 3)]);
    let taken = laps.record_sheet(&bench.admin, event, typed.clone()).await.unwrap();
    assert_eq!((taken.counted, taken.held), (0, 3), "she was in no lane");
    laps.undo_sheet(&bench.admin, event, typed.id, UndoInput::default()).await.unwrap();
    assert_eq!(laps.held(&bench.admin, event).await.unwrap().len(), 0);
    undo(&bench, &bench.admin, &entry_of_sheet(&bench, "undo.sheet.record").await).await.unwrap();
    assert_eq!(laps.held(&bench.admin, event).await.unwrap().len(), 3);
}

async fn bad_sheets_and_low_roles_are_refused(db: Database) {
    let (bench, event, lane, [ada, _]) = race(db, Placement::Optional).await;
    let laps = &bench.backend.laps;
    let nobody = Bib::new(404).unwrap();
    for (bad, status) in [
        (SheetInput { to: at(700), ..sheet(lane, &[(ada, 1)]) }, 400),
        (SheetInput { to: at(0), ..sheet(lane, &[(ada, 1)]) }, 400),
        (sheet(LaneId(404), &[(ada, 1)]), 404),
        (sheet(lane, &[(nobody, 1)]), 404),
        (sheet(lane, &[(ada, 0)]), 409),
    ] {
        assert_eq!(refused(laps.record_sheet(&bench.admin, event, bad.clone()).await).0, status, "{bad:?}");
    }
    let desk = bench.device(Role::Reception).await;
    assert_eq!(refused(laps.record_sheet(&desk, event, sheet(lane, &[(ada, 1)])).await).0, 403);
    assert_eq!(refused(laps.sheets(&desk, event).await).0, 403);
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);
}
