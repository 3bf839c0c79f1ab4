//! Who is in the water, alarms about them, roll-calls, and the night.

mod night;
mod roll_call;
mod water;

pub use water::Water;
