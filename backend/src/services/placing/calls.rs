//! What a lane's station says of its players beside laps, in the order and at the moments in which it was said, however late
//! it arrives.

use super::lanes::{self, Lanes};
use crate::{
    auth::Who,
    error::{Error, Result},
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::base::player::find_player,
    store::{self, calls::CallRow, players::PlayerRow},
};
use domain::{
    Action, Problem, ProblemKind, Timestamp,
    call::{CallOutcome, CallStatus, LaneCall, PlayerNote, Saying, break_since},
    change::{Act, Call, Change},
    ids::{EventId, LaneId, PlayerId},
    lane::Place,
    refusal::{self, By},
};

impl Lanes {
    /// Does what a station says of a player. Safe to repeat: an id is done once. What cannot be done is no error but an
    /// answer, for a station would have to send an error for ever.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, the call is malformed, or the database cannot be written.
    pub async fn call(&self, who: &Who, event: EventId, lane: LaneId, call: LaneCall) -> Result<CallOutcome> {
        let allowed = self.core.allow(who, Action::PlaceOnLane, event)?;
        let text = call.parse()?;
        let id = call.id;
        let done = allowed.change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
            say(tx, who, event.id, lane, &call, text).await
        });
        let refused = |problem: Problem| CallOutcome::of(id, CallStatus::Refused, Some(problem.into_reason()));
        match done.await {
            Err(Error::Refused(problem)) if is_final(problem.kind) => Ok(refused(problem)),
            other => other,
        }
    }
}

/// Whether sending it again would change nothing.
fn is_final(kind: ProblemKind) -> bool {
    matches!(kind, ProblemKind::Invalid | ProblemKind::NotFound | ProblemKind::Conflict)
}

async fn say(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    lane: LaneId,
    call: &LaneCall,
    text: Option<String>,
) -> Result<CallOutcome> {
    let answer = |status| CallOutcome::of(call.id, status, None);
    if store::calls::find(&mut tx.conn(), event, call.id).await?.is_some() {
        return Ok(answer(CallStatus::Duplicate));
    }
    if store::calls::is_known(&mut tx.conn(), call.id).await? {
        return Err(Problem::from(refusal::IdOfOtherEvent).into());
    }
    let all = store::lanes::lanes(&mut tx.conn(), event).await?;
    if !all.iter().any(|row| row.id == lane.0) {
        return Err(Problem::from(refusal::LaneGone).into());
    }
    let player = find_player(tx, event, call.bib).await?;
    let (id, at) = (PlayerId(player.id), call.at.min(tx.now()));
    match call.say {
        Saying::Take => take(tx, who, event, lane, &player, at).await?,
        Saying::LetGo => let_go(tx, who, event, lane, &player, at).await?,
        Saying::Break | Saying::Return | Saying::Note => {
            let act = Act::made(id, Call { at, call: call.id });
            let change = match call.say {
                Saying::Break => Change::PlayerBreak(act),
                Saying::Return => Change::PlayerReturn(act),
                _ => Change::PlayerNote(act),
            };
            tx.record(NewEntry::of(event, who.actor(), change).because(text.clone()));
        }
    }
    store::calls::create(&mut tx.conn(), event, lane, id, (call.id, call.say, text.as_deref()), at).await?;
    Ok(answer(CallStatus::Done))
}

/// Takes a player onto the lane from a moment on, unless somebody placed or released them after it.
async fn take(tx: &mut Tx, who: &Who, event: EventId, lane: LaneId, player: &PlayerRow, at: Timestamp) -> Result<()> {
    let place = Place::Lane { lane };
    let Some(placed) = store::lanes::find_of_player(&mut tx.conn(), PlayerId(player.id)).await? else {
        if let Some(left) =
            store::calls::last_left(&mut tx.conn(), PlayerId(player.id)).await?.filter(|left| *left > at)
        {
            let since = refusal::LetGoSince { bib: player.bib, name: player.name.clone(), at: left };
            return Err(Problem::from(since).into());
        }
        return lanes::assign(tx, who, event, player, &place, at).await.map(drop);
    };
    if lanes::lane_of(tx, event, &placed).await?.is_some_and(|now| now.id == lane.0) {
        return Ok(());
    }
    refuse_later(tx, event, &placed, at).await?;
    lanes::relocate(tx, who, event, player, &place, at).await.map(drop)
}

/// Lets a player go at a moment, unless they are elsewhere or were placed anew after it.
async fn let_go(tx: &mut Tx, who: &Who, event: EventId, lane: LaneId, player: &PlayerRow, at: Timestamp) -> Result<()> {
    let Some(placed) = store::lanes::find_of_player(&mut tx.conn(), PlayerId(player.id)).await? else { return Ok(()) };
    match lanes::lane_of(tx, event, &placed).await? {
        Some(other) if other.id != lane.0 => Err(lanes::elsewhere(player, &other.name).into()),
        _ => {
            refuse_later(tx, event, &placed, at).await?;
            lanes::let_go(tx, who, event, &placed, at).await.map(drop)
        }
    }
}

/// What a desk decided after the moment stands.
async fn refuse_later(tx: &mut Tx, event: EventId, placed: &store::lanes::PlacedRow, at: Timestamp) -> Result<()> {
    let since = Timestamp::from_ms(placed.started_at);
    if since <= at {
        return Ok(());
    }
    let lane = lanes::lane_of(tx, event, placed).await?.map_or_else(String::new, |lane| lane.name);
    let (name, by) = (placed.name.clone(), By(placed.placed_by.clone()));
    Err(Problem::from(refusal::PlacedSince { bib: placed.bib, name, lane, by, at: since }).into())
}

/// Lets a call stand or takes it back, and tells the stations.
pub(crate) async fn set_standing(tx: &mut Tx, _event: EventId, row: &CallRow, stands: bool) -> Result<()> {
    store::calls::set_voided(&mut tx.conn(), row.id, !stands).await?;
    Ok(())
}

/// What a station shows of a player beside laps, from all that was said of those who are placed.
pub(crate) fn said_of(
    calls: &[CallRow],
    player: PlayerId,
    since: Timestamp,
    last_lap: Option<Timestamp>,
) -> (Option<Timestamp>, Option<PlayerNote>) {
    let own = || calls.iter().filter(|call| call.player_id == player.0);
    let said = own().filter_map(|call| Some((call.said()?, Timestamp::from_ms(call.at))));
    let note = own()
        .rev()
        .find(|call| call.said() == Some(Saying::Note))
        .and_then(|call| Some(PlayerNote { at: Timestamp::from_ms(call.at), text: call.text.clone()? }));
    (break_since(said, since, last_lap), note)
}
