//! A node follows what another one commits, entry by entry: it tells its spectators the same, and as soon.

use crate::common::{Bench, T0, lap, open};
use backend::{Backend, Subscription};
use domain::{
    Bib,
    board::{BoardRow, Frame},
    clock::{ClockAction, ClockInput},
    event::{EventEdit, Placement},
    held::HeldReason,
    ids::EventId,
    lap::{AdjustInput, SignedLaps},
    player::{PlayerInput, Standing},
    tag::{Tag, TagInput},
    time::Day,
    topic::Topic,
};
use sqlx::Connection;
use sqlx_postgres::{PgConnection, PgListener};
use std::time::{Duration, Instant};
use testbed::Database;
use tokio::time::timeout;
use uuid::Uuid;

/// How long a node may take to hear of another: far longer than it does, for a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running race at one node, and the other node.
async fn race(players: usize) -> (Bench, Backend, EventId) {
    let bench = Bench::start(Database::postgres().await).await;
    let event = bench.event(Placement::Optional).await;
    let inputs = (0..players).map(|n| PlayerInput { name: format!("Swimmer {n}"), ..PlayerInput::default() });
    bench.backend.players.create(&bench.admin, event, inputs.collect()).await.unwrap();
    bench.clock(event, ClockAction::Start, None).await;
    let other = open(&bench.db, bench.time.clone()).await;
    (bench, other, event)
}

/// The next rows that are told.
async fn rows(socket: &mut Subscription) -> Vec<BoardRow> {
    let told = async {
        loop {
            let frame = socket.next().await.unwrap();
            match serde_json::from_str(&frame).unwrap() {
                Frame::Delta(delta) if !delta.rows.is_empty() => return delta.rows,
                _ => {}
            }
        }
    };
    timeout(PATIENCE, told).await.unwrap()
}

async fn board(node: &Backend, event: EventId) -> Vec<BoardRow> {
    node.live.hub(event).unwrap().current().await.board().rows.clone()
}

/// Both boards, and the one that a third node builds from the tables, are the same.
async fn compare(bench: &Bench, other: &Backend, event: EventId, after: &str) {
    other.live.catch_up().await.unwrap();
    bench.backend.live.catch_up().await.unwrap();
    let here = board(&bench.backend, event).await;
    assert_eq!(board(other, event).await, here, "after {after}");
    let anew = open(&bench.db, bench.time.clone()).await;
    assert_eq!(board(&anew, event).await, here, "after {after}, built anew");
    let (view, there) = (bench.backend.events.view(event).unwrap(), other.events.view(event).unwrap());
    assert_eq!(
        (view.facts.name, view.clock.state, view.pace_groups.len()),
        (there.facts.name, there.clock.state, there.pace_groups.len())
    );
}

