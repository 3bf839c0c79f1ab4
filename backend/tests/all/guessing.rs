//! Guessing: who is slowed down by it, and who gets in all the same.

use crate::common::{Bench, refused};
use backend::Who;
use domain::{
    Problem, Role,
    audit::AuditFilter,
    device::{CodeInput, DeviceView},
    guessing::{Secret, ShutOut, ShutOutInput},
    limits,
    operator::OperatorInput,
};
use std::net::IpAddr;
use testbed::{Database, on_both_engines};

on_both_engines!(
    wrong_codes_of_strangers_keep_nobody_out_who_is_known_near_or_enrolled,
    neighbours_count_each_under_the_ceiling_of_their_interface,
    a_right_refresh_token_and_the_admin_token_always_get_through,
    wrong_pins_of_strangers_leave_the_venue_alone,
    the_console_sees_who_guesses_what_and_shuts_them_out,
    a_shut_out_holds_over_a_restart_and_ends,
);

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// A backend on a laptop in the venue's Wi-Fi.
async fn venue(db: Database) -> Bench {
    let bench = Bench::start(db).await;
    in_the_venue(&bench);
    bench
}

fn in_the_venue(bench: &Bench) {
    let of = |interface: &str, network: &str| (interface.to_owned(), network.parse().unwrap());
    bench.backend.networks.set(vec![
        of("wlan0", "192.168.20.7/24"),
        of("wlan0", "fd00:20::7/64"),
        of("eth0", "172.16.0.1/24"),
    ]);
}

async fn code(bench: &Bench) -> String {
    let wanted = vec![CodeInput { role: Role::LaneCount, name: "A tablet".into() }];
    bench.backend.devices.issue_codes(&bench.admin, wanted).await.unwrap().remove(0).otp
}

async fn enrol(bench: &Bench, code: &str, from: &str, on: &Who) -> backend::Result<DeviceView> {
    bench.backend.devices.enrol(code, ip(from), on).await.map(|(device, _)| device)
}

/// The status of a wrong code.
async fn wrong_code(bench: &Bench, from: &str) -> u16 {
    refused(enrol(bench, "abcdef", from, &Who::nobody()).await).0
}

/// Ten wrong codes from each of that many strangers, of both kinds.
async fn strangers_guess(bench: &Bench, addresses: usize, tries: usize) {
    for n in 0..tries {
        let no = n % addresses;
        let from = if no.is_multiple_of(2) { format!("203.0.113.{no}") } else { format!("2001:db8:0:{no}::{n:x}") };
        assert_eq!(wrong_code(bench, &from).await, 400, "{n} from {from}");
    }
}

async fn wrong_codes_of_strangers_keep_nobody_out_who_is_known_near_or_enrolled(db: Database) {
    let bench = venue(db).await;
    let known = "198.51.100.1";
    enrol(&bench, &code(&bench).await, known, &Who::nobody()).await.unwrap();
    let tablet = bench.device(Role::LaneCount).await;
    // 280 from 29 addresses, and what is left up to the ceiling.
    strangers_guess(&bench, 29, 280).await;
    for n in 0..limits::WRONG_OVERALL_PER_MIN - 280 {
        assert_eq!(wrong_code(&bench, &format!("203.0.114.{n}")).await, 400);
    }
    let right = code(&bench).await;
    assert_eq!(refused(enrol(&bench, &right, "203.0.115.1", &Who::nobody()).await).0, 429, "a stranger waits");
    enrol(&bench, &right, known, &Who::nobody()).await.unwrap();
    enrol(&bench, &code(&bench).await, "192.168.20.33", &Who::nobody()).await.unwrap();
    enrol(&bench, &code(&bench).await, "fd00:20::33", &Who::nobody()).await.unwrap();
    enrol(&bench, &code(&bench).await, "203.0.115.2", &tablet).await.unwrap();
    // Each of them has a limit of its own.
    for _ in 0..10 {
        assert_eq!(wrong_code(&bench, known).await, 400);
        assert_eq!(refused(enrol(&bench, "abcdef", "203.0.115.2", &tablet).await).0, 400);
    }
    assert_eq!(wrong_code(&bench, known).await, 429);
    assert_eq!(refused(enrol(&bench, "abcdef", "203.0.115.2", &tablet).await).0, 429);
    assert_eq!(wrong_code(&bench, "192.168.20.33").await, 400, "nobody else waits for it");
}

