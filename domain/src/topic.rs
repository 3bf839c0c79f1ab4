//! Topics: lists that staff pages ask for again.

use serde::{Deserialize, Serialize};

/// What staff pages are told about, so that they ask again for what they show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Players were registered or edited.
    Players,
    /// Players were placed, moved or released.
    Slots,
    /// Laps were held or settled.
    Held,
    /// The clock was set.
    Clock,
    /// Devices or codes changed.
    Devices,
    /// Laps were counted or taken back.
    Laps,
    /// The audit trail grew.
    Entries,
    /// Operators were made, edited or retired, or signed in or out.
    Operators,
    /// Payments were taken or undone.
    Payments,
    /// The event was changed or called off, or its registration locked.
    Event,
    /// A tablet that counts for itself counted, beside the one whose laps count.
    Tallies,
    /// Something was said of somebody in the water, or a roll-call began or ended.
    Water,
}

impl Topic {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 12] = [
        Self::Players,
        Self::Slots,
        Self::Held,
        Self::Clock,
        Self::Devices,
        Self::Laps,
        Self::Entries,
        Self::Operators,
        Self::Payments,
        Self::Event,
        Self::Tallies,
        Self::Water,
    ];
}
