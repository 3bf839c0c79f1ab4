//! Which player wears which tag, and what chip systems read of them.
//!
//! A read becomes a lap like any other: it is counted, or held with its reason. It is of whoever wore the tag at its moment,
//! however late it arrives; what was read before anybody did is the first wearer's. Whenever that is changed, be it by an
//! assignment, its correction or an undo, what was read [follows](follow).

use super::{held, ids, players::find_player};
use crate::{
    Core,
    auth::Who,
    error::Result,
    ledger::Tx,
    records::NewEntry,
    store::{
        self,
        tags::{TagRow, Worn},
    },
};
use domain::{
    Action, Bib, Problem, Timestamp,
    change::{Act, Change, Wearing},
    held::HeldReason,
    ids::{EventId, PlayerId},
    lap::LapItem,
    player::Standing,
    tag::{Passing, Tag, TagInput, TagList, TagView, UnknownTag, check_list},
};
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

    /// Gives tags to players, all or none, whoever wore them. What was read of them while nobody did counts.
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
                    let worn = store::tags::worn(&mut tx.conn(), event, &tag).await?;
                    let (row, worn) =
                        row.zip(worn).ok_or_else(|| Problem::not_found(format!("Nobody wears tag {tag}.")))?;
                    take_off(tx, &who, event, &tag, (worn, false)).await?;
                    view(row)
                })
            })
            .await
    }

    /// Dismisses what was read of a tag while nobody wore it; returns how many laps. Safe to repeat.
    ///
    /// # Errors
    /// If the role is too low.
    pub async fn dismiss_reads(&self, who: &Who, event: EventId, tag: Tag) -> Result<u32> {
        who.require(Action::SettleHeldLaps)?;
        self.core.live.directory().event(event)?;
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| {
                Box::pin(async move {
                    let mut rows = store::held::list_of_tag(&mut tx.conn(), event, &tag).await?;
                    rows.retain(|row| row.reason == HeldReason::UnknownTag.as_str());
                    for row in &rows {
                        held::dismiss(tx, &who, event, row).await?;
                    }
                    Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
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
    for input in inputs {
        assign(tx, who, event, input).await?;
    }
    let mut views = Vec::with_capacity(inputs.len());
    for input in inputs {
        if let Some(row) = store::tags::find(&mut tx.conn(), event, &input.tag).await? {
            views.push(view(row)?);
        }
    }
    Ok(views)
}

async fn assign(tx: &mut Tx, who: &Who, event: EventId, TagInput { tag, bib, instead }: &TagInput) -> Result<()> {
    let player = find_player(tx, event, *bib).await?.id;
    let before = store::tags::worn(&mut tx.conn(), event, tag).await?;
    if before.is_none_or(|before| before.player_id != player) {
        let mistaken = match before {
            // Somebody who was removed never gave it back, and so keeps nothing either.
            Some(before) => *instead || is_removed(tx, event, before.player_id).await?,
            None => false,
        };
        if let Some(before) = before {
            take_off(tx, who, event, tag, (before, mistaken)).await?;
        }
        let mistaken = before.filter(|_| mistaken);
        let since = mistaken.map_or(tx.now().ms(), |before| before.since);
        let worn = Worn { id: Uuid::now_v7(), player_id: player, since };
        store::tags::put(&mut tx.conn(), event, tag, worn).await?;
        let act = Act::made(PlayerId(player), wearing(tag, worn, None));
        tx.record(NewEntry::of(event, who.actor(), Change::TagAssign(act)));
    }
    follow(tx, who, event, tag).await
}

async fn is_removed(tx: &mut Tx, event: EventId, player: i64) -> Result<bool> {
    let row = store::players::find_by_id(&mut tx.conn(), event, PlayerId(player)).await?;
    Ok(row.is_none_or(|row| row.standing() == Standing::Deleted))
}

/// Takes a tag off whoever wears it, who keeps what was read of it until now; one who wore it by mistake keeps nothing.
async fn take_off(tx: &mut Tx, who: &Who, event: EventId, tag: &Tag, (worn, mistaken): (Worn, bool)) -> Result<()> {
    let until = (!mistaken).then(|| tx.now());
    match until {
        Some(until) => store::tags::end(&mut tx.conn(), worn.id, until).await?,
        None => store::tags::remove(&mut tx.conn(), worn.id).await?,
    }
    let act = Act::ended(PlayerId(worn.player_id), wearing(tag, worn, until));
    tx.record(NewEntry::of(event, who.actor(), Change::TagRemove(act)));
    Ok(())
}

/// Has what was read of a tag be of whoever wore it then, after that was changed: laps that count for somebody else wait
/// again, and what waits counts where it can. What a person took back or dismissed stays so.
pub(crate) async fn follow(tx: &mut Tx, who: &Who, event: EventId, tag: &Tag) -> Result<()> {
    let misplaced = store::tags::misplaced(&mut tx.conn(), event, tag).await?;
    let reads = if misplaced.is_empty() { vec![] } else { store::tags::reads(&mut tx.conn(), event, tag).await? };
    let mut players = BTreeSet::new();
    for id in misplaced {
        let Some(lap) = store::laps::find(&mut tx.conn(), event, id).await? else { continue };
        let player = PlayerId(lap.player_id);
        let read = reads.iter().copied().find(|read| ids::of_lap_for(*read, player) == id).unwrap_or(id);
        held::hold_read(tx, who, event, &lap, read).await?;
        players.insert(player);
    }
    for player in players {
        held::refresh_totals(tx, event, player).await?;
    }
    let waiting = store::held::list_of_tag(&mut tx.conn(), event, tag).await?;
    held::look_at(tx, who, event, &waiting).await
}

/// An assignment as entries say it; `until` is when it ended, for one that did.
fn wearing(tag: &Tag, Worn { id, since, .. }: Worn, until: Option<Timestamp>) -> Wearing {
    Wearing { since: Timestamp::from_ms(since), tag: tag.clone(), until, worn: id }
}

/// The assignment that an entry of a player's speaks of.
pub(crate) fn worn_by(player: PlayerId, wearing: &Wearing) -> Worn {
    Worn { id: wearing.worn, player_id: player.0, since: wearing.since.ms() }
}

/// What is known of the tags in a group of laps: who wore them, and which reads are of a passing that is known.
#[derive(Default)]
pub(super) struct Passings {
    bibs: HashMap<Uuid, Bib>,
    repeated: HashSet<Uuid>,
}

impl Passings {
    /// Looks up what laps of tags need, and takes note of their passings; laps of bibs cost nothing.
    pub(super) async fn look_up(tx: &mut Tx, event: EventId, laps: impl Iterator<Item = &LapItem>) -> Result<Self> {
        let mut passings = Self::default();
        for lap in laps {
            let Some(tag) = &lap.tag else { continue };
            let at = lap.counted_at;
            if let Some(bib) = store::tags::bib_at(&mut tx.conn(), event, tag, at).await? {
                passings.bibs.insert(lap.id, Bib::new(bib)?);
            }
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

    /// The tag that a lap is of, if by anything: one that names a bib as well is of that bib where nobody wore the tag.
    pub(super) fn tag_of<'l>(&self, lap: &'l LapItem) -> Option<&'l Tag> {
        lap.tag.as_ref().filter(|_| lap.bib.is_none() || self.bibs.contains_key(&lap.id))
    }

    /// Whose lap it is, by the tag if somebody wore it.
    pub(super) fn bib_of(&self, lap: &LapItem) -> Option<Bib> {
        self.bibs.get(&lap.id).copied().or(lap.bib)
    }

    /// Whether a lap is one more read of a passing that is known by another one.
    pub(super) fn is_repeated(&self, lap: &LapItem) -> bool {
        self.repeated.contains(&lap.id)
    }
}
