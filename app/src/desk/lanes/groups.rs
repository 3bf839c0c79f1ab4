//! Every pace group with its places.

use super::{Grouping, Step};
use crate::i18n::tr;
use domain::{
    Bib,
    lane::{PaceGroupView, Place, PlacedPlayer, SlotView},
};
use leptos::prelude::*;

/// All pace groups. A place whose player changes while one looks is lit for a moment.
#[component]
pub fn Groups(grouping: Grouping) -> impl IntoView {
    let names = Memo::new(move |_| {
        grouping.groups.value.with(|groups| groups.iter().map(|group| group.name.clone()).collect::<Vec<_>>())
    });
    let sections = move || {
        let sections = names.get().into_iter().enumerate().map(|(no, _)| view! { <Group no grouping /> });
        sections.collect_view()
    };
    view! {
        {sections}
        <p class="empty" hidden=move || !names.with(Vec::is_empty)>
            {tr("This event has no pace groups.", "Diese Veranstaltung hat keine Tempogruppen.")}
        </p>
    }
}

#[component]
fn Group(no: usize, grouping: Grouping) -> impl IntoView {
    let group = Memo::new(move |_| grouping.groups.value.with(|groups| groups.get(no).cloned()));
    let part = move |of: fn(&PaceGroupView) -> String| move || group.with(|group| group.as_ref().map(of));
    let name = Signal::derive(move || part(|group| group.name.clone())().unwrap_or_default());
    let taken = part(|group| format!("{} {} {}", group.slots.len() - group.free(), tr("of", "von"), group.slots.len()));
    let slots = move || group.with(|group| group.as_ref().map(|group| group.slots.clone()).unwrap_or_default());
    let shown = StoredValue::new(false);
    Effect::new(move |_| shown.set_value(true));
    let title = format!("group-{no}");
    view! {
        <section class="lane" aria-labelledby=title data-rope=part(|group| group.color.clone())>
            <header>
                <h2 id=title.clone()><span class="rope-pill">{name}</span></h2>
                <span class="muted num">{taken}</span>
            </header>
            <div class="rope"></div>
            <ul class="slots">
                <For each=slots key=|slot| (slot.position, slot.player.as_ref().map(|player| (player.bib, player.name.clone()))) let:place>
                    <li>
                        <PlaceButton place group=name lit=shown.get_value() grouping />
                    </li>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn PlaceButton(place: SlotView, group: Signal<String>, lit: bool, grouping: Grouping) -> impl IntoView {
    match place.player {
        Some(player) => view! { <Taken player lit grouping /> }.into_any(),
        None => view! { <Free position=place.position group lit grouping /> }.into_any(),
    }
}

#[component]
fn Taken(player: PlacedPlayer, lit: bool, grouping: Grouping) -> impl IntoView {
    let bib = player.bib;
    let chosen = move || grouping.chosen.get() == Some(bib);
    view! {
        <button
            type="button"
            class="slot"
            class:changed=lit
            class:chosen=chosen
            aria-label=format!("{bib} {}", player.name)
            aria-pressed=move || chosen().to_string()
            on:click=move |_| grouping.choose(bib)
        >
            <b>{bib.get()}</b>
            <span>{player.name.clone()}</span>
        </button>
    }
}

#[component]
fn Free(position: u32, group: Signal<String>, lit: bool, grouping: Grouping) -> impl IntoView {
    let chosen = move || grouping.placeable.get();
    let place = move |_| {
        grouping.run(Step::To(Place::Slot { pace_group: group.get_untracked(), position }));
    };
    let text = move || {
        chosen().map_or_else(|| tr("free", "frei").to_owned(), |bib: Bib| format!("{bib} {}", tr("here", "hierher")))
    };
    view! {
        <button
            type="button"
            class="slot free"
            class:changed=lit
            class:target=move || chosen().is_some()
            aria-label=move || format!("{} {} {} {}", tr("Free place", "Freier Platz"), position + 1, tr("in", "in"), group.get())
            aria-disabled=move || chosen().is_none().then_some("true")
            on:click=place
        >
            {text}
        </button>
    }
}
