//! Many laps taken back as one, and brought back.

use super::{
    held::{ask_again, hold_counted, judge_as_new, let_stand_in, look_at, record_counted, record_taken_back},
    settle::dismiss,
    totals::refresh_totals,
};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::NewEntry,
    store::{
        self,
        laps::{Incoming, LapRow},
    },
};
use domain::{
    Bib, Timestamp,
    change::{AboutLap, AboutSetAside, Act, Change, LapRef, PlayerOr, SetAside, Waiting},
    held::HeldState,
    ids::{EventId, PlayerId},
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Takes laps back or dismisses them, all in one; returns those that were still to be.
pub(crate) async fn take_back(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    ids: impl Iterator<Item = Uuid>,
) -> Result<Vec<Uuid>> {
    let (mut taken, mut players) = (Vec::new(), BTreeSet::new());
    for id in ids {
        let lap = store::laps::find(&mut tx.conn(), event, id).await?;
        if let Some(lap) = lap.filter(|lap| !lap.voided) {
            let now = tx.now();
            store::laps::void(&mut tx.conn(), event, &lap, now).await?;
            let_stand_in(tx, who, event, id).await?;
            record_taken_back(tx, who, event, &lap);
            players.insert(PlayerId(lap.player_id));
        } else if let Some(held) = store::held::find(&mut tx.conn(), event, id).await?
            && held.is(HeldState::Held)
        {
            dismiss(tx, who, event, &held).await?;
        } else {
            continue;
        }
        taken.push(id);
    }
    for player in players {
        refresh_totals(tx, event, player).await?;
    }
    Ok(taken)
}

/// The way back of [`take_back`]: each counts again, or is held again, as it can by now.
pub(crate) async fn bring_back(tx: &mut Tx, who: &Who, event: EventId, ids: &[Uuid]) -> Result<()> {
    let mut laps = HashMap::new();
    for id in ids {
        laps.extend(
            store::laps::find(&mut tx.conn(), event, *id).await?.filter(|lap| lap.voided).map(|lap| (*id, lap)),
        );
    }
    let incoming = |lap: &LapRow| {
        Ok(Incoming { id: lap.id, bib: Some(Bib::new(lap.bib)?), counted_at: Timestamp::from_ms(lap.counted_at) })
    };
    let incoming: Vec<Incoming> = laps.values().map(incoming).collect::<Result<_>>()?;
    let now = tx.now();
    let record = tx.event(event).await?;
    let judged = judge_as_new(&mut tx.conn(), &record, &incoming, now).await?;
    let judged: HashMap<Uuid, _> = incoming.iter().map(|lap| lap.id).zip(judged).collect();
    let (mut waiting, mut players) = (Vec::new(), BTreeSet::new());
    for id in ids {
        if let (Some(lap), Some(judged)) = (laps.get(id), judged.get(id)) {
            store::laps::unvoid(&mut tx.conn(), *id).await?;
            match judged {
                // What a person decided stays.
                Err(reason) if !store::held::is_counted_by_person(&mut tx.conn(), event, *id).await? => {
                    hold_counted(tx, who, event, lap, (*reason, None)).await?;
                }
                _ => {
                    ask_again(tx, who, event, *id).await?;
                    record_counted(tx, who, event, lap, None);
                }
            }
            players.insert(PlayerId(lap.player_id));
        } else if let Some(row) = store::held::find(&mut tx.conn(), event, *id).await?
            && row.is(HeldState::Dismissed)
        {
            store::held::reopen(&mut tx.conn(), *id).await?;
            let about =
                AboutLap { bib: row.bib, count: None, counted_at: Timestamp::from_ms(row.counted_at), tag: None };
            let held = Waiting { reason: row.reason(), state: HeldState::Held };
            let [was, is] = [Waiting::DISMISSED, held].map(SetAside::Waiting);
            let act = Act::step(PlayerOr::Thing(LapRef(*id)), was, is).with(AboutSetAside::Lap(about));
            tx.record(NewEntry::of(event, who.actor(), Change::LapHold(act)));
        }
        waiting.extend(store::held::find(&mut tx.conn(), event, *id).await?.filter(|row| row.is(HeldState::Held)));
    }
    look_at(tx, who, event, &waiting).await?;
    for player in players {
        refresh_totals(tx, event, player).await?;
    }
    Ok(())
}
