//! What all services share.

use crate::{
    auth::{Guesses, Keys, Networks},
    ledger::Ledger,
    live::Live,
    store::Store,
    time::TimeSource,
};
use domain::Timestamp;
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
}
