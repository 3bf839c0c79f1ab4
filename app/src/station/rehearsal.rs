//! A rehearsal at the station: made-up swimmers come to the wall, the helper taps them, and is told what was missed.
//!
//! All of it happens on this tablet. The swimmers follow from the event alone, so that two tablets of a lane see the same.

use super::counter::Counter;
use crate::{components::Dialog, i18n::tr};
use domain::{
    Bib, Metres, Timestamp,
    clock::ClockState,
    event::Sport,
    rehearsal::{Moment, Report, Swimmer, compare, far_per_mille},
    time::clock_text,
};
use leptos::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

/// For how long a swimmer is shown at the wall, in milliseconds.
const AT_WALL_MS: i64 = 1_800;
/// Lines of a list in the report: who made more mistakes of a kind reads no more of them.
const LINES_MAX: usize = 8;

/// A swimmer on the way to the next touch.
struct Course {
    swimmer: Swimmer,
    from: Timestamp,
    to: Timestamp,
}

/// A swimmer as shown.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Seen {
    bib: Bib,
    /// How far from the wall, in per mille of the lane.
    far: u16,
    touches: bool,
}

/// What is played here, and what was tapped.
#[derive(Clone, Copy)]
struct Play {
    courses: StoredValue<HashMap<Bib, Course>>,
    played: StoredValue<Vec<Moment>>,
    tapped: StoredValue<Vec<(Uuid, Moment)>>,
    seen: RwSignal<Vec<Seen>>,
    /// Since when: what was touched before nobody could tap.
    since: StoredValue<Option<Timestamp>>,
}

/// The water before the wall, and how the helper did; nothing outside a rehearsal.
#[component]
pub fn RehearsalPool(
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let rehearses =
        Memo::new(move |_| counter.view.with(|view| view.as_ref().is_some_and(|view| view.rehearsal.is_some())));
    move || rehearses.get().then(|| view! { <Pool counter /> })
}

#[component]
fn Pool(counter: Counter) -> impl IntoView {
    let play = Play {
        courses: StoredValue::default(),
        played: StoredValue::default(),
        tapped: StoredValue::default(),
        seen: RwSignal::default(),
        since: StoredValue::default(),
    };
    Effect::new(move |_| {
        let now = counter.now.get();
        play.advance(counter, now);
    });
    Effect::new(move |_| {
        let hits = counter.hit.get();
        play.tapped.update_value(|tapped| {
            for tap in hits {
                if !tapped.iter().any(|(id, _)| *id == tap.id) {
                    tapped.push((tap.id, Moment { bib: tap.bib, at: tap.counted_at }));
                }
            }
        });
    });
    let looking = RwSignal::new(false);
    let runs = Memo::new(move |_| counter.clock.get().state == ClockState::Running);
    let at_wall = move || {
        let bibs: Vec<String> =
            play.seen.with(|seen| seen.iter().filter(|one| one.touches).map(|one| one.bib.to_string()).collect());
        (!bibs.is_empty()).then(|| {
            view! { <b class="num">{bibs.join(", ")}</b> " " {tr("at the wall", "am Beckenrand")} }
        })
    };
    let bibs = Memo::new(move |_| play.seen.with(|seen| seen.iter().map(|one| one.bib).collect::<Vec<_>>()));
    let dot = move |bib: Bib| {
        let seen = move || play.seen.with(|seen| seen.iter().find(|one| one.bib == bib).copied());
        view! {
            <span
                class="swimmer num"
                class:touches=move || seen().is_some_and(|one| one.touches)
                style=move || format!("--far:{}", seen().map_or(0, |one| one.far))
            >
                {bib.get()}
            </span>
        }
    };
    view! {
        <section class="rehearsal-pool" aria-label=tr("Rehearsal", "Probe")>
            <p>
                <b>{tr("Rehearsal", "Probe")}</b> " "
                {tr("Made-up swimmers: tap whoever touches the wall.", "Erfundene Personen: Tippen Sie, wer am Rand anschlägt.")}
            </p>
            <div class="water" aria-hidden="true">
                <For each=move || bibs.get() key=|bib| *bib let:bib>
                    {dot(bib)}
                </For>
            </div>
            <p class="wall" role="status">
                {at_wall}
                {move || (!runs.get()).then(|| tr("They swim while the clock runs.", "Sie schwimmen, solange die Uhr läuft."))}
            </p>
            <span class="ways">
                <button type="button" class="btn" on:click=move |_| looking.set(true)>
                    {tr("How did I do?", "Wie war ich?")}
                </button>
                <a class="btn quiet" href="/station?rehearse=" rel="external">
                    {tr("To the real event", "Zur echten Veranstaltung")}
                </a>
            </span>
        </section>
        <Dialog id="rehearsal-report" open=looking title=tr("How you did", "So war es").to_owned()>
            <ReportView report=play.report(counter) />
            <div class="actions">
                <button
                    type="button"
                    class="btn quiet"
                    on:click=move |_| {
                        play.start_over();
                        looking.set(false);
                    }
                >
                    {tr("Start over", "Von vorn")}
                </button>
                <button type="button" class="btn do" on:click=move |_| looking.set(false)>
                    {tr("Go on", "Weiter")}
                </button>
            </div>
        </Dialog>
    }
}

