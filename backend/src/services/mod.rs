//! The services: each call authorises, asks the rules, and hands the ledger a change.
//!
//! A folder is a subject, its `mod.rs` the front door: what other subjects use of it stands there. They import each other
//! downwards: trail, safety, event, people, money, placing, doubts, counting, and [`base`] below all of them. The fleet
//! stands beside.

pub(crate) mod base;
pub(crate) mod counting;
pub(crate) mod doubts;
pub(crate) mod event;
pub(crate) mod fleet;
pub(crate) mod money;
pub(crate) mod people;
pub(crate) mod placing;
pub(crate) mod safety;
pub(crate) mod trail;
