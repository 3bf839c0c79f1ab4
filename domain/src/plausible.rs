//! Whether a player's laps are plausible, judged by nothing but the player's own: a tap that comes impossibly soon was
//! probably a double one, a gap of about two or three laps probably hides one or two that nobody tapped.
//!
//! It only raises questions. Nothing here changes a lap, and a suspicion is no alarm: whether somebody is overdue in the
//! water is another matter with other thresholds.
//!
//! The pace that a gap is held against is the median of the gaps on both sides of it. The later ones matter: where a
//! whole field slows down, the first slow lap looks like a missed one until the next laps are just as slow. So a double
//! tap is told at once, and a missed one three laps later, or when the player has stopped.

use crate::{Bib, Timestamp, ids::LaneId};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use uuid::Uuid;

// The thresholds, found with `bench plausible` on the recorded race of 24 hours, with 1 % of the laps dropped and 1 %
// doubled. Its pit stops are the breaks of a swim, its slow zones those of a crowded lane.

/// Gaps before the one in question that tell the pace. With more of them the pace lags behind a change for longer: five
/// on each side raised four times as many false alarms in a race of 6 hours with several slow zones, and found less.
pub const PACE_BEFORE: usize = 3;
/// Gaps after it, as many as before, so that half of them are on the far side of any change.
pub const PACE_AFTER: usize = 3;
/// Fewer gaps than these around the one in question tell nothing: of three, one may be wrong itself. They are all that
/// there is at the beginning and at the end.
pub const PACE_GAPS_MIN: usize = 3;
/// A tap after less than this share of the usual time is too soon, in per cent. The quickest true lap after a slow zone
/// took 40 % of the ones before it; two taps for one lap lie seconds apart.
pub const SOON_PERCENT: i64 = 35;
/// From this share of the usual time on a lap is missing, in per cent. A lap with a short stop takes up to 150 %; a lap
/// that was missed while the next one was quick shows as less than 200 %.
pub const MISSED_PERCENT_MIN: i64 = 165;
/// From this share on it was a break and not taps that were missed, in per cent: somebody who misses three in a row has
/// left the lane, and so, as a rule, has the swimmer.
pub const MISSED_PERCENT_MAX: i64 = 350;
/// A gap with a missing lap is longer than the gaps right before and right after it by this share, in per cent: a
/// slow lap among slow laps is none.
pub const STANDS_OUT_PERCENT: i64 = 120;
/// The gap beside it counts for no more than this share of the usual time there, in per cent: a break or another missed
/// lap next to it must not hide it.
pub const NEIGHBOUR_PERCENT_MAX: i64 = 160;
/// Most laps that are proposed for one gap; what is longer is a break by [`MISSED_PERCENT_MAX`].
pub const MISSED_TAPS_MAX: i64 = 2;

/// Something that happened to a player at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The player was placed, moved or let go, or the clock stood still: a gap over it is a break.
    Break,
    /// A person added laps by hand; the gap over it holds so many more.
    Added(u32),
    /// A lap that counts.
    Lap {
        /// Its id.
        id: Uuid,
        /// Laps that it stands for.
        laps: u32,
        /// Somebody looked at it and kept it: it is not raised again.
        kept: bool,
    },
}

/// What is wrong with a lap, probably.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Doubt {
    /// Impossibly soon after the one before: a double tap.
    Soon,
    /// About two or three times the usual after the one before: one or two were not tapped.
    Missed {
        /// When they probably were, evenly between the two. `at` is when the lap was counted, beside it in the same object.
        #[serde(rename = "missing_at")]
        at: Vec<Timestamp>,
        /// Laps that each of them stands for.
        laps: u32,
    },
}

/// A lap that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suspicion {
    /// The lap; of a missed one that which came after the gap.
    pub lap: Uuid,
    /// When it was counted.
    pub at: Timestamp,
    /// Time since the lap before, in milliseconds.
    pub gap_ms: i64,
    /// The usual time for as many laps, in milliseconds.
    pub usual_ms: i64,
    /// What is probably wrong.
    #[serde(flatten)]
    pub doubt: Doubt,
}

