//! Live sockets: a snapshot, then deltas, from where one left off; and nothing that a spectator sends gets anywhere.

use crate::common::{ADMIN, Api, lap};
use domain::{
    Timestamp,
    board::{Board, Delta, Frame},
    limits,
};
use futures::{SinkExt, StreamExt};
use serde_json::json;
use std::time::Duration;
use testbed::{Database, on_both_engines};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

on_both_engines!(
    a_board_that_follows_is_the_board,
    staff_hear_more_and_strangers_nothing,
    spectators_cannot_shout,
    a_stopping_server_says_goodbye
);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn open(api: &Api, path: &str, headers: &[(&'static str, &str)]) -> Result<Socket, u16> {
    let mut request = format!("ws://{}{path}", api.host()).into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

/// The next frame, or none if the socket was closed.
async fn next(socket: &mut Socket) -> Option<Frame> {
    loop {
        let message = timeout(Duration::from_secs(10), socket.next()).await.expect("no frame in ten seconds");
        match message {
            Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).unwrap()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
            Some(Ok(_)) => {}
        }
    }
}

async fn snapshot(socket: &mut Socket) -> Board {
    match next(socket).await {
        Some(Frame::Snapshot(board)) => board,
        other => panic!("a snapshot comes first, not {other:?}"),
    }
}

/// How late it is, which is said after the snapshot, and alone to who has missed nothing.
async fn told_time(socket: &mut Socket) -> Timestamp {
    match next(socket).await {
        Some(Frame::Delta(Delta { from, seq, rows, clock: Some(clock), .. })) if from == seq && rows.is_empty() => {
            clock.at
        }
        other => panic!("the time comes first, not {other:?}"),
    }
}

/// Follows until a bib has that many laps.
async fn follow(socket: &mut Socket, board: &mut Board, bib: u32, laps: u64) {
    let has = |board: &Board| board.rows.iter().any(|row| row.bib.get() == bib && row.laps == laps);
    while !has(board) {
        let frame = next(socket).await.expect("the socket was closed");
        let Frame::Delta(delta) = frame else { continue };
        assert!(board.apply(&delta), "a delta follows the frame before it");
    }
}

async fn a_board_that_follows_is_the_board(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 0).await;
    api.placed_player("swim", 2, 1).await;
    // Readers of the board wait for the next frame; a socket would begin with the last one.
    api.board("swim").await;
    let mut socket = open(&api, "/live/swim", &[]).await.unwrap();
    let mut board = snapshot(&mut socket).await;
    assert_eq!((board.event.slug.as_str(), board.rows.len()), ("swim", 2));
    api.tap("swim", json!([lap(2, 2_000), lap(2, 1_000), lap(1, 1_000)])).await;
    follow(&mut socket, &mut board, 2, 2).await;
    assert_eq!(board.rows[0].bib.get(), 2);
    api.clock("swim", json!({ "action": "pause" })).await.data();
    while board.clock.state != domain::clock::ClockState::Paused {
        let Some(Frame::Delta(delta)) = next(&mut socket).await else { panic!("a delta with the clock") };
        assert!(board.apply(&delta));
    }
    drop(socket);

    let left_at = board.seq;
    api.clock("swim", json!({ "action": "resume" })).await.data();
    api.tap("swim", json!([lap(1, 0), lap(1, 0)])).await;
    let mut again = open(&api, &format!("/live/current?since={left_at}"), &[]).await.unwrap();
    follow(&mut again, &mut board, 1, 3).await;
    let told: Board = serde_json::from_value(api.board("swim").await).unwrap();
    assert_eq!((board.seq, board.rows), (told.seq, told.rows));

    let mut lost = open(&api, "/live/swim?since=999999", &[]).await.unwrap();
    assert_eq!(snapshot(&mut lost).await.seq, told.seq, "from nowhere there is only a snapshot");
    let first = told_time(&mut lost).await;
    let mut same = open(&api, &format!("/live/swim?since={}", told.seq), &[]).await.unwrap();
    assert!(told_time(&mut same).await > first, "kept pages and snapshots are older than that");
    assert_eq!(open(&api, "/live/none", &[]).await.err(), Some(404));
    assert_eq!(open(&api, "/live/swim?since=x", &[]).await.err(), Some(400));
}

async fn staff_hear_more_and_strangers_nothing(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    assert_eq!(open(&api, "/live/swim/staff", &[]).await.err(), Some(401));
    assert_eq!(open(&api, "/live/swim", &[("origin", "http://elsewhere.example")]).await.err(), Some(403));
    let own = format!("http://{}", api.host());
    snapshot(&mut open(&api, "/live/swim", &[("origin", &own)]).await.unwrap()).await;

    let bearer = format!("Bearer {ADMIN}");
    let mut staff = open(&api, "/live/swim/staff", &[("authorization", &bearer)]).await.unwrap();
    snapshot(&mut staff).await;
    api.placed_player("swim", 1, 0).await;
    let mut topics = Vec::new();
    while !topics.contains(&domain::topic::Topic::Slots) {
        if let Frame::Changed { topics: told } = next(&mut staff).await.expect("the socket was closed") {
            topics.extend(told);
        }
    }
}

async fn spectators_cannot_shout(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    let seq = api.board("swim").await["seq"].clone();

    let mut socket = open(&api, "/live/swim", &[]).await.unwrap();
    snapshot(&mut socket).await;
    told_time(&mut socket).await;
    socket.send(Message::text(r#"{"laps":[{"bib":1}]}"#)).await.unwrap();
    socket.send(Message::Ping("still there?".into())).await.unwrap();
    let answered = async { while !matches!(socket.next().await, Some(Ok(Message::Pong(_)))) {} };
    timeout(Duration::from_secs(10), answered).await.expect("a ping is answered");

    let large = "x".repeat(limits::LIVE_INBOUND_BYTES_MAX + 1);
    socket.send(Message::text(large)).await.unwrap();
    assert_eq!(next(&mut socket).await, None, "a large message closes the socket");

    let mut socket = open(&api, "/live/swim", &[]).await.unwrap();
    snapshot(&mut socket).await;
    told_time(&mut socket).await;
    for _ in 0..=limits::LIVE_INBOUND_MESSAGES_MAX {
        // The server may close before all are sent.
        if socket.send(Message::text("hello")).await.is_err() {
            break;
        }
    }
    assert_eq!(next(&mut socket).await, None, "many messages close the socket");
    assert_eq!(api.board("swim").await["seq"], seq);
}

async fn a_stopping_server_says_goodbye(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    let mut socket = open(&api, "/live/swim", &[]).await.unwrap();
    snapshot(&mut socket).await;
    let api = api.restart().await;
    // What was committed shortly before is said first.
    let said = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Text(_))) => {}
                other => break other,
            }
        }
    };
    match timeout(Duration::from_secs(10), said).await.expect("nothing was said") {
        Some(Ok(Message::Close(Some(frame)))) => assert_eq!(u16::from(frame.code), 1012, "a restart: come back"),
        other => panic!("no goodbye, but {other:?}"),
    }
    snapshot(&mut open(&api, "/live/swim", &[]).await.unwrap()).await;
}
