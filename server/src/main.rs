//! `lapstream`: see `lapstream --help`.

use clap::Parser;
use server::{cli, telemetry};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let command = cli::Cli::parse();
    telemetry::init();
    match cli::run(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lapstream: {error}");
            ExitCode::FAILURE
        }
    }
}