impl Play {
    /// Lets everybody swim on until a moment.
    fn advance(self, counter: Counter, now: Timestamp) {
        let found = counter.view.with_untracked(|view| {
            let view = view.as_ref()?;
            let players: Vec<(Bib, Timestamp)> = view.players.iter().map(|player| (player.bib, player.since)).collect();
            Some((view.rehearsal?, view.lane.lap_length_m, players))
        });
        let clock = counter.clock.get_untracked();
        let (Some((rehearsal, lap, players)), Some(started), ClockState::Running) =
            (found, clock.started_at, clock.state)
        else {
            return self.rest();
        };
        let since = self.since.get_value().unwrap_or(now);
        self.since.set_value(Some(since));
        let mut seen = Vec::with_capacity(players.len());
        self.courses.update_value(|courses| {
            courses.retain(|bib, _| players.iter().any(|(other, _)| other == bib));
            for (bib, placed) in players {
                let course = courses.entry(bib).or_insert_with(|| {
                    let from = placed.max(started);
                    let mut swimmer = Swimmer::new(rehearsal.seed, bib, from, rehearsal.sport, lap);
                    let to = swimmer.next().unwrap_or(from);
                    Course { swimmer, from, to }
                });
                while course.to <= now {
                    let touch = Moment { bib, at: course.to };
                    if touch.at >= since {
                        self.played.update_value(|played| played.push(touch));
                    }
                    course.from = course.to;
                    course.to = course.swimmer.next().unwrap_or(course.to.plus_ms(1_000));
                }
                let far = far_per_mille(course.from, course.to, now);
                let touches = course.from >= since && now.since_ms(course.from) < AT_WALL_MS;
                seen.push(Seen { bib, far, touches });
            }
        });
        if self.seen.with_untracked(|old| *old != seen) {
            self.seen.set(seen);
        }
    }

    /// Nobody swims; whoever comes back after a pause has not touched meanwhile.
    fn rest(self) {
        self.since.set_value(None);
        if !self.seen.with_untracked(Vec::is_empty) {
            self.seen.set(Vec::new());
        }
    }

    fn start_over(self) {
        self.played.set_value(Vec::new());
        self.tapped.set_value(Vec::new());
    }

    /// What was tapped until now, held against what was played.
    fn report(self, counter: Counter) -> Report {
        let (sport, lap) = counter
            .view
            .with_untracked(|view| {
                let view = view.as_ref()?;
                Some((view.rehearsal?.sport, view.lane.lap_length_m))
            })
            .unwrap_or((Sport::Swim, Metres::from_mm(50_000)));
        let tapped: Vec<Moment> = self.tapped.with_value(|tapped| {
            tapped.iter().filter(|(id, _)| !counter.mine.was_taken_back(*id)).map(|(_, moment)| *moment).collect()
        });
        let now = counter.now.get_untracked();
        self.played.with_value(|played| compare(played, &tapped, sport, lap, now))
    }
}

/// The report in words.
#[component]
fn ReportView(report: Report) -> impl IntoView {
    if report.touches() == 0 && report.wrong.is_empty() {
        return view! { <p>{tr("Nobody has touched the wall yet.", "Noch hat niemand angeschlagen.")}</p> }.into_any();
    }
    let line = |head: &'static str, moments: Vec<Moment>| {
        (!moments.is_empty()).then(|| {
            let n = moments.len();
            let told: Vec<String> = moments.iter().take(LINES_MAX).map(|moment| moment.bib.to_string()).collect();
            let more = if n > LINES_MAX { "…" } else { "" };
            view! {
                <li>
                    <b class="num">{n}</b> " " {head} <span class="muted">": " {told.join(", ")} {more}</span>
                </li>
            }
        })
    };
    let delay = report.delay_ms.map(|ms| {
        let text =
            if ms < 10_000 { format!("{}.{} s", ms / 1_000, ms.rem_euclid(1_000) / 100) } else { clock_text(ms) };
        view! { <li class="muted">{tr("usually after", "meist nach")} " " <span class="num">{text}</span></li> }
    });
    let all_right = report.missed.is_empty() && report.doubled.is_empty() && report.wrong.is_empty();
    view! {
        <p class="rehearsal-score">
            <b class="num">{report.right}</b> " " {tr("of", "von")} " " <b class="num">{report.touches()}</b> " "
            {tr("touches tapped", "Anschlägen getippt")}
        </p>
        {all_right.then(|| view! { <p>{tr("Not one missed, not one too many.", "Keiner fehlt, keiner zu viel.")}</p> })}
        <ul role="list" class="rehearsal-report">
            {line(tr("missed", "verpasst"), report.missed)}
            {line(tr("tapped twice", "doppelt getippt"), report.doubled)}
            {line(tr("tapped for somebody who was not at the wall", "getippt, ohne dass jemand anschlug"), report.wrong)}
            {delay}
        </ul>
    }
    .into_any()
}
