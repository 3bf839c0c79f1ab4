//! The audit trail: read page by page, and undone from.

use super::{
    query::{self, Asked, AskedActor, AskedChain, AskedTarget},
    right::require_right,
    undo::{self, Wish},
};
use crate::{
    auth::Who,
    core::Core,
    error::Result,
    ledger::Tx,
    records::VENUE_CHAIN,
    services::base::player,
    store::{
        self,
        entries::{
            EntryRow,
            search::{self, Wanted},
        },
    },
};
use domain::{
    Action, Problem, Timestamp,
    audit::{ActorDevice, ActorView, AuditFilter, AuditPage, EntryView, TargetView, UndoInput},
    change::{Kind, Subject, TargetKind},
    ids::EventId,
    refusal,
    text::parse_reason,
};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// What was done, by whom, and the way back.
#[derive(Clone)]
pub struct Audit {
    core: Arc<Core>,
}

/// Bib of players, by id, and the full name for those who may see it.
type Labels = HashMap<i64, (i64, Option<String>)>;

impl Audit {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// A page of entries, newest first. New entries never shift the pages that follow.
    ///
    /// # Errors
    /// If the role is too low (all staff may read what happened to one player; who may not see players, without the
    /// personal part; who takes no money, without payments), or the filter means nothing.
    pub async fn list(&self, who: &Who, filter: &AuditFilter) -> Result<AuditPage> {
        who.require(if query::is_of_player(filter) { Action::ReadStaff } else { Action::ReadAudit })?;
        let asked = Asked::parse(filter)?;
        let chain = self.chain(asked.chain)?;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let target = match asked.target {
            Some(AskedTarget::Player(bib)) => {
                let player = store::players::find(conn, EventId(chain.unwrap_or(VENUE_CHAIN)), bib).await?;
                Some((TargetKind::Player.as_str(), player.ok_or_else(|| player::nobody(bib))?.id.to_string()))
            }
            Some(AskedTarget::Other(kind, id)) => Some((kind, id.to_owned())),
            None => None,
        };
        let (actor, actor_name) = match asked.actor {
            Some(AskedActor::These(actor)) => (Some(actor), None),
            Some(AskedActor::Named(name)) => (None, Some(name)),
            None => (None, None),
        };
        let Asked { action, from, to, before, limit, .. } = asked;
        let target = target.as_ref().map(|(kind, id)| (*kind, id.as_str()));
        let hide_payments = !who.may(Action::TakePayments);
        let wanted = Wanted { chain, action, actor, actor_name, target, from, to, before, hide_payments };
        let mut rows = search::list(conn, &wanted, i64::from(limit) + 1).await?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
        let mut labels = labels(conn, &rows).await?;
        if !who.may(Action::ReadPlayers) {
            for (_, name) in labels.values_mut() {
                *name = None;
            }
            for row in &mut rows {
                (row.people_previous, row.people_new, row.people_reason) = (None, None, None);
            }
        }
        Ok(AuditPage { entries: rows.into_iter().map(|row| view(row, &labels)).collect(), next })
    }

    /// The chain that is asked for; none for all.
    fn chain(&self, asked: AskedChain<'_>) -> Result<Option<i64>> {
        match asked {
            AskedChain::All => Ok(None),
            AskedChain::Venue => Ok(Some(VENUE_CHAIN)),
            AskedChain::Event(slug) => self.core.live.directory().find(slug).map(|event| Some(event.0)),
        }
    }

    /// Undoes an entry and returns the new one.
    ///
    /// # Errors
    /// Not found; forbidden without the right to do what is undone; a conflict if it cannot be undone, was undone, or
    /// was changed since, with a sentence that says by what.
    pub async fn undo(&self, who: &Who, entry: Uuid, input: UndoInput) -> Result<EntryView> {
        who.require(Action::ReadPlayers)?;
        let wish = Wish { reason: parse_reason(&input.reason)?, together: input.together };
        let row = self.entry(who, entry).await?;
        if row.chain == VENUE_CHAIN {
            return Err(Problem::from(refusal::NotUndoable).into());
        }
        let (who, event) = (who.clone(), EventId(row.chain));
        let in_group = async move |tx: &mut Tx| {
            let event = tx.event(event).await?;
            undo::undo(tx, &who, &event, entry, &wish).await
        };
        let undone = self.core.ledger.commit(event, in_group).await?;
        self.find(undone).await
    }

