//! Entry fees and donations.

mod payments;

pub use payments::Payments;
pub(crate) use payments::{find, paid_by, refuse_removal, set_standing, view, void, void_all, whose};
