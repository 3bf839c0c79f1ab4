//! The pad on which a number is typed, with what became of the last one.

use super::{Came, FIELD, Numbers, Word};
use crate::{
    components::{Dialog, Submit, TextField},
    i18n::tr,
    station::{camera::Camera, take::Pad},
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The button that opens the pad.
#[component]
pub fn NumberButton(
    /// The station's numbers.
    numbers: Numbers,
) -> impl IntoView {
    view! {
        <button type="button" class="act number" on:click=move |_| numbers.open_with(String::new(), false)>
            {tr("By number", "Nach Nummer")}
        </button>
    }
}

/// The pad, in a dialog.
#[component]
pub fn NumberDialog(
    /// The station's numbers.
    numbers: Numbers,
) -> impl IntoView {
    view! {
        <Dialog id="by-number" open=numbers.open title=tr("Count by number", "Nach Nummer zählen").to_owned()>
            <Entry numbers />
            <Camera numbers />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| numbers.open.set(false)>
                    {tr("Back to the lane", "Zurück zur Bahn")}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn Entry(numbers: Numbers) -> impl IntoView {
    let Numbers { number, word, .. } = numbers;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        numbers.submit();
    };
    view! {
        <form class="take" on:submit=submit novalidate>
            <TextField
                id=FIELD
                label=tr("Number", "Nummer")
                value=number
                inputmode="none" // the pad below is larger than any tablet's own keyboard
                class="code-input"
            />
            <Pad number />
            <div class="by-number-said" role="status">
                <For each=move || word.get() key=|word| word.no let:word>
                    <LastWord word numbers />
                </For>
            </div>
            <Submit pending=Signal::stored(false) class="do wide">{tr("Count", "Zählen")}</Submit>
        </form>
    }
}

/// What became of the last number, and how it still can count.
#[component]
fn LastWord(word: Word, numbers: Numbers) -> impl IntoView {
    let Word { no, came, sentence, stray } = word;
    let class = match came {
        Came::Counted => "good",
        Came::Held => "notice",
        Came::Nothing => "problem",
    };
    let all_the_same = stray.map(|stray| {
        let bib = stray.bib.get();
        view! {
            <button type="button" class="btn" on:click=move |_| numbers.count_all_the_same(no, &stray)>
                {tr("Count it all the same:", "Trotzdem zählen:")} " " {bib}
            </button>
        }
    });
    view! {
        <p class=class>{sentence}</p>
        {all_the_same}
    }
}
