//! Two tallies of a lane beside each other: where they differ, and how that is settled.

use super::{list_tallies, set_counters, settle_counters};
use crate::{
    PageError,
    components::{
        ActionButton, Desk, LocalTime, Opened, Question, Refusal, StaffLive, StaffPage, open_while, use_toast,
    },
    desk::counted,
    feed::Feed,
    i18n::tr,
};
use domain::{
    Action as May,
    counters::{CounterView, Counters, CountersInput, Settlement},
    ids::{EventId, LaneId},
    limits,
    tallies::{LaneTallies, PlayerTallies, TallyRow, TapView},
    topic::Topic,
};
use leptos::prelude::*;
use std::time::Duration;

/// How long the page waits after a lap before it asks again: a difference is only known some seconds after it, and whole
/// tallies are compared for each answer.
const LAPS_PAUSE: Duration = Duration::from_secs(3);

/// The page `/tallies`.
#[component]
pub fn TalliesPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Tallies start=list_tallies content=content /> }
}

fn content(opened: Opened, live: StaffLive, lanes: Vec<LaneTallies>) -> AnyView {
    let me = opened.me;
    view! {
        <main id="main" class="desk">
            <h1>{Desk::Tallies.title()}</h1>
            <Tallies lanes live may_take_back=me.may(May::CountLaps) may_arrange=me.may(May::ArrangeLanes) />
        </main>
    }
    .into_any()
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Settling {
    settle: Action<Vec<Settlement>, Result<(), PageError>>,
    lead: Action<(LaneId, CounterView), Result<(), PageError>>,
    /// What waits for the answer to a question.
    asked: RwSignal<Option<(String, Vec<Settlement>)>>,
    may_take_back: bool,
    may_arrange: bool,
}

impl Settling {
    fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.settle.pending().get() || self.lead.pending().get())
    }
}

#[component]
fn Tallies(lanes: Vec<LaneTallies>, live: StaffLive, may_take_back: bool, may_arrange: bool) -> impl IntoView {
    let calm = calm_laps(live);
    let version = move || live.version(Topic::Held).wrapping_add(live.version(Topic::Slots)).wrapping_add(calm.get());
    let lanes = Feed::new(lanes, version, move || list_tallies(live.event));
    let asked = RwSignal::new(None);
    let toast = use_toast();
    let settle = Action::new(move |all: &Vec<Settlement>| {
        let all = all.clone();
        async move {
            asked.set(None);
            let result = settle_all(live.event, &all).await;
            lanes.reload();
            let n = result?;
            toast.say(format!(
                "{} {}",
                tr("Settled:", "Entschieden:"),
                counted(n, ["lap", "laps"], ["Runde", "Runden"])
            ));
            Ok(())
        }
    });
    let lead = Action::new(move |(lane, device): &(LaneId, CounterView)| {
        let (lane, device) = (*lane, device.clone());
        async move {
            let input = CountersInput { counters: Counters::Independent, lead: Some(device.device) };
            let result = set_counters(live.event, lane, input).await;
            lanes.reload();
            result?;
            toast.say(format!(
                "{} {}",
                tr("From now on count the laps of", "Ab jetzt zählen die Runden von"),
                device.name
            ));
            Ok(())
        }
    });
    let settling = Settling { settle, lead, asked, may_take_back, may_arrange };
    let refused = move || {
        let of = |result: Option<Result<(), PageError>>| result.and_then(Result::err);
        of(settle.value().get()).or_else(|| of(lead.value().get())).or_else(|| lanes.error.get())
    };
    view! {
        <Refusal error=Signal::derive(refused) />
        {move || {
            let lanes = lanes.value.get();
            if lanes.is_empty() {
                view! { <Nothing /> }.into_any()
            } else {
                lanes.into_iter().map(|of| lane(of, settling)).collect_view().into_any()
            }
        }}
        <AskFirst settling />
    }
}

/// Sends the answers in parts that the server takes.
async fn settle_all(event: EventId, all: &[Settlement]) -> Result<usize, PageError> {
    let mut settled = 0;
    for part in all.chunks(limits::LAPS_PER_REQUEST_MAX) {
        settled += settle_counters(event, part.to_vec()).await?;
    }
    Ok(settled)
}

