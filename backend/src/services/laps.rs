//! Laps: counted, held, taken back.
//!
//! Requests that arrive while a group is being made durable are judged and written together by one change, with one
//! look-up and one insert for all of them, however many there are. Each lap has an entry of its own all the same.

mod batch;

use super::{
    counters::Sharing,
    held,
    lane_book::LaneBook,
    tags::Passings,
    undo::{Wish, undo},
};
use crate::{
    Core,
    auth::Who,
    error::{Error, Result},
    ledger::Tx,
    records::{Actor, EventRecord},
    store::{
        self,
        held::HeldRow,
        laps::{Incoming, Namesake},
    },
};
use batch::{Batch, came};
use domain::{
    Action, Bib, Problem, ProblemKind, Timestamp,
    held::{HeldLapView, HeldReason, HeldState},
    ids::{EventId, LaneId, PlayerId},
    lap::{LapItem, LapOutcome, LapStatus},
    limits, strict,
    tag::Tag,
};
use futures::FutureExt;
use serde_json::value::RawValue;
use std::{
    collections::{BTreeSet, HashMap},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::oneshot;
use uuid::Uuid;

/// The counting of laps.
#[derive(Clone)]
pub struct Laps {
    pub(super) core: Arc<Core>,
    intake: Arc<Mutex<HashMap<EventId, Intake>>>,
}

/// Requests that wait for the next group.
#[derive(Default)]
struct Intake {
    waiting: Vec<LapRequest>,
    /// A task is on its way that will take what waits.
    draining: bool,
}

/// One request, parsed.
struct LapRequest {
    actor: Actor,
    laps: Vec<Result<LapItem, LapOutcome>>,
    reply: oneshot::Sender<Vec<LapOutcome>>,
}

impl Laps {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core, intake: Arc::default() }
    }

    /// Counts laps; answers each in its place, once all are durable. Safe to repeat: an id counts once.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, or there are no laps or too many. A bad lap is no error: it is
    /// rejected alone.
    pub async fn record(&self, who: &Who, event: EventId, laps: Vec<Box<RawValue>>) -> Result<Vec<LapOutcome>> {
        who.require(Action::CountLaps)?;
        self.core.live.directory().event(event)?;
        if laps.is_empty() || laps.len() > limits::LAPS_PER_REQUEST_MAX {
            return Err(Problem::invalid(format!("Send 1 to {} laps.", limits::LAPS_PER_REQUEST_MAX)).into());
        }
        let laps = laps.iter().map(|raw| parse(raw.get())).collect();
        let (reply, answer) = oneshot::channel();
        if self.enqueue(event, LapRequest { actor: who.actor(), laps, reply }) {
            tokio::spawn(self.clone().keep_draining(event));
        }
        // The sender is dropped unanswered only if the group was not seen to become durable, which was logged there.
        answer.await.map_err(|_| unavailable())
    }

    /// Adds a request to those that wait; returns whether a task must be sent to take them.
    fn enqueue(&self, event: EventId, request: LapRequest) -> bool {
        let mut intake = self.intake.lock().unwrap_or_else(PoisonError::into_inner);
        let intake = intake.entry(event).or_default();
        intake.waiting.push(request);
        !std::mem::replace(&mut intake.draining, true)
    }

    /// Takes as many waiting requests as one group may hold.
    fn take(&self, event: EventId) -> Vec<LapRequest> {
        let mut intake = self.intake.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(intake) = intake.get_mut(&event) else { return Vec::new() };
        let mut laps = 0;
        let count = intake.waiting.iter().take_while(|request| {
            laps += request.laps.len();
            laps <= limits::GROUP_LAPS_MAX
        });
        let count = count.count();
        intake.waiting.drain(..count).collect()
    }

    /// Whether nothing waits any more; the next request then sends a task of its own.
    fn rest(&self, event: EventId) -> bool {
        let mut intake = self.intake.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(intake) = intake.get_mut(&event) else { return true };
        intake.draining = !intake.waiting.is_empty();
        !intake.draining
    }

    /// Hands on what waits until nothing does. After a defect those that waited are told to send again, and the next
    /// request sends a task of its own.
    async fn keep_draining(self, event: EventId) {
        while AssertUnwindSafe(self.drain(event)).catch_unwind().await.is_err() {
            tracing::error!("the task that hands on laps panicked; it begins anew");
            drop(self.take(event));
        }
    }

    async fn drain(&self, event: EventId) {
        loop {
            let laps = self.clone();
            let done = self
                .core
                .ledger
                .commit(event, move |tx| Box::pin(async move { write_requests(tx, event, laps.take(event)).await }));
            match done.await {
                // Nobody waits for an answer whose connection is gone.
                Ok(answers) => answers.into_iter().for_each(|(reply, outcomes)| drop(reply.send(outcomes))),
                // Those that waited for a group which could not begin are told now; they will send again.
                Err(error) => {
                    drop(Problem::from(error));
                    drop(self.take(event));
                }
            }
            if self.rest(event) {
                return;
            }
        }
    }

    /// Takes a lap back: one that counted is voided, one that is held is dismissed. Safe to repeat.
    ///
    /// # Errors
    /// If the role is too low or there is no such lap.
    pub async fn void(&self, who: &Who, event: EventId, lap: Uuid) -> Result<LapOutcome> {
        who.require(Action::CountLaps)?;
        let who = who.clone();
        self.core.ledger.commit(event, move |tx| Box::pin(async move { void(tx, &who, event, lap).await })).await
    }

    /// Undoes the counting of a lap, as a station does within the first seconds; one that is held is dismissed. Safe to
    /// repeat. Unlike [`Laps::void`] the entry names the one that it undoes.
    ///
    /// # Errors
    /// If the role is too low or there is no such lap.
    pub async fn undo(&self, who: &Who, event: EventId, lap: Uuid) -> Result<LapOutcome> {
        who.require(Action::CountLaps)?;
        let record = self.core.live.directory().event(event)?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| Box::pin(async move { undo_count(tx, &who, &record, lap, None).await }))
            .await
    }

    /// Laps that are held, newest first.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn held(&self, who: &Who, event: EventId) -> Result<Vec<HeldLapView>> {
        who.require(Action::SettleHeldLaps)?;
        self.core.live.directory().event(event)?;
        let mut lease = self.core.store.read().await?;
        let rows = store::held::list(&mut lease.conn(), event).await?;
        // What a tablet counted for itself is looked at beside what counts, and is no question here.
        let is_question = |row: &HeldRow| row.reason != HeldReason::OtherTally.as_str();
        rows.into_iter()
            .filter(is_question)
            .map(|row| {
                Ok(HeldLapView {
                    id: row.id,
                    bib: row.bib.map(Bib::new).transpose()?,
                    tag: row.tag.as_deref().map(Tag::parse).transpose()?,
                    reason: held::reason_of(&row),
                    name: row.name,
                    lane: row.lane_name,
                    lane_id: row.lane_id.map(LaneId),
                    counted_at: Timestamp::from_ms(row.counted_at),
                    received_at: Timestamp::from_ms(row.received_at),
                    count: u32::try_from(row.count).unwrap_or(1),
                    device: row.device,
                })
            })
            .collect()
    }

    /// Looks again at laps that were held because their time lay in the future, once it no longer does. The backend
    /// does it by itself every few seconds.
    ///
    /// # Errors
    /// If the database cannot be read or written.
    pub async fn count_due(&self) -> Result<()> {
        held::count_due(&self.core).await
    }

    /// Counts held laps by a person's decision, all or none; returns how many were still held.
    ///
    /// # Errors
    /// If the role is too low, one is unknown, or nobody has its bib.
    pub async fn count_held(&self, who: &Who, event: EventId, laps: Vec<Uuid>) -> Result<usize> {
        self.settle(who, event, laps, true).await
    }

    /// Dismisses held laps by a person's decision, all or none; returns how many were still held.
    ///
    /// # Errors
    /// If the role is too low or one is unknown.
    pub async fn dismiss_held(&self, who: &Who, event: EventId, laps: Vec<Uuid>) -> Result<usize> {
        self.settle(who, event, laps, false).await
    }

    async fn settle(&self, who: &Who, event: EventId, laps: Vec<Uuid>, count: bool) -> Result<usize> {
        who.require(Action::SettleHeldLaps)?;
        self.core.live.directory().event(event)?;
        if laps.is_empty() || laps.len() > limits::LAPS_PER_REQUEST_MAX {
            return Err(Problem::invalid(format!("Choose 1 to {} laps.", limits::LAPS_PER_REQUEST_MAX)).into());
        }
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    if count {
                        held::count_all(tx, &who, event, &laps).await
                    } else {
                        held::dismiss_all(tx, &who, event, &laps).await
                    }
                })
            })
            .await
    }
}

