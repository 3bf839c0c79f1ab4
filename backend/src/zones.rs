//! The rules of time zones, as they are bundled with the program: a laptop at a pool has no internet, and may have no zones
//! of its own.

use crate::error::Result;
use chrono::{Offset as _, TimeZone as _};
use chrono_tz::Tz;
use domain::{
    Problem, Timestamp, refusal,
    time::Day,
    zone::{Offset, TimeZone, on_the_wall},
};

/// A year and a day, in milliseconds.
const YEAR_MS: i64 = 366 * 24 * 3_600_000;
/// How exactly a change of the clocks is found, in milliseconds: zones change on whole minutes.
const MINUTE_MS: i64 = 60_000;
/// Clocks stay as they are for longer than this, in milliseconds, but for a handful of years in history.
const STEP_MS: i64 = 7 * 24 * 3_600_000;

/// The zone of that name.
///
/// # Errors
/// Invalid if there is none.
pub(crate) fn find(zone: &TimeZone) -> Result<Tz> {
    let missing = |_| Problem::from(refusal::NoSuchTimeZone { name: zone.as_str().to_owned() });
    Ok(zone.as_str().parse::<Tz>().map_err(missing)?)
}

/// The zone of this machine, universal time where it does not say.
pub(crate) fn of_this_machine() -> TimeZone {
    let name = iana_time_zone::get_timezone().ok();
    let zone = name.and_then(|name| TimeZone::parse(&name).ok());
    zone.filter(|zone| find(zone).is_ok()).unwrap_or_else(TimeZone::utc)
}

/// The offsets of a zone from a year before a moment to a year after another. A zone that this version does not know is
/// taken as universal time.
pub(crate) fn offsets(zone: &TimeZone, from: Timestamp, to: Timestamp) -> Vec<Offset> {
    let Ok(zone) = find(zone) else { return Vec::new() };
    let minutes = |at: i64| {
        let at = Timestamp::from_ms(at).to_utc().naive_utc();
        zone.offset_from_utc_datetime(&at).fix().local_minus_utc() / 60
    };
    let (mut at, end) = (from.plus_ms(-YEAR_MS).ms(), to.plus_ms(YEAR_MS).ms());
    let mut offsets = vec![Offset { from: Timestamp::from_ms(at), utc_offset_min: minutes(at) }];
    while at < end {
        let (before, next) = (minutes(at), at + STEP_MS);
        if minutes(next) != before {
            // Between the two, to the minute.
            let (mut same, mut changed) = (at, next);
            while changed - same > MINUTE_MS {
                let middle = same + (changed - same) / 2;
                if minutes(middle) == before { same = middle } else { changed = middle }
            }
            let from = Timestamp::from_ms(changed.div_euclid(MINUTE_MS) * MINUTE_MS);
            offsets.push(Offset { from, utc_offset_min: minutes(next) });
        }
        at = next;
    }
    offsets
}

/// The day that it is in a zone at a moment.
pub(crate) fn day_at(zone: &TimeZone, at: Timestamp) -> Day {
    Day::nearest(on_the_wall(&offsets(zone, at, at), at).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn clocks_change_when_the_zone_says() {
        let zone = TimeZone::parse("Europe/Berlin").unwrap();
        let day = at("2026-06-01T00:00:00Z");
        let offsets = offsets(&zone, day, day);
        let changes: Vec<_> =
            offsets.iter().skip(1).map(|offset| (offset.from.to_string(), offset.utc_offset_min)).collect();
        let expected = [
            ("2025-10-26T01:00:00Z", 60),
            ("2026-03-29T01:00:00Z", 120),
            ("2026-10-25T01:00:00Z", 60),
            ("2027-03-28T01:00:00Z", 120),
        ];
        assert_eq!(changes, expected.map(|(from, minutes)| (Timestamp::parse(from).unwrap().to_string(), minutes)));
    }

    #[test]
    fn a_day_is_that_of_its_place() {
        let day = |zone: &str, moment| day_at(&TimeZone::parse(zone).unwrap(), at(moment)).to_string();
        assert_eq!(day("Pacific/Auckland", "2026-06-01T13:00:00Z"), "2026-06-02");
        assert_eq!(day("America/Los_Angeles", "2026-06-01T05:00:00Z"), "2026-05-31");
        assert_eq!(day("Asia/Kathmandu", "2026-06-01T18:20:00Z"), "2026-06-02", "ahead by a quarter of an hour");
        assert_eq!(day("America/Los_Angeles", "2000-01-01T00:00:00Z"), "2000-01-01", "no day before is read");
        assert!(find(&TimeZone::parse("Europe/Atlantis").unwrap()).is_err());
    }
}
