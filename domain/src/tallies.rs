//! Two tallies of the same laps, lined up: which taps of one are those of the other, and which only one of them has.
//!
//! Each tablet's helper taps a little earlier or later than the other's, misses one, or taps one twice. Taps are matched
//! in their order, each with at most one, as many as can be and then as near as can be; what is left over are the
//! differences, and nothing else has to be looked at.

use crate::{Bib, Timestamp, counters::CounterView, ids::LaneId, plausible::median};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far apart two taps of one lap may lie where no pace is known, in milliseconds.
const WITHIN_MS: i64 = 15_000;
/// How long after one helper's tap the other's is waited for, in milliseconds, before its lack is a difference.
const SETTLE_MS: i64 = 15_000;

/// A tap of a tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tap {
    /// The lap.
    pub lap: Uuid,
    /// When it was counted.
    pub at: Timestamp,
    /// Laps that it stands for.
    pub laps: u32,
}

/// Within which time two taps may be the same lap, in milliseconds: half a usual lap of the player, beyond which the
/// next one is nearer, and never less than the guard time, which a double tap in a short tally would else undercut.
pub fn within_ms(one: &[Tap], other: &[Tap], guard_ms: i64) -> i64 {
    let gaps = |taps: &[Tap]| taps.windows(2).map(|two| two[1].at.since_ms(two[0].at)).collect::<Vec<_>>();
    // The quicker of the two: whoever misses laps shows longer ones.
    let usual = [one, other].into_iter().filter_map(|taps| median(gaps(taps), 1)).min();
    usual.map_or(WITHIN_MS, |usual| usual / 2).max(guard_ms)
}

/// Which taps are the same lap: places in `one` and in `other`, both in the order of their moments.
pub fn align(one: &[Tap], other: &[Tap], within_ms: i64) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut from, mut to) = ((0, 0), (0, 0));
    let mut last: Option<Timestamp> = None;
    // Where nobody tapped for longer than that, nothing before can be the same as anything after.
    while to.0 < one.len() || to.1 < other.len() {
        let (next, is_one) = match (one.get(to.0), other.get(to.1)) {
            (Some(a), Some(b)) if a.at <= b.at => (a.at, true),
            (Some(a), None) => (a.at, true),
            (_, Some(b)) => (b.at, false),
            (None, None) => break,
        };
        if last.is_some_and(|last| next.since_ms(last) > within_ms) {
            align_near(one, other, (from, to), within_ms, &mut pairs);
            from = to;
        }
        last = Some(next);
        if is_one { to.0 += 1 } else { to.1 += 1 }
    }
    align_near(one, other, (from, to), within_ms, &mut pairs);
    pairs
}

/// How good an alignment is: how many are matched, then how little they lie apart.
type Good = (u32, std::cmp::Reverse<i64>);

/// What is best at a place of both tallies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The last of one is left over.
    Left,
    /// The last of the other is.
    Right,
    /// Both are the same lap.
    Both,
}

/// Aligns a stretch of both, which are a handful of taps.
fn align_near(
    one: &[Tap],
    other: &[Tap],
    (from, to): ((usize, usize), (usize, usize)),
    within_ms: i64,
    pairs: &mut Vec<(usize, usize)>,
) {
    let (a, b) = (&one[from.0..to.0], &other[from.1..to.1]);
    if a.is_empty() || b.is_empty() {
        return;
    }
    let width = b.len() + 1;
    let mut steps = vec![Step::Left; (a.len() + 1) * width];
    let mut above: Vec<Good> = vec![(0, std::cmp::Reverse(0)); width];
    for (i, tap) in a.iter().enumerate() {
        let mut row: Vec<Good> = vec![(0, std::cmp::Reverse(0)); width];
        for (j, with) in b.iter().enumerate() {
            let far = tap.at.since_ms(with.at).saturating_abs();
            let (mut best, mut step) = (above[j + 1], Step::Left);
            if row[j] > best {
                (best, step) = (row[j], Step::Right);
            }
            if far <= within_ms && tap.laps == with.laps {
                let (matched, std::cmp::Reverse(apart)) = above[j];
                let both = (matched + 1, std::cmp::Reverse(apart.saturating_add(far)));
                if both > best {
                    (best, step) = (both, Step::Both);
                }
            }
            row[j + 1] = best;
            steps[(i + 1) * width + j + 1] = step;
        }
        above = row;
    }
    let (mut i, mut j) = (a.len(), b.len());
    let before = pairs.len();
    while i > 0 && j > 0 {
        match steps[i * width + j] {
            Step::Both => {
                (i, j) = (i - 1, j - 1);
                pairs.push((from.0 + i, from.1 + j));
            }
            Step::Left => i -= 1,
            Step::Right => j -= 1,
        }
    }
    pairs[before..].reverse();
}

