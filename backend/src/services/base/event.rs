//! Rules about events that every subject asks.

use crate::records::EventRecord;
use domain::{Problem, refusal};

/// Refuses for an event that was called off.
pub(crate) fn refuse_cancelled(event: &EventRecord) -> Result<(), Problem> {
    match event.cancelled_at {
        None => Ok(()),
        Some(_) => Err(Problem::from(refusal::EventCalledOff)),
    }
}
