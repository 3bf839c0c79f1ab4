//! More than half of a lane overdue at once: one alarm of its own kind, answered with a number.
//!
//! Sixteen names in red are read by nobody. When so many go unseen together it is mostly the counting that has stopped, but
//! nobody may count on that. A glance along the lane says how many heads there are; only where some are lacking somebody
//! has to find out whose.

use crate::{Timestamp, overdue::Overdue};

/// From how many on they may be an alarm of the whole lane. One or two are read as quickly as a question is, and are
/// answered by name.
pub const WHOLE_LANE_MIN: usize = 3;
/// The most heads that anybody types: more digits are a slip of the finger.
const HEADS_MAX: usize = 999;

/// A lane of which more than half are overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneAlarm {
    /// How many are overdue.
    pub overdue: usize,
    /// How many are in the water of this lane.
    pub inside: usize,
    /// The last of those who are overdue was seen then: since then none of them was.
    pub since: Timestamp,
}

impl LaneAlarm {
    /// The alarm of a lane with so many in the water, if more than half of them are overdue.
    pub fn of(overdue: impl IntoIterator<Item = Overdue>, inside: usize) -> Option<Self> {
        let seen: Vec<Timestamp> = overdue.into_iter().map(|one| one.last_seen).collect();
        let whole = seen.len() >= WHOLE_LANE_MIN && seen.len() * 2 > inside;
        let since = seen.iter().copied().max().filter(|_| whole)?;
        Some(Self { overdue: seen.len(), inside: inside.max(seen.len()), since })
    }

    /// Whether nobody at all was counted.
    pub fn is_everybody(self) -> bool {
        self.overdue == self.inside
    }

    /// What a number of heads leads to.
    pub fn seen(self, heads: usize) -> Heads {
        match heads.checked_sub(self.inside) {
            Some(0) => Heads::All,
            Some(more) => Heads::More(more),
            None => Heads::Fewer(self.inside - heads),
        }
    }
}

/// What a number of heads leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// Everybody is there: all are seen.
    All,
    /// Everybody is there, and so many swim in this lane of whom it knows nothing.
    More(usize),
    /// So many are lacking: who it is has to be found out, by the list and by a roll-call.
    Fewer(usize),
}

/// A number of heads as it was typed; none where it is no such number.
pub fn typed(text: &str) -> Option<usize> {
    text.trim().parse().ok().filter(|heads| *heads <= HEADS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn s(s: i64) -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000 + s * 1_000)
    }

    /// So many who are overdue, last seen at these seconds.
    fn overdue(seconds: impl IntoIterator<Item = i64>) -> Vec<Overdue> {
        seconds.into_iter().map(|at| Overdue { last_seen: s(at), usual_ms: 60_000, since: s(at + 150) }).collect()
    }

    fn alarm(count: usize, inside: usize) -> Option<LaneAlarm> {
        LaneAlarm::of(overdue((0..).take(count)), inside)
    }

    #[test]
    fn more_than_half_of_a_lane_is_an_alarm_of_its_own() {
        assert_eq!(alarm(8, 16), None, "half is not more than half");
        assert_eq!(alarm(9, 16), Some(LaneAlarm { overdue: 9, inside: 16, since: s(8) }));
        assert_eq!(alarm(3, 5).map(LaneAlarm::is_everybody), Some(false));
        assert_eq!(alarm(16, 16).map(LaneAlarm::is_everybody), Some(true));
    }

    #[test]
    fn one_or_two_are_answered_by_name_however_small_the_lane() {
        assert_eq!([alarm(0, 0), alarm(1, 1), alarm(2, 2), alarm(2, 3)], [None; 4]);
        assert!(alarm(3, 3).is_some());
    }

    #[test]
    fn it_lasts_since_the_last_of_them_was_seen() {
        let alarm = LaneAlarm::of(overdue([30, 70, 10]), 4).unwrap();
        assert_eq!(alarm.since, s(70));
    }

    #[test]
    fn a_number_of_heads_says_whether_somebody_is_lacking() {
        let alarm = alarm(14, 16).unwrap();
        assert_eq!(
            [16, 17, 15, 0].map(|heads| alarm.seen(heads)),
            [Heads::All, Heads::More(1), Heads::Fewer(1), Heads::Fewer(16)]
        );
    }

    #[test]
    fn what_is_typed_is_a_number_of_heads_or_nothing() {
        assert_eq!([" 14 ", "0", "999"].map(typed), [Some(14), Some(0), Some(999)]);
        assert_eq!(["", "-1", "1.5", "16 heads", "1000", "99999999999999999999999"].map(typed), [None; 6]);
    }

    proptest! {
        #[test]
        fn nobody_lacks_where_as_many_heads_are_seen_as_are_in(overdue in 0usize..40, inside in 0usize..40, heads in 0usize..60) {
            if let Some(alarm) = alarm(overdue, inside) {
                prop_assert!(alarm.overdue * 2 > alarm.inside && alarm.overdue <= alarm.inside);
                match alarm.seen(heads) {
                    Heads::All => prop_assert_eq!(heads, alarm.inside),
                    Heads::More(more) => prop_assert_eq!(heads - more, alarm.inside),
                    Heads::Fewer(fewer) => prop_assert_eq!(heads + fewer, alarm.inside),
                }
            }
        }
    }
}
