//! The form of a new event.

use super::{
    api::create_event,
    pace_groups::{PaceGroupFields, PaceGroups},
};
use crate::{
    PageError, browser,
    components::{Choices, NeedsScript, Refusal, Submit, TextField},
    i18n::tr,
};
use domain::{
    event::{EventInput, Placement, Sport},
    limits,
    money::Currency,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// What is in the fields, and what is wrong with them.
#[derive(Clone, Copy)]
struct Fields {
    token: RwSignal<String>,
    name: RwSignal<String>,
    name_error: RwSignal<Option<String>>,
    sport: RwSignal<Option<Sport>>,
    lap_length: RwSignal<String>,
    lap_length_error: RwSignal<Option<String>>,
    laps_per_tap: RwSignal<String>,
    laps_per_tap_error: RwSignal<Option<String>>,
    placement: RwSignal<Option<Placement>>,
    currency: RwSignal<Currency>,
    groups: PaceGroups,
}

impl Fields {
    /// Filled in as for a swim in a 50 m pool.
    fn new() -> Self {
        Self {
            token: RwSignal::default(),
            name: RwSignal::default(),
            name_error: RwSignal::default(),
            sport: RwSignal::new(Some(Sport::Swim)),
            lap_length: RwSignal::new("50".to_owned()),
            lap_length_error: RwSignal::default(),
            laps_per_tap: RwSignal::new("1".to_owned()),
            laps_per_tap_error: RwSignal::default(),
            placement: RwSignal::new(Some(Placement::Required)),
            currency: RwSignal::new(Currency::default()),
            groups: PaceGroups::new(),
        }
    }

    /// The event, or none with what is wrong beside its field.
    fn read(self) -> Option<EventInput> {
        let name = self.name.get_untracked();
        let named = !name.trim().is_empty();
        self.name_error
            .set((!named).then(|| tr("Give the event a name.", "Geben Sie der Veranstaltung einen Namen.").to_owned()));
        let length = self.lap_length.get_untracked().trim().replace(',', ".").parse().ok();
        let lap_length_m = length.filter(|metres| (1.0..=limits::LAP_LENGTH_M_MAX).contains(metres));
        self.lap_length_error.set(lap_length_m.is_none().then(|| {
            format!(
                "{} {}.",
                tr("A number of metres from 1 to", "Eine Zahl in Metern von 1 bis"),
                limits::LAP_LENGTH_M_MAX
            )
        }));
        let per_tap = self.laps_per_tap.get_untracked().trim().parse().ok();
        let laps_per_tap = per_tap.filter(|laps| (1..=i64::from(limits::LAPS_PER_TAP_MAX)).contains(laps));
        self.laps_per_tap_error.set(
            laps_per_tap
                .is_none()
                .then(|| format!("{} {}.", tr("A number from 1 to", "Eine Zahl von 1 bis"), limits::LAPS_PER_TAP_MAX)),
        );
        let pace_groups = self.groups.read();
        let placement = self.placement.get_untracked().unwrap_or_default();
        if placement == Placement::Required && pace_groups.as_ref().is_some_and(Vec::is_empty) {
            let sentence = tr(
                "Name at least one pace group, or let laps count without a place.",
                "Nennen Sie mindestens eine Tempogruppe, oder lassen Sie Runden ohne Platz zählen.",
            );
            self.groups.error.set(Some(sentence.to_owned()));
            return None;
        }
        Some(EventInput {
            name: named.then_some(name)?,
            slug: None,
            sport: self.sport.get_untracked().unwrap_or_default(),
            lap_length_m: lap_length_m?,
            laps_per_tap: Some(laps_per_tap?),
            placement,
            currency: Some(self.currency.get_untracked()),
            pace_groups: pace_groups?,
        })
    }
}

/// The form, with the admin token where nobody is signed in.
#[component]
pub fn EventForm(
    /// Whether the token is not needed any more.
    signed_in: bool,
) -> impl IntoView {
    let fields = Fields::new();
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
            <About fields />
            <Counting fields />
            <CurrencyField currency=fields.currency />
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

#[component]
fn About(fields: Fields) -> impl IntoView {
    view! {
        <TextField
            id="name"
            label=tr("Event name", "Name der Veranstaltung")
            value=fields.name
            error=fields.name_error
            required=true
        />
        <Choices
            name="sport"
            label=tr("Sport", "Sportart")
            choices=vec![
                (Sport::Swim, tr("Swim", "Schwimmen")),
                (Sport::Run, tr("Run", "Laufen")),
                (Sport::Race, tr("Race", "Rennen")),
            ]
            value=fields.sport
        />
        <div class="pair">
            <TextField
                id="lap-length"
                label=tr("Lap length in metres", "Rundenlänge in Metern")
                inputmode="decimal"
                value=fields.lap_length
                error=fields.lap_length_error
            />
            <TextField
                id="laps-per-tap"
                label=tr("Laps per tap", "Runden pro Tipp")
                inputmode="numeric"
                value=fields.laps_per_tap
                error=fields.laps_per_tap_error
            />
        </div>
    }
}

#[component]
fn Counting(fields: Fields) -> impl IntoView {
    view! {
        <Choices
            name="placement"
            label=tr("A lap counts", "Eine Runde zählt")
            choices=vec![
                (Placement::Required, tr("only for players in a place", "nur für Plätze auf einer Bahn")),
                (Placement::Optional, tr("for everyone", "für alle")),
            ]
            value=fields.placement
        />
        <fieldset>
            <legend>{tr("Pace groups with their places", "Tempogruppen mit ihren Plätzen")}</legend>
            <PaceGroupFields groups=fields.groups />
        </fieldset>
    }
}

/// The currency of fees and donations. It stays for good once something was paid.
#[component]
fn CurrencyField(currency: RwSignal<Currency>) -> impl IntoView {
    let choose = move |code: String| {
        if let Some(chosen) = Currency::parse(&code) {
            currency.set(chosen);
        }
    };
    let choices = Currency::ALL
        .into_iter()
        .map(|choice| {
            let code = choice.as_str();
            view! { <option value=code selected=choice == Currency::default()>{code}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="currency">{tr("Currency of fees and donations", "Währung für Startgeld und Spenden")}</label>
            <select id="currency" on:change:target=move |event| choose(event.target().value())>{choices}</select>
        </div>
    }
}
