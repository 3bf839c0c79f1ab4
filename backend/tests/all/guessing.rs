//! Guessing: who is slowed down by it, and who gets in all the same.

use crate::common::{Bench, refused};
use backend::Who;
use domain::{
    Problem, Role,
    device::{CodeInput, DeviceView},
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
    bench.backend.devices.enrol(code, ip(from), on).await
}

/// The status of a wrong code.
async fn wrong_code(bench: &Bench, from: &str) -> u16 {
    refused(enrol(bench, "abcdef", from, &Who::nobody()).await).0
}

/// Ten wrong codes from each of that many strangers, of both kinds.
async fn strangers_guess(bench: &Bench, addresses: usize, tries: usize) {
    for n in 0..tries {
        let no = n % addresses;
        let from = if no % 2 == 0 { format!("203.0.113.{no}") } else { format!("2001:db8:0:{no}::{n:x}") };
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
