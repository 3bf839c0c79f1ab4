//! What is held in memory follows what other nodes commit: the entries after those that are known, event by event.

use super::{Hub, Live, fold::Fold, standings_of};
use crate::{
    error::Result,
    records::{EventRecord, HubEffect, VENUE_CHAIN},
    store::{self, Conn},
};
use domain::{ids::EventId, standings::Totals, topic::Topic};
use std::{
    collections::BTreeMap,
    sync::{PoisonError, atomic::Ordering},
};

/// Entries of one event that are folded at once; with more of them the event is read as a whole, which is sooner done.
const FOLDED_MAX: i64 = 2_000;
/// Players of one event that are read again singly; with more of them it is read as a whole, which is sooner done.
const PLAYERS_MAX: usize = 32;

impl Live {
    /// Takes in what the tables are ahead of what is held in memory: another node wrote, or a commit of our own was not
    /// answered.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn catch_up(&self) -> Result<()> {
        // Asked without holding what keeps changes waiting: mostly there is nothing.
        let mut ends = store::entries::chain_ends(&mut self.store.read().await?.conn()).await?;
        ends.retain(|(chain, end)| !self.knows(*chain, *end));
        if ends.is_empty() {
            return Ok(());
        }
        let _changing = self.changing.lock().await;
        if self.follow_laps(ends).await? {
            return Ok(());
        }
        // Everything is read as of one moment, so that what is read of a player holds exactly the laps of the entries that
        // are read beside it.
        let mut moment = self.store.moment().await?;
        let conn = &mut moment.conn();
        let ends: BTreeMap<i64, i64> = store::entries::chain_ends(conn).await?.into_iter().collect();
        for (chain, end) in &ends {
            if *chain == VENUE_CHAIN {
                self.follow_venue(conn, *end).await?;
            } else if !self.knows(*chain, *end) {
                self.follow_event(conn, EventId(*chain), *end).await?;
            }
        }
        moment.end().await
    }

    /// Takes in events of which there are but laps, as two nodes that count tell each other all day: their entries say all,
    /// and are read without ado. Returns whether that was everything.
    async fn follow_laps(&self, ends: Vec<(i64, i64)>) -> Result<bool> {
        let mut lease = self.store.read().await?;
        let conn = &mut lease.conn();
        let mut all = true;
        for (chain, end) in ends {
            if self.knows(chain, end) {
                continue;
            }
            let Some(hub) = (chain != VENUE_CHAIN).then(|| self.hub(EventId(chain))).flatten() else {
                all = false;
                continue;
            };
            match self.fold(conn, EventId(chain), hub.seq().cast_signed(), end).await? {
                Some(fold) if fold.is_said_by_entries() => {
                    hub.change(|queue| queue.apply(fold.laps_and_topics().collect(), Some(end.cast_unsigned())));
                }
                _ => all = false,
            }
        }
        Ok(all)
    }

    /// Devices, operators and shut-outs are few, and read again together.
    async fn follow_venue(&self, conn: &mut Conn<'_>, end: i64) -> Result<()> {
        if self.knows(VENUE_CHAIN, end) {
            return Ok(());
        }
        self.directory.reload_venue(conn).await?;
        self.venue_seq.fetch_max(end, Ordering::AcqRel);
        for topic in [Topic::Devices, Topic::Operators, Topic::Entries] {
            self.tell_staff(topic);
        }
        Ok(())
    }

    async fn follow_event(&self, conn: &mut Conn<'_>, event: EventId, end: i64) -> Result<()> {
        let seq = end.cast_unsigned();
        let Some(hub) = self.hub(event) else {
            let record = store::events::find(conn, event).await?;
            let hub = Hub::start(&record, standings_of(conn, &record).await?, seq, self.time.clone());
            self.hubs.write().unwrap_or_else(PoisonError::into_inner).insert(event, hub);
            self.directory.put_event(record);
            return Ok(());
        };
        let known = hub.seq().cast_signed();
        if let Some(fold) = self.fold(conn, event, known, end).await? {
            let effects = self.effects(conn, event, fold).await?;
            hub.change(|queue| queue.apply(effects, Some(seq)));
            return Ok(());
        }
        let record = store::events::find(conn, event).await?;
        let standings = standings_of(conn, &record).await?;
        hub.change(|queue| queue.restart(standings, &record, seq));
        self.directory.put_event(record);
        Ok(())
    }

    /// The entries of an event after one place in its chain up to another, taken together; none if it is to be read as a
    /// whole.
    async fn fold(&self, conn: &mut Conn<'_>, event: EventId, known: i64, end: i64) -> Result<Option<Fold>> {
        if end - known > FOLDED_MAX {
            return Ok(None);
        }
        let entries = store::entries::after(conn, event.0, known, end - known).await?;
        let is_whole = entries.iter().map(|entry| entry.seq).eq(known + 1..=end);
        let Some(mut fold) = is_whole.then(|| Fold::of(&entries)).flatten() else { return Ok(None) };
        if !fold.laps.is_empty() {
            // Nobody comes to less than nothing: one lap more may not show where more were taken off.
            let taken_off = store::adjustments::taken_off(conn, event).await?;
            fold.read_too(&taken_off);
        }
        Ok(Some(fold).filter(|fold| fold.players.len() <= PLAYERS_MAX))
    }

    /// What a fold means for the event's hub. Who is not ranked any more comes first: somebody else may have the bib.
    async fn effects(&self, conn: &mut Conn<'_>, event: EventId, fold: Fold) -> Result<Vec<HubEffect>> {
        let known = self.directory.event(event)?;
        let (mut gone, mut there) = (Vec::new(), Vec::new());
        let record = if fold.event {
            let record = store::events::find(conn, event).await?;
            if record.reference_day != known.reference_day {
                let faces = store::players::faces(conn, event, record.reference_day.date()).await?;
                there.extend(faces.into_iter().map(|(player, face)| HubEffect::Face(player, face)));
            }
            record
        } else {
            known
        };
        for player in &fold.players {
            let player = *player;
            let row = store::players::find_by_id(conn, event, player).await?;
            match row.filter(|row| row.standing().is_ranked()) {
                Some(row) => {
                    let totals: Totals = store::laps::totals_of_player(conn, event, player).await?;
                    there.push(HubEffect::Face(player, row.face(record.reference_day.date())?));
                    there.push(HubEffect::Totals(player, totals));
                }
                None => gone.push(HubEffect::Gone(player)),
            }
        }
        let mut effects = gone;
        effects.append(&mut there);
        if fold.event {
            effects.extend(of_record(&record));
            // Last: where something could not be read, the next try compares with what is known now.
            self.directory.put_event(record);
        }
        effects.extend(fold.laps_and_topics());
        Ok(effects)
    }
}

fn of_record(record: &EventRecord) -> [HubEffect; 2] {
    [HubEffect::Clock(record.clock.clone()), HubEffect::Event(record.on_boards())]
}
