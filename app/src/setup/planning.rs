//! When and where an event is planned to happen.

use crate::{
    browser,
    components::{MomentField, TextField},
    i18n::tr,
};
use domain::{
    Timestamp,
    event::{EventEdit, EventFacts},
    time::Day,
};
use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// What is typed of it, and what is wrong with it.
#[derive(Clone, Copy)]
pub(super) struct PlanFields {
    /// Whether the event is made only now, so that a zone and a day may be left to the server.
    is_new: bool,
    start: Planned,
    end: Planned,
    zone: RwSignal<String>,
    zone_error: RwSignal<Option<String>>,
    day: RwSignal<String>,
    day_error: RwSignal<Option<String>>,
}

/// A planned moment.
#[derive(Clone, Copy)]
struct Planned {
    id: &'static str,
    text: RwSignal<String>,
    /// The text as the field began: what nobody touched is not sent, for a field shows no fractions of a second.
    began: StoredValue<String>,
    error: RwSignal<Option<&'static str>>,
}

impl Planned {
    fn new(id: &'static str) -> Self {
        Self { id, text: RwSignal::default(), began: StoredValue::default(), error: RwSignal::default() }
    }

    /// Begins with a moment. Only the browser knows how its own clock writes it.
    fn begin(self, at: Option<Timestamp>) {
        let text = at.map(browser::local_text).unwrap_or_default();
        self.began.set_value(text.clone());
        self.text.set(text);
    }

    fn moment(self) -> Option<Timestamp> {
        browser::local_moment(&self.text.get_untracked())
    }

    /// Whether both day and time are typed, or neither: of a part the browser says an empty text too.
    fn is_whole(self) -> bool {
        let is_unfinished = is_unfinished(self.id);
        self.error
            .set(is_unfinished.then(|| tr("Day and time, or neither.", "Tag und Uhrzeit, oder keins von beiden.")));
        !is_unfinished
    }

    /// What is asked for: nothing where it is as it was, an empty text where it was taken out.
    fn asked(self) -> Option<String> {
        let changed = self.began.with_value(|began| *began != self.text.get_untracked());
        changed.then(|| self.moment().map(|at| at.to_string()).unwrap_or_default())
    }
}

impl PlanFields {
    /// For a new event, at the browser's place.
    pub(super) fn new() -> Self {
        let fields = Self::empty(true);
        Effect::new(move |_| fields.zone.set(zone_here().unwrap_or_default()));
        fields
    }

    /// As an event is.
    pub(super) fn of(facts: &EventFacts) -> Self {
        let fields = Self::empty(false);
        fields.zone.set(facts.time_zone.as_str().to_owned());
        fields.day.set(facts.reference_day.to_string());
        let (start, end) = (facts.planned_start, facts.planned_end);
        Effect::new(move |_| {
            fields.start.begin(start);
            fields.end.begin(end);
        });
        fields
    }

    fn empty(is_new: bool) -> Self {
        Self {
            is_new,
            start: Planned::new("planned-start"),
            end: Planned::new("planned-end"),
            zone: RwSignal::default(),
            zone_error: RwSignal::default(),
            day: RwSignal::default(),
            day_error: RwSignal::default(),
        }
    }

    /// What is typed beside the other facts, or none with what is wrong beside its field.
    pub(super) fn read(self, facts: EventEdit) -> Option<EventEdit> {
        let are_whole = [self.start, self.end].map(Planned::is_whole) == [true, true];
        let (start, end) = (self.start.moment(), self.end.moment());
        let ends_first = start.zip(end).is_some_and(|(start, end)| end <= start);
        if ends_first {
            self.end.error.set(Some(tr("The end lies after the start.", "Das Ende liegt nach dem Start.")));
        }
        let zone = Some(self.zone.get_untracked()).filter(|zone| !zone.trim().is_empty());
        let lacks_zone = zone.is_none() && !self.is_new;
        self.zone_error.set(lacks_zone.then(|| tr("Say the time zone.", "Geben Sie die Zeitzone an.").to_owned()));
        let day = self.day.get_untracked();
        let is_left = day.trim().is_empty() && self.is_new;
        let reference_day = Day::parse(day.trim()).ok();
        let lacks_day = reference_day.is_none() && !is_left;
        self.day_error.set(lacks_day.then(|| tr("A day of this century.", "Ein Tag dieses Jahrhunderts.").to_owned()));
        if !are_whole || ends_first || lacks_zone || lacks_day {
            return None;
        }
        let (planned_start, planned_end) = (self.start.asked(), self.end.asked());
        Some(EventEdit { planned_start, planned_end, time_zone: zone, reference_day, ..facts })
    }
}

/// Whether only a part of a date and time is typed.
fn is_unfinished(id: &str) -> bool {
    let part = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let field = document().get_element_by_id(id).map(JsValue::from);
    field.is_some_and(|field| part(&part(&field, "validity"), "badInput").as_bool() == Some(true))
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
    let day_hint = fields
        .is_new
        .then(|| tr("The day of the start where it is left empty.", "Der Tag des Starts, wenn das Feld leer bleibt."));
    view! {
        <div class="pair moments">
            <MomentField
                id=fields.start.id
                label=tr("Planned start (optional)", "Geplanter Start (freiwillig)")
                hint=tr("By the clock of this device.", "Nach der Uhr dieses Geräts.")
                text=fields.start.text
                error=fields.start.error
            />
            <MomentField
                id=fields.end.id
                label=tr("Planned end (optional)", "Geplantes Ende (freiwillig)")
                text=fields.end.text
                error=fields.end.error
            />
        </div>
        <div class="pair">
            <TextField
                id="time-zone"
                label=tr("Time zone of the place", "Zeitzone des Orts")
                list="time-zones"
                hint=tr("Such as Europe/Berlin.", "Zum Beispiel Europe/Berlin.")
                value=fields.zone
                error=fields.zone_error
            />
            <TextField
                id="reference-day"
                label=tr("Ages count on", "Stichtag für das Alter")
                kind="date"
                hint=day_hint.unwrap_or_default()
                value=fields.day
                error=fields.day_error
            />
        </div>
        <datalist id="time-zones">
            {move || known.get().into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()}
        </datalist>
    }
}
