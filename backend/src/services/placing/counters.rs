//! How the tablets of a lane share the counting, as it is set.

use super::lanes::Lanes;
use crate::{auth::Who, error::Result, ledger::Tx, records::EventRecord, services::counting};
use domain::{
    Action, Problem,
    counters::CountersInput,
    ids::{EventId, LaneId},
    refusal,
};

impl Lanes {
    /// Sets how the tablets of a lane share the counting, and whose laps count where each counts for itself. What was
    /// counted before stays as it is.
    ///
    /// # Errors
    /// If the role is too low, or there is no such lane or device.
    pub async fn set_counters(&self, who: &Who, event: EventId, lane: LaneId, input: CountersInput) -> Result<()> {
        let allowed = self.core.allow(who, Action::ArrangeLanes, event)?;
        if input.lead.is_some_and(|lead| self.core.live.directory().active_device(lead).is_none()) {
            return Err(Problem::from(refusal::NoSuchDevice).into());
        }
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                counting::set_counters(tx, who.actor(), event.id, lane, input).await
            })
            .await
    }
}
