//! Players: registered, edited, looked up.

use super::registration;
use crate::{
    auth::Who,
    core::Core,
    error::{Result, on_unique},
    ledger::Tx,
    records::{EventRecord, HubEffect, NewEntry},
    services::{
        base::{
            fields::Fields,
            player::{find_player, gone, nobody},
        },
        counting,
        placing::slot_refs,
    },
    store::{self, players::PlayerRow},
};
use chrono::NaiveDate;
use domain::{
    Action, Bib, Metres, Problem, Timestamp,
    change::{Act, Change, Make, Nothing, PlayerCount, Step},
    clock::Clock,
    ids::{EventId, PlayerId},
    limits,
    player::{NewPlayer, PlayerInput, PlayerList, PlayerView, PublicPlayer, SlotRef, Split, Standing},
    refusal::{self, Spot},
    text::Name,
    text::parse_reason,
};
use serde_json::json;
use std::{collections::HashSet, sync::Arc};

/// The players of events.
#[derive(Clone)]
pub struct Players {
    pub(crate) core: Arc<Core>,
}

impl Players {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Registers players, all or none, in the order given; one without a bib gets the lowest that was never given.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form (the sentence says whose), a bib is taken, the event was
    /// called off, or registration is locked: then only who may lock it registers, with a reason.
    pub async fn create(&self, who: &Who, event: EventId, inputs: Vec<PlayerInput>) -> Result<Vec<PlayerView>> {
        self.register(who, event, inputs, None).await
    }

    /// The same, following a change that says how many they are.
    pub(super) async fn register(
        &self,
        who: &Who,
        event: EventId,
        inputs: Vec<PlayerInput>,
        following: Option<Following>,
    ) -> Result<Vec<PlayerView>> {
        let allowed = self.core.allow(who, Action::RegisterPlayers, event)?;
        if inputs.is_empty() || inputs.len() > limits::PLAYERS_PER_REQUEST_MAX {
            return Err(Problem::from(refusal::RegisterCount { max: limits::PLAYERS_PER_REQUEST_MAX }).into());
        }
        let today = self.today();
        let many = inputs.len() > 1;
        let players: Vec<(NewPlayer, Option<String>)> = (1..)
            .zip(inputs)
            .map(|(n, input)| {
                with_reason(input, today).map_err(|problem| if many { problem.at(Spot::Player(n)) } else { problem })
            })
            .collect::<Result<_, Problem>>()?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                register_all(tx, who, event.id, players, following).await
            })
            .await
    }

    pub(super) fn today(&self) -> NaiveDate {
        self.core.now().to_utc().date_naive()
    }

    /// Gives a player a whole new state; without a bib the old one stays. A changed bib leaves the old one as an alias.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, the new bib is taken, or nobody has the bib.
    pub async fn update(&self, who: &Who, event: EventId, bib: Bib, input: PlayerInput) -> Result<PlayerView> {
        let allowed = self.core.allow(who, Action::RegisterPlayers, event)?;
        let (player, reason) = with_reason(input, self.today())?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                update(tx, who, event, bib, player, None, reason).await
            })
            .await
    }

    /// Changes a player in what `input` differs from `was`, which is how whoever asks saw them: what others changed
    /// meanwhile stays.
    ///
    /// # Errors
    /// As [`Players::update`].
    pub async fn edit(
        &self,
        who: &Who,
        event: EventId,
        bib: Bib,
        was: PlayerInput,
        input: PlayerInput,
    ) -> Result<PlayerView> {
        let allowed = self.core.allow(who, Action::RegisterPlayers, event)?;
        let was = Some(was.parse(self.today())?);
        let (player, reason) = with_reason(input, self.today())?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                update(tx, who, event, bib, player, was, reason).await
            })
            .await
    }

    /// All players with what the desk's head shows; `day_start` is the caller's midnight.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn list(&self, who: &Who, event: EventId, day_start: Timestamp) -> Result<PlayerList> {
        let record = self.core.allow(who, Action::ReadPlayers, event)?.event;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let rows = store::players::list(conn, event).await?;
        let mut slots = slot_refs(conn, event).await?;
        let next_bib = Bib::new(store::players::next_bib(conn, event, 0).await?)?;
        let today = rows.iter().filter(|row| row.registered_at >= day_start.ms()).count();
        let players = rows
            .iter()
            .map(|row| view(row, record.reference_day.date(), slots.remove(&row.id)))
            .collect::<Result<_>>()?;
        Ok(PlayerList { players, next_bib, today: u32::try_from(today).unwrap_or(u32::MAX) })
    }

    /// The player who has or had a bib.
    ///
    /// # Errors
    /// If the role is too low or nobody has it.
    pub async fn find(&self, who: &Who, event: EventId, bib: Bib) -> Result<PlayerView> {
        let record = self.core.allow(who, Action::ReadPlayers, event)?.event;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let row = store::players::find(conn, event, bib).await?;
        let row = row.filter(|row| row.standing() != Standing::Deleted).ok_or_else(|| nobody(bib))?;
        let slot = slot_refs(conn, event).await?.remove(&row.id);
        view(&row, record.reference_day.date(), slot)
    }

    /// What everybody may see of a player, with all laps.
    ///
    /// # Errors
    /// If nobody has the bib.
    pub async fn public(&self, event: EventId, bib: Bib) -> Result<PublicPlayer> {
        let record = self.core.live.directory().event(event)?;
        let board = self.core.live.hub(event).ok_or_else(|| nobody(bib))?.current().await;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let row = store::players::find(conn, event, bib).await?.ok_or_else(|| nobody(bib))?;
        let course = counting::course(conn, event, PlayerId(row.id)).await?;
        let rows = &board.board().rows;
        let row = rows.iter().find(|other| i64::from(other.bib.get()) == row.bib).ok_or_else(|| nobody(bib))?;
        Ok(PublicPlayer { row: row.clone(), splits: splits(&record.clock, &course) })
    }
}

