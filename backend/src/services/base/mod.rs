//! Shared by every subject, and below all of them.

pub(crate) mod event;
pub(crate) mod fields;
pub(crate) mod ids;
pub(crate) mod player;
