//! What fails around the program, and who strains it: its log, its disk, its database, other nodes, strangers. Counting goes on,
//! or is refused with a reason until it can.
//!
//! `make test` plays each for seconds; `make test-faults` for longer, with as many strangers as there may be, and prints how long
//! taps took before, during and after.

mod beside;
mod crowd;
mod disk;
mod log;
mod node;

use reqwest::Client;
use std::time::Duration;

fn client() -> Client {
    Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap()
}

/// How much is made of it.
#[derive(Debug, Clone, Copy)]
struct Scale {
    /// How long taps are sent before, during and after.
    phase: Duration,
    /// Whether there are as many strangers as there may be.
    is_long: bool,
    /// What is drawn is drawn from this.
    seed: u64,
}

impl Scale {
    /// `LAPSTREAM_FAULTS_SECONDS` makes it long, `LAPSTREAM_FAULTS_SEED` repeats what was drawn.
    fn of_the_environment() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
        let seconds = number("LAPSTREAM_FAULTS_SECONDS");
        let scale = Self {
            phase: Duration::from_secs(seconds.unwrap_or(1)),
            is_long: seconds.is_some(),
            seed: number("LAPSTREAM_FAULTS_SEED").unwrap_or_else(rand::random),
        };
        println!("LAPSTREAM_FAULTS_SEED={}", scale.seed);
        scale
    }

    /// The first number for the short form, the second for the long one.
    fn of(self, short: usize, long: usize) -> usize {
        if self.is_long { long } else { short }
    }
}
