//! The roll-call, in place of the cards.

use super::{cards::Cards, counter::Counter, watch::Watch};
use crate::{
    i18n::tr,
    water::{RollList, words::no_lifeguard},
};
use domain::{Bib, Timestamp};
use leptos::prelude::*;

/// The cards, or the roll-call while there is one and nobody has put it aside.
#[component]
pub fn CardsOrCall(
    /// The lane under watch.
    watch: Watch,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let aside = RwSignal::new(None::<Timestamp>);
    let call = Memo::new(move |_| watch.call());
    let began = Memo::new(move |_| call.with(|call| call.as_ref().map(|call| call.began_at)));
    move || match began.get().filter(|began| aside.get() != Some(*began)) {
        None => view! { <Cards counter watch /> }.into_any(),
        Some(began) => {
            let players = Signal::derive(move || {
                call.with(|call| call.as_ref().map(|call| call.players.clone()).unwrap_or_default())
            });
            let tick = Callback::new(move |(bib, out): (Bib, bool)| watch.tick(bib, out));
            let here = move || players.with(|all| all.iter().filter(|player| player.out_at.is_none()).count());
            let all = move || call.with(|call| call.as_ref().map_or(0, |call| call.missing));
            view! {
                <section class="roll-screen" aria-labelledby="roll-title">
                    <header>
                        <h2 id="roll-title">{tr("Clear the pool", "Becken räumen")}</h2>
                        <p role="status">
                            <b>{move || match here() {
                                0 => tr("This lane is out", "Diese Bahn ist draußen").to_owned(),
                                n => format!("{n} {}", tr("missing in this lane", "fehlen in dieser Bahn")),
                            }}</b>
                            " · "
                            {all} " " {tr("missing in all lanes", "fehlen auf allen Bahnen")}
                        </p>
                        <p class="muted">
                            {tr("Press whoever has left the water. ", "Tippen Sie an, wer das Wasser verlassen hat. ")}
                            {no_lifeguard()}
                        </p>
                    </header>
                    {move || players.with(Vec::is_empty).then(|| view! {
                        <p class="empty">{tr("Nobody was in this lane.", "In dieser Bahn war niemand.")}</p>
                    })}
                    <RollList players label=tr("Roll-call of this lane", "Räumung dieser Bahn").to_owned() tick />
                    <button type="button" class="btn quiet" on:click=move |_| aside.set(Some(began))>
                        {tr("Back to the cards", "Zurück zu den Karten")}
                    </button>
                </section>
            }
            .into_any()
        }
    }
}
