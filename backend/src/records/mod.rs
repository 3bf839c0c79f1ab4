//! Plain data that the store, what is held in memory and the ledger share. It stands below all of them, decides little and
//! asks nobody.

pub(crate) mod chain;
mod effect;
mod entry;
mod event;
mod heard;
mod shut_out;
mod staff;
mod stamp;

pub(crate) use chain::VENUE_CHAIN;
pub(crate) use effect::{Committed, Effect, HubEffect};
pub(crate) use entry::{Actor, Entry, Erased, NewEntry, Personal};
pub(crate) use event::EventRecord;
pub(crate) use heard::Heard;
pub(crate) use shut_out::ShutOutRecord;
pub(crate) use staff::{DeviceRecord, OperatorRecord};
pub use stamp::DeviceRef;
pub(crate) use stamp::Stamp;
