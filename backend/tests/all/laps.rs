//! Laps: counted once, held with a reason, looked at again, taken back; and standings that survive a restart.

use crate::common::{Bench, T0, actions, lap, refused};
use domain::{
    Problem, Role, Timestamp,
    clock::ClockAction::{Finish, Pause, Resume, Start},
    event::Placement,
    held::HeldReason,
    lap::LapStatus::{Counted, Duplicate, Held, Rejected},
    lap::{AdjustInput, LapInput, LapOutcome, SignedLaps},
    refusal::OutcomeUnknown,
};
use serde_json::value::RawValue;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    an_id_counts_once,
    a_bad_item_is_rejected_alone,
    a_lap_that_could_not_be_written_is_not_acknowledged_and_may_come_again,
    a_lap_is_held_until_its_reason_goes_away,
    a_lap_of_the_future_counts_when_its_time_has_come,
    a_person_counts_or_dismisses_what_is_held,
    a_retry_of_a_held_lap_hears_that_it_is_held,
    an_id_of_another_event_is_rejected,
    a_lap_that_the_clock_set_aside_can_be_taken_back,
    whoever_reads_between_two_frames_sees_a_ranked_board,
    a_heartbeat_follows_what_was_sent_and_changes_nothing,
    a_finish_set_back_holds_what_it_leaves_out_and_resume_counts_it_again,
    a_lap_taken_back_is_off_the_board_and_its_id_stays_used,
    was_48_not_47_is_one_change_and_safe_to_repeat,
    a_lap_counts_instead_of_one_that_is_held_or_unknown,
    a_station_knows_since_when_and_how_fast_its_people_swim,
    standings_are_the_same_after_a_restart,
    changes_at_once_have_a_gapless_order,
);

async fn an_id_counts_once(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    let id = Uuid::now_v7();
    let twice = bench.laps(event, vec![lap(id, 1, T0), lap(id, 1, T0)]).await;
    assert_eq!(twice.iter().map(|o| o.status).collect::<Vec<_>>(), [Counted, Duplicate]);
    assert_eq!(bench.lap(event, id, bib, T0).await.status, Duplicate);
    assert_eq!(bench.standings(event).await, [(1, 1)]);
}

