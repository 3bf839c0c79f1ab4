//! Strangers: bodies that never end, answers that nobody reads, more connections than anybody needs, a large board that is
//! loaded again and again.

use super::{
    Scale,
    beside::{Tapping, admin, resident_mib},
    client,
};
use crate::{
    common::ADMIN,
    kill::{post, witness_event},
    process::{Process, lapstream, serve},
};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testbed::Database;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{sleep, timeout},
};

/// Bytes of a body that is begun: less than a stranger may send.
const BEGUN_BYTES: usize = 15_000;
/// Pages that are asked for and not read: of a board of 1,500 players, uncompressed, ten megabytes and more.
const UNREAD_PAGES: usize = 10;
/// How much more memory strangers may come to, beside what the limits name: connections, and what an allocator rounds up.
const SLACK_MIB: f64 = 100.0;

async fn server(database: &Database, limits: &str) -> (Process, String) {
    let server = serve(lapstream(database).envs([admin(), ("LIMITS", limits)])).await;
    let base = witness_event(&client(), &format!("{}/api/v1", server.url)).await;
    (server, base)
}

async fn connect(server: &Process) -> TcpStream {
    TcpStream::connect(server.url.strip_prefix("http://").unwrap()).await.unwrap()
}

/// Sends as much as is taken.
async fn send(stream: &mut TcpStream, text: &str) {
    let _ = timeout(Duration::from_secs(5), stream.write_all(text.as_bytes())).await;
}

