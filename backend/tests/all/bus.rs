//! The message bus: every entry once, in the order of its chain, whatever happens to NATS or to this program.

use crate::common::{Bench, T0, lap, open_with, refused};
use async_nats::jetstream::{
    self,
    consumer::{AckPolicy, pull},
    stream,
};
use backend::Backend;
use domain::{
    Role, Timestamp,
    audit::{AuditFilter, UndoInput},
    bus::{BusLink, BusState},
    clock::ClockAction::Start,
    event::Placement,
    ids::EventId,
    lap::LapStatus::Counted,
};
use futures::StreamExt;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    future::Future,
    time::{Duration, Instant},
};
use testbed::{Database, Nats, on_both_engines};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

on_both_engines!(
    every_entry_goes_out_in_the_order_of_its_chain,
    nats_is_killed_again_and_again_under_load,
    nats_comes_late,
    this_program_goes_on_where_it_was,
    a_frozen_nats_keeps_nobody_waiting,
    a_stream_made_anew_gets_everything,
    without_an_address_there_is_no_bus,
);

/// How long anything may take that is waited for.
const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until it is so.
async fn until<F: Future<Output = bool>>(what: &str, is_so: impl Fn() -> F) {
    let began = Instant::now();
    while !is_so().await {
        assert!(began.elapsed() < PATIENCE, "waited too long: {what}");
        sleep(Duration::from_millis(20)).await;
    }
}

async fn state(bench: &Bench) -> BusState {
    bench.backend.bus.state(&bench.admin).await.unwrap().unwrap()
}

/// Waits until all has gone out.
async fn settled(bench: &Bench) {
    until("everything went out", || async {
        let state = state(bench).await;
        state.link == BusLink::Connected && state.behind == 0
    })
    .await;
}

/// Waits until nothing goes out; returns why.
async fn away(bench: &Bench) -> String {
    let problem = || async { state(bench).await.problem };
    until("the bus says what is wrong", || async { problem().await.is_some() }).await;
    problem().await.unwrap()
}

/// Two running events with a player each, and what it took to make them in the venue's chain.
async fn races(bench: &Bench) -> [EventId; 2] {
    let events = [bench.event(Placement::Optional).await, bench.event(Placement::Optional).await];
    for event in events {
        bench.register(event, "Ada Lind").await;
        bench.clock(event, Start, None).await;
    }
    bench.device(Role::LaneCount).await;
    events
}

/// Counts laps in both races, each of which must be counted at once whatever the bus does.
async fn tap(bench: &Bench, events: [EventId; 2], laps: usize) {
    for n in 0..laps {
        let began = Instant::now();
        let event = events[n % 2];
        let outcome = bench.laps(event, vec![lap(Uuid::now_v7(), 1, T0)]).await.remove(0);
        assert_eq!(outcome.status, Counted);
        assert!(began.elapsed() < Duration::from_secs(3), "a tap waited for {:?}", began.elapsed());
    }
}

/// The entries of the ledger as the bus should have them: by subject, in order.
async fn ledger(db: &Database) -> BTreeMap<String, Vec<(u64, Uuid)>> {
    const SQL: &str = "SELECT chain, seq, id FROM entries ORDER BY chain, seq";
    let rows: Vec<(i64, i64, Uuid)> = if db.is_postgres() {
        sqlx::query_as(SQL).fetch_all(&sqlx_postgres::PgPool::connect(&db.url).await.unwrap()).await.unwrap()
    } else {
        sqlx::query_as(SQL).fetch_all(&sqlx_sqlite::SqlitePool::connect(&db.url).await.unwrap()).await.unwrap()
    };
    let mut ledger = BTreeMap::<_, Vec<_>>::new();
    for (chain, seq, id) in rows {
        let subject = if chain == 0 { "venue.audit".to_owned() } else { format!("event.{chain}.audit") };
        ledger.entry(subject).or_default().push((seq.cast_unsigned(), id));
    }
    ledger
}

async fn connect(nats: &Nats) -> jetstream::Context {
    jetstream::new(async_nats::connect(&nats.url).await.unwrap())
}

/// A message as it was read: its subject, its id, and what is in it.
type Read = (String, Uuid, Value);