async fn neighbours_count_each_under_the_ceiling_of_their_interface(db: Database) {
    let bench = venue(db).await;
    for _ in 0..10 {
        assert_eq!(wrong_code(&bench, "fd00:20::a").await, 400);
        assert_eq!(wrong_code(&bench, "2001:db8::a").await, 400);
    }
    assert_eq!(wrong_code(&bench, "fd00:20::a").await, 429);
    assert_eq!(wrong_code(&bench, "fd00:20::b").await, 400, "the venue's other machines are others");
    assert_eq!(wrong_code(&bench, "2001:db8::b").await, 429, "a stranger has the whole /64");
    bench.time.pass_ms(60_000);
    for n in 0..limits::WRONG_OVERALL_PER_MIN {
        assert_eq!(wrong_code(&bench, &format!("192.168.20.{}", n / 10)).await, 400);
    }
    let right = code(&bench).await;
    assert_eq!(refused(enrol(&bench, &right, "192.168.20.99", &Who::nobody()).await).0, 429);
    assert_eq!(refused(enrol(&bench, &right, "fd00:20::99", &Who::nobody()).await).0, 429, "one interface");
    assert_eq!(wrong_code(&bench, "172.16.0.9").await, 400, "another interface");
    enrol(&bench, &right, "203.0.113.1", &Who::nobody()).await.unwrap();
}

async fn a_right_refresh_token_and_the_admin_token_always_get_through(db: Database) {
    let bench = venue(db).await;
    let (devices, auth) = (&bench.backend.devices, &bench.backend.auth);
    let here = ip("198.51.100.1");
    let (_, tokens) = devices.enrol_program(&code(&bench).await, here, &Who::nobody()).await.unwrap();
    for n in 0..12 {
        let expected = if n < 10 { 401 } else { 429 };
        assert_eq!(refused(devices.refresh("a guess", here).await).0, expected);
        assert_eq!(refused(auth.admin("a guess", here)).0, expected);
    }
    let tokens = devices.refresh(&tokens.refresh_token, here).await.unwrap();
    devices.refresh(&tokens.refresh_token, here).await.unwrap();
    auth.admin("admin-token-of-this-test", here).unwrap();
    assert_eq!(refused(devices.refresh(&tokens.refresh_token, here).await).0, 429, "a used one is wrong");
}

/// The status of a sign-in by PIN; 200 if it is right.
async fn pin(bench: &Bench, pin: &str, from: &str, on: &Who) -> u16 {
    let answer = bench.backend.operators.sign_in(pin, ip(from), on).await.map_err(Problem::from);
    answer.map_or_else(|problem| problem.kind.status(), |_| 200)
}

async fn operator(bench: &Bench) {
    let ada = OperatorInput { name: "Ada".into(), pin: "4711".into(), role: Role::Floor };
    bench.backend.operators.create(&bench.admin, &ada).await.unwrap();
}

async fn wrong_pins_of_strangers_leave_the_venue_alone(db: Database) {
    let bench = venue(db).await;
    operator(&bench).await;
    let nobody = Who::nobody();
    enrol(&bench, &code(&bench).await, "198.51.100.1", &nobody).await.unwrap();
    let tablet = bench.device(Role::LaneCount).await;
    for n in 0..limits::PIN_CEILING {
        let from = if n % 2 == 0 { format!("203.0.113.{n}") } else { format!("2001:db8:0:{n}::1") };
        assert_eq!(pin(&bench, "0000", &from, &nobody).await, 401);
    }
    let bench = bench.restart().await;
    in_the_venue(&bench);
    assert_eq!(pin(&bench, "4711", "203.0.115.1", &nobody).await, 429);
    assert_eq!(pin(&bench, "4711", "192.168.20.33", &nobody).await, 200);
    assert_eq!(pin(&bench, "4711", "fd00:20::33", &nobody).await, 200);
    assert_eq!(pin(&bench, "4711", "198.51.100.1", &nobody).await, 200, "somebody enrolled there");
    assert_eq!(pin(&bench, "4711", "203.0.115.2", &tablet).await, 200);
    assert_eq!(pin(&bench, "4711", "203.0.115.2", &nobody).await, 200, "somebody signed in there on a device");
    // Neighbours have a ceiling too, which is not that of strangers.
    for n in 0..limits::PIN_CEILING {
        assert_eq!(pin(&bench, "0000", &format!("172.16.0.{}", n + 2), &nobody).await, 401);
    }
    assert_eq!(pin(&bench, "4711", "172.16.0.99", &nobody).await, 429);
    assert_eq!(pin(&bench, "4711", "192.168.20.99", &nobody).await, 200);
}

async fn shut_out(bench: &Bench, who: &Who, address: &str) -> backend::Result<ShutOut> {
    bench.backend.guessing.shut_out(who, &ShutOutInput { address: address.into() }).await
}

