//! The console: the clock, the devices, the operators, the message bus, and the ways to every page.

mod api;
mod arrange;
mod bus;
mod chosen;
mod clock;
mod devices;
mod disk;
mod enrol;
mod facts;
mod guessing;
mod labels;
mod operators;
mod people;
mod registration;
mod rehearsal;
mod replace;
mod station_facts;

use crate::components::{Desk, Opened, StaffLive, StaffPage, follow_event};
pub use api::set_clock;
use arrange::ArrangePanel;
use bus::BusPanel;
use clock::ClockPanel;
use devices::DevicesPanel;
use disk::DiskWarning;
use domain::Action;
use enrol::EnrolPanel;
use facts::FactsPanel;
use guessing::GuessingPanel;
pub use labels::role_text;
use leptos::prelude::*;
use operators::OperatorsPanel;
use people::PeoplePanel;
use registration::RegistrationPanel;
use rehearsal::RehearsalPanel;

/// The page `/console`.
#[component]
pub fn ConsolePage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Console start=|_| async { Ok(()) } content=console /> }
}

fn console(opened: Opened, live: StaffLive, (): ()) -> AnyView {
    let manages_devices = opened.me.may(Action::ManageDevices);
    let manages_operators = opened.me.may(Action::ManageOperators);
    let erases_people = opened.me.may(Action::ErasePeople);
    let arranges = opened.me.may(Action::ArrangeLanes);
    let manages = opened.me.may(Action::ManageEvents);
    let locks = opened.me.may(Action::LockRegistration);
    let own = opened.me.role;
    let event = follow_event(opened.event, live);
    view! {
        <main id="main" class="desk two">
            <h1 class="visually-hidden">{Desk::Console.title()}</h1>
            <div class="stack">
                {manages_devices.then(|| view! { <DiskWarning live /> })}
                <ClockPanel live />
                <FactsPanel event live manages />
                {locks.then(|| view! { <RegistrationPanel event live /> })}
                {arranges.then(|| view! { <ArrangePanel live /> })}
                {arranges.then(|| view! { <RehearsalPanel event live manages /> })}
                {manages_devices.then(|| view! { <BusPanel live /> })}
            </div>
            <div class="stack">
                {manages_devices
                    .then(|| {
                        view! {
                            <EnrolPanel own time=live.time />
                            <DevicesPanel own live />
                        }
                    })}
                {manages_operators.then(|| view! { <OperatorsPanel live /> })}
                {erases_people.then(|| view! { <PeoplePanel live /> })}
                // Comes and goes by itself, so nothing that is pressed stands below it.
                {manages_devices.then(|| view! { <GuessingPanel live /> })}
            </div>
        </main>
    }
    .into_any()
}
