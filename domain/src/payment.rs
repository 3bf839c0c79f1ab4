//! What players and others pay, and what a day's payments come to.

use crate::{
    Bib, Problem, Timestamp, limits,
    money::{Amount, Currency},
    refusal::{self, Field},
    text,
    time::Day,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a payment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// The fee for taking part; always somebody's.
    EntryFee,
    /// A gift; a player's, or nobody's in particular.
    Donation,
}

impl PaymentKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::EntryFee, Self::Donation];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EntryFee => "entry_fee",
            Self::Donation => "donation",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The kind as a sentence names it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::EntryFee => "entry fee",
            Self::Donation => "donation",
        }
    }
}

/// The way in which money changes hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Coins and notes, into the cash box.
    Cash,
    /// At a card terminal.
    Card,
    /// From account to account.
    Transfer,
    /// Any other way, such as a voucher.
    Other,
}

impl PaymentMethod {
    /// All methods.
    pub const ALL: [Self; 4] = [Self::Cash, Self::Card, Self::Transfer, Self::Other];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Card => "card",
            Self::Transfer => "transfer",
            Self::Other => "other",
        }
    }

    /// The method of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// A payment as a page or a program asks for it to be taken: body of `POST …/payments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PaymentInput {
    /// Made where the money is taken; a retry carries the same one, so that it is never taken twice.
    pub id: Uuid,
    /// Who pays; only a donation may be nobody's in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bib: Option<Bib>,
    /// What for.
    pub kind: PaymentKind,
    /// How much, in minor units; negative for what is given back.
    pub amount_minor: Amount,
    /// The currency that the amount is meant in; must be the event's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// In which way.
    pub method: PaymentMethod,
    /// Whatever else is worth knowing.
    #[serde(default)]
    pub note: String,
}

/// A payment that keeps every rule of form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// Its id.
    pub id: Uuid,
    /// Who pays.
    pub bib: Option<Bib>,
    /// What for.
    pub kind: PaymentKind,
    /// How much; negative for what is given back.
    pub amount: Amount,
    /// In which way.
    pub method: PaymentMethod,
    /// The note, if there is one.
    pub note: Option<String>,
}

impl PaymentInput {
    /// Checks every rule of form; `currency` is the event's.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that names the field.
    pub fn parse(self, currency: Currency) -> Result<NewPayment, Problem> {
        if self.id.is_nil() {
            return Err(refusal::IdIsNil.into());
        }
        if self.currency.is_some_and(|meant| meant != currency) {
            return Err(refusal::OtherCurrency { currency }.into());
        }
        if self.kind == PaymentKind::EntryFee && self.bib.is_none() {
            return Err(refusal::FeeNeedsBib.into());
        }
        Ok(NewPayment {
            id: self.id,
            bib: self.bib,
            kind: self.kind,
            amount: self.amount_minor.payable()?,
            method: self.method,
            note: text::parse_line(Field::Note, &self.note, limits::NOTE_CHARS_MAX)?,
        })
    }
}

/// A payment as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentView {
    /// Its id.
    pub id: Uuid,
    /// Who paid; none for a donation of nobody in particular.
    pub bib: Option<Bib>,
    /// The player's full name.
    pub name: Option<String>,
    /// What for.
    pub kind: PaymentKind,
    /// How much, in minor units; negative for what was given back.
    pub amount_minor: Amount,
    /// The currency.
    pub currency: Currency,
    /// In which way.
    pub method: PaymentMethod,
    /// The note, unless it was erased.
    pub note: Option<String>,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// The name of who took it; none for the holder of the admin token.
    pub taken_by: Option<String>,
    /// Whether it was undone, and so counts no longer.
    pub undone: bool,
}

/// A payment that was just taken, or taken before under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Taken {
    /// The payment.
    #[serde(flatten)]
    pub payment: PaymentView,
    /// Whether it was here before, and nothing was taken now.
    pub duplicate: bool,
}

/// Which payments are asked for. All that are given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PaymentFilter {
    /// Only this player's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bib: Option<Bib>,
    /// Taken at or after this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Taken before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// How many at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where to go on, as the last page said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A page of payments, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentPage {
    /// The payments, also those that were undone.
    pub payments: Vec<PaymentView>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

/// What a player has paid, less what was given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Balance {
    /// Whose it is.
    pub bib: Bib,
    /// Entry fees, in minor units.
    pub entry_fee_minor: Amount,
    /// Donations, in minor units.
    pub donation_minor: Amount,
}

