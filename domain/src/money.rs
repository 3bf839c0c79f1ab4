//! Money, in whole minor units so that sums are exact. Nothing in here is ever a floating number.

use crate::{limits, problem::Problem, refusal};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A currency of the table below; on the wire its code, such as `EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    minor_digits: u32,
    sign: &'static str,
}

const fn currency(code: &'static str, minor_digits: u32, sign: &'static str) -> Currency {
    Currency { code, minor_digits, sign }
}

impl Currency {
    /// The euro, which an event has if nothing else is said.
    pub const EUR: Self = currency("EUR", 2, "€");

    /// Those that an event can have, by code. Codes and minor digits are those of ISO 4217, list one; a sign stands only
    /// where it is the common way to write the currency at home, else the code.
    pub const ALL: [Self; 31] = [
        currency("AUD", 2, "$"),
        currency("BRL", 2, "R$"),
        currency("CAD", 2, "$"),
        currency("CHF", 2, "CHF"),
        currency("CNY", 2, "¥"),
        currency("CZK", 2, "CZK"),
        currency("DKK", 2, "DKK"),
        Self::EUR,
        currency("GBP", 2, "£"),
        currency("HKD", 2, "HK$"),
        currency("HUF", 2, "HUF"),
        currency("ILS", 2, "₪"),
        currency("INR", 2, "₹"),
        currency("ISK", 0, "ISK"),
        currency("JPY", 0, "¥"),
        currency("KRW", 0, "₩"),
        currency("KWD", 3, "KWD"),
        currency("MXN", 2, "$"),
        currency("NOK", 2, "NOK"),
        currency("NZD", 2, "$"),
        currency("PLN", 2, "PLN"),
        currency("RON", 2, "RON"),
        currency("RSD", 2, "RSD"),
        currency("SEK", 2, "SEK"),
        currency("SGD", 2, "S$"),
        currency("THB", 2, "THB"),
        currency("TND", 3, "TND"),
        currency("TRY", 2, "₺"),
        currency("UAH", 2, "₴"),
        currency("USD", 2, "$"),
        currency("ZAR", 2, "ZAR"),
    ];

    /// The currency of that code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|currency| currency.code == code)
    }

    /// The code.
    pub const fn as_str(self) -> &'static str {
        self.code
    }

    /// How many minor units make a major one.
    const fn scale(self) -> u64 {
        10_u64.pow(self.minor_digits)
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::EUR
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&code).ok_or_else(|| serde::de::Error::custom("no such currency; give a code such as EUR"))
    }
}

/// How a language writes amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// `€1,234.50`
    English,
    /// `1.234,50 €`
    German,
}

impl Notation {
    /// What stands before the minor units.
    pub const fn point(self) -> char {
        match self {
            Self::English => '.',
            Self::German => ',',
        }
    }

    const fn group(self) -> char {
        match self {
            Self::English => ',',
            Self::German => '.',
        }
    }
}

/// An amount of money in minor units of its currency; negative for what is given back. On the wire a whole number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Amount(i64);

impl Amount {
    /// An amount of that many minor units.
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// Minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// This amount as something that can change hands.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid if it is nothing, or more than [`limits::PAYMENT_MINOR_MAX`] either way.
    pub fn payable(self) -> Result<Self, Problem> {
        if self.0 == 0 {
            return Err(refusal::AmountZero.into());
        }
        if self.0.unsigned_abs() > limits::PAYMENT_MINOR_MAX {
            return Err(refusal::AmountTooLarge.into());
        }
        Ok(self)
    }

    /// Reads what people type: `12`, `12.50`, `12,5`, `-5`, `€12.50`, `12,50 €`. Point and comma both stand before the
    /// minor units, never between thousands: where `1.234` could be either, guessing would be wrong by a factor of a
    /// thousand.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid for anything else, with an example.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, Problem> {
        let wrong = || {
            let example = Self(1_250).plain(currency, '.');
            Problem::from(refusal::AmountForm { example })
        };
        let text = text.trim();
        let unsigned = text.strip_prefix(['-', '−']);
        let digits = without_mark(unsigned.unwrap_or(text), currency);
        let (whole, part) = digits.split_once(['.', ',']).map_or((digits, None), |(whole, part)| (whole, Some(part)));
        let (whole, part) = (number(whole).ok_or_else(wrong)?, part.map(|part| minor(part, currency)));
        let part = part.unwrap_or(Some(0)).ok_or_else(wrong)?;
        let scale = i64::try_from(currency.scale()).map_err(|_| wrong())?;
        let sum = whole.checked_mul(scale).and_then(|whole| whole.checked_add(part)).ok_or_else(wrong)?;
        Ok(Self(if unsigned.is_some() { -sum } else { sum }))
    }

    /// The amount as it is typed: `-12.50`, without a sign of the currency and without groups.
    pub fn plain(self, currency: Currency, point: char) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = self.parts(currency);
        format!("{sign}{whole}{}", part.map_or(String::new(), |part| format!("{point}{part}")))
    }

    /// The amount as it is read: `−€1,234.50`, `−1.234,50 €`.
    pub fn written(self, currency: Currency, notation: Notation) -> String {
        let minus = if self.0 < 0 { "−" } else { "" };
        let (whole, part) = self.parts(currency);
        let mut number = grouped(whole, notation.group());
        if let Some(part) = part {
            number.push(notation.point());
            number.push_str(&part);
        }
        let mark = currency.sign;
        match notation {
            Notation::English if mark == currency.code => format!("{minus}{mark}\u{a0}{number}"),
            Notation::English => format!("{minus}{mark}{number}"),
            Notation::German => format!("{minus}{number}\u{a0}{mark}"),
        }
    }

    /// Major units, and the minor ones with all their digits where the currency has any.
    fn parts(self, currency: Currency) -> (u64, Option<String>) {
        let (scale, width) = (currency.scale(), currency.minor_digits as usize);
        let all = self.0.unsigned_abs();
        (all / scale, (width > 0).then(|| format!("{:0width$}", all % scale)))
    }
}

/// What was typed, without the currency's sign or code before or after it.
fn without_mark(text: &str, currency: Currency) -> &str {
    let mut marks = [currency.sign, currency.code].into_iter();
    marks.find_map(|mark| text.strip_prefix(mark).or_else(|| text.strip_suffix(mark))).unwrap_or(text).trim()
}

/// A number of major units; as many digits as any sum of an event has, and no more.
fn number(digits: &str) -> Option<i64> {
    let good = (1..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if good { digits.parse().ok() } else { None }
}

/// What stands behind the point, as minor units: `5` is `50` in a currency with two digits.
fn minor(digits: &str, currency: Currency) -> Option<i64> {
    let missing = currency.minor_digits.checked_sub(u32::try_from(digits.len()).ok()?)?;
    number(digits)?.checked_mul(10_i64.pow(missing))
}

fn grouped(number: u64, group: char) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    out
}

impl std::ops::Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self(0), |a, b| a + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    fn read(text: &str, code: &str) -> Option<i64> {
        Amount::parse(text, of(code)).ok().map(Amount::minor)
    }

    #[test]
    fn what_people_type_is_read() {
        for (text, minor) in [
            ("12", 1_200),
            ("12.50", 1_250),
            ("12,50", 1_250),
            ("12,5", 1_250),
            (" 0.05 ", 5),
            ("-5", -500),
            ("−5,00", -500),
            ("€12.50", 1_250),
            ("-€3", -300),
            ("12,50 €", 1_250),
            ("12 EUR", 1_200),
            ("0", 0),
        ] {
            assert_eq!(read(text, "EUR"), Some(minor), "{text}");
        }
        assert_eq!(read("1250", "JPY"), Some(1_250));
        assert_eq!(read("1.5", "KWD"), Some(1_500));
        assert_eq!(read("CHF 7.05", "CHF"), Some(705));
    }

    #[test]
    fn what_could_mean_two_things_or_nothing_is_refused() {
        for text in [
            "",
            "-",
            ".",
            "12.",
            ".50",
            "1.234",
            "1,234",
            "1.234,50",
            "1,234.50",
            "1 234",
            "1'234",
            "12.505",
            "--5",
            "5-",
            "1e3",
            "0x10",
            "NaN",
            "inf",
            "12.-5",
            "١٢",
            "twelve",
            "12 $",
            "1234567890123",
        ] {
            assert_eq!(read(text, "EUR"), None, "{text}");
        }
        assert_eq!(read("12.5", "JPY"), None, "the yen has no smaller unit");
        let sentence = Amount::parse("1.234", Currency::EUR).unwrap_err().sentence;
        assert!(sentence.contains("12.50"), "{sentence}");
    }

    #[test]
    fn amounts_are_written_as_each_language_does() {
        let both = |minor, code| {
            [Notation::English, Notation::German].map(|notation| Amount::from_minor(minor).written(of(code), notation))
        };
        assert_eq!(both(123_450, "EUR"), ["€1,234.50", "1.234,50\u{a0}€"]);
        assert_eq!(both(-5, "EUR"), ["−€0.05", "−0,05\u{a0}€"]);
        assert_eq!(both(1_000_000, "CHF"), ["CHF\u{a0}10,000.00", "10.000,00\u{a0}CHF"]);
        assert_eq!(both(1_000_000, "JPY"), ["¥1,000,000", "1.000.000\u{a0}¥"]);
        assert_eq!(both(i64::MIN, "KWD")[0], "−KWD\u{a0}9,223,372,036,854,775.808");
    }

    #[test]
    fn only_something_can_change_hands_and_not_too_much() {
        let max = i64::try_from(limits::PAYMENT_MINOR_MAX).unwrap();
        for minor in [1, -1, max, -max] {
            assert!(Amount::from_minor(minor).payable().is_ok(), "{minor}");
        }
        for minor in [0, max + 1, -max - 1, i64::MIN, i64::MAX] {
            assert!(Amount::from_minor(minor).payable().is_err(), "{minor}");
        }
    }

    #[test]
    fn the_wire_knows_whole_numbers_and_known_codes_only() {
        assert_eq!(serde_json::to_string(&(Amount::from_minor(-5), Currency::EUR)).unwrap(), "[-5,\"EUR\"]");
        for text in ["12.5", "1e3", "\"12\"", "null", "9223372036854775808"] {
            assert!(serde_json::from_str::<Amount>(text).is_err(), "{text}");
        }
        for text in ["\"eur\"", "\"XXX\"", "\"\"", "7", "null"] {
            assert!(serde_json::from_str::<Currency>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_table_is_in_order_and_each_code_stands_once() {
        assert!(Currency::ALL.windows(2).all(|two| two[0].code < two[1].code));
        assert!(Currency::ALL.iter().all(|c| c.code.len() == 3 && c.code.bytes().all(|b| b.is_ascii_uppercase())));
    }

    fn currencies() -> impl Strategy<Value = Currency> {
        prop::sample::select(&Currency::ALL[..])
    }

    proptest! {
        #[test]
        fn what_is_written_plainly_is_read_whatever_the_point(
            minor in -1_000_000_000_000_i64..1_000_000_000_000, currency in currencies(), comma: bool,
        ) {
            let amount = Amount::from_minor(minor);
            let text = amount.plain(currency, if comma { ',' } else { '.' });
            prop_assert_eq!(Amount::parse(&text, currency), Ok(amount), "{}", text);
        }

        #[test]
        fn what_is_shown_is_read_if_it_has_no_thousands(
            minor in -99_900_i64..99_900, currency in currencies().prop_filter("below", |c| c.minor_digits > 1), german: bool,
        ) {
            let amount = Amount::from_minor(minor);
            let text = amount.written(currency, if german { Notation::German } else { Notation::English });
            prop_assert_eq!(Amount::parse(&text, currency), Ok(amount), "{}", text);
        }

        #[test]
        fn groups_change_nothing_but_the_look(minor: i64, currency in currencies()) {
            let amount = Amount::from_minor(minor);
            let ungrouped: String = amount.written(currency, Notation::German).chars().filter(|c| *c != '.').collect();
            let plain = amount.plain(currency, ',').replace('-', "−");
            prop_assert_eq!(ungrouped, format!("{plain}\u{a0}{}", currency.sign));
        }

        #[test]
        fn garbage_never_panics_and_never_becomes_more_than_it_says(text in ".{0,30}", currency in currencies()) {
            if let Ok(amount) = Amount::parse(&text, currency) {
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                let (typed, read) = (digits(&text), digits(&amount.plain(currency, '.')));
                prop_assert_eq!(read.trim_start_matches('0').trim_end_matches('0'),
                    typed.trim_start_matches('0').trim_end_matches('0'), "{}", text);
            }
        }
    }
}
