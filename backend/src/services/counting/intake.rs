//! Laps that wait for the next group: all that arrive while one is being made durable go into it together.

use crate::records::Actor;
use domain::{
    ids::EventId,
    lap::{LapItem, LapOutcome},
    limits,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::oneshot;

/// One request, parsed.
pub(super) struct LapRequest {
    pub(super) actor: Actor,
    pub(super) laps: Vec<Result<LapItem, LapOutcome>>,
    pub(super) reply: oneshot::Sender<Vec<LapOutcome>>,
}

/// Requests of one event that wait for the next group.
#[derive(Default)]
struct Queue {
    waiting: Vec<LapRequest>,
    /// A task is on its way that will take what waits.
    draining: bool,
}

/// Requests that wait for the next group, by event.
#[derive(Clone, Default)]
pub(super) struct Intake {
    events: Arc<Mutex<HashMap<EventId, Queue>>>,
}

impl Intake {
    /// Adds a request to those that wait; returns whether a task must be sent to take them.
    pub(super) fn enqueue(&self, event: EventId, request: LapRequest) -> bool {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = events.entry(event).or_default();
        queue.waiting.push(request);
        !std::mem::replace(&mut queue.draining, true)
    }

    /// Takes as many waiting requests as one group may hold.
    pub(super) fn take(&self, event: EventId) -> Vec<LapRequest> {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(queue) = events.get_mut(&event) else { return Vec::new() };
        let mut laps = 0;
        let count = queue.waiting.iter().take_while(|request| {
            laps += request.laps.len();
            laps <= limits::GROUP_LAPS_MAX
        });
        let count = count.count();
        queue.waiting.drain(..count).collect()
    }

    /// Whether nothing waits any more; the next request then sends a task of its own.
    pub(super) fn rest(&self, event: EventId) -> bool {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(queue) = events.get_mut(&event) else { return true };
        queue.draining = !queue.waiting.is_empty();
        !queue.draining
    }
}
