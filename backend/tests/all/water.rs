//! Who is in the water: overdue, answered, called out, at night.

use crate::common::{Bench, T0, actions, refused};
use backend::Who;
use domain::{
    Bib, Role, Timestamp,
    audit::{AuditFilter, UndoInput},
    call::{LaneCall, Saying},
    clock::{ClockAction, ClockState},
    event::{EventInput, Placement, Sport},
    fleet::{SILENT_MS, StationReport},
    ids::{EventId, LaneId},
    lane::{PaceGroupInput, Place},
    night::NightPermission,
    overdue::UNANSWERED_MS,
    player::PlayerInput,
    water::{RollCallInput, RollCallNews, Says, Spoken, WaterAlarm, WaterAlarmKind, WordInput},
};
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    who_is_overdue_without_an_answer_alarms_the_desks,
    a_word_quiets_it_also_one_that_comes_late_and_twice,
    nobody_is_missed_who_does_not_swim,
    help_is_heard_at_once_and_until_the_all_clear,
    the_pool_is_cleared_lane_by_lane,
    a_minor_at_night_needs_a_noted_permission,
    whoever_may_not_is_refused,
);

fn at(s: i64) -> Timestamp {
    T0.plus_ms(s * 1_000)
}

/// Two in the lane slow, of whom one has swum laps of a minute until 240 s; it is then 240 s.
struct Race {
    bench: Bench,
    event: EventId,
    lane: LaneId,
    ada: Bib,
    ben: Bib,
}

async fn race(db: Database) -> Race {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let (ada, ben) = (bench.register(event, "Ada Lind").await, bench.register(event, "Ben Ott").await);
    for bib in [ada, ben] {
        bench.place(event, bib, "slow").await;
    }
    bench.clock(event, ClockAction::Start, None).await;
    for n in 1..=4 {
        bench.time.pass_ms(60_000);
        bench.lap(event, Uuid::now_v7(), ada, at(n * 60)).await;
    }
    let lane = bench.backend.lanes.lanes(&bench.admin, event).await.unwrap()[0].id;
    Race { bench, event, lane, ada, ben }
}

impl Race {
    async fn alarms(&self) -> Vec<WaterAlarm> {
        self.bench.backend.water.news(&self.bench.admin, self.event).await.unwrap().alarms
    }

    async fn say(&self, who: &Who, bib: Bib, says: Says) -> backend::Result<Spoken> {
        self.word(who, WordInput { id: Uuid::now_v7(), bib, says, at: None, leaves: None }).await
    }

    async fn word(&self, who: &Who, word: WordInput) -> backend::Result<Spoken> {
        self.bench.backend.water.say(who, self.event, word).await
    }

    async fn roll_call(&self, who: &Who, under_way: bool) -> backend::Result<RollCallNews> {
        self.bench.backend.water.set_roll_call(who, self.event, RollCallInput { under_way }).await
    }

    async fn overdue(&self) -> Vec<Bib> {
        let pool = self.bench.backend.water.pool(&self.bench.admin, self.event).await.unwrap();
        let swimmers = pool.lanes.into_iter().flat_map(|lane| lane.swimmers);
        swimmers.filter(|swimmer| swimmer.overdue.is_some()).map(|swimmer| swimmer.bib).collect()
    }
}

async fn who_is_overdue_without_an_answer_alarms_the_desks(db: Database) {
    let race = race(db).await;
    let (bench, ada, ben) = (&race.bench, race.ada, race.ben);
    // Ben has not swum one lap; by the lane's pace he is missed first: at 60 s and 120 s more.
    assert_eq!(race.overdue().await, [ben]);
    let alarms = race.alarms().await;
    assert_eq!(alarms.len(), 1);
    assert_eq!((alarms[0].bib, alarms[0].kind, alarms[0].last_seen), (ben, WaterAlarmKind::Overdue, at(0)));
    assert_eq!((alarms[0].since, alarms[0].lane, alarms[0].is_apart), (at(180), Some(race.lane), false));
    assert_eq!((alarms[0].name.as_deref(), alarms[0].lane_name.as_deref()), (Some("Ben Ott"), Some("slow")));
    race.say(&bench.admin, ben, Says::Out).await.unwrap();

    // Ada is missed at two and a half laps, and the desks hear of it a minute later.
    bench.time.pass_ms(149_999);
    assert_eq!(race.overdue().await, []);
    bench.time.pass_ms(1);
    assert_eq!((race.overdue().await, race.alarms().await), (vec![ada], vec![]));
    bench.time.pass_ms(UNANSWERED_MS - 1);
    assert_eq!(race.alarms().await, []);
    bench.time.pass_ms(1);
    assert_eq!(race.alarms().await[0].bib, ada);

    // Where the lane's station is not heard the alarm says so.
    let station = bench.device(Role::LaneCount).await;
    let report = StationReport { lane: Some(race.lane), ..StationReport::default() };
    bench.backend.fleet.report(&station, race.event, report).unwrap();
    assert!(!race.alarms().await[0].is_apart);
    bench.time.pass_ms(SILENT_MS);
    assert!(race.alarms().await[0].is_apart);
    let viewer = bench.device(Role::Viewer).await;
    let seen = bench.backend.water.news(&viewer, race.event).await.unwrap().alarms;
    assert_eq!((seen[0].bib, seen[0].name.as_deref()), (ada, None), "names are for those who may read them");

    // A lap ends it.
    bench.lap(race.event, Uuid::now_v7(), ada, at(490)).await;
    assert_eq!(race.alarms().await, []);
}

