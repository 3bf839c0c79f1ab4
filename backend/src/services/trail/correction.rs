//! A tap that was for somebody else: "was 48, not 47". The wrong lap is taken back and the right one counted at the same
//! moment, by one change: there is no time at which both count or neither.

use super::take_back;
use crate::{
    auth::Who,
    error::{Error, Result},
    ledger::Tx,
    records::EventRecord,
    services::counting::{self, LaneBook, Laps},
    store,
};
use domain::{
    Action, Problem, ProblemKind,
    ids::EventId,
    lap::{LaneName, LapInput, LapOutcome, LapStatus},
    refusal,
};
use uuid::Uuid;

impl Laps {
    /// Counts a lap instead of another, which is taken back if it is here. Safe to repeat: once the right lap is here,
    /// nothing is changed any more. The answer is about the right lap, which may be held as any other.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, or both laps have one id.
    pub async fn count_instead(&self, who: &Who, event: EventId, wrong: Uuid, lap: LapInput) -> Result<LapOutcome> {
        let allowed = self.core.allow(who, Action::CountLaps, event)?;
        if lap.id.is_nil() || lap.id == wrong {
            return Err(Problem::from(refusal::RightLapNeedsId).into());
        }
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| instead(tx, who, event, wrong, lap).await)
            .await
    }
}

async fn instead(tx: &mut Tx, who: &Who, event: &EventRecord, wrong: Uuid, lap: LapInput) -> Result<LapOutcome> {
    // Nothing is taken back for a lap that can never count.
    let name = lap.lane.as_ref().map(LaneName::as_str);
    if let Err(reason) = LaneBook::load(tx, event.id).await?.names.lane_of(lap.lane_id, name, lap.counted_at) {
        return Ok(counting::outcome(lap.id, LapStatus::Rejected, Some(reason)));
    }
    let counted = counting::find_lap(&mut tx.conn(), event.id, lap.id).await?.is_some();
    if !counted && store::held::find(&mut tx.conn(), event.id, lap.id).await?.is_none() {
        let reason = format!("It was {}.", lap.bib);
        match take_back::undo_count(tx, who, event, wrong, Some(reason)).await {
            // It never came here, or was lost with a database: the right one counts all the same.
            Err(Error::Refused(problem)) if problem.kind == ProblemKind::NotFound => {}
            other => drop(other?),
        }
    }
    let id = lap.id;
    let answers = counting::write(tx, event.id, vec![(who.actor(), vec![Ok(lap.into())])]).await?;
    let answer = answers.into_iter().flatten().next();
    Ok(answer.unwrap_or_else(|| counting::outcome(id, LapStatus::Rejected, Some(refusal::LapLost.into()))))
}
