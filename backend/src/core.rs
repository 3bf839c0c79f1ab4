//! The core that all services share, and how they ask for a right and run a change.

use crate::{
    auth::{Guesses, Keys, Networks, Who},
    error::Result,
    ledger::{Ledger, Tx},
    live::Live,
    records::EventRecord,
    store::Store,
    time::TimeSource,
};
use domain::{Action, Timestamp, ids::EventId};
use futures::future::BoxFuture;
use std::sync::Arc;

/// What the services share.
pub(crate) struct Core {
    pub(crate) store: Store,
    pub(crate) ledger: Ledger,
    pub(crate) live: Live,
    pub(crate) keys: Keys,
    pub(crate) networks: Networks,
    pub(crate) guesses: Guesses,
    pub(crate) time: Arc<dyn TimeSource>,
}

impl Core {
    pub(crate) fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// Refuses a role that is too low and an event that is not there. A call asks once, before it reads what it was given.
    ///
    /// # Errors
    /// Unauthenticated or forbidden if the role is too low; not found if there is no such event.
    pub(crate) fn allow<'a>(&'a self, who: &'a Who, action: Action, event: EventId) -> Result<Allowed<'a>> {
        who.require(action)?;
        Ok(Allowed { core: self, who, event: self.live.directory().event(event)? })
    }
}

/// Somebody who may do what they ask for, of an event that is there.
pub(crate) struct Allowed<'a> {
    core: &'a Core,
    who: &'a Who,
    /// The event as it is held in memory. A change is given it as it is in its transaction; what is only shown goes by this.
    pub(crate) event: EventRecord,
}

impl Allowed<'_> {
    /// Runs a change of the event; returns when it is durable and published. The change is given the event as it is in its
    /// transaction.
    ///
    /// # Errors
    /// Those of the change, or if it cannot be made durable.
    pub(crate) async fn change<T, F>(self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> InEvent<'t, T> + Send + 'static,
    {
        let (who, event) = (self.who.clone(), self.event.id);
        let in_group = async move |tx: &mut Tx| {
            let event = tx.event(event).await?;
            change.run(tx, &who, &event).await
        };
        self.core.ledger.commit(event, in_group).await
    }
}

/// A change of an event inside a transaction: `async move |tx: &mut Tx, who: &Who, event: &EventRecord| …`.
pub(crate) trait InEvent<'t, T> {
    /// Does it.
    fn run(self, tx: &'t mut Tx, who: &'t Who, event: &'t EventRecord) -> BoxFuture<'t, Result<T>>;
}

impl<'t, T, F, Fut> InEvent<'t, T> for F
where
    F: FnOnce(&'t mut Tx, &'t Who, &'t EventRecord) -> Fut,
    Fut: Future<Output = Result<T>> + Send + 't,
{
    fn run(self, tx: &'t mut Tx, who: &'t Who, event: &'t EventRecord) -> BoxFuture<'t, Result<T>> {
        Box::pin(self(tx, who, event))
    }
}
