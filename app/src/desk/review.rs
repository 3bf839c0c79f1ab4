//! Laps that count and look wrong: impossibly soon, or after a gap that probably hides one or two. A person answers with
//! one tap; nothing is changed before.

use crate::{
    PageError,
    components::{ActionButton, LocalTime, Refusal, StaffLive, use_toast},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Action as May,
    device::Me,
    ids::EventId,
    plausible::{Doubt, LapReview, ReviewAnswer},
    time::clock_text,
    topic::Topic,
};
use leptos::{prelude::*, server_fn::codec::Json};
use std::time::Duration;
use uuid::Uuid;

/// How long the list waits after a lap before it asks again: all laps of the last hours are looked at for each answer,
/// and whoever settles questions is in no hurry.
const LAPS_PAUSE: Duration = Duration::from_secs(10);

/// Laps that look wrong, newest first.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "review/list", input = Json)]
pub async fn list_review(event: EventId) -> Result<Vec<LapReview>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.review(&who, event).await?)
}

/// Keeps a lap, takes it back, or adds what is missing before it.
///
/// # Errors
/// Forbidden where the answer changes laps and the role counts none, a conflict where it was settled meanwhile.
#[server(prefix = "/fn", endpoint = "review/answer", input = Json)]
pub async fn answer_review(event: EventId, lap: Uuid, answer: ReviewAnswer) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.answer(&who, event, lap, answer).await?)
}

/// What the rows share.
#[derive(Clone, Copy)]
struct Answering {
    answer: Action<(Uuid, ReviewAnswer), Result<(), PageError>>,
    /// Whether whoever is here may also change laps.
    may_count: bool,
}

/// The section "To look at"; nothing while all looks right.
#[component]
pub fn ToLookAt(
    /// What the page was opened with.
    laps: Vec<LapReview>,
    /// What it hears.
    live: StaffLive,
) -> impl IntoView {
    let calm = calm_laps(live);
    let version = move || live.version(Topic::Held).wrapping_add(live.version(Topic::Clock)).wrapping_add(calm.get());
    let found = Feed::new(laps, version, move || list_review(live.event));
    let toast = use_toast();
    let answer = Action::new(move |(lap, answer): &(Uuid, ReviewAnswer)| {
        let (lap, answer) = (*lap, *answer);
        async move {
            let result = answer_review(live.event, lap, answer).await;
            found.reload();
            result?;
            toast.say(done(answer).to_owned());
            found.value.update(|laps| laps.retain(|other| other.suspicion.lap != lap));
            Ok(())
        }
    });
    let may_count = use_context::<Me>().is_some_and(|me| me.may(May::CountLaps));
    let answering = Answering { answer, may_count };
    let refused = move || answer.value().get().and_then(Result::err).or_else(|| found.error.get());
    view! {
        <Refusal error=Signal::derive(refused) />
        {move || {
            let rows = found.value.get();
            (!rows.is_empty()).then(|| view! {
                <section class="panel" aria-labelledby="to-look-at">
                    <h2 id="to-look-at">{tr("To look at", "Zu prüfen")}</h2>
                    <p class="muted">
                        {tr(
                            "These laps count and look wrong by the player’s own pace. Nothing changes until you answer.",
                            "Diese Runden zählen, passen aber nicht zum eigenen Tempo. Bis zu einer Antwort ändert sich nichts.",
                        )}
                    </p>
                    {table(rows, answering)}
                </section>
            })
        }}
    }
}

