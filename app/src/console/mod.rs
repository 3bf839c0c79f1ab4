//! The console: the clock, the devices, the message bus, and the ways to every page.

mod api;
mod bus;
mod clock;
mod devices;
mod enrol;
mod facts;

use crate::components::{Desk, Opened, StaffLive, StaffPage};
use bus::BusPanel;
use clock::ClockPanel;
use devices::DevicesPanel;
pub use devices::role_text;
use domain::Action;
use enrol::EnrolPanel;
use facts::FactsPanel;
use leptos::prelude::*;

/// The page `/console`.
#[component]
pub fn ConsolePage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Console start=|_| async { Ok(()) } content=console /> }
}

fn console(opened: Opened, live: StaffLive, (): ()) -> AnyView {
    let manages_devices = opened.me.role.may(Action::ManageDevices);
    view! {
        <main id="main" class="desk two">
            <h1 class="visually-hidden">{Desk::Console.title()}</h1>
            <div class="stack">
                <ClockPanel live />
                <FactsPanel event=opened.event />
                {manages_devices.then(|| view! { <BusPanel live /> })}
            </div>
            <div class="stack">
                {manages_devices
                    .then(|| {
                        view! {
                            <EnrolPanel time=live.time />
                            <DevicesPanel live />
                        }
                    })}
            </div>
        </main>
    }
    .into_any()
}
