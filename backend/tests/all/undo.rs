//! The way back: an undo of each kind, what stands in its way, and the undo of an undo.

use crate::common::{
    T0, lap, refused,
    trail::{newest, of_player, page, race, slot_of, undo},
};
use backend::verify;
use domain::{
    Bib, Role,
    audit::{AuditFilter, UndoInput},
    change::Kind,
    clock::ClockAction::{Finish, Pause},
    lane::Place,
    lap::LapStatus::{Counted, Duplicate, Rejected},
    money::Amount,
    payment::{PaymentInput, PaymentKind, PaymentMethod},
    player::{PlayerInput, Standing},
};
use futures::future::join_all;
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    an_undo_goes_back_once_and_can_be_undone,
    a_release_that_is_undone_leaves_no_gap,
    what_was_changed_since_is_not_undone,
    a_slot_that_was_taken_meanwhile_is_not_given_back,
    details_go_back_field_by_field,
    a_lap_is_taken_back_and_stands_again,
    the_undo_of_a_station_names_what_it_undoes,
    what_was_brought_back_is_undone_by_what_brought_it_back,
    who_was_too_late_is_not_told_that_it_was_the_one_who_took_it,
    a_decision_about_a_held_lap_is_undone_and_redone_by_whoever_may_decide,
    a_dismissed_lap_is_held_again,
    a_lap_outside_the_race_does_not_come_back,
    who_is_back_in_a_slot_leaves_it_together,
    a_registration_with_laps_is_undone_together_or_not_at_all,
    who_withdraws_keeps_the_rank_and_who_is_disqualified_does_not,
    clocks_and_sign_ins_are_not_undone,
    a_station_does_not_undo_what_a_desk_placed,
);

async fn an_undo_goes_back_once_and_can_be_undone(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let desk = bench.device(Role::LaneAssign).await;
    let to = Place::Slot { pace_group: "fast".into(), position: 1 };
    bench.backend.lanes.move_to(&desk, event, ada, to).await.unwrap();
    let moved = newest(&bench, ada, Kind::LaneMove.name()).await;

    let back = undo(&bench, &desk, &moved).await.unwrap();
    assert_eq!(slot_of(&bench, event, ada).await, Some(("slow".into(), 0)));
    assert_eq!((back.action.as_str(), back.undoes), ("undo.lane.move", Some(moved.id)));
    assert_eq!((&back.previous_state, &back.new_state), (&moved.new_state, &moved.previous_state));
    assert_eq!(back.metadata, Some(json!({"reason": "pressed by mistake"})));
    let moved = newest(&bench, ada, Kind::LaneMove.name()).await;
    assert_eq!((moved.undone_by, moved.undoable), (Some(back.id), false));

    let (status, sentence) = refused(undo(&bench, &bench.admin, &moved).await);
    assert_eq!((status, sentence), (409, format!("This was already undone by lane_assign 1 at {T0}.")));

    let again = undo(&bench, &desk, &back).await.unwrap();
    assert_eq!(again.action, "undo.undo.lane.move");
    assert_eq!(slot_of(&bench, event, ada).await, Some(("fast".into(), 1)));
    assert_eq!(newest(&bench, ada, Kind::LaneMove.name()).await.undone_by, Some(back.id), "the mark stays");
    undo(&bench, &desk, &again).await.unwrap();
    assert_eq!(slot_of(&bench, event, ada).await, Some(("slow".into(), 0)));
}

async fn a_release_that_is_undone_leaves_no_gap(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    bench.backend.lanes.release(&bench.admin, event, ada).await.unwrap();
    bench.time.pass_ms(600_000);
    let between = T0.plus_ms(300_000);
    bench.lap(event, Uuid::now_v7(), ada, between).await;
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);
    undo(&bench, &bench.admin, &newest(&bench, ada, Kind::LaneRelease.name()).await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 0)], "what was tapped meanwhile counts");
}

