//! How the values that refusals name go over the wire, and how each is shown in a sentence.

use super::{Field, Param};
use crate::{
    Bib, Metres, Role, Timestamp,
    held::HeldReason,
    lang::Lang,
    money::{Amount, Currency, Notation},
    payment::PaymentKind,
    tag::Tag,
    time::Day,
};
use std::borrow::Cow;

/// How a parameter is shown.
#[derive(Debug)]
pub struct Sort {
    /// What it is, for the API's description.
    pub name: &'static str,
    /// Its text in a language; none where it is no such thing.
    pub show: fn(&Param, Lang) -> Option<Cow<'_, str>>,
}

/// A value that a sentence can name.
pub trait Shown {
    /// How it is shown.
    const SORT: Sort;

    /// The value on the wire.
    fn into_param(self) -> Param;
}

fn number(param: &Param, _: Lang) -> Option<Cow<'_, str>> {
    match param {
        Param::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

fn text(param: &Param, _: Lang) -> Option<Cow<'_, str>> {
    param.as_text().map(Cow::Borrowed)
}

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl Shown for $type {
            const SORT: Sort = Sort { name: "number", show: number };

            fn into_param(self) -> Param {
                Param::Number(self.into())
            }
        }
    )*};
}

numbers! { u32 u64 i64 usize }

impl Shown for Bib {
    const SORT: Sort = Sort { name: "bib", show: number };

    fn into_param(self) -> Param {
        self.get().into_param()
    }
}

impl Shown for String {
    const SORT: Sort = Sort { name: "text", show: text };

    fn into_param(self) -> Param {
        Param::Text(Cow::Owned(self))
    }
}

impl Shown for &'static str {
    const SORT: Sort = Sort { name: "text", show: text };

    fn into_param(self) -> Param {
        Param::Text(Cow::Borrowed(self))
    }
}

impl Shown for Tag {
    const SORT: Sort = Sort { name: "tag", show: text };

    fn into_param(self) -> Param {
        self.to_string().into_param()
    }
}

impl Shown for Currency {
    const SORT: Sort = Sort { name: "currency", show: text };

    fn into_param(self) -> Param {
        Param::Text(Cow::Borrowed(self.as_str()))
    }
}

impl Shown for Vec<String> {
    const SORT: Sort = Sort { name: "list", show: |param, _| Some(param.as_list()?.join(", ").into()) };

    fn into_param(self) -> Param {
        Param::List(self)
    }
}

impl Shown for Timestamp {
    const SORT: Sort = Sort { name: "time", show: moment };

    fn into_param(self) -> Param {
        self.to_string().into_param()
    }
}

fn moment(param: &Param, lang: Lang) -> Option<Cow<'_, str>> {
    let text = param.as_text()?;
    match lang {
        Lang::En => Some(text.into()),
        Lang::De => {
            let at = Timestamp::parse(text).ok()?;
            let (day, seconds) = (Day::at(at, 0), at.ms().rem_euclid(24 * 3_600_000) / 1_000);
            let ((year, month, day), minutes) = (day.ymd(), seconds / 60);
            let clock = format!("{:02}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60);
            Some(format!("{day:02}.{month:02}.{year}, {clock} UTC").into())
        }
    }
}

impl Shown for Metres {
    const SORT: Sort = Sort { name: "metres", show: metres };

    fn into_param(self) -> Param {
        match self.mm() % 1_000 {
            0 => (self.mm() / 1_000).into_param(),
            _ => serde_json::Number::from_f64(self.as_f64()).map_or(Param::Unknown, Param::Number),
        }
    }
}

fn metres(param: &Param, lang: Lang) -> Option<Cow<'_, str>> {
    let Param::Number(number) = param else { return None };
    let text = number.as_f64()?.to_string();
    Some(if lang == Lang::De { text.replace('.', ",") } else { text }.into())
}

macro_rules! words {
    ($($type:ty: $name:literal $label:ident;)*) => {$(
        impl Shown for $type {
            const SORT: Sort =
                Sort { name: $name, show: |param, lang| $label(param.as_text()?, lang).map(Cow::Borrowed) };

            fn into_param(self) -> Param {
                Param::Text(Cow::Borrowed(self.as_str()))
            }
        }
    )*};
}

words! {
    Field: "field" field_label;
    HeldReason: "held_reason" held_label;
    PaymentKind: "payment_kind" kind_label;
    Role: "role" role_label;
}

fn field_label(name: &str, lang: Lang) -> Option<&'static str> {
    Field::labels(name).map(|(english, german)| lang.choose(english, german))
}

fn held_label(name: &str, lang: Lang) -> Option<&'static str> {
    HeldReason::parse(name).map(|reason| reason.sentence_in(lang))
}

fn kind_label(name: &str, lang: Lang) -> Option<&'static str> {
    PaymentKind::parse(name).map(|kind| kind_in(kind, lang))
}

fn role_label(name: &str, lang: Lang) -> Option<&'static str> {
    Role::parse(name).map(|role| role_in(role, lang))
}

