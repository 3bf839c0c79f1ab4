//! Chips go over the desk, one after the other.

use super::{
    Handing, read_pair,
    worn::{MoveQuestion, Moving},
};
use crate::{
    PageError, browser,
    components::{Refusal, Submit, TextField},
    desk::counted,
    i18n::tr,
};
use domain::tag::{Tag, TagInput};
use leptos::{ev::SubmitEvent, prelude::*};
use std::collections::VecDeque;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The form that hands chips out, one after the other. It is free for the next chip at once: what is pressed is sent in its
/// order, and what is refused comes back, or waits beside the form while the next chip is in it.
#[derive(Clone, Copy)]
struct Giving {
    handing: Handing,
    tag: RwSignal<String>,
    bib: RwSignal<String>,
    /// Why what is in the fields was refused.
    refused: RwSignal<Option<PageError>>,
    /// What is in the fields, while it is asked what becomes of a chip that somebody wears.
    asked: RwSignal<Option<Moving>>,
    /// Pressed and not answered; the first one is on its way.
    waiting: RwSignal<VecDeque<TagInput>>,
    /// Refused while the fields held something else, each chip once.
    aside: RwSignal<Vec<(TagInput, PageError)>>,
}

impl Giving {
    fn new(handing: Handing) -> Self {
        Self {
            handing,
            tag: RwSignal::default(),
            bib: RwSignal::default(),
            refused: RwSignal::new(None),
            asked: RwSignal::new(None),
            waiting: RwSignal::default(),
            aside: RwSignal::default(),
        }
    }

    /// What to hand out now, if it can be said without a question.
    fn press(self) -> Option<TagInput> {
        let (tag, bib) = (self.tag.get_untracked(), self.bib.get_untracked());
        if bib.trim().is_empty() && !tag.trim().is_empty() {
            browser::focus("tag-bib");
            return None;
        }
        self.asked.set(None);
        match read_pair(&tag, &bib) {
            Ok(input) => {
                let moving = self.handing.moving(std::slice::from_ref(&input));
                let free = moving.is_none();
                self.refused.set(None);
                self.asked.set(moving);
                free.then_some(input)
            }
            Err(error) => {
                self.refused.set(Some(error));
                None
            }
        }
    }

    /// Has a chip wait for its turn, and the fields be ready for the next one.
    fn queue(self, input: TagInput) {
        self.aside.update(|aside| aside.retain(|(other, _)| other.tag != input.tag));
        self.waiting.update(|waiting| waiting.push_back(input));
        self.refused.set(None);
        self.tag.set(String::new());
        self.bib.set(String::new());
        browser::focus("tag-tag");
    }

    /// Sends what waits, until nothing does. The page may be left meanwhile.
    async fn send(self) {
        while let Some(input) = self.waiting.try_with_untracked(|waiting| waiting.front().cloned()).flatten() {
            let sent = self.handing.assign(vec![input.clone()]).await;
            self.waiting.try_update(VecDeque::pop_front);
            if let Err(error) = sent {
                self.take_back(input, &error);
            }
        }
    }

    /// Brings back what was refused: into the fields if they are free, else beside them.
    fn take_back(self, input: TagInput, error: &PageError) {
        let TagInput { tag, bib, .. } = &input;
        let sentence = format!("{tag} → {bib}: {}", error.sentence());
        let problem = PageError::Page { kind: error.kind(), sentence };
        let is_empty = |text: RwSignal<String>| text.try_with_untracked(|text| text.trim().is_empty());
        if is_empty(self.tag) == Some(true) && is_empty(self.bib) == Some(true) {
            self.fill(&input, problem);
        } else {
            self.aside.try_update(|aside| {
                aside.retain(|(other, _)| other.tag != input.tag);
                aside.push((input, problem));
            });
        }
    }

    /// Puts what was refused into the fields. Whoever waits in them goes on to the bib, which a new one replaces; whoever
    /// is elsewhere by now stays there.
    fn fill(self, input: &TagInput, error: PageError) {
        self.tag.set(input.tag.to_string());
        self.bib.set(input.bib.to_string());
        self.refused.set(Some(error));
        if document().active_element().is_some_and(|element| element.id() == "tag-tag") {
            request_animation_frame(choose_bib);
        }
    }

