//! What the event is, how it is changed or called off, and the ways to its pages.

use super::api::{cancel_event, update_event};
use crate::{
    PageError,
    components::{Desk, Dialog, LocalTime, Question, Refusal, StaffLive, Submit, TextField, use_toast},
    feed::Feed,
    i18n::tr,
    setup::{CurrencyField, FactFields, FactInputs, placement_text, sport_text},
};
use domain::{
    clock::ClockState,
    event::{CancelInput, EventEdit, EventView},
    time::Day,
    zone::on_the_wall,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The event's facts; whoever may changes them here.
#[component]
pub fn FactsPanel(
    /// The event as last heard.
    event: Feed<EventView>,
    /// What is heard.
    live: StaffLive,
    /// Whether somebody may change it.
    manages: bool,
) -> impl IntoView {
    let fact = |name: &'static str, value: String| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let facts = move || {
        event.value.with(|event| {
            let places: i64 = event.pace_groups.iter().map(|group| group.count).sum();
            view! {
                <dl class="facts">
                    {fact(tr("Sport", "Sportart"), sport_text(event.sport).to_owned())}
                    {fact(tr("Lap", "Runde"), format!("{} m", event.lap_length_m.as_f64()))}
                    {fact(tr("Laps per tap", "Runden pro Tipp"), event.laps_per_tap.to_string())}
                    {fact(tr("Laps count", "Runden zählen"), placement_text(event.placement).to_owned())}
                    {planned_text(event).map(|planned| fact(tr("Planned", "Geplant"), planned))}
                    {fact(tr("Time zone", "Zeitzone"), event.time_zone.as_str().to_owned())}
                    {fact(tr("Ages count on", "Stichtag für das Alter"), day_text(event.reference_day))}
                    {fact(
                        tr("Pace groups", "Tempogruppen"),
                        format!("{} · {places} {}", event.pace_groups.len(), tr("places", "Plätze")),
                    )}
                </dl>
            }
        })
    };
    let board = format!("/e/{}", event.value.with_untracked(|event| event.slug.clone()));
    view! {
        <section class="panel" aria-labelledby="event-title">
            <h2 id="event-title">{move || event.value.with(|event| event.name.clone())}</h2>
            <Refusal error=event.error />
            {move || event.value.with(|event| event.cancelled_at).map(|at| view! {
                <p class="problem" role="status">{tr("Called off at ", "Abgesagt um ")} <LocalTime at day=true /></p>
            })}
            {facts}
            <div class="actions">
                <a class="btn quiet small" href=board rel="external">{tr("Public board", "Öffentlicher Zwischenstand")}</a>
                <a class="btn quiet small" href=Desk::Station.path()>{Desk::Station.title()}</a>
                {manages.then(|| view! { <Manage event live /> })}
            </div>
        </section>
    }
}

/// A day as it is written.
fn day_text(day: Day) -> String {
    day.date().format(tr("%Y-%m-%d", "%-d.%-m.%Y")).to_string()
}

/// From when to when it is planned, by the clocks of its place.
fn planned_text(event: &EventView) -> Option<String> {
    let shown = |at| {
        let form = tr("%Y-%m-%d %H:%M", "%-d.%-m.%Y, %H:%M");
        on_the_wall(&event.offsets, at).format(form).to_string()
    };
    let [start, end] = [event.planned_start, event.planned_end].map(|at| at.map(shown));
    match (start, end) {
        (None, None) => None,
        (Some(start), None) => Some(format!("{} {start}", tr("from", "ab"))),
        (None, Some(end)) => Some(format!("{} {end}", tr("until", "bis"))),
        (Some(start), Some(end)) => Some(format!("{start} – {end}")),
    }
}

