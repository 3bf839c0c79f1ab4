//! What the model knows of money.

use super::{
    plain::{Change, May, Model, No, bib, only_if},
    step::Pay,
};
use domain::{
    payment::{PaymentKind, PaymentMethod},
    player::Standing,
};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy)]
pub struct Payment {
    pub of: Pay,
    pub stands: bool,
}

/// A line of the desk's list: bib, what for, how, minor units, whether it has a note, whether it was undone.
pub type Line = (Option<u32>, PaymentKind, PaymentMethod, i64, bool, bool);

impl Model {
    /// What was taken of somebody, or of nobody in particular, for one purpose, less what was given back.
    fn paid(&self, player: Option<usize>, kind: PaymentKind) -> i64 {
        let of = |payment: &&Payment| payment.stands && (payment.of.player, payment.of.kind) == (player, kind);
        self.payments.iter().filter(of).map(|payment| payment.of.minor).sum()
    }

    pub fn has_paid(&self, p: usize) -> bool {
        PaymentKind::ALL.into_iter().any(|kind| self.paid(Some(p), kind) != 0)
    }

    pub fn pay(&mut self, pay: Pay) -> May {
        only_if(pay.player.is_some() || pay.kind == PaymentKind::Donation)?;
        if let Some(p) = pay.player {
            self.there(p)?;
        }
        only_if(pay.minor > 0 || self.paid(pay.player, pay.kind) + pay.minor >= 0)?;
        let m = self.payments.len();
        self.payments.push(Payment { of: pay, stands: false });
        self.write(Change::Payment(m, false, true));
        Ok(())
    }

    /// Undoes a payment by the newest entry about it.
    pub fn unpay(&mut self, m: usize) -> May {
        let newest = self.newest(|change| matches!(change, Change::Payment(n, ..) if *n == m)).ok_or(No::Otherwise)?;
        if self.payments[m].stands { self.undo(newest, false) } else { Err(No::UndoneBefore) }
    }

    /// What was taken is never less than what was given back.
    pub fn may_set_payment(&self, m: usize, stands: bool) -> May {
        let Pay { player, kind, minor, .. } = self.payments[m].of;
        if let Some(p) = player {
            self.there(p)?;
        }
        let change = if stands { minor } else { -minor };
        only_if(change > 0 || self.paid(player, kind) + change >= 0)
    }

    pub fn void_all_payments(&mut self, p: usize) {
        for m in 0..self.payments.len() {
            if self.payments[m].stands && self.payments[m].of.player == Some(p) {
                self.write(Change::Payment(m, true, false));
            }
        }
    }

    /// The desk's list, newest first.
    pub fn payment_lines(&self) -> Vec<Line> {
        let line = |Payment { of: Pay { player, kind, method, minor, note }, stands }: &Payment| {
            (player.map(bib), *kind, *method, *minor, *note, !stands)
        };
        self.payments.iter().rev().map(line).collect()
    }

    /// Entry fees and donations of everybody who is there and has any payment that stands, by bib.
    pub fn balances(&self) -> Vec<(u32, i64, i64)> {
        let mut all = Vec::new();
        for (p, player) in self.players.iter().enumerate() {
            let any = self.payments.iter().any(|payment| payment.stands && payment.of.player == Some(p));
            if any && player.standing != Standing::Deleted {
                let [fees, donations] = PaymentKind::ALL.map(|kind| self.paid(Some(p), kind));
                all.push((bib(p), fees, donations));
            }
        }
        all
    }

    /// How many payments stand and what they come to, by kind and method.
    pub fn takings(&self) -> BTreeMap<(PaymentKind, PaymentMethod), (u32, i64)> {
        let mut all = BTreeMap::new();
        for Payment { of, .. } in self.payments.iter().filter(|payment| payment.stands) {
            let (count, minor) = all.entry((of.kind, of.method)).or_insert((0, 0));
            *count += 1;
            *minor += of.minor;
        }
        all
    }
}
