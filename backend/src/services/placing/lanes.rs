//! Who is in which slot: placed, moved, released, by the grouping desk or at a lane.

use super::slots::{NO_SLOT, placed_in};
use crate::{
    auth::Who,
    core::Core,
    error::{Result, on_unique},
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::{base::player::find_player, counting},
    store::{
        self, Conn,
        lanes::{GroupRow, LaneRow, PlacedRow, lane_at, positions_of},
        players::PlayerRow,
    },
};
use domain::{
    Action, Bib, Metres, Problem, Timestamp,
    change::{Act, At, Change},
    counters::Counters,
    ids::{EventId, LaneId, PaceGroupId, PlayerId},
    lane::{LaneView, PaceGroupView, Place, PlacedPlayer, SlotChange, SlotView},
    player::SlotRef,
    refusal::{self, By},
};
use std::{collections::HashMap, sync::Arc};

/// The lanes of events.
#[derive(Clone)]
pub struct Lanes {
    pub(super) core: Arc<Core>,
}

impl Lanes {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// All pace groups with their slots and who is in them.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn groups(&self, who: &Who, event: EventId) -> Result<Vec<PaceGroupView>> {
        who.require(Action::ReadPlayers)?;
        let lap_length = self.core.live.directory().event(event)?.lap_length_m;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let groups = store::lanes::groups(conn, event).await?;
        let lanes = store::lanes::lanes(conn, event).await?;
        let placed = store::lanes::placed(conn, event).await?;
        groups.iter().map(|group| group_view(group, &lanes, &placed, lap_length)).collect()
    }

    /// All lanes.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn lanes(&self, who: &Who, event: EventId) -> Result<Vec<LaneView>> {
        who.require(Action::ReadPlayers)?;
        let lap_length = self.core.live.directory().event(event)?.lap_length_m;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let groups = store::lanes::groups(conn, event).await?;
        let lanes = store::lanes::lanes(conn, event).await?;
        Ok(lanes.iter().filter_map(|lane| lane_view(lane, &groups, lap_length)).collect())
    }

    /// Places a player who is in no slot.
    ///
    /// # Errors
    /// If the role is too low, there is no such player or place, the place is taken, or the player is placed already.
    pub async fn place(&self, who: &Who, event: EventId, bib: Bib, place: Place) -> Result<SlotChange> {
        let allowed = self.core.allow(who, action_for(&place), event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                assign_bib(tx, who, event.id, bib, &place).await
            })
            .await
    }

    /// Moves a player from one slot to another.
    ///
    /// # Errors
    /// If the role is too low, there is no such player or place, the place is taken, or the player is in no slot.
    pub async fn move_to(&self, who: &Who, event: EventId, bib: Bib, place: Place) -> Result<SlotChange> {
        let allowed = self.core.allow(who, action_for(&place), event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                relocate_bib(tx, who, event.id, bib, &place).await
            })
            .await
    }

    /// Brings a player to a place, from another slot or from none.
    ///
    /// # Errors
    /// If the role is too low, there is no such player or place, the place is taken, or the player is not in the race.
    pub async fn bring(&self, who: &Who, event: EventId, bib: Bib, place: Place) -> Result<SlotChange> {
        let allowed = self.core.allow(who, action_for(&place), event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                let player = find_player(tx, event.id, bib).await?;
                if store::lanes::find_of_player(&mut tx.conn(), PlayerId(player.id)).await?.is_some() {
                    relocate(tx, who, event.id, &player, &place, tx.now()).await
                } else {
                    assign(tx, who, event.id, &player, &place, tx.now()).await
                }
            })
            .await
    }

    /// Lets a player go from a lane.
    ///
    /// # Errors
    /// If the role is too low, there is no such player, or the player is not in that lane: a desk may just have moved
    /// them elsewhere, and a tablet's old picture must not take them out there.
    pub async fn release_from(&self, who: &Who, event: EventId, lane: LaneId, bib: Bib) -> Result<SlotChange> {
        let allowed = self.core.allow(who, Action::PlaceOnLane, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                let player = find_player(tx, event.id, bib).await?;
                let placed = placed_or_refuse(tx, &player).await?;
                match lane_of(tx, event.id, &placed).await?.filter(|now| now.id != lane.0) {
                    None => let_go(tx, who, event.id, &placed, tx.now()).await,
                    Some(other) => Err(elsewhere(&player, &other.name).into()),
                }
            })
            .await
    }

    /// Lets a player go.
    ///
    /// # Errors
    /// If the role is too low, there is no such player, or the player is in no slot.
    pub async fn release(&self, who: &Who, event: EventId, bib: Bib) -> Result<SlotChange> {
        let allowed = self.core.allow(who, Action::PlaceOnLane, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                let player = find_player(tx, event.id, bib).await?;
                let placed = placed_or_refuse(tx, &player).await?;
                let_go(tx, who, event.id, &placed, tx.now()).await
            })
            .await
    }

    /// Empties a slot.
    ///
    /// # Errors
    /// If the role is too low, there is no such slot, or it is empty.
    pub async fn release_slot(&self, who: &Who, event: EventId, group: &str, position: u32) -> Result<SlotChange> {
        let allowed = self.core.allow(who, Action::PlacePlayers, event)?;
        let group = group.to_owned();
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                let group = find_group(tx, event.id, &group).await?;
                let (id, at) = (PaceGroupId(group.id), i64::from(position));
                check_position(&group, at)?;
                let placed = store::lanes::find_in_slot(&mut tx.conn(), id, at).await?;
                let empty = || Problem::from(refusal::SlotEmpty { position: at, group: group.name.clone() });
                let placed = placed.ok_or_else(empty)?;
                let_go(tx, who, event.id, &placed, tx.now()).await
            })
            .await
    }
}

