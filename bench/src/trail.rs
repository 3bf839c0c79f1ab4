//! The audit trail, once it is long.

use crate::{
    Failure,
    http::Connection,
    table::{Budget, Table},
};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

/// Times that each question is asked; the middle one counts.
const TIMES: usize = 5;

/// What is asked for: with few or no answers, so that the whole trail has to be looked through.
const FILTERS: [(&str, &str); 6] = [
    ("an action that is rare", "&action=player.update"),
    ("a name that nobody has", "&actor=nobody"),
    ("a device that did nothing", "&actor=device:999"),
    ("one player", "&target=player:77"),
    ("a time long ago", "&to=2001-01-01T00:00:00Z"),
    ("all events", ""),
];

/// Measures the first page of an event's trail and the slowest of the filtered ones.
pub async fn measure(address: SocketAddr, entries: usize, table: &mut Table) -> Result<(), Failure> {
    let mut connection = Connection::open(address).await?;
    let first = ask(&mut connection, "?event=race").await?;
    let what = format!("audit page over {entries} entries: the first page");
    table.row(&what, Budget::AtMost(50.0), first.as_secs_f64() * 1_000.0, " ms");
    let mut slowest = (Duration::ZERO, "");
    for (name, filter) in FILTERS {
        let query = if filter.is_empty() { String::new() } else { format!("?event=race{filter}") };
        slowest = slowest.max((ask(&mut connection, &query).await?, name));
    }
    let what = format!("the slowest of {} filters: {}", FILTERS.len(), slowest.1);
    table.row(&what, Budget::AtMost(200.0), slowest.0.as_secs_f64() * 1_000.0, " ms");
    Ok(())
}

async fn ask(connection: &mut Connection, query: &str) -> Result<Duration, Failure> {
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        connection.get(&format!("/api/v1/audit{query}")).await?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times.get(TIMES / 2).copied().unwrap_or_default())
}
