//! The task that publishes: one session after the other, each with a connection of its own.

use super::{
    Status,
    jetstream::{Address, Connection, Failure, Outgoing, Sent, Stored},
};
use crate::{
    core::Core,
    error::Error,
    ledger::Tx,
    records::VENUE_CHAIN,
    services::trail,
    store::{
        self, Store,
        bus::{Cursor, Lead},
        entries::EntryRow,
    },
};
use domain::{
    bus::BusLink,
    limits,
    refusal::{self, Reason},
};
use futures::FutureExt;
use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    panic::AssertUnwindSafe,
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};

/// How often it is written how far the chains went out. What was sent since is read back from the stream.
const SAVE_EVERY: Duration = Duration::from_secs(1);
/// How often it is looked for what other nodes committed.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How often a node that does not publish looks whether it should.
const STANDBY_EVERY: Duration = Duration::from_secs(3);
/// The first wait after a failure; it doubles up to [`PAUSE_MAX`].
const PAUSE_MIN: Duration = Duration::from_millis(100);
const PAUSE_MAX: Duration = Duration::from_secs(5);

/// Starts to publish; ends with the core.
pub(super) fn start(core: &Arc<Core>, address: Address, status: Arc<Status>) {
    let (weak, grown) = (Arc::downgrade(core), core.ledger.grown());
    let publisher = Publisher { core: weak, grown, address, status, pause: PAUSE_MIN };
    tokio::spawn(publisher.run());
}

/// Why a session ended.
enum End {
    /// The backend has stopped.
    Stopped,
    /// Another node publishes.
    Standby,
    /// Entries do not go out, for this reason.
    Problem(Reason),
}

impl From<Reason> for End {
    fn from(problem: Reason) -> Self {
        Self::Problem(problem)
    }
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        tracing::warn!(%error, "the bus could not use the database");
        Self::Problem(refusal::BusWithoutDatabase.into())
    }
}

/// Publishes for as long as there is a core. It holds the core only while it uses the database, never while it waits for
/// NATS: the backend may stop at any moment.
struct Publisher {
    core: Weak<Core>,
    grown: watch::Receiver<()>,
    address: Address,
    status: Arc<Status>,
    /// How long the next wait after a failure is.
    pause: Duration,
}

impl Publisher {
    async fn run(mut self) {
        loop {
            let end = match AssertUnwindSafe(self.session()).catch_unwind().await {
                Ok(Err(end)) => end,
                Err(_) => {
                    tracing::error!("the task that publishes panicked; it begins anew");
                    End::Problem(refusal::BusBroken.into())
                }
            };
            let wait = match end {
                End::Stopped => return,
                End::Standby => {
                    self.status.set(BusLink::Standby, None);
                    STANDBY_EVERY
                }
                End::Problem(problem) => {
                    self.status.set(BusLink::Away, Some(problem));
                    let pause = self.pause;
                    self.pause = (pause * 2).min(PAUSE_MAX);
                    pause
                }
            };
            // Commits do not shorten the wait; the end of the ledger does.
            if timeout(wait, async { while self.grown.changed().await.is_ok() {} }).await.is_ok() {
                return;
            }
        }
    }

    async fn session(&mut self) -> Result<Infallible, End> {
        let Some(lead) = Lead::take(&self.store()?).await? else { return Err(End::Standby) };
        let nats = Connection::open(&self.address).await?;
        let mut session = Session {
            publisher: self,
            lead,
            nats,
            places: BTreeMap::new(),
            unsaved: BTreeSet::new(),
            saved_at: Instant::now(),
            window: limits::BUS_IN_FLIGHT_MAX,
        };
        let Err(end) = session.go_on().await;
        // As far as it can be: what is not written is read back.
        if matches!(end, End::Problem(_)) {
            let _ = session.save().await;
        }
        Err(end)
    }

    fn core(&self) -> Result<Arc<Core>, End> {
        self.core.upgrade().ok_or(End::Stopped)
    }

    fn store(&self) -> Result<Store, End> {
        Ok(self.core()?.store.clone())
    }
}

/// Where a chain stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// The place in the chain of its last entry that is in the stream.
    seq: i64,
    /// The place in the stream of the subject's last message; 0 if there is none.
    stream_seq: u64,
}

/// What is known when a chain's place is looked for.
struct Known {
    /// The place in the chain of the last entry that was written down as gone to this stream, and its place there.
    cursor: (i64, u64),
    /// The subject's last message.
    last: Option<Stored>,
    /// The place in the chain of the entry in it.
    last_seq: Option<i64>,
    /// The place of the last message that the stream took.
    stream_end: u64,
    /// Whether messages leave the stream when they were read.
    emptied_by_readers: bool,
}

