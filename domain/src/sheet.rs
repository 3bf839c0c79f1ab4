//! Tally sheets: laps counted on paper while the network or a tablet was away, typed in afterwards.
//!
//! Paper knows how many laps somebody swam between two times of day, and no more. So they are spread evenly over that time,
//! between what was counted in it by other ways.

use crate::{Bib, Problem, Timestamp, ids::LaneId, limits, refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the strokes on a sheet stand for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// All laps of its time: those that are here already are among them.
    #[default]
    Whole,
    /// Only laps that were counted nowhere else.
    Beside,
}

/// How many strokes a player has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetRow {
    /// The player's bib.
    pub bib: Bib,
    /// Strokes; each stands for as many laps as a tap.
    pub strokes: u32,
}

/// A sheet as it is typed in: body of `POST …/sheets`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetInput {
    /// Made where it is typed; a retry carries the same one.
    pub id: Uuid,
    /// The lane it was kept at.
    pub lane: LaneId,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
    /// What its strokes stand for.
    #[serde(default)]
    pub holds: Holds,
    /// Whether it is another sheet although one of this lane and time is here already.
    #[serde(default)]
    pub again: bool,
    /// The players on it.
    pub rows: Vec<SheetRow>,
}

impl SheetInput {
    /// Whether there can be such a sheet. `now` is the server's time.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that says what is wrong.
    pub fn check(&self, now: Timestamp) -> Result<(), Problem> {
        if self.id.is_nil() {
            return Err(refusal::IdIsNil.into());
        }
        if self.from >= self.to {
            return Err(refusal::SheetOrder.into());
        }
        if self.to.since_ms(now) > limits::FUTURE_GRACE_MS {
            return Err(refusal::SheetInFuture.into());
        }
        if self.to.since_ms(self.from) > limits::SHEET_SPAN_MS {
            return Err(refusal::SheetSpan { hours: limits::SHEET_SPAN_MS / 3_600_000 }.into());
        }
        if self.rows.is_empty() || self.rows.len() > limits::SHEET_ROWS_MAX {
            return Err(refusal::SheetRows { max: limits::SHEET_ROWS_MAX }.into());
        }
        if let Some(row) = self.rows.iter().find(|row| row.strokes > limits::SHEET_STROKES_MAX) {
            return Err(refusal::SheetStrokes { bib: row.bib, max: limits::SHEET_STROKES_MAX }.into());
        }
        if self.rows.iter().map(|row| row.strokes).sum::<u32>() > limits::SHEET_ALL_STROKES_MAX {
            return Err(refusal::SheetAllStrokes { max: limits::SHEET_ALL_STROKES_MAX }.into());
        }
        let mut bibs: Vec<Bib> = self.rows.iter().map(|row| row.bib).collect();
        bibs.sort_unstable();
        match bibs.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(refusal::SheetBibTwice { bib: pair[0] }.into()),
            None => Ok(()),
        }
    }
}

/// How many strokes become laps, of a player who has `here` in that time already.
pub const fn to_add(holds: Holds, strokes: u32, here: u32) -> u32 {
    match holds {
        Holds::Whole => strokes.saturating_sub(here),
        Holds::Beside => strokes,
    }
}

/// A stretch of time, both ends included.
pub type Stretch = (Timestamp, Timestamp);

/// What of some stretches lies within others, each of which may last; in order if both are.
pub fn overlap(stretches: &[Stretch], others: &[(Timestamp, Option<Timestamp>)]) -> Vec<Stretch> {
    let of = |&(from, to): &Stretch| {
        let part =
            move |&(start, end): &(Timestamp, Option<Timestamp>)| (from.max(start), end.map_or(to, |end| to.min(end)));
        others.iter().map(part).filter(|(from, to)| from < to)
    };
    stretches.iter().flat_map(of).collect()
}

/// When laps of paper were swum, as well as can be known: evenly over the time that they may be of, where the widest gaps
/// between `here`, the moments at which laps are counted already, are. In order.
///
/// As many as `laps`, unless there is no time at all.
pub fn spread(stretches: &[Stretch], here: &[Timestamp], laps: u32) -> Vec<Timestamp> {
    let mut marks: Vec<i64> = here.iter().filter_map(|at| offset_of(stretches, *at)).collect();
    let whole = stretches.iter().map(|(from, to)| to.since_ms(*from)).sum();
    marks.extend([0, whole]);
    marks.sort_unstable();
    let mut gaps: Vec<(i64, i64, i64)> = marks.windows(2).map(|pair| (pair[0], pair[1] - pair[0], 0)).collect();
    for _ in 0..laps {
        // Of gaps that are as wide the first: the same sheet is always spread alike.
        let widest = gaps.iter_mut().rev().max_by_key(|(_, length, laps)| *length / (*laps + 1));
        if let Some((_, _, laps)) = widest {
            *laps += 1;
        }
    }
    let within = |(start, length, laps): (i64, i64, i64)| (1..=laps).map(move |no| start + length * no / (laps + 1));
    gaps.into_iter().flat_map(within).filter_map(|offset| moment_at(stretches, offset)).collect()
}

/// How much of the stretches was over at a moment that lies in one of them, in milliseconds.
fn offset_of(stretches: &[Stretch], at: Timestamp) -> Option<i64> {
    let mut over = 0;
    for (from, to) in stretches {
        if (*from..=*to).contains(&at) {
            return Some(over + at.since_ms(*from));
        }
        over += to.since_ms(*from);
    }
    None
}

