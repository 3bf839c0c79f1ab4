//! Rehearsals: made like an event, never in its place, cleared with one change.

use crate::common::{Bench, lap, refused};
use domain::{
    Role,
    audit::AuditFilter,
    clock::{ClockAction, ClockState},
    event::{EventView, Placement},
    ids::EventId,
    lap::LapStatus,
};
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    a_rehearsal_is_made_like_an_event_and_is_never_current_beside_it,
    it_is_cleared_with_one_change_and_filled_again,
    a_real_event_is_neither_filled_nor_cleared,
    whoever_may_not_is_refused,
);

async fn rehearse(bench: &Bench, like: EventId) -> EventView {
    bench.backend.events.rehearse(&bench.admin, like, "Rehearsal".into()).await.unwrap()
}

async fn a_rehearsal_is_made_like_an_event_and_is_never_current_beside_it(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let made = rehearse(&bench, event).await;
    assert_eq!((made.rehearsal, made.clock.state, made.slug.as_str()), (true, ClockState::Running, "rehearsal"));
    assert_eq!(made.pace_groups, bench.backend.events.view(event).unwrap().pace_groups);
    assert_eq!(bench.standings(made.id).await.len(), 5, "somebody in each of the five places");
    let lane = bench.backend.lanes.lanes(&bench.admin, made.id).await.unwrap()[0].id;
    let station = bench.backend.lanes.station(&bench.admin, made.id, lane).await.unwrap();
    assert_eq!((station.players.len(), station.rehearsal.is_some()), (3, true));
    let board = bench.backend.live.hub(made.id).unwrap().current().await;
    assert!(board.board().event.rehearsal, "boards say so");
    // It runs and the real one does not, and still the real one is current; also when that is over.
    let events = &bench.backend.events;
    assert_eq!((events.current(), events.at_the_desks()), (Some(event), Some(event)));
    bench.clock(event, ClockAction::Start, None).await;
    bench.clock(event, ClockAction::Finish, None).await;
    assert_eq!((events.current(), events.at_the_desks()), (Some(event), Some(event)));
    let bench = bench.restart().await;
    assert!(bench.backend.events.view(made.id).unwrap().rehearsal);
    assert_eq!(bench.backend.events.current(), Some(event));
    assert!(!bench.backend.events.view(event).unwrap().rehearsal);
}

async fn it_is_cleared_with_one_change_and_filled_again(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let ada = bench.register(event, "Ada Lind").await;
    let made = rehearse(&bench, event).await.id;
    bench.time.pass_ms(600_000);
    let now = backend::TimeSource::now(bench.time.as_ref());
    let bib = bench.standings(made).await[0].0;
    let id = |no: u128| Uuid::from_u128(no);
    let taps = (1..=4).map(|no| lap(id(no), bib, now.plus_ms(-60_000 * i64::try_from(no).unwrap()))).collect();
    bench.laps(made, taps).await;
    let held = bench.laps(made, vec![lap(id(9), 99_999, now)]).await;
    assert_eq!(held[0].status, LapStatus::Held);

    let cleared = bench.backend.events.clear_rehearsal(&bench.admin, made).await.unwrap();
    assert_eq!(cleared, 5);
    assert_eq!(bench.standings(made).await, []);
    assert_eq!(bench.backend.laps.held(&bench.admin, made).await.unwrap(), []);
    let groups = bench.backend.lanes.groups(&bench.admin, made).await.unwrap();
    assert!(groups.iter().all(|group| group.free() == group.slots.len()));
    let filter = AuditFilter { action: Some("event.clear".into()), ..AuditFilter::default() };
    let entries = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries;
    assert_eq!(entries[0].new_state, Some(json!({"players": 5, "laps": 4})));
    assert!(!entries[0].undoable);
    assert_eq!(bench.standings(event).await, [(ada.get(), 0)], "the real one is as it was");

    assert_eq!(bench.backend.events.fill_rehearsal(&bench.admin, made).await.unwrap(), 5);
    assert_eq!(bench.backend.events.fill_rehearsal(&bench.admin, made).await.unwrap(), 0, "all places are taken");
    let again = bench.standings(made).await;
    assert!(again.len() == 5 && again.iter().all(|(other, laps)| *other != bib && *laps == 0), "{again:?}");
    let bench = bench.restart().await;
    assert_eq!(bench.standings(made).await, again);
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn a_real_event_is_neither_filled_nor_cleared(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let ada = bench.register(event, "Ada Lind").await;
    let events = &bench.backend.events;
    assert_eq!(refused(events.clear_rehearsal(&bench.admin, event).await).0, 409);
    assert_eq!(refused(events.fill_rehearsal(&bench.admin, event).await).0, 409);
    assert_eq!(bench.standings(event).await, [(ada.get(), 0)]);
    assert_eq!(refused(events.clear_rehearsal(&bench.admin, EventId(404)).await).0, 404);
}

async fn whoever_may_not_is_refused(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let made = rehearse(&bench, event).await.id;
    let (floor, counter) = (bench.device(Role::Floor).await, bench.device(Role::LaneCount).await);
    let events = &bench.backend.events;
    assert_eq!(refused(events.rehearse(&floor, event, "Another".into()).await).0, 403);
    assert_eq!(refused(events.clear_rehearsal(&counter, made).await).0, 403);
    assert_eq!(refused(events.fill_rehearsal(&counter, made).await).0, 403);
    assert_eq!(events.clear_rehearsal(&floor, made).await.unwrap(), 5);
}
