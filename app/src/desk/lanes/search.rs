//! Finds a player by bib or name; with nothing typed, shows who waits for a slot.

use super::Grouping;
use crate::{
    browser,
    desk::search::{PlayerSearch, WHO},
    i18n::tr,
};
use domain::player::PlayerView;
use leptos::prelude::*;

/// The search field with its matches.
#[component]
pub fn Search(grouping: Grouping) -> impl IntoView {
    // Who came first comes first.
    let waiting = Memo::new(move |_| {
        grouping.players.value.with(|list| {
            let waiting = list.players.iter().rev();
            waiting.filter(|player| player.slot.is_none() && player.standing.is_active()).cloned().collect()
        })
    });
    let choose = Callback::new(move |player: PlayerView| {
        grouping.choose(player.bib);
        // The next key press places; who wants another player just types on, because the field is one Shift+Tab away.
        let next = if player.standing.is_active() { super::chosen::FIRST_WAY } else { WHO };
        request_animation_frame(move || browser::focus(next));
    });
    let busy = Signal::derive(move || grouping.chosen.with(Option::is_some));
    view! { <PlayerSearch players=grouping.players.value waiting waiting_text busy choose /> }
}

fn waiting_text(waiting: usize) -> String {
    match waiting {
        0 => tr("Everybody is placed.", "Alle haben einen Platz.").to_owned(),
        n => format!("{} · {n}", tr("Waiting for a place", "Warten auf einen Platz")),
    }
}
