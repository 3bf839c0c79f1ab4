//! The board's head: what it is, how it stands, and what all came to together.

use super::{standings::Standings, text::Lengths};
use crate::{
    components::{ConnPill, RaceClock},
    i18n::tr,
    live::Conn,
};
use domain::{Timestamp, board::BoardEvent, clock::ClockState, event::Sport};
use leptos::prelude::*;

/// The board's head.
#[component]
pub fn Head(
    /// Whose board it is.
    event: BoardEvent,
    /// What it shows.
    standings: Standings,
    /// The connection.
    conn: ReadSignal<Conn>,
    /// The server's time.
    time: ReadSignal<Timestamp>,
) -> impl IntoView {
    let lengths = Lengths::of(event.lap_length_m);
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
                        {move || state_sentence(state.get())}
                        <Show when=started>
                            <RaceClock clock=standings.clock time />
                        </Show>
                    </span>
                </p>
                <h1>{event.name}</h1>
                <p class="muted">
                    {move || players_text(event.sport, players.get())} " · "
                    {format!("{} {}", lengths.text(event.lap_length_m), tr("a lap", "pro Runde"))}
                </p>
            </div>
            <div class="total">
                <b class="num">{move || lengths.text(total.get())}</b>
                <span class="muted">{together(event.sport)}</span>
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
