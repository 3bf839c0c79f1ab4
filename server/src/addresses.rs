//! Under which addresses other devices in the venue's network reach this machine.

use if_addrs::{IfAddr, Interface};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Names of interfaces that lead to containers and virtual machines, not to the venue.
const VIRTUAL: [&str; 6] = ["docker", "br-", "veth", "virbr", "vmnet", "tun"];

/// The origins that tablets and phones can open, the likeliest first.
pub fn of_tablets(scheme: &str, listening: SocketAddr) -> Vec<String> {
    let ips = match listening.ip() {
        ip if ip.is_unspecified() => of_interfaces(),
        ip if ip.is_loopback() => Vec::new(),
        ip => vec![ip],
    };
    ips.into_iter().map(|ip| format!("{scheme}://{}", SocketAddr::new(ip, listening.port()))).collect()
}

/// Every address that another device could type. Link-local ones of IPv6 are none: they need the name of an interface
/// on that device.
pub fn of_this_host() -> Vec<IpAddr> {
    let ips = interfaces().into_iter().map(|interface| interface.ip());
    ips.filter(|ip| match ip {
        IpAddr::V4(ip) => !ip.is_loopback(),
        IpAddr::V6(ip) => !ip.is_loopback() && !ip.is_unicast_link_local(),
    })
    .collect()
}

fn interfaces() -> Vec<Interface> {
    if_addrs::get_if_addrs().unwrap_or_else(|cause| {
        tracing::warn!(%cause, "the network's interfaces cannot be listed");
        Vec::new()
    })
}

fn of_interfaces() -> Vec<IpAddr> {
    let mut found: Vec<(u8, Ipv4Addr)> = interfaces().iter().filter_map(likelihood).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, ip)| IpAddr::V4(ip)).collect()
}

/// How likely the venue's devices reach an interface, the lowest number first; none if they cannot. Home and venue
/// routers mostly give out 192.168 addresses.
fn likelihood(interface: &Interface) -> Option<(u8, Ipv4Addr)> {
    let IfAddr::V4(address) = &interface.addr else { return None };
    let ip = address.ip;
    if ip.is_loopback() || ip.is_link_local() || ip.is_unspecified() {
        return None;
    }
    let rank = match ip.octets() {
        _ if VIRTUAL.iter().any(|prefix| interface.name.starts_with(prefix)) => 3,
        [192, 168, ..] => 0,
        _ if ip.is_private() => 1,
        _ => 2,
    };
    Some((rank, ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_chosen_is_the_one_to_open() {
        let chosen = "10.0.0.5:4000".parse().unwrap();
        assert_eq!(of_tablets("http", chosen), ["http://10.0.0.5:4000"]);
        assert!(of_tablets("https", "127.0.0.1:4443".parse().unwrap()).is_empty());
    }
}
