//! Readers beside those who count: how many pages a second, and what they do to a tap.

use crate::{
    Failure,
    http::Connection,
    load::{Load, laps_json},
    server::Server,
    spectators::percentile,
    table::{Budget, Table},
};
use futures::future::{join_all, try_join_all};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    time::{MissedTickBehavior, interval, sleep, timeout},
};

/// Clients that ask for boards as fast as they get them.
const BROWSERS: usize = 16;
/// Pairs of taps alone and taps beside readers; the middle of each counts.
const PAIRS: usize = 5;
/// How long taps are sent in each half of a pair.
const HALF: Duration = Duration::from_secs(3);
/// Taps a second, over so many tablets.
const TAPS_PER_S: u32 = 200;
const TABLETS: u32 = 10;
/// Bodies that are begun and never ended, and how much of each is sent.
const HALF_SENT: usize = 3_000;
const BEGUN_BYTES: usize = 200_000;
/// Players of the large board.
pub const CROWD: usize = 20_000;
/// What they may take: 100 KiB each, little more than a live socket.
const HALF_SENT_MIB_MAX: f64 = 300.0;
/// How long the memory has to come back.
const SETTLED_AFTER: Duration = Duration::from_secs(5);

/// What readers do.
#[derive(Debug, Clone, Copy)]
enum Reading {
    /// So many load this again and again.
    Reload(usize, &'static str),
    /// So many ask for this and never read the answer.
    Unread(usize, &'static str),
}

/// Readers in a thread of their own, which stands back behind all else on this machine: what is measured is the server.
struct Readers {
    over: Arc<AtomicBool>,
    thread: JoinHandle<usize>,
}

impl Readers {
    fn start(address: SocketAddr, reading: Reading) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let seen = over.clone();
        let thread = thread::spawn(move || {
            let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), 19);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map_or(0, |runtime| runtime.block_on(read(address, reading, &seen)))
        });
        Self { over, thread }
    }

    /// Ends them; returns how many answers they got.
    fn end(self) -> usize {
        self.over.store(true, Ordering::Relaxed);
        self.thread.join().unwrap_or_default()
    }
}

/// Reads until it is over. What is refused counts as nothing, and is asked for again.
async fn read(address: SocketAddr, reading: Reading, over: &AtomicBool) -> usize {
    let answers = AtomicUsize::new(0);
    let reload = async |path: &str| {
        while !over.load(Ordering::Relaxed) {
            let Ok(mut connection) = Connection::open(address).await else { continue };
            while !over.load(Ordering::Relaxed) {
                match timeout(Duration::from_secs(5), connection.browse(path)).await {
                    Ok(Ok(_)) => drop(answers.fetch_add(1, Ordering::Relaxed)),
                    _ => break,
                }
            }
        }
    };
    match reading {
        Reading::Reload(clients, path) => drop(join_all((0..clients).map(|_| reload(path))).await),
        Reading::Unread(clients, path) => {
            let mut open = Vec::new();
            for _ in 0..clients {
                if let Ok(mut connection) = Connection::open(address).await {
                    let _ = connection.ask_only(path).await;
                    open.push(connection);
                }
            }
            while !over.load(Ordering::Relaxed) {
                sleep(Duration::from_millis(20)).await;
            }
        }
    }
    answers.into_inner()
}

/// How long taps take from the moment at which they are due, the longest of a hundred left out, in milliseconds.
async fn tap_p99_ms(address: SocketAddr, event: &str, players: usize) -> Result<f64, Failure> {
    let path = format!("/api/v1/events/{event}/laps");
    let tablet = |tablet: u32| {
        let path = &path;
        async move {
            let mut connection = Connection::open(address).await?;
            let mut due = interval(Duration::from_secs(1) * TABLETS / TAPS_PER_S);
            due.set_missed_tick_behavior(MissedTickBehavior::Burst);
            let mut ways = Vec::new();
            let began = Instant::now();
            let bibs = (1..=players).cycle().skip(tablet as usize).step_by(TABLETS as usize);
            for bib in bibs {
                let at = due.tick().await;
                if began.elapsed() > HALF {
                    break;
                }
                connection.post(path, &laps_json(std::iter::once(bib))).await?;
                ways.push(at.elapsed());
            }
            Ok::<_, Failure>(ways)
        }
    };
    let mut ways: Vec<Duration> = try_join_all((0..TABLETS).map(tablet)).await?.into_iter().flatten().collect();
    ways.sort_unstable();
    Ok(percentile(&ways, 99))
}