async fn what_was_changed_since_is_not_undone(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let assigned = newest(&bench, ada, Kind::LaneAssign.name()).await;
    let to = Place::Slot { pace_group: "fast".into(), position: 0 };
    bench.backend.lanes.move_to(&bench.admin, event, ada, to).await.unwrap();
    let (status, sentence) = refused(undo(&bench, &bench.admin, &assigned).await);
    assert_eq!(status, 409);
    assert!(sentence.contains("lane.move by the console") && sentence.contains("Undo that first"), "{sentence}");
    undo(&bench, &bench.admin, &newest(&bench, ada, Kind::LaneMove.name()).await).await.unwrap();
    undo(&bench, &bench.admin, &assigned).await.unwrap();
    assert_eq!(slot_of(&bench, event, ada).await, None);
}

async fn a_slot_that_was_taken_meanwhile_is_not_given_back(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let cyd = bench.register(event, "Cyd Vale").await;
    bench.backend.lanes.release(&bench.admin, event, ada).await.unwrap();
    bench.place(event, cyd, "slow").await;
    let (status, sentence) =
        refused(undo(&bench, &bench.admin, &newest(&bench, ada, Kind::LaneRelease.name()).await).await);
    assert_eq!(status, 409);
    assert!(sentence.contains("3 · Cyd Vale"), "{sentence}");
    assert_eq!(slot_of(&bench, event, cyd).await, Some(("slow".into(), 0)));
}

async fn details_go_back_field_by_field(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let update =
        async |input: PlayerInput| bench.backend.players.update(&bench.admin, event, ada, input).await.unwrap();
    let named = |name: &str, team: Option<&str>, bib| PlayerInput {
        bib: Bib::new(bib).ok(),
        name: name.into(),
        team: team.map(str::to_owned),
        ..PlayerInput::default()
    };
    update(named("Ada Lind", Some("SV Seebad"), 1)).await;
    let team = newest(&bench, ada, Kind::PlayerUpdate.name()).await;
    update(named("Ada Lindh", Some("SV Seebad"), 30)).await;
    let name = newest(&bench, ada, Kind::PlayerUpdate.name()).await;

    undo(&bench, &bench.admin, &team).await.unwrap();
    let player = bench.backend.players.find(&bench.admin, event, ada).await.unwrap();
    assert_eq!(
        (player.name.as_str(), player.team, player.bib.get()),
        ("Ada Lindh", None, 30),
        "only the team goes back"
    );
    let back = undo(&bench, &bench.admin, &name).await.unwrap();
    assert_eq!(back.new_state, Some(json!({"bib": 1, "name": "Ada Lind"})));
    let player = bench.backend.players.find(&bench.admin, event, ada).await.unwrap();
    assert_eq!((player.name.as_str(), player.bib.get()), ("Ada Lind", 1));
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);

    update(named("Ada L.", None, 1)).await;
    let (status, sentence) = refused(undo(&bench, &bench.admin, &back).await);
    assert_eq!((status, sentence.contains("player.update")), (409, true), "{sentence}");
}

async fn a_lap_is_taken_back_and_stands_again(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    let station = bench.device(Role::LaneCount).await;
    let first = Uuid::now_v7();
    for (id, bib) in [(first, ada), (Uuid::now_v7(), ada), (Uuid::now_v7(), ben)] {
        assert_eq!(bench.lap(event, id, bib, T0).await.status, Counted);
    }
    let second = newest(&bench, ada, Kind::LapCount.name()).await;
    let counted =
        of_player(&bench, ada).await.into_iter().rfind(|entry| entry.action == Kind::LapCount.name()).unwrap();
    let back = undo(&bench, &station, &counted).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 1)]);
    undo(&bench, &station, &second).await.unwrap();
    assert_eq!(bench.standings(event).await, [(2, 1), (1, 0)], "everybody is ranked anew");
    assert_eq!(bench.lap(event, first, ada, T0).await.status, Duplicate, "what was taken back is not counted again");
    undo(&bench, &station, &back).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 1)]);
    // A lap that was voided since cannot be undone as if it stood.
    bench.backend.laps.void(&station, event, first).await.unwrap();
    let again = newest(&bench, ada, "undo.undo.lap.count").await;
    let (status, sentence) = refused(undo(&bench, &station, &again).await);
    assert_eq!((status, sentence.contains("lap.void by lane_count 1")), (409, true), "{sentence}");
    let standings = bench.standings(event).await;
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, standings);
}

