//! Two tablets at one lane. Together, either counts for both, and what both tapped within the guard time is one lap and a
//! question. Independently, each counts for itself: the laps of the one that leads count, the others' are kept beside
//! them (see [`tallies`](super::tallies)), so that the board never shows more than one helper counted.

use super::{fields::differing, held, lane_book::LaneBook, lanes::Lanes, laps::Laps, review};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{Actor, NewEntry},
    store::{
        self, Conn,
        counters::{CountersRow, QuestionRow},
        held::HeldRow,
    },
};
use domain::{
    Action, Bib, Metres, Problem, Timestamp,
    change::{Act, Change, Fields, Named},
    counters::{BothCounted, Counted, Counters, CountersInput, GUARD_MS_MAX, Settlement, guard_ms, twin},
    event::Sport,
    held::{HeldReason, HeldState},
    ids::{DeviceId, EventId, LaneId, PlayerId},
    lane_names::LaneKey,
    limits,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// A lap that would count if there were but one tablet.
#[derive(Debug, Clone)]
pub(crate) struct Came {
    pub(crate) lap: Uuid,
    pub(crate) player: PlayerId,
    /// The lane at which it was counted.
    pub(crate) lane: LaneKey,
    pub(crate) at: Timestamp,
    /// None for what a program, or an operator at no device of ours, counted: that is nobody's tally.
    pub(crate) device: Option<i64>,
}

/// What the other tablets of its lane make of a lap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing: it counts.
    Counts,
    /// It is a question whether it is this one, which counts.
    Asks(Uuid),
    /// It belongs to the tally of a tablet that does not lead.
    Beside,
}

/// How the tablets of an event share the counting, as a change sees it.
pub(crate) struct Sharing {
    event: EventId,
    sport: Sport,
    /// Who ever counted at which lane.
    devices: HashMap<LaneKey, Vec<i64>>,
    /// The same as it is written, by the names of lanes: nodes of the version before know no others.
    noted: HashSet<(String, i64)>,
    /// Lanes at which each counts for itself.
    independent: HashMap<LaneId, CountersRow>,
    /// Laps that count, where more than one tablet counts.
    counted: HashMap<(PlayerId, LaneKey), Vec<Counted>>,
}

impl Sharing {
    pub(crate) async fn load(tx: &mut Tx, event: EventId, book: &LaneBook) -> Result<Self> {
        let mut devices: HashMap<LaneKey, Vec<i64>> = HashMap::new();
        let noted: HashSet<_> = store::counters::devices(&mut tx.conn(), event).await?.into_iter().collect();
        for (name, device) in &noted {
            // Of a name that several lanes bore, each may be meant: a device too many only costs a look.
            let lanes = book.names.ever(name).map(LaneKey::Id);
            for lane in lanes.chain([LaneKey::Label(name.clone())]) {
                // It may be noted by several names of one lane.
                let devices = devices.entry(lane).or_default();
                if !devices.contains(device) {
                    devices.push(*device);
                }
            }
        }
        let independent = store::counters::independent(&mut tx.conn(), event).await?;
        Ok(Self {
            event,
            sport: store::counters::sport(&mut tx.conn(), event).await?,
            devices,
            noted,
            independent: independent.into_iter().map(|lane| (LaneId(lane.id), lane)).collect(),
            counted: HashMap::new(),
        })
    }

    /// Reads all that these laps may be judged by; the first to count at a lane of its own kind leads it.
    pub(crate) async fn prepare(&mut self, tx: &mut Tx, book: &LaneBook, laps: &[(Came, &Actor)]) -> Result<()> {
        for (came, actor) in laps {
            let Some(device) = came.device else { continue };
            self.note_device(tx, book, &came.lane, device).await?;
            self.lead(tx, &came.lane, device, actor).await?;
        }
        let mut spans: BTreeMap<(PlayerId, &LaneKey), (Timestamp, Timestamp)> = BTreeMap::new();
        for (came, _) in laps.iter().filter(|(came, _)| came.device.is_some() && self.is_shared(&came.lane)) {
            let span = spans.entry((came.player, &came.lane)).or_insert((came.at, came.at));
            *span = (span.0.min(came.at), span.1.max(came.at));
        }
        for ((player, lane), (from, to)) in spans {
            let span = (from.plus_ms(-GUARD_MS_MAX), to.plus_ms(GUARD_MS_MAX));
            let counted = self.read_counted(tx, book, (player, lane), span).await?;
            self.counted.insert((player, lane.clone()), counted);
        }
        Ok(())
    }

