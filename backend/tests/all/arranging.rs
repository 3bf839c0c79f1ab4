//! Pace groups and lanes are added, changed and removed while the event runs, and all of it is undone.

use crate::common::{Bench, group, refused, trail::slot_of};
use domain::{
    Role,
    audit::{AuditFilter, EntryView, UndoInput},
    event::Placement,
    ids::{EventId, LaneId},
    lane::{LaneEdit, LaneInput, OwnLength, PaceGroupEdit, Place},
};
use serde_json::json;
use testbed::{Database, on_both_engines};

on_both_engines!(
    groups_come_change_and_go_and_come_back,
    lanes_come_change_and_go_and_come_back,
    nobody_who_stands_there_is_moved_or_put_out,
    what_was_arranged_since_is_not_undone_over,
    a_slot_is_the_same_whatever_its_pace_group_is_called,
    only_the_floor_arranges,
    a_lap_has_the_length_of_its_lane,
);

/// Pace groups with the capacities of their lanes.
async fn arrangement(bench: &Bench, event: EventId) -> Vec<(String, Vec<u32>)> {
    let groups = bench.backend.lanes.groups(&bench.admin, event).await.unwrap();
    let sizes = groups.iter().map(|group| group.lanes.iter().map(|lane| lane.capacity).collect::<Vec<_>>());
    let named = groups.iter().map(|group| group.name.clone()).zip(sizes).collect::<Vec<_>>();
    for (group, (_, sizes)) in groups.iter().zip(&named) {
        assert_eq!(group.slots.len(), sizes.iter().sum::<u32>() as usize, "slots lie over the lanes");
    }
    let counts: Vec<i64> = named.iter().map(|(_, sizes)| i64::from(sizes.iter().sum::<u32>())).collect();
    let view = bench.backend.events.view(event).unwrap();
    assert_eq!(view.pace_groups.iter().map(|group| group.count).collect::<Vec<_>>(), counts, "the public view follows");
    named
}

fn named(groups: &[(&str, &[u32])]) -> Vec<(String, Vec<u32>)> {
    groups.iter().map(|(name, sizes)| ((*name).to_owned(), sizes.to_vec())).collect()
}

async fn newest(bench: &Bench, action: &str) -> EntryView {
    let filter = AuditFilter { action: Some(action.into()), ..AuditFilter::default() };
    bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries.remove(0)
}

async fn undo(bench: &Bench, entry: &EntryView) -> backend::Result<EntryView> {
    bench.backend.audit.undo(&bench.admin, entry.id, UndoInput::default()).await
}

async fn lane_id(bench: &Bench, event: EventId, name: &str) -> LaneId {
    let lanes = bench.backend.lanes.lanes(&bench.admin, event).await.unwrap();
    lanes.iter().find(|lane| lane.name == name).unwrap().id
}

fn lane(name: &str, capacity: i64) -> LaneInput {
    LaneInput { name: name.into(), capacity, lap_length_m: None }
}

