//! The lanes of an event as laps name them: which lane is meant, what it is called, and how long its lap is.

use crate::{
    error::Result,
    ledger::Tx,
    records::EventRecord,
    store::{self, Conn, counters::StoredLane, held::HeldRow},
};
use domain::{
    Metres, Timestamp,
    ids::{EventId, LaneId},
    lane_names::{LaneKey, LaneNames, LaneNow, LapLane, NameGiven, unnoted},
};
use std::collections::HashMap;

/// What is known of an event's lanes, also of those that were removed: a station that was offline may still send laps of
/// one of these.
pub(crate) struct LaneBook {
    pub(crate) names: LaneNames,
    lap_length: Metres,
    own_lengths: HashMap<LaneId, Metres>,
}

impl LaneBook {
    /// Reads the lanes.
    pub(crate) async fn read(conn: &mut Conn<'_>, event: &EventRecord) -> Result<Self> {
        Ok(Self::read_with_unnoted(conn, event).await?.0)
    }

    /// Reads the lanes for a change, and notes the names that a node gave which keeps none.
    pub(crate) async fn load(tx: &mut Tx, event: EventId) -> Result<Self> {
        let record = tx.event(event).await?;
        let (book, unnoted) = Self::read_with_unnoted(&mut tx.conn(), &record).await?;
        for NameGiven { lane, name, since } in unnoted {
            store::lane_names::create(&mut tx.conn(), event, lane, &name, since).await?;
        }
        Ok(book)
    }

    async fn read_with_unnoted(conn: &mut Conn<'_>, event: &EventRecord) -> Result<(Self, Vec<NameGiven>)> {
        let (mut lanes, mut given, mut own_lengths) = (Vec::<LaneNow>::new(), Vec::new(), HashMap::new());
        for row in store::lane_names::list(conn, event.id).await? {
            let id = LaneId(row.id);
            if let (Some(name), Some(since)) = (row.given, row.since.map(Timestamp::from_ms)) {
                given.push(NameGiven { lane: id, name, since });
            }
            if lanes.last().is_some_and(|lane| lane.id == id) {
                continue;
            }
            own_lengths.extend(row.lap_length_mm.map(|mm| (id, Metres::from_mm(mm))));
            lanes.push(LaneNow { id, name: row.name, removed_at: row.removed_at.map(Timestamp::from_ms) });
        }
        let mut lacking = Vec::new();
        for lane in unnoted(&lanes, &given) {
            // A lane that came with its pace group has no entry of its own: it bears its name since it was made.
            let since =
                store::lane_names::newest_entry(conn, event.id, lane.id).await?.unwrap_or(Timestamp::from_ms(0));
            lacking.push(NameGiven { lane: lane.id, name: lane.name.clone(), since });
        }
        let names = LaneNames::new(&lanes, given.into_iter().chain(lacking.iter().cloned()));
        Ok((Self { names, lap_length: event.lap_length_m, own_lengths }, lacking))
    }

    /// The metres of that many laps counted at a lane.
    pub(crate) fn metres(&self, lane: Option<LaneId>, count: u32) -> Metres {
        lane.and_then(|lane| self.own_lengths.get(&lane)).copied().unwrap_or(self.lap_length).times(count)
    }

    /// The longest lap of the event.
    pub(crate) fn longest(&self) -> Metres {
        self.own_lengths.values().copied().chain([self.lap_length]).max().unwrap_or(self.lap_length)
    }

    /// The metres of laps that were added or taken off, by the event's length of a lap.
    pub(crate) fn signed(&self, laps: i64) -> Metres {
        Metres::from_mm(self.lap_length.mm() * laps)
    }
}

impl StoredLane {
    /// By what the lane of a lap that was counted at that moment is told from others.
    pub(crate) fn key(&self, book: &LaneBook, at_ms: i64) -> LaneKey {
        book.names.key(self.id.map(LaneId), self.label.as_deref(), Timestamp::from_ms(at_ms))
    }
}

/// The lane of a held lap; one from before lanes were known by id is found by its label.
pub(super) fn lane_of(row: &HeldRow, book: &LaneBook) -> LapLane {
    let label = row.lane.clone();
    let found = || book.names.bearer(label.as_deref()?, Timestamp::from_ms(row.counted_at));
    LapLane { id: row.lane_id.map(LaneId).or_else(found), label }
}
