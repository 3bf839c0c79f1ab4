//! Which player wears which tag. What chip systems read of them follows, as [`counting`] has it.

use crate::{
    auth::Who,
    core::Core,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::{base::player::find_player, counting},
    store::{
        self,
        tags::{TagRow, Worn},
    },
};
use domain::{
    Action, Bib, Problem, Timestamp,
    change::{Act, Change, Wearing},
    ids::{EventId, PlayerId},
    player::Standing,
    refusal,
    tag::{Tag, TagInput, TagList, TagView, UnknownTag, check_list},
};
use std::sync::Arc;
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
        self.core.allow(who, Action::RegisterPlayers, event)?;
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
        let allowed = self.core.allow(who, Action::RegisterPlayers, event)?;
        check_list(&inputs)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                assign_all(tx, who, event.id, &inputs).await
            })
            .await
    }

    /// Takes a tag off whoever wears it; returns what it was. Reads of it are held from then on.
    ///
    /// # Errors
    /// If the role is too low or nobody wears it.
    pub async fn remove(&self, who: &Who, event: EventId, tag: Tag) -> Result<TagView> {
        let allowed = self.core.allow(who, Action::RegisterPlayers, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                let row = store::tags::find(&mut tx.conn(), event.id, &tag).await?;
                let worn = store::tags::worn(&mut tx.conn(), event.id, &tag).await?;
                let (row, worn) =
                    row.zip(worn).ok_or_else(|| Problem::from(refusal::NobodyWearsTag { tag: tag.clone() }))?;
                take_off(tx, who, event.id, &tag, (worn, false)).await?;
                view(row)
            })
            .await
    }

    /// Dismisses what was read of a tag while nobody wore it; returns how many laps. Safe to repeat.
    ///
    /// # Errors
    /// If the role is too low.
    pub async fn dismiss_reads(&self, who: &Who, event: EventId, tag: Tag) -> Result<u32> {
        let allowed = self.core.allow(who, Action::SettleHeldLaps, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                let dismissed = counting::dismiss_reads(tx, who, event.id, &tag).await?;
                Ok(u32::try_from(dismissed).unwrap_or(u32::MAX))
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
    counting::follow(tx, who, event, tag).await
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

/// An assignment as entries say it; `until` is when it ended, for one that did.
fn wearing(tag: &Tag, Worn { id, since, .. }: Worn, until: Option<Timestamp>) -> Wearing {
    Wearing { since: Timestamp::from_ms(since), tag: tag.clone(), until, worn: id }
}

/// The assignment that an entry of a player's speaks of.
pub(crate) fn worn_by(player: PlayerId, wearing: &Wearing) -> Worn {
    Worn { id: wearing.worn, player_id: player.0, since: wearing.since.ms() }
}
