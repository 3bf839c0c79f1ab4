//! The list of players with its search.

use super::{edit::EditPlayer, import::ImportStartList, laps::AdjustLaps, lock::Lock, standing::ChangeStanding};
use crate::{
    components::{Choices, Refusal},
    desk::{
        counted,
        find::Query,
        person::{self, Whereabouts},
    },
    feed::Feed,
    i18n::tr,
};
use domain::{
    ids::EventId,
    night::needs_permission,
    player::{PlayerList, PlayerView, Standing},
};
use leptos::prelude::*;

/// Rows shown at once. More are found by typing, and a page of a thousand rows would make typing slow.
const ROWS_MAX: usize = 100;

/// Who is shown, by standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    Everybody,
    Standing(Standing),
}

impl Only {
    fn covers(self, standing: Standing) -> bool {
        self == Self::Everybody || self == Self::Standing(standing)
    }
}

/// What can be done with a player in the list.
#[derive(Clone, Copy)]
struct Opens {
    editing: RwSignal<Option<PlayerView>>,
    changing: RwSignal<Option<PlayerView>>,
    adjusting: RwSignal<Option<PlayerView>>,
    /// Whether the role may correct laps.
    may_adjust: bool,
}

/// All players, searched at once as one types.
#[component]
pub fn Players(players: Feed<PlayerList>, event: EventId, lock: Lock, may_adjust: bool) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let opens = Opens {
        editing: RwSignal::new(None),
        changing: RwSignal::new(None),
        adjusting: RwSignal::new(None),
        may_adjust,
    };
    let importing = RwSignal::new(false);
    let asked = RwSignal::new(Some(Only::Everybody));
    let somebody_left =
        Memo::new(move |_| players.value.with(|list| list.players.iter().any(|player| !player.standing.is_active())));
    // The choice is there only while there is something to choose, and narrows nothing without being seen.
    let only = move || asked.get().filter(|_| somebody_left.get()).unwrap_or(Only::Everybody);
    let found = Memo::new(move |_| players.value.with(|list| search(list, &Query::new(&typed.get()), only())));
    let total = Memo::new(move |_| players.value.with(|list| list.players.len()));
    let count = move || {
        let players_text = counted(total.get(), ["player", "players"], ["Angemeldete", "Angemeldete"]);
        format!("{players_text} · {} {}", players.value.with(|list| list.today), tr("today", "heute"))
    };
    view! {
        <section class="panel" aria-labelledby="players-title">
            <div class="split">
                <h2 id="players-title">{tr("Players", "Angemeldet")}</h2>
                <a class="btn quiet small" href="/codes">{tr("Codes for caps", "Codes für Kappen")}</a>
                <Show when=move || !lock.shuts()>
                    <button type="button" class="btn quiet small" on:click=move |_| importing.set(true)>
                        {tr("Import a start list", "Startliste einlesen")}
                    </button>
                </Show>
            </div>
            <Refusal error=players.error />
            <div class="field">
                <label for="players-search">{tr("Bib or name", "Nummer oder Name")}</label>
                <input id="players-search" type="search" autocomplete="off" spellcheck="false" bind:value=typed />
            </div>
            <Show when=move || somebody_left.get()>
                <Choices name="players-only" label=tr("Show", "Zeigen") choices=only_choices() value=asked />
            </Show>
            <p class="muted" role="status">{count}</p>
            {move || {
                if total.get() == 0 {
                    view! { <Nobody importing lock /> }.into_any()
                } else if found.with(Vec::is_empty) {
                    view! { <p class="empty">{nobody_matches(only())}</p> }.into_any()
                } else {
                    view! { <Table found opens /> }.into_any()
                }
            }}
            <EditPlayer editing=opens.editing players event />
            <AdjustLaps adjusting=opens.adjusting event />
            <ChangeStanding changing=opens.changing players event />
            <ImportStartList open=importing players event lock />
        </section>
    }
}