/// Where a player is.
pub(crate) async fn slot_refs_of(tx: &mut Tx, event: EventId, row: &PlayerRow) -> Result<Option<SlotRef>> {
    Ok(slot_refs(&mut tx.conn(), event).await?.remove(&row.id))
}

/// A player as handed in, with the reason why.
fn with_reason(mut input: PlayerInput, today: NaiveDate) -> Result<(NewPlayer, Option<String>), Problem> {
    let reason = input.reason.take().as_deref().map(parse_reason).transpose()?.flatten();
    Ok((input.parse(today)?, reason))
}

async fn register_all(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    players: Vec<(NewPlayer, Option<String>)>,
    following: Option<Following>,
) -> Result<Vec<PlayerView>> {
    let (players, reasons): (Vec<_>, Vec<_>) = players.into_iter().unzip();
    let event = &registration::require_open(tx, who, event, &reasons).await?;
    if let Some(change) = following {
        let act = Act::on(event.id).with(PlayerCount { players: players.len() });
        tx.record(NewEntry::of(event.id, who.actor(), change(act)));
    }
    let count = store::players::count(&mut tx.conn(), event.id).await?;
    if usize::try_from(count).unwrap_or(usize::MAX) + players.len() > limits::PLAYERS_MAX {
        return Err(Problem::from(refusal::TooManyPlayers { max: limits::PLAYERS_MAX }).into());
    }
    // Bibs that were asked for go first, so that none of them is given to a player before in the list.
    for bib in players.iter().filter_map(|player| player.bib) {
        refuse_taken(tx, event.id, bib).await?;
    }
    let asked: HashSet<u32> = players.iter().filter_map(|player| player.bib).map(Bib::get).collect();
    if asked.len() < players.iter().filter(|player| player.bib.is_some()).count() {
        return Err(Problem::from(refusal::TwoOfOneBib).into());
    }
    let mut after = 0;
    let mut views = Vec::with_capacity(players.len());
    for (player, reason) in players.into_iter().zip(reasons) {
        let bib = if let Some(bib) = player.bib {
            bib
        } else {
            loop {
                let next = store::players::next_bib(&mut tx.conn(), event.id, after).await?;
                let bib = Bib::new(next).map_err(|_| Problem::from(refusal::NoFreeBib))?;
                after = bib.get();
                if !asked.contains(&after) {
                    break bib;
                }
            }
        };
        views.push(register(tx, who, event, bib, &player, reason).await?);
    }
    Ok(views)
}

