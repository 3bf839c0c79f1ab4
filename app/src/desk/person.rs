//! How desks say who somebody is.

use crate::i18n::{Lang, lang, tr};
use domain::player::{Gender, PlayerInput, PlayerView, Standing};
use domain::{Timestamp, player::public_name};
use leptos::prelude::*;

/// A gender in a word.
pub fn gender_text(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => tr("Female", "Weiblich"),
        Gender::Male => tr("Male", "Männlich"),
        Gender::Other => tr("Other", "Divers"),
    }
}

/// Age, gender, team and category, as far as they are known: "11 years · Female · Schule am See".
pub fn about(age: Option<u32>, gender: Option<Gender>, team: Option<&str>, category: Option<&str>) -> String {
    let years = age.map(|age| match lang() {
        Lang::En => format!("{age} years"),
        Lang::De => format!("{age} Jahre"),
    });
    [years.as_deref(), gender.map(gender_text), team, category].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// [`about`] a registered player.
pub fn about_player(player: &PlayerView) -> String {
    about(player.age, player.gender, player.team.as_deref(), player.category.as_deref())
}

/// Whom the boards will show, and as whom: what a desk reads back before it registers. The server decides in the end;
/// `today` is good enough to tell a child.
pub fn preview(input: PlayerInput, today: Timestamp) -> Option<(String, String)> {
    let day = today.to_utc().date_naive();
    let player = input.parse(day).ok()?;
    let age = player.birth.map(|birth| birth.age_on(day));
    let team = player.team.as_ref().map(domain::text::Name::as_str);
    let category = player.category.as_ref().map(domain::text::Name::as_str);
    Some((about(age, player.gender, team, category), public_name(player.name.as_str(), age, player.hide_name)))
}

/// How somebody stands in the event, in a word.
pub fn standing_text(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => tr("in the race", "im Rennen"),
        Standing::Withdrawn => tr("withdrawn", "ausgestiegen"),
        Standing::Disqualified => tr("disqualified", "disqualifiziert"),
        Standing::Deleted => tr("removed", "entfernt"),
    }
}

/// Where a player is now: the lane with its rope, the word for one who has left the race, or a quiet one.
#[component]
pub fn Whereabouts(
    /// The player.
    player: PlayerView,
) -> impl IntoView {
    if let Some(slot) = player.slot {
        let place = super::place_text(&slot.pace_group, slot.position);
        return view! {
            <span class="rope-pill" data-rope=slot.color>
                {place}
            </span>
        }
        .into_any();
    }
    if player.standing.is_active() {
        return view! { <span class="muted hint">{tr("registered", "angemeldet")}</span> }.into_any();
    }
    view! { <span class="badge out">{standing_text(player.standing)}</span> }.into_any()
}
