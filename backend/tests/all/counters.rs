//! Two tablets at one lane: together, and each for itself.

use crate::common::{Bench, T0, refused};
use backend::Who;
use domain::{
    Bib, Role, Timestamp,
    audit::{AuditFilter, EntryView, UndoInput},
    clock::ClockAction,
    counters::{Counters, CountersInput, Settlement},
    event::Placement,
    ids::{DeviceId, EventId, LaneId},
    lap::{LapOutcome, LapStatus},
    tallies::LaneTallies,
};
use serde_json::{json, value::RawValue};
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    what_both_tapped_is_one_lap_and_a_question,
    it_does_not_matter_who_is_first_to_reach_the_server,
    whichever_of_the_two_is_taken_back_the_other_counts,
    three_hundred_questions_are_answered_as_one,
    an_answer_is_undone_where_it_was_given,
    one_tablet_counts_as_ever,
    of_two_tallies_one_counts_and_what_differs_is_settled,
    the_first_that_counts_leads_until_it_is_shut_out,
    a_tablet_shows_its_own_tally,
    how_a_lane_counts_is_undone,
    whoever_may_not_is_refused,
);

fn at(s: i64) -> Timestamp {
    T0.plus_ms(s * 1_000)
}

fn id(no: usize) -> Uuid {
    Uuid::from_u128(no as u128 + 1)
}

/// A running swim with Ada in the lane "slow", which two tablets count.
struct Pool {
    bench: Bench,
    event: EventId,
    ada: Bib,
    tablets: [Who; 2],
    lane: LaneId,
}

impl Pool {
    async fn open(db: Database) -> Self {
        let bench = Bench::start(db).await;
        let event = bench.event(Placement::Required).await;
        let ada = bench.register(event, "Ada Lind").await;
        bench.place(event, ada, "slow").await;
        bench.clock(event, ClockAction::Start, None).await;
        bench.time.pass_ms(3 * 3_600_000);
        let tablets = [bench.device(Role::LaneCount).await, bench.device(Role::LaneCount).await];
        let lane = bench.backend.lanes.lanes(&bench.admin, event).await.unwrap()[0].id;
        Self { bench, event, ada, tablets, lane }
    }

