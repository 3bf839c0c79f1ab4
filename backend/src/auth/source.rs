//! Where secrets are tried from: who showed a sign-in, else the address.

use super::{Networks, Who};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv6Addr};

/// The ceiling of all addresses that are no neighbours.
const STRANGERS: &str = "strangers";

/// A source of tries. Its own wrong ones always limit it; those of others do only under a ceiling that it shares with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// By which it is kept: `device:3`, `operator:2`, `admin`, else the address or the first one of its /64.
    pub(crate) name: String,
    /// The ceiling over its kind: that of an interface or that of strangers. Whoever showed a sign-in has none, nor has a
    /// known address.
    pub(crate) ceiling: Option<String>,
    /// What one guesser there may have of addresses; none of whoever showed a sign-in.
    pub(crate) network: Option<IpNet>,
}

impl Source {
    /// Whoever asks, if they showed a sign-in; else their address.
    pub(crate) fn of(who: &Who, from: IpAddr, networks: &Networks) -> Self {
        who.source().map_or_else(|| Self::at(from, networks), |name| Self { name, ceiling: None, network: None })
    }

    /// An address. A neighbour is one machine. A stranger can use all addresses of a /64, and so they are one.
    pub(crate) fn at(from: IpAddr, networks: &Networks) -> Self {
        let address = from.to_canonical();
        let interface = networks.interface_of(address);
        let (network, ceiling) = match interface {
            Some(interface) => (IpNet::from(address), format!("interface:{interface}")),
            None => (network_of_stranger(address), STRANGERS.to_owned()),
        };
        Self { name: network.addr().to_string(), ceiling: Some(ceiling), network: Some(network) }
    }

    /// The same without a ceiling, if somebody enrolled or signed in from there lately.
    pub(crate) fn known(self, is_known: bool) -> Self {
        Self { ceiling: self.ceiling.filter(|_| !is_known), ..self }
    }
}

/// The part of an address that one guesser cannot change at will: all of IPv4, the /64 of IPv6.
fn network_of_stranger(address: IpAddr) -> IpNet {
    match address {
        IpAddr::V4(_) => IpNet::from(address),
        IpAddr::V6(v6) => {
            let first = IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64));
            IpNet::new(first, 64).unwrap_or_else(|_| IpNet::from(address))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn networks() -> Networks {
        let networks = Networks::default();
        let of = |interface: &str, network: &str| (interface.to_owned(), network.parse().unwrap());
        networks.set(vec![
            of("wlan0", "192.168.20.7/24"),
            of("wlan0", "fd00:20::7/64"),
            of("eth0", "192.168.0.2/16"),
            of("tun0", "0.0.0.0/0"),
        ]);
        networks
    }

    /// Name and ceiling of an address.
    fn at(address: &str) -> (String, String) {
        let source = Source::at(address.parse().unwrap(), &networks());
        (source.name, source.ceiling.unwrap())
    }

    fn is(name: &str, ceiling: &str) -> (String, String) {
        (name.to_owned(), ceiling.to_owned())
    }

    #[test]
    fn neighbours_count_each_and_strangers_by_what_they_can_choose_from() {
        assert_eq!(at("203.0.113.9"), is("203.0.113.9", "strangers"));
        assert_eq!(at("2001:db8:1:2:3::4"), is("2001:db8:1:2::", "strangers"));
        assert_eq!(at("192.168.20.33"), is("192.168.20.33", "interface:wlan0"));
        assert_eq!(at("::ffff:192.168.20.33"), is("192.168.20.33", "interface:wlan0"));
        assert_eq!(at("fd00:20::33"), is("fd00:20::33", "interface:wlan0"));
        assert_eq!(at("192.168.7.1"), is("192.168.7.1", "interface:eth0"));
    }

    #[test]
    fn who_showed_a_sign_in_is_under_no_ceiling() {
        let source = Source::of(&Who::admin(), "203.0.113.9".parse().unwrap(), &networks());
        assert_eq!(source, Source { name: "admin".into(), ceiling: None, network: None });
        let stranger = || Source::of(&Who::nobody(), "203.0.113.9".parse().unwrap(), &networks());
        assert!(stranger().known(false).ceiling.is_some() && stranger().known(true).ceiling.is_none());
    }
}
