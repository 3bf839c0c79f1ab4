//! The one way to write.
//!
//! A service hands the ledger a change; the ledger runs it inside the transaction of a group, in a savepoint, so that
//! its rules see the changes before it and its failure leaves them alone. While one group is being made durable, what
//! arrives waits for the next, and all of it becomes durable together. Only then is it published and answered.

mod group;

use crate::{
    error::{Error, Result},
    live::Live,
    records::{Effect, Erased, EventRecord, HubEffect, NewEntry, VENUE_CHAIN},
    store::{self, Conn, Store, WriteTx, entries::TakenEnd},
    time::TimeSource,
};
use domain::{Timestamp, clock::Clock, ids::EventId, limits, topic::Topic};
use futures::{FutureExt, future::BoxFuture};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::AssertUnwindSafe,
    sync::Arc,
};
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;

/// The transaction as a change sees it.
pub(crate) struct Tx {
    inner: WriteTx,
    now: Timestamp,
    /// The ends of the chains that were taken, where others may move them.
    chains: Vec<TakenEnd>,
    entries: Vec<(Uuid, NewEntry)>,
    effects: Vec<Effect>,
    /// What pages have to ask for again, once for all entries of the group; a change that fails leaves its own behind,
    /// which has them ask in vain.
    topics: BTreeSet<(EventId, Topic)>,
    /// Events as they are in the transaction, as far as they were asked for.
    events: BTreeMap<EventId, Arc<EventRecord>>,
    /// Whose personal data was erased, each with how many entries there were before.
    erased: Vec<(usize, Erased)>,
    /// The highest id that was given or found.
    last_id: Uuid,
}

impl Tx {
    /// The connection for store functions.
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        self.inner.conn()
    }

    /// The moment of the group.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// An event as it is in the transaction, read once a group.
    ///
    /// # Errors
    /// Not found if there is no such event, or if the database cannot be read.
    pub(crate) async fn event(&mut self, id: EventId) -> Result<Arc<EventRecord>> {
        if let Some(known) = self.events.get(&id) {
            return Ok(known.clone());
        }
        let read = Arc::new(store::events::find(&mut self.conn(), id).await?);
        self.events.insert(id, read.clone());
        Ok(read)
    }

    /// Writes what an event is, and publishes it.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub(crate) async fn set_event(&mut self, record: EventRecord) -> Result<()> {
        store::events::update(&mut self.conn(), &record).await?;
        self.events.insert(record.id, Arc::new(record.clone()));
        self.publish(Effect::EventChanged(Box::new(record)));
        Ok(())
    }

    /// Sets an event's clock, and publishes it.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub(crate) async fn set_clock(&mut self, event: EventId, clock: Clock) -> Result<()> {
        store::events::set_clock(&mut self.conn(), event, &clock).await?;
        self.events.remove(&event);
        self.tell(event, HubEffect::Clock(clock));
        Ok(())
    }

    /// Reads an event's pace groups anew, after one of them or of its lanes was changed, and publishes them.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub(crate) async fn refresh_pace_groups(&mut self, event: EventId) -> Result<()> {
        self.events.remove(&event);
        let groups = self.event(event).await?.pace_groups.clone();
        self.publish(Effect::PaceGroups(event, groups));
        Ok(())
    }

    /// Adds an entry to be written with the change, has pages ask for what it changed, and gives it its id: above all before
    /// it in its chain, also where this node's clock is behind another's or was set back, because pages of the audit trail
    /// go by it.
    pub(crate) fn record(&mut self, entry: NewEntry) -> Uuid {
        if let Some(event) = entry.event() {
            for topic in entry.change().topics() {
                self.topics.insert((event, topic));
            }
        }
        let next = Uuid::from_u128(self.last_id.as_u128().saturating_add(1));
        self.last_id = Uuid::now_v7().max(next);
        self.entries.push((self.last_id, entry));
        self.last_id
    }

    /// Erases what entries hold of people: what is stored, and what of this group is still to be written.
    pub(crate) async fn erase(&mut self, whom: Erased) -> Result<()> {
        self.erased.push((self.entries.len(), whom));
        match whom {
            Erased::Player(player) => store::entries::erase_people(&mut self.conn(), player).await,
            Erased::Event(event) => store::entries::erase_chain(&mut self.conn(), event.0).await,
        }
    }

    /// Whether an entry's personal part was erased before it was written.
    fn is_erased(&self, no: usize, entry: &NewEntry) -> bool {
        self.erased.iter().any(|(before, whom)| no < *before && entry.is_about(*whom))
    }

    /// Adds what is to be published once the change is durable.
    pub(crate) fn publish(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Adds what an event's hub is to be told.
    pub(crate) fn tell(&mut self, event: EventId, effect: HubEffect) {
        self.publish(Effect::Event(event, effect));
    }
}

