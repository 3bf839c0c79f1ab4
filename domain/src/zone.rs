//! Time zones. Their rules lie on the server alone; here an event's zone is a name, and a short list of offsets says what its
//! clocks show.

use crate::{Problem, Timestamp, refusal, time::Day};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The longest name of a zone, in characters; the longest of IANA's has 38.
const NAME_CHARS_MAX: usize = 64;

/// A time zone by its IANA name, such as `Europe/Berlin`. Whether there is one of that name the server says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TimeZone(String);

impl TimeZone {
    /// Universal time, which events have that are older than time zones.
    pub fn utc() -> Self {
        Self("Etc/UTC".to_owned())
    }

    /// Reads a name.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid if it does not look like one.
    pub fn parse(name: &str) -> Result<Self, Problem> {
        let name = name.trim();
        let is_known = |c: char| c.is_ascii_alphanumeric() || "/_+-".contains(c);
        let is_name = (1..=NAME_CHARS_MAX).contains(&name.len()) && name.chars().all(is_known);
        if is_name { Ok(Self(name.to_owned())) } else { Err(refusal::TimeZoneForm.into()) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How far the clocks of a zone are ahead of UTC, from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offset {
    /// From when on.
    pub from: Timestamp,
    /// Minutes ahead of UTC, below zero west of it.
    pub utc_offset_min: i32,
}

/// Minutes that clocks are ahead of UTC at a moment, by offsets in the order of time. Before the first of them it is the
/// first; without any, zero.
pub fn offset_min(offsets: &[Offset], at: Timestamp) -> i32 {
    let last = offsets.iter().rev().find(|offset| offset.from <= at);
    last.or(offsets.first()).map_or(0, |offset| offset.utc_offset_min)
}

/// What the clocks on the wall show at a moment.
pub fn on_the_wall(offsets: &[Offset], at: Timestamp) -> NaiveDateTime {
    at.plus_ms(i64::from(offset_min(offsets, at)) * 60_000).to_utc().naive_utc()
}

/// The day that it is at a moment.
pub fn day_at(offsets: &[Offset], at: Timestamp) -> Day {
    Day::at(at, offset_min(offsets, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_look_like_names() {
        for name in ["Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+12", "UTC"] {
            assert_eq!(TimeZone::parse(&format!(" {name}")).unwrap().as_str(), name);
        }
        for name in ["", " ", "Berlin, Europe", "Europe/Berlin'", "🏊", "../../etc/passwd.."] {
            assert!(TimeZone::parse(name).is_err(), "{name}");
        }
    }

    #[test]
    fn clocks_go_by_the_last_offset_that_began() {
        let ms = Timestamp::from_ms;
        let offset = |from, utc_offset_min| Offset { from: ms(from), utc_offset_min };
        let summer = [offset(0, 60), offset(1_000, 120)];
        assert_eq!([-5, 0, 999, 1_000, 9_999].map(|at| offset_min(&summer, ms(at))), [60, 60, 60, 120, 120]);
        assert_eq!(offset_min(&[], ms(7)), 0);
        let late = ms(1_800_000_000_000); // 2027-01-15 08:00 UTC
        assert_eq!(on_the_wall(&[offset(0, 13 * 60)], late).format("%d %H:%M").to_string(), "15 21:00");
        assert_eq!(day_at(&[offset(0, 17 * 60)], late).to_string(), "2027-01-16");
    }
}
