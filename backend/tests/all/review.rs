//! Laps that look wrong: raised, kept, taken back, mended.

use crate::common::{Bench, T0, refused};
use domain::{
    Bib, Role, Timestamp,
    audit::{AuditFilter, EntryView, UndoInput},
    clock::ClockAction,
    event::Placement,
    ids::EventId,
    plausible::{Doubt, LapReview, ReviewAnswer},
};
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    what_looks_wrong_is_raised_newest_first_and_changes_nothing,
    a_lap_that_was_kept_is_not_raised_again_until_that_is_undone,
    a_double_tap_is_taken_back,
    missing_laps_are_added_once_at_the_proposed_times,
    a_release_and_a_pause_are_breaks,
    whoever_may_not_is_refused,
);

fn at(s: i64) -> Timestamp {
    T0.plus_ms(s * 1_000)
}

fn id(no: usize) -> Uuid {
    Uuid::from_u128(no as u128 + 1)
}

/// A running race in which somebody was tapped at these seconds.
async fn race(db: Database, moments: &[i64]) -> (Bench, EventId, Bib) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let ada = bench.register(event, "Ada Lind").await;
    bench.clock(event, ClockAction::Start, None).await;
    bench.time.pass_ms(3_600_000);
    for (no, s) in moments.iter().enumerate() {
        bench.lap(event, id(no), ada, at(*s)).await;
    }
    (bench, event, ada)
}

/// A missed lap before the one at 300 s, and a double tap at 421 s.
const WRONG: [i64; 11] = [0, 60, 120, 180, 300, 360, 420, 421, 480, 540, 600];

async fn found(bench: &Bench, event: EventId) -> Vec<(Uuid, usize)> {
    let missing = |doubt: &Doubt| match doubt {
        Doubt::Soon => 0,
        Doubt::Missed { at, .. } => at.len(),
    };
    let all = bench.backend.laps.review(&bench.admin, event).await.unwrap();
    all.iter().map(|lap| (lap.suspicion.lap, missing(&lap.suspicion.doubt))).collect()
}

async fn entries(bench: &Bench, action: &str) -> Vec<EntryView> {
    let filter = AuditFilter { action: Some(action.into()), ..AuditFilter::default() };
    bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries
}

async fn what_looks_wrong_is_raised_newest_first_and_changes_nothing(db: Database) {
    let (bench, event, ada) = race(db, &WRONG).await;
    let before = entries(&bench, "lap").await.len();
    assert_eq!(found(&bench, event).await, [(id(7), 0), (id(4), 1)]);
    let all = bench.backend.laps.review(&bench.admin, event).await.unwrap();
    assert_eq!((all[1].bib, all[1].name.as_str()), (ada, "Ada Lind"));
    assert_eq!((all[1].suspicion.gap_ms, all[1].suspicion.usual_ms), (120_000, 60_000));
    assert_eq!(all[1].suspicion.doubt, Doubt::Missed { at: vec![at(240)], laps: 1 });
    assert_eq!(entries(&bench, "lap").await.len(), before);
    assert_eq!(bench.standings(event).await, [(ada.get(), 11)]);
    let wire = serde_json::to_value(&all[0]).unwrap();
    assert_eq!((&wire["kind"], &wire["lap"], &wire["bib"]), (&json!("soon"), &json!(id(7)), &json!(ada)));
    let text = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Vec<LapReview>>(&text).unwrap(), all, "as pages read it");
    // Six hours later nobody asks any more.
    bench.time.pass_ms(6 * 3_600_000);
    assert_eq!(found(&bench, event).await, []);
}

async fn a_lap_that_was_kept_is_not_raised_again_until_that_is_undone(db: Database) {
    let (bench, event, ada) = race(db, &WRONG).await;
    let desk = bench.device(Role::Reception).await;
    for _ in 0..2 {
        bench.backend.laps.answer(&desk, event, id(7), ReviewAnswer::Keep).await.unwrap();
    }
    assert_eq!(found(&bench, event).await, [(id(4), 1)]);
    let kept = entries(&bench, "lap.keep").await;
    assert_eq!(kept.len(), 1, "again is no change");
    assert_eq!((kept[0].target.kind.as_str(), kept[0].target.id.clone()), ("lap", id(7).to_string()));
    let states = (kept[0].previous_state.clone(), kept[0].new_state.clone());
    assert_eq!(states, (Some(json!({"state": "counted"})), Some(json!({"state": "kept"}))));
    assert_eq!(kept[0].metadata, Some(json!({"bib": ada, "count": 1, "counted_at": at(421)})));
    assert!(kept[0].undoable);

    let undone = bench.backend.audit.undo(&desk, kept[0].id, UndoInput::default()).await.unwrap();
    assert_eq!(undone.action, "undo.lap.keep");
    assert_eq!(found(&bench, event).await, [(id(7), 0), (id(4), 1)]);
    bench.backend.audit.undo(&desk, undone.id, UndoInput::default()).await.unwrap();
    let bench = bench.restart().await;
    assert_eq!(found(&bench, event).await, [(id(4), 1)], "kept again, also after a restart");
}

