//! Rehearsals: events with made-up swimmers for helpers to learn on, cleared with one change. A real event is never
//! filled and never cleared.

use super::events::Events;
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::{
        counting, money,
        people::{self, Players},
        placing::{self, Lanes},
    },
    store,
};
use domain::{
    Action, Problem,
    change::{Act, Change, Cleared},
    clock::{ClockAction, ClockInput},
    event::{EventFacts, EventView, NewEvent},
    ids::{EventId, PlayerId},
    lane::{PaceGroupInput, PaceGroupView, Place},
    player::PlayerInput,
    refusal::{self, Field},
    rehearsal::{SWIMMERS_PER_LANE_MAX, name},
    text::Name,
};

impl Events {
    /// Makes a rehearsal with the sport, lap and pace groups of an event, and starts it with swimmers in every lane.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, or the name is none.
    pub async fn rehearse(&self, who: &Who, like: EventId, name: String) -> Result<EventView> {
        who.require(Action::ManageEvents)?;
        let EventRecord { facts, pace_groups, .. } = self.core.live.directory().event(like)?;
        let new = NewEvent {
            facts: EventFacts {
                name: Name::parse(Field::EventName, &name)?.into_string(),
                planned_start: None,
                planned_end: None,
                ..facts
            },
            lacks_time_zone: false,
            lacks_reference_day: false,
            slug: None,
            pace_groups: pace_groups.iter().map(PaceGroupInput::parse).collect::<Result<_, _>>()?,
            rehearsal: true,
        };
        let event = self.make(who, new).await?.id;
        for action in [ClockAction::Open, ClockAction::Start] {
            self.clock(who, event, ClockInput { action, at: None }).await?;
        }
        self.fill_rehearsal(who, event).await?;
        self.view(event)
    }

    /// Puts made-up swimmers into the free places of a rehearsal, some a lane; returns how many.
    ///
    /// # Errors
    /// If the role is too low, or the event is none.
    pub async fn fill_rehearsal(&self, who: &Who, event: EventId) -> Result<usize> {
        who.require(Action::ArrangeLanes)?;
        require_rehearsal(&self.core.live.directory().event(event)?)?;
        let (players, lanes) = (Players::new(self.core.clone()), Lanes::new(self.core.clone()));
        let places: Vec<Place> = lanes.groups(who, event).await?.iter().flat_map(free_places).collect();
        if places.is_empty() {
            return Ok(0);
        }
        let known = {
            let mut lease = self.core.store.read().await?;
            store::players::list_with_removed(&mut lease.conn(), event).await?.len()
        };
        let made_up = |no: usize| PlayerInput { name: name(known + no), ..PlayerInput::default() };
        let made = players.create(who, event, (0..places.len()).map(made_up).collect()).await?;
        let n = made.len();
        for (player, place) in made.into_iter().zip(places) {
            lanes.place(who, event, player.bib, place).await?;
        }
        Ok(n)
    }

    /// Clears a rehearsal: its laps are taken back, what is held is dismissed, and its players leave. Returns how many
    /// they were.
    ///
    /// # Errors
    /// If the role is too low, or the event is no rehearsal.
    pub async fn clear_rehearsal(&self, who: &Who, event: EventId) -> Result<usize> {
        let allowed = self.core.allow(who, Action::ArrangeLanes, event)?;
        require_rehearsal(&allowed.event)?;
        allowed.change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| clear(tx, who, event).await).await
    }
}

fn require_rehearsal(event: &EventRecord) -> Result<(), Problem> {
    if event.rehearsal {
        return Ok(());
    }
    Err(Problem::from(refusal::NoRehearsal { event: event.name.clone() }))
}

/// The places of a pace group that made-up swimmers may take: some of each lane.
fn free_places(group: &PaceGroupView) -> Vec<Place> {
    let most = usize::try_from(SWIMMERS_PER_LANE_MAX).unwrap_or(usize::MAX);
    let of_lane = |lane: &domain::lane::LaneView| {
        let id = lane.id;
        let slots = || group.slots.iter().filter(move |slot| slot.lane == id);
        let there = slots().filter(|slot| slot.player.is_some()).count();
        slots()
            .filter(|slot| slot.player.is_none())
            .take(most.saturating_sub(there))
            .map(|slot| Place::Slot { pace_group: group.name.clone(), position: slot.position })
            .collect::<Vec<_>>()
    };
    group.lanes.iter().flat_map(of_lane).collect()
}

async fn clear(tx: &mut Tx, who: &Who, event: &EventRecord) -> Result<usize> {
    let players = store::players::list(&mut tx.conn(), event.id).await?;
    let mut laps = 0;
    for row in &players {
        let id = PlayerId(row.id);
        laps += counting::totals_of_player(&mut tx.conn(), event.id, id).await?.laps;
        if let Some(placed) = store::lanes::find_of_player(&mut tx.conn(), id).await? {
            placing::let_go(tx, who, event.id, &placed, tx.now()).await?;
        }
        counting::void_all(tx, who, event.id, id).await?;
        money::void_all(tx, who, event, id).await?;
        people::remove(tx, who, event, row).await?;
    }
    // Those of the players that are gone, and those of bibs that nobody had.
    counting::dismiss_waiting(tx, who, event.id).await?;
    let act = Act::made(event.id, Cleared { laps, players: players.len() });
    tx.record(NewEntry::of(event.id, who.actor(), Change::EventClear(act)));
    Ok(players.len())
}
