//! Who is expected next at a lane: when a player's next lap is due by their own recent pace, who is overdue, and an order
//! of the cards that is steady enough to be tapped.
//!
//! **The order.** Who is due first stands first. It is looked at anew only while nobody is about to tap or to take back
//! (the caller says so), and even then a card is passed only by one that is due earlier by more than
//! [`MARGIN_PERCENT`] of the passed one's lap. Between laps nobody's due time changes, so nothing moves: a card goes
//! down once its lap is counted, and comes up as others do.

use crate::{
    Bib, Timestamp,
    plausible::{MISSED_PERCENT_MAX, SOON_PERCENT, median, percent},
};
use std::cmp::Reverse;

// The thresholds, each with its reason.

/// Lap times that tell a pace: the median of so many follows a change within minutes, and neither one missed tap nor one
/// double tap turns it.
pub const PACE_LAPS: usize = 7;
/// Fewer lap times than these tell nothing of a player: the first lap begins with the start and not with a turn.
pub const PACE_LAPS_MIN: usize = 2;
/// From this share of the usual time on a player is expected any moment, in per cent: pace varies by a fifth from lap to
/// lap, and eyes need some time to find a swimmer.
pub const SOON_DUE_PERCENT: i64 = 80;
/// From this share on a player is overdue by their own pace, in per cent: more than pace varies, and still before a missed
/// tap shows as one (`plausible::MISSED_PERCENT_MIN`), so that the helper looks up in time.
pub const OVERDUE_PERCENT: i64 = 130;
/// The same where only the lane's pace is known, in per cent: people of one lane differ by more than one of them does from
/// lap to lap.
pub const OVERDUE_BY_LANE_PERCENT: i64 = 200;
/// From this share on a player is gone for long, in per cent: where a gap is a break and no missed tap any more.
pub const GONE_PERCENT: i64 = MISSED_PERCENT_MAX;
/// By how much of a lap somebody has to be due earlier to pass another card, in per cent: half of what pace varies by.
/// Those who swim side by side would else change places with every lap.
pub const MARGIN_PERCENT: i64 = 10;

/// When a lap was seen, and whether the time before it was a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    at: Timestamp,
    rested: bool,
}

/// A player's recent laps, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pace {
    seen: Vec<Seen>,
    rested: Option<Timestamp>,
}

impl Pace {
    /// Takes over the laps that the server knows, oldest first. `since` is when the player came onto the lane: the time
    /// over it was a break. Laps that were seen here after the last of them stay.
    pub fn start(&mut self, laps: &[Timestamp], since: Timestamp) {
        let last = laps.last().copied();
        let newer = self.seen.drain(..).filter(|seen| last.is_none_or(|last| seen.at > last));
        let newer: Vec<Seen> = newer.collect();
        for at in laps {
            let rested = self.last().is_some_and(|before| before < since && since <= *at);
            self.seen.push(Seen { at: *at, rested });
        }
        self.seen.extend(newer);
        self.rest(since);
        self.shorten();
    }

    /// Takes over when the last lap was counted; an earlier moment than before means that later ones were taken back.
    pub fn follow(&mut self, last: Option<Timestamp>) {
        let Some(at) = last else {
            self.seen.clear();
            return;
        };
        let known = self.seen.iter().find(|seen| seen.at == at).copied();
        self.seen.retain(|seen| seen.at < at);
        let rested =
            self.last().is_some_and(|before| self.rested.is_some_and(|rested| before < rested && rested <= at));
        self.seen.push(known.unwrap_or(Seen { at, rested }));
        self.shorten();
    }

    /// The player rested until then: the time over it is no lap time, and the next lap begins there.
    pub fn rest(&mut self, until: Timestamp) {
        self.rested = self.rested.max(Some(until));
    }

    /// When the last lap was counted.
    pub fn last(&self) -> Option<Timestamp> {
        self.seen.last().map(|seen| seen.at)
    }

    /// Milliseconds since the last lap.
    pub fn since_ms(&self, now: Timestamp) -> Option<i64> {
        self.last().map(|last| now.since_ms(last).max(0))
    }

    /// How long a lap takes, in milliseconds: the median of the last few, without breaks and double taps.
    pub fn lap_ms(&self) -> Option<i64> {
        let times = self.seen.windows(2).filter(|pair| !pair[1].rested).map(|pair| pair[1].at.since_ms(pair[0].at));
        let times: Vec<i64> = times.filter(|ms| *ms > 0).collect();
        let usual = median(times.clone(), PACE_LAPS_MIN)?;
        let lap = percent(usual, SOON_PERCENT)..percent(usual, MISSED_PERCENT_MAX);
        median(times.into_iter().filter(|ms| lap.contains(ms)).collect(), PACE_LAPS_MIN)
    }