/// At a lane its own counters may place; everywhere else only the desk.
fn action_for(place: &Place) -> Action {
    match place {
        Place::Lane { .. } => Action::PlaceOnLane,
        Place::Slot { .. } | Place::Group { .. } => Action::PlacePlayers,
    }
}

pub(super) fn lane_view(lane: &LaneRow, groups: &[GroupRow], lap_length: Metres) -> Option<LaneView> {
    let group = groups.iter().find(|group| group.id == lane.pace_group_id)?;
    Some(LaneView {
        id: LaneId(lane.id),
        name: lane.name.clone(),
        pace_group: group.name.clone(),
        color: group.color.clone(),
        capacity: u32::try_from(lane.capacity).unwrap_or(0),
        lap_length_m: lane.lap_length_mm.map_or(lap_length, Metres::from_mm),
        counters: Counters::parse(&lane.counters).unwrap_or_default(),
    })
}

fn group_view(group: &GroupRow, lanes: &[LaneRow], placed: &[PlacedRow], lap_length: Metres) -> Result<PaceGroupView> {
    let in_group: HashMap<i64, &PlacedRow> =
        placed.iter().filter(|row| row.pace_group_id == group.id).map(|row| (row.position, row)).collect();
    let slots = (0..group.count)
        .map(|position| {
            let player = in_group.get(&position).map(|row| {
                Ok::<_, Problem>(PlacedPlayer {
                    bib: Bib::new(row.bib)?,
                    name: row.name.clone(),
                    since: Timestamp::from_ms(row.started_at),
                })
            });
            Ok(SlotView {
                position: u32::try_from(position).unwrap_or(0),
                lane: LaneId(lane_at(lanes, group.id, position).map_or(0, |lane| lane.id)),
                player: player.transpose()?,
            })
        })
        .collect::<Result<_>>()?;
    let own = std::slice::from_ref(group);
    Ok(PaceGroupView {
        name: group.name.clone(),
        color: group.color.clone(),
        lanes: lanes.iter().filter_map(|lane| lane_view(lane, own, lap_length)).collect(),
        slots,
    })
}

/// Where everybody is, by player id.
pub(crate) async fn slot_refs(conn: &mut Conn<'_>, event: EventId) -> Result<HashMap<i64, SlotRef>> {
    let groups = store::lanes::groups(conn, event).await?;
    let lanes = store::lanes::lanes(conn, event).await?;
    let by_id: HashMap<i64, &GroupRow> = groups.iter().map(|group| (group.id, group)).collect();
    let placed = store::lanes::placed(conn, event).await?;
    let slot = |row: &PlacedRow| {
        let group = by_id.get(&row.pace_group_id)?;
        let lane = lane_at(&lanes, group.id, row.position)?;
        let slot = SlotRef {
            pace_group: group.name.clone(),
            position: u32::try_from(row.position).unwrap_or(0),
            lane: lane.name.clone(),
            color: group.color.clone(),
        };
        Some((row.player_id, slot))
    };
    Ok(placed.iter().filter_map(slot).collect())
}