/// Grows when laps were counted, but not more often than the list is worth.
fn calm_laps(live: StaffLive) -> RwSignal<u32> {
    let (calm, waiting) = (RwSignal::new(0_u32), StoredValue::new(false));
    Effect::new(move |before: Option<u32>| {
        let now = live.version(Topic::Laps);
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

fn table(rows: Vec<LapReview>, answering: Answering) -> impl IntoView {
    view! {
        <table class="list stacks">
            <caption class="visually-hidden">{tr("Laps to look at", "Zu prüfende Runden")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("Bib", "Nr.")}</th>
                    <th scope="col">{tr("Name", "Name")}</th>
                    <th scope="col">{tr("Counted at", "Gezählt um")}</th>
                    <th scope="col">{tr("Why", "Warum")}</th>
                    <th scope="col">{tr("Lane", "Bahn")}</th>
                    <th scope="col" class="r"><span class="visually-hidden">{tr("Answer", "Antworten")}</span></th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|lap| row(lap, answering)).collect_view()}</tbody>
        </table>
    }
}

fn row(lap: LapReview, answering: Answering) -> impl IntoView {
    let (id, bib) = (lap.suspicion.lap, lap.bib);
    let button = move |answer: ReviewAnswer, words: String| {
        let press = move || drop(answering.answer.dispatch((id, answer)));
        view! {
            <ActionButton class="quiet small" pending=answering.answer.pending() on_press=press>
                {words}
                <span class="visually-hidden">", " {tr("lap of", "Runde von")} " " {bib.get()}</span>
            </ActionButton>
        }
    };
    let (why, badge) = why(&lap);
    let keep = button(ReviewAnswer::Keep, tr("Keep", "Behalten").to_owned());
    let change = answering.may_count.then(|| match &lap.suspicion.doubt {
        Doubt::Soon => button(ReviewAnswer::TakeBack, tr("Take back", "Zurücknehmen").to_owned()),
        Doubt::Missed { at, laps } => button(ReviewAnswer::AddMissing, add_text(at.len(), *laps)),
    });
    let proposed = match lap.suspicion.doubt {
        Doubt::Soon => Vec::new(),
        Doubt::Missed { at, .. } => at,
    };
    let proposed = (!proposed.is_empty()).then(|| {
        let times = proposed.into_iter().map(|at| view! { " " <LocalTime at=at /> }).collect_view();
        view! { <span class="muted">{tr("probably at", "vermutlich um")} {times}</span> }
    });
    view! {
        <tr>
            <td class="num of">{bib.get()}</td>
            <td class="name">{lap.name}</td>
            <td class="num"><LocalTime at=lap.suspicion.at /></td>
            <td class="why"><span class="badge late">{badge}</span> " " {why} " " {proposed}</td>
            <td class="muted place">{lap.lane.unwrap_or_default()}</td>
            <td class="r">{change} " " {keep}</td>
        </tr>
    }
}

/// What is suspicious, by the numbers, and in two words.
fn why(lap: &LapReview) -> (String, &'static str) {
    let (gap, usual) = (clock_text(lap.suspicion.gap_ms), clock_text(lap.suspicion.usual_ms));
    let badge = match &lap.suspicion.doubt {
        Doubt::Soon => tr("double tap?", "doppelt getippt?"),
        Doubt::Missed { at, .. } if at.len() == 1 => tr("one missed?", "eine fehlt?"),
        Doubt::Missed { .. } => tr("two missed?", "zwei fehlen?"),
    };
    let numbers = format!("{} {gap}, {} {usual}", tr("after", "nach"), tr("usually", "sonst"));
    (numbers, badge)
}

/// The button that adds what is missing, with how many laps that are.
fn add_text(taps: usize, laps: u32) -> String {
    let laps = taps.saturating_mul(usize::try_from(laps).unwrap_or(1));
    let words = super::counted(laps, ["lap", "laps"], ["Runde", "Runden"]);
    format!("{} {words}", tr("Add", "Ergänze"))
}

fn done(answer: ReviewAnswer) -> &'static str {
    match answer {
        ReviewAnswer::Keep => tr("Kept", "Behalten"),
        ReviewAnswer::TakeBack => tr("Taken back", "Zurückgenommen"),
        ReviewAnswer::AddMissing => tr("Added", "Ergänzt"),
    }
}
