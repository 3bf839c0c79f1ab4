//! Money: taken at the desk, given back, undone, and added up.
//!
//! What was taken of somebody for one purpose, less what was given back, is never less than nothing: neither a payment
//! nor an undo can lead there.

use crate::{
    auth::Who,
    core::Core,
    error::{Error, Result},
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::base::player::{self, find_player},
    store::{
        self,
        payments::{PaymentRow, Wanted},
        players::PlayerRow,
    },
};
use domain::{
    Action, Bib, Problem, Timestamp,
    change::{Act, Change, Fields, Paid, PaymentRef, PlayerOr, Step},
    ids::{EventId, PlayerId},
    limits,
    money::{Amount, Currency},
    payment::{
        Balance, NewPayment, PaymentFilter, PaymentInput, PaymentKind, PaymentMethod, PaymentPage, PaymentView, Taken,
        TakingsPart,
    },
    refusal::{self, Money, PaidFor},
};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// The payments of events.
#[derive(Clone)]
pub struct Payments {
    pub(crate) core: Arc<Core>,
}

impl Payments {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Takes a payment, or gives something back. Safe to repeat: an id counts once.
    ///
    /// # Errors
    /// If the role is too low, a field breaks a rule of form, nobody has the bib, the id belongs to another payment, or
    /// more would be given back than was paid.
    pub async fn take(&self, who: &Who, event: EventId, input: PaymentInput) -> Result<Taken> {
        let allowed = self.core.allow(who, Action::TakePayments, event)?;
        let currency = allowed.event.currency;
        let payment = input.parse(currency)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                take(tx, who, event, &payment, currency).await
            })
            .await
    }

    /// A page of payments, newest first, also those that were undone. New ones never shift the pages that follow.
    ///
    /// # Errors
    /// If the role is too low, the filter means nothing, or nobody has the bib.
    pub async fn list(&self, who: &Who, event: EventId, filter: &PaymentFilter) -> Result<PaymentPage> {
        let record = self.core.allow(who, Action::TakePayments, event)?.event;
        let limit = filter.limit.unwrap_or(limits::PAYMENTS_PAGE);
        if !(1..=limits::PAYMENTS_PAGE_MAX).contains(&limit) {
            return Err(Problem::from(refusal::AskPaymentsRange { max: limits::PAYMENTS_PAGE_MAX }).into());
        }
        let before = filter.cursor.as_deref().map(Uuid::parse_str).transpose();
        let before = before.map_err(|_| Problem::from(refusal::BadCursor))?;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let player = match filter.bib {
            // Also of who was removed: money that changed hands is never out of sight.
            Some(bib) => {
                let row = store::players::find(conn, event, bib).await?;
                Some(PlayerId(row.ok_or_else(|| player::nobody(bib))?.id))
            }
            None => None,
        };
        let wanted = Wanted { player, from: filter.from, to: filter.to, before };
        let mut rows = store::payments::list(conn, event, &wanted, i64::from(limit) + 1).await?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| row.entry_id.to_string());
        let payments = rows.into_iter().map(|row| view(row, record.currency)).collect::<Result<_>>()?;
        Ok(PaymentPage { payments, next })
    }

    /// What was taken, in parts of which anybody's days can be made, in the order of time.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn takings(&self, who: &Who, event: EventId) -> Result<Vec<TakingsPart>> {
        self.core.allow(who, Action::TakePayments, event)?;
        let mut lease = self.core.store.read().await?;
        let rows = store::payments::takings(&mut lease.conn(), event).await?;
        rows.into_iter()
            .map(|row| {
                Ok(TakingsPart {
                    from: Timestamp::from_ms(row.part * limits::TAKINGS_PART_MS),
                    kind: kind_of(&row.kind)?,
                    method: method_of(&row.method)?,
                    count: u32::try_from(row.count).unwrap_or(u32::MAX),
                    amount_minor: Amount::from_minor(row.amount_minor),
                })
            })
            .collect()
    }

    /// What each player has paid who has paid anything.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn balances(&self, who: &Who, event: EventId) -> Result<Vec<Balance>> {
        self.core.allow(who, Action::TakePayments, event)?;
        let mut lease = self.core.store.read().await?;
        let rows = store::payments::balances(&mut lease.conn(), event).await?;
        rows.into_iter()
            .map(|(bib, fees, donations)| {
                Ok(Balance {
                    bib: Bib::new(bib)?,
                    entry_fee_minor: Amount::from_minor(fees),
                    donation_minor: Amount::from_minor(donations),
                })
            })
            .collect()
    }
}

