//! Late registration: who registers past the lock, and what the trail says of it, on both engines.

use crate::common::{
    Bench, T0, actions, refused,
    trail::{newest, page},
};
use domain::{
    Role, Timestamp,
    audit::AuditFilter,
    change::Kind,
    event::Placement,
    ids::EventId,
    player::{PlayerInput, Standing},
    registration::{RegistrationAction, RegistrationInput},
};
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(
    from_the_lock_on_only_the_floor_registers_and_says_why,
    a_lock_may_lie_ahead_and_be_lifted,
    a_start_list_past_the_lock_has_one_reason_for_all,
    setting_what_is_set_writes_nothing,
    the_lock_is_for_the_floor_and_survives_a_restart,
    a_reason_is_erased_with_the_person,
);

fn named(name: &str, reason: Option<&str>) -> PlayerInput {
    PlayerInput { name: name.into(), reason: reason.map(str::to_owned), ..PlayerInput::default() }
}

async fn lock(bench: &Bench, event: EventId, at: Option<Timestamp>) {
    let input = RegistrationInput { action: RegistrationAction::Lock, at };
    bench.backend.events.lock_registration(&bench.admin, event, input).await.unwrap();
}

async fn unlock(bench: &Bench, event: EventId) {
    let input = RegistrationInput { action: RegistrationAction::Unlock, at: None };
    bench.backend.events.lock_registration(&bench.admin, event, input).await.unwrap();
}

async fn from_the_lock_on_only_the_floor_registers_and_says_why(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let (desk, floor) = (bench.device(Role::Reception).await, bench.device(Role::Floor).await);
    let players = &bench.backend.players;
    players.create(&desk, event, vec![named("Ada Lind", None)]).await.unwrap();
    lock(&bench, event, None).await;

    let (status, sentence) = refused(players.create(&desk, event, vec![named("Ben Roth", Some("late"))]).await);
    assert_eq!((status, sentence.contains("Floor or admin")), (403, true));
    let (status, sentence) = refused(players.create(&floor, event, vec![named("Ben Roth", None)]).await);
    assert_eq!((status, sentence.contains("reason")), (400, true));
    let two = vec![named("Ben Roth", Some("train")), named("Cem Ay", Some("  "))];
    assert_eq!(refused(players.create(&floor, event, two).await).0, 400, "everybody needs one");
    assert_eq!(bench.standings(event).await.len(), 1);

    let late = players.create(&floor, event, vec![named("Ben Roth", Some("his train was late"))]).await.unwrap();
    let entry = newest(&bench, late[0].bib, Kind::PlayerRegister.name()).await;
    assert_eq!(entry.metadata.unwrap()["reason"], "his train was late");
    assert_eq!(entry.actor.role.as_deref(), Some("floor"));
    let past = page(&bench, AuditFilter { action: Some("registration".into()), ..AuditFilter::default() }).await;
    let said: Vec<_> = past.entries.iter().map(|entry| (entry.action.as_str(), entry.undoable)).collect();
    assert_eq!(said, [(Kind::RegistrationOverride.name(), false), (Kind::RegistrationLock.name(), false)]);
    assert_eq!(past.entries[0].metadata, Some(json!({"players": 1, "locked_from": T0})));
    assert_eq!(past.entries[1].previous_state, Some(json!({"locked_from": null})));
    assert_eq!(past.entries[1].new_state, Some(json!({"locked_from": T0})));

    // Those who are registered are looked after as before.
    players.update(&desk, event, late[0].bib, named("Ben Rothe", None)).await.unwrap();
    players.set_standing(&desk, event, late[0].bib, Standing::Withdrawn, "").await.unwrap();
    players.set_standing(&desk, event, late[0].bib, Standing::Active, "").await.unwrap();
}

async fn a_lock_may_lie_ahead_and_be_lifted(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let desk = bench.device(Role::Reception).await;
    let players = &bench.backend.players;
    let noon = T0.plus_ms(60_000);
    lock(&bench, event, Some(noon)).await;
    assert_eq!(bench.backend.events.view(event).unwrap().registration_locked_from, Some(noon));
    bench.time.pass_ms(59_999);
    players.create(&desk, event, vec![named("Ada Lind", None)]).await.unwrap();
    bench.time.pass_ms(1);
    assert_eq!(refused(players.create(&desk, event, vec![named("Ben Roth", None)]).await).0, 403);
    unlock(&bench, event).await;
    assert_eq!(bench.backend.events.view(event).unwrap().registration_locked_from, None);
    players.create(&desk, event, vec![named("Ben Roth", None)]).await.unwrap();
    let both = RegistrationInput { action: RegistrationAction::Unlock, at: Some(noon) };
    assert_eq!(refused(bench.backend.events.lock_registration(&bench.admin, event, both).await).0, 400);
}

async fn a_start_list_past_the_lock_has_one_reason_for_all(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let desk = bench.device(Role::Reception).await;
    lock(&bench, event, None).await;
    let (players, csv) = (&bench.backend.players, "name\nAda Lind\nBen Roth\n");
    assert_eq!(refused(players.import(&desk, event, csv, Some("bus".into())).await).0, 403);
    assert_eq!(refused(players.import(&bench.admin, event, csv, None).await).0, 400);
    let came = players.import(&bench.admin, event, csv, Some("the bus broke down".into())).await.unwrap();
    for player in &came {
        let entry = newest(&bench, player.bib, Kind::PlayerRegister.name()).await;
        assert_eq!(entry.metadata.unwrap()["reason"], "the bus broke down");
    }
    let overrides = actions(&bench.db, event).await;
    for once in [Kind::RegistrationOverride.name(), Kind::ImportStartList.name()] {
        assert_eq!(overrides.iter().filter(|action| *action == once).count(), 1, "{once}");
    }
}

async fn setting_what_is_set_writes_nothing(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    unlock(&bench, event).await;
    lock(&bench, event, None).await;
    bench.time.pass_ms(5_000);
    lock(&bench, event, None).await;
    assert_eq!(bench.backend.events.view(event).unwrap().registration_locked_from, Some(T0), "the first press counts");
    let locks = actions(&bench.db, event).await;
    assert_eq!(locks.iter().filter(|action| action.starts_with("registration.")).count(), 1);
}

async fn the_lock_is_for_the_floor_and_survives_a_restart(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let input = RegistrationInput { action: RegistrationAction::Lock, at: None };
    for role in [Role::Reception, Role::LaneAssign, Role::LaneCount, Role::Viewer] {
        let device = bench.device(role).await;
        assert_eq!(refused(bench.backend.events.lock_registration(&device, event, input).await).0, 403, "{role}");
    }
    let floor = bench.device(Role::Floor).await;
    bench.backend.events.lock_registration(&floor, event, input).await.unwrap();
    let bench = bench.restart().await;
    assert_eq!(bench.backend.events.view(event).unwrap().registration_locked_from, Some(T0));
    assert_eq!(refused(bench.backend.players.create(&bench.admin, event, vec![named("Ada", None)]).await).0, 400);
}

async fn a_reason_is_erased_with_the_person(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    lock(&bench, event, None).await;
    let late = vec![named("Ada Lind", Some("Ada's mother called"))];
    let bib = bench.backend.players.create(&bench.admin, event, late).await.unwrap()[0].bib;
    bench.backend.players.erase(&bench.admin, event, bib).await.unwrap();
    let entry = newest(&bench, bib, Kind::PlayerRegister.name()).await;
    assert_eq!(entry.metadata.unwrap_or(Value::Null).get("reason"), None);
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}
