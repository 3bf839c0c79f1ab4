//! Held laps: what was tapped and cannot count as things stand. A person counts or dismisses it.

use super::{
    api, counted,
    review::{ToLookAt, list_review},
    tags::api::list_tags,
};
use crate::{
    PageError,
    components::{
        ActionButton, Desk, Dialog, LocalTime, Opened, Refusal, StaffLive, StaffPage, held_reason_text, open_while,
        use_toast,
    },
    counters::{both::CountedByBoth, list_both_counted},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Action as May,
    counters::BothCounted,
    device::Me,
    held::{HeldLapView, HeldReason},
    ids::EventId,
    limits,
    plausible::LapReview,
    tag::{TagList, UnknownTag},
    topic::Topic,
};
use leptos::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

/// The page `/held`.
#[component]
pub fn HeldPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Held start=start content=content /> }
}

/// What is held, and what counts and looks wrong.
async fn start(event: EventId) -> Result<Start, PageError> {
    Ok((api::list_held(event).await?, list_both_counted(event).await?, list_review(event).await?))
}

type Start = (Vec<HeldLapView>, Vec<BothCounted>, Vec<LapReview>);

fn content(_opened: Opened, live: StaffLive, (laps, both, suspicious): Start) -> AnyView {
    view! {
        <main id="main" class="desk">
            <h1>{Desk::Held.title()}</h1>
            <Held laps live />
            <CountedByBoth questions=both live />
            <ToLookAt laps=suspicious live />
            <p>
                <a href=Desk::Tallies.path()>
                    {tr("Lanes with two tallies", "Bahnen mit zwei Ständen")}
                </a>
            </p>
        </main>
    }
    .into_any()
}

/// What a person may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Count,
    Dismiss,
}

impl Verdict {
    fn verb(self) -> &'static str {
        match self {
            Self::Count => tr("Count", "Zählen"),
            Self::Dismiss => tr("Dismiss", "Verwerfen"),
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Count => tr("Counted", "Gezählt:"),
            Self::Dismiss => tr("Dismissed", "Verworfen:"),
        }
    }

    /// A dismissed lap is gone, a counted one changes the standings: each is said before it happens.
    fn consequence(self) -> &'static str {
        match self {
            Self::Count => tr(
                "They count from the moment at which they were tapped, and the standings change at once.",
                "Sie zählen ab dem Moment, in dem sie getippt wurden; der Stand ändert sich sofort.",
            ),
            Self::Dismiss => {
                tr("They will not count, and leave this list.", "Sie zählen nicht und verschwinden aus dieser Liste.")
            }
        }
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Settling {
    held: Feed<Vec<HeldLapView>>,
    chosen: RwSignal<HashSet<Uuid>>,
    asked: RwSignal<Option<Verdict>>,
    settle: Action<(Verdict, Vec<Uuid>), Result<(), PageError>>,
}

/// Held laps without what both tablets of a lane counted, which is asked by itself.
fn but_questions(mut laps: Vec<HeldLapView>) -> Vec<HeldLapView> {
    laps.retain(|lap| lap.reason != HeldReason::BothCounted);
    laps
}

#[component]
fn Held(laps: Vec<HeldLapView>, live: StaffLive) -> impl IntoView {
    let held = Feed::new(
        but_questions(laps),
        move || live.version(Topic::Held),
        move || async move { api::list_held(live.event).await.map(but_questions) },
    );
    let chosen = RwSignal::new(HashSet::<Uuid>::new());
    let asked = RwSignal::new(None);
    let toast = use_toast();
    let settle = Action::new(move |(verdict, ids): &(Verdict, Vec<Uuid>)| {
        let (verdict, ids) = (*verdict, ids.clone());
        async move {
            asked.set(None);
            let result = match verdict {
                Verdict::Count => api::count_held(live.event, ids.clone()).await,
                Verdict::Dismiss => api::dismiss_held(live.event, ids.clone()).await,
            };
            held.reload();
            let n = result?;
            toast.say(format!("{} {}", verdict.done(), counted(n, ["lap", "laps"], ["Runde", "Runden"])));
            held.value.update(|laps| laps.retain(|lap| !ids.contains(&lap.id)));
            Ok(())
        }
    });
    // What another desk settled is no longer chosen here.
    Effect::new(move |_| {
        let there: HashSet<Uuid> = held.value.with(|laps| laps.iter().map(|lap| lap.id).collect());
        if chosen.with_untracked(|chosen| !chosen.is_subset(&there)) {
            chosen.update(|chosen| chosen.retain(|id| there.contains(id)));
        }
    });
    let settling = Settling { held, chosen, asked, settle };
    view! {
        <Refusal error=Signal::derive(move || settle.value().get().and_then(Result::err).or_else(|| held.error.get())) />
        <ToTheChips live />
        <section class="panel" aria-label=tr("List", "Liste")>
            {move || {
                if held.value.with(Vec::is_empty) {
                    view! { <Nothing /> }.into_any()
                } else {
                    view! {
                        <Bar settling />
                        <Table settling />
                    }
                    .into_any()
                }
            }}
        </section>
        <Question settling />
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{tr("Nothing is held", "Nichts ist offen")}</h2>
            <p>
                {tr(
                    "Laps that cannot count as things stand wait here: tapped before the start, in a pause, or for somebody in no lane.",
                    "Hier warten Runden, die so nicht zählen können: vor dem Start getippt, in einer Pause, oder für jemanden in keiner Bahn.",
                )}
            </p>
        </div>
    }
}

