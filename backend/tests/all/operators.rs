//! Operators: PINs, waits after wrong ones, shifts on devices, and the end of rights.

use crate::common::{Bench, HERE, refused};
use backend::{SignedIn, Who};
use domain::{
    Action, Problem, Role,
    audit::{AuditFilter, UndoInput},
    device::CodeInput,
    ids::OperatorId,
    operator::{OperatorEdit, OperatorInput},
};
use serde_json::json;
use std::net::IpAddr;
use testbed::{Database, on_both_engines};

on_both_engines!(
    a_pin_is_somebodys_alone_until_they_retire,
    an_operator_signs_in_and_out_and_every_entry_says_so,
    an_edit_is_written_with_what_changed_and_a_new_pin_signs_out,
    wrong_pins_in_a_row_are_followed_by_longer_waits,
    a_wait_outlives_a_restart_and_a_right_pin_ends_the_row,
    guesses_at_once_are_judged_one_after_another,
    guessing_from_many_addresses_slows_strangers_and_nobody_else,
    on_a_device_an_operator_does_what_both_may_and_the_ledger_names_both,
    rights_end_at_once_where_tokens_still_hold,
    the_floor_enrols_what_stands_below_it,
    whoever_has_a_pin_finds_no_other_one_with_it,
    a_clock_set_back_prolongs_no_wait,
);

fn input(name: &str, pin: &str, role: Role) -> OperatorInput {
    OperatorInput { name: name.into(), pin: pin.into(), role }
}

async fn made(bench: &Bench, name: &str, pin: &str, role: Role) -> OperatorId {
    bench.backend.operators.create(&bench.admin, &input(name, pin, role)).await.unwrap().id
}

fn address(n: u8) -> IpAddr {
    IpAddr::from([10, 0, 0, n])
}

async fn sign_in(bench: &Bench, pin: &str, from: IpAddr) -> backend::Result<SignedIn> {
    bench.backend.operators.sign_in(pin, from, &Who::nobody()).await
}

/// The status of a try, and after how many seconds the next one makes sense.
async fn tried(bench: &Bench, pin: &str, from: IpAddr) -> (u16, Option<u64>) {
    let problem = Problem::from(sign_in(bench, pin, from).await.unwrap_err());
    (problem.kind.status(), problem.retry_after_s)
}

/// Actions of the venue's chain about operators, oldest first, with actor, states and metadata.
async fn entries(bench: &Bench, action: &str) -> Vec<domain::audit::EntryView> {
    let filter = AuditFilter { event: Some("venue".into()), action: Some(action.into()), ..AuditFilter::default() };
    let mut entries = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries;
    entries.reverse();
    entries
}

async fn a_pin_is_somebodys_alone_until_they_retire(db: Database) {
    let bench = Bench::start(db).await;
    let operators = &bench.backend.operators;
    assert!(!operators.any());
    let ada = made(&bench, "Ada", "4711", Role::Floor).await;
    let same = refused(operators.create(&bench.admin, &input("Ben", "4711", Role::Viewer)).await);
    assert_eq!(same, (400, "This PIN is in use. Choose another.".into()));
    for bad in ["471", "471108151", "47a1", ""] {
        assert_eq!(refused(operators.create(&bench.admin, &input("Ben", bad, Role::Viewer)).await).0, 400, "{bad}");
    }
    assert_eq!(refused(operators.create(&bench.admin, &input(" ", "4712", Role::Viewer)).await).0, 400);
    let ben = made(&bench, "Ben", "4712", Role::Viewer).await;
    let taken = OperatorEdit { pin: Some("4711".into()), ..OperatorEdit::default() };
    assert_eq!(refused(operators.edit(&bench.admin, ben, &taken).await).0, 400);
    sign_in(&bench, "4712", HERE).await.unwrap();

    operators.retire(&bench.admin, ada).await.unwrap();
    assert_eq!(refused(operators.retire(&bench.admin, ada).await).0, 409);
    assert_eq!(refused(operators.edit(&bench.admin, ada, &taken).await).0, 409);
    assert_eq!(tried(&bench, "4711", HERE).await.0, 401);
    operators.edit(&bench.admin, ben, &taken).await.unwrap();
    assert_eq!(sign_in(&bench, "4711", HERE).await.unwrap().operator, ben);
    let list = operators.list(&bench.admin).unwrap();
    assert_eq!(list.iter().map(|one| one.retired_at.is_some()).collect::<Vec<_>>(), [true, false]);
    for role in [Role::Floor, Role::Reception, Role::Viewer] {
        let device = bench.device(role).await;
        assert_eq!(refused(operators.list(&device)).0, 403);
        assert_eq!(refused(operators.create(&device, &input("Eve", "6666", Role::Admin)).await).0, 403);
        assert_eq!(refused(operators.edit(&device, ben, &taken).await).0, 403);
        assert_eq!(refused(operators.retire(&device, ben).await).0, 403);
        assert_eq!(refused(operators.end_sessions(&device, ben).await).0, 403);
    }
    assert_eq!(refused(operators.create(&Who::nobody(), &input("Eve", "6666", Role::Admin)).await).0, 401);
    assert_eq!(refused(operators.retire(&bench.admin, OperatorId(99)).await).0, 404);
}

