//! Players: registered, edited, imported, looked up.

use super::{held, lanes::slot_refs};
use crate::{
    Core,
    auth::Who,
    error::{Result, on_unique},
    ledger::{HubEffect, NewEntry, PersonalStates, Target, Tx, action},
    live::EventRecord,
    store::{self, players::PlayerRow},
};
use chrono::NaiveDate;
use domain::{
    Action, Bib, Metres, Problem, Timestamp,
    board::Topic,
    clock::Clock,
    ids::{EventId, PlayerId},
    limits,
    player::{Birth, NewPlayer, PlayerInput, PlayerList, PlayerView, PublicPlayer, SlotRef, Split},
    start_list::{Column, PreviewRow, StartListPreview, read_row},
};
use serde_json::json;
use std::{collections::HashSet, sync::Arc};

/// The players of events.
#[derive(Clone)]
pub struct Players {
    core: Arc<Core>,
}

impl Players {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Registers players, all or none, in the order given; one without a bib gets the lowest that was never given.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form (the sentence says whose), or a bib is taken.
    pub async fn create(&self, who: &Who, event: EventId, inputs: Vec<PlayerInput>) -> Result<Vec<PlayerView>> {
        who.require(Action::RegisterPlayers)?;
        let record = self.core.live.directory().event(event)?;
        if inputs.is_empty() || inputs.len() > limits::PLAYERS_PER_REQUEST_MAX {
            let sentence = format!("Register 1 to {} players at once.", limits::PLAYERS_PER_REQUEST_MAX);
            return Err(Problem::invalid(sentence).into());
        }
        let today = self.today();
        let many = inputs.len() > 1;
        let players: Vec<NewPlayer> = (1..)
            .zip(inputs)
            .map(|(n, input)| {
                input.parse(today).map_err(|mut problem| {
                    if many {
                        problem.sentence = format!("Player {n}: {}", problem.sentence);
                    }
                    problem
                })
            })
            .collect::<Result<_, Problem>>()?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| Box::pin(async move { register_all(tx, &who, &record, players).await }))
            .await
    }

    fn today(&self) -> NaiveDate {
        self.core.now().to_utc().date_naive()
    }

    /// Gives a player a whole new state; without a bib the old one stays. A changed bib leaves the old one as an alias.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, the new bib is taken, or nobody has the bib.
    pub async fn update(&self, who: &Who, event: EventId, bib: Bib, input: PlayerInput) -> Result<PlayerView> {
        who.require(Action::RegisterPlayers)?;
        let record = self.core.live.directory().event(event)?;
        let player = input.parse(self.today())?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| Box::pin(async move { update(tx, &who, &record, bib, player).await }))
            .await
    }

    /// All players with what the desk's head shows; `day_start` is the caller's midnight.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn list(&self, who: &Who, event: EventId, day_start: Timestamp) -> Result<PlayerList> {
        who.require(Action::ReadPlayers)?;
        let record = self.core.live.directory().event(event)?;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let rows = store::players::list(conn, event).await?;
        let mut slots = slot_refs(conn, event).await?;
        let next_bib = Bib::new(store::players::next_bib(conn, event, 0).await?)?;
        let today = rows.iter().filter(|row| row.registered_at >= day_start.ms()).count();
        let players =
            rows.iter().map(|row| view(row, record.reference_day, slots.remove(&row.id))).collect::<Result<_>>()?;
        Ok(PlayerList { players, next_bib, today: u32::try_from(today).unwrap_or(u32::MAX) })
    }

    /// The player who has or had a bib.
    ///
    /// # Errors
    /// If the role is too low or nobody has it.
    pub async fn find(&self, who: &Who, event: EventId, bib: Bib) -> Result<PlayerView> {
        who.require(Action::ReadPlayers)?;
        let record = self.core.live.directory().event(event)?;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let row = store::players::find(conn, event, bib).await?.ok_or_else(|| nobody(bib))?;
        let slot = slot_refs(conn, event).await?.remove(&row.id);
        view(&row, record.reference_day, slot)
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
        let course = store::laps::course(conn, event, PlayerId(row.id)).await?;
        let rows = &board.board().rows;
        let row = rows.iter().find(|other| i64::from(other.bib.get()) == row.bib).ok_or_else(|| nobody(bib))?;
        Ok(PublicPlayer { row: row.clone(), splits: splits(&record.clock, &course) })
    }

    /// Reads a start list without writing anything, and names each row that stands in the way.
    ///
    /// # Errors
    /// If the role is too low, the file is no table, or none of its columns is recognised as a name.
    pub async fn preview(&self, who: &Who, event: EventId, csv: &str) -> Result<StartListPreview> {
        who.require(Action::RegisterPlayers)?;
        self.core.live.directory().event(event)?;
        let mut preview = read_table(csv)?;
        let mut lease = self.core.store.read().await?;
        let taken = store::players::bibs(&mut lease.conn(), event).await?;
        drop(lease);
        let today = self.today();
        let mut seen = HashSet::new();
        for row in &mut preview.rows {
            if row.problem.is_none() {
                row.problem = obstacle(&row.player, today, &taken, &mut seen);
            }
        }
        preview.bad = preview.rows.iter().filter(|row| row.problem.is_some()).count();
        Ok(preview)
    }

    /// Registers everybody of a start list, all or none.
    ///
    /// # Errors
    /// As [`Players::preview`], and if a row stands in the way.
    pub async fn import(&self, who: &Who, event: EventId, csv: &str) -> Result<Vec<PlayerView>> {
        let preview = self.preview(who, event, csv).await?;
        if let Some(row) = preview.rows.iter().find(|row| row.problem.is_some()) {
            let problem = row.problem.as_deref().unwrap_or_default();
            return Err(Problem::invalid(format!("Line {}: {problem} Nobody was registered.", row.line)).into());
        }
        self.create(who, event, preview.rows.into_iter().map(|row| row.player).collect()).await
    }
}