/// Takes a payment that was read as one in that currency.
async fn take(tx: &mut Tx, who: &Who, event: &EventRecord, payment: &NewPayment, currency: Currency) -> Result<Taken> {
    if let Some(known) = store::payments::find(&mut tx.conn(), payment.id).await? {
        return taken_before(tx, event, known, payment).await;
    }
    if event.currency != currency {
        return Err(Problem::from(refusal::CurrencyJustChanged).into());
    }
    let player = match payment.bib {
        Some(bib) => Some(find_player(tx, event.id, bib).await?),
        None => None,
    };
    let id = player.as_ref().map(|row| PlayerId(row.id));
    let left = left_after(tx, event, id, payment.kind, payment.amount).await?;
    if payment.amount.minor() < 0 && left.minor() < 0 {
        let paid = Money(left + -payment.amount, event.currency);
        return Err(Problem::from(refusal::GivenBackTooMuch { paid, kind: payment.kind }).into());
    }
    let paid = Paid {
        amount_minor: payment.amount,
        currency: event.currency,
        kind: payment.kind,
        method: payment.method,
        payment: payment.id,
    };
    let act = Act::made(whose(id, payment.id), paid);
    // A note that names no player stands in the payment's row alone, where it can be erased.
    let act = match payment.note.as_ref().zip(id) {
        Some((note, id)) => {
            let note = Fields::from_iter([("note".to_owned(), json!(note))]);
            act.of_person(id, Step { was: None, is: Some(note) })
        }
        None => act,
    };
    let entry = tx.record(NewEntry::of(event.id, who.actor(), Change::PaymentTake(act)));
    let now = tx.now();
    store::payments::create(&mut tx.conn(), event.id, id, payment, entry, now).await?;
    let row = store::payments::find(&mut tx.conn(), payment.id).await?.ok_or_else(gone)?;
    // The entry that names who took it is written with the group.
    let row = PaymentRow { taken_by: who.actor().name, ..row };
    Ok(Taken { payment: view(row, event.currency)?, duplicate: false })
}

/// What was taken under this id before, if it is the very same payment. A note that was erased makes it no other one.
async fn taken_before(tx: &mut Tx, event: &EventRecord, known: PaymentRow, payment: &NewPayment) -> Result<Taken> {
    let player = match payment.bib {
        Some(bib) => store::players::find(&mut tx.conn(), event.id, bib).await?.map(|row| row.id),
        None => None,
    };
    let same = known.event_id == event.id.0
        && known.player_id == player
        && known.player_id.is_some() == payment.bib.is_some()
        && known.kind == payment.kind.as_str()
        && known.amount_minor == payment.amount.minor()
        && known.method == payment.method.as_str();
    if !same {
        return Err(Problem::from(refusal::IdOfPayment).into());
    }
    Ok(Taken { payment: view(known, event.currency)?, duplicate: true })
}

/// A payment of the event.
pub(crate) async fn find(tx: &mut Tx, event: EventId, id: Uuid) -> Result<PaymentRow> {
    let row = store::payments::find(&mut tx.conn(), id).await?;
    Ok(row.filter(|row| row.event_id == event.0).ok_or_else(gone)?)
}

fn gone() -> Problem {
    Problem::from(refusal::NoSuchPayment)
}

/// What would be left of what was paid for a purpose; less than nothing must never be.
async fn left_after(
    tx: &mut Tx,
    event: &EventRecord,
    player: Option<PlayerId>,
    kind: PaymentKind,
    change: Amount,
) -> Result<Amount> {
    let balance = store::payments::balance(&mut tx.conn(), event.id, player, kind).await?;
    Ok(Amount::from_minor(balance) + change)
}

