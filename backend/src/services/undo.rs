//! The undoing of an entry: a new entry with the states swapped, which names the first. An undo can itself be undone.
//!
//! What an entry changed is set back only if it still is as the entry left it. If something else changed it since, that
//! has to be undone first; the refusal says what it was.

mod since;
mod ways;

use super::{
    adjust, arranging, calls, counters, held, lanes, payments,
    players::{self, Fields},
    review,
    slots::{self, Slot},
    standing, tags,
    undo_right::require_right,
};
use crate::{
    auth::Who,
    error::Result,
    ledger::{HubEffect, NewEntry, PersonalStates, Target, Tx},
    live::EventRecord,
    store::{self, entries::EntryRow, players::PlayerRow},
};
use domain::{
    Action, Metres, Problem, Timestamp,
    audit::{Subject, action},
    board::Topic,
    ids::{LaneId, PaceGroupId, PlayerId},
    lap::judge_leaving,
    player::Standing,
    tag::Tag,
};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use uuid::Uuid;

/// How somebody wants to undo.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    pub(crate) reason: Option<String>,
    /// Undo first what stands in the way.
    pub(crate) together: bool,
}

/// Undoes an entry; returns the id of the new one.
pub(crate) async fn undo(tx: &mut Tx, who: &Who, event: &EventRecord, id: Uuid, wish: &Wish) -> Result<Uuid> {
    let entry = store::entries::find(&mut tx.conn(), id).await?;
    let entry = entry.ok_or_else(|| Problem::not_found("There is no such entry."))?;
    let subject = Subject::of(&entry.action).ok_or_else(|| not_undoable(&entry))?;
    require_right(&mut tx.conn(), who, &entry, subject).await?;
    if let Some(by) = entry.undone_by {
        return Err(undone_before(tx, by).await?.into());
    }
    let back = Back { who, event, entry: &entry, wish };
    match subject {
        Subject::Slot => back.slot(tx).await?,
        Subject::PaceGroup => back.pace_group(tx).await?,
        Subject::Lane => back.lane(tx).await?,
        Subject::Counters => back.counters(tx).await?,
        Subject::Lap => back.lap(tx).await?,
        Subject::Adjustment => back.adjustment(tx).await?,
        Subject::Call => back.call(tx).await?,
        Subject::Payment => back.payment(tx).await?,
        Subject::HeldLap => back.held_lap(tx).await?,
        Subject::KeptLap => back.kept_lap(tx).await?,
        Subject::Standing => back.standing(tx).await?,
        Subject::Details => back.details(tx).await?,
        Subject::Tag => back.tag(tx).await?,
        Subject::Sheet => back.sheet(tx).await?,
    }
    let about = back.about(tx).await?;
    let undo = back.record(tx, about);
    if !store::entries::set_undone(&mut tx.conn(), entry.id, undo).await? {
        return Err(Problem::conflict("This was undone at this very moment.").into());
    }
    Ok(undo)
}

fn not_undoable(entry: &EntryRow) -> Problem {
    let sentence = match action::root(&entry.action).split('.').next() {
        Some("clock") => "A change of the clock is not undone: set the clock anew, with the time it should have.",
        Some("water") => "What was said of somebody in the water is not undone: say what is so now.",
        Some("roll_call") => "A roll-call is not undone: end it, or begin another one.",
        _ => "This cannot be undone.",
    };
    Problem::conflict(sentence)
}

async fn undone_before(tx: &mut Tx, by: Uuid) -> Result<Problem> {
    let by = store::entries::find(&mut tx.conn(), by).await?;
    Ok(Problem::conflict(match by {
        Some(by) => format!("This was already undone by {} at {}.", name_of(&by), Timestamp::from_ms(by.at)),
        // The entry that undid it belongs to the same group and is not written yet.
        None => "This was already undone, at this very moment.".to_owned(),
    }))
}

/// Who made an entry, as others are told.
pub(crate) fn name_of(entry: &EntryRow) -> &str {
    entry.actor_name.as_deref().unwrap_or(match entry.actor_kind.as_str() {
        "admin" => "the console",
        _ => "LapStream",
    })
}

