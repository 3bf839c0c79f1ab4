//! Tally sheets of paper: previewed, counted once, undone as one.

use crate::common::{
    Bench, T0, refused,
    trail::{newest, of_player, page, undo},
};
use domain::{
    Bib, Role, Timestamp,
    audit::{AuditFilter, EntryView, UndoInput},
    clock::ClockAction::{Pause, Resume, Start},
    event::Placement,
    fleet::StationReport,
    ids::{EventId, LaneId},
    player::{PlayerInput, Standing},
    sheet::{Holds, SheetInput, SheetRow},
};
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    a_sheet_counts_once_and_evenly_between_what_is_here,
    a_second_sheet_of_the_time_is_asked_about,
    a_sheet_is_undone_and_redone_as_one,
    what_cannot_count_is_held_and_undone_with_the_sheet,
    only_what_went_with_the_sheet_comes_back_and_only_as_it_can,
    what_is_held_already_or_would_be_is_said_before,
    strokes_of_somebody_who_left_lie_before_that,
    strokes_lie_in_no_pause_and_count_for_no_more_than_their_taps,
    what_the_tablets_of_the_lane_have_yet_to_send_is_told,
    a_player_is_on_a_sheet_once_and_not_after_being_removed,
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
    let rows: Vec<_> = preview.players.iter().map(|row| (row.strokes, row.here, row.adds, row.held)).collect();
    assert_eq!((rows, preview.like, preview.unsent), (vec![(5, 2, 3, 0), (2, 0, 2, 0)], None, 0));
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 0)], "a preview changes nothing");
    let taken = laps.record_sheet(&counter, event, typed.clone()).await.unwrap();
    assert_eq!((taken.counted, taken.held, taken.duplicate), (5, 0, false));
    assert!(laps.record_sheet(&counter, event, typed.clone()).await.unwrap().duplicate);
    let corrected = SheetInput { rows: vec![SheetRow { bib: ada, strokes: 21 }], ..typed };
    let (status, sentence) = refused(laps.record_sheet(&counter, event, corrected).await);
    assert_eq!((status, sentence.contains("other numbers")), (409, true), "what was corrected is not lost: {sentence}");
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

async fn only_what_went_with_the_sheet_comes_back_and_only_as_it_can(db: Database) {
    let (bench, event, lane, [ada, ben]) = race(db, Placement::Optional).await;
    let laps = &bench.backend.laps;
    let typed = sheet(lane, &[(ada, 4), (ben, 2)]);
    laps.record_sheet(&bench.admin, event, typed.clone()).await.unwrap();
    let counted = newest(&bench, ada, "lap.count").await.new_state.unwrap();
    let single = Uuid::parse_str(counted["lap"].as_str().unwrap()).unwrap();
    laps.void(&bench.admin, event, single).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 3), (2, 2)]);
    laps.undo_sheet(&bench.admin, event, typed.id, UndoInput::default()).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);
    // Meanwhile it is found that the race began later than the first of Ben's.
    bench.clock(event, Start, Some(at(250))).await;
    undo(&bench, &bench.admin, &entry_of_sheet(&bench, "undo.sheet.record").await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 1)], "one that was taken back by itself stays so");
    assert_eq!(laps.held(&bench.admin, event).await.unwrap().len(), 3);
    bench.clock(event, Start, Some(at(0))).await;
    assert_eq!(bench.standings(event).await, [(1, 3), (2, 2)]);
}

async fn what_is_held_already_or_would_be_is_said_before(db: Database) {
    let (bench, event, lane, [ada, ben]) = race(db, Placement::Required).await;
    let laps = &bench.backend.laps;
    bench.lap(event, Uuid::now_v7(), ada, at(100)).await;
    bench.place(event, ben, "slow").await;
    bench.time.pass_ms(600_000);
    let typed = SheetInput { to: at(1_200), ..sheet(lane, &[(ada, 3), (ben, 4)]) };
    let preview = laps.preview_sheet(&bench.admin, event, typed.clone()).await.unwrap();
    let rows: Vec<_> = preview.players.iter().map(|row| (row.here, row.waits, row.adds, row.held)).collect();
    assert_eq!(rows, [(0, 1, 2, 2), (0, 0, 4, 0)], "Ben's are spread over the time that he was in a lane");
    let taken = laps.record_sheet(&bench.admin, event, typed).await.unwrap();
    assert_eq!((taken.counted, taken.held), (4, 2));
}

async fn strokes_of_somebody_who_left_lie_before_that(db: Database) {
    let (bench, event, lane, [ada, _]) = race(db, Placement::Optional).await;
    bench.backend.players.set_standing(&bench.admin, event, ada, Standing::Withdrawn, "").await.unwrap();
    bench.time.pass_ms(600_000);
    let typed = SheetInput { to: at(1_200), ..sheet(lane, &[(ada, 6)]) };
    let taken = bench.backend.laps.record_sheet(&bench.admin, event, typed).await.unwrap();
    assert_eq!((taken.counted, taken.held), (6, 0));
}

async fn strokes_lie_in_no_pause_and_count_for_no_more_than_their_taps(db: Database) {
    let (bench, event, lane, [ada, _]) = race(db, Placement::Optional).await;
    bench.clock(event, Pause, Some(at(300))).await;
    bench.clock(event, Resume, None).await;
    bench.time.pass_ms(300_000);
    let typed = SheetInput { to: at(900), ..sheet(lane, &[(ada, 6)]) };
    let taken = bench.backend.laps.record_sheet(&bench.admin, event, typed).await.unwrap();
    assert_eq!((taken.counted, taken.held), (6, 0));
}

async fn what_the_tablets_of_the_lane_have_yet_to_send_is_told(db: Database) {
    let (bench, event, lane, [ada, _]) = race(db, Placement::Optional).await;
    let tablet = bench.device(Role::LaneCount).await;
    let report = StationReport { lane: Some(lane), unsent: 31, ..StationReport::default() };
    bench.backend.fleet.report(&tablet, event, report).unwrap();
    let preview = bench.backend.laps.preview_sheet(&bench.admin, event, sheet(lane, &[(ada, 3)])).await.unwrap();
    assert_eq!(preview.unsent, 31);
}

async fn a_player_is_on_a_sheet_once_and_not_after_being_removed(db: Database) {
    let (bench, event, lane, [ada, ben]) = race(db, Placement::Optional).await;
    let laps = &bench.backend.laps;
    let new_bib = Bib::new(70).unwrap();
    let input = PlayerInput { bib: Some(new_bib), name: "Ada Lind".into(), ..PlayerInput::default() };
    bench.backend.players.update(&bench.admin, event, ada, input).await.unwrap();
    let (status, sentence) =
        refused(laps.preview_sheet(&bench.admin, event, sheet(lane, &[(ada, 3), (new_bib, 1)])).await);
    assert_eq!((status, sentence.contains("one player")), (400, true), "{sentence}");
    bench.backend.players.set_standing(&bench.admin, event, ben, Standing::Deleted, "").await.unwrap();
    for typed in [sheet(lane, &[(ben, 1)])] {
        assert_eq!(refused(laps.preview_sheet(&bench.admin, event, typed.clone()).await).0, 404);
        assert_eq!(refused(laps.record_sheet(&bench.admin, event, typed).await).0, 404);
    }
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
