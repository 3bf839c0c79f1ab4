//! The player who is being placed, and the ways there are.

use super::{Grouping, Step};
use crate::{
    desk::person::{about_player, standing_text},
    i18n::tr,
};
use domain::{lane::Place, player::PlayerView};
use leptos::prelude::*;

/// The id of the first thing that can be done with the chosen player.
pub const FIRST_WAY: &str = "first-way";

/// The chosen player with a button for each pace group, and one to let go.
#[component]
pub fn ChosenPlayer(grouping: Grouping) -> impl IntoView {
    view! {
        <section aria-labelledby="chosen-title">
            <h2 id="chosen-title" class="visually-hidden">{tr("Chosen", "Gewählt")}</h2>
            {move || match grouping.player() {
                Some(player) if player.standing.is_active() => {
                    view! { <Who player=player.clone() /> <Ways player grouping /> }.into_any()
                }
                Some(player) => view! { <Who player=player.clone() /> <OutOfRace player /> }.into_any(),
                None => view! {
                    <p class="hint">
                        {tr(
                            "Type a bib and press Enter, or choose a player from the list or in a place.",
                            "Nummer tippen und Eingabetaste drücken, oder jemanden aus der Liste oder von einem Platz wählen.",
                        )}
                    </p>
                }
                .into_any(),
            }}
        </section>
    }
}

#[component]
fn Who(player: PlayerView) -> impl IntoView {
    let place = match &player.slot {
        Some(slot) => format!("{} {}", tr("in", "in"), crate::desk::place_text(&slot.pace_group, slot.position)),
        None if player.standing.is_active() => tr("in no lane", "in keiner Bahn").to_owned(),
        None => standing_text(player.standing).to_owned(),
    };
    let about =
        [about_player(&player), place].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <p class="picked">
            <b>{player.bib.get()} " · " {player.name}</b>
            <span class="muted">{about}</span>
            <a href=format!("/audit?target=player:{}", player.bib)>
                {tr("History", "Verlauf")}
                <span class="visually-hidden">" " {player.bib.get()}</span>
            </a>
        </p>
    }
}

/// Why there is no way to place somebody.
#[component]
fn OutOfRace(player: PlayerView) -> impl IntoView {
    view! {
        <p class="notice" role="status">
            {player.bib.get()} " " {standing_text(player.standing)} ". "
            {tr(
                "No place is given to somebody who has left the race. Reception can let the player re-enter.",
                "Wer nicht im Rennen ist, bekommt keinen Platz. Die Anmeldung kann die Person wieder einsteigen lassen.",
            )}
        </p>
    }
}

#[component]
fn Ways(player: PlayerView, grouping: Grouping) -> impl IntoView {
    let own = player.slot.map(|slot| slot.pace_group);
    let release = own.is_some().then(|| {
        view! {
            <button type="button" class="btn danger wide" on:click=move |_| grouping.run(Step::Out)>
                {tr("Release", "Entlassen")}
            </button>
        }
    });
    let ways = move || {
        let groups = grouping.groups.value.get();
        let first_free = groups.iter().position(|group| group.free() > 0);
        let ways = groups.into_iter().enumerate().map(|(no, group)| {
            let free = group.free();
            let name = format!("{} {}", tr("Place in", "Platz in"), group.name);
            let label = name.clone();
            let place = Place::Group { pace_group: group.name };
            let id = (Some(no) == first_free).then_some(FIRST_WAY);
            view! {
                <li>
                    <button
                        type="button"
                        id=id
                        class="btn way"
                        class:do=Some(no) == first_free
                        disabled=free == 0
                        data-rope=group.color
                        aria-label=label
                        on:click=move |_| grouping.run(Step::To(place.clone()))
                    >
                        <span class="rope-pill">{name}</span>
                        <span class="num">{free_text(free)}</span>
                    </button>
                </li>
            }
        });
        ways.collect_view()
    };
    view! {
        <ul class="ways" aria-label=tr("Pace groups", "Tempogruppen")>{ways}</ul>
        {release}
    }
}

fn free_text(free: usize) -> String {
    match free {
        0 => tr("full", "voll").to_owned(),
        n => format!("{n} {}", tr("free", "frei")),
    }
}
