//! The roll-call at the desks: it is begun with one press and a confirmation, every lane is ticked, and who is missing
//! stands on top.

use super::{
    RollList,
    api::{say_in_water, set_roll_call},
    words::lane_words,
};
use crate::{
    PageError, browser,
    components::{Question, Refusal, StaffLive, use_toast},
    console::set_clock,
    feed::Feed,
    i18n::tr,
};
use domain::{
    Action as May, Bib, Timestamp,
    clock::{ClockAction, ClockInput, ClockState},
    device::Me,
    fleet::SILENT_MS,
    ids::LaneId,
    water::{Called, CalledLane, Pool, RollCall, RollCallInput, Says, WordInput},
};
use leptos::prelude::*;

/// The button that begins a roll-call; nothing while there is one. Where the clock stands after it, the one that lets it
/// run on.
#[component]
pub fn ClearPool(
    /// Whether there is one.
    calling: Memo<bool>,
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let (asked, resuming) = (RwSignal::new(false), RwSignal::new(false));
    let me = use_context::<Me>();
    let may_set_clock = me.is_some_and(|me| me.may(May::SetClock));
    let toast = use_toast();
    let begin = Action::new(move |(): &()| async move {
        set_roll_call(live.event, RollCallInput { under_way: true }).await?;
        asked.set(false);
        toast.say(tr("The clock stands. The roll-call has begun.", "Die Uhr steht. Die Räumung hat begonnen."));
        Ok::<(), PageError>(())
    });
    let resume = Action::new(move |(): &()| async move {
        let event = set_clock(live.event, ClockInput { action: ClockAction::Resume, at: None }).await?;
        live.clock.set(event.clock);
        resuming.set(false);
        toast.say(tr("The clock runs on", "Die Uhr läuft weiter"));
        Ok::<(), PageError>(())
    });
    let paused = Memo::new(move |_| live.clock.get().state == ClockState::Paused);
    view! {
        <Show when=move || may_set_clock && paused.get() && !calling.get()>
            <button type="button" class="btn do" on:click=move |_| resuming.set(true)>
                {tr("Let the clock run on", "Uhr weiterlaufen lassen")}
            </button>
        </Show>
        <Show when=move || !calling.get()>
            <button type="button" class="btn danger" on:click=move |_| asked.set(true)>
                {tr("Clear the pool", "Becken räumen")}
            </button>
        </Show>
        <Question
            id="clear-pool"
            open=asked
            title=Signal::stored(tr("Clear the pool?", "Becken räumen?").to_owned())
            says=tr(
                "The clock stops, every station lists who is in its lane, and each is ticked out. Nobody is called out of the water by it: whistle, and count heads.",
                "Die Uhr hält an, jede Station zeigt, wer in ihrer Bahn ist, und alle werden abgehakt. Aus dem Wasser ruft das niemanden: Pfeifen Sie ab, und zählen Sie Köpfe.",
            )
            action=tr("Clear the pool now", "Jetzt räumen")
            pending=begin.pending()
            error=Signal::derive(move || begin.value().get().and_then(Result::err))
            press=Callback::new(move |()| drop(begin.dispatch(())))
        />
        <Question
            id="run-on"
            open=resuming
            title=Signal::stored(tr("Let the clock run on?", "Uhr weiterlaufen lassen?").to_owned())
            says=tr("Laps count again from then on.", "Ab dann zählen Runden wieder.")
            action=tr("Run on now", "Jetzt weiter")
            pending=resume.pending()
            error=Signal::derive(move || resume.value().get().and_then(Result::err))
            press=Callback::new(move |()| drop(resume.dispatch(())))
        />
    }
}

