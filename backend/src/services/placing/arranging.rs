//! Pace groups and lanes: added, changed and removed, also while the race runs. Nobody who stands in a slot is moved or
//! put out by it: what would do that is refused with the names of those who stand there.

use super::lanes::Lanes;
use crate::{
    auth::Who,
    core::InEvent,
    error::{Result, on_unique},
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::{base::fields::differing, counting::LaneBook},
    store::{
        self,
        lanes::{GroupRow, LaneRow, lane_at},
    },
};
use domain::{
    Action, Metres, Problem,
    change::{Act, Change, Fields, Lanes as LanesOf},
    clock::ClockState,
    ids::{EventId, LaneId, PaceGroupId},
    lane::{LaneEdit, LaneInput, OwnLength, PaceGroupEdit, PaceGroupInput, capacity, lane_name, rope, rope_color},
    limits,
    refusal::{self, Field},
    text::Name,
};
use serde_json::{Value, json};

impl Lanes {
    /// Adds a pace group with one lane, which bears its name and takes as many as it has slots.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, or the name is taken.
    pub async fn add_group(&self, who: &Who, event: EventId, input: &PaceGroupInput) -> Result<()> {
        who.require(Action::ArrangeLanes)?;
        let (name, count) = input.parse()?;
        self.arrange(who, event, async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
            add_group(tx, who, event.id, &name, count).await
        })
        .await
    }

    /// Gives a pace group another name or colour.
    ///
    /// # Errors
    /// As [`Lanes::add_group`], and if there is no such pace group.
    pub async fn edit_group(&self, who: &Who, event: EventId, name: &str, edit: &PaceGroupEdit) -> Result<()> {
        who.require(Action::ArrangeLanes)?;
        let new_name = edit.name.as_deref().map(|name| Name::parse(Field::PaceGroupName, name)).transpose()?;
        let color = edit.color.as_deref().map(rope).transpose()?;
        let name = name.to_owned();
        self.arrange(who, event, async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
            let old = live_group(tx, event.id, &name).await?;
            let new = GroupRow {
                name: new_name.map_or_else(|| old.name.clone(), Name::into_string),
                color: color.unwrap_or(&old.color).to_owned(),
                ..old.clone()
            };
            if group_fields(&old) == group_fields(&new) {
                return Ok(());
            }
            if old.name != new.name {
                require_never_used(tx, event.id, &new.name).await?;
            }
            write_group(tx, &new).await?;
            let act = Act::between(PaceGroupId(old.id), differing(&group_fields(&old), &group_fields(&new)));
            tx.record(NewEntry::of(event.id, who.actor(), Change::PaceGroupUpdate(act)));
            Ok(())
        })
        .await
    }

    /// Removes a pace group with its lanes.
    ///
    /// # Errors
    /// If the role is too low, there is no such pace group, somebody stands in it, or it is the last one.
    pub async fn remove_group(&self, who: &Who, event: EventId, name: &str) -> Result<()> {
        let name = name.to_owned();
        self.arrange(who, event, async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
            let group = live_group(tx, event.id, &name).await?;
            let lanes = take_group_away(tx, event.id, &group).await?;
            let act = Act::ended(PaceGroupId(group.id), whole_group(&group)).with(LanesOf { lanes });
            tx.record(NewEntry::of(event.id, who.actor(), Change::PaceGroupDelete(act)));
            Ok(())
        })
        .await
    }

    /// Adds a lane at the end of a pace group.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, or there is no such pace group.
    pub async fn add_lane(&self, who: &Who, event: EventId, group: &str, input: &LaneInput) -> Result<()> {
        who.require(Action::ArrangeLanes)?;
        let (name, takes) = (lane_name(&input.name)?, capacity(input.capacity)?);
        let length = input.lap_length_m.map(Metres::lap_length).transpose()?;
        let group = group.to_owned();
        self.arrange(who, event, async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
            let group = live_group(tx, event.id, &group).await?;
            require_free(tx, event.id, name.as_str(), None).await?;
            let lanes = store::lanes::lanes(&mut tx.conn(), event.id).await?;
            require_room_for_lane(&lanes)?;
            let id = PaceGroupId(group.id);
            let lane =
                store::arranging::create_lane(&mut tx.conn(), event.id, id, name.as_str(), takes, length).await?;
            note_name(tx, event.id, lane, name.as_str()).await?;
            settle(tx, event.id, id, &lanes).await?;
            let row = any_lane(tx, event.id, lane).await?.0;
            let act = Act::made(lane, whole_lane(&row, &group.name));
            tx.record(NewEntry::of(event.id, who.actor(), Change::LaneCreate(act)));
            Ok(())
        })
        .await
    }

    /// Changes a lane's name, capacity or lap length. A lap length holds for laps that are counted from now on.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, there is no such lane, or somebody stands in a slot that
    /// would go or lie in another lane.
    pub async fn edit_lane(&self, who: &Who, event: EventId, lane: LaneId, edit: &LaneEdit) -> Result<()> {
        who.require(Action::ArrangeLanes)?;
        let name = edit.name.as_deref().map(lane_name).transpose()?;
        let takes = edit.capacity.map(capacity).transpose()?;
        let length =
            edit.lap_length_m.map(|OwnLength(length)| length.map(Metres::lap_length).transpose()).transpose()?;
        self.arrange(who, event, async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
            let old = live_lane(tx, event.id, lane).await?;
            let new = LaneRow {
                name: name.map_or_else(|| old.name.clone(), Name::into_string),
                capacity: takes.map_or(old.capacity, i64::from),
                lap_length_mm: length.map_or(old.lap_length_mm, |length| length.map(Metres::mm)),
                ..old.clone()
            };
            if lane_fields(&old) == lane_fields(&new) {
                return Ok(());
            }
            write_lane(tx, event.id, &new).await?;
            let act = Act::between(lane, differing(&lane_fields(&old), &lane_fields(&new)));
            tx.record(NewEntry::of(event.id, who.actor(), Change::LaneUpdate(act)));
            Ok(())
        })
        .await
    }

    /// Removes a lane.
    ///
    /// # Errors
    /// If the role is too low, there is no such lane, it is the last one of its pace group, or somebody stands in a slot
    /// that would go or lie in another lane.
    pub async fn remove_lane(&self, who: &Who, event: EventId, lane: LaneId) -> Result<()> {
        self.arrange(who, event, async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
            let old = live_lane(tx, event.id, lane).await?;
            let group = any_group(tx, event.id, PaceGroupId(old.pace_group_id)).await?.0;
            take_lane_away(tx, event.id, &old).await?;
            let act = Act::ended(lane, whole_lane(&old, &group.name));
            tx.record(NewEntry::of(event.id, who.actor(), Change::LaneDelete(act)));
            Ok(())
        })
        .await
    }

    async fn arrange<F>(&self, who: &Who, event: EventId, change: F) -> Result<()>
    where
        F: for<'t> InEvent<'t, ()> + Send + 'static,
    {
        let allowed = self.core.allow(who, Action::ArrangeLanes, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                change.run(tx, who, event).await?;
                tx.refresh_pace_groups(event.id).await
            })
            .await
    }
}

