//! A rehearsal: made-up swimmers come to the wall of a station, so that helpers learn to count before it matters, and are
//! told afterwards what they missed.
//!
//! The swimmers are made from a seed alone. Two tablets of a lane see the same ones, and nothing has to be sent.

use crate::{
    Bib, Metres, Timestamp,
    counters::guard_ms,
    event::Sport,
    tallies::{Tap, align},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How much longer or shorter than usual one lap of a swimmer may be, in per mille.
const JITTER_PER_MILLE: u64 = 60;
/// After how many laps one is followed by a rest, on average.
const REST_AFTER_LAPS: u64 = 14;
/// How long a rest is, in milliseconds: from the shortest, and how much longer it may be.
const REST_MS: (u64, u64) = (25_000, 45_000);
/// Of how many pairs of neighbours one swims in the other's wake.
const WAKE_OF_PAIRS: u64 = 3;
/// By how much the one behind comes later to the wall, in milliseconds: close enough that both want a tap at once.
const WAKE_MS: (u64, u64) = (500, 1_400);
/// How late a tap may be to be one of a touch, in milliseconds, where half a lap is longer than that.
const LATE_MS_MAX: i64 = 12_000;
/// Most swimmers that are put into one lane: more cards than that nobody learns from.
pub const SWIMMERS_PER_LANE_MAX: u32 = 8;

/// First names of made-up swimmers; with a letter for the last name they are nobody's.
#[rustfmt::skip]
const NAMES: [&str; 26] = [
    "Ava", "Bruno", "Clara", "Dario", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jakob", "Kaja", "Leon", "Mina", "Nils",
    "Olga", "Paul", "Quinn", "Rita", "Sami", "Tilda", "Umut", "Vera", "Willi", "Xenia", "Yann", "Zita",
];

/// The name of the made-up swimmer of that number, from 0: each number another one.
pub fn name(no: usize) -> String {
    let letter = char::from(b'A'.saturating_add(u8::try_from(no / NAMES.len() % 26).unwrap_or(0)));
    format!("{} {letter}.", NAMES[no % NAMES.len()])
}

/// Numbers that look like chance and follow from a seed: the generator known as SplitMix64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another one, which is not none.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn within(&mut self, (least, more): (u64, u64)) -> i64 {
        i64::try_from(least + self.below(more)).unwrap_or(0)
    }
}

/// How long a lap takes at an easy pace, in milliseconds.
fn easy_lap_ms(sport: Sport, lap: Metres) -> i64 {
    // Millimetres in a second.
    let pace = match sport {
        Sport::Swim => 950,
        Sport::Run => 2_900,
        Sport::Race => 9_000,
    };
    (lap.mm().saturating_mul(1_000) / pace).clamp(4_000, 600_000)
}

/// A swimmer who is not there. As an iterator, the moments at which the wall is touched.
#[derive(Debug, Clone)]
pub struct Swimmer {
    chance: Chance,
    lap_ms: i64,
    at: Timestamp,
    /// In whose wake: those touches, and by how much later these are.
    wake: Option<Chance>,
}

impl Swimmer {
    /// The one with a bib, in the water since a moment; always the same for a seed.
    pub fn new(seed: u64, bib: Bib, since: Timestamp, sport: Sport, lap: Metres) -> Self {
        let bib = u64::from(bib.get());
        // The pair that this one belongs to, and whether it swims as one.
        let leader = bib & !1;
        let swims_in_wake = bib % 2 == 1 && Chance(seed ^ leader.rotate_left(17)).next().is_multiple_of(WAKE_OF_PAIRS);
        let own = if swims_in_wake { leader } else { bib };
        let mut chance = Chance(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ own.rotate_left(32));
        let easy = easy_lap_ms(sport, lap);
        // From three quarters of the easy lap to one and a quarter.
        let spread = chance.below(501);
        let lap_ms = easy.saturating_mul(750 + i64::try_from(spread).unwrap_or(0)) / 1_000;
        // They did not all jump in at the same moment.
        let first = i64::try_from(chance.below(u64::try_from(lap_ms).unwrap_or(1))).unwrap_or(0);
        let wake = swims_in_wake.then(|| Chance(seed ^ bib.rotate_left(48)));
        Self { chance, lap_ms, at: since.plus_ms(first / 2), wake }
    }

    /// How long a lap usually takes, in milliseconds.
    pub fn lap_ms(&self) -> i64 {
        self.lap_ms
    }
}

impl Iterator for Swimmer {
    type Item = Timestamp;

