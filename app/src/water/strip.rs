//! The strip on top of every desk: who needs help, who is overdue without an answer, and that the pool is being cleared.

use super::{
    alarm,
    api::{hear_news, say_in_water},
    words::{no_lifeguard, says_text},
};
use crate::{
    PageError, browser,
    components::{ActionButton, Desk, Refusal, StaffLive},
    desk::counted,
    feed::Feed,
    i18n::tr,
};
use domain::{
    Bib, Timestamp,
    board::Topic,
    ids::LaneId,
    time::clock_text,
    water::{RollCallNews, Says, WaterAlarm, WaterAlarmKind, WaterNews, WordInput},
};
use leptos::prelude::*;
use std::collections::HashSet;

/// How often the strip asks by itself, in milliseconds: that somebody is not seen is nothing that is told.
const ASK_MS: i64 = 10_000;

/// Which alarm it is, for those who have heard it.
type Key = (WaterAlarmKind, Bib, Timestamp);

fn key(alarm: &WaterAlarm) -> Key {
    (alarm.kind, alarm.bib, alarm.since)
}

/// What the lines of the strip share.
#[derive(Clone, Copy)]
struct Answering {
    say: Action<(Bib, Says, Option<LaneId>), Result<(), PageError>>,
    may_say: bool,
    time: ReadSignal<Timestamp>,
}

/// The strip; nothing while nobody needs anybody.
#[component]
pub fn WaterStrip(
    /// Where we are.
    desk: Desk,
    /// Whether who is there answers alarms.
    may_say: bool,
    /// Whether who is there may look at the pool.
    may_open: bool,
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let turn = live.every(ASK_MS);
    let topics = [Topic::Water, Topic::Slots, Topic::Clock];
    let version = move || topics.into_iter().fold(turn.get(), |sum, topic| sum.wrapping_add(live.version(topic)));
    let news = Feed::new(WaterNews::default(), version, move || hear_news(live.event));
    Effect::new(move |_| news.reload());
    let alarms = Memo::new(move |_| news.value.with(|news| news.alarms.clone()));
    let roll_call = Memo::new(move |_| news.value.with(|news| news.roll_call));
    let heard = RwSignal::new(HashSet::<Key>::new());
    let loud =
        Memo::new(move |_| alarms.with(|all| heard.with(|heard| all.iter().any(|one| !heard.contains(&key(one))))));
    alarm::sound_while(loud);
    let say = Action::new(move |(bib, says, leaves): &(Bib, Says, Option<LaneId>)| {
        let (says, bib) = (*says, *bib);
        let leaves = leaves.filter(|_| says == Says::Out);
        async move {
            let id = browser::new_id(live.time.get_untracked());
            let answer = say_in_water(live.event, WordInput { id, bib, says, at: None, leaves }).await;
            news.reload();
            answer.map(drop)
        }
    });
    let answering = Answering { say, may_say, time: live.time };
    let leads = may_open && desk != Desk::Water;
    let silence = move || {
        loud.get().then(|| {
            let press = move |_| {
                let now: Vec<Key> = alarms.with_untracked(|all| all.iter().map(key).collect());
                heard.update(|heard| heard.extend(now));
            };
            view! {
                <button type="button" class="btn small" on:click=press>
                    {tr("Silence", "Ton aus")}
                </button>
            }
        })
    };
    let mute_page = move || {
        (loud.get() && !alarm::may_sound()).then(|| {
            view! { <span class="muted">{tr("No sound before somebody has touched this page.", "Kein Ton, bevor jemand diese Seite berührt hat.")}</span> }
        })
    };
    let lead = move || {
        let words = tr("Who is in the water", "Wer ist im Wasser");
        leads.then(|| view! { <a class="btn small" href=Desk::Water.path()>{words}</a> })
    };
    let shown = Memo::new(move |_| alarms.with(|all| !all.is_empty()) || roll_call.with(Option::is_some));
    move || {
        shown.get().then(|| {
            view! {
                <aside class="alarm-strip water" aria-label=tr("Alarms from the water", "Alarme aus dem Wasser")>
                    <div class="lines">
                        <div role="alert">
                            {move || roll_call.get().map(roll_call_line)}
                            {move || (!alarms.with(Vec::is_empty)).then(|| view! { <p>{headline(&alarms.get())}</p> })}
                        </div>
                        <ul>
                            <For each=move || alarms.get() key=|alarm| (key(alarm), alarm.is_apart) let:alarm>
                                {line(alarm, answering)}
                            </For>
                        </ul>
                        <Refusal error=Signal::derive(move || say.value().get().and_then(Result::err)) />
                        <p class="muted">{no_lifeguard()} " " {mute_page}</p>
                    </div>
                    <div class="actions">{silence} {lead}</div>
                </aside>
            }
        })
    }
}