/// A lap that somebody should look at, as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LapReview {
    /// The player's bib.
    pub bib: Bib,
    /// The player's full name.
    pub name: String,
    /// The lane it was counted at, by its name now; the label that was sent where no lane of that name is known.
    pub lane: Option<String>,
    /// That lane's id, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane_id: Option<LaneId>,
    /// What is suspicious about it.
    #[serde(flatten)]
    pub suspicion: Suspicion,
}

/// What a person answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewAnswer {
    /// All is as it should be: it is not raised again.
    Keep,
    /// The lap was none.
    TakeBack,
    /// The laps that are missing are added at the proposed times.
    AddMissing,
}

/// A gap between two laps.
#[derive(Debug, Clone, Copy)]
struct Gap {
    id: Uuid,
    from: Timestamp,
    to: Timestamp,
    /// Laps in it, those added by hand included.
    laps: u32,
    /// Time for one of them, in milliseconds.
    lap_ms: i64,
    kept: bool,
}

impl Gap {
    fn suspicion(&self, pace_ms: i64, doubt: Doubt) -> Suspicion {
        Suspicion {
            lap: self.id,
            at: self.to,
            gap_ms: between(self.from, self.to),
            usual_ms: pace_ms.saturating_mul(i64::from(self.laps)),
            doubt,
        }
    }

    /// Laps that are missing in it, spread evenly.
    fn missed(&self, pace_ms: i64) -> Doubt {
        let taps = self.lap_ms.saturating_add(pace_ms / 2) / pace_ms - 1;
        let taps = taps.clamp(1, MISSED_TAPS_MAX);
        let part = between(self.from, self.to) / (taps + 1);
        Doubt::Missed { at: (1..=taps).map(|n| self.from.plus_ms(part * n)).collect(), laps: self.laps }
    }
}

/// Watches the laps of one player as they come, in the order of their moments. A few gaps are all that it keeps, so
/// that a station can have one for everybody in its lane.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    /// The last lap.
    last: Option<Timestamp>,
    broken: bool,
    added: u32,
    /// Gaps that were judged and tell the pace, then those that wait for later ones.
    gaps: VecDeque<Gap>,
    judged: usize,
}

impl Watch {
    /// Takes in what came next; says what is suspicious now: this lap if it came too soon, or an earlier one.
    pub fn push(&mut self, at: Timestamp, mark: Mark) -> Option<Suspicion> {
        let (id, laps, kept) = match mark {
            Mark::Break => {
                self.broken = true;
                return None;
            }
            Mark::Added(laps) => {
                self.added = self.added.saturating_add(laps);
                return None;
            }
            Mark::Lap { id, laps, kept } => (id, laps.max(1), kept),
        };
        let Some(from) = self.last.filter(|_| !self.broken) else {
            (self.last, self.broken, self.added) = (Some(at), false, 0);
            return None;
        };
        let alone = gap(id, (from, at), laps, kept);
        if let Some(pace) = self.pace_so_far().filter(|pace| !kept && is_soon(alone.lap_ms, *pace)) {
            // The pace goes on from the first of the two.
            return Some(alone.suspicion(pace, Doubt::Soon));
        }
        let all = laps.saturating_add(std::mem::take(&mut self.added));
        self.gaps.push_back(gap(id, (from, at), all, kept));
        self.last = Some(at.max(from));
        if self.gaps.len() - self.judged > PACE_AFTER { self.judge_next() } else { None }
    }

    /// Judges what still waits for later laps by those that there are, once no more will come.
    pub fn finish(&mut self) -> Vec<Suspicion> {
        let mut found = Vec::new();
        while self.judged < self.gaps.len() {
            found.extend(self.judge_next());
        }
        found
    }

    /// The pace by the last gaps alone.
    fn pace_so_far(&self) -> Option<i64> {
        let recent = self.gaps.iter().rev().take(PACE_BEFORE).map(|gap| gap.lap_ms);
        median(recent.collect(), PACE_BEFORE)
    }