/// The buttons of whoever may change what the event is.
#[component]
fn Manage(event: Feed<EventView>, live: StaffLive) -> impl IntoView {
    let (editing, cancelling) = (RwSignal::new(false), RwSignal::new(false));
    let cancelled = Memo::new(move |_| event.value.with(|event| event.cancelled_at.is_some()));
    let startable = Memo::new(move |_| matches!(live.clock.get().state, ClockState::Draft | ClockState::Open));
    view! {
        <Show when=move || !cancelled.get()>
            <button type="button" class="btn quiet small" on:click=move |_| editing.set(true)>
                {tr("Edit the event", "Veranstaltung ändern")}
            </button>
        </Show>
        <Show when=move || startable.get()>
            <button type="button" class="btn quiet small" on:click=move |_| cancelling.set(true)>
                {move || reinstate_or_cancel(cancelled.get())}
            </button>
        </Show>
        <Show when=move || cancelled.get()>
            <a class="btn quiet small" href="/setup">{tr("Set up another event", "Weitere Veranstaltung anlegen")}</a>
        </Show>
        <Dialog id="edit-event" open=editing title=Signal::derive(|| tr("Edit the event", "Veranstaltung ändern").to_owned())>
            <EditForm event open=editing />
        </Dialog>
        <CancelQuestion event open=cancelling cancelled />
    }
}

fn reinstate_or_cancel(cancelled: bool) -> &'static str {
    if cancelled { tr("Let it take place", "Doch stattfinden lassen") } else { tr("Call it off", "Absagen") }
}

#[component]
fn EditForm(event: Feed<EventView>, open: RwSignal<bool>) -> impl IntoView {
    let (id, opened) = event.value.with_untracked(|event| (event.id, event.facts.clone()));
    let fields = FactFields::of(&opened);
    let opened = StoredValue::new(opened);
    let reason = RwSignal::new(String::new());
    let toast = use_toast();
    let save = Action::new(move |edit: &EventEdit| {
        let edit = edit.clone();
        async move {
            match update_event(id, edit).await {
                Ok(changed) => {
                    event.value.set(changed);
                    toast.say(tr("Saved", "Gespeichert").to_owned());
                    open.set(false);
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    let submit = move |submitted: SubmitEvent| {
        submitted.prevent_default();
        if !save.pending().get_untracked()
            && let Some(facts) = fields.read()
        {
            let asked = EventEdit { reason: Some(reason.get_untracked()), ..facts };
            save.dispatch(opened.with_value(|opened| asked.beyond(opened)));
        }
    };
    view! {
        <form on:submit=submit novalidate>
            <FactInputs fields />
            <CurrencyField fields />
            <p class="hint">
                {tr(
                    "Laps that were counted stay as they are; a new length holds for laps from now on. The address of the board stays.",
                    "Gezählte Runden bleiben, wie sie sind; eine neue Länge gilt für Runden ab jetzt. Die Adresse des Zwischenstands bleibt.",
                )}
            </p>
            <TextField id="edit-event-reason" label=tr("Reason (optional)", "Grund (freiwillig)") value=reason />
            <Refusal error=Signal::derive(move || save.value().get().flatten()) />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {tr("Cancel", "Abbrechen")}
                </button>
                <Submit pending=save.pending()>{tr("Save", "Speichern")}</Submit>
            </div>
        </form>
    }
}

#[component]
fn CancelQuestion(event: Feed<EventView>, open: RwSignal<bool>, cancelled: Memo<bool>) -> impl IntoView {
    let id = event.value.with_untracked(|event| event.id);
    let toast = use_toast();
    let cancel = Action::new(move |cancelled: &bool| {
        let input = CancelInput { cancelled: *cancelled, reason: String::new() };
        async move {
            match cancel_event(id, input).await {
                Ok(changed) => {
                    open.set(false);
                    toast.say(tr("Saved", "Gespeichert").to_owned());
                    event.value.set(changed);
                    None::<PageError>
                }
                Err(error) => Some(error),
            }
        }
    });
    let heading = move || {
        if cancelled.get() {
            tr("Let the event take place after all?", "Veranstaltung doch stattfinden lassen?").to_owned()
        } else {
            tr("Call the event off?", "Veranstaltung absagen?").to_owned()
        }
    };
    view! {
        <Question
            id="cancel-event"
            open
            title=Signal::derive(heading)
            says=tr(
                "Boards say so at once. While it is called off nobody is registered and the clock stands; nothing is lost, and it can be taken back.",
                "Der Zwischenstand sagt es sofort. Solange sie abgesagt ist, wird niemand angemeldet und die Uhr steht; nichts geht verloren, und es lässt sich zurücknehmen.",
            )
            keep=tr("Leave it", "So lassen")
            action=tr("Yes", "Ja")
            pending=cancel.pending()
            error=Signal::derive(move || cancel.value().get().flatten())
            press=Callback::new(move |()| { cancel.dispatch(!cancelled.get_untracked()); })
        />
    }
}