fn roll_call_line(call: RollCallNews) -> impl IntoView {
    let missing = match call.missing {
        0 => tr("everybody is out", "alle sind draußen").to_owned(),
        n => format!("{n} {}", tr("missing", "fehlen")),
    };
    view! {
        <p>
            <b>{tr("The pool is being cleared:", "Das Becken wird geräumt:")} " " {missing}</b>
            " " {tr("of", "von")} " " {call.called}
        </p>
    }
}

/// What is read out: how many, and why.
fn headline(alarms: &[WaterAlarm]) -> String {
    let of = |kind| alarms.iter().filter(|alarm| alarm.kind == kind).count();
    let (help, overdue) = (of(WaterAlarmKind::Help), of(WaterAlarmKind::Overdue));
    let help = (help > 0).then(|| counted(help, ["needs help", "need help"], ["braucht Hilfe", "brauchen Hilfe"]));
    let overdue = (overdue > 0).then(|| {
        counted(
            overdue,
            ["not seen for too long", "not seen for too long"],
            ["zu lange nicht gesehen", "zu lange nicht gesehen"],
        )
    });
    [help, overdue].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn line(alarm: WaterAlarm, answering: Answering) -> impl IntoView {
    let WaterAlarm { kind, bib, name, lane, lane_name, last_seen, is_apart, .. } = alarm;
    let answers = match kind {
        WaterAlarmKind::Help => &[Says::Clear][..],
        WaterAlarmKind::Overdue => &[Says::Seen, Says::Out, Says::Help],
    };
    let buttons = answering.may_say.then(|| {
        let button = |says: &Says| {
            let says = *says;
            let press = move || drop(answering.say.dispatch((bib, says, lane)));
            view! {
                <ActionButton class="small" pending=answering.say.pending() on_press=press>
                    {says_text(says)}
                    <span class="visually-hidden">" " {bib.get()}</span>
                </ActionButton>
            }
        };
        answers.iter().map(button).collect_view()
    });
    let ago = Memo::new(move |_| answering.time.get().since_ms(last_seen) / 1_000);
    let why = match kind {
        WaterAlarmKind::Help => tr("help called", "Hilfe gerufen"),
        WaterAlarmKind::Overdue => tr("not seen for", "nicht gesehen seit"),
    };
    let apart = is_apart.then(|| {
        tr(
            " · The lane’s tablet is not heard: laps may be missing here. Ask there.",
            " · Das Tablet der Bahn meldet sich nicht: Hier fehlen vielleicht Runden. Fragen Sie dort.",
        )
    });
    view! {
        <li class:help=kind == WaterAlarmKind::Help>
            <b>{bib.get()} {name.map(|name| format!(" {name}"))}</b>
            {lane_name.map(|lane| format!(" · {} {lane}", tr("lane", "Bahn")))}
            " · " {why} " "
            <span class="num" aria-hidden="true">{move || clock_text(ago.get() * 1_000)}</span>
            {apart}
            " "
            {buttons}
        </li>
    }
}
