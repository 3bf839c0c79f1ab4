//! Who is in the water: who is overdue, what is said of them, and what every desk has to hear of it.
//!
//! Alarms are computed from the tables whenever they are asked for, by the rule that stations follow too
//! ([`domain::overdue`]). The server knows only laps that have arrived, so where a station is apart from it, it alarms too
//! much rather than too little, and says that the station is not heard.

use crate::{
    auth::Who,
    core::Core,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::{base::player::find_player, placing},
    store::{
        self, Conn,
        calls::CallRow,
        lanes::{GroupRow, LaneRow, PlacedRow, lane_at, positions_of},
    },
};
use domain::{
    Action, Bib, Problem, Timestamp,
    board::Board,
    call::Saying,
    change::{Act, SaidOfWater},
    clock::ClockState,
    event::Sport,
    expected::{PACE_LAPS, Pace, lane_lap_ms},
    fleet::SILENT_MS,
    ids::{EventId, LaneId, PlayerId},
    limits,
    overdue::{Overdue, Watched, slowest_ms},
    refusal,
    water::{LaneWater, Pool, PoolLane, Says, Spoken, Swimmer, WaterAlarm, WaterAlarmKind, WaterNews, Word, WordInput},
};
use std::{collections::HashMap, sync::Arc};

/// The water of events.
#[derive(Clone)]
pub struct Water {
    pub(super) core: Arc<Core>,
}

impl Water {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Who is in the water, by lane.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn pool(&self, who: &Who, event: EventId) -> Result<Pool> {
        who.require(Action::ReadPlayers)?;
        let mut lease = self.core.store.read().await?;
        let seen = Seen::read(&self.core, &mut lease.conn(), event).await?;
        let roll_call = self.roll_call(&mut lease.conn(), event).await?;
        Ok(Pool { at: seen.now, lanes: seen.lanes()?, roll_call })
    }

    /// What every desk has to hear at once. Names are for those who may read them.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn news(&self, who: &Who, event: EventId) -> Result<WaterNews> {
        who.require(Action::ReadStaff)?;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let seen = Seen::read(&self.core, conn, event).await?;
        let mut alarms = seen.alarms(conn).await?;
        if !who.may(Action::ReadPlayers) {
            for alarm in &mut alarms {
                alarm.name = None;
            }
        }
        let roll_call = self.roll_call(conn, event).await?;
        Ok(WaterNews { alarms, roll_call: roll_call.map(|call| call.news()) })
    }

    /// What a station has to know to watch its lane by itself.
    ///
    /// # Errors
    /// If the role is too low, there is no such lane, or the database cannot be read.
    pub async fn lane(&self, who: &Who, event: EventId, lane: LaneId) -> Result<LaneWater> {
        let record = self.core.allow(who, Action::ReadPlayers, event)?.event;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let lanes = store::lanes::lanes(conn, event).await?;
        let (group, from, to) = positions_of(&lanes, lane).ok_or_else(|| Problem::from(refusal::NoSuchLane))?;
        let calls = store::calls::of_placed(conn, event).await?;
        let said = words(conn, event, &calls).await?;
        let placed = store::lanes::placed(conn, event).await?;
        let here = |row: &&PlacedRow| row.pace_group_id == group.0 && (from..to).contains(&row.position);
        let mut words = Vec::new();
        for row in placed.iter().filter(here) {
            if let Some(word) = said.get(&row.player_id) {
                words.push((Bib::new(row.bib)?, *word));
            }
        }
        let roll_call = self.roll_call(conn, event).await?.map(|call| call.of_lane(lane));
        let running_since = running_since(&record);
        Ok(LaneWater { running_since, words, roll_call })
    }

    /// Takes over what somebody says of a player. Safe to repeat: an id is taken once.
    ///
    /// # Errors
    /// If the role is too low, nobody has the bib, or the id belongs to another word.
    pub async fn say(&self, who: &Who, event: EventId, input: WordInput) -> Result<Spoken> {
        let allowed = self.core.allow(who, Action::PlaceOnLane, event)?;
        if input.id.is_nil() {
            return Err(Problem::from(refusal::IdIsNil).into());
        }
        if input.leaves.is_some() && input.says != Says::Out {
            return Err(Problem::from(refusal::LeavesWithoutOut).into());
        }
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| say(tx, who, event.id, input).await)
            .await
    }
}

async fn say(tx: &mut Tx, who: &Who, event: EventId, input: WordInput) -> Result<Spoken> {
    let WordInput { id, bib, says, at, leaves } = input;
    let player = find_player(tx, event, bib).await?;
    if let Some(known) = store::water::find_word(&mut tx.conn(), id).await? {
        if known.event_id != event.0 || known.player_id != player.id || known.says != says.as_str() {
            return Err(Problem::from(refusal::IdOfWord).into());
        }
        return Ok(Spoken { id, duplicate: true, left_lane: false });
    }
    let now = tx.now();
    // A tablet's clock may be a little ahead: nothing is said before it happens.
    let word = Word { says, at: at.map_or(now, |at| at.min(now)) };
    store::water::say(&mut tx.conn(), event, PlayerId(player.id), id, word, now).await?;
    let act = Act::made(PlayerId(player.id), SaidOfWater { at: word.at, said: says });
    tx.record(NewEntry::of(event, who.actor(), says.change()(act)));
    let left_lane = match leaves {
        Some(lane) => leave(tx, who, event, PlayerId(player.id), lane, word.at).await?,
        None => false,
    };
    Ok(Spoken { id, duplicate: false, left_lane })
}

