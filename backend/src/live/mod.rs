//! What is held in memory and follows the commits: events, devices, and one hub an event with its standings.
//!
//! All of it is a fold over committed changes and is rebuilt from the tables at the start. The ledger publishes here
//! after a commit and before anybody is answered, so that whoever was answered finds the change on the board.

mod directory;
mod fold;
mod follow;
mod hub;
mod stations;

pub(crate) use directory::Directory;
pub use hub::{Hub, Published, Subscription};
pub(crate) use stations::Stations;

use crate::{
    error::Result,
    records::{Committed, Effect, EventRecord, HubEffect, VENUE_CHAIN},
    store::{self, Store},
    time::TimeSource,
};
use domain::{Problem, Timestamp, board::Board, ids::EventId, refusal, standings::Standings, topic::Topic};
use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Mutex, Semaphore},
    time::timeout,
};

/// Boards, and what the services look up without asking the database.
#[derive(Clone)]
pub struct Live {
    store: Store,
    time: Arc<dyn TimeSource>,
    directory: Arc<Directory>,
    stations: Arc<Stations>,
    hubs: Arc<RwLock<BTreeMap<EventId, Arc<Hub>>>>,
    /// The end of the venue's chain that is known here.
    venue_seq: Arc<AtomicI64>,
    /// Held while what is in memory is changed: what was read from the tables must not come after what was committed
    /// since.
    changing: Arc<Mutex<()>>,
    /// Turns for boards of a span of time, which anybody may ask for and which read all laps: they leave connections
    /// to those who count.
    spans: Arc<Semaphore>,
}

/// How many boards of a span of time are read at once.
const SPANS_AT_ONCE: usize = 2;
/// How long one waits for its turn.
const SPAN_WAIT_MAX: Duration = Duration::from_secs(5);

/// Which rows of a board are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoardFilter {
    /// Only this category.
    pub category: Option<String>,
    /// Only this team.
    pub team: Option<String>,
    /// Only players who are now in this pace group.
    pub pace_group: Option<String>,
    /// Only laps counted at or after this moment.
    pub from: Option<Timestamp>,
    /// Only laps counted before this moment.
    pub to: Option<Timestamp>,
}

impl Live {
    /// Rebuilds everything from the tables, as of one moment: what another node writes meanwhile is followed.
    pub(crate) async fn load(store: Store, time: Arc<dyn TimeSource>) -> Result<Self> {
        let mut moment = store.moment().await?;
        let conn = &mut moment.conn();
        let directory = Directory::load(conn).await?;
        let stations = Stations::new(store::stations::list(conn).await?);
        let ends: BTreeMap<i64, i64> = store::entries::chain_ends(conn).await?.into_iter().collect();
        let mut hubs = BTreeMap::new();
        for event in directory.events() {
            let standings = standings_of(conn, &event).await?;
            let seq = ends.get(&event.id.0).copied().unwrap_or(0).cast_unsigned();
            hubs.insert(event.id, Hub::start(&event, standings, seq, time.clone()));
        }
        moment.end().await?;
        let spans = Arc::new(Semaphore::new(SPANS_AT_ONCE));
        Ok(Self {
            store,
            time,
            directory: Arc::new(directory),
            stations: Arc::new(stations),
            hubs: Arc::new(RwLock::new(hubs)),
            venue_seq: Arc::new(AtomicI64::new(ends.get(&VENUE_CHAIN).copied().unwrap_or(0))),
            changing: Arc::default(),
            spans,
        })
    }

    /// The server's time, as everything that it says of a race has it.
    pub fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// Whether what is held in memory of a chain is as new as that.
    pub(crate) fn is_at(&self, chain: i64, seq: i64) -> bool {
        self.end_of(chain) == Some(seq)
    }

    /// Whether what is held in memory of a chain is as new as that, or newer.
    pub(crate) fn knows(&self, chain: i64, seq: i64) -> bool {
        self.end_of(chain).is_some_and(|end| end >= seq)
    }

    /// The end of a chain that is known here; none for an event that is not.
    fn end_of(&self, chain: i64) -> Option<i64> {
        match chain {
            VENUE_CHAIN => Some(self.venue_seq.load(Ordering::Acquire)),
            event => self.hub(EventId(event)).map(|hub| hub.seq().cast_signed()),
        }
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.directory
    }

    pub(crate) fn stations(&self) -> &Stations {
        &self.stations
    }

    /// The hub of an event.
    pub fn hub(&self, event: EventId) -> Option<Arc<Hub>> {
        self.hubs.read().unwrap_or_else(PoisonError::into_inner).get(&event).cloned()
    }

