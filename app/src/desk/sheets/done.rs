//! The sheets that were typed in, the newest first, each undone with one press and a reason.

use super::{Paper, api};
use crate::{
    audit::UndoForm,
    components::{Dialog, LocalTime, open_while, use_toast},
    desk::counted,
    i18n::tr,
};
use domain::{audit::UndoInput, sheet::SheetView};
use leptos::prelude::*;

/// The list.
#[component]
pub fn DoneSheets(paper: Paper) -> impl IntoView {
    let undoing = RwSignal::new(None::<SheetView>);
    let rows = move || paper.sheets.value.get().into_iter().map(|sheet| row(sheet, undoing)).collect_view();
    view! {
        <section class="panel" aria-labelledby="done-title">
            <h2 id="done-title">{tr("Typed in so far", "Bisher eingetippt")}</h2>
            <Show
                when=move || !paper.sheets.value.with(Vec::is_empty)
                fallback=|| view! { <p class="empty">{tr("No sheet was typed in yet.", "Es wurde noch keine Liste eingetippt.")}</p> }
            >
                <table class="list stacks">
                    <caption class="visually-hidden">{tr("Sheets that were typed in", "Eingetippte Strichlisten")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr("Lane", "Bahn")}</th>
                            <th scope="col">{tr("Time", "Zeit")}</th>
                            <th scope="col">{tr("Strokes", "Striche")}</th>
                            <th scope="col">{tr("Typed in by", "Eingetippt von")}</th>
                            <th scope="col" class="r"><span class="visually-hidden">{tr("Undo", "Rückgängig")}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </Show>
        </section>
        <UndoSheet undoing paper />
    }
}

fn row(sheet: SheetView, undoing: RwSignal<Option<SheetView>>) -> impl IntoView {
    let what = strokes_text(&sheet);
    let by = sheet.typed_by.clone().unwrap_or_else(|| tr("Console", "Leitung").to_owned());
    let label = format!("{} {what}", sheet.lane);
    let way = if sheet.undone {
        view! { <span class="badge">{tr("undone", "zurückgenommen")}</span> }.into_any()
    } else {
        let wanted = sheet.clone();
        view! {
            <button type="button" class="btn quiet small" on:click=move |_| undoing.set(Some(wanted.clone()))>
                {tr("Undo", "Rückgängig")}
                <span class="visually-hidden">" " {label}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <tr class:undone=sheet.undone>
            <td class="of">{sheet.lane}</td>
            <td class="num"><LocalTime at=sheet.from day=true /> " – " <LocalTime at=sheet.to day=true /></td>
            <td class="num place">{what}</td>
            <td class="muted place">{by}</td>
            <td class="r">{way}</td>
        </tr>
    }
}

/// "21 strokes of 4 players".
fn strokes_text(sheet: &SheetView) -> String {
    let [strokes, players] = [sheet.strokes, sheet.players].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    let strokes = counted(strokes, ["stroke", "strokes"], ["Strich", "Striche"]);
    format!("{strokes} {} {}", tr("of", "von"), counted(players, ["player", "players"], ["Person", "Personen"]))
}

/// The dialog; it is open while there is a sheet to be undone.
#[component]
fn UndoSheet(undoing: RwSignal<Option<SheetView>>, paper: Paper) -> impl IntoView {
    let open = open_while(undoing);
    let title = Memo::new(move |before: Option<&String>| match undoing.get() {
        Some(sheet) => format!("{} {}", tr("Undo the sheet of", "Strichliste zurücknehmen:"), sheet.lane),
        None => before.cloned().unwrap_or_default(),
    });
    view! {
        <Dialog id="undo-sheet" open title>
            {move || undoing.get().map(|sheet| view! { <Question sheet open paper /> })}
        </Dialog>
    }
}

#[component]
fn Question(sheet: SheetView, open: RwSignal<bool>, paper: Paper) -> impl IntoView {
    let (id, toast) = (sheet.id, use_toast());
    let undo = Action::new(move |wish: &UndoInput| {
        let wish = wish.clone();
        async move {
            match api::undo_sheet(paper.event, id, wish).await {
                Ok(undone) => {
                    toast.say(format!("{} {}", tr("Undone:", "Rückgängig:"), strokes_text(&undone)));
                    paper.sheets.reload();
                    open.set(false);
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    let what = view! {
        <p class="picked">
            <b>{sheet.lane.clone()}</b>
            <span>{strokes_text(&sheet)}</span>
        </p>
    };
    view! { <UndoForm open undo what=what.into_any() /> }
}
