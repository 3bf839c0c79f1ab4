//! Laps added to players and taken off by a person's word.

use crate::common::{Bench, T0, refused};
use domain::{
    Bib, Metres, Role, Timestamp,
    audit::{AuditFilter, EntryView, UndoInput},
    clock::ClockAction,
    event::Placement,
    ids::EventId,
    lap::{AdjustInput, Adjusted, SignedLaps},
    player::Standing,
};
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    laps_are_added_and_taken_off_from_a_moment_on,
    metres_beyond_whole_laps_are_added_and_taken_back,
    an_adjustment_is_undone_redone_and_never_leaves_less_than_nothing,
    what_cannot_be_adjusted_is_refused,
    a_lap_counted_after_more_was_taken_off_is_on_the_board_as_in_the_tables,
    a_registration_is_undone_together_with_its_adjustments,
    an_id_is_of_one_thing_alone,
);

fn input(laps: i64, at: Option<Timestamp>) -> AdjustInput {
    AdjustInput {
        id: Uuid::now_v7(),
        laps: SignedLaps::new(laps).unwrap(),
        extra_m: None,
        at,
        reason: "the paper sheet".into(),
    }
}

/// A running race of two, seven with three laps.
async fn race(db: Database) -> (Bench, EventId, Bib, Bib) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let (ada, ben) = (bench.register(event, "Ada").await, bench.register(event, "Ben").await);
    bench.clock(event, ClockAction::Start, None).await;
    bench.time.pass_ms(100_000);
    for n in 1..=3 {
        bench.lap(event, Uuid::now_v7(), ada, T0.plus_ms(n * 10_000)).await;
    }
    (bench, event, ada, ben)
}

async fn metres_beyond_whole_laps_are_added_and_taken_back(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let rest = |mm| AdjustInput { laps: SignedLaps::default(), extra_m: Some(Metres::from_mm(mm)), ..input(1, None) };
    let row = async || bench.backend.live.hub(event).unwrap().current().await.board().rows[0].clone();
    assert_eq!(adjust(&bench, event, ada, rest(25_000)).await.unwrap().laps, 3);
    assert_eq!((row().await.laps, row().await.distance_m), (3, Metres::from_mm(175_000)));
    for (mm, status) in [(50_000, 400), (0, 400), (-25_000, 400)] {
        assert_eq!(refused(adjust(&bench, event, ada, rest(mm)).await).0, status, "{mm}");
    }
    let nothing = AdjustInput { extra_m: None, ..rest(1) };
    assert_eq!(refused(adjust(&bench, event, ada, nothing).await).0, 400);
    let bench = bench.restart().await;
    let row = async || bench.backend.live.hub(event).unwrap().current().await.board().rows[0].clone();
    assert_eq!(row().await.distance_m, Metres::from_mm(175_000), "the same when it is read from the tables");
    let undo = UndoInput { reason: "too much".into(), together: false };
    bench.backend.audit.undo(&bench.admin, entries(&bench, "lap.adjust").await[0].id, undo).await.unwrap();
    assert_eq!((row().await.laps, row().await.distance_m), (3, Metres::from_mm(150_000)));
}

async fn adjust(bench: &Bench, event: EventId, bib: Bib, input: AdjustInput) -> backend::Result<Adjusted> {
    bench.backend.laps.adjust(&bench.admin, event, bib, input).await
}

async fn entries(bench: &Bench, action: &str) -> Vec<EntryView> {
    let filter = AuditFilter { action: Some(action.into()), ..AuditFilter::default() };
    bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries
}

async fn laps_are_added_and_taken_off_from_a_moment_on(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    let plus = input(4, Some(T0.plus_ms(40_000)));
    let adjusted = adjust(&bench, event, ben, plus.clone()).await.unwrap();
    assert_eq!((adjusted.laps, adjusted.duplicate), (4, false));
    assert_eq!(bench.standings(event).await, [(ben.get(), 4), (ada.get(), 3)]);
    let again = adjust(&bench, event, ben, plus.clone()).await.unwrap();
    assert_eq!((again.laps, again.duplicate), (4, true));
    let minus = adjust(&bench, event, ben, input(-1, None)).await.unwrap();
    assert_eq!(minus.laps, 3);
    // Three each: who reached it earlier stands higher, and what was taken off moves no last lap.
    assert_eq!(bench.standings(event).await, [(ada.get(), 3), (ben.get(), 3)]);

    let newest = entries(&bench, "lap.adjust").await;
    assert_eq!(newest.len(), 2);
    let expected = json!({"adjustment": plus.id, "laps": 4, "distance_m": 200, "at": T0.plus_ms(40_000)});
    assert_eq!((&newest[1].previous_state, &newest[1].new_state), (&None, &Some(expected)));
    assert_eq!(newest[1].metadata, Some(json!({"reason": "the paper sheet"})));
    assert_eq!((newest[1].target.kind.as_str(), newest[1].target.id.clone()), ("player", ben.to_string()));

    let player = bench.backend.players.public(event, ben).await.unwrap();
    let splits: Vec<_> = player.splits.iter().map(|split| (split.laps, split.counted_at)).collect();
    assert_eq!(splits, [(4, T0.plus_ms(40_000)), (3, T0.plus_ms(100_000))]);
    let filter = backend::BoardFilter { to: Some(T0.plus_ms(50_000)), ..Default::default() };
    let rows = bench.backend.live.filtered(event, &filter).await.unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.laps).collect::<Vec<_>>(), [4, 3], "as it was at that moment");
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(ada.get(), 3), (ben.get(), 3)], "rebuilt from the tables");
}

