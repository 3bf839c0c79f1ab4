//! What can be typed.

use clap::{Args, Parser, Subcommand};
use domain::{Bib, Problem, Role, lap::LapCount, player::PlayerInput};

/// A line at the prompt.
#[derive(Parser)]
#[command(multicall = true, help_template = "{all-args}", disable_version_flag = true, disable_help_flag = true)]
pub struct Line {
    #[command(subcommand)]
    pub command: LineCommand,
}

#[derive(Subcommand)]
pub enum LineCommand {
    #[command(flatten)]
    Client(ClientCommand),
    /// Leave
    #[command(alias = "exit")]
    Quit,
}

#[derive(Subcommand)]
pub enum ClientCommand {
    /// Become a device: exchange a code from the console for credentials
    Enrol {
        /// The six digits
        code: String,
    },
    /// Sign in with a token that lasts, such as the admin token; it is asked for without showing it
    Signin,
    /// Forget the token, or where there is none the device
    Signout,
    /// Who is signed in
    Whoami,
    /// Issue enrolment codes, one for each name (floor for roles below its own)
    Codes {
        /// What the devices are for
        #[arg(value_parser = role)]
        role: Role,
        /// Their names; put one of several words in quotation marks
        #[arg(required = true)]
        names: Vec<String>,
    },
    /// List the devices (floor)
    Devices,
    /// Register a player
    Register(Box<Registration>),
    /// List the players
    List {
        /// Only those with this in their bib, name, team, category or pace group
        text: Vec<String>,
    },
    /// Show a player with laps
    Show {
        #[arg(value_parser = Bib::parse)]
        bib: Bib,
    },
    /// Place a player in a pace group
    Place(Placing),
    /// Move a player to another place
    Move(Placing),
    /// Let a player go from their place
    Release {
        #[arg(value_parser = Bib::parse)]
        bib: Bib,
    },
    /// Count a lap
    Tap {
        #[arg(value_parser = Bib::parse)]
        bib: Bib,
        /// Laps that the tap stands for; the event's laps per tap if left out
        #[arg(value_parser = lap_count)]
        count: Option<LapCount>,
    },
    /// Send the taps that are still without an answer
    Send,
    /// Take back the last change that this client made
    Undo,
    /// Show the standings
    Board {
        /// Only the first so many
        #[arg(long)]
        top: Option<usize>,
    },
    /// Show the clock
    Clock,
    /// Show what was done, newest first
    Log {
        /// Only what was done to this player
        #[arg(long, value_parser = Bib::parse)]
        bib: Option<Bib>,
        /// Only this action, such as lap.count, or lap for all of laps
        #[arg(long)]
        action: Option<String>,
        /// How many at most
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
}

#[derive(Args)]
pub struct Placing {
    #[arg(value_parser = Bib::parse)]
    pub bib: Bib,
    /// The pace group
    pub group: String,
    /// The position in it, from 0; the first free one if left out
    pub position: Option<u32>,
}

#[derive(Args)]
pub struct Registration {
    /// The full name
    #[arg(required = true)]
    name: Vec<String>,
    /// The bib; the next free one if left out
    #[arg(long, value_parser = Bib::parse)]
    bib: Option<Bib>,
    /// Age in years
    #[arg(long)]
    age: Option<i64>,
    /// Such as 2014-05-31
    #[arg(long, value_name = "DAY")]
    birth_date: Option<String>,
    /// Year of birth
    #[arg(long, value_name = "YEAR")]
    birth_year: Option<i64>,
    /// female, male or other
    #[arg(long)]
    gender: Option<String>,
    /// Category, by hand
    #[arg(long)]
    category: Option<String>,
    /// Team, club or school
    #[arg(long)]
    team: Option<String>,
    /// The player does not want to be shown by name
    #[arg(long)]
    hide_name: bool,
    /// A permission to swim at night is there, which minors need
    #[arg(long)]
    night_permission: bool,
    /// Why; needed once registration is locked
    #[arg(long)]
    reason: Option<String>,
}

impl From<Registration> for PlayerInput {
    fn from(from: Registration) -> Self {
        Self {
            bib: from.bib,
            name: from.name.join(" "),
            birth_date: from.birth_date,
            birth_year: from.birth_year,
            age: from.age,
            gender: from.gender,
            category: from.category,
            team: from.team,
            hide_name: from.hide_name,
            night_permission: from.night_permission.then_some(true),
            reason: from.reason,
        }
    }
}

impl ClientCommand {
    /// Whether it was typed with a secret in it or beside it, and so is not remembered.
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::Enrol { .. } | Self::Signin)
    }
}

fn role(name: &str) -> Result<Role, String> {
    Role::parse(name).ok_or_else(|| format!("the roles are {}", Role::ALL.map(Role::as_str).join(", ")))
}

fn lap_count(text: &str) -> Result<LapCount, Problem> {
    // What is no number is out of range too, and the sentence names the range.
    LapCount::new(text.parse().unwrap_or_default())
}