async fn a_word_quiets_it_also_one_that_comes_late_and_twice(db: Database) {
    let race = race(db).await;
    let (bench, ada) = (&race.bench, race.ada);
    race.say(&bench.admin, race.ben, Says::Out).await.unwrap();
    bench.time.pass_ms(400_000);
    assert_eq!(race.alarms().await.len(), 1);
    let station = bench.device(Role::LaneCount).await;
    let seen = WordInput { id: Uuid::now_v7(), bib: ada, says: Says::Seen, at: Some(at(600)), leaves: None };
    assert_eq!(race.word(&station, seen).await.unwrap(), Spoken { id: seen.id, duplicate: false, left_lane: false });
    assert!(race.word(&station, seen).await.unwrap().duplicate);
    assert_eq!(race.alarms().await, []);
    let other = WordInput { says: Says::Help, ..seen };
    assert_eq!(refused(race.word(&station, other).await).0, 409, "the id is taken");

    // From then on it is counted anew.
    bench.time.pass_ms(110_000);
    assert_eq!(race.overdue().await, [ada]);
    // Out of the water, said 5 s ago by a tablet without network: she leaves the lane with it.
    let out = WordInput { id: Uuid::now_v7(), says: Says::Out, at: Some(at(745)), leaves: Some(race.lane), ..seen };
    assert!(race.word(&station, out).await.unwrap().left_lane);
    assert_eq!(race.overdue().await, []);
    // Whoever came back since stays.
    bench.place(race.event, ada, "slow").await;
    let late = WordInput { id: Uuid::now_v7(), at: Some(at(746)), ..out };
    assert!(!race.word(&station, late).await.unwrap().left_lane);
    let elsewhere = WordInput { id: Uuid::now_v7(), at: None, leaves: Some(LaneId(404)), ..out };
    assert!(!race.word(&station, elsewhere).await.unwrap().left_lane);

    let made = actions(&bench.db, race.event).await;
    let words: Vec<&str> = made.iter().map(String::as_str).filter(|name| name.starts_with("water.")).collect();
    assert_eq!(words, ["water.out", "water.seen", "water.out", "water.out", "water.out"]);
    let filter = AuditFilter { action: Some("water".into()), ..AuditFilter::default() };
    let entries = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries;
    assert_eq!(entries[3].new_state, Some(json!({"said": "seen", "at": at(600)})));
    assert!(!entries[3].undoable);
    let undo = bench.backend.audit.undo(&bench.admin, entries[3].id, UndoInput::default()).await;
    assert!(refused(undo).1.contains("say what is so now"));
}

async fn nobody_is_missed_who_does_not_swim(db: Database) {
    let race = race(db).await;
    let bench = &race.bench;
    bench.time.pass_ms(400_000);
    assert_eq!(race.overdue().await.len(), 2);
    bench.clock(race.event, ClockAction::Pause, None).await;
    assert_eq!(race.overdue().await, [], "the clock stands");
    bench.time.pass_ms(1_000_000);
    bench.clock(race.event, ClockAction::Resume, None).await;
    assert_eq!(race.overdue().await, [], "everybody begins anew");
    bench.time.pass_ms(150_000);
    assert_eq!(race.overdue().await, [race.ada], "and is missed anew");
    let call = async |say, s| {
        let call = LaneCall { id: Uuid::now_v7(), bib: race.ada, at: at(s), say, text: None };
        bench.backend.lanes.call(&bench.admin, race.event, race.lane, call).await.unwrap();
    };
    call(Saying::Break, 1_790).await;
    assert_eq!(race.overdue().await, [], "on a break");
    bench.time.pass_ms(20_000);
    call(Saying::Return, 1_810).await;
    bench.time.pass_ms(10_000);
    assert_eq!(race.overdue().await, [race.ben], "back, and seen then");
    bench.backend.lanes.release(&bench.admin, race.event, race.ben).await.unwrap();
    assert_eq!(race.overdue().await, [], "gone from the lane");

    let run = EventInput {
        name: "A run".into(),
        sport: Sport::Run,
        lap_length_m: 400.0,
        placement: Some(Placement::Required),
        pace_groups: vec![PaceGroupInput { name: "all".into(), count: 2 }],
        ..EventInput::default()
    };
    let event = bench.backend.events.create(&bench.admin, run).await.unwrap().id;
    bench.clock(event, ClockAction::Open, None).await;
    let cy = bench.register(event, "Cy").await;
    bench.place(event, cy, "all").await;
    bench.clock(event, ClockAction::Start, None).await;
    bench.time.pass_ms(10_000_000);
    assert_eq!(bench.backend.water.news(&bench.admin, event).await.unwrap().alarms, [], "on dry land");
}