/// Lets a player go from the lane in which they were when the word was said. A word may come late: whoever was moved or
/// came back since stays where they are.
async fn leave(tx: &mut Tx, who: &Who, event: EventId, player: PlayerId, lane: LaneId, at: Timestamp) -> Result<bool> {
    let Some(placed) = store::lanes::find_of_player(&mut tx.conn(), player).await? else { return Ok(false) };
    let is_there = placing::lane_of(tx, event, &placed).await?.is_some_and(|now| now.id == lane.0);
    if !is_there || placed.started_at > at.ms() {
        return Ok(false);
    }
    placing::let_go(tx, who, event, &placed, at).await?;
    Ok(true)
}

/// The last word about each player, by player. Whoever came back from a break was seen then, but a call for help stands.
async fn words(conn: &mut Conn<'_>, event: EventId, said: &[CallRow]) -> Result<HashMap<i64, Word>> {
    let mut words = store::water::last_words(conn, event).await?;
    for call in said.iter().filter(|call| call.said() == Some(Saying::Return)) {
        let back = Word { says: Says::Seen, at: Timestamp::from_ms(call.at) };
        let word = words.entry(call.player_id).or_insert(back);
        if word.at < back.at && word.says != Says::Help {
            *word = back;
        }
    }
    Ok(words)
}

/// Since when the clock runs, if it does.
fn running_since(event: &EventRecord) -> Option<Timestamp> {
    let clock = &event.clock;
    (clock.state == ClockState::Running).then(|| clock.spans.last().map(|span| span.from)).flatten()
}

/// An event's lanes with who is in them and when each was seen.
struct Seen {
    now: Timestamp,
    event: EventRecord,
    groups: Vec<GroupRow>,
    all_lanes: Vec<LaneRow>,
    placed: Vec<PlacedRow>,
    paces: HashMap<i64, Pace>,
    words: HashMap<i64, Word>,
    said: Vec<CallRow>,
    last_laps: HashMap<i64, Timestamp>,
    heard: HashMap<LaneId, Timestamp>,
}

impl Seen {
    async fn read(core: &Core, conn: &mut Conn<'_>, event: EventId) -> Result<Self> {
        let record = core.live.directory().event(event)?;
        let board = core.live.hub(event).ok_or_else(|| Problem::from(refusal::NoSuchEvent))?.current().await;
        let now = core.now();
        let placed = store::lanes::placed(conn, event).await?;
        let said = store::calls::of_placed(conn, event).await?;
        let mut moments: HashMap<i64, Vec<Timestamp>> = HashMap::new();
        for (player, at) in store::water::recent_laps(conn, event, now.plus_ms(-limits::PACE_SPAN_MS)).await? {
            moments.entry(player).or_default().push(Timestamp::from_ms(at));
        }
        let pace = |row: &PlacedRow| {
            let laps = moments.get(&row.player_id).map_or(&[][..], Vec::as_slice);
            let mut pace = Pace::default();
            pace.start(&laps[laps.len().saturating_sub(PACE_LAPS + 1)..], Timestamp::from_ms(row.started_at));
            (row.player_id, pace)
        };
        Ok(Self {
            now,
            paces: placed.iter().map(pace).collect(),
            last_laps: last_laps(board.board(), &placed),
            groups: store::lanes::groups(conn, event).await?,
            all_lanes: store::lanes::lanes(conn, event).await?,
            words: words(conn, event, &said).await?,
            said,
            heard: heard(core, conn, event).await?,
            placed,
            event: record,
        })
    }

    fn in_lane(&self, lane: &LaneRow) -> Vec<&PlacedRow> {
        let Some((group, from, to)) = positions_of(&self.all_lanes, LaneId(lane.id)) else { return Vec::new() };
        let here = |row: &&PlacedRow| row.pace_group_id == group.0 && (from..to).contains(&row.position);
        self.placed.iter().filter(here).collect()
    }

    /// Since when somebody is on a break, if they are.
    fn break_since(&self, row: &PlacedRow) -> Option<Timestamp> {
        let last = self.last_laps.get(&row.player_id).copied();
        placing::said_of(&self.said, PlayerId(row.player_id), Timestamp::from_ms(row.started_at), last).0
    }