async fn groups_come_change_and_go_and_come_back(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let lanes = &bench.backend.lanes;
    lanes.add_group(&bench.admin, event, &group("family", 4)).await.unwrap();
    let three = named(&[("slow", &[3]), ("fast", &[2]), ("family", &[4])]);
    assert_eq!(arrangement(&bench, event).await, three);
    assert_eq!(refused(lanes.add_group(&bench.admin, event, &group("slow", 4)).await).0, 409);
    assert_eq!(refused(lanes.add_group(&bench.admin, event, &group("none", 0)).await).0, 400);
    let created = newest(&bench, "pace_group.create").await;
    assert_eq!(created.new_state, Some(json!({"name": "family", "color": "green", "count": 4})));

    let edit = PaceGroupEdit { name: Some("families".into()), color: Some("blue".into()) };
    lanes.edit_group(&bench.admin, event, "family", &edit).await.unwrap();
    lanes.edit_group(&bench.admin, event, "families", &edit).await.unwrap();
    let updated = newest(&bench, "pace_group.update").await;
    assert_eq!(updated.previous_state, Some(json!({"name": "family", "color": "green"})));
    assert_eq!(updated.new_state, Some(json!({"name": "families", "color": "blue"})));
    let pink = PaceGroupEdit { color: Some("pink".into()), name: None };
    assert_eq!(refused(lanes.edit_group(&bench.admin, event, "slow", &pink).await).0, 400);
    let clash = PaceGroupEdit { name: Some("fast".into()), color: None };
    assert_eq!(refused(lanes.edit_group(&bench.admin, event, "slow", &clash).await).0, 409);
    assert_eq!(refused(undo(&bench, &created).await).0, 409, "it was renamed since");
    let renaming = undo(&bench, &updated).await.unwrap();
    assert_eq!(arrangement(&bench, event).await, three);
    undo(&bench, &renaming).await.unwrap();
    assert_eq!(arrangement(&bench, event).await[2].0, "families");

    lanes.remove_group(&bench.admin, event, "families").await.unwrap();
    assert_eq!(arrangement(&bench, event).await, named(&[("slow", &[3]), ("fast", &[2])]));
    let again = refused(lanes.add_group(&bench.admin, event, &group("families", 4)).await);
    assert_eq!(again, (409, "There was a pace group families. Undo its removal, or choose another name.".into()));
    let removed = newest(&bench, "pace_group.delete").await;
    let back = undo(&bench, &removed).await.unwrap();
    assert_eq!(arrangement(&bench, event).await[2], ("families".to_owned(), vec![4]));
    assert_eq!(refused(undo(&bench, &removed).await).0, 409);
    undo(&bench, &back).await.unwrap();
    assert_eq!(arrangement(&bench, event).await.len(), 2);
    let bench = bench.restart().await;
    assert_eq!(arrangement(&bench, event).await.len(), 2);
    bench.backend.lanes.remove_group(&bench.admin, event, "fast").await.unwrap();
    assert_eq!(refused(bench.backend.lanes.remove_group(&bench.admin, event, "slow").await).0, 409, "the last one");
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn lanes_come_change_and_go_and_come_back(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let lanes = &bench.backend.lanes;
    lanes.add_lane(&bench.admin, event, "slow", &LaneInput { lap_length_m: Some(25.0), ..lane("2", 5) }).await.unwrap();
    assert_eq!(arrangement(&bench, event).await[0], ("slow".to_owned(), vec![3, 5]));
    let created = newest(&bench, "lane.create").await;
    let whole = json!({"name": "2", "capacity": 5, "lap_length_m": 25, "pace_group": "slow"});
    assert_eq!(created.new_state, Some(whole.clone()));
    for bad in [lane("", 5), lane("3", 0), LaneInput { lap_length_m: Some(-1.0), ..lane("3", 1) }] {
        assert_eq!(refused(lanes.add_lane(&bench.admin, event, "slow", &bad).await).0, 400);
    }
    assert_eq!(refused(lanes.add_lane(&bench.admin, event, "none", &lane("3", 1)).await).0, 404);
    assert_eq!(refused(lanes.add_lane(&bench.admin, event, "slow", &lane("3", 1_000)).await).0, 409, "too many slots");

    let two = lane_id(&bench, event, "2").await;
    let edit = LaneEdit { capacity: Some(6), ..LaneEdit::default() };
    lanes.edit_lane(&bench.admin, event, two, &edit).await.unwrap();
    let updated = newest(&bench, "lane.update").await;
    assert_eq!(
        (updated.previous_state.clone(), updated.new_state.clone()),
        (Some(json!({"capacity": 5})), Some(json!({"capacity": 6})))
    );
    assert_eq!(refused(undo(&bench, &created).await).0, 409, "it was changed since");
    undo(&bench, &updated).await.unwrap();
    let gone = undo(&bench, &created).await.unwrap();
    assert_eq!(arrangement(&bench, event).await[0], ("slow".to_owned(), vec![3]));
    assert_eq!(refused(lanes.edit_lane(&bench.admin, event, two, &edit).await).0, 404);
    undo(&bench, &gone).await.unwrap();
    lanes.remove_lane(&bench.admin, event, two).await.unwrap();
    let removed = newest(&bench, "lane.delete").await;
    assert_eq!((removed.previous_state.clone(), removed.new_state.clone()), (Some(whole), None));
    undo(&bench, &removed).await.unwrap();
    assert_eq!(arrangement(&bench, event).await[0], ("slow".to_owned(), vec![3, 5]));
    let fast = lane_id(&bench, event, "fast").await;
    assert_eq!(refused(lanes.remove_lane(&bench.admin, event, fast).await).0, 409, "the last of its group");
}

async fn nobody_who_stands_there_is_moved_or_put_out(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let lanes = &bench.backend.lanes;
    lanes.add_lane(&bench.admin, event, "slow", &lane("2", 2)).await.unwrap();
    let (one, two) = (lane_id(&bench, event, "slow").await, lane_id(&bench, event, "2").await);
    let ada = bench.register(event, "Ada").await;
    let slot = |position| Place::Slot { pace_group: "slow".into(), position };
    lanes.place(&bench.admin, event, ada, slot(3)).await.unwrap();
    let before = arrangement(&bench, event).await;
    let size = |capacity| LaneEdit { capacity: Some(capacity), ..LaneEdit::default() };
    for refusal in [
        lanes.edit_lane(&bench.admin, event, one, &size(1)).await,
        lanes.edit_lane(&bench.admin, event, one, &size(4)).await,
        lanes.remove_lane(&bench.admin, event, one).await,
        lanes.remove_lane(&bench.admin, event, two).await,
        lanes.remove_group(&bench.admin, event, "slow").await,
    ] {
        let (status, sentence) = refused(refusal);
        assert_eq!(status, 409);
        assert!(sentence.contains("1 · Ada"), "{sentence}");
    }
    assert_eq!(arrangement(&bench, event).await, before);
    lanes.edit_lane(&bench.admin, event, two, &size(1)).await.unwrap();
    let smaller = newest(&bench, "lane.update").await;
    let created = newest(&bench, "lane.create").await;
    undo(&bench, &smaller).await.unwrap();
    assert_eq!(refused(undo(&bench, &created).await).0, 409, "somebody stands in it");
    lanes.release(&bench.admin, event, ada).await.unwrap();
    lanes.remove_group(&bench.admin, event, "slow").await.unwrap();
}

async fn what_was_arranged_since_is_not_undone_over(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let lanes = &bench.backend.lanes;
    lanes.add_group(&bench.admin, event, &group("family", 4)).await.unwrap();
    let created = newest(&bench, "pace_group.create").await;
    lanes.add_lane(&bench.admin, event, "family", &lane("9", 2)).await.unwrap();
    let (status, sentence) = refused(undo(&bench, &created).await);
    assert!(status == 409 && sentence.contains("Lanes were added"), "{sentence}");
    let added = newest(&bench, "lane.create").await;
    lanes.remove_group(&bench.admin, event, "family").await.unwrap();
    assert_eq!(refused(undo(&bench, &added).await).0, 409, "the lane went with its group");
    undo(&bench, &newest(&bench, "pace_group.delete").await).await.unwrap();
    assert_eq!(arrangement(&bench, event).await[2], ("family".to_owned(), vec![4, 2]));
    undo(&bench, &added).await.unwrap();
    // The entry says that four slots came; six would go.
    let family = lane_id(&bench, event, "family").await;
    let six = LaneEdit { capacity: Some(6), ..LaneEdit::default() };
    lanes.edit_lane(&bench.admin, event, family, &six).await.unwrap();
    assert_eq!(refused(undo(&bench, &created).await).0, 409, "its lane takes more since");
    undo(&bench, &newest(&bench, "lane.update").await).await.unwrap();
    undo(&bench, &created).await.unwrap();
    assert_eq!(arrangement(&bench, event).await.len(), 2);
}

async fn a_slot_is_the_same_whatever_its_pace_group_is_called(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let lanes = &bench.backend.lanes;
    let ada = bench.register(event, "Ada").await;
    let rename = async |from: &str, to: &str| {
        let edit = PaceGroupEdit { name: Some(to.into()), color: None };
        lanes.edit_group(&bench.admin, event, from, &edit).await.unwrap();
    };
    bench.place(event, ada, "slow").await;
    lanes.release(&bench.admin, event, ada).await.unwrap();
    rename("slow", "calm").await;
    rename("fast", "slow").await;
    let released = newest(&bench, "lane.release").await;
    let back = undo(&bench, &released).await.unwrap();
    assert_eq!(slot_of(&bench, event, ada).await, Some(("calm".into(), 0)), "not into the other one");
    undo(&bench, &back).await.unwrap();
    assert_eq!(slot_of(&bench, event, ada).await, None, "it still is where the entry left it");
    lanes.remove_group(&bench.admin, event, "calm").await.unwrap();
    let (status, sentence) = refused(undo(&bench, &newest(&bench, "undo.undo.lane.release").await).await);
    assert_eq!((status, sentence.as_str()), (409, "The pace group calm was removed. Undo that first."));
}

async fn only_the_floor_arranges(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let lanes = &bench.backend.lanes;
    lanes.add_lane(&bench.admin, event, "slow", &lane("2", 2)).await.unwrap();
    let entry = newest(&bench, "lane.create").await;
    for role in [Role::Reception, Role::LaneAssign, Role::LaneCount, Role::Viewer] {
        let who = bench.device(role).await;
        assert_eq!(refused(lanes.add_group(&who, event, &group("x", 1)).await).0, 403, "{role}");
        assert_eq!(refused(lanes.remove_group(&who, event, "slow").await).0, 403, "{role}");
        assert_eq!(refused(bench.backend.audit.undo(&who, entry.id, UndoInput::default()).await).0, 403, "{role}");
    }
    let floor = bench.device(Role::Floor).await;
    lanes.add_group(&floor, event, &group("x", 1)).await.unwrap();
}

async fn a_lap_has_the_length_of_its_lane(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let lanes = &bench.backend.lanes;
    let short = LaneInput { lap_length_m: Some(25.0), ..lane("1", 3) };
    lanes.add_lane(&bench.admin, event, "slow", &short).await.unwrap();
    // Stations send a lane's name: no two lanes have one.
    let (status, sentence) = refused(lanes.add_lane(&bench.admin, event, "fast", &lane("1", 3)).await);
    assert_eq!((status, sentence.contains("in slow")), (409, true), "{sentence}");
    assert_eq!(refused(lanes.add_group(&bench.admin, event, &group("1", 3)).await).0, 409);
    let fast = lane_id(&bench, event, "fast").await;
    let renamed = |name: &str| LaneEdit { name: Some(name.into()), ..LaneEdit::default() };
    assert_eq!(refused(lanes.edit_lane(&bench.admin, event, fast, &renamed("1")).await).0, 409);

    let bib = bench.register(event, "Ada").await;
    bench.clock(event, domain::clock::ClockAction::Start, None).await;
    let metres = async |lane: &str| {
        let before = distance(&bench, event).await;
        let lap = format!(
            r#"{{"id":"{}","bib":{bib},"counted_at":"{}","lane":"{lane}"}}"#,
            uuid::Uuid::now_v7(),
            crate::common::T0
        );
        bench.laps(event, vec![serde_json::value::RawValue::from_string(lap).unwrap()]).await;
        distance(&bench, event).await - before
    };
    assert_eq!((metres("1").await, metres("fast").await, metres("none").await), (25, 50, 50));
    // A station that is offline sends its laps later, under the name that it knows.
    let first = lane_id(&bench, event, "1").await;
    assert_eq!(refused(lanes.edit_lane(&bench.admin, event, first, &renamed("one")).await).0, 409);
    lanes.edit_lane(&bench.admin, event, fast, &renamed("quick")).await.unwrap();
    lanes.remove_lane(&bench.admin, event, first).await.unwrap();
    assert_eq!(metres("1").await, 25, "also once the lane is gone");
    lanes.add_lane(&bench.admin, event, "slow", &lane("1", 3)).await.unwrap();
    assert_eq!(metres("1").await, 50, "the lane that is there goes before one that was");
    assert_eq!(refused(undo(&bench, &newest(&bench, "lane.delete").await).await).0, 409, "its name is taken");

    let again = lane_id(&bench, event, "1").await;
    let length = |length| LaneEdit { lap_length_m: Some(OwnLength(length)), ..LaneEdit::default() };
    lanes.edit_lane(&bench.admin, event, again, &length(Some(20.0))).await.unwrap();
    assert_eq!(metres("1").await, 20);
    lanes.edit_lane(&bench.admin, event, again, &length(None)).await.unwrap();
    assert_eq!(metres("1").await, 50, "the event's again");
}

/// Metres of all players.
async fn distance(bench: &Bench, event: EventId) -> i64 {
    let board = bench.backend.live.hub(event).unwrap().current().await;
    board.board().rows.iter().map(|row| row.distance_m.mm() / 1_000).sum()
}
