//! The bar of the staff pages.

use super::{ActionButton, ConnPill, Desk, Opened, RaceClock, StaffLive, clock_state_text, use_toast};
use crate::{browser, i18n::tr, signin::sign_out};
use leptos::prelude::*;

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
    let role = opened.me.role;
    let links = Desk::IN_BAR
        .into_iter()
        .filter(|desk| role.may(desk.listed_for()))
        .map(|other| {
            let current = (other == desk).then_some("page");
            view! { <a href=other.path() aria-current=current>{other.title()}</a> }
        })
        .collect_view();
    let name = opened.me.device.map(|device| view! { <span class="muted">{device.name}</span> });
    let toast = use_toast();
    let leave = Action::new(move |(): &()| async move {
        match sign_out().await {
            Ok(()) => browser::load("/"),
            Err(error) => toast.say(error.sentence()),
        }
    });
    view! {
        <header class="top">
            <a class="home" href="/" rel="external">{opened.event.name}</a>
            <nav aria-label=tr("Desks", "Plätze")>{links}</nav>
            <div class="end">
                {name}
                <span class="muted clock-now">
                    {move || clock_state_text(live.clock.get().state)}
                    <Show when=move || live.clock.get().started_at.is_some()>
                        " "
                        <RaceClock clock=live.clock time=live.time />
                    </Show>
                </span>
                <ConnPill conn=live.conn />
                <ActionButton class="quiet small" pending=leave.pending() on_press=move || { leave.dispatch(()); }>
                    {tr("Sign out", "Abmelden")}
                </ActionButton>
            </div>
        </header>
    }
}
