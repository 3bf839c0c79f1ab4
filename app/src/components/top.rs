//! The bar of the staff pages.

use super::{ConnPill, Desk, Opened, RaceClock, ShiftButtons, StaffLive, clock_state_text};
use crate::i18n::tr;
use domain::event::Sport;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The event, the desks that this role may open, the clock, the connection, and the way out.
#[component]
pub fn TopBar(
    /// Where we are.
    desk: Desk,
    /// Who is there, in which event.
    opened: Opened,
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let me = opened.me;
    let here = RwSignal::new(me.clone());
    let links = Desk::IN_BAR
        .into_iter()
        .filter(|desk| me.may(desk.listed_for()) && (*desk != Desk::Water || opened.event.sport == Sport::Swim))
        .map(|other| {
            let current = (other == desk).then_some("page");
            view! { <a href=other.path() aria-current=current>{other.title()}</a> }
        })
        .collect_view();
    let ways = NodeRef::<html::Nav>::new();
    Effect::new(move |_| {
        if let Some(ways) = ways.get() {
            show_current(&ways);
        }
    });
    view! {
        <header class="top">
            <a class="home" href="/" rel="external">{opened.event.facts.name}</a>
            <nav node_ref=ways aria-label=tr("Desks", "Plätze")>{links}</nav>
            <div class="end">
                <span class="muted clock-now">
                    {move || clock_state_text(live.clock.get().state)}
                    <Show when=move || live.clock.get().started_at.is_some()>
                        " "
                        <RaceClock clock=live.clock time=live.time />
                    </Show>
                </span>
                <ConnPill conn=live.conn />
                <ShiftButtons me=here desk />
            </div>
        </header>
    }
}

/// Where the ways do not fit, the one that was taken is seen.
fn show_current(ways: &Element) {
    let current = ways.query_selector("[aria-current]").ok().flatten();
    if let Some(current) = current.and_then(|current| current.dyn_into::<HtmlElement>().ok()) {
        let before = current.offset_left() - (ways.client_width() - current.offset_width()) / 2;
        ways.set_scroll_left(before);
    }
}