    /// Remembers that a device counts at a lane.
    async fn note_device(&mut self, tx: &mut Tx, book: &LaneBook, lane: &LaneKey, device: i64) -> Result<()> {
        let name = match lane {
            LaneKey::Id(id) => book.names.name_now(*id).unwrap_or_default(),
            LaneKey::Label(label) => label,
        };
        let all = self.devices.entry(lane.clone()).or_default();
        if !all.contains(&device) {
            all.push(device);
        }
        if self.noted.insert((name.to_owned(), device)) {
            store::counters::note_device(&mut tx.conn(), self.event, name, device).await?;
        }
        Ok(())
    }

    /// The lane at which each counts for itself, if it is one.
    fn independent(&self, lane: &LaneKey) -> Option<&CountersRow> {
        match lane {
            LaneKey::Id(id) => self.independent.get(id),
            LaneKey::Label(_) => None,
        }
    }

    /// Whether laps of a lane have to be held against those of another tablet.
    fn is_shared(&self, lane: &LaneKey) -> bool {
        self.independent(lane).is_none() && self.devices.get(lane).is_some_and(|all| all.len() > 1)
    }

    /// Makes a device the one whose laps count at a lane, where none leads or the one that did was shut out.
    async fn lead(&mut self, tx: &mut Tx, lane: &LaneKey, device: i64, actor: &Actor) -> Result<()> {
        let LaneKey::Id(id) = lane else { return Ok(()) };
        let Some(own) = self.independent.get_mut(id) else { return Ok(()) };
        if own.lead_device.is_some() && !own.lead_gone {
            return Ok(());
        }
        let old = own.clone();
        (own.lead_device, own.lead_gone) = (Some(device), false);
        let new = own.clone();
        write(tx, actor.clone(), self.event, &old, &new).await
    }

    async fn read_counted(
        &self,
        tx: &mut Tx,
        book: &LaneBook,
        (player, lane): (PlayerId, &LaneKey),
        span: (Timestamp, Timestamp),
    ) -> Result<Vec<Counted>> {
        let rows = store::counters::counted_between(&mut tx.conn(), self.event, player, span).await?;
        let mut counted: Vec<Counted> = rows
            .into_iter()
            .filter(|row| row.lane.key(book, row.at) == *lane)
            .map(|row| Counted {
                lap: row.id,
                device: row.device_id,
                at: Timestamp::from_ms(row.at),
                shared_with: Vec::new(),
            })
            .collect();
        let shared = store::counters::shared_between(&mut tx.conn(), self.event, player, span).await?;
        for (tap, tapped_by, lap, counted_by) in shared {
            for one in &mut counted {
                if one.lap == lap {
                    one.shared_with.push(tapped_by);
                }
                // A question that was answered with "two laps" was one of its lap all the same.
                if one.lap == tap {
                    one.shared_with.push(counted_by);
                }
            }
        }
        Ok(counted)
    }

    /// What becomes of a lap beside those that count; it must have been prepared.
    pub(crate) fn judge(&mut self, came: Came, lap_length: Metres) -> Verdict {
        let Some(device) = came.device else { return Verdict::Counts };
        if let Some(own) = self.independent(&came.lane) {
            return if own.lead_device == Some(device) { Verdict::Counts } else { Verdict::Beside };
        }
        if !self.is_shared(&came.lane) {
            return Verdict::Counts;
        }
        let counted = self.counted.entry((came.player, came.lane)).or_default();
        if let Some(twin) = twin(came.at, device, guard_ms(self.sport, lap_length), counted) {
            counted.iter_mut().filter(|lap| lap.lap == twin).for_each(|lap| lap.shared_with.push(device));
            Verdict::Asks(twin)
        } else {
            counted.push(Counted { lap: came.lap, device, at: came.at, shared_with: Vec::new() });
            Verdict::Counts
        }
    }

