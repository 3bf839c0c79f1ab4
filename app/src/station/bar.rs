//! The station's head: which lane, the clock, what is not sent, and a room that is always there for what a helper has to
//! know and is asked.

use super::{both::BothTapped, counter::Counter, news::NewsRoom, queue::Queue, watch::Watch};
use crate::{
    components::{ConnPill, RaceClock, clock_state_text},
    i18n::tr,
};
use domain::{clock::ClockState, device::Me};
use leptos::prelude::*;

/// The head.
#[component]
pub fn Bar(
    /// The station.
    counter: Counter,
    /// The lane under watch.
    watch: Watch,
    /// Who is here.
    me: RwSignal<Me>,
    /// The lane's name.
    title: String,
) -> impl IntoView {
    let of_queue = |what: fn(&Queue) -> usize| Memo::new(move |_| counter.courier.queue.with(what));
    let (unsent, unkept) = (of_queue(Queue::unsent), of_queue(Queue::unkept));
    let state = Memo::new(move |_| counter.clock.get().state);
    view! {
        <header class="bar">
            <h1>{title}</h1>
            <div class="end">
                <span class="pill unsent" role="status" data-count=move || unsent.get() data-unkept=move || unkept.get()>
                    {move || unsent.get()} " " {tr("unsent", "ungesendet")}
                </span>
                <span class="clock-state" class:late=move || state.get() != ClockState::Running>
                    <span class="state">{move || clock_state_text(state.get())} " "</span>
                    <RaceClock clock=counter.clock time=counter.now />
                </span>
                <ConnPill conn=counter.conn />
            </div>
            <div class="kept">
                <NewsRoom counter watch me />
                <BothTapped counter />
            </div>
        </header>
    }
}
