//! Takes a player onto this lane by number, or lets one go: a lane works without the desk.

use super::{api, counter::Counter};
use crate::{
    PageError,
    components::{ActionButton, Dialog, Refusal, TextField, use_toast},
    i18n::tr,
};
use domain::{Bib, Problem, time::clock_text};
use leptos::{ev::SubmitEvent, prelude::*};

/// Digits that a bib has at most.
const DIGITS_MAX: usize = 6;

/// The dialog.
#[component]
pub fn TakeOrLetGo(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    view! {
        <Dialog id="take-or-let-go" open title=Signal::stored(tr("Take or let go", "Aufnehmen oder entlassen").to_owned())>
            <Numbers open counter />
        </Dialog>
    }
}

/// What is done with the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Take,
    LetGo,
}

#[component]
fn Numbers(open: RwSignal<bool>, counter: Counter) -> impl IntoView {
    let number = RwSignal::new(String::new());
    let toast = use_toast();
    let act = Action::new(move |(step, text): &(Step, String)| {
        let (step, text) = (*step, text.clone());
        async move {
            toast.say(run(step, &text, counter).await?);
            counter.feed.reload();
            open.set(false);
            Ok::<(), PageError>(())
        }
    });
    let press = move |step: Step| {
        if !act.pending().get_untracked() {
            act.dispatch((step, number.get_untracked()));
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        press(Step::Take);
    };
    let let_go = Callback::new(move |bib: Bib| {
        number.set(bib.to_string());
        press(Step::LetGo);
    });
    let free = counter.view.with_untracked(|view| view.as_ref().map_or(0, |view| view.free));
    view! {
        <Gone counter let_go />
        <form class="take" on:submit=submit>
            <TextField
                id="take-number"
                label=tr("Number", "Nummer")
                value=number
                inputmode="none" // the pad below is larger than any tablet's own keyboard
                class="code-input"
                hint=format!("{free} {}", tr("places free in this lane", "Plätze frei in dieser Bahn"))
            />
            <Pad number />
            <Refusal error=Signal::derive(move || act.value().get().and_then(Result::err)) />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {tr("Close", "Schließen")}
                </button>
                <ActionButton class="quiet" pending=act.pending() on_press=move || press(Step::LetGo)>
                    {tr("Let go", "Entlassen")}
                </ActionButton>
                <ActionButton class="do" pending=act.pending() on_press=move || press(Step::Take)>
                    {tr("Take onto this lane", "In diese Bahn aufnehmen")}
                </ActionButton>
            </div>
        </form>
    }
}

/// Who has not been seen for long: they stay in the lane until somebody says that they have left it.
#[component]
fn Gone(counter: Counter, let_go: Callback<Bib>) -> impl IntoView {
    let gone = counter.gone();
    (!gone.is_empty()).then(|| {
        let rows = gone.into_iter().map(|(player, since_ms)| {
            let bib = player.bib;
            view! {
                <li>
                    <b class="num">{player.marker}</b>
                    <span>
                        {player.name}
                        <small class="muted">
                            {tr("last seen", "zuletzt gesehen vor")} " " <span class="num">{clock_text(since_ms)}</span> " "
                            {tr("ago", "")}
                        </small>
                    </span>
                    <button type="button" class="btn quiet" on:click=move |_| let_go.run(bib)>
                        {tr("Let go", "Entlassen")} <span class="visually-hidden">" " {bib.get()}</span>
                    </button>
                </li>
            }
        });
        view! {
            <h3>{tr("Long gone", "Lange weg")}</h3>
            <ul class="tap-list" role="list">
                {rows.collect_view()}
            </ul>
        }
    })
}

/// Digits as large as fingers.
#[component]
pub fn Pad(
    /// The number so far.
    number: RwSignal<String>,
) -> impl IntoView {
    let digit = move |digit: char| {
        let press = move |_| {
            number.update(|number| {
                if number.len() < DIGITS_MAX {
                    number.push(digit);
                }
            });
        };
        view! { <button type="button" class="btn" on:click=press>{digit}</button> }
    };
    view! {
        <div class="pad" role="group" aria-label=tr("Digits", "Ziffern")>
            {"123456789".chars().map(digit).collect_view()}
            <button type="button" class="btn quiet" aria-label=tr("Delete all", "Alles löschen") on:click=move |_| number.set(String::new())>
                "C"
            </button>
            {digit('0')}
            <button
                type="button"
                class="btn quiet"
                aria-label=tr("Delete the last digit", "Letzte Ziffer löschen")
                on:click=move |_| {
                    number.update(|number| {
                        number.pop();
                    });
                }
            >
                "⌫"
            </button>
        </div>
    }
}

/// Does it, and says what was done.
async fn run(step: Step, number: &str, counter: Counter) -> Result<String, PageError> {
    let bib = Bib::parse(number)?;
    let (lane, here) = counter
        .view
        .with_untracked(|view| {
            view.as_ref().map(|view| (view.lane.id, view.players.iter().any(|player| player.bib == bib)))
        })
        .ok_or(PageError::Unreached)?;
    let refuse = |sentence: &str| Err(Problem::conflict(format!("{bib} {sentence}")).into());
    match step {
        Step::Take if here => refuse(tr("is in this lane already.", "ist schon in dieser Bahn.")),
        Step::LetGo if !here => refuse(tr("is not in this lane.", "ist nicht in dieser Bahn.")),
        Step::Take => {
            api::take_player(counter.event, lane, bib).await?;
            Ok(format!("{bib} {}", tr("is in this lane now", "ist jetzt in dieser Bahn")))
        }
        Step::LetGo => {
            api::let_player_go(counter.event, lane, bib).await?;
            Ok(format!("{bib} {}", tr("has left this lane", "hat diese Bahn verlassen")))
        }
    }
}