async fn a_bad_item_is_rejected_alone(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    let id = Uuid::now_v7();
    let raw = |text: String| RawValue::from_string(text).unwrap();
    let outcomes = bench
        .laps(
            event,
            vec![
                raw(r#"{"id":"no uuid","bib":1,"counted_at":"2027-01-15T08:00:00Z"}"#.into()),
                raw(format!(r#"{{"id":"{}","bib":1,"counted_at":"{T0}","count":0}}"#, Uuid::now_v7())),
                raw(format!(r#"{{"id":"{}","bib":1,"counted_at":"{T0}","speed":3}}"#, Uuid::now_v7())),
                raw("[]".into()),
                lap(Uuid::nil(), 1, T0),
                lap(id, 1, T0),
            ],
        )
        .await;
    let statuses: Vec<_> = outcomes.iter().map(|o| o.status).collect();
    assert_eq!(statuses, [Rejected, Rejected, Rejected, Rejected, Rejected, Counted]);
    assert_eq!(outcomes[0].id, "no uuid");
    assert!(outcomes[..5].iter().all(|o| o.reason.is_some()));
    assert_eq!(bench.standings(event).await, [(1, 1)]);
}

async fn a_lap_that_could_not_be_written_is_not_acknowledged_and_may_come_again(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    let entries = actions(&bench.db, event).await;
    let id = Uuid::now_v7();
    bench.db.execute("ALTER TABLE laps RENAME TO laps_away").await.unwrap();
    let sent = bench.backend.laps.record(&bench.admin, event, vec![lap(id, 1, T0)]).await;
    let problem = Problem::from(sent.unwrap_err());
    assert_eq!((problem.kind.status(), problem.is::<OutcomeUnknown>()), (503, true), "{problem}");
    assert_eq!(bench.standings(event).await, [(1, 0)]);
    bench.db.execute("ALTER TABLE laps_away RENAME TO laps").await.unwrap();
    assert_eq!(actions(&bench.db, event).await, entries, "an entry of a change that was not made");
    assert_eq!(bench.lap(event, id, bib, T0).await.status, Counted);
    assert_eq!(bench.standings(event).await, [(1, 1)]);
}

async fn a_lap_is_held_until_its_reason_goes_away(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let bib = domain::Bib::new(1).unwrap();
    let held = |bench: &Bench| {
        let (laps, admin) = (bench.backend.laps.clone(), bench.admin.clone());
        async move { laps.held(&admin, event).await.unwrap().iter().map(|lap| lap.reason).collect::<Vec<_>>() }
    };
    assert_eq!(bench.lap(event, Uuid::now_v7(), bib, T0.plus_ms(-10_000)).await.status, Held);
    assert_eq!(held(&bench).await, [HeldReason::UnknownBib]);
    bench.register(event, "Ada Lind").await;
    assert_eq!(held(&bench).await, [HeldReason::BeforeStart]);
    bench.clock(event, Start, None).await;
    assert_eq!(held(&bench).await, [HeldReason::BeforeStart]);
    bench.clock(event, Start, Some(T0.plus_ms(-20_000))).await;
    assert_eq!(held(&bench).await, [HeldReason::NotPlaced]);
    bench.time.pass_ms(60_000);
    bench.place(event, bib, "slow").await;
    assert_eq!(held(&bench).await, []);
    assert_eq!(bench.standings(event).await, [(1, 1)]);
    // Within the grace after the release it counts, later it does not.
    bench.backend.lanes.release(&bench.admin, event, bib).await.unwrap();
    let released = T0.plus_ms(60_000);
    bench.time.pass_ms(300_000);
    assert_eq!(bench.lap(event, Uuid::now_v7(), bib, released.plus_ms(120_000)).await.status, Counted);
    assert_eq!(bench.lap(event, Uuid::now_v7(), bib, released.plus_ms(120_001)).await.status, Held);
    assert_eq!(bench.lap(event, Uuid::now_v7(), bib, released.plus_ms(400_000)).await.status, Held);
    assert_eq!(held(&bench).await, [HeldReason::Future, HeldReason::NotPlaced]);
}

async fn a_lap_of_the_future_counts_when_its_time_has_come(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    assert_eq!(bench.lap(event, Uuid::now_v7(), bib, T0.plus_ms(90_000)).await.status, Held);
    bench.time.pass_ms(59_000);
    bench.backend.laps.count_due().await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 0)]);
    bench.time.pass_ms(1_000);
    bench.backend.laps.count_due().await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 1)]);
    assert!(bench.backend.laps.held(&bench.admin, event).await.unwrap().is_empty());
}

async fn a_person_counts_or_dismisses_what_is_held(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, "Ada Lind").await;
    let [one, two, unknown] = [Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7()];
    bench.laps(event, vec![lap(one, 1, T0), lap(two, 1, T0), lap(unknown, 99, T0)]).await;
    let laps = &bench.backend.laps;
    assert_eq!(laps.held(&bench.admin, event).await.unwrap().len(), 3);
    let nobody = refused(laps.count_held(&bench.admin, event, vec![one, unknown]).await);
    assert_eq!((nobody.0, nobody.1.contains("99")), (409, true));
    assert_eq!(bench.standings(event).await, [(1, 0)], "all or none");
    assert_eq!(laps.count_held(&bench.admin, event, vec![one]).await.unwrap(), 1);
    assert_eq!(laps.count_held(&bench.admin, event, vec![one]).await.unwrap(), 0);
    assert_eq!(laps.dismiss_held(&bench.admin, event, vec![two, unknown]).await.unwrap(), 2);
    assert_eq!(bench.standings(event).await, [(1, 1)]);
    assert_eq!(laps.held(&bench.admin, event).await.unwrap(), []);
    let dismissed = bench.lap(event, two, bib, T0).await;
    assert_eq!((dismissed.status, dismissed.held), (Duplicate, false));
    let counter = bench.device(Role::LaneCount).await;
    assert_eq!(refused(laps.count_held(&counter, event, vec![one]).await).0, 403);
    // What a person decided is not taken back by a start that is pressed late.
    bench.time.pass_ms(60_000);
    bench.clock(event, Start, None).await;
    assert_eq!(bench.standings(event).await, [(1, 1)]);
    assert_eq!(laps.held(&bench.admin, event).await.unwrap(), []);
}

