//! The payments, newest first, each with the button that undoes it.

use super::{
    Till,
    words::{amount_text, day_text, kind_text, method_text},
};
use crate::{
    PageError,
    components::{ActionButton, LocalTime, Refusal},
    i18n::tr,
};
use domain::payment::PaymentView;
use leptos::prelude::*;

/// The list of the chosen day, or of all of them.
#[component]
pub fn Payments(till: Till) -> impl IntoView {
    let older = Action::new(move |(): &()| async move { till.load_older().await.map(drop) });
    let none = Memo::new(move |_| till.page.value.with(|page| page.payments.is_empty()));
    let title = move || match till.day.get() {
        Some(day) => format!("{} · {}", tr("Payments", "Zahlungen"), day_text(day)),
        None => tr("Payments", "Zahlungen").to_owned(),
    };
    let error = Signal::derive(move || older.value().get().and_then(|done: Result<(), PageError>| done.err()));
    view! {
        <section class="panel" aria-labelledby="payments-title">
            <h2 id="payments-title">{title}</h2>
            {move || if none.get() {
                view! { <Nothing till /> }.into_any()
            } else {
                view! { <Table till /> }.into_any()
            }}
            <Refusal error />
            <Show when=move || till.page.value.with(|page| page.next.is_some())>
                <div class="actions">
                    <ActionButton class="quiet" pending=older.pending() on_press=move || drop(older.dispatch(()))>
                        {tr("Older payments", "Ältere Zahlungen")}
                    </ActionButton>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Nothing(till: Till) -> impl IntoView {
    let words = move || match till.day.get() {
        Some(_) => tr("Nothing was taken on this day.", "An diesem Tag wurde nichts angenommen."),
        None => tr(
            "What you take with the form is listed here, and can be undone here.",
            "Was Sie mit dem Formular annehmen, steht hier und kann hier rückgängig gemacht werden.",
        ),
    };
    view! {
        <div class="empty">
            <h3>{tr("No payments yet", "Noch keine Zahlungen")}</h3>
            <p>{words}</p>
        </div>
    }
}

#[component]
fn Table(till: Till) -> impl IntoView {
    let rows =
        move || till.page.value.with(|page| page.payments.iter().map(|payment| row(payment, till)).collect_view());
    view! {
        <table class="list payments">
            <caption class="visually-hidden">{tr("Payments", "Zahlungen")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("When", "Wann")}</th>
                    <th scope="col">{tr("Who", "Wer")}</th>
                    <th scope="col" class="extra">{tr("For", "Für")}</th>
                    <th scope="col" class="r">{tr("Amount", "Betrag")}</th>
                    <th scope="col" class="extra">{tr("Taken by", "Angenommen von")}</th>
                    <th scope="col" class="r"><span class="visually-hidden">{tr("Undo", "Rückgängig")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(payment: &PaymentView, till: Till) -> impl IntoView + use<> {
    let at = payment.taken_at;
    let day = move || {
        let day = till.day_of(at);
        (day != till.today.get()).then(|| view! { <span class="muted">{day_text(day)}</span> " " })
    };
    let who = payer_text(payment);
    let purpose = purpose_text(payment);
    let by = payment.taken_by.clone().unwrap_or_else(|| tr("Console", "Leitung").to_owned());
    let note = payment.note.clone().map(|note| view! { <small class="muted note">{note}</small> });
    let undone = payment.undone;
    let amount = amount_text(payment.amount_minor, payment.currency);
    let label = format!(" {amount} {who}");
    let way = if undone {
        view! { <span class="badge">{tr("undone", "rückgängig")}</span> }.into_any()
    } else {
        let wanted = payment.clone();
        view! {
            <button type="button" class="btn quiet small" on:click=move |_| till.undoing.set(Some(wanted.clone()))>
                {tr("Undo", "Rückgängig")}
                <span class="visually-hidden">{label}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <tr class:undone=undone>
            <td class="num">{day} <LocalTime at /></td>
            <td>
                {who}
                <small class="muted role">{purpose.clone()}</small>
                {note}
            </td>
            <td class="muted extra">{purpose}</td>
            <td class="r num sum">{amount}</td>
            <td class="muted extra">{by}</td>
            <td class="r">{way}</td>
        </tr>
    }
}

/// Whose payment it is: "7 · Ada Lind".
pub fn payer_text(payment: &PaymentView) -> String {
    match (payment.bib, &payment.name) {
        (Some(bib), Some(name)) => format!("{bib} · {name}"),
        (Some(bib), None) => bib.to_string(),
        (None, _) => tr("Nobody in particular", "Ohne Namen").to_owned(),
    }
}

/// What for and in which way: "Entry fee · Cash".
pub fn purpose_text(payment: &PaymentView) -> String {
    format!("{} · {}", kind_text(payment.kind), method_text(payment.method))
}
