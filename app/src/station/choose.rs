//! One tap, or choose and send: how this tablet likes it. The setting stays on the device.

use super::{counter::Counter, switch::Switch};
use crate::{browser, i18n::tr};
use leptos::prelude::*;

/// Where the browser remembers the setting.
const KEY: &str = "lapstream.station.choose";

impl Counter {
    /// Takes over whether cards are chosen first and sent together, as this tablet is set.
    pub(super) fn remember_choosing(self) {
        Effect::new(move |_| self.choosing.set(browser::remembered(KEY).is_some()));
    }

    /// A card was tapped: it counts, or it is chosen, or chosen no more.
    pub fn press(self, bib: domain::Bib) {
        if !self.choosing.get_untracked() {
            self.tap(bib);
            return;
        }
        self.order.chosen.update(|chosen| {
            let before = chosen.len();
            chosen.retain(|(other, _)| *other != bib);
            if chosen.len() == before {
                chosen.push((bib, browser::now_ms()));
            }
        });
    }

    /// Counts all that were chosen, each at the moment at which it was.
    pub fn send_chosen(self) {
        for (bib, local_ms) in self.order.chosen.try_update(std::mem::take).unwrap_or_default() {
            self.tap_at(bib, local_ms);
        }
    }
}

/// The switch.
#[component]
pub fn ChooseSwitch(
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let choosing = counter.choosing;
    let change = Callback::new(move |on: bool| {
        browser::remember(KEY, on.then_some("on"));
        counter.order.chosen.set(Vec::new());
        choosing.set(on);
    });
    view! {
        <Switch
            on=choosing
            change
            title=tr("Choose first, then send", "Erst wählen, dann senden")
            hint=tr(
                "A tap chooses a card; Send counts all that are chosen. For this tablet.",
                "Antippen wählt eine Karte, Senden zählt alle gewählten. Gilt für dieses Tablet.",
            )
        />
    }
}

/// What is chosen, to be sent or not.
#[component]
pub fn SendChosen(
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let count = Memo::new(move |_| counter.order.chosen.with(Vec::len));
    move || {
        counter.choosing.get().then(|| {
            view! {
                <div class="sending">
                    <button
                        type="button"
                        class="btn quiet"
                        aria-disabled=move || (count.get() == 0).then_some("true")
                        on:click=move |_| counter.order.chosen.set(Vec::new())
                    >
                        {tr("Choose none", "Auswahl aufheben")}
                    </button>
                    <button
                        type="button"
                        class="btn do"
                        aria-disabled=move || (count.get() == 0).then_some("true")
                        on:click=move |_| counter.send_chosen()
                    >
                        {tr("Send", "Senden")} " " <span class="num">{count}</span>
                    </button>
                </div>
            }
        })
    }
}