/// A tap in a row of two tallies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TapView {
    /// The lap.
    pub lap: Uuid,
    /// When it was counted.
    pub at: Timestamp,
    /// Laps that it stands for.
    pub laps: u32,
}

impl From<&Tap> for TapView {
    fn from(&Tap { lap, at, laps }: &Tap) -> Self {
        Self { lap, at, laps }
    }
}

/// One lap in both tallies, or in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TallyRow {
    /// In what counts.
    pub counted: Option<TapView>,
    /// In the other tally.
    pub other: Option<TapView>,
}

impl TallyRow {
    /// The lap that only one of them has.
    pub fn only(&self) -> Option<TapView> {
        match (self.counted, self.other) {
            (Some(_), Some(_)) => None,
            (one, other) => one.or(other),
        }
    }
}

/// A player in two tallies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlayerTallies {
    /// The bib.
    pub bib: Bib,
    /// The full name.
    pub name: String,
    /// Laps that count, in the time that is compared.
    pub counted: u64,
    /// Laps of the other tally in that time.
    pub other: u64,
    /// The differences, each with the laps right before and after it, in their order.
    pub rows: Vec<TallyRow>,
}

impl PlayerTallies {
    /// The laps that only one of them has.
    pub fn differences(&self) -> impl Iterator<Item = TapView> + '_ {
        self.rows.iter().filter_map(TallyRow::only)
    }
}

/// The tallies of a lane: what counts, and what another tablet counted for itself. Only the time in which both counted
/// is compared, so that who came an hour later or was an hour offline is not missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LaneTallies {
    /// The lane.
    pub lane: LaneId,
    /// Its name.
    pub name: String,
    /// Its pace group.
    pub pace_group: String,
    /// Its rope colour.
    pub color: String,
    /// The device whose laps count.
    pub lead: Option<CounterView>,
    /// The device that is compared with it; none before it tapped.
    pub other: Option<CounterView>,
    /// From when on both counted, and until when.
    pub span: Option<(Timestamp, Timestamp)>,
    /// Who was counted in that time, those with differences first.
    pub players: Vec<PlayerTallies>,
}

/// The time in which both tallies were kept, from when each of them began and ended: who came an hour later, or has sent
/// nothing for an hour, is compared once there is something to compare. Until the race is `over` the end is left out, as
/// what one helper has just tapped the other will tap in a moment.
pub fn span(counted: (Timestamp, Timestamp), other: (Timestamp, Timestamp), over: bool) -> (Timestamp, Timestamp) {
    let from = counted.0.max(other.0);
    let to = if over { counted.1.max(other.1) } else { counted.1.min(other.1).plus_ms(-SETTLE_MS) };
    (from, to)
}

