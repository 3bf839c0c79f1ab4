//! The tags of a chip system: who wears which, and which were read that nobody wears.

pub(crate) mod api;
mod give;
mod import;
mod unknown;
mod worn;

use crate::{
    PageError,
    components::{Desk, Opened, Refusal, StaffLive, StaffPage, Toast, use_toast},
    desk::counted,
    feed::Feed,
    i18n::tr,
};
use domain::{
    Bib,
    ids::EventId,
    tag::{Tag, TagInput, TagList, TagView},
    topic::Topic,
};
use give::HandOut;
use import::ImportTags;
use leptos::prelude::*;
use unknown::UnknownTags;
use worn::{Moving, WornTags};

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