async fn an_operator_signs_in_and_out_and_every_entry_says_so(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(domain::event::Placement::Optional).await;
    let ada = made(&bench, "Ada", "4711", Role::Reception).await;
    let login = bench.backend.operators.sign_in_program("4711", address(1), &Who::nobody()).await.unwrap();
    assert_eq!((login.operator.id, login.operator.role), (ada.0, Role::Reception));
    let who = bench.backend.auth.bearer(&login.token).unwrap();
    let player = domain::player::PlayerInput { name: "Noor".into(), ..Default::default() };
    bench.backend.players.create(&who, event, vec![player]).await.unwrap();
    assert_eq!(refused(bench.backend.devices.list(&who)).0, 403);
    bench.backend.operators.sign_out(&who).await.unwrap();
    assert_eq!(refused(bench.backend.auth.bearer(&login.token)).0, 401, "a token that was signed out is over");
    let bench = bench.restart().await;
    assert_eq!(refused(bench.backend.auth.bearer(&login.token)).0, 401, "after a restart too");

    let trail = entries(&bench, "operator").await;
    let line: Vec<_> = trail.iter().map(|entry| (entry.action.as_str(), entry.actor.kind.as_str())).collect();
    let operator = "operator";
    assert_eq!(line, [("operator.create", "admin"), ("operator.login", operator), ("operator.logout", operator)]);
    assert_eq!(trail[0].new_state, Some(json!({"name": "Ada", "role": "reception"})));
    let actor = &trail[1].actor;
    assert_eq!(
        (actor.id.clone(), actor.name.as_deref(), actor.device.clone()),
        (Some(ada.to_string()), Some("Ada"), None)
    );
    assert_eq!((trail[1].target.kind.as_str(), trail[1].target.id.clone()), ("operator", ada.to_string()));
    assert!(trail.iter().all(|entry| !entry.undoable));
    let undo = bench.backend.audit.undo(&bench.admin, trail[1].id, UndoInput::default()).await;
    assert_eq!(refused(undo).0, 409);
    let filter = AuditFilter { actor: Some(format!("operator:{ada}")), ..AuditFilter::default() };
    let own = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries;
    let actions: Vec<_> = own.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["operator.login", "player.register", "operator.logout"]);
    assert!(!serde_json::to_string(&trail).unwrap().contains("4711"), "no PIN in the ledger");
}

async fn an_edit_is_written_with_what_changed_and_a_new_pin_signs_out(db: Database) {
    let bench = Bench::start(db).await;
    let operators = &bench.backend.operators;
    let ada = made(&bench, "Ada", "4711", Role::Reception).await;
    let signed_in = sign_in(&bench, "4711", HERE).await.unwrap();
    let edit = OperatorEdit { name: Some("Ada L.".into()), role: Some(Role::Floor), pin: None };
    operators.edit(&bench.admin, ada, &edit).await.unwrap();
    let who = bench.backend.auth.operator(&signed_in).unwrap();
    assert_eq!(who.role(), Some(Role::Floor), "another role holds at once");
    operators.edit(&bench.admin, ada, &edit).await.unwrap();
    let pin = OperatorEdit { pin: Some("90210".into()), ..OperatorEdit::default() };
    operators.edit(&bench.admin, ada, &pin).await.unwrap();
    assert_eq!(refused(bench.backend.auth.operator(&signed_in)).0, 401);
    assert_eq!(refused(bench.backend.auth.again(&who)).0, 401, "open sockets ask again");
    assert_eq!(tried(&bench, "4711", HERE).await.0, 401);
    let signed_in = sign_in(&bench, "90210", HERE).await.unwrap();
    operators.end_sessions(&bench.admin, ada).await.unwrap();
    assert_eq!(refused(bench.backend.auth.operator(&signed_in)).0, 401);

    let trail = entries(&bench, "operator.update").await;
    let states: Vec<_> = trail.iter().map(|entry| (entry.previous_state.clone(), entry.new_state.clone())).collect();
    let named = |name: &str, role: &str| Some(json!({"name": name, "role": role}));
    assert_eq!(
        states,
        [(named("Ada", "reception"), named("Ada L.", "floor")), (Some(json!({})), Some(json!({"pin": "changed"}))),],
        "an edit that changes nothing writes nothing"
    );
}

