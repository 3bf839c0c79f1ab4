//! Tags that were read and that nobody wears: their laps wait for a number.

use super::Handing;
use crate::{
    PageError,
    components::{ActionButton, LocalTime, Refusal},
    desk::counted,
    i18n::tr,
};
use domain::tag::{Tag, TagList, UnknownTag};
use leptos::{ev::SubmitEvent, prelude::*};

/// The section; nothing while all that was read is known.
#[component]
pub fn UnknownTags(handing: Handing) -> impl IntoView {
    let unknown = Memo::new(move |_| handing.tags.value.with(|list| list.unknown.clone()));
    let refused = RwSignal::new(None::<PageError>);
    view! {
        <Show when=move || unknown.with(|unknown| !unknown.is_empty())>
            <section class="panel" aria-labelledby="unknown-title">
                <h2 id="unknown-title">{tr("Read, and nobody wears them", "Gelesen, aber niemand trägt sie")}</h2>
                <p class="muted">
                    {tr(
                        "Their laps are kept. Give a chip its number, and they count, each at the time at which it was read.",
                        "Ihre Runden sind aufgehoben. Geben Sie einem Chip seine Nummer, dann zählen sie, jede zu ihrer Zeit.",
                    )}
                </p>
                <Refusal error=refused />
                <ul class="chips" role="list">
                    // The same row while more is read: a number that is being typed stays.
                    <For each=move || unknown.get() key=|unknown| unknown.tag.clone() let:unknown>
                        <Row tag=unknown.tag handing refused />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Row(tag: Tag, handing: Handing, refused: RwSignal<Option<PageError>>) -> impl IntoView {
    let bib = RwSignal::new(String::new());
    let id = format!("bib-of-{tag}");
    let name = tag.to_string();
    let now = Memo::new(move |_| {
        let find = |list: &TagList| list.unknown.iter().find(|unknown| unknown.tag == tag).cloned();
        handing.tags.value.with(find)
    });
    let assign = {
        let name = name.clone();
        Callback::new(move |()| refused.set(handing.hand_out(&name, &bib.get_untracked()).err()))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        assign.run(());
    };
    view! {
        <li>
            <form on:submit=submit novalidate>
                <b class="num chip">{name.clone()}</b>
                <span class="muted">{move || now.get().map(|unknown| waiting(&unknown))}</span>
                <span class="of">
                    <label class="visually-hidden" for=id.clone()>{tr("Bib for chip", "Nummer für Chip")} " " {name.clone()}</label>
                    <input id=id class="num" inputmode="numeric" autocomplete="off" placeholder=tr("bib", "Nummer") bind:value=bib />
                    <ActionButton class="do small" pending=handing.assign.pending() on_press=move || assign.run(())>
                        {tr("Assign", "Zuordnen")}
                        <span class="visually-hidden">" " {name}</span>
                    </ActionButton>
                </span>
            </form>
        </li>
    }
}

/// How many laps wait, and since when the last one does.
fn waiting(unknown: &UnknownTag) -> impl IntoView + use<> {
    let reads = usize::try_from(unknown.reads).unwrap_or(usize::MAX);
    let laps = counted(reads, ["lap waits", "laps wait"], ["Runde wartet", "Runden warten"]);
    view! { {laps} " · " {tr("last", "zuletzt")} " " <LocalTime at=unknown.last_read_at /> }
}