/// What was paid in a quarter of an hour, for one purpose in one way. All offsets from UTC that are in use are whole
/// quarters, so quarters add up to anybody's days, also to those on which clocks are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakingsPart {
    /// When the quarter began.
    pub from: Timestamp,
    /// What for.
    pub kind: PaymentKind,
    /// In which way.
    pub method: PaymentMethod,
    /// How many payments it were, those that gave something back included.
    pub count: u32,
    /// What they come to, in minor units.
    pub amount_minor: Amount,
}

/// What payments of one kind and method come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TakingsLine {
    /// What for.
    pub kind: PaymentKind,
    /// In which way.
    pub method: PaymentMethod,
    /// How many payments it were.
    pub count: u32,
    /// What they come to, in minor units; what was given back is taken off.
    pub amount_minor: Amount,
}

/// Takings by kind and method, with their sum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TakingsSum {
    /// One line for each kind and method in which something was paid.
    pub lines: Vec<TakingsLine>,
    /// How many payments it were.
    pub count: u32,
    /// What all of them come to, in minor units.
    pub amount_minor: Amount,
}

impl TakingsSum {
    fn add(&mut self, part: &TakingsPart) {
        self.count = self.count.saturating_add(part.count);
        self.amount_minor = self.amount_minor + part.amount_minor;
        let TakingsPart { kind, method, count, amount_minor, .. } = *part;
        if let Some(line) = self.lines.iter_mut().find(|line| (line.kind, line.method) == (kind, method)) {
            line.count = line.count.saturating_add(count);
            line.amount_minor = line.amount_minor + amount_minor;
        } else {
            let place = self.lines.partition_point(|line| (line.kind, line.method) < (kind, method));
            self.lines.insert(place, TakingsLine { kind, method, count, amount_minor });
        }
    }

    /// What was paid for this, in this way or in any.
    pub fn amount(&self, kind: PaymentKind, method: Option<PaymentMethod>) -> Amount {
        let wanted = self.lines.iter().filter(|line| line.kind == kind && method.is_none_or(|m| m == line.method));
        wanted.map(|line| line.amount_minor).sum()
    }
}

/// What was taken on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayTakings {
    /// The day.
    pub day: Day,
    /// What it came to.
    #[serde(flatten)]
    pub sum: TakingsSum,
}

/// What was taken, day by day and altogether.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Takings {
    /// The event's currency.
    pub currency: Currency,
    /// Days on which something was paid, newest first.
    pub days: Vec<DayTakings>,
    /// All days together.
    pub total: TakingsSum,
}

impl Takings {
    /// Adds up parts by the day in which each began; where days begin is for the caller to say.
    pub fn by_day(parts: &[TakingsPart], currency: Currency, day_of: impl Fn(Timestamp) -> Day) -> Self {
        let mut days: BTreeMap<Day, TakingsSum> = BTreeMap::new();
        let mut total = TakingsSum::default();
        for part in parts {
            days.entry(day_of(part.from)).or_default().add(part);
            total.add(part);
        }
        let days = days.into_iter().rev().map(|(day, sum)| DayTakings { day, sum }).collect();
        Self { currency, days, total }
    }

