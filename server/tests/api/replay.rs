//! A recorded race, played by the command line through the API, ends in exactly its standings.

use crate::common::{ADMIN, Api};
use std::{
    path::{Path, PathBuf},
    process::Stdio,
};
use testbed::{Database, on_both_engines};
use tokio::process::Command;

on_both_engines!(
    a_race_ends_in_its_standings_however_often_it_is_played,
    recorded_races_end_in_their_standings,
    a_replay_needs_no_server,
);

/// A race's three files.
pub struct Race {
    pub players: PathBuf,
    pub laps: PathBuf,
    pub standings: String,
}

impl Race {
    fn open(folder: &Path, prefix: &str) -> Self {
        let file = |name: &str| folder.join(format!("{prefix}{name}.csv"));
        let standings = std::fs::read_to_string(file("standings")).unwrap();
        Self { players: file("players"), laps: file("laps"), standings }
    }

    /// The small made-up race of this repository.
    pub fn made_up() -> Self {
        Self::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data"), "")
    }

    /// A recorded race, where the folder with recorded races lies beside the repository.
    pub fn recorded(name: &str) -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
        folder.join(format!("{name}-laps.csv")).exists().then(|| Self::open(&folder, &format!("{name}-")))
    }
}

/// The command that plays a race.
pub fn replay(race: &Race, slug: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lapstream"));
    command.arg("replay").arg("--players").arg(&race.players).arg("--laps").arg(&race.laps).args(["--event", slug]);
    command.env_remove("ADMIN_API_TOKEN").stdin(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
    command
}

/// Runs it to its end and returns what it printed.
pub async fn printed(command: &mut Command) -> String {
    let output = command.stdout(Stdio::piped()).output().await.unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

async fn plays(api: &Api, race: &Race, slug: &str) -> String {
    printed(replay(race, slug).args(["--url", &api.url("/"), "--token", ADMIN])).await
}

async fn a_race_ends_in_its_standings_however_often_it_is_played(database: Database) {
    let race = Race::made_up();
    let api = Api::start(database).await;
    assert_eq!(plays(&api, &race, "hour").await, race.standings);
    assert_eq!(plays(&api, &race, "hour").await, race.standings, "played again, nothing is doubled");
    assert_eq!(plays(&api, &race, "another").await, race.standings, "another event has laps of its own");
    let api = api.restart().await;
    assert_eq!(plays(&api, &race, "hour").await, race.standings);
}

async fn recorded_races_end_in_their_standings(database: Database) {
    let mut api = Api::start(database).await;
    for name in ["endurance-6h", "endurance-24h"] {
        let Some(race) = Race::recorded(name) else {
            println!("{name} is not here; the made-up race is played elsewhere");
            continue;
        };
        assert_eq!(plays(&api, &race, name).await, race.standings);
        api = api.restart().await;
        assert_eq!(plays(&api, &race, name).await, race.standings, "again after a restart");
    }
}

async fn a_replay_needs_no_server(database: Database) {
    let race = Race::made_up();
    let url = &database.url;
    assert_eq!(printed(replay(&race, "hour").env("DATABASE_URL", url)).await, race.standings);
    assert_eq!(printed(replay(&race, "hour").env("DATABASE_URL", url).args(["--stations", "1"])).await, race.standings);
}
