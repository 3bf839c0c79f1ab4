//! The tags of a chip system: who wears which, and which were read that nobody wears.

pub(crate) mod api;
mod import;
mod unknown;
mod worn;

use crate::{
    PageError, browser,
    components::{Desk, Opened, Refusal, StaffLive, StaffPage, Submit, TextField, Toast, use_toast},
    desk::counted,
    feed::Feed,
    i18n::tr,
};
use domain::{
    Bib, Problem,
    board::Topic,
    ids::EventId,
    tag::{Tag, TagInput, TagList, TagView},
};
use import::ImportTags;
use leptos::{ev::SubmitEvent, prelude::*};
use std::collections::VecDeque;
use unknown::UnknownTags;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use worn::{MoveQuestion, Moving, WornTags};

/// The page `/tags`.
#[component]
pub fn TagsPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Tags start=api::list_tags content=content /> }
}

fn content(_opened: Opened, live: StaffLive, list: TagList) -> AnyView {
    view! {
        <main id="main" class="desk two">
            <h1 class="visually-hidden">{Desk::Tags.title()}</h1>
            <Tags list live />
        </main>
    }
    .into_any()
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Handing {
    event: EventId,
    tags: Feed<TagList>,
    toast: Toast,
}

impl Handing {
    fn new(list: TagList, live: StaffLive) -> Self {
        let version = move || live.version(Topic::Players).wrapping_add(live.version(Topic::Held));
        let tags = Feed::new(list, version, move || api::list_tags(live.event));
        Self { event: live.event, tags, toast: use_toast() }
    }

    /// Gives tags to players, says so, and asks for the list anew: also after a refusal, as an answer may be lost on its way.
    async fn assign(self, inputs: Vec<TagInput>) -> Result<(), PageError> {
        let assigned = api::assign_tags(self.event, inputs).await;
        self.tags.reload();
        self.toast.say(assigned_text(&assigned?));
        Ok(())
    }

    /// Takes a tag off whoever wears it.
    async fn remove(self, tag: Tag) -> Result<(), PageError> {
        let removed = api::remove_tag(self.event, tag).await;
        self.tags.reload();
        let TagView { tag, bib, name, .. } = removed?;
        self.toast.say(format!("{bib} {name} {} {tag}", tr("no longer wears", "trägt nicht mehr:")));
        Ok(())
    }

    /// Dismisses what was read of a tag that nobody wears.
    async fn dismiss(self, tag: Tag) -> Result<(), PageError> {
        let dismissed = api::dismiss_reads(self.event, tag.clone()).await;
        self.tags.reload();
        let laps = laps_text(dismissed?);
        self.toast.say(format!("{laps} {} {tag} {}", tr("of chip", "von Chip"), tr("dismissed", "verworfen")));
        Ok(())
    }

    /// What has to be asked before these tags are handed out.
    fn moving(self, inputs: &[TagInput]) -> Option<Moving> {
        self.tags.value.with_untracked(|list| Moving::of(inputs, &list.tags))
    }
}

/// One tag for somebody, both as typed.
fn read_pair(tag: &str, bib: &str) -> Result<TagInput, PageError> {
    Ok(TagInput { tag: Tag::parse(tag)?, bib: Bib::parse(bib)?, instead: false })
}

fn assigned_text(tags: &[TagView]) -> String {
    match tags {
        [TagView { tag, bib, name, .. }] => format!("{bib} {name} {} {tag}", tr("wears", "trägt")),
        many => format!("{} {}", many.len(), tr("chips assigned", "Chips zugeordnet")),
    }
}

fn laps_text(laps: u32) -> String {
    counted(usize::try_from(laps).unwrap_or(usize::MAX), ["lap", "laps"], ["Runde", "Runden"])
}

/// A form that hands tags out and waits for the answer. Each form has one of these: what became of another form's wish
/// neither empties it nor speaks in its place.
#[derive(Clone, Copy)]
struct Assigning {
    handing: Handing,
    /// What was wished, while it is asked what becomes of tags that others wear.
    asked: RwSignal<Option<Moving>>,
    send: Action<Vec<TagInput>, Result<(), PageError>>,
}

impl Assigning {
    fn new(handing: Handing) -> Self {
        let send = Action::new(move |inputs: &Vec<TagInput>| handing.assign(inputs.clone()));
        Self { handing, asked: RwSignal::new(None), send }
    }

    /// Hands out what the form holds, after a question where others wear it. While an answer is awaited the form's button
    /// says so, and the form keeps what it holds.
    fn wish(self, read: Result<Vec<TagInput>, PageError>) {
        if self.send.pending().get_untracked() {
            return;
        }
        self.change();
        match read.map(|inputs| (self.handing.moving(&inputs), inputs)) {
            Ok((None, inputs)) => drop(self.send.dispatch(inputs)),
            Ok((moving, _)) => self.asked.set(moving),
            Err(error) => self.send.value().set(Some(Err(error))),
        }
    }

    /// The form holds something else now: neither the question nor the refusal is about it.
    fn change(self) {
        self.asked.set(None);
        self.send.value().set(None);
    }

    /// Does [`change`](Self::change) whenever this is typed anew.
    fn follow(self, text: RwSignal<String>) {
        Effect::new(move |before: Option<()>| {
            text.track();
            if before.is_some() {
                self.change();
            }
        });
    }

    /// Answers the question with this wish.
    fn answer(self) -> Callback<Vec<TagInput>> {
        Callback::new(move |inputs| drop(self.send.dispatch(inputs)))
    }

    fn error(self) -> Signal<Option<PageError>> {
        Signal::derive(move || self.send.value().get().and_then(Result::err))
    }
}

#[component]
fn Tags(list: TagList, live: StaffLive) -> impl IntoView {
    let handing = Handing::new(list, live);
    view! {
        <div class="stack">
            <HandOut handing />
            <ImportTags handing />
        </div>
        <div class="stack">
            <Refusal error=handing.tags.error />
            <UnknownTags handing />
            <WornTags handing />
        </div>
    }
}

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
        let problem = Problem::new(error.kind(), format!("{tag} → {bib}: {}", error.sentence()));
        let is_empty = |text: RwSignal<String>| text.try_with_untracked(|text| text.trim().is_empty());
        if is_empty(self.tag) == Some(true) && is_empty(self.bib) == Some(true) {
            self.fill(&input, problem.into());
        } else {
            self.aside.try_update(|aside| {
                aside.retain(|(other, _)| other.tag != input.tag);
                aside.push((input, problem.into()));
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
fn HandOut(handing: Handing) -> impl IntoView {
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
