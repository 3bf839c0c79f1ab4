//! The station's foot: what can be taken back, and what concerns the lane as a whole.

use super::{
    choose::SendChosen,
    counter::Counter,
    number::{NumberButton, Numbers},
    people::People,
    tablet::{Lacking, ThisTablet},
    tally::Tapped,
    taps::LastTaps,
};
use crate::{
    components::{Desk, ShiftButtons},
    i18n::tr,
};
use domain::{device::Me, ids::LaneId};
use leptos::prelude::*;

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
    let (about, looking) = (RwSignal::new(false), RwSignal::new(false));
    let undoable = move || counter.recent.with(|taps| taps.iter().rev().copied().collect::<Vec<_>>());
    let hint = move || counter.courier.keeping.get().hint().map(|hint| view! { <p class="keeping muted">{hint}</p> });
    view! {
        <footer class="foot">
            {hint}
            <Lacking />
            <div class="undos">
                <For each=undoable key=|tap| tap.id let:tap>
                    <Undo tap counter />
                </For>
            </div>
            <SendChosen counter />
            <NumberButton numbers />
            <button type="button" class="btn quiet" on:click=move |_| looking.set(true)>
                {tr("Last taps", "Zuletzt getippt")}
            </button>
            <button type="button" class="btn" on:click=move |_| about.set(true)>
                {tr("People", "Personen")}
            </button>
            <button type="button" class="btn quiet" on:click=move |_| choose.run(None)>
                {tr("Change lane", "Bahn wechseln")}
            </button>
            <ThisTablet />
            <ShiftButtons me desk=Desk::Station stays=true />
        </footer>
        <People open=about counter />
        <LastTaps open=looking counter />
    }
}

#[component]
fn Undo(tap: Tapped, counter: Counter) -> impl IntoView {
    let left_s = Memo::new(move |_| counter.undo_left_s(&tap));
    view! {
        <button type="button" class="btn do" on:click=move |_| counter.undo(tap)>
            {tr("Undo", "Zurück:")} " " {tap.bib.get()} " ·"
            <span class="countdown">{left_s} " s"</span>
        </button>
    }
}