fn kind_in(kind: PaymentKind, lang: Lang) -> &'static str {
    match kind {
        PaymentKind::EntryFee => lang.choose(kind.words(), "Startgeld"),
        PaymentKind::Donation => lang.choose(kind.words(), "Spende"),
    }
}

fn role_in(role: Role, lang: Lang) -> &'static str {
    lang.choose(
        role.as_str(),
        match role {
            Role::Admin => "Admin",
            Role::Floor => "Aufsicht",
            Role::Reception => "Anmeldung",
            Role::LaneAssign => "Einteilung",
            Role::LaneCount => "Zählstation",
            Role::Viewer => "Zuschauer",
        },
    )
}

/// Whoever made a change, by name; the console has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By(pub String);

impl By {
    /// How the console is named.
    pub const CONSOLE: &'static str = "the console";

    /// The console.
    pub fn console() -> Self {
        Self(Self::CONSOLE.to_owned())
    }
}

impl Shown for By {
    const SORT: Sort = Sort {
        name: "who",
        show: |param, lang| {
            let name = param.as_text()?;
            Some(if name == Self::CONSOLE { lang.choose(Self::CONSOLE, "der Leitung") } else { name }.into())
        },
    };

    fn into_param(self) -> Param {
        self.0.into_param()
    }
}

/// A sum of money; `12.50 EUR` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money(pub Amount, pub Currency);

impl Money {
    fn wire(self) -> String {
        format!("{} {}", self.0.plain(self.1, '.'), self.1.as_str())
    }

    fn written(wire: &str, lang: Lang) -> Option<String> {
        let (amount, currency) = wire.rsplit_once(' ')?;
        let currency = Currency::parse(currency)?;
        let notation = if lang == Lang::En { Notation::English } else { Notation::German };
        Some(Amount::parse(amount, currency).ok()?.written(currency, notation))
    }
}

impl Shown for Money {
    const SORT: Sort =
        Sort { name: "money", show: |param, lang| Money::written(param.as_text()?, lang).map(Cow::Owned) };

    fn into_param(self) -> Param {
        self.wire().into_param()
    }
}

/// What somebody has paid, by purpose; each is `entry_fee 12.50 EUR` on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidFor(pub Vec<(PaymentKind, Money)>);

impl PaidFor {
    fn wire(self) -> impl Iterator<Item = String> {
        self.0.into_iter().map(|(kind, money)| format!("{} {}", kind.as_str(), money.wire()))
    }

    fn written<'w>(items: impl IntoIterator<Item = &'w str>, lang: Lang) -> Option<String> {
        let item = |item: &str| {
            let (kind, money) = item.split_once(' ')?;
            Some(format!("{} {}", kind_in(PaymentKind::parse(kind)?, lang), Money::written(money, lang)?))
        };
        Some(items.into_iter().map(item).collect::<Option<Vec<_>>>()?.join(", "))
    }
}

impl Shown for PaidFor {
    const SORT: Sort = Sort {
        name: "paid",
        show: |param, lang| PaidFor::written(param.as_list()?.iter().map(String::as_str), lang).map(Cow::Owned),
    };

    fn into_param(self) -> Param {
        Param::List(self.wire().collect())
    }
}

/// What stands in the way of taking a registration back. On the wire `laps 3`, what was paid, and `slot 2 slow`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTheWay {
    /// Laps that count.
    pub laps: u64,
    /// What was paid.
    pub paid: Option<PaidFor>,
    /// The slot's position and pace group.
    pub slot: Option<(i64, String)>,
}

impl Shown for InTheWay {
    const SORT: Sort =
        Sort { name: "in_the_way", show: |param, lang| in_the_way(param.as_list()?, lang).map(Cow::Owned) };

    fn into_param(self) -> Param {
        let laps = (self.laps > 0).then(|| format!("laps {}", self.laps));
        let slot = self.slot.map(|(position, group)| format!("slot {position} {group}"));
        Param::List(laps.into_iter().chain(self.paid.into_iter().flat_map(PaidFor::wire)).chain(slot).collect())
    }
}

fn in_the_way(things: &[String], lang: Lang) -> Option<String> {
    let (mut laps, mut slot, mut paid) = (None, None, Vec::new());
    for thing in things {
        match thing.split_once(' ')? {
            ("laps", number) => laps = Some(format!("{number} {}", lang.choose("counted laps", "gezählte Runden"))),
            ("slot", place) => {
                let (position, group) = place.split_once(' ')?;
                let (slot_word, of) = (lang.choose("slot", "Platz"), lang.choose("of", "von"));
                slot = Some(format!("{slot_word} {position} {of} {group}"));
            }
            _ => paid.push(thing.as_str()),
        }
    }
    let paid = if paid.is_empty() {
        None
    } else {
        Some(format!("{} ({})", lang.choose("payments", "Zahlungen"), PaidFor::written(paid, lang)?))
    };
    let all: Vec<String> = [laps, paid, slot].into_iter().flatten().collect();
    Some(all.join(lang.choose(" and ", " und ")))
}
