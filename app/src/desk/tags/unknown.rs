//! Tags that were read and that nobody wears: their laps wait for a number, or are dismissed.

use super::{Assigning, Handing, laps_text, read_pair, worn::MoveQuestion};
use crate::{
    browser,
    components::{ActionButton, LocalTime, Refusal},
    desk::counted,
    i18n::{Lang, lang, tr},
};
use domain::tag::{Tag, TagList, UnknownTag};
use leptos::{ev::SubmitEvent, prelude::*};

/// The section; nothing while all that was read is known.
#[component]
pub fn UnknownTags(handing: Handing) -> impl IntoView {
    let unknown = Memo::new(move |_| handing.tags.value.with(|list| list.unknown.clone()));
    view! {
        <Show when=move || unknown.with(|unknown| !unknown.is_empty())>
            <section class="panel" aria-labelledby="unknown-title">
                <h2 id="unknown-title">{tr("Read, and nobody wears them", "Gelesen, aber niemand trägt sie")}</h2>
                <p class="muted">
                    {tr(
                        "Their laps are kept. Give a chip its number, and they count, each at the time at which it was read. Dismiss the laps of a chip that nobody swam with.",
                        "Ihre Runden sind aufgehoben. Geben Sie einem Chip seine Nummer, dann zählen sie, jede zu ihrer Zeit. Verwerfen Sie die Runden eines Chips, mit dem niemand geschwommen ist.",
                    )}
                </p>
                <ul class="chips" role="list">
                    // The same row while more is read: a number that is being typed stays.
                    <For each=move || unknown.get() key=|unknown| unknown.tag.clone() let:unknown>
                        <Row tag=unknown.tag handing />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// A tag: whose it is, or that it is nobody's.
#[component]
fn Row(tag: Tag, handing: Handing) -> impl IntoView {
    let bib = RwSignal::new(String::new());
    let assigning = Assigning::new(handing);
    assigning.follow(bib);
    let dismissing = RwSignal::new(false);
    let name = tag.to_string();
    let [field, opener, moves] = ["bib-of", "dismiss", "moves"].map(|part| format!("{part}-{name}"));
    let now = {
        let tag = tag.clone();
        Memo::new(move |_| {
            let find = |list: &TagList| list.unknown.iter().find(|unknown| unknown.tag == tag).cloned();
            handing.tags.value.with(find)
        })
    };
    let typed = StoredValue::new(name.clone());
    let assign = move || {
        let read = typed.with_value(|tag| read_pair(tag, &bib.get_untracked()));
        assigning.wish(read.map(|input| vec![input]));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        assign();
    };
    let pending = assigning.send.pending();
    view! {
        <li>
            <form on:submit=submit novalidate>
                <b class="num chip">{name.clone()}</b>
                <span class="muted">{move || now.get().map(|unknown| waiting(&unknown))}</span>
                <span class="of">
                    <label class="visually-hidden" for=field.clone()>{tr("Bib for chip", "Nummer für Chip")} " " {name}</label>
                    // What is typed while an answer is awaited would go with the row.
                    <input id=field.clone() class="num" inputmode="numeric" autocomplete="off" placeholder=tr("bib", "Nummer") readonly=pending bind:value=bib />
                    <ActionButton class="do small" pending on_press=assign>
                        {tr("Assign", "Zuordnen")}
                        <span class="visually-hidden">" " {typed.get_value()}</span>
                    </ActionButton>
                    <button type="button" id=opener.clone() class="btn quiet small" hidden=dismissing on:click=move |_| dismissing.set(true)>
                        {tr("Dismiss", "Verwerfen")}
                        <span class="visually-hidden">" " {typed.get_value()}</span>
                    </button>
                </span>
                <Refusal error=assigning.error() />
                <MoveQuestion id=moves asked=assigning.asked back=field answer=assigning.answer() />
            </form>
            <Dismissal tag open=dismissing opener now handing />
        </li>
    }
}

/// Asks before the laps of a tag are dismissed. The focus goes to the question, as they are gone with one press.
#[component]
fn Dismissal(
    tag: Tag,
    open: RwSignal<bool>,
    /// The id of what opened it.
    opener: String,
    now: Memo<Option<UnknownTag>>,
    handing: Handing,
) -> impl IntoView {
    let id = format!("dismissal-{tag}");
    let tag = StoredValue::new(tag);
    let dismiss = Action::new(move |(): &()| {
        let tag = tag.get_value();
        async move {
            let dismissed = handing.dismiss(tag).await;
            if dismissed.is_ok() {
                open.try_set(false);
            }
            dismissed
        }
    });
    let error = move || dismiss.value().get().and_then(Result::err);
    let question = move || {
        let reads = now.with(|now| now.as_ref().map_or(0, |unknown| unknown.reads));
        tag.with_value(|tag| dismiss_text(reads, tag))
    };
    let ids = StoredValue::new((id, opener));
    let cancel = move |_| {
        open.set(false);
        dismiss.value().set(None);
        // The button that opened it is there again by the next frame.
        request_animation_frame(move || {
            ids.try_with_value(|(_, opener)| browser::focus(opener));
        });
    };
    view! {
        <Show when=move || open.get()>
            {
                let id = ids.with_value(|(id, _)| id.clone());
                let title = format!("{id}-title");
                Effect::new({
                    let id = id.clone();
                    move |_| browser::focus(&id)
                });
                view! {
                    <div class="notice asks" role="group" id=id tabindex="-1" aria-labelledby=title>
                        <p id=title.clone()><b>{question}</b></p>
                        <Refusal error=Signal::derive(error) />
                        <div class="actions">
                            <ActionButton class="danger small" pending=dismiss.pending() on_press=move || drop(dismiss.dispatch(()))>
                                {tr("Dismiss", "Verwerfen")}
                            </ActionButton>
                            <button type="button" class="btn quiet small" on:click=cancel>{tr("Cancel", "Abbrechen")}</button>
                        </div>
                    </div>
                }
            }
        </Show>
    }
}

/// "Dismiss 12 laps of chip X? They will not count."
fn dismiss_text(reads: u32, tag: &Tag) -> String {
    let (laps, one) = (laps_text(reads), reads == 1);
    let after = if one {
        tr("It will not count.", "Sie zählt dann nicht.")
    } else {
        tr("They will not count.", "Sie zählen dann nicht.")
    };
    match lang() {
        Lang::En => format!("Dismiss {laps} of chip {tag}? {after}"),
        Lang::De => format!("{laps} von Chip {tag} verwerfen? {after}"),
    }
}

/// How many laps wait, and since when the last one does.
fn waiting(unknown: &UnknownTag) -> impl IntoView + use<> {
    let reads = usize::try_from(unknown.reads).unwrap_or(usize::MAX);
    let laps = counted(reads, ["lap waits", "laps wait"], ["Runde wartet", "Runden warten"]);
    view! { {laps} " · " {tr("last", "zuletzt")} " " <LocalTime at=unknown.last_read_at /> }
}
