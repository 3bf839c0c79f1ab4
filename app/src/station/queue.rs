//! What a station has still to tell the server, in order.
//!
//! Pure: it knows neither network nor storage, so that what drives it may keep it in memory or on disk. A lap carries
//! its id from the moment of the tap, so sending it again is harmless; what may have reached the server is never
//! dropped here but taken back there.

use domain::{Bib, lap::LapInput};
use std::collections::VecDeque;
use uuid::Uuid;

/// Laps in one request: small enough that the first answer after an outage comes soon, large enough to catch up.
pub const BATCH_LAPS_MAX: usize = 100;
/// Pause after the first failure, in milliseconds; it doubles with each further one.
const RETRY_FIRST_MS: u32 = 500;
/// Longest pause between two tries, in milliseconds: a helper should not wait longer once the network is back.
const RETRY_MAX_MS: u32 = 15_000;

/// Something the server has to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Job {
    Lap(LapInput),
    Void(Uuid),
}

#[derive(Debug, Clone)]
struct Entry {
    job: Job,
    /// An earlier try ended without an answer, so the server may know it.
    uncertain: bool,
}

/// What goes out in one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Batch {
    /// Laps, oldest first.
    Laps(Vec<LapInput>),
    /// A lap to be taken back.
    Void(Uuid),
}

/// How a try failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The server answered and took nothing.
    Refused,
    /// No answer came: it may have been taken.
    Unanswered,
}

/// What became of a wish to take a lap back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// The server never heard of it, and will not.
    Forgotten,
    /// The server is told, after the lap itself.
    Queued,
}

/// The queue of one station.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    entries: VecDeque<Entry>,
    /// So many from the front are under way.
    sending: usize,
    /// Failures since the last answer.
    failures: u32,
}

impl Queue {
    /// Adds a lap at the end.
    pub fn push(&mut self, lap: LapInput) {
        self.entries.push_back(Entry { job: Job::Lap(lap), uncertain: false });
    }

    /// Takes a lap back: forgets it if it certainly never left, else has the server take it back.
    pub fn undo(&mut self, id: Uuid) -> Undone {
        let found = self.entries.iter().position(|entry| matches!(&entry.job, Job::Lap(lap) if lap.id == id));
        if let Some(place) = found.filter(|place| *place >= self.sending && !self.entries[*place].uncertain) {
            self.entries.remove(place);
            return Undone::Forgotten;
        }
        self.entries.push_back(Entry { job: Job::Void(id), uncertain: false });
        Undone::Queued
    }

    /// Whether a lap will be taken back.
    pub fn takes_back(&self, id: Uuid) -> bool {
        self.entries.iter().any(|entry| entry.job == Job::Void(id))
    }

    /// Whether a lap of this player is not confirmed.
    pub fn waits_for(&self, bib: Bib) -> bool {
        self.entries.iter().any(|entry| matches!(&entry.job, Job::Lap(lap) if lap.bib == bib))
    }

    /// How many taps and undos the server has not confirmed.
    pub fn unsent(&self) -> usize {
        self.entries.len()
    }

    /// Failed tries since the server last answered.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// The next request, unless one is under way or nothing waits. Order is kept: a lap that is taken back goes out
    /// before the word that takes it back.
    pub fn next_batch(&mut self) -> Option<Batch> {
        if self.sending > 0 {
            return None;
        }
        if let Job::Void(id) = self.entries.front()?.job {
            self.sending = 1;
            return Some(Batch::Void(id));
        }
        let laps: Vec<LapInput> = self
            .entries
            .iter()
            .map_while(|entry| match &entry.job {
                Job::Lap(lap) => Some(lap.clone()),
                Job::Void(_) => None,
            })
            .take(BATCH_LAPS_MAX)
            .collect();
        self.sending = laps.len();
        Some(Batch::Laps(laps))
    }

    /// The server answered the request under way for each of its items.
    pub fn answered(&mut self) {
        self.entries.drain(..self.sending);
        self.sending = 0;
        self.failures = 0;
    }

