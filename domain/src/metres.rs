//! Distances, in whole millimetres so that sums are exact.

use crate::{limits, problem::Problem, refusal::LapLengthRange};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A distance, kept in millimetres. On the wire a number of metres: whole where it is whole, else with up to three
/// decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Metres(i64);

impl Metres {
    /// A distance of that many millimetres.
    pub const fn from_mm(mm: i64) -> Self {
        Self(mm)
    }

    /// A distance as typed, with a point: more than nothing and at most the longest lap.
    pub fn parse(text: &str) -> Option<Self> {
        let metres: f64 = text.parse().ok()?;
        let in_range = metres > 0.0 && metres <= limits::LAP_LENGTH_M_MAX;
        #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
        in_range.then(|| Self((metres * 1_000.0).round() as i64))
    }

    /// Millimetres.
    pub const fn mm(self) -> i64 {
        self.0
    }

    /// The length of one lap, from metres.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid unless it is between 1 m and [`limits::LAP_LENGTH_M_MAX`].
    pub fn lap_length(metres: f64) -> Result<Self, Problem> {
        #[expect(clippy::cast_possible_truncation, reason = "bounded just below")]
        let of = |metres: f64| Self((metres * 1_000.0).round() as i64);
        if metres.is_finite() && (1.0..=limits::LAP_LENGTH_M_MAX).contains(&metres) {
            Ok(of(metres))
        } else {
            Err(LapLengthRange { max: of(limits::LAP_LENGTH_M_MAX) }.into())
        }
    }

    /// This length that many times.
    #[must_use]
    pub const fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(count as i64))
    }

    /// Metres as a floating number, for showing only.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 mm, which is nine billion kilometres")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 1_000.0
    }
}

impl std::ops::Add for Metres {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Metres {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self(0), |a, b| a + b)
    }
}

impl Serialize for Metres {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1_000 == 0 { to.serialize_i64(self.0 / 1_000) } else { to.serialize_f64(self.as_f64()) }
    }
}

impl<'de> Deserialize<'de> for Metres {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let metres = f64::deserialize(from)?;
        if metres.is_finite() && metres.abs() < 9.0e12 {
            #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
            Ok(Self((metres * 1_000.0).round() as i64))
        } else {
            Err(serde::de::Error::custom("a distance must be a number of metres"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_metres_are_written_whole() {
        assert_eq!(serde_json::to_string(&Metres::from_mm(13_626_000)).unwrap(), "13626");
        assert_eq!(serde_json::to_string(&Metres::lap_length(22.86).unwrap()).unwrap(), "22.86");
    }

    #[test]
    fn refuses_lengths_that_are_none() {
        for metres in [0.0, -50.0, f64::NAN, f64::INFINITY, 1e9] {
            assert!(Metres::lap_length(metres).is_err(), "{metres}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(mm in 0i64..9_000_000_000_000) {
            let text = serde_json::to_string(&Metres::from_mm(mm)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Metres>(&text).unwrap(), Metres::from_mm(mm));
        }
    }
}
