//! What the event is, and the ways to its pages.

use crate::{components::Desk, i18n::tr};
use domain::event::{EventView, Placement, Sport};
use leptos::prelude::*;

/// The event's facts.
#[component]
pub fn FactsPanel(
    /// The event.
    event: EventView,
) -> impl IntoView {
    let EventView { name, slug, sport, lap_length_m, laps_per_tap, placement, pace_groups, .. } = event;
    let board = format!("/e/{slug}");
    let places: i64 = pace_groups.iter().map(|group| group.count).sum();
    let sport = match sport {
        Sport::Swim => tr("Swim", "Schwimmen"),
        Sport::Run => tr("Run", "Laufen"),
        Sport::Race => tr("Race", "Rennen"),
    };
    let placement = match placement {
        Placement::Required => tr("only for players in a place", "nur für Plätze auf einer Bahn"),
        Placement::Optional => tr("for everyone", "für alle"),
    };
    let fact = |name: &'static str, value: String| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <section class="panel" aria-labelledby="event-title">
            <h2 id="event-title">{name}</h2>
            <dl class="facts">
                {fact(tr("Sport", "Sportart"), sport.to_owned())}
                {fact(tr("Lap", "Runde"), format!("{} m", lap_length_m.as_f64()))}
                {fact(tr("Laps per tap", "Runden pro Tipp"), laps_per_tap.to_string())}
                {fact(tr("Laps count", "Runden zählen"), placement.to_owned())}
                {fact(
                    tr("Pace groups", "Tempogruppen"),
                    format!("{} · {places} {}", pace_groups.len(), tr("places", "Plätze")),
                )}
            </dl>
            <div class="actions">
                <a class="btn quiet small" href=board rel="external">{tr("Public board", "Öffentlicher Zwischenstand")}</a>
                <a class="btn quiet small" href=Desk::Station.path()>{Desk::Station.title()}</a>
            </div>
        </section>
    }
}