async fn refuse_taken(tx: &mut Tx, event: EventId, bib: Bib) -> Result<()> {
    if bib.stranger_letter().is_some() {
        return Err(Problem::from(refusal::BibOfStrangers { bib }).into());
    }
    match store::players::find(&mut tx.conn(), event, bib).await? {
        None => Ok(()),
        Some(row) if row.bib == i64::from(bib.get()) => {
            Err(Problem::from(refusal::BibTaken { bib, name: row.name }).into())
        }
        Some(row) => Err(Problem::from(refusal::BibWasTaken { bib, name: row.name, now: row.bib }).into()),
    }
}

async fn register(
    tx: &mut Tx,
    who: &Who,
    event: &EventRecord,
    bib: Bib,
    player: &NewPlayer,
    reason: Option<String>,
) -> Result<PlayerView> {
    let now = tx.now();
    let taken = || Problem::from(refusal::BibJustTaken { bib });
    let id = store::players::create(&mut tx.conn(), event.id, bib, player, now)
        .await
        .map_err(|error| on_unique(error, taken))?;
    let night_permission = Some(player.night_permission.unwrap_or_default());
    let (mut new, people) = Fields::of(&NewPlayer { bib: Some(bib), night_permission, ..player.clone() }).split();
    new.insert("standing".to_owned(), json!(Standing::Active));
    let act = Act::made(id, new).of_person(id, Step { was: None, is: people });
    tx.record(NewEntry::of(event.id, who.actor(), Change::PlayerRegister(act)).because(reason));
    let row = after_change(tx, event, id).await?;
    counting::look_again(tx, who, event.id, counting::Scope::Player(id)).await?;
    view(&row, event.reference_day.date(), None)
}

/// The change that registrations follow.
pub(super) type Following = Make<EventId, Nothing, PlayerCount>;

/// Reads the player back and tells the boards that rank them.
async fn after_change(tx: &mut Tx, event: &EventRecord, id: PlayerId) -> Result<PlayerRow> {
    let row = store::players::find_by_id(&mut tx.conn(), event.id, id).await?.ok_or_else(gone)?;
    if row.standing().is_ranked() {
        tx.tell(event.id, HubEffect::Face(id, row.face(event.reference_day.date())?));
    }
    Ok(row)
}

/// A stored player as one that was handed in, to write down the state before a change.
pub(crate) fn as_new(row: &PlayerRow) -> Result<NewPlayer> {
    Ok(NewPlayer {
        bib: Some(Bib::new(row.bib)?),
        name: Name::stored(row.name.clone()),
        birth: row.birth(),
        gender: row.gender(),
        category: row.category.clone().map(Name::stored),
        team: row.team.clone().map(Name::stored),
        hide_name: row.hide_name,
        night_permission: Some(row.night_permission),
    })
}

