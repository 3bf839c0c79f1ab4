//! Where codes and PINs are tried from, with what the database knows of it.
//!
//! A source is slowed down by its own wrong tries, and under a ceiling by those of all that share it. A source from which
//! somebody enrolled or signed in lately is known, and has no ceiling: a stranger can neither guess from many addresses nor
//! lock out whoever works here. All that is said of PINs is kept in the database, so that a restart forgives nothing.

use crate::{
    auth::{Source, Who},
    core::Core,
    error::Result,
    ledger::Tx,
    store::{self, Conn, operators::Failures},
};
use domain::{
    Problem, Timestamp, limits,
    operator::{Ceiling, wait_after},
    refusal,
};
use ipnet::IpNet;
use std::net::IpAddr;

/// A source with its wrong PINs.
pub(super) struct Tried {
    pub(super) source: Source,
    failures: Option<Failures>,
}

impl Tried {
    /// Looks up what is known of a source; it is under a ceiling no longer if it is known.
    pub(super) async fn find(conn: &mut Conn<'_>, source: Source, now: Timestamp) -> Result<Self> {
        let failures = store::operators::failures(conn, &source.name).await?;
        let known_at = failures.and_then(|failures| failures.known_at);
        let is_known = known_at.is_some_and(|at| is_within(at, limits::PIN_KNOWN_MS, now));
        Ok(Self { source: source.known(is_known), failures })
    }

    /// After how many seconds a PIN may be tried from here; none if it may be now.
    pub(super) async fn wait(&self, conn: &mut Conn<'_>, now: Timestamp) -> Result<Option<u64>> {
        let own = self.failures.and_then(|failures| own_wait(failures, now).max(failures.lately().wait(now)));
        let wait_ms = match (own, &self.source.ceiling) {
            (None, Some(ceiling)) => store::operators::ceiling(conn, ceiling).await?.wait(now),
            (own, _) => own,
        };
        Ok(wait_ms.map(|ms| ms.max(1).cast_unsigned().div_ceil(1_000)))
    }

    /// Counts a wrong PIN, here and under the ceiling; returns how many there were here in a row.
    pub(super) async fn note_wrong_pin(&self, tx: &mut Tx) -> Result<u32> {
        let now = tx.now();
        let conn = &mut tx.conn();
        // Another node may have counted one since it was found.
        let failures = store::operators::failures(conn, &self.source.name).await?;
        let in_a_row = failures.map_or(0, |failures| in_a_row(failures, now)).saturating_add(1);
        let lately = failures.map_or(Ceiling::EMPTY, |failures| failures.lately()).with_failure(now);
        store::operators::note_failure(conn, &self.source.name, in_a_row, lately, now).await?;
        if let Some(name) = &self.source.ceiling {
            let ceiling = store::operators::ceiling(conn, name).await?.with_failure(now);
            store::operators::set_ceiling(conn, name, ceiling).await?;
        }
        Ok(in_a_row)
    }
}

/// Where somebody tries a code or a PIN from.
///
/// # Errors
/// Forbidden for an address that is shut out, unless a sign-in was shown there.
pub(super) fn source(core: &Core, who: &Who, from: IpAddr) -> Result<Source> {
    let source = Source::of(who, from, &core.networks);
    // Its network too: another node may have shut out a machine that is a neighbour there and a stranger here.
    let addresses = |network: &IpNet| [network.addr(), from.to_canonical()];
    let is_shut_out = |address| core.live.directory().is_shut_out(address, core.now());
    if source.network.as_ref().is_some_and(|network| addresses(network).into_iter().any(is_shut_out)) {
        return Err(Problem::from(refusal::AddressShutOut).into());
    }
    Ok(source)
}

/// Keeps that somebody enrolled or signed in from an address.
pub(super) async fn note_known(core: &Core, tx: &mut Tx, from: IpAddr) -> Result<()> {
    let now = tx.now();
    store::operators::note_known(&mut tx.conn(), &Source::at(from, &core.networks).name, now).await
}

/// How long a source has to wait for its own wrong PINs, in milliseconds. Not at all if the last one lies in the future:
/// see [`Ceiling::wait`].
fn own_wait(failures: Failures, now: Timestamp) -> Option<i64> {
    if failures.last_at > now.ms() {
        return None;
    }
    let until = failures.last_at + wait_after(in_a_row(failures, now))?;
    (until > now.ms()).then(|| until - now.ms())
}

/// Wrong PINs in a row, if the last one is not forgotten.
fn in_a_row(failures: Failures, now: Timestamp) -> u32 {
    let is_remembered = is_within(failures.last_at, limits::PIN_FORGOTTEN_MS, now);
    if is_remembered { u32::try_from(failures.in_a_row).unwrap_or(0) } else { 0 }
}

fn is_within(at: i64, ms: i64, now: Timestamp) -> bool {
    now.since_ms(Timestamp::from_ms(at)) < ms
}
