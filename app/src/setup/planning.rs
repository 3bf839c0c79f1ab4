//! When and where an event is planned to happen.

use crate::{
    browser,
    components::{MomentField, TextField},
    i18n::tr,
};
use domain::{
    event::{EventEdit, EventFacts},
    time::Day,
};
use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// What is typed of it, and what is wrong with it.
#[derive(Clone, Copy, Default)]
pub(super) struct PlanFields {
    start: RwSignal<String>,
    end: RwSignal<String>,
    end_error: RwSignal<Option<&'static str>>,
    zone: RwSignal<String>,
    day: RwSignal<String>,
    day_error: RwSignal<Option<String>>,
}

impl PlanFields {
    /// For a new event, at the browser's place.
    pub(super) fn new() -> Self {
        let fields = Self::default();
        Effect::new(move |_| fields.zone.set(zone_here().unwrap_or_default()));
        fields
    }

    /// As an event is. Only the browser knows how its own clock writes a moment.
    pub(super) fn of(facts: &EventFacts) -> Self {
        let fields = Self::default();
        fields.zone.set(facts.time_zone.as_str().to_owned());
        fields.day.set(facts.reference_day.to_string());
        let planned = [(fields.start, facts.planned_start), (fields.end, facts.planned_end)];
        Effect::new(move |_| {
            for (field, at) in planned {
                field.set(at.map(browser::local_text).unwrap_or_default());
            }
        });
        fields
    }

    /// What is typed beside the other facts, or none with what is wrong beside its field.
    pub(super) fn read(self, facts: EventEdit) -> Option<EventEdit> {
        let [start, end] = [self.start, self.end].map(|text| browser::local_moment(&text.get_untracked()));
        let ends_first = start.zip(end).is_some_and(|(start, end)| end <= start);
        self.end_error.set(ends_first.then(|| tr("The end lies after the start.", "Das Ende liegt nach dem Start.")));
        let typed = self.day.get_untracked();
        let day = (!typed.trim().is_empty()).then(|| Day::parse(typed.trim()).ok());
        self.day_error
            .set((day == Some(None)).then(|| tr("A day of this century.", "Ein Tag dieses Jahrhunderts.").to_owned()));
        if ends_first || day == Some(None) {
            return None;
        }
        let zone = self.zone.get_untracked();
        Some(EventEdit {
            planned_start: Some(start.map(|at| at.to_string()).unwrap_or_default()),
            planned_end: Some(end.map(|at| at.to_string()).unwrap_or_default()),
            time_zone: Some(zone).filter(|zone| !zone.trim().is_empty()),
            reference_day: day.flatten(),
            ..facts
        })
    }
}

/// The browser's time zone, by its IANA name.
fn zone_here() -> Option<String> {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// All zones that the browser knows; older browsers tell none.
fn zones() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into());
    let known = intl.and_then(|intl| {
        let all: Function = Reflect::get(&intl, &"supportedValuesOf".into())?.dyn_into()?;
        all.call1(&JsValue::NULL, &"timeZone".into())
    });
    let known = known.ok().and_then(|known| known.dyn_into::<Array>().ok()).unwrap_or_default();
    known.iter().filter_map(|zone| zone.as_string()).collect()
}

/// Planned start and end, time zone, and the day on which ages are counted.
#[component]
pub(super) fn PlanInputs(
    /// What is typed.
    fields: PlanFields,
) -> impl IntoView {
    let known = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| known.set(zones()));
    view! {
        <div class="pair">
            <MomentField id="planned-start" label=tr("Planned start (optional)", "Geplanter Start (freiwillig)") text=fields.start />
            <MomentField
                id="planned-end"
                label=tr("Planned end (optional)", "Geplantes Ende (freiwillig)")
                text=fields.end
                error=fields.end_error
            />
        </div>
        <div class="pair">
            <TextField
                id="time-zone"
                label=tr("Time zone", "Zeitzone")
                list="time-zones"
                hint=tr("Such as Europe/Berlin.", "Zum Beispiel Europe/Berlin.")
                value=fields.zone
            />
            <TextField
                id="reference-day"
                label=tr("Ages are those of", "Das Alter gilt am")
                kind="date"
                hint=tr("The day of the start where it is left empty.", "Der Tag des Starts, wenn das Feld leer bleibt.")
                value=fields.day
                error=fields.day_error
            />
        </div>
        <datalist id="time-zones">
            {move || known.get().into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()}
        </datalist>
    }
}