fn bib(bib: u32) -> Bib {
    Bib::new(i64::from(bib)).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lap_at_one_node_is_the_same_rows_at_both_and_no_others() {
    let (bench, other, event) = race(500).await;
    let [mut here, mut there] =
        [&bench.backend, &other].map(|node| node.live.hub(event).unwrap().subscribe(None, false));
    // The first lap moves everybody down, later ones the player alone.
    bench.lap(event, Uuid::now_v7(), bib(7), T0).await;
    assert_eq!(rows(&mut here).await, rows(&mut there).await);
    bench.lap(event, Uuid::now_v7(), bib(7), T0).await;
    let (told, followed) = (rows(&mut here).await, rows(&mut there).await);
    assert_eq!(told, followed);
    assert_eq!(told.iter().map(|row| (row.bib.get(), row.laps)).collect::<Vec<_>>(), [(7, 2)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_as_a_whole_is_told_as_what_differs_and_is_ranked_at_every_moment() {
    let (bench, other, event) = race(60).await;
    for n in 1..=60 {
        bench.lap(event, Uuid::now_v7(), bib(n), T0).await;
    }
    other.live.catch_up().await.unwrap();
    let hub = other.live.hub(event).unwrap();
    hub.settled().await;
    let mut socket = hub.subscribe(None, false);
    // A bib passes to somebody else: the other node reads the event again.
    let edited = PlayerInput { name: "Ada Lind".into(), bib: Some(bib(907)), ..PlayerInput::default() };
    bench.backend.players.update(&bench.admin, event, bib(30), edited).await.unwrap();
    other.live.catch_up().await.unwrap();
    let board = hub.board();
    assert_eq!(board.board().rows.len(), 60);
    assert!(board.board().rows.iter().all(|row| row.rank > 0), "nobody is unranked before it is told");
    let told = rows(&mut socket).await;
    assert!(told.iter().any(|row| row.bib == bib(907)) && told.len() <= 31, "those from there on: {}", told.len());
    assert!(hub.current().await.board().rows.iter().all(|row| row.rank > 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_is_heard_at_once_and_looked_for_where_notices_do_not_come() {
    /// Each lap is counted when the one before it was just heard: a node that only looks needs a quarter of a second for
    /// each.
    const LAPS: u32 = 24;
    let (bench, other, event) = race(3).await;
    let mut listener = PgListener::connect(&bench.db.url).await.unwrap();
    listener.listen("lapstream_entries").await.unwrap();
    let mut socket = other.live.hub(event).unwrap().subscribe(None, false);
    let began = Instant::now();
    for _ in 0..LAPS {
        bench.lap(event, Uuid::now_v7(), bib(1), T0).await;
        rows(&mut socket).await;
    }
    assert!(began.elapsed() < Duration::from_millis(250) * LAPS * 3 / 4, "heard after {:?}", began.elapsed());
    let notice = timeout(PATIENCE, listener.recv()).await.unwrap().unwrap();
    assert!(notice.payload().starts_with(&format!("{event} ")), "{}", notice.payload());
    let mut connection = PgConnection::connect(&bench.db.url).await.unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()";
    sqlx::query(end).execute(&mut connection).await.unwrap();
    for n in 0..3 {
        bench.lap(event, Uuid::now_v7(), bib(2), T0).await;
        assert_eq!(rows(&mut socket).await[0].laps, n + 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_newer_version_wrote_has_its_event_read_and_no_other() {
    let (bench, other, event) = race(3).await;
    let hub = other.live.hub(event).unwrap();
    bench.lap(event, Uuid::now_v7(), bib(1), T0).await;
    // As if its action were one that this version does not know.
    let statements = [
        "ALTER TABLE entries DISABLE TRIGGER USER",
        "UPDATE entries SET action = 'lap.recount' WHERE action = 'lap.count'",
    ];
    let again = bench.backend.laps.record(&bench.admin, event, vec![lap(Uuid::now_v7(), 1, T0)]);
    let mut connection = PgConnection::connect(&bench.db.url).await.unwrap();
    for statement in statements {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    again.await.unwrap();
    other.live.catch_up().await.unwrap();
    assert_eq!(hub.current().await.board().rows[0].laps, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn laps_that_two_nodes_take_by_turns_all_count_once_on_both() {
    let (bench, other, event) = race(7).await;
    let turns = (0..20_u32).map(|turn| {
        let (here, there) = (Uuid::now_v7(), Uuid::now_v7());
        let bib = turn % 7 + 1;
        let (bench, other) = (&bench, &other);
        async move {
            let there = other.laps.record(&bench.admin, event, vec![lap(there, bib, T0)]);
            let here = bench.backend.laps.record(&bench.admin, event, vec![lap(here, bib, T0)]);
            let (here, there) = tokio::join!(here, there);
            here.unwrap();
            there.unwrap();
        }
    });
    futures::future::join_all(turns).await;
    compare(&bench, &other, event, "laps by turns").await;
    assert_eq!(board(&other, event).await.iter().map(|row| row.laps).sum::<u64>(), 40);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_change_is_the_same_there() {
    let (bench, other, event) = race(6).await;
    let (here, admin) = (&bench.backend, &bench.admin);
    for no in 1..=6 {
        other.laps.record(admin, event, vec![lap(Uuid::now_v7(), no, T0), lap(Uuid::now_v7(), no, T0)]).await.unwrap();
    }
    compare(&bench, &other, event, "laps").await;

    let taken = AdjustInput {
        id: Uuid::now_v7(),
        laps: SignedLaps::new(-2).unwrap(),
        extra_m: None,
        at: None,
        reason: "the paper sheet".into(),
    };
    here.laps.adjust(admin, event, bib(1), taken).await.unwrap();
    compare(&bench, &other, event, "an adjustment").await;
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    here.laps.record(admin, event, vec![lap(first, 1, T0), lap(second, 2, T0)]).await.unwrap();
    compare(&bench, &other, event, "a lap of somebody from whom laps were taken").await;
    here.laps.void(admin, event, first).await.unwrap();
    other.laps.void(admin, event, second).await.unwrap();
    compare(&bench, &other, event, "laps taken back").await;

    let edit = PlayerInput { name: "Ada Lind".into(), bib: Some(bib(77)), ..PlayerInput::default() };
    here.players.update(admin, event, bib(3), edit).await.unwrap();
    here.laps.record(admin, event, vec![lap(Uuid::now_v7(), 77, T0)]).await.unwrap();
    compare(&bench, &other, event, "a new bib and a lap of it").await;
    other.players.set_standing(admin, event, bib(4), Standing::Withdrawn, "").await.unwrap();
    here.players.set_standing(admin, event, bib(5), Standing::Disqualified, "").await.unwrap();
    compare(&bench, &other, event, "a withdrawal and a disqualification").await;
    here.players.set_standing(admin, event, bib(5), Standing::Active, "").await.unwrap();
    compare(&bench, &other, event, "a way back").await;

    let tag = TagInput { bib: bib(6), tag: Tag::parse("T-1").unwrap(), instead: false };
    here.tags.assign(admin, event, vec![tag]).await.unwrap();
    let group = crate::common::group("middle", 2);
    here.lanes.add_group(admin, event, &group).await.unwrap();
    let edit = EventEdit { name: Some("Night swim".into()), ..EventEdit::default() };
    other.events.update(admin, event, edit).await.unwrap();
    compare(&bench, &other, event, "a tag, a pace group and a new name").await;
    let child =
        PlayerInput { birth_date: Some("2011-03-01".into()), name: "Emil Strand".into(), ..PlayerInput::default() };
    here.players.create(admin, event, vec![child]).await.unwrap();
    let of_age = EventEdit { reference_day: Day::parse("2027-03-01").ok(), ..EventEdit::default() };
    other.events.update(admin, event, of_age).await.unwrap();
    compare(&bench, &other, event, "a day on which somebody is no child any more").await;

    bench.time.pass_ms(60_000);
    let pause = ClockInput { action: ClockAction::Pause, at: None };
    here.events.clock(admin, event, pause).await.unwrap();
    bench.time.pass_ms(60_000);
    let late = T0.plus_ms(110_000);
    other.laps.record(admin, event, vec![lap(Uuid::now_v7(), 6, late)]).await.unwrap();
    let held: Vec<Uuid> = here.laps.held(admin, event).await.unwrap().iter().map(|lap| lap.id).collect();
    assert_eq!(held.len(), 1);
    here.laps.count_held(admin, event, held).await.unwrap();
    compare(&bench, &other, event, "a held lap that counts after all").await;
    here.events.clock(admin, event, ClockInput { action: ClockAction::Finish, at: None }).await.unwrap();
    here.players.erase(admin, event, bib(6)).await.unwrap();
    compare(&bench, &other, event, "an erasure").await;
    other.players.erase_all(admin, event).await.unwrap();
    compare(&bench, &other, event, "the erasure of all").await;

    let rehearsal = here.events.rehearse(admin, event, "Rehearsal".into()).await.unwrap().id;
    compare(&bench, &other, rehearsal, "a rehearsal").await;
    other.events.clear_rehearsal(admin, rehearsal).await.unwrap();
    compare(&bench, &other, rehearsal, "a rehearsal that was cleared").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_at_the_other_node_asks_again_when_a_lap_waits_for_another_reason() {
    let bench = Bench::start(Database::postgres().await).await;
    let event = bench.event(Placement::Required).await;
    bench.clock(event, ClockAction::Start, None).await;
    bench.lap(event, Uuid::now_v7(), bib(7), T0).await;
    let other = open(&bench.db, bench.time.clone()).await;
    let mut desk = other.live.hub(event).unwrap().subscribe(None, true);
    // Registered, and in no slot: it waits on, and no entry says so.
    let late = PlayerInput { name: "Ada Lind".into(), bib: Some(bib(7)), ..PlayerInput::default() };
    bench.backend.players.create(&bench.admin, event, vec![late]).await.unwrap();
    let asked = async {
        loop {
            let frame = desk.next().await.unwrap();
            if let Ok(Frame::Changed { topics }) = serde_json::from_str(&frame)
                && topics.contains(&Topic::Players)
            {
                return topics;
            }
        }
    };
    assert!(timeout(PATIENCE, asked).await.unwrap().contains(&Topic::Held));
    assert_eq!(other.laps.held(&bench.admin, event).await.unwrap()[0].reason, HeldReason::NotPlaced);
}
