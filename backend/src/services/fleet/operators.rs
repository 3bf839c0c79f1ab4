//! Operators: made, edited and retired by admins.

use crate::{
    auth::{Who, pins},
    core::Core,
    error::Result,
    ledger::{DoingTo, Tx},
    records::{Effect, NewEntry, OperatorRecord, Stamp},
    store::{self, operators::PinHashes},
};
use domain::{
    Action, Problem, Role,
    change::{Act, Change, Fields, Member, RetiredAt},
    ids::OperatorId,
    limits,
    operator::{OperatorEdit, OperatorInput, OperatorView, Pin},
    refusal::{self, Field},
    text::Name,
};
use serde_json::json;
use std::sync::Arc;

/// The people with a PIN.
#[derive(Clone)]
pub struct Operators {
    pub(super) core: Arc<Core>,
    /// Held by whoever is having a PIN verified: tries that are sent at once would otherwise all be let in before the
    /// first of them is found to be wrong. It also bounds the memory that argon2 takes.
    pub(super) turn: Arc<tokio::sync::Mutex<()>>,
}

impl Operators {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core, turn: Arc::default() }
    }

    /// All operators, in the order in which they were made.
    ///
    /// # Errors
    /// If the role is too low.
    pub fn list(&self, who: &Who) -> Result<Vec<OperatorView>> {
        who.require(Action::ManageOperators)?;
        Ok(self.core.live.directory().operators())
    }

    /// Whether anybody can sign in by PIN yet.
    pub fn any(&self) -> bool {
        self.core.live.directory().operators().iter().any(|operator| operator.retired_at.is_none())
    }

    /// Makes an operator.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, or the PIN is in use.
    pub async fn create(&self, who: &Who, input: &OperatorInput) -> Result<OperatorView> {
        who.require(Action::ManageOperators)?;
        let operator = input.parse()?;
        let pin = pins::hashes(&self.core, operator.pin).await?;
        let (name, role, actor) = (operator.name, operator.role, who.actor());
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let active = store::operators::count_active(&mut tx.conn()).await?;
                if usize::try_from(active).unwrap_or(usize::MAX) >= limits::OPERATORS_MAX {
                    return Err(Problem::from(refusal::TooManyOperators { count: active }).into());
                }
                let now = tx.now();
                let id = store::operators::create(&mut tx.conn(), name.as_str(), role, &pin, &Stamp::of_new_row(), now)
                    .await?;
                let act = Act::made(id, Member { name: name.into_string(), role });
                tx.record(NewEntry::of_venue(actor, Change::OperatorCreate(act)));
                tell(tx, id).await
            })
            .await
    }

    /// Changes an operator's name, role or PIN. Whoever signed in with the old PIN is signed out.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, the PIN is in use, or there is no such operator.
    pub async fn edit(&self, who: &Who, id: OperatorId, edit: &OperatorEdit) -> Result<OperatorView> {
        who.require(Action::ManageOperators)?;
        let name = edit.name.as_deref().map(|name| Name::parse(Field::OperatorName, name)).transpose()?;
        let pin = match edit.pin.as_deref().map(Pin::parse).transpose()? {
            Some(pin) => Some(pins::hashes(&self.core, pin).await?),
            None => None,
        };
        let role = edit.role;
        self.change(who, id, async move |tx: &mut Tx, old: &OperatorView| update(tx, old, name, role, pin).await).await
    }

    /// Ends an operator's rights at once, and frees the PIN.
    ///
    /// # Errors
    /// If the role is too low, there is no such operator, or they were retired before.
    pub async fn retire(&self, who: &Who, id: OperatorId) -> Result<OperatorView> {
        self.change(who, id, async move |tx: &mut Tx, old: &OperatorView| {
            let now = tx.now();
            store::operators::retire(&mut tx.conn(), old.id, now).await?;
            let (was, is) = (RetiredAt { retired_at: None }, RetiredAt { retired_at: Some(now) });
            Ok(Some(Change::OperatorRetire(Act::step(id, was, is))))
        })
        .await
    }

    /// Signs an operator out everywhere: all sessions and tokens stop working at once.
    ///
    /// # Errors
    /// If the role is too low, or there is no such operator.
    pub async fn end_sessions(&self, who: &Who, id: OperatorId) -> Result<OperatorView> {
        self.change(who, id, async move |tx: &mut Tx, old: &OperatorView| {
            store::operators::end_sessions(&mut tx.conn(), old.id, &Stamp::of_new_row()).await?;
            Ok(Some(Change::OperatorEndSessions(Act::on(id))))
        })
        .await
    }

    /// Runs a change of an operator who is not retired and writes its entry, if it changed anything.
    async fn change<F>(&self, who: &Who, id: OperatorId, with: F) -> Result<OperatorView>
    where
        F: for<'t> DoingTo<'t, OperatorView, Option<Change>> + Send + 'static,
    {
        who.require(Action::ManageOperators)?;
        let actor = who.actor();
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let old = find(tx, id).await?.view;
                if old.retired_at.is_some() {
                    return Err(Problem::from(refusal::OperatorRetiredBefore { name: old.name }).into());
                }
                let Some(change) = with.run(tx, &old).await? else { return Ok(old) };
                tx.record(NewEntry::of_venue(actor, change));
                tell(tx, id).await
            })
            .await
    }
}

/// An operator as the transaction sees one.
pub(super) async fn find(tx: &mut Tx, id: OperatorId) -> Result<OperatorRecord> {
    let operator = store::operators::find(&mut tx.conn(), id).await?;
    Ok(operator.ok_or_else(|| Problem::from(refusal::NoSuchOperator))?)
}

/// Publishes an operator as it is now.
pub(super) async fn tell(tx: &mut Tx, id: OperatorId) -> Result<OperatorView> {
    let operator = find(tx, id).await?;
    tx.publish(Effect::Operator(operator.clone()));
    Ok(operator.view)
}

/// Writes what is different; the states hold only that, and of a PIN that it was changed. None if nothing is.
async fn update(
    tx: &mut Tx,
    old: &OperatorView,
    name: Option<Name>,
    role: Option<Role>,
    pin: Option<PinHashes>,
) -> Result<Option<Change>> {
    let (mut previous, mut new) = (Fields::new(), Fields::new());
    if let Some(name) = name.as_ref().filter(|name| name.as_str() != old.name) {
        previous.insert("name".into(), json!(old.name));
        new.insert("name".into(), json!(name));
    }
    if let Some(role) = role.filter(|role| *role != old.role) {
        previous.insert("role".into(), json!(old.role));
        new.insert("role".into(), json!(role));
    }
    if let Some(pin) = &pin {
        store::operators::set_pin(&mut tx.conn(), old.id, pin).await?;
        store::operators::end_sessions(&mut tx.conn(), old.id, &Stamp::of_new_row()).await?;
        new.insert("pin".into(), json!("changed"));
    }
    if new.is_empty() {
        return Ok(None);
    }
    let (name, role) = (name.map_or_else(|| old.name.clone(), Name::into_string), role.unwrap_or(old.role));
    store::operators::update(&mut tx.conn(), old.id, &name, role).await?;
    Ok(Some(Change::OperatorUpdate(Act::step(old.id, previous, new))))
}