async fn a_retry_of_a_held_lap_hears_that_it_is_held(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, "Ada Lind").await;
    let id = Uuid::now_v7();
    let outcomes = [bench.lap(event, id, bib, T0).await, bench.lap(event, id, bib, T0).await];
    let reason = HeldReason::BeforeStart.sentence();
    let told = |outcome: LapOutcome| (outcome.status, outcome.held, outcome.reason.unwrap_or_default());
    let as_told = [(Held, true, reason.to_owned()), (Duplicate, true, reason.to_owned())];
    assert_eq!(outcomes.map(told), as_told);
    // In one request it hears the same.
    let other = Uuid::now_v7();
    let outcomes = bench.laps(event, vec![lap(other, 1, T0), lap(other, 1, T0)]).await;
    assert_eq!(outcomes.into_iter().map(told).collect::<Vec<_>>(), as_told);
    assert_eq!(bench.backend.laps.held(&bench.admin, event).await.unwrap().len(), 2);
}

async fn an_id_of_another_event_is_rejected(db: Database) {
    let bench = Bench::start(db).await;
    let first = bench.event(Placement::Optional).await;
    let bib = bench.register(first, "Ada Lind").await;
    let (held, counted, adjustment) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    bench.lap(first, held, bib, T0).await;
    bench.clock(first, Start, None).await;
    bench.lap(first, counted, bib, T0).await;
    let wish = AdjustInput {
        id: adjustment,
        laps: SignedLaps::new(2).unwrap(),
        extra_m: None,
        at: None,
        reason: "missed".into(),
    };
    bench.backend.laps.adjust(&bench.admin, first, bib, wish).await.unwrap();
    let second = bench.event(Placement::Optional).await;
    bench.register(second, "Bo Li").await;
    bench.clock(second, Start, None).await;
    let laps = [held, counted, adjustment, adjustment].map(|id| lap(id, 1, T0)).to_vec();
    for outcome in bench.laps(second, laps).await {
        assert_eq!((outcome.status, outcome.held), (Rejected, false), "{outcome:?}");
        assert!(outcome.reason.unwrap().contains("another event"));
    }
    assert_eq!(bench.standings(second).await, [(1, 0)]);
}

async fn a_lap_that_the_clock_set_aside_can_be_taken_back(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(10_000);
    let lap = Uuid::now_v7();
    bench.lap(event, lap, bib, T0.plus_ms(8_000)).await;
    bench.clock(event, Pause, Some(T0.plus_ms(5_000))).await;
    bench.backend.laps.undo(&bench.admin, event, lap).await.unwrap();
    assert_eq!(bench.backend.laps.held(&bench.admin, event).await.unwrap(), []);
    bench.clock(event, Resume, Some(T0.plus_ms(5_000))).await;
    assert_eq!(bench.standings(event).await, [(1, 0)]);
}

async fn whoever_reads_between_two_frames_sees_a_ranked_board(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bibs = [bench.register(event, "Ada Lind").await, bench.register(event, "Ben Roth").await];
    bench.clock(event, Start, None).await;
    let hub = bench.backend.live.hub(event).unwrap();
    hub.settled().await;
    for n in 0..40 {
        // Each in turn goes ahead of the other, so that most laps change the order.
        for _ in 0..2 {
            bench.lap(event, Uuid::now_v7(), bibs[n % 2], T0).await;
            let published = hub.board();
            let rows: Vec<_> = published.board().rows.iter().map(|row| (row.rank, row.laps)).collect();
            assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [1, 2]);
            assert!(rows[0].1 >= rows[1].1, "{rows:?}");
        }
    }
}

