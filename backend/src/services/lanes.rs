//! Who is in which slot: placed, moved, released, by the grouping desk or at a lane.

use super::{
    counters, held,
    players::find_player,
    slots::{no_slot, slot_state},
    tallies,
};
use crate::{
    Core,
    auth::Who,
    error::{Result, on_unique},
    ledger::{HubEffect, NewEntry, Target, Tx, action},
    store::{
        self, Conn,
        lanes::{GroupRow, LaneRow, PlacedRow, lane_at, positions_of},
        players::PlayerRow,
    },
    venue,
};
use domain::{
    Action, Bib, Metres, Problem, Timestamp,
    board::Topic,
    counters::Counters,
    event::RehearsalView,
    expected::PACE_LAPS,
    ids::{EventId, LaneId, PaceGroupId, PlayerId},
    lane::{LaneView, PaceGroupView, Place, PlacedPlayer, SlotChange, SlotView, StationPlayer, StationView, VenueMark},
    limits,
    player::SlotRef,
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

    /// Whose database this is.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn venue(&self, who: &Who) -> Result<VenueMark> {
        who.require(Action::ReadPlayers)?;
        venue::mark(&mut self.core.store.read().await?.conn()).await
    }

    /// All pace groups with their slots and who is in them.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn groups(&self, who: &Who, event: EventId) -> Result<Vec<PaceGroupView>> {
        who.require(Action::ReadPlayers)?;
        let lap_length = self.core.live.directory().event(event)?.lap_length;
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
        let lap_length = self.core.live.directory().event(event)?.lap_length;
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
        who.require(action_for(&place))?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| Box::pin(async move { assign(tx, &who, event, bib, &place).await }))
            .await
    }

    /// Moves a player from one slot to another.
    ///
    /// # Errors
    /// If the role is too low, there is no such player or place, the place is taken, or the player is in no slot.
    pub async fn move_to(&self, who: &Who, event: EventId, bib: Bib, place: Place) -> Result<SlotChange> {
        who.require(action_for(&place))?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| Box::pin(async move { relocate(tx, &who, event, bib, &place).await }))
            .await
    }

    /// Brings a player to a place, from another slot or from none.
    ///
    /// # Errors
    /// If the role is too low, there is no such player or place, the place is taken, or the player is not in the race.
    pub async fn bring(&self, who: &Who, event: EventId, bib: Bib, place: Place) -> Result<SlotChange> {
        who.require(action_for(&place))?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    let player = find_player(tx, event, bib).await?;
                    if store::lanes::find_of_player(&mut tx.conn(), PlayerId(player.id)).await?.is_some() {
                        relocate(tx, &who, event, bib, &place).await
                    } else {
                        assign(tx, &who, event, bib, &place).await
                    }
                })
            })
            .await
    }

    /// Lets a player go from a lane.
    ///
    /// # Errors
    /// If the role is too low, there is no such player, or the player is not in that lane: a desk may just have moved
    /// them elsewhere, and a tablet's old picture must not take them out there.
    pub async fn release_from(&self, who: &Who, event: EventId, lane: LaneId, bib: Bib) -> Result<SlotChange> {
        who.require(Action::PlaceOnLane)?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    let player = find_player(tx, event, bib).await?;
                    let placed = placed_or_refuse(tx, &player).await?;
                    let lanes = store::lanes::lanes(&mut tx.conn(), event).await?;
                    let now = lane_at(&lanes, placed.pace_group_id, placed.position);
                    match now.filter(|now| now.id != lane.0) {
                        None => let_go(tx, &who, event, &placed).await,
                        Some(other) => {
                            let (bib, name) = (player.bib, player.name);
                            let sentence = format!("{bib} · {name} is not in this lane but in {}.", other.name);
                            Err(Problem::conflict(sentence).into())
                        }
                    }
                })
            })
            .await
    }

    /// Lets a player go.
    ///
    /// # Errors
    /// If the role is too low, there is no such player, or the player is in no slot.
    pub async fn release(&self, who: &Who, event: EventId, bib: Bib) -> Result<SlotChange> {
        who.require(Action::PlaceOnLane)?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    let player = find_player(tx, event, bib).await?;
                    let placed = placed_or_refuse(tx, &player).await?;
                    let_go(tx, &who, event, &placed).await
                })
            })
            .await
    }

    /// Empties a slot.
    ///
    /// # Errors
    /// If the role is too low, there is no such slot, or it is empty.
    pub async fn release_slot(&self, who: &Who, event: EventId, group: &str, position: u32) -> Result<SlotChange> {
        who.require(Action::PlacePlayers)?;
        let (who, group) = (who.clone(), group.to_owned());
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    let group = find_group(tx, event, &group).await?;
                    let (id, at) = (PaceGroupId(group.id), i64::from(position));
                    check_position(&group, at)?;
                    let placed = store::lanes::find_in_slot(&mut tx.conn(), id, at).await?;
                    let empty = || Problem::conflict(format!("Slot {position} of {} is empty already.", group.name));
                    let placed = placed.ok_or_else(empty)?;
                    let_go(tx, &who, event, &placed).await
                })
            })
            .await
    }

    /// A lane with its players and their laps.
    ///
    /// # Errors
    /// If the role is too low or there is no such lane.
    pub async fn station(&self, who: &Who, event: EventId, lane: LaneId) -> Result<StationView> {
        who.require(Action::ReadPlayers)?;
        let record = self.core.live.directory().event(event)?;
        let missing = || Problem::not_found("There is no such lane.");
        let board = self.core.live.hub(event).ok_or_else(missing)?.current().await;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let groups = store::lanes::groups(conn, event).await?;
        let lanes = store::lanes::lanes(conn, event).await?;
        let placed = store::lanes::placed(conn, event).await?;
        let (group, from, to) = positions_of(&lanes, lane).ok_or_else(missing)?;
        let row = lanes.iter().find(|row| row.id == lane.0).ok_or_else(missing)?;
        let view = lane_view(row, &groups, record.lap_length).ok_or_else(missing)?;
        let here = |row: &&PlacedRow| row.pace_group_id == group.0 && (from..to).contains(&row.position);
        let laps: HashMap<i64, _> = board.board().rows.iter().map(|row| (i64::from(row.bib.get()), row)).collect();
        let pace_from = self.core.now().plus_ms(-limits::PACE_SPAN_MS);
        let mut players = Vec::new();
        for row in placed.iter().filter(here) {
            let counted = laps.get(&row.bib);
            players.push(StationPlayer {
                bib: Bib::new(row.bib)?,
                marker: row.bib.to_string(),
                name: row.name.clone(),
                laps: counted.map_or(0, |row| row.laps),
                last_lap_at: counted.and_then(|row| row.last_lap_at),
                since: Timestamp::from_ms(row.started_at),
                recent: recent_laps(conn, event, PlayerId(row.player_id), pace_from).await?,
            });
        }
        let is_own_tally = match who.device_id() {
            Some(device) => tallies::show_own(conn, event, lane, device, &mut players).await?,
            None => false,
        };
        let questions = counters::questions(conn, event, Some(&row.name), limits::STATION_QUESTIONS_MAX).await?;
        Ok(StationView {
            event: record.slug.clone(),
            event_name: record.name.clone(),
            free: view.capacity.saturating_sub(u32::try_from(players.len()).unwrap_or(u32::MAX)),
            lane: view,
            laps_per_tap: record.laps_per_tap,
            clock: record.clock.view(self.core.now()),
            players,
            questions,
            is_own_tally,
            rehearsal: record.rehearsal.then(|| RehearsalView { seed: event.0.unsigned_abs(), sport: record.sport }),
            venue: venue::mark(conn).await?,
        })
    }
}

