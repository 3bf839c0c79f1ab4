//! How lengths are written: short, in the page's language, and exact enough to see the last lap.

use crate::i18n::{Lang, lang};
use domain::Metres;

/// How lengths of one event are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths {
    /// Decimals of a kilometre: two show every lap of whole tens of metres, shorter steps need three.
    decimals: usize,
    lang: Lang,
}

impl Lengths {
    /// For an event with laps of this length, in the page's language.
    pub fn of(lap: Metres) -> Self {
        Self { decimals: if lap.mm() % 10_000 == 0 { 2 } else { 3 }, lang: lang() }
    }

    /// The number and its unit: metres below a kilometre.
    pub fn parts(self, length: Metres) -> (String, &'static str) {
        let metres = length.mm() / 1_000;
        if metres < 1_000 {
            return (metres.to_string(), "m");
        }
        let (whole, rest) = (metres / 1_000, metres % 1_000);
        let point = if self.lang == Lang::De { ',' } else { '.' };
        let mut decimals = format!("{rest:03}");
        decimals.truncate(self.decimals);
        (format!("{}{point}{decimals}", self.thousands(whole)), "km")
    }

    /// Number and unit in one text.
    pub fn text(self, length: Metres) -> String {
        let (number, unit) = self.parts(length);
        format!("{number}\u{a0}{unit}")
    }

    fn thousands(self, number: i64) -> String {
        let separator = if self.lang == Lang::De { '.' } else { ',' };
        let digits = number.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(lang: Lang, lap_m: i64, m: i64) -> String {
        let decimals = Lengths::of(Metres::from_mm(lap_m * 1_000)).decimals;
        Lengths { decimals, lang }.text(Metres::from_mm(m * 1_000)).replace('\u{a0}', " ")
    }

    #[test]
    fn metres_below_a_kilometre_then_kilometres() {
        assert_eq!(written(Lang::En, 50, 150), "150 m");
        assert_eq!(written(Lang::En, 50, 1_150), "1.15 km");
        assert_eq!(written(Lang::En, 25, 1_025), "1.025 km");
    }

    #[test]
    fn each_language_has_its_points() {
        assert_eq!(written(Lang::En, 50, 1_204_350), "1,204.35 km");
        assert_eq!(written(Lang::De, 50, 1_204_350), "1.204,35 km");
        assert_eq!(written(Lang::De, 50, 1_000), "1,00 km");
    }
}
