//! Events and their clocks.

use crate::{
    auth::Who,
    core::Core,
    error::{Result, on_unique},
    ledger::Tx,
    records::{Effect, EventRecord, NewEntry},
    services::{base::event::refuse_cancelled, counting},
    store, zones,
};
use domain::{
    Action, Problem, Timestamp,
    change::{Act, At, Change, ClockOf, ClockSet},
    clock::{Clock, ClockAction, ClockInput},
    event::{EventInput, EventView, NewEvent},
    ids::EventId,
    lane::{PaceGroupInput, rope_color},
    refusal,
    text::Slug,
};
use serde_json::json;
use std::sync::Arc;

/// The events of an installation.
#[derive(Clone)]
pub struct Events {
    pub(super) core: Arc<Core>,
}

impl Events {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// The event that pages and the first clients act on.
    pub fn current(&self) -> Option<EventId> {
        self.core.live.directory().current()
    }

    /// The event that staff work on: the current one, but one that is being prepared before one that is finished.
    pub fn at_the_desks(&self) -> Option<EventId> {
        self.core.live.directory().at_the_desks()
    }

    /// The event of a slug, or the current one for `current`.
    ///
    /// # Errors
    /// If there is none.
    pub fn find(&self, slug: &str) -> Result<EventId> {
        self.core.live.directory().find(slug)
    }

    /// Whether an event is a rehearsal; what is not there is none.
    pub fn is_rehearsal(&self, event: EventId) -> bool {
        self.core.live.directory().event(event).is_ok_and(|event| event.rehearsal)
    }

    /// What everybody may see of an event.
    ///
    /// # Errors
    /// If there is no such event.
    pub fn view(&self, event: EventId) -> Result<EventView> {
        Ok(self.core.live.directory().event(event)?.view(self.core.now()))
    }

    /// All events, newest first.
    pub fn list(&self) -> Vec<EventView> {
        let now = self.core.now();
        self.core.live.directory().events().iter().rev().map(|event| event.view(now)).collect()
    }

    /// Makes an event, as a draft.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, or the slug is taken.
    pub async fn create(&self, who: &Who, input: EventInput) -> Result<EventView> {
        who.require(Action::ManageEvents)?;
        self.make(who, input.parse()?).await
    }

    pub(super) async fn make(&self, who: &Who, new: NewEvent) -> Result<EventView> {
        let who = who.clone();
        let record = self.core.ledger.commit_venue(async move |tx: &mut Tx| create(tx, &who, new).await).await?;
        Ok(record.view(self.core.now()))
    }

    /// On an empty database makes and opens the event that a configuration file asks for, in one change: a start that
    /// is cut off leaves all of it or nothing.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn configure(&self, new: NewEvent) -> Result<()> {
        if self.current().is_some() {
            return Ok(());
        }
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let (system, open) = (Who::system(), ClockInput { action: ClockAction::Open, at: None });
                let event = create(tx, &system, new).await?;
                set_clock(tx, &system, event.id, open).await
            })
            .await
    }

    /// Sets the clock. Laps that lie in the race now count; counted laps that lie outside it now are held.
    ///
    /// # Errors
    /// If the role is too low, the moment lies in the future, or the state forbids it.
    pub async fn clock(&self, who: &Who, event: EventId, input: ClockInput) -> Result<EventView> {
        let allowed = self.core.allow(who, Action::SetClock, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| set_clock(tx, who, event.id, input).await)
            .await?;
        self.view(event)
    }
}

/// The facts that were left out and follow from where and when it is.
fn complete(new: &mut NewEvent, now: Timestamp) -> Result<()> {
    let facts = &mut new.facts;
    if new.lacks_time_zone {
        facts.time_zone = zones::of_this_machine();
    }
    zones::find(&facts.time_zone)?;
    if new.lacks_reference_day {
        facts.reference_day = zones::day_at(&facts.time_zone, facts.planned_start.unwrap_or(now));
    }
    Ok(())
}

