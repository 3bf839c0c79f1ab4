//! What was taken: on one day by kind and method, and day by day.

use super::{
    Till,
    words::{amount_text, day_text, kinds_text, method_text},
};
use crate::{
    PageError, browser,
    components::{ActionButton, Refusal},
    desk::counted,
    i18n::tr,
};
use domain::{
    money::Amount,
    payment::{PaymentKind, PaymentMethod, TakingsSum},
    time::Day,
};
use leptos::prelude::*;

/// The sums of the chosen day, or of today, and the days to choose from.
#[component]
pub fn Sums(till: Till) -> impl IntoView {
    let day = Memo::new(move |_| till.day.get().unwrap_or_else(|| till.today.get()));
    let sum = Memo::new(move |_| till.takings.with(|takings| takings.of(day.get())));
    let title = move || match day.get() {
        day if day == till.today.get() => format!("{} · {}", tr("Today", "Heute"), day_text(day)),
        day => day_text(day),
    };
    view! {
        <section class="panel sheet" aria-labelledby="sheet-title">
            <div class="split">
                <h2 id="sheet-title">{title}</h2>
                <SheetButtons till />
            </div>
            <p class="till-sum" role="status">
                <b class="num">{move || sum.with(|sum| amount_text(sum.amount_minor, till.currency))}</b>
                <span class="muted">{move || sum.with(|sum| payments_text(sum.count))}</span>
            </p>
            {move || sum.with(|sum| (sum.count > 0).then(|| by_method(sum, till)))}
        </section>
        <Days till />
    }
}

fn payments_text(count: u32) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    counted(count, ["payment", "payments"], ["Zahlung", "Zahlungen"])
}

/// One day on paper: chosen first, then all of its payments are loaded, then the browser prints.
#[component]
fn SheetButtons(till: Till) -> impl IntoView {
    let print = Action::new(move |(): &()| async move {
        while till.load_older().await? {}
        browser::print();
        Ok::<(), PageError>(())
    });
    let error = Signal::derive(move || print.value().get().and_then(Result::err));
    view! {
        <div class="actions">
            <Show
                when=move || till.day.with(Option::is_some)
                fallback=move || view! {
                    <button type="button" class="btn quiet small" on:click=move |_| till.day.set(Some(till.today.get_untracked()))>
                        {tr("Only this day", "Nur dieser Tag")}
                    </button>
                }
            >
                <button type="button" class="btn quiet small" on:click=move |_| till.day.set(None)>
                    {tr("All days", "Alle Tage")}
                </button>
                <ActionButton class="quiet small" pending=print.pending() on_press=move || drop(print.dispatch(()))>
                    {tr("Print this day", "Diesen Tag drucken")}
                </ActionButton>
            </Show>
        </div>
        <Refusal error />
    }
}

/// A line for each method in which something was paid, a column for each kind.
fn by_method(sum: &TakingsSum, till: Till) -> impl IntoView + use<> {
    let currency = till.currency;
    let cell = move |amount: Amount| view! { <td class="r num">{amount_text(amount, currency)}</td> };
    let together = |method: Option<PaymentMethod>| PaymentKind::ALL.map(|kind| sum.amount(kind, method));
    let line = |method: Option<PaymentMethod>| {
        let amounts = together(method);
        let cells = amounts.map(cell).collect_view();
        view! { {cells} {cell(amounts.into_iter().sum())} }
    };
    let paid = |method: &PaymentMethod| sum.lines.iter().any(|line| line.method == *method);
    let rows = PaymentMethod::ALL
        .into_iter()
        .filter(paid)
        .map(|method| view! { <tr><th scope="row">{method_text(method)}</th> {line(Some(method))}</tr> })
        .collect_view();
    let heads = PaymentKind::ALL.map(|kind| view! { <th scope="col" class="r">{kinds_text(kind)}</th> }).collect_view();
    view! {
        <table class="list sums">
            <caption class="visually-hidden">{tr("By method and kind", "Nach Zahlweise und Art")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("Paid", "Bezahlt")}</th>
                    {heads}
                    <th scope="col" class="r">{tr("Together", "Zusammen")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr><th scope="row">{tr("Together", "Zusammen")}</th> {line(None)}</tr>
            </tfoot>
        </table>
    }
}

/// All days on which something was paid, with the total.
#[component]
fn Days(till: Till) -> impl IntoView {
    let some = move || till.takings.with(|takings| !takings.days.is_empty());
    let rows = move || {
        till.takings.with(|takings| takings.days.iter().map(|day| day_row(day.day, &day.sum, till)).collect_view())
    };
    let total = move || {
        till.takings.with(|takings| {
            let (count, amount) = (takings.total.count, amount_text(takings.total.amount_minor, till.currency));
            let kinds = kind_cells(&takings.total, till);
            view! {
                <tr>
                    <th scope="row">{tr("All days", "Alle Tage")}</th>
                    <td class="r num extra">{count}</td>
                    {kinds}
                    <td class="r num">{amount}</td>
                    <td></td>
                </tr>
            }
        })
    };
    let heads = move || {
        PaymentKind::ALL.map(|kind| view! { <th scope="col" class="r extra">{kinds_text(kind)}</th> }).collect_view()
    };
    view! {
        <Show when=some>
            <section class="panel days" aria-labelledby="days-title">
                <h2 id="days-title">{tr("Day by day", "Tag für Tag")}</h2>
                <table class="list sums">
                    <caption class="visually-hidden">{tr("Takings by day", "Einnahmen nach Tagen")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr("Day", "Tag")}</th>
                            <th scope="col" class="r extra">{tr("Payments", "Zahlungen")}</th>
                            {heads()}
                            <th scope="col" class="r">{tr("Together", "Zusammen")}</th>
                            <th scope="col" class="r"><span class="visually-hidden">{tr("Show", "Zeigen")}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>{total}</tfoot>
                </table>
            </section>
        </Show>
    }
}

fn kind_cells(sum: &TakingsSum, till: Till) -> impl IntoView + use<> {
    let amounts = PaymentKind::ALL.map(|kind| amount_text(sum.amount(kind, None), till.currency));
    amounts.map(|amount| view! { <td class="r num extra">{amount}</td> }).collect_view()
}

fn day_row(day: Day, sum: &TakingsSum, till: Till) -> impl IntoView + use<> {
    let amount = amount_text(sum.amount_minor, till.currency);
    let kinds = kind_cells(sum, till);
    view! {
        <tr class:chosen=move || till.day.get() == Some(day)>
            <th scope="row">{day_text(day)}</th>
            <td class="r num extra">{sum.count}</td>
            {kinds}
            <td class="r num">{amount}</td>
            <td class="r">
                <button type="button" class="btn quiet small" on:click=move |_| till.day.set(Some(day))>
                    {tr("Show", "Zeigen")}
                    <span class="visually-hidden">" " {day_text(day)}</span>
                </button>
            </td>
        </tr>
    }
}
