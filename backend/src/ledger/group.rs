//! Group commit: the task that writes.

use super::{Done, Job, Tx};
use crate::{
    error::{Error, Result},
    live::Live,
    records::{Committed, Effect, Entry, HubEffect, chain::Hash},
    store::{self, Store},
    time::TimeSource,
};
use domain::{Timestamp, limits};
use futures::FutureExt;
use std::{
    collections::{BTreeMap, BTreeSet, btree_map},
    panic::AssertUnwindSafe,
    sync::Arc,
};
use tokio::sync::{mpsc, watch};
use uuid::Uuid;

/// The one that writes.
pub(super) struct Writer {
    pub(super) store: Store,
    pub(super) live: Live,
    pub(super) time: Arc<dyn TimeSource>,
    pub(super) jobs: mpsc::Receiver<Box<dyn Job>>,
    pub(super) has_grown: watch::Sender<()>,
    /// The highest id that was given or found.
    pub(super) last_id: Uuid,
}

impl Writer {
    /// Writes until nobody can send any more. After a defect it begins anew, on a new connection: whoever waits for the
    /// group that broke off is told so, everybody else is served.
    pub(super) async fn run(mut self) {
        while AssertUnwindSafe(self.write_groups()).catch_unwind().await.is_err() {
            tracing::error!("the task that writes panicked; it begins anew");
            // The group may have become durable before, without a word to whoever holds its event in memory.
            match AssertUnwindSafe(self.store.while_it_answers(self.live.catch_up())).catch_unwind().await {
                Ok(Some(Ok(()))) => {}
                ended => tracing::error!(?ended, "boards could not be brought up to date"),
            }
        }
    }

    /// Takes what waits, makes it durable together, publishes it, answers.
    async fn write_groups(&mut self) {
        let mut waiting = Vec::with_capacity(limits::GROUP_CHANGES_MAX);
        while self.jobs.recv_many(&mut waiting, limits::GROUP_CHANGES_MAX).await > 0 {
            let (jobs, now) = (std::mem::take(&mut waiting), self.time.now());
            let group = write_group(&self.store, &self.live, now, jobs, self.last_id);
            if let Some(group) = self.store.while_it_answers(group).await {
                self.publish_and_answer(group).await;
            } else {
                tracing::error!("the database does not answer; a group of changes is given up");
                self.refuse_waiting(&sqlx::Error::PoolTimedOut.into());
            }
        }
    }

    /// Refuses who waits already: the next group would fail as late as this one did, and they would wait for both.
    fn refuse_waiting(&mut self, error: &Error) {
        for _ in 0..self.jobs.len() {
            if let Ok(job) = self.jobs.try_recv() {
                job.fail(error.clone());
            }
        }
    }

    async fn publish_and_answer(&mut self, group: Group) {
        let Group { done, fate, behind, last_id } = group;
        self.last_id = last_id;
        let fate = match fate {
            Ok(committed) => {
                if !committed.ends.is_empty() {
                    self.has_grown.send_replace(());
                }
                let has_erased = committed.has_erased;
                let published = self.store.while_it_answers(publish(&self.live, committed, behind)).await;
                if published.is_none() {
                    tracing::error!("the database does not answer; the next change brings the boards up to date");
                }
                if has_erased {
                    self.store.forget_erased().await;
                }
                Ok(())
            }
            Err(error) => {
                if error.is_of_a_wait() {
                    self.refuse_waiting(&error);
                }
                Err(error)
            }
        };
        for job in done {
            (job.answer)(fate.clone());
        }
    }
}

/// What became of a group.
struct Group {
    /// How to answer those whose change was run.
    done: Vec<Done>,
    /// Whether all of it is durable, and what that means.
    fate: Result<Committed>,
    /// Whether what is in memory lacks something that was there before.
    behind: bool,
    /// The highest id that was given or found.
    last_id: Uuid,
}

/// Runs the changes in one transaction and makes it durable.
async fn write_group(store: &Store, live: &Live, now: Timestamp, jobs: Vec<Box<dyn Job>>, last_id: Uuid) -> Group {
    let chains: BTreeSet<i64> = jobs.iter().filter_map(|job| job.chain()).collect();
    let mut tx = match begin(store, now, chains, last_id).await {
        Ok(tx) => tx,
        Err(error) => {
            fail_all(jobs, &error);
            return Group { done: Vec::new(), fate: Err(error), behind: false, last_id };
        }
    };
    // Somebody else wrote since, or a commit of our own was not answered: what is in memory lacks it.
    let behind = tx.chains.iter().any(|end| !live.is_at(end.chain, end.seq));
    let mut done = Vec::with_capacity(jobs.len());
    let mut fate = Ok(());
    let mut jobs = jobs.into_iter();
    for job in jobs.by_ref() {
        match run_in_savepoint(&mut tx, job).await {
            (answered, Ok(())) => done.push(answered),
            (answered, Err(error)) => {
                done.push(answered);
                fate = Err(error);
                break;
            }
        }
    }
    let last_id = tx.last_id;
    let fate = match fate {
        Ok(()) => finish(tx).await,
        Err(error) => {
            fail_all(jobs, &error);
            Err(error)
        }
    };
    Group { done, fate, behind, last_id }
}

