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
    ids::LaneId,
    time::clock_text,
    topic::Topic,
    water::{RollCallNews, Says, WaterAlarm, WaterAlarmKind, WaterNews, WordInput},
};
use leptos::prelude::*;
use std::collections::HashSet;

/// How often the strip asks by itself, in milliseconds: that somebody is not seen is nothing that is told.
const ASK_MS: i64 = 10_000;

/// Which alarm it is, for those who have heard it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Player(WaterAlarmKind, Bib, Timestamp),
    /// Whoever is overdue in a lane whose tablet is not heard: more of them are no news.
    Apart(LaneId),
}

fn key(alarm: &WaterAlarm) -> Key {
    match alarm.lane {
        Some(lane) if alarm.is_apart => Key::Apart(lane),
        _ => Key::Player(alarm.kind, alarm.bib, alarm.since),
    }
}

/// All that a line of one shows, but for the words.
type Seen = (Bib, Timestamp, Timestamp);

fn seen(alarm: &WaterAlarm) -> Seen {
    (alarm.bib, alarm.since, alarm.last_seen)
}

/// Those of one alarm, which are one for each but where a lane is apart.
fn of_key(alarms: &[WaterAlarm], wanted: Key) -> Vec<WaterAlarm> {
    alarms.iter().filter(|alarm| key(alarm) == wanted).cloned().collect()
}

/// What is answered: whose, what, and the lane that whoever is out of the water leaves.
type Answer = (Bib, Says, Option<LaneId>);

/// What the lines of the strip share.
#[derive(Clone, Copy)]
struct Answering {
    say: Action<Vec<Answer>, Result<(), PageError>>,
    may_say: bool,
    time: ReadSignal<Timestamp>,
}

impl Answering {
    fn new(news: Feed<WaterNews>, may_say: bool, live: StaffLive) -> Self {
        let say = Action::new(move |answers: &Vec<Answer>| {
            let answers = answers.clone();
            async move {
                let mut refused = Ok(());
                for (bib, says, lane) in answers {
                    let leaves = lane.filter(|_| says == Says::Out);
                    let id = browser::new_id(live.time.get_untracked());
                    let said = say_in_water(live.event, WordInput { id, bib, says, at: None, leaves }).await;
                    refused = refused.and(said.map(drop));
                }
                news.reload();
                refused
            }
        });
        Self { say, may_say, time: live.time }
    }
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
    let answering = Answering::new(news, may_say, live);
    let loud = Loud::new(alarms);
    let leads = may_open && desk != Desk::Water;
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
                        <Lines alarms answering />
                        <Refusal error=Signal::derive(move || answering.say.value().get().and_then(Result::err)) />
                        <p class="muted">{no_lifeguard()} " " {loud.mute_page()}</p>
                    </div>
                    <div class="actions">{loud.silence()} {lead}</div>
                </aside>
            }
        })
    }
}

/// Whether the page sounds, and who has heard what.
#[derive(Clone, Copy)]
struct Loud {
    alarms: Memo<Vec<WaterAlarm>>,
    heard: RwSignal<HashSet<Key>>,
    is_on: Memo<bool>,
}

impl Loud {
    fn new(alarms: Memo<Vec<WaterAlarm>>) -> Self {
        let heard = RwSignal::new(HashSet::<Key>::new());
        let is_on =
            Memo::new(move |_| alarms.with(|all| heard.with(|heard| all.iter().any(|one| !heard.contains(&key(one))))));
        // What is over and begins again is heard again.
        Effect::new(move |_| {
            let there: HashSet<Key> = alarms.with(|all| all.iter().map(key).collect());
            if heard.with_untracked(|heard| !heard.is_subset(&there)) {
                heard.update(|heard| heard.retain(|key| there.contains(key)));
            }
        });
        alarm::sound_while(is_on);
        Self { alarms, heard, is_on }
    }

    /// The button that ends the sound until there is something new.
    fn silence(self) -> impl Fn() -> Option<AnyView> + Copy + use<> {
        move || {
            self.is_on.get().then(|| {
                let press = move |_| {
                    let now: Vec<Key> = self.alarms.with_untracked(|all| all.iter().map(key).collect());
                    self.heard.update(|heard| heard.extend(now));
                };
                view! {
                    <button type="button" class="btn small" on:click=press>
                        {tr("Silence", "Ton aus")}
                    </button>
                }
                .into_any()
            })
        }
    }

