//! Minors at night: who swims on after ten in the evening needs somebody's permission, and it has to be noted.

use crate::Bib;
use serde::{Deserialize, Serialize};

/// Below this age somebody is a minor, in years.
pub const MINOR_AGE: u32 = 18;
/// From which minute of the day on it is night, by the clocks on the wall: ten in the evening, from when on youth
/// protection of several countries asks for a guardian's consent.
pub const NIGHT_FROM_MIN: u32 = 22 * 60;
/// Until which minute of the day it is night: six in the morning.
pub const NIGHT_UNTIL_MIN: u32 = 6 * 60;

/// Whether it is night at that minute of the day.
pub const fn is_night(minute_of_day: u32) -> bool {
    minute_of_day >= NIGHT_FROM_MIN || minute_of_day < NIGHT_UNTIL_MIN
}

/// Whether somebody of that age needs a permission at night. Of whom no age is known nothing can be said.
pub fn needs_permission(age: Option<u32>) -> bool {
    age.is_some_and(|age| age < MINOR_AGE)
}

/// A minor who is in a lane and of whom no permission is noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MinorAtNight {
    /// The bib.
    pub bib: Bib,
    /// The full name.
    pub name: String,
    /// Age on the event's reference day.
    pub age: u32,
    /// The lane's name.
    pub lane: String,
}

/// A permission to be noted, or to be taken back: body of `PUT …/players/{bib}/night-permission`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NightPermission {
    /// Whether there is one.
    pub permitted: bool,
    /// Who gave it, or why it is taken back; kept in the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn night_is_from_ten_to_six() {
        assert_eq!(
            [21 * 60 + 59, 22 * 60, 0, 5 * 60 + 59, 6 * 60, 12 * 60].map(is_night),
            [false, true, true, true, false, false]
        );
    }

    #[test]
    fn only_who_is_known_to_be_a_minor_needs_a_permission() {
        assert_eq!([Some(17), Some(18), None, Some(0)].map(needs_permission), [true, false, false, true]);
    }
}
