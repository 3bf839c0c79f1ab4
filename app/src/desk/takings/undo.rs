//! Asks before a payment is undone, and for the reason.

use super::{
    Till, api,
    list::{payer_text, purpose_text},
    words::amount_text,
};
use crate::{
    audit::UndoForm,
    components::{Dialog, open_while, use_toast},
    i18n::tr,
};
use domain::{audit::UndoInput, payment::PaymentView};
use leptos::prelude::*;

/// The dialog; it is open while there is a payment to be undone.
#[component]
pub fn UndoPayment(till: Till) -> impl IntoView {
    let open = open_while(till.undoing);
    let title = Memo::new(move |before: Option<&String>| match till.undoing.get() {
        Some(payment) => {
            let amount = amount_text(payment.amount_minor, payment.currency);
            format!("{} {amount}", tr("Undo:", "Rückgängig:"))
        }
        None => before.cloned().unwrap_or_default(),
    });
    view! {
        <Dialog id="undo-payment" open title>
            {move || till.undoing.get().map(|payment| view! { <Question payment open till /> })}
        </Dialog>
    }
}

#[component]
fn Question(payment: PaymentView, open: RwSignal<bool>, till: Till) -> impl IntoView {
    let (id, toast) = (payment.id, use_toast());
    let undo = Action::new(move |wish: &UndoInput| {
        let wish = wish.clone();
        async move {
            match api::undo_payment(till.event, id, wish).await {
                Ok(undone) => {
                    let amount = amount_text(undone.amount_minor, undone.currency);
                    toast.say(format!("{} {amount}", tr("Undone:", "Rückgängig:")));
                    till.reload();
                    open.set(false);
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    let what = view! {
        <p class="picked">
            <b class="num">{amount_text(payment.amount_minor, payment.currency)}</b>
            <span>{payer_text(&payment)}</span>
            <span class="muted">{purpose_text(&payment)}</span>
        </p>
    };
    view! { <UndoForm open undo what=what.into_any() /> }
}
