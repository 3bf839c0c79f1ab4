//! Who has left the race: what is tapped for them afterwards, and what becomes of it when they come back.

use crate::common::{Bench, T0, actions};
use domain::{
    Bib, Timestamp,
    audit::{AuditFilter, EntryView, UndoInput},
    clock::ClockAction::{Finish, Resume, Start},
    event::Placement,
    held::HeldReason,
    ids::EventId,
    lap::LapStatus::{Counted, Held},
    player::Standing,
};
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    a_tap_is_judged_by_when_it_was_counted_not_by_when_it_arrived,
    who_comes_back_finds_what_was_held,
    an_undone_re_entry_holds_what_was_counted_since,
    who_is_disqualified_after_withdrawing_left_when_they_withdrew,
    what_a_person_counted_stays,
    a_lap_of_somebody_who_left_does_not_come_back,
    the_clock_and_the_leaving_are_judged_together,
);

/// A running race for everyone, with one player, at `T0`.
async fn race(db: Database, placement: Placement) -> (Bench, EventId, Bib) {
    let bench = Bench::start(db).await;
    let event = bench.event(placement).await;
    let ada = bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    (bench, event, ada)
}

fn at(s: i64) -> Timestamp {
    T0.plus_ms(s * 1_000)
}

async fn stand(bench: &Bench, event: EventId, bib: Bib, standing: Standing) {
    let player = bench.backend.players.set_standing(&bench.admin, event, bib, standing, "").await.unwrap();
    assert_eq!(player.standing, standing);
}

async fn held(bench: &Bench, event: EventId) -> Vec<HeldReason> {
    bench.backend.laps.held(&bench.admin, event).await.unwrap().iter().map(|lap| lap.reason).collect()
}

/// Counted at that second of the race.
async fn tap(bench: &Bench, event: EventId, bib: Bib, s: i64) -> (Uuid, domain::lap::LapStatus) {
    let id = Uuid::now_v7();
    (id, bench.lap(event, id, bib, at(s)).await.status)
}

/// The newest entry of that action about a player.
async fn newest(bench: &Bench, bib: Bib, action: &str) -> EntryView {
    let filter = AuditFilter { target: Some(format!("player:{bib}")), ..AuditFilter::default() };
    let page = bench.backend.audit.list(&bench.admin, &filter).await.unwrap();
    page.entries.into_iter().find(|entry| entry.action == action).unwrap()
}

async fn undo(bench: &Bench, entry: &EntryView) -> EntryView {
    bench.backend.audit.undo(&bench.admin, entry.id, UndoInput::default()).await.unwrap()
}

async fn a_tap_is_judged_by_when_it_was_counted_not_by_when_it_arrived(db: Database) {
    let (bench, event, ada) = race(db, Placement::Optional).await;
    bench.time.pass_ms(60_000);
    stand(&bench, event, ada, Standing::Withdrawn).await;
    bench.time.pass_ms(60_000);
    assert_eq!(tap(&bench, event, ada, 59).await.1, Counted, "from before, arrived late");
    assert_eq!(tap(&bench, event, ada, 60).await.1, Counted);
    let late = bench.lap(event, Uuid::now_v7(), ada, at(60).plus_ms(1)).await;
    assert_eq!((late.status, late.reason.as_deref()), (Held, Some("counted after the player had left the race")));
    assert_eq!(held(&bench, event).await, [HeldReason::LeftRace]);
    assert_eq!(bench.standings(event).await, [(1, 2)]);
    // A tap that was ahead of the withdrawal's clock and came first is judged alike.
    let (bench, event) = (bench.restart().await, event);
    stand(&bench, event, ada, Standing::Active).await;
    assert_eq!(tap(&bench, event, ada, 125).await.1, Counted);
    stand(&bench, event, ada, Standing::Withdrawn).await;
    assert_eq!(held(&bench, event).await, [HeldReason::LeftRace]);
    assert_eq!(bench.standings(event).await, [(1, 3)]);
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(1, 3)]);
}

async fn who_comes_back_finds_what_was_held(db: Database) {
    let (bench, event, ada) = race(db, Placement::Required).await;
    bench.place(event, ada, "slow").await;
    bench.time.pass_ms(60_000);
    stand(&bench, event, ada, Standing::Withdrawn).await;
    bench.time.pass_ms(600_000);
    tap(&bench, event, ada, 61).await;
    tap(&bench, event, ada, 400).await;
    assert_eq!(held(&bench, event).await, [HeldReason::LeftRace; 2]);
    let withdrawn = newest(&bench, ada, "player.withdraw").await;
    assert_eq!(withdrawn.previous_state, Some(json!({"standing": "active", "left_at": null})));
    assert_eq!(withdrawn.new_state, Some(json!({"standing": "withdrawn", "left_at": at(60)})));
    // Whoever is back still needs a slot: of the two the first lies within the grace of the one that was left.
    stand(&bench, event, ada, Standing::Active).await;
    assert_eq!(held(&bench, event).await, [HeldReason::NotPlaced]);
    assert_eq!(bench.standings(event).await, [(1, 1)]);
    stand(&bench, event, ada, Standing::Withdrawn).await;
    assert_eq!(held(&bench, event).await, [HeldReason::NotPlaced], "it was counted before this second leaving");
    let (status, sentence) =
        crate::common::refused(bench.backend.audit.undo(&bench.admin, withdrawn.id, UndoInput::default()).await);
    assert_eq!(status, 409, "another withdrawal stands since");
    assert!(sentence.contains("changed since"), "{sentence}");
}