    /// Judges a lap that is held, by what counts at this moment; what no helper tapped is no tablet's.
    pub(crate) async fn judge_again(&mut self, tx: &mut Tx, row: &HeldRow, book: &LaneBook) -> Result<Verdict> {
        if row.source.is_some() {
            return Ok(Verdict::Counts);
        }
        let Some(player) = row.player_id.map(PlayerId) else { return Ok(Verdict::Counts) };
        let lane = held::lane_of(row, book);
        let at = Timestamp::from_ms(row.counted_at);
        let came = Came { lap: row.id, player, lane: lane.key(), at, device: row.device_id };
        self.prepare(tx, book, &[(came.clone(), &Actor::system())]).await?;
        if let Some(counted) = self.counted.get_mut(&(player, lane.key())) {
            // Its own question does not stand in its way.
            let own = row.device_id.unwrap_or_default();
            for lap in counted.iter_mut().filter(|lap| Some(lap.lap) == row.twin) {
                lap.shared_with.retain(|device| *device != own);
            }
        }
        Ok(self.judge(came, book.metres(lane.id, 1)))
    }
}

/// A lap counts no longer: what was held as a question about it is looked at again, and counts if nothing else is in the
/// way. So it does not matter whose tap of the two was the wrong one.
pub(crate) async fn let_stand_in(tx: &mut Tx, who: &Who, event: EventId, lap: Uuid) -> Result<()> {
    let rows = store::held::questions_about(&mut tx.conn(), event, lap).await?;
    held::look_at(tx, who, event, &rows).await
}

/// A lap counts again: what counted in its place is a question again.
pub(crate) async fn ask_again(tx: &mut Tx, who: &Who, event: EventId, lap: Uuid) -> Result<()> {
    for id in store::held::counted_in_place_of(&mut tx.conn(), event, lap).await? {
        let stand_in = store::laps::find(&mut tx.conn(), event, id).await?.filter(|lap| !lap.voided);
        if let Some(stand_in) = stand_in {
            held::hold_counted(tx, who, event, &stand_in, (HeldReason::BothCounted, Some(lap))).await?;
            held::refresh_totals(tx, event, PlayerId(stand_in.player_id)).await?;
        }
    }
    Ok(())
}

/// How the tablets of a lane share the counting, as entries say it.
fn state(lane: &CountersRow) -> Fields {
    let pairs = [("counters", json!(lane.counters)), ("lead", json!(lane.lead_device))];
    pairs.into_iter().map(|(field, value)| (field.to_owned(), value)).collect()
}

/// Writes how the tablets of a lane share the counting; nothing where nothing differs.
async fn write(tx: &mut Tx, actor: Actor, event: EventId, old: &CountersRow, new: &CountersRow) -> Result<()> {
    let step = differing(&state(old), &state(new));
    if step.is.as_ref().is_none_or(Fields::is_empty) {
        return Ok(());
    }
    store::counters::set(&mut tx.conn(), LaneId(new.id), &new.counters, new.lead_device.map(DeviceId)).await?;
    let act = Act::between(LaneId(new.id), step).with(Named { name: new.name.clone() });
    tx.record(NewEntry::of(event, actor, Change::LaneCounters(act)));
    Ok(())
}

async fn lane_or_refuse(tx: &mut Tx, event: EventId, lane: LaneId) -> Result<CountersRow> {
    let row = store::counters::find(&mut tx.conn(), event, lane).await?;
    Ok(row.ok_or_else(|| Problem::not_found("There is no such lane."))?)
}

/// Sets back what an entry about a lane's tablets changed; returns whether it still was as the entry had left it.
pub(crate) async fn set_back(tx: &mut Tx, event: EventId, lane: LaneId, left: &Fields, found: &Fields) -> Result<bool> {
    let mut row = lane_or_refuse(tx, event, lane).await?;
    let is_so = |(field, value): (&String, &Value)| left.get(field).is_none_or(|left| left == value);
    if !state(&row).iter().all(is_so) {
        return Ok(false);
    }
    if let Some(counters) = found.get("counters").and_then(Value::as_str).and_then(Counters::parse) {
        counters.as_str().clone_into(&mut row.counters);
    }
    if let Some(lead) = found.get("lead") {
        row.lead_device = lead.as_i64();
    }
    store::counters::set(&mut tx.conn(), lane, &row.counters, row.lead_device.map(DeviceId)).await?;
    Ok(true)
}

