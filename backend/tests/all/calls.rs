//! What stations say of players beside laps: done once, at the moment it was said, however late it arrives.

use crate::common::{
    Bench, T0, refused,
    trail::{newest, of_player, race, slot_of, undo},
};
use backend::Who;
use domain::{
    Bib, Role, Timestamp,
    call::{CallOutcome, CallStatus, LaneCall, Saying},
    ids::{EventId, LaneId},
    lane::{Place, StationPlayer},
    lap::{Answered, LapStatus},
};
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    a_lane_takes_and_lets_go_when_it_was_said,
    what_was_decided_later_stands,
    a_break_ends_with_the_next_lap_and_is_undone,
    a_note_is_on_the_card_until_the_person_is_erased,
    what_cannot_be_done_is_answered_for_good,
);

const MINUTE_MS: i64 = 60_000;

fn minute(n: i64) -> Timestamp {
    T0.plus_ms(n * MINUTE_MS)
}

fn call(bib: Bib, say: Saying, at: Timestamp) -> LaneCall {
    LaneCall { id: Uuid::now_v7(), bib, at, say, text: None }
}

async fn lane_of(bench: &Bench, event: EventId, group: &str) -> LaneId {
    let lanes = bench.backend.lanes.lanes(&bench.admin, event).await.unwrap();
    lanes.into_iter().find(|lane| lane.pace_group == group).unwrap().id
}

async fn say(bench: &Bench, event: EventId, lane: LaneId, call: &LaneCall) -> CallOutcome {
    bench.backend.lanes.call(&bench.admin, event, lane, call.clone()).await.unwrap()
}

async fn card(bench: &Bench, event: EventId, lane: LaneId, bib: Bib) -> Option<StationPlayer> {
    let view = bench.backend.lanes.station(&bench.admin, event, lane).await.unwrap();
    view.players.into_iter().find(|player| player.bib == bib)
}

/// A race of half an hour: Ada and Ben in "slow", Cem in no slot.
async fn evening(db: Database) -> (Bench, EventId, LaneId, [Bib; 3]) {
    let (bench, event, ada, ben) = race(db).await;
    let cem = bench.register(event, "Cem Ay").await;
    bench.time.pass_ms(30 * MINUTE_MS);
    let lane = lane_of(&bench, event, "slow").await;
    (bench, event, lane, [ada, ben, cem])
}

async fn a_lane_takes_and_lets_go_when_it_was_said(db: Database) {
    let (bench, event, lane, [_, _, cem]) = evening(db).await;
    let early = Uuid::now_v7();
    assert_eq!(
        bench.lap(event, early, cem, minute(6)).await.status,
        LapStatus::Held,
        "nobody said yet that he is here"
    );
    let take = call(cem, Saying::Take, minute(5));
    assert_eq!(say(&bench, event, lane, &take).await.status, CallStatus::Done);
    assert_eq!(bench.standings(event).await[0], (cem.get(), 1), "the lap that waited counts");
    assert_eq!(card(&bench, event, lane, cem).await.unwrap().since, minute(5));
    assert_eq!(bench.lap(event, Uuid::now_v7(), cem, minute(1)).await.status, LapStatus::Held);

    let go = call(cem, Saying::LetGo, minute(20));
    assert_eq!(say(&bench, event, lane, &go).await.status, CallStatus::Done);
    assert_eq!(bench.lap(event, Uuid::now_v7(), cem, minute(19)).await.status, LapStatus::Counted);
    assert_eq!(bench.lap(event, Uuid::now_v7(), cem, minute(25)).await.status, LapStatus::Held, "he had gone by then");
    let entry = newest(&bench, cem, "lane.release").await;
    assert_eq!(entry.metadata, Some(serde_json::json!({"at": minute(20)})));

    // A tablet that heard no answer sends both again, and hears that nothing is to be done.
    let entries = of_player(&bench, cem).await.len();
    for again in [&take, &go] {
        assert_eq!(say(&bench, event, lane, again).await.status, CallStatus::Duplicate);
    }
    assert_eq!((of_player(&bench, cem).await.len(), slot_of(&bench, event, cem).await), (entries, None));
    let words = vec![take.id, go.id, early];
    let asked = Answered { words, ..Answered::default() };
    let lacking = bench.backend.laps.lacking(&bench.admin, event, asked).await.unwrap();
    assert_eq!(lacking.words, [early], "calls are known, a lap is none");

    let again = undo(&bench, &bench.admin, &entry).await.unwrap();
    assert_eq!(
        (again.action.as_str(), slot_of(&bench, event, cem).await),
        ("undo.lane.release", Some(("slow".into(), 2)))
    );
}

