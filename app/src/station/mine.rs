//! What was tapped on this tablet, for those who see a mistake later than at once.

use super::{record::Record, tally::Tapped};
use leptos::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

/// How many taps can be taken back from the list: what a helper still remembers.
pub const MINE_MAX: usize = 10;

/// This tablet's last taps that stand, oldest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mine {
    /// The taps.
    pub taps: RwSignal<Vec<Tapped>>,
    /// Those that were taken back: what comes late from the disk must not bring them in again.
    removed: StoredValue<HashSet<Uuid>>,
}

impl Mine {
    /// A tap was made.
    pub fn add(self, tap: Tapped) {
        self.taps.try_update(|taps| insert(taps, &[tap]));
    }

    /// Taps of before the page was opened, and whether each is held: those stand for no lap.
    pub fn add_earlier<'r>(self, records: impl IntoIterator<Item = (&'r Record, bool)>) {
        let mut made = Vec::new();
        self.removed.update_value(|removed| {
            for (record, held) in records {
                removed.extend(record.takes_back().map(|tap| tap.lap.id));
                if let Some(tap) = record.counts().map(Tapped::of) {
                    made.push(if held { Tapped { laps: 0, ..tap } } else { tap });
                }
            }
        });
        self.taps.try_update(|taps| {
            insert(taps, &made);
            self.removed.with_value(|removed| taps.retain(|tap| !removed.contains(&tap.id)));
        });
    }

    /// A tap was taken back.
    pub fn remove(self, id: Uuid) {
        self.removed.update_value(|removed| {
            removed.insert(id);
        });
        self.taps.update(|taps| taps.retain(|tap| tap.id != id));
    }
}

/// Adds taps, each once, and forgets the oldest of too many.
fn insert(taps: &mut Vec<Tapped>, more: &[Tapped]) {
    for tap in more {
        if !taps.iter().any(|known| known.id == tap.id) {
            taps.push(*tap);
        }
    }
    taps.sort_by_key(|tap| (tap.counted_at, tap.id));
    // Some more than are shown, because others of them may be taken back.
    taps.drain(..taps.len().saturating_sub(MINE_MAX * 2));
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Bib, Timestamp};

    #[test]
    fn the_newest_stay_in_the_order_of_their_moments() {
        let tap = |n: i64| Tapped {
            id: Uuid::from_u128(n.unsigned_abs().into()),
            bib: Bib::new(7).unwrap(),
            counted_at: Timestamp::from_ms(n),
            laps: 1,
            before: None,
        };
        let mut taps = Vec::new();
        insert(&mut taps, &(5..30).map(tap).collect::<Vec<_>>());
        insert(&mut taps, &[tap(29), tap(1), tap(12)]);
        assert_eq!(taps, (10..30).map(tap).collect::<Vec<_>>());
    }
}
