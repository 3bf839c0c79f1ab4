//! What whoever takes over the lane has to know, on one sheet.

use super::{counter::Counter, queue::Queue};
use crate::{browser, i18n::tr};
use domain::{lane::StationPlayer, time::clock_text};
use leptos::prelude::*;

/// The sheet: who is in the lane, what was counted, and what is still open. As things are when it is opened.
#[component]
pub fn HandOver(
    /// Whether it is shown.
    handing: RwSignal<bool>,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let people = untrack(|| {
        let lane = counter.order.bibs.get().into_iter().filter_map(|bib| counter.player(bib));
        let mut lane: Vec<StationPlayer> = lane.collect();
        lane.sort_by_key(|player| player.bib);
        lane
    });
    let rows = people.into_iter().map(|StationPlayer { bib, marker, name, .. }| {
        let (laps, since, due, now) =
            untrack(|| (counter.shown(bib).laps, counter.since_ms(bib), counter.due(bib), counter.now.get()));
        let state = match due {
            Some(due) if due.is_gone(now) => tr("long gone", "lange weg"),
            Some(due) if due.is_overdue(now) => tr("overdue", "überfällig"),
            _ => "",
        };
        view! {
            <tr>
                <th scope="row" class="num">{marker}</th>
                <td>{name}</td>
                <td class="num">{laps}</td>
                <td class="num">{since.map_or_else(|| "–".to_owned(), clock_text)}</td>
                <td>{state}</td>
            </tr>
        }
    });
    let unsent = move || counter.courier.queue.with(Queue::unsent);
    let not_counted = move || {
        let bibs = counter.not_counted.with(|all| all.iter().map(|tap| tap.bib.to_string()).collect::<Vec<_>>());
        if bibs.is_empty() { tr("none", "keine").to_owned() } else { bibs.join(", ") }
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=tr("Lane", "Bahn")>
            <table class="hand-over">
                <thead>
                    <tr>
                        <th scope="col">{tr("No.", "Nr.")}</th>
                        <th scope="col">{tr("Name", "Name")}</th>
                        <th scope="col">{tr("Laps", "Runden")}</th>
                        <th scope="col">{tr("Last seen", "Zuletzt vor")}</th>
                        <th scope="col">{tr("To look at", "Beachten")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <dl class="facts">
            <dt>{tr("Unsent taps on this tablet", "Ungesendete Runden auf diesem Tablet")}</dt>
            <dd class="num">{unsent}</dd>
            <dt>{tr("Held or not counted, not yet seen", "Offen oder nicht gezählt, noch nicht gesehen")}</dt>
            <dd class="num">{not_counted}</dd>
        </dl>
        <div class="actions">
            <button type="button" class="btn quiet" on:click=move |_| handing.set(false)>
                {tr("Back", "Zurück")}
            </button>
            <button type="button" class="btn" on:click=|_| browser::print()>
                {tr("Print", "Drucken")}
            </button>
        </div>
    }
}
