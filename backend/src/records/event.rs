//! What the program knows of an event.

use chrono::NaiveDate;
use domain::{
    Metres, Timestamp,
    board::BoardEvent,
    clock::Clock,
    event::{EventView, Placement, Sport},
    ids::EventId,
    lane::PaceGroupInput,
    money::Currency,
};

/// An event with everything that never depends on players.
#[derive(Debug, Clone)]
pub(crate) struct EventRecord {
    pub(crate) id: EventId,
    pub(crate) name: String,
    pub(crate) slug: String,
    pub(crate) sport: Sport,
    pub(crate) lap_length: Metres,
    pub(crate) laps_per_tap: u32,
    pub(crate) placement: Placement,
    pub(crate) currency: Currency,
    /// The day on which ages are counted.
    pub(crate) reference_day: NaiveDate,
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
            name: self.name.clone(),
            slug: self.slug.clone(),
            sport: self.sport,
            lap_length_m: self.lap_length,
            laps_per_tap: self.laps_per_tap,
            placement: self.placement,
            currency: self.currency,
            pace_groups: self.pace_groups.clone(),
            clock: self.clock.view(now),
            registration_locked_from: self.registration_locked_from,
            cancelled_at: self.cancelled_at,
            rehearsal: self.rehearsal,
        }
    }

    /// What its boards say of it.
    pub(crate) fn on_boards(&self) -> BoardEvent {
        BoardEvent {
            name: self.name.clone(),
            slug: self.slug.clone(),
            sport: self.sport,
            lap_length_m: self.lap_length,
            cancelled: self.cancelled_at.is_some(),
            rehearsal: self.rehearsal,
        }
    }
}