    /// Whoever of a lane is overdue, by player.
    fn overdue(&self, lane: &LaneRow) -> HashMap<i64, Overdue> {
        let running = running_since(&self.event).filter(|_| self.event.sport == Sport::Swim);
        let Some(running) = running else { return HashMap::new() };
        let here = self.in_lane(lane);
        let lane_ms = lane_lap_ms(here.iter().filter_map(|row| self.paces.get(&row.player_id)));
        let length = lane.lap_length_mm.map_or(self.event.lap_length_m, domain::Metres::from_mm);
        let slowest_ms = slowest_ms(length, self.event.laps_per_tap);
        let overdue = |row: &PlacedRow| {
            // The last lap may be older than those that tell a pace.
            let last = self.last_laps.get(&row.player_id).copied();
            let from = running.max(Timestamp::from_ms(row.started_at)).max(last.unwrap_or(running));
            let (pace, word) = (self.paces.get(&row.player_id)?, self.words.get(&row.player_id).copied());
            let rests = self.break_since(row).is_some();
            let alarm = Watched { pace, from, lane_ms, slowest_ms, word, rests }.overdue(self.now)?;
            Some((row.player_id, alarm))
        };
        here.into_iter().filter_map(overdue).collect()
    }

    fn lanes(&self) -> Result<Vec<PoolLane>> {
        let lane = |lane: &LaneRow| {
            let group = self.groups.iter().find(|group| group.id == lane.pace_group_id)?;
            let overdue = self.overdue(lane);
            let swimmer = |row: &&PlacedRow| {
                Ok(Swimmer {
                    bib: Bib::new(row.bib)?,
                    name: row.name.clone(),
                    since: Timestamp::from_ms(row.started_at),
                    last_lap_at: self.last_laps.get(&row.player_id).copied(),
                    break_since: self.break_since(row),
                    word: self.words.get(&row.player_id).copied(),
                    overdue: overdue.get(&row.player_id).copied(),
                })
            };
            let swimmers = self.in_lane(lane).iter().map(swimmer).collect::<Result<Vec<_>>>();
            Some(swimmers.map(|swimmers| PoolLane {
                lane: LaneId(lane.id),
                name: lane.name.clone(),
                pace_group: group.name.clone(),
                color: group.color.clone(),
                heard_at: self.heard.get(&LaneId(lane.id)).copied(),
                swimmers,
            }))
        };
        self.all_lanes.iter().filter_map(lane).collect()
    }

    /// Who needs help, then who is overdue without an answer.
    async fn alarms(&self, conn: &mut Conn<'_>) -> Result<Vec<WaterAlarm>> {
        let mut alarms = Vec::new();
        for lane in &self.all_lanes {
            let heard = self.heard.get(&LaneId(lane.id));
            let is_apart = heard.is_some_and(|at| self.now.since_ms(*at) >= SILENT_MS);
            let overdue = self.overdue(lane);
            for row in self.in_lane(lane) {
                let Some(late) = overdue.get(&row.player_id).filter(|late| late.is_unanswered(self.now)) else {
                    continue;
                };
                alarms.push(WaterAlarm {
                    kind: WaterAlarmKind::Overdue,
                    bib: Bib::new(row.bib)?,
                    name: Some(row.name.clone()),
                    lane: Some(LaneId(lane.id)),
                    lane_name: Some(lane.name.clone()),
                    since: late.since,
                    last_seen: late.last_seen,
                    is_apart,
                });
            }
        }
        let helpless: Vec<(i64, Word)> =
            self.words.iter().filter(|(_, word)| word.says == Says::Help).map(|(id, word)| (*id, *word)).collect();
        let ids: Vec<i64> = helpless.iter().map(|(id, _)| *id).collect();
        let labels = store::players::labels(conn, &ids).await?;
        for (id, word) in helpless {
            let Some((bib, name)) = labels.get(&id).cloned() else { continue };
            let row = self.placed.iter().find(|row| row.player_id == id);
            let lane = row.and_then(|row| lane_at(&self.all_lanes, row.pace_group_id, row.position));
            alarms.push(WaterAlarm {
                kind: WaterAlarmKind::Help,
                bib: Bib::new(bib)?,
                name: Some(name),
                lane: lane.map(|lane| LaneId(lane.id)),
                lane_name: lane.map(|lane| lane.name.clone()),
                since: word.at,
                last_seen: word.at,
                is_apart: false,
            });
        }
        alarms.sort_by_key(|alarm| (alarm.kind, alarm.since, alarm.bib));
        Ok(alarms)
    }
}

/// When each player's last lap was counted, as the board has it.
fn last_laps(board: &Board, placed: &[PlacedRow]) -> HashMap<i64, Timestamp> {
    let players: HashMap<i64, i64> = placed.iter().map(|row| (row.bib, row.player_id)).collect();
    let last = |row: &domain::board::BoardRow| Some((*players.get(&i64::from(row.bib.get()))?, row.last_lap_at?));
    board.rows.iter().filter_map(last).collect()
}

/// When the station of each lane was last heard.
pub(super) async fn heard(core: &Core, conn: &mut Conn<'_>, event: EventId) -> Result<HashMap<LaneId, Timestamp>> {
    let all = core.live.stations().newest(store::stations::list(conn).await?);
    let mut heard = HashMap::new();
    for (device, word) in all {
        let Some(lane) = word.report.lane.filter(|_| word.event == event) else { continue };
        if core.live.directory().active_device(device).is_some() {
            let newest = heard.entry(lane).or_insert(word.at);
            *newest = word.at.max(*newest);
        }
    }
    Ok(heard)
}