pub(crate) async fn update(
    tx: &mut Tx,
    who: &Who,
    event: &EventRecord,
    bib: Bib,
    mut player: NewPlayer,
    was: Option<NewPlayer>,
    reason: Option<String>,
) -> Result<PlayerView> {
    let row = find_player(tx, event.id, bib).await?;
    let (id, old) = (PlayerId(row.id), as_new(&row)?);
    if let Some(was) = was {
        let wanted = Fields::of(&player).over(Fields::of(&was), Fields::of(&old));
        player = wanted.into_player(tx.now().to_utc().date_naive())?;
    }
    player.bib = player.bib.or(old.bib);
    player.night_permission = player.night_permission.or(old.night_permission);
    let (previous, new) = Fields::of(&old).changed(Fields::of(&player));
    if row.erased_at.is_some() && new.is_personal() {
        return Err(Problem::from(refusal::PeopleErased { bib }).into());
    }
    if new.is_empty() {
        let slot = slot_refs_of(tx, event.id, &row).await?;
        return view(&row, event.reference_day.date(), slot);
    }
    write(tx, who, event, &row, &player).await?;
    let ((previous, previous_people), (new, new_people)) = (previous.split(), new.split());
    let act = Act::step(id, previous, new).of_person(id, Step { was: previous_people, is: new_people });
    tx.record(NewEntry::of(event.id, who.actor(), Change::PlayerUpdate(act)).because(reason));
    let row = store::players::find_by_id(&mut tx.conn(), event.id, id).await?.ok_or_else(gone)?;
    let slot = slot_refs_of(tx, event.id, &row).await?;
    view(&row, event.reference_day.date(), slot)
}

/// Writes all that is known of a player, tells the boards, and looks again at laps that wait for a new bib.
pub(crate) async fn write(
    tx: &mut Tx,
    who: &Who,
    event: &EventRecord,
    row: &PlayerRow,
    player: &NewPlayer,
) -> Result<()> {
    let (id, old_bib) = (PlayerId(row.id), Bib::new(row.bib)?);
    let new_bib = player.bib.unwrap_or(old_bib);
    if new_bib != old_bib {
        claim_bib(tx, event.id, id, new_bib).await?;
    }
    let taken = || Problem::from(refusal::BibJustTaken { bib: new_bib });
    store::players::update(&mut tx.conn(), id, new_bib, player).await.map_err(|error| on_unique(error, taken))?;
    after_change(tx, event, id).await?;
    if new_bib != old_bib {
        counting::look_again(tx, who, event.id, counting::Scope::Player(id)).await?;
    }
    Ok(())
}

/// Gives a player another bib: one that nobody ever had, or one of the player's own earlier ones.
async fn claim_bib(tx: &mut Tx, event: EventId, player: PlayerId, bib: Bib) -> Result<()> {
    match store::players::find(&mut tx.conn(), event, bib).await? {
        Some(row) if row.id == player.0 => Ok(()),
        Some(_) => refuse_taken(tx, event, bib).await,
        None => {
            let taken = || Problem::from(refusal::BibJustTaken { bib });
            store::players::give_bib(&mut tx.conn(), event, bib, player).await.map_err(|error| on_unique(error, taken))
        }
    }
}

/// A player as staff see it.
pub(crate) fn view(row: &PlayerRow, reference_day: NaiveDate, slot: Option<SlotRef>) -> Result<PlayerView> {
    let face = row.face(reference_day)?;
    Ok(PlayerView {
        bib: face.bib,
        public_name: face.name,
        birth_date: row.birth_date.clone(),
        birth_year: row.birth_year.and_then(|year| i32::try_from(year).ok()),
        age: row.age_on(reference_day),
        gender: row.gender(),
        category: face.category,
        team: face.team,
        hide_name: row.hide_name,
        night_permission: row.night_permission,
        standing: row.standing(),
        left_at: row.left_at(),
        name: row.name.clone(),
        slot,
        registered_at: Timestamp::from_ms(row.registered_at),
    })
}

/// A course with running sums; the first lap is timed from the start of the race.
fn splits(clock: &Clock, course: &[(i64, i64, i64)]) -> Vec<Split> {
    let (mut laps, mut distance, mut before) = (0_u64, Metres::default(), 0);
    course
        .iter()
        .map(|(at, count, mm)| {
            laps = laps.saturating_add_signed(*count);
            distance = distance + Metres::from_mm(*mm);
            let counted_at = Timestamp::from_ms(*at);
            let race_ms = clock.race_ms(counted_at);
            Split { laps, distance_m: distance, counted_at, lap_ms: race_ms - std::mem::replace(&mut before, race_ms) }
        })
        .collect()
}