/// An entry on its way back.
struct Back<'u> {
    who: &'u Who,
    event: &'u EventRecord,
    entry: &'u EntryRow,
    wish: &'u Wish,
}

impl Back<'_> {
    /// What the entry left, and so what must still be.
    fn left(&self) -> Option<Value> {
        read(self.entry.new_state.as_deref())
    }

    /// What it found, and so what is set back.
    fn found(&self) -> Option<Value> {
        read(self.entry.previous_state.as_deref())
    }

    fn player(&self) -> Result<PlayerId> {
        Ok(self.entry.target_id.parse().map(PlayerId).map_err(|_| players::gone())?)
    }

    /// Whose the entry is: what is said of it goes when they are erased.
    async fn about(&self, tx: &mut Tx) -> Result<Option<PlayerId>> {
        if self.entry.target_type == "player" {
            return self.player().map(Some);
        }
        if let Some(player) = self.entry.person() {
            return Ok(Some(player));
        }
        let lap = (self.entry.target_type == "lap").then(|| Uuid::parse_str(&self.entry.target_id).ok()).flatten();
        match lap {
            Some(lap) => store::laps::whose(&mut tx.conn(), self.event.id, lap).await,
            None => Ok(None),
        }
    }

    fn record(&self, tx: &mut Tx, about: Option<PlayerId>) -> Uuid {
        let EntryRow { action, target_id, people_previous, people_new, .. } = self.entry;
        let says = people_previous.is_some() || people_new.is_some() || self.wish.reason.is_some();
        let people = says.then(|| PersonalStates {
            player: about,
            previous: people_new.clone(),
            new: people_previous.clone(),
            reason: None,
        });
        let kind = match self.entry.target_type.as_str() {
            "lap" => "lap",
            "pace_group" => "pace_group",
            "lane" => "lane",
            "payment" => "payment",
            "sheet" => "sheet",
            _ => "player",
        };
        // The lanes that come and go with a pace group.
        let lanes = read(self.entry.metadata.as_deref()).and_then(|metadata| metadata.get("lanes").cloned());
        tx.record(NewEntry {
            action: Cow::Owned(format!("{}{action}", action::UNDO)),
            previous: self.left(),
            new: self.found(),
            reason: self.wish.reason.clone(),
            people,
            metadata: lanes.map(|lanes| json!({"lanes": lanes})),
            undoes: Some(self.entry.id),
            ..NewEntry::of(self.event.id, self.who.actor(), "", Target::new(kind, target_id))
        })
    }

    async fn slot(&self, tx: &mut Tx) -> Result<()> {
        let player = self.player()?;
        let placed = store::lanes::find_of_player(&mut tx.conn(), player).await?;
        let now = placed.as_ref().map(|row| Slot { group: PaceGroupId(row.pace_group_id), position: row.position });
        if now != slots::of_state(tx, self.event.id, self.left().as_ref()).await? {
            return Err(self.changed_since(tx, Subject::Slot, None).await?.into());
        }
        let found = slots::of_state(tx, self.event.id, self.found().as_ref()).await?;
        if found.is_some() {
            self.require_in_race(tx, player).await?;
        }
        if let Some(placed) = &placed {
            let now = tx.now();
            store::lanes::close_assignment(&mut tx.conn(), placed.id, now).await?;
        }
        if let Some(slot) = found {
            slots::put_back(tx, self.who, self.event, player, slot).await?;
        }
        tx.tell(self.event.id, HubEffect::Topic(Topic::Slots));
        held::look_again(tx, self.who, self.event.id, held::Scope::Player(player)).await
    }

    async fn pace_group(&self, tx: &mut Tx) -> Result<()> {
        let id = PaceGroupId(self.entry.target_id.parse().unwrap_or_default());
        let (group, removed) = arranging::any_group(tx, self.event.id, id).await?;
        let lanes: Vec<i64> = read(self.entry.metadata.as_deref())
            .and_then(|metadata| serde_json::from_value(metadata.get("lanes")?.clone()).ok())
            .unwrap_or_default();
        match (self.left(), self.found()) {
            (None, Some(_)) if removed => arranging::bring_group_back(tx, self.event.id, &group, &lanes).await?,
            (Some(left), found) if !removed && holds(&left, &arranging::group_fields(&group)) => match found {
                Some(found) => {
                    let mut back = group;
                    set_text(&found, "name", &mut back.name);
                    set_text(&found, "color", &mut back.color);
                    arranging::write_group(tx, &back).await?;
                }
                None if left.get("count").is_none_or(|count| *count == group.count)
                    && arranging::lanes_of(tx, self.event.id, id).await? == lanes =>
                {
                    arranging::take_group_away(tx, self.event.id, &group).await?;
                }
                None => {
                    let sentence =
                        "Lanes were added, changed or removed since. Undo that first, or remove the pace group.";
                    return Err(Problem::conflict(sentence).into());
                }
            },
            _ => return Err(self.changed_since(tx, Subject::PaceGroup, None).await?.into()),
        }
        arranging::tell(tx, self.event.id).await
    }

    async fn lane(&self, tx: &mut Tx) -> Result<()> {
        let id = LaneId(self.entry.target_id.parse().unwrap_or_default());
        let (lane, removed) = arranging::any_lane(tx, self.event.id, id).await?;
        match (self.left(), self.found()) {
            (None, Some(_)) if removed => arranging::bring_lane_back(tx, self.event.id, &lane).await?,
            (Some(left), found) if !removed && holds(&left, &arranging::lane_fields(&lane)) => match found {
                Some(found) => {
                    let mut back = lane;
                    set_text(&found, "name", &mut back.name);
                    back.capacity = found["capacity"].as_i64().unwrap_or(back.capacity);
                    if let Some(length) = found.get("lap_length_m") {
                        let length = serde_json::from_value::<Option<Metres>>(length.clone()).unwrap_or_default();
                        back.lap_length_mm = length.map(Metres::mm);
                    }
                    arranging::write_lane(tx, self.event.id, &back).await?;
                }
                None => arranging::take_lane_away(tx, self.event.id, &lane).await?,
            },
            _ => return Err(self.changed_since(tx, Subject::Lane, None).await?.into()),
        }
        arranging::tell(tx, self.event.id).await
    }

    async fn counters(&self, tx: &mut Tx) -> Result<()> {
        let lane = LaneId(self.entry.target_id.parse().unwrap_or_default());
        let (left, found) = (self.left().unwrap_or_default(), self.found().unwrap_or_default());
        if counters::set_back(tx, self.event.id, lane, &left, &found).await? {
            return Ok(());
        }
        Err(self.changed_since(tx, Subject::Counters, None).await?.into())
    }

    async fn lap(&self, tx: &mut Tx) -> Result<()> {
        let (left, found) = (self.left(), self.found());
        let id = held::lap_of_state(left.as_ref().or(found.as_ref()));
        let lap = match id {
            Some(id) => store::laps::find(&mut tx.conn(), self.event.id, id).await?,
            None => None,
        };
        let lap = lap.ok_or_else(|| Problem::not_found("There is no such lap."))?;
        if lap.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Lap, Some(lap.id)).await?.into());
        }
        let player = self.require_there(tx, PlayerId(lap.player_id)).await?;
        // What a person decided stays, also when it is brought back.
        if found.is_some() && !store::held::is_counted_by_person(&mut tx.conn(), self.event.id, lap.id).await? {
            let clock = store::events::clock(&mut tx.conn(), self.event.id).await?;
            let counted_at = Timestamp::from_ms(lap.counted_at);
            if let Err(reason) = judge_leaving(player.left_at(), counted_at).and_then(|()| clock.judge(counted_at)) {
                let sentence = format!("As things stand this lap cannot count: {}.", reason.sentence());
                return Err(Problem::conflict(sentence).into());
            }
        }
        held::set_counted(tx, self.who, self.event.id, &lap, found.is_some()).await?;
        // Who wore the tag may have been corrected meanwhile.
        match lap.tag.as_deref().map(Tag::parse) {
            Some(tag) => tags::follow(tx, self.who, self.event.id, &tag?).await,
            None => Ok(()),
        }
    }

    async fn adjustment(&self, tx: &mut Tx) -> Result<()> {
        let (left, found) = (self.left(), self.found());
        let row = match adjust::of_state(left.as_ref().or(found.as_ref())) {
            Some(id) => store::adjustments::find(&mut tx.conn(), self.event.id, id).await?,
            None => None,
        };
        let row = row.ok_or_else(|| Problem::not_found("There is no such adjustment."))?;
        if row.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Adjustment, Some(row.id)).await?.into());
        }
        self.require_there(tx, PlayerId(row.player_id)).await?;
        adjust::set_standing(tx, self.event.id, &row, found.is_some()).await
    }

    async fn call(&self, tx: &mut Tx) -> Result<()> {
        let (left, found) = (self.left(), self.found());
        let row = match calls::of_state(left.as_ref().or(found.as_ref())) {
            Some(id) => store::calls::find(&mut tx.conn(), self.event.id, id).await?,
            None => None,
        };
        let row = row.ok_or_else(|| Problem::not_found("Nothing like that was said."))?;
        if row.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Call, Some(row.id)).await?.into());
        }
        calls::set_standing(tx, self.event.id, &row, found.is_some()).await
    }

    async fn payment(&self, tx: &mut Tx) -> Result<()> {
        let (left, found) = (self.left(), self.found());
        let id = payments::of_state(left.as_ref().or(found.as_ref())).unwrap_or_default();
        let row = payments::find(tx, self.event.id, id).await?;
        if row.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Payment, Some(id)).await?.into());
        }
        if let Some(player) = row.player_id {
            self.require_there(tx, PlayerId(player)).await?;
        }
        payments::set_standing(tx, self.event, &row, found.is_some()).await
    }

    async fn held_lap(&self, tx: &mut Tx) -> Result<()> {
        let id = Uuid::parse_str(&self.entry.target_id).unwrap_or_default();
        let row = store::held::find(&mut tx.conn(), self.event.id, id).await?;
        let row = row.ok_or_else(|| Problem::not_found("There is no such held lap."))?;
        let state = |state: Option<Value>| state.and_then(|state| Some(state.get("state")?.as_str()?.to_owned()));
        if Some(&row.state) != state(self.left()).as_ref() {
            return Err(self.changed_since(tx, Subject::HeldLap, None).await?.into());
        }
        if state(self.found()).as_deref() == Some("held") {
            store::held::reopen(&mut tx.conn(), id).await?;
            let row = store::held::find(&mut tx.conn(), self.event.id, id).await?;
            held::look_at(tx, self.who, self.event.id, row.as_slice()).await?;
        } else {
            let now = tx.now();
            store::held::settle(&mut tx.conn(), id, "dismissed", true, now).await?;
        }
        tx.tell(self.event.id, HubEffect::Topic(Topic::Held));
        Ok(())
    }

    async fn kept_lap(&self, tx: &mut Tx) -> Result<()> {
        let id = Uuid::parse_str(&self.entry.target_id).unwrap_or_default();
        let kept = store::review::is_kept(&mut tx.conn(), id).await?;
        if self.left() != Some(review::state(kept)) {
            return Err(self.changed_since(tx, Subject::KeptLap, None).await?.into());
        }
        if kept {
            store::review::keep_no_longer(&mut tx.conn(), id).await?;
        } else {
            let now = tx.now();
            store::review::keep(&mut tx.conn(), self.event.id, id, now).await?;
        }
        tx.tell(self.event.id, HubEffect::Topic(Topic::Held));
        Ok(())
    }

    async fn standing(&self, tx: &mut Tx) -> Result<()> {
        let player = self.player()?;
        let row = store::players::find_by_id(&mut tx.conn(), self.event.id, player).await?;
        let row = row.ok_or_else(players::gone)?;
        if (row.standing(), row.left_at()) != standing::of_state(self.left().as_ref(), row.left_at()) {
            return Err(self.changed_since(tx, Subject::Standing, None).await?.into());
        }
        let (back, left_at) = standing::of_state(self.found().as_ref(), row.left_at());
        let left_at = back.left_at(left_at, tx.now());
        self.clear_the_way(tx, player, back).await?;
        standing::write(tx, self.event, player, back, left_at).await?;
        held::follow_standing(tx, self.who, self.event.id, player, left_at).await
    }

    /// Who leaves the race must be in no slot, and who was never registered can have no laps and have paid nothing: takes
    /// back what stands in the way if that is wanted, else refuses with a list of it.
    async fn clear_the_way(&self, tx: &mut Tx, player: PlayerId, back: Standing) -> Result<()> {
        if back.is_active() {
            return Ok(());
        }
        let laps = match back {
            Standing::Deleted => store::laps::totals_of_player(&mut tx.conn(), self.event.id, player).await?.laps,
            _ => 0,
        };
        let paid = match back {
            Standing::Deleted => payments::paid_text(tx, self.event, player).await?,
            _ => None,
        };
        let placed = store::lanes::find_of_player(&mut tx.conn(), player).await?;
        if laps == 0 && paid.is_none() && placed.is_none() {
            return Ok(());
        }
        if !self.wish.together {
            let slot = match &placed {
                Some(placed) => {
                    let group = lanes::group_of(tx, self.event.id, placed).await?;
                    Some(format!("slot {} of {}", placed.position, group.name))
                }
                None => None,
            };
            let laps = (laps > 0).then(|| format!("{laps} counted laps"));
            let paid = paid.map(|paid| format!("payments ({paid})"));
            let list = [laps, paid, slot].into_iter().flatten().collect::<Vec<_>>().join(" and ");
            let sentence = format!("In the way: {list}. Undo these first, or all of it together.");
            return Err(Problem::conflict(sentence).into());
        }
        // What stands is what counts, however it came to stand: a slot is left, laps and payments are taken back.
        if let Some(placed) = &placed {
            self.who.require(Action::PlaceOnLane)?;
            lanes::let_go(tx, self.who, self.event.id, placed, tx.now()).await?;
        }
        if laps > 0 {
            self.who.require(Action::CountLaps)?;
            held::void_all(tx, self.who, self.event.id, player).await?;
        }
        if paid.is_some() {
            self.who.require(Action::TakePayments)?;
            payments::void_all(tx, self.who, self.event, player).await?;
        }
        Ok(())
    }

    /// Refuses what only makes sense for somebody who is registered.
    async fn require_there(&self, tx: &mut Tx, player: PlayerId) -> Result<PlayerRow> {
        let row = store::players::find_by_id(&mut tx.conn(), self.event.id, player).await?;
        let row = row.ok_or_else(players::gone)?;
        match row.standing() {
            Standing::Deleted => Err(Problem::conflict("This player was removed. Undo that first.").into()),
            _ => Ok(row),
        }
    }

    /// Refuses what only makes sense for somebody who is in the race.
    async fn require_in_race(&self, tx: &mut Tx, player: PlayerId) -> Result<()> {
        if self.require_there(tx, player).await?.standing().is_active() {
            return Ok(());
        }
        Err(Problem::conflict("This player is not in the race. Let them re-enter first.").into())
    }

    async fn details(&self, tx: &mut Tx) -> Result<()> {
        let player = self.player()?;
        if self.entry.is_bare() {
            return Err(Problem::conflict("The personal data of this change was erased.").into());
        }
        let row = self.require_there(tx, player).await?;
        let now = Fields::of(&players::as_new(&row)?);
        let left = fields(self.left(), self.entry.people_new.as_deref());
        if left.iter().any(|(field, value)| now.get(field) != Some(value)) {
            return Err(self.changed_since(tx, Subject::Details, None).await?.into());
        }
        let found = fields(self.found(), self.entry.people_previous.as_deref());
        let back = now.with(found).into_player(tx.now().to_utc().date_naive())?;
        players::write(tx, self.who, self.event, &row, &back).await
    }
}

/// Whether all fields of a state that can be changed still are as it says.
fn holds(state: &Value, now: &Map<String, Value>) -> bool {
    now.iter().all(|(field, value)| state.get(field).is_none_or(|left| left == value))
}

fn set_text(state: &Value, field: &str, text: &mut String) {
    if let Some(found) = state.get(field).and_then(Value::as_str) {
        found.clone_into(text);
    }
}

pub(super) fn read(state: Option<&str>) -> Option<Value> {
    state.and_then(|state| serde_json::from_str(state).ok())
}

/// The fields of a state, those that name a person included.
fn fields(public: Option<Value>, personal: Option<&str>) -> Map<String, Value> {
    let object = |state: Option<Value>| match state {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let mut all = object(public);
    all.extend(object(read(personal)));
    all
}