async fn wrong_pins_in_a_row_are_followed_by_longer_waits(db: Database) {
    let bench = Bench::start(db).await;
    made(&bench, "Ada", "4711", Role::Reception).await;
    let (here, there) = (address(1), address(2));
    sign_in(&bench, "4711", there).await.unwrap();
    let mut row = Vec::new();
    for n in 1..=12 {
        assert_eq!(tried(&bench, "0000", here).await, (401, None), "wrong for the {n}. time");
        let Some(wait) = bench.backend.operators.wait(here, &Who::nobody()).await.unwrap() else { continue };
        row.push((n, wait));
        bench.time.pass_ms(i64::try_from(wait).unwrap() * 1_000 - 1);
        assert_eq!(tried(&bench, "4711", here).await, (429, Some(1)), "even the right one, until the end");
        assert!(sign_in(&bench, "4711", there).await.is_ok(), "elsewhere nobody waits");
        bench.time.pass_ms(1);
    }
    assert_eq!(row, [(5, 30), (8, 300), (10, 1_800), (11, 1_800), (12, 1_800)]);
}

async fn a_wait_outlives_a_restart_and_a_right_pin_ends_the_row(db: Database) {
    let bench = Bench::start(db).await;
    made(&bench, "Ada", "4711", Role::Reception).await;
    for _ in 0..4 {
        tried(&bench, "0000", HERE).await;
    }
    sign_in(&bench, "4711", HERE).await.unwrap();
    for _ in 0..5 {
        assert_eq!(tried(&bench, "0000", HERE).await.0, 401, "the right one ended the row");
    }
    let bench = bench.restart().await;
    bench.time.pass_ms(10_000);
    assert_eq!(tried(&bench, "4711", HERE).await, (429, Some(20)));
    bench.time.pass_ms(20_000);
    for _ in 0..3 {
        assert_eq!(tried(&bench, "0000", HERE).await.0, 401);
    }
    assert_eq!(tried(&bench, "0000", HERE).await, (429, Some(300)), "the row went on after the restart");
    bench.time.pass_ms(24 * 3_600_000);
    for _ in 0..4 {
        assert_eq!(tried(&bench, "0000", HERE).await.0, 401, "a day later it begins anew");
    }
    sign_in(&bench, "4711", HERE).await.unwrap();
}

async fn guesses_at_once_are_judged_one_after_another(db: Database) {
    let bench = Bench::start(db).await;
    made(&bench, "Ada", "4711", Role::Reception).await;
    let bench = &bench;
    let guesses = (0..40).map(|n| async move { tried(bench, &format!("{n:06}"), HERE).await.0 });
    let answers = futures::future::join_all(guesses).await;
    assert_eq!(answers.iter().filter(|status| **status == 401).count(), 5);
    assert_eq!(answers.iter().filter(|status| **status == 429).count(), 35);
}

async fn guessing_from_many_addresses_slows_strangers_and_nobody_else(db: Database) {
    let bench = Bench::start(db).await;
    made(&bench, "Ada", "4711", Role::Reception).await;
    let desk = bench.device(Role::Reception).await;
    sign_in(&bench, "4711", address(250)).await.unwrap();
    for n in 0..30 {
        assert_eq!(tried(&bench, "0000", address(n)).await.0, 401);
    }
    assert_eq!(tried(&bench, "4711", address(100)).await, (429, Some(30)), "a stranger waits");
    sign_in(&bench, "4711", address(250)).await.unwrap();
    bench.backend.operators.sign_in("4711", address(100), &desk).await.unwrap();
    let bench = bench.restart().await;
    assert_eq!(tried(&bench, "4711", address(101)).await, (429, Some(30)));
    bench.time.pass_ms(30_000);
    sign_in(&bench, "4711", address(101)).await.unwrap();
}

