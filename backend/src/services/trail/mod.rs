//! The audit trail: looked at, undone, verified. It stands above all other subjects, for it undoes what each of them did.

mod audit;
mod correction;
mod query;
mod right;
mod since;
mod tags;
mod take_back;
mod undo;
mod verify;

pub use audit::Audit;
pub(crate) use audit::impersonal;
pub use verify::{ChainReport, Fault, verify};
