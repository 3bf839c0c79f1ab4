//! What undoing sets back.

use crate::{Action, Role};

/// What an undoable action changes, and so what its undoing sets back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Whether a player is registered, and in which standing.
    Standing,
    /// What is known of a player.
    Details,
    /// Whether what a station said of a player stands: a break, the end of one, a note.
    Call,
    /// Which slot a player is in.
    Slot,
    /// A pace group: whether there is one, its name and colour.
    PaceGroup,
    /// A lane: whether there is one, its name, capacity and lap length.
    Lane,
    /// How the tablets of a lane share the counting.
    Counters,
    /// Whether a lap counts.
    Lap,
    /// Whether an adjustment of a player's laps stands.
    Adjustment,
    /// Whether a held lap is still open.
    HeldLap,
    /// Whether a lap that looked wrong was looked at and kept.
    KeptLap,
    /// Whether a payment stands.
    Payment,
    /// Whether a player wears a tag.
    Tag,
    /// Whether the laps of a tally sheet count.
    Sheet,
}

impl Subject {
    /// What somebody must be allowed to do to undo what `by` did, who is perhaps oneself. A lane's station places onto
    /// its own lane alone: what a desk placed is a desk's to take back.
    pub fn needs_after(self, by: Option<Role>, is_own: bool) -> Action {
        let by_desk = by.is_none_or(|role| role.may(Action::PlacePlayers));
        if self == Self::Slot && by_desk && !is_own { Action::PlacePlayers } else { self.needs() }
    }

    /// What somebody must be allowed to do to undo it: as much as to do it.
    pub const fn needs(self) -> Action {
        match self {
            Self::Standing | Self::Details | Self::Tag => Action::RegisterPlayers,
            Self::Slot | Self::Call => Action::PlaceOnLane,
            Self::PaceGroup | Self::Lane | Self::Counters => Action::ArrangeLanes,
            Self::Lap | Self::Adjustment | Self::Sheet => Action::CountLaps,
            Self::HeldLap | Self::KeptLap => Action::SettleHeldLaps,
            Self::Payment => Action::TakePayments,
        }
    }
}
