//! Whether the database is said to take changes only where it does, and whether the task that writes outlives a defect.

use crate::common::{Bench, T0};
use domain::{event::Placement, lap::LapStatus::Counted};
use sqlx::Connection;
use sqlx_postgres::PgConnection;
use sqlx_sqlite::SqliteConnection;
use std::time::Duration;
use testbed::{Database, on_both_engines};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

const LOOK_EVERY: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(30);

on_both_engines!(a_writer_that_waits_is_not_well, a_defect_ends_one_group_and_not_the_writer);

async fn a_writer_that_waits_is_not_well(db: Database) {
    let bench = Bench::start(db).await;
    bench.backend.health.database().await.unwrap();
    let refused = if bench.db.is_postgres() {
        let mut other = PgConnection::connect(&bench.db.url).await.unwrap();
        sqlx::raw_sql("BEGIN; LOCK TABLE settings IN ACCESS EXCLUSIVE MODE").execute(&mut other).await.unwrap();
        not_well(&bench).await
    } else {
        let mut other = SqliteConnection::connect(&bench.db.url).await.unwrap();
        sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
        not_well(&bench).await
    };
    assert_eq!(refused, 503);
    // Nobody is in its way any more.
    until_well(&bench).await;
}

/// The status of the first answer that is a refusal: one from before holds for a moment.
async fn not_well(bench: &Bench) -> u16 {
    let refused = async {
        loop {
            if let Err(error) = bench.backend.health.database().await {
                return domain::Problem::from(error).kind.status();
            }
            sleep(LOOK_EVERY).await;
        }
    };
    timeout(PATIENCE, refused).await.unwrap()
}

async fn until_well(bench: &Bench) {
    let well = async {
        while bench.backend.health.database().await.is_err() {
            sleep(LOOK_EVERY).await;
        }
    };
    timeout(PATIENCE, well).await.unwrap();
}

async fn a_defect_ends_one_group_and_not_the_writer(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    bench.clock(event, domain::clock::ClockAction::Start, None).await;
    let bib = bench.register(event, "Ada Byron").await;
    // Until the board is sent, its hub may ask for the time too.
    bench.standings(event).await;
    bench.time.break_once();
    assert!(bench.backend.health.database().await.is_err(), "the change that met the defect broke off");
    let outcome = bench.lap(event, Uuid::now_v7(), bib, T0).await;
    assert_eq!(outcome.status, Counted);
    assert_eq!(bench.standings(event).await, [(bib.get(), 1)]);
}
