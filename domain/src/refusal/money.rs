//! Payments.

use super::{By, Money};
use crate::{Timestamp, money::Currency, payment::PaymentKind};

super::facts! {
    AmountZero: Invalid "amount_zero"
        "The amount is zero."
        "Der Betrag ist null.";
    AmountTooLarge: Invalid "amount_too_large"
        "The amount is more than one payment can be."
        "Der Betrag ist größer, als eine Zahlung sein kann.";
    AmountForm { example: String }: Invalid "amount_form"
        "Write the amount like {example}, without separators between thousands."
        "Schreiben Sie den Betrag wie {example}, ohne Trennzeichen zwischen Tausendern.";
    OtherCurrency { currency: Currency }: Invalid "other_currency"
        "This event takes {currency} and no other currency."
        "Diese Veranstaltung nimmt {currency} und keine andere Währung.";
    FeeNeedsBib: Invalid "fee_needs_bib"
        "An entry fee is somebody's: say whose, by the bib."
        "Ein Startgeld gehört zu einer Person: Geben Sie ihre Nummer an.";
    AskPaymentsRange { max: u32 }: Invalid "ask_payments_range"
        "Ask for 1 to {max} payments."
        "Fragen Sie nach 1 bis {max} Zahlungen.";
    CurrencyJustChanged: Conflict "currency_just_changed"
        "The event's currency was changed at this very moment. Try again."
        "Die Währung der Veranstaltung wurde gerade eben geändert. Versuchen Sie es noch einmal.";
    GivenBackTooMuch { paid: Money, kind: PaymentKind }: Conflict "given_back_too_much"
        "No more can be given back than was paid: {paid} as {kind}."
        "Es lässt sich nicht mehr zurückgeben, als bezahlt wurde: {paid} als {kind}.";
    IdOfPayment: Conflict "id_of_payment"
        "A payment with this id was taken before, with other details. Look at the list before you take it again."
        "Eine Zahlung mit dieser Kennung wurde schon mit anderen Angaben angenommen. Sehen Sie in der Liste nach, bevor Sie sie noch einmal annehmen.";
    NoSuchPayment: NotFound "no_such_payment"
        "There is no such payment."
        "Diese Zahlung gibt es nicht.";
    UndoneBefore { by: By, at: Timestamp }: Conflict "undone_before"
        "This was already undone by {by} at {at}."
        "Das wurde schon von {by} rückgängig gemacht, um {at}.";
    UndoneJustNow: Conflict "undone_just_now"
        "This was already undone, at this very moment."
        "Das wurde gerade eben schon rückgängig gemacht.";
    RefundedPaymentUndone: Conflict "refunded_payment_undone"
        "What this gave back does not count as paid any more. Bring that payment back first."
        "Was dies zurückgab, gilt nicht mehr als bezahlt. Holen Sie zuerst jene Zahlung zurück.";
    PaymentGivenBack: Conflict "payment_given_back"
        "Something of this was given back since. Undo that first."
        "Davon wurde seither etwas zurückgegeben. Machen Sie das zuerst rückgängig.";
}