async fn an_adjustment_is_undone_redone_and_never_leaves_less_than_nothing(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    adjust(&bench, event, ben, input(2, None)).await.unwrap();
    let plus = entries(&bench, "lap.adjust").await[0].id;
    let undo = |id| bench.backend.audit.undo(&bench.admin, id, UndoInput::default());
    let undone = undo(plus).await.unwrap();
    assert_eq!(undone.action, "undo.lap.adjust");
    assert_eq!(bench.standings(event).await, [(ada.get(), 3), (ben.get(), 0)]);
    assert_eq!(refused(undo(plus).await).0, 409);
    undo(undone.id).await.unwrap();
    assert_eq!(bench.standings(event).await, [(ada.get(), 3), (ben.get(), 2)]);

    adjust(&bench, event, ben, input(-2, None)).await.unwrap();
    let redo = entries(&bench, "undo.lap.adjust").await[0].id;
    let (status, sentence) = refused(undo(redo).await);
    assert_eq!(status, 409, "{sentence}");
    assert!(sentence.contains("no more than these"), "{sentence}");
    assert_eq!(bench.standings(event).await, [(ada.get(), 3), (ben.get(), 0)]);
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(ada.get(), 3), (ben.get(), 0)]);
}

async fn what_cannot_be_adjusted_is_refused(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    assert_eq!(refused(adjust(&bench, event, ada, input(-4, None)).await).0, 409);
    assert_eq!(refused(adjust(&bench, event, ada, input(1, Some(T0.plus_ms(-1)))).await).0, 409, "before the start");
    assert_eq!(refused(adjust(&bench, event, ada, input(1, Some(T0.plus_ms(100_001)))).await).0, 400, "to come");
    assert_eq!(refused(adjust(&bench, event, Bib::new(404).unwrap(), input(1, None)).await).0, 404);
    let silent = AdjustInput { reason: "  ".into(), ..input(1, None) };
    assert_eq!(refused(adjust(&bench, event, ada, silent).await).0, 400);
    let first = input(1, None);
    adjust(&bench, event, ada, first.clone()).await.unwrap();
    assert_eq!(refused(adjust(&bench, event, ben, first.clone()).await).0, 409, "another player's id");
    let desk = bench.device(Role::Reception).await;
    assert_eq!(refused(bench.backend.laps.adjust(&desk, event, ada, input(1, None)).await).0, 403);
    bench.clock(event, ClockAction::Pause, None).await;
    bench.time.pass_ms(10_000);
    let paused = Some(T0.plus_ms(105_000));
    assert_eq!(refused(adjust(&bench, event, ada, input(1, paused)).await).0, 409, "in a pause");
    adjust(&bench, event, ada, input(1, None)).await.unwrap(); // from when the race stopped
    adjust(&bench, event, ada, input(1, Some(T0.plus_ms(50_000)))).await.unwrap();
    assert_eq!(bench.standings(event).await, [(ada.get(), 6), (ben.get(), 0)]);
}

async fn a_lap_counted_after_more_was_taken_off_is_on_the_board_as_in_the_tables(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    let wrong = Uuid::now_v7();
    bench.lap(event, wrong, ben, T0.plus_ms(40_000)).await;
    adjust(&bench, event, ben, input(-1, None)).await.unwrap();
    // Nobody has less than nothing, but what was taken off still is.
    bench.backend.laps.void(&bench.admin, event, wrong).await.unwrap();
    for laps in [0, 1] {
        bench.lap(event, Uuid::now_v7(), ben, T0.plus_ms(50_000)).await;
        assert_eq!(bench.standings(event).await, [(ada.get(), 3), (ben.get(), laps)]);
    }
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(ada.get(), 3), (ben.get(), 1)]);
}

async fn a_registration_is_undone_together_with_its_adjustments(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    adjust(&bench, event, ben, input(2, None)).await.unwrap();
    let refused_removal = bench.backend.players.set_standing(&bench.admin, event, ben, Standing::Deleted, "").await;
    assert_eq!(refused(refused_removal).0, 409, "a player with laps cannot be removed");
    let registered = entries(&bench, "player.register").await[0].id;
    let alone = bench.backend.audit.undo(&bench.admin, registered, UndoInput::default()).await;
    assert!(refused(alone).1.contains("2 counted laps"));
    let together = UndoInput { together: true, ..UndoInput::default() };
    bench.backend.audit.undo(&bench.admin, registered, together).await.unwrap();
    assert_eq!(bench.standings(event).await, [(ada.get(), 3)]);
    let taken_back = &entries(&bench, "lap.adjust").await[0];
    assert!(taken_back.previous_state.is_some() && taken_back.new_state.is_none());
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn an_id_is_of_one_thing_alone(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let elsewhere = bench.event(Placement::Optional).await;
    let carl = bench.register(elsewhere, "Carl").await;
    bench.clock(elsewhere, ClockAction::Start, None).await;
    let plus = input(1, None);
    adjust(&bench, event, ada, plus.clone()).await.unwrap();
    let (status, sentence) = refused(adjust(&bench, elsewhere, carl, plus.clone()).await);
    assert_eq!((status, sentence.contains("another event")), (409, true), "{sentence}");
    let lap = bench.lap(event, plus.id, ada, T0.plus_ms(90_000)).await;
    assert_eq!((lap.status, lap.reason.is_some()), (domain::lap::LapStatus::Rejected, true));
    assert_eq!(bench.standings(event).await[0], (ada.get(), 4));
    let lap = Uuid::now_v7();
    bench.lap(event, lap, ada, T0.plus_ms(90_000)).await;
    assert_eq!(refused(adjust(&bench, elsewhere, carl, AdjustInput { id: lap, ..plus }).await).0, 409);
}