/// Lines up the taps of a player in two tallies: how many laps each has, and the differences with what is beside them.
/// `guard_ms` is as [`within_ms`] takes it. Outside the span a tap that only one has is none; `kept` says that a lap which counts was looked at, and is none
/// either.
pub fn compare(
    counted: &[Tap],
    other: &[Tap],
    span: (Timestamp, Timestamp),
    guard_ms: i64,
    kept: impl Fn(Uuid) -> bool,
) -> (u64, u64, Vec<TallyRow>) {
    let within = |row: &TallyRow| row.only().is_none_or(|tap| span.0 <= tap.at && tap.at <= span.1);
    let pairs = align(counted, other, within_ms(counted, other, guard_ms));
    let mut rows: Vec<TallyRow> = Vec::with_capacity(counted.len() + other.len());
    let (mut i, mut j) = (0, 0);
    for (one, two) in pairs.into_iter().chain([(counted.len(), other.len())]) {
        let mut alone: Vec<TallyRow> = counted[i..one]
            .iter()
            .map(|tap| TallyRow { counted: Some(tap.into()), other: None })
            .chain(other[j..two].iter().map(|tap| TallyRow { counted: None, other: Some(tap.into()) }))
            .collect();
        alone.sort_by_key(|row| row.only().map(|tap| (tap.at, tap.lap)));
        rows.append(&mut alone);
        if let (Some(tap), Some(with)) = (counted.get(one), other.get(two)) {
            rows.push(TallyRow { counted: Some(tap.into()), other: Some(with.into()) });
        }
        (i, j) = (one + 1, two + 1);
    }
    rows.retain(within);
    let differs = |row: &TallyRow| row.only().is_some_and(|tap| row.counted.is_none() || !kept(tap.lap));
    let beside = |no: usize| {
        let near = no.saturating_sub(1)..=no + 1;
        rows.get(no).is_some_and(|row| differs(row) || row.only().is_none())
            && near.into_iter().any(|no| rows.get(no).is_some_and(differs))
    };
    let shown = rows.iter().enumerate().filter(|(no, _)| beside(*no)).map(|(_, row)| *row).collect();
    let sum = |tap: fn(&TallyRow) -> Option<TapView>| rows.iter().filter_map(tap).map(|tap| u64::from(tap.laps)).sum();
    (sum(|row| row.counted), sum(|row| row.other), shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALWAYS: (Timestamp, Timestamp) = (Timestamp::from_ms(0), Timestamp::from_ms(i64::MAX));

    fn tap(no: u128, s: i64) -> Tap {
        Tap { lap: Uuid::from_u128(no), at: Timestamp::from_ms(1_800_000_000_000 + s * 1_000), laps: 1 }
    }

    fn taps(first: u128, moments: &[i64]) -> Vec<Tap> {
        (first..).zip(moments).map(|(no, s)| tap(no, *s)).collect()
    }

    #[test]
    fn a_missed_lap_shifts_nothing() {
        let (one, other) = (taps(1, &[0, 60, 120, 180, 240]), taps(100, &[2, 63, 178, 241]));
        assert_eq!(align(&one, &other, within_ms(&one, &other, 0)), [(0, 0), (1, 1), (3, 2), (4, 3)]);
        let (counted, with, rows) = compare(&one, &other, ALWAYS, 0, |_| false);
        assert_eq!((counted, with), (5, 4));
        let only: Vec<_> = rows.iter().map(|row| row.only().map(|tap| tap.lap.as_u128())).collect();
        assert_eq!(only, [None, Some(3), None], "the difference, between its neighbours");
    }

    #[test]
    fn a_double_tap_is_left_over_and_the_nearer_one_is_matched() {
        let (one, other) = (taps(1, &[0, 60, 120]), taps(100, &[1, 58, 61, 119]));
        let (.., rows) = compare(&one, &other, ALWAYS, 0, |_| false);
        let only: Vec<_> = rows.iter().filter_map(TallyRow::only).map(|tap| tap.lap.as_u128()).collect();
        assert_eq!(only, [101]);
    }

    #[test]
    fn a_double_tap_alone_tells_no_pace() {
        let (one, other) = (taps(1, &[60]), taps(100, &[62, 64]));
        assert_eq!(align(&one, &other, within_ms(&one, &other, 0)), [], "half of two seconds");
        assert_eq!(align(&one, &other, within_ms(&one, &other, 6_000)), [(0, 0)]);
    }

    #[test]
    fn what_was_kept_is_no_difference() {
        let (one, other) = (taps(1, &[0, 60, 120]), taps(100, &[0, 120]));
        assert_eq!(compare(&one, &other, ALWAYS, 0, |_| false).2.len(), 3);
        assert_eq!(compare(&one, &other, ALWAYS, 0, |lap| lap.as_u128() == 2).2, []);
    }

    #[test]
    fn only_the_time_in_which_both_counted_is_compared() {
        let (one, other) = (taps(1, &[0, 60, 120, 180, 240]), taps(100, &[121, 181]));
        let of = |taps: &[Tap]| (taps[0].at, taps[taps.len() - 1].at);
        let both = span(of(&one), of(&other), false);
        assert_eq!(compare(&one, &other, both, 0, |_| false), (2, 2, Vec::new()), "it came later, and is about to tap");
        let over = span(of(&one), of(&other), true);
        let (counted, with, rows) = compare(&one, &other, over, 0, |_| false);
        assert_eq!((counted, with, rows.len()), (3, 2, 2), "the last lap, after the one before it");
    }

    #[test]
    fn taps_for_another_number_of_laps_are_not_the_same() {
        let (one, mut other) = (taps(1, &[0, 60]), taps(100, &[0, 60]));
        other[1].laps = 2;
        assert_eq!(align(&one, &other, 30_000), [(0, 0)]);
    }

    fn tally(first: u128) -> impl Strategy<Value = Vec<Tap>> {
        proptest::collection::vec(0_i64..600, 0..40).prop_map(move |mut moments| {
            moments.sort_unstable();
            taps(first, &moments)
        })
    }

    /// As many pairs as there can be, by the plain rule.
    fn most(one: &[Tap], other: &[Tap], within_ms: i64) -> usize {
        let mut best = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 1..=one.len() {
            for j in 1..=other.len() {
                let near = one[i - 1].at.since_ms(other[j - 1].at).abs() <= within_ms;
                best[i][j] = best[i - 1][j].max(best[i][j - 1]).max(best[i - 1][j - 1] + usize::from(near));
            }
        }
        best[one.len()][other.len()]
    }

    proptest! {
        #[test]
        fn none_is_matched_twice_and_order_is_kept(one in tally(1), other in tally(1_000), within_s in 0_i64..90) {
            let pairs = align(&one, &other, within_s * 1_000);
            for two in pairs.windows(2) {
                prop_assert!(two[0].0 < two[1].0 && two[0].1 < two[1].1);
            }
            for (i, j) in &pairs {
                prop_assert!(one[*i].at.since_ms(other[*j].at).abs() <= within_s * 1_000);
            }
            prop_assert_eq!(pairs.len(), most(&one, &other, within_s * 1_000));
        }

        #[test]
        fn equal_tallies_do_not_differ(one in tally(1)) {
            prop_assert_eq!(compare(&one, &one, ALWAYS, 0, |_| false).2, []);
        }

        #[test]
        fn every_tap_is_matched_or_a_difference(one in tally(1), other in tally(1_000)) {
            let matched = align(&one, &other, within_ms(&one, &other, 0)).len();
            let (.., rows) = compare(&one, &other, ALWAYS, 0, |_| false);
            let only = rows.iter().filter(|row| row.only().is_some()).count();
            prop_assert_eq!(only, one.len() + other.len() - 2 * matched);
        }

        /// Two helpers who both see every lap, each with a hand of their own: nothing is left over.
        #[test]
        fn whoever_sees_the_same_laps_has_the_same(
            laps in proptest::collection::vec((40_i64..80, -9_i64..9), 2..60),
        ) {
            let mut now = 0;
            let (mut one, mut other) = (Vec::new(), Vec::new());
            for (lap, off) in laps {
                now += lap;
                one.push(now);
                other.push(now + off);
            }
            prop_assert_eq!(compare(&taps(1, &one), &taps(1_000, &other), ALWAYS, 0, |_| false).2, []);
        }

        /// Settling one difference raises no other.
        #[test]
        fn what_is_settled_is_gone(one in tally(1), other in tally(1_000), no in any::<proptest::sample::Index>()) {
            let (.., rows) = compare(&one, &other, ALWAYS, 0, |_| false);
            let all: Vec<_> = rows.iter().filter_map(TallyRow::only).collect();
            prop_assume!(!all.is_empty());
            let gone = all[no.index(all.len())].lap;
            let within = within_ms(&one, &other, 0);
            let without = |taps: &[Tap]| taps.iter().filter(|tap| tap.lap != gone).copied().collect::<Vec<_>>();
            let before = align(&one, &other, within).len();
            prop_assert_eq!(align(&without(&one), &without(&other), within).len(), before);
        }
    }
}
