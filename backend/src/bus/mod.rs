//! The message bus: every committed entry goes to NATS JetStream, to `event.{id}.audit` or `venue.audit`, with its id as
//! the message's.
//!
//! The ledger is the outbox. A task reads the entries after a cursor, publishes them, and writes the cursor down through
//! the ledger's writer. It hears of commits but nobody waits for it: whatever NATS does, a tap takes as long as without.
//!
//! What keeps the order, and each entry there once:
//! - The stream decides, not the client. The first message of a batch says which message it expects to be the last of its
//!   subject, and each further one the id of the message before it, so that the server refuses what follows on a lost one.
//! - After any failure the connection is given up, with what it still may hold, and the next one begins by reading back
//!   the last message of each subject. So an acknowledgement that was lost, a cursor that was not written, and an end of
//!   the stream that NATS lost in a crash all come to the same: go on after what is there.
//! - A cursor holds for the stream it was written for. One that was made anew gets everything.

mod jetstream;
mod publisher;

pub(crate) use jetstream::Address;

use crate::{Core, auth::Who, error::Result, store, time::TimeSource};
use domain::{
    Action, Timestamp,
    bus::{BusLink, BusState},
    refusal::Reason,
};
use std::sync::{Arc, Mutex, PoisonError};

/// How the bus stands.
#[derive(Clone)]
pub struct Bus {
    core: Arc<Core>,
    status: Option<Arc<Status>>,
}

impl Bus {
    /// Starts to publish, if there is an address; ends with the core.
    pub(crate) fn start(core: Arc<Core>, address: Option<Address>) -> Self {
        let status = address.map(|address| {
            let status = Arc::new(Status::new(core.time.clone()));
            publisher::start(&core, address, status.clone());
            status
        });
        Self { core, status }
    }

    /// Whether entries go out, and how many wait; none where there is no bus.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn state(&self, who: &Who) -> Result<Option<BusState>> {
        who.require(Action::ManageDevices)?;
        let Some(status) = &self.status else { return Ok(None) };
        let behind = store::bus::behind(&mut self.core.store.read().await?.conn()).await?;
        let Standing { link, since, problem } = status.get();
        let (problem, problem_code, problem_params) = Reason::apart(problem);
        let behind = behind.try_into().unwrap_or(0);
        Ok(Some(BusState { link, since, behind, problem, problem_code, problem_params }))
    }
}

/// How the task stands.
#[derive(Clone)]
struct Standing {
    link: BusLink,
    since: Timestamp,
    problem: Option<Reason>,
}

/// What the task tells of itself.
struct Status {
    standing: Mutex<Standing>,
    time: Arc<dyn TimeSource>,
}

impl Status {
    fn new(time: Arc<dyn TimeSource>) -> Self {
        Self { standing: Mutex::new(Standing { link: BusLink::Away, since: time.now(), problem: None }), time }
    }

    fn get(&self) -> Standing {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Says how it stands now. The log hears of it when it changes.
    fn set(&self, link: BusLink, problem: Option<Reason>) {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if standing.link == link && standing.problem == problem {
            return;
        }
        match (&problem, link) {
            (Some(Reason { sentence: problem, .. }), _) => {
                tracing::warn!(problem, "entries do not go out over the bus");
            }
            (None, BusLink::Connected) => tracing::info!("entries go out over the bus"),
            (None, _) => tracing::info!("another node sends the entries over the bus"),
        }
        if standing.link != link {
            standing.since = self.time.now();
        }
        standing.link = link;
        standing.problem = problem;
    }
}
