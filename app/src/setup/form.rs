//! The form of a new event.

use super::{
    api::create_event,
    facts::{CurrencyField, FactFields, FactInputs},
    pace_groups::{PaceGroupFields, PaceGroups},
};
use crate::{
    PageError, browser,
    components::{NeedsScript, Refusal, Submit, TextField},
    i18n::tr,
};
use domain::event::{EventInput, Placement};
use leptos::{ev::SubmitEvent, prelude::*};

/// What is in the fields.
#[derive(Clone, Copy)]
struct Fields {
    token: RwSignal<String>,
    facts: FactFields,
    groups: PaceGroups,
}

impl Fields {
    /// The event, or none with what is wrong beside its field.
    fn read(self) -> Option<EventInput> {
        let (facts, pace_groups) = (self.facts.read(), self.groups.read());
        if self.facts.placement() == Placement::Required && pace_groups.as_ref().is_some_and(Vec::is_empty) {
            let sentence = tr(
                "Name at least one pace group, or let laps count without a place.",
                "Nennen Sie mindestens eine Tempogruppe, oder lassen Sie Runden ohne Platz zählen.",
            );
            self.groups.error.set(Some(sentence.to_owned()));
            return None;
        }
        EventInput::made_of(facts?, pace_groups?)
    }
}

/// The form, with the admin token where nobody is signed in.
#[component]
pub fn EventForm(
    /// Whether the token is not needed any more.
    signed_in: bool,
) -> impl IntoView {
    let fields = Fields { token: RwSignal::default(), facts: FactFields::of_a_swim(), groups: PaceGroups::new() };
    let create = Action::new(move |event: &EventInput| {
        let event = event.clone();
        let token = (!signed_in).then(|| fields.token.get_untracked());
        async move {
            let refused: Option<PageError> = create_event(token, event).await.err();
            if refused.is_none() {
                browser::load("/console");
            }
            refused
        }
    });
    let done = Memo::new(move |_| create.value().with(|value| matches!(value, Some(None))));
    let busy = Signal::derive(move || create.pending().get() || done.get());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked()
            && let Some(event) = fields.read()
        {
            create.dispatch(event);
        }
    };
    view! {
        <NeedsScript />
        <form on:submit=submit novalidate>
            {(!signed_in).then(|| view! { <TokenField token=fields.token /> })}
            <FactInputs fields=fields.facts />
            <fieldset>
                <legend>{tr("Pace groups with their places", "Tempogruppen mit ihren Plätzen")}</legend>
                <PaceGroupFields groups=fields.groups />
            </fieldset>
            <CurrencyField fields=fields.facts />
            <Refusal at_the_door=true error=Signal::derive(move || create.value().get().flatten()) />
            <Submit pending=busy>{tr("Create event", "Veranstaltung anlegen")}</Submit>
        </form>
    }
}

#[component]
fn TokenField(token: RwSignal<String>) -> impl IntoView {
    view! {
        <TextField
            id="token"
            label=tr("Admin token", "Admin-Token")
            kind="password"
            autocomplete="current-password"
            hint=tr("The server showed it at its first start.", "Der Server hat es beim ersten Start gezeigt.")
            value=token
            required=true
            autofocus=true
        />
    }
}