    /// Judges the first gap that waits, and forgets one that tells the pace no more.
    fn judge_next(&mut self) -> Option<Suspicion> {
        let found = self.judge(self.judged);
        self.judged += 1;
        if self.judged > PACE_BEFORE {
            self.gaps.pop_front();
            self.judged -= 1;
        }
        found
    }

    fn judge(&self, no: usize) -> Option<Suspicion> {
        let gap = self.gaps.get(no).filter(|gap| !gap.kept)?;
        let beside = |(other, gap): (usize, &Gap)| (other != no).then_some(gap.lap_ms);
        let around = self.gaps.iter().enumerate().take(no + 1 + PACE_AFTER).filter_map(beside);
        let pace = median(around.collect(), PACE_GAPS_MIN)?;
        if is_soon(gap.lap_ms, pace) {
            return Some(gap.suspicion(pace, Doubt::Soon));
        }
        let missed = gap.lap_ms >= percent(pace, MISSED_PERCENT_MIN)
            && gap.lap_ms < percent(pace, MISSED_PERCENT_MAX)
            && [no.checked_sub(1), Some(no + 1)].into_iter().flatten().all(|beside| {
                let beside = self.gaps.get(beside).map_or(0, |gap| gap.lap_ms);
                gap.lap_ms >= percent(beside.min(percent(pace, NEIGHBOUR_PERCENT_MAX)), STANDS_OUT_PERCENT)
            });
        missed.then(|| gap.suspicion(pace, gap.missed(pace)))
    }
}

/// All that is suspicious about one player, in any order of the marks, newest first. `over` says that no more laps will
/// come, so that the last ones are judged by those before them.
pub fn review(mut marks: Vec<(Timestamp, Mark)>, over: bool) -> Vec<Suspicion> {
    // What happened at the moment of a lap happened before it: who is placed as they touch the wall begins there.
    let order = |mark: &Mark| match mark {
        Mark::Break => (0, Uuid::nil()),
        Mark::Added(_) => (1, Uuid::nil()),
        Mark::Lap { id, .. } => (2, *id),
    };
    marks.sort_by_key(|(at, mark)| (*at, order(mark)));
    let mut watch = Watch::default();
    let mut found: Vec<_> = marks.into_iter().filter_map(|(at, mark)| watch.push(at, mark)).collect();
    if over {
        found.extend(watch.finish());
    }
    found.sort_by_key(|suspicion| std::cmp::Reverse((suspicion.at, suspicion.lap)));
    found
}

fn gap(id: Uuid, (from, to): (Timestamp, Timestamp), laps: u32, kept: bool) -> Gap {
    Gap { id, from, to, laps, lap_ms: between(from, to) / i64::from(laps.max(1)), kept }
}

/// Milliseconds between two moments, never less than none.
fn between(from: Timestamp, to: Timestamp) -> i64 {
    to.ms().saturating_sub(from.ms()).max(0)
}

fn is_soon(lap_ms: i64, pace_ms: i64) -> bool {
    lap_ms < percent(pace_ms, SOON_PERCENT)
}

pub(crate) fn percent(ms: i64, percent: i64) -> i64 {
    ms.saturating_mul(percent) / 100
}

