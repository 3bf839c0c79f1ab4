//! The way of a tap: from one tablet's request to the number on other screens.

use crate::{
    Failure,
    http::Connection,
    load::{Load, laps_json},
};
use domain::board::Frame;
use futures::{StreamExt, future::try_join_all};
use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    net::TcpStream,
    task::JoinSet,
    time::{MissedTickBehavior, interval, sleep},
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Spectators that read what they get; the others only take it, to leave the processor to the server.
const READING: usize = 10;
/// Connections that taps are spread over, as over so many tablets.
const TABLETS: u32 = 10;
/// Players whose laps are tapped.
const TAPPED: u32 = 200;
/// For how long the last deltas are waited for.
const LAST_FRAMES: Duration = Duration::from_millis(500);

/// How long taps were on their way.
pub struct Way {
    /// Half of them at most.
    pub p50_ms: f64,
    /// All but one in a hundred at most.
    pub p99_ms: f64,
}

/// When each lap of each player was tapped: by bib, and by the laps that the board shows from then on.
#[derive(Default)]
struct Taps(Mutex<HashMap<(u32, u64), Instant>>);

impl Taps {
    fn note(&self, bib: u32, laps: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((bib, laps), Instant::now());
    }

    fn since(&self, bib: u32, laps: u64) -> Option<Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(bib, laps)).map(Instant::elapsed)
    }
}

/// Taps at a steady rate while spectators watch.
pub async fn measure(load: &Load, spectators: usize, taps_per_s: u32, time: Duration) -> Result<Way, Failure> {
    measure_from(load, load.address, spectators, taps_per_s, time).await
}

/// The same with spectators at another node.
pub async fn measure_from(
    load: &Load,
    node: SocketAddr,
    spectators: usize,
    taps_per_s: u32,
    time: Duration,
) -> Result<Way, Failure> {
    let url = format!("ws://{node}/live/race");
    let opened = try_join_all((0..spectators).map(|_| connect_async(&url))).await?;
    let mut sockets: Vec<Socket> = opened.into_iter().map(|(socket, _)| socket).collect();
    let laps = laps_so_far(&mut sockets[0]).await?;
    let (taps, over) = (Arc::new(Taps::default()), Arc::new(AtomicBool::new(false)));
    let mut watching = JoinSet::new();
    for (n, socket) in sockets.into_iter().enumerate() {
        watching.spawn(watch(socket, (n < READING).then(|| taps.clone()), over.clone()));
    }
    let tablets = (0..TABLETS).map(|n| tap(load, n, &laps, &taps, taps_per_s, time));
    try_join_all(tablets).await?;
    sleep(LAST_FRAMES).await;
    over.store(true, Ordering::Relaxed);
    let mut ways: Vec<Duration> = watching.join_all().await.into_iter().flatten().collect();
    ways.sort_unstable();
    Ok(Way { p50_ms: percentile(&ways, 50), p99_ms: percentile(&ways, 99) })
}

/// The duration that so many percent stay below, in milliseconds.
pub fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).map_or(f64::INFINITY, |way| way.as_secs_f64() * 1_000.0)
}

/// Every player's laps in the first frame.
async fn laps_so_far(socket: &mut Socket) -> Result<HashMap<u32, u64>, Failure> {
    while let Some(message) = socket.next().await {
        if let Message::Text(text) = message?
            && let Ok(Frame::Snapshot(board)) = serde_json::from_str(&text)
        {
            return Ok(board.rows.iter().map(|row| (row.bib.get(), row.laps)).collect());
        }
    }
    Err(Failure::Answer("no board came".to_owned()))
}

/// Takes frames; those that read return how long each tap was on its way.
async fn watch(mut socket: Socket, taps: Option<Arc<Taps>>, over: Arc<AtomicBool>) -> Vec<Duration> {
    let mut ways = Vec::new();
    let mut seen: HashMap<u32, u64> = HashMap::new();
    while !over.load(Ordering::Relaxed) {
        let Ok(message) = tokio::time::timeout(LAST_FRAMES, socket.next()).await else { continue };
        let Some(Ok(message)) = message else { break };
        if let (Some(taps), Message::Text(text)) = (&taps, message)
            && let Ok(Frame::Delta(delta)) = serde_json::from_str(&text)
        {
            // A row comes again when others pass it; only the first with a new number tells how long that was on its way.
            let news = delta.rows.iter().filter(|row| seen.insert(row.bib.get(), row.laps) != Some(row.laps));
            ways.extend(news.filter_map(|row| taps.since(row.bib.get(), row.laps)));
        }
    }
    ways
}

/// One tablet: its own players, one tap after the other.
async fn tap(
    load: &Load,
    tablet: u32,
    laps: &HashMap<u32, u64>,
    taps: &Taps,
    taps_per_s: u32,
    time: Duration,
) -> Result<(), Failure> {
    let mut connection = Connection::open(load.address).await?;
    let began = Instant::now();
    let mut due = interval(Duration::from_secs(1) * TABLETS / taps_per_s);
    due.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let players: Vec<u32> = (1..=TAPPED).filter(|bib| bib % TABLETS == tablet).collect();
    let mut laps: HashMap<u32, u64> =
        players.iter().map(|bib| (*bib, laps.get(bib).copied().unwrap_or_default())).collect();
    for bib in players.iter().cycle() {
        due.tick().await;
        if began.elapsed() > time {
            break;
        }
        let count = laps.entry(*bib).or_default();
        *count += 1;
        taps.note(*bib, *count);
        connection.post("/api/v1/events/race/laps", &laps_json(std::iter::once(*bib as usize))).await?;
    }
    Ok(())
}