/// Lets a payment stand or takes it back.
pub(crate) async fn set_standing(tx: &mut Tx, event: &EventRecord, row: &PaymentRow, stands: bool) -> Result<()> {
    let amount = Amount::from_minor(row.amount_minor);
    let change = if stands { amount } else { -amount };
    let left = left_after(tx, event, row.player_id.map(PlayerId), kind_of(&row.kind)?, change).await?;
    if change.minor() < 0 && left.minor() < 0 {
        let problem: Problem =
            if stands { refusal::RefundedPaymentUndone.into() } else { refusal::PaymentGivenBack.into() };
        return Err(problem.into());
    }
    if stands {
        store::payments::unvoid(&mut tx.conn(), row.id).await?;
    } else {
        let now = tx.now();
        store::payments::void(&mut tx.conn(), row.id, now).await?;
    }
    Ok(())
}

/// Takes a payment back with an entry of its own.
pub(crate) async fn void(
    tx: &mut Tx,
    who: &Who,
    event: &EventRecord,
    row: &PaymentRow,
    reason: Option<String>,
) -> Result<()> {
    set_standing(tx, event, row, false).await?;
    record_void(tx, who, event, row, reason)?;
    Ok(())
}

/// Takes all payments of a player back, what was given back among them.
pub(crate) async fn void_all(tx: &mut Tx, who: &Who, event: &EventRecord, player: PlayerId) -> Result<()> {
    let now = tx.now();
    for row in store::payments::standing_of_player(&mut tx.conn(), player).await? {
        store::payments::void(&mut tx.conn(), row.id, now).await?;
        record_void(tx, who, event, &row, None)?;
    }
    Ok(())
}

fn record_void(tx: &mut Tx, who: &Who, event: &EventRecord, row: &PaymentRow, reason: Option<String>) -> Result<()> {
    let paid = Paid {
        amount_minor: Amount::from_minor(row.amount_minor),
        currency: event.currency,
        kind: kind_of(&row.kind)?,
        method: method_of(&row.method)?,
        payment: row.id,
    };
    let change = Change::PaymentVoid(Act::ended(whose(row.player_id.map(PlayerId), row.id), paid));
    tx.record(NewEntry::of(event.id, who.actor(), change).because(reason));
    Ok(())
}

/// What a payment is made to: the player whose it is, or itself.
pub(crate) fn whose(player: Option<PlayerId>, payment: Uuid) -> PlayerOr<PaymentRef> {
    player.map_or(PlayerOr::Thing(PaymentRef(payment)), PlayerOr::Player)
}

/// What a player has paid and was not given back; none if it is nothing.
pub(crate) async fn paid_by(tx: &mut Tx, event: &EventRecord, player: PlayerId) -> Result<Option<PaidFor>> {
    let mut paid = Vec::new();
    for kind in PaymentKind::ALL {
        let balance = store::payments::balance(&mut tx.conn(), event.id, Some(player), kind).await?;
        if balance != 0 {
            paid.push((kind, Money(Amount::from_minor(balance), event.currency)));
        }
    }
    Ok((!paid.is_empty()).then_some(PaidFor(paid)))
}

/// Refuses to remove a player whose money would be nobody's.
pub(crate) async fn refuse_removal(tx: &mut Tx, event: &EventRecord, row: &PlayerRow) -> Result<()> {
    let Some(paid) = paid_by(tx, event, PlayerId(row.id)).await? else { return Ok(()) };
    Err(Problem::from(refusal::PlayerHasPaid { bib: row.bib, name: row.name.clone(), paid }).into())
}

fn unknown() -> Error {
    Error::Internal("a payment holds values that this version does not know".into())
}

fn kind_of(name: &str) -> Result<PaymentKind> {
    PaymentKind::parse(name).ok_or_else(unknown)
}

fn method_of(name: &str) -> Result<PaymentMethod> {
    PaymentMethod::parse(name).ok_or_else(unknown)
}

/// A payment as the desk sees it.
pub(crate) fn view(row: PaymentRow, currency: Currency) -> Result<PaymentView> {
    Ok(PaymentView {
        id: row.id,
        bib: row.bib.map(Bib::new).transpose()?,
        name: row.name,
        kind: kind_of(&row.kind)?,
        amount_minor: Amount::from_minor(row.amount_minor),
        currency,
        method: PaymentMethod::parse(&row.method).ok_or_else(unknown)?,
        note: row.note,
        taken_at: Timestamp::from_ms(row.taken_at),
        taken_by: row.taken_by,
        undone: row.voided,
    })
}