    fn mute_page(self) -> impl Fn() -> Option<AnyView> + Copy + use<> {
        move || {
            let sentence = tr(
                "No sound before somebody has touched this page.",
                "Kein Ton, bevor jemand diese Seite berührt hat.",
            );
            (self.is_on.get() && !alarm::may_sound())
                .then(|| view! { <span class="muted">{sentence}</span> }.into_any())
        }
    }
}

/// A line for each alarm; those of a lane that is apart are one, and can be opened.
#[component]
fn Lines(alarms: Memo<Vec<WaterAlarm>>, answering: Answering) -> impl IntoView {
    // A line of one is about that one alone: it is another line when somebody else takes their place.
    let keys = move || {
        let mut keys: Vec<(Key, Option<Seen>)> = Vec::new();
        for alarm in alarms.get() {
            let key = key(&alarm);
            match keys.iter_mut().find(|(known, _)| *known == key) {
                Some((_, single)) => *single = None,
                None => keys.push((key, Some(seen(&alarm)))),
            }
        }
        keys
    };
    let show = move |(wanted, single): (Key, Option<Seen>)| {
        let of = Memo::new(move |_| alarms.with(|all| of_key(all, wanted)));
        match of.get_untracked().into_iter().next() {
            Some(_) if single.is_none() => view! { <Lane of answering /> }.into_any(),
            Some(alarm) => {
                let help = alarm.kind == WaterAlarmKind::Help;
                view! { <li class:help=help>{line(alarm, answering, true)}</li> }.into_any()
            }
            None => ().into_any(),
        }
    };
    view! {
        <ul>
            <For each=keys key=|key| *key children=show />
        </ul>
    }
}

/// Several of a lane whose tablet is not heard, in one line.
#[component]
fn Lane(of: Memo<Vec<WaterAlarm>>, answering: Answering) -> impl IntoView {
    let name = of.with_untracked(|all| all.first().and_then(|alarm| alarm.lane_name.clone())).unwrap_or_default();
    let name = format!("{} {name}", tr("lane", "Bahn"));
    let of_lane = name.clone();
    let all_seen = move || {
        let answers = of.with_untracked(|all| all.iter().map(|alarm| (alarm.bib, Says::Seen, alarm.lane)).collect());
        answering.say.dispatch(answers);
    };
    let many = move || {
        let n = of.with(Vec::len);
        counted(
            n,
            ["not seen for too long", "not seen for too long"],
            ["zu lange nicht gesehen", "zu lange nicht gesehen"],
        )
    };
    let button = answering.may_say.then(|| {
        view! {
            <ActionButton class="small" pending=answering.say.pending() on_press=all_seen>
                {tr("All seen", "Alle gesehen")}
                <span class="visually-hidden">" " {of_lane}</span>
            </ActionButton>
        }
    });
    view! {
        <li>
            <b>{name}</b> " · " {many} {apart_text()} " " {button}
            <details>
                <summary>{tr("Who?", "Wer?")}</summary>
                <ul>
                    <For each=move || of.get() key=seen let:alarm>
                        <li>{line(alarm, answering, false)}</li>
                    </For>
                </ul>
            </details>
        </li>
    }
}

fn apart_text() -> &'static str {
    tr(
        " · The lane’s tablet is not heard: laps may be missing here. Ask there.",
        " · Das Tablet der Bahn meldet sich nicht: Hier fehlen vielleicht Runden. Fragen Sie dort.",
    )
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

/// Who, where and since when, and what can be said to it; `whole` says the lane as well.
fn line(alarm: WaterAlarm, answering: Answering, whole: bool) -> impl IntoView {
    let WaterAlarm { kind, bib, name, lane, lane_name, last_seen, is_apart, .. } = alarm;
    let answers = match kind {
        WaterAlarmKind::Help => &[Says::Clear][..],
        WaterAlarmKind::Overdue => &[Says::Seen, Says::Out, Says::Help],
    };
    let buttons = answering.may_say.then(|| {
        let button = |says: &Says| {
            let says = *says;
            let press = move || drop(answering.say.dispatch(vec![(bib, says, lane)]));
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
    let lane_name = lane_name.filter(|_| whole).map(|lane| format!(" · {} {lane}", tr("lane", "Bahn")));
    let apart = (is_apart && whole).then(apart_text);
    view! {
        <b>{bib.get()} {name.map(|name| format!(" {name}"))}</b>
        {lane_name}
        " · " {why} " "
        <span class="num" aria-hidden="true">{move || clock_text(ago.get() * 1_000)}</span>
        {apart}
        " "
        {buttons}
    }
}
