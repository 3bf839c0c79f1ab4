//! The number by which people know a player.

use crate::{limits, problem::Problem, refusal};
use serde::{Deserialize, Deserializer, Serialize};

/// A positive number, unique in an event and never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Bib(u32);

impl Bib {
    /// A bib from 1 to [`limits::BIB_MAX`].
    ///
    /// # Errors
    /// [`Problem`] of kind invalid outside that range.
    pub fn new(number: i64) -> Result<Self, Problem> {
        u32::try_from(number)
            .ok()
            .filter(|n| (1..=limits::BIB_MAX).contains(n))
            .map(Self)
            .ok_or_else(|| refusal::BibRange { max: limits::BIB_MAX }.into())
    }

    /// A bib as typed: digits, with blanks or a `#` before them.
    ///
    /// # Errors
    /// As [`Bib::new`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let digits = text.trim().trim_start_matches('#');
        let number = if digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit()) {
            digits.parse().unwrap_or(0)
        } else {
            0
        };
        Self::new(number)
    }

    /// The bib of a card for somebody whom nobody knows yet, from 0; none from [`limits::STRANGERS_MAX`] on. Nobody is
    /// registered under one.
    pub fn stranger(no: u32) -> Option<Self> {
        (no < limits::STRANGERS_MAX).then(|| Self(limits::BIB_MAX - limits::STRANGERS_MAX + 1 + no))
    }

    /// The letter of a card for somebody whom nobody knows yet, if it is one.
    pub fn stranger_letter(self) -> Option<char> {
        let no = (self.0 + limits::STRANGERS_MAX).checked_sub(limits::BIB_MAX + 1)?;
        char::from_digit(no + 10, 36).map(|letter| letter.to_ascii_uppercase())
    }

    /// What people read: the number, or `A?` of somebody whom nobody knows yet.
    pub fn label(self) -> String {
        self.stranger_letter().map_or_else(|| self.to_string(), |letter| format!("{letter}?"))
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for Bib {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Bib {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_zero_negative_and_enormous() {
        for number in [0, -1, i64::MIN, i64::MAX, 1_000_000] {
            assert!(Bib::new(number).is_err(), "{number}");
        }
        assert_eq!(Bib::parse(" #214 ").unwrap().get(), 214);
    }

    proptest! {
        #[test]
        fn typed_text_never_panics(text in ".{0,20}") {
            if let Ok(bib) = Bib::parse(&text) {
                prop_assert_eq!(Bib::parse(&bib.to_string()), Ok(bib));
            }
        }
    }
}
