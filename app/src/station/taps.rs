//! The last taps of this tablet, those of ten minutes: each can be taken back, or counted for somebody else ("was 48, not 47").

use super::{
    choose::ChooseSwitch, counter::Counter, handover::HandOver, mine::listed, take::Pad, tally::Tapped,
    wedge::ScannerSwitch,
};
use crate::{
    PageError, browser,
    components::{Dialog, Refusal, TextField, use_toast},
    desk::counted,
    i18n::tr,
};
use domain::{Bib, Timestamp, lane::StationPlayer};
use leptos::{ev::SubmitEvent, prelude::*};

/// The dialog.
#[component]
pub fn LastTaps(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let (wrong, handing) = (RwSignal::new(None::<Tapped>), RwSignal::new(false));
    Effect::new(move |_| {
        if !open.get() {
            wrong.set(None);
            handing.set(false);
        }
    });
    let title = Signal::derive(move || match wrong.get() {
        None if handing.get() => tr("Hand-over to the next shift", "Übergabe an die nächste Schicht").to_owned(),
        None => tr("Last taps of this tablet", "Zuletzt auf diesem Tablet getippt").to_owned(),
        Some(tap) => format!("{} {}?", tr("Who was it, not", "Wer war es, nicht"), tap.bib),
    });
    view! {
        <Dialog id="last-taps" open title class="last-taps">
            {move || match wrong.get() {
                None if handing.get() => view! { <HandOver handing counter /> }.into_any(),
                None => view! { <List wrong handing open counter /> }.into_any(),
                Some(tap) => view! { <Who tap wrong counter /> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn List(
    wrong: RwSignal<Option<Tapped>>,
    handing: RwSignal<bool>,
    open: RwSignal<bool>,
    counter: Counter,
) -> impl IntoView {
    let taps = move || counter.mine.taps.with(|taps| listed(taps, counter.now.get_untracked()));
    let none = move || {
        counter.mine.taps.with(Vec::is_empty).then(|| {
            view! {
                <p class="empty">
                    {tr("Nothing was tapped on this tablet yet.", "Auf diesem Tablet wurde noch nichts getippt.")}
                </p>
            }
        })
    };
    view! {
        <ul class="tap-list" role="list">
            <For each=taps key=|tap| tap.id let:tap>
                <Row tap wrong counter />
            </For>
        </ul>
        {none}
        <ChooseSwitch counter />
        <ScannerSwitch />
        <div class="actions">
            <button type="button" class="btn quiet" on:click=move |_| handing.set(true)>
                {tr("Hand-over", "Übergabe")}
            </button>
            <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                {tr("Close", "Schließen")}
            </button>
        </div>
    }
}

#[component]
fn Row(tap: Tapped, wrong: RwSignal<Option<Tapped>>, counter: Counter) -> impl IntoView {
    let toast = use_toast();
    let name = counter.player(tap.bib).map(|player| player.name);
    // A tap that is sure to be held stands for no lap.
    let laps = (tap.laps > 0).then(|| counted(tap.laps as usize, ["lap", "laps"], ["Runde", "Runden"]));
    let said = format!("{}{}", time_of(tap.counted_at), laps.map(|laps| format!(" · {laps}")).unwrap_or_default());
    let back = move |_| {
        counter.undo(tap);
        toast.say(format!("{} {}", tap.bib, tr("taken back", "zurückgenommen")));
    };
    view! {
        <li>
            <b class="num">{tap.bib.get()}</b>
            <span>
                {name} <small class="muted num">{said}</small>
            </span>
            <button type="button" class="btn" on:click=move |_| wrong.set(Some(tap))>
                {tr("Was not", "War nicht")} " " {tap.bib.get()}
            </button>
            <button type="button" class="btn quiet" on:click=back>
                {tr("Take back", "Zurück")} <span class="visually-hidden">" " {tap.bib.get()}</span>
            </button>
        </li>
    }
}

/// Whose tap it was: somebody of this lane, as a rule, else anybody by number.
#[component]
fn Who(tap: Tapped, wrong: RwSignal<Option<Tapped>>, counter: Counter) -> impl IntoView {
    let toast = use_toast();
    let number = RwSignal::new(String::new());
    let error = RwSignal::new(None::<PageError>);
    let was = move |bib: Bib| {
        counter.instead(tap, bib);
        toast.say(format!("{bib}, {} {}", tr("not", "nicht"), tap.bib));
        wrong.set(None);
    };
    let others = counter.order.bibs.get_untracked().into_iter().filter(|bib| *bib != tap.bib);
    let buttons = others
        .filter_map(|bib| counter.player(bib))
        .map(|StationPlayer { bib, marker, name, .. }| {
            view! {
                <li>
                    <button type="button" class="btn" on:click=move |_| was(bib)>
                        <b class="num">{marker}</b>
                        <small>{name}</small>
                    </button>
                </li>
            }
        })
        .collect_view();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match Bib::parse(&number.get_untracked()) {
            Ok(bib) if bib != tap.bib => was(bib),
            Ok(_) => error.set(None),
            Err(problem) => error.set(Some(problem.into())),
        }
    };
    view! {
        <ul class="was" role="list">{buttons}</ul>
        <form class="take" on:submit=submit>
            <TextField id="was-number" label=tr("Another number", "Eine andere Nummer") value=number inputmode="none" class="code-input" />
            <Pad number />
            <Refusal error=error />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| wrong.set(None)>
                    {tr("Back", "Zurück")}
                </button>
                <button type="submit" class="btn do">
                    {tr("It was this one", "Es war diese")}
                </button>
            </div>
        </form>
    }
}

/// The time of day of a moment, by the tablet's time zone.
fn time_of(at: Timestamp) -> String {
    browser::local_text(at).split_once('T').map(|(_, time)| time.to_owned()).unwrap_or_default()
}