impl Known {
    /// The stream is right: the cursor may be older, by what was sent and not written down, or newer, by what a crash of
    /// NATS took. Only where the subject's last message may have left for other reasons the cursor counts, unless the
    /// stream is shorter than it was then.
    fn place(&self) -> Place {
        let (seq, stream_seq) = self.cursor;
        let cursor = if stream_seq <= self.stream_end { seq } else { 0 };
        let seq = match self.last_seq {
            Some(last) if self.emptied_by_readers => last.max(cursor),
            Some(last) => last,
            None => cursor,
        };
        Place { seq, stream_seq: self.last.map_or(0, |last| last.stream_seq) }
    }
}

/// One connection to NATS, from reading back to the first failure.
struct Session<'p> {
    publisher: &'p mut Publisher,
    lead: Lead,
    nats: Connection,
    places: BTreeMap<i64, Place>,
    /// Chains whose place is not written down.
    unsaved: BTreeSet<i64>,
    saved_at: Instant,
    /// How many messages are sent before the first is acknowledged.
    window: usize,
}

impl Session<'_> {
    async fn go_on(&mut self) -> Result<Infallible, End> {
        self.read_back().await?;
        loop {
            let more = self.publish_new().await?;
            self.publisher.status.set(BusLink::Connected, None);
            self.publisher.pause = PAUSE_MIN;
            if !self.unsaved.is_empty() && self.saved_at.elapsed() >= SAVE_EVERY {
                self.save().await?;
            }
            if !more {
                self.wait().await?;
                self.lead.keep().await?;
            }
        }
    }

    /// Finds out where every chain stands, also those that have nothing new: NATS may have lost what they had sent.
    async fn read_back(&mut self) -> Result<(), End> {
        for (chain, _) in self.chain_ends().await? {
            self.find_place(chain).await?;
        }
        // Before anything is sent: what was lost would look as if it were there once others have lengthened the stream.
        self.save().await
    }

    async fn chain_ends(&self) -> Result<Vec<(i64, i64)>, End> {
        let store = self.publisher.store()?;
        Ok(store::entries::chain_ends(&mut store.read().await?.conn()).await?)
    }

    async fn find_place(&mut self, chain: i64) -> Result<Place, End> {
        let last = self.nats.last(&subject(chain)).await?;
        let store = self.publisher.store()?;
        let mut lease = store.read().await?;
        let conn = &mut lease.conn();
        let written = store::bus::find(conn, chain).await?;
        let entry = match last.and_then(|last| last.entry) {
            Some(id) => store::entries::find(conn, id).await?.filter(|entry| entry.chain == chain),
            None => None,
        };
        if last.is_some() && entry.is_none() {
            tracing::warn!(chain, "somebody else published on the subject of this chain");
        }
        let of_this_stream = written.as_ref().filter(|written| written.stream == self.nats.identity());
        let cursor = match (self.places.get(&chain), of_this_stream) {
            // What this session sent is newer than what is written down.
            (Some(place), _) => (place.seq, 0),
            (None, Some(written)) => (written.seq, written.stream_seq.cast_unsigned()),
            (None, None) => (0, 0),
        };
        let known = Known {
            cursor,
            last,
            last_seq: entry.map(|entry| entry.seq),
            stream_end: self.nats.end(),
            emptied_by_readers: self.nats.is_emptied_by_readers(),
        };
        let place = known.place();
        self.places.insert(chain, place);
        if of_this_stream.map(|written| written.seq) != Some(place.seq) && (written.is_some() || place.seq > 0) {
            self.unsaved.insert(chain);
        }
        Ok(place)
    }

    /// Publishes a batch of every chain that has new entries; returns whether there may be more.
    async fn publish_new(&mut self) -> Result<bool, End> {
        let mut more = false;
        for (chain, end) in self.chain_ends().await? {
            let place = match self.places.get(&chain) {
                Some(place) => *place,
                None => self.find_place(chain).await?,
            };
            if place.seq < end {
                self.lead.keep().await?;
                let rows = self.entries_after(chain, place.seq).await?;
                self.publish(chain, place, rows).await?;
                more |= self.places.get(&chain).is_none_or(|place| place.seq < end);
            }
        }
        Ok(more)
    }

    async fn entries_after(&self, chain: i64, seq: i64) -> Result<Vec<EntryRow>, End> {
        let store = self.publisher.store()?;
        let limit = self.window.try_into().unwrap_or(i64::MAX);
        Ok(store::entries::after(&mut store.read().await?.conn(), chain, seq, limit).await?)
    }

    /// Publishes a batch, and moves the place of its chain as far as it is stored.
    async fn publish(&mut self, chain: i64, place: Place, rows: Vec<EntryRow>) -> Result<(), End> {
        if rows.is_empty() {
            return Err(End::Problem(refusal::LedgerLacksEntries.into()));
        }
        let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
        let batch = rows.into_iter().map(outgoing).collect::<Result<_, _>>()?;
        let subject = subject(chain);
        let Sent { stored, stream_seq, failure } = self.nats.publish(&subject, place.stream_seq, batch).await;
        if let (Some(seq), Some(stream_seq)) = (stored.checked_sub(1).and_then(|last| seqs.get(last)), stream_seq) {
            self.places.insert(chain, Place { seq: *seq, stream_seq });
            self.unsaved.insert(chain);
            // A stream that is read as fast as it fills makes progress.
            self.publisher.pause = PAUSE_MIN;
        }
        match failure {
            None => self.window = (self.window * 2).min(limits::BUS_IN_FLIGHT_MAX),
            Some(Failure::Other(problem)) => return Err(End::Problem(problem)),
            // Others publish to the same stream, or it settles each message before it looks at the next: fewer at once.
            Some(Failure::OutOfStep) => self.window = stored.max(1),
        }
        // The subject's last message is not the one it was: it left the stream, or somebody published another.
        if stored == 0 && self.find_place(chain).await? == place {
            return Err(End::Problem(refusal::NatsUnclear { subject }.into()));
        }
        Ok(())
    }

    /// Writes down how far the chains went out.
    async fn save(&mut self) -> Result<(), End> {
        self.lead.keep().await?;
        let stream = self.nats.identity();
        let place = |chain: &i64| Some((*chain, *self.places.get(chain)?));
        let cursors: Vec<Cursor> = self
            .unsaved
            .iter()
            .filter_map(place)
            .map(|(chain, Place { seq, stream_seq })| Cursor {
                chain,
                seq,
                stream: stream.clone(),
                stream_seq: stream_seq.cast_signed(),
            })
            .collect();
        self.saved_at = Instant::now();
        if cursors.is_empty() {
            return Ok(());
        }
        self.publisher
            .core()?
            .ledger
            .write(async move |tx: &mut Tx| {
                for cursor in &cursors {
                    store::bus::save(&mut tx.conn(), cursor).await?;
                }
                Ok(())
            })
            .await?;
        self.unsaved.clear();
        Ok(())
    }

    /// Waits until there is something to do.
    async fn wait(&mut self) -> Result<(), End> {
        let at_most =
            if self.unsaved.is_empty() { LOOK_EVERY } else { SAVE_EVERY.saturating_sub(self.saved_at.elapsed()) };
        tokio::select! {
            changed = self.publisher.grown.changed() => changed.map_err(|_| End::Stopped),
            problem = self.nats.lost() => Err(End::Problem(problem)),
            () = sleep(at_most) => Ok(()),
        }
    }
}

