//! The number on a card: what the board says, and this tablet's own taps that are not yet in it.
//!
//! A tap shows at once. Later it reaches the server, whose answer and whose board come by two ways and in either
//! order; the board names no taps, only totals. So while own taps are under way a player's total may be anything
//! between "none of them counted yet" and "all of them": within that range the card shows all of them, and what lies
//! beyond it are other people's laps, which are added. Thus nothing is shown twice and nothing jumps back.

use super::record::Tap;
use domain::{Bib, Timestamp, lap::LapInput};
use std::collections::HashMap;
use uuid::Uuid;

/// How long after its answer the board is given to bring a tap, in milliseconds: boards gather changes for at most
/// 100 ms, so after this the board is right whatever was expected of it.
const BOARD_LATE_MS: i64 = 3_000;

/// A tap, as this tablet remembers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tapped {
    /// The lap's id.
    pub id: Uuid,
    /// Whose it is.
    pub bib: Bib,
    /// When it was counted, by the server's time.
    pub counted_at: Timestamp,
    /// Laps that it is expected to add: none if it is sure to be held.
    pub laps: u32,
    /// The player's last lap before it.
    pub before: Option<Timestamp>,
}

impl Tapped {
    /// A tap as it lies in the queue.
    pub fn of(tap: &Tap) -> Self {
        let LapInput { id, bib, counted_at, .. } = tap.lap;
        Self { id, bib, counted_at, laps: tap.laps(), before: None }
    }
}

/// Where a change stands on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It certainly is not in the board.
    Waiting,
    /// It may be in the board.
    Sent,
    /// The server has it; the board brings it any moment.
    Confirmed { at_ms: i64 },
}

/// A change of a player's laps made on this tablet.
#[derive(Debug, Clone, Copy)]
struct Change {
    tap: Tapped,
    takes_back: bool,
    effect: i64,
    way: Way,
}

#[derive(Debug, Clone, Default)]
struct Own {
    /// The player's total in the board when the oldest change that is under way was sent.
    base: i64,
    changes: Vec<Change>,
}

impl Own {
    fn under_way(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.way != Way::Waiting)
    }

    /// The lowest and highest total that the changes under way explain, and the one they lead to.
    fn range(&self) -> (i64, i64, i64) {
        self.under_way().fold((self.base, self.base, self.base), |(low, high, sum), change| {
            let sum = sum + change.effect;
            (low.min(sum), high.max(sum), sum)
        })
    }

    fn shown(&self, board: i64) -> i64 {
        let waiting: i64 =
            self.changes.iter().filter(|change| change.way == Way::Waiting).map(|change| change.effect).sum();
        if self.under_way().next().is_none() {
            return board + waiting;
        }
        let (low, high, sum) = self.range();
        sum + (board - high).max(0) - (low - board).max(0) + waiting
    }

    /// Whether the board has everything that is under way, as far as its total tells. After a tap and its undo the
    /// total is the same as before both, so then it tells nothing.
    fn is_in(&self, board: i64) -> bool {
        let (_, high, sum) = self.range();
        let confirmed = self.under_way().all(|change| matches!(change.way, Way::Confirmed { .. }));
        let mut total = self.base;
        let told_before = self.under_way().any(|change| {
            let before = total;
            total += change.effect;
            before == sum && change.effect != 0
        });
        confirmed && !told_before && (board == sum || (sum == high && board > high))
    }
}

/// This tablet's own changes that the board may not show yet.
#[derive(Debug, Clone, Default)]
pub struct Tally(HashMap<Bib, Own>);

impl Tally {
    /// Whether the board shows everything that was tapped here.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A tap was made.
    pub fn tap(&mut self, tap: Tapped) {
        let change = Change { tap, takes_back: false, effect: i64::from(tap.laps), way: Way::Waiting };
        self.0.entry(tap.bib).or_default().changes.push(change);
    }

    /// Laps were added to a player by a person's word, or taken off.
    pub fn adjust(&mut self, id: Uuid, bib: Bib, at: Timestamp, laps: i64) {
        let tap = Tapped { id, bib, counted_at: at, laps: 0, before: None };
        let change = Change { tap, takes_back: false, effect: laps, way: Way::Waiting };
        self.0.entry(bib).or_default().changes.push(change);
    }

    /// A tap was taken back before it left.
    pub fn forget(&mut self, tap: &Tapped) {
        if let Some(own) = self.0.get_mut(&tap.bib) {
            own.changes.retain(|change| change.tap.id != tap.id);
        }
        self.0.retain(|_, own| !own.changes.is_empty());
    }

    /// The server will be asked to take a tap back.
    pub fn undo(&mut self, tap: Tapped) {
        let own = self.0.entry(tap.bib).or_default();
        // What became of the lap is known better from its own change than from the tap.
        let effect =
            own.changes.iter().find(|change| change.tap.id == tap.id).map_or(i64::from(tap.laps), |lap| lap.effect);
        own.changes.push(Change { tap, takes_back: true, effect: -effect, way: Way::Waiting });
    }

