//! Whose turn it is to send, where the browser has no locks between tabs: a word in the shared storage that has to be
//! renewed. Pure; `turn` writes it. Two tabs that both believe it is their turn only send things twice, which is harmless.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a turn lasts unless it is renewed, in milliseconds: a tab that crashed is missed no longer than this.
pub const LEASE_MS: i64 = 6_000;
/// How often it is renewed, in milliseconds.
pub const RENEW_MS: u64 = 2_000;

/// A turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The tab.
    pub tab: Uuid,
    /// When it ends, by the tablet's clock in milliseconds.
    pub until_ms: i64,
}

/// The lease that a tab may write now, if it is its turn: nobody has it, the tab itself has it, or it has ended. One that
/// ends later than any does was written before the tablet's clock was set back.
pub fn claim(found: Option<Lease>, tab: Uuid, now_ms: i64) -> Option<Lease> {
    let free = found.is_none_or(|lease| {
        lease.tab == tab || lease.until_ms <= now_ms || lease.until_ms > now_ms.saturating_add(LEASE_MS)
    });
    free.then(|| Lease { tab, until_ms: now_ms + LEASE_MS })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tab_has_it_until_it_stops_renewing() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let first = claim(None, a, 1_000).unwrap();
        assert_eq!(claim(Some(first), b, 1_000 + LEASE_MS - 1), None);
        let renewed = claim(Some(first), a, 3_000).unwrap();
        assert_eq!(claim(Some(renewed), b, 1_000 + LEASE_MS), None);
        assert!(claim(Some(renewed), b, 3_000 + LEASE_MS).is_some());
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_block_it() {
        let lease = Lease { tab: Uuid::from_u128(1), until_ms: 600_000 };
        assert!(claim(Some(lease), Uuid::from_u128(2), 1_000).is_some());
    }
}
