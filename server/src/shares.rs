//! How much one address may have of what is there for all.

use axum::body::Bytes;
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Bits of an IPv6 address that name a network: within it a device takes as many addresses as it likes.
const NETWORK_BITS: u32 = 64;

/// Who has which part of something that there is only so much of: places for connections, bytes of memory.
#[derive(Debug)]
pub struct Shares {
    /// What one address may have.
    each: usize,
    /// What all may have together.
    all: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// A part that somebody has; it is given back when this is dropped.
#[derive(Debug)]
pub struct Share {
    shares: Arc<Shares>,
    from: Option<IpAddr>,
    amount: usize,
}

impl Shares {
    /// So much for one address, and so much for all together.
    pub fn new(each: usize, all: usize) -> Arc<Self> {
        Arc::new(Self { each, all, taken: Mutex::default() })
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a part for an address; none if it has its share, or if nothing is left.
    pub fn take(self: &Arc<Self>, from: IpAddr, amount: usize) -> Option<Share> {
        self.take_as(Some(network(from)), amount)
    }

    /// Takes a part that is no address's share, for who stands in for many; none if nothing is left.
    pub fn take_for_many(self: &Arc<Self>, amount: usize) -> Option<Share> {
        self.take_as(None, amount)
    }

    fn take_as(self: &Arc<Self>, from: Option<IpAddr>, amount: usize) -> Option<Share> {
        let mut share = Share { shares: self.clone(), from, amount: 0 };
        share.more(amount).then_some(share)
    }
}

impl Share {
    /// Takes more of it; false, and nothing is taken, if there is no more.
    pub fn more(&mut self, amount: usize) -> bool {
        let mut taken = self.shares.lock();
        if taken.all + amount > self.shares.all {
            return false;
        }
        if let Some(from) = self.from {
            let own = taken.by_address.entry(from).or_default();
            if *own + amount > self.shares.each {
                return false;
            }
            *own += amount;
        }
        taken.all += amount;
        drop(taken);
        self.amount += amount;
        true
    }
}

impl Share {
    /// Bytes that have this share for as long as anybody has them.
    pub fn hold(self, bytes: impl AsRef<[u8]> + Send + 'static) -> Bytes {
        Bytes::from_owner(Held { bytes, _share: self })
    }
}

struct Held<B> {
    bytes: B,
    _share: Share,
}

impl<B: AsRef<[u8]>> AsRef<[u8]> for Held<B> {
    fn as_ref(&self) -> &[u8] {
        self.bytes.as_ref()
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut taken = self.shares.lock();
        taken.all = taken.all.saturating_sub(self.amount);
        let Some(from) = self.from else { return };
        if let Some(own) = taken.by_address.get_mut(&from) {
            *own = own.saturating_sub(self.amount);
            if *own == 0 {
                taken.by_address.remove(&from);
            }
        }
    }
}

/// What is counted as one address.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(ip) => {
            let mask = u128::MAX << (Ipv6Addr::BITS - NETWORK_BITS);
            IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & mask))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_has_its_share_and_leaves_the_rest_to_others() {
        let shares = Shares::new(3, 5);
        let mut one = shares.take(ip("10.0.0.1"), 2).unwrap();
        assert!(one.more(1));
        assert!(!one.more(1), "beyond its share");
        assert!(shares.take(ip("::ffff:10.0.0.1"), 1).is_none(), "the same in the new way of writing");
        let other = shares.take(ip("10.0.0.2"), 2).unwrap();
        assert!(shares.take(ip("10.0.0.3"), 1).is_none(), "nothing is left");
        drop(one);
        assert!(shares.take(ip("10.0.0.3"), 3).is_some());
        drop(other);
        assert!(shares.lock().by_address.is_empty() && shares.lock().all == 0);
    }

    #[test]
    fn a_network_is_one_address() {
        let shares = Shares::new(1, 9);
        let _one = shares.take(ip("2001:db8:0:1::1"), 1).unwrap();
        assert!(shares.take(ip("2001:db8:0:1:ffff::9"), 1).is_none());
        assert!(shares.take(ip("2001:db8:0:2::1"), 1).is_some());
    }
}
