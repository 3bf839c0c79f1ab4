//! What is done from time to time, unasked.

use crate::{
    core::Core,
    error::Result,
    ledger::Tx,
    services::counting,
    store::{self, listening::Notices},
};
use domain::{limits, topic::Topic};
use futures::FutureExt;
use std::{
    panic::AssertUnwindSafe,
    pin::pin,
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::time::sleep;

/// How often it is written when devices were last seen.
const SEEN_EVERY: Duration = Duration::from_secs(10);
/// How often sessions, codes, tokens and wrong PINs that are over are forgotten.
const FORGET_EVERY: Duration = Duration::from_hours(1);
/// How often laps that were held because their time lay in the future are looked at again.
const FUTURE_EVERY: Duration = Duration::from_secs(5);

/// How often SQLite's log is copied into its file: often enough that little has to be copied at once.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(1);

/// How often PostgreSQL is asked whether another node wrote, for where its notices do not come: from a node of an older
/// version, or while the connection is made anew on which they come. Whoever lost a right there, loses it here this much
/// later at most.
const FOLLOW_EVERY: Duration = Duration::from_millis(250);
/// How long is waited before it is tried again to listen for notices.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);
/// For how long notices are gathered: a node that takes laps tells of each group, and boards change no more often.
const FOLLOW_PAUSE: Duration = Duration::from_millis(10);

/// Starts all of it; it ends with the core.
pub(crate) fn start(core: &Arc<Core>) {
    if core.store.is_shared() {
        tokio::spawn(every(
            FOLLOW_EVERY,
            Arc::downgrade(core),
            "what other nodes wrote could not be read",
            |core| async move { core.live.catch_up().await },
        ));
        tokio::spawn(every(
            LISTEN_AGAIN,
            Arc::downgrade(core),
            "other nodes' notices cannot be heard; they are looked for instead",
            // Not for as long as it listens: the backend may stop at any moment.
            |core| listen(Arc::downgrade(&core)),
        ));
        let failure = "when devices were last seen elsewhere could not be read";
        tokio::spawn(every(SEEN_EVERY, Arc::downgrade(core), failure, seen_elsewhere));
    }
    tokio::spawn(every(SEEN_EVERY, Arc::downgrade(core), "when devices were last seen could not be written", seen));
    tokio::spawn(every(
        CHECKPOINT_EVERY,
        Arc::downgrade(core),
        "the database's log could not be copied into its file",
        |core| async move { core.store.checkpoint().await },
    ));
    tokio::spawn(every(FORGET_EVERY, Arc::downgrade(core), "what has ended could not be forgotten", forget_ended));
    tokio::spawn(every(
        FUTURE_EVERY,
        Arc::downgrade(core),
        "held laps could not be looked at again",
        |core| async move { counting::count_due(&core).await },
    ));
}

/// Follows other nodes as soon as they tell that they wrote, until listening fails or the core is gone. It holds the core
/// only while it follows.
async fn listen(core: Weak<Core>) -> Result<()> {
    let Some(alive) = core.upgrade() else { return Ok(()) };
    let Some(mut notices) = Notices::listen(&alive.store).await? else { return Ok(()) };
    let mut grown = alive.ledger.grown();
    drop(alive);
    // The ledger ends with the core, and the connection with it.
    let ended = async { while grown.changed().await.is_ok() {} };
    let mut ended = pin!(ended);
    loop {
        let heard = tokio::select! {
            () = &mut ended => return Ok(()),
            heard = notices.next() => heard?,
        };
        let Some(alive) = core.upgrade() else { return Ok(()) };
        let is_known = || heard.is_some_and(|(chain, seq)| alive.live.knows(chain, seq));
        if !is_known() {
            sleep(FOLLOW_PAUSE).await;
            // A change of this node's may have brought it meanwhile.
            if !is_known() {
                alive.live.catch_up().await?;
            }
        }
    }
}

/// Does something now and then every so often, until the core is gone. A failure or a defect is logged; the next turn tries
/// again.
async fn every<F, A>(pause: Duration, core: Weak<Core>, failure: &'static str, job: F)
where
    F: Fn(Arc<Core>) -> A + Send,
    A: Future<Output = Result<()>> + Send,
{
    while let Some(alive) = core.upgrade() {
        match AssertUnwindSafe(job(alive)).catch_unwind().await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => tracing::warn!(%cause, failure),
            Err(_) => tracing::error!("{failure}: it panicked"),
        }
        sleep(pause).await;
    }
}

/// Writes when devices were last seen and what stations said, gathered over a while.
async fn seen(core: Arc<Core>) -> Result<()> {
    let mut seen = core.live.directory().take_seen();
    let mut heard = core.live.stations().take_unwritten();
    if seen.is_empty() && heard.is_empty() {
        return Ok(());
    }
    // In one order, so that two nodes never wait for each other.
    seen.sort_unstable_by_key(|(device, _)| *device);
    heard.sort_unstable_by_key(|(device, _)| *device);
    core.ledger
        .write(async move |tx: &mut Tx| {
            for (device, at) in seen {
                store::devices::saw(&mut tx.conn(), device, at).await?;
            }
            for (device, heard) in heard {
                store::stations::save(&mut tx.conn(), device, &heard).await?;
            }
            Ok(())
        })
        .await?;
    core.live.tell_staff(Topic::Devices);
    Ok(())
}

/// Takes over when devices were last seen at other nodes, which no entry says.
async fn seen_elsewhere(core: Arc<Core>) -> Result<()> {
    let devices = store::devices::list(&mut core.store.read().await?.conn()).await?;
    let seen = devices.into_iter().filter_map(|device| Some((device.view.id, device.view.last_seen_at?)));
    core.live.directory().saw_all(seen);
    Ok(())
}

/// Forgets sessions, codes, tokens and shut-outs that have ended, and sources of PINs that nothing is known of any more.
async fn forget_ended(core: Arc<Core>) -> Result<()> {
    core.ledger
        .write(async move |tx: &mut Tx| {
            let now = tx.now();
            store::sessions::delete_ended(&mut tx.conn(), now.ms() / 1_000).await?;
            store::devices::delete_ended(&mut tx.conn(), now).await?;
            store::guessing::delete_ended(&mut tx.conn(), now).await?;
            let (wrong, known) = (now.plus_ms(-limits::PIN_FORGOTTEN_MS), now.plus_ms(-limits::PIN_KNOWN_MS));
            store::operators::delete_ended(&mut tx.conn(), now, wrong, known).await
        })
        .await
}
