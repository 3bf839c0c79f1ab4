//! Takes a start list: choose a file, look at what would become of it, and register everybody or nobody.

use super::lock::{Lock, LockNotice, ReasonField};
use crate::{
    PageError,
    components::{ActionButton, Dialog, Refusal, use_toast},
    desk::{api, counted, person, reader},
    feed::Feed,
    i18n::{Lang, lang, tr},
};
use domain::{
    ids::EventId,
    player::{Gender, PlayerInput, PlayerList, PlayerView},
    refusal::Reason,
    start_list::{Column, PreviewRow, StartListPreview},
};
use leptos::{ev, html, prelude::*, task::spawn_local};

/// Good rows shown of a long list; bad ones are all shown.
const GOOD_ROWS_MAX: usize = 200;

/// A list with what would become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Read {
    csv: String,
    preview: StartListPreview,
}

/// The dialog.
#[component]
pub fn ImportStartList(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The list that grows.
    players: Feed<PlayerList>,
    /// Whose players they are.
    event: EventId,
    /// Whether a reason is asked for.
    lock: Lock,
) -> impl IntoView {
    view! {
        <Dialog
            id="import-start-list"
            class="broad"
            open
            title=Signal::stored(tr("Import a start list", "Startliste einlesen").to_owned())
        >
            <Import open players event lock />
        </Dialog>
    }
}

#[component]
fn Import(open: RwSignal<bool>, players: Feed<PlayerList>, event: EventId, lock: Lock) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let toast = use_toast();
    let read = Action::new(move |csv: &String| {
        let csv = csv.clone();
        async move {
            let preview = api::preview_start_list(event, csv.clone()).await?;
            Ok::<Read, PageError>(Read { csv, preview })
        }
    });
    let import = Action::new(move |csv: &String| {
        let csv = csv.clone();
        let why = lock.locked.get_untracked().then(|| reason.get_untracked());
        async move {
            let registered = api::import_start_list(event, csv, why).await?;
            toast.say(imported_text(&registered));
            players.reload();
            open.set(false);
            Ok::<(), PageError>(())
        }
    });
    let shown = Memo::new(move |_| read.value().get().and_then(Result::ok));
    let error = move || {
        let of_read = read.value().get().and_then(Result::err);
        import.value().get().and_then(Result::err).or(of_read)
    };
    let on_text = Callback::new(move |csv: Result<String, PageError>| {
        import.value().set(None);
        match csv {
            Ok(csv) => drop(read.dispatch(csv)),
            Err(error) => read.value().set(Some(Err(error))),
        }
    });
    view! {
        <LockNotice lock />
        <Source on_text />
        <Refusal error=Signal::derive(error) />
        {move || read.pending().get().then(|| view! { <p class="wait">{tr("Reading…", "Lese …")}</p> })}
        {move || shown.get().map(|read| view! { <Preview preview=read.preview /> })}
        <ReasonField lock id="import-reason" reason />
        <div class="actions">
            <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                {tr("Cancel", "Abbrechen")}
            </button>
            {move || shown.get().map(|read| {
                let (good, bad) = (read.preview.rows.len() - read.preview.bad, read.preview.bad);
                let words = format!("{} {}", tr("Import", "Einlesen:"), counted(good, ["player", "players"], ["Person", "Personen"]));
                if bad > 0 || good == 0 {
                    view! { <button type="button" class="btn do" disabled=true>{words}</button> }.into_any()
                } else {
                    let press = move || drop(import.dispatch(read.csv.clone()));
                    view! { <ActionButton class="do" pending=import.pending() on_press=press>{words}</ActionButton> }.into_any()
                }
            })}
        </div>
    }
}

/// The ways by which a list comes in: chosen, dropped, or pasted.
#[component]
fn Source(on_text: Callback<Result<String, PageError>>) -> impl IntoView {
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let take = move |file: Option<web_sys::File>| {
        let Some(file) = file else { return };
        spawn_local(async move { on_text.run(reader::read(file).await) });
    };
    let drop_file = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)));
    };
    let drag = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let paste = move |event: ev::Event| {
        let text = event_target_value(&event);
        if !text.trim().is_empty() {
            on_text.run(Ok(text));
        }
    };
    view! {
        <div class="drop" class:over=over on:drop=drop_file on:dragover=drag on:dragleave=move |_| over.set(false)>
            <label for="csv-file"><b>{tr("CSV file", "CSV-Datei")}</b></label>
            <input
                id="csv-file"
                type="file"
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                node_ref=input
                on:change=move |_| take(input.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0)))
            />
            <p class="hint">
                {tr(
                    "Or drop it here. The first line names the columns: name, bib, birth, age, gender, team, category.",
                    "Oder hierher ziehen. Die erste Zeile benennt die Spalten: Name, Nummer, Geburt, Alter, Geschlecht, Team, Wertung.",
                )}
            </p>
        </div>
        <details>
            <summary>{tr("Paste it instead", "Stattdessen einfügen")}</summary>
            <div class="field">
                <label for="csv-text">{tr("Table as text", "Tabelle als Text")}</label>
                <textarea id="csv-text" rows="5" spellcheck="false" on:input=paste></textarea>
            </div>
        </details>
    }
}