/// Those who match, newest first, but the one whose very bib was typed before all others.
fn search(list: &PlayerList, query: &Query, only: Only) -> Vec<PlayerView> {
    let matching = |player: &&PlayerView| {
        only.covers(player.standing) && query.matches(player.bib.get(), &player.name, player.team.as_deref())
    };
    let mut found: Vec<PlayerView> = list.players.iter().filter(matching).cloned().collect();
    found.sort_by_key(|player| !query.is_bib(player.bib.get()));
    found
}

fn only_choices() -> Vec<(Only, &'static str)> {
    vec![
        (Only::Everybody, tr("All", "Alle")),
        (Only::Standing(Standing::Active), tr("In the race", "Im Rennen")),
        (Only::Standing(Standing::Withdrawn), tr("Withdrawn", "Ausgestiegen")),
        (Only::Standing(Standing::Disqualified), tr("Disqualified", "Disqualifiziert")),
    ]
}

fn nobody_matches(only: Only) -> &'static str {
    match only {
        Only::Everybody => {
            tr("Nobody matches. Try a part of the name.", "Niemand passt. Versuchen Sie es mit einem Teil des Namens.")
        }
        Only::Standing(_) => tr(
            "Nobody matches. Try a part of the name, or show all.",
            "Niemand passt. Versuchen Sie es mit einem Teil des Namens, oder zeigen Sie alle.",
        ),
    }
}

#[component]
fn Nobody(importing: RwSignal<bool>, lock: Lock) -> impl IntoView {
    view! {
        <div class="empty">
            <h3>{tr("No players yet", "Noch niemand angemeldet")}</h3>
            <p>{tr("Register the first one with the form, or bring a whole start list.", "Melden Sie mit dem Formular an, oder lesen Sie eine ganze Startliste ein.")}</p>
            <Show when=move || !lock.shuts()>
                <button type="button" class="btn" on:click=move |_| importing.set(true)>
                    {tr("Choose a CSV file", "CSV-Datei wählen")}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn Table(found: Memo<Vec<PlayerView>>, opens: Opens) -> impl IntoView {
    let rows = move || found.with(|found| found.iter().take(ROWS_MAX).map(|player| row(player, opens)).collect_view());
    let left_out = move || found.with(|found| found.len().saturating_sub(ROWS_MAX));
    view! {
        <table class="list">
            <caption class="visually-hidden">{tr("Players", "Angemeldete")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("Bib", "Nr.")}</th>
                    <th scope="col">{tr("Name", "Name")}</th>
                    <th scope="col" class="extra">{tr("About", "Angaben")}</th>
                    <th scope="col">{tr("Where", "Wo")}</th>
                    <th scope="col" class="r"><span class="visually-hidden">{tr("Edit", "Ändern")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="muted">
            {move || match left_out() {
                0 => String::new(),
                n => format!("{} {n} {}", tr("and", "und"), tr("more; type to find them", "weitere; tippen Sie, um sie zu finden")),
            }}
        </p>
    }
}

fn row(player: &PlayerView, opens: Opens) -> impl IntoView + use<> {
    let public = (player.public_name != player.name)
        .then(|| view! { " " <span class="muted">"(" {player.public_name.clone()} ")"</span> });
    let button = |words: &'static str, dialog: RwSignal<Option<PlayerView>>| {
        let player = player.clone();
        let bib = player.bib.get();
        view! {
            <button type="button" class="btn quiet small" on:click=move |_| dialog.set(Some(player.clone()))>
                {words}
                <span class="visually-hidden">" " {bib}</span>
            </button>
        }
    };
    let permitted = (player.night_permission && needs_permission(player.age))
        .then(|| view! { " " <span class="badge">{tr("night permitted", "Nacht erlaubt")}</span> });
    let adjust = opens.may_adjust.then(|| button(tr("Laps", "Runden"), opens.adjusting));
    view! {
        <tr class:out=!player.standing.is_active()>
            <td class="num">{player.bib.get()}</td>
            <td>{player.name.clone()} {public} {permitted}</td>
            <td class="muted extra">{person::about_player(player)}</td>
            <td><Whereabouts player=player.clone() /></td>
            <td class="r">
                {adjust}
                {button("Status", opens.changing)}
                {button(tr("Edit", "Ändern"), opens.editing)}
            </td>
        </tr>
    }
}