async fn the_undo_of_a_station_names_what_it_undoes(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let station = bench.device(Role::LaneCount).await;
    let lap = Uuid::now_v7();
    bench.lap(event, lap, ada, T0).await;
    for _ in 0..2 {
        assert_eq!(bench.backend.laps.undo(&station, event, lap).await.unwrap().id, lap.to_string());
    }
    let undone = newest(&bench, ada, "undo.lap.count").await;
    assert_eq!(undone.undoes, Some(newest(&bench, ada, Kind::LapCount.name()).await.id));
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);
    let outcome = bench.backend.laps.undo(&station, event, lap).await.unwrap();
    assert!(matches!(outcome.status, Rejected | Duplicate), "{outcome:?}");
    assert_eq!(of_player(&bench, ada).await.iter().filter(|entry| entry.action.contains("lap")).count(), 2);
}

async fn what_was_brought_back_is_undone_by_what_brought_it_back(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let station = bench.device(Role::LaneCount).await;
    let ids: Vec<Uuid> = (0..200).map(|_| Uuid::now_v7()).collect();
    bench.laps(event, ids.iter().map(|id| lap(*id, ada.get(), T0)).collect()).await;
    bench.backend.laps.undo(&station, event, ids[0]).await.unwrap();
    let back = undo(&bench, &station, &newest(&bench, ada, "undo.lap.count").await).await.unwrap();
    bench.laps(event, vec![lap(Uuid::now_v7(), ada.get(), T0)]).await;
    bench.backend.laps.undo(&station, event, ids[0]).await.unwrap();
    assert_eq!(newest(&bench, ada, "undo.undo.undo.lap.count").await.undoes, Some(back.id));
    bench.backend.laps.undo(&station, event, ids[7]).await.unwrap();
    let undone = newest(&bench, ada, "undo.lap.count").await;
    assert_eq!(undone.previous_state.unwrap()["lap"], ids[7].to_string());
    assert_eq!(bench.standings(event).await, [(1, 199), (2, 0)]);
}

async fn who_was_too_late_is_not_told_that_it_was_the_one_who_took_it(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let desk = bench.device(Role::Reception).await;
    let input = |minor| PaymentInput {
        id: Uuid::now_v7(),
        bib: Some(ada),
        kind: PaymentKind::EntryFee,
        amount_minor: Amount::from_minor(minor),
        currency: None,
        method: PaymentMethod::Cash,
        note: String::new(),
    };
    let paid = input(1_200);
    let payments = &bench.backend.payments;
    payments.take(&desk, event, paid.clone()).await.unwrap();
    // While the first is made durable the others wait, and are then taken together.
    let at_once = (0..6).map(async |n| {
        let undone = payments.undo(&bench.admin, event, paid.id, UndoInput::default());
        if n == 0 { payments.take(&desk, event, input(300)).await.map(|taken| taken.payment) } else { undone.await }
    });
    let answers = join_all(at_once).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 2);
    for answer in answers.into_iter().filter(Result::is_err) {
        let (status, sentence) = refused(answer);
        assert!(status == 409 && sentence.contains("already undone"), "{sentence}");
        assert!(!sentence.contains("reception"), "{sentence}");
    }
}

async fn a_decision_about_a_held_lap_is_undone_and_redone_by_whoever_may_decide(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    let (desk, station) = (bench.device(Role::Reception).await, bench.device(Role::LaneCount).await);
    let held = Uuid::now_v7();
    bench.lap(event, Uuid::now_v7(), ben, T0).await;
    bench.lap(event, held, ada, T0.plus_ms(-1)).await;
    bench.backend.laps.count_held(&desk, event, vec![held]).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 1)]);
    let counted = newest(&bench, ada, Kind::LapCount.name()).await;
    let viewer = bench.device(Role::Viewer).await;
    assert_eq!(refused(undo(&bench, &viewer, &counted).await).0, 403);
    let back = undo(&bench, &desk, &counted).await.unwrap();
    assert_eq!(bench.standings(event).await, [(2, 1), (1, 0)]);
    // It lies before the start as before: nobody but a person can have it counted, and one did.
    let again = undo(&bench, &desk, &back).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 1)]);
    undo(&bench, &station, &again).await.unwrap();
    // A lap that was tapped is the counters' alone.
    let tapped = newest(&bench, ben, Kind::LapCount.name()).await;
    assert_eq!(refused(undo(&bench, &desk, &tapped).await).0, 403);
    assert_eq!(bench.standings(event).await, [(2, 1), (1, 0)]);
}

