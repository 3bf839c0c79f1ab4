//! The networks that this machine itself is in, such as the venue's Wi-Fi.
//!
//! Nothing here asks the system: whoever runs the backend says which networks there are, and says it again when that may
//! have changed.

use ipnet::IpNet;
use std::{
    net::IpAddr,
    sync::{Arc, PoisonError, RwLock},
};

/// The networks of the machine's interfaces; cheap to clone, and all clones are the same.
#[derive(Debug, Clone, Default)]
pub struct Networks(Arc<RwLock<Vec<(String, IpNet)>>>);

impl Networks {
    /// Replaces them: the name of an interface with each network that it is in.
    pub fn set(&self, networks: Vec<(String, IpNet)>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = networks;
    }

    /// The interface that reaches an address without a router between; of several the one with the smallest network.
    /// A network of all addresses is nobody's neighbourhood.
    pub(super) fn interface_of(&self, address: IpAddr) -> Option<String> {
        let networks = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let near = networks.iter().filter(|(_, network)| network.prefix_len() > 0 && network.contains(&address));
        near.max_by_key(|(_, network)| network.prefix_len()).map(|(interface, _)| interface.clone())
    }
}
