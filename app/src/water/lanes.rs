//! A lane with who is in it: on the screen with how long they have not been seen, on paper with the time of the last lap.

use super::words::lane_words;
use crate::{components::LocalTime, i18n::tr};
use domain::{
    Timestamp,
    ids::LaneId,
    time::clock_text,
    water::{Pool, PoolLane, Says, Swimmer},
};
use leptos::prelude::*;

/// A lane.
#[component]
pub fn LanePanel(
    /// Which.
    lane: LaneId,
    /// All of them.
    pool: RwSignal<Pool>,
    /// The server's time.
    time: ReadSignal<Timestamp>,
) -> impl IntoView {
    let view = Memo::new(move |_| pool.with(|pool| pool.lanes.iter().find(|other| other.lane == lane).cloned()));
    let part = move |of: fn(&PoolLane) -> String| move || view.with(|view| view.as_ref().map(of)).unwrap_or_default();
    let swimmers =
        Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.swimmers.clone()).unwrap_or_default()));
    let title = format!("water-{lane}");
    view! {
        <section class="panel lane-water" aria-labelledby=title.clone() data-rope=part(|lane| lane.color.clone())>
            <h2 id=title.clone()>
                <span class="rope-pill">{part(|lane| lane_words(&lane.name, &lane.pace_group))}</span>
                " "
                <span class="muted num">{move || swimmers.with(Vec::len)}</span>
            </h2>
            {move || {
                let swimmers = swimmers.get();
                if swimmers.is_empty() {
                    view! { <p class="muted">{tr("Nobody is in this lane.", "Niemand ist in dieser Bahn.")}</p> }.into_any()
                } else {
                    table(swimmers, time).into_any()
                }
            }}
        </section>
    }
}

fn table(swimmers: Vec<Swimmer>, time: ReadSignal<Timestamp>) -> impl IntoView {
    view! {
        <table class="list">
            <caption class="visually-hidden">{tr("Who is in this lane", "Wer in dieser Bahn ist")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("Bib", "Nr.")}</th>
                    <th scope="col">{tr("Name", "Name")}</th>
                    <th scope="col">{tr("Last lap", "Letzte Runde")}</th>
                </tr>
            </thead>
            <tbody>{swimmers.into_iter().map(|swimmer| row(swimmer, time)).collect_view()}</tbody>
        </table>
    }
}

fn row(swimmer: Swimmer, time: ReadSignal<Timestamp>) -> impl IntoView {
    let seen = swimmer.last_lap_at.unwrap_or(swimmer.since);
    let ago = Memo::new(move |_| time.get().since_ms(seen) / 1_000);
    let first = swimmer
        .last_lap_at
        .is_none()
        .then(|| view! { <span class="muted">{tr("none yet, in since", "noch keine, drin seit")} " "</span> });
    let badge = state(&swimmer).map(|(words, class)| view! { " " <span class=class>{words}</span> });
    view! {
        <tr>
            <td class="num">{swimmer.bib.get()}</td>
            <td>{swimmer.name} {badge}</td>
            <td class="num">
                {first} <LocalTime at=seen />
                <span class="muted ago">" · " {move || clock_text(ago.get() * 1_000)}</span>
            </td>
        </tr>
    }
}

/// What has to be known of somebody, in a word.
fn state(swimmer: &Swimmer) -> Option<(&'static str, &'static str)> {
    let said = swimmer.word.filter(|word| swimmer.last_lap_at.is_none_or(|last| last < word.at)).map(|word| word.says);
    match (said, swimmer.overdue) {
        (Some(Says::Help), _) => Some((tr("help called", "Hilfe gerufen"), "badge bad")),
        (_, Some(_)) => Some((tr("overdue", "überfällig"), "badge late")),
        (_, None) if swimmer.break_since.is_some() => Some((tr("on a break", "macht Pause"), "badge out")),
        (Some(Says::Out), None) => Some((tr("out of the water", "aus dem Wasser"), "badge out")),
        (Some(Says::Seen | Says::Clear) | None, None) => None,
    }
}