/// What comes back until the other side closes, or is silent for long.
async fn heard(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

fn begun_body(path: &str, claimed: usize) -> String {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {claimed}\r\n\r\n"
    );
    head + &" ".repeat(BEGUN_BYTES)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_never_end_take_their_share_and_no_more() {
    let scale = Scale::of_the_environment();
    let database = Database::sqlite();
    let (server, base) = server(&database, "bytes=1000000,bytes_in_all=2000000,patience_ms=3000").await;
    let tapping = Tapping::start(&base, &server, 1);
    sleep(scale.phase).await;
    let before = resident_mib(&server).unwrap();
    tapping.next_phase();
    let mut open = Vec::new();
    for n in 0..scale.of(300, 3_000) {
        let mut stream = connect(&server).await;
        // To whom everybody may send, and to whom nobody may without a role.
        let path = if n % 2 == 0 { "/api/v1/auth/login" } else { "/api/v1/events/witness/laps" };
        send(&mut stream, &begun_body(path, 900_000)).await;
        open.push(stream);
    }
    let during = resident_mib(&server).unwrap();
    let room = SLACK_MIB * if scale.is_long { 3.0 } else { 1.0 };
    assert!(during < before + room, "{before:.0} MiB before, {during:.0} MiB with half-sent bodies");
    sleep(scale.phase).await;
    // The last found no room, or no role, and is told so; a slow one is not waited for.
    assert!(heard(&mut open.pop().unwrap()).await.starts_with("HTTP/1.1 401"));
    assert!(heard(&mut open.pop().unwrap()).await.starts_with("HTTP/1.1 503"));
    assert!(heard(&mut open.swap_remove(0)).await.contains("too long"));
    drop(open);
    tapping.next_phase();
    sleep(scale.phase).await;
    tapping.settle("half-sent bodies", scale, &base, &server).await;
    server.kill().await;
}

/// Registers so many more players.
async fn crowd(base: &str, players: usize) {
    let http = client();
    for first in (2..players).step_by(1_000) {
        let list: Vec<Value> =
            (first..players.min(first + 1_000)).map(|n| json!({ "bib": n, "name": format!("Player {n}") })).collect();
        post(&http, &format!("{base}/players"), &json!(list)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_much_or_nothing_leaves_taps_alone() {
    let scale = Scale::of_the_environment();
    let database = Database::sqlite();
    let (server, base) = server(&database, "patience_ms=2000,rate=100000").await;
    crowd(&base, scale.of(1_500, 20_000)).await;
    let tapping = Tapping::start(&base, &server, 1);
    sleep(scale.phase).await;
    let before = resident_mib(&server).unwrap();

    tapping.next_phase();
    let mut unread = Vec::new();
    for _ in 0..scale.of(20, 50) {
        let mut stream = connect(&server).await;
        let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n");
        // One that is made for this reader alone, and then more than the system itself would hold for it.
        send(&mut stream, &(ask("/e/witness?q=player") + &ask("/e/witness").repeat(UNREAD_PAGES))).await;
        unread.push(stream);
    }
    let mut readers = JoinSet::new();
    for _ in 0..scale.of(16, 100) {
        let (http, board) = (client(), format!("{}/e/witness", server.url));
        readers.spawn(async move {
            loop {
                let answer = http.get(&board).header("accept", "text/html").send().await.map(|answer| answer.status());
                // One that was broken off at the end is none.
                let is_fine = matches!(answer, Ok(StatusCode::OK | StatusCode::SERVICE_UNAVAILABLE) | Err(_));
                assert!(is_fine, "{answer:?}");
            }
        });
    }
    sleep(scale.phase * 3).await;
    assert!(tapping.acknowledged().await < Duration::from_secs(3), "reading starves counting");
    let during = resident_mib(&server).unwrap();
    let room = SLACK_MIB * if scale.is_long { 4.0 } else { 1.0 };
    assert!(during < before + room, "{before:.0} MiB before, {during:.0} MiB while many read");
    readers.abort_all();
    while let Some(ended) = readers.join_next().await {
        assert!(ended.is_err_and(|ended| ended.is_cancelled()), "a reader was answered with something else");
    }
    // Whoever does not read is hung up on.
    for stream in &mut unread {
        let began = Instant::now();
        while stream.write_all(b"x").await.is_ok() {
            assert!(began.elapsed() < Duration::from_secs(20), "who does not read is waited for");
            sleep(Duration::from_millis(50)).await;
        }
    }
    tapping.next_phase();
    sleep(scale.phase).await;
    tapping.settle("readers of a large board", scale, &base, &server).await;
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_with_all_its_connections_leaves_room_for_staff_and_others() {
    let scale = Scale::of_the_environment();
    let database = Database::sqlite();
    let (server, base) = server(&database, if scale.is_long { "" } else { "connections=60,reserved=8" }).await;
    let tapping = Tapping::start(&base, &server, 1);
    sleep(scale.phase).await;
    tapping.next_phase();
    let mut open = Vec::new();
    rlimit::increase_nofile_limit(10_000).unwrap();
    for _ in 0..scale.of(100, 5_000) {
        open.push(connect(&server).await);
    }
    // Whoever is not known is told, if they get through at all; whoever is counts laps over a new connection.
    let refused = async {
        loop {
            let answer = client().get(format!("{base}/board")).send().await;
            if answer.is_ok_and(|answer| answer.status() == StatusCode::SERVICE_UNAVAILABLE) {
                return;
            }
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(Duration::from_secs(40), refused).await.expect("an address has more than its share");
    let staff = async {
        loop {
            let answer = client().get(format!("{}/api/v1/auth/me", server.url)).bearer_auth(ADMIN).send().await;
            match answer {
                Ok(answer) if answer.status() == StatusCode::OK => return,
                _ => sleep(Duration::from_millis(50)).await,
            }
        }
    };
    timeout(Duration::from_secs(40), staff).await.expect("staff are let in beside strangers of the same address");
    let elsewhere = reqwest::Client::builder().no_proxy().local_address(std::net::IpAddr::from([127, 0, 0, 2])).build();
    let answer = elsewhere.unwrap().get(format!("{base}/board")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "another address has its own share");
    sleep(scale.phase).await;
    drop(open);
    tapping.next_phase();
    sleep(scale.phase).await;
    tapping.settle("connections of one address", scale, &base, &server).await;
    server.kill().await;
}