pub(crate) fn nobody(bib: Bib) -> Problem {
    Problem::not_found(format!("Nobody has bib {bib}."))
}

/// Why a row of a start list cannot be registered.
fn obstacle(player: &PlayerInput, today: NaiveDate, taken: &HashSet<i64>, seen: &mut HashSet<Bib>) -> Option<String> {
    if let Err(problem) = player.clone().parse(today) {
        return Some(problem.sentence);
    }
    let bib = player.bib?;
    if taken.contains(&i64::from(bib.get())) {
        return Some(format!("Bib {bib} was given before."));
    }
    (!seen.insert(bib)).then(|| format!("Bib {bib} is in the list twice."))
}

/// Takes a table apart: the delimiter is whichever of comma, semicolon and tab the first line has most of.
fn read_table(text: &str) -> Result<StartListPreview> {
    let text = text.trim_start_matches('\u{FEFF}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|d| (head.bytes().filter(|b| b == d).count(), *d == b','));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let unreadable = |cause: csv::Error| Problem::invalid(format!("This is no table that can be read: {cause}"));
    let heads: Vec<String> = reader.headers().map_err(unreadable)?.iter().map(str::to_owned).collect();
    let columns: Vec<Option<Column>> = heads.iter().map(|head| Column::recognise(head)).collect();
    let named = |wanted| columns.contains(&Some(wanted));
    if !(named(Column::Name) || named(Column::FirstName) || named(Column::LastName)) {
        let sentence = "No column is headed as a name. The first line must hold the heads: bib, name, born, team, …";
        return Err(Problem::invalid(sentence).into());
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let (player, read) = read_row(&columns, &record.iter().collect::<Vec<_>>());
        rows.push(PreviewRow { line, player, problem: read.err() });
    }
    if rows.is_empty() || rows.len() > limits::PLAYERS_PER_REQUEST_MAX {
        let sentence = format!("A start list holds 1 to {} players below its heads.", limits::PLAYERS_PER_REQUEST_MAX);
        return Err(Problem::invalid(sentence).into());
    }
    Ok(StartListPreview { columns: heads.into_iter().zip(columns).collect(), rows, bad: 0 })
}

async fn register_all(tx: &mut Tx, who: &Who, event: &EventRecord, players: Vec<NewPlayer>) -> Result<Vec<PlayerView>> {
    let count = store::players::count(&mut tx.conn(), event.id).await?;
    if usize::try_from(count).unwrap_or(usize::MAX) + players.len() > limits::PLAYERS_MAX {
        return Err(Problem::conflict(format!("An event has at most {} players.", limits::PLAYERS_MAX)).into());
    }
    // Bibs that were asked for go first, so that none of them is given to a player before in the list.
    for bib in players.iter().filter_map(|player| player.bib) {
        refuse_taken(tx, event.id, bib).await?;
    }
    let asked: HashSet<u32> = players.iter().filter_map(|player| player.bib).map(Bib::get).collect();
    if asked.len() < players.iter().filter(|player| player.bib.is_some()).count() {
        return Err(Problem::conflict("One bib is in the list twice.").into());
    }
    let mut after = 0;
    let mut views = Vec::with_capacity(players.len());
    for player in players {
        let bib = if let Some(bib) = player.bib {
            bib
        } else {
            loop {
                let next = store::players::next_bib(&mut tx.conn(), event.id, after).await?;
                let bib = Bib::new(next).map_err(|_| Problem::conflict("There is no free bib left."))?;
                after = bib.get();
                if !asked.contains(&after) {
                    break bib;
                }
            }
        };
        views.push(register(tx, who, event, bib, &player).await?);
    }
    tx.tell(event.id, HubEffect::Topic(Topic::Players));
    Ok(views)
}

async fn refuse_taken(tx: &mut Tx, event: EventId, bib: Bib) -> Result<()> {
    match store::players::find(&mut tx.conn(), event, bib).await? {
        None => Ok(()),
        Some(row) if row.bib == i64::from(bib.get()) => {
            Err(Problem::conflict(format!("Bib {bib} is {}.", row.name)).into())
        }
        Some(row) => {
            let sentence =
                format!("Bib {bib} was {}'s, who has {} now; a bib is never given twice.", row.name, row.bib);
            Err(Problem::conflict(sentence).into())
        }
    }
}

async fn register(tx: &mut Tx, who: &Who, event: &EventRecord, bib: Bib, player: &NewPlayer) -> Result<PlayerView> {
    let now = tx.now();
    let taken = || Problem::conflict(format!("Bib {bib} is taken."));
    let id = store::players::create(&mut tx.conn(), event.id, bib, player, now)
        .await
        .map_err(|error| on_unique(error, taken))?;
    tx.record(NewEntry {
        event: Some(event.id),
        actor: who.actor(),
        action: action::PLAYER_REGISTER,
        target: Target::new("player", id),
        previous: None,
        new: Some(public_state(bib, player)),
        metadata: None,
        people: Some(PersonalStates { player: id, previous: None, new: Some(personal_state(player)) }),
    });
    let row = after_change(tx, event, bib).await?;
    held::look_again(tx, who, event.id, held::Scope::Player(id)).await?;
    view(&row, event.reference_day, None)
}

/// Reads the player back and tells the board.
async fn after_change(tx: &mut Tx, event: &EventRecord, bib: Bib) -> Result<PlayerRow> {
    let row = store::players::find(&mut tx.conn(), event.id, bib).await?.ok_or_else(|| nobody(bib))?;
    tx.tell(event.id, HubEffect::Face(PlayerId(row.id), row.face(event.reference_day)?));
    Ok(row)
}

/// The part of a player's state that names nobody.
fn public_state(bib: Bib, player: &NewPlayer) -> serde_json::Value {
    json!({"bib": bib, "category": player.category, "team": player.team})
}

/// The part that does, which stands beside the chain.
fn personal_state(player: &NewPlayer) -> String {
    let (birth_date, birth_year, age) = match player.birth {
        Some(Birth::Date(date)) => (Some(date.to_string()), None, None),
        Some(Birth::Year(year)) => (None, Some(year), None),
        Some(Birth::Age(age)) => (None, None, Some(age)),
        None => (None, None, None),
    };
    json!({
        "name": player.name, "birth_date": birth_date, "birth_year": birth_year, "age": age, "gender": player.gender,
        "hide_name": player.hide_name,
    })
    .to_string()
}

/// A stored player as one that was handed in, to write down the state before a change.
fn as_new(row: &PlayerRow) -> Result<NewPlayer> {
    use domain::text::Name;
    Ok(NewPlayer {
        bib: Some(Bib::new(row.bib)?),
        name: Name::stored(row.name.clone()),
        birth: row.birth(),
        gender: row.gender(),
        category: row.category.clone().map(Name::stored),
        team: row.team.clone().map(Name::stored),
        hide_name: row.hide_name,
    })
}

async fn update(tx: &mut Tx, who: &Who, event: &EventRecord, bib: Bib, player: NewPlayer) -> Result<PlayerView> {
    let row = store::players::find(&mut tx.conn(), event.id, bib).await?.ok_or_else(|| nobody(bib))?;
    let id = PlayerId(row.id);
    let old = as_new(&row)?;
    let old_bib = Bib::new(row.bib)?;
    let new_bib = player.bib.unwrap_or(old_bib);
    if new_bib != old_bib {
        claim_bib(tx, event.id, id, new_bib).await?;
    }
    let taken = || Problem::conflict(format!("Bib {new_bib} is taken."));
    store::players::update(&mut tx.conn(), id, new_bib, &player).await.map_err(|error| on_unique(error, taken))?;
    tx.record(NewEntry {
        event: Some(event.id),
        actor: who.actor(),
        action: action::PLAYER_UPDATE,
        target: Target::new("player", id),
        previous: Some(public_state(old_bib, &old)),
        new: Some(public_state(new_bib, &player)),
        metadata: None,
        people: Some(PersonalStates {
            player: id,
            previous: Some(personal_state(&old)),
            new: Some(personal_state(&player)),
        }),
    });
    let row = after_change(tx, event, new_bib).await?;
    if new_bib != old_bib {
        held::look_again(tx, who, event.id, held::Scope::Player(id)).await?;
    }
    tx.tell(event.id, HubEffect::Topic(Topic::Players));
    tx.tell(event.id, HubEffect::Topic(Topic::Slots));
    let slot = slot_refs(&mut tx.conn(), event.id).await?.remove(&row.id);
    view(&row, event.reference_day, slot)
}

/// Gives a player another bib: one that nobody ever had, or one of the player's own earlier ones.
async fn claim_bib(tx: &mut Tx, event: EventId, player: PlayerId, bib: Bib) -> Result<()> {
    match store::players::find(&mut tx.conn(), event, bib).await? {
        Some(row) if row.id == player.0 => Ok(()),
        Some(_) => refuse_taken(tx, event, bib).await,
        None => {
            let taken = || Problem::conflict(format!("Bib {bib} is taken."));
            store::players::give_bib(&mut tx.conn(), event, bib, player).await.map_err(|error| on_unique(error, taken))
        }
    }
}

/// A player as staff see it.
fn view(row: &PlayerRow, reference_day: NaiveDate, slot: Option<SlotRef>) -> Result<PlayerView> {
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
            laps += count.cast_unsigned();
            distance = distance + Metres::from_mm(*mm);
            let counted_at = Timestamp::from_ms(*at);
            let race_ms = clock.race_ms(counted_at);
            Split { laps, distance_m: distance, counted_at, lap_ms: race_ms - std::mem::replace(&mut before, race_ms) }
        })
        .collect()
}
