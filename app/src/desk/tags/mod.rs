//! The tags of a chip system: who wears which, and which were read that nobody wears.

mod api;
mod import;
mod unknown;
mod worn;

use crate::{
    PageError, browser,
    components::{Desk, Opened, Refusal, StaffLive, StaffPage, Submit, TextField, use_toast},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Bib,
    board::Topic,
    tag::{Tag, TagInput, TagList, TagView},
};
use import::ImportTags;
use leptos::{ev::SubmitEvent, prelude::*};
use unknown::UnknownTags;
use worn::WornTags;

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
    tags: Feed<TagList>,
    assign: Action<Vec<TagInput>, Result<Vec<TagView>, PageError>>,
    remove: Action<Tag, Result<(), PageError>>,
}

impl Handing {
    fn new(list: TagList, live: StaffLive) -> Self {
        let version = move || live.version(Topic::Players).wrapping_add(live.version(Topic::Held));
        let tags = Feed::new(list, version, move || api::list_tags(live.event));
        let toast = use_toast();
        let assign = Action::new(move |inputs: &Vec<TagInput>| {
            let inputs = inputs.clone();
            async move {
                let assigned = api::assign_tags(live.event, inputs).await;
                tags.reload();
                let assigned = assigned?;
                toast.say(assigned_text(&assigned));
                Ok(assigned)
            }
        });
        let remove = Action::new(move |tag: &Tag| {
            let tag = tag.clone();
            async move {
                let removed = api::remove_tag(live.event, tag).await;
                tags.reload();
                let TagView { tag, bib, name, .. } = removed?;
                toast.say(format!("{bib} {name} {} {tag}", tr("no longer wears", "trägt nicht mehr:")));
                Ok(())
            }
        });
        Self { tags, assign, remove }
    }

    /// Gives one tag to somebody, both as typed.
    fn hand_out(self, tag: &str, bib: &str) -> Result<(), PageError> {
        let (tag, bib) = (Tag::parse(tag)?, Bib::parse(bib)?);
        if !self.assign.pending().get_untracked() {
            self.assign.dispatch(vec![TagInput { tag, bib }]);
        }
        Ok(())
    }
}

fn assigned_text(tags: &[TagView]) -> String {
    match tags {
        [TagView { tag, bib, name, .. }] => format!("{bib} {name} {} {tag}", tr("wears", "trägt")),
        many => format!("{} {}", many.len(), tr("chips assigned", "Chips zugeordnet")),
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
            <Refusal error=Signal::derive(move || handing.remove.value().get().and_then(Result::err)) />
            <UnknownTags handing />
            <WornTags handing />
        </div>
    }
}

/// A chip and a bib, as they go over the desk. A reader that types goes on to the bib by its Enter.
#[component]
fn HandOut(handing: Handing) -> impl IntoView {
    let (tag, bib) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = RwSignal::new(None::<PageError>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if bib.with_untracked(|bib| bib.trim().is_empty()) && tag.with_untracked(|tag| !tag.trim().is_empty()) {
            browser::focus("tag-bib");
            return;
        }
        let handed = handing.hand_out(&tag.get_untracked(), &bib.get_untracked());
        refused.set(handed.err());
    };
    Effect::new(move |_| {
        if let Some(Ok(_)) = handing.assign.value().get() {
            tag.set(String::new());
            bib.set(String::new());
            browser::focus("tag-tag");
        }
    });
    Effect::new(|_| browser::focus("tag-tag"));
    let error = move || refused.get().or_else(|| handing.assign.value().get().and_then(Result::err));
    view! {
        <section class="panel" aria-labelledby="hand-out-title">
            <h2 id="hand-out-title">{tr("Hand out a chip", "Chip ausgeben")}</h2>
            <form on:submit=submit novalidate>
                <TextField
                    id="tag-tag"
                    label=tr("Chip", "Chip")
                    value=tag
                    hint=tr("As the chip system names it; a reader may type it.", "Wie die Zeitmessung ihn nennt; ein Lesegerät darf ihn tippen.")
                />
                <TextField id="tag-bib" label=tr("Bib", "Nummer") value=bib inputmode="numeric" />
                <Refusal error=Signal::derive(error) />
                <Submit pending=handing.assign.pending() class="do wide">{tr("Hand out", "Ausgeben")}</Submit>
            </form>
        </section>
    }
}