async fn find_group(tx: &mut Tx, event: EventId, name: &str) -> Result<GroupRow> {
    let group = store::lanes::find_group(&mut tx.conn(), event, name).await?;
    Ok(group.ok_or_else(|| Problem::from(refusal::NoPaceGroupOfName { name: name.to_owned() }))?)
}

fn check_position(group: &GroupRow, position: i64) -> Result<()> {
    if (0..group.count).contains(&position) {
        return Ok(());
    }
    Err(Problem::from(refusal::NoSuchSlot { position, group: group.name.clone(), last: group.count - 1 }).into())
}

async fn placed_or_refuse(tx: &mut Tx, player: &PlayerRow) -> Result<PlacedRow> {
    let placed = store::lanes::find_of_player(&mut tx.conn(), PlayerId(player.id)).await?;
    let sentence = || Problem::from(refusal::PlayerInNoSlot { bib: player.bib, name: player.name.clone() });
    Ok(placed.ok_or_else(sentence)?)
}

/// Refuses a slot that is not there, or is taken.
pub(super) async fn require_free(tx: &mut Tx, group: &GroupRow, position: i64) -> Result<()> {
    check_position(group, position)?;
    match store::lanes::find_in_slot(&mut tx.conn(), PaceGroupId(group.id), position).await? {
        None => Ok(()),
        Some(row) => Err(slot_taken(group, &row).into()),
    }
}

/// Finds the slot that is meant, and refuses one that is taken by saying who got it and who placed them.
async fn resolve(tx: &mut Tx, event: EventId, place: &Place) -> Result<(GroupRow, i64)> {
    match place {
        Place::Slot { pace_group, position } => {
            let group = find_group(tx, event, pace_group).await?;
            let position = i64::from(*position);
            require_free(tx, &group, position).await?;
            Ok((group, position))
        }
        Place::Group { pace_group } => {
            let group = find_group(tx, event, pace_group).await?;
            first_free(tx, group, None).await
        }
        Place::Lane { lane } => {
            let lanes = store::lanes::lanes(&mut tx.conn(), event).await?;
            let missing = || Problem::from(refusal::NoSuchLane);
            let (id, from, to) = positions_of(&lanes, *lane).ok_or_else(missing)?;
            let groups = store::lanes::groups(&mut tx.conn(), event).await?;
            let group = groups.into_iter().find(|group| group.id == id.0).ok_or_else(missing)?;
            first_free(tx, group, Some((from, to))).await
        }
    }
}

async fn first_free(tx: &mut Tx, group: GroupRow, span: Option<(i64, i64)>) -> Result<(GroupRow, i64)> {
    let (from, to) = span.unwrap_or((0, group.count));
    let full = || Problem::from(refusal::AllPlacesTaken { places: to - from, group: group.name.clone() });
    let position = store::lanes::first_free(&mut tx.conn(), PaceGroupId(group.id), from, to).await?.ok_or_else(full)?;
    Ok((group, position))
}

fn slot_taken(group: &GroupRow, row: &PlacedRow) -> Problem {
    refusal::SlotTaken {
        position: row.position,
        group: group.name.clone(),
        by: By(row.placed_by.clone()),
        bib: row.bib,
        name: row.name.clone(),
    }
    .into()
}

async fn assign_bib(tx: &mut Tx, who: &Who, event: EventId, bib: Bib, place: &Place) -> Result<SlotChange> {
    let player = find_player(tx, event, bib).await?;
    assign(tx, who, event, &player, place, tx.now()).await
}

async fn relocate_bib(tx: &mut Tx, who: &Who, event: EventId, bib: Bib, place: &Place) -> Result<SlotChange> {
    let player = find_player(tx, event, bib).await?;
    relocate(tx, who, event, &player, place, tx.now()).await
}

/// Places a player who is in no slot, from a moment on.
pub(super) async fn assign(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    player: &PlayerRow,
    place: &Place,
    at: Timestamp,
) -> Result<SlotChange> {
    if !player.standing().is_active() {
        return Err(Problem::from(refusal::PlacedOutOfRace { bib: player.bib, name: player.name.clone() }).into());
    }
    if let Some(placed) = store::lanes::find_of_player(&mut tx.conn(), PlayerId(player.id)).await? {
        let groups = store::lanes::groups(&mut tx.conn(), event).await?;
        let group = groups.into_iter().find(|group| group.id == placed.pace_group_id);
        let there = refusal::PlayerPlaced {
            bib: player.bib,
            name: player.name.clone(),
            position: placed.position,
            group: group.map(|group| group.name).unwrap_or_default(),
            by: By(placed.placed_by),
        };
        return Err(Problem::from(there).into());
    }
    let (group, position) = resolve(tx, event, place).await?;
    let change = open(tx, who, event, player, &group, position, at).await?;
    let act = Act::step(PlayerId(player.id), NO_SLOT, placed_in(&group, position)).with(said_at(tx, at));
    tx.record(NewEntry::of(event, who.actor(), Change::LaneAssign(act)));
    counting::look_again(tx, who, event, counting::Scope::Player(PlayerId(player.id))).await?;
    Ok(change)
}

