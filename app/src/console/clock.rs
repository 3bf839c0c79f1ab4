//! The clock and what can be done to it now.

use super::api::set_clock;
use crate::{
    PageError,
    components::{ActionButton, Dialog, RaceClock, Refusal, SetMoment, StaffLive, clock_state_text, use_toast},
    i18n::tr,
};
use domain::{
    Timestamp,
    clock::{ClockAction, ClockInput, ClockState},
};
use leptos::prelude::*;

/// Sends the clock's actions, one at a time.
#[derive(Clone, Copy)]
struct Setter {
    action: Action<ClockInput, Option<PageError>>,
    busy: Memo<bool>,
}

impl Setter {
    fn new(live: StaffLive) -> Self {
        let toast = use_toast();
        let action = Action::new(move |input: &ClockInput| {
            let input = *input;
            async move {
                match set_clock(live.event, input).await {
                    Ok(event) => {
                        live.clock.set(event.clock);
                        toast.say(done_text(input));
                        None
                    }
                    Err(error) => Some(error),
                }
            }
        });
        Self { action, busy: action.pending() }
    }

    fn send(self, action: ClockAction, at: Option<Timestamp>) {
        if !self.busy.get_untracked() {
            self.action.dispatch(ClockInput { action, at });
        }
    }
}

/// The clock, its state, and its buttons.
#[component]
pub fn ClockPanel(
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let setter = Setter::new(live);
    let asked_to_finish = RwSignal::new(false);
    let state = Memo::new(move |_| live.clock.get().state);
    view! {
        <section class="panel" aria-labelledby="clock-title">
            <h2 id="clock-title">{tr("Clock", "Uhr")}</h2>
            <p class="clock">
                <span role="status">{move || clock_state_text(state.get())}</span>
                <b>
                    <RaceClock clock=live.clock time=live.time />
                </b>
            </p>
            <div class="actions">{move || buttons(state.get(), setter, asked_to_finish)}</div>
            <Refusal error=Signal::derive(move || setter.action.value().get().flatten()) />
            <Show when=move || state.get() != ClockState::Draft>
                <StartForm setter />
            </Show>
            <Dialog id="finish" open=asked_to_finish title=tr("Finish the race?", "Rennen beenden?").to_owned()>
                <p>
                    {tr(
                        "Laps that are tapped from now on do not count. Resume takes it back.",
                        "Runden, die ab jetzt getippt werden, zählen nicht. „Weiter“ nimmt es zurück.",
                    )}
                </p>
                <div class="actions">
                    <button type="button" class="btn quiet" on:click=move |_| asked_to_finish.set(false)>
                        {tr("Not yet", "Noch nicht")}
                    </button>
                    <ActionButton
                        class="do"
                        pending=setter.busy
                        on_press=move || {
                            setter.send(ClockAction::Finish, None);
                            asked_to_finish.set(false);
                        }
                    >
                        {tr("Finish now", "Jetzt beenden")}
                    </ActionButton>
                </div>
            </Dialog>
        </section>
    }
}

/// The buttons that are possible in a state.
fn buttons(state: ClockState, setter: Setter, asked_to_finish: RwSignal<bool>) -> impl IntoView {
    let button = move |class, action, words| {
        view! {
            <ActionButton class=class pending=setter.busy on_press=move || setter.send(action, None)>
                {words}
            </ActionButton>
        }
    };
    let finish = move || {
        view! {
            <button type="button" class="btn danger" on:click=move |_| asked_to_finish.set(true)>
                {tr("Finish", "Beenden")}
            </button>
        }
    };
    match state {
        ClockState::Draft => button("do", ClockAction::Open, tr("Open registration", "Anmeldung öffnen")).into_any(),
        ClockState::Open => button("do", ClockAction::Start, tr("Start the clock", "Uhr starten")).into_any(),
        ClockState::Running => view! {
            {button("", ClockAction::Pause, tr("Pause", "Pause"))}
            {finish()}
        }
        .into_any(),
        ClockState::Paused => view! {
            {button("do", ClockAction::Resume, tr("Resume", "Weiter"))}
            {finish()}
        }
        .into_any(),
        ClockState::Finished => button("quiet", ClockAction::Resume, tr("Resume", "Weiter")).into_any(),
    }
}

/// Sets the start to a moment that has passed; laps that it covers count from then on.
#[component]
fn StartForm(setter: Setter) -> impl IntoView {
    view! {
        <SetMoment
            id="started-at"
            summary=tr("Forgot to press start?", "Start vergessen?")
            label=tr("Started at", "Gestartet um")
            hint=tr(
                "By this device's clock. Laps that were tapped since then and are held will count.",
                "Nach der Uhr dieses Geräts. Offene Runden, die seitdem getippt wurden, zählen dann.",
            )
            action=tr("Set the start", "Start setzen")
            pending=setter.busy
            set=Callback::new(move |at| setter.send(ClockAction::Start, Some(at)))
        />
    }
}

fn done_text(input: ClockInput) -> &'static str {
    match input.action {
        ClockAction::Open => tr("Registration is open", "Die Anmeldung ist offen"),
        ClockAction::Start if input.at.is_some() => tr("The start is set", "Der Start ist gesetzt"),
        ClockAction::Start => tr("The clock is running", "Die Uhr läuft"),
        ClockAction::Pause => tr("The clock is paused", "Die Uhr steht"),
        ClockAction::Resume => tr("The clock runs on", "Die Uhr läuft weiter"),
        ClockAction::Finish => tr("The race is finished", "Das Rennen ist beendet"),
    }
}