    /// A request leaves; `board` tells a player's total as it is known now.
    pub fn sent(&mut self, ids: &[Uuid], takes_back: bool, board: impl Fn(Bib) -> u64) {
        for (bib, own) in &mut self.0 {
            let first = own.under_way().next().is_none();
            let mut any = false;
            for change in &mut own.changes {
                if change.way == Way::Waiting && change.takes_back == takes_back && ids.contains(&change.tap.id) {
                    change.way = Way::Sent;
                    any = true;
                }
            }
            if first && any {
                own.base = signed(board(*bib));
            }
        }
    }

    /// The server took a change over.
    pub fn confirmed(&mut self, id: Uuid, takes_back: bool, now_ms: i64) {
        for change in self.0.values_mut().flat_map(|own| &mut own.changes) {
            if change.tap.id == id && change.takes_back == takes_back {
                change.way = Way::Confirmed { at_ms: now_ms };
            }
        }
    }

    /// The server has a tap, but it does not count; nor does taking it back change anything.
    pub fn does_not_count(&mut self, id: Uuid, now_ms: i64) {
        for change in self.0.values_mut().flat_map(|own| &mut own.changes) {
            if change.tap.id == id {
                change.effect = 0;
                if !change.takes_back {
                    change.way = Way::Confirmed { at_ms: now_ms };
                }
            }
        }
    }

    /// Forgets what the board shows by now.
    pub fn tidy(&mut self, board: impl Fn(Bib) -> u64) {
        self.0.retain(|bib, own| {
            if own.is_in(signed(board(*bib))) {
                own.changes.retain(|change| change.way == Way::Waiting);
            }
            !own.changes.is_empty()
        });
    }

    /// Forgets what the board would show by now if it ever will. Call it only while the board is known to be live.
    pub fn expire(&mut self, now_ms: i64) {
        for own in self.0.values_mut() {
            let old =
                |change: &Change| matches!(change.way, Way::Confirmed { at_ms } if now_ms - at_ms >= BOARD_LATE_MS);
            let gone = own.changes.iter().take_while(|change| old(change)).count();
            own.base += own.changes.drain(..gone).map(|change| change.effect).sum::<i64>();
        }
        self.0.retain(|_, own| !own.changes.is_empty());
    }

    /// A player's laps to be shown, where the board says `board`.
    pub fn laps(&self, bib: Bib, board: u64) -> u64 {
        let shown = self.0.get(&bib).map_or(signed(board), |own| own.shown(signed(board)));
        u64::try_from(shown).unwrap_or(0)
    }

    /// A player's last lap to be shown, where the board says `board`.
    pub fn last(&self, bib: Bib, board: Option<Timestamp>) -> Option<Timestamp> {
        let Some(own) = self.0.get(&bib) else { return board };
        let undone = |at: Timestamp| own.changes.iter().find(|change| change.takes_back && change.tap.counted_at == at);
        let mut last = board;
        while let Some(change) = last.and_then(undone) {
            last = change.tap.before;
        }
        let taps = own
            .changes
            .iter()
            .filter(|change| !change.takes_back && change.effect > 0)
            .map(|change| change.tap.counted_at);
        taps.filter(|at| undone(*at).is_none()).max().max(last)
    }
}

