//! Types a sheet in: number, Enter, next. What would become of it stands there before anything is counted.

use super::{Paper, api};
use crate::{
    PageError, browser,
    components::{ActionButton, Choices, LocalTime, MomentField, Refusal, Submit, use_toast},
    desk::counted,
    i18n::{Lang, lang, tr},
};
use domain::{
    Bib, Timestamp,
    ids::LaneId,
    sheet::{Holds, SheetInput, SheetPlayer, SheetPreview, SheetRow, SheetTaken, SheetView},
};
use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    prelude::*,
};
use uuid::Uuid;

/// A line of the sheet as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    bib: Bib,
    name: String,
    strokes: RwSignal<String>,
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typing {
    paper: Paper,
    /// One id however often it is sent: a lost answer must not count twice.
    id: StoredValue<Uuid>,
    /// It was sent under that id: what is changed from then on is another sheet.
    is_sent: StoredValue<bool>,
    lane: RwSignal<Option<LaneId>>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    holds: RwSignal<Option<Holds>>,
    again: RwSignal<bool>,
    lines: RwSignal<Vec<Line>>,
    /// A sheet with what would become of it, until something of it is changed.
    previewed: RwSignal<Option<(SheetInput, SheetPreview)>>,
    error: RwSignal<Option<PageError>>,
}

impl Typing {
    fn new(paper: Paper) -> Self {
        Self {
            paper,
            id: StoredValue::new(Uuid::nil()),
            is_sent: StoredValue::new(false),
            lane: RwSignal::new(None),
            from: RwSignal::default(),
            to: RwSignal::default(),
            holds: RwSignal::new(Some(Holds::Whole)),
            again: RwSignal::new(false),
            lines: RwSignal::default(),
            previewed: RwSignal::new(None),
            error: RwSignal::new(None),
        }
    }

    /// Begins a sheet of a lane with those who are in it now.
    fn begin(self, lane: Option<LaneId>) {
        let players = lane.map(|lane| self.paper.players(lane)).unwrap_or_default();
        let empty = |(bib, name)| Line { bib, name, strokes: RwSignal::default() };
        self.renew_id();
        self.lane.set(lane);
        self.lines.set(players.into_iter().map(empty).collect());
        self.again.set(false);
        self.change();
    }

    fn renew_id(self) {
        self.id.set_value(browser::new_id(Timestamp::from_ms(browser::now_ms())));
        self.is_sent.set_value(false);
    }

    /// Something is typed anew: what was said of it holds no longer.
    fn change(self) {
        if self.is_sent.get_value() {
            self.renew_id();
        }
        self.previewed.set(None);
        self.error.set(None);
    }

    /// The sheet as typed; lines without a number are not on it.
    fn read(self) -> Result<SheetInput, PageError> {
        let asks = |english: &'static str, german: &'static str| PageError::form(tr(english, german));
        let lane = self.lane.get_untracked().ok_or_else(|| asks("Choose the lane.", "Wählen Sie die Bahn."))?;
        let moment = |text: RwSignal<String>| browser::local_moment(&text.get_untracked());
        let (Some(from), Some(to)) = (moment(self.from), moment(self.to)) else {
            return Err(asks("From when to when was it kept?", "Von wann bis wann wurde die Liste geführt?"));
        };
        let mut rows = Vec::new();
        for line in self.lines.get_untracked() {
            let text = line.strokes.get_untracked();
            if text.trim().is_empty() {
                continue;
            }
            let strokes = text.trim().parse().map_err(|_| {
                PageError::form(format!(
                    "{}: {}",
                    line.bib,
                    tr("type the strokes as a number.", "Geben Sie die Striche als Zahl ein.")
                ))
            })?;
            rows.push(SheetRow { bib: line.bib, strokes });
        }
        if rows.is_empty() {
            return Err(asks(
                "Type the strokes of at least one player.",
                "Geben Sie die Striche von mindestens einer Person ein.",
            ));
        }
        let holds = self.holds.get_untracked().unwrap_or_default();
        Ok(SheetInput { id: self.id.get_value(), lane, from, to, holds, again: self.again.get_untracked(), rows })
    }
}

