//! What a station has still to tell the server, in order.
//!
//! Pure: it knows neither network nor storage. What it holds lies on the tablet's disk too, where all tabs of the browser
//! share it: [`Queue::merge`] takes over what the others did. A lap carries its id from the moment of the tap, so sending
//! it again is harmless; so two tabs that both believe it is their turn do no harm.

use super::record::{Job, JobId, Place, Record};
use domain::{
    Bib,
    call::LaneCall,
    ids::LaneId,
    lap::{AdjustInput, LapInput},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Laps in one request: small enough that the first answer after an outage comes soon, large enough to catch up.
pub const BATCH_LAPS_MAX: usize = 100;
/// Pause after the first failure, in milliseconds; it doubles with each further one.
const RETRY_FIRST_MS: f64 = 500.0;
/// Longest pause between two tries, in milliseconds: a helper should not wait longer once the network is back.
const RETRY_MAX_MS: f64 = 15_000.0;

/// Where an entry is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// It is being written. Until that is done it does not leave: what is sent must be here after a crash.
    Writing,
    /// On the disk, under this number. Any tab may send it.
    Disk(u64),
    /// The disk did not take it. Only this tab knows it.
    Memory,
}

#[derive(Debug, Clone)]
struct Entry {
    record: Record,
    keep: Keep,
    sending: bool,
    /// An earlier try ended without an answer, so the server may know it.
    uncertain: bool,
}

/// What goes out in one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Batch {
    /// Laps, oldest first.
    Laps(Place, Vec<LapInput>),
    /// A lap to be taken back.
    Void(Place, Uuid),
    /// A lap to be counted instead of the one with this id.
    Instead(Place, Uuid, LapInput),
    /// Something to be said of a player of a lane.
    Call(Place, LaneId, LaneCall),
    /// Laps to be added to a player, or taken off.
    Adjust(Place, Bib, AdjustInput),
}

impl Batch {
    /// Where it goes.
    pub fn place(&self) -> &Place {
        let (Self::Laps(place, _)
        | Self::Void(place, _)
        | Self::Instead(place, ..)
        | Self::Call(place, ..)
        | Self::Adjust(place, ..)) = self;
        place
    }

    /// What it changes, each by its id.
    pub fn changes(&self) -> Vec<JobId> {
        match self {
            Self::Laps(_, laps) => laps.iter().map(|lap| (lap.id, false)).collect(),
            Self::Void(_, id) => vec![(*id, true)],
            Self::Instead(_, wrong, lap) => vec![(*wrong, true), (lap.id, false)],
            Self::Call(_, _, call) => vec![(call.id, false)],
            Self::Adjust(_, _, input) => vec![(input.id, false)],
        }
    }
}

/// How a try failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The server answered and took nothing.
    Refused,
    /// The server answered that it has no such event.
    NoSuchEvent,
    /// No answer came: it may have been taken.
    Unanswered,
}

/// What became of a wish to take a lap back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// The server never heard of it, and will not.
    Forgotten,
    /// The server is told, after the lap itself. The word has to be written.
    Queued,
}

/// An answered entry: the disk's number of it, if it lies there.
pub type Settled = (Option<u64>, Record);

/// What other tabs did meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// What they added.
    pub added: Vec<Record>,
    /// What they were answered for, or forgot.
    pub gone: Vec<Record>,
}

/// The queue of one station.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    entries: Vec<Entry>,
    /// The installation that is there, once it is known.
    venue: Option<Uuid>,
    /// Events that the server does not know.
    parked: Vec<Place>,
    /// Failures since the last answer.
    failures: u32,
    /// Counts what changes here and on the disk.
    revision: u32,
}

impl Queue {
    /// Says which installation is there. What belongs to another one stays where it is.
    pub fn serve(&mut self, venue: Uuid) {
        self.venue = Some(venue);
    }

    /// Adds a job at the end, to be written.
    pub fn push(&mut self, record: Record) {
        self.add(record, Keep::Writing);
    }

    fn add(&mut self, record: Record, keep: Keep) {
        self.revision += 1;
        self.entries.push(Entry { record, keep, sending: false, uncertain: false });
    }

    /// Takes a lap back; `word` is the job that does so. Forgets the lap if it certainly never left, else has the server
    /// take it back. On the disk any tab may have sent it.
    pub fn undo(&mut self, word: Record) -> Undone {
        let lap = word.id().0;
        if let Some(place) = self.entries.iter().position(|entry| entry.record.id() == (lap, false)) {
            let entry = &self.entries[place];
            if entry.keep == Keep::Memory && !entry.sending && !entry.uncertain {
                self.entries.remove(place);
                return Undone::Forgotten;
            }
        }
        self.push(word);
        Undone::Queued
    }

