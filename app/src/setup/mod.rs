//! The first event: made by the holder of the admin token, on one short page.

mod api;
mod facts;
mod form;
mod pace_groups;
mod planning;

use crate::{
    PageError, browser,
    components::{LanguageLinks, Refusal},
    i18n::tr,
};
use api::{SetupState, open_setup};
pub use facts::{CurrencyField, FactFields, FactInputs, placement_text, sport_text};
use form::EventForm;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page `/setup`.
#[component]
pub fn SetupPage() -> impl IntoView {
    let state = Resource::new_blocking(|| (), |()| open_setup());
    browser::mark_hydrated();
    view! {
        <Title text=tr("Set up your event", "Veranstaltung anlegen") />
        <main id="main" class="sign-in broad">
            <div class="rope"></div>
            <h1>{tr("Set up your event", "Veranstaltung anlegen")}</h1>
            <Suspense fallback=|| view! { <div class="wait">{tr("Opening…", "Öffne …")}</div> }>
                {move || Suspend::new(async move { content(state.await) })}
            </Suspense>
            <LanguageLinks />
        </main>
    }
}

fn content(state: Result<SetupState, PageError>) -> AnyView {
    match state {
        Ok(SetupState { event: Some(name), .. }) => view! {
            <p>
                {tr("There is an event already: ", "Es gibt schon eine Veranstaltung: ")} <b>{name}</b> "."
            </p>
            <a class="btn do" href="/console">{tr("To the console", "Zur Leitung")}</a>
        }
        .into_any(),
        Ok(SetupState { signed_in, event: None }) => view! { <EventForm signed_in /> }.into_any(),
        Err(error) => view! { <Refusal error=Signal::stored(Some(error)) /> }.into_any(),
    }
}
