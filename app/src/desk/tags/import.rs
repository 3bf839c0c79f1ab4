//! Many chips at once: a table of chips and bibs, chosen as a file or pasted.

use super::{Assigning, Handing, worn::MoveQuestion};
use crate::{
    PageError,
    components::{ActionButton, Refusal},
    desk::{counted, reader},
    i18n::tr,
};
use domain::tag;
use leptos::{ev::Event, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The section.
#[component]
pub fn ImportTags(handing: Handing) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let unreadable = RwSignal::new(None::<PageError>);
    let assigning = Assigning::new(handing);
    assigning.follow(text);
    let read = Memo::new(move |_| {
        let text = text.get();
        (!text.trim().is_empty()).then(|| tag::read_table(&text).map_err(PageError::from))
    });
    let sent = clear_when_done(assigning, text);
    let wrong = move || unreadable.get().or_else(|| read.get().and_then(Result::err));
    let ready = move || {
        let tags = read.get()?.ok()?;
        let words =
            format!("{} {}", tr("Assign", "Zuordnen:"), counted(tags.len(), ["chip", "chips"], ["Chip", "Chips"]));
        let press = move || {
            sent.set_value(text.get_untracked());
            assigning.wish(Ok(tags.clone()));
        };
        Some(
            view! { <ActionButton class="do wide" pending=assigning.send.pending() on_press=press>{words}</ActionButton> },
        )
    };
    view! {
        <section class="panel" aria-labelledby="tags-import-title">
            <h2 id="tags-import-title">{tr("Many at once", "Viele auf einmal")}</h2>
            <div class="field">
                <label for="tags-file">{tr("CSV file", "CSV-Datei")}</label>
                <input
                    id="tags-file"
                    type="file"
                    accept=".csv,.tsv,.txt,text/csv,text/plain"
                    on:change=move |event| choose(&event, text, unreadable)
                />
            </div>
            <div class="field">
                <label for="tags-text">{tr("Or the table as text", "Oder die Tabelle als Text")}</label>
                <textarea id="tags-text" rows="5" spellcheck="false" bind:value=text aria-describedby="tags-text-hint"></textarea>
                <small class="hint" id="tags-text-hint">
                    {tr(
                        "A line each: chip, bib. With heads above, in any order and beside other columns.",
                        "Je Zeile: Chip, Nummer. Mit Überschriften in beliebiger Folge, auch neben anderen Spalten.",
                    )}
                </small>
            </div>
            <Refusal error=Signal::derive(wrong) />
            <Refusal error=assigning.error() />
            <MoveQuestion id="tags-import-moves" asked=assigning.asked back="tags-text" answer=assigning.answer() />
            <div hidden=move || assigning.asked.with(Option::is_some)>{ready}</div>
        </section>
    }
}

/// Clears a table once it is assigned, unless another one was put in its place meanwhile. The table that was sent last is
/// for the button to say.
fn clear_when_done(assigning: Assigning, text: RwSignal<String>) -> StoredValue<String> {
    let sent = StoredValue::new(String::new());
    Effect::new(move |_| {
        let done = matches!(assigning.send.value().get(), Some(Ok(())));
        if done && text.with_untracked(|text| sent.with_value(|sent| text == sent)) {
            text.set(String::new());
        }
    });
    sent
}

/// Reads the file that was chosen into the text.
fn choose(event: &Event, text: RwSignal<String>, unreadable: RwSignal<Option<PageError>>) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
    spawn_local(async move {
        let (found, wrong) = match reader::read(file).await {
            Ok(found) => (found, None),
            Err(wrong) => (String::new(), Some(wrong)),
        };
        unreadable.try_set(wrong);
        text.try_set(found);
    });
}
