//! Many chips at once: a table of chips and bibs, chosen as a file or pasted.

use super::Handing;
use crate::{
    PageError,
    components::{ActionButton, Refusal},
    desk::{counted, reader},
    i18n::tr,
};
use domain::{Problem, limits, tag};
use leptos::{ev::Event, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The section.
#[component]
pub fn ImportTags(handing: Handing) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let unreadable = RwSignal::new(None::<PageError>);
    let read = Memo::new(move |_| {
        let text = text.get();
        (!text.trim().is_empty()).then(|| tag::read_table(&text).map_err(PageError::from))
    });
    let choose = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
        if file.size() > f64::from(u32::try_from(limits::BODY_BYTES_MAX).unwrap_or(u32::MAX)) {
            let sentence = tr("The file is larger than 1 MB.", "Die Datei ist größer als 1 MB.");
            unreadable.set(Some(Problem::invalid(sentence).into()));
            return;
        }
        spawn_local(async move {
            let found = reader::read(file).await;
            let sentence = tr("The file cannot be read.", "Die Datei ist nicht lesbar.");
            unreadable.try_set(found.is_none().then(|| Problem::invalid(sentence).into()));
            text.try_set(found.unwrap_or_default());
        });
    };
    Effect::new(move |_| {
        if let Some(Ok(_)) = handing.assign.value().get() {
            text.set(String::new());
        }
    });
    let wrong = move || unreadable.get().or_else(|| read.get().and_then(Result::err));
    let ready = move || {
        let tags = read.get()?.ok()?;
        let words =
            format!("{} {}", tr("Assign", "Zuordnen:"), counted(tags.len(), ["chip", "chips"], ["Chip", "Chips"]));
        let press = move || drop(handing.assign.dispatch(tags.clone()));
        Some(
            view! { <ActionButton class="do wide" pending=handing.assign.pending() on_press=press>{words}</ActionButton> },
        )
    };
    view! {
        <section class="panel" aria-labelledby="tags-import-title">
            <h2 id="tags-import-title">{tr("Many at once", "Viele auf einmal")}</h2>
            <div class="field">
                <label for="tags-file">{tr("CSV file", "CSV-Datei")}</label>
                <input id="tags-file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" on:change=choose />
            </div>
            <div class="field">
                <label for="tags-text">{tr("Or the table as text", "Oder die Tabelle als Text")}</label>
                <textarea id="tags-text" rows="5" spellcheck="false" bind:value=text aria-describedby="tags-text-hint"></textarea>
                <small class="hint" id="tags-text-hint">
                    {tr("A line each: chip, bib. Or with heads, in any order.", "Je Zeile: Chip, Nummer. Oder mit Überschriften in beliebiger Folge.")}
                </small>
            </div>
            <Refusal error=Signal::derive(wrong) />
            {ready}
        </section>
    }
}
