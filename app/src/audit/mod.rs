//! The audit trail: who did what, newest first, and the way back. What is added shows as it comes.

mod api;
mod entry;
mod filter;
mod undo;
mod words;

use crate::{
    PageError, browser,
    components::{ActionButton, Desk, Opened, Refusal, StaffLive, StaffPage},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Action as May, ProblemKind, Role,
    audit::{ActorKind, AuditFilter, AuditPage as Page, EntryView},
    device::{Me, Named},
    topic::Topic,
};
use entry::Entries;
use filter::FilterBar;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use undo::UndoDialog;
pub use undo::UndoForm;

/// The page `/audit`; its query narrows it, as in `/audit?target=player:7`.
#[component]
pub fn AuditPage() -> impl IntoView {
    let start = |event| {
        let filter = filter::of_address(&crate::page_address());
        async move {
            let page = api::list(event, filter.clone()).await;
            let page = match page {
                // Somebody who is not there, or a filter that means nothing, leaves the page to ask for another one.
                Err(error) if matches!(error.kind(), ProblemKind::NotFound | ProblemKind::Invalid) => Err(error),
                page => Ok(page?),
            };
            Ok(Asked { filter, page, events: api::list_events().await? })
        }
    };
    view! { <StaffPage desk=Desk::Audit start content=content /> }
}

/// What the page was opened with: a question, and its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Asked {
    filter: AuditFilter,
    page: Result<Page, PageError>,
    /// Slugs and names of all events, newest first.
    events: Vec<(String, String)>,
}

fn content(Opened { me, .. }: Opened, live: StaffLive, asked: Asked) -> AnyView {
    let whole = me.may(May::ReadAudit);
    view! {
        <main id="main" class="desk">
            <h1>{Desk::Audit.title()}</h1>
            <Trail asked live whole me />
        </main>
    }
    .into_any()
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Shown {
    entries: RwSignal<Vec<EntryView>>,
    /// What the entries are an answer to.
    filter: StoredValue<AuditFilter>,
    /// Where older entries begin; none at the end.
    next: RwSignal<Option<String>>,
    /// The entry that somebody wants to undo.
    undoing: RwSignal<Option<EntryView>>,
    /// Who is looking.
    me: StoredValue<Me>,
}

impl Shown {
    /// Whether the way back is offered: to whoever may do what is undone.
    fn offers_undo(self, entry: &EntryView) -> bool {
        let by = entry.actor.role.as_deref().and_then(Role::parse);
        let needs = |me: &Me| Some(entry.undoes_what()?.needs_after(by, is_by(entry, me)));
        entry.undoable && self.me.with_value(|me| needs(me).is_some_and(|needs| me.may(needs)))
    }

    /// Whether what is shown answers this question.
    fn answers(self, filter: &AuditFilter) -> bool {
        self.filter.with_value(|shown| shown == filter)
    }

    /// Takes in the newest page. What was shown stays below it, unless it answered another question, or so much came in
    /// between that there is a gap.
    fn newest(self, filter: AuditFilter, page: Page) {
        let oldest = page.entries.last().map(|entry| entry.id);
        let same = self.answers(&filter);
        self.filter.set_value(filter);
        self.entries.update(|shown| {
            let connects = same && (page.next.is_none() || shown.iter().any(|entry| Some(entry.id) >= oldest));
            let older = shown.drain(..).filter(|entry| connects && Some(entry.id) < oldest).collect::<Vec<_>>();
            if older.is_empty() {
                self.next.set(page.next);
            }
            *shown = page.entries;
            shown.extend(older);
            mark_undone(shown);
        });
    }

    /// Adds a page of older entries.
    fn older(self, page: Page) {
        self.entries.update(|shown| shown.extend(page.entries));
        self.next.set(page.next);
    }
}

/// Whether an entry is one's own, or of the device that one is at.
fn is_by(entry: &EntryView, me: &Me) -> bool {
    let actor = &entry.actor;
    let device = actor.device.as_ref().map(|device| device.id);
    let operator = (ActorKind::parse(&actor.kind) == Some(ActorKind::Operator))
        .then(|| actor.id.as_deref()?.parse().ok())
        .flatten();
    let same = |mine: &Option<Named>, id: Option<i64>| id.is_some() && mine.as_ref().map(|named| named.id) == id;
    same(&me.device, device) || same(&me.operator, operator)
}

/// Entries further down were undone by what came in above them.
fn mark_undone(entries: &mut [EntryView]) {
    let undoings: Vec<_> = entries.iter().filter_map(|entry| Some((entry.undoes?, entry.id))).collect();
    for (undone, by) in undoings {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.id == undone) {
            (entry.undone_by, entry.undoable) = (Some(by), false);
        }
    }
}

#[component]
fn Trail(asked: Asked, live: StaffLive, whole: bool, me: Me) -> impl IntoView {
    let Asked { filter, page, events } = asked;
    let (page, refused) =
        page.map_or_else(|error| (Page { entries: Vec::new(), next: None }, Some(error)), |page| (page, None));
    let shown = Shown {
        filter: StoredValue::new(filter.clone()),
        entries: RwSignal::new(page.entries),
        next: RwSignal::new(page.next),
        undoing: RwSignal::new(None),
        me: StoredValue::new(me),
    };
    let filter = RwSignal::new(filter);
    let fresh = Feed::new(
        None,
        move || live.version(Topic::Entries),
        move || {
            let asked = filter.get_untracked();
            async move { api::list(live.event, asked.clone()).await.map(|page| Some((asked, page))) }
        },
    );
    fresh.error.set(refused);
    Effect::new(move |_| {
        // An answer to a question that is no longer asked is not shown.
        if let Some((asked, page)) = fresh.value.get()
            && asked == filter.get_untracked()
        {
            shown.newest(asked, page);
        }
    });
    Effect::new(move |before: Option<()>| {
        filter.track();
        if before.is_some() {
            // What is shown stays until the answer is here.
            browser::show_address(&filter::address_of(&filter.get()));
            fresh.reload();
        }
    });
    let more = Action::new(move |cursor: &String| {
        let asked = filter.get_untracked();
        let older = AuditFilter { cursor: Some(cursor.clone()), ..asked.clone() };
        async move {
            let cursor = older.cursor.clone();
            let page = api::list(live.event, older).await?;
            if shown.answers(&asked) && shown.next.get_untracked() == cursor {
                shown.older(page);
            }
            Ok::<(), PageError>(())
        }
    });
    let ask_more = move || {
        // Not while what is shown still answers the question before.
        if let Some(cursor) = shown.next.get_untracked().filter(|_| shown.answers(&filter.get_untracked())) {
            more.dispatch(cursor);
        }
    };
    view! {
        <FilterBar filter events whole />
        <Refusal error=Signal::derive(move || more.value().get().and_then(Result::err).or_else(|| fresh.error.get())) />
        <section class="panel" aria-label=tr("Entries", "Einträge")>
            <Entries shown />
            <Show when=move || shown.next.with(Option::is_some)>
                <div class="actions">
                    <ActionButton class="quiet" pending=more.pending() on_press=ask_more>
                        {tr("Older entries", "Ältere Einträge")}
                    </ActionButton>
                </div>
            </Show>
        </section>
        <UndoDialog undoing=shown.undoing done=move || fresh.reload() />
    }
}