/// Grows when laps were counted in either tally, but not more often than a comparison is worth.
fn calm_laps(live: StaffLive) -> RwSignal<u32> {
    let (calm, waiting) = (RwSignal::new(0_u32), StoredValue::new(false));
    Effect::new(move |before: Option<u32>| {
        let now = live.version(Topic::Laps).wrapping_add(live.version(Topic::Tallies));
        if before.is_some_and(|before| before != now) && !waiting.get_value() {
            waiting.set_value(true);
            let rest = move || {
                waiting.try_set_value(false);
                calm.try_update(|n| *n = n.wrapping_add(1));
            };
            set_timeout(rest, LAPS_PAUSE);
        }
        now
    });
    calm
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{tr("No lane has two tallies", "Keine Bahn hat zwei Stände")}</h2>
            <p>
                {tr(
                    "Where two tablets of a lane each count for themselves, their laps stand here beside each other. The console sets that for a lane.",
                    "Wo zwei Tablets einer Bahn jedes für sich zählen, stehen ihre Runden hier nebeneinander. Die Leitung stellt das für eine Bahn ein.",
                )}
            </p>
        </div>
    }
}

/// A lane with its two tallies.
fn lane(of: LaneTallies, settling: Settling) -> impl IntoView {
    let heading = format!("{} {}", tr("Lane", "Bahn"), of.name);
    let id = format!("tallies-{}-{}", of.lane, of.other.as_ref().map_or(0, |other| other.device.0));
    let lead = of.lead.as_ref().map_or_else(|| tr("nobody yet", "noch niemand").to_owned(), |lead| lead.name.clone());
    let (with, without): (Vec<_>, Vec<_>) =
        of.players.into_iter().partition(|player| player.differences().next().is_some());
    let open: usize = with.iter().map(|player| player.differences().count()).sum();
    let swap = of.other.clone().filter(|_| settling.may_arrange).map(|other| {
        let words = format!("{} {}", tr("Let count:", "Zählen lassen:"), other.name);
        let press = move || drop(settling.lead.dispatch((of.lane, other.clone())));
        view! { <ActionButton class="quiet small" pending=settling.busy() on_press=press>{words}</ActionButton> }
    });
    let state = match (&of.other, open) {
        (None, _) => view! { <p class="muted">{tr("The other tablet has not counted yet.", "Das andere Tablet hat noch nicht gezählt.")}</p> }.into_any(),
        (Some(_), 0) => view! { <p class="agreed">{tr("Both tallies agree.", "Beide Stände stimmen überein.")}</p> }.into_any(),
        (Some(_), n) => view! {
            <p>
                <b class="num">{n}</b> " "
                {if n == 1 { tr("difference", "Unterschied") } else { tr("differences", "Unterschiede") }}
            </p>
        }
        .into_any(),
    };
    let span = of.span.filter(|(from, to)| from < to).map(|(from, to)| {
        view! {
            <p class="muted num">
                {tr("compared from", "verglichen von")} " " <LocalTime at=from /> " " {tr("to", "bis")} " " <LocalTime at=to />
            </p>
        }
    });
    let names = [lead.clone(), of.other.as_ref().map(|other| other.name.clone()).unwrap_or_default()];
    let same = (!without.is_empty() && of.other.is_some()).then(|| agreed(&without));
    view! {
        <section class="panel tallies" aria-labelledby=id.clone() data-rope=of.color>
            <div class="split">
                <h2 id=id.clone()>{heading} " · " {of.pace_group}</h2>
                {swap}
            </div>
            <p class="sides">
                <span class="side counts">{lead} " " <small>{tr("counts", "zählt")}</small></span>
                {of.other.map(|other| view! { <span class="side">{other.name} " " <small>{tr("for itself", "für sich")}</small></span> })}
            </p>
            {state}
            {span}
            <ul class="differing" role="list">
                {with.into_iter().map(|player| differing(player, &names, settling)).collect_view()}
            </ul>
            {same}
        </section>
    }
}

/// Those whose tallies agree, in one line.
fn agreed(players: &[PlayerTallies]) -> impl IntoView + use<> {
    let all = players
        .iter()
        .map(|player| view! { <li><b class="num">{player.bib.get()}</b> " " <span class="num">{player.counted}</span></li> })
        .collect_view();
    view! {
        <div class="agreeing">
            <h3>{tr("The same in both", "In beiden gleich")}</h3>
            <ul role="list">{all}</ul>
        </div>
    }
}