    /// Taps of a tablet at these seconds, their ids from a number on.
    async fn tap(&self, tablet: usize, first: usize, seconds: &[i64]) -> Vec<LapOutcome> {
        let lap = |(no, s): (usize, &i64)| {
            let (id, bib, at) = (id(first + no), self.ada, at(*s));
            let text = format!(r#"{{"id":"{id}","bib":{bib},"counted_at":"{at}","lane":"slow"}}"#);
            RawValue::from_string(text).unwrap()
        };
        let laps = seconds.iter().enumerate().map(lap).collect();
        self.bench.backend.laps.record(&self.tablets[tablet], self.event, laps).await.unwrap()
    }

    async fn laps(&self) -> u64 {
        self.bench.standings(self.event).await[0].1
    }

    async fn asked(&self) -> Vec<Uuid> {
        let all = self.bench.backend.laps.both_counted(&self.tablets[0], self.event).await.unwrap();
        all.into_iter().map(|question| question.lap).collect()
    }

    async fn settle(&self, who: &Who, all: &[(usize, bool)]) -> usize {
        let all = all.iter().map(|(no, counts)| Settlement { lap: id(*no), counts: *counts }).collect();
        self.bench.backend.laps.settle_counters(who, self.event, all).await.unwrap()
    }

    async fn set(&self, counters: Counters, lead: Option<DeviceId>) {
        let input = CountersInput { counters, lead };
        self.bench.backend.lanes.set_counters(&self.bench.admin, self.event, self.lane, input).await.unwrap();
    }

    async fn tallies(&self) -> Vec<LaneTallies> {
        self.bench.backend.laps.tallies(&self.bench.admin, self.event).await.unwrap()
    }

    /// The laps that only one of the tallies has.
    async fn differences(&self) -> Vec<Uuid> {
        let all = self.tallies().await;
        let players = all.iter().flat_map(|lane| &lane.players);
        players.flat_map(|player| player.differences().map(|tap| tap.lap).collect::<Vec<_>>()).collect()
    }

    async fn newest(&self, action: &str) -> EntryView {
        let filter = AuditFilter { action: Some(action.into()), ..AuditFilter::default() };
        self.bench.backend.audit.list(&self.bench.admin, &filter).await.unwrap().entries.remove(0)
    }

    async fn undo(&self, who: &Who, entry: &EntryView) -> backend::Result<EntryView> {
        self.bench.backend.audit.undo(who, entry.id, UndoInput::default()).await
    }
}

fn statuses(outcomes: &[LapOutcome]) -> Vec<LapStatus> {
    outcomes.iter().map(|outcome| outcome.status).collect()
}

async fn what_both_tapped_is_one_lap_and_a_question(db: Database) {
    let pool = Pool::open(db).await;
    assert_eq!(statuses(&pool.tap(0, 0, &[100]).await), [LapStatus::Counted]);
    let asked = pool.tap(1, 10, &[104]).await;
    assert_eq!(statuses(&asked), [LapStatus::Held]);
    assert_eq!(asked[0].reason.as_deref(), Some("another tablet counted the same player just then"));
    assert_eq!((pool.laps().await, pool.asked().await), (1, vec![id(10)]));
    let question = pool.bench.backend.laps.both_counted(&pool.tablets[1], pool.event).await.unwrap().remove(0);
    assert_eq!((question.bib, question.name.as_str(), question.apart_ms()), (pool.ada, "Ada Lind", 4_000));
    assert_eq!((question.device.is_some(), question.counted_by.is_some(), question.counted_at), (true, true, at(100)));
    for tablet in &pool.tablets {
        let view = pool.bench.backend.lanes.station(tablet, pool.event, pool.lane).await.unwrap();
        assert_eq!(view.questions, std::slice::from_ref(&question), "on both stations");
    }
    // Sent again it is no other lap, and says the same; a true one is.
    let again = pool.tap(1, 10, &[104, 150]).await;
    assert_eq!(statuses(&again), [LapStatus::Duplicate, LapStatus::Counted]);
    assert_eq!((again[0].held, &again[0].reason), (true, &asked[0].reason));
    assert_eq!(pool.settle(&pool.tablets[0], &[(10, false)]).await, 1);
    assert_eq!(pool.settle(&pool.tablets[1], &[(10, false)]).await, 0, "answered before");
    assert_eq!((pool.laps().await, pool.asked().await), (2, vec![]));
    // Two after all.
    pool.tap(0, 1, &[152]).await;
    assert_eq!(pool.settle(&pool.tablets[1], &[(1, true)]).await, 1);
    assert_eq!((pool.laps().await, pool.asked().await), (3, vec![]));
    let entry = pool.newest("lap.count").await;
    assert_eq!(entry.metadata, Some(json!({"held": "both_counted"})));
    assert!(backend::verify(&pool.bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn it_does_not_matter_who_is_first_to_reach_the_server(db: Database) {
    let pool = Pool::open(db).await;
    // One was offline for an hour, missed a lap and has one that the other missed.
    pool.tap(0, 0, &[100, 160, 220, 340, 400]).await;
    let late = pool.tap(1, 10, &[98, 163, 281, 341, 399]).await;
    assert_eq!(
        statuses(&late),
        [LapStatus::Held, LapStatus::Held, LapStatus::Counted, LapStatus::Held, LapStatus::Held]
    );
    assert_eq!((pool.laps().await, pool.asked().await.len()), (6, 4));
}

async fn whichever_of_the_two_is_taken_back_the_other_counts(db: Database) {
    let pool = Pool::open(db).await;
    let laps = &pool.bench.backend.laps;
    pool.tap(0, 0, &[100]).await;
    pool.tap(1, 10, &[102]).await;
    laps.undo(&pool.tablets[0], pool.event, id(0)).await.unwrap();
    assert_eq!((pool.laps().await, pool.asked().await), (1, vec![]), "the other tap counts in its place");
    let back = pool.newest("undo").await;
    pool.undo(&pool.tablets[0], &back).await.unwrap();
    assert_eq!((pool.laps().await, pool.asked().await), (1, vec![id(10)]), "and is a question again");
    // A tap that was taken back by the helper who made it leaves room for the right one.
    laps.undo(&pool.tablets[1], pool.event, id(10)).await.unwrap();
    assert_eq!(statuses(&pool.tap(1, 11, &[103]).await), [LapStatus::Held]);
    assert_eq!((pool.laps().await, pool.asked().await), (1, vec![id(11)]));
}

async fn three_hundred_questions_are_answered_as_one(db: Database) {
    let pool = Pool::open(db).await;
    let seconds: Vec<i64> = (1..=300).map(|no| no * 30).collect();
    let late: Vec<i64> = seconds.iter().map(|s| s + 2).collect();
    pool.tap(0, 0, &seconds).await;
    pool.tap(1, 1_000, &late).await;
    assert_eq!((pool.laps().await, pool.asked().await.len()), (300, 300));
    let view = pool.bench.backend.lanes.station(&pool.tablets[0], pool.event, pool.lane).await.unwrap();
    assert_eq!(view.questions.len(), 50, "a station is told the newest");
    let all: Vec<(usize, bool)> = (1_000..1_300).map(|no| (no, false)).collect();
    assert_eq!(pool.settle(&pool.tablets[0], &all).await, 300);
    assert_eq!((pool.laps().await, pool.asked().await), (300, vec![]));
}

async fn an_answer_is_undone_where_it_was_given(db: Database) {
    let pool = Pool::open(db).await;
    pool.tap(0, 0, &[100]).await;
    pool.tap(1, 10, &[104]).await;
    pool.settle(&pool.tablets[0], &[(10, false)]).await;
    let entry = pool.newest("lap.dismiss").await;
    assert_eq!(refused(pool.undo(&pool.tablets[1], &entry).await).0, 403, "another's answer is a desk's to undo");
    pool.undo(&pool.tablets[0], &entry).await.unwrap();
    assert_eq!((pool.laps().await, pool.asked().await), (1, vec![id(10)]));
}

async fn one_tablet_counts_as_ever(db: Database) {
    let pool = Pool::open(db).await;
    assert_eq!(statuses(&pool.tap(0, 0, &[100, 101, 102]).await), [LapStatus::Counted; 3]);
    // Nor does it matter what a program without a device sends.
    pool.bench.lap(pool.event, id(50), pool.ada, at(103)).await;
    assert_eq!((pool.laps().await, pool.asked().await), (4, vec![]));
}

async fn of_two_tallies_one_counts_and_what_differs_is_settled(db: Database) {
    let pool = Pool::open(db).await;
    pool.set(Counters::Independent, None).await;
    pool.tap(0, 0, &[100, 160, 220, 280, 340, 400]).await;
    assert_eq!(pool.tallies().await[0].other, None);
    // The other was away for an hour; it missed the lap at 220 and has one at 310, and one twice at 341.
    let late = pool.tap(1, 10, &[99, 162, 281, 310, 341, 343, 401]).await;
    assert_eq!(statuses(&late), [LapStatus::Held; 7]);
    assert_eq!(pool.laps().await, 6, "the board never shows more than one of them counted");
    assert_eq!(pool.bench.backend.laps.held(&pool.bench.admin, pool.event).await.unwrap(), []);
    let tallies = pool.tallies().await;
    let player = &tallies[0].players[0];
    assert_eq!((player.bib, player.counted, player.other), (pool.ada, 6, 7));
    assert_eq!(pool.differences().await, [id(2), id(13), id(15)]);
    assert_eq!(tallies[0].lead.as_ref().map(|lead| lead.device), pool.tablets[0].device_id());
    assert_eq!(tallies[0].other.as_ref().map(|other| other.device), pool.tablets[1].device_id());
    // It was one, it was one, it was none.
    assert_eq!(pool.settle(&pool.bench.admin, &[(2, true), (13, true), (15, false)]).await, 3);
    assert_eq!((pool.laps().await, pool.differences().await), (7, vec![]));
    let entry = pool.newest("lap.keep").await;
    assert_eq!(entry.actor.kind, "admin");
    pool.undo(&pool.bench.admin, &entry).await.unwrap();
    assert_eq!(pool.differences().await, [id(2)]);
    assert_eq!(pool.settle(&pool.tablets[0], &[(2, false)]).await, 1);
    assert_eq!((pool.laps().await, pool.differences().await), (6, vec![]));
    for action in ["lap.void", "lap.dismiss"] {
        let entry = pool.newest(action).await;
        pool.undo(&pool.bench.admin, &entry).await.unwrap();
    }
    assert_eq!((pool.laps().await, pool.differences().await), (7, vec![id(2), id(15)]));
    let Pool { bench, event, .. } = pool;
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await[0].1, 7);
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn the_first_that_counts_leads_until_it_is_shut_out(db: Database) {
    let pool = Pool::open(db).await;
    pool.set(Counters::Independent, None).await;
    pool.tap(0, 0, &[100]).await;
    let entry = pool.newest("lane.counters").await;
    let lead = pool.tablets[0].device_id().unwrap();
    assert_eq!(
        (entry.previous_state.clone(), entry.new_state.clone()),
        (Some(json!({"lead": null})), Some(json!({"lead": lead})))
    );
    assert_eq!(statuses(&pool.tap(1, 10, &[130]).await), [LapStatus::Held]);
    pool.bench.backend.devices.revoke(&pool.bench.admin, lead).await.unwrap();
    assert_eq!(statuses(&pool.tap(1, 11, &[200]).await), [LapStatus::Counted], "a drowned tablet leads no more");
    assert_eq!(pool.laps().await, 2);
}

async fn a_tablet_shows_its_own_tally(db: Database) {
    let pool = Pool::open(db).await;
    pool.tap(0, 0, &[100, 160]).await;
    pool.set(Counters::Independent, pool.tablets[0].device_id()).await;
    pool.tap(0, 2, &[220, 280, 340]).await;
    pool.tap(1, 10, &[221, 341]).await;
    let shown = async |tablet: usize| {
        let view = pool.bench.backend.lanes.station(&pool.tablets[tablet], pool.event, pool.lane).await.unwrap();
        (view.is_own_tally, view.players[0].laps)
    };
    assert_eq!(shown(0).await, (false, 5));
    assert_eq!(shown(1).await, (true, 4), "two from before, and its own two");
    pool.set(Counters::Independent, pool.tablets[1].device_id()).await;
    assert_eq!(statuses(&pool.tap(0, 5, &[400]).await), [LapStatus::Held], "now the other one leads");
}

async fn how_a_lane_counts_is_undone(db: Database) {
    let pool = Pool::open(db).await;
    pool.set(Counters::Independent, None).await;
    pool.set(Counters::Independent, None).await;
    let entry = pool.newest("lane.counters").await;
    let states = (entry.previous_state.clone(), entry.new_state.clone());
    assert_eq!(states, (Some(json!({"counters": "together"})), Some(json!({"counters": "independent"}))));
    let counters = async || pool.bench.backend.lanes.lanes(&pool.bench.admin, pool.event).await.unwrap()[0].counters;
    assert_eq!(counters().await, Counters::Independent);
    let undone = pool.undo(&pool.bench.admin, &entry).await.unwrap();
    assert_eq!(counters().await, Counters::Together);
    pool.undo(&pool.bench.admin, &undone).await.unwrap();
    assert_eq!(counters().await, Counters::Independent);
    pool.set(Counters::Together, None).await;
    assert_eq!(refused(pool.undo(&pool.bench.admin, &entry).await).0, 409);
}

async fn whoever_may_not_is_refused(db: Database) {
    let pool = Pool::open(db).await;
    pool.tap(0, 0, &[100]).await;
    pool.tap(1, 10, &[104]).await;
    let laps = &pool.bench.backend.laps;
    let (viewer, desk) = (pool.bench.device(Role::Viewer).await, pool.bench.device(Role::Reception).await);
    assert_eq!(refused(laps.both_counted(&viewer, pool.event).await).0, 403);
    assert_eq!(refused(laps.tallies(&viewer, pool.event).await).0, 403);
    let none = |lap| vec![Settlement { lap, counts: false }];
    assert_eq!(refused(laps.settle_counters(&viewer, pool.event, none(id(10))).await).0, 403);
    assert_eq!(refused(laps.settle_counters(&desk, pool.event, none(id(0))).await).0, 403, "a lap that counts");
    assert_eq!(refused(laps.settle_counters(&desk, pool.event, none(id(99))).await).0, 404);
    assert_eq!(refused(laps.settle_counters(&desk, pool.event, Vec::new()).await).0, 400);
    let input = CountersInput { counters: Counters::Independent, lead: None };
    let set = pool.bench.backend.lanes.set_counters(&pool.tablets[0], pool.event, pool.lane, input).await;
    assert_eq!(refused(set).0, 403);
    let unknown = CountersInput { lead: Some(DeviceId(404)), ..input };
    let set = pool.bench.backend.lanes.set_counters(&pool.bench.admin, pool.event, pool.lane, unknown).await;
    assert_eq!(refused(set).0, 404);
    // A lap that waits for another reason is no question of two tablets.
    let early =
        RawValue::from_string(format!(r#"{{"id":"{}","bib":{},"counted_at":"{}"}}"#, id(20), pool.ada, at(-60)))
            .unwrap();
    laps.record(&pool.tablets[0], pool.event, vec![early]).await.unwrap();
    assert_eq!(refused(laps.settle_counters(&pool.tablets[0], pool.event, none(id(20))).await).0, 403);
    assert_eq!((pool.laps().await, pool.asked().await), (1, vec![id(10)]));
}