/// Reads that many messages of a stream, as a consumer does that acknowledges one after the other.
async fn read(nats: &Nats, stream: &str, messages: usize) -> Vec<Read> {
    let stream = connect(nats).await.get_stream(stream).await.unwrap();
    let durable_name = Some("reader".to_owned());
    let config = pull::Config { durable_name, ack_policy: AckPolicy::Explicit, ..pull::Config::default() };
    let consumer = stream.get_or_create_consumer("reader", config).await.unwrap();
    let began = Instant::now();
    let mut read = Vec::new();
    while read.len() < messages {
        assert!(began.elapsed() < PATIENCE, "read {} of {messages}", read.len());
        let batch = consumer.batch().max_messages(messages - read.len()).expires(Duration::from_secs(1));
        let mut batch = batch.messages().await.unwrap();
        while let Some(message) = batch.next().await {
            let message = message.unwrap();
            message.double_ack().await.unwrap();
            let id = message.headers.as_ref().unwrap().get("Nats-Msg-Id").unwrap().as_str();
            let body = serde_json::from_slice(&message.payload).unwrap();
            read.push((message.subject.to_string(), Uuid::parse_str(id).unwrap(), body));
        }
    }
    read
}

/// Reads what a stream holds now.
async fn read_all(nats: &Nats, stream: &str) -> Vec<Read> {
    let held = connect(nats).await.get_stream(stream).await.unwrap().cached_info().state.messages;
    read(nats, stream, usize::try_from(held).unwrap()).await
}

/// Checks that a stream holds each entry of the ledger once, in order, and nothing else.
async fn expect_all(nats: &Nats, stream: &str, db: &Database) -> Vec<Value> {
    let (mut stored, mut bodies) = (BTreeMap::<_, Vec<_>>::new(), Vec::new());
    for (subject, id, body) in read_all(nats, stream).await {
        assert_eq!(body["id"], id.to_string());
        stored.entry(subject).or_default().push((body["seq"].as_u64().unwrap(), id));
        bodies.push(body);
    }
    let ledger = ledger(db).await;
    for (subject, entries) in &ledger {
        assert_eq!(
            entries.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(),
            (1..=entries.len() as u64).collect::<Vec<_>>()
        );
        let stored = stored.get(subject).map(Vec::as_slice).unwrap_or_default();
        assert_eq!(stored, entries.as_slice(), "{subject}: {} of {}", stored.len(), entries.len());
    }
    assert_eq!(stored.len(), ledger.len());
    bodies
}

async fn every_entry_goes_out_in_the_order_of_its_chain(db: Database) {
    let nats = Nats::start();
    let bench = Bench::start_with(db, Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 60).await;
    let laps = AuditFilter { action: Some("lap.count".into()), ..AuditFilter::default() };
    let tapped = bench.backend.audit.list(&bench.admin, &laps).await.unwrap().entries.remove(0);
    let wish = UndoInput { reason: "Ada turned too early".into(), together: false };
    bench.backend.audit.undo(&bench.admin, tapped.id, wish).await.unwrap();
    settled(&bench).await;
    let bodies = expect_all(&nats, "LAPSTREAM", &bench.db).await;
    assert!(bodies.iter().all(|body| !body.to_string().contains("Ada")), "a name has no business there");
    let of = |id: Uuid| bodies.iter().find(|body| body["id"] == id.to_string()).unwrap();
    assert_eq!(of(tapped.id)["undone_by"], Value::Null, "an entry reads as it was committed");
    assert!(bodies.iter().any(|body| body["undoes"] == tapped.id.to_string()));

    let register = bodies.iter().find(|body| body["action"] == "player.register").unwrap();
    assert!(register["new_state"].get("hide_name").is_none());
    let mut fields: Vec<_> = register.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let expected = "action actor at event_id id metadata new_state previous_state seq target undoable undoes undone_by";
    assert_eq!(fields.join(" "), expected);
    assert_eq!((&register["new_state"]["bib"], &register["target"]["type"]), (&1.into(), &"player".into()));

    let stream = connect(&nats).await.get_stream("LAPSTREAM").await.unwrap();
    assert_eq!(stream.cached_info().config.subjects, ["event.*.audit", "venue.audit"]);
    assert_eq!(stream.cached_info().config.storage, stream::StorageType::File);
    let counter = bench.device(Role::LaneCount).await;
    assert_eq!(refused(bench.backend.bus.state(&counter).await).0, 403);
}