async fn on_a_device_an_operator_does_what_both_may_and_the_ledger_names_both(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(domain::event::Placement::Optional).await;
    made(&bench, "Ada", "4711", Role::Floor).await;
    let tablet = bench.device(Role::LaneCount).await;
    let login = bench.backend.operators.sign_in_program("4711", HERE, &tablet).await.unwrap();
    let shift = bench.backend.auth.bearer(&login.token).unwrap();
    assert_eq!(shift.role(), Some(Role::LaneCount));
    let may = |action| shift.require(action).is_ok();
    assert!(may(Action::CountLaps) && may(Action::ReadPlayers));
    assert!(!may(Action::SetClock) && !may(Action::RegisterPlayers) && !may(Action::PlacePlayers));
    let me = shift.me().unwrap();
    assert_eq!((me.operator.unwrap().name, me.device.unwrap().name), ("Ada".into(), "lane_count 1".into()));

    made(&bench, "Rea", "8150", Role::Reception).await;
    let crossed = bench.backend.operators.sign_in("8150", HERE, &tablet).await.unwrap();
    let crossed = bench.backend.auth.operator(&crossed).unwrap();
    assert_eq!(crossed.role(), Some(Role::Viewer));
    assert!(crossed.require(Action::ReadPlayers).is_ok(), "both may see players");
    assert!(crossed.require(Action::CountLaps).is_err() && crossed.require(Action::RegisterPlayers).is_err());

    let bib = bench.register(event, "Noor").await;
    bench.clock(event, domain::clock::ClockAction::Start, None).await;
    let lap = crate::common::lap(uuid::Uuid::now_v7(), bib.get(), bench_now(&bench));
    bench.backend.laps.record(&shift, event, vec![lap]).await.unwrap();
    let filter = AuditFilter { action: Some("lap.count".into()), ..AuditFilter::default() };
    let actor = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries.remove(0).actor;
    let device = actor.device.unwrap();
    assert_eq!(
        (actor.kind.as_str(), actor.name.as_deref(), actor.role.as_deref()),
        ("operator", Some("Ada"), Some("lane_count"))
    );
    assert_eq!(device.name, "lane_count 1");
    let of_device = AuditFilter { actor: Some(format!("device:{}", device.id)), ..AuditFilter::default() };
    let seen = bench.backend.audit.list(&bench.admin, &of_device).await.unwrap().entries;
    assert_eq!(seen[0].action, "lap.count", "a device's trail has what operators did on it");
    let bad = AuditFilter { actor: Some("device:x".into()), ..AuditFilter::default() };
    assert_eq!(refused(bench.backend.audit.list(&bench.admin, &bad).await).0, 400);
}

fn bench_now(bench: &Bench) -> domain::Timestamp {
    use backend::TimeSource;
    bench.time.now()
}

async fn rights_end_at_once_where_tokens_still_hold(db: Database) {
    let bench = Bench::start(db).await;
    let ada = made(&bench, "Ada", "4711", Role::Floor).await;
    made(&bench, "Ben", "4712", Role::Floor).await;
    let tablet = bench.device(Role::LaneCount).await;
    let token = |pin: &'static str, on: Who| {
        let operators = bench.backend.operators.clone();
        async move { operators.sign_in_program(pin, HERE, &on).await.unwrap().token }
    };
    let (ada_free, ada_shift) = (token("4711", Who::nobody()).await, token("4711", tablet.clone()).await);
    let (ben_free, ben_shift) = (token("4712", Who::nobody()).await, token("4712", tablet.clone()).await);
    let good = |token: &str| bench.backend.auth.bearer(token).is_ok();
    assert!([&ada_free, &ada_shift, &ben_free, &ben_shift].into_iter().all(|token| good(token)));
    bench.backend.operators.retire(&bench.admin, ada).await.unwrap();
    assert!(!good(&ada_free) && !good(&ada_shift) && good(&ben_free) && good(&ben_shift));
    bench.backend.devices.revoke(&bench.admin, tablet.device_id().unwrap()).await.unwrap();
    assert!(good(&ben_free) && !good(&ben_shift), "a shift ends with its device");
    bench.time.pass_ms(7 * 24 * 3_600_000);
    assert!(!good(&ben_free), "seven days");
}

