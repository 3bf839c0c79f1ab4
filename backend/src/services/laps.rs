//! Laps: counted, held, taken back.
//!
//! Requests that arrive while a group is being made durable are judged and written together by one change, with one
//! look-up and one insert for all of them, however many there are. Each lap has an entry of its own all the same.

use super::{
    counters::{Came, Sharing, Verdict},
    held::{self, Lengths},
    tags::Passings,
    undo::{Wish, undo},
};
use crate::{
    Core,
    auth::Who,
    error::{Error, Result},
    ledger::{Actor, HubEffect, NewEntry, Target, Tx, action},
    live::EventRecord,
    store::{
        self,
        held::{HeldRow, NewHeld},
        laps::{Incoming, Known, NewLap},
    },
};
use domain::{
    Action, Bib, Problem, ProblemKind, Timestamp,
    board::Topic,
    clock::Clock,
    event::Placement,
    held::{HeldLapView, HeldReason},
    ids::{EventId, PlayerId},
    lap::{LaneName, LapCount, LapItem, LapOutcome, LapSource, LapStatus, judge},
    limits,
    tag::Tag,
};
use serde_json::{Value, json, value::RawValue};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
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
            tokio::spawn(self.clone().drain(event));
        }
        // The sender is dropped unanswered only if the group could not be made durable, which was logged there.
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

    async fn drain(self, event: EventId) {
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
                    lane: row.lane,
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
    let sentence = "The laps could not be made durable. Nothing was counted; send them again.";
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
    match serde_json::from_str::<LapItem>(item) {
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

/// What all requests of a group share, and what will be written for them.
struct Batch {
    event: EventId,
    clock: Clock,
    placement: Placement,
    laps_per_tap: u32,
    lengths: Lengths,
    sharing: Sharing,
    /// Laps that come again and wait because of another tablet, with the reason.
    beside: HashMap<Uuid, HeldReason>,
    counted: Vec<NewLap>,
    held: Vec<NewHeld>,
    seen: HashSet<Uuid>,
    passings: Passings,
    /// Players of whose laps some were taken off: the board is told what theirs come to, not that there is one more.
    taken_off: BTreeSet<PlayerId>,
}

async fn write_requests(tx: &mut Tx, event: EventId, requests: Vec<LapRequest>) -> Result<Answers> {
    let parts = requests.into_iter().map(|LapRequest { actor, laps, reply }| (reply, (actor, laps)));
    let (replies, sent): (Vec<_>, Vec<_>) = parts.unzip();
    Ok(replies.into_iter().zip(write(tx, event, sent).await?).collect())
}

/// Judges and writes all these laps; the answers are in their order.
pub(super) async fn write(tx: &mut Tx, event: EventId, sent: Vec<Sent>) -> Result<Vec<Vec<LapOutcome>>> {
    let mut batch = Batch {
        event,
        clock: store::events::clock(&mut tx.conn(), event).await?,
        placement: store::events::placement(&mut tx.conn(), event).await?,
        laps_per_tap: store::events::laps_per_tap(&mut tx.conn(), event).await?,
        lengths: Lengths::load(tx, event).await?,
        sharing: Sharing::load(tx, event).await?,
        beside: HashMap::new(),
        counted: Vec::new(),
        held: Vec::new(),
        seen: HashSet::new(),
        passings: Passings::look_up(tx, event, sent.iter().flat_map(|(_, laps)| laps.iter().flatten())).await?,
        taken_off: BTreeSet::new(),
    };
    let good = sent.iter().flat_map(|(_, laps)| laps.iter().filter_map(|lap| lap.as_ref().ok()));
    let incoming = good.map(|lap| Incoming { id: lap.id, bib: batch.passings.bib_of(lap), counted_at: lap.counted_at });
    let incoming: Vec<_> = incoming.collect();
    let mut known = store::laps::look_up(&mut tx.conn(), event, &incoming).await?;
    known.sort_by_key(|row| row.no);
    let by_actor = sent.iter().flat_map(|(actor, laps)| laps.iter().flatten().map(move |lap| (actor, lap)));
    let came: Vec<_> =
        by_actor.zip(&known).filter_map(|((actor, lap), known)| Some((came(actor, lap, known)?, actor))).collect();
    batch.sharing.prepare(tx, &came).await?;
    let again: Vec<Uuid> =
        incoming.iter().zip(&known).filter(|(_, known)| known.is_held()).map(|(lap, _)| lap.id).collect();
    for id in again {
        let row = store::held::find(&mut tx.conn(), event, id).await?;
        if let Some(reason) = row.map(|row| held::reason_of(&row)).filter(|reason| reason.is_of_counters()) {
            batch.beside.insert(id, reason);
        }
    }
    let mut known = known.into_iter();
    let mut answers = Vec::with_capacity(sent.len());
    for (actor, laps) in sent {
        let outcomes = laps.into_iter().map(|lap| match lap {
            Err(rejected) => rejected,
            Ok(lap) => match known.next() {
                Some(known) => batch.settle(tx, &actor, &lap, &known),
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
    let (beside, questions): (Vec<_>, Vec<_>) =
        batch.held.iter().map(|lap| lap.reason).partition(|reason| *reason == HeldReason::OtherTally);
    for (held, topic) in [(questions, Topic::Held), (beside, Topic::Tallies)] {
        if !held.is_empty() {
            tx.tell(event, HubEffect::Topic(topic));
        }
    }
    Ok(answers)
}

pub(super) fn outcome(id: Uuid, status: LapStatus, reason: Option<&str>) -> LapOutcome {
    LapOutcome { id: id.to_string(), status, reason: reason.map(str::to_owned), held: status == LapStatus::Held }
}

impl Batch {
    /// Decides on one lap and notes what is to be written.
    fn settle(&mut self, tx: &mut Tx, actor: &Actor, lap: &LapItem, known: &Known) -> LapOutcome {
        if known.is_held() {
            // A tablet whose first answer was lost does with the second as it would have done with the first.
            let beside = self.beside.get(&lap.id).map(|reason| reason.sentence());
            let reason = beside.unwrap_or("it is kept for the desk already");
            let duplicate = outcome(lap.id, LapStatus::Duplicate, Some(reason));
            return LapOutcome { held: true, ..duplicate };
        }
        if known.is_adjustment() {
            return outcome(lap.id, LapStatus::Rejected, Some("its id belongs to an adjustment; make a new one"));
        }
        if known.is_here() || !self.seen.insert(lap.id) {
            return outcome(lap.id, LapStatus::Duplicate, Some("it was here before"));
        }
        if self.passings.is_repeated(lap) {
            return outcome(lap.id, LapStatus::Duplicate, Some("the tag was read at this passing already"));
        }
        let (facts, bib) = (known.facts(self.placement), self.passings.bib_of(lap));
        match (judge(&self.clock, facts, lap.counted_at, tx.now()), known.player_id.map(PlayerId), bib) {
            (Ok(()), Some(player), Some(bib)) => {
                let length = self.lengths.metres(lap.lane.as_ref().map(LaneName::as_str), 1);
                let beside = came(actor, lap, known).map(|came| self.sharing.judge(came, length));
                let asked = match beside {
                    None | Some(Verdict::Counts) => None,
                    Some(Verdict::Asks(twin)) => Some((HeldReason::BothCounted, Some(twin))),
                    Some(Verdict::Beside) => Some((HeldReason::OtherTally, None)),
                };
                if let Some((reason, twin)) = asked {
                    self.hold(tx, actor, lap, Some(bib), (reason, twin));
                    return outcome(lap.id, LapStatus::Held, Some(reason.sentence()));
                }
                self.count(tx, actor, lap, player, bib);
                if known.taken_off {
                    self.taken_off.insert(player);
                }
                outcome(lap.id, LapStatus::Counted, None)
            }
            (judged, ..) => {
                let reason = held::reason_for(judged.err().unwrap_or(HeldReason::UnknownBib), bib.is_some());
                self.hold(tx, actor, lap, bib, (reason, None));
                outcome(lap.id, LapStatus::Held, Some(reason.sentence()))
            }
        }
    }

    fn laps_of(&self, lap: &LapItem) -> u32 {
        lap.count.map_or(self.laps_per_tap, LapCount::get)
    }

    fn count(&mut self, tx: &mut Tx, actor: &Actor, lap: &LapItem, player: PlayerId, bib: Bib) {
        let count = self.laps_of(lap);
        let lane = lap.lane.as_ref().map(|lane| lane.as_str().to_owned());
        let metres = self.lengths.metres(lane.as_deref(), count);
        tx.record(NewEntry {
            new: Some(held::lap_state(lap.id, i64::from(count), metres.mm(), lap.counted_at.ms())),
            metadata: origin(lap),
            ..NewEntry::of(self.event, actor.clone(), action::LAP_COUNT, Target::new("player", player))
        });
        tx.tell(self.event, HubEffect::Lap(player, count, metres, lap.counted_at));
        self.counted.push(NewLap {
            id: lap.id,
            player,
            bib,
            lane,
            counted_at: lap.counted_at,
            received_at: tx.now(),
            device: actor.device.as_ref().map(|device| device.id),
            count,
            metres,
            source: lap.source,
            tag: lap.tag.as_ref().map(Tag::to_string),
        });
    }

    fn hold(
        &mut self,
        tx: &mut Tx,
        actor: &Actor,
        lap: &LapItem,
        bib: Option<Bib>,
        (reason, twin): (HeldReason, Option<Uuid>),
    ) {
        let count = self.laps_of(lap);
        let mut metadata = json!({"bib": bib, "count": count, "counted_at": lap.counted_at});
        if let Some(tag) = &lap.tag {
            metadata["tag"] = json!(tag);
        }
        tx.record(NewEntry {
            new: Some(json!({"state": "held", "reason": reason})),
            metadata: Some(metadata),
            ..NewEntry::of(self.event, actor.clone(), action::LAP_HOLD, Target::new("lap", lap.id))
        });
        self.held.push(NewHeld {
            id: lap.id,
            bib,
            source: store::laps::stored_source(lap.source).map(str::to_owned),
            tag: lap.tag.as_ref().map(Tag::to_string),
            lane: lap.lane.as_ref().map(|lane| lane.as_str().to_owned()),
            counted_at: lap.counted_at,
            received_at: tx.now(),
            device: actor.device.as_ref().map(|device| device.id),
            count,
            reason,
            twin,
        });
    }
}

/// A lap as the other tablets of its lane are asked about it; none of a player whom nobody knows, and none that no helper
/// tapped: a chip is read by itself, and a sheet says what it adds.
fn came<'l>(actor: &Actor, lap: &'l LapItem, known: &Known) -> Option<Came<'l>> {
    if lap.source != LapSource::Tap {
        return None;
    }
    Some(Came {
        lap: lap.id,
        player: PlayerId(known.player_id?),
        lane: lap.lane.as_ref().map_or("", LaneName::as_str),
        at: lap.counted_at,
        device: actor.device.as_ref().map(|device| device.id),
    })
}

/// Where a lap comes from, as its entry says it.
fn origin(lap: &LapItem) -> Option<Value> {
    let mut said = serde_json::Map::new();
    if let Some(lane) = &lap.lane {
        said.insert("lane".to_owned(), json!(lane));
    }
    if lap.source != LapSource::Tap {
        said.insert("source".to_owned(), json!(lap.source));
    }
    if let Some(tag) = &lap.tag {
        said.insert("tag".to_owned(), json!(tag));
    }
    (!said.is_empty()).then_some(Value::Object(said))
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
    let player = lap.player_id.to_string();
    let newest = store::entries::newest_naming(&mut tx.conn(), event.id.0, ("player", &player), id).await?;
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
        (_, Some(held)) if held.state == "held" => held::dismiss(tx, who, event, &held).await?,
        (Some(_), _) => return Ok(outcome(id, LapStatus::Duplicate, Some("it was taken back before"))),
        (None, Some(_)) => {}
        (None, None) => return Err(Problem::not_found("There is no such lap.").into()),
    }
    Ok(outcome(id, LapStatus::Rejected, Some("it was taken back")))
}
