//! `lapstream client`: the API from a terminal or a script.
//!
//! - `commands` is what can be typed, `desk` does it, `show` and `table` put the answers into words.
//! - `session` keeps who this client is, `work` what it still has to send and can take back; both in a `private_file`.
//! - `prompt` reads commands from a person or from a pipe.

mod commands;
mod desk;
mod private_file;
mod prompt;
mod session;
mod show;
mod table;
mod taps;
mod work;

use super::Failure;
use commands::ClientCommand;
use desk::Desk;
use session::Session;
use show::Output;
use std::{path::PathBuf, time::Duration};
use work::Work;

#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct ClientArgs {
    /// The server's address
    #[arg(long, global = true, default_value = "http://127.0.0.1:4000")]
    url: String,
    /// Slug of the event; the current one if left out
    #[arg(long, global = true, default_value = CURRENT)]
    event: String,
    /// A token that lasts, such as the admin token; goes before what is kept, and is not kept
    #[arg(long, global = true, env = "ADMIN_API_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// The file in which credentials are kept, instead of $XDG_STATE_HOME/lapstream/credentials.json
    #[arg(long, global = true, value_name = "PATH")]
    credentials: Option<PathBuf>,
    /// Print the data as JSON, a line for each answer
    #[arg(long, global = true)]
    json: bool,
    /// For how many seconds a tap without an answer is sent again before it is kept for later
    #[arg(long, global = true, default_value_t = 10, value_name = "SECONDS")]
    patience: u64,
    #[command(subcommand)]
    command: Option<ClientCommand>,
}

/// Whichever event is the current one.
const CURRENT: &str = "current";

const AFTER_HELP: &str = "\
Without a command it asks for them: at a prompt in a terminal, else line by line from standard input, where a line that
begins with # is none. It fails if any command did.

A tap has its id before it is sent and is kept on the disk until it is answered, so that it is never lost and never
counts twice. One that is still without an answer goes out before the next one, or with `send`.";

pub async fn run(args: ClientArgs) -> Result<(), Failure> {
    let credentials = args.credentials.map_or_else(usual_place, Ok)?;
    let given = args.token.filter(|token| !token.is_empty());
    let session = Session::new(&args.url, credentials.clone(), given)?;
    let work = Work::new(credentials.with_extension("work.json"), session.server());
    let patience = Duration::from_secs(args.patience);
    let desk = Desk::new(session, work, Output { json: args.json }, args.event, patience);
    match args.command {
        Some(command) => desk.run(command).await,
        None => prompt::run(&desk, &credentials.with_extension("history")).await,
    }
}

/// Where programs keep what they have to find again. It changes every ten minutes, so that it is state, not configuration.
fn usual_place() -> Result<PathBuf, Failure> {
    let told = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let state = told.or_else(|| std::env::home_dir().map(|home| home.join(".local/state")));
    let folder =
        state.ok_or_else(|| Failure::Other("There is no home folder. Name a file with --credentials.".into()))?;
    Ok(folder.join("lapstream/credentials.json"))
}