async fn an_undone_re_entry_holds_what_was_counted_since(db: Database) {
    let (bench, event, ada) = race(db, Placement::Optional).await;
    tap(&bench, event, ada, 0).await;
    bench.time.pass_ms(60_000);
    stand(&bench, event, ada, Standing::Withdrawn).await;
    bench.time.pass_ms(60_000);
    stand(&bench, event, ada, Standing::Active).await;
    bench.time.pass_ms(60_000);
    tap(&bench, event, ada, 150).await;
    assert_eq!(bench.standings(event).await, [(1, 2)]);
    let back = undo(&bench, &newest(&bench, ada, "player.re_enter").await).await;
    assert_eq!(bench.standings(event).await, [(1, 1)]);
    assert_eq!(held(&bench, event).await, [HeldReason::LeftRace]);
    let player = bench.backend.players.find(&bench.admin, event, ada).await.unwrap();
    assert_eq!((player.standing, player.left_at), (Standing::Withdrawn, Some(at(60))));
    undo(&bench, &back).await;
    assert_eq!(bench.standings(event).await, [(1, 2)]);
    assert_eq!(held(&bench, event).await, []);
    let entries = actions(&bench.db, event).await;
    assert_eq!(
        entries[entries.len() - 4..],
        ["lap.hold", "undo.player.re_enter", "lap.count", "undo.undo.player.re_enter"]
    );
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(1, 2)]);
}

async fn who_is_disqualified_after_withdrawing_left_when_they_withdrew(db: Database) {
    let (bench, event, ada) = race(db, Placement::Optional).await;
    bench.time.pass_ms(60_000);
    stand(&bench, event, ada, Standing::Withdrawn).await;
    bench.time.pass_ms(60_000);
    stand(&bench, event, ada, Standing::Disqualified).await;
    assert_eq!(tap(&bench, event, ada, 90).await.1, Held);
    undo(&bench, &newest(&bench, ada, "player.disqualify").await).await;
    assert_eq!(held(&bench, event).await, [HeldReason::LeftRace]);
    undo(&bench, &newest(&bench, ada, "player.withdraw").await).await;
    assert_eq!(held(&bench, event).await, []);
    assert_eq!(bench.standings(event).await, [(1, 1)]);
}

async fn what_a_person_counted_stays(db: Database) {
    let (bench, event, ada) = race(db, Placement::Optional).await;
    stand(&bench, event, ada, Standing::Withdrawn).await;
    bench.time.pass_ms(60_000);
    let (lap, _) = tap(&bench, event, ada, 30).await;
    assert_eq!(bench.backend.laps.count_held(&bench.admin, event, vec![lap]).await.unwrap(), 1);
    assert_eq!(bench.standings(event).await, [(1, 1)]);
    stand(&bench, event, ada, Standing::Disqualified).await;
    stand(&bench, event, ada, Standing::Active).await;
    undo(&bench, &newest(&bench, ada, "player.re_enter").await).await;
    undo(&bench, &newest(&bench, ada, "player.disqualify").await).await;
    assert_eq!(bench.standings(event).await, [(1, 1)], "no rule takes back what somebody decided");
}

async fn a_lap_of_somebody_who_left_does_not_come_back(db: Database) {
    let (bench, event, ada) = race(db, Placement::Optional).await;
    bench.time.pass_ms(60_000);
    let (lap, _) = tap(&bench, event, ada, 30).await;
    bench.backend.laps.void(&bench.admin, event, lap).await.unwrap();
    stand(&bench, event, ada, Standing::Withdrawn).await;
    undo(&bench, &newest(&bench, ada, "lap.void").await).await;
    assert_eq!(bench.standings(event).await, [(1, 1)], "it was counted before the player left");
    stand(&bench, event, ada, Standing::Active).await;
    let (lap, _) = tap(&bench, event, ada, 80).await;
    bench.backend.laps.void(&bench.admin, event, lap).await.unwrap();
    stand(&bench, event, ada, Standing::Withdrawn).await;
    let voided = newest(&bench, ada, "lap.void").await;
    let refusal = bench.backend.audit.undo(&bench.admin, voided.id, UndoInput::default()).await;
    let (status, sentence) = crate::common::refused(refusal);
    assert_eq!((status, sentence.contains("left the race")), (409, true), "{sentence}");
}

async fn the_clock_and_the_leaving_are_judged_together(db: Database) {
    let (bench, event, ada) = race(db, Placement::Optional).await;
    stand(&bench, event, ada, Standing::Withdrawn).await;
    bench.time.pass_ms(60_000);
    tap(&bench, event, ada, 50).await;
    bench.clock(event, Finish, Some(at(40))).await;
    assert_eq!(held(&bench, event).await, [HeldReason::LeftRace], "who is mended before when");
    stand(&bench, event, ada, Standing::Active).await;
    assert_eq!(held(&bench, event).await, [HeldReason::AfterFinish]);
    bench.clock(event, Resume, None).await;
    assert_eq!(bench.standings(event).await, [(1, 1)]);
}
