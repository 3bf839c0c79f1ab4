//! Laps as they come in: counted, or held.
//!
//! Requests that arrive while a group is being made durable are judged and written together by one change, with one
//! look-up and one insert for all of them, however many there are. Each lap has an entry of its own all the same.

use super::{
    batch::{Batch, came, outcome},
    held,
    intake::LapRequest,
    lane_book::LaneBook,
    laps::Laps,
    reads::Passings,
    shares::Sharing,
    totals::refresh_totals,
};
use crate::{
    auth::Who,
    error::{Error, Result},
    ledger::Tx,
    records::Actor,
    store::{
        self,
        laps::{Incoming, Namesake},
    },
};
use domain::{
    Action, Problem,
    ids::EventId,
    lap::{LapItem, LapOutcome, LapStatus},
    limits,
    refusal::{self, Reason},
    strict,
};
use futures::FutureExt;
use serde_json::value::RawValue;
use std::{
    collections::{BTreeSet, HashMap},
    panic::AssertUnwindSafe,
};
use tokio::sync::oneshot;

impl Laps {
    /// Counts laps; answers each in its place, once all are durable. Safe to repeat: an id counts once.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, or there are no laps or too many. A bad lap is no error: it is
    /// rejected alone.
    pub async fn record(&self, who: &Who, event: EventId, laps: Vec<Box<RawValue>>) -> Result<Vec<LapOutcome>> {
        self.core.allow(who, Action::CountLaps, event)?;
        if laps.is_empty() || laps.len() > limits::LAPS_PER_REQUEST_MAX {
            return Err(Problem::from(refusal::SendLapsRange { max: limits::LAPS_PER_REQUEST_MAX }).into());
        }
        let laps = laps.iter().map(|raw| parse(raw.get())).collect();
        let (reply, answer) = oneshot::channel();
        if self.intake.enqueue(event, LapRequest { actor: who.actor(), laps, reply }) {
            tokio::spawn(self.clone().keep_draining(event));
        }
        // The sender is dropped unanswered only if the group was not seen to become durable, which was logged there.
        answer.await.map_err(|_| unavailable())
    }

    /// Hands on what waits until nothing does. After a defect those that waited are told to send again, and the next
    /// request sends a task of its own.
    async fn keep_draining(self, event: EventId) {
        while AssertUnwindSafe(self.drain(event)).catch_unwind().await.is_err() {
            tracing::error!("the task that hands on laps panicked; it begins anew");
            drop(self.intake.take(event));
        }
    }

    async fn drain(&self, event: EventId) {
        loop {
            let laps = self.clone();
            let done = self
                .core
                .ledger
                .commit(event, async move |tx: &mut Tx| write_requests(tx, event, laps.intake.take(event)).await);
            match done.await {
                // Nobody waits for an answer whose connection is gone.
                Ok(answers) => answers.into_iter().for_each(|(reply, outcomes)| drop(reply.send(outcomes))),
                // Those that waited for a group which could not begin are told now; they will send again.
                Err(error) => {
                    drop(Problem::from(error));
                    drop(self.intake.take(event));
                }
            }
            if self.intake.rest(event) {
                return;
            }
        }
    }
}

fn unavailable() -> Error {
    Problem::from(refusal::OutcomeUnknown).into()
}

/// Reads one item; a bad one is rejected with what is wrong, and with whatever it has as an id.
fn parse(item: &str) -> Result<LapItem, LapOutcome> {
    #[derive(serde::Deserialize)]
    struct Id {
        id: serde_json::Value,
    }
    let reject = |reason: Reason| {
        let id = serde_json::from_str::<Id>(item).map(|item| match item.id {
            serde_json::Value::String(id) => id.chars().take(limits::NAME_CHARS_MAX).collect(),
            other => other.to_string().chars().take(limits::NAME_CHARS_MAX).collect(),
        });
        LapOutcome::of(id.unwrap_or_default(), LapStatus::Rejected, Some(reason))
    };
    match strict::from_slice::<LapItem>(item.as_bytes()) {
        Ok(lap) => lap.check().map_err(reject).map(|()| lap),
        Err(cause) => {
            let text = cause.to_string();
            let detail = text.split(" at line ").next().unwrap_or_default().to_owned();
            Err(reject(refusal::LapUnreadable { detail }.into()))
        }
    }
}

