//! Takes a player onto this lane by number, wherever they were: a lane works without the desk, and without the network.

use super::counter::Counter;
use crate::{
    PageError,
    components::{Refusal, TextField, use_toast},
    i18n::tr,
};
use domain::{Bib, ProblemKind, call::Saying, scan::BIB_DIGITS_MAX};
use leptos::{ev::SubmitEvent, prelude::*};

/// The number, and the pad to type it on.
#[component]
pub fn TakeByNumber(
    /// Whether the dialog around it is open.
    open: RwSignal<bool>,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let toast = use_toast();
    let number = RwSignal::new(String::new());
    let error = RwSignal::new(None::<PageError>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match read(&number.get_untracked(), counter) {
            Ok(bib) => {
                counter.say(bib, Saying::Take, None);
                toast.say(format!("{bib} {}", tr("is in this lane now", "ist jetzt in dieser Bahn")));
                open.set(false);
            }
            Err(problem) => error.set(Some(problem)),
        }
    };
    let free = move || counter.view.with(|view| view.as_ref().map_or(0, |view| view.free));
    view! {
        <form class="take" on:submit=submit>
            <TextField
                id="take-number"
                label=tr("Take somebody onto this lane: number", "Jemanden in diese Bahn aufnehmen: Nummer")
                value=number
                inputmode="none" // the pad below is larger than any tablet's own keyboard
                class="code-input"
            />
            <p class="muted">{free} " " {tr("places free in this lane", "Plätze frei in dieser Bahn")}</p>
            <Pad number />
            <Refusal error=error />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {tr("Close", "Schließen")}
                </button>
                <button type="submit" class="btn do">
                    {tr("Take onto this lane", "In diese Bahn aufnehmen")}
                </button>
            </div>
        </form>
    }
}

/// Who is meant, if they can be taken as far as is known here.
fn read(number: &str, counter: Counter) -> Result<Bib, PageError> {
    let bib = Bib::parse(number)?;
    if counter.player(bib).is_some() {
        let sentence = tr("is in this lane already.", "ist schon in dieser Bahn.");
        return Err(PageError::Page { kind: ProblemKind::Conflict, sentence: format!("{bib} {sentence}") });
    }
    Ok(bib)
}

/// Digits as large as fingers.
#[component]
pub fn Pad(
    /// The number so far.
    number: RwSignal<String>,
) -> impl IntoView {
    let digit = move |digit: char| {
        let press = move |_| {
            number.update(|number| {
                if number.len() < BIB_DIGITS_MAX {
                    number.push(digit);
                }
            });
        };
        view! { <button type="button" class="btn" on:click=press>{digit}</button> }
    };
    view! {
        <div class="pad" role="group" aria-label=tr("Digits", "Ziffern")>
            {"123456789".chars().map(digit).collect_view()}
            <button type="button" class="btn quiet" aria-label=tr("Delete all", "Alles löschen") on:click=move |_| number.set(String::new())>
                "C"
            </button>
            {digit('0')}
            <button
                type="button"
                class="btn quiet"
                aria-label=tr("Delete the last digit", "Letzte Ziffer löschen")
                on:click=move |_| {
                    number.update(|number| {
                        number.pop();
                    });
                }
            >
                "⌫"
            </button>
        </div>
    }
}