/// The middle one of values.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::INFINITY)
}

/// Boards a second of the race, compressed.
pub async fn boards_per_s(address: SocketAddr, time: Duration) -> Result<f64, Failure> {
    let (began, count) = (Instant::now(), AtomicUsize::new(0));
    let browser = || async {
        let mut connection = Connection::open(address).await?;
        while began.elapsed() < time {
            connection.browse("/e/race").await?;
            count.fetch_add(1, Ordering::Relaxed);
        }
        Ok::<_, Failure>(())
    };
    try_join_all((0..BROWSERS).map(|_| browser())).await?;
    #[expect(clippy::cast_precision_loss, reason = "a count of a few seconds")]
    Ok(count.into_inner() as f64 / began.elapsed().as_secs_f64())
}

/// A tap's p99 beside each kind of reader, and the memory that half-sent bodies take.
pub async fn measure(load: &Load, server: &Server, time: Duration, table: &mut Table) -> Result<(), Failure> {
    let address = server.address;
    let rate = boards_per_s(address, time).await?;
    let what = format!("boards/s of 500 players, brotli, kept, {BROWSERS} clients");
    table.row(&what, Budget::AtLeast(5_000.0), rate, "/s");
    load.start_crowd(CROWD).await?;
    let kinds = [
        ("16 reload a board of 500", Reading::Reload(16, "/e/race"), "race", 500),
        ("16 look for a name on it", Reading::Reload(16, "/e/race?q=player"), "race", 500),
        ("16 load it as JSON", Reading::Reload(16, "/api/v1/events/race/board"), "race", 500),
        ("100 reload a board of 20,000", Reading::Reload(100, "/e/crowd"), "crowd", CROWD),
        ("50 never read that board", Reading::Unread(50, "/e/crowd?q=player"), "crowd", CROWD),
    ];
    for (name, reading, event, players) in kinds {
        let (mut alone, mut beside, mut answers) = (Vec::new(), Vec::new(), 0);
        for _ in 0..PAIRS {
            alone.push(tap_p99_ms(address, event, players).await?);
            let readers = Readers::start(address, reading);
            beside.push(tap_p99_ms(address, event, players).await?);
            answers += readers.end();
        }
        let (alone, beside) = (median(alone), median(beside));
        let what = format!("tap p99 alone, {PAIRS} pairs ({event})");
        table.row(&what, Budget::None, alone, " ms");
        let budget = Budget::AtMost((2.0 * alone).max(alone + 10.0));
        table.row(&format!("  while {name} ({answers} answers)"), budget, beside, " ms");
    }
    half_sent(server, table).await
}

/// Begins bodies that are never ended.
async fn half_sent(server: &Server, table: &mut Table) -> Result<(), Failure> {
    let before = server.resident_mib()?;
    let head = format!(
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n",
        server.address
    );
    let begun = vec![b' '; BEGUN_BYTES];
    let mut open = Vec::new();
    for _ in 0..HALF_SENT {
        let mut stream = TcpStream::connect(server.address).await?;
        stream.write_all(head.as_bytes()).await?;
        // What is refused already is not sent on.
        let _ = timeout(Duration::from_millis(20), stream.write_all(&begun)).await;
        open.push(stream);
    }
    let during = server.resident_mib()?;
    drop(open);
    sleep(SETTLED_AFTER).await;
    table.row(&format!("resident memory before {HALF_SENT} half-sent bodies"), Budget::None, before, " MiB");
    table.row("  during", Budget::AtMost(before + HALF_SENT_MIB_MAX), during, " MiB");
    table.row("  after", Budget::AtMost(before + 50.0), server.resident_mib()?, " MiB");
    Ok(())
}