/// What would become of the list: bad rows first, each with its problem.
#[component]
fn Preview(preview: StartListPreview) -> impl IntoView {
    let columns = preview.columns.iter().map(|(head, meaning)| column_badge(head, *meaning)).collect_view();
    let (bad, good): (Vec<_>, Vec<_>) = preview.rows.into_iter().partition(|row| row.problem.is_some());
    let summary = match bad.len() {
        0 => None,
        n => Some(format!(
            "{} {}",
            counted(n, ["row stands", "rows stand"], ["Zeile steht", "Zeilen stehen"]),
            tr(
                "in the way. Mend the file and choose it again; nobody is registered before all rows are good.",
                "im Weg. Berichtigen Sie die Datei und wählen Sie sie noch einmal; vorher wird niemand angemeldet."
            )
        )),
    };
    let left_out = good.len().saturating_sub(GOOD_ROWS_MAX);
    let rows = bad.into_iter().chain(good.into_iter().take(GOOD_ROWS_MAX)).map(preview_row).collect_view();
    view! {
        <p class="columns">{columns}</p>
        {summary.map(|summary| view! { <p class="problem" role="alert">{summary}</p> })}
        <div class="table-scroll" tabindex="0" role="group" aria-label=tr("Rows", "Zeilen")>
            <table class="preview">
                <caption class="visually-hidden">{tr("Preview", "Vorschau")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr("Line", "Zeile")}</th>
                        <th scope="col">{tr("Bib", "Nr.")}</th>
                        <th scope="col">{tr("Name", "Name")}</th>
                        <th scope="col">{tr("Born or age", "Geboren oder Alter")}</th>
                        <th scope="col">{tr("Gender", "Geschlecht")}</th>
                        <th scope="col">{tr("Team", "Team")}</th>
                        <th scope="col">{tr("Category", "Wertung")}</th>
                        <th scope="col">{tr("Name hidden", "Name verborgen")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(left_out > 0)
            .then(|| view! { <p class="muted">{format!("{} {left_out} {}", tr("and", "und"), tr("more good rows", "weitere gute Zeilen"))}</p> })}
    }
}

fn preview_row(row: PreviewRow) -> impl IntoView {
    let PreviewRow { line, player, problem, problem_code, problem_params } = row;
    let problem = Reason::joined(problem, problem_code, problem_params);
    let sentence = problem.as_ref().map(|problem| problem.sentence_in(lang()).into_owned());
    let why = sentence.map(|sentence| view! { <span class="why">{sentence}</span> });
    let born = born_text(&player);
    let gender =
        player.gender.map(|text| Gender::parse(&text).map_or(text, |gender| person::gender_text(gender).to_owned()));
    view! {
        <tr class:bad=problem.is_some()>
            <td class="num">{line}</td>
            <td class="num">{player.bib.map_or_else(|| tr("next", "nächste").to_owned(), |bib| bib.to_string())}</td>
            <td class="name">{player.name} " " {why}</td>
            <td class="num">{born}</td>
            <td>{gender}</td>
            <td>{player.team}</td>
            <td>{player.category}</td>
            <td>{player.hide_name.then(|| tr("yes", "ja"))}</td>
        </tr>
    }
}

fn born_text(player: &PlayerInput) -> Option<String> {
    player
        .birth_date
        .clone()
        .or_else(|| player.birth_year.map(|year| year.to_string()))
        .or_else(|| player.age.map(|age| age.to_string()))
}

fn column_badge(head: &str, meaning: Option<Column>) -> impl IntoView + use<> {
    let head = head.to_owned();
    match meaning {
        Some(column) => view! { <span class="badge ok">{head} " → " {column_text(column)}</span> " " }.into_any(),
        None => view! { <span class="badge">{head} " – " {tr("left out", "bleibt weg")}</span> " " }.into_any(),
    }
}

fn column_text(column: Column) -> &'static str {
    match column {
        Column::Bib => tr("bib", "Nummer"),
        Column::Name => tr("name", "Name"),
        Column::FirstName => tr("first name", "Vorname"),
        Column::LastName => tr("last name", "Nachname"),
        Column::Birth => tr("born", "geboren"),
        Column::Age => tr("age", "Alter"),
        Column::Gender => tr("gender", "Geschlecht"),
        Column::Category => tr("category", "Wertung"),
        Column::Team => tr("team", "Team"),
        Column::HideName => tr("not shown by name", "Name nicht öffentlich"),
    }
}

fn imported_text(players: &[PlayerView]) -> String {
    let bibs = players.iter().map(|player| player.bib);
    let range = match (bibs.clone().min(), bibs.max()) {
        (Some(first), Some(last)) if first != last => format!(" ({first}–{last})"),
        (Some(only), Some(_)) => format!(" ({only})"),
        _ => String::new(),
    };
    match lang() {
        Lang::En => format!("Imported {}{range}", counted(players.len(), ["player", "players"], ["", ""])),
        Lang::De => format!("{}{range} eingelesen", counted(players.len(), ["", ""], ["Person", "Personen"])),
    }
}