    /// The request under way failed; its items stay. Returns the pause before the next try, in milliseconds.
    pub fn failed(&mut self, how: Failure) -> u32 {
        if how == Failure::Unanswered {
            self.entries.iter_mut().take(self.sending).for_each(|entry| entry.uncertain = true);
        }
        self.sending = 0;
        self.failures = self.failures.saturating_add(1);
        RETRY_FIRST_MS.saturating_mul(1 << (self.failures - 1).min(10)).min(RETRY_MAX_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use proptest::prelude::*;

    fn lap(n: u128) -> LapInput {
        LapInput {
            id: Uuid::from_u128(n),
            bib: Bib::new(7).unwrap(),
            counted_at: Timestamp::from_ms(1_800_000_000_000),
            count: None,
            lane: None,
        }
    }

    fn ids(batch: Option<Batch>) -> Vec<u128> {
        match batch {
            Some(Batch::Laps(laps)) => laps.iter().map(|lap| lap.id.as_u128()).collect(),
            Some(Batch::Void(id)) => vec![id.as_u128()],
            None => Vec::new(),
        }
    }

    #[test]
    fn one_request_at_a_time_and_in_order() {
        let mut queue = Queue::default();
        queue.push(lap(1));
        queue.push(lap(2));
        assert_eq!(ids(queue.next_batch()), [1, 2]);
        queue.push(lap(3));
        assert_eq!(queue.next_batch(), None);
        queue.answered();
        assert_eq!((queue.unsent(), ids(queue.next_batch())), (1, vec![3]));
    }

    #[test]
    fn a_failed_request_goes_out_again_with_the_same_ids() {
        let mut queue = Queue::default();
        queue.push(lap(1));
        queue.next_batch();
        let pauses: Vec<u32> = (0..8)
            .map(|_| {
                let pause = queue.failed(Failure::Unanswered);
                assert_eq!(ids(queue.next_batch()), [1]);
                pause
            })
            .collect();
        assert_eq!(pauses, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    }

    #[test]
    fn an_undo_forgets_only_what_never_left() {
        let mut queue = Queue::default();
        queue.push(lap(1));
        assert_eq!(queue.undo(Uuid::from_u128(1)), Undone::Forgotten);
        assert_eq!(queue.unsent(), 0);

        queue.push(lap(2));
        queue.next_batch();
        assert_eq!(queue.undo(Uuid::from_u128(2)), Undone::Queued);
        queue.failed(Failure::Unanswered);
        assert_eq!(ids(queue.next_batch()), [2]);
        queue.answered();
        assert_eq!(queue.next_batch(), Some(Batch::Void(Uuid::from_u128(2))));
    }

    #[test]
    fn what_the_server_refused_may_be_forgotten() {
        let mut queue = Queue::default();
        queue.push(lap(1));
        queue.next_batch();
        queue.failed(Failure::Refused);
        assert_eq!(queue.undo(Uuid::from_u128(1)), Undone::Forgotten);
    }

    proptest! {
        /// Whatever fails in whatever order: the server ends with each lap once, without those taken back.
        #[test]
        fn nothing_is_lost_and_nothing_is_doubled(steps in proptest::collection::vec((0u8..6, 0usize..8), 1..80)) {
            let mut queue = Queue::default();
            let (mut made, mut kept, mut server) = (0u128, Vec::new(), Vec::<u128>::new());
            let take = |server: &mut Vec<u128>, batch: &Batch| match batch {
                Batch::Laps(laps) => for lap in laps {
                    if !server.contains(&lap.id.as_u128()) { server.push(lap.id.as_u128()); }
                },
                Batch::Void(id) => server.retain(|known| *known != id.as_u128()),
            };
            for (step, pick) in steps {
                match step {
                    0 | 1 => { made += 1; kept.push(made); queue.push(lap(made)); }
                    2 if !kept.is_empty() => { let id = kept.remove(pick % kept.len()); queue.undo(Uuid::from_u128(id)); }
                    _ => if let Some(batch) = queue.next_batch() { match step {
                        3 => { take(&mut server, &batch); queue.answered(); }
                        4 => { take(&mut server, &batch); queue.failed(Failure::Unanswered); }
                        _ => { queue.failed(if pick % 2 == 0 { Failure::Unanswered } else { Failure::Refused }); }
                    } },
                }
            }
            while let Some(batch) = queue.next_batch() { take(&mut server, &batch); queue.answered(); }
            server.sort_unstable();
            prop_assert_eq!(server, kept);
        }
    }
}