/// The moment by which so much of the stretches was over.
fn moment_at(stretches: &[Stretch], mut offset: i64) -> Option<Timestamp> {
    for (from, to) in stretches {
        let length = to.since_ms(*from);
        if offset <= length {
            return Some(from.plus_ms(offset));
        }
        offset -= length;
    }
    None
}

/// A player on a sheet, and what becomes of the strokes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetPlayer {
    /// The bib.
    pub bib: Bib,
    /// The full name.
    pub name: String,
    /// Strokes as typed.
    pub strokes: u32,
    /// As many strokes are counted from that time already.
    pub here: u32,
    /// As many are held for the desk, and count by themselves if it says so.
    pub waits: u32,
    /// Strokes that become laps.
    pub adds: u32,
    /// As many of these would be held, not counted.
    pub held: u32,
}

/// What would become of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetPreview {
    /// Its players.
    pub players: Vec<SheetPlayer>,
    /// A sheet of the same lane that covers a part of the same time, and stands.
    pub like: Option<SheetView>,
    /// Taps that the lane's tablets said they have yet to send: what they are of is not known here.
    pub unsent: u32,
}

/// What became of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetTaken {
    /// Its id.
    pub id: Uuid,
    /// Strokes that count.
    pub counted: u32,
    /// Strokes that are held for the desk, as taps of that time would be.
    pub held: u32,
    /// Whether it was here before, and nothing was changed now.
    pub duplicate: bool,
}

/// A sheet that was typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetView {
    /// Its id.
    pub id: Uuid,
    /// The lane's name now.
    pub lane: String,
    /// Its id, unless the sheet is from before lanes were known by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane_id: Option<LaneId>,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
    /// When it was typed in.
    pub typed_at: Timestamp,
    /// By whom.
    pub typed_by: Option<String>,
    /// Players of whom strokes became laps.
    pub players: u32,
    /// Strokes that became laps.
    pub strokes: u32,
    /// Whether it was undone since.
    pub undone: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000 + s * 1_000)
    }

    fn sheet(from: i64, to: i64, rows: &[(i64, u32)]) -> SheetInput {
        let rows = rows.iter().map(|(bib, strokes)| SheetRow { bib: Bib::new(*bib).unwrap(), strokes: *strokes });
        SheetInput {
            id: Uuid::from_u128(1),
            lane: LaneId(1),
            from: at(from),
            to: at(to),
            holds: Holds::Whole,
            again: false,
            rows: rows.collect(),
        }
    }

    #[test]
    fn a_sheet_covers_a_time_that_has_been_and_names_each_player_once() {
        let problem = |sheet: SheetInput| sheet.check(at(1_000)).map_err(|problem| problem.sentence);
        assert_eq!(problem(sheet(0, 1_000, &[(7, 3), (8, 0)])), Ok(()));
        let day = limits::SHEET_SPAN_MS / 1_000;
        for bad in [
            sheet(0, 0, &[(7, 3)]),
            sheet(0, 2_000, &[(7, 3)]),
            sheet(-day, 1, &[(7, 3)]),
            sheet(0, 1_000, &[]),
            sheet(0, 1_000, &[(7, 3), (7, 1)]),
            sheet(0, 1_000, &[(7, limits::SHEET_STROKES_MAX + 1)]),
            SheetInput { id: Uuid::nil(), ..sheet(0, 1_000, &[(7, 3)]) },
        ] {
            assert!(problem(bad.clone()).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_whole_sheet_adds_what_is_missing_and_one_beside_adds_all() {
        assert_eq!(
            [to_add(Holds::Whole, 12, 5), to_add(Holds::Whole, 5, 12), to_add(Holds::Beside, 12, 5)],
            [7, 0, 12]
        );
    }

    #[test]
    fn laps_are_spread_evenly_between_those_that_are_here() {
        let seconds = |here: &[i64], laps| {
            let here: Vec<_> = here.iter().map(|s| at(*s)).collect();
            let all = [(at(0), at(600))];
            spread(&all, &here, laps).iter().map(|at_| at_.since_ms(at(0)) / 1_000).collect::<Vec<_>>()
        };
        assert_eq!(seconds(&[], 0), [0; 0]);
        assert_eq!(seconds(&[], 5), [100, 200, 300, 400, 500]);
        assert_eq!(seconds(&[100, 200, 900, -50], 3), [300, 400, 500], "the tablet died after 200 s");
        assert_eq!(seconds(&[300], 2), [150, 450]);
    }

    #[test]
    fn laps_are_spread_over_the_time_that_counts() {
        let paused = overlap(&[(at(0), at(600))], &[(at(-50), Some(at(200))), (at(400), None)]);
        assert_eq!(paused, [(at(0), at(200)), (at(400), at(600))]);
        assert_eq!(spread(&paused, &[], 3), [at(100), at(200), at(500)]);
        assert_eq!(spread(&paused, &[at(300)], 1), [at(200)], "what lies in the pause is no mark");
        assert_eq!(overlap(&paused, &[(at(500), None)]), [(at(500), at(600))], "placed late");
        assert_eq!(overlap(&paused, &[(at(200), Some(at(400)))]), []);
        assert_eq!(spread(&[], &[], 3), []);
    }

    proptest! {
        #[test]
        fn as_many_as_asked_for_within_the_time_in_order(
            here in proptest::collection::vec(0i64..3_600, 0..30),
            laps in 0u32..200,
        ) {
            let here: Vec<_> = here.into_iter().map(at).collect();
            let spread = spread(&[(at(0), at(3_600))], &here, laps);
            prop_assert_eq!(spread.len(), laps as usize);
            prop_assert!(spread.iter().all(|moment| (at(0)..=at(3_600)).contains(moment)));
            prop_assert!(spread.is_sorted());
        }
    }
}
