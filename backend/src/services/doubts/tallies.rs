//! The tallies of lanes at which each tablet counts for itself: those that do not lead are laid beside what counts, and
//! what differs is settled by people. Computed from the tables whenever it is asked for; nothing is changed by it.

use crate::{
    auth::Who,
    error::Result,
    records::EventRecord,
    services::counting::{LaneBook, Laps, counted_beside, tally},
    store::{
        self, Conn,
        counters::{CountedRow, CountersRow, TallyRow},
        lanes::{LaneRow, PlacedRow, positions_of},
    },
};
use domain::{
    Action, Bib, Metres, Timestamp,
    clock::ClockState,
    counters::{CounterView, Counters, GUARD_MS_MAX, guard_ms},
    ids::{DeviceId, EventId, LaneId, PlayerId},
    lane::StationPlayer,
    lane_names::LaneKey,
    tallies::{LaneTallies, PlayerTallies, Tap, compare, span},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};
use uuid::Uuid;

impl Laps {
    /// The lanes at which each tablet counts for itself, or did, each tally beside what counts.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn tallies(&self, who: &Who, event: EventId) -> Result<Vec<LaneTallies>> {
        let record = self.core.allow(who, Action::SettleCounters, event)?.event;
        let over = record.clock.state == ClockState::Finished;
        let names: HashMap<i64, String> =
            self.core.live.directory().devices().into_iter().map(|device| (device.id.0, device.name)).collect();
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let groups = store::lanes::groups(conn, event).await?;
        let lanes = store::lanes::lanes(conn, event).await?;
        let placed = store::lanes::placed(conn, event).await?;
        let view = |device: i64| {
            let name = names.get(&device).cloned().unwrap_or_default();
            CounterView { device: DeviceId(device), name }
        };
        let book = LaneBook::read(conn, &record).await?;
        let mut beside: HashMap<LaneKey, Vec<TallyRow>> = HashMap::new();
        for tap in tally(conn, event, None).await? {
            beside.entry(tap.lane.key(&book, tap.at)).or_default().push(tap);
        }
        let mut all = Vec::new();
        for row in store::counters::list(conn, event).await? {
            let beside = beside.remove(&LaneKey::Id(LaneId(row.id))).unwrap_or_default();
            if row.counters != Counters::Independent.as_str() && !beside.iter().any(|tap| tap.is_open) {
                continue;
            }
            let Some(lane) = lanes.iter().find(|lane| lane.id == row.id) else { continue };
            let Some(group) = groups.iter().find(|group| group.id == lane.pace_group_id) else { continue };
            let mut by_device: BTreeMap<i64, Vec<TallyRow>> = BTreeMap::new();
            for tap in beside {
                if let Some(device) = tap.device_id {
                    by_device.entry(device).or_default().push(tap);
                }
            }
            let empty = LaneTallies {
                lane: LaneId(row.id),
                name: row.name.clone(),
                pace_group: group.name.clone(),
                color: group.color.clone(),
                lead: row.lead_device.map(view),
                other: None,
                span: None,
                players: Vec::new(),
            };
            if by_device.is_empty() {
                all.push(empty.clone());
            }
            for (device, taps) in by_device {
                let here = in_lane(&lanes, &placed, LaneId(row.id));
                let guard = guard_ms(record.sport, lane.lap_length_mm.map_or(record.lap_length_m, Metres::from_mm));
                let (span, players) =
                    lay_beside(conn, event, (&book, LaneId(row.id), guard), (device, &taps), here, over).await?;
                all.push(LaneTallies { other: Some(view(device)), span, players, ..empty.clone() });
            }
        }
        Ok(all)
    }
}

/// Who is in a lane now.
fn in_lane<'r>(lanes: &[LaneRow], placed: &'r [PlacedRow], lane: LaneId) -> impl Iterator<Item = i64> + use<'r> {
    let positions = positions_of(lanes, lane);
    placed
        .iter()
        .filter(move |row| {
            positions
                .is_some_and(|(group, from, to)| row.pace_group_id == group.0 && (from..to).contains(&row.position))
        })
        .map(|row| row.player_id)
}

/// A tap as it is stored.
fn tap(lap: Uuid, at: i64, laps: i64) -> Tap {
    Tap { lap, at: Timestamp::from_ms(at), laps: u32::try_from(laps).unwrap_or(1) }
}