    fn next(&mut self) -> Option<Timestamp> {
        let jitter = i64::try_from(self.chance.below(2 * JITTER_PER_MILLE + 1)).unwrap_or(0)
            - i64::try_from(JITTER_PER_MILLE).unwrap_or(0);
        let rest = if self.chance.below(REST_AFTER_LAPS) == 0 { self.chance.within(REST_MS) } else { 0 };
        self.at = self.at.plus_ms(self.lap_ms + self.lap_ms * jitter / 1_000);
        let touch = self.at.plus_ms(self.wake.as_mut().map_or(0, |wake| wake.within(WAKE_MS)));
        self.at = self.at.plus_ms(rest);
        Some(touch)
    }
}

/// How far a swimmer is from the wall between two touches, in per mille: 0 at it, 1,000 at the far end.
pub fn far_per_mille(from: Timestamp, to: Timestamp, now: Timestamp) -> u16 {
    let whole = to.since_ms(from).max(1);
    let done = now.since_ms(from).clamp(0, whole);
    let far = if done * 2 > whole { whole - done } else { done };
    u16::try_from(far * 2_000 / whole).unwrap_or(1_000)
}

/// Something that happened at the wall, or on the tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Whose.
    pub bib: Bib,
    /// When.
    pub at: Timestamp,
}

/// What a helper tapped, held against what was played.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Touches that were tapped.
    pub right: usize,
    /// Touches that were not.
    pub missed: Vec<Moment>,
    /// Taps beside another one of the same touch.
    pub doubled: Vec<Moment>,
    /// Taps for somebody who was not at the wall.
    pub wrong: Vec<Moment>,
    /// How long after the touch the middle one of the right taps came, in milliseconds.
    pub delay_ms: Option<i64>,
}

impl Report {
    /// How many touches were played.
    pub fn touches(&self) -> usize {
        self.right + self.missed.len()
    }
}

