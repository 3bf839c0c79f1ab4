//! Operators sign in by PIN, and out.
//!
//! Who guesses is slowed down three times: by the wrong PINs in a row from one source, by those from it over a longer
//! while, which a right one between them does not forgive (whoever has a PIN must not find another one with it), and by
//! those of all that share a ceiling. See [`tries`].

use super::{
    operators::{Operators, find, tell},
    tries::{self, Tried},
};
use crate::{
    auth::{SignedIn, Source, Who, pins},
    error::Result,
    ledger::Tx,
    records::{Effect, NewEntry, Stamp},
    store,
};
use domain::{
    Problem,
    change::{Act, Change},
    guessing::Secret,
    ids::OperatorId,
    operator::{Login, Pin},
    refusal,
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
        let source = tries::source(&self.core, on, from)?;
        let _turn = self.turn.lock().await;
        let now = self.core.now();
        let (tried, kept) = {
            let mut lease = self.core.store.read().await?;
            let conn = &mut lease.conn();
            let tried = Tried::find(conn, source, now).await?;
            if let Some(seconds) = tried.wait(conn, now).await? {
                return Err(Problem::too_many(seconds).into());
            }
            (tried, store::operators::find_by_pin(conn, &pins::key(&self.core, &pin)?).await?)
        };
        let (operator, hash) = kept.unzip();
        let right = pins::verify(pin, hash).await?;
        match operator.filter(|_| right) {
            Some(operator) => self.let_in(tried, from, operator, on).await,
            None => Err(self.note_wrong(tried).await?.into()),
        }
    }

    /// For how many seconds no PIN is tried from here; none if one may be.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn wait(&self, from: IpAddr, on: &Who) -> Result<Option<u64>> {
        let (source, now) = (Source::of(on, from, &self.core.networks), self.core.now());
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        Tried::find(conn, source, now).await?.wait(conn, now).await
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
            .commit_venue(async move |tx: &mut Tx| {
                if let Some(token) = token {
                    store::operators::end_token(&mut tx.conn(), &token.id, token.expires_at).await?;
                    tx.publish(Effect::TokenEnded(token.id));
                }
                tx.record(NewEntry::of_venue(actor, Change::OperatorLogout(Act::on(operator))));
                Ok(())
            })
            .await
    }

    async fn let_in(&self, tried: Tried, from: IpAddr, operator: OperatorId, on: &Who) -> Result<SignedIn> {
        let core = self.core.clone();
        let device = on.device_ref();
        let place = device.as_ref().and_then(|device| self.core.live.directory().active_device(device.id));
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let record = find(tx, operator).await?;
                // Retired while the PIN was being verified.
                if record.view.retired_at.is_some() {
                    return Err(wrong().into());
                }
                let now = tx.now();
                store::operators::note_success(&mut tx.conn(), &tried.source.name, now).await?;
                tries::note_known(&core, tx, from).await?;
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
                let change = Change::OperatorLogin(Act::on(operator));
                tx.record(NewEntry::of_venue(Who::operator(shift).actor(), change));
                tell(tx, operator).await?;
                Ok(signed_in)
            })
            .await
    }

    /// Notes a wrong PIN, and returns the refusal.
    async fn note_wrong(&self, tried: Tried) -> Result<Problem> {
        self.core.guesses.note(&tried.source, Secret::Pin, self.core.now());
        // With the venue's chain, so that nodes count one after another what is guessed at all of them.
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let failures = tried.note_wrong_pin(tx).await?;
                tracing::warn!(source = %tried.source.name, failures, "a wrong PIN");
                Ok(())
            })
            .await?;
        Ok(wrong())
    }
}

fn wrong() -> Problem {
    refusal::PinUnknown.into()
}