/// When a player's last few laps were counted, oldest first.
async fn recent_laps(conn: &mut Conn<'_>, event: EventId, player: PlayerId, from: Timestamp) -> Result<Vec<Timestamp>> {
    let laps = store::review::laps(conn, event, Some(player), from).await?;
    let mut moments: Vec<Timestamp> = laps.into_iter().map(|lap| Timestamp::from_ms(lap.at)).collect();
    moments.sort_unstable();
    moments.drain(..moments.len().saturating_sub(PACE_LAPS + 1));
    Ok(moments)
}

/// At a lane its own counters may place; everywhere else only the desk.
fn action_for(place: &Place) -> Action {
    match place {
        Place::Lane { .. } => Action::PlaceOnLane,
        Place::Slot { .. } | Place::Group { .. } => Action::PlacePlayers,
    }
}

fn lane_view(lane: &LaneRow, groups: &[GroupRow], lap_length: Metres) -> Option<LaneView> {
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
    Ok(group.ok_or_else(|| Problem::not_found(format!("There is no pace group {name}.")))?)
}

fn check_position(group: &GroupRow, position: i64) -> Result<()> {
    if (0..group.count).contains(&position) {
        return Ok(());
    }
    let sentence = format!("There is no slot {position} in {}: it has slots 0 to {}.", group.name, group.count - 1);
    Err(Problem::not_found(sentence).into())
}

async fn placed_or_refuse(tx: &mut Tx, player: &PlayerRow) -> Result<PlacedRow> {
    let placed = store::lanes::find_of_player(&mut tx.conn(), PlayerId(player.id)).await?;
    let sentence = || Problem::conflict(format!("{} · {} is in no slot.", player.bib, player.name));
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
            let missing = || Problem::not_found("There is no such lane.");
            let (id, from, to) = positions_of(&lanes, *lane).ok_or_else(missing)?;
            let groups = store::lanes::groups(&mut tx.conn(), event).await?;
            let group = groups.into_iter().find(|group| group.id == id.0).ok_or_else(missing)?;
            first_free(tx, group, Some((from, to))).await
        }
    }
}