/// A change inside the transaction: `async move |tx: &mut Tx| …`.
pub(crate) trait Doing<'t, T> {
    /// Does it.
    fn run(self, tx: &'t mut Tx) -> BoxFuture<'t, Result<T>>;
}

impl<'t, T, F, Fut> Doing<'t, T> for F
where
    F: FnOnce(&'t mut Tx) -> Fut,
    Fut: Future<Output = Result<T>> + Send + 't,
{
    fn run(self, tx: &'t mut Tx) -> BoxFuture<'t, Result<T>> {
        Box::pin(self(tx))
    }
}

/// A change inside the transaction of a thing that was found there: `async move |tx: &mut Tx, old: &T| …`.
pub(crate) trait DoingTo<'t, X, T> {
    /// Does it.
    fn run(self, tx: &'t mut Tx, to: &'t X) -> BoxFuture<'t, Result<T>>;
}

impl<'t, X: 't, T, F, Fut> DoingTo<'t, X, T> for F
where
    F: FnOnce(&'t mut Tx, &'t X) -> Fut,
    Fut: Future<Output = Result<T>> + Send + 't,
{
    fn run(self, tx: &'t mut Tx, to: &'t X) -> BoxFuture<'t, Result<T>> {
        Box::pin(self(tx, to))
    }
}

/// A change with the way to answer whoever asked for it.
trait Job: Send {
    /// The chain that the change extends, if it makes entries.
    fn chain(&self) -> Option<i64>;
    /// Runs the change and returns whether it succeeded and how to answer once the group is durable.
    fn run(self: Box<Self>, tx: &mut Tx) -> BoxFuture<'_, Done>;
    /// Answers that the change could not even be tried.
    fn fail(self: Box<Self>, error: Error);
}

struct Done {
    /// None if the change succeeded, else its failure.
    error: Option<Error>,
    /// To be called with the fate of the whole group.
    answer: Box<dyn FnOnce(Result<()>) + Send>,
}

struct Pending<T, F> {
    chain: Option<i64>,
    change: F,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Pending<T, F>
where
    T: Send + 'static,
    F: for<'t> Doing<'t, T> + Send + 'static,
{
    fn chain(&self) -> Option<i64> {
        self.chain
    }

    fn run(self: Box<Self>, tx: &mut Tx) -> BoxFuture<'_, Done> {
        Box::pin(async move {
            let Self { change, reply, .. } = *self;
            // A defect in one change must not end the only task that writes, nor the group.
            let result = AssertUnwindSafe(change.run(tx)).catch_unwind().await;
            let result = result.unwrap_or_else(|_| Err(Error::Internal("a change panicked".into())));
            let error = result.as_ref().err().cloned();
            // Nobody waits any more if the caller went away; the change stands all the same.
            let answer = move |group: Result<()>| drop(reply.send(group.and(result)));
            Done { error, answer: Box::new(answer) }
        })
    }

    fn fail(self: Box<Self>, error: Error) {
        drop(self.reply.send(Err(error)));
    }
}

/// The handle by which services commit.
#[derive(Clone)]
pub(crate) struct Ledger {
    queue: mpsc::Sender<Box<dyn Job>>,
    grown: watch::Receiver<()>,
}

impl Ledger {
    /// Starts the one task that writes.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub(crate) async fn start(store: Store, live: Live, time: Arc<dyn TimeSource>) -> Result<Self> {
        let (queue, jobs) = mpsc::channel(limits::LEDGER_QUEUE_MAX);
        let (has_grown, grown) = watch::channel(());
        let last_id = store::entries::last_id(&mut store.read().await?.conn()).await?;
        let last_id = last_id.unwrap_or_default();
        tokio::spawn(group::Writer { store, live, time, jobs, has_grown, last_id }.run());
        Ok(Self { queue, grown })
    }

    /// Tells whenever chains have grown here, without waiting for whoever listens; ends with the ledger.
    pub(crate) fn grown(&self) -> watch::Receiver<()> {
        self.grown.clone()
    }

    /// Runs a change of an event; returns when it is durable and published.
    pub(crate) async fn commit<T, F>(&self, event: EventId, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> Doing<'t, T> + Send + 'static,
    {
        self.submit(Some(event.0), change).await
    }

    /// Runs a change that belongs to no event.
    pub(crate) async fn commit_venue<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> Doing<'t, T> + Send + 'static,
    {
        self.submit(Some(VENUE_CHAIN), change).await
    }

    /// Writes what makes no entry: sessions, last-seen, rotation of tokens, how far the bus is.
    pub(crate) async fn write<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> Doing<'t, T> + Send + 'static,
    {
        self.submit(None, change).await
    }

    async fn submit<T, F>(&self, chain: Option<i64>, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> Doing<'t, T> + Send + 'static,
    {
        let stopped = || Error::Internal("the ledger has stopped".into());
        let (reply, answer) = oneshot::channel();
        self.queue.send(Box::new(Pending { chain, change, reply })).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| Error::broken_off())?
    }
}
