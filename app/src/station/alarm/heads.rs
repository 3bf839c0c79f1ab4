//! How many heads are seen, where more than half of a lane is overdue.

use super::{Alarm, Unfolded, line::how_many};
use crate::{components::use_toast, desk::counted, i18n::tr};
use domain::heads::{Heads, LaneAlarm, typed};
use leptos::{ev::SubmitEvent, prelude::*};

/// The field's id.
const FIELD: &str = "heads";

/// The question with its number, which begins at how many are in.
#[component]
pub(super) fn HowMany(alarm: Alarm) -> impl IntoView {
    let Alarm { watch, open, lacking, .. } = alarm;
    let toast = use_toast();
    let inside = Memo::new(move |_| watch.lane.with(|lane| lane.map_or(0, |lane| lane.inside)));
    let text = RwSignal::new(inside.get_untracked().to_string());
    let seen = Memo::new(move |_| text.with(|text| typed(text)));
    let step = move |up: bool| {
        let now = seen.get_untracked().unwrap_or_else(|| inside.get_untracked());
        let next = if up { now + 1 } else { now.saturating_sub(1) };
        text.set(next.to_string());
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((lane, heads)) = watch.lane.get_untracked().zip(seen.get_untracked()) else { return };
        match lane.seen(heads) {
            Heads::Fewer(fewer) => {
                lacking.set(Some(fewer));
                open.set(Some(Unfolded::Answers));
                return;
            }
            Heads::All => toast.say(all_seen(lane)),
            Heads::More(more) => toast.say(format!("{} {}", all_seen(lane), unknown(more))),
        }
        watch.see_all();
        open.set(None);
    };
    let go = move || match seen.get() {
        Some(heads) => format!("{} {heads}", tr("I see", "Ich sehe")),
        None => tr("A number", "Eine Zahl").to_owned(),
    };
    view! {
        <form class="heads" on:submit=submit novalidate>
            <label for=FIELD>{how_many()}</label>
            <button type="button" class="step" aria-label=tr("one less", "einer weniger") on:click=move |_| step(false)>
                "−"
            </button>
            <input
                id=FIELD
                class="num"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby="heads-in"
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
                on:focus:target=|event| event.target().select()
            />
            <button type="button" class="step" aria-label=tr("one more", "einer mehr") on:click=move |_| step(true)>
                "+"
            </button>
            <button type="submit" class="go" aria-disabled=move || seen.get().is_none().then_some("true")>
                {go}
            </button>
            <p id="heads-in">
                {inside} " "
                {tr("are in. Fewer leads to the list and to roll-call.", "sind im Wasser. Weniger führt zur Liste und zur Räumung.")}
            </p>
        </form>
    }
}

fn all_seen(lane: LaneAlarm) -> String {
    format!(
        "{} {}",
        counted(lane.inside, ["head", "heads"], ["Kopf", "Köpfe"]),
        tr("seen, no lap counted.", "gesehen, keine Runde gezählt.")
    )
}

fn unknown(more: usize) -> String {
    let words = [
        "more swims here: take them onto the lane under People.",
        "more swim here: take them onto the lane under People.",
    ];
    counted(
        more,
        words,
        [
            "weitere Person schwimmt hier: Nehmen Sie sie unter Personen auf.",
            "weitere schwimmen hier: Nehmen Sie sie unter Personen auf.",
        ],
    )
}
