//! The field in which a desk finds a player by bib or name.

use super::{
    find::Query,
    person::{self, Whereabouts},
};
use crate::{browser, components::FieldError, i18n::tr};
use domain::player::{PlayerList, PlayerView};
use leptos::{ev::SubmitEvent, prelude::*};

/// The search field's id.
pub const WHO: &str = "who";

/// Matches shown: as many as can be looked over while somebody stands at the desk.
const FOUND_MAX: usize = 8;

/// The search field with its matches; with nothing typed, those who wait.
#[component]
pub fn PlayerSearch(
    /// Everybody.
    players: RwSignal<PlayerList>,
    /// Who is shown while nothing is typed.
    waiting: Memo<Vec<PlayerView>>,
    /// The words above those who wait, by how many they are.
    waiting_text: fn(usize) -> String,
    /// Whether somebody is being served: those who wait are shown again afterwards.
    #[prop(into)]
    busy: Signal<bool>,
    /// Takes whoever was chosen.
    choose: Callback<PlayerView>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let query = Memo::new(move |_| Query::new(&typed.get()));
    let found = Memo::new(move |_| {
        query.with(|query| if query.is_empty() { waiting.get() } else { players.with(|list| matching(list, query)) })
    });
    let none_chosen = RwSignal::new(false);
    let hidden = move || query.with(Query::is_empty) && busy.get();
    let choose = move |player: PlayerView| {
        typed.set(String::new());
        choose.run(player);
    };
    let take_match = move |event: SubmitEvent| {
        event.prevent_default();
        let the_one = found.with_untracked(|found| query.with_untracked(|query| the_one_meant(found, query)));
        none_chosen.set(the_one.is_none() && !query.with_untracked(Query::is_empty));
        if let Some(player) = the_one {
            choose(player);
        }
    };
    let rows = move || {
        found.with(|found| found.iter().take(FOUND_MAX).map(|player| row(player.clone(), choose)).collect_view())
    };
    Effect::new(|_| browser::focus(WHO));
    view! {
        <form role="search" aria-label=tr("Players", "Angemeldete") on:submit=take_match>
            <div class="field">
                <label for=WHO>{tr("Who", "Wer")}</label>
                <input
                    id=WHO
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=tr("Bib or name", "Nummer oder Name")
                    bind:value=typed
                    on:input=move |_| none_chosen.set(false)
                />
            </div>
        </form>
        <FieldError id="who-error".to_owned() error=Signal::derive(move || none_chosen.get().then(|| why_none(found.with(Vec::len)))) />
        <p class="muted" hidden=move || !query.with(Query::is_empty) || hidden()>
            {move || waiting_text(found.with(Vec::len))}
        </p>
        <ul class="found" hidden=hidden aria-label=tr("Found", "Gefunden")>{rows}</ul>
    }
}

/// Those who match, the exact bib first.
fn matching(list: &PlayerList, query: &Query) -> Vec<PlayerView> {
    let meant = |player: &&PlayerView| query.matches(player.bib.get(), &player.name, player.team.as_deref());
    let mut found: Vec<PlayerView> = list.players.iter().filter(meant).cloned().collect();
    found.sort_by_key(|player| (!query.is_bib(player.bib.get()), player.bib));
    found
}

/// Whom Enter takes: the exact bib, or the only match.
fn the_one_meant(found: &[PlayerView], query: &Query) -> Option<PlayerView> {
    match found {
        _ if query.is_empty() => None,
        [first, ..] if query.is_bib(first.bib.get()) => Some(first.clone()),
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn why_none(found: usize) -> String {
    match found {
        0 => tr("Nobody matches. Is the player registered?", "Niemand passt. Ist die Person angemeldet?"),
        _ => tr(
            "Several match. Type more, or choose one below.",
            "Mehrere passen. Tippen Sie weiter oder wählen Sie unten.",
        ),
    }
    .to_owned()
}

fn row(player: PlayerView, choose: impl Fn(PlayerView) + 'static) -> impl IntoView {
    let left = (!player.standing.is_active()).then(|| person::standing_text(player.standing));
    let name = match left {
        Some(standing) => format!("{} {}, {standing}", player.bib, player.name),
        None => format!("{} {}", player.bib, player.name),
    };
    let about = person::about_player(&player);
    let shown = player.clone();
    view! {
        <li>
            <button type="button" aria-label=name on:click=move |_| choose(player.clone())>
                <b>{shown.bib.get()}</b>
                <span>{shown.name.clone()} " " <small class="muted">{about}</small></span>
                {(shown.slot.is_some() || left.is_some()).then(|| view! { <Whereabouts player=shown.clone() /> })}
            </button>
        </li>
    }
}
