//! Measures a release build of `lapstream` against its budgets and prints a row for each: what, target, measured, met.
//!
//! The server is the real binary on a SQLite file of its own. It and the load share this machine, so every number
//! is one that a single laptop reaches while it also plays all of its clients.

mod codec;
mod http;
mod load;
mod nodes;
mod page;
mod plausible;
mod readers;
mod server;
mod spectators;
mod table;
mod trail;

use clap::Parser;
use load::Load;
use server::{Database, Server};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};
use table::{Budget, Table};

/// Measures a release build against its budgets
#[derive(Parser)]
struct Args {
    /// The binary that is measured
    #[arg(long, default_value = "target/release/lapstream")]
    binary: PathBuf,
    /// Seconds for each measurement under load
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Where the database is put: on the disk that is measured, not in memory
    #[arg(long, default_value = "target")]
    folder: PathBuf,
    /// Folder with a recorded race to play, as `lapstream replay` takes it
    #[arg(long, default_value = "server/tests/data")]
    race: PathBuf,
    /// Laps of a long recorded race (`elapsed_ms,bib`), on which the plausibility watch is measured; skipped without
    #[arg(long)]
    plausible_race: Option<PathBuf>,
    /// What the laps that are dropped and doubled there are drawn from
    #[arg(long, default_value_t = 20_261_125)]
    seed: u64,
    /// Measure the plausibility watch and nothing else; no binary is needed
    #[arg(long)]
    plausible_only: bool,
    /// Measure what readers do to taps and nothing else
    #[arg(long)]
    readers_only: bool,
    /// Measure two nodes on one PostgreSQL and nothing else; it must be installed
    #[arg(long)]
    nodes_only: bool,
}

/// Why a measurement could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file, process or socket.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The server answered something else than it should.
    #[error("{0}")]
    Answer(String),
    /// A page or file did not arrive.
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    /// A live socket broke.
    #[error("{0}")]
    Socket(#[from] tokio_tungstenite::tungstenite::Error),
}

/// Laps that are in the database when the start is measured.
const LAPS_AT_START: usize = 1_000_000;
/// Spectators and taps a second while the way of a tap is measured.
const SPECTATORS: usize = 200;
const TAPS_PER_S: u32 = 200;

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let mut table = Table::new();
    let done = measure(&args, &mut table).await;
    table.end();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(args: &Args, table: &mut Table) -> Result<(), Failure> {
    if let Some(laps) = args.plausible_race.as_ref().filter(|laps| laps.exists()) {
        plausible::measure(laps, args.seed, table)?;
    }
    if args.plausible_only {
        return Ok(());
    }
    if !args.readers_only {
        codec::measure(table);
    }
    let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(&args.folder)?;
    let time = Duration::from_secs(args.seconds);
    if args.nodes_only {
        return nodes::measure(&args.binary, folder.path(), time, table).await;
    }
    let server = Server::start(&args.binary, folder.path(), Database::OwnFile).await?;
    let load = Load::prepare(server.address).await?;

    if args.readers_only {
        load.start_race().await?;
        return readers::measure(&load, &server, time, table).await;
    }
    let rate = load.register().await?;
    table.row("registrations/s over HTTP, 32 clients", Budget::None, rate, "/s");
    let rate = load.place().await?;
    table.row("placements/s over HTTP, 32 clients", Budget::None, rate, "/s");
    load.start_race().await?;
    let rate = load.laps(64, 1, time).await?;
    table.row("durable laps/s, sent singly by 64 clients", Budget::AtLeast(5_000.0), rate, "/s");
    let rate = load.laps(8, 100, time).await?;
    table.row("durable laps/s, in batches of 100 by 8 clients", Budget::AtLeast(20_000.0), rate, "/s");

    let way = spectators::measure(&load, SPECTATORS, TAPS_PER_S, time).await?;
    let what = format!("tap → delta, {SPECTATORS} spectators, {TAPS_PER_S} taps/s");
    table.row(&format!("{what}: p50"), Budget::None, way.p50_ms, " ms");
    table.row(&format!("{what}: p99"), Budget::AtMost(50.0), way.p99_ms, " ms");

    readers::measure(&load, &server, time, table).await?;

    load.fill(LAPS_AT_START).await?;
    server.stop().await?;
    let began = Instant::now();
    let server = Server::start(&args.binary, folder.path(), Database::OwnFile).await?;
    page::fetch(&server.address, "/", "identity").await?;
    let what = format!("start with {LAPS_AT_START} laps, to the first page");
    table.row(&what, Budget::AtMost(2_000.0), began.elapsed().as_secs_f64() * 1_000.0, " ms");
    table.row("resident memory after that start", Budget::AtMost(200.0), server.resident_mib()?, " MiB");
    trail::measure(server.address, LAPS_AT_START, table).await?;
    let (laps, took) = replay(args, folder.path()).await?;
    table.row(&format!("replay of {laps} laps, from nothing to the standings"), Budget::None, took.as_secs_f64(), " s");
    load_of_board_page(&server, table).await?;
    server.stop().await?;
    nodes::measure(&args.binary, folder.path(), time, table).await
}

async fn load_of_board_page(server: &Server, table: &mut Table) -> Result<(), Failure> {
    for (encoding, name, budget_kb) in [("br", "brotli", 200.0), ("gzip", "gzip", 270.0)] {
        let kb = page::load_kb(&server.address, encoding).await?;
        table.row(&format!("board page: WebAssembly and JavaScript, {name}"), Budget::AtMost(budget_kb), kb, " KB");
    }
    Ok(())
}

/// Plays a recorded race into a new database, as fast as it goes.
async fn replay(args: &Args, folder: &Path) -> Result<(usize, Duration), Failure> {
    let file = |name: &str| args.race.join(name);
    let laps = std::fs::read_to_string(file("laps.csv"))?.lines().count().saturating_sub(1);
    let began = Instant::now();
    let output = tokio::process::Command::new(&args.binary)
        .arg("replay")
        .arg("--players")
        .arg(file("players.csv"))
        .arg("--laps")
        .arg(file("laps.csv"))
        .env("DATABASE_URL", server::database_url(&folder.join("replay.db")))
        .output()
        .await?;
    let took = began.elapsed();
    if output.stdout == std::fs::read(file("standings.csv"))? {
        Ok((laps, took))
    } else {
        Err(Failure::Answer("the replay did not end in the standings".to_owned()))
    }
}
