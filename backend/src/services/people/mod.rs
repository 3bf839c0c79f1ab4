//! Players: registered, edited, withdrawn, erased, with the tags that they wear.

mod erase;
mod players;
mod registration;
mod standing;
mod start_list;
mod tags;

pub use players::Players;
pub(crate) use players::{as_new, update, write};
pub(crate) use standing::{of_state, remove, write as write_standing};
pub use tags::Tags;
pub(crate) use tags::worn_by;
