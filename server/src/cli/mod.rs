//! The command line.

mod api;
mod audit;
mod backup;
mod client;
mod demo;
mod race;
mod replay;
mod serve;

use crate::{
    config,
    serving::{Server, StartError},
};
use api::Client;
use clap::{Parser, Subcommand};
use std::{
    fmt::Display,
    net::{IpAddr, Ipv4Addr},
    path::Path,
};

/// Live laps for swims, runs and races: register, place, tap, and watch the standings change.
#[derive(Parser)]
#[command(name = "lapstream", version, after_help = config::ENVIRONMENT, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server
    Serve(serve::ServeArgs),
    /// Talk to a running server from a terminal or a script
    Client(client::ClientArgs),
    /// Fill a fresh event with made-up players and play a race into it
    Demo(demo::DemoArgs),
    /// Play a recorded race through the API and print the standings as CSV
    Replay(replay::ReplayArgs),
    /// Copy the SQLite database into a new file, while the server runs
    Backup(backup::BackupArgs),
    /// Check the audit trail
    Audit(audit::AuditArgs),
}

/// Runs what was asked for.
///
/// # Errors
/// Why it could not be done, as a sentence.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(args) => serve::run(args).await,
        Command::Client(args) => client::run(args).await,
        Command::Demo(args) => demo::run(args).await,
        Command::Replay(args) => replay::run(args).await,
        Command::Backup(args) => backup::run(args).await,
        Command::Audit(args) => audit::run(args).await,
    }
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The server did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A file cannot be read or written.
    #[error("{path}: {cause}")]
    File {
        /// The file.
        path: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The API refused, or cannot be reached.
    #[error(transparent)]
    Api(#[from] api::CallError),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl Failure {
    /// A file that cannot be read or written.
    pub fn file(path: &Path, cause: impl Display) -> Self {
        Self::File { path: path.display().to_string(), cause: cause.to_string() }
    }
}

impl From<backend::Error> for Failure {
    fn from(error: backend::Error) -> Self {
        Self::Start(error.into())
    }
}

/// The server that a command plays into.
#[derive(clap::Args)]
struct TargetArgs {
    #[command(flatten)]
    store: config::StoreArgs,
    /// Play into the server at this address, such as http://192.168.1.20:4000, instead of into the database
    #[arg(long, requires = "token")]
    url: Option<String>,
    /// That server's admin token
    #[arg(long, env = "ADMIN_API_TOKEN", hide_env_values = true)]
    token: Option<String>,
}

/// A way to the API, and the server behind it if it was started for this command.
struct Target {
    client: Client,
    own: Option<Server>,
}

impl Target {
    /// Connects to the given server, or starts one of our own on a free port: one path, whoever serves it.
    async fn open(args: TargetArgs) -> Result<Self, Failure> {
        if let (Some(url), Some(token)) = (args.url, args.token) {
            return Ok(Self { client: Client::new(&url, token)?, own: None });
        }
        let (secrets, token) = config::passing_secrets(&args.store.database_url)?;
        let server = crate::serving::start(crate::serving::Options {
            database_url: args.store.database_url,
            secrets,
            // What this command changes goes out when the server runs again.
            nats_url: None,
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            https: None,
            outside: crate::outside::Outside::default(),
            limits: crate::limits::Limits::default(),
            first_event: None,
        })
        .await?;
        let client = Client::new(&format!("http://{}", server.address), token)?;
        Ok(Self { client, own: Some(server) })
    }

    async fn close(self) {
        if let Some(server) = self.own {
            server.stop().await;
        }
    }
}
