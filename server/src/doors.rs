//! What the server has to give to whoever comes, and who has it.

use crate::{
    limits::Limits,
    outside::Outside,
    shares::{Share, Shares},
};
use axum::{extract::ConnectInfo, http::Extensions};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};
use tokio_util::task::task_tracker::TaskTrackerToken;

/// The doors of the server.
pub struct Doors {
    /// What each may have.
    pub limits: Limits,
    /// How people come to them.
    pub outside: Outside,
    connections: Arc<Shares>,
    reserved: Arc<Shares>,
    sockets: Arc<Shares>,
    bytes: Arc<Shares>,
    bytes_of_staff: Arc<Shares>,
    answers: Arc<Shares>,
    kept: Arc<Shares>,
}

/// A connection's place. Requests carry it, so that a WebSocket holds on to the place of the connection that it came from.
#[derive(Debug, Clone)]
pub struct Place {
    /// Whether it is one of those for who is enrolled or signed in.
    pub is_reserved: bool,
    _share: Arc<Share>,
    _alive: Option<TaskTrackerToken>,
}

impl Place {
    /// The same place, which says for as long as anybody has it that something is under way.
    pub fn alive(self, token: TaskTrackerToken) -> Self {
        Self { _alive: Some(token), ..self }
    }
}

/// Whose bytes are under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// Who has shown a role.
    Staff,
    /// Everybody else, by where they come from.
    Stranger(IpAddr),
}

impl Doors {
    /// Doors for that many connections in all.
    pub fn new(limits: Limits, outside: Outside, connections: usize) -> Self {
        let reserved = Limits::RESERVED_IN_ALL.min(connections / 4);
        Self {
            connections: Shares::new(limits.connections, connections - reserved),
            reserved: Shares::new(limits.reserved, reserved),
            // Those that come through a proxy have no connection of their own to be counted.
            sockets: Shares::new(limits.connections, connections),
            bytes: Shares::new(limits.bytes, limits.bytes_in_all),
            bytes_of_staff: Shares::new(limits.bytes_of_staff, limits.bytes_of_staff),
            answers: Shares::new(limits.bytes, limits.bytes_in_all),
            kept: Shares::new(limits.bytes_in_all, limits.bytes_in_all),
            limits,
            outside,
        }
    }

    /// A place for a connection from that address; none if it has its share of them.
    pub fn place(&self, from: IpAddr) -> Option<Place> {
        let ordinary = if self.outside.proxies.contain(from) {
            self.connections.take_for_many(1)
        } else {
            self.connections.take(from, 1)
        };
        let is_reserved = ordinary.is_none();
        let share = ordinary.or_else(|| self.reserved.take(from, 1))?;
        Some(Place { is_reserved, _share: Arc::new(share), _alive: None })
    }

    /// Room for one more live socket of a stranger.
    pub fn socket(&self, from: IpAddr) -> Option<Share> {
        self.sockets.take(from, 1)
    }

    /// Room for an answer that was made for one address. One that is larger than its share is let through by itself.
    pub fn answer(&self, from: IpAddr, bytes: usize) -> Option<Share> {
        self.answers.take(from, bytes.min(self.limits.bytes))
    }

    /// Room for an answer that is made for all: it is taken for as long as anybody is still being sent it.
    pub fn kept_answer(&self, bytes: usize) -> Option<Share> {
        self.kept.take_for_many(bytes)
    }

    /// Room for that many bytes of bodies.
    pub fn bytes(&self, of: Sender, amount: usize) -> Option<Share> {
        match of {
            Sender::Staff => self.bytes_of_staff.take_for_many(amount),
            Sender::Stranger(from) => self.bytes.take(from, amount),
        }
    }
}

/// Where a request comes from. Without an address, as in a test without a socket, all count as this machine.
pub fn client(extensions: &Extensions) -> IpAddr {
    extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(socket)| socket.ip().to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_its_share_an_address_has_reserved_places_and_others_are_not_touched() {
        let limits = Limits { connections: 2, reserved: 1, ..Limits::default() };
        let outside = Outside { public: None, proxies: "10.0.0.9".parse().unwrap() };
        let doors = Doors::new(limits, outside, 8);
        let (one, other, proxy): (IpAddr, IpAddr, IpAddr) =
            ("10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap(), "10.0.0.9".parse().unwrap());
        let places: Vec<_> = (0..4).map(|_| doors.place(one)).collect();
        let kinds: Vec<_> = places.iter().map(|place| place.as_ref().map(|place| place.is_reserved)).collect();
        assert_eq!(kinds, [Some(false), Some(false), Some(true), None]);
        assert!(!doors.place(other).unwrap().is_reserved);
        let many: Vec<_> = (0..4).filter_map(|_| doors.place(proxy)).filter(|place| !place.is_reserved).collect();
        assert_eq!(many.len(), 4, "a proxy brings many");
        drop(places);
        assert!(!doors.place(one).unwrap().is_reserved);
    }

    #[test]
    fn staff_send_beside_strangers() {
        let limits = Limits { bytes: 10, bytes_in_all: 15, bytes_of_staff: 20, ..Limits::default() };
        let doors = Doors::new(limits, Outside::default(), 8);
        let stranger = Sender::Stranger("10.0.0.1".parse().unwrap());
        let held = doors.bytes(stranger, 10);
        assert!(held.is_some() && doors.bytes(stranger, 1).is_none());
        assert!(doors.bytes(Sender::Staff, 20).is_some());
        let answer = doors.answer("10.0.0.1".parse().unwrap(), 1_000);
        assert!(answer.is_some(), "who reads sends all the same, and what is too large is sent alone");
        assert!(doors.answer("10.0.0.1".parse().unwrap(), 1).is_none());
    }
}