async fn a_heartbeat_follows_what_was_sent_and_changes_nothing(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let hub = bench.backend.live.hub(event).unwrap();
    hub.settled().await;
    let mut follower = hub.subscribe(None, false);
    assert_eq!(follower.heartbeat(), None, "the snapshot comes first");
    let snapshot: serde_json::Value = serde_json::from_str(&follower.next().await.unwrap()).unwrap();
    assert_eq!(follower.heartbeat(), None, "then how late it is");
    bench.time.pass_ms(5_000);
    let late: serde_json::Value = serde_json::from_str(&follower.next().await.unwrap()).unwrap();
    assert_eq!((&late["from"], &late["seq"]), (&snapshot["seq"], &snapshot["seq"]));
    let kept = hub.subscribe(None, false).next().await.unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&kept).unwrap(), snapshot, "a snapshot is kept");
    let mut late = hub.subscribe(snapshot["seq"].as_u64(), false);
    let late: serde_json::Value = serde_json::from_str(&late.next().await.unwrap()).unwrap();
    assert_ne!(late["clock"]["at"], snapshot["clock"]["at"], "and says less of the time than what follows");
    let beat: serde_json::Value = serde_json::from_str(&follower.heartbeat().unwrap()).unwrap();
    assert_eq!((&beat["type"], &beat["from"], &beat["seq"]), (&"delta".into(), &snapshot["seq"], &snapshot["seq"]));
    assert_eq!(beat["rows"], serde_json::json!([]));
}

async fn a_finish_set_back_holds_what_it_leaves_out_and_resume_counts_it_again(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(100_000);
    for s in [10, 50, 90] {
        assert_eq!(bench.lap(event, Uuid::now_v7(), bib, T0.plus_ms(s * 1_000)).await.status, Counted);
    }
    bench.clock(event, Finish, Some(T0.plus_ms(60_000))).await;
    assert_eq!(bench.standings(event).await, [(1, 2)]);
    let held = bench.backend.laps.held(&bench.admin, event).await.unwrap();
    assert_eq!(held.iter().map(|lap| lap.reason).collect::<Vec<_>>(), [HeldReason::AfterFinish]);
    bench.clock(event, Resume, None).await;
    assert_eq!(bench.standings(event).await, [(1, 3)]);
    bench.clock(event, Pause, Some(T0.plus_ms(95_000))).await;
    assert_eq!(bench.lap(event, Uuid::now_v7(), bib, T0.plus_ms(96_000)).await.status, Held);
    bench.clock(event, Start, Some(T0.plus_ms(20_000))).await;
    assert_eq!(bench.standings(event).await, [(1, 2)], "a start set forward leaves the first lap out");
}

async fn a_lap_taken_back_is_off_the_board_and_its_id_stays_used(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let (ada, ben) = (bench.register(event, "Ada Lind").await, bench.register(event, "Ben Roth").await);
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(10_000);
    let wrong = Uuid::now_v7();
    bench.lap(event, Uuid::now_v7(), ada, T0.plus_ms(1_000)).await;
    bench.lap(event, Uuid::now_v7(), ben, T0.plus_ms(2_000)).await;
    bench.lap(event, wrong, ben, T0.plus_ms(3_000)).await;
    assert_eq!(bench.standings(event).await, [(2, 2), (1, 1)]);
    for _ in 0..2 {
        bench.backend.laps.void(&bench.admin, event, wrong).await.unwrap();
        assert_eq!(bench.standings(event).await, [(1, 1), (2, 1)]);
    }
    assert_eq!(bench.lap(event, wrong, ben, T0.plus_ms(3_000)).await.status, Duplicate);
    assert_eq!(refused(bench.backend.laps.void(&bench.admin, event, Uuid::now_v7()).await).0, 404);
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 1)]);
    let entries = actions(&bench.db, event).await;
    assert_eq!(entries.iter().filter(|action| *action == "lap.void").count(), 1);
}

fn input(id: Uuid, bib: u32, at: Timestamp) -> LapInput {
    serde_json::from_str(lap(id, bib, at).get()).unwrap()
}