type Answers = Vec<(oneshot::Sender<Vec<LapOutcome>>, Vec<LapOutcome>)>;
/// Laps as one caller sent them, those rejected that cannot be read.
pub(super) type Sent = (Actor, Vec<Result<LapItem, LapOutcome>>);

async fn write_requests(tx: &mut Tx, event: EventId, requests: Vec<LapRequest>) -> Result<Answers> {
    let parts = requests.into_iter().map(|LapRequest { actor, laps, reply }| (reply, (actor, laps)));
    let (replies, sent): (Vec<_>, Vec<_>) = parts.unzip();
    Ok(replies.into_iter().zip(write(tx, event, sent).await?).collect())
}

/// Judges and writes all these laps; the answers are in their order.
pub(crate) async fn write(tx: &mut Tx, event: EventId, sent: Vec<Sent>) -> Result<Vec<Vec<LapOutcome>>> {
    let book = LaneBook::load(tx, event).await?;
    let mut batch = Batch {
        event: tx.event(event).await?,
        sharing: Sharing::load(tx, event, &book).await?,
        book,
        waiting: HashMap::new(),
        counted: Vec::new(),
        held: Vec::new(),
        seen: HashMap::new(),
        passings: Passings::look_up(tx, event, sent.iter().flat_map(|(_, laps)| laps.iter().flatten())).await?,
        taken_off: BTreeSet::new(),
    };
    let good = || sent.iter().flat_map(|(_, laps)| laps.iter().filter_map(|lap| lap.as_ref().ok()));
    let incoming =
        good().map(|lap| Incoming { id: lap.id, bib: batch.passings.bib_of(lap), counted_at: lap.counted_at });
    let incoming: Vec<_> = incoming.collect();
    let mut known = store::laps::look_up(&mut tx.conn(), event, &incoming).await?;
    known.sort_by_key(|row| row.no);
    let lanes: Vec<_> = good().map(|lap| batch.lane_of(lap)).collect();
    let by_actor = sent.iter().flat_map(|(actor, laps)| laps.iter().flatten().map(move |lap| (actor, lap)));
    let facts = known.iter().zip(&lanes);
    let came: Vec<_> = by_actor
        .zip(facts)
        .filter_map(|((actor, lap), (known, lane))| Some((came(actor, lap, known, lane.as_ref().ok()?)?, actor)))
        .collect();
    batch.sharing.prepare(tx, &batch.book, &came).await?;
    for (lap, known) in incoming.iter().zip(&known) {
        if known.namesake(event) == Some(Namesake::Held)
            && let Some(row) = store::held::find(&mut tx.conn(), event, lap.id).await?
        {
            batch.waiting.insert(lap.id, held::reason_of(&row));
        }
    }
    let mut facts = known.into_iter().zip(lanes);
    let mut answers = Vec::with_capacity(sent.len());
    for (actor, laps) in sent {
        let outcomes = laps.into_iter().map(|lap| match lap {
            Err(rejected) => rejected,
            Ok(lap) => match facts.next() {
                Some((known, lane)) => batch.settle(tx, &actor, &lap, &known, lane),
                None => outcome(lap.id, LapStatus::Rejected, Some(refusal::LapLost.into())),
            },
        });
        answers.push(outcomes.collect());
    }
    store::laps::insert(&mut tx.conn(), event, &batch.counted).await?;
    for player in batch.taken_off {
        refresh_totals(tx, event, player).await?;
    }
    for lap in &batch.held {
        store::held::hold(&mut tx.conn(), event, lap).await?;
    }
    Ok(answers)
}