async fn a_dismissed_lap_is_held_again(db: Database) {
    let (bench, event, _, _) = race(db).await;
    let lap = Uuid::now_v7();
    bench.lap(event, lap, Bib::new(77).unwrap(), T0).await;
    let held = async || bench.backend.laps.held(&bench.admin, event).await.unwrap().len();
    bench.backend.laps.dismiss_held(&bench.admin, event, vec![lap]).await.unwrap();
    assert_eq!(held().await, 0);
    let filter = AuditFilter { target: Some(format!("lap:{lap}")), ..AuditFilter::default() };
    let entries = page(&bench, filter).await.entries;
    assert_eq!(
        (entries[0].action.as_str(), entries[1].action.as_str()),
        (Kind::LapDismiss.name(), Kind::LapHold.name())
    );
    let back = undo(&bench, &bench.admin, &entries[0]).await.unwrap();
    assert_eq!(held().await, 1);
    undo(&bench, &bench.admin, &back).await.unwrap();
    assert_eq!(held().await, 0);
    assert_eq!(refused(undo(&bench, &bench.admin, &entries[1]).await).0, 409, "a held lap has lost nothing");
}

async fn a_lap_outside_the_race_does_not_come_back(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    bench.time.pass_ms(60_000);
    let lap = Uuid::now_v7();
    bench.lap(event, lap, ada, T0.plus_ms(50_000)).await;
    bench.backend.laps.void(&bench.admin, event, lap).await.unwrap();
    bench.clock(event, Finish, Some(T0.plus_ms(40_000))).await;
    let voided = newest(&bench, ada, Kind::LapVoid.name()).await;
    let (status, sentence) = refused(undo(&bench, &bench.admin, &voided).await);
    assert_eq!((status, sentence.contains("after the finish")), (409, true), "{sentence}");
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);
}

async fn who_is_back_in_a_slot_leaves_it_together(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let players = &bench.backend.players;
    players.set_standing(&bench.admin, event, ada, Standing::Withdrawn, "").await.unwrap();
    let withdrawn = newest(&bench, ada, Kind::PlayerWithdraw.name()).await;
    let back = undo(&bench, &bench.admin, &withdrawn).await.unwrap();
    undo(&bench, &bench.admin, &newest(&bench, ada, Kind::LaneRelease.name()).await).await.unwrap();
    assert_eq!(slot_of(&bench, event, ada).await, Some(("slow".into(), 0)));
    assert_eq!(refused(undo(&bench, &bench.admin, &back).await).0, 409);
    let together = UndoInput { reason: String::new(), together: true };
    bench.backend.audit.undo(&bench.admin, back.id, together).await.unwrap();
    assert_eq!(slot_of(&bench, event, ada).await, None);
}

