//! `lapstream`: see `lapstream --help`.
// The type of a page is the tree of all its elements; the compiler must be allowed to walk that deep.
#![recursion_limit = "512"]

use clap::Parser;
use server::{cli, telemetry};
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// After a thousand half-sent bodies or a rush of readers the memory goes back to the system within seconds; of the allocator
/// that Linux brings, each thread keeps what it once had.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let command = cli::Cli::parse();
    let _log = telemetry::init();
    match cli::run(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // `eprintln!` panics where standard error is gone.
            writeln!(io::stderr(), "lapstream: {error}").ok();
            ExitCode::FAILURE
        }
    }
}