async fn a_double_tap_is_taken_back(db: Database) {
    let (bench, event, ada) = race(db, &WRONG).await;
    let counter = bench.device(Role::LaneCount).await;
    bench.backend.laps.answer(&counter, event, id(7), ReviewAnswer::TakeBack).await.unwrap();
    assert_eq!(found(&bench, event).await, [(id(4), 1)]);
    assert_eq!(bench.standings(event).await, [(ada.get(), 10)]);
    let gone = bench.backend.laps.keep(&bench.admin, event, id(7)).await;
    assert_eq!(refused(gone).0, 404);
}

async fn missing_laps_are_added_once_at_the_proposed_times(db: Database) {
    let (bench, event, ada) = race(db, &[0, 60, 120, 180, 360, 420, 480, 540]).await;
    assert_eq!(found(&bench, event).await, [(id(4), 2)]);
    let added = bench.backend.laps.add_missing(&bench.admin, event, id(4)).await.unwrap();
    assert_eq!(added.iter().map(|added| added.laps).collect::<Vec<_>>(), [9, 10]);
    assert_eq!(found(&bench, event).await, []);
    let again = bench.backend.laps.add_missing(&bench.admin, event, id(4)).await;
    assert_eq!(refused(again).0, 409);
    let made = entries(&bench, "lap.adjust").await;
    let moments: Vec<_> = made.iter().map(|entry| entry.new_state.as_ref().unwrap()["at"].clone()).collect();
    assert_eq!(moments, [json!(at(300)), json!(at(240))]);
    assert_eq!(made[0].metadata, Some(json!({"reason": "a missed lap, added at the proposed time"})));

    for entry in made {
        bench.backend.audit.undo(&bench.admin, entry.id, UndoInput::default()).await.unwrap();
    }
    assert_eq!(found(&bench, event).await, [(id(4), 2)], "an addition that was undone is missing again");
    assert_eq!(bench.standings(event).await, [(ada.get(), 8)]);
}

async fn a_release_and_a_pause_are_breaks(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let (ada, ben) = (bench.register(event, "Ada").await, bench.register(event, "Ben").await);
    bench.place(event, ada, "slow").await;
    bench.place(event, ben, "slow").await;
    bench.clock(event, ClockAction::Start, None).await;
    let mut no = 0;
    for s in 1..=16 {
        bench.time.pass_ms(60_000);
        match s {
            5 => drop(bench.backend.lanes.release(&bench.admin, event, ada).await.unwrap()),
            6 => bench.place(event, ada, "fast").await,
            11 => bench.clock(event, ClockAction::Pause, None).await,
            12 => bench.clock(event, ClockAction::Resume, None).await,
            _ => {}
        }
        for bib in [ada, ben] {
            // Both rest in the pause, ada also between the two lanes.
            if s != 11 && (s != 5 || bib != ada) {
                no += 1;
                bench.lap(event, id(no), bib, at(s * 60)).await;
            }
        }
    }
    assert_eq!(found(&bench, event).await, []);
}

async fn whoever_may_not_is_refused(db: Database) {
    let (bench, event, ada) = race(db, &WRONG).await;
    let (desk, counter) = (bench.device(Role::Reception).await, bench.device(Role::LaneCount).await);
    let laps = &bench.backend.laps;
    assert_eq!(refused(laps.review(&counter, event).await).0, 403);
    assert_eq!(refused(laps.keep(&counter, event, id(7)).await).0, 403);
    assert_eq!(refused(laps.add_missing(&desk, event, id(4)).await).0, 403);
    assert_eq!(refused(laps.answer(&desk, event, id(7), ReviewAnswer::TakeBack).await).0, 403);
    assert_eq!(refused(laps.keep(&bench.admin, event, id(99)).await).0, 404);
    assert_eq!(refused(laps.add_missing(&bench.admin, event, id(7)).await).0, 409);
    assert_eq!(found(&bench, event).await, [(id(7), 0), (id(4), 1)]);
    assert_eq!(bench.standings(event).await, [(ada.get(), 11)]);
}
