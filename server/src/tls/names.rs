//! By which names and addresses this machine is opened.

use crate::addresses;
use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// The longest name that the DNS knows, and its longest part.
const NAME_CHARS_MAX: usize = 253;
const LABEL_CHARS_MAX: usize = 63;

/// What a certificate of this machine vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    dns: BTreeSet<String>,
    ips: BTreeSet<IpAddr>,
}

impl Names {
    /// This machine's, as they are at the moment: a laptop that changes the network gets other addresses.
    pub fn of_this_host() -> Self {
        let hostname = gethostname::gethostname().to_string_lossy().into_owned();
        Self::new(&hostname, addresses::of_this_host())
    }

    /// Those of a machine of that name with those addresses, beside what every machine calls itself.
    pub fn new(hostname: &str, ips: impl IntoIterator<Item = IpAddr>) -> Self {
        let own = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
        Self { dns: dns_names(hostname), ips: own.into_iter().chain(ips).collect() }
    }

    /// As a certificate lists them.
    pub fn listed(&self) -> Vec<String> {
        self.dns.iter().cloned().chain(self.ips.iter().map(IpAddr::to_string)).collect()
    }
}

/// The name itself, and the one by which Apple's devices and many others find a machine without a DNS server.
fn dns_names(hostname: &str) -> BTreeSet<String> {
    let name = hostname.trim_end_matches('.').to_ascii_lowercase();
    let mut names = BTreeSet::from(["localhost".to_owned()]);
    if is_dns_name(&name) {
        let first = name.split('.').next().unwrap_or_default();
        names.insert(format!("{first}.local"));
        names.insert(name);
    }
    names
}

/// Systems let a machine be called what no certificate can say.
fn is_dns_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LABEL_CHARS_MAX).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.len() <= NAME_CHARS_MAX && name.split('.').all(is_label) && name.parse::<IpAddr>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_has_its_name_and_the_one_of_its_network() {
        let names = |hostname: &str| dns_names(hostname).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(names("Pool-Laptop"), "localhost pool-laptop pool-laptop.local");
        assert_eq!(names("pool.local"), "localhost pool.local");
        assert_eq!(names("pool.example.org."), "localhost pool.example.org pool.local");
        for unsayable in ["", "Käses Laptop", "a..b", "10.0.0.5", &"x".repeat(64)] {
            assert_eq!(names(unsayable), "localhost", "{unsayable}");
        }
    }

    #[test]
    fn addresses_are_listed_once_and_in_order() {
        let ips = ["192.168.1.20", "127.0.0.1", "fd00::5"].map(|ip| ip.parse().unwrap());
        let names = Names::new("pool", ips);
        assert_eq!(names.listed(), ["localhost", "pool", "pool.local", "127.0.0.1", "192.168.1.20", "::1", "fd00::5"]);
        assert_eq!(names, Names::new("POOL", ips.into_iter().rev()));
    }
}