/// What an entry adds where it holds from an earlier moment than its own.
fn said_at(tx: &Tx, at: Timestamp) -> Option<At> {
    (at < tx.now()).then_some(At { at })
}

/// Opens the assignment and tells the desks.
pub(super) async fn open(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    player: &PlayerRow,
    group: &GroupRow,
    position: i64,
    from: Timestamp,
) -> Result<SlotChange> {
    let taken = || Problem::from(refusal::SlotJustTaken { position, group: group.name.clone() });
    let (id, group_id) = (PlayerId(player.id), PaceGroupId(group.id));
    let assignment = store::lanes::open_assignment(&mut tx.conn(), event, id, group_id, position, from, who.name())
        .await
        .map_err(|error| on_unique(error, taken))?;
    change_of(tx, event, assignment, group, position, Some(Bib::new(player.bib)?)).await
}

async fn change_of(
    tx: &mut Tx,
    event: EventId,
    assignment: i64,
    group: &GroupRow,
    position: i64,
    bib: Option<Bib>,
) -> Result<SlotChange> {
    let lanes = store::lanes::lanes(&mut tx.conn(), event).await?;
    Ok(SlotChange {
        assignment,
        pace_group: group.name.clone(),
        position: u32::try_from(position).unwrap_or(0),
        lane: lane_at(&lanes, group.id, position).map(|lane| lane.name.clone()).unwrap_or_default(),
        bib,
    })
}

/// Moves a player from one slot to another, from a moment on.
pub(super) async fn relocate(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    player: &PlayerRow,
    place: &Place,
    at: Timestamp,
) -> Result<SlotChange> {
    let old = placed_or_refuse(tx, player).await?;
    let (group, position) = resolve(tx, event, place).await?;
    store::lanes::close_assignment(&mut tx.conn(), old.id, at).await?;
    let change = open(tx, who, event, player, &group, position, at).await?;
    let old_group = group_of(tx, event, &old).await?;
    let (was, is) = (placed_in(&old_group, old.position), placed_in(&group, position));
    let act = Act::step(PlayerId(player.id), was, is).with(said_at(tx, at));
    tx.record(NewEntry::of(event, who.actor(), Change::LaneMove(act)));
    Ok(change)
}

pub(crate) async fn group_of(tx: &mut Tx, event: EventId, placed: &PlacedRow) -> Result<GroupRow> {
    let groups = store::lanes::groups(&mut tx.conn(), event).await?;
    let found = groups.into_iter().find(|group| group.id == placed.pace_group_id);
    Ok(found.ok_or_else(|| Problem::from(refusal::NoSuchPaceGroup))?)
}

/// The lane that a slot lies in.
pub(crate) async fn lane_of(tx: &mut Tx, event: EventId, placed: &PlacedRow) -> Result<Option<LaneRow>> {
    let lanes = store::lanes::lanes(&mut tx.conn(), event).await?;
    Ok(lane_at(&lanes, placed.pace_group_id, placed.position).cloned())
}

/// The refusal to let somebody go who is in another lane.
pub(super) fn elsewhere(player: &PlayerRow, lane: &str) -> Problem {
    refusal::PlayerElsewhere { bib: player.bib, name: player.name.clone(), lane: lane.to_owned() }.into()
}

/// Closes a placement at a moment and tells the desks.
pub(crate) async fn let_go(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    placed: &PlacedRow,
    at: Timestamp,
) -> Result<SlotChange> {
    let group = group_of(tx, event, placed).await?;
    store::lanes::close_assignment(&mut tx.conn(), placed.id, at).await?;
    let act = Act::step(PlayerId(placed.player_id), placed_in(&group, placed.position), NO_SLOT).with(said_at(tx, at));
    tx.record(NewEntry::of(event, who.actor(), Change::LaneRelease(act)));
    change_of(tx, event, placed.id, &group, placed.position, None).await
}
