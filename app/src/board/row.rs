//! One row: a lane whose bar is the distance against the leader's.

use super::{
    standings::{Line, Shown},
    text::Lengths,
};
use crate::i18n::tr;
use leptos::prelude::*;

/// One row of the standings. Only what changed in it is written anew.
#[component]
pub fn Row(
    /// The player's line.
    line: Line,
    /// Whether rank, gap and movement are those within the category.
    by_category: Memo<bool>,
    /// How lengths are written.
    lengths: Memo<Lengths>,
) -> impl IntoView {
    view! {
        <li
            class="row"
            class:changed=move || line.is_lit()
            class:out=move || line.shown.with(|shown| shown.row.withdrawn)
            data-bib=line.bib.get()
            style=move || format!("--part:calc({}/var(--lead))", line.shown.with(|shown| shown.row.distance_m.mm()))
        >
            {move || line.shown.with(|shown| cells(shown, by_category.get(), lengths.get()))}
        </li>
    }
}

fn cells(shown: &Shown, by_category: bool, lengths: Lengths) -> impl IntoView + use<> {
    let row = &shown.row;
    let rank = if by_category { row.category_rank.unwrap_or(row.rank) } else { row.rank };
    let standing = if by_category { shown.in_category } else { shown.overall };
    // Ranks before the first lap are the order of bibs, which is no rank.
    let ranked = row.laps > 0;
    let medal = match rank {
        1 if ranked => "rank num g",
        2 if ranked => "rank num s",
        3 if ranked => "rank num b",
        _ => "rank num",
    };
    let (distance, unit) = lengths.parts(row.distance_m);
    let bib = row.bib.get();
    view! {
        <span class=medal>
            <span class="visually-hidden">{tr("Rank ", "Rang ")}</span>
            {if ranked { rank.to_string() } else { "–".to_owned() }}
        </span>
        <span class="bib num" aria-hidden="true">{bib}</span>
        <span class="who">
            <b>{row.name.clone()}</b>
            <small>
                <span class="visually-hidden">{tr("number ", "Nummer ")} {bib}</span>
                <span class="bib-inline num" aria-hidden="true">{bib} " · "</span>
                {row.withdrawn.then(|| view! { <span class="badge out">{tr("withdrawn", "ausgestiegen")}</span> " " })}
                {about(shown)}
            </small>
        </span>
        <span class="gap num">{movement(standing.moved)} {standing.gap.filter(|_| ranked).map(|gap| gap_text(lengths.text(gap)))}</span>
        <span class="dist num">{distance} <small>{unit}</small></span>
    }
}

/// Team, category and laps, in one line.
fn about(shown: &Shown) -> String {
    let row = &shown.row;
    let laps = match row.laps {
        1 => tr("1 lap", "1 Runde").to_owned(),
        laps => format!("{laps} {}", tr("laps", "Runden")),
    };
    [row.team.as_deref(), row.category.as_deref(), Some(laps.as_str())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn movement(places: i32) -> impl IntoView {
    (places != 0).then(|| {
        let (class, mark, words) = if places > 0 {
            ("up", "▲", tr(" places up", " Plätze aufgestiegen"))
        } else {
            ("down", "▼", tr(" places down", " Plätze abgestiegen"))
        };
        view! {
            <span class=class>
                <span aria-hidden="true">{mark}</span>
                {places.unsigned_abs()}
                <span class="visually-hidden">{words}</span>
            </span>
            " "
        }
    })
}

fn gap_text(gap: String) -> impl IntoView {
    view! {
        <span>
            {gap} <span class="visually-hidden">{tr(" behind the one before", " hinter der Person davor")}</span>
        </span>
    }
}
