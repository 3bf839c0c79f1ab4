//! Operators sign in by PIN, and out.
//!
//! Who guesses is slowed down three times: by the wrong PINs in a row from one source, by those from it over a longer
//! while, which a right one between them does not forgive (whoever has a PIN must not find another one with it), and over
//! all addresses together. All are kept in the database, so that a restart forgives nothing. Nothing of it touches whoever
//! is signed in already.

use super::operators::{Operators, find, tell};
use crate::{
    auth::{SignedIn, Stamp, Who, network, pins},
    error::Result,
    ledger::{Effect, NewEntry, Target, Tx, action},
    store::{self, Conn, operators::Failures},
};
use domain::{
    Problem, ProblemKind, Timestamp,
    ids::{DeviceId, OperatorId},
    limits,
    operator::{Ceiling, Login, Pin, wait_after},
};
use std::net::IpAddr;

impl Operators {
    /// Signs an operator in by PIN; on a device that is enrolled, for a shift there. The name of a browser's session is
    /// the caller's matter.
    ///
    /// # Errors
    /// Invalid for what is no PIN, unauthenticated for one that nobody has, too many after wrong ones.
    pub async fn sign_in(&self, pin: &str, from: IpAddr, on: &Who) -> Result<SignedIn> {
        let pin = Pin::parse(pin)?;
        let source = Source::of(on, from);
        let _turn = self.turn.lock().await;
        let now = self.core.now();
        let kept = {
            let mut lease = self.core.store.read().await?;
            if let Some(seconds) = source.wait(&mut lease.conn(), now).await? {
                return Err(Problem::too_many(seconds).into());
            }
            store::operators::find_by_pin(&mut lease.conn(), &pins::key(&self.core, &pin)?).await?
        };
        let (operator, hash) = kept.unzip();
        let right = pins::verify(pin, hash).await?;
        match operator.filter(|_| right) {
            Some(operator) => self.let_in(source, operator, on).await,
            None => Err(self.note_wrong(source).await?.into()),
        }
    }

    /// For how many seconds no PIN is tried from here; none if one may be.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn wait(&self, from: IpAddr, on: &Who) -> Result<Option<u64>> {
        let mut lease = self.core.store.read().await?;
        Source::of(on, from).wait(&mut lease.conn(), self.core.now()).await
    }

    /// Signs a program in by PIN and gives it a token.
    ///
    /// # Errors
    /// As [`Operators::sign_in`].
    pub async fn sign_in_program(&self, pin: &str, from: IpAddr, on: &Who) -> Result<Login> {
        let signed_in = self.sign_in(pin, from, on).await?;
        let operator = self.core.live.directory().active_operator(signed_in.operator);
        let operator = operator.ok_or_else(Problem::unauthenticated)?.view;
        let token = self.core.keys.sign_operator(&signed_in, operator.role, self.core.now())?;
        Ok(Login { token, operator: operator.named() })
    }

    /// Signs an operator out; a token that was sent stops working. Of anybody else there is nothing to end.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn sign_out(&self, who: &Who) -> Result<()> {
        let Some(shift) = who.shift() else { return Ok(()) };
        let (actor, operator, token) = (who.actor(), shift.operator.id, shift.token.clone());
        self.core
            .ledger
            .commit_venue(move |tx| {
                Box::pin(async move {
                    if let Some(token) = token {
                        store::operators::end_token(&mut tx.conn(), &token.id, token.expires_at).await?;
                        tx.publish(Effect::TokenEnded(token.id));
                    }
                    tx.record(NewEntry::of_venue(actor, action::OPERATOR_LOGOUT, Target::new("operator", operator)));
                    Ok(())
                })
            })
            .await
    }

    async fn let_in(&self, source: Source, operator: OperatorId, on: &Who) -> Result<SignedIn> {
        let device = on.device_ref();
        let place = device.as_ref().and_then(|device| self.core.live.directory().active_device(device.id));
        self.core
            .ledger
            .commit_venue(move |tx| {
                Box::pin(async move {
                    let record = find(tx, operator).await?;
                    // Retired while the PIN was being verified.
                    if record.view.retired_at.is_some() {
                        return Err(wrong().into());
                    }
                    let now = tx.now();
                    store::operators::note_success(&mut tx.conn(), &source.name, now).await?;
                    store::operators::logged_in(&mut tx.conn(), operator, now).await?;
                    let mut stamp = record.stamp;
                    if stamp.is_missing() {
                        stamp = Stamp::of_old_row(now);
                        store::operators::stamp(&mut tx.conn(), operator, &stamp).await?;
                    }
                    let (sign_in_no, stamp) = (record.sign_in_no, stamp.part);
                    let signed_in = SignedIn { operator, sign_in_no, stamp, device };
                    let shift = crate::auth::Shift {
                        operator: record.view,
                        device: place,
                        signed_in: signed_in.clone(),
                        token: None,
                    };
                    // Not the address: it may be a person's, and the chain forgets nothing.
                    tx.record(NewEntry::of_venue(
                        Who::operator(shift).actor(),
                        action::OPERATOR_LOGIN,
                        Target::new("operator", operator),
                    ));
                    tell(tx, operator).await?;
                    Ok(signed_in)
                })
            })
            .await
    }

    /// Notes a wrong PIN, and returns the refusal.
    async fn note_wrong(&self, source: Source) -> Result<Problem> {
        // With the venue's chain, so that nodes count one after another what is guessed at all of them.
        self.core
            .ledger
            .commit_venue(move |tx| {
                Box::pin(async move {
                    let failures = source.note_wrong(tx).await?;
                    tracing::warn!(source = %source.name, failures, "a wrong PIN");
                    Ok(())
                })
            })
            .await?;
        Ok(wrong())
    }
}

