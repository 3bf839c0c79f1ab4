//! The water: who is in it, on a page that floor and desks open with one click and may print; the roll-call; and the strips
//! that every desk shows of it.

pub mod alarm;
pub(crate) mod api;
mod called;
mod lanes;
mod night;
mod roll;
mod strip;
pub mod words;

use crate::{
    browser,
    components::{Desk, LocalTime, Opened, Refusal, StaffLive, StaffPage},
    desk::counted,
    feed::Feed,
    i18n::tr,
};
pub use called::ClearPool;
use called::RollCallPanel;
use domain::{
    topic::Topic,
    water::{Pool, RollCall},
};
use lanes::LanePanel;
use leptos::prelude::*;
pub use night::NightStrip;
pub use roll::RollList;
pub use strip::WaterStrip;
use words::no_lifeguard;

/// How often the page asks by itself, in milliseconds: that somebody is not seen is nothing that is told.
const ASK_MS: i64 = 5_000;

/// The page `/water`.
#[component]
pub fn WaterPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Water start=api::view_pool content=content /> }
}

fn content(opened: Opened, live: StaffLive, pool: Pool) -> AnyView {
    let turn = live.every(ASK_MS);
    let topics = [Topic::Water, Topic::Slots, Topic::Players, Topic::Clock];
    let version = move || topics.into_iter().fold(turn.get(), |sum, topic| sum.wrapping_add(live.version(topic)));
    let feed = Feed::new(pool, version, move || api::view_pool(live.event));
    let roll_call = Memo::new(move |_| feed.value.with(|pool| pool.roll_call.clone()));
    let calling = Memo::new(move |_| roll_call.with(Option::is_some));
    let count = Memo::new(move |_| feed.value.with(Pool::count));
    let at = Memo::new(move |_| feed.value.with(|pool| pool.at));
    let lanes = Memo::new(move |_| feed.value.with(|pool| pool.lanes.iter().map(|lane| lane.lane).collect::<Vec<_>>()));
    let me = opened.me;
    let name = opened.event.facts.name;
    view! {
        <main id="main" class="desk water">
            <header class="split">
                <div>
                    <h1>{Desk::Water.title()}</h1>
                    <p class="muted">
                        {name} " · "
                        {move || counted(count.get(), ["person in the water", "people in the water"], ["Person im Wasser", "Personen im Wasser"])}
                        " · " {tr("as of", "Stand")} " " {move || view! { <LocalTime at=at.get() /> }}
                    </p>
                </div>
                <div class="actions">
                    <button type="button" class="btn quiet" on:click=move |_| browser::print()>
                        {tr("Print", "Drucken")}
                    </button>
                    <ClearPool calling live />
                </div>
            </header>
            <p class="notice">{no_lifeguard()}</p>
            <Refusal error=feed.error />
            {move || calling.get().then(|| {
                let call = Signal::derive(move || roll_call.get().unwrap_or_else(over));
                view! { <RollCallPanel call may_end=me.may(domain::Action::SetClock) live feed /> }
            })}
            <div class="pool">
                <For each=move || lanes.get() key=|lane| *lane let:lane>
                    <LanePanel lane pool=feed.value time=live.time />
                </For>
            </div>
        </main>
    }
    .into_any()
}

/// What a roll-call is at the moment in which it ends and is shown no more.
fn over() -> RollCall {
    RollCall { began_at: domain::Timestamp::from_ms(0), lanes: Vec::new() }
}
