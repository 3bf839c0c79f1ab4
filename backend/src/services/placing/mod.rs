//! Who is where: pace groups, lanes, slots, and what stations say of people at a lane.

mod arranging;
mod calls;
mod counters;
mod lanes;
pub(crate) mod slots;
mod station;

pub(crate) use arranging::{
    any_group, any_lane, bring_group_back, bring_lane_back, group_fields, lane_fields, lanes_of, take_group_away,
    take_lane_away, write_group, write_lane,
};
pub(crate) use calls::{said_of, set_standing};
pub use lanes::Lanes;
pub(crate) use lanes::{group_of, lane_of, let_go, slot_refs};