async fn the_console_sees_who_guesses_what_and_shuts_them_out(db: Database) {
    let bench = venue(db).await;
    operator(&bench).await;
    let (guessing, nobody) = (&bench.backend.guessing, Who::nobody());
    let (floor, tablet) = (bench.device(Role::Floor).await, bench.device(Role::LaneCount).await);
    for _ in 0..3 {
        wrong_code(&bench, "2001:db8::a").await;
        bench.time.pass_ms(1_000);
    }
    pin(&bench, "0000", "2001:db8::b", &nobody).await;
    bench.time.pass_ms(1_000);
    pin(&bench, "0000", "203.0.113.9", &tablet).await;
    bench.time.pass_ms(1_000);
    refused(bench.backend.devices.refresh("a guess", ip("192.168.20.33")).await);
    bench.time.pass_ms(1_000);
    refused(bench.backend.auth.admin("a guess", ip("192.168.20.33")));
    let seen = guessing.list(&floor).unwrap().guessers;
    let seen: Vec<_> = seen.iter().map(|one| (one.from.as_str(), one.secret, one.tries, one.can_be_shut_out)).collect();
    let device = format!("device:{}", tablet.device_id().unwrap());
    let expected = [
        ("192.168.20.33", Secret::AdminToken, 1, true),
        ("192.168.20.33", Secret::RefreshToken, 1, true),
        (&*device, Secret::Pin, 1, false),
        ("2001:db8::", Secret::Pin, 1, true),
        ("2001:db8::", Secret::Code, 3, true),
    ];
    assert_eq!(seen, expected);
    assert_eq!(guessing.list(&floor).unwrap().guessers[2].name.as_deref(), Some("lane_count 1"));

    for (who, status) in [(&nobody, 401), (&tablet, 403)] {
        assert_eq!(refused(guessing.list(who)).0, status);
        assert_eq!(refused(shut_out(&bench, who, "2001:db8::").await).0, status);
    }
    assert_eq!(refused(shut_out(&bench, &floor, "the one over there").await).0, 400);
    let network = shut_out(&bench, &floor, "2001:db8::").await.unwrap();
    assert_eq!(network.address, "2001:db8::/64");
    assert_eq!(refused(shut_out(&bench, &floor, "2001:db8::5").await).0, 409);
    let neighbour = shut_out(&bench, &floor, "fd00:20::33").await.unwrap();
    assert_eq!(neighbour.address, "fd00:20::33");
    assert_eq!(wrong_code(&bench, "fd00:20::34").await, 400, "of neighbours one alone is shut out");
    let listed = guessing.list(&floor).unwrap();
    assert_eq!(listed.shut_out, [neighbour, network.clone()]);
    assert!(listed.guessers.iter().all(|one| one.from != "2001:db8::" || !one.can_be_shut_out));

    let right = code(&bench).await;
    let shut = refused(enrol(&bench, &right, "2001:db8::c", &nobody).await);
    assert!(shut.0 == 403 && shut.1.contains("shut out"), "{shut:?}");
    assert_eq!(pin(&bench, "4711", "2001:db8::c", &nobody).await, 403);
    assert_eq!(bench.backend.operators.wait(ip("2001:db8::c"), &nobody).await.unwrap(), None, "the page still opens");
    assert_eq!(pin(&bench, "4711", "2001:db8::c", &tablet).await, 200);
    enrol(&bench, &right, "2001:db8::c", &tablet).await.unwrap();
    bench.backend.auth.admin("admin-token-of-this-test", ip("2001:db8::c")).unwrap();
    assert_eq!(pin(&bench, "4711", "2001:db8:0:1::c", &nobody).await, 200, "the next network");

    assert_eq!(refused(guessing.let_in(&tablet, network.id).await).0, 403);
    guessing.let_in(&floor, network.id).await.unwrap();
    assert_eq!(refused(guessing.let_in(&floor, network.id).await).0, 404);
    assert_eq!(pin(&bench, "4711", "2001:db8::c", &nobody).await, 200);

    let filter = AuditFilter { event: Some("venue".into()), action: Some("address".into()), ..AuditFilter::default() };
    let entries = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries;
    let actions: Vec<_> = entries.iter().map(|entry| (entry.action.as_str(), entry.target.id.clone())).collect();
    let id = network.id.to_string();
    assert_eq!(actions[0], ("address.let_in", id.clone()));
    assert_eq!((actions[2].clone(), actions.len()), (("address.shut_out", id), 3));
    assert_eq!(entries[0].actor.name.as_deref(), Some("floor 1"));
    assert!(!serde_json::to_string(&entries).unwrap().contains("2001:db8"), "the chain holds no addresses");
}

async fn a_shut_out_holds_over_a_restart_and_ends(db: Database) {
    let bench = venue(db).await;
    operator(&bench).await;
    let nobody = Who::nobody();
    assert_eq!(pin(&bench, "4711", "203.0.113.9", &nobody).await, 200);
    shut_out(&bench, &bench.admin, "203.0.113.9").await.unwrap();
    let bench = bench.restart().await;
    assert_eq!(pin(&bench, "4711", "203.0.113.9", &nobody).await, 403, "though it is known");
    bench.time.pass_ms(limits::SHUT_OUT_MS - 1);
    assert_eq!(pin(&bench, "4711", "203.0.113.9", &nobody).await, 403);
    bench.time.pass_ms(1);
    assert_eq!(pin(&bench, "4711", "203.0.113.9", &nobody).await, 200);
    assert_eq!(bench.backend.guessing.list(&bench.admin).unwrap().shut_out, []);
    shut_out(&bench, &bench.admin, "203.0.113.9").await.unwrap();
}
