//! The services: each call authorises, asks the rules, and hands the ledger a change.

pub(crate) mod adjust;
pub(crate) mod arranging;
pub(crate) mod asked;
pub(crate) mod audit;
pub(crate) mod devices;
pub(crate) mod erase;
pub(crate) mod event_edit;
pub(crate) mod events;
pub(crate) mod fields;
pub(crate) mod fleet;
pub(crate) mod held;
pub(crate) mod lacking;
pub(crate) mod lanes;
pub(crate) mod laps;
pub(crate) mod login;
pub(crate) mod operators;
pub(crate) mod payments;
pub(crate) mod players;
pub(crate) mod registration;
pub(crate) mod review;
pub(crate) mod sessions;
pub(crate) mod slots;
pub(crate) mod standing;
pub(crate) mod start_list;
pub(crate) mod undo;
pub(crate) mod verify;