/// Laps of chips that nobody wears count once it is said who does; so they are no question here.
#[component]
fn ToTheChips(live: StaffLive) -> impl IntoView {
    let may = use_context::<Me>().is_some_and(|me| me.may(May::RegisterPlayers));
    may.then(|| view! { <ReadsWait live /> })
}

#[component]
fn ReadsWait(live: StaffLive) -> impl IntoView {
    let tags = Feed::new(TagList::default(), move || live.version(Topic::Held), move || list_tags(live.event));
    Effect::new(move |_| tags.reload());
    let waiting = Memo::new(move |_| {
        let reads = |tag: &UnknownTag| usize::try_from(tag.reads).unwrap_or(usize::MAX);
        tags.value.with(|list| list.unknown.iter().map(reads).sum::<usize>())
    });
    move || {
        (waiting.get() > 0).then(|| {
            view! {
                <p class="notice">
                    {counted(waiting.get(), ["lap waits", "laps wait"], ["Runde wartet", "Runden warten"])} " "
                    {tr("for chips that nobody wears.", "auf Chips, die niemand trägt.")} " "
                    <a href=Desk::Tags.path()>{tr("Say who wears them", "Sagen, wer sie trägt")}</a>
                </p>
            }
        })
    }
}

/// Chooses all, and settles what is chosen.
#[component]
fn Bar(settling: Settling) -> impl IntoView {
    let Settling { held, chosen, asked, settle } = settling;
    // As many as are settled at once.
    let most = move |laps: &Vec<HeldLapView>| laps.len().min(limits::LAPS_PER_REQUEST_MAX);
    let all = Memo::new(move |_| held.value.with(|laps| chosen.with(|chosen| most(laps) == chosen.len())));
    let toggle_all = move |_| {
        let next = if all.get_untracked() {
            HashSet::new()
        } else {
            held.value.with_untracked(|laps| laps.iter().take(limits::LAPS_PER_REQUEST_MAX).map(|lap| lap.id).collect())
        };
        chosen.set(next);
    };
    let button = move |verdict: Verdict, class: &'static str| {
        let words = move || format!("{} {}", verdict.verb(), chosen_for(settling, verdict).len());
        let press = move || {
            if untrack(|| !chosen_for(settling, verdict).is_empty()) {
                asked.set(Some(verdict));
            }
        };
        view! { <ActionButton class pending=settle.pending() on_press=press>{words} " " {tr("chosen", "gewählte")}</ActionButton> }
    };
    view! {
        <div class="split">
            <label class="check">
                <input type="checkbox" prop:checked=all on:change=toggle_all />
                <span>{tr("Choose all", "Alle wählen")} " (" {move || held.value.with(most)} ")"</span>
            </label>
            <div class="actions" hidden=move || chosen.with(HashSet::is_empty)>
                {button(Verdict::Count, "do small")}
                {button(Verdict::Dismiss, "danger small")}
            </div>
        </div>
    }
}