    fn all_hubs(&self) -> Vec<Arc<Hub>> {
        self.hubs.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Tells every staff page, whatever its event.
    pub(crate) fn tell_staff(&self, topic: Topic) {
        for hub in self.all_hubs() {
            hub.change(|hub| hub.topic(topic));
        }
    }

    /// The chains of which more is known here than a group's ends: the tables were read again since it was committed, and
    /// what it says of them may be older.
    fn ahead_of(&self, ends: &BTreeMap<i64, u64>) -> HashSet<i64> {
        let is_known = |(chain, end): &(&i64, &u64)| self.knows(**chain, end.cast_signed());
        ends.iter().filter(is_known).map(|(chain, _)| *chain).collect()
    }

    /// Applies a durable group. Each hub takes all of its part at once, so that no frame shows half of a change.
    pub(crate) async fn publish(&self, committed: Committed) {
        let _changing = self.changing.lock().await;
        let mut parts: BTreeMap<EventId, Vec<HubEffect>> = BTreeMap::new();
        let ahead = self.ahead_of(&committed.ends);
        for effect in committed.effects {
            if effect.chain().is_some_and(|chain| ahead.contains(&chain)) {
                continue;
            }
            match effect {
                Effect::EventCreated(record) => {
                    // Whoever followed the tables meanwhile may have made it, and may be ahead of this.
                    let mut hubs = self.hubs.write().unwrap_or_else(PoisonError::into_inner);
                    let start = || Hub::start(&record, Standings::default(), 0, self.time.clone());
                    hubs.entry(record.id).or_insert_with(start);
                    drop(hubs);
                    self.directory.put_event(*record);
                }
                Effect::EventChanged(record) => {
                    parts.entry(record.id).or_default().push(HubEffect::Event(record.on_boards()));
                    self.directory.put_event(*record);
                }
                Effect::Device(device) => {
                    self.directory.put_device(device);
                    self.tell_staff(Topic::Devices);
                }
                Effect::Operator(operator) => {
                    self.directory.put_operator(operator);
                    self.tell_staff(Topic::Operators);
                }
                Effect::PaceGroups(event, groups) => self.directory.set_pace_groups(event, groups),
                Effect::TokenEnded(id) => self.directory.put_ended_token(id),
                Effect::ShutOut(record) => self.directory.put_shut_out(record),
                Effect::LetIn(id) => self.directory.remove_shut_out(id),
                Effect::Event(event, effect) => {
                    if let HubEffect::Clock(clock) = &effect {
                        self.directory.set_clock(event, clock);
                    }
                    parts.entry(event).or_default().push(effect);
                }
            }
        }
        if let Some(end) = committed.ends.get(&VENUE_CHAIN) {
            self.venue_seq.fetch_max(end.cast_signed(), Ordering::AcqRel);
            self.tell_staff(Topic::Entries);
        }
        let ends: BTreeMap<EventId, u64> =
            committed.ends.into_iter().map(|(chain, end)| (EventId(chain), end)).collect();
        for event in ends.keys() {
            parts.entry(*event).or_default();
        }
        for (event, effects) in parts {
            if let Some(hub) = self.hub(event) {
                hub.change(|state| state.apply(effects, ends.get(&event).copied()));
            }
        }
    }

    /// The board with only some of its rows. A span of time counts its own laps and ranks anew; the other filters keep
    /// the ranks of the whole board.
    ///
    /// # Errors
    /// If there is no such event or pace group, or the database cannot be read.
    pub async fn filtered(&self, event: EventId, filter: &BoardFilter) -> Result<Board> {
        let hub = self.hub(event).ok_or_else(|| Problem::from(refusal::NoSuchEvent))?;
        let mut board = hub.current().await.board().clone();
        if filter.from.is_some() || filter.to.is_some() {
            board.rows = self.rows_between(event, filter.from, filter.to).await?;
        }
        if let Some(group) = &filter.pace_group {
            let mut lease = self.store.read().await?;
            let conn = &mut lease.conn();
            let group = store::lanes::find_group(conn, event, group)
                .await?
                .ok_or_else(|| Problem::from(refusal::NoPaceGroupOfName { name: group.clone() }))?;
            let bibs: HashSet<i64> = store::lanes::bibs_in_group(conn, group.id).await?.into_iter().collect();
            board.rows.retain(|row| bibs.contains(&i64::from(row.bib.get())));
        }
        let keeps = |wanted: &Option<String>, is: &Option<String>| wanted.is_none() || wanted == is;
        board.rows.retain(|row| keeps(&filter.category, &row.category) && keeps(&filter.team, &row.team));
        Ok(board)
    }

    async fn rows_between(
        &self,
        event: EventId,
        from: Option<Timestamp>,
        to: Option<Timestamp>,
    ) -> Result<Vec<domain::board::BoardRow>> {
        let record = self.directory.event(event)?;
        let busy = |_| Problem::from(refusal::TooManySpans);
        let _turn = timeout(SPAN_WAIT_MAX, self.spans.acquire()).await.map_err(busy)?;
        let mut lease = self.store.read().await?;
        let conn = &mut lease.conn();
        let mut standings = Standings::default();
        for (player, face) in store::players::faces(conn, event, record.reference_day.date()).await? {
            standings.set_face(player, face);
        }
        for (player, totals) in store::laps::totals_between(conn, event, from, to).await? {
            standings.set_totals(player, totals);
        }
        standings.rank();
        Ok(standings.rows().to_vec())
    }
}

/// An event's standings as the tables have them, not yet ranked.
async fn standings_of(conn: &mut store::Conn<'_>, event: &EventRecord) -> Result<Standings> {
    let mut standings = Standings::default();
    for (player, face) in store::players::faces(conn, event.id, event.reference_day.date()).await? {
        standings.set_face(player, face);
    }
    for (player, totals) in store::laps::totals(conn, event.id).await? {
        standings.set_totals(player, totals);
    }
    Ok(standings)
}
