//! The board's head: what it is, how it stands, and what all came to together.

use super::{standings::Standings, text::Lengths};
use crate::{
    components::{ConnPill, RaceClock},
    i18n::tr,
    live::Conn,
};
use domain::{Timestamp, clock::ClockState, event::Sport};
use leptos::prelude::*;

/// The board's head.
#[component]
pub fn Head(
    /// What it shows.
    standings: Standings,
    /// How lengths are written.
    lengths: Memo<Lengths>,
    /// The connection.
    conn: ReadSignal<Conn>,
    /// The server's time.
    time: ReadSignal<Timestamp>,
) -> impl IntoView {
    let sport = Memo::new(move |_| standings.event.with(|event| event.sport));
    let lap = Memo::new(move |_| standings.event.with(|event| event.lap_length_m));
    let cancelled = Memo::new(move |_| standings.event.with(|event| event.cancelled));
    let total = Memo::new(move |_| standings.total.get());
    let players = Memo::new(move |_| standings.lines.with(Vec::len));
    let state = Memo::new(move |_| standings.clock.get().state);
    let started = move || !matches!(state.get(), ClockState::Draft | ClockState::Open);
    view! {
        <header>
            <div>
                <p class="race">
                    <ConnPill conn />
                    <span class="pill">
                        {move || if cancelled.get() { tr("Called off", "Abgesagt") } else { state_sentence(state.get()) }}
                        <Show when=started>
                            <RaceClock clock=standings.clock time />
                        </Show>
                    </span>
                </p>
                <h1>{move || standings.event.with(|event| event.name.clone())}</h1>
                <p class="muted">
                    {move || players_text(sport.get(), players.get())} " · "
                    {move || format!("{} {}", lengths.get().text(lap.get()), tr("a lap", "pro Runde"))}
                </p>
            </div>
            <div class="total">
                <b class="num">{move || lengths.get().text(total.get())}</b>
                <span class="muted">{move || together(sport.get())}</span>
            </div>
        </header>
    }
}

fn state_sentence(state: ClockState) -> &'static str {
    match state {
        ClockState::Draft | ClockState::Open => tr("Before the start", "Vor dem Start"),
        ClockState::Running => tr("Running", "Läuft"),
        ClockState::Paused => tr("Paused", "Pause"),
        ClockState::Finished => tr("Finished", "Beendet"),
    }
}

fn players_text(sport: Sport, count: usize) -> String {
    let words = match (sport, count) {
        (Sport::Swim, 1) => tr("swimmer", "Schwimmer:in"),
        (Sport::Swim, _) => tr("swimmers", "Schwimmer:innen"),
        (Sport::Run, 1) => tr("runner", "Läufer:in"),
        (Sport::Run, _) => tr("runners", "Läufer:innen"),
        (Sport::Race, 1) => tr("starter", "Starter:in"),
        (Sport::Race, _) => tr("starters", "Starter:innen"),
    };
    format!("{count} {words}")
}

fn together(sport: Sport) -> &'static str {
    match sport {
        Sport::Swim => tr("swum together", "gemeinsam geschwommen"),
        Sport::Run => tr("run together", "gemeinsam gelaufen"),
        Sport::Race => tr("covered together", "gemeinsam gefahren"),
    }
}