#[component]
fn Table(settling: Settling) -> impl IntoView {
    let rows = move || settling.held.value.get().into_iter().map(|lap| row(lap, settling)).collect_view();
    view! {
        <table class="list stacks">
            <caption class="visually-hidden">{Desk::Held.title()}</caption>
            <thead>
                <tr>
                    <th scope="col"><span class="visually-hidden">{tr("Chosen", "Gewählt")}</span></th>
                    <th scope="col">{tr("Bib", "Nr.")}</th>
                    <th scope="col">{tr("Name", "Name")}</th>
                    <th scope="col">{tr("Counted at", "Gezählt um")}</th>
                    <th scope="col">{tr("Reason", "Grund")}</th>
                    <th scope="col">{tr("Device", "Gerät")}</th>
                    <th scope="col" class="r"><span class="visually-hidden">{tr("Settle", "Entscheiden")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(lap: HeldLapView, settling: Settling) -> impl IntoView {
    let Settling { chosen, settle, .. } = settling;
    let (id, bib) = (lap.id, whose(&lap));
    let label = StoredValue::new(bib.clone());
    let choose = move |_| {
        chosen.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
    };
    let button = move |verdict: Verdict, class: &'static str| {
        let press = move || drop(settle.dispatch((verdict, vec![id])));
        view! {
            <ActionButton class pending=settle.pending() on_press=press>
                {verdict.verb()}
                <span class="visually-hidden">" " {tr("lap of", "Runde von")} " " {label.get_value()}</span>
            </ActionButton>
        }
    };
    let count = (!lap.reason.is_nobodys()).then(|| button(Verdict::Count, "quiet small"));
    let laps = (lap.count > 1).then(|| view! { <span class="badge">{lap.count} " " {tr("laps", "Runden")}</span> });
    let place = [lap.lane.map(|lane| format!("{} {lane}", tr("lane", "Bahn"))), lap.device]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <tr class:chosen=move || chosen.with(|chosen| chosen.contains(&id))>
            <td>
                <label class="check">
                    <input type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.contains(&id)) on:change=choose />
                    <span class="visually-hidden">{tr("Choose the lap of", "Auswählen: Runde von")} " " {bib.clone()}</span>
                </label>
            </td>
            <td class="num of">{bib}</td>
            <td class="name">{lap.name.unwrap_or_else(|| tr("unknown", "unbekannt").to_owned())} " " {laps}</td>
            <td class="num"><LocalTime at=lap.counted_at /></td>
            <td class="why"><span class="badge late">{held_reason_text(lap.reason)}</span></td>
            <td class="muted place">{place}</td>
            <td class="r">{count} {button(Verdict::Dismiss, "quiet small")}</td>
        </tr>
    }
}

/// Whose a lap seems to be: a bib, else the chip that was read.
fn whose(lap: &HeldLapView) -> String {
    match (lap.bib, &lap.tag) {
        (Some(bib), _) => bib.to_string(),
        (None, Some(tag)) => tag.to_string(),
        (None, None) => "–".to_owned(),
    }
}

/// The chosen laps that a verdict can be given on: one that is nobody's cannot be counted.
fn chosen_for(settling: Settling, verdict: Verdict) -> Vec<Uuid> {
    let possible = |lap: &&HeldLapView| verdict == Verdict::Dismiss || !lap.reason.is_nobodys();
    settling.held.value.with(|laps| {
        settling
            .chosen
            .with(|chosen| laps.iter().filter(possible).map(|lap| lap.id).filter(|id| chosen.contains(id)).collect())
    })
}

/// Asks before several laps are settled at once.
#[component]
fn Question(settling: Settling) -> impl IntoView {
    let Settling { asked, settle, .. } = settling;
    let open = open_while(asked);
    let title = Memo::new(move |before: Option<&String>| match asked.get() {
        Some(verdict) => {
            let laps = chosen_for(settling, verdict).len();
            format!("{} {}?", verdict.verb(), counted(laps, ["lap", "laps"], ["Runde", "Runden"]))
        }
        None => before.cloned().unwrap_or_default(),
    });
    view! {
        <Dialog id="settle-held" open title>
            {move || asked.get().map(|verdict| {
                let press = move || drop(settle.dispatch((verdict, untrack(|| chosen_for(settling, verdict)))));
                let class = if verdict == Verdict::Count { "do" } else { "danger" };
                view! {
                    <p>{verdict.consequence()}</p>
                    <div class="actions">
                        <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                            {tr("Keep them held", "Offen lassen")}
                        </button>
                        <ActionButton class pending=settle.pending() on_press=press>{verdict.verb()}</ActionButton>
                    </div>
                }
            })}
        </Dialog>
    }
}