async fn first_free(tx: &mut Tx, group: GroupRow, span: Option<(i64, i64)>) -> Result<(GroupRow, i64)> {
    let (from, to) = span.unwrap_or((0, group.count));
    let full =
        || Problem::conflict(format!("All {} places of {} are taken. Let somebody go first.", to - from, group.name));
    let position = store::lanes::first_free(&mut tx.conn(), PaceGroupId(group.id), from, to).await?.ok_or_else(full)?;
    Ok((group, position))
}

fn slot_taken(group: &GroupRow, row: &PlacedRow) -> Problem {
    let sentence = format!(
        "Slot {} of {} is taken: {} placed {} · {} there.",
        row.position, group.name, row.placed_by, row.bib, row.name
    );
    Problem::conflict(sentence)
}

async fn assign(tx: &mut Tx, who: &Who, event: EventId, bib: Bib, place: &Place) -> Result<SlotChange> {
    let player = find_player(tx, event, bib).await?;
    if !player.standing().is_active() {
        let sentence = format!("{} · {} is not in the race: re-enter them first.", player.bib, player.name);
        return Err(Problem::conflict(sentence).into());
    }
    if let Some(placed) = store::lanes::find_of_player(&mut tx.conn(), PlayerId(player.id)).await? {
        let groups = store::lanes::groups(&mut tx.conn(), event).await?;
        let name = groups.iter().find(|group| group.id == placed.pace_group_id).map_or("", |group| &group.name);
        let sentence = format!(
            "{} · {} is in slot {} of {name} already: {} placed them there.",
            player.bib, player.name, placed.position, placed.placed_by
        );
        return Err(Problem::conflict(sentence).into());
    }
    let (group, position) = resolve(tx, event, place).await?;
    let change = open(tx, who, event, &player, &group, position).await?;
    tx.record(NewEntry {
        previous: Some(no_slot()),
        new: Some(slot_state(&group, position)),
        ..NewEntry::of(event, who.actor(), action::LANE_ASSIGN, Target::new("player", player.id))
    });
    held::look_again(tx, who, event, held::Scope::Player(PlayerId(player.id))).await?;
    Ok(change)
}

/// Opens the assignment and tells the desks.
pub(super) async fn open(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    player: &PlayerRow,
    group: &GroupRow,
    position: i64,
) -> Result<SlotChange> {
    let now = tx.now();
    let taken = || Problem::conflict(format!("Slot {position} of {} was taken at this moment.", group.name));
    let (id, group_id) = (PlayerId(player.id), PaceGroupId(group.id));
    let assignment = store::lanes::open_assignment(&mut tx.conn(), event, id, group_id, position, now, who.name())
        .await
        .map_err(|error| on_unique(error, taken))?;
    tx.tell(event, HubEffect::Topic(Topic::Slots));
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

async fn relocate(tx: &mut Tx, who: &Who, event: EventId, bib: Bib, place: &Place) -> Result<SlotChange> {
    let player = find_player(tx, event, bib).await?;
    let old = placed_or_refuse(tx, &player).await?;
    let (group, position) = resolve(tx, event, place).await?;
    let now = tx.now();
    store::lanes::close_assignment(&mut tx.conn(), old.id, now).await?;
    let change = open(tx, who, event, &player, &group, position).await?;
    let old_group = group_of(tx, event, &old).await?;
    tx.record(NewEntry {
        previous: Some(slot_state(&old_group, old.position)),
        new: Some(slot_state(&group, position)),
        ..NewEntry::of(event, who.actor(), action::LANE_MOVE, Target::new("player", player.id))
    });
    Ok(change)
}

pub(crate) async fn group_of(tx: &mut Tx, event: EventId, placed: &PlacedRow) -> Result<GroupRow> {
    let groups = store::lanes::groups(&mut tx.conn(), event).await?;
    let found = groups.into_iter().find(|group| group.id == placed.pace_group_id);
    Ok(found.ok_or_else(|| Problem::not_found("There is no such pace group."))?)
}

pub(crate) async fn let_go(tx: &mut Tx, who: &Who, event: EventId, placed: &PlacedRow) -> Result<SlotChange> {
    let now = tx.now();
    let group = group_of(tx, event, placed).await?;
    store::lanes::close_assignment(&mut tx.conn(), placed.id, now).await?;
    tx.record(NewEntry {
        previous: Some(slot_state(&group, placed.position)),
        new: Some(no_slot()),
        ..NewEntry::of(event, who.actor(), action::LANE_RELEASE, Target::new("player", placed.player_id))
    });
    tx.tell(event, HubEffect::Topic(Topic::Slots));
    change_of(tx, event, placed.id, &group, placed.position, None).await
}