async fn nats_is_killed_again_and_again_under_load(db: Database) {
    let mut nats = Nats::start();
    let bench = Bench::start_with(db, Some(nats.url.clone())).await;
    let events = races(&bench).await;
    let load = async {
        for _ in 0..40 {
            tap(&bench, events, 25).await;
        }
    };
    let kills = async {
        for n in 0..6 {
            let before = messages(&nats).await;
            until("it takes entries again", || async { messages(&nats).await > before + 20 }).await;
            nats.kill();
            sleep(Duration::from_millis(20 * n)).await;
            nats.run();
        }
    };
    tokio::join!(load, kills);
    settled(&bench).await;
    expect_all(&nats, "LAPSTREAM", &bench.db).await;
}

/// How many messages the stream holds.
async fn messages(nats: &Nats) -> u64 {
    match connect(nats).await.get_stream("LAPSTREAM").await {
        Ok(stream) => stream.cached_info().state.messages,
        Err(_) => 0,
    }
}

async fn nats_comes_late(db: Database) {
    let mut nats = Nats::away(&[]);
    let bench = Bench::start_with(db, Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 700).await;
    let problem = away(&bench).await;
    assert!(problem.contains("cannot be reached") && problem.contains(&nats.url), "{problem}");
    let waiting = state(&bench).await;
    assert_eq!((waiting.link, waiting.since), (BusLink::Away, T0));
    assert!(waiting.behind > 700, "{waiting:?}");
    bench.time.pass_ms(5_000);
    nats.run();
    settled(&bench).await;
    expect_all(&nats, "LAPSTREAM", &bench.db).await;
    assert_eq!(state(&bench).await.since, Timestamp::from_ms(T0.ms() + 5_000));

    nats.kill();
    let problem = away(&bench).await;
    assert!(problem.contains("NATS at"), "{problem}");
}

async fn this_program_goes_on_where_it_was(db: Database) {
    let mut nats = Nats::start();
    let bench = Bench::start_with(db, Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 30).await;
    // At once, so that the cursor is older than what went out.
    let bench = bench.restart().await;
    tap(&bench, events, 30).await;
    settled(&bench).await;
    nats.kill();
    tap(&bench, events, 30).await;
    let bench = bench.restart().await;
    tap(&bench, events, 30).await;
    nats.run();
    settled(&bench).await;
    let bench = bench.restart().await;
    tap(&bench, events, 1).await;
    settled(&bench).await;
    expect_all(&nats, "LAPSTREAM", &bench.db).await;
}

async fn a_frozen_nats_keeps_nobody_waiting(db: Database) {
    let mut nats = Nats::start();
    let bench = Bench::start_with(db, Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 10).await;
    settled(&bench).await;
    nats.freeze();
    tap(&bench, events, 400).await;
    assert!(state(&bench).await.behind > 0);
    let problem = away(&bench).await;
    // Whoever looks late sees what the next try came to.
    assert!(problem.contains("did not acknowledge") || problem.contains("cannot be reached"), "{problem}");
    tap(&bench, events, 10).await;
    nats.thaw();
    settled(&bench).await;
    expect_all(&nats, "LAPSTREAM", &bench.db).await;
}

async fn a_stream_made_anew_gets_everything(db: Database) {
    let mut nats = Nats::start();
    let bench = Bench::start_with(db, Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 50).await;
    settled(&bench).await;
    nats.forget();
    nats.run();
    tap(&bench, events, 10).await;
    settled(&bench).await;
    expect_all(&nats, "LAPSTREAM", &bench.db).await;

    connect(&nats).await.delete_stream("LAPSTREAM").await.unwrap();
    tap(&bench, events, 10).await;
    until("the stream is there again", || async { messages(&nats).await > 60 }).await;
    settled(&bench).await;
    expect_all(&nats, "LAPSTREAM", &bench.db).await;
}