/// Publishes a durable group. Where another node wrote before it, what both wrote is read in order first; of the group's
/// own effects only the topics are left then.
async fn publish(live: &Live, committed: Committed, behind: bool) {
    if behind && let Err(cause) = live.catch_up().await {
        tracing::error!(%cause, "boards could not be brought up to date; the next change tries again");
        return;
    }
    live.publish(committed).await;
}

fn fail_all(jobs: impl IntoIterator<Item = Box<dyn Job>>, error: &Error) {
    for job in jobs {
        job.fail(error.clone());
    }
}

async fn begin(store: &Store, now: Timestamp, chains: BTreeSet<i64>, last_id: Uuid) -> Result<Tx> {
    let mut inner = store.begin().await?;
    let chains: Vec<i64> = chains.into_iter().collect();
    let chains = store::entries::lock_chains(&mut inner.conn(), &chains).await?;
    let last_id = chains.iter().filter_map(|end| end.last).fold(last_id, Ord::max);
    Ok(Tx {
        inner,
        now,
        chains,
        entries: Vec::new(),
        effects: Vec::new(),
        topics: BTreeSet::new(),
        events: BTreeMap::new(),
        erased: Vec::new(),
        last_id,
    })
}

/// Runs one change. The second result is an error only if the whole transaction is lost, as it is when the engine
/// itself fails: a full disk, a broken connection.
async fn run_in_savepoint(tx: &mut Tx, job: Box<dyn Job>) -> (Done, Result<()>) {
    if let Err(error) = tx.inner.savepoint().await {
        let answer = move |_| job.fail(error.clone());
        let lost = Error::Internal("the transaction was lost".into());
        return (Done { error: None, answer: Box::new(answer) }, Err(lost));
    }
    let (entries, effects, erased) = (tx.entries.len(), tx.effects.len(), tx.erased.len());
    let done = job.run(tx).await;
    let kept = if done.error.is_none() {
        tx.inner.release().await
    } else {
        tx.entries.truncate(entries);
        tx.effects.truncate(effects);
        tx.erased.truncate(erased);
        tx.events.clear();
        tx.inner.roll_back_part().await
    };
    (done, kept)
}

/// Gives the entries their places, writes them, and commits.
async fn finish(mut tx: Tx) -> Result<Committed> {
    let entries = std::mem::take(&mut tx.entries);
    let mut ends: BTreeMap<i64, (i64, Hash, Uuid)> = BTreeMap::new();
    for (id, entry) in &entries {
        if let btree_map::Entry::Vacant(end) = ends.entry(entry.chain()) {
            let taken = tx.chains.iter().find(|end| end.chain == entry.chain()).map(|end| (end.seq, end.hash));
            let (seq, hash) = match taken {
                Some(end) => end,
                None => store::entries::chain_end(&mut tx.inner.conn(), entry.chain()).await?,
            };
            end.insert((seq, hash, *id));
        }
    }
    let mut placed = Vec::with_capacity(entries.len());
    for (no, (id, entry)) in entries.into_iter().enumerate() {
        let chain = entry.chain();
        if let Some((seq, hash, last)) = ends.get_mut(&chain) {
            *seq += 1;
            let is_erased = tx.is_erased(no, &entry);
            let unwritable = |cause| Error::Internal(format!("an entry cannot be written: {cause}"));
            let mut entry = Entry::place(entry, id, *seq, tx.now, hash).map_err(unwritable)?;
            if is_erased {
                entry.people = None;
            }
            (*hash, *last) = (entry.hash, id);
            placed.push(entry);
        }
    }
    store::entries::insert(&mut tx.inner.conn(), &placed).await?;
    for (chain, (seq, hash, last)) in &ends {
        store::entries::set_chain_end(&mut tx.inner.conn(), *chain, *seq, hash, *last).await?;
    }
    tx.inner.commit().await.map_err(Error::of_commit)?;
    let ends = ends.into_iter().map(|(chain, (seq, ..))| (chain, seq.cast_unsigned())).collect();
    let mut effects = tx.effects;
    effects.extend(tx.topics.into_iter().map(|(event, topic)| Effect::Event(event, HubEffect::Topic(topic))));
    Ok(Committed { ends, effects, has_erased: !tx.erased.is_empty() })
}
