//! What somebody has to look at: laps that stand and look wrong, and the tallies of two tablets beside each other. Both are
//! computed whenever they are asked for; only an answer changes something.

mod review;
mod tallies;

pub(crate) use tallies::show_own;
