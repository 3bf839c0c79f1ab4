//! What the board says of each player: all that a station needs of it.

use domain::{
    Bib, Timestamp,
    board::{Board, BoardRow, Delta},
    lane::StationPlayer,
};
use std::collections::HashMap;

/// A player's laps on the board.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Total {
    /// Laps that count.
    pub laps: u64,
    /// When the last one was counted.
    pub last: Option<Timestamp>,
}

impl Total {
    /// Whether somebody rests: no lap came since.
    pub fn rests(self, player: &StationPlayer) -> bool {
        player.break_since.is_some_and(|since| self.last.is_none_or(|last| last < since))
    }
}

impl From<&BoardRow> for Total {
    fn from(row: &BoardRow) -> Self {
        Self { laps: row.laps, last: row.last_lap_at }
    }
}

/// Every player's laps, by bib.
#[derive(Debug, Clone, Default)]
pub struct Totals(HashMap<Bib, Total>);

impl Totals {
    /// Takes over a whole board.
    pub fn restart(&mut self, board: &Board) {
        self.0 = board.rows.iter().map(|row| (row.bib, row.into())).collect();
    }

    /// Takes over what changed. Frames of one socket follow each other without gaps.
    pub fn follow(&mut self, delta: &Delta) {
        for bib in &delta.removed {
            self.0.remove(bib);
        }
        self.0.extend(delta.rows.iter().map(|row| (row.bib, Total::from(row))));
    }

    /// A player's laps; none if the board does not know the bib yet.
    pub fn of(&self, bib: Bib) -> Option<Total> {
        self.0.get(&bib).copied()
    }
}