async fn help_is_heard_at_once_and_until_the_all_clear(db: Database) {
    let race = race(db).await;
    let bench = &race.bench;
    let station = bench.device(Role::LaneCount).await;
    race.say(&station, race.ben, Says::Help).await.unwrap();
    let alarms = race.alarms().await;
    assert_eq!((alarms[0].kind, alarms[0].bib, alarms[0].since), (WaterAlarmKind::Help, race.ben, at(240)));
    // Neither a lap nor a pause nor a restart ends it.
    bench.time.pass_ms(1_000);
    bench.lap(race.event, Uuid::now_v7(), race.ben, at(241)).await;
    bench.clock(race.event, ClockAction::Pause, None).await;
    let bench = race.bench.restart().await;
    let race = Race { bench, ..race };
    assert_eq!(race.alarms().await, alarms);
    let floor = race.bench.device(Role::Floor).await;
    race.bench.time.pass_ms(1_000);
    race.say(&floor, race.ben, Says::Clear).await.unwrap();
    assert_eq!(race.alarms().await, []);
}

async fn the_pool_is_cleared_lane_by_lane(db: Database) {
    let race = race(db).await;
    let bench = &race.bench;
    let cy = bench.register(race.event, "Cy Adler").await;
    bench.place(race.event, cy, "fast").await;
    let (desk, station) = (bench.device(Role::Reception).await, bench.device(Role::LaneCount).await);
    assert_eq!(refused(race.roll_call(&bench.admin, false).await).0, 409);
    race.say(&station, race.ada, Says::Out).await.unwrap();
    bench.time.pass_ms(1_000);

    let began = race.roll_call(&desk, true).await.unwrap();
    assert_eq!((began.called, began.missing), (3, 3), "out before the roll-call counts for nothing");
    assert_eq!(bench.backend.events.view(race.event).unwrap().clock.state, ClockState::Paused);
    assert_eq!(refused(race.roll_call(&desk, true).await).0, 409);
    let lane = bench.backend.water.lane(&station, race.event, race.lane).await.unwrap().roll_call.unwrap();
    assert_eq!((lane.players.len(), lane.missing), (2, 3));

    // Who is let go is not out, until somebody says so; and a tick can be taken back.
    bench.backend.lanes.release(&bench.admin, race.event, race.ada).await.unwrap();
    for (bib, says, missing) in [(race.ben, Says::Out, 2), (cy, Says::Out, 1), (cy, Says::Seen, 2), (cy, Says::Out, 1)]
    {
        bench.time.pass_ms(1_000);
        race.say(&station, bib, says).await.unwrap();
        let news = bench.backend.water.news(&desk, race.event).await.unwrap();
        assert_eq!(news.roll_call.map(|call| call.missing), Some(missing), "{says:?}");
    }
    // Whoever comes in meanwhile has to be out too.
    let dan = bench.register(race.event, "Dan").await;
    bench.place(race.event, dan, "fast").await;
    let bench = race.bench.restart().await;
    let race = Race { bench, ..race };
    let bench = &race.bench;
    let pool = bench.backend.water.pool(&bench.admin, race.event).await.unwrap();
    let call = pool.roll_call.unwrap();
    let missing = call.lanes.iter().flat_map(|lane| &lane.players).filter(|player| player.out_at.is_none());
    assert_eq!(missing.map(|player| player.bib).collect::<Vec<_>>(), [race.ada, dan]);

    let desk = bench.device(Role::LaneAssign).await;
    assert_eq!(refused(race.roll_call(&desk, false).await).0, 403, "the clock is the floor's");
    assert_eq!(race.roll_call(&bench.admin, false).await.unwrap().missing, 2);
    assert_eq!(bench.backend.water.news(&bench.admin, race.event).await.unwrap().roll_call, None);
    assert_eq!(bench.backend.events.view(race.event).unwrap().clock.state, ClockState::Paused, "until it is told");
    let made = actions(&bench.db, race.event).await;
    let calls = made.iter().filter(|name| name.starts_with("roll_call.") || *name == "clock.pause");
    assert_eq!(calls.collect::<Vec<_>>(), ["clock.pause", "roll_call.begin", "roll_call.end"]);
    // Another one can begin, and where the clock stands it is left alone.
    assert_eq!(race.roll_call(&bench.admin, true).await.unwrap().called, 3);
}

