//! Networks from which no code and no PIN is taken.

use domain::{Timestamp, guessing::ShutOut, ids::ShutOutId};
use ipnet::IpNet;
use std::net::IpAddr;

/// A network from which no code and no PIN is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShutOutRecord {
    pub(crate) id: ShutOutId,
    pub(crate) network: IpNet,
    pub(crate) since: Timestamp,
    pub(crate) until: Timestamp,
}

impl ShutOutRecord {
    /// Whether an address is shut out by it at a moment.
    pub(crate) fn holds(&self, address: IpAddr, now: Timestamp) -> bool {
        self.until > now && self.network.contains(&address)
    }

    /// As the console shows it: a single address without its length.
    pub(crate) fn view(&self) -> ShutOut {
        let Self { id, network, since, until } = *self;
        let is_single = network.prefix_len() == network.max_prefix_len();
        let address = if is_single { network.addr().to_string() } else { network.to_string() };
        ShutOut { id, address, since, until }
    }
}