fn unavailable() -> Error {
    let sentence = "The laps could not be made durable, as far as is known. Send them again: each counts once.";
    Problem::new(ProblemKind::Unavailable, sentence).into()
}

/// Reads one item; a bad one is rejected with what is wrong, and with whatever it has as an id.
fn parse(item: &str) -> Result<LapItem, LapOutcome> {
    #[derive(serde::Deserialize)]
    struct Id {
        id: serde_json::Value,
    }
    let reject = |reason: String| {
        let id = serde_json::from_str::<Id>(item).map(|item| match item.id {
            serde_json::Value::String(id) => id.chars().take(limits::NAME_CHARS_MAX).collect(),
            other => other.to_string().chars().take(limits::NAME_CHARS_MAX).collect(),
        });
        LapOutcome { id: id.unwrap_or_default(), status: LapStatus::Rejected, reason: Some(reason), held: false }
    };
    match strict::from_slice::<LapItem>(item.as_bytes()) {
        Ok(lap) => lap.check().map_err(|wrong| reject(wrong.to_owned())).map(|()| lap),
        Err(cause) => {
            let text = cause.to_string();
            Err(reject(text.split(" at line ").next().unwrap_or_default().to_owned()))
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
pub(super) async fn write(tx: &mut Tx, event: EventId, sent: Vec<Sent>) -> Result<Vec<Vec<LapOutcome>>> {
    let book = LaneBook::load(tx, event).await?;
    let mut batch = Batch {
        event,
        clock: store::events::clock(&mut tx.conn(), event).await?,
        placement: store::events::placement(&mut tx.conn(), event).await?,
        laps_per_tap: store::events::laps_per_tap(&mut tx.conn(), event).await?,
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
                None => outcome(lap.id, LapStatus::Rejected, Some("the lap was lost; send it again")),
            },
        });
        answers.push(outcomes.collect());
    }
    store::laps::insert(&mut tx.conn(), event, &batch.counted).await?;
    for player in batch.taken_off {
        held::refresh_totals(tx, event, player).await?;
    }
    for lap in &batch.held {
        store::held::hold(&mut tx.conn(), event, lap).await?;
    }
    Ok(answers)
}