async fn a_minor_at_night_needs_a_noted_permission(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let input = |name: &str, age| PlayerInput { name: name.into(), age, ..PlayerInput::default() };
    let all = vec![input("Emil", Some(12)), input("Ute", Some(40)), input("Kim", Some(17)), input("Ada", None)];
    let players = bench.backend.players.create(&bench.admin, event, all).await.unwrap();
    let bibs: Vec<Bib> = players.iter().map(|player| player.bib).collect();
    assert!(players.iter().all(|player| !player.night_permission));
    bench.place(event, bibs[0], "slow").await;
    bench.place(event, bibs[1], "slow").await;
    let minors = async || {
        let minors = bench.backend.players.minors(&bench.admin, event).await.unwrap();
        minors.into_iter().map(|minor| (minor.bib, minor.age, minor.lane)).collect::<Vec<_>>()
    };
    assert_eq!(minors().await, [(bibs[0], 12, "slow".to_owned())], "in a lane, and a minor");
    let desk = bench.device(Role::Reception).await;
    let permission = NightPermission { permitted: true, reason: Some("his mother, by phone".into()) };
    let noted = bench.backend.players.permit_night(&desk, event, bibs[0], permission.clone()).await.unwrap();
    assert!(noted.night_permission);
    assert_eq!(minors().await, []);
    bench.backend.players.permit_night(&desk, event, bibs[0], permission).await.unwrap();

    // Whoever edits a player without a word of it leaves it as it is.
    bench.backend.players.update(&desk, event, bibs[0], input("Emil S", Some(12))).await.unwrap();
    assert_eq!(minors().await, []);
    let filter = AuditFilter { action: Some("player.update".into()), ..AuditFilter::default() };
    let entries = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries;
    assert_eq!(entries.len(), 2, "to note it again is no change");
    assert_eq!(entries[1].previous_state, Some(json!({"night_permission": false})));
    assert_eq!(entries[1].new_state, Some(json!({"night_permission": true})));
    bench.backend.audit.undo(&desk, entries[1].id, UndoInput::default()).await.unwrap();
    assert_eq!(minors().await.len(), 1);
}

async fn whoever_may_not_is_refused(db: Database) {
    let race = race(db).await;
    let bench = &race.bench;
    let (station, desk) = (bench.device(Role::LaneCount).await, bench.device(Role::Reception).await);
    let viewer = bench.device(Role::Viewer).await;
    let water = &bench.backend.water;
    assert_eq!(refused(race.say(&desk, race.ada, Says::Seen).await).0, 403);
    assert_eq!(refused(race.say(&Who::nobody(), race.ada, Says::Seen).await).0, 401);
    assert_eq!(refused(race.say(&station, Bib::new(404).unwrap(), Says::Seen).await).0, 404);
    assert_eq!(refused(race.roll_call(&station, true).await).0, 403);
    assert_eq!(refused(water.pool(&viewer, race.event).await).0, 403);
    assert_eq!(refused(water.lane(&station, race.event, LaneId(404)).await).0, 404);
    assert_eq!(refused(water.news(&station, EventId(404)).await).0, 404);
    let leaves = WordInput { id: Uuid::now_v7(), bib: race.ada, says: Says::Seen, at: None, leaves: Some(race.lane) };
    assert_eq!(refused(race.word(&station, leaves).await).0, 400);
    assert_eq!(refused(race.word(&station, WordInput { id: Uuid::nil(), leaves: None, ..leaves }).await).0, 400);
    let permission = NightPermission { permitted: true, reason: None };
    assert_eq!(refused(bench.backend.players.permit_night(&station, race.event, race.ada, permission).await).0, 403);
    let place = Place::Group { pace_group: "slow".into() };
    assert_eq!(refused(bench.backend.lanes.place(&viewer, race.event, race.ada, place).await).0, 403);
}
