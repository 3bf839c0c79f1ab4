//! `lapstream demo`: a made-up swim, to look at the pages with something in them.

use super::{Failure, Target, TargetArgs, api::Client, replay::faster_than_zero};
use domain::{
    Bib, Timestamp,
    clock::{ClockAction, ClockInput},
    event::{EventInput, EventView, Placement, Sport},
    lane::{PaceGroupInput, Place, SlotChange},
    lap::{LapInput, LapOutcome},
    player::{PlayerInput, PlayerView},
};
use rand::{Rng, RngExt, seq::IndexedRandom};
use serde::Serialize;
use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    time::{Duration, Instant},
};
use tokio::time::sleep_until;

/// Name and pace of the lanes: seconds for a lap of 50 m.
const PACES: [(&str, f64); 3] = [("slow", 80.0), ("medium", 62.0), ("fast", 47.0)];
/// Length of a lap, in metres.
const LAP_LENGTH_M: f64 = 50.0;
/// Odds that a swimmer rests after a lap, and how much longer the next one takes then.
const REST: (f64, f64) = (0.03, 6.0);
/// Taps are gathered for this long, as a counter with both hands full does.
const GATHERED: Duration = Duration::from_millis(50);

#[rustfmt::skip]
const FIRST_NAMES: [&str; 24] = [
    "Ada", "Emil", "Ayşe", "Jonas", "Łucja", "Mateo", "Ida", "Noah", "Zoë", "Milan", "Freya", "Liam", "Nele", "Oskar",
    "Amara", "Theo", "Chiara", "Anton", "Mira", "Pavel", "Linnéa", "Samuel", "Rosa", "Bo",
];
#[rustfmt::skip]
const LAST_NAMES: [&str; 24] = [
    "Lind", "Sørensen", "Kılıç", "Becker", "Nowak", "García", "Vogel", "Okafor", "Martin", "Petrović",
    "Hansen", "Silva", "Kaya", "Fischer", "Dubois", "Rossi", "Jansen", "Novák", "Berg", "Tanaka", "Weber",
    "Moreau", "Schmidt", "Olsen",
];
const TEAMS: [&str; 6] = ["SV Seebad", "Pool Sharks", "Nordlichter", "Team Delfin", "Night Shift", "Uni Swim"];

#[derive(clap::Args)]
pub struct DemoArgs {
    /// How many players
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(3..=500))]
    players: u16,
    /// How many times faster than people swim
    #[arg(long, default_value_t = 10.0, value_parser = faster_than_zero)]
    speed: f64,
    /// For how many minutes
    #[arg(long, default_value_t = 10.0, value_parser = faster_than_zero)]
    minutes: f64,
    #[command(flatten)]
    target: TargetArgs,
}

pub async fn run(args: DemoArgs) -> Result<(), Failure> {
    let target = Target::open(args.target).await?;
    let time = Duration::try_from_secs_f64(args.minutes * 60.0).map_err(|cause| Failure::Other(cause.to_string()))?;
    let done = play(&target.client, args.players, args.speed, time).await;
    target.close().await;
    done
}

async fn play(client: &Client, players: u16, speed: f64, time: Duration) -> Result<(), Failure> {
    let slug = create_event(client, players).await?;
    let path = |rest: &str| format!("/api/v1/events/{slug}{rest}");
    let swimmers = register(client, &path, players).await?;
    for action in [ClockAction::Open, ClockAction::Start] {
        client.post::<_, EventView>(&path("/clock"), &ClockInput { action, at: None }).await?;
    }
    println!("watch at {}/e/{slug}", client.base());
    swim(client, &path("/laps"), &swimmers, speed, time).await?;
    client.post::<_, EventView>(&path("/clock"), &ClockInput { action: ClockAction::Finish, at: None }).await?;
    println!("finished");
    Ok(())
}

