//! Whether entries go out over the message bus; nothing where there is none.

use super::api::bus_state;
use crate::{
    components::{LocalTime, Refusal, StaffLive},
    feed::Feed,
    i18n::tr,
};
use domain::bus::{BusLink, BusState};
use leptos::prelude::*;

/// How often the state is asked for anew where there is a bus, in milliseconds of server time.
const REFRESH_MS: i64 = 5_000;

/// The state of the bus.
#[component]
pub fn BusPanel(
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let began = live.time.get_untracked();
    let turn = Memo::new(move |_| u32::try_from(live.time.get().since_ms(began) / REFRESH_MS).unwrap_or_default());
    let has_bus = RwSignal::new(false);
    let version = move || if has_bus.get() { turn.get() } else { 0 };
    let bus = Feed::new(None, version, bus_state);
    Effect::new(move |_| bus.reload());
    Effect::new(move |_| {
        if bus.value.with(Option::is_some) {
            has_bus.set(true);
        }
    });
    move || bus.value.get().map(|state| view! { <Panel state error=bus.error /> })
}

#[component]
fn Panel(state: BusState, error: RwSignal<Option<crate::PageError>>) -> impl IntoView {
    let BusState { link, since, behind, problem } = state;
    view! {
        <section class="panel" aria-labelledby="bus-title">
            <h2 id="bus-title">{tr("Message bus", "Nachrichtenbus")}</h2>
            <Refusal error />
            <dl class="facts">
                <div>
                    <dt>{tr("State", "Zustand")}</dt>
                    <dd role="status">{link_text(link)}</dd>
                </div>
                <div>
                    <dt>{tr("Since", "Seit")}</dt>
                    <dd>
                        <LocalTime at=since />
                    </dd>
                </div>
                <div>
                    <dt>{tr("Entries waiting", "Wartende Einträge")}</dt>
                    <dd class="num">{behind}</dd>
                </div>
            </dl>
            {problem.map(|sentence| view! { <p class="problem">{sentence}</p> })}
        </section>
    }
}

fn link_text(link: BusLink) -> &'static str {
    match link {
        BusLink::Connected => tr("connected", "verbunden"),
        BusLink::Away => tr("not connected: entries wait", "nicht verbunden: Einträge warten"),
        BusLink::Standby => tr("another server sends them", "ein anderer Server sendet"),
    }
}