    /// What was taken on a day.
    pub fn of(&self, day: Day) -> TakingsSum {
        self.days.iter().find(|takings| takings.day == day).map(|takings| takings.sum.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn input() -> PaymentInput {
        PaymentInput {
            id: Uuid::from_u128(7),
            bib: Bib::new(7).ok(),
            kind: PaymentKind::EntryFee,
            amount_minor: Amount::from_minor(1_200),
            currency: None,
            method: PaymentMethod::Cash,
            note: "  paid  by Ada's mother ".into(),
        }
    }

    #[test]
    fn a_plain_payment_parses() {
        let payment = input().parse(Currency::EUR).unwrap();
        assert_eq!((payment.amount.minor(), payment.note.as_deref()), (1_200, Some("paid by Ada's mother")));
        let donation = PaymentInput { kind: PaymentKind::Donation, bib: None, note: " ".into(), ..input() };
        assert_eq!(donation.parse(Currency::EUR).unwrap().note, None);
        let meant = PaymentInput { currency: Some(Currency::EUR), ..input() };
        assert!(meant.parse(Currency::EUR).is_ok());
    }

    #[test]
    fn each_rule_of_form_is_named() {
        let broken = [
            ("nil", PaymentInput { id: Uuid::nil(), ..input() }),
            ("whose", PaymentInput { bib: None, ..input() }),
            ("zero", PaymentInput { amount_minor: Amount::default(), ..input() }),
            ("more than", PaymentInput { amount_minor: Amount::from_minor(i64::MIN), ..input() }),
            ("EUR and no other", PaymentInput { currency: Currency::parse("CHF"), ..input() }),
            ("note is longer", PaymentInput { note: "x".repeat(limits::NOTE_CHARS_MAX + 1), ..input() }),
            ("note holds", PaymentInput { note: "a\u{202e}b".into(), ..input() }),
        ];
        for (word, input) in broken {
            let problem = input.parse(Currency::EUR).unwrap_err();
            assert!(problem.sentence.contains(word), "{problem}");
        }
    }

    #[test]
    fn names_are_read_back() {
        assert!(PaymentKind::ALL.into_iter().all(|kind| PaymentKind::parse(kind.as_str()) == Some(kind)));
        assert!(PaymentMethod::ALL.into_iter().all(|method| PaymentMethod::parse(method.as_str()) == Some(method)));
    }

    fn part(at: &str, kind: PaymentKind, method: PaymentMethod, minor: i64) -> TakingsPart {
        let from = Timestamp::parse(at).unwrap();
        TakingsPart { from, kind, method, count: 1, amount_minor: Amount::from_minor(minor) }
    }

    #[test]
    fn a_payment_belongs_to_the_day_that_it_is_where_it_was_taken() {
        use PaymentKind::{Donation, EntryFee};
        use PaymentMethod::{Card, Cash};
        let parts = [
            part("2026-11-21T22:45:00Z", EntryFee, Cash, 1_200),
            part("2026-11-21T23:00:00Z", EntryFee, Cash, 1_300),
            part("2026-11-22T03:00:00Z", Donation, Card, 500),
            part("2026-11-22T03:15:00Z", EntryFee, Cash, -300),
        ];
        let takings = Takings::by_day(&parts, Currency::EUR, |at| Day::at(at, 60));
        let days: Vec<_> = takings.days.iter().map(|day| (day.day.to_string(), day.sum.amount_minor.minor())).collect();
        assert_eq!(days, [("2026-11-22".to_owned(), 1_500), ("2026-11-21".to_owned(), 1_200)]);
        let lines = &takings.days[0].sum.lines;
        assert_eq!(
            lines[0],
            TakingsLine { kind: EntryFee, method: Cash, count: 2, amount_minor: Amount::from_minor(1_000) }
        );
        assert_eq!((lines.len(), takings.total.count, takings.total.amount_minor.minor()), (2, 4, 2_700));
        assert_eq!(takings.total.amount(EntryFee, None).minor(), 2_200);
        assert_eq!(takings.total.amount(Donation, Some(Cash)).minor(), 0);
        assert_eq!(Takings::by_day(&parts, Currency::EUR, |at| Day::at(at, 0)).days.len(), 2);
        assert_eq!(Takings::by_day(&parts, Currency::EUR, |at| Day::at(at, -240)).days.len(), 1);
    }

    proptest! {
        #[test]
        fn days_and_lines_add_up_to_the_total(
            parts in prop::collection::vec((0..400_i64, 0..2_usize, 0..4_usize, -5_000..9_000_i64), 0..40),
            offset in -840..=840_i32,
        ) {
            let parts: Vec<_> = parts.into_iter().map(|(quarter, kind, method, minor)| TakingsPart {
                from: Timestamp::from_ms(1_800_000_000_000 + quarter * limits::TAKINGS_PART_MS),
                kind: PaymentKind::ALL[kind],
                method: PaymentMethod::ALL[method],
                count: 1,
                amount_minor: Amount::from_minor(minor),
            }).collect();
            let takings = Takings::by_day(&parts, Currency::EUR, |at| Day::at(at, offset));
            let all: Amount = parts.iter().map(|part| part.amount_minor).sum();
            prop_assert_eq!(takings.total.amount_minor, all);
            prop_assert_eq!(takings.days.iter().map(|day| day.sum.amount_minor).sum::<Amount>(), all);
            prop_assert_eq!(takings.total.lines.iter().map(|line| line.amount_minor).sum::<Amount>(), all);
            prop_assert!(takings.days.windows(2).all(|two| two[0].day > two[1].day));
        }

        #[test]
        fn garbage_never_panics(text in ".{0,120}") {
            let _ = serde_json::from_str::<PaymentInput>(&text);
        }
    }
}