/// Makes an event of its own, so that a demo never plays into somebody's race.
async fn create_event(client: &Client, players: u16) -> Result<String, Failure> {
    let events: Vec<EventView> = client.get("/api/v1/events").await?;
    let mut number = 1;
    let slug = loop {
        let slug = if number == 1 { "demo".to_owned() } else { format!("demo-{number}") };
        if events.iter().all(|event| event.slug != slug) {
            break slug;
        }
        number += 1;
    };
    let count = i64::from(players.div_ceil(3));
    let input = EventInput {
        name: if number == 1 { "Demo swim".to_owned() } else { format!("Demo swim {number}") },
        slug: Some(slug.clone()),
        sport: Sport::Swim,
        lap_length_m: LAP_LENGTH_M,
        placement: Some(Placement::Required),
        pace_groups: PACES.iter().map(|(name, _)| PaceGroupInput { name: (*name).to_owned(), count }).collect(),
        ..EventInput::default()
    };
    client.post::<_, EventView>("/api/v1/events", &input).await?;
    Ok(slug)
}

/// A player in the water.
struct Swimmer {
    bib: Bib,
    lane: &'static str,
    lap_s: f64,
}

#[derive(Serialize)]
struct Seat<'a> {
    bib: Bib,
    place: &'a Place,
}

async fn register(client: &Client, path: &impl Fn(&str) -> String, players: u16) -> Result<Vec<Swimmer>, Failure> {
    let inputs: Vec<PlayerInput> = (0..players).map(|_| made_up(&mut rand::rng())).collect();
    let made: Vec<PlayerView> = client.post(&path("/players"), &inputs).await?;
    let mut swimmers = Vec::new();
    for (player, (pace_group, lap_s)) in made.into_iter().zip(PACES.iter().cycle()) {
        let place = Place::Group { pace_group: (*pace_group).to_owned() };
        let body = Seat { bib: player.bib, place: &place };
        client.post::<_, SlotChange>(&path("/placements"), &body).await?;
        let lap_s = lap_s * rand::rng().random_range(0.85..1.15);
        swimmers.push(Swimmer { bib: player.bib, lane: pace_group, lap_s });
    }
    Ok(swimmers)
}

fn made_up(rng: &mut impl Rng) -> PlayerInput {
    let pick = |from: &[&str], rng: &mut _| from.choose(rng).copied().unwrap_or_default().to_owned();
    PlayerInput {
        name: format!("{} {}", pick(&FIRST_NAMES, rng), pick(&LAST_NAMES, rng)),
        age: Some(rng.random_range(9..70)),
        team: rng.random_bool(0.7).then(|| pick(&TEAMS, rng)),
        ..PlayerInput::default()
    }
}

#[derive(Serialize)]
struct Laps {
    laps: Vec<LapInput>,
}

/// Taps each swimmer's laps when they are due.
async fn swim(client: &Client, path: &str, swimmers: &[Swimmer], speed: f64, time: Duration) -> Result<(), Failure> {
    let began = Instant::now();
    let lap_time = |swimmer: &Swimmer| {
        let mut rng = rand::rng();
        let rest = if rng.random_bool(REST.0) { REST.1 } else { 1.0 };
        Duration::from_secs_f64(swimmer.lap_s * rng.random_range(0.95..1.05) * rest / speed)
    };
    let mut due: BinaryHeap<_> =
        swimmers.iter().enumerate().map(|(n, one)| Reverse((began + lap_time(one), n))).collect();
    while let Some(&Reverse((next, _))) = due.peek() {
        if next.duration_since(began) > time {
            break;
        }
        sleep_until((next + GATHERED).into()).await;
        let now = Instant::now();
        let mut laps = Vec::new();
        while let Some(&Reverse((at, n))) = due.peek()
            && at <= now
        {
            due.pop();
            due.push(Reverse((at + lap_time(&swimmers[n]), n)));
            laps.push(tapped_now(&swimmers[n]));
        }
        client.post_safely::<_, Vec<LapOutcome>>(path, &Laps { laps }).await?;
    }
    Ok(())
}

fn tapped_now(swimmer: &Swimmer) -> LapInput {
    LapInput {
        id: uuid::Builder::from_random_bytes(rand::random()).into_uuid(),
        bib: swimmer.bib,
        counted_at: Timestamp::from_ms(chrono::Utc::now().timestamp_millis()),
        count: None,
        lane: Some(domain::lap::LaneName::new(swimmer.lane)),
        lane_id: None,
    }
}
