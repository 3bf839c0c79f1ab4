//! `lapstream replay`.

use super::{
    Failure, Target, TargetArgs,
    api::{CallError, Client, Patience},
    race::{RecordedLap, read_laps, read_players, standings_csv},
};
use domain::{
    Timestamp,
    board::Board,
    clock::{ClockAction, ClockInput, ClockState},
    event::{EventInput, EventView, Placement, Sport},
    lap::{LapCount, LapInput, LapOutcome, LapStatus},
    limits,
    player::{PlayerInput, PlayerList, PlayerView},
    text::Slug,
};
use futures::future::try_join_all;
use serde::Serialize;
use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
    time::{Duration, Instant},
};
use tokio::time::sleep_until;

/// Laps that a station sends at once when it is behind.
const BATCH: usize = 100;
/// Players that are registered at once.
const PLAYERS_AT_ONCE: usize = limits::PLAYERS_PER_REQUEST_MAX;

#[derive(clap::Args)]
pub struct ReplayArgs {
    /// The start list: CSV with the columns bib, name and, if you like, category and team
    #[arg(long)]
    players: PathBuf,
    /// The laps: CSV with the columns elapsed_ms and bib, in the order in which they happened
    #[arg(long)]
    laps: PathBuf,
    /// Slug of the event; it is made if there is none
    #[arg(long, default_value = "replay")]
    event: String,
    /// How many times faster than the race was; as fast as it goes if left out
    #[arg(long, value_parser = faster_than_zero)]
    speed: Option<f64>,
    /// How many lane stations send the laps at the same time
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    stations: u16,
    /// Length of a lap in metres, if the event is made
    #[arg(long, default_value_t = 1_000.0)]
    lap_length: f64,
    #[command(flatten)]
    target: TargetArgs,
}

/// A factor by which race time is played.
pub fn faster_than_zero(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|speed: &f64| speed.is_finite() && *speed > 0.0)
        .ok_or_else(|| "a number above 0".to_owned())
}

pub async fn run(args: ReplayArgs) -> Result<(), Failure> {
    let players = read_players(&args.players)?;
    let laps = read_laps(&args.laps)?;
    let slug = Slug::parse(&args.event).map_err(|problem| Failure::Other(problem.sentence))?;
    let target = Target::open(args.target).await?;
    let replay = Replay { client: target.client.clone(), slug: slug.as_str().to_owned(), speed: args.speed };
    let done = replay.play(players, &laps, args.lap_length, args.stations).await;
    target.close().await;
    print!("{}", done?);
    Ok(())
}

/// A race being played into an event.
struct Replay {
    client: Client,
    slug: String,
    speed: Option<f64>,
}

#[derive(Serialize)]
struct Laps {
    laps: Vec<LapInput>,
}

impl Replay {
    async fn play(
        &self,
        players: Vec<PlayerInput>,
        laps: &[RecordedLap],
        lap_length_m: f64,
        stations: u16,
    ) -> Result<String, Failure> {
        let length_ms = laps.iter().map(|lap| lap.elapsed_ms).max().unwrap_or_default();
        self.ensure_event(lap_length_m).await?;
        self.register(players).await?;
        let started_at = self.ensure_started(length_ms).await?;
        let began = Instant::now();
        let stations = usize::from(stations);
        let station = |n: usize| self.tap(laps.iter().skip(n).step_by(stations), started_at, began);
        let mut tally = BTreeMap::new();
        for (reason, count) in try_join_all((0..stations).map(station)).await?.into_iter().flatten() {
            *tally.entry(reason).or_insert(0_usize) += count;
        }
        for (reason, count) in tally {
            tracing::warn!(count, reason, "laps do not count");
        }
        let board: Board = self.client.get(&self.path("/board")).await?;
        Ok(standings_csv(&board, started_at))
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/v1/events/{}{rest}", self.slug)
    }

    async fn event(&self) -> Result<Option<EventView>, CallError> {
        let events: Vec<EventView> = self.client.get("/api/v1/events").await?;
        Ok(events.into_iter().find(|event| event.slug == self.slug))
    }

