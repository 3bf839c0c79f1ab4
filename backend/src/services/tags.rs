//! Which player wears which tag, and what chip systems read of them.
//!
//! A read becomes a lap like any other: it is counted, or held with its reason. One of a tag that nobody wears is held until
//! somebody does, and then counts at its own time. From then on it follows that assignment: whoever undoes it has the reads
//! wait again. A tag that is moved on or taken off later leaves its wearer what was read until then.

use super::{
    held::{self, Scope},
    players::find_player,
};
use crate::{
    Core,
    auth::Who,
    error::Result,
    ledger::{HubEffect, NewEntry, Target, Tx, action},
    store::{self, tags::TagRow},
};
use domain::{
    Action, Bib, Problem, Timestamp,
    board::Topic,
    ids::{EventId, PlayerId},
    lap::LapItem,
    tag::{Passing, Tag, TagInput, TagList, TagView, UnknownTag, check_list},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// The tags of events.
#[derive(Clone)]
pub struct Tags {
    core: Arc<Core>,
}

impl Tags {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// All tags that are worn, and those that were read and nobody wears.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn list(&self, who: &Who, event: EventId) -> Result<TagList> {
        who.require(Action::RegisterPlayers)?;
        self.core.live.directory().event(event)?;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let tags = store::tags::list(conn, event).await?.into_iter().map(view).collect::<Result<_>>()?;
        let unknown = store::tags::unknown(conn, event).await?.into_iter().map(|(tag, reads, first, last)| {
            Ok(UnknownTag {
                tag: Tag::parse(&tag)?,
                reads: u32::try_from(reads).unwrap_or(u32::MAX),
                first_read_at: Timestamp::from_ms(first),
                last_read_at: Timestamp::from_ms(last),
            })
        });
        Ok(TagList { tags, unknown: unknown.collect::<Result<_>>()? })
    }

    /// Gives tags to players, all or none, whoever wore them. What was read of them while nobody did is looked at again.
    /// Safe to repeat.
    ///
    /// # Errors
    /// If the role is too low, the list is empty, too long or names a tag twice, or nobody has one of the bibs.
    pub async fn assign(&self, who: &Who, event: EventId, inputs: Vec<TagInput>) -> Result<Vec<TagView>> {
        who.require(Action::RegisterPlayers)?;
        self.core.live.directory().event(event)?;
        check_list(&inputs)?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| Box::pin(async move { assign_all(tx, &who, event, &inputs).await }))
            .await
    }

    /// Takes a tag off whoever wears it; returns what it was. Reads of it are held from then on.
    ///
    /// # Errors
    /// If the role is too low or nobody wears it.
    pub async fn remove(&self, who: &Who, event: EventId, tag: Tag) -> Result<TagView> {
        who.require(Action::RegisterPlayers)?;
        self.core.live.directory().event(event)?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    let row = store::tags::find(&mut tx.conn(), event, &tag).await?;
                    let row = row.ok_or_else(|| Problem::not_found(format!("Nobody wears tag {tag}.")))?;
                    take_off(tx, &who, event, &tag, PlayerId(row.player_id)).await?;
                    tx.tell(event, HubEffect::Topic(Topic::Players));
                    view(row)
                })
            })
            .await
    }
}

fn view(row: TagRow) -> Result<TagView> {
    Ok(TagView {
        tag: Tag::parse(&row.tag)?,
        bib: Bib::new(row.bib)?,
        name: row.name,
        since: Timestamp::from_ms(row.since),
        last_read_at: row.last_read_at.map(Timestamp::from_ms),
    })
}

async fn assign_all(tx: &mut Tx, who: &Who, event: EventId, inputs: &[TagInput]) -> Result<Vec<TagView>> {
    let mut players = BTreeSet::new();
    for input in inputs {
        let player = PlayerId(find_player(tx, event, input.bib).await?.id);
        match store::tags::wearer(&mut tx.conn(), event, &input.tag).await? {
            Some(wearer) if wearer == player => continue,
            Some(wearer) => take_off(tx, who, event, &input.tag, wearer).await?,
            None => {}
        }
        let now = tx.now();
        store::tags::put(&mut tx.conn(), event, &input.tag, player, now).await?;
        tx.record(NewEntry {
            new: Some(state(&input.tag)),
            ..NewEntry::of(event, who.actor(), action::TAG_ASSIGN, Target::new("player", player))
        });
        players.insert(player);
    }
    for player in players {
        held::look_again(tx, who, event, Scope::Player(player)).await?;
    }
    tx.tell(event, HubEffect::Topic(Topic::Players));
    let mut views = Vec::with_capacity(inputs.len());
    for input in inputs {
        if let Some(row) = store::tags::find(&mut tx.conn(), event, &input.tag).await? {
            views.push(view(row)?);
        }
    }
    Ok(views)
}

/// Takes a tag off a player, who keeps what was read of it until now.
async fn take_off(tx: &mut Tx, who: &Who, event: EventId, tag: &Tag, player: PlayerId) -> Result<()> {
    if let Some(row) = store::players::find_by_id(&mut tx.conn(), event, player).await? {
        store::tags::settle_reads(&mut tx.conn(), event, tag, Bib::new(row.bib)?).await?;
    }
    store::tags::remove(&mut tx.conn(), event, tag).await?;
    tx.record(NewEntry {
        previous: Some(state(tag)),
        ..NewEntry::of(event, who.actor(), action::TAG_REMOVE, Target::new("player", player))
    });
    Ok(())
}

/// A worn tag as entries say it.
fn state(tag: &Tag) -> Value {
    json!({"tag": tag})
}

/// The tag that an entry's state is about.
pub(crate) fn of_state(state: Option<&Value>) -> Option<Tag> {
    Tag::parse(state?.get("tag")?.as_str()?).ok()
}

/// What is known of the tags in a group of laps: who wears them, and which reads are of a passing that is known.
#[derive(Default)]
pub(super) struct Passings {
    bibs: HashMap<Tag, Bib>,
    repeated: HashSet<Uuid>,
}

impl Passings {
    /// Looks up what laps of tags need, and takes note of their passings; laps of bibs cost nothing.
    pub(super) async fn look_up(tx: &mut Tx, event: EventId, laps: impl Iterator<Item = &LapItem>) -> Result<Self> {
        let mut passings = Self::default();
        let mut asked = HashSet::new();
        for lap in laps {
            let Some(tag) = &lap.tag else { continue };
            if asked.insert(tag)
                && let Some(bib) = store::tags::bib_of(&mut tx.conn(), event, tag).await?
            {
                passings.bibs.insert(tag.clone(), Bib::new(bib)?);
            }
            let at = lap.counted_at;
            let known = store::tags::passing(&mut tx.conn(), event, tag, at).await?;
            let grown = known.and_then(|(id, passing)| Some((id, passing.with(at)?)));
            let (id, passing) = grown.unwrap_or((lap.id, Passing::at(at)));
            if id != lap.id {
                passings.repeated.insert(lap.id);
            }
            store::tags::put_passing(&mut tx.conn(), event, tag, id, passing).await?;
        }
        Ok(passings)
    }

    /// Whose lap it is, by the tag if somebody wears it.
    pub(super) fn bib_of(&self, lap: &LapItem) -> Option<Bib> {
        lap.tag.as_ref().and_then(|tag| self.bibs.get(tag).copied()).or(lap.bib)
    }

    /// Whether a lap is one more read of a passing that is known by another one.
    pub(super) fn is_repeated(&self, lap: &LapItem) -> bool {
        self.repeated.contains(&lap.id)
    }
}