    /// When the next lap is due: by the player's own pace, else by the `lane`'s lap time in milliseconds. `from` is when
    /// the player's first lap began at the earliest, and `None` comes of there being neither a pace nor a race.
    pub fn due(&self, from: Timestamp, lane: Option<i64>) -> Option<Due> {
        let from = self.last().max(self.rested).map_or(from, |began| began.max(from));
        let own = self.lap_ms().map(|lap_ms| Due { from, lap_ms, overdue_percent: OVERDUE_PERCENT });
        own.or(lane.map(|lap_ms| Due { from, lap_ms, overdue_percent: OVERDUE_BY_LANE_PERCENT }))
    }

    fn shorten(&mut self) {
        let surplus = self.seen.len().saturating_sub(PACE_LAPS + 1);
        self.seen.drain(..surplus);
    }
}

/// The lane's lap time, in milliseconds: the median of those that are known.
pub fn lane_lap_ms<'p>(paces: impl IntoIterator<Item = &'p Pace>) -> Option<i64> {
    median(paces.into_iter().filter_map(Pace::lap_ms).collect(), 1)
}

/// When a lap is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// When the lap began.
    pub from: Timestamp,
    /// How long it usually takes, in milliseconds; at least 1.
    pub lap_ms: i64,
    overdue_percent: i64,
}

impl Due {
    /// The expected moment.
    pub fn at(self) -> Timestamp {
        self.from.plus_ms(self.lap_ms)
    }

    /// How much of the lap has passed, in per cent: 0 where it began, 100 at the expected moment, and on.
    pub fn percent(self, now: Timestamp) -> i64 {
        now.since_ms(self.from).max(0).saturating_mul(100) / self.lap_ms.max(1)
    }

    /// Whether the lap is due any moment.
    pub fn is_soon(self, now: Timestamp) -> bool {
        (SOON_DUE_PERCENT..self.overdue_percent).contains(&self.percent(now))
    }

    /// Whether it should have been here for a while.
    pub fn is_overdue(self, now: Timestamp) -> bool {
        self.percent(now) >= self.overdue_percent
    }

    /// Whether nobody waits for it any more.
    pub fn is_gone(self, now: Timestamp) -> bool {
        self.percent(now) >= GONE_PERCENT
    }
}

/// Somebody of the lane, as the order of the cards sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// The bib.
    pub bib: Bib,
    /// When they came onto the lane.
    pub since: Timestamp,
    /// When their next lap is due, if anybody knows.
    pub due: Option<Due>,
    /// Whether they are gone for long.
    pub gone: bool,
}

impl Expected {
    /// Those who are waited for by their time, then those of whom nothing is known by their arrival, then those who are
    /// gone, who were seen last first.
    fn place(&self) -> (u8, Reverse<Option<Timestamp>>, Timestamp, Bib) {
        match (self.gone, self.due) {
            (true, due) => (2, Reverse(due.map(|due| due.from)), self.since, self.bib),
            (false, None) => (1, Reverse(None), self.since, self.bib),
            (false, Some(due)) => (0, Reverse(None), due.at(), self.bib),
        }
    }

    /// Whether this one has to stand before another that stands before it now.
    fn passes(&self, other: &Self) -> bool {
        match (self.due, other.due) {
            (Some(mine), Some(theirs)) if !self.gone && !other.gone => {
                mine.at().plus_ms(percent(theirs.lap_ms, MARGIN_PERCENT)) < theirs.at()
            }
            _ => self.place() < other.place(),
        }
    }
}

/// The order of the cards after `before`. Where it must `hold` still nobody moves: who has left goes, who is new comes last.
pub fn arrange(before: &[Bib], lane: &[Expected], hold: bool) -> Vec<Bib> {
    let of = |bib: &Bib| lane.iter().find(|one| one.bib == *bib);
    let mut cards: Vec<&Expected> = before.iter().filter_map(of).collect();
    let mut new: Vec<&Expected> = lane.iter().filter(|one| !before.contains(&one.bib)).collect();
    new.sort_by_key(|one| one.place());
    cards.extend(new);
    if hold {
        return cards.into_iter().map(|one| one.bib).collect();
    }
    // Always the first card that none of the rest passes: so nobody moves who need not.
    let mut order = Vec::with_capacity(cards.len());
    while !cards.is_empty() {
        let free = cards.iter().position(|one| !cards.iter().any(|other| other.passes(one)));
        order.push(cards.remove(free.unwrap_or(0)).bib);
    }
    order
}

#[cfg(test)]
#[path = "expected_tests.rs"]
mod tests;