/// The first and the last moment of some taps.
fn ends(all: impl Iterator<Item = Timestamp>) -> Option<(Timestamp, Timestamp)> {
    all.fold(None, |ends: Option<(Timestamp, Timestamp)>, at| {
        Some(ends.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
    })
}

/// Lays a tablet's tally beside what counts, player by player.
async fn lay_beside(
    conn: &mut Conn<'_>,
    event: EventId,
    (book, lane, guard_ms): (&LaneBook, LaneId, i64),
    (device, taps): (i64, &[TallyRow]),
    here: impl Iterator<Item = i64>,
    over: bool,
) -> Result<(Option<(Timestamp, Timestamp)>, Vec<PlayerTallies>)> {
    let Some(other) = ends(taps.iter().map(|tap| Timestamp::from_ms(tap.at))) else { return Ok((None, Vec::new())) };
    let players: BTreeSet<i64> = taps.iter().map(|tap| tap.player_id).chain(here).collect();
    // A partner of the first tap may lie a little before it.
    let from = other.0.plus_ms(-10 * GUARD_MS_MAX);
    let mut counted = BTreeMap::new();
    let mut kept = HashSet::new();
    for player in &players {
        let rows = counted_at(conn, event, (book, lane), PlayerId(*player), from, DeviceId(device)).await?;
        kept.extend(rows.iter().filter(|row| row.kept).map(|row| row.id));
        counted.insert(*player, rows.iter().map(|row| tap(row.id, row.at, row.laps)).collect::<Vec<_>>());
    }
    let Some(lead) = ends(counted.values().flatten().map(|tap| tap.at)) else { return Ok((None, Vec::new())) };
    let both = span(lead, other, over);
    let ids: Vec<i64> = players.iter().copied().collect();
    let labels = store::players::labels(conn, &ids).await?;
    let mut rows = Vec::new();
    for (player, counted) in counted {
        let open = taps.iter().filter(|tap| tap.player_id == player && tap.is_open);
        let beside: Vec<Tap> = open.map(|row| tap(row.id, row.at, row.laps)).collect();
        let (laps, other, differences) = compare(&counted, &beside, both, guard_ms, |lap| kept.contains(&lap));
        let Some((bib, name)) = labels.get(&player).filter(|_| laps > 0 || other > 0) else { continue };
        rows.push(PlayerTallies { bib: Bib::new(*bib)?, name: name.clone(), counted: laps, other, rows: differences });
    }
    rows.sort_by_key(|player| (Reverse(player.differences().count()), player.bib));
    Ok((Some(both), rows))
}

/// Laps of a player that count, were counted at a lane from a moment on, and were not of a device's own tally.
async fn counted_at(
    conn: &mut Conn<'_>,
    event: EventId,
    (book, lane): (&LaneBook, LaneId),
    player: PlayerId,
    from: Timestamp,
    but: DeviceId,
) -> Result<Vec<CountedRow>> {
    let mut rows = counted_beside(conn, event, player, from, but).await?;
    rows.retain(|row| row.lane.key(book, row.at) == LaneKey::Id(lane));
    Ok(rows)
}

/// Shows a tablet that counts for itself its own tally in place of what counts; returns whether it is one.
pub(crate) async fn show_own(
    conn: &mut Conn<'_>,
    record: &EventRecord,
    lane: LaneId,
    device: DeviceId,
    players: &mut [StationPlayer],
) -> Result<bool> {
    let event = record.id;
    let row = store::counters::find(conn, event, lane).await?;
    let own = |row: &CountersRow| {
        row.counters == Counters::Independent.as_str()
            && !row.lead_gone
            && row.lead_device.is_some_and(|lead| lead != device.0)
    };
    if !row.as_ref().is_some_and(own) {
        return Ok(false);
    }
    let book = LaneBook::read(conn, record).await?;
    let all = tally(conn, event, Some(lane)).await?;
    let mine = |tap: &&TallyRow| tap.device_id == Some(device.0) && tap.lane.key(&book, tap.at) == LaneKey::Id(lane);
    let taps: Vec<&TallyRow> = all.iter().filter(mine).collect();
    // Before its first tap it has no tally of its own, and goes on from what counts.
    let Some((first, _)) = ends(taps.iter().map(|tap| Timestamp::from_ms(tap.at))) else { return Ok(true) };
    for player in players {
        let Some(found) = store::players::find(conn, event, player.bib).await? else { continue };
        let since = first.plus_ms(-GUARD_MS_MAX);
        let beside = counted_at(conn, event, (&book, lane), PlayerId(found.id), since, device).await?;
        let of_others: i64 = beside.iter().map(|lap| lap.laps).sum();
        let mine: Vec<_> = taps.iter().filter(|tap| tap.player_id == found.id && tap.is_open).collect();
        let laps = player.laps.saturating_sub(of_others.unsigned_abs());
        player.laps = laps.saturating_add(mine.iter().map(|tap| tap.laps.unsigned_abs()).sum());
        player.last_lap_at = mine.last().map(|tap| Timestamp::from_ms(tap.at)).max(player.last_lap_at);
    }
    Ok(true)
}