/// The roll-call: who is missing, then every lane.
#[component]
pub fn RollCallPanel(
    /// How it stands.
    call: Signal<RollCall>,
    /// Whether who is here ends it.
    may_end: bool,
    /// What is heard.
    live: StaffLive,
    /// The page's view of the pool.
    feed: Feed<Pool>,
) -> impl IntoView {
    let ending = RwSignal::new(false);
    let say = Action::new(move |(bib, out): &(Bib, bool)| {
        let (bib, says) = (*bib, if *out { Says::Out } else { Says::Seen });
        async move {
            let id = browser::new_id(live.time.get_untracked());
            let answer = say_in_water(live.event, WordInput { id, bib, says, at: None, leaves: None }).await;
            feed.reload();
            answer.map(drop)
        }
    });
    let end = Action::new(move |(): &()| async move {
        set_roll_call(live.event, RollCallInput { under_way: false }).await?;
        ending.set(false);
        feed.reload();
        Ok::<(), PageError>(())
    });
    let tick = Callback::new(move |ticked: (Bib, bool)| drop(say.dispatch(ticked)));
    let missing = Memo::new(move |_| call.with(RollCall::missing));
    let lanes = Memo::new(move |_| call.with(|call| call.lanes.iter().map(|lane| lane.lane).collect::<Vec<_>>()));
    let title = move || match missing.get() {
        0 => tr("Everybody is out", "Alle sind draußen").to_owned(),
        n => format!("{n} {}", tr("missing", "fehlen")),
    };
    let names = move || {
        call.with(|call| {
            let missing = call.lanes.iter().flat_map(|lane| &lane.players).filter(|player| player.out_at.is_none());
            missing.map(|Called { bib, name, .. }| format!("{bib} {name}")).collect::<Vec<_>>().join(", ")
        })
    };
    let end_title = Signal::derive(move || match missing.get() {
        0 => tr("End the roll-call?", "Räumung beenden?").to_owned(),
        n => format!("{} {n} {}", tr("End the roll-call?", "Räumung beenden?"), tr("are missing.", "fehlen.")),
    });
    view! {
        <section class="panel roll-call" class:all-out=move || missing.get() == 0 aria-labelledby="roll-call-title">
            <div class="split">
                <div role="status">
                    <h2 id="roll-call-title">{title}</h2>
                    <p class="names">{names}</p>
                </div>
                {may_end.then(|| view! {
                    <button type="button" class="btn" on:click=move |_| ending.set(true)>
                        {tr("End the roll-call", "Räumung beenden")}
                    </button>
                })}
            </div>
            <Refusal error=Signal::derive(move || say.value().get().and_then(Result::err)) />
            <div class="pool">
                <For each=move || lanes.get() key=|lane| *lane let:lane>
                    <LaneCalled lane call time=live.time tick />
                </For>
            </div>
            <Question
                id="end-roll-call"
                open=ending
                title=end_title
                says=tr(
                    "The clock stands until somebody lets it run on.",
                    "Die Uhr steht, bis jemand sie weiterlaufen lässt.",
                )
                action=tr("End it", "Beenden")
                pending=end.pending()
                error=Signal::derive(move || end.value().get().and_then(Result::err))
                press=Callback::new(move |()| drop(end.dispatch(())))
            />
        </section>
    }
}

#[component]
fn LaneCalled(
    lane: LaneId,
    call: Signal<RollCall>,
    time: ReadSignal<Timestamp>,
    tick: Callback<(Bib, bool)>,
) -> impl IntoView {
    let view = Memo::new(move |_| call.with(|call| call.lanes.iter().find(|other| other.lane == lane).cloned()));
    let players =
        Signal::derive(move || view.with(|view| view.as_ref().map(|view| view.players.clone()).unwrap_or_default()));
    let name = move || {
        view.with(|view| view.as_ref().map(|view| lane_words(&view.name, &view.pace_group)).unwrap_or_default())
    };
    let missing = Memo::new(move |_| view.with(|view| view.as_ref().map_or(0, CalledLane::missing)));
    // Whose station is not there sees no list: somebody has to go, or call.
    let apart = Memo::new(move |_| {
        let heard = view.with(|view| view.as_ref().and_then(|view| view.heard_at));
        heard.is_none_or(|at| time.get().since_ms(at) >= SILENT_MS)
    });
    let label = untrack(|| format!("{} {}", tr("Roll-call of lane", "Räumung der Bahn"), name()));
    view! {
        <div class="called" data-rope=move || view.with(|view| view.as_ref().map(|view| view.color.clone()))>
            <h3>
                <span class="rope-pill">{name}</span> " "
                <span class="muted">{move || missing.get()} " " {tr("missing", "fehlen")}</span>
            </h3>
            {move || apart.get().then(|| view! {
                <p class="muted">{tr(
                    "No station is heard from this lane: ask there.",
                    "Von dieser Bahn meldet sich keine Station: Fragen Sie dort.",
                )}</p>
            })}
            <RollList players label tick />
        </div>
    }
}