    /// Looks first and looks again after a call whose answer was lost: it may have taken effect.
    async fn ensure_event(&self, lap_length_m: f64) -> Result<(), CallError> {
        let input = EventInput {
            name: self.slug.clone(),
            slug: Some(self.slug.clone()),
            sport: Sport::Race,
            lap_length_m,
            placement: Some(Placement::Optional),
            ..EventInput::default()
        };
        let mut patience = Patience::new();
        while self.event().await?.is_none() {
            if let Err(error) = self.client.post::<_, EventView>("/api/v1/events", &input).await {
                patience.bear(error).await?;
            }
        }
        Ok(())
    }

    /// Registers whoever is not registered yet.
    async fn register(&self, players: Vec<PlayerInput>) -> Result<(), CallError> {
        let mut patience = Patience::new();
        loop {
            let known: PlayerList = self.client.get(&self.path("/players")).await?;
            let known: HashSet<_> = known.players.iter().map(|player| Some(player.bib)).collect();
            let missing: Vec<_> = players.iter().filter(|player| !known.contains(&player.bib)).collect();
            let Some(next) = missing.chunks(PLAYERS_AT_ONCE).next() else { return Ok(()) };
            if let Err(error) = self.client.post::<_, Vec<PlayerView>>(&self.path("/players"), &next).await {
                patience.bear(error).await?;
            }
        }
    }

    /// Opens and starts the clock so that the whole race lies in the past; returns when it was started.
    async fn ensure_started(&self, length_ms: i64) -> Result<Timestamp, Failure> {
        let mut patience = Patience::new();
        loop {
            let Some(event) = self.event().await? else { return Err(Failure::Other("the event is gone".to_owned())) };
            let input = match (event.clock.state, event.clock.started_at) {
                (_, Some(started_at)) => return Ok(started_at),
                (ClockState::Draft, None) => ClockInput { action: ClockAction::Open, at: None },
                // By the server's time, which need not be this machine's.
                (_, None) => ClockInput { action: ClockAction::Start, at: Some(event.clock.at.plus_ms(-length_ms)) },
            };
            if let Err(error) = self.client.post::<_, EventView>(&self.path("/clock"), &input).await {
                patience.bear(error).await?;
            }
        }
    }

    /// Sends one station's laps in order; returns how many did not count, by reason.
    async fn tap(
        &self,
        laps: impl Iterator<Item = &RecordedLap>,
        started_at: Timestamp,
        began: Instant,
    ) -> Result<BTreeMap<String, usize>, Failure> {
        let mut laps = laps.peekable();
        let mut others = BTreeMap::new();
        while let Some(first) = laps.peek() {
            sleep_until(self.due(began, first).into()).await;
            let now = Instant::now();
            let mut batch = Vec::new();
            while let Some(lap) = laps.next_if(|lap| batch.len() < BATCH && self.due(began, lap) <= now) {
                batch.push(self.input(lap, started_at)?);
            }
            let body = Laps { laps: batch };
            let outcomes: Vec<LapOutcome> = self.client.post_safely(&self.path("/laps"), &body).await?;
            for outcome in outcomes {
                if matches!(outcome.status, LapStatus::Held | LapStatus::Rejected) {
                    *others.entry(outcome.reason.unwrap_or_default()).or_insert(0) += 1;
                }
            }
        }
        Ok(others)
    }

    fn due(&self, began: Instant, lap: &RecordedLap) -> Instant {
        let race_time = Duration::from_millis(lap.elapsed_ms.unsigned_abs());
        self.speed.map_or(began, |speed| began + race_time.div_f64(speed))
    }

    fn input(&self, lap: &RecordedLap, started_at: Timestamp) -> Result<LapInput, Failure> {
        let count = LapCount::new(1).map_err(|problem| Failure::Other(problem.sentence))?;
        let counted_at = started_at.plus_ms(lap.elapsed_ms);
        Ok(LapInput { id: lap.id(&self.slug), bib: lap.bib, counted_at, count: Some(count), lane: None, lane_id: None })
    }
}