async fn add_group(tx: &mut Tx, who: &Who, event: EventId, name: &Name, count: u32) -> Result<()> {
    require_room_for_group(tx, event).await?;
    require_never_used(tx, event, name.as_str()).await?;
    require_free(tx, event, name.as_str(), None).await?;
    let now = tx.now();
    let no = store::arranging::next_no(&mut tx.conn(), event).await?;
    let color = rope_color(name.as_str(), usize::try_from(no).unwrap_or_default());
    let id = store::lanes::create_group(&mut tx.conn(), event, no, name.as_str(), color, count, now)
        .await
        .map_err(|error| taken(error, name.as_str()))?;
    let group = any_group(tx, event, id).await?.0;
    let lanes = lanes_of(tx, event, id).await?;
    let act = Act::made(id, whole_group(&group)).with(LanesOf { lanes });
    tx.record(NewEntry::of(event, who.actor(), Change::PaceGroupCreate(act)));
    Ok(())
}

async fn require_room_for_group(tx: &mut Tx, event: EventId) -> Result<()> {
    if store::lanes::groups(&mut tx.conn(), event).await?.len() < limits::PACE_GROUPS_MAX {
        return Ok(());
    }
    Err(Problem::from(refusal::TooManyPaceGroups { max: limits::PACE_GROUPS_MAX }).into())
}

fn require_room_for_lane(there: &[LaneRow]) -> Result<()> {
    if there.len() < limits::LANES_MAX {
        return Ok(());
    }
    Err(Problem::from(refusal::TooManyLanes { max: limits::LANES_MAX }).into())
}

/// Refuses the name of a pace group that was removed: entries name groups by it.
async fn require_never_used(tx: &mut Tx, event: EventId, name: &str) -> Result<()> {
    if store::arranging::find_removed(&mut tx.conn(), event, name).await?.is_none() {
        return Ok(());
    }
    Err(Problem::from(refusal::PaceGroupUsed { name: name.to_owned() }).into())
}

/// Refuses a lane's name that another lane of the event has: it is by the name that people know a lane, and programs that
/// know no id.
async fn require_free(tx: &mut Tx, event: EventId, name: &str, but: Option<LaneId>) -> Result<()> {
    let lanes = store::lanes::lanes(&mut tx.conn(), event).await?;
    let Some(other) = lanes.iter().find(|lane| lane.name == name && Some(LaneId(lane.id)) != but) else {
        return Ok(());
    };
    let group = any_group(tx, event, PaceGroupId(other.pace_group_id)).await?.0;
    Err(Problem::from(refusal::LaneTaken { lane: name.to_owned(), group: group.name.clone() }).into())
}

