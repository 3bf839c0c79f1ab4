//! Two nodes on one PostgreSQL: what they take together beside what one takes, and the way of a tap from one to the
//! spectators of the other.
//!
//! PostgreSQL is the tests' own, on loopback and without `fsync`: only what is measured side by side in one run is said.

use crate::{
    Failure,
    load::Load,
    server::{Database, Server},
    spectators,
    table::{Budget, Table},
};
use std::{path::Path, time::Duration};

/// Clients that send laps singly, shared by the nodes.
const CLIENTS: usize = 64;
/// Rounds of one node alone and both; the middle of each counts.
const ROUNDS: usize = 5;
/// Spectators at the second node, and taps a second at the first.
const SPECTATORS: usize = 50;
const TAPS_PER_S: u32 = 50;

/// Laps a second of one node and of both, and the way of a tap to the other one.
pub async fn measure(binary: &Path, folder: &Path, time: Duration, table: &mut Table) -> Result<(), Failure> {
    let database = testbed::Database::postgres().await;
    let start = || Server::start(binary, folder, Database::Shared(&database.url));
    let (one, other) = (start().await?, start().await?);
    let load = Load::new(one.address);
    load.start_race().await?;
    let there = Load::new(other.address);
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        alone.push(load.laps(CLIENTS, 1, time).await?);
        let both = tokio::try_join!(load.laps(CLIENTS / 2, 1, time), there.laps(CLIENTS / 2, 1, time))?;
        together.push(both.0 + both.1);
    }
    let (alone, together) = (crate::readers::median(alone), crate::readers::median(together));
    table.row(&format!("laps/s of one node of two on PostgreSQL, {CLIENTS} clients"), Budget::None, alone, "/s");
    table.row("  of both, the clients shared by them", Budget::AtLeast(alone), together, "/s");
    let way = spectators::measure_from(&load, other.address, SPECTATORS, TAPS_PER_S, time).await?;
    let what = format!("tap at one node → delta at the other, {SPECTATORS} spectators, {TAPS_PER_S} taps/s");
    table.row(&format!("{what}: p50"), Budget::None, way.p50_ms, " ms");
    table.row(&format!("{what}: p99"), Budget::AtMost(100.0), way.p99_ms, " ms");
    one.stop().await?;
    other.stop().await?;
    Ok(())
}
