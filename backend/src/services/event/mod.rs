//! Events: made, edited, locked, rehearsed, and their clocks.

mod edit;
mod events;
mod registration;
mod rehearsal;

pub use events::Events;
pub(crate) use events::set_clock;