async fn what_was_decided_later_stands(db: Database) {
    let (bench, event, lane, [ada, ben, cem]) = evening(db).await;
    let fast = Place::Group { pace_group: "fast".into() };
    bench.backend.lanes.move_to(&bench.admin, event, ben, fast.clone()).await.unwrap();
    bench.backend.lanes.place(&bench.admin, event, cem, fast).await.unwrap();
    bench.backend.lanes.release(&bench.admin, event, ada).await.unwrap();
    bench.time.pass_ms(MINUTE_MS);
    for (bib, saying) in [(ben, Saying::Take), (cem, Saying::Take), (ada, Saying::Take), (ben, Saying::LetGo)] {
        let answer = say(&bench, event, lane, &call(bib, saying, minute(10))).await;
        assert_eq!(answer.status, CallStatus::Refused, "{bib} {saying:?}");
        assert!(answer.reason.unwrap().contains(&format!("{bib} · ")));
    }
    assert_eq!(slot_of(&bench, event, ben).await, Some(("fast".into(), 0)));
    assert_eq!(
        (slot_of(&bench, event, cem).await, slot_of(&bench, event, ada).await),
        (Some(("fast".into(), 1)), None)
    );
    // Said after it, the lane has the last word.
    assert_eq!(say(&bench, event, lane, &call(ben, Saying::Take, minute(31))).await.status, CallStatus::Done);
    assert_eq!(slot_of(&bench, event, ben).await.unwrap().0, "slow");
    // What is said to be in the future holds from now.
    assert_eq!(say(&bench, event, lane, &call(ada, Saying::Take, minute(99))).await.status, CallStatus::Done);
    assert_eq!(card(&bench, event, lane, ada).await.unwrap().since, minute(31));
}

async fn a_break_ends_with_the_next_lap_and_is_undone(db: Database) {
    let (bench, event, lane, [ada, ben, _]) = evening(db).await;
    let since = async |bib| card(&bench, event, lane, bib).await.unwrap().break_since;
    bench.lap(event, Uuid::now_v7(), ada, minute(8)).await;
    say(&bench, event, lane, &call(ada, Saying::Break, minute(9))).await;
    say(&bench, event, lane, &call(ben, Saying::Break, minute(9))).await;
    assert_eq!((since(ada).await, since(ben).await), (Some(minute(9)), Some(minute(9))));
    let lap = Uuid::now_v7();
    bench.lap(event, lap, ada, minute(15)).await;
    say(&bench, event, lane, &call(ben, Saying::Return, minute(16))).await;
    assert_eq!((since(ada).await, since(ben).await), (None, None));
    undo(&bench, &bench.admin, &newest(&bench, ben, "player.return").await).await.unwrap();
    bench.backend.laps.void(&bench.admin, event, lap).await.unwrap();
    assert_eq!((since(ada).await, since(ben).await), (Some(minute(9)), Some(minute(9))), "neither lap nor word stands");
    let counter = bench.device(Role::LaneCount).await;
    let undone = undo(&bench, &counter, &newest(&bench, ben, "player.break").await).await.unwrap();
    assert_eq!(since(ben).await, None);
    undo(&bench, &counter, &undone).await.unwrap();
    assert_eq!(since(ben).await, Some(minute(9)));
    let bench = bench.restart().await;
    assert_eq!(card(&bench, event, lane, ben).await.unwrap().break_since, Some(minute(9)));
}

async fn a_note_is_on_the_card_until_the_person_is_erased(db: Database) {
    let (bench, event, lane, [ada, ..]) = evening(db).await;
    for (text, at) in [("cramp in the left leg", minute(3)), ("took off the cap", minute(12))] {
        let note = LaneCall { text: Some(text.into()), ..call(ada, Saying::Note, at) };
        assert_eq!(say(&bench, event, lane, &note).await.status, CallStatus::Done);
    }
    let note = async || card(&bench, event, lane, ada).await.unwrap().note;
    assert_eq!(note().await.map(|note| (note.at, note.text)), Some((minute(12), "took off the cap".into())));
    undo(&bench, &bench.admin, &newest(&bench, ada, "player.note").await).await.unwrap();
    assert_eq!(note().await.unwrap().text, "cramp in the left leg");
    bench.backend.players.erase(&bench.admin, event, ada).await.unwrap();
    assert_eq!(note().await, None);
    let trail = serde_json::to_string(&of_player(&bench, ada).await).unwrap();
    assert!(!trail.contains("cramp") && !trail.contains("cap"), "{trail}");
}

async fn what_cannot_be_done_is_answered_for_good(db: Database) {
    let (bench, event, lane, [ada, ..]) = evening(db).await;
    let stranger = say(&bench, event, lane, &call(Bib::new(900).unwrap(), Saying::Take, minute(5))).await;
    assert_eq!((stranger.status, stranger.reason.unwrap().contains("900")), (CallStatus::Refused, true));
    let nowhere = say(&bench, event, LaneId(9_999), &call(ada, Saying::Break, minute(5))).await;
    assert_eq!(nowhere.status, CallStatus::Refused);
    let empty = LaneCall { text: Some(" ".into()), ..call(ada, Saying::Note, minute(5)) };
    assert_eq!(refused(bench.backend.lanes.call(&bench.admin, event, lane, empty).await).0, 400);
    let desk: Who = bench.device(Role::Reception).await;
    let denied = bench.backend.lanes.call(&desk, event, lane, call(ada, Saying::Break, minute(5))).await;
    assert_eq!(refused(denied).0, 403);
}