impl Lanes {
    /// Sets how the tablets of a lane share the counting, and whose laps count where each counts for itself. What was
    /// counted before stays as it is.
    ///
    /// # Errors
    /// If the role is too low, or there is no such lane or device.
    pub async fn set_counters(&self, who: &Who, event: EventId, lane: LaneId, input: CountersInput) -> Result<()> {
        who.require(Action::ArrangeLanes)?;
        self.core.live.directory().event(event)?;
        if input.lead.is_some_and(|lead| self.core.live.directory().active_device(lead).is_none()) {
            return Err(Problem::not_found("There is no such device.").into());
        }
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    let old = lane_or_refuse(tx, event, lane).await?;
                    let mut new = CountersRow { counters: input.counters.as_str().to_owned(), ..old.clone() };
                    if let Some(lead) = input.lead {
                        new.lead_device = Some(lead.0);
                    }
                    write(tx, who.actor(), event, &old, &new).await
                })
            })
            .await
    }
}

impl Laps {
    /// What both tablets of a lane counted and nobody has said whether it was one lap or two, newest first.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn both_counted(&self, who: &Who, event: EventId) -> Result<Vec<BothCounted>> {
        who.require(Action::SettleCounters)?;
        self.core.live.directory().event(event)?;
        let mut lease = self.core.store.read().await?;
        questions(&mut lease.conn(), event, None, limits::LAPS_PER_REQUEST_MAX).await
    }

    /// Says of laps that only one tablet has, or both, whether each counts; all or none of them. Returns how many changed
    /// by it. Safe to repeat.
    ///
    /// # Errors
    /// If the role is too low, one is unknown, or there are none or too many. A lap that counts is taken back only by
    /// those who may count any.
    pub async fn settle_counters(&self, who: &Who, event: EventId, all: Vec<Settlement>) -> Result<usize> {
        who.require(Action::SettleCounters)?;
        self.core.live.directory().event(event)?;
        if all.is_empty() || all.len() > limits::LAPS_PER_REQUEST_MAX {
            return Err(Problem::invalid(format!("Settle 1 to {} laps.", limits::LAPS_PER_REQUEST_MAX)).into());
        }
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    let book = LaneBook::load(tx, event).await?;
                    let mut settled = 0;
                    for one in &all {
                        settled += usize::from(settle(tx, &who, event, one, &book).await?);
                    }
                    Ok(settled)
                })
            })
            .await
    }
}

async fn settle(tx: &mut Tx, who: &Who, event: EventId, one: &Settlement, book: &LaneBook) -> Result<bool> {
    let held = store::held::find(&mut tx.conn(), event, one.lap).await?;
    if let Some(row) = held.filter(|row| row.is(HeldState::Held)) {
        if !held::reason_of(&row).is_of_counters() {
            who.require(Action::SettleHeldLaps)?;
        }
        if one.counts {
            held::count(tx, who, event, &row, book, true).await?;
        } else {
            held::dismiss(tx, who, event, &row).await?;
        }
        return Ok(true);
    }
    let lap = store::laps::find(&mut tx.conn(), event, one.lap).await?;
    match (lap, one.counts) {
        (Some(lap), true) if !lap.voided => review::keep(tx, who, event, one.lap).await,
        (Some(lap), false) if !lap.voided => {
            who.require(Action::CountLaps)?;
            held::void(tx, who, event, &lap).await?;
            Ok(true)
        }
        // Somebody else was quicker.
        (Some(_), _) => Ok(false),
        (None, _) if store::held::find(&mut tx.conn(), event, one.lap).await?.is_some() => Ok(false),
        (None, _) => Err(Problem::not_found("There is no such lap.").into()),
    }
}

/// Questions of a lane, or of all.
pub(crate) async fn questions(
    conn: &mut Conn<'_>,
    event: EventId,
    lane: Option<LaneId>,
    count: usize,
) -> Result<Vec<BothCounted>> {
    let rows = store::counters::questions(conn, event, lane, count).await?;
    let view = |row: QuestionRow| {
        Ok(BothCounted {
            lap: row.id,
            bib: Bib::new(row.bib)?,
            name: row.name,
            lane: row.lane,
            lane_id: row.lane_id.map(LaneId),
            at: Timestamp::from_ms(row.at),
            device: row.device,
            counted_at: Timestamp::from_ms(row.counted_at),
            counted_by: row.counted_by,
        })
    };
    rows.into_iter().map(view).collect()
}