/// Holds taps against touches, player by player. A touch that is not yet `over` for longer than a tap may be late is not
/// missed: its tap may be on its way.
pub fn compare(played: &[Moment], tapped: &[Moment], sport: Sport, lap: Metres, now: Timestamp) -> Report {
    let late_ms = (easy_lap_ms(sport, lap) / 2).min(LATE_MS_MAX);
    let guard = guard_ms(sport, lap);
    let mut by_bib: BTreeMap<Bib, (Vec<Tap>, Vec<Tap>)> = BTreeMap::new();
    let tap = |moment: &Moment| Tap { lap: Uuid::nil(), at: moment.at, laps: 1 };
    for touch in played {
        by_bib.entry(touch.bib).or_default().0.push(tap(touch));
    }
    for one in tapped {
        by_bib.entry(one.bib).or_default().1.push(tap(one));
    }
    let mut report = Report::default();
    let mut delays = Vec::new();
    for (bib, (mut touches, mut taps)) in by_bib {
        touches.sort_by_key(|touch| touch.at);
        taps.sort_by_key(|tap| tap.at);
        let pairs = align(&touches, &taps, late_ms);
        let moment = |tap: &Tap| Moment { bib, at: tap.at };
        report.right += pairs.len();
        delays.extend(pairs.iter().map(|(touch, tap)| taps[*tap].at.since_ms(touches[*touch].at)));
        let is_due = |touch: &Tap| now.since_ms(touch.at) > late_ms;
        let missed = touches.iter().enumerate().filter(|(no, _)| !pairs.iter().any(|(touch, _)| touch == no));
        report.missed.extend(missed.map(|(_, touch)| touch).filter(|touch| is_due(touch)).map(moment));
        for (_, extra) in taps.iter().enumerate().filter(|(no, _)| !pairs.iter().any(|(_, tap)| tap == no)) {
            let beside = |(_, tap): &(usize, usize)| taps[*tap].at.since_ms(extra.at).saturating_abs() <= guard;
            let list = if pairs.iter().any(beside) { &mut report.doubled } else { &mut report.wrong };
            list.push(moment(extra));
        }
    }
    delays.sort_unstable();
    report.delay_ms = delays.get(delays.len() / 2).copied();
    for list in [&mut report.missed, &mut report.doubled, &mut report.wrong] {
        list.sort_by_key(|moment| (moment.at, moment.bib));
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    const T0: Timestamp = Timestamp::from_ms(1_800_000_000_000);

    fn bib(n: i64) -> Bib {
        Bib::new(n).unwrap()
    }

    fn at(s: i64) -> Timestamp {
        T0.plus_ms(s * 1_000)
    }

    fn swimmer(seed: u64, n: i64) -> Swimmer {
        Swimmer::new(seed, bib(n), T0, Sport::Swim, Metres::from_mm(50_000))
    }

    fn moments(n: i64, seconds: &[i64]) -> Vec<Moment> {
        seconds.iter().map(|s| Moment { bib: bib(n), at: at(*s) }).collect()
    }

    fn report(played: &[Moment], tapped: &[Moment]) -> Report {
        compare(played, tapped, Sport::Swim, Metres::from_mm(50_000), at(10_000))
    }

    #[test]
    fn a_seed_makes_the_same_swimmers_each_with_a_pace_of_their_own() {
        let touches: Vec<Timestamp> = swimmer(7, 4).take(50).collect();
        assert_eq!(touches, swimmer(7, 4).take(50).collect::<Vec<_>>());
        assert_ne!(touches, swimmer(8, 4).take(50).collect::<Vec<_>>());
        let paces: HashSet<i64> = (0..20).map(|n| swimmer(7, 2 * n + 2).lap_ms()).collect();
        assert!(paces.len() > 15, "{paces:?}");
    }

    #[test]
    fn some_neighbours_come_to_the_wall_together() {
        let together = |seed: u64| {
            let (one, other) = (swimmer(seed, 2).nth(9), swimmer(seed, 3).nth(9));
            let apart = other.unwrap().since_ms(one.unwrap());
            (500..2_000).contains(&apart)
        };
        let pairs = (0..300).filter(|seed| together(*seed)).count();
        assert!((60..140).contains(&pairs), "{pairs} of 300");
    }

    #[test]
    fn names_are_made_up_and_differ() {
        let names: HashSet<String> = (0..200).map(name).collect();
        assert_eq!(names.len(), 200);
        assert_eq!((name(0), name(27)), ("Ava A.".to_owned(), "Bruno B.".to_owned()));
    }

    #[test]
    fn a_swimmer_goes_to_the_far_end_and_comes_back() {
        let far = [0, 15, 30, 45, 60, 90].map(|s| far_per_mille(at(0), at(60), at(s)));
        assert_eq!(far, [0, 500, 1_000, 500, 0, 0]);
        assert_eq!(far_per_mille(at(5), at(5), at(9)), 0);
    }

    #[test]
    fn taps_are_held_against_touches() {
        let played = [moments(7, &[60, 120, 180]), moments(8, &[61, 125])].concat();
        let tapped = [moments(7, &[61, 123, 125]), moments(8, &[62, 126]), moments(9, &[100])].concat();
        let found = report(&played, &tapped);
        assert_eq!((found.right, found.touches(), found.delay_ms), (4, 5, Some(1_000)));
        assert_eq!(found.missed, moments(7, &[180]));
        assert_eq!(found.doubled, moments(7, &[125]));
        assert_eq!(found.wrong, moments(9, &[100]));
    }

    #[test]
    fn what_has_just_been_touched_is_not_missed_yet() {
        let early = |now: i64| compare(&moments(7, &[60]), &[], Sport::Swim, Metres::from_mm(50_000), at(now));
        assert_eq!((early(61).missed.len(), early(90).missed.len()), (0, 1));
    }

    proptest! {
        #[test]
        fn laps_are_plausible(seed in any::<u64>(), n in 1_i64..999_999, mm in 1_000_i64..100_000_000, no in 0..3_usize) {
            let lap = Metres::from_mm(mm);
            let swimmer = Swimmer::new(seed, bib(n), T0, Sport::ALL[no], lap);
            let least = swimmer.lap_ms() * 9 / 10 - 1_500;
            let touches: Vec<Timestamp> = swimmer.take(60).collect();
            prop_assert!(touches[0] > T0);
            for two in touches.windows(2) {
                let gap = two[1].since_ms(two[0]);
                prop_assert!(gap >= least.max(1), "{gap} < {least}");
                prop_assert!(gap <= 900_000 + 72_000);
            }
        }

        #[test]
        fn whoever_taps_each_touch_once_did_all_right(
            seed in any::<u64>(), first in 1_i64..5_000, delays in proptest::collection::vec(0_i64..4_000, 40),
        ) {
            let touches = |n: i64| swimmer(seed, n).take(20).map(move |at| Moment { bib: bib(n), at });
            let played: Vec<Moment> = touches(first).chain(touches(first + 1)).collect();
            let late = |(touch, delay): (&Moment, i64)| Moment { at: touch.at.plus_ms(delay), ..*touch };
            let tapped: Vec<Moment> = played.iter().zip(delays).map(late).collect();
            let found = report(&played, &tapped);
            prop_assert_eq!((found.right, found.missed.len(), found.doubled.len(), found.wrong.len()), (40, 0, 0, 0));
        }

        #[test]
        fn every_touch_and_every_tap_is_told_of_once(
            played in proptest::collection::vec((1_i64..4, 0_i64..2_000), 0..40),
            tapped in proptest::collection::vec((1_i64..4, 0_i64..2_000), 0..40),
        ) {
            let all = |list: &[(i64, i64)]| list.iter().flat_map(|(n, s)| moments(*n, &[*s])).collect::<Vec<_>>();
            let found = report(&all(&played), &all(&tapped));
            prop_assert_eq!(found.touches(), played.len());
            prop_assert_eq!(found.right + found.doubled.len() + found.wrong.len(), tapped.len());
        }
    }
}