    /// Takes up what waits beside the fields.
    fn take_up(self, tag: &Tag) {
        let taken = self.aside.try_update(|aside| {
            let at = aside.iter().position(|(input, _)| input.tag == *tag)?;
            Some(aside.remove(at))
        });
        if let Some((input, error)) = taken.flatten() {
            self.fill(&input, error);
            request_animation_frame(choose_bib);
        }
    }
}

/// Puts the focus on the bib, so that what is typed takes its place.
fn choose_bib() {
    let field = document().get_element_by_id("tag-bib");
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        let _ = field.focus();
        field.select();
    }
}

/// A chip and a bib, as they go over the desk. A reader that types goes on to the bib by its Enter.
#[component]
pub fn HandOut(handing: Handing) -> impl IntoView {
    let giving = Giving::new(handing);
    let send = Action::new(move |(): &()| giving.send());
    let give = move |input: TagInput| {
        giving.queue(input);
        if !send.pending().get_untracked() {
            send.dispatch(());
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = giving.press() {
            give(input);
        }
    };
    let answer = Callback::new(move |inputs: Vec<TagInput>| inputs.into_iter().for_each(give));
    Effect::new(move |before: Option<()>| {
        giving.tag.track();
        giving.bib.track();
        // A question is about what was in the fields when it arose.
        if before.is_some() {
            giving.asked.set(None);
        }
    });
    Effect::new(|_| browser::focus("tag-tag"));
    let on_its_way = move || {
        let waiting = giving.waiting.with(VecDeque::len);
        (waiting > 0)
            .then(|| counted(waiting, ["chip on its way", "chips on their way"], ["Chip unterwegs", "Chips unterwegs"]))
    };
    view! {
        <section class="panel" aria-labelledby="hand-out-title">
            <div class="split">
                <h2 id="hand-out-title">{tr("Hand out a chip", "Chip ausgeben")}</h2>
                <small class="muted">{on_its_way}</small>
            </div>
            <form on:submit=submit novalidate>
                <TextField
                    id="tag-tag"
                    label=tr("Chip", "Chip")
                    value=giving.tag
                    hint=tr("As the chip system names it; a reader may type it.", "Wie die Zeitmessung ihn nennt; ein Lesegerät darf ihn eintippen.")
                />
                <TextField id="tag-bib" label=tr("Bib", "Nummer") value=giving.bib inputmode="numeric" />
                <Refusal error=giving.refused />
                <MoveQuestion id="hand-out-moves" asked=giving.asked back="tag-bib" answer />
                <div hidden=move || giving.asked.with(Option::is_some)>
                    // Never busy: each press has its turn.
                    <Submit pending=Signal::stored(false) class="do wide">{tr("Hand out", "Ausgeben")}</Submit>
                </div>
            </form>
            <Aside giving />
        </section>
    }
}

/// What was refused while the next chip was in the fields.
#[component]
fn Aside(giving: Giving) -> impl IntoView {
    let row = move |(TagInput { tag, .. }, error): (TagInput, PageError)| {
        let label = tag.to_string();
        let drop_it = {
            let tag = tag.clone();
            move |_| giving.aside.update(|aside| aside.retain(|(input, _)| input.tag != tag))
        };
        view! {
            <li>
                <Refusal error=Signal::stored(Some(error)) />
                <div class="actions">
                    <button type="button" class="btn quiet small" on:click=move |_| giving.take_up(&tag)>
                        {tr("Correct", "Korrigieren")}
                        <span class="visually-hidden">" " {label.clone()}</span>
                    </button>
                    <button type="button" class="btn quiet small" on:click=drop_it>
                        {tr("Drop", "Verwerfen")}
                        <span class="visually-hidden">" " {label}</span>
                    </button>
                </div>
            </li>
        }
    };
    view! {
        <Show when=move || giving.aside.with(|aside| !aside.is_empty())>
            <ul class="not-given" role="list" aria-label=tr("Not handed out", "Nicht ausgegeben")>
                <For each=move || giving.aside.get() key=|(input, error)| (input.tag.clone(), error.sentence()) children=row />
            </ul>
        </Show>
    }
}
