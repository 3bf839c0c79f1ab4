//! Who is overdue in the water: a safety alarm, and no question of counting.
//!
//! It goes by when somebody was last seen, which is their last lap or a person's word, and by how long a lap usually takes
//! them; on their first laps by how long it takes the others of the lane, and before anybody swam one, by how long the
//! slowest would need. The same rule holds on a station's tablet, with the taps that it has, and on the server, with the
//! laps that have arrived there. It replaces no lifeguard: it sees taps, not people.
//!
//! The bounds in milliseconds matter more than the shares: somebody who is in trouble has minutes, however slow they swim,
//! and an alarm that rings for every stop at the wall is switched off.

use crate::{Metres, Timestamp, expected::Pace, water::Says, water::Word};
use serde::{Deserialize, Serialize};

// The thresholds, each with its reason.

/// How long after the usual time the alarm rises, in per cent of that time. One tap that was missed shows as twice the
/// usual time, and the next tap follows it: at two and a half times the usual it cannot be that alone. In a recorded race of
/// 24 hours, played at laps of a minute and with one tap in a hundred dropped, it rings 1.7 times an hour in a lane of ten;
/// at three times the usual it would be 0.8, and half a lap later.
pub const LATE_PERCENT: i64 = 150;
/// The same where only the lane's pace is known, in per cent: people of one lane differ by half, and whoever has just come
/// in starts slowly.
pub const LATE_BY_LANE_PERCENT: i64 = 200;
/// How long after the usual time at the soonest, in milliseconds: a word at the wall, goggles, a turn that was too crowded.
pub const LATE_MS_MIN: i64 = 45_000;
/// How long after the usual time at the latest, in milliseconds: whoever swims slowly has no more time than others. From
/// here on a share would only be patient.
pub const LATE_MS_MAX: i64 = 180_000;
/// How fast the slowest swim, in millimetres a second: a beginner with a float. No lap is taken to last longer than it
/// does at this speed, whatever the taps say: a pace made of missed taps must not put an alarm off.
pub const SLOWEST_MM_PER_S: i64 = 300;
/// How long an alarm may stay without an answer at the station before it rises at the desks, in milliseconds: time to look
/// along the lane twice and to press a button.
pub const UNANSWERED_MS: i64 = 60_000;

/// How long the slowest need for what one tap stands for, in milliseconds.
pub fn slowest_ms(lap_length: Metres, laps_per_tap: u32) -> i64 {
    let metres_mm = lap_length.mm().max(1).saturating_mul(i64::from(laps_per_tap.max(1)));
    (metres_mm.saturating_mul(1_000) / SLOWEST_MM_PER_S).max(1)
}

/// Somebody in the water while the clock runs, with all that is known of when they were seen.
#[derive(Debug, Clone, Copy)]
pub struct Watched<'w> {
    /// Their laps.
    pub pace: &'w Pace,
    /// When they came in, or the clock began to run, whichever was later.
    pub from: Timestamp,
    /// The lane's lap time, in milliseconds, if anybody has one.
    pub lane_ms: Option<i64>,
    /// How long the slowest need, as [`slowest_ms`] says.
    pub slowest_ms: i64,
    /// What was last said of them; whoever came back from a break was seen then.
    pub word: Option<Word>,
    /// Whether they are on a break: nobody waits for them.
    pub rests: bool,
}

/// An alarm about somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overdue {
    /// When they were last seen: a lap, a person's word, or when they came in.
    pub last_seen: Timestamp,
    /// How long a lap usually takes, in milliseconds.
    pub usual_ms: i64,
    /// When the alarm rises, or rose.
    pub since: Timestamp,
}

impl Watched<'_> {
    /// When the alarm rises if nothing is heard until then; none for whoever is on a break or out of the water, or needs
    /// help already.
    pub fn alarm(&self) -> Option<Overdue> {
        if self.rests {
            return None;
        }
        let word = self.word.filter(|word| word.at >= self.from);
        let mut pace = self.pace.clone();
        match word {
            Some(Word { says: Says::Help, .. }) => return None,
            // Whoever was tapped since is in the water again.
            Some(Word { says: Says::Out, at }) if pace.last().is_none_or(|last| last <= at) => return None,
            Some(word) => pace.rest(word.at),
            None => {}
        }
        let own = pace.lap_ms().is_some();
        let due = pace.due(self.from, Some(self.lane_ms.unwrap_or(self.slowest_ms)))?;
        let usual_ms = due.lap_ms.clamp(1, self.slowest_ms.max(1));
        let share = if own { LATE_PERCENT } else { LATE_BY_LANE_PERCENT };
        let late_ms = (usual_ms.saturating_mul(share) / 100).clamp(LATE_MS_MIN, LATE_MS_MAX);
        Some(Overdue { last_seen: due.from, usual_ms, since: due.from.plus_ms(usual_ms).plus_ms(late_ms) })
    }

    /// The alarm, if it has risen.
    pub fn overdue(&self, now: Timestamp) -> Option<Overdue> {
        self.alarm().filter(|alarm| alarm.since <= now)
    }
}

