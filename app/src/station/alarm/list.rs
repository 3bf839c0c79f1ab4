//! What unfolds above the alarm's line to be answered by name.

use super::{Alarm, Unfolded, no_lap};
use crate::{
    components::StaffLive,
    desk::counted,
    i18n::tr,
    station::watch::Missing,
    water::{
        ClearPool,
        words::{no_lifeguard, says_text},
    },
};
use domain::{Action, Bib, time::clock_text, water::Says};
use leptos::prelude::*;

/// Each who is missed, with the answers; above them how many heads were lacking.
#[component]
pub(super) fn Answers(alarm: Alarm) -> impl IntoView {
    let Alarm { watch, lacking, .. } = alarm;
    let short = move || lacking.get().map(|heads| view! { <Lacking heads alarm /> });
    view! {
        <div class="answers">
            {short}
            <ul role="list">
                <For each=move || watch.missing.get() key=Missing::key let:one>
                    <li>{row(one, alarm)}</li>
                </For>
            </ul>
            <p class="muted">{no_lifeguard()}</p>
        </div>
    }
}

fn row(one: Missing, alarm: Alarm) -> impl IntoView {
    let Missing { bib, marker, name, overdue, since } = one;
    let now = alarm.counter.now;
    let ago = Memo::new(move |_| now.get().since_ms(since) / 1_000);
    let button = move |says: Says, class: &'static str| {
        view! {
            <button type="button" class=class on:click=move |_| alarm.answer(bib, says)>
                {says_text(says)}
                <span class="visually-hidden">" " {bib.get()}</span>
                {(says == Says::Seen).then(|| view! { <small>{no_lap()}</small> })}
            </button>
        }
    };
    view! {
        <p>
            <b class="num">{marker}</b>
            <span class="who">
                {name}
                <small>
                    <span class="visually-hidden">{match overdue {
                        Some(_) => tr("not seen for", "nicht gesehen seit"),
                        None => tr("help was called", "Hilfe wurde gerufen vor"),
                    }} " "</span>
                    <span class="num" aria-hidden="true">{move || clock_text(ago.get() * 1_000)}</span>
                    {overdue.map(|overdue| view! {
                        ", " {tr("usually", "sonst")} " " <span class="num">{clock_text(overdue.usual_ms)}</span>
                    })}
                </small>
            </span>
        </p>
        {match overdue {
            Some(_) => vec![button(Says::Seen, "seen"), button(Says::Out, ""), button(Says::Help, "help")],
            None => vec![button(Says::Clear, "seen")],
        }}
    }
}

/// Heads are lacking: everybody who is seen is answered for, help is called for the rest, and the pool is cleared by whoever
/// may.
#[component]
fn Lacking(heads: usize, alarm: Alarm) -> impl IntoView {
    let says = format!(
        "{}. {}",
        counted(heads, ["head is lacking", "heads are lacking"], ["Kopf fehlt", "Köpfe fehlen"]),
        tr(
            "Press Seen for each you see, Help! for whoever is missing.",
            "Tippen Sie Gesehen für jeden, den Sie sehen, und Hilfe! für den, der fehlt."
        ),
    );
    let live = use_context::<StaffLive>();
    let calling = Memo::new(move |_| alarm.watch.call().is_some());
    let clear = move || {
        match live.filter(|_| alarm.me.with(|me| me.may(Action::ClearPool))) {
        Some(live) => view! { <ClearPool calling live /> }.into_any(),
        None => view! {
            <p>{tr("A desk clears the pool: whistle, and send somebody there.", "Das Becken räumt eine Theke: Pfeifen Sie, und schicken Sie jemanden hin.")}</p>
        }
        .into_any(),
    }
    };
    let again = move |_| {
        alarm.lacking.set(None);
        alarm.open.set(Some(Unfolded::Heads));
    };
    view! {
        <div class="lacking">
            <p role="alert"><b>{says}</b></p>
            {clear}
            <Show when=move || alarm.watch.lane.with(Option::is_some)>
                <button type="button" class="btn quiet" on:click=again>{tr("Count again", "Neu zählen")}</button>
            </Show>
        </div>
    }
}

/// Everybody of the lane, where nobody is overdue and somebody needs help all the same.
#[component]
pub(super) fn WhoNeedsHelp(alarm: Alarm) -> impl IntoView {
    let Alarm { counter, open, .. } = alarm;
    let bibs: Vec<Bib> = counter.order.bibs.get_untracked();
    let players = bibs.into_iter().filter_map(|bib| counter.player(bib)).map(|player| {
        let bib = player.bib;
        let press = move |_| {
            alarm.answer(bib, Says::Help);
            open.set(None);
        };
        view! {
            <li>
                <button type="button" class="help" on:click=press>
                    <span class="visually-hidden">{says_text(Says::Help)} " "</span>
                    <b class="num">{player.marker}</b>
                    <small>{player.name}</small>
                </button>
            </li>
        }
    });
    view! {
        <div class="needs-help">
            <p><b>{tr("Who needs help?", "Wer braucht Hilfe?")}</b></p>
            <ul role="list">{players.collect_view()}</ul>
        </div>
    }
}
