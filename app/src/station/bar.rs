//! The station's head: which lane, the clock, what is not sent, and what did not count.

use super::{
    counter::{Counter, NotCounted},
    keeping::Keeping,
    queue::Queue,
    wire,
};
use crate::{
    PageError,
    components::{ConnPill, RaceClock, clock_state_text, held_reason_text},
    i18n::tr,
};
use domain::{clock::ClockState, held::HeldReason};
use leptos::prelude::*;

/// The head.
#[component]
pub fn Bar(
    /// The station.
    counter: Counter,
    /// The lane's name.
    title: String,
) -> impl IntoView {
    let (unsent, unkept) = (counted_of(counter, Queue::unsent), counted_of(counter, Queue::unkept));
    let state = Memo::new(move |_| counter.clock.get().state);
    view! {
        <header class="bar">
            <h1>{title}</h1>
            <span class="pill unsent" role="status" data-count=move || unsent.get() data-unkept=move || unkept.get()>
                {move || unsent.get()} " " {tr("unsent", "ungesendet")}
            </span>
            <span class="clock-state end" class:late=move || state.get() != ClockState::Running>
                {move || clock_state_text(state.get())} " "
                <RaceClock clock=counter.clock time=counter.now />
            </span>
            <ConnPill conn=counter.conn />
            <Troubles counter />
        </header>
    }
}

fn counted_of(counter: Counter, what: impl Fn(&Queue) -> usize + Send + Sync + 'static) -> Memo<usize> {
    Memo::new(move |_| counter.courier.queue.with(&what))
}

/// What a helper has to know before going on: taps that wait, and taps that did not count.
#[component]
fn Troubles(counter: Counter) -> impl IntoView {
    let lines = Memo::new(move |_| counter.not_counted.with(|all| summed_up(all)));
    let trouble =
        move || counter.courier.trouble.get().map(|sentence| view! { <p class="problem" role="alert">{sentence}</p> });
    let in_memory = counted_of(counter, Queue::in_memory);
    let unkept = move || {
        (counter.courier.keeping.get() == Keeping::Memory || in_memory.get() > 0).then(|| {
            view! {
                <p class="problem" role="alert">
                    {tr(
                        "This browser keeps nothing on the tablet (a private window, or its storage is full). Taps are kept in memory only: do not close this page.",
                        "Dieser Browser speichert nichts auf dem Tablet (ein privates Fenster, oder der Speicher ist voll). Runden bleiben nur im Arbeitsspeicher: schließen Sie diese Seite nicht.",
                    )}
                </p>
            }
        })
    };
    let strangers = counted_of(counter, Queue::strangers);
    let elsewhere = move || {
        (strangers.get() > 0).then(|| {
            view! {
                <p class="notice">
                    {strangers} " "
                    {tr(
                        "taps on this tablet belong to an event that is not here. They stay on it until it is.",
                        "Runden auf diesem Tablet gehören zu einer Veranstaltung, die nicht hier ist. Sie bleiben darauf, bis sie es ist.",
                    )}
                </p>
            }
        })
    };
    let again = move || {
        (counter.courier.sent_again.get() > 0).then(|| {
            view! {
                <div class="notice" role="status">
                    <span>
                        {counter.courier.sent_again} " "
                        {tr(
                            "taps were missing on the server, as after a restored backup. They are sent again.",
                            "Runden fehlten auf dem Server, wie nach einer zurückgespielten Sicherung. Sie werden noch einmal gesendet.",
                        )}
                    </span>
                    <button type="button" class="btn quiet" on:click=move |_| counter.courier.sent_again.set(0)>
                        {tr("OK, seen", "OK, gesehen")}
                    </button>
                </div>
            }
        })
    };
    // Where the server is away, that is said once.
    let unseen = move || {
        let sentence = match counter.feed.error.get()? {
            PageError::Unreached if counter.courier.trouble.with(Option::is_some) => return None,
            PageError::Unreached => wire::unreached().to_owned(),
            refused @ PageError::Refused(_) => refused.sentence(),
        };
        Some(view! { <p class="problem" role="alert">{sentence}</p> })
    };
    let not_counted = move || {
        (!lines.with(Vec::is_empty)).then(|| {
            view! {
                <div class="notice" role="alert">
                    <ul>{lines.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    <button type="button" class="btn quiet" on:click=move |_| counter.not_counted.set(Vec::new())>
                        {tr("OK, seen", "OK, gesehen")}
                    </button>
                </div>
            }
        })
    };
    view! {
        {unkept}
        {trouble}
        {unseen}
        {elsewhere}
        {again}
        {not_counted}
    }
}

/// A line for each reason, with the bibs it befell: `7, 9 held: counted before the start. The desk decides.`
fn summed_up(all: &[NotCounted]) -> Vec<String> {
    let kind = |tap: &NotCounted| (tap.held, tap.word, tap.reason.clone());
    let mut reasons: Vec<(bool, bool, String)> = Vec::new();
    for tap in all {
        if !reasons.contains(&kind(tap)) {
            reasons.push(kind(tap));
        }
    }
    let line = |reason: (bool, bool, String)| {
        let bibs: Vec<String> = all.iter().filter(|tap| kind(tap) == reason).map(|tap| tap.bib.to_string()).collect();
        let (held, word, reason) = reason;
        let (verb, end) = if word {
            (tr("not done", "nicht ausgeführt"), tr("Tell the desk.", "Sagen Sie der Anmeldung Bescheid."))
        } else if held {
            (tr("held", "offen"), tr("The desk decides.", "Die Anmeldung entscheidet."))
        } else {
            (tr("not counted", "nicht gezählt"), tr("Tell the desk.", "Sagen Sie der Anmeldung Bescheid."))
        };
        format!("{} {verb}: {}. {end}", bibs.join(", "), reason_text(&reason))
    };
    reasons.into_iter().map(line).collect()
}

/// A reason in the page's language, where it is one of those that are known by name or sentence.
fn reason_text(reason: &str) -> String {
    let known = HeldReason::ALL.into_iter().find(|known| known.as_str() == reason || known.sentence() == reason);
    known.map_or_else(|| reason.trim_end_matches('.').to_owned(), |known| held_reason_text(known).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Bib;
    use uuid::Uuid;

    #[test]
    fn taps_with_one_reason_share_a_line() {
        let tap = |bib, held, reason: &str| NotCounted {
            id: Uuid::nil(),
            bib: Bib::new(bib).unwrap(),
            held,
            word: false,
            reason: reason.into(),
        };
        let lines =
            summed_up(&[tap(7, true, "before_start"), tap(8, false, "The id is none."), tap(9, true, "before_start")]);
        assert_eq!(
            lines,
            ["7, 9 held: counted before the start. The desk decides.", "8 not counted: The id is none. Tell the desk."]
        );
    }
}