    /// An entry was written, under this number.
    pub fn stored(&mut self, id: JobId, no: u64) {
        self.keep(id, Keep::Disk(no));
        self.sort();
    }

    /// The disk did not take an entry.
    pub fn not_stored(&mut self, id: JobId) {
        self.keep(id, Keep::Memory);
    }

    /// What the disk did not take, to be written again; with `all`, also what waits for it to be opened. What is on its
    /// way may be answered first, so it is left alone.
    pub fn rewrite(&mut self, all: bool) -> Vec<Record> {
        self.revision += 1;
        let mut again = Vec::new();
        let lost = |entry: &Entry| entry.keep == Keep::Memory || (all && entry.keep == Keep::Writing);
        for entry in self.entries.iter_mut().filter(|entry| lost(entry) && !entry.sending) {
            entry.keep = Keep::Writing;
            again.push(entry.record.clone());
        }
        again
    }

    fn keep(&mut self, id: JobId, keep: Keep) {
        self.revision += 1;
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.record.id() == id) {
            entry.keep = keep;
        }
    }

    /// What is on the disk comes first, by its number; the sort is stable.
    fn sort(&mut self) {
        self.entries.sort_by_key(|entry| match entry.keep {
            Keep::Disk(no) => no,
            Keep::Writing | Keep::Memory => u64::MAX,
        });
    }

    /// A number that changes with every change here. What was read from the disk may be merged only if it is the same as
    /// before reading.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The numbers on the disk of what lies there as far as is known here, in order.
    pub fn numbers(&self) -> Vec<u64> {
        let number = |entry: &Entry| match entry.keep {
            Keep::Disk(no) => Some(no),
            Keep::Writing | Keep::Memory => None,
        };
        self.entries.iter().filter_map(number).collect()
    }

    /// Takes over what lies on the disk.
    pub fn merge(&mut self, disk: Vec<(u64, Record)>) -> Merged {
        self.revision += 1;
        let there: HashSet<u64> = disk.iter().map(|(no, _)| *no).collect();
        let mut merged = Merged::default();
        self.entries.retain(|entry| {
            // What is on its way is answered to this tab.
            let stays = entry.sending || !matches!(entry.keep, Keep::Disk(no) if !there.contains(&no));
            if !stays {
                merged.gone.push(entry.record.clone());
            }
            stays
        });
        let mut known: HashMap<JobId, usize> =
            self.entries.iter().enumerate().map(|(at, entry)| (entry.record.id(), at)).collect();
        for (no, record) in disk {
            if let Some(at) = known.get(&record.id()) {
                self.entries[*at].keep = Keep::Disk(no);
                continue;
            }
            known.insert(record.id(), self.entries.len());
            merged.added.push(record.clone());
            self.add(record, Keep::Disk(no));
        }
        self.sort();
        merged
    }

    /// Whether a lap will be taken back.
    pub fn takes_back(&self, id: Uuid) -> bool {
        self.entries.iter().any(|entry| entry.record.takes_back().is_some_and(|tap| tap.lap.id == id))
    }

    /// Whether a job is not answered.
    pub fn has(&self, id: JobId) -> bool {
        self.entries.iter().any(|entry| entry.record.id() == id)
    }

    /// Whose laps are not confirmed; who has several comes several times.
    pub fn waiting(&self) -> impl Iterator<Item = Bib> {
        let laps = self.entries.iter().filter(|entry| !entry.record.id().1 && self.is_ours(entry));
        laps.map(|entry| entry.record.bib())
    }

    /// All that is not answered, in order.
    pub fn records(&self) -> Vec<Record> {
        self.entries.iter().map(|entry| entry.record.clone()).collect()
    }

    /// When the oldest of what waits was tapped, by the tablet's clock in milliseconds.
    pub fn oldest_ms(&self) -> Option<i64> {
        self.entries.iter().filter(|entry| self.is_ours(entry)).map(|entry| entry.record.local_ms()).min()
    }

    /// How many taps, undos and words the server has not confirmed.
    pub fn unsent(&self) -> usize {
        self.entries.iter().filter(|entry| self.is_ours(entry)).count()
    }

    /// How many belong to another installation or to an event that is not there any more.
    pub fn strangers(&self) -> usize {
        self.entries.len() - self.unsent()
    }

    /// How many would be lost if the page was closed now.
    pub fn unkept(&self) -> usize {
        self.entries.iter().filter(|entry| !matches!(entry.keep, Keep::Disk(_))).count()
    }

    /// How many the disk did not take.
    pub fn in_memory(&self) -> usize {
        self.entries.iter().filter(|entry| entry.keep == Keep::Memory).count()
    }

    /// Failed tries since the server last answered.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    fn is_ours(&self, entry: &Entry) -> bool {
        let place = &entry.record.place;
        self.venue.is_none_or(|venue| venue == place.venue) && !self.parked.contains(place)
    }

    /// The next request, unless one is under way or nothing waits. `turn` says whether this tab sends what lies on the
    /// disk. Order is kept, and a lap that is taken back goes out before the word that takes it back.
    pub fn next_batch(&mut self, turn: bool) -> Option<Batch> {
        if self.venue.is_none() || self.entries.iter().any(|entry| entry.sending) {
            return None;
        }
        let waiting: HashSet<Uuid> =
            self.entries.iter().map(|entry| entry.record.id()).filter(|(_, void)| !void).map(|(lap, _)| lap).collect();
        let ready = |queue: &Self, entry: &Entry| {
            let back = entry.record.takes_back();
            let mine = match entry.keep {
                Keep::Writing => false,
                Keep::Disk(_) => turn,
                Keep::Memory => true,
            };
            mine && queue.is_ours(entry) && !back.is_some_and(|tap| waiting.contains(&tap.lap.id))
        };
        let first = self.entries.iter().position(|entry| ready(self, entry))?;
        let place = self.entries[first].record.place.clone();
        let batch = match &self.entries[first].record.job {
            Job::Void(tap) => {
                let lap = tap.lap.id;
                self.entries[first].sending = true;
                return Some(Batch::Void(place, lap));
            }
            Job::Instead { lap, of } => {
                let (lap, wrong) = (lap.lap.clone(), of.lap.id);
                self.entries[first].sending = true;
                return Some(Batch::Instead(place, wrong, lap));
            }
            Job::Call { lane, call, .. } => {
                let batch = Batch::Call(place, *lane, call.clone());
                self.entries[first].sending = true;
                return Some(batch);
            }
            Job::Adjust { bib, input, .. } => {
                let batch = Batch::Adjust(place, *bib, input.clone());
                self.entries[first].sending = true;
                return Some(batch);
            }
            Job::Lap(_) => self.entries[first..]
                .iter()
                .take_while(|entry| {
                    matches!(entry.record.job, Job::Lap(_)) && entry.record.place == place && ready(self, entry)
                })
                .take(BATCH_LAPS_MAX)
                .count(),
        };
        let laps = self.entries[first..first + batch].iter_mut().filter_map(|entry| {
            entry.sending = true;
            entry.record.counts().map(|tap| tap.lap.clone())
        });
        Some(Batch::Laps(place, laps.collect()))
    }

    /// The server answered the request under way for each of its items, which are returned in their order.
    pub fn answered(&mut self) -> Vec<Settled> {
        self.failures = 0;
        self.revision += 1;
        let (done, rest) = std::mem::take(&mut self.entries).into_iter().partition(|entry| entry.sending);
        self.entries = rest;
        let settled = |entry: Entry| match entry.keep {
            Keep::Disk(no) => (Some(no), entry.record),
            Keep::Writing | Keep::Memory => (None, entry.record),
        };
        Vec::into_iter(done).map(settled).collect()
    }

    /// The request under way failed; its items stay. `dice` is between 0 and 1, so that tablets which lost the server
    /// together do not come back together. Returns the pause before the next try, in milliseconds.
    pub fn failed(&mut self, how: Failure, dice: f64) -> u32 {
        let mut parked = None;
        for entry in self.entries.iter_mut().filter(|entry| entry.sending) {
            entry.sending = false;
            entry.uncertain |= how == Failure::Unanswered;
            parked = Some(entry.record.place.clone());
        }
        if how == Failure::NoSuchEvent {
            // Another event's laps need not wait for it.
            self.parked.extend(parked);
            return 0;
        }
        let doublings = i32::try_from(self.failures.min(10)).unwrap_or(0);
        self.failures = self.failures.saturating_add(1);
        let pause_ms = (RETRY_FIRST_MS * 2f64.powi(doublings)).min(RETRY_MAX_MS) * (0.75 + dice.clamp(0.0, 1.0) / 2.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 18,750")]
        let pause_ms = pause_ms as u32;
        pause_ms
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