/// Refuses another name for a lane with a lap length of its own while the race runs: a node of the version before finds the
/// length by the name now, and a station that is offline may send its laps there under the old one.
async fn require_findable(tx: &mut Tx, event: EventId, old: &LaneRow) -> Result<()> {
    let runs = matches!(tx.event(event).await?.clock.state, ClockState::Running | ClockState::Paused);
    if old.lap_length_mm.is_none() || !runs {
        return Ok(());
    }
    Err(Problem::from(refusal::LaneKeepsName { lane: old.name.clone() }).into())
}

fn taken(error: sqlx::Error, name: &str) -> crate::Error {
    on_unique(error, || Problem::from(refusal::PaceGroupTaken { name: name.to_owned() }))
}

/// What may be changed of a pace group.
pub(crate) fn group_fields(group: &GroupRow) -> Fields {
    fields(json!({"name": group.name, "color": group.color}))
}

/// What may be changed of a lane.
pub(crate) fn lane_fields(lane: &LaneRow) -> Fields {
    let length = lane.lap_length_mm.map(Metres::from_mm);
    fields(json!({"name": lane.name, "capacity": lane.capacity, "lap_length_m": length}))
}

fn fields(state: Value) -> Fields {
    match state {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

fn whole_group(group: &GroupRow) -> Fields {
    fields(json!({"name": group.name, "color": group.color, "count": group.count}))
}

fn whole_lane(lane: &LaneRow, pace_group: &str) -> Fields {
    let mut state = lane_fields(lane);
    state.insert("pace_group".into(), json!(pace_group));
    state
}

async fn live_group(tx: &mut Tx, event: EventId, name: &str) -> Result<GroupRow> {
    let group = store::lanes::find_group(&mut tx.conn(), event, name).await?;
    Ok(group.ok_or_else(|| Problem::from(refusal::NoPaceGroupOfName { name: name.chars().take(40).collect() }))?)
}

/// A pace group, and whether it was removed.
pub(crate) async fn any_group(tx: &mut Tx, event: EventId, id: PaceGroupId) -> Result<(GroupRow, bool)> {
    let group = store::arranging::find_group(&mut tx.conn(), event, id).await?;
    Ok(group.ok_or_else(|| Problem::from(refusal::NoSuchPaceGroup))?)
}

async fn live_lane(tx: &mut Tx, event: EventId, id: LaneId) -> Result<LaneRow> {
    match any_lane(tx, event, id).await? {
        (lane, false) => Ok(lane),
        (lane, true) => Err(Problem::from(refusal::LaneRemoved { lane: lane.name }).into()),
    }
}

/// A lane, and whether it was removed.
pub(crate) async fn any_lane(tx: &mut Tx, event: EventId, id: LaneId) -> Result<(LaneRow, bool)> {
    let lane = store::arranging::find_lane(&mut tx.conn(), event, id).await?;
    Ok(lane.ok_or_else(|| Problem::from(refusal::NoSuchLane))?)
}

/// The lanes of a pace group that are there.
pub(crate) async fn lanes_of(tx: &mut Tx, event: EventId, group: PaceGroupId) -> Result<Vec<i64>> {
    let lanes = store::lanes::lanes(&mut tx.conn(), event).await?;
    Ok(lanes.iter().filter(|lane| lane.pace_group_id == group.0).map(|lane| lane.id).collect())
}

/// Writes a pace group's name and colour.
pub(crate) async fn write_group(tx: &mut Tx, group: &GroupRow) -> Result<()> {
    store::arranging::update_group(&mut tx.conn(), PaceGroupId(group.id), &group.name, &group.color)
        .await
        .map_err(|error| taken(error, &group.name))
}

/// Notes that a lane bears a name from now on: laps that were counted before still mean it by the one before.
async fn note_name(tx: &mut Tx, event: EventId, lane: LaneId, name: &str) -> Result<()> {
    let now = tx.now();
    store::lane_names::create(&mut tx.conn(), event, lane, name, now).await
}

/// Writes a lane, if nobody who stands in a slot of its pace group is moved or put out by it.
pub(crate) async fn write_lane(tx: &mut Tx, event: EventId, lane: &LaneRow) -> Result<()> {
    let before = store::lanes::lanes(&mut tx.conn(), event).await?;
    require_free(tx, event, &lane.name, Some(LaneId(lane.id))).await?;
    if let Some(old) = before.iter().find(|old| old.id == lane.id && old.name != lane.name) {
        require_findable(tx, event, old).await?;
        // A node that keeps no names may have given it the one that it bears until now.
        LaneBook::load(tx, event).await?;
        note_name(tx, event, LaneId(lane.id), &lane.name).await?;
    }
    store::arranging::update_lane(&mut tx.conn(), lane).await?;
    settle(tx, event, PaceGroupId(lane.pace_group_id), &before).await
}

/// Removes a pace group with its lanes; returns their ids.
pub(crate) async fn take_group_away(tx: &mut Tx, event: EventId, group: &GroupRow) -> Result<Vec<i64>> {
    let groups = store::lanes::groups(&mut tx.conn(), event).await?;
    if groups.len() <= 1 {
        return Err(Problem::from(refusal::LastPaceGroup).into());
    }
    let before = store::lanes::lanes(&mut tx.conn(), event).await?;
    let (id, now) = (PaceGroupId(group.id), tx.now());
    let lanes = lanes_of(tx, event, id).await?;
    for lane in &lanes {
        store::arranging::set_lane_removed(&mut tx.conn(), LaneId(*lane), Some(now)).await?;
    }
    store::arranging::set_group_removed(&mut tx.conn(), id, Some(now)).await?;
    require_nobody_moved(tx, event, id, &before).await?;
    Ok(lanes)
}

/// Brings a pace group back, with the lanes that went with it.
pub(crate) async fn bring_group_back(tx: &mut Tx, event: EventId, group: &GroupRow, lanes: &[i64]) -> Result<()> {
    require_room_for_group(tx, event).await?;
    store::arranging::set_group_removed(&mut tx.conn(), PaceGroupId(group.id), None).await?;
    for lane in lanes {
        let row = any_lane(tx, event, LaneId(*lane)).await?.0;
        require_free(tx, event, &row.name, None).await?;
        store::arranging::set_lane_removed(&mut tx.conn(), LaneId(*lane), None).await?;
        note_name(tx, event, LaneId(*lane), &row.name).await?;
    }
    store::arranging::count_slots(&mut tx.conn(), PaceGroupId(group.id)).await
}

/// Removes a lane.
pub(crate) async fn take_lane_away(tx: &mut Tx, event: EventId, lane: &LaneRow) -> Result<()> {
    let (group, now) = (PaceGroupId(lane.pace_group_id), tx.now());
    if lanes_of(tx, event, group).await?.len() <= 1 {
        return Err(Problem::from(refusal::LastLane).into());
    }
    let before = store::lanes::lanes(&mut tx.conn(), event).await?;
    store::arranging::set_lane_removed(&mut tx.conn(), LaneId(lane.id), Some(now)).await?;
    settle(tx, event, group, &before).await
}

/// Brings a lane back.
pub(crate) async fn bring_lane_back(tx: &mut Tx, event: EventId, lane: &LaneRow) -> Result<()> {
    let group = PaceGroupId(lane.pace_group_id);
    if any_group(tx, event, group).await?.1 {
        return Err(Problem::from(refusal::LaneWithoutGroup).into());
    }
    require_free(tx, event, &lane.name, None).await?;
    let before = store::lanes::lanes(&mut tx.conn(), event).await?;
    require_room_for_lane(&before)?;
    store::arranging::set_lane_removed(&mut tx.conn(), LaneId(lane.id), None).await?;
    note_name(tx, event, LaneId(lane.id), &lane.name).await?;
    settle(tx, event, group, &before).await
}

/// Counts a pace group's slots after its lanes changed.
async fn settle(tx: &mut Tx, event: EventId, group: PaceGroupId, before: &[LaneRow]) -> Result<()> {
    store::arranging::count_slots(&mut tx.conn(), group).await?;
    let count = any_group(tx, event, group).await?.0.count;
    if count > i64::from(limits::SLOTS_MAX) {
        return Err(Problem::from(refusal::TooManySlots { max: limits::SLOTS_MAX }).into());
    }
    require_nobody_moved(tx, event, group, before).await
}

/// Refuses if somebody in a slot would find themselves in another lane, or in none.
async fn require_nobody_moved(tx: &mut Tx, event: EventId, group: PaceGroupId, before: &[LaneRow]) -> Result<()> {
    let after = store::lanes::lanes(&mut tx.conn(), event).await?;
    let lane = |lanes: &[LaneRow], position| lane_at(lanes, group.0, position).map(|lane| lane.id);
    let placed = store::lanes::placed(&mut tx.conn(), event).await?;
    let moved: Vec<String> = placed
        .iter()
        .filter(|player| player.pace_group_id == group.0)
        .filter(|player| lane(before, player.position) != lane(&after, player.position))
        .map(|player| format!("{} · {}", player.bib, player.name))
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    Err(Problem::from(refusal::PlayersInTheWay { players: moved }).into())
}