/// The median, if there are so many and it is a pace at all.
pub(crate) fn median(mut all: Vec<i64>, least: usize) -> Option<i64> {
    if all.len() < least {
        return None;
    }
    all.sort_unstable();
    let upper = all.get(all.len() / 2)?;
    let lower = all.get((all.len() - 1) / 2)?;
    Some(lower.midpoint(*upper)).filter(|pace| *pace > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const T0: i64 = 1_800_000_000_000;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(T0 + s * 1_000)
    }

    fn id(no: usize) -> Uuid {
        Uuid::from_u128(no as u128 + 1)
    }

    fn laps(moments: &[i64]) -> Vec<(Timestamp, Mark)> {
        let lap = |(no, s): (usize, &i64)| (at(*s), Mark::Lap { id: id(no), laps: 1, kept: false });
        moments.iter().enumerate().map(lap).collect()
    }

    /// Which laps are suspicious, oldest first, and how many are missing before them; none for those too soon.
    fn found(marks: Vec<(Timestamp, Mark)>, over: bool) -> Vec<(i64, usize)> {
        let missing = |doubt: &Doubt| match doubt {
            Doubt::Soon => 0,
            Doubt::Missed { at, .. } => at.len(),
        };
        let all = review(marks, over);
        all.iter().rev().map(|s| (s.at.since_ms(at(0)) / 1_000, missing(&s.doubt))).collect()
    }

    #[test]
    fn a_double_tap_is_told_at_once_and_does_not_change_the_pace() {
        let mut watch = Watch::default();
        for (moment, mark) in laps(&[0, 60, 121, 180]) {
            assert_eq!(watch.push(moment, mark), None);
        }
        let double = watch.push(at(182), Mark::Lap { id: id(9), laps: 1, kept: false }).unwrap();
        let expected = Suspicion { lap: id(9), at: at(182), gap_ms: 2_000, usual_ms: 60_000, doubt: Doubt::Soon };
        assert_eq!(double, expected);
        assert_eq!(found(laps(&[0, 60, 120, 180, 182, 240, 300, 360, 420]), true), [(182, 0)]);
        assert_eq!(found(laps(&[0, 2, 60, 120, 180, 240, 300]), true), [(2, 0)], "before the pace was known");
    }

    #[test]
    fn one_or_two_missed_laps_are_proposed_and_more_are_a_break() {
        let one = laps(&[0, 60, 120, 180, 300, 360, 420, 480]);
        assert_eq!(found(one.clone(), false), [(300, 1)]);
        let Doubt::Missed { at: moments, laps: each } = review(one, false)[0].doubt.clone() else { unreachable!() };
        assert_eq!((moments, each), (vec![at(240)], 1));
        let two = laps(&[0, 60, 120, 180, 360, 420, 480, 540]);
        let Doubt::Missed { at: moments, .. } = review(two, false)[0].doubt.clone() else { unreachable!() };
        assert_eq!(moments, [at(240), at(300)]);
        assert_eq!(found(laps(&[0, 60, 120, 180, 420, 480, 540, 600]), true), []);
    }

    #[test]
    fn the_last_gaps_wait_for_later_laps_until_there_are_none() {
        let marks = laps(&[0, 60, 120, 180, 240, 360, 420]);
        assert_eq!(found(marks.clone(), false), []);
        assert_eq!(found(marks, true), [(360, 1)]);
    }

    #[test]
    fn whoever_slows_down_for_good_missed_nothing() {
        assert_eq!(found(laps(&[0, 60, 120, 180, 300, 420, 540, 660, 780]), true), []);
        assert_eq!(found(laps(&[0, 120, 240, 360, 480, 540, 600, 660, 720]), true), []);
    }

    #[test]
    fn a_gap_over_a_placement_is_a_break() {
        let mut marks = laps(&[0, 60, 120, 180, 300, 360, 420, 480]);
        marks.push((at(250), Mark::Break));
        assert_eq!(found(marks, true), []);
    }

    #[test]
    fn what_was_added_by_hand_or_kept_is_not_raised_again() {
        let marks = laps(&[0, 60, 120, 180, 300, 360, 420, 480, 482]);
        assert_eq!(found(marks.clone(), true), [(300, 1), (482, 0)]);
        let mut mended = marks.clone();
        mended.push((at(240), Mark::Added(1)));
        assert_eq!(found(mended, true), [(482, 0)]);
        let keep = |(at, mark)| match mark {
            Mark::Lap { id, laps, .. } => (at, Mark::Lap { id, laps, kept: true }),
            other => (at, other),
        };
        assert_eq!(found(marks.into_iter().map(keep).collect(), true), []);
    }

    #[test]
    fn a_tap_for_several_laps_is_held_against_as_many() {
        let mut marks = laps(&[0, 60, 120, 180, 300, 360, 420, 480]);
        for (at, mark) in &mut marks {
            let Mark::Lap { id, .. } = *mark else { continue };
            let laps = if *at == self::at(300) { 2 } else { 1 };
            *mark = Mark::Lap { id, laps, kept: false };
        }
        assert_eq!(found(marks, true), [], "the second of two was put in with the next");
        let double = |(at, mark)| match mark {
            Mark::Lap { id, kept, .. } => (at, Mark::Lap { id, laps: 2, kept }),
            other => (at, other),
        };
        let by_two: Vec<_> = laps(&[0, 60, 120, 180, 300, 360, 420, 480]).into_iter().map(double).collect();
        let only = review(by_two, true).remove(0);
        assert_eq!((only.usual_ms, only.doubt), (60_000, Doubt::Missed { at: vec![at(240)], laps: 2 }));
    }

    fn any_mark() -> impl Strategy<Value = (Timestamp, Mark)> {
        let moment = prop_oneof![any::<i64>(), 0i64..1_000_000].prop_map(Timestamp::from_ms);
        let mark = prop_oneof![
            Just(Mark::Break),
            any::<u32>().prop_map(Mark::Added),
            (any::<u128>(), any::<u32>(), any::<bool>()).prop_map(|(id, laps, kept)| Mark::Lap {
                id: Uuid::from_u128(id),
                laps,
                kept
            }),
        ];
        (moment, mark)
    }

    proptest! {
        #[test]
        fn any_marks_in_any_order_never_panic_and_say_the_same(
            marks in proptest::collection::vec(any_mark(), 0..60)
                .prop_flat_map(|marks| (Just(marks.clone()), Just(marks).prop_shuffle())),
            over in any::<bool>(),
        ) {
            let (one, other) = marks;
            let mut watch = Watch::default();
            for (at, mark) in &other { watch.push(*at, *mark); }
            watch.finish();
            let found = review(one, over);
            for suspicion in &found {
                if let Doubt::Missed { at, .. } = &suspicion.doubt {
                    prop_assert!(at.iter().all(|at| *at <= suspicion.at));
                }
            }
            prop_assert_eq!(found, review(other, over));
        }

        #[test]
        fn a_steady_swimmer_is_never_raised(
            pace_ms in 1_000i64..600_000,
            laps in proptest::collection::vec((80i64..=120, 0u8..20), 0..80),
            over in any::<bool>(),
        ) {
            let (mut moment, mut marks) = (T0, Vec::new());
            for (no, (percent, fate)) in laps.into_iter().enumerate() {
                moment += pace_ms * percent / 100;
                // Now and then a break, told or long; whoever rests after every lap has no pace.
                match fate {
                    _ if no % 8 != 7 => {}
                    0..8 => {
                        marks.push((Timestamp::from_ms(moment + 1), Mark::Break));
                        moment += pace_ms * 2;
                    }
                    8..16 => moment += pace_ms * 20,
                    _ => {}
                }
                marks.push((Timestamp::from_ms(moment), Mark::Lap { id: id(no), laps: 1, kept: false }));
            }
            prop_assert_eq!(review(marks, over), []);
        }

        #[test]
        fn what_a_watch_says_on_the_way_is_what_a_review_says_in_the_end(
            gaps in proptest::collection::vec(prop_oneof![Just(60i64), 50i64..70, 0i64..300], 0..60),
        ) {
            let mut moment = 0;
            let moments: Vec<i64> = gaps.into_iter().map(|gap| { moment += gap; moment }).collect();
            let marks = laps(&moments);
            let mut watch = Watch::default();
            let mut said: Vec<_> = marks.iter().filter_map(|(at, mark)| watch.push(*at, *mark)).collect();
            said.extend(watch.finish());
            said.sort_by_key(|s| std::cmp::Reverse((s.at, s.lap)));
            prop_assert_eq!(said, review(marks, true));
        }
    }
}