async fn was_48_not_47_is_one_change_and_safe_to_repeat(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let (ada, ben) = (bench.register(event, "Ada Lind").await, bench.register(event, "Ben Roth").await);
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(10_000);
    let (wrong, right) = (Uuid::now_v7(), Uuid::now_v7());
    bench.lap(event, wrong, ada, T0.plus_ms(1_000)).await;
    let before = actions(&bench.db, event).await.len();
    for status in [Counted, Duplicate] {
        let instead = input(right, ben.get(), T0.plus_ms(1_000));
        let outcome = bench.backend.laps.count_instead(&bench.admin, event, wrong, instead).await.unwrap();
        assert_eq!(outcome.status, status);
        assert_eq!(bench.standings(event).await, [(2, 1), (1, 0)]);
    }
    assert_eq!(actions(&bench.db, event).await[before..], ["undo.lap.count", "lap.count"]);
    // The right one was taken back too: a retry that comes late changes nothing.
    bench.backend.laps.undo(&bench.admin, event, right).await.unwrap();
    let late = input(right, ben.get(), T0.plus_ms(1_000));
    bench.backend.laps.count_instead(&bench.admin, event, wrong, late).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);
    let same = bench.backend.laps.count_instead(&bench.admin, event, wrong, input(wrong, 2, T0)).await;
    assert_eq!(refused(same).0, 400);
    let viewer = bench.device(Role::Viewer).await;
    let refusal = bench.backend.laps.count_instead(&viewer, event, wrong, input(Uuid::now_v7(), 2, T0)).await;
    assert_eq!(refused(refusal).0, 403);
}

async fn a_lap_counts_instead_of_one_that_is_held_or_unknown(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let ada = bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(10_000);
    let held = Uuid::now_v7();
    bench.laps(event, vec![lap(held, 77, T0)]).await;
    for wrong in [held, Uuid::now_v7()] {
        let instead = input(Uuid::now_v7(), ada.get(), T0);
        let outcome = bench.backend.laps.count_instead(&bench.admin, event, wrong, instead).await.unwrap();
        assert_eq!(outcome.status, Counted);
    }
    assert!(bench.backend.laps.held(&bench.admin, event).await.unwrap().is_empty());
    assert_eq!(bench.standings(event).await, [(1, 2)]);
    let unknown = input(Uuid::now_v7(), 78, T0);
    let outcome = bench.backend.laps.count_instead(&bench.admin, event, Uuid::now_v7(), unknown).await.unwrap();
    assert_eq!((outcome.status, outcome.held), (Held, true));
}

async fn a_station_knows_since_when_and_how_fast_its_people_swim(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let ada = bench.register(event, "Ada Lind").await;
    bench.time.pass_ms(5_000);
    bench.place(event, ada, "slow").await;
    bench.clock(event, Start, None).await;
    let lanes = &bench.backend.lanes;
    let lane = lanes.lanes(&bench.admin, event).await.unwrap()[0].id;
    bench.time.pass_ms(600_000);
    let moment = |n: i64| T0.plus_ms(n * 50_000);
    let gone = Uuid::now_v7();
    for n in (1..=11).rev() {
        let id = if n == 7 { gone } else { Uuid::now_v7() };
        bench.lap(event, id, ada, moment(n)).await;
    }
    bench.backend.laps.void(&bench.admin, event, gone).await.unwrap();
    let view = lanes.station(&bench.admin, event, lane).await.unwrap();
    assert_eq!(view.players[0].since, T0.plus_ms(5_000));
    assert_eq!(view.players[0].recent, [3, 4, 5, 6, 8, 9, 10, 11].map(moment));
}

async fn standings_are_the_same_after_a_restart(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    for n in 1..=5 {
        bench.register(event, &format!("Player {n}")).await;
    }
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(1_000_000);
    let laps = (0..200_i64).map(|n| lap(Uuid::now_v7(), u32::try_from(n * n % 5 + 1).unwrap(), T0.plus_ms(n * 1_000)));
    bench.laps(event, laps.collect()).await;
    let before = bench.backend.live.hub(event).unwrap().current().await.board().clone();
    let bench = bench.restart().await;
    let after = bench.backend.live.hub(event).unwrap().current().await;
    assert_eq!((before.seq, &before.rows), (after.board().seq, &after.board().rows));
}

async fn changes_at_once_have_a_gapless_order(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    let sent = (0..200).map(|_| bench.lap(event, Uuid::now_v7(), domain::Bib::new(1).unwrap(), T0));
    let outcomes = futures::future::join_all(sent).await;
    assert!(outcomes.iter().all(|outcome| outcome.status == Counted));
    assert_eq!(bench.standings(event).await, [(1, 200)]);
    let entries = actions(&bench.db, event).await;
    assert_eq!(entries[..4], ["event.create", "clock.open", "player.register", "clock.start"]);
    assert_eq!(entries.len(), 204);
    assert_eq!(bench.backend.live.hub(event).unwrap().current().await.board().seq, 204);
}
