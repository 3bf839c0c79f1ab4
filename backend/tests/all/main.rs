//! The services as their callers see them, on databases of the tests' own and on both engines. One program, because each
//! has to compile the services' code anew.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod adjust;
mod arranging;
mod audit;
mod before;
mod bus;
mod calls;
mod common;
mod counters;
mod erase;
mod events;
mod files;
mod fleet;
mod following;
mod guessing;
mod health;
mod lane_ids;
mod laps;
mod model;
mod nodes;
mod operators;
mod payments;
mod people;
mod registration;
mod rehearsal;
mod review;
mod sheets;
mod standing;
mod tags;
mod undo;
mod water;
mod words;
