//! Roll-calls: the pool is cleared, and somebody says of everybody that they are out.
//!
//! Nothing is kept of it but when it began and ended. Who has to be out is whoever was in a slot then or came into one
//! since, wherever they are now; who is out says the last word about them since then. So a word that comes late, from a
//! tablet that was apart, ticks them out all the same, and nobody is ticked out by having been let go.

use super::water::{Water, heard};
use crate::{
    auth::Who,
    error::{Result, on_unique},
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::event::set_clock,
    store::{self, Conn, lanes::lane_at},
};
use domain::{
    Action, Bib, Problem,
    change::{Act, Change, Missing, PlayerCount, RollCallId},
    clock::{ClockAction, ClockInput, ClockState},
    ids::{EventId, LaneId},
    refusal,
    water::{Called, CalledLane, RollCall, RollCallInput, RollCallNews, out_since},
};

impl Water {
    /// Begins a roll-call, and the clock stands from then on, if it ran; or ends it, whoever is missing, and the clock
    /// stands until somebody lets it run on. Returns how it stands, or stood at its end.
    ///
    /// # Errors
    /// If the role is too low, one is under way already, or there is none to be ended.
    pub async fn set_roll_call(&self, who: &Who, event: EventId, input: RollCallInput) -> Result<RollCallNews> {
        let allowed =
            self.core.allow(who, if input.under_way { Action::ClearPool } else { Action::SetClock }, event)?;
        allowed
            .change(
                async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                    if input.under_way { begin(tx, who, event.id).await } else { end(tx, who, event.id).await }
                },
            )
            .await
    }

    /// The roll-call that is under way.
    pub(super) async fn roll_call(&self, conn: &mut Conn<'_>, event: EventId) -> Result<Option<RollCall>> {
        let Some(mut call) = read(conn, event).await? else { return Ok(None) };
        let heard = heard(&self.core, conn, event).await?;
        for lane in &mut call.lanes {
            lane.heard_at = heard.get(&lane.lane).copied();
        }
        Ok(Some(call))
    }
}

fn nothing_to_end() -> Problem {
    Problem::from(refusal::NoRollCall)
}

async fn begin(tx: &mut Tx, who: &Who, event: EventId) -> Result<RollCallNews> {
    let now = tx.now();
    let clock = tx.event(event).await?.clock.clone();
    if clock.state == ClockState::Running {
        set_clock(tx, who, event, ClockInput { action: ClockAction::Pause, at: None }).await?;
    }
    let under_way = || Problem::from(refusal::RollCallUnderWay);
    let id =
        store::water::begin_roll_call(&mut tx.conn(), event, now).await.map_err(|error| on_unique(error, under_way))?;
    let news = read(&mut tx.conn(), event).await?.ok_or_else(nothing_to_end)?.news();
    let act = Act::on(RollCallId(id)).with(PlayerCount { players: news.called });
    tx.record(NewEntry::of(event, who.actor(), Change::RollCallBegin(act)));
    Ok(news)
}

async fn end(tx: &mut Tx, who: &Who, event: EventId) -> Result<RollCallNews> {
    let now = tx.now();
    let (id, _) = store::water::roll_call(&mut tx.conn(), event).await?.ok_or_else(nothing_to_end)?;
    let news = read(&mut tx.conn(), event).await?.ok_or_else(nothing_to_end)?.news();
    store::water::end_roll_call(&mut tx.conn(), id, now).await?;
    let act = Act::on(RollCallId(id)).with(Missing { missing: news.missing, players: news.called });
    tx.record(NewEntry::of(event, who.actor(), Change::RollCallEnd(act)));
    Ok(news)
}

/// The roll-call as the tables have it.
async fn read(conn: &mut Conn<'_>, event: EventId) -> Result<Option<RollCall>> {
    let Some((_, began_at)) = store::water::roll_call(conn, event).await? else { return Ok(None) };
    let lanes = store::lanes::lanes(conn, event).await?;
    let groups = store::lanes::groups(conn, event).await?;
    let words = store::water::last_words(conn, event).await?;
    let mut called: Vec<CalledLane> = Vec::new();
    for lane in &lanes {
        let group = groups.iter().find(|group| group.id == lane.pace_group_id);
        called.push(CalledLane {
            lane: LaneId(lane.id),
            name: lane.name.clone(),
            pace_group: group.map(|group| group.name.clone()).unwrap_or_default(),
            color: group.map(|group| group.color.clone()).unwrap_or_default(),
            heard_at: None,
            players: Vec::new(),
        });
    }
    for row in store::water::in_water_since(conn, event, began_at).await? {
        let at = lane_at(&lanes, row.pace_group_id, row.position).map(|lane| LaneId(lane.id));
        // A lane that was removed meanwhile must not take anybody off the list.
        let lane = called.iter().position(|lane| Some(lane.lane) == at).unwrap_or_default();
        if let Some(lane) = called.get_mut(lane) {
            let out_at = out_since(began_at, words.get(&row.player_id).copied());
            lane.players.push(Called { bib: Bib::new(row.bib)?, name: row.name, out_at });
        }
    }
    called.retain(|lane| !lane.players.is_empty());
    Ok(Some(RollCall { began_at, lanes: called }))
}