pub(super) fn outcome(id: Uuid, status: LapStatus, reason: Option<&str>) -> LapOutcome {
    LapOutcome { id: id.to_string(), status, reason: reason.map(str::to_owned), held: status == LapStatus::Held }
}

/// Undoes the entry by which the lap counts now.
pub(super) async fn undo_count(
    tx: &mut Tx,
    who: &Who,
    event: &EventRecord,
    id: Uuid,
    reason: Option<String>,
) -> Result<LapOutcome> {
    let lap = store::laps::find(&mut tx.conn(), event.id, id).await?;
    let Some(lap) = lap.filter(|lap| !lap.voided) else { return void(tx, who, event.id, id).await };
    let player = PlayerId(lap.player_id);
    let newest = store::entries::newest_naming(&mut tx.conn(), event.id.0, &player, id).await?;
    let counting = newest.filter(|entry| entry.new_state.is_some());
    match counting {
        Some(entry) => {
            let wish = Wish { reason, together: false };
            undo(tx, who, event, entry.id, &wish).await?;
        }
        // Counted by the same group, whose entries are not written yet.
        None => held::void(tx, who, event.id, &lap).await?,
    }
    Ok(outcome(id, LapStatus::Rejected, Some("it was taken back")))
}

pub(super) async fn void(tx: &mut Tx, who: &Who, event: EventId, id: Uuid) -> Result<LapOutcome> {
    let lap = store::laps::find(&mut tx.conn(), event, id).await?;
    let held = store::held::find(&mut tx.conn(), event, id).await?;
    match (lap, held) {
        (Some(lap), _) if !lap.voided => held::void(tx, who, event, &lap).await?,
        // A lap that was counted and then set aside by the clock waits here, and would count again with it.
        (_, Some(held)) if held.is(HeldState::Held) => held::dismiss(tx, who, event, &held).await?,
        (Some(_), _) => return Ok(outcome(id, LapStatus::Duplicate, Some("it was taken back before"))),
        (None, Some(_)) => {}
        (None, None) => return Err(Problem::not_found("There is no such lap.").into()),
    }
    Ok(outcome(id, LapStatus::Rejected, Some("it was taken back")))
}