async fn without_an_address_there_is_no_bus(db: Database) {
    let bench = Bench::start(db).await;
    let events = races(&bench).await;
    tap(&bench, events, 5).await;
    assert_eq!(bench.backend.bus.state(&bench.admin).await.unwrap(), None);
    let cursors = "SELECT COUNT(*) FROM bus_cursors";
    let count: i64 = if bench.db.is_postgres() {
        sqlx::query_scalar(cursors)
            .fetch_one(&sqlx_postgres::PgPool::connect(&bench.db.url).await.unwrap())
            .await
            .unwrap()
    } else {
        sqlx::query_scalar(cursors)
            .fetch_one(&sqlx_sqlite::SqlitePool::connect(&bench.db.url).await.unwrap())
            .await
            .unwrap()
    };
    assert_eq!(count, 0);
}

/// A stream as somebody else makes one.
fn theirs(name: &str, subjects: &[&str]) -> stream::Config {
    let subjects = subjects.iter().map(|subject| (*subject).to_owned()).collect();
    stream::Config { name: name.to_owned(), subjects, ..stream::Config::default() }
}

#[tokio::test]
async fn a_stream_that_takes_the_subjects_is_used_as_it_is() {
    let nats = Nats::start();
    let context = connect(&nats).await;
    let config =
        stream::Config { description: Some("Ours".into()), ..theirs("HALL", &["event.>", "venue.>", "lights"]) };
    context.create_stream(config).await.unwrap();
    // Others publish to the same stream meanwhile.
    let lights = tokio::spawn(async move {
        loop {
            context.publish("lights", "on".into()).await.unwrap().await.unwrap();
        }
    });
    let bench = Bench::start_with(Database::sqlite(), Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 300).await;
    settled(&bench).await;
    lights.abort();
    let stream = connect(&nats).await.get_stream("HALL").await.unwrap();
    stream.purge().filter("lights").await.unwrap();
    assert_eq!(stream.cached_info().config.description.as_deref(), Some("Ours"));
    expect_all(&nats, "HALL", &bench.db).await;
    assert!(connect(&nats).await.get_stream("LAPSTREAM").await.is_err());
}