async fn a_registration_with_laps_is_undone_together_or_not_at_all(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let twice = Uuid::now_v7();
    for id in [Uuid::now_v7(), twice] {
        bench.lap(event, id, ada, T0).await;
    }
    let registered = newest(&bench, ada, Kind::PlayerRegister.name()).await;
    let (status, sentence) = refused(undo(&bench, &bench.admin, &registered).await);
    assert_eq!(status, 409);
    assert!(sentence.contains("2 counted laps and slot 0 of slow"), "{sentence}");
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 0)]);

    // The way is cleared by what stands, however it came to stand: here a lap whose taking back was undone.
    bench.backend.laps.void(&bench.admin, event, twice).await.unwrap();
    undo(&bench, &bench.admin, &newest(&bench, ada, Kind::LapVoid.name()).await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 0)]);

    // A role that may register but not count cannot take laps back by that way either.
    let desk = bench.device(Role::Reception).await;
    let together = UndoInput { reason: String::new(), together: true };
    assert_eq!(refused(bench.backend.audit.undo(&desk, registered.id, together.clone()).await).0, 403);
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 0)], "all or nothing");

    let gone = bench.backend.audit.undo(&bench.admin, registered.id, together).await.unwrap();
    assert_eq!(bench.standings(event).await, [(2, 0)]);
    assert_eq!(refused(bench.backend.players.find(&bench.admin, event, ada).await).0, 404);
    assert_eq!(bench.register(event, "Cyd Vale").await.get(), 3, "a bib is never given twice");
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(2, 0), (3, 0)]);
    undo(&bench, &bench.admin, &gone).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0), (3, 0)]);
    assert!(verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn who_withdraws_keeps_the_rank_and_who_is_disqualified_does_not(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    for _ in 0..2 {
        bench.lap(event, Uuid::now_v7(), ada, T0).await;
    }
    let players = &bench.backend.players;
    let set = async |bib, standing| players.set_standing(&bench.admin, event, bib, standing, "cramp").await;
    set(ada, Standing::Withdrawn).await.unwrap();
    let board = bench.backend.live.hub(event).unwrap().current().await;
    let marks: Vec<_> = board.board().rows.iter().map(|row| (row.bib.get(), row.laps, row.withdrawn)).collect();
    assert_eq!(marks, [(1, 2, true), (2, 0, false)]);
    assert_eq!(slot_of(&bench, event, ada).await, None);
    let place = Place::Group { pace_group: "slow".into() };
    assert_eq!(refused(bench.backend.lanes.place(&bench.admin, event, ada, place).await).0, 409);
    assert_eq!(refused(set(ada, Standing::Withdrawn).await).0, 409);
    assert_eq!(refused(set(ada, Standing::Deleted).await).0, 409, "laps would be lost");

    set(ada, Standing::Disqualified).await.unwrap();
    assert_eq!(bench.standings(event).await, [(2, 0)]);
    let disqualified = newest(&bench, ada, Kind::PlayerDisqualify.name()).await;
    assert_eq!(disqualified.previous_state, Some(json!({"standing": "withdrawn"})));
    assert_eq!(disqualified.metadata, Some(json!({"reason": "cramp"})));
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(2, 0)]);
    undo(&bench, &bench.admin, &disqualified).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 0)]);

    let players = &bench.backend.players;
    players.set_standing(&bench.admin, event, ada, Standing::Active, "").await.unwrap();
    bench.place(event, ada, "slow").await;
    players.set_standing(&bench.admin, event, ben, Standing::Deleted, "").await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 2)]);
    assert_eq!(bench.lap(event, Uuid::now_v7(), ben, T0).await.reason.as_deref(), Some("nobody has this bib"));
}

async fn clocks_and_sign_ins_are_not_undone(db: Database) {
    let (bench, event, _, _) = race(db).await;
    bench.clock(event, Pause, None).await;
    bench.device(Role::Viewer).await;
    for entry in page(&bench, AuditFilter::default()).await.entries {
        if ["clock.", "device.", "event."].iter().any(|prefix| entry.action.starts_with(prefix)) {
            assert!(!entry.undoable);
            assert_eq!(refused(undo(&bench, &bench.admin, &entry).await).0, 409, "{}", entry.action);
        }
    }
    let nothing = UndoInput::default();
    assert_eq!(refused(bench.backend.audit.undo(&bench.admin, Uuid::now_v7(), nothing).await).0, 404);
}

async fn a_station_does_not_undo_what_a_desk_placed(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let (desk, station) = (bench.device(Role::LaneAssign).await, bench.device(Role::LaneCount).await);
    let other = bench.device(Role::LaneCount).await;
    bench.backend.lanes.release(&desk, event, ada).await.unwrap();
    let released = newest(&bench, ada, Kind::LaneRelease.name()).await;
    assert_eq!(
        refused(undo(&bench, &station, &released).await).0,
        403,
        "it would put her into a slot of the desk's choice"
    );
    undo(&bench, &desk, &released).await.unwrap();
    bench.backend.lanes.release(&station, event, ada).await.unwrap();
    let released = newest(&bench, ada, Kind::LaneRelease.name()).await;
    undo(&bench, &other, &released).await.unwrap();
    assert_eq!(slot_of(&bench, event, ada).await, Some(("slow".into(), 0)), "what a station did a station takes back");
}