/// A player whose tallies differ: the two numbers, the laps in question, and the ways to settle all of them.
fn differing(player: PlayerTallies, names: &[String; 2], settling: Settling) -> impl IntoView + use<> {
    let PlayerTallies { bib, name, counted: laps, other, rows } = player;
    let all: Vec<TapView> = rows.iter().filter_map(TallyRow::only).collect();
    let whole = |counts: bool| all.iter().map(|tap| Settlement { lap: tap.lap, counts }).collect::<Vec<_>>();
    let (count_all, none) = (whole(true), whole(false));
    let takes_back = rows.iter().any(|row| row.other.is_none() && row.only().is_some());
    let about = format!("{bib} · {name}");
    let all_of = (all.len() > 1).then(|| {
        let n = all.len();
        let ask = (format!("{about}: {}", tr("none of them was a lap?", "keine davon war eine Runde?")), none);
        let count = move || drop(settling.settle.dispatch(count_all.clone()));
        let dismiss = (settling.may_take_back || !takes_back).then(|| {
            view! {
                <ActionButton class="quiet small" pending=settling.busy() on_press=move || settling.asked.set(Some(ask.clone()))>
                    {tr("None was a lap", "Keine war eine Runde")}
                    <span class="visually-hidden">", " {tr("bib", "Nr.")} " " {bib.get()}</span>
                </ActionButton>
            }
        });
        view! {
            <span class="ways">
                <ActionButton class="small" pending=settling.busy() on_press=count>
                    {tr("All were laps", "Alle waren Runden")} " (" {n} ")"
                    <span class="visually-hidden">", " {tr("bib", "Nr.")} " " {bib.get()}</span>
                </ActionButton>
                {dismiss}
            </span>
        }
    });
    let heads = names.clone();
    let caption = format!("{about}: {}", tr("the two tallies", "die beiden Stände"));
    view! {
        <li>
            <div class="split">
                <h3>
                    <b class="num bib">{bib.get()}</b> " " {name}
                    <span class="num score">{laps} " : " {other}</span>
                </h3>
                {all_of}
            </div>
            <table class="lined-up">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                        <th scope="col"><span class="visually-hidden">{tr("Settle", "Entscheiden")}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| line(row, bib.get(), settling)).collect_view()}</tbody>
            </table>
        </li>
    }
}

/// A lap in both tallies, or in one of them with the two answers.
fn line(row: TallyRow, bib: u32, settling: Settling) -> impl IntoView {
    let tap = |tap: Option<TapView>| {
        match tap {
        Some(tap) => view! { <td class="num has"><LocalTime at=tap.at />{(tap.laps > 1).then(|| format!(" ×{}", tap.laps))}</td> }.into_any(),
        None => view! { <td class="none"><span aria-hidden="true">"–"</span><span class="visually-hidden">{tr("nothing", "nichts")}</span></td> }.into_any(),
    }
    };
    let counts_now = row.counted.is_some();
    let answers = row.only().map(|only| {
        let button = move |counts: bool, words: &'static str| {
            let press = move || drop(settling.settle.dispatch(vec![Settlement { lap: only.lap, counts }]));
            view! {
                <ActionButton class="quiet small" pending=settling.busy() on_press=press>
                    {words}
                    <span class="visually-hidden">", " {tr("bib", "Nr.")} " " {bib}</span>
                </ActionButton>
            }
        };
        let yes = if counts_now { tr("It was one", "War eine") } else { tr("Count it", "Zählen") };
        let none = (settling.may_take_back || !counts_now).then(|| button(false, tr("It was none", "War keine")));
        view! { {button(true, yes)} " " {none} }
    });
    let class = if row.only().is_some() { "only" } else { "both" };
    view! {
        <tr class=class>
            {tap(row.counted)}
            {tap(row.other)}
            <td class="ways">{answers}</td>
        </tr>
    }
}

/// Asks before all laps in question of a player are struck.
#[component]
fn AskFirst(settling: Settling) -> impl IntoView {
    let open = open_while(settling.asked);
    let title = Memo::new(move |before: Option<&String>| {
        settling
            .asked
            .with(|asked| asked.as_ref().map(|(title, _)| title.clone()))
            .or_else(|| before.cloned())
            .unwrap_or_default()
    });
    view! {
        <Question
            id="none-was-a-lap"
            open
            title=title.into()
            says=tr(
                "Those that count are taken back, the others are dismissed. It can be undone in the audit trail, each by itself.",
                "Die zählenden werden zurückgenommen, die anderen verworfen. Im Protokoll lässt sich jede einzeln rückgängig machen.",
            )
            action=tr("None was a lap", "Keine war eine Runde")
            pending=settling.busy()
            error=Signal::stored(None::<PageError>)
            press=Callback::new(move |()| {
                if let Some((_, all)) = settling.asked.get_untracked() {
                    settling.settle.dispatch(all);
                }
            })
        />
    }
}
