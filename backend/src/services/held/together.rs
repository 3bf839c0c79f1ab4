//! Many laps taken back as one, and brought back.

use super::{dismiss, hold_counted, judge_as_new, look_at, record_lap, refresh_totals};
use crate::{
    auth::Who,
    error::Result,
    ledger::{HubEffect, NewEntry, Target, Tx, action},
    services::counters,
    store::{
        self,
        laps::{Incoming, LapRow},
    },
};
use domain::{
    Bib, Timestamp,
    board::Topic,
    ids::{EventId, PlayerId},
};
use serde_json::json;
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
            counters::let_stand_in(tx, who, event, id).await?;
            record_lap(tx, who, event, action::LAP_VOID, &lap, None);
            players.insert(PlayerId(lap.player_id));
        } else if let Some(held) = store::held::find(&mut tx.conn(), event, id).await?
            && held.state == "held"
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
    let judged = judge_as_new(&mut tx.conn(), event, &incoming, now).await?;
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
                    counters::ask_again(tx, who, event, *id).await?;
                    record_lap(tx, who, event, action::LAP_COUNT, lap, None);
                }
            }
            players.insert(PlayerId(lap.player_id));
        } else if let Some(row) = store::held::find(&mut tx.conn(), event, *id).await?
            && row.state == "dismissed"
        {
            store::held::reopen(&mut tx.conn(), *id).await?;
            tx.record(NewEntry {
                previous: Some(json!({"state": "dismissed"})),
                new: Some(json!({"state": "held", "reason": row.reason})),
                metadata: Some(json!({"bib": row.bib, "counted_at": Timestamp::from_ms(row.counted_at)})),
                ..NewEntry::of(event, who.actor(), action::LAP_HOLD, Target::new("lap", *id))
            });
        }
        waiting.extend(store::held::find(&mut tx.conn(), event, *id).await?.filter(|row| row.state == "held"));
    }
    look_at(tx, who, event, &waiting).await?;
    for player in players {
        refresh_totals(tx, event, player).await?;
    }
    tx.tell(event, HubEffect::Topic(Topic::Held));
    Ok(())
}
