//! Two nodes on one PostgreSQL: what one of them commits, the other one hears by itself.

use crate::common::{Bench, HERE, T0, lap, refused};
use backend::{Subscription, Who};
use domain::{
    Role,
    clock::{ClockAction::Start, ClockInput},
    device::CodeInput,
    event::{EventEdit, Placement},
    guessing::ShutOutInput,
    lap::LapStatus::{Counted, Duplicate},
    operator::OperatorInput,
    player::PlayerInput,
};
use sqlx::Connection;
use sqlx_postgres::PgConnection;
use std::time::{Duration, Instant};
use testbed::Database;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// How long a node may take to hear of another: far longer than it does, for a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until a frame says all of it.
async fn hear(socket: &mut Subscription, parts: &[&str]) {
    let heard = async {
        while let Some(frame) = socket.next().await {
            if parts.iter().all(|part| frame.contains(part)) {
                return;
            }
        }
        panic!("the hub ended");
    };
    timeout(PATIENCE, heard).await.unwrap_or_else(|_| panic!("{parts:?} was not heard"));
}

#[tokio::test]
async fn boards_follow_what_another_node_counts_and_no_lap_is_counted_twice() {
    let bench = Bench::start(Database::postgres().await).await;
    let event = bench.event(Placement::Optional).await;
    let ada = bench.register(event, "Ada Lind").await;
    let other = crate::common::open(&bench.db, bench.time.clone()).await;
    let mut board = bench.backend.live.hub(event).unwrap().subscribe(None, false);
    let start = ClockInput { action: Start, at: None };
    other.events.clock(&bench.admin, event, start).await.unwrap();
    let first = Uuid::now_v7();
    other.laps.record(&bench.admin, event, vec![lap(first, ada.get(), T0)]).await.unwrap();
    hear(&mut board, &[r#""laps":1"#]).await;
    assert_eq!(bench.lap(event, first, ada, T0).await.status, Duplicate);
    // Both count for a while, each in its turn and at once.
    for _ in 0..5 {
        let there = vec![lap(Uuid::now_v7(), ada.get(), T0)];
        let (there, here) =
            tokio::join!(other.laps.record(&bench.admin, event, there), bench.lap(event, Uuid::now_v7(), ada, T0));
        assert_eq!((there.unwrap()[0].status, here.status), (Counted, Counted));
    }
    hear(&mut board, &[r#""laps":11"#]).await;
    let elsewhere = other.live.hub(event).unwrap();
    let mut elsewhere = elsewhere.subscribe(None, false);
    hear(&mut elsewhere, &[r#""laps":11"#]).await;
    let edit = EventEdit { name: Some("Night swim".into()), ..EventEdit::default() };
    other.events.update(&bench.admin, event, edit).await.unwrap();
    hear(&mut board, &["Night swim"]).await;
    assert_eq!(bench.backend.events.view(event).unwrap().name, "Night swim");
}

#[tokio::test]
async fn a_lock_that_another_node_keeps_is_refused_in_time_and_nothing_is_counted_twice() {
    let bench = Bench::start(Database::postgres().await).await;
    let event = bench.event(Placement::Optional).await;
    bench.clock(event, Start, None).await;
    let ada = bench.register(event, "Ada Lind").await;
    let mut stopped = PgConnection::connect(&bench.db.url).await.unwrap();
    sqlx::raw_sql("BEGIN; SELECT 1 FROM chains FOR UPDATE").execute(&mut stopped).await.unwrap();

    let (id, began) = (Uuid::now_v7(), Instant::now());
    let send = || bench.backend.laps.record(&bench.admin, event, vec![lap(id, ada.get(), T0)]);
    let bo = || vec![PlayerInput { name: "Bo Li".into(), ..PlayerInput::default() }];
    // The second change comes while the first one waits, and waits no longer than it.
    let (counted, registered) = tokio::join!(send(), async {
        sleep(Duration::from_millis(200)).await;
        bench.backend.players.create(&bench.admin, event, bo()).await
    });
    assert_eq!((refused(counted).0, refused(registered).0), (503, 503));
    assert!(began.elapsed() < Duration::from_secs(5), "refused after {:?}", began.elapsed());

    stopped.close_hard().await.unwrap();
    let again = async {
        while send().await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, again).await.unwrap();
    let bo = bench.backend.players.create(&bench.admin, event, bo()).await.unwrap()[0].bib;
    assert_eq!(bench.standings(event).await, [(ada.get(), 1), (bo.get(), 0)]);
}

#[tokio::test]
async fn a_right_that_ends_on_one_node_ends_on_the_other() {
    let bench = Bench::start(Database::postgres().await).await;
    let other = crate::common::open(&bench.db, bench.time.clone()).await;
    let input = OperatorInput { name: "Ada".into(), pin: "4711".into(), role: Role::Floor };
    let ada = bench.backend.operators.create(&bench.admin, &input).await.unwrap();
    let token = bench.backend.operators.sign_in_program("4711", HERE, &Who::nobody()).await.unwrap().token;
    let until = async |works: bool| {
        let changed = async {
            while other.auth.bearer(&token).is_ok() != works {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, changed).await.unwrap_or_else(|_| panic!("the token should work there: {works}"));
    };
    until(true).await;
    bench.backend.operators.retire(&bench.admin, ada.id).await.unwrap();
    until(false).await;
}

#[tokio::test]
async fn a_token_that_an_old_device_was_given_at_one_node_works_at_the_other() {
    let bench = Bench::start(Database::postgres().await).await;
    let code = CodeInput { role: Role::Reception, name: "Desk 1".into() };
    let otp = bench.backend.devices.issue_codes(&bench.admin, vec![code]).await.unwrap().remove(0).otp;
    let (_, tokens) = bench.backend.devices.enrol_program(&otp, HERE, &Who::nobody()).await.unwrap();
    bench.db.execute("UPDATE devices SET stamp = ''").await.unwrap();
    let bench = bench.restart().await;
    let other = crate::common::open(&bench.db, bench.time.clone()).await;
    let token = bench.backend.devices.refresh(&tokens.refresh_token, HERE).await.unwrap().jwt;
    let works = async {
        while other.auth.bearer(&token).is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, works).await.expect("the other node should hear of the stamp");
}

#[tokio::test]
async fn who_is_shut_out_on_one_node_is_shut_out_on_the_other_until_let_in_there() {
    let bench = Bench::start(Database::postgres().await).await;
    let other = crate::common::open(&bench.db, bench.time.clone()).await;
    let stranger = [203, 0, 113, 9].into();
    let until = async |status: u16| {
        let changed = async {
            while refused(bench.backend.devices.enrol("abcdef", stranger, &Who::nobody()).await).0 != status {
                sleep(Duration::from_millis(300)).await;
                bench.time.pass_ms(60_000);
            }
        };
        timeout(PATIENCE, changed).await.unwrap_or_else(|_| panic!("a wrong code there should be {status}"));
    };
    let input = ShutOutInput { address: "203.0.113.9".into() };
    let shut_out = other.guessing.shut_out(&bench.admin, &input).await.unwrap();
    until(403).await;
    bench.backend.guessing.let_in(&bench.admin, shut_out.id).await.unwrap();
    until(400).await;
}
