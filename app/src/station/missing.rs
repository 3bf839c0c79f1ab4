//! Somebody is overdue: large, loud, and answered with one press. And the roll-call, in place of the cards.

use super::{
    cards::Cards,
    counter::Counter,
    watch::{Missing, Watch},
};
use crate::{
    i18n::tr,
    water::{
        RollList,
        words::{no_lifeguard, says_text},
    },
};
use domain::{Bib, Timestamp, call::Saying, time::clock_text, water::Says};
use leptos::prelude::*;

/// The panel between the head and the cards; empty while nobody is overdue and everything is told.
#[component]
pub fn MissingPanel(
    /// The lane under watch.
    watch: Watch,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let silence = move |_| {
        let keys: Vec<(Bib, Timestamp)> = watch.missing.with_untracked(|all| all.iter().map(Missing::key).collect());
        watch.heard.update(|heard| heard.extend(keys));
    };
    let title = move || {
        let overdue = watch.missing.with(|all| all.iter().any(|one| one.overdue.is_some()));
        if overdue {
            tr("Not seen for too long", "Zu lange nicht gesehen")
        } else {
            tr("Help was called", "Hilfe ist gerufen")
        }
    };
    let any = Memo::new(move |_| watch.missing.with(|all| !all.is_empty()));
    let untold = Memo::new(move |_| watch.is_unheard());
    let panel = move || {
        any.get().then(|| {
            view! {
                <section class="missing" aria-labelledby="missing-title">
                    <div class="split">
                        <h2 id="missing-title"><span role="alert">{title}</span></h2>
                        <Show when=move || watch.is_loud()>
                            <button type="button" class="btn quiet" on:click=silence>
                                {tr("Silence", "Ton aus")}
                            </button>
                        </Show>
                    </div>
                    <ul role="list">
                        <For each=move || watch.missing.get() key=Missing::key let:one>
                            <li>{line(one, watch, counter)}</li>
                        </For>
                    </ul>
                    <p class="muted">{no_lifeguard()}</p>
                </section>
            }
        })
    };
    let trouble = move || {
        untold.get().then(|| {
            view! {
                <p class="problem" role="alert">
                    {tr(
                        "No network: the desk has not heard your answer. If somebody needs help, call out now.",
                        "Kein Netz: Die Leitung hat Ihre Antwort nicht gehört. Braucht jemand Hilfe, rufen Sie jetzt laut.",
                    )}
                </p>
            }
        })
    };
    let refused = move || watch.refused.get().map(|sentence| view! { <p class="problem" role="alert">{sentence}</p> });
    view! {
        <div class="watch">
            {panel} {trouble} {refused}
        </div>
    }
}

fn line(one: Missing, watch: Watch, counter: Counter) -> impl IntoView {
    let Missing { bib, marker, name, overdue, since } = one;
    let ago = Memo::new(move |_| counter.now.get().since_ms(since) / 1_000);
    let button = move |says: Says, class: &'static str| {
        let press = move |_| {
            watch.say(bib, says);
            // The lane is left by the queue's way, which shows at once.
            if says == Says::Out {
                counter.say(bib, Saying::LetGo, None);
            }
        };
        view! {
            <button type="button" class=format!("btn {class}") on:click=press>
                {says_text(says)}
                <span class="visually-hidden">" " {bib.get()}</span>
            </button>
        }
    };
    view! {
        <p>
            <b class="num">{marker}</b>
            <span class="who">
                {name}
                <small>
                    {match overdue {
                        Some(_) => tr("not seen for", "nicht gesehen seit"),
                        None => tr("help was called", "Hilfe wurde gerufen vor"),
                    }} " "
                    <span class="num" aria-hidden="true">{move || clock_text(ago.get() * 1_000)}</span>
                    {overdue.map(|overdue| view! {
                        ", " {tr("usually", "sonst")} " " <span class="num">{clock_text(overdue.usual_ms)}</span>
                    })}
                </small>
            </span>
        </p>
        <div class="answers">
            {match overdue {
                Some(_) => vec![button(Says::Seen, "do"), button(Says::Out, ""), button(Says::Help, "danger")],
                None => vec![button(Says::Clear, "do")],
            }}
        </div>
    }
}

/// The cards, or the roll-call while there is one and nobody has put it aside.
#[component]
pub fn CardsOrCall(
    /// The lane under watch.
    watch: Watch,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let aside = RwSignal::new(None::<Timestamp>);
    let call = Memo::new(move |_| watch.call());
    let began = Memo::new(move |_| call.with(|call| call.as_ref().map(|call| call.began_at)));
    move || match began.get().filter(|began| aside.get() != Some(*began)) {
        None => view! { <Cards counter /> }.into_any(),
        Some(began) => {
            let players = Signal::derive(move || {
                call.with(|call| call.as_ref().map(|call| call.players.clone()).unwrap_or_default())
            });
            let tick = Callback::new(move |(bib, out): (Bib, bool)| {
                watch.say(bib, if out { Says::Out } else { Says::Seen });
            });
            let here = move || players.with(|all| all.iter().filter(|player| player.out_at.is_none()).count());
            let all = move || call.with(|call| call.as_ref().map_or(0, |call| call.missing));
            view! {
                <section class="roll-screen" aria-labelledby="roll-title">
                    <header>
                        <h2 id="roll-title">{tr("Clear the pool", "Becken räumen")}</h2>
                        <p role="status">
                            <b>{move || match here() {
                                0 => tr("This lane is out", "Diese Bahn ist draußen").to_owned(),
                                n => format!("{n} {}", tr("missing in this lane", "fehlen in dieser Bahn")),
                            }}</b>
                            " · "
                            {all} " " {tr("missing in all lanes", "fehlen auf allen Bahnen")}
                        </p>
                        <p class="muted">
                            {tr("Press whoever has left the water. ", "Tippen Sie an, wer das Wasser verlassen hat. ")}
                            {no_lifeguard()}
                        </p>
                    </header>
                    {move || players.with(Vec::is_empty).then(|| view! {
                        <p class="empty">{tr("Nobody was in this lane.", "In dieser Bahn war niemand.")}</p>
                    })}
                    <RollList players label=tr("Roll-call of this lane", "Räumung dieser Bahn").to_owned() tick />
                    <button type="button" class="btn quiet" on:click=move |_| aside.set(Some(began))>
                        {tr("Back to the cards", "Zurück zu den Karten")}
                    </button>
                </section>
            }
            .into_any()
        }
    }
}
