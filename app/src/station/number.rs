//! Counting by number: typed on a pad or on keys, scanned, or seen by the camera. All of it goes the one path of a tap.

use super::{api, camera::Camera, counter::Counter, take::Pad};
use crate::{
    browser,
    components::{Dialog, Submit, TextField, Toast, use_toast},
    desk::place_text,
    i18n::tr,
};
use domain::{
    Bib, ProblemKind,
    scan::{self, LastRead, Unread},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

/// How a number came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Somebody typed it; typed twice it counts twice.
    Typed,
    /// A scanner read it, and may read it again while its trigger is held.
    Scanned,
    /// The camera sees it, again and again.
    Seen,
}

/// What is said about the last number.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Counted(String),
    /// It did not count; for somebody who is not in this lane it still can.
    Not(String, Option<Bib>),
}

/// What the parts of a station that take numbers share.
#[derive(Clone, Copy)]
pub struct Numbers {
    counter: Counter,
    open: RwSignal<bool>,
    /// It opened by itself, and closes once a number counts.
    passing: RwSignal<bool>,
    number: RwSignal<String>,
    said: RwSignal<Option<Said>>,
    last: StoredValue<LastRead>,
    toast: Toast,
}

impl Numbers {
    /// Those of a station, for as long as its page is open.
    pub fn begin(counter: Counter) -> Self {
        let numbers = Self {
            counter,
            open: RwSignal::new(false),
            passing: RwSignal::new(false),
            number: RwSignal::default(),
            said: RwSignal::new(None),
            last: StoredValue::default(),
            toast: use_toast(),
        };
        Effect::new(move |_| {
            if !numbers.open.get() {
                numbers.number.set(String::new());
                numbers.said.set(None);
                numbers.passing.set(false);
            }
        });
        numbers
    }

    /// Opens the pad, with what was typed so far.
    pub fn open_with(self, digits: String, passing: bool) {
        self.number.set(digits);
        self.passing.set(passing);
        self.open.set(true);
    }

    /// Whether the pad is open.
    pub fn is_open(self) -> bool {
        self.open.get_untracked()
    }

    /// Takes what was typed or read: a bib of this lane counts at once, anything else says what it is.
    pub fn take(self, text: &str, how: How) {
        if self.counter.view.with_untracked(Option::is_none) {
            let sentence = tr(
                "The lane is still being opened. Try again.",
                "Die Bahn wird noch geöffnet. Versuchen Sie es noch einmal.",
            );
            return self.refuse(sentence.to_owned(), None);
        }
        let bib = match scan::read(text, self.counter.event) {
            Ok(bib) => bib,
            Err(unread) => return self.refuse(unread_text(unread).to_owned(), None),
        };
        let again = self.last.try_update_value(|last| last.is_again(bib, browser::now_ms()));
        match how {
            How::Scanned if again == Some(true) => {
                let once = tr("was read twice and counts once", "wurde zweimal gelesen und zählt einmal");
                return self.toast.say(format!("{bib} {once}"));
            }
            How::Seen if again == Some(true) => return,
            _ => {}
        }
        match self.counter.player(bib) {
            Some(player) => self.count(bib, &format!("{bib} {}", player.name)),
            None => self.tell_where(bib),
        }
    }

    fn count(self, bib: Bib, whose: &str) {
        self.counter.tap(bib);
        self.number.set(String::new());
        let sentence = format!("{whose}: {}", tr("counted", "gezählt"));
        if self.passing.get_untracked() {
            self.open.set(false);
            self.toast.say(sentence);
        } else {
            self.said.set(Some(Said::Counted(sentence)));
        }
    }

    fn refuse(self, sentence: String, stranger: Option<Bib>) {
        let said = Some(Said::Not(sentence, stranger));
        // What the camera still sees is not said again and again.
        if self.said.with_untracked(|before| *before != said) {
            self.said.set(said);
        }
        if !self.open.get_untracked() {
            self.open_with(String::new(), true);
        }
    }

    /// Says where somebody is who is not in this lane, as soon as the server has told.
    fn tell_where(self, bib: Bib) {
        self.refuse(format!("{bib} {}", tr("is not in this lane.", "ist nicht in dieser Bahn.")), Some(bib));
        let first = self.said.get_untracked();
        spawn_local(async move {
            let sentence = match api::find_player(self.counter.event, bib).await {
                Ok(player) => {
                    let whereabouts = match &player.slot {
                        Some(slot) => {
                            format!("{} {}", tr("is in", "ist in"), place_text(&slot.pace_group, slot.position))
                        }
                        None => tr("is in no lane", "ist in keiner Bahn").to_owned(),
                    };
                    format!("{bib} {} {whereabouts}.", player.name)
                }
                Err(error) if error.kind() == ProblemKind::NotFound => {
                    format!("{} {bib}.", tr("Nobody has bib", "Niemand hat die Nummer"))
                }
                Err(_) => return,
            };
            // Unless another number came meanwhile.
            if self.said.try_get_untracked() == Some(first) {
                self.said.try_set(Some(Said::Not(sentence, Some(bib))));
            }
        });
    }
}

fn unread_text(unread: Unread) -> &'static str {
    match unread {
        Unread::Foreign => {
            tr("This is no player’s code. Type the number.", "Das ist kein Code einer Person. Tippen Sie die Nummer.")
        }
        Unread::OtherEvent => tr(
            "This code is of another event. Type the number that is on the cap.",
            "Dieser Code gehört zu einer anderen Veranstaltung. Tippen Sie die Nummer auf der Kappe.",
        ),
        Unread::Damaged => tr(
            "A part of the code is missing. Scan it again, or type the number.",
            "Ein Teil des Codes fehlt. Scannen Sie noch einmal, oder tippen Sie die Nummer.",
        ),
    }
}

/// The button that opens the pad.
#[component]
pub fn NumberButton(
    /// The station's numbers.
    numbers: Numbers,
) -> impl IntoView {
    view! {
        <button type="button" class="btn" on:click=move |_| numbers.open_with(String::new(), false)>
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
    let Numbers { number, said, .. } = numbers;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = number.get_untracked();
        if !text.trim().is_empty() {
            numbers.take(&text, How::Typed);
            number.set(String::new());
            browser::focus("by-number-field");
        }
    };
    let all_the_same = move |bib: Bib| {
        numbers.count(bib, &bib.to_string());
        browser::focus("by-number-field");
    };
    view! {
        <form class="take" on:submit=submit novalidate>
            <TextField
                id="by-number-field"
                label=tr("Number", "Nummer")
                value=number
                inputmode="none" // the pad below is larger than any tablet's own keyboard
                class="code-input"
            />
            <Pad number />
            <div class="by-number-said" role="status">
                {move || said.get().map(|said| match said {
                    Said::Counted(sentence) => view! { <p class="good">{sentence}</p> }.into_any(),
                    Said::Not(sentence, stranger) => view! {
                        <p class="problem">{sentence}</p>
                        {stranger.map(|bib| view! {
                            <button type="button" class="btn" on:click=move |_| all_the_same(bib)>
                                {tr("Count it all the same:", "Trotzdem zählen:")} " " {bib.get()}
                            </button>
                        })}
                    }
                    .into_any(),
                })}
            </div>
            <Submit pending=Signal::stored(false) class="do wide">{tr("Count", "Zählen")}</Submit>
        </form>
    }
}
