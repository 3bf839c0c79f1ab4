//! The people of a lane, beside their laps: taken onto it, let go, on a break, noted, laps added and taken off. All of it is
//! said into the queue, so it works without the network and shows at once.

use super::{
    counter::Counter,
    faces::Note,
    strangers::{AddStranger, WhoIsIt},
    take::TakeByNumber,
};
use crate::{
    PageError,
    components::{Dialog, Refusal, TextField, use_toast},
    desk::counted,
    i18n::tr,
};
use domain::{Bib, Metres, call::Saying, lane::StationPlayer, lap::SignedLaps, text::parse_reason, time::clock_text};
use leptos::{ev::SubmitEvent, prelude::*};

/// The dialog.
#[component]
pub fn People(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<Bib>);
    Effect::new(move |_| {
        if !open.get() {
            chosen.set(None);
        }
    });
    let title = Signal::derive(move || match chosen.get().and_then(|bib| counter.player(bib)) {
        None => tr("People of this lane", "Personen dieser Bahn").to_owned(),
        Some(player) => named(&player),
    });
    view! {
        <Dialog id="people" open title class="last-taps">
            {move || match chosen.get().and_then(|bib| counter.player(bib)) {
                None => view! { <List open chosen counter /> }.into_any(),
                Some(player) if player.bib.stranger_letter().is_some() => {
                    view! { <WhoIsIt stranger=player.bib chosen counter /> }.into_any()
                }
                Some(player) => view! { <Person player chosen counter /> }.into_any(),
            }}
        </Dialog>
    }
}

/// `47 · Ada Lind`; a name that is not known yet is left out.
fn named(player: &StationPlayer) -> String {
    if player.name.is_empty() { player.marker.clone() } else { format!("{} · {}", player.marker, player.name) }
}

/// Whoever is in the lane, those first who have not been seen for long: they stay until somebody says that they have left.
#[component]
fn List(open: RwSignal<bool>, chosen: RwSignal<Option<Bib>>, counter: Counter) -> impl IntoView {
    let people = move || {
        let mut people = counter.view.with(|view| view.as_ref().map(|view| view.players.clone()).unwrap_or_default());
        let gone = untrack(|| counter.gone());
        people.sort_by_key(|player| (!gone.iter().any(|(bib, _)| *bib == player.bib), player.bib));
        people
            .into_iter()
            .map(|player| {
                let since_ms = gone.iter().find(|(bib, _)| *bib == player.bib).map(|(_, since_ms)| *since_ms);
                view! { <Row player since_ms chosen counter /> }
            })
            .collect_view()
    };
    view! {
        <ul class="tap-list people" role="list">
            {people}
        </ul>
        <AddStranger open counter />
        <TakeByNumber open counter />
    }
}

#[component]
fn Row(player: StationPlayer, since_ms: Option<i64>, chosen: RwSignal<Option<Bib>>, counter: Counter) -> impl IntoView {
    let bib = player.bib;
    let state = if player.break_since.is_some() {
        Some(Note::Break.text().to_owned())
    } else {
        since_ms.map(|ms| format!("{} {}", tr("not seen for", "nicht gesehen seit"), clock_text(ms)))
    };
    let said: Vec<String> = state.into_iter().chain(player.note.map(|note| note.text)).collect();
    let let_go = since_ms.is_some().then(|| {
        view! {
            <button type="button" class="btn quiet" on:click=move |_| counter.say(bib, Saying::LetGo, None)>
                {tr("Let go", "Entlassen")} <span class="visually-hidden">" " {bib.label()}</span>
            </button>
        }
    });
    view! {
        <li>
            <b class="num">{player.marker}</b>
            <span>{player.name} <small class="muted">{said.join(" · ")}</small></span>
            {let_go}
            <button type="button" class="btn" on:click=move |_| chosen.set(Some(bib))>
                {tr("More", "Mehr")} <span class="visually-hidden">" " {tr("about", "zu")} " " {bib.label()}</span>
            </button>
        </li>
    }
}

