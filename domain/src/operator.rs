//! Operators: people with a PIN and a role.

use crate::{
    Problem, Role, Timestamp,
    device::Named,
    ids::OperatorId,
    limits,
    refusal::{self, Field},
    text::Name,
};
use serde::{Deserialize, Serialize};

/// A PIN: [`limits::PIN_DIGITS`] digits. It is never shown, logged or sent back.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// Reads a PIN as it is typed.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid for anything but four to eight digits.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if limits::PIN_DIGITS.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Self(text.to_owned()));
        }
        Err(refusal::PinForm.into())
    }

    /// The digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Whether it is among the first that anybody would try: one digit over and over, or digits in a row. Pages advise
    /// against it.
    pub fn is_obvious(&self) -> bool {
        let steps: Vec<i16> =
            self.0.as_bytes().windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
        [0, 1, -1].iter().any(|step| steps.iter().all(|other| other == step))
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// An operator to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperatorInput {
    /// The name.
    pub name: String,
    /// The PIN.
    pub pin: String,
    /// What they may do.
    pub role: Role,
}

/// What is to be changed of an operator; what is not given stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct OperatorEdit {
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Another PIN; whoever is signed in with the old one is signed out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// Another role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// An operator as admins see one; the PIN is not among it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OperatorView {
    /// The id.
    pub id: OperatorId,
    /// The name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// When they were made.
    pub created_at: Timestamp,
    /// When they last signed in.
    pub last_login_at: Option<Timestamp>,
    /// When their rights were ended.
    pub retired_at: Option<Timestamp>,
}

impl OperatorView {
    /// How others are told of them.
    pub fn named(&self) -> Named {
        Named { id: self.id.0, name: self.name.clone(), role: self.role }
    }
}

/// A sign-in by PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LoginInput {
    /// The PIN.
    pub pin: String,
}

/// What a program gets that signed in by PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Login {
    /// A token for seven days.
    pub token: String,
    /// Whose PIN it was.
    pub operator: Named,
}

/// An operator's fields, read and judged.
#[derive(Debug, Clone)]
pub struct Operator {
    /// The name.
    pub name: Name,
    /// The PIN.
    pub pin: Pin,
    /// What they may do.
    pub role: Role,
}

impl OperatorInput {
    /// Reads and judges the fields.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that names the first field that breaks a rule.
    pub fn parse(&self) -> Result<Operator, Problem> {
        Ok(Operator {
            name: Name::parse(Field::OperatorName, &self.name)?,
            pin: Pin::parse(&self.pin)?,
            role: self.role,
        })
    }
}

/// For how long an address has to wait after that many wrong PINs in a row, in milliseconds; none if it may go on.
/// Only the tries that [`limits::PIN_WAITS`] names are followed by a wait, and from its last one on each.
pub fn wait_after(failures: u32) -> Option<i64> {
    let named = limits::PIN_WAITS.into_iter().find(|(after, _)| *after == failures);
    let last = limits::PIN_WAITS.into_iter().last().filter(|(after, _)| failures > *after);
    named.or(last).map(|(_, wait)| wait)
}

/// Wrong PINs over a longer while, of one source or of all addresses together: a bucket that leaks one every
/// [`limits::PIN_CEILING_EVERY_MS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ceiling {
    /// How full it was, in milliseconds until it is empty.
    pub level_ms: i64,
    /// At which moment.
    pub at: Timestamp,
}

impl Ceiling {
    /// Nobody was wrong lately.
    pub const EMPTY: Self = Self { level_ms: 0, at: Timestamp::from_ms(0) };

    /// How full it is now, in milliseconds until it is empty.
    fn level_at(self, now: Timestamp) -> i64 {
        (self.level_ms - now.since_ms(self.at).max(0)).max(0)
    }

    /// In how many milliseconds there is room for another wrong PIN; none if there is now.
    ///
    /// If the last one lies in the future, the clock was set back since, and nobody knows for how long it has been waited:
    /// there is room for one more, after which it is waited as ever. The wait for a clock to catch up may take hours.
    pub fn wait(self, now: Timestamp) -> Option<i64> {
        if now < self.at {
            return None;
        }
        let over =
            self.level_at(now) + limits::PIN_CEILING_EVERY_MS - limits::PIN_CEILING * limits::PIN_CEILING_EVERY_MS;
        (over > 0).then_some(over)
    }

    /// With one more wrong PIN.
    #[must_use]
    pub fn with_failure(self, now: Timestamp) -> Self {
        // It is never fuller than full, whatever known addresses add to it.
        let full = limits::PIN_CEILING * limits::PIN_CEILING_EVERY_MS;
        Self { level_ms: (self.level_at(now) + limits::PIN_CEILING_EVERY_MS).min(full), at: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_eight_digits() {
        for good in ["4711", " 0815 ", "90210123"] {
            assert!(Pin::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "471", "471108151", "47 11", "47a1", "４７１１", "-471"] {
            assert!(Pin::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(format!("{:?}", Pin::parse("4711").unwrap()), "Pin(…)");
    }

    #[test]
    fn what_anybody_would_try_first_is_told() {
        let obvious = |text: &str| Pin::parse(text).unwrap().is_obvious();
        assert!(["0000", "1234", "9876", "11111111"].into_iter().all(obvious));
        assert!(!["1235", "4711", "0815"].into_iter().any(obvious));
    }

    #[test]
    fn waits_follow_the_fifth_the_eighth_and_each_from_the_tenth() {
        let waits: Vec<_> = (1..=12).map(|n| wait_after(n).map(|ms| ms / 1_000)).collect();
        let (a, b, c) = (Some(30), Some(300), Some(1_800));
        assert_eq!(waits, [None, None, None, None, a, None, None, b, None, c, c, c]);
    }

    #[test]
    fn the_ceiling_lets_thirty_in_at_once_and_then_one_every_half_minute() {
        let at = |s: i64| Timestamp::from_ms(1_800_000_000_000 + s * 1_000);
        let mut ceiling = Ceiling::EMPTY;
        for _ in 0..30 {
            assert_eq!(ceiling.wait(at(0)), None);
            ceiling = ceiling.with_failure(at(0));
        }
        assert_eq!(ceiling.wait(at(0)), Some(30_000));
        assert_eq!(ceiling.wait(at(29)), Some(1_000));
        assert_eq!(ceiling.wait(at(30)), None);
        let over = (0..100).fold(ceiling, |ceiling, _| ceiling.with_failure(at(0)));
        assert_eq!(over.wait(at(0)), Some(30_000), "known addresses cannot push strangers out for longer");
        assert_eq!(over.wait(at(-3_600)), None, "a clock set back makes nobody wait for it");
        assert_eq!(over.with_failure(at(-3_600)).wait(at(-3_600)), Some(30_000), "but lets no more than one in");
    }
}
