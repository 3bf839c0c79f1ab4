//! Under which addresses other devices in the venue's network reach this machine, and which networks it is in.

use backend::Networks;
use if_addrs::{IfAddr, Interface};
use ipnet::IpNet;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};
use tokio::{sync::watch, time::timeout};

/// How often it is looked which networks this machine is in: soon enough after a laptop was taken to another Wi-Fi.
const NETWORKS_EVERY: Duration = Duration::from_mins(1);

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

/// Keeps what the backend knows of the networks that this machine is in up to date, until the server stops.
pub async fn keep(networks: Networks, mut stopping: watch::Receiver<bool>) {
    loop {
        // Where they cannot be listed, those of before are the best guess.
        if let Some(interfaces) = listed() {
            networks.set(of_networks(interfaces));
        }
        if timeout(NETWORKS_EVERY, stopping.wait_for(|stops| *stops)).await.is_ok() {
            return;
        }
    }
}

/// The networks that interfaces are in, each with the interface's name.
fn of_networks(interfaces: Vec<Interface>) -> Vec<(String, IpNet)> {
    let network = |interface: Interface| {
        let network = match interface.addr {
            IfAddr::V4(address) => IpNet::new(address.ip.into(), address.prefixlen),
            IfAddr::V6(address) => IpNet::new(address.ip.into(), address.prefixlen),
        };
        Some((interface.name, network.ok()?))
    };
    interfaces.into_iter().filter_map(network).collect()
}

fn interfaces() -> Vec<Interface> {
    listed().unwrap_or_default()
}

fn listed() -> Option<Vec<Interface>> {
    let listed = if_addrs::get_if_addrs();
    listed.inspect_err(|cause| tracing::warn!(%cause, "the network's interfaces cannot be listed")).ok()
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

    #[test]
    fn this_machine_is_in_its_own_network() {
        let networks = of_networks(interfaces());
        let own: IpAddr = Ipv4Addr::LOCALHOST.into();
        assert!(
            networks.iter().any(|(_, network)| network.contains(&own) && network.prefix_len() == 8),
            "{networks:?}"
        );
    }
}
