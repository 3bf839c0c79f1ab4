//! Who pays, and what they have paid already.

use super::{Till, form::PaymentForm, words::amount_text};
use crate::{
    browser,
    desk::{person::about_player, search::WHO},
    i18n::tr,
};
use domain::{payment::PaymentKind, player::PlayerView};
use leptos::prelude::*;

/// The chosen player with what they have paid, or what it means that nobody is chosen.
#[component]
pub fn ChosenPayer(till: Till, form: PaymentForm) -> impl IntoView {
    let player = move || {
        let bib = form.bib.get()?;
        till.players.value.with(|list| list.players.iter().find(|player| player.bib == bib).cloned())
    };
    view! {
        <section class="payer" aria-labelledby="payer-title">
            <h3 id="payer-title" class="visually-hidden">{tr("Who pays", "Wer bezahlt")}</h3>
            {move || match player() {
                Some(player) => view! { <Payer player till form /> }.into_any(),
                None => view! { <p class="hint">{of_nobody(form.kind.get())}</p> }.into_any(),
            }}
        </section>
    }
}

fn of_nobody(kind: Option<PaymentKind>) -> &'static str {
    match kind {
        Some(PaymentKind::Donation) => tr(
            "Nobody is chosen: the donation is taken without a name.",
            "Niemand ist gewählt: die Spende wird ohne Namen angenommen.",
        ),
        _ => tr(
            "Type a bib and press Enter, or choose a player from the list.",
            "Nummer tippen und Eingabetaste drücken, oder jemanden aus der Liste wählen.",
        ),
    }
}

#[component]
fn Payer(player: PlayerView, till: Till, form: PaymentForm) -> impl IntoView {
    let bib = player.bib;
    let balance = Memo::new(move |_| till.balance(bib));
    let fee = move || balance.get().map(|of| of.entry_fee_minor).filter(|fee| fee.minor() > 0);
    let paid = move || match fee() {
        Some(fee) => {
            let words = format!("{} {}", tr("Entry fee paid:", "Startgeld bezahlt:"), amount_text(fee, till.currency));
            view! { <span class="badge ok">{words}</span> }.into_any()
        }
        None => view! { <span class="badge late">{tr("No entry fee yet", "Noch kein Startgeld")}</span> }.into_any(),
    };
    let donated = move || {
        let amount = balance.get().map(|of| of.donation_minor).filter(|amount| amount.minor() > 0)?;
        let words = format!("{} {}", tr("Donated:", "Gespendet:"), amount_text(amount, till.currency));
        Some(view! { <span class="badge">{words}</span> })
    };
    let twice = move || fee().is_some() && form.kind.get() == Some(PaymentKind::EntryFee) && !form.gives_back.get();
    let another = move |_| {
        form.bib.set(None);
        browser::focus(WHO);
    };
    view! {
        <p class="picked">
            <b>{bib.get()} " · " {player.name.clone()}</b>
            <span class="muted">{about_player(&player)}</span>
        </p>
        <p class="actions">
            {paid}
            {donated}
        </p>
        <p class="notice" role="status" hidden=move || !twice()>
            {tr("The entry fee was paid already. This would be a second one.", "Das Startgeld ist schon bezahlt. Dies wäre ein zweites.")}
        </p>
        <div class="actions">
            <button type="button" class="btn quiet small" on:click=another>{tr("Somebody else", "Jemand anderes")}</button>
        </div>
    }
}
