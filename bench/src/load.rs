//! Registrations, placements and laps, as many clients at once send them.

use crate::{Failure, http::Connection};
use chrono::{SecondsFormat, TimeDelta, Utc};
use futures::future::try_join_all;
use std::{
    fmt::Write,
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// Players that the desks register and place.
const PLAYERS: usize = 4_800;
/// Players in the race whose laps are counted: as many as a full hall sees in a day.
const RACERS: usize = 500;
/// Clients at the desks.
const DESKS: usize = 32;
/// Slots of a pace group; five of them take all players.
const SLOTS: usize = 1_000;
/// Players in one request of a crowd.
const REGISTERED_AT_ONCE: usize = 1_000;
/// Laps in one request while the database is filled.
const FILLED_AT_ONCE: usize = 1_000;

/// A server under load: one event at whose desks everybody registers, and one with a race.
pub struct Load {
    /// Where the server listens.
    pub address: SocketAddr,
    sent: AtomicUsize,
}

/// A moment of the past, as the API reads it.
fn ago(ms: i64) -> String {
    (Utc::now() - TimeDelta::milliseconds(ms)).to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Laps just counted, one for each bib.
pub fn laps_json(bibs: impl Iterator<Item = usize>) -> String {
    let at = ago(0);
    let mut json = String::from("{\"laps\":[");
    for (n, bib) in bibs.enumerate() {
        // Of version 7, as stations make them: those of one moment lie beside each other in the database.
        let id = uuid::Uuid::now_v7();
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(json, "{comma}{{\"id\":\"{id}\",\"bib\":{bib},\"counted_at\":\"{at}\"}}");
    }
    json.push_str("]}");
    json
}

fn player_json(n: usize) -> String {
    format!("{{\"bib\":{n},\"name\":\"Player {n}\"}}")
}

fn placement_json(n: usize) -> String {
    let (group, position) = ((n - 1) / SLOTS, (n - 1) % SLOTS);
    format!("{{\"bib\":{n},\"place\":{{\"slot\":{{\"pace_group\":\"g{group}\",\"position\":{position}}}}}}}")
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

impl Load {
    /// A load on a server, which is told nothing yet.
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, sent: AtomicUsize::new(0) }
    }

    /// Makes and opens the event with the desks.
    pub async fn prepare(address: SocketAddr) -> Result<Self, Failure> {
        let load = Self::new(address);
        load.open_event("desks", PLAYERS).await?;
        Ok(load)
    }

    async fn open_event(&self, slug: &str, places: usize) -> Result<Connection, Failure> {
        let groups: Vec<String> =
            (0..places.div_ceil(SLOTS)).map(|n| format!("{{\"name\":\"g{n}\",\"count\":{SLOTS}}}")).collect();
        let groups = groups.join(",");
        let event = format!(
            "{{\"name\":\"{slug}\",\"slug\":\"{slug}\",\"sport\":\"swim\",\"lap_length_m\":50,\"pace_groups\":[{groups}]}}"
        );
        let mut connection = Connection::open(self.address).await?;
        connection.post("/api/v1/events", &event).await?;
        connection.post(&format!("/api/v1/events/{slug}/clock"), "{\"action\":\"open\"}").await?;
        Ok(connection)
    }

    /// Makes the race: everybody in a slot, the clock running for an hour.
    pub async fn start_race(&self) -> Result<(), Failure> {
        let mut connection = self.open_event("race", RACERS).await?;
        for n in 1..=RACERS {
            connection.post("/api/v1/events/race/players", &player_json(n)).await?;
            connection.post("/api/v1/events/race/placements", &placement_json(n)).await?;
        }
        let start = format!("{{\"action\":\"start\",\"at\":\"{}\"}}", ago(3_600_000));
        connection.post("/api/v1/events/race/clock", &start).await?;
        Ok(())
    }

    /// Makes a race of many players, whose laps count wherever they are.
    pub async fn start_crowd(&self, players: usize) -> Result<(), Failure> {
        let mut connection = Connection::open(self.address).await?;
        let event =
            "{\"name\":\"Crowd\",\"slug\":\"crowd\",\"sport\":\"run\",\"lap_length_m\":400,\"placement\":\"optional\"}";
        connection.post("/api/v1/events", event).await?;
        connection.post("/api/v1/events/crowd/clock", "{\"action\":\"open\"}").await?;
        for first in (1..=players).step_by(REGISTERED_AT_ONCE) {
            let list: Vec<String> = (first..=players.min(first + REGISTERED_AT_ONCE - 1)).map(player_json).collect();
            connection.post("/api/v1/events/crowd/players", &format!("[{}]", list.join(","))).await?;
        }
        let start = format!("{{\"action\":\"start\",\"at\":\"{}\"}}", ago(3_600_000));
        connection.post("/api/v1/events/crowd/clock", &start).await?;
        Ok(())
    }

    /// Registers all players, one request each; returns how many a second.
    pub async fn register(&self) -> Result<f64, Failure> {
        self.at_desks("/api/v1/events/desks/players", player_json).await
    }

    /// Places all players, one request each; returns how many a second.
    pub async fn place(&self) -> Result<f64, Failure> {
        self.at_desks("/api/v1/events/desks/placements", placement_json).await
    }

    async fn at_desks(&self, path: &str, body: impl Fn(usize) -> String) -> Result<f64, Failure> {
        let next = AtomicUsize::new(1);
        let began = Instant::now();
        let desk = || async {
            let mut connection = Connection::open(self.address).await?;
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n > PLAYERS {
                    return Ok::<_, Failure>(());
                }
                connection.post(path, &body(n)).await?;
            }
        };
        try_join_all((0..DESKS).map(|_| desk())).await?;
        Ok(rate(PLAYERS, began.elapsed()))
    }

    /// Sends laps from that many clients for a while; returns how many were counted a second.
    pub async fn laps(&self, clients: usize, batch: usize, time: Duration) -> Result<f64, Failure> {
        let counted = AtomicUsize::new(0);
        let began = Instant::now();
        let client = || async {
            let mut connection = Connection::open(self.address).await?;
            while began.elapsed() < time {
                self.tap(&mut connection, batch).await?;
                counted.fetch_add(batch, Ordering::Relaxed);
            }
            Ok::<_, Failure>(())
        };
        try_join_all((0..clients).map(|_| client())).await?;
        Ok(rate(counted.into_inner(), began.elapsed()))
    }

    /// Sends as many laps as are missing to a total.
    pub async fn fill(&self, total: usize) -> Result<(), Failure> {
        let mut connection = Connection::open(self.address).await?;
        while self.sent.load(Ordering::Relaxed) < total {
            let missing = total - self.sent.load(Ordering::Relaxed);
            self.tap(&mut connection, missing.min(FILLED_AT_ONCE)).await?;
        }
        Ok(())
    }

    /// Sends laps of one player after the other; all must count.
    async fn tap(&self, connection: &mut Connection, laps: usize) -> Result<(), Failure> {
        let first = self.sent.fetch_add(laps, Ordering::Relaxed);
        let json = laps_json((first..first + laps).map(|n| n % RACERS + 1));
        let answer = connection.post("/api/v1/events/race/laps", &json).await?;
        let counted = answer.windows(9).filter(|word| word == b"\"counted\"").count();
        if counted == laps {
            return Ok(());
        }
        Err(Failure::Answer(format!("{counted} of {laps} laps were counted")))
    }
}