async fn the_floor_enrols_what_stands_below_it(db: Database) {
    let bench = Bench::start(db).await;
    let floor = bench.device(Role::Floor).await;
    let devices = &bench.backend.devices;
    let code = |role| vec![CodeInput { role, name: "A tablet".into() }];
    for role in [Role::Reception, Role::LaneAssign, Role::LaneCount, Role::Viewer] {
        let issued = devices.issue_codes(&floor, code(role)).await.unwrap();
        let (device, _) = devices.enrol(&issued[0].otp, HERE, &Who::nobody()).await.unwrap();
        devices.rename(&floor, device.id, "Another name").await.unwrap();
        devices.revoke(&floor, device.id).await.unwrap();
    }
    let other = bench.device(Role::Floor).await.device_id().unwrap();
    for role in [Role::Floor, Role::Admin] {
        assert_eq!(refused(devices.issue_codes(&floor, code(role)).await).0, 403, "{role}");
    }
    let mixed = [code(Role::Viewer), code(Role::Admin)].concat();
    assert_eq!(refused(devices.issue_codes(&floor, mixed).await).0, 403);
    assert_eq!(refused(devices.rename(&floor, other, "Mine").await).0, 403);
    assert_eq!(refused(devices.revoke(&floor, other).await).0, 403);
    let desk = bench.device(Role::Reception).await;
    assert_eq!(refused(devices.issue_codes(&desk, code(Role::Viewer)).await).0, 403);
}

async fn whoever_has_a_pin_finds_no_other_one_with_it(db: Database) {
    let bench = Bench::start(db).await;
    made(&bench, "Ada", "4711", Role::LaneCount).await;
    let tablet = bench.device(Role::LaneCount).await;
    let guess = async |bench: &Bench, pin: &str| {
        let answer = bench.backend.operators.sign_in(pin, HERE, &tablet).await;
        answer.map_err(domain::Problem::from).err().map(|problem| (problem.kind.status(), problem.retry_after_s))
    };
    // Four guesses and one's own PIN, over and over: no row of five ever comes about.
    let mut guessed = 0;
    let stopped = loop {
        for n in 0..4 {
            match guess(&bench, &format!("{:04}", 5_000 + guessed + n)).await {
                Some((401, _)) => {}
                _ => break,
            }
        }
        guessed += 4;
        match guess(&bench, "4711").await {
            None if guessed < 200 => {}
            other => break other,
        }
    };
    assert_eq!((guessed, stopped), (32, Some((429, Some(30)))), "thirty at most, then one in half a minute");
    assert!(sign_in(&bench, "4711", address(9)).await.is_ok(), "nobody else waits for it");
    let bench = bench.restart().await;
    assert_eq!(guess(&bench, "4711").await, Some((429, Some(30))), "a restart forgives nothing");
    bench.time.pass_ms(30_000);
    assert_eq!(guess(&bench, "4711").await, None);
}

async fn a_clock_set_back_prolongs_no_wait(db: Database) {
    let bench = Bench::start(db).await;
    made(&bench, "Ada", "4711", Role::LaneCount).await;
    for _ in 0..5 {
        assert_eq!(tried(&bench, "0000", HERE).await.0, 401);
    }
    assert_eq!(tried(&bench, "4711", HERE).await, (429, Some(30)));
    bench.time.pass_ms(-3_600_000);
    sign_in(&bench, "4711", HERE).await.unwrap();

    for n in 0..25 {
        assert_eq!(tried(&bench, "0000", address(n)).await.0, 401);
    }
    bench.time.pass_ms(-3_600_000);
    assert_eq!(tried(&bench, "0000", address(100)).await.0, 401, "one stranger more may try");
    assert_eq!(tried(&bench, "4711", address(101)).await, (429, Some(30)), "and then they wait as ever");
    bench.time.pass_ms(30_000);
    sign_in(&bench, "4711", address(101)).await.unwrap();
}
