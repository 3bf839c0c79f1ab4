//! Signs of life, as watchdogs ask for them.

use crate::{Core, Who, error::Result, ledger::Tx, store};
use domain::{Action, Problem, disk::DiskState, refusal};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};
use uuid::Uuid;

/// For how long an answer holds: whoever asks more often, and anybody may, causes no more writing.
const ANSWER_LIFE: Duration = Duration::from_secs(1);
/// How long the writer may take. Groups of a thousand laps are durable in less, also on a slow disk.
const WRITE_TIME_MAX: Duration = Duration::from_secs(3);

/// What was found, and when.
struct Answer {
    at: Instant,
    found: Result<()>,
}

/// Whether the parts of the backend do what they are there for.
#[derive(Clone)]
pub struct Health {
    pub(crate) core: Arc<Core>,
    last: Arc<Mutex<Option<Answer>>>,
}

impl Health {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core, last: Arc::default() }
    }

    /// Whether the database takes changes: one goes all the way to the disk, and leaves nothing behind.
    ///
    /// # Errors
    /// If it does not, or not in time.
    pub async fn database(&self) -> Result<()> {
        let mut last = self.last.lock().await;
        if let Some(answer) = last.as_ref().filter(|answer| answer.at.elapsed() < ANSWER_LIFE) {
            return answer.found.clone();
        }
        let found = self.write().await;
        *last = Some(Answer { at: Instant::now(), found: found.clone() });
        found
    }

    /// What is left of the disk; none where the database is not on this machine, or the system does not tell.
    ///
    /// # Errors
    /// If the role is too low.
    pub async fn disk(&self, who: &Who) -> Result<Option<DiskState>> {
        who.require(Action::ManageDevices)?;
        let Some(folder) = self.core.store.folder().map(Path::to_owned) else { return Ok(None) };
        // A disk that is asked may take its time.
        let asked = tokio::task::spawn_blocking(move || fs4::available_space(folder)).await;
        Ok(asked.ok().and_then(std::result::Result::ok).map(DiskState::of))
    }

    async fn write(&self) -> Result<()> {
        // A name of its own: several nodes may ask at once.
        let name = format!("health {}", Uuid::now_v7());
        let written = self.core.ledger.write(async move |tx: &mut Tx| {
            store::settings::create(&mut tx.conn(), &name, "").await?;
            store::settings::delete(&mut tx.conn(), &name).await
        });
        timeout(WRITE_TIME_MAX, written).await.unwrap_or_else(|_| Err(late().into()))
    }
}

fn late() -> Problem {
    refusal::DatabaseStuck.into()
}