fn wrong() -> Problem {
    Problem::new(ProblemKind::Unauthenticated, "Nobody has this PIN. Ask an admin if you have forgotten yours.")
}

/// Where PINs are tried from.
struct Source {
    /// `device:3`, else the network's address.
    name: String,
    /// A device was let in by a code: whoever tries there stands in front of it.
    device: bool,
}

impl Source {
    fn of(who: &Who, from: IpAddr) -> Self {
        match who.device_id() {
            Some(DeviceId(id)) => Self { name: format!("device:{id}"), device: true },
            None => Self { name: network(from).to_string(), device: false },
        }
    }

    /// After how many seconds a PIN may be tried from here; none if it may be now.
    async fn wait(&self, conn: &mut Conn<'_>, now: Timestamp) -> Result<Option<u64>> {
        let known = store::operators::failures(conn, &self.name).await?;
        let lately = known.and_then(|known| known.known_at).is_some_and(|at| is_within(at, limits::PIN_KNOWN_MS, now));
        let own = known.and_then(|known| own_wait(known, now).max(known.lately().wait(now)));
        let wait_ms = match own {
            None if !self.device && !lately => store::operators::ceiling(conn).await?.wait(now),
            own => own,
        };
        Ok(wait_ms.map(|ms| ms.max(1).cast_unsigned().div_ceil(1_000)))
    }

    /// Counts a wrong PIN, here and over all addresses; returns how many there were here in a row.
    async fn note_wrong(&self, tx: &mut Tx) -> Result<u32> {
        let now = tx.now();
        let conn = &mut tx.conn();
        let known = store::operators::failures(conn, &self.name).await?;
        let failures = known.map_or(0, |known| in_a_row(known, now)).saturating_add(1);
        let lately = known.map_or(Ceiling::EMPTY, |known| known.lately()).with_failure(now);
        store::operators::note_failure(conn, &self.name, failures, lately, now).await?;
        if !self.device {
            let ceiling = store::operators::ceiling(conn).await?.with_failure(now);
            store::operators::set_ceiling(conn, ceiling).await?;
        }
        Ok(failures)
    }
}

/// How long a source has to wait for its own wrong PINs, in milliseconds. Not at all if the last one lies in the future:
/// see [`Ceiling::wait`].
fn own_wait(known: Failures, now: Timestamp) -> Option<i64> {
    if known.last_at > now.ms() {
        return None;
    }
    let until = known.last_at + wait_after(in_a_row(known, now))?;
    (until > now.ms()).then(|| until - now.ms())
}

/// Wrong PINs in a row, if the last one is not forgotten.
fn in_a_row(known: Failures, now: Timestamp) -> u32 {
    if is_within(known.last_at, limits::PIN_FORGOTTEN_MS, now) { u32::try_from(known.in_a_row).unwrap_or(0) } else { 0 }
}

fn is_within(at: i64, ms: i64, now: Timestamp) -> bool {
    now.since_ms(Timestamp::from_ms(at)) < ms
}
