//! The alarm's line below the cards. It is always there, so that no card moves when somebody is missed: it says who is
//! overdue, offers the likeliest answer, and has help at its end. All other answers unfold above it.

mod heads;
mod line;
mod list;

use super::{
    counter::Counter,
    watch::{Missing, Watch},
};
use crate::{browser, i18n::tr, water::words::says_text};
use domain::{Bib, device::Me, water::Says};
use heads::HowMany;
use leptos::prelude::*;
use line::{Line, Words};
use list::{Answers, WhoNeedsHelp};

/// For how long a second touch is taken for a slip, in milliseconds: what it meant has just gone, and something else is
/// there.
const SLIP_MS: i64 = 600;
/// The id of what is unfolded.
const UNFOLDED: &str = "alarm-unfolded";

/// What is unfolded above the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfolded {
    /// Each who is missed, with the answers.
    Answers,
    /// How many heads are seen.
    Heads,
    /// Everybody of the lane: one of them needs help.
    WhoNeedsHelp,
}

/// What the parts of the alarm share.
#[derive(Clone, Copy)]
struct Alarm {
    watch: Watch,
    counter: Counter,
    me: RwSignal<Me>,
    open: RwSignal<Option<Unfolded>>,
    /// How many heads were lacking when they were counted.
    lacking: RwSignal<Option<usize>>,
    /// What was answered last, and when by the tablet's clock in milliseconds.
    last: StoredValue<Option<(Says, i64)>>,
}

impl Alarm {
    /// Answers for somebody, unless it is the second touch of the answer before. Help after another answer is no slip.
    fn answer(self, bib: Bib, says: Says) {
        let now_ms = browser::now_ms();
        let is_slip = |(before, at_ms): (Says, i64)| {
            (0..SLIP_MS).contains(&(now_ms - at_ms)) && (says != Says::Help || before == Says::Help)
        };
        if !self.last.get_value().is_some_and(is_slip) {
            self.last.set_value(Some((says, now_ms)));
            self.watch.say(bib, says);
        }
    }

    /// What the line is about unfolds, or folds again.
    fn toggle(self) {
        let lane = self.watch.lane.with_untracked(Option::is_some) && self.lacking.with_untracked(Option::is_none);
        let wanted = if lane { Unfolded::Heads } else { Unfolded::Answers };
        self.open.update(|open| *open = if open.is_some() { None } else { Some(wanted) });
    }

    /// What was unfolded folds once there is nothing left to answer.
    fn follow(self) {
        Effect::new(move |_| {
            let nobody = self.watch.missing.with(Vec::is_empty);
            let lane = self.watch.lane.with(Option::is_some);
            let open = self.open.get_untracked();
            if nobody {
                self.lacking.set(None);
            }
            match open {
                Some(Unfolded::Answers) if nobody => self.open.set(None),
                Some(Unfolded::Heads) if !lane => self.open.set((!nobody).then_some(Unfolded::Answers)),
                _ => {}
            }
        });
    }
}

/// The line, and what it unfolds; nothing where nobody swims.
#[component]
pub fn AlarmLine(
    /// The lane under watch.
    watch: Watch,
    /// The station.
    counter: Counter,
    /// Who is here.
    me: RwSignal<Me>,
) -> impl IntoView {
    let alarm = Alarm {
        watch,
        counter,
        me,
        open: RwSignal::new(None),
        lacking: RwSignal::new(None),
        last: StoredValue::new(None),
    };
    alarm.follow();
    watch.watches.then(|| view! { <Rail alarm /> })
}

#[component]
fn Rail(alarm: Alarm) -> impl IntoView {
    let Alarm { watch, counter, open, .. } = alarm;
    let line = Memo::new(move |_| watch.missing.with(|missing| Line::of(missing, watch.lane.get())));
    let rings = Memo::new(move |_| line.with(Line::rings));
    // What is pressed stays in the page while more people are missed or fewer: a press on it would else be lost.
    let still = Memo::new(move |_| line.with(|line| *line == Line::Still));
    let alone = Memo::new(move |_| line.with(Line::alone));
    let unfolded = move || match open.get()? {
        Unfolded::Answers => Some(view! { <Answers alarm /> }.into_any()),
        Unfolded::Heads => Some(view! { <HowMany alarm /> }.into_any()),
        Unfolded::WhoNeedsHelp => Some(view! { <WhoNeedsHelp alarm /> }.into_any()),
    };
    let fold = move || {
        if still.get() {
            return view! { <p class="fold still"><Words line inside=watch.inside now=counter.now /></p> }.into_any();
        }
        view! {
            <button
                type="button"
                class="fold"
                aria-expanded=move || open.with(Option::is_some).to_string()
                aria-controls=move || open.with(Option::is_some).then_some(UNFOLDED)
                on:click=move |_| alarm.toggle()
            >
                <Words line inside=watch.inside now=counter.now />
                <i class="chevron"></i>
            </button>
        }
        .into_any()
    };
    view! {
        <section
            class="rail"
            class:alarm=rings
            class:called=move || !rings.get() && !still.get()
            aria-label=move || line.with(Line::title)
        >
            <p class="visually-hidden" role="alert">{move || line.with(Line::alert)}</p>
            <div id=UNFOLDED class="unfolded">{unfolded}</div>
            {fold}
            <Show when=move || watch.is_loud()>
                <button
                    type="button"
                    class="silence"
                    aria-label=tr("Silence", "Ton aus")
                    on:click=move |_| watch.silence()
                ></button>
            </Show>
            {move || alone.get().map(|one| view! { <Alone one alarm /> })}
            <Help alarm />
        </section>
    }
}

/// The answers for the only one who is missed: one press each.
#[component]
fn Alone(one: Missing, alarm: Alarm) -> impl IntoView {
    let says = if one.overdue.is_some() { Says::Seen } else { Says::Clear };
    let bib = one.bib;
    view! {
        <button type="button" class="answer" on:click=move |_| alarm.answer(bib, says)>
            {says_text(says)}
            <span class="visually-hidden">" " {bib.get()}</span>
            {(says == Says::Seen).then(|| view! { <small>{no_lap()}</small> })}
        </button>
    }
}

/// Help, at the line's end: for whoever is overdue the longest, else for whom it is asked.
#[component]
fn Help(alarm: Alarm) -> impl IntoView {
    let Alarm { watch, open, .. } = alarm;
    let first = Memo::new(move |_| {
        watch.missing.with(|all| {
            let overdue = all.iter().find(|one| one.overdue.is_some());
            overdue.map(|one| (one.bib, one.marker.clone()))
        })
    });
    let press = move |_| match first.get_untracked() {
        Some((bib, _)) => alarm.answer(bib, Says::Help),
        None => open.update(|open| {
            *open = (*open != Some(Unfolded::WhoNeedsHelp)).then_some(Unfolded::WhoNeedsHelp);
        }),
    };
    let whom = move || {
        first.get().map(|(_, marker)| {
            view! {
                <span class="visually-hidden">" " {tr("for", "für")} " "</span>
                <small class="num">{marker}</small>
            }
        })
    };
    view! {
        <button type="button" class="help" on:click=press>
            {says_text(Says::Help)} {whom}
        </button>
    }
}

/// That somebody was seen counts nothing.
fn no_lap() -> &'static str {
    tr("no lap", "keine Runde")
}
