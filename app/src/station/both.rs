//! What both tablets of this lane counted at once, put to whoever tapped: one lap, or two? One press answers it on both.

use super::counter::Counter;
use crate::{
    components::{ActionButton, use_toast},
    counters::{both::apart_text, settle_counters},
    i18n::tr,
};
use domain::counters::{BothCounted, Settlement};
use leptos::prelude::*;

/// How many questions are put one by one; of more, first all of them as one.
const ONE_BY_ONE_MAX: usize = 2;

/// The oldest question, in its room in the head; nothing while there are none.
#[component]
pub fn BothTapped(
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let toast = use_toast();
    let answered = RwSignal::new(Vec::new());
    let questions = Memo::new(move |_| {
        let all = counter.view.with(|view| view.as_ref().map(|view| view.questions.clone()).unwrap_or_default());
        answered
            .with(|answered: &Vec<_>| all.into_iter().filter(|one| !answered.contains(&one.lap)).collect::<Vec<_>>())
    });
    let answer = Action::new(move |all: &Vec<Settlement>| {
        let all = all.clone();
        async move {
            let result = settle_counters(counter.event, all.clone()).await.map(drop);
            counter.feed.reload();
            match result {
                Ok(()) => answered.update(|answered| answered.extend(all.iter().map(|one| one.lap))),
                // The question stays, so why it does is said beside it.
                Err(error) => toast.say(error.sentence()),
            }
        }
    });
    let apart = RwSignal::new(false);
    Effect::new(move |_| {
        if questions.with(Vec::is_empty) {
            apart.set(false);
        }
    });
    move || {
        let all = questions.get();
        let first = all.first()?;
        let ask = if all.len() > ONE_BY_ONE_MAX && !apart.get() {
            together(&all, answer, apart).into_any()
        } else {
            question(first, answer).into_any()
        };
        Some(view! { <div class="ask" role="status">{ask}</div> })
    }
}

type Answer = Action<Vec<Settlement>, ()>;

/// Many at once, as after an hour without network.
fn together(all: &[BothCounted], answer: Answer, apart: RwSignal<bool>) -> impl IntoView + use<> {
    let same: Vec<Settlement> = all.iter().map(|one| Settlement { lap: one.lap, counts: false }).collect();
    let mut bibs: Vec<u32> = all.iter().map(|one| one.bib.get()).collect();
    bibs.sort_unstable();
    bibs.dedup();
    let bibs = bibs.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    view! {
        <p>
            <b class="num">{all.len()}</b> " "
            {tr("laps were tapped on both tablets, of", "Runden wurden auf beiden Tablets getippt, von")} " " {bibs} "."
        </p>
        <ActionButton class="main" pending=answer.pending() on_press=move || drop(answer.dispatch(same.clone()))>
            {tr("All were the same lap", "Alle waren dieselbe Runde")}
        </ActionButton>
        <button type="button" class="btn quiet" on:click=move |_| apart.set(true)>
            {tr("One by one", "Einzeln")}
        </button>
    }
}

fn question(one: &BothCounted, answer: Answer) -> impl IntoView + use<> {
    let (lap, bib) = (one.lap, one.bib.get());
    let asks = format!(
        "{} {bib} {} {}: {}",
        tr("Both tablets counted", "Beide Tablets haben"),
        tr("within", "gezählt, im Abstand von"),
        apart_text(one),
        tr("one lap or two?", "eine Runde oder zwei?"),
    );
    let button = move |counts: bool, class: &'static str, words: &'static str| {
        let press = move || drop(answer.dispatch(vec![Settlement { lap, counts }]));
        view! {
            <ActionButton class pending=answer.pending() on_press=press>
                {words}
                <span class="visually-hidden">", " {tr("bib", "Nr.")} " " {bib}</span>
            </ActionButton>
        }
    };
    view! {
        <p>{asks}</p>
        {button(false, "main", tr("One lap", "Eine Runde"))}
        {button(true, "main", tr("Two laps", "Zwei Runden"))}
    }
}