async fn create(tx: &mut Tx, who: &Who, mut new: NewEvent) -> Result<EventRecord> {
    let now = tx.now();
    complete(&mut new, now)?;
    let slug = free_slug(tx, &new.facts.name, new.slug.as_ref()).await?;
    let taken = || Problem::from(refusal::SlugTaken { slug: slug.to_string() });
    let id = store::events::create(&mut tx.conn(), &new, slug.as_str(), now)
        .await
        .map_err(|error| on_unique(error, taken))?;
    store::entries::begin_chain(&mut tx.conn(), id.0).await?;
    for (no, (name, count)) in new.pace_groups.iter().enumerate() {
        let color = rope_color(name.as_str(), no);
        let no = i64::try_from(no).unwrap_or(i64::MAX);
        store::lanes::create_group(&mut tx.conn(), id, no, name.as_str(), color, *count, now).await?;
    }
    let pace_groups = new.pace_groups.iter();
    let record = EventRecord {
        id,
        slug: slug.as_str().to_owned(),
        facts: new.facts,
        pace_groups: pace_groups
            .map(|(name, count)| PaceGroupInput { name: name.to_string(), count: i64::from(*count) })
            .collect(),
        clock: Clock::default(),
        registration_locked_from: None,
        cancelled_at: None,
        rehearsal: new.rehearsal,
    };
    let mut state = record.facts.fields();
    state.insert("slug".to_owned(), json!(record.slug));
    state.insert("pace_groups".to_owned(), json!(record.pace_groups));
    if record.rehearsal {
        state.insert("rehearsal".to_owned(), json!(true));
    }
    tx.record(NewEntry::of(id, who.actor(), Change::EventCreate(Act::made(id, state))));
    tx.publish(Effect::EventCreated(Box::new(record.clone())));
    Ok(record)
}

/// The slug that was asked for, or one made from the name that nobody has.
async fn free_slug(tx: &mut Tx, name: &str, asked: Option<&Slug>) -> Result<Slug> {
    let wanted = asked.cloned().unwrap_or_else(|| Slug::from_name(name));
    if !store::events::slug_taken(&mut tx.conn(), wanted.as_str()).await? {
        return Ok(wanted);
    }
    if asked.is_some() {
        return Err(Problem::from(refusal::SlugTaken { slug: wanted.to_string() }).into());
    }
    for n in 2_u32.. {
        let numbered = Slug::stored(format!("{wanted}-{n}"));
        if !store::events::slug_taken(&mut tx.conn(), numbered.as_str()).await? {
            return Ok(numbered);
        }
    }
    Ok(wanted)
}

/// Now, by the race's own time. If the machine's clock was set back while the program did not run, it is an earlier moment
/// than some at which laps have arrived already: to pause or finish then would hold them all as counted later. A tablet's
/// clock may be ahead too; when its laps arrived is by the clock of the server.
async fn race_now(tx: &mut Tx, event: EventId, clock: &Clock) -> Result<Timestamp> {
    let moment = clock.moment(tx.now());
    let arrived = counting::last_arrival(&mut tx.conn(), event, moment).await?;
    Ok(arrived.map_or(moment, |arrived| arrived.max(moment)))
}

/// Sets the clock inside a change.
pub(crate) async fn set_clock(tx: &mut Tx, who: &Who, event: EventId, input: ClockInput) -> Result<()> {
    if input.at.is_some_and(|at| at > tx.now()) {
        return Err(Problem::from(refusal::TimeInFuture).into());
    }
    let record = tx.event(event).await?;
    refuse_cancelled(&record)?;
    let old = &record.clock;
    let at = match input.at {
        Some(at) => at,
        None => race_now(tx, event, old).await?,
    };
    let new = old.after(input.action, at, input.at.is_some())?;
    let act = Act::step(ClockOf(event.0), ClockSet::of(old), ClockSet::of(&new)).with(At { at });
    let change = input.action.change(old.started_at().is_some())(act);
    tx.record(NewEntry::of(event, who.actor(), change));
    tx.set_clock(event, new.clone()).await?;
    let outside = match input.action {
        ClockAction::Pause | ClockAction::Finish => Some((at, Timestamp::from_ms(i64::MAX))),
        ClockAction::Start => Some((Timestamp::from_ms(i64::MIN), at)),
        ClockAction::Open | ClockAction::Resume => None,
    };
    if let Some((from, to)) = outside {
        counting::set_aside(tx, who, event, &new, from, to).await?;
    }
    counting::look_again(tx, who, event, counting::Scope::All).await?;
    Ok(())
}