#[tokio::test]
async fn a_stream_that_is_read_empty_gets_each_entry_once() {
    let nats = Nats::start();
    let retention = stream::RetentionPolicy::WorkQueue;
    let config = stream::Config { retention, ..theirs("WORK", &["event.*.audit", "venue.audit"]) };
    connect(&nats).await.create_stream(config).await.unwrap();
    let bench = Bench::start_with(Database::sqlite(), Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 20).await;
    settled(&bench).await;
    let mut taken = read_all(&nats, "WORK").await;
    tap(&bench, events, 20).await;
    settled(&bench).await;
    taken.extend(read_all(&nats, "WORK").await);
    let bench = bench.restart().await;
    tap(&bench, events, 20).await;
    settled(&bench).await;
    taken.extend(read_all(&nats, "WORK").await);
    let mut ids: Vec<Uuid> = taken.into_iter().map(|(_, id, _)| id).collect();
    let mut expected: Vec<Uuid> = ledger(&bench.db).await.into_values().flatten().map(|(_, id)| id).collect();
    ids.sort_unstable();
    expected.sort_unstable();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn a_stream_that_does_not_fit_is_left_alone_and_named() {
    let nats = Nats::start();
    let context = connect(&nats).await;
    context.create_stream(theirs("LAPSTREAM", &["event.*.audit"])).await.unwrap();
    let bench = Bench::start_with(Database::sqlite(), Some(nats.url.clone())).await;
    let events = races(&bench).await;
    let problem = away(&bench).await;
    assert!(problem.contains("LAPSTREAM") && problem.contains("venue.audit"), "{problem}");
    assert_eq!(messages(&nats).await, 0);
    context.update_stream(theirs("LAPSTREAM", &["event.*.audit", "venue.audit"])).await.unwrap();
    tap(&bench, events, 5).await;
    settled(&bench).await;
    assert_eq!(state(&bench).await.problem, None);
    expect_all(&nats, "LAPSTREAM", &bench.db).await;
}

#[tokio::test]
async fn a_full_stream_makes_entries_late() {
    let nats = Nats::start();
    let context = connect(&nats).await;
    let subjects = ["event.*.audit", "venue.audit"];
    let full =
        stream::Config { max_messages: 7, discard: stream::DiscardPolicy::New, ..theirs("LAPSTREAM", &subjects) };
    context.create_stream(full).await.unwrap();
    let bench = Bench::start_with(Database::sqlite(), Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 20).await;
    let problem = away(&bench).await;
    assert!(problem.contains("maximum messages exceeded"), "{problem}");
    until("what there is room for went out", || async { messages(&nats).await == 7 }).await;
    let wide = stream::Config { discard: stream::DiscardPolicy::New, ..theirs("LAPSTREAM", &subjects) };
    context.update_stream(wide).await.unwrap();
    settled(&bench).await;
    expect_all(&nats, "LAPSTREAM", &bench.db).await;
}

#[tokio::test]
async fn what_a_full_stream_refused_is_never_overtaken() {
    let nats = Nats::start();
    let (discard, retention) = (stream::DiscardPolicy::New, stream::RetentionPolicy::WorkQueue);
    let narrow = theirs("WORK", &["event.*.audit", "venue.audit"]);
    let narrow = stream::Config { max_messages: 20, discard, retention, ..narrow };
    connect(&nats).await.create_stream(narrow).await.unwrap();
    let bench = Bench::start_with(Database::sqlite(), Some(nats.url.clone())).await;
    let events = races(&bench).await;
    tap(&bench, events, 300).await;
    away(&bench).await;
    let ledger = ledger(&bench.db).await;
    let all: usize = ledger.values().map(Vec::len).sum();
    let mut stored = BTreeMap::<_, Vec<_>>::new();
    for (subject, id, body) in read(&nats, "WORK", all).await {
        stored.entry(subject).or_default().push((body["seq"].as_u64().unwrap(), id));
    }
    assert!(stored == ledger, "room appeared in the middle of batches, and something went ahead");
}

#[tokio::test]
async fn wrong_credentials_are_said_and_never_shown() {
    let mut nats = Nats::away(&["--user", "pool", "--pass", "water"]);
    nats.run();
    let with = |credentials: &str| Some(nats.url.replace("//", &format!("//{credentials}@")));
    let bench = Bench::start_with(Database::sqlite(), with("pool:swordfish")).await;
    bench.event(Placement::Optional).await;
    let problem = away(&bench).await;
    assert!(problem.contains("refuses the user") && !problem.contains("swordfish"), "{problem}");
    let bench = Bench { nats_url: with("pool:water"), ..bench }.restart().await;
    settled(&bench).await;
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_at_the_start() {
    use backend::{Secrets, Settings, SystemTime};
    let db = Database::sqlite();
    let settings = Settings {
        database_url: db.url.clone(),
        secrets: Secrets::load(&db.url, None, None, None).unwrap(),
        time: std::sync::Arc::new(SystemTime),
        nats_url: Some("http://localhost".into()),
    };
    let refusal = Backend::start(settings).await.err().unwrap().to_string();
    assert!(refusal.contains("nats://host:4222"), "{refusal}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_nodes_one_publishes_and_the_other_takes_over() {
    let nats = Nats::start();
    let bench = Bench::start_with(Database::postgres().await, Some(nats.url.clone())).await;
    let events = races(&bench).await;
    settled(&bench).await;
    let second = open_with(&bench.db, bench.time.clone(), bench.nats_url.clone()).await;
    let link = |backend: Backend| {
        let admin = bench.admin.clone();
        async move { backend.bus.state(&admin).await.unwrap().unwrap().link }
    };
    until("the second stands by", || async { link(second.clone()).await == BusLink::Standby }).await;
    tap(&bench, events, 20).await;
    let laps = (0..20).map(|_| lap(Uuid::now_v7(), 1, T0)).collect();
    second.laps.record(&bench.admin, events[0], laps).await.unwrap();
    settled(&bench).await;
    let bench = {
        let Bench { backend, time, db, admin, nats_url } = bench;
        drop(backend);
        Bench { backend: second, time, db, admin, nats_url }
    };
    tap(&bench, events, 20).await;
    timeout(PATIENCE, settled(&bench)).await.unwrap();
    expect_all(&nats, "LAPSTREAM", &bench.db).await;
}
