//! The public board: the standings of an event, whole as the server renders them, then live.

mod address;
mod answer;
mod filter;
mod flip;
mod head;
mod row;
mod standings;
mod text;

use crate::{
    PageError, board_answer, browser,
    components::{LanguageLinks, Refusal, RehearsalStrip, ServerTime},
    i18n::tr,
    moment_sentence, page_address,
};
use address::Address;
#[cfg(feature = "ssr")]
pub use address::same_page;
pub use answer::BoardAnswer;
use domain::{Timestamp, board::Board};
use filter::{Filter, Filters};
use head::Head;
use leptos::{either::EitherOf4, html, prelude::*};
use leptos_meta::Title;
use row::Row;
use standings::Standings;
use text::Lengths;

/// The pages `/` (the current event) and `/e/{slug}`. What the server knew when it rendered the page is in the page, so
/// that the board goes on from there without asking.
#[component]
pub fn BoardPage() -> impl IntoView {
    let address = Address::parse(&page_address());
    let answer = SharedValue::new(|| board_answer(address.slug.as_deref())).into_inner();
    browser::mark_hydrated();
    match answer {
        BoardAnswer::Board { board, now } => EitherOf4::A(view! { <Live board now address /> }),
        BoardAnswer::NoEvent => EitherOf4::B(no_event()),
        BoardAnswer::Refused(error) => EitherOf4::C(unavailable(error)),
        BoardAnswer::Unasked => {
            Effect::new(|_| browser::reload());
            EitherOf4::D(view! {
                <main id="main" class="wait">{tr("Loading the standings…", "Lade den Zwischenstand …")}</main>
            })
        }
    }
}

/// A board that follows its event.
#[component]
fn Live(
    /// As the server knew it.
    board: Board,
    /// The server's time of it; the page may be shown later.
    now: Timestamp,
    /// What the address asks for.
    address: Address,
) -> impl IntoView {
    let slug = board.event.slug.clone();
    let standings = Standings::new(board);
    let list = NodeRef::<html::Ol>::new();
    let time = ServerTime::kept(now);
    let conn = standings.follow(slug, list, time);
    let lengths = Memo::new(move |_| standings.event.with(|event| Lengths::of(event.lap_length_m)));
    // The title is read when the page's head is written, in no owner: a signal that an owner keeps would not be found.
    let title = ArcRwSignal::new(standings.event.with_untracked(|event| event.name.clone()));
    let named = title.clone();
    Effect::new(move |_| named.set(standings.event.with(|event| event.name.clone())));
    view! {
        <Title text=move || title.get() />
        <main id="main" class="board">
            {standings.event.with_untracked(|event| event.rehearsal).then(|| view! { <RehearsalStrip /> })}
            <Head standings lengths conn time=time.signal() />
            {stands_still(now)}
            <div class="rope"></div>
            <Lanes standings filter=Filter::new(address) lengths list />
            <footer>
                <a href="/enrol">{tr("For helpers", "Für Helferinnen und Helfer")}</a>
                <LanguageLinks />
            </footer>
        </main>
    }
}

/// Says of which moment the page is to those in whose browser it stands still. Markup to the browser, not to the view, as in
/// [`NeedsScript`](crate::components::NeedsScript).
fn stands_still(now: Timestamp) -> impl IntoView {
    view! { <noscript inner_html=format!("<p class=\"muted\">{}</p>", moment_sentence(now))></noscript> }
}

/// The filters and the rows, or what stands there while there are none.
#[component]
fn Lanes(
    /// What is shown.
    standings: Standings,
    /// Which of it.
    filter: Filter,
    /// How lengths are written.
    lengths: Memo<Lengths>,
    /// The list's element.
    list: NodeRef<html::Ol>,
) -> impl IntoView {
    let nobody = Memo::new(move |_| standings.lines.with(Vec::is_empty));
    let shown = Memo::new(move |_| standings.lines.with(|lines| filter.choose(lines)));
    let none_shown = Memo::new(move |_| shown.with(Vec::is_empty));
    let by_category = Memo::new(move |_| filter.category.with(Option::is_some));
    view! {
        <Show when=move || !nobody.get()>
            <Filters filter standings />
        </Show>
        <ol
            class="rows"
            role="list"
            aria-label=tr("Standings", "Zwischenstand")
            hidden=move || none_shown.get()
            style=move || format!("--lead:{}", standings.lead.get().mm().max(1))
            node_ref=list
        >
            <For each=move || shown.get() key=|line| line.bib let(line)>
                <Row line by_category lengths />
            </For>
        </ol>
        <Show when=move || none_shown.get()>
            {move || {
                if nobody.get() {
                    empty(
                        tr("No players yet", "Noch niemand angemeldet"),
                        tr(
                            "They appear here as soon as somebody is registered.",
                            "Wer angemeldet ist, erscheint hier.",
                        ),
                    )
                } else {
                    empty(
                        tr("Nobody found", "Niemand gefunden"),
                        tr("Look for another name or number.", "Suchen Sie einen anderen Namen oder eine andere Nummer."),
                    )
                }
            }}
        </Show>
    }
}

fn empty(head: &'static str, sentence: &'static str) -> impl IntoView {
    view! {
        <div class="empty">
            <b>{head}</b>
            <p>{sentence}</p>
        </div>
    }
}

/// No event has been made.
fn no_event() -> impl IntoView {
    view! {
        <Title text=tr("Welcome", "Willkommen") />
        <main id="main" class="sign-in">
            <div class="rope"></div>
            <h1>{tr("Welcome to LapStream", "Willkommen bei LapStream")}</h1>
            <p>
                {tr(
                    "There is no event yet. Whoever has the admin token that the server showed at its first start can make one.",
                    "Es gibt noch keine Veranstaltung. Wer das Admin-Token hat, das der Server beim ersten Start gezeigt hat, kann eine anlegen.",
                )}
            </p>
            <a class="btn do" href="/setup">{tr("Set up your event", "Veranstaltung anlegen")}</a>
            <LanguageLinks />
        </main>
    }
}

/// The board could not be had.
fn unavailable(error: PageError) -> impl IntoView {
    view! {
        <Title text=tr("Standings", "Zwischenstand") />
        <main id="main" class="sign-in">
            <h1>{tr("No standings here", "Hier ist kein Zwischenstand")}</h1>
            <Refusal error=Signal::stored(Some(error)) />
            <a class="btn do" href="/" rel="external">{tr("To the current event", "Zur aktuellen Veranstaltung")}</a>
        </main>
    }
}
