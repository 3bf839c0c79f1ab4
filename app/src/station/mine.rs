//! What was tapped on this tablet, for those who see a mistake later than at once.

use super::{record::Record, tally::Tapped};
use domain::Timestamp;
use leptos::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

/// How long a tap can be taken back from the list at least, in milliseconds: until a helper is told that somebody was
/// counted wrongly.
pub const LISTED_MS: i64 = 10 * 60_000;
/// How many stay in the list however long ago they were made: at a quiet lane ten minutes are few taps.
const LISTED_MIN: usize = 10;
/// How many are remembered at most: ten minutes in which somebody touches the wall each second.
pub const MINE_MAX: usize = 600;

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

    /// Whether a tap was taken back here.
    pub fn was_taken_back(self, id: Uuid) -> bool {
        self.removed.with_value(|removed| removed.contains(&id))
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
        // A new one is mostly the newest: it is looked for from that end.
        if !taps.iter().rev().any(|known| known.id == tap.id) {
            taps.push(*tap);
        }
    }
    taps.sort_by_key(|tap| (tap.counted_at, tap.id));
    taps.drain(..taps.len().saturating_sub(MINE_MAX));
}

/// What can be taken back from the list at a moment, the newest first: all of the last ten minutes, and some more where
/// those are few.
pub fn listed(taps: &[Tapped], now: Timestamp) -> Vec<Tapped> {
    let is_listed = |(no, tap): &(usize, &Tapped)| *no < LISTED_MIN || now.since_ms(tap.counted_at) <= LISTED_MS;
    taps.iter().rev().enumerate().take_while(is_listed).map(|(_, tap)| *tap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Bib;

    fn tap(ms: i64) -> Tapped {
        Tapped {
            id: Uuid::from_u128(ms.unsigned_abs().into()),
            bib: Bib::new(7).unwrap(),
            counted_at: Timestamp::from_ms(ms),
            laps: 1,
            before: None,
        }
    }

    #[test]
    fn the_newest_stay_in_the_order_of_their_moments() {
        let last = i64::try_from(MINE_MAX).unwrap() + 10;
        let mut taps = Vec::new();
        insert(&mut taps, &(5..last).map(tap).collect::<Vec<_>>());
        insert(&mut taps, &[tap(last - 1), tap(1), tap(12)]);
        assert_eq!(taps, (10..last).map(tap).collect::<Vec<_>>());
    }

    #[test]
    fn a_tap_is_listed_for_ten_minutes() {
        let taps: Vec<Tapped> = (0..100).map(|n| tap(n * 10_000)).collect();
        let at = |ms| listed(&taps, Timestamp::from_ms(ms));
        assert_eq!(at(990_000).first(), Some(&tap(990_000)), "the newest first");
        assert_eq!(at(990_000).last(), Some(&tap(390_000)), "ten minutes ago to the millisecond");
        assert_eq!(at(990_001).last(), Some(&tap(400_000)));
    }

    #[test]
    fn the_last_ten_are_listed_however_long_ago_they_were() {
        let taps: Vec<Tapped> = (1..=12).map(tap).collect();
        assert_eq!(listed(&taps, Timestamp::from_ms(LISTED_MS * 20)), (3..=12).rev().map(tap).collect::<Vec<_>>());
        assert_eq!(listed(&taps[..2], Timestamp::from_ms(LISTED_MS * 20)).len(), 2);
    }
}
