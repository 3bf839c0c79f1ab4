//! The audit trail: read page by page, and undone from.

use super::undo::{self, Wish};
use crate::{
    Core,
    auth::Who,
    error::Result,
    ledger::VENUE_CHAIN,
    store::{
        self,
        entries::{ActorWanted, EntryRow, Wanted},
    },
};
use domain::{
    Action, Bib, Problem, Timestamp,
    audit::{
        ActorDevice, ActorView, AuditFilter, AuditPage, EntryView, Subject, TargetView, UndoInput, action, parse_reason,
    },
    ids::{DeviceId, EventId, OperatorId},
    limits,
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
        let of_player = filter.target.as_deref().is_some_and(|target| target.starts_with("player:"));
        who.require(if of_player { Action::ReadStaff } else { Action::ReadAudit })?;
        let limit = filter.limit.unwrap_or(limits::AUDIT_PAGE);
        if !(1..=limits::AUDIT_PAGE_MAX).contains(&limit) {
            return Err(Problem::invalid(format!("Ask for 1 to {} entries.", limits::AUDIT_PAGE_MAX)).into());
        }
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let chain = self.chain(filter, of_player)?;
        let target = match filter.target.as_deref().map(pair).transpose()? {
            Some(("player", bib)) => {
                let event = EventId(chain.unwrap_or(VENUE_CHAIN));
                let bib = Bib::parse(bib)?;
                let player = store::players::find(conn, event, bib).await?;
                Some(("player", player.ok_or_else(|| super::players::nobody(bib))?.id.to_string()))
            }
            Some((kind, id)) => Some((kind, id.to_owned())),
            None => None,
        };
        let (actor, actor_name) = match filter.actor.as_deref() {
            Some(actor @ ("admin" | "system")) => (Some(ActorWanted::Kind(actor)), None),
            name => match name.and_then(|name| name.split_once(':')) {
                Some(("device", id)) => (Some(ActorWanted::Device(DeviceId(number(id)?))), None),
                Some(("operator", id)) => (Some(ActorWanted::Operator(OperatorId(number(id)?))), None),
                _ => (None, name),
            },
        };
        if filter.action.as_deref().is_some_and(|action| !is_known(action)) {
            return Err(Problem::invalid(
                "There is no such action. Name one such as lap.count, or lap for all of laps.",
            )
            .into());
        }
        let before = filter.cursor.as_deref().map(Uuid::parse_str).transpose();
        let wanted = Wanted {
            chain,
            action: filter.action.as_deref(),
            actor,
            actor_name,
            target: target.as_ref().map(|(kind, id)| (*kind, id.as_str())),
            from: filter.from,
            to: filter.to,
            before: before.map_err(|_| Problem::invalid("This cursor is none that an earlier page gave."))?,
            hide_payments: !who.may(Action::TakePayments),
        };
        let texts = [wanted.action, wanted.actor_name, filter.actor.as_deref(), filter.target.as_deref()];
        if texts.into_iter().flatten().any(|text| text.is_empty() || text.contains('\0')) {
            return Err(Problem::invalid("A filter is empty or holds what no entry holds.").into());
        }
        let mut rows = store::entries::list(conn, &wanted, i64::from(limit) + 1).await?;
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

    /// The chain that is asked for; a player is looked for in the current event if none is named.
    fn chain(&self, filter: &AuditFilter, of_player: bool) -> Result<Option<i64>> {
        let find = |slug: &str| self.core.live.directory().find(slug).map(|event| Some(event.0));
        match filter.event.as_deref() {
            Some("venue") => Ok(Some(VENUE_CHAIN)),
            Some(slug) => find(slug),
            None if of_player => find("current"),
            None => Ok(None),
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
            return Err(Problem::conflict("This cannot be undone.").into());
        }
        let event = self.core.live.directory().event(EventId(row.chain))?;
        let who = who.clone();
        let undone = self
            .core
            .ledger
            .commit(event.id, move |tx| Box::pin(async move { undo::undo(tx, &who, &event, entry, &wish).await }))
            .await?;
        self.find(undone).await
    }

    /// The entry that somebody wants to undo, if they may.
    async fn entry(&self, who: &Who, id: Uuid) -> Result<EntryRow> {
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let row = store::entries::find(conn, id).await?;
        let row = row.ok_or_else(|| Problem::not_found("There is no such entry."))?;
        match Subject::of(&row.action) {
            Some(subject) => undo::require_right(conn, who, &row, subject).await?,
            None => drop(who.require(Action::ReadAudit)?),
        }
        Ok(row)
    }

    async fn find(&self, id: Uuid) -> Result<EntryView> {
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let row = store::entries::find(conn, id).await?;
        let row = row.ok_or_else(|| Problem::not_found("There is no such entry."))?;
        let labels = labels(conn, std::slice::from_ref(&row)).await?;
        Ok(view(row, &labels))
    }
}

/// Whether a filter names an action, or the part of its name before the dot.
fn is_known(name: &str) -> bool {
    let root = action::root(name);
    name == "undo" || action::ALL.iter().any(|known| *known == root || known.split('.').next() == Some(name))
}

/// Takes `kind:id` apart.
fn pair(text: &str) -> Result<(&str, &str)> {
    let parts = text.split_once(':').filter(|(kind, id)| !kind.is_empty() && !id.is_empty());
    Ok(parts.ok_or_else(|| Problem::invalid("Name a target or actor as kind and id, such as player:7."))?)
}

async fn labels(conn: &mut store::Conn<'_>, rows: &[EntryRow]) -> Result<Labels> {
    let mut ids: Vec<i64> =
        rows.iter().filter(|row| row.target_type == "player").filter_map(|row| row.target_id.parse().ok()).collect();
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
    let label = match row.target_type.as_str() {
        "player" => row.target_id.parse().ok().and_then(|id: i64| labels.get(&id)),
        _ => None,
    };
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
        undoable: row.undone_by.is_none() && Subject::of(&row.action).is_some(),
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

/// A number in a filter.
fn number(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::invalid("Devices and operators are named by their numbers, such as device:3."))
}
