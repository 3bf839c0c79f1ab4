//! Times that run on while a page is shown.

use crate::{browser, i18n::tr};
use domain::{
    Timestamp,
    clock::{ClockState, ClockView},
    time::clock_text,
};
use leptos::prelude::*;
use std::time::Duration;

/// How often running times are looked at: often enough that no second is seen to be skipped.
const TICK: Duration = Duration::from_millis(500);

/// The server's time, running on in the browser.
#[derive(Clone, Copy)]
pub struct ServerTime {
    shown: ReadSignal<Timestamp>,
    /// By how much it is ahead of the browser's, in milliseconds; none until that is known.
    ahead_ms: StoredValue<Option<i64>>,
}

impl ServerTime {
    /// Of a page that may have been kept since `shown`: it stands still until [`heard`](Self::heard) says how late it is.
    pub fn kept(shown: Timestamp) -> Self {
        let (shown, set_shown) = signal(shown);
        let ahead_ms = StoredValue::new(None);
        Effect::new(move |_| {
            let tick = move || {
                if let Some(ahead_ms) = ahead_ms.get_value() {
                    set_shown.set(Timestamp::from_ms(browser::now_ms() + ahead_ms));
                }
            };
            if let Ok(interval) = set_interval_with_handle(tick, TICK) {
                on_cleanup(move || interval.clear());
            }
        });
        Self { shown, ahead_ms }
    }

    /// The server said that it is so late now.
    pub fn heard(self, now: Timestamp) {
        self.ahead_ms.set_value(Some(now.ms() - browser::now_ms()));
    }

    /// The time, reactively.
    pub fn signal(self) -> ReadSignal<Timestamp> {
        self.shown
    }
}

/// The server's time, running on in the browser from `now`, the moment of the server's answer. It stands still until
/// the page is hydrated, so that both sides render the same.
pub fn server_time(now: Timestamp) -> ReadSignal<Timestamp> {
    let time = ServerTime::kept(now);
    Effect::new(move |_| time.heard(now));
    time.signal()
}

/// Race time, running on while the clock runs.
#[component]
pub fn RaceClock(
    /// The clock as last heard.
    #[prop(into)]
    clock: Signal<ClockView>,
    /// The server's time.
    #[prop(into)]
    time: Signal<Timestamp>,
) -> impl IntoView {
    let text = Memo::new(move |_| clock_text(clock.get().race_ms_at(time.get())));
    view! {
        <span class="num" role="timer" aria-label=tr("Race time", "Rennzeit")>
            {text}
        </span>
    }
}

/// What is left until a moment: `4:31`, then `0:00`.
#[component]
pub fn Countdown(
    /// The moment.
    until: Timestamp,
    /// The server's time.
    #[prop(into)]
    time: Signal<Timestamp>,
    /// What it is that ends.
    label: &'static str,
) -> impl IntoView {
    let left_s = Memo::new(move |_| until.since_ms(time.get()).max(0) / 1_000);
    view! {
        <span role="timer" aria-label=label class="countdown" class:late=move || left_s.get() <= 30>
            {move || clock_text(left_s.get() * 1_000)}
        </span>
    }
}

/// The state of a clock in one word.
pub fn clock_state_text(state: ClockState) -> &'static str {
    match state {
        ClockState::Draft => tr("draft", "Entwurf"),
        ClockState::Open => tr("open", "offen"),
        ClockState::Running => tr("running", "läuft"),
        ClockState::Paused => tr("paused", "Pause"),
        ClockState::Finished => tr("finished", "beendet"),
    }
}
