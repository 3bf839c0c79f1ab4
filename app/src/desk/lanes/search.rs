//! Finds a player by bib or name; with nothing typed, shows who waits for a slot.

use super::{Grouping, WHO};
use crate::{
    browser,
    components::FieldError,
    desk::{
        find::Query,
        person::{self, Whereabouts},
    },
    i18n::tr,
};
use domain::player::{PlayerList, PlayerView};
use leptos::{ev::SubmitEvent, prelude::*};

/// Matches shown: as many as can be looked over while somebody stands at the desk.
const FOUND_MAX: usize = 8;

/// The search field with its matches.
#[component]
pub fn Search(grouping: Grouping) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let query = Memo::new(move |_| Query::new(&typed.get()));
    let found = Memo::new(move |_| grouping.players.value.with(|list| query.with(|query| found(list, query))));
    let none_chosen = RwSignal::new(false);
    // Whoever is being placed comes first; those who wait are shown again afterwards.
    let busy = move || query.with(Query::is_empty) && grouping.chosen.with(Option::is_some);
    let choose = move |player: &PlayerView| {
        typed.set(String::new());
        grouping.choose(player.bib);
        // The next key press places; who wants another player just types on, because the field is one Shift+Tab away.
        let next = if player.standing.is_active() { super::chosen::FIRST_WAY } else { WHO };
        request_animation_frame(move || browser::focus(next));
    };
    let take_match = move |event: SubmitEvent| {
        event.prevent_default();
        let the_one = found.with_untracked(|found| query.with_untracked(|query| the_one_meant(found, query)));
        none_chosen.set(the_one.is_none() && !query.with_untracked(Query::is_empty));
        if let Some(player) = the_one {
            choose(&player);
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
        <p class="muted" hidden=move || !query.with(Query::is_empty) || busy()>
            {move || match found.with(Vec::len) {
                0 => tr("Everybody is placed.", "Alle haben einen Platz.").to_owned(),
                n => format!("{} · {n}", tr("Waiting for a place", "Warten auf einen Platz")),
            }}
        </p>
        <ul class="found" hidden=busy aria-label=tr("Found", "Gefunden")>{rows}</ul>
    }
}

/// Those who match, the exact bib first; with nothing typed, those without a slot, who came first first.
fn found(list: &PlayerList, query: &Query) -> Vec<PlayerView> {
    if query.is_empty() {
        return list
            .players
            .iter()
            .rev()
            .filter(|player| player.slot.is_none() && player.standing.is_active())
            .cloned()
            .collect();
    }
    let matching = |player: &&PlayerView| query.matches(player.bib.get(), &player.name, player.team.as_deref());
    let mut found: Vec<PlayerView> = list.players.iter().filter(matching).cloned().collect();
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

fn row(player: PlayerView, choose: impl Fn(&PlayerView) + 'static) -> impl IntoView {
    let left = (!player.standing.is_active()).then(|| person::standing_text(player.standing));
    let name = match left {
        Some(standing) => format!("{} {}, {standing}", player.bib, player.name),
        None => format!("{} {}", player.bib, player.name),
    };
    let about = person::about_player(&player);
    let shown = player.clone();
    view! {
        <li>
            <button type="button" aria-label=name on:click=move |_| choose(&player)>
                <b>{shown.bib.get()}</b>
                <span>{shown.name.clone()} " " <small class="muted">{about}</small></span>
                {(shown.slot.is_some() || left.is_some()).then(|| view! { <Whereabouts player=shown.clone() /> })}
            </button>
        </li>
    }
}
