//! An event as the program holds it.

use crate::zones;
use domain::{
    Timestamp,
    board::BoardEvent,
    clock::Clock,
    event::{EventFacts, EventView},
    ids::EventId,
    lane::PaceGroupInput,
    zone::Offset,
};

/// An event with everything that never depends on players.
#[derive(Debug, Clone)]
pub(crate) struct EventRecord {
    pub(crate) id: EventId,
    pub(crate) slug: String,
    /// What it is.
    pub(crate) facts: EventFacts,
    pub(crate) pace_groups: Vec<PaceGroupInput>,
    pub(crate) clock: Clock,
    /// From when reception registers nobody any more.
    pub(crate) registration_locked_from: Option<Timestamp>,
    /// When it was called off.
    pub(crate) cancelled_at: Option<Timestamp>,
    /// Whether it is a rehearsal.
    pub(crate) rehearsal: bool,
}

impl EventRecord {
    /// What everybody may see of it at a moment.
    pub(crate) fn view(&self, now: Timestamp) -> EventView {
        EventView {
            id: self.id,
            slug: self.slug.clone(),
            facts: self.facts.clone(),
            offsets: self.offsets(now),
            pace_groups: self.pace_groups.clone(),
            clock: self.clock.view(now),
            registration_locked_from: self.registration_locked_from,
            cancelled_at: self.cancelled_at,
            rehearsal: self.rehearsal,
        }
    }

    /// How far its clocks are ahead of UTC around all that it says of itself.
    fn offsets(&self, now: Timestamp) -> Vec<Offset> {
        let all = [Some(now), self.planned_start, self.planned_end, self.clock.started_at(), self.clock.finished_at];
        let known = || all.into_iter().flatten();
        zones::offsets(&self.time_zone, known().min().unwrap_or(now), known().max().unwrap_or(now))
    }

    /// What its boards say of it.
    pub(crate) fn on_boards(&self) -> BoardEvent {
        BoardEvent {
            name: self.name.clone(),
            slug: self.slug.clone(),
            sport: self.sport,
            lap_length_m: self.lap_length_m,
            cancelled: self.cancelled_at.is_some(),
            rehearsal: self.rehearsal,
        }
    }
}

impl std::ops::Deref for EventRecord {
    type Target = EventFacts;

    fn deref(&self) -> &EventFacts {
        &self.facts
    }
}
