//! The station's foot: what can be taken back in place, and the four ways on.

use super::{
    choose::SendChosen,
    counter::Counter,
    more::More,
    number::{NumberButton, Numbers},
    people::People,
    taps::LastTaps,
    undos::{self, Offer},
};
use crate::i18n::tr;
use domain::{device::Me, ids::LaneId};
use leptos::{ev, html, prelude::*};

/// The foot.
#[component]
pub fn Foot(
    /// The station.
    counter: Counter,
    /// What takes numbers.
    numbers: Numbers,
    /// Takes the choice of another lane.
    choose: Callback<Option<LaneId>>,
    /// Who is here.
    me: RwSignal<Me>,
) -> impl IntoView {
    let (about, looking, more) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    view! {
        <footer class="foot">
            <SendChosen counter />
            <Undos counter />
            <nav class="actions-of-lane" aria-label=tr("This lane", "Diese Bahn")>
                <button type="button" class="act taps" on:click=move |_| looking.set(true)>
                    {tr("Last taps", "Zuletzt getippt")}
                </button>
                <NumberButton numbers />
                <button type="button" class="act people" on:click=move |_| about.set(true)>
                    {tr("People", "Personen")}
                </button>
                <button type="button" class="act more" on:click=move |_| more.set(true)>
                    {tr("More", "Mehr")}
                </button>
            </nav>
        </footer>
        <People open=about counter />
        <LastTaps open=looking counter />
        <More open=more choose me />
    }
}

/// The taps that can be taken back in place. The row is there whether any is in it or not.
#[component]
fn Undos(counter: Counter) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let room = RwSignal::new(undos::PLACES);
    let measure = move || {
        let Some(row) = node.try_get_untracked().flatten() else { return };
        let now = undos::room(f64::from(row.client_width()));
        room.maybe_update(|room| std::mem::replace(room, now) != now);
    };
    Effect::new(move |_| {
        request_animation_frame(measure);
        let resized = window_event_listener(ev::resize, move |_| measure());
        on_cleanup(move || resized.remove());
    });
    let offers = move || counter.undos.with(|undos| undos.newest_first(room.get()));
    let places = Memo::new(move |_| counter.undos.with(|undos| undos.places(room.get())));
    let none = move || {
        counter.undos.with(undos::Offers::is_empty).then(|| {
            view! { <p>{tr("What you tap stands here for 5 seconds.", "Was Sie tippen, steht hier 5 Sekunden.")}</p> }
        })
    };
    view! {
        <div class="undo-row">
            <div class="undos" node_ref=node style=move || format!("--places:{}", places.get())>
                {none}
                <For each=offers key=|offer| offer.tap.id let:offer>
                    <Undo offer counter />
                </For>
            </div>
        </div>
    }
}

#[component]
fn Undo(offer: Offer, counter: Counter) -> impl IntoView {
    let Offer { tap, .. } = offer;
    let marker = counter.player(tap.bib).map_or_else(|| tap.bib.to_string(), |player| player.marker);
    let taken_back = Memo::new(move |_| counter.undos.with(|undos| undos.is_taken_back(tap.id)));
    move || {
        let marker = marker.clone();
        if taken_back.get() {
            return view! {
                <p class="back">
                    {tr("Undone", "Zurück")} " " <b class="num">{marker}</b>
                </p>
            }
            .into_any();
        }
        view! {
            <button type="button" class="undo" on:click=move |_| counter.undo(tap)>
                <span>{tr("Undo", "Zurück:")}</span> " " <b class="num">{marker}</b> <i></i>
            </button>
        }
        .into_any()
    }
}