/// The form.
#[component]
pub fn TypeIn(paper: Paper) -> impl IntoView {
    let typing = Typing::new(paper);
    let preview = Action::new(move |sheet: &SheetInput| {
        let sheet = sheet.clone();
        async move {
            match api::preview_sheet(paper.event, sheet.clone()).await {
                Ok(preview) => {
                    typing.previewed.set(Some((sheet, preview)));
                    request_animation_frame(|| browser::focus("preview-title"));
                }
                Err(error) => typing.error.set(Some(error)),
            }
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        typing.change();
        match typing.read() {
            Ok(sheet) if !preview.pending().get_untracked() => drop(preview.dispatch(sheet)),
            Ok(_) => {}
            Err(problem) => typing.error.set(Some(problem)),
        }
    };
    // What is typed anew has to be looked at anew.
    Effect::new(move |before: Option<()>| {
        typing.from.track();
        typing.to.track();
        typing.holds.track();
        if before.is_some() {
            typing.change();
        }
    });
    view! {
        <section class="panel" aria-labelledby="type-title">
            <h2 id="type-title">{tr("Type a sheet in", "Strichliste eintippen")}</h2>
            <form on:submit=submit novalidate>
                <Head typing />
                <Choices
                    name="sheet-holds"
                    label=tr("The strokes are", "Die Striche sind")
                    choices=vec![
                        (Holds::Whole, tr("all laps of that time", "alle Runden dieser Zeit")),
                        (Holds::Beside, tr("laps nobody tapped", "Runden, die niemand getippt hat")),
                    ]
                    value=typing.holds
                />
                <Lines typing />
                <Refusal error=typing.error />
                <Show when=move || typing.previewed.with(Option::is_none)>
                    <Submit pending=preview.pending() class="do wide">{tr("Look at it", "Ansehen")}</Submit>
                </Show>
            </form>
            {move || typing.previewed.get().map(|(sheet, preview)| view! { <Previewed typing sheet preview /> })}
        </section>
    }
}

/// Of which lane it is, and from when to when.
#[component]
fn Head(typing: Typing) -> impl IntoView {
    let choose = move |id: String| typing.begin(id.parse().ok().map(LaneId));
    view! {
        <div class="sheet-head">
            <div class="field">
                <label for="sheet-lane">{tr("Lane", "Bahn")}</label>
                <select id="sheet-lane" on:change:target=move |event| choose(event.target().value())>
                    <option value="">{tr("Choose …", "Wählen …")}</option>
                    {move || typing.paper.options()}
                </select>
            </div>
            <MomentField id="sheet-from" label=tr("From", "Von") text=typing.from />
            <MomentField id="sheet-to" label=tr("To", "Bis") text=typing.to />
        </div>
    }
}

/// A number for each player of the lane, and for whoever else is on the sheet.
#[component]
fn Lines(typing: Typing) -> impl IntoView {
    let other = RwSignal::new(String::new());
    let add = move || match Bib::parse(&other.get_untracked()) {
        Ok(bib) if typing.lines.with_untracked(|lines| lines.iter().any(|line| line.bib == bib)) => {
            other.set(String::new());
            browser::focus(&field_of(bib));
        }
        Ok(bib) => {
            typing.lines.update(|lines| lines.push(Line { bib, name: String::new(), strokes: RwSignal::default() }));
            other.set(String::new());
            request_animation_frame(move || browser::focus(&field_of(bib)));
        }
        Err(problem) => typing.error.set(Some(problem.into())),
    };
    let by_enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    let field = move |line: Line| {
        let Line { bib, name, strokes } = line;
        let next = move |event: KeyboardEvent| {
            if event.key() != "Enter" {
                return;
            }
            let after = typing.lines.with_untracked(|lines| {
                lines.iter().skip_while(|line| line.bib != bib).nth(1).map(|line| field_of(line.bib))
            });
            // From the last one Enter goes on to the preview, as in any form.
            if let Some(after) = after {
                event.prevent_default();
                browser::focus(&after);
            }
        };
        view! {
            <li>
                <label for=field_of(bib)><b class="num">{bib.get()}</b> " " <span>{name}</span></label>
                <input
                    id=field_of(bib)
                    class="num"
                    inputmode="numeric"
                    autocomplete="off"
                    bind:value=strokes
                    on:keydown=next
                    on:input=move |_| typing.change()
                />
            </li>
        }
    };
    view! {
        <Show when=move || typing.lane.get().is_some()>
            <ul class="sheet-lines" role="list" aria-label=tr("Strokes", "Striche")>
                <For each=move || typing.lines.get() key=|line| line.bib children=field />
            </ul>
            <div class="sheet-other">
                <label for="sheet-other">{tr("Somebody else on the sheet", "Jemand anderes auf der Liste")}</label>
                <input id="sheet-other" class="num" inputmode="numeric" autocomplete="off" placeholder=tr("bib", "Nummer") bind:value=other on:keydown=by_enter />
                <button type="button" class="btn quiet small" on:click=move |_| add()>{tr("Add a line", "Zeile anfügen")}</button>
            </div>
        </Show>
    }
}

fn field_of(bib: Bib) -> String {
    format!("strokes-{bib}")
}

/// What would become of it beside what is here, and the button that counts it.
#[component]
fn Previewed(typing: Typing, sheet: SheetInput, preview: SheetPreview) -> impl IntoView {
    let toast = use_toast();
    let lane = sheet.lane;
    let record = Action::new(move |sheet: &SheetInput| {
        let sheet = SheetInput { again: typing.again.get_untracked(), ..sheet.clone() };
        typing.is_sent.set_value(true);
        async move {
            match api::record_sheet(typing.paper.event, sheet).await {
                Ok(taken) => {
                    toast.say(taken_text(&taken));
                    typing.paper.sheets.reload();
                    typing.begin(Some(lane));
                    browser::focus("sheet-from");
                }
                Err(error) => typing.error.set(Some(error)),
            }
        }
    });
    let adds: usize = preview.players.iter().map(|player| player.adds as usize).sum();
    let strokes = counted(adds, ["stroke", "strokes"], ["Strich", "Striche"]);
    let words = match lang() {
        Lang::De => format!("{strokes} zählen"),
        Lang::En => format!("Count {strokes}"),
    };
    let unsent = (preview.unsent > 0).then(|| unsent_notice(preview.unsent));
    let players = preview.players;
    let like = preview.like.map(|like| view! { <Like like typing /> });
    let sheet = StoredValue::new(sheet);
    let press = move || drop(record.dispatch(sheet.get_value()));
    let change = move |_| {
        typing.change();
        let first = typing.lines.with_untracked(|lines| lines.first().map(|line| field_of(line.bib)));
        request_animation_frame(move || browser::focus(first.as_deref().unwrap_or("sheet-from")));
    };
    view! {
        <h3 id="preview-title" tabindex="-1">{tr("This would be counted", "Das würde gezählt")}</h3>
        <PreviewTable players />
        <p class="muted">
            {tr("They are spread evenly over the time of the sheet.", "Sie werden gleichmäßig über die Zeit der Liste verteilt.")}
        </p>
        {unsent}
        {like}
        <div class="actions">
            <button type="button" class="btn quiet" on:click=change>{tr("Change it", "Ändern")}</button>
            {(adds > 0)
                .then(|| view! { <ActionButton class="do" pending=record.pending() on_press=press>{words}</ActionButton> })}
        </div>
    }
}

/// Each row of the sheet beside what is here.
#[component]
fn PreviewTable(players: Vec<SheetPlayer>) -> impl IntoView {
    let rows = players
        .into_iter()
        .map(|player| {
            let notes = notes_of(&player);
            let odd = !notes.is_empty();
            view! {
                <tr class:bad=odd>
                    <th scope="row" class="num">{player.bib.get()}</th>
                    <td class="name">
                        {player.name}
                        {notes.into_iter().map(|note| view! { " " <small class="why">{note}</small> }).collect_view()}
                    </td>
                    <td class="r num">{player.strokes}</td>
                    <td class="r num">{player.here + player.waits}</td>
                    <td class="r num"><b>{player.adds}</b></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=tr("Preview", "Vorschau")>
            <table class="preview">
                <caption class="visually-hidden">{tr("What would be counted", "Was gezählt würde")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr("Bib", "Nr.")}</th>
                        <th scope="col">{tr("Name", "Name")}</th>
                        <th scope="col" class="r">{tr("On paper", "Auf Papier")}</th>
                        <th scope="col" class="r">{tr("Here already", "Schon hier")}</th>
                        <th scope="col" class="r">{tr("Counts", "Zählt")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Taps of that time may be on their way.
fn unsent_notice(unsent: u32) -> impl IntoView {
    view! {
        <p class="notice">
            {counted(
                usize::try_from(unsent).unwrap_or(usize::MAX),
                ["tap is", "taps are"],
                ["Runde liegt", "Runden liegen"],
            )}
            " "
            {tr(
                "still on a tablet of this lane, to come by itself. Wait for that, or it counts beside the strokes.",
                "noch auf einem Tablet dieser Bahn und kommt von selbst. Warten Sie darauf, sonst zählt es neben den Strichen.",
            )}
        </p>
    }
}

/// What a row makes somebody look twice at.
fn notes_of(player: &SheetPlayer) -> Vec<String> {
    let here = player.here + player.waits;
    let more = (here > player.strokes && player.adds == 0)
        .then(|| tr("more is here than on paper", "hier ist mehr als auf dem Papier").to_owned());
    let waits = (player.waits > 0)
        .then(|| format!("{} {}", tr("waiting at the desk among those here:", "davon noch offen:"), player.waits));
    let held = (player.held > 0).then(|| {
        let sentence = tr(
            "would wait at the desk (in no lane at that time, in a pause, or out of the race):",
            "davon bliebe offen (zu der Zeit in keiner Bahn, in einer Pause oder nicht im Rennen):",
        );
        format!("{sentence} {}", player.held)
    });
    [more, waits, held].into_iter().flatten().collect()
}

/// A sheet of that lane and time is here already: perhaps it is this one.
#[component]
fn Like(like: SheetView, typing: Typing) -> impl IntoView {
    let by = like.typed_by.unwrap_or_else(|| tr("Console", "Leitung").to_owned());
    view! {
        <div class="notice">
            <p>
                {tr("A sheet of this lane and time is here already, typed in by", "Eine Liste dieser Bahn und Zeit ist schon da, eingetippt von")}
                " " {by} ": " <LocalTime at=like.from day=true /> " – " <LocalTime at=like.to day=true />
            </p>
            <label class="check">
                <input type="checkbox" bind:checked=typing.again />
                <span>{tr("This is another one", "Das ist eine andere")}</span>
            </label>
        </div>
    }
}

fn taken_text(taken: &SheetTaken) -> String {
    if taken.duplicate {
        return tr("This sheet was counted before", "Diese Liste wurde schon gezählt").to_owned();
    }
    let strokes = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let laps =
        counted(strokes(taken.counted), ["stroke counted", "strokes counted"], ["Strich gezählt", "Striche gezählt"]);
    let held =
        (taken.held > 0).then(|| format!(", {} {}", taken.held, tr("held for the desk", "offen bei der Anmeldung")));
    format!("{laps}{}", held.unwrap_or_default())
}
