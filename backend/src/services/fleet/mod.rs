//! Devices, operators and how they sign in, and what stations say of themselves.

mod devices;
mod guessing;
mod login;
mod operators;
mod sessions;
mod stations;
mod tries;
mod under_way;

pub use devices::Devices;
pub use guessing::Guessing;
pub use operators::Operators;
pub use sessions::{SessionRow, Sessions};
pub use stations::Fleet;
