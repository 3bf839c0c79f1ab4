//! Sheets to be printed: black on white, a line for each player, boxes of five strokes, made for wet hands and a pencil.

use super::Paper;
use crate::{browser, components::ActionButton, i18n::tr};
use domain::{Bib, ids::LaneId};
use leptos::prelude::*;

/// Boxes of five strokes in a line: as many as fit the width of A4.
const BOXES: usize = 8;
/// Empty lines below the players, for those who come later.
const EMPTY_LINES: usize = 4;

/// What is printed: one lane, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    All,
    Lane(LaneId),
}

/// The choice of what is printed.
#[component]
pub fn PrintPanel(paper: Paper, printed: RwSignal<Option<Which>>) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let press = move || {
        let lane = chosen.get_untracked().parse().ok().map(|id| Which::Lane(LaneId(id)));
        printed.set(Some(lane.unwrap_or(Which::All)));
        browser::print();
    };
    view! {
        <section class="panel" aria-labelledby="print-title">
            <h2 id="print-title">{tr("Print tally sheets", "Strichlisten drucken")}</h2>
            <p class="muted">
                {tr(
                    "For when the network or a tablet is away: one page a lane, with the names of those who are in it now.",
                    "Für den Fall, dass Netz oder Tablet ausfallen: eine Seite je Bahn, mit den Namen derer, die jetzt darin sind.",
                )}
            </p>
            <div class="field">
                <label for="print-lane">{tr("Lane", "Bahn")}</label>
                <select id="print-lane" on:change:target=move |event| chosen.set(event.target().value())>
                    <option value="">{tr("All lanes", "Alle Bahnen")}</option>
                    {move || paper.options()}
                </select>
            </div>
            <ActionButton class="do wide" pending=Signal::stored(false) on_press=press>{tr("Print", "Drucken")}</ActionButton>
        </section>
    }
}

/// The sheets themselves; only paper shows them.
#[component]
pub fn Printed(paper: Paper, printed: RwSignal<Option<Which>>, event_name: String) -> impl IntoView {
    let event_name = StoredValue::new(event_name);
    let sheets = move || {
        let which = printed.get()?;
        let wanted = move |lane: LaneId| which == Which::All || which == Which::Lane(lane);
        let lanes = paper.lanes().into_iter().filter(|(lane, _)| wanted(lane.id));
        Some(lanes.map(|(lane, text)| sheet(text, paper.players(lane.id), event_name.get_value())).collect_view())
    };
    view! { <div class="tally-sheets" aria-hidden="true">{sheets}</div> }
}

fn sheet(lane: String, players: Vec<(Bib, String)>, event_name: String) -> impl IntoView {
    let strokes = || (0..BOXES).map(|_| view! { <td class="box"></td> }).collect_view();
    let lines = players.into_iter().map(|(bib, name)| {
        view! {
            <tr>
                <th scope="row">{bib.get()}</th>
                <td class="who">{name}</td>
                {strokes()}
                <td class="sum"></td>
            </tr>
        }
    });
    let empty = (0..EMPTY_LINES).map(|_| {
        view! {
            <tr>
                <th scope="row"></th>
                <td class="who"></td>
                {strokes()}
                <td class="sum"></td>
            </tr>
        }
    });
    view! {
        <article class="tally">
            <header>
                <h2>{lane}</h2>
                <p>{event_name}</p>
            </header>
            <p class="range">
                {tr("Date", "Datum")} <i></i> {tr("from", "von")} <i></i> {tr("to", "bis")} <i></i>
            </p>
            <table>
                <thead>
                    <tr>
                        <th>{tr("No.", "Nr.")}</th>
                        <th>{tr("Name", "Name")}</th>
                        <th colspan=BOXES.to_string()>{tr("One stroke a lap, five strokes a box", "Ein Strich je Runde, fünf Striche je Kästchen")}</th>
                        <th>{tr("Sum", "Summe")}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()} {empty.collect_view()}</tbody>
            </table>
            <p class="signed">
                {tr("Counted by", "Gezählt von")} <i></i> {tr("Signature", "Unterschrift")} <i></i>
            </p>
            <p class="typed">"☐ " {tr("typed in", "eingetippt")}</p>
        </article>
    }
}