/// What can be said of somebody.
#[component]
fn Person(player: StationPlayer, chosen: RwSignal<Option<Bib>>, counter: Counter) -> impl IntoView {
    let toast = use_toast();
    let (bib, rests) = (player.bib, player.break_since.is_some());
    let laps = usize::try_from(untrack(|| counter.shown(bib).laps)).unwrap_or(usize::MAX);
    let seen = untrack(|| counter.since_ms(bib)).map(clock_text);
    let facts = [
        Some(counted(laps, ["lap", "laps"], ["Runde", "Runden"])),
        seen.map(|since| format!("{} {since} {}", tr("last seen", "zuletzt gesehen vor"), tr("ago", ""))),
    ];
    let say = move |saying: Saying, done: &str| {
        counter.say(bib, saying, None);
        toast.say(format!("{bib} {done}"));
        chosen.set(None);
    };
    let rest = move |_| {
        if rests {
            say(Saying::Return, tr("is back from the break", "ist zurück aus der Pause"));
        } else {
            say(Saying::Break, tr("is on a break: nobody waits", "macht Pause: niemand wartet"));
        }
    };
    let rest_text =
        if rests { tr("Back from the break", "Zurück aus der Pause") } else { tr("On a break", "Macht Pause") };
    let let_go = move |_| say(Saying::LetGo, tr("has left this lane", "hat diese Bahn verlassen"));
    view! {
        <p class="facts-line">{facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
        {player.note.map(|note| view! { <p class="notice">{note.text}</p> })}
        <div class="actions two">
            <button type="button" class="btn" on:click=rest>{rest_text}</button>
            <button type="button" class="btn" on:click=let_go>{tr("Let go from this lane", "Aus dieser Bahn entlassen")}</button>
        </div>
        <NoteForm bib chosen counter />
        <LapsForm bib chosen counter />
        <div class="actions">
            <button type="button" class="btn quiet" on:click=move |_| chosen.set(None)>{tr("Back", "Zurück")}</button>
        </div>
    }
}

#[component]
fn NoteForm(bib: Bib, chosen: RwSignal<Option<Bib>>, counter: Counter) -> impl IntoView {
    let toast = use_toast();
    let (text, error) = (RwSignal::new(String::new()), RwSignal::new(None::<PageError>));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        match parse_reason(&text.get_untracked()) {
            Ok(Some(text)) => {
                counter.say(bib, Saying::Note, Some(text));
                toast.say(format!("{bib}: {}", tr("noted", "vermerkt")));
                chosen.set(None);
            }
            Ok(None) => error.set(None),
            Err(problem) => error.set(Some(problem.into())),
        }
    };
    view! {
        <form class="beside" on:submit=save>
            <TextField id="person-note" label=tr("Note for whoever counts here", "Vermerk für alle, die hier zählen") value=text />
            <button type="submit" class="btn">{tr("Note it", "Vermerken")}</button>
            <Refusal error=error />
        </form>
    }
}

/// Laps that were missed, or counted too many: each with a reason, as whoever reads the trail will ask.
#[component]
fn LapsForm(bib: Bib, chosen: RwSignal<Option<Bib>>, counter: Counter) -> impl IntoView {
    let toast = use_toast();
    let (laps, metres) = (RwSignal::new(0_i64), RwSignal::new(String::new()));
    let reason = RwSignal::new(tr("recounted at the lane", "an der Bahn nachgezählt").to_owned());
    let error = RwSignal::new(None::<PageError>);
    let signed = move || match laps.get() {
        0 => "0".to_owned(),
        more @ 1.. => format!("+ {more}"),
        less => format!("− {}", less.unsigned_abs()),
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let read = || {
            let reason = parse_reason(&reason.get_untracked())?;
            let extra = read_metres(&metres.get_untracked())?;
            let laps = match laps.get_untracked() {
                0 if extra.is_some() => SignedLaps::default(),
                laps => SignedLaps::new(laps)?,
            };
            Ok::<_, PageError>((laps, extra, reason))
        };
        match read() {
            Ok((laps, extra, Some(reason))) => {
                counter.adjust(bib, laps, extra, reason);
                let laps = (!laps.is_none()).then(|| format!("{} {}", signed(), tr("laps", "Runden")));
                let extra = extra.map(|extra| format!("+ {} m", extra.as_f64()));
                let said: Vec<String> = [laps, extra].into_iter().flatten().collect();
                toast.say(format!("{bib}: {}", said.join(", ")));
                chosen.set(None);
            }
            Ok((_, _, None)) => {
                let sentence = tr(
                    "Say why: whoever reads the audit trail will ask.",
                    "Sagen Sie, warum: wer das Protokoll liest, wird fragen.",
                );
                error.set(Some(PageError::form(sentence)));
            }
            Err(problem) => error.set(Some(problem)),
        }
    };
    let step = move |by: i64| move |_| laps.update(|laps| *laps += by);
    view! {
        <form class="beside" on:submit=save>
            <fieldset class="stepper">
                <legend>{tr("Laps to add or take off", "Runden mehr oder weniger")}</legend>
                <button type="button" class="btn" aria-label=tr("one lap less", "eine Runde weniger") on:click=step(-1)>"−"</button>
                <output class="num" aria-live="polite">{signed}</output>
                <button type="button" class="btn" aria-label=tr("one lap more", "eine Runde mehr") on:click=step(1)>"+"</button>
            </fieldset>
            <TextField
                id="person-metres"
                label=tr("Metres of an unfinished last lap", "Meter einer angefangenen letzten Runde")
                value=metres
                inputmode="decimal"
            />
            <TextField id="person-reason" label=tr("Why", "Warum") value=reason />
            <button type="submit" class="btn">{tr("Correct", "Berichtigen")}</button>
            <Refusal error=error />
        </form>
    }
}

/// Metres as typed, with a comma or a point; none where nothing is.
fn read_metres(text: &str) -> Result<Option<Metres>, PageError> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let metres = Metres::parse(&text);
    metres.map(Some).ok_or_else(|| {
        PageError::form(tr(
            "How many metres? Type a number, such as 25.",
            "Wie viele Meter? Geben Sie eine Zahl ein, etwa 25.",
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_read_as_people_type_them() {
        let mm = |text| read_metres(text).map(|metres| metres.map(Metres::mm));
        assert_eq!([mm(" 25 "), mm("12,5"), mm("")], [Ok(Some(25_000)), Ok(Some(12_500)), Ok(None)]);
        assert!(["x", "-5", "1e9", "NaN", "0"].iter().all(|text| read_metres(text).is_err()));
    }
}