fn signed(laps: u64) -> i64 {
    i64::try_from(laps).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const T0: i64 = 1_800_000_000_000;

    fn seven() -> Bib {
        Bib::new(7).unwrap()
    }

    fn tapped(n: u32) -> Tapped {
        let at = |n: u32| Timestamp::from_ms(T0 + i64::from(n) * 1_000);
        Tapped {
            id: Uuid::from_u128(n.into()),
            bib: seven(),
            counted_at: at(n),
            laps: 1,
            before: (n > 1).then(|| at(n - 1)),
        }
    }

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    #[test]
    fn the_board_may_come_before_the_answer_or_after_it() {
        for board_first in [true, false] {
            let mut tally = Tally::default();
            tally.tap(tapped(1));
            assert_eq!(tally.laps(seven(), 10), 11);
            tally.sent(&[id(1)], false, |_| 10);
            let mut board = 10;
            for step in 0..2 {
                if (step == 0) == board_first {
                    board = 11;
                } else {
                    tally.confirmed(id(1), false, 0);
                }
                tally.tidy(|_| board);
                assert_eq!(tally.laps(seven(), board), 11);
            }
            assert_eq!(tally.laps(seven(), 12), 12, "nothing is left over");
        }
    }

    #[test]
    fn an_undo_shows_at_once_and_stays() {
        let mut tally = Tally::default();
        tally.tap(tapped(1));
        tally.sent(&[id(1)], false, |_| 10);
        tally.undo(tapped(1));
        assert_eq!((tally.laps(seven(), 10), tally.laps(seven(), 11)), (10, 10));
        tally.confirmed(id(1), false, 0);
        tally.sent(&[id(1)], true, |_| 11);
        tally.confirmed(id(1), true, 0);
        assert_eq!((tally.laps(seven(), 11), tally.laps(seven(), 10)), (10, 10));
        assert_eq!(tally.last(seven(), Some(tapped(1).counted_at)), None);
    }

    #[test]
    fn a_tap_that_is_held_goes_and_its_undo_takes_nothing() {
        let mut tally = Tally::default();
        tally.tap(tapped(1));
        tally.sent(&[id(1)], false, |_| 10);
        tally.undo(tapped(1));
        tally.does_not_count(id(1), 0);
        assert_eq!(tally.laps(seven(), 10), 10);
        tally.sent(&[id(1)], true, |_| 10);
        tally.confirmed(id(1), true, 0);
        tally.tidy(|_| 10);
        assert_eq!(tally.laps(seven(), 10), 10);
    }

    #[test]
    fn other_tablets_are_added() {
        let mut tally = Tally::default();
        tally.tap(tapped(1));
        assert_eq!(tally.laps(seven(), 15), 16, "an unsent tap is certainly not in the board");
        tally.sent(&[id(1)], false, |_| 10);
        assert_eq!(tally.laps(seven(), 13), 13);
    }

    #[test]
    fn what_the_board_never_brings_is_given_up() {
        let mut tally = Tally::default();
        tally.tap(tapped(1));
        tally.sent(&[id(1)], false, |_| 10);
        tally.confirmed(id(1), false, 1_000);
        tally.expire(3_999);
        assert_eq!(tally.laps(seven(), 10), 11);
        tally.expire(4_000);
        assert_eq!(tally.laps(seven(), 10), 10);
    }

    #[test]
    fn the_last_lap_is_the_newest_that_stands() {
        let mut tally = Tally::default();
        let before = Some(tapped(1).counted_at);
        tally.tap(tapped(2));
        assert_eq!(tally.last(seven(), before), Some(tapped(2).counted_at));
        tally.undo(tapped(2));
        assert_eq!(tally.last(seven(), before), before);
        assert_eq!(tally.last(seven(), Some(tapped(2).counted_at)), before);
    }

    proptest! {
        /// One tablet alone, everything late and in any order that the network allows: the number shown is always
        /// taps minus undos.
        #[test]
        fn alone_the_number_is_always_exact(steps in proptest::collection::vec(0u8..7, 1..120)) {
            let mut tally = Tally::default();
            let mut made = 0;
            let (mut waiting, mut sent, mut totals) = (Vec::new(), Vec::new(), vec![5u64]);
            let (mut board, mut expected, mut undoable) = (0usize, 5u64, None);
            for step in steps {
                let total = |board: usize, totals: &Vec<u64>| totals[board];
                match step {
                    0 | 1 => { made += 1; tally.tap(tapped(made)); waiting.push((made, false)); expected += 1; undoable = Some(made); }
                    2 => if let Some(n) = undoable.take() { tally.undo(tapped(n)); waiting.push((n, true)); expected -= 1; },
                    3 => if sent.is_empty() && !waiting.is_empty() {
                        let (n, takes_back) = waiting.remove(0);
                        let now = total(board, &totals);
                        tally.sent(&[id(n.into())], takes_back, |_| now);
                        sent.push((n, takes_back));
                        let last = totals[totals.len() - 1];
                        totals.push(if takes_back { last - 1 } else { last + 1 });
                    },
                    4 => if let Some((n, takes_back)) = sent.pop() { tally.confirmed(id(n.into()), takes_back, 0); },
                    _ => board = (board + 1).min(totals.len() - 1),
                }
                let now = total(board, &totals);
                tally.tidy(|_| now);
                prop_assert_eq!(tally.laps(seven(), now), expected);
            }
        }

        /// With other tablets at work: never more than truly exists, and exact once all is quiet.
        #[test]
        fn in_company_nothing_is_shown_twice(steps in proptest::collection::vec(0u8..8, 1..120)) {
            let mut tally = Tally::default();
            let (mut made, mut waiting, mut sent) = (0u32, Vec::new(), Vec::new());
            let (mut totals, mut board) = (vec![5u64], 0usize);
            for step in steps {
                let last = totals[totals.len() - 1];
                match step {
                    0 | 1 => { made += 1; tally.tap(tapped(made)); waiting.push(made); }
                    2 => totals.push(last + 1),
                    3 | 4 => if sent.is_empty() && !waiting.is_empty() {
                        let n = waiting.remove(0);
                        let now = totals[board];
                        tally.sent(&[id(n.into())], false, |_| now);
                        sent.push(n);
                        totals.push(last + 1);
                    },
                    5 => if let Some(n) = sent.pop() { tally.confirmed(id(n.into()), false, 0); },
                    _ => board = (board + 1).min(totals.len() - 1),
                }
                let now = totals[board];
                tally.tidy(|_| now);
                let truth = totals[totals.len() - 1] + waiting.len() as u64;
                prop_assert!(tally.laps(seven(), now) <= truth);
            }
            sent.drain(..).for_each(|n| tally.confirmed(id(n.into()), false, 0));
            let end = totals[totals.len() - 1];
            tally.expire(BOARD_LATE_MS);
            tally.tidy(|_| end);
            prop_assert_eq!(tally.laps(seven(), end), end + waiting.len() as u64);
        }
    }
}
