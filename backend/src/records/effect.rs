//! Effects: a durable change as what is held in memory follows it.

use super::{DeviceRecord, EventRecord, OperatorRecord, ShutOutRecord, VENUE_CHAIN};
use domain::{
    Metres, Timestamp,
    board::BoardEvent,
    clock::Clock,
    ids::{EventId, PlayerId, ShutOutId},
    lane::PaceGroupInput,
    standings::{PublicFace, Totals},
    topic::Topic,
};
use std::collections::BTreeMap;

/// What a committed change means for what is held in memory; applied in the order of commits.
#[derive(Debug, Clone)]
pub(crate) enum Effect {
    /// An event was made.
    EventCreated(Box<EventRecord>),
    /// What an event is was changed, or its registration locked, or it was called off.
    EventChanged(Box<EventRecord>),
    /// A device was enrolled, renamed or revoked.
    Device(DeviceRecord),
    /// An operator was made, edited, retired, signed in or signed out.
    Operator(OperatorRecord),
    /// An operator's token was signed out.
    TokenEnded(String),
    /// An address was shut out.
    ShutOut(ShutOutRecord),
    /// An address that was shut out was let in again.
    LetIn(ShutOutId),
    /// Pace groups or lanes of an event were added, changed or removed.
    PaceGroups(EventId, Vec<PaceGroupInput>),
    /// Something of an event changed that its hub follows.
    Event(EventId, HubEffect),
}

impl Effect {
    /// The chain with which it is committed; none for what hubs sort out by themselves.
    pub(crate) const fn chain(&self) -> Option<i64> {
        match self {
            Self::Device(_) | Self::Operator(_) | Self::TokenEnded(_) | Self::ShutOut(_) | Self::LetIn(_) => {
                Some(VENUE_CHAIN)
            }
            Self::EventCreated(record) | Self::EventChanged(record) => Some(record.id.0),
            Self::PaceGroups(event, _) | Self::Event(event, HubEffect::Clock(_)) => Some(event.0),
            Self::Event(..) => None,
        }
    }
}

/// What an event's hub follows.
#[derive(Debug, Clone)]
pub(crate) enum HubEffect {
    /// The clock was set.
    Clock(Clock),
    /// What boards say of the event may have changed.
    Event(BoardEvent),
    /// A player was registered or edited.
    Face(PlayerId, PublicFace),
    /// A lap was counted: for whom, how many it stands for, their metres, when.
    Lap(PlayerId, u32, Metres, Timestamp),
    /// What a player's laps come to was computed anew.
    Totals(PlayerId, Totals),
    /// A player is not ranked any more: disqualified or removed.
    Gone(PlayerId),
    /// Staff pages have something to ask for again.
    Topic(Topic),
}

impl HubEffect {
    /// What pages have to ask for again by it.
    pub(crate) const fn topic(&self) -> Option<Topic> {
        match self {
            Self::Topic(topic) => Some(*topic),
            _ => None,
        }
    }
}

/// What a durable group tells the rest of the program.
pub(crate) struct Committed {
    /// The new end of each chain that grew.
    pub(crate) ends: BTreeMap<i64, u64>,
    /// What changed, in order.
    pub(crate) effects: Vec<Effect>,
    /// Whether anybody's personal data was erased.
    pub(crate) has_erased: bool,
}
