//! Two tablets at one lane. Together, either counts for both, and what both tapped within the guard time is one lap and a
//! question. Independently, each counts for itself: the laps of the one that leads count, the others' are kept beside
//! them (see `doubts::tallies`), so that the board never shows more than one helper counted.

use super::{
    lane_book::{self, LaneBook},
    lane_counters,
};
use crate::{
    error::Result,
    ledger::Tx,
    records::Actor,
    store::{self, counters::CountersRow, held::HeldRow},
};
use domain::{
    Metres, Timestamp,
    counters::{Counted, GUARD_MS_MAX, guard_ms, twin},
    event::Sport,
    ids::{EventId, LaneId, PlayerId},
    lane_names::LaneKey,
};
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
            sport: tx.event(event).await?.sport,
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
        lane_counters::write(tx, actor.clone(), self.event, &old, &new).await
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
        let lane = lane_book::lane_of(row, book);
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
