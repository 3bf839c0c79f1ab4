//! The list of a roll-call, by which somebody is ticked out: large enough for a wet finger, at the station and at desks.

use crate::i18n::tr;
use domain::{Bib, water::Called};
use leptos::prelude::*;

/// Everybody of a lane, each a button that says whether they are out. Nobody changes places under a finger: a wrong tick
/// is worse than a long list.
#[component]
pub fn RollList(
    /// Who has to be out.
    #[prop(into)]
    players: Signal<Vec<Called>>,
    /// What the list is called.
    label: String,
    /// Takes who is out, or not out after all.
    tick: Callback<(Bib, bool)>,
) -> impl IntoView {
    view! {
        <ul class="roll" role="list" aria-label=label>
            <For each=move || players.get() key=|player| (player.bib, player.name.clone()) let:player>
                <li>{row(player, players, tick)}</li>
            </For>
        </ul>
    }
}

fn row(player: Called, players: Signal<Vec<Called>>, tick: Callback<(Bib, bool)>) -> impl IntoView {
    let Called { bib, name, .. } = player;
    let out =
        Memo::new(move |_| players.with(|all| all.iter().any(|other| other.bib == bib && other.out_at.is_some())));
    view! {
        <button
            type="button"
            class="btn tick"
            class:out=out
            aria-pressed=move || if out.get() { "true" } else { "false" }
            on:click=move |_| tick.run((bib, !out.get_untracked()))
        >
            <b class="num">{bib.get()}</b>
            <span class="who">{name}</span>
            <span class="is">
                {move || if out.get() { tr("is out", "ist draußen") } else { tr("missing", "fehlt") }}
            </span>
        </button>
    }
}
