//! Laps: counted, held, shared by two tablets, typed from paper, read from tags, corrected. No other subject
//! writes their tables.

mod adjust;
pub(crate) mod back;
mod batch;
mod bulk;
mod held;
mod intake;
mod lacking;
mod lane_book;
mod lane_counters;
mod laps;
mod questions;
mod reads;
mod record;
mod settle;
mod shares;
mod sheets;
mod totals;

pub(crate) use crate::store::{
    counters::{counted_beside, tally},
    held::is_counted_by_person,
    laps::{course, find as find_lap, last_arrival, totals_of_player, whose},
    review as marks,
};
pub(crate) use adjust::adjust;
pub(crate) use batch::outcome;
pub(crate) use held::{Scope, count_due, look_again, set_aside};
pub(crate) use lane_book::LaneBook;
pub(crate) use lane_counters::set_counters;
pub use laps::Laps;
pub(crate) use questions::questions;
pub(crate) use reads::{follow, follow_standing};
pub(crate) use record::write;
pub(crate) use settle::{dismiss_reads, dismiss_waiting, keep, void, void_all, void_by_id};
pub(crate) use sheets::view as sheet_view;
pub(crate) use totals::recent_laps;