/// An entry in the form of the API, without what names a person.
fn outgoing(row: EntryRow) -> Result<Outgoing, Error> {
    let entry = trail::impersonal(row);
    let body = serde_json::to_vec(&entry).map_err(|cause| Error::Internal(format!("an entry is no JSON: {cause}")))?;
    Ok(Outgoing { id: entry.id, body })
}

/// Where the entries of a chain go.
fn subject(chain: i64) -> String {
    if chain == VENUE_CHAIN { "venue.audit".to_owned() } else { format!("event.{chain}.audit") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let last = Some(Stored { stream_seq: 40, entry: None });
        Known { cursor: (7, 40), last, last_seq: Some(7), stream_end: 50, emptied_by_readers: false }
    }

    #[test]
    fn it_goes_on_after_what_the_stream_has() {
        let seq = |known: Known| known.place().seq;
        assert_eq!(known().place(), Place { seq: 7, stream_seq: 40 });
        assert_eq!(seq(Known { last_seq: Some(9), ..known() }), 9, "an acknowledgement was lost");
        assert_eq!(seq(Known { last_seq: Some(5), ..known() }), 5, "NATS lost what it had acknowledged");
        assert_eq!(seq(Known { last_seq: Some(5), emptied_by_readers: true, ..known() }), 7, "the rest was read");
    }

    #[test]
    fn where_the_stream_has_nothing_the_cursor_counts_unless_the_stream_is_shorter() {
        let nothing = || Known { last: None, last_seq: None, ..known() };
        assert_eq!(nothing().place(), Place { seq: 7, stream_seq: 0 });
        assert_eq!(Known { stream_end: 39, ..nothing() }.place(), Place { seq: 0, stream_seq: 0 });
        assert_eq!(Known { cursor: (0, 0), ..nothing() }.place(), Place { seq: 0, stream_seq: 0 });
    }

    #[test]
    fn a_message_of_somebody_else_is_gone_on_after() {
        let foreign = Known { last_seq: None, ..known() };
        assert_eq!(foreign.place(), Place { seq: 7, stream_seq: 40 });
    }
}