impl Overdue {
    /// Whether it has stayed without an answer for so long that the desks have to hear of it.
    pub fn is_unanswered(self, now: Timestamp) -> bool {
        now.since_ms(self.since) >= UNANSWERED_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SLOWEST: i64 = 166_666;

    fn s(s: i64) -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000 + s * 1_000)
    }

    /// Laps at these seconds, by somebody who came in at 0.
    fn laps(seconds: &[i64]) -> Pace {
        let mut pace = Pace::default();
        pace.start(&seconds.iter().map(|at| s(*at)).collect::<Vec<_>>(), s(0));
        pace
    }

    fn watched(pace: &Pace) -> Watched<'_> {
        Watched { pace, from: s(0), lane_ms: None, slowest_ms: SLOWEST, word: None, rests: false }
    }

    fn says(says: Says, at: i64) -> Word {
        Word { says, at: s(at) }
    }

    /// When the alarm rises, in seconds.
    fn rises(watched: Watched<'_>) -> Option<i64> {
        watched.alarm().map(|alarm| alarm.since.since_ms(s(0)) / 1_000)
    }

    #[test]
    fn the_slowest_need_minutes_for_a_lap() {
        assert_eq!(slowest_ms(Metres::from_mm(50_000), 1), SLOWEST);
        assert_eq!(slowest_ms(Metres::from_mm(25_000), 4), 2 * SLOWEST + 1);
    }

    #[test]
    fn by_the_own_pace_the_alarm_rises_at_two_and_a_half_laps() {
        let pace = laps(&[60, 120, 180, 240]);
        assert_eq!(rises(watched(&pace)), Some(240 + 60 + 90));
        assert_eq!(watched(&pace).overdue(s(389)), None);
        let alarm = watched(&pace).overdue(s(390)).unwrap();
        assert_eq!((alarm.last_seen, alarm.usual_ms), (s(240), 60_000));
        assert!(!alarm.is_unanswered(s(449)) && alarm.is_unanswered(s(450)));
    }

    #[test]
    fn neither_a_quick_nor_a_slow_pace_moves_it_beyond_the_bounds() {
        assert_eq!(rises(watched(&laps(&[10, 20, 30, 40]))), Some(40 + 10 + 45), "a word at the wall");
        assert_eq!(rises(watched(&laps(&[150, 300, 450]))), Some(450 + 150 + 180), "three minutes are enough");
        let of_missed_taps = laps(&[600, 1_200, 1_800]);
        assert_eq!(rises(watched(&of_missed_taps)), Some(1_800 + 166 + 180), "nobody swims that slowly");
    }

    #[test]
    fn the_lanes_pace_holds_on_the_first_laps_and_the_slowest_before_any() {
        let first = laps(&[60]);
        let lane = Watched { lane_ms: Some(50_000), ..watched(&first) };
        assert_eq!(rises(lane), Some(60 + 50 + 100));
        assert_eq!(rises(watched(&first)), Some(60 + 166 + 180));
        assert_eq!(rises(watched(&laps(&[]))), Some(166 + 180));
    }

    #[test]
    fn a_start_or_a_pause_begins_anew() {
        let pace = laps(&[60, 120, 180]);
        assert_eq!(rises(Watched { from: s(1_000), ..watched(&pace) }), Some(1_000 + 60 + 90));
    }

    #[test]
    fn nobody_waits_for_whoever_is_on_a_break() {
        let pace = laps(&[60, 120, 180]);
        assert_eq!(rises(Watched { rests: true, ..watched(&pace) }), None);
    }

    #[test]
    fn a_word_quiets_it_for_as_long_as_it_holds() {
        let pace = laps(&[60, 120, 180]);
        let with = |word| Watched { word, ..watched(&pace) };
        assert_eq!(rises(with(Some(says(Says::Seen, 320)))), Some(320 + 60 + 90));
        assert_eq!(rises(with(Some(says(Says::Clear, 320)))), Some(320 + 60 + 90));
        assert_eq!(rises(with(Some(says(Says::Seen, 100)))), rises(with(None)), "the lap after it says more");
        assert_eq!(rises(with(Some(says(Says::Out, 320)))), None);
        assert_eq!(rises(with(Some(says(Says::Out, 170)))), rises(with(None)), "tapped since, so in the water again");
        assert_eq!(rises(with(Some(says(Says::Help, 320)))), None, "that is an alarm of its own");
        let later = Watched { from: s(400), ..with(Some(says(Says::Out, 320))) };
        assert_eq!(rises(later), Some(400 + 60 + 90), "a word from before the pause is over");
    }

    proptest! {
        #[test]
        fn whoever_is_not_seen_is_missed_in_time(
            gaps in proptest::collection::vec(1_i64..2_000, 0..12),
            lane in proptest::option::of(1_i64..5_000_000),
            word in proptest::option::of(0_i64..20_000),
        ) {
            let mut at = 0;
            let moments: Vec<i64> = gaps.iter().map(|gap| { at += gap; at }).collect();
            let pace = laps(&moments);
            let word = word.map(|at| says(Says::Seen, at));
            let watched = Watched { lane_ms: lane, word, ..watched(&pace) };
            let alarm = watched.alarm().unwrap();
            let seen = [Some(s(0)), pace.last(), word.map(|word| word.at)].into_iter().flatten().max().unwrap();
            prop_assert_eq!(alarm.last_seen, seen);
            prop_assert!(alarm.since >= seen.plus_ms(LATE_MS_MIN), "never at once");
            prop_assert!(alarm.since <= seen.plus_ms(SLOWEST + LATE_MS_MAX), "never later than the slowest need");
            prop_assert_eq!(watched.overdue(alarm.since.plus_ms(-1)), None);
            prop_assert_eq!(watched.overdue(alarm.since), Some(alarm));
            let answered = Watched { word: Some(Word { says: Says::Seen, at: alarm.since }), ..watched };
            prop_assert_eq!(answered.overdue(alarm.since), None, "an answer ends it");
        }
    }
}
