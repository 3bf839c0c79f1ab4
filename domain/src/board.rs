//! What boards show, and the frames by which they follow.

use crate::{
    Bib, Metres, Timestamp,
    clock::ClockView,
    event::{EventView, Sport},
    topic::Topic,
};
use serde::{Deserialize, Serialize};

/// One player's line on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardRow {
    /// 1 for the first.
    pub rank: u32,
    /// The bib.
    pub bib: Bib,
    /// The public name.
    pub name: String,
    /// Team, if any.
    pub team: Option<String>,
    /// Category, if any.
    pub category: Option<String>,
    /// Rank within the category, if there is one.
    pub category_rank: Option<u32>,
    /// Whether the player has ended the race; laps and rank stay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Laps that count.
    pub laps: u64,
    /// Their distance.
    pub distance_m: Metres,
    /// When the last of them was counted.
    pub last_lap_at: Option<Timestamp>,
}

/// What a board says of its event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardEvent {
    /// The event's name.
    pub name: String,
    /// The part of its address.
    pub slug: String,
    /// What is done.
    pub sport: Sport,
    /// Length of a lap.
    pub lap_length_m: Metres,
    /// Whether it was called off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
    /// Whether it is a rehearsal, with made-up swimmers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
}

impl From<&EventView> for BoardEvent {
    fn from(event: &EventView) -> Self {
        Self {
            name: event.name.clone(),
            slug: event.slug.clone(),
            sport: event.sport,
            lap_length_m: event.lap_length_m,
            cancelled: event.cancelled_at.is_some(),
            rehearsal: event.rehearsal,
        }
    }
}

/// Standings at a point in the order of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Board {
    /// The last change that is in it.
    pub seq: u64,
    /// Whose it is.
    pub event: BoardEvent,
    /// The clock.
    pub clock: ClockView,
    /// Rows by rank.
    pub rows: Vec<BoardRow>,
}

impl Board {
    /// All metres together.
    pub fn total(&self) -> Metres {
        self.rows.iter().map(|row| row.distance_m).sum()
    }

    /// Takes over a delta that follows this board; returns whether it did. A gap asks for a new snapshot.
    pub fn apply(&mut self, delta: &Delta) -> bool {
        if delta.from != self.seq {
            return false;
        }
        self.seq = delta.seq;
        if let Some(clock) = delta.clock {
            self.clock = clock;
        }
        if let Some(event) = &delta.event {
            self.event = event.clone();
        }
        self.rows.retain(|row| !delta.removed.contains(&row.bib) && !delta.rows.iter().any(|new| new.bib == row.bib));
        self.rows.extend(delta.rows.iter().cloned());
        self.rows.sort_by_key(|row| row.rank);
        true
    }
}

/// What changed between two points in the order of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    /// The point that it follows.
    pub from: u64,
    /// The point that it leads to.
    pub seq: u64,
    /// Rows that changed.
    pub rows: Vec<BoardRow>,
    /// Bibs whose row is gone.
    pub removed: Vec<Bib>,
    /// The clock, if it was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockView>,
    /// What the board says of its event, if that was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<BoardEvent>,
}

/// One message of a live socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Frame {
    /// The whole board.
    Snapshot(Board),
    /// What changed.
    Delta(Delta),
    /// Staff only: what to ask for again.
    Changed {
        /// What changed.
        topics: Vec<Topic>,
    },
}
