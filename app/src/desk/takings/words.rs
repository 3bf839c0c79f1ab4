//! Money in words.

use crate::i18n::{Lang, lang, tr};
use domain::{
    money::{Amount, Currency, Notation},
    payment::{PaymentKind, PaymentMethod},
    time::Day,
};

/// What a payment is for.
pub fn kind_text(kind: PaymentKind) -> &'static str {
    match kind {
        PaymentKind::EntryFee => tr("Entry fee", "Startgeld"),
        PaymentKind::Donation => tr("Donation", "Spende"),
    }
}

/// What many payments are for.
pub fn kinds_text(kind: PaymentKind) -> &'static str {
    match kind {
        PaymentKind::EntryFee => tr("Entry fees", "Startgelder"),
        PaymentKind::Donation => tr("Donations", "Spenden"),
    }
}

/// In which way something is paid.
pub fn method_text(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Cash => tr("Cash", "Bar"),
        PaymentMethod::Card => tr("Card", "Karte"),
        PaymentMethod::Transfer => tr("Transfer", "Überweisung"),
        PaymentMethod::Other => tr("Other", "Sonstige"),
    }
}

/// How the page's language writes amounts.
pub fn notation() -> Notation {
    match lang() {
        Lang::En => Notation::English,
        Lang::De => Notation::German,
    }
}

/// An amount as it is read.
pub fn amount_text(amount: Amount, currency: Currency) -> String {
    amount.written(currency, notation())
}

/// A day as it is read: "22 Nov 2026", "22.11.2026".
pub fn day_text(day: Day) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, in_month) = day.ymd();
    match lang() {
        Lang::En => {
            let name = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month)).copied();
            format!("{in_month} {} {year}", name.unwrap_or_default())
        }
        Lang::De => format!("{in_month}.{month}.{year}"),
    }
}