    /// The entry that somebody wants to undo, if they may.
    async fn entry(&self, who: &Who, id: Uuid) -> Result<EntryRow> {
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let row = store::entries::find(conn, id).await?;
        let row = row.ok_or_else(|| Problem::from(refusal::NoSuchEntry))?;
        match (undoes(&row), row.change()) {
            (Some(subject), Ok(change)) => require_right(conn, who, &row, &change, subject).await?,
            _ => drop(who.require(Action::ReadAudit)?),
        }
        Ok(row)
    }

    async fn find(&self, id: Uuid) -> Result<EntryView> {
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let row = store::entries::find(conn, id).await?;
        let row = row.ok_or_else(|| Problem::from(refusal::NoSuchEntry))?;
        let labels = labels(conn, std::slice::from_ref(&row)).await?;
        Ok(view(row, &labels))
    }
}

/// What undoing an entry would set back; none for what cannot be undone.
fn undoes(row: &EntryRow) -> Option<Subject> {
    Kind::about(&row.action)?.facts().undo
}

async fn labels(conn: &mut store::Conn<'_>, rows: &[EntryRow]) -> Result<Labels> {
    let mut ids: Vec<i64> =
        rows.iter().filter(|row| row.is_of_player()).filter_map(|row| row.target_id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    let labels = store::players::labels(conn, &ids).await?;
    Ok(labels.into_iter().map(|(id, (bib, name))| (id, (bib, Some(name)))).collect())
}

/// An entry as it leaves the house: as it was when it was committed, with ids in place of what names a player.
pub(crate) fn impersonal(row: EntryRow) -> EntryView {
    let people = EntryRow { people_previous: None, people_new: None, people_reason: None, ..row };
    view(EntryRow { undone_by: None, ..people }, &Labels::new())
}

fn view(row: EntryRow, labels: &Labels) -> EntryView {
    let label = if row.is_of_player() { row.target_id.parse().ok().and_then(|id: i64| labels.get(&id)) } else { None };
    let undoable = row.undone_by.is_none() && undoes(&row).is_some();
    let target = TargetView {
        id: label.map_or_else(|| row.target_id.clone(), |(bib, _)| bib.to_string()),
        name: label.and_then(|(_, name)| name.clone()),
        kind: row.target_type,
    };
    EntryView {
        id: row.id,
        seq: row.seq.cast_unsigned(),
        event_id: (row.chain != VENUE_CHAIN).then_some(EventId(row.chain)),
        at: Timestamp::from_ms(row.at),
        actor: ActorView {
            kind: row.actor_kind,
            id: row.actor_id,
            name: row.actor_name,
            role: row.actor_role,
            device: row.device_id.map(|id| ActorDevice { id, name: row.device_name.unwrap_or_default() }),
        },
        undoable,
        action: row.action,
        target,
        previous_state: whole(row.previous_state.as_deref(), row.people_previous.as_deref()),
        new_state: whole(row.new_state.as_deref(), row.people_new.as_deref()),
        metadata: with_reason(whole(row.metadata.as_deref(), None), row.people_reason),
        undoes: row.undoes,
        undone_by: row.undone_by,
    }
}

/// The metadata with the reason that stands beside the chain.
fn with_reason(metadata: Option<Value>, reason: Option<String>) -> Option<Value> {
    let Some(reason) = reason else { return metadata };
    let mut all = match metadata {
        Some(Value::Object(all)) => all,
        _ => serde_json::Map::new(),
    };
    all.insert("reason".to_owned(), Value::String(reason));
    Some(Value::Object(all))
}

/// A state with its personal part, where that is still there.
fn whole(public: Option<&str>, personal: Option<&str>) -> Option<Value> {
    let read = |text: Option<&str>| text.and_then(|text| serde_json::from_str::<Value>(text).ok());
    match (read(public), read(personal)) {
        (Some(Value::Object(mut public)), Some(Value::Object(personal))) => {
            public.extend(personal);
            Some(Value::Object(public))
        }
        (public, personal) => public.or(personal),
    }
}
