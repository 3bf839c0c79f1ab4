//! Whether entries go out over the message bus; nothing where there is none.

use super::api::find_bus;
use crate::{
    components::{LocalTime, Refusal, StaffLive},
    feed::Feed,
    i18n::{lang, tr},
};
use domain::{
    bus::{BusLink, BusState},
    refusal::Reason,
};
use leptos::prelude::*;

/// How often the state is asked for anew where there is a bus, in milliseconds of server time.
const REFRESH_MS: i64 = 5_000;

/// The state of the bus.
#[component]
pub fn BusPanel(
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let turn = live.every(REFRESH_MS);
    let has_bus = RwSignal::new(false);
    let version = move || if has_bus.get() { turn.get() } else { 0 };
    let bus = Feed::new(None, version, find_bus);
    Effect::new(move |_| bus.reload());
    Effect::new(move |_| has_bus.set(bus.value.with(Option::is_some)));
    view! {
        <Show when=move || has_bus.get()>
            <State bus />
        </Show>
    }
}

/// The state, each part of which is told only when it changes.
#[component]
fn State(bus: Feed<Option<BusState>>) -> impl IntoView {
    let link = Memo::new(move |_| bus.value.with(|state| state.as_ref().map(|state| state.link)));
    let since = Memo::new(move |_| bus.value.with(|state| state.as_ref().map(|state| state.since)));
    let behind = Memo::new(move |_| bus.value.with(|state| state.as_ref().map_or(0, |state| state.behind)));
    let problem = Memo::new(move |_| bus.value.with(|state| state.as_ref().and_then(told)));
    view! {
        <section class="panel" aria-labelledby="bus-title">
            <h2 id="bus-title">{tr("Message bus", "Nachrichtenbus")}</h2>
            <Refusal error=bus.error />
            <dl class="facts">
                <div>
                    <dt>{tr("State", "Zustand")}</dt>
                    <dd role="status">{move || link.get().map(link_text)}</dd>
                </div>
                <div>
                    <dt>{tr("Since", "Seit")}</dt>
                    <dd class="num">{move || since.get().map(|at| view! { <LocalTime at /> })}</dd>
                </div>
                <div>
                    <dt>{tr("Entries waiting", "Wartende Einträge")}</dt>
                    <dd class="num">{behind}</dd>
                </div>
            </dl>
            {move || problem.get().map(|sentence| view! { <p class="problem" role="alert">{sentence}</p> })}
        </section>
    }
}

/// Why entries do not go out, in the page's language.
fn told(state: &BusState) -> Option<String> {
    let BusState { problem, problem_code, problem_params, .. } = state.clone();
    Reason::joined(problem, problem_code, problem_params).map(|reason| reason.sentence_in(lang()).into_owned())
}

fn link_text(link: BusLink) -> &'static str {
    match link {
        BusLink::Connected => tr("connected", "verbunden"),
        BusLink::Away => tr("not connected: entries wait", "nicht verbunden: Einträge warten"),
        BusLink::Standby => tr("another server sends them", "ein anderer Server sendet"),
    }
}
