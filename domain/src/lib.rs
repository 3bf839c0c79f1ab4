//! The rules of a lap event, and the types that go over the wire.
//!
//! Nothing here reads a file, a socket or a clock: time and identity are passed in. The same code judges a lap on the
//! server and, later, on a tablet without network.

pub mod audit;
pub mod bib;
pub mod board;
pub mod bus;
pub mod call;
pub mod change;
pub mod clock;
pub mod counters;
pub mod device;
pub mod disk;
pub mod event;
pub mod expected;
pub mod fleet;
pub mod guessing;
pub mod heads;
pub mod held;
pub mod ids;
pub mod lane;
pub mod lane_names;
pub mod lang;
pub mod lap;
pub mod limits;
pub mod metres;
pub mod money;
pub mod night;
pub mod operator;
pub mod overdue;
pub mod payment;
pub mod plausible;
pub mod player;
pub mod problem;
pub mod refusal;
pub mod registration;
pub mod rehearsal;
pub mod role;
pub mod scan;
#[cfg(feature = "schema")]
mod schema;
pub mod sheet;
pub mod standings;
pub mod start_list;
pub mod strict;
pub mod tag;
pub mod tallies;
pub mod text;
pub mod time;
pub mod topic;
pub mod water;
pub mod zone;

pub use bib::Bib;
pub use metres::Metres;
pub use problem::{Problem, ProblemKind};
pub use role::{Action, Role};
pub use time::Timestamp;
