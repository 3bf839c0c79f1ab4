//! One of several nodes stops in its tracks, or loses its database without a word.

use super::{
    Scale,
    beside::{Tapping, admin},
    client,
};
use crate::{
    common::ADMIN,
    kill::{post, witness_event},
    process::{Process, lapstream, serve, with_secrets},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use testbed::{Database, Nats};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::sleep,
};

/// How long a tap may wait for its answer, whatever that is: five seconds, and what a slow machine takes longer.
const ANSWERED_WITHIN: Duration = Duration::from_secs(9);
/// How long the right to publish may stay with a node that was stopped: fifteen seconds, and until the other asks for it.
const TAKEN_OVER_WITHIN: Duration = Duration::from_secs(40);
/// How long nothing may be counted, from the stop of another node on: until the database has ended what that one had begun.
const COUNTED_WITHIN: Duration = Duration::from_secs(15);

async fn node(database: &Database, url: &str) -> Process {
    let mut command = lapstream(database);
    command.env("DATABASE_URL", url).envs([admin()]);
    serve(with_secrets(&mut command)).await
}

fn signal(server: &Process, signal: Signal) {
    let pid = server.child.id().and_then(|id| Pid::from_raw(id.cast_signed())).unwrap();
    kill_process(pid, signal).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_stops_in_its_tracks_stops_no_other() {
    let scale = Scale::of_the_environment();
    let mut random = StdRng::seed_from_u64(scale.seed);
    let database = Database::postgres().await;
    let (first, second) = (node(&database, &database.url).await, node(&database, &database.url).await);
    let base = witness_event(&client(), &format!("{}/api/v1", first.url)).await;
    let elsewhere = base.replace(&first.url, &second.url);
    post(&client(), &format!("{base}/players"), &json!({ "bib": 2, "name": "Other" })).await.unwrap();
    let (stopped, tapping) = (Tapping::start(&elsewhere, &second, 2), Tapping::start(&base, &first, 1));
    sleep(scale.phase).await;
    tapping.next_phase();
    for _ in 0..scale.of(2, 8) {
        sleep(Duration::from_millis(random.random_range(0..200))).await;
        signal(&second, Signal::STOP);
        let began = Instant::now();
        // The one that was under way may have been acknowledged in the same moment.
        tapping.acknowledged().await;
        tapping.acknowledged().await;
        assert!(began.elapsed() < COUNTED_WITHIN, "nothing was counted for {:?}", began.elapsed());
        signal(&second, Signal::CONT);
        stopped.acknowledged().await;
    }
    assert!(tapping.longest(1) < ANSWERED_WITHIN, "a tap waited for {:?}", tapping.longest(1));
    tapping.next_phase();
    sleep(scale.phase).await;
    tapping.settle("beside a node that is stopped", scale, &base, &first).await;
    stopped.settle("at that node", scale, &base, &second).await;
    first.kill().await;
    second.kill().await;
}

/// Publishing is a right that ends with the signs of life of its node, not with its connections, which the system keeps.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_stops_in_its_tracks_does_not_keep_the_bus() {
    let (database, nats) = (Database::postgres().await, Nats::start());
    let node = async || {
        let mut command = lapstream(&database);
        command.envs([admin(), ("NATS_URL", &nats.url)]);
        serve(with_secrets(&mut command)).await
    };
    let becomes = async |server: &Process, wanted: &str| {
        let began = Instant::now();
        loop {
            let url = format!("{}/api/v1/bus", server.url);
            let state: Value = client().get(url).bearer_auth(ADMIN).send().await.unwrap().json().await.unwrap();
            if state["data"]["link"] == wanted {
                return;
            }
            assert!(began.elapsed() < TAKEN_OVER_WITHIN, "not {wanted}: {state}");
            sleep(Duration::from_millis(50)).await;
        }
    };
    let first = node().await;
    becomes(&first, "connected").await;
    let second = node().await;
    becomes(&second, "standby").await;
    signal(&first, Signal::STOP);
    becomes(&second, "connected").await;
    signal(&first, Signal::CONT);
    becomes(&first, "standby").await;
    first.kill().await;
    second.kill().await;
}

/// A way to the database that can be cut: what is sent then is taken and leads nowhere, as behind a cable that was pulled.
async fn way_to(database: &Database, is_cut: Arc<AtomicBool>) -> String {
    let (_, rest) = database.url.split_once('@').unwrap();
    let (target, name) = rest.split_once('/').unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://postgres@{}/{name}", listener.local_addr().unwrap());
    let target = target.to_owned();
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let (target, is_cut) = (target.clone(), is_cut.clone());
            tokio::spawn(async move {
                let Ok(far) = TcpStream::connect(&target).await else { return };
                let ((from_near, to_near), (from_far, to_far)) = (near.into_split(), far.into_split());
                tokio::join!(carry(from_near, to_far, is_cut.clone()), carry(from_far, to_near, is_cut));
            });
        }
    });
    url
}

async fn carry(mut from: impl AsyncReadExt + Unpin, mut to: impl AsyncWriteExt + Unpin, is_cut: Arc<AtomicBool>) {
    let mut bytes = vec![0; 16 * 1_024];
    while let Ok(read) = from.read(&mut bytes).await {
        if is_cut.load(Ordering::Relaxed) {
            // Nothing arrives any more, and nobody is told.
            std::future::pending::<()>().await;
        }
        if read == 0 || to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_cut_off_is_noticed_and_found_again() {
    let scale = Scale::of_the_environment();
    let mut random = StdRng::seed_from_u64(scale.seed);
    let database = Database::postgres().await;
    let is_cut = Arc::new(AtomicBool::new(false));
    let server = node(&database, &way_to(&database, is_cut.clone()).await).await;
    let base = witness_event(&client(), &format!("{}/api/v1", server.url)).await;
    let tapping = Tapping::start(&base, &server, 1);
    sleep(scale.phase).await;
    tapping.next_phase();
    for _ in 0..scale.of(1, 5) {
        sleep(Duration::from_millis(random.random_range(0..200))).await;
        is_cut.store(true, Ordering::Relaxed);
        sleep(ANSWERED_WITHIN).await;
        is_cut.store(false, Ordering::Relaxed);
        let found = tapping.acknowledged().await;
        assert!(found < COUNTED_WITHIN, "counting began again after {found:?}");
    }
    assert!(tapping.longest(1) < ANSWERED_WITHIN, "a tap waited for {:?}", tapping.longest(1));
    tapping.next_phase();
    sleep(scale.phase).await;
    tapping.settle("a database that was cut off", scale, &base, &server).await;
    server.kill().await;
}
