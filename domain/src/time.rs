//! Moments, to the millisecond.

use crate::{problem::Problem, refusal};
use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment in UTC, in milliseconds since 1970. On the wire RFC 3339 with milliseconds: `2026-11-22T04:00:00.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The years that are taken as true: outside them a number is a mistake of units, not a moment.
const MS_MIN: i64 = 946_684_800_000; // 2000-01-01
const MS_MAX: i64 = 4_102_444_800_000; // 2100-01-01

impl Timestamp {
    /// The moment that many milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// This moment, moved by a signed number of milliseconds.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment; negative if it lies before.
    pub const fn since_ms(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// Reads RFC 3339 with any offset.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid if the text is no such moment or lies outside the years 2000 to 2100.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::from(refusal::TimeForm);
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| wrong())?;
        let ms = at.timestamp_millis();
        if (MS_MIN..MS_MAX).contains(&ms) { Ok(Self(ms)) } else { Err(wrong()) }
    }

    /// The same moment as chrono knows it.
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A day of the calendar, wherever that is; on the wire `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The first day that is read.
    pub const FIRST: Self = Self::of_year(2000, 1, 1);
    /// The last one.
    pub const LAST: Self = Self::of_year(2099, 12, 31);

    const fn of_year(year: i32, month: u32, day: u32) -> Self {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Self(date),
            None => Self(NaiveDate::MIN),
        }
    }

    /// The day of a date, or the nearest one that is read.
    pub fn nearest(date: NaiveDate) -> Self {
        Self(date).clamp(Self::FIRST, Self::LAST)
    }

    /// The day of that year, month (1 to 12) and day of the month, if there is one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The day as dates are reckoned with.
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The day that it is at a moment where clocks are that many minutes ahead of UTC.
    pub fn at(at: Timestamp, utc_offset_min: i32) -> Self {
        Self(at.plus_ms(i64::from(utc_offset_min) * 60_000).to_utc().date_naive())
    }

    /// From when to when the day lasts where clocks are that many minutes ahead of UTC; the end is not part of it.
    pub fn span(self, utc_offset_min: i32) -> (Timestamp, Timestamp) {
        let midnight = self.0.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        let start = Timestamp(midnight - i64::from(utc_offset_min) * 60_000);
        (start, start.plus_ms(24 * 3_600_000))
    }

    /// Reads `2026-11-22`.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid if the text is no day of the years 2000 to 2099.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self);
        day.filter(|day| (MS_MIN..MS_MAX).contains(&day.span(0).0.ms())).ok_or_else(|| refusal::DayForm.into())
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A span of time as people read it on a clock: `5:42:08`, or `0:52` below an hour.
pub fn clock_text(ms: i64) -> String {
    let s = ms.max(0) / 1_000;
    let (h, m, s) = (s / 3_600, s / 60 % 60, s % 60);
    if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writes_milliseconds_in_utc() {
        let at = Timestamp::parse("2026-11-22T05:00:00.5+01:00").unwrap();
        assert_eq!(at.to_string(), "2026-11-22T04:00:00.500Z");
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for text in
            ["", "now", "2026-11-22", "1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "-1", "2026-13-01T00:00:00Z"]
        {
            assert!(Timestamp::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn clock_text_has_hours_only_when_needed() {
        assert_eq!(clock_text(52_999), "0:52");
        assert_eq!(clock_text(86_399_000), "23:59:59");
        assert_eq!(clock_text(-5), "0:00");
    }

    #[test]
    fn a_day_begins_where_clocks_say_so() {
        let day = Day::parse("2026-11-22").unwrap();
        let (from, to) = day.span(60);
        assert_eq!((from.to_string().as_str(), to.since_ms(from)), ("2026-11-21T23:00:00.000Z", 86_400_000));
        assert_eq!((Day::at(from, 60), Day::at(from.plus_ms(-1), 60).to_string().as_str()), (day, "2026-11-21"));
        assert_eq!(Day::at(from, 0).to_string(), "2026-11-21");
        assert_eq!((Day::from_ymd(2026, 11, 22), Day::from_ymd(2026, 2, 30)), (Some(day), None));
        assert_eq!(day.ymd(), (2026, 11, 22));
        for text in ["", "today", "22.11.2026", "2026-02-30", "1999-12-31", "2100-01-01", "2026-11-22T00:00:00Z"] {
            assert!(Day::parse(text).is_err(), "{text}");
        }
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2026-11-22\"");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(ms in MS_MIN..MS_MAX) {
            let at = Timestamp::from_ms(ms);
            prop_assert_eq!(Timestamp::parse(&at.to_string()), Ok(at));
        }

        #[test]
        fn garbage_never_panics(text in ".{0,40}") {
            let _ = Timestamp::parse(&text);
        }
    }
}
