//! How the tablets of a lane share the counting.

use crate::{
    error::Result,
    ledger::Tx,
    records::{Actor, NewEntry},
    services::base::fields::differing,
    store::{self, counters::CountersRow},
};
use domain::{
    Problem,
    change::{Act, Change, Fields, Named},
    counters::{Counters, CountersInput},
    ids::{DeviceId, EventId, LaneId},
    refusal,
};
use serde_json::{Value, json};

/// How the tablets of a lane share the counting, as entries say it.
fn state(lane: &CountersRow) -> Fields {
    let pairs = [("counters", json!(lane.counters)), ("lead", json!(lane.lead_device))];
    pairs.into_iter().map(|(field, value)| (field.to_owned(), value)).collect()
}

/// Writes how the tablets of a lane share the counting; nothing where nothing differs.
pub(super) async fn write(
    tx: &mut Tx,
    actor: Actor,
    event: EventId,
    old: &CountersRow,
    new: &CountersRow,
) -> Result<()> {
    let step = differing(&state(old), &state(new));
    if step.is.as_ref().is_none_or(Fields::is_empty) {
        return Ok(());
    }
    store::counters::set(&mut tx.conn(), LaneId(new.id), &new.counters, new.lead_device.map(DeviceId)).await?;
    let act = Act::between(LaneId(new.id), step).with(Named { name: new.name.clone() });
    tx.record(NewEntry::of(event, actor, Change::LaneCounters(act)));
    Ok(())
}

async fn lane_or_refuse(tx: &mut Tx, event: EventId, lane: LaneId) -> Result<CountersRow> {
    let row = store::counters::find(&mut tx.conn(), event, lane).await?;
    Ok(row.ok_or_else(|| Problem::from(refusal::NoSuchLane))?)
}

/// Sets back what an entry about a lane's tablets changed; returns whether it still was as the entry had left it.
pub(super) async fn set_back(tx: &mut Tx, event: EventId, lane: LaneId, left: &Fields, found: &Fields) -> Result<bool> {
    let mut row = lane_or_refuse(tx, event, lane).await?;
    let is_so = |(field, value): (&String, &Value)| left.get(field).is_none_or(|left| left == value);
    if !state(&row).iter().all(is_so) {
        return Ok(false);
    }
    if let Some(counters) = found.get("counters").and_then(Value::as_str).and_then(Counters::parse) {
        counters.as_str().clone_into(&mut row.counters);
    }
    if let Some(lead) = found.get("lead") {
        row.lead_device = lead.as_i64();
    }
    store::counters::set(&mut tx.conn(), lane, &row.counters, row.lead_device.map(DeviceId)).await?;
    Ok(true)
}

/// Sets how the tablets of a lane share the counting, and whose laps count where each counts for itself.
pub(crate) async fn set_counters(
    tx: &mut Tx,
    actor: Actor,
    event: EventId,
    lane: LaneId,
    input: CountersInput,
) -> Result<()> {
    let old = lane_or_refuse(tx, event, lane).await?;
    let mut new = CountersRow { counters: input.counters.as_str().to_owned(), ..old.clone() };
    if let Some(lead) = input.lead {
        new.lead_device = Some(lead.0);
    }
    write(tx, actor, event, &old, &new).await
}
