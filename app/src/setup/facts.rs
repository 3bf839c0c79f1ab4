//! The fields of what an event is, for setting it up and for changing it.

use super::planning::{PlanFields, PlanInputs};
use crate::{
    components::{Choices, TextField},
    i18n::tr,
};
use domain::{
    event::{EventEdit, EventFacts, Placement, Sport},
    limits,
    money::Currency,
};
use leptos::prelude::*;

/// What is in the fields, and what is wrong with them.
#[derive(Clone, Copy)]
pub struct FactFields {
    name: RwSignal<String>,
    name_error: RwSignal<Option<String>>,
    sport: RwSignal<Option<Sport>>,
    lap_length: RwSignal<String>,
    lap_length_error: RwSignal<Option<String>>,
    laps_per_tap: RwSignal<String>,
    laps_per_tap_error: RwSignal<Option<String>>,
    placement: RwSignal<Option<Placement>>,
    currency: RwSignal<Currency>,
    plan: PlanFields,
}

impl FactFields {
    /// Filled in.
    fn new(facts: EventFacts, plan: PlanFields) -> Self {
        Self {
            name: RwSignal::new(facts.name),
            name_error: RwSignal::default(),
            sport: RwSignal::new(Some(facts.sport)),
            lap_length: RwSignal::new(facts.lap_length_m.as_f64().to_string()),
            lap_length_error: RwSignal::default(),
            laps_per_tap: RwSignal::new(facts.laps_per_tap.to_string()),
            laps_per_tap_error: RwSignal::default(),
            placement: RwSignal::new(Some(facts.placement)),
            currency: RwSignal::new(facts.currency),
            plan,
        }
    }

    /// As for a swim in a 50 m pool.
    pub fn of_a_swim() -> Self {
        Self::new(EventFacts::of_a_swim(String::new()), PlanFields::new())
    }

    /// As an event is.
    pub fn of(facts: &EventFacts) -> Self {
        Self::new(facts.clone(), PlanFields::of(facts))
    }

    /// Whether a lap needs a slot.
    pub fn placement(self) -> Placement {
        self.placement.get_untracked().unwrap_or_default()
    }

    /// What is typed, or none with what is wrong beside its field.
    pub fn read(self) -> Option<EventEdit> {
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
        let planned = self.plan.read(EventEdit::default());
        Some(EventEdit {
            name: Some(named.then_some(name)?),
            sport: self.sport.get_untracked(),
            lap_length_m: Some(lap_length_m?),
            laps_per_tap: Some(laps_per_tap?),
            placement: Some(self.placement()),
            currency: Some(self.currency.get_untracked()),
            ..planned?
        })
    }
}

/// What is done.
pub fn sport_text(sport: Sport) -> &'static str {
    match sport {
        Sport::Swim => tr("Swim", "Schwimmen"),
        Sport::Run => tr("Run", "Laufen"),
        Sport::Race => tr("Race", "Rennen"),
    }
}

/// For whom laps count.
pub fn placement_text(placement: Placement) -> &'static str {
    match placement {
        Placement::Required => tr("only for players in a place", "nur für Plätze auf einer Bahn"),
        Placement::Optional => tr("for everyone", "für alle"),
    }
}

/// Name, sport, and how laps are counted.
#[component]
pub fn FactInputs(
    /// What is typed.
    fields: FactFields,
) -> impl IntoView {
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
            choices=Sport::ALL.map(|sport| (sport, sport_text(sport))).to_vec()
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
        <Choices
            name="placement"
            label=tr("A lap counts", "Eine Runde zählt")
            choices=[Placement::Required, Placement::Optional].map(|rule| (rule, placement_text(rule))).to_vec()
            value=fields.placement
        />
        <PlanInputs fields=fields.plan />
    }
}

/// The currency of fees and donations. It stays for good once something was paid.
#[component]
pub fn CurrencyField(
    /// What is typed.
    fields: FactFields,
) -> impl IntoView {
    let choose = move |code: String| {
        if let Some(chosen) = Currency::parse(&code) {
            fields.currency.set(chosen);
        }
    };
    let now = fields.currency.get_untracked();
    let choices = Currency::ALL
        .into_iter()
        .map(|choice| {
            let code = choice.as_str();
            view! { <option value=code selected=choice == now>{code}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="currency">{tr("Currency of fees and donations", "Währung für Startgeld und Spenden")}</label>
            <select id="currency" on:change:target=move |event| choose(event.target().value())>{choices}</select>
        </div>
    }
}
