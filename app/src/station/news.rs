//! What a helper has to know before going on: taps that wait, and taps that did not count. One sentence at a time has the
//! room in the head, the gravest first; the others are one touch away. So whatever is said, no card moves.

use super::{
    counter::{Counter, NotCounted},
    keeping::Keeping,
    queue::Queue,
    tablet::Tablet,
    watch::Watch,
    wire,
};
use crate::{
    PageError,
    components::{Dialog, staff_names},
    i18n::{lang, tr},
};
use domain::{device::Me, refusal::Reason};
use leptos::prelude::*;

/// How grave it is, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Somebody in the water may need help: it gives way to nothing.
    Urgent,
    /// Taps do not get where they should.
    Problem,
    /// Something to look at.
    Notice,
    /// How things are.
    Quiet,
}

impl Weight {
    /// The style's name for it.
    fn class(self) -> &'static str {
        match self {
            Self::Urgent => "news urgent",
            Self::Problem => "news bad",
            Self::Notice => "news warn",
            Self::Quiet => "news",
        }
    }
}

/// How it goes once it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// By itself, once it is no longer so.
    Stays,
    /// The taps that did not count were seen.
    NotCounted,
    /// The taps that were sent again were seen.
    SentAgain,
}

/// Something that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
struct News {
    weight: Weight,
    sentence: String,
    seen: Seen,
}

impl News {
    fn new(weight: Weight, sentence: impl Into<String>) -> Self {
        Self { weight, sentence: sentence.into(), seen: Seen::Stays }
    }
}

/// The room.
#[component]
pub fn NewsRoom(
    /// The station.
    counter: Counter,
    /// The lane under watch.
    watch: Watch,
    /// Who is here.
    me: RwSignal<Me>,
) -> impl IntoView {
    let tablet = use_context::<Tablet>();
    let news = Memo::new(move |_| {
        let of_water = of_water(watch);
        let of_taps = of_taps(counter);
        let of_tablet =
            tablet.and_then(Tablet::lacking).or_else(|| counter.courier.keeping.get().hint().map(str::to_owned));
        let mut all: Vec<News> = of_water.into_iter().chain(of_taps).collect();
        all.extend(of_tablet.map(|sentence| News::new(Weight::Quiet, sentence)));
        all.sort_by_key(|news| news.weight);
        all
    });
    let first = Memo::new(move |_| news.with(|news| news.first().cloned()));
    let reading = RwSignal::new(false);
    Effect::new(move |_| {
        if news.with(Vec::is_empty) {
            reading.set(false);
        }
    });
    // Who is here is read where nothing has to be seen to.
    let here = move || view! { <b>{move || me.with(staff_names)}</b> };
    let shown = move || match first.get() {
        Some(News { weight: Weight::Quiet, sentence, .. }) => {
            view! { <div class="news"><p>{here()} " " {sentence}</p></div> }.into_any()
        }
        Some(news) => line(news, counter).into_any(),
        None => view! { <div class="news"><p>{here()}</p></div> }.into_any(),
    };
    let more = move || {
        let count = news.with(Vec::len);
        (count > 0).then(|| {
            view! {
                <button
                    type="button"
                    class="more-news"
                    aria-label=tr("All that there is to know", "Alles, was zu wissen ist")
                    on:click=move |_| reading.set(true)
                >
                    <span class="num" aria-hidden="true">{if count > 1 { format!("+{}", count - 1) } else { "…".to_owned() }}</span>
                </button>
            }
        })
    };
    view! {
        <div class="news-room">{shown} {more}</div>
        <Dialog id="news" open=reading title=tr("What there is to know", "Was zu wissen ist").to_owned()>
            <ul class="all-news" role="list">
                {move || news.get().into_iter().map(|news| view! { <li>{line(news, counter)}</li> }).collect_view()}
            </ul>
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| reading.set(false)>
                    {tr("Back to the lane", "Zurück zur Bahn")}
                </button>
            </div>
        </Dialog>
    }
}

fn line(News { weight, sentence, seen }: News, counter: Counter) -> impl IntoView {
    let role = if weight <= Weight::Problem || seen == Seen::NotCounted { "alert" } else { "status" };
    let settle = move |_| match seen {
        Seen::Stays => {}
        Seen::NotCounted => counter.not_counted.set(Vec::new()),
        Seen::SentAgain => counter.courier.sent_again.set(0),
    };
    let button = (seen != Seen::Stays).then(|| {
        view! {
            <button type="button" class="seen-news" on:click=settle>
                {tr("OK, seen", "OK, gesehen")}
            </button>
        }
    });
    view! {
        <div class=weight.class()>
            <p role=role>{sentence}</p>
            {button}
        </div>
    }
}

/// What was said of people in the water and is not heard.
fn of_water(watch: Watch) -> impl Iterator<Item = News> {
    let untold = watch.is_unheard().then(|| {
        tr(
            "No network: the desk has not heard your answer. If somebody needs help, call out now.",
            "Kein Netz: Die Leitung hat Ihre Antwort nicht gehört. Braucht jemand Hilfe, rufen Sie jetzt laut.",
        )
        .to_owned()
    });
    untold.into_iter().chain(watch.refused.get()).map(|sentence| News::new(Weight::Urgent, sentence))
}

/// What becomes of taps.
fn of_taps(counter: Counter) -> Vec<News> {
    let courier = counter.courier;
    let mut all = Vec::new();
    if courier.keeping.get() == Keeping::Memory || courier.queue.with(Queue::in_memory) > 0 {
        all.push(News::new(Weight::Problem, tr(
            "This browser keeps nothing on the tablet (a private window, or its storage is full). Taps are kept in memory only: do not close this page.",
            "Dieser Browser speichert nichts auf dem Tablet (ein privates Fenster, oder der Speicher ist voll). Runden bleiben nur im Arbeitsspeicher: schließen Sie diese Seite nicht.",
        )));
    }
    let trouble = courier.trouble.get();
    let is_away = trouble.is_some();
    all.extend(trouble.map(|sentence| News::new(Weight::Problem, sentence)));
    // Where the server is away, that is said once.
    all.extend(match counter.feed.error.get() {
        Some(PageError::Unreached) if !is_away => Some(News::new(Weight::Problem, wire::unreached())),
        Some(PageError::Unreached) | None => None,
        Some(refused @ (PageError::Refused(_) | PageError::Page { .. })) => {
            Some(News::new(Weight::Problem, refused.sentence()))
        }
    });
    let lines = counter.not_counted.with(|all| summed_up(all));
    if !lines.is_empty() {
        all.push(News { seen: Seen::NotCounted, ..News::new(Weight::Notice, lines.join(" ")) });
    }
    let again = courier.sent_again.get();
    if again > 0 {
        let words = tr(
            "taps were missing on the server, as after a restored backup. They are sent again.",
            "Runden fehlten auf dem Server, wie nach einer zurückgespielten Sicherung. Sie werden noch einmal gesendet.",
        );
        all.push(News { seen: Seen::SentAgain, ..News::new(Weight::Notice, format!("{again} {words}")) });
    }
    let strangers = courier.queue.with(Queue::strangers);
    if strangers > 0 {
        let words = tr(
            "taps on this tablet belong to an event that is not here. They stay on it until it is.",
            "Runden auf diesem Tablet gehören zu einer Veranstaltung, die nicht hier ist. Sie bleiben darauf, bis sie es ist.",
        );
        all.push(News::new(Weight::Notice, format!("{strangers} {words}")));
    }
    all
}

/// A line for each reason, with the bibs it befell: `7, 9 held: counted before the start. The desk decides.`
fn summed_up(all: &[NotCounted]) -> Vec<String> {
    let kind = |tap: &NotCounted| (tap.held, tap.word, tap.reason.clone());
    let mut reasons: Vec<(bool, bool, Option<Reason>)> = Vec::new();
    for tap in all {
        if !reasons.contains(&kind(tap)) {
            reasons.push(kind(tap));
        }
    }
    let line = |reason: (bool, bool, Option<Reason>)| {
        let bibs: Vec<String> = all.iter().filter(|tap| kind(tap) == reason).map(|tap| tap.bib.to_string()).collect();
        let (held, word, reason) = reason;
        let (verb, end) = if word {
            (tr("not done", "nicht ausgeführt"), tr("Tell the desk.", "Sagen Sie der Anmeldung Bescheid."))
        } else if held {
            (tr("held", "offen"), tr("The desk decides.", "Die Anmeldung entscheidet."))
        } else {
            (tr("not counted", "nicht gezählt"), tr("Tell the desk.", "Sagen Sie der Anmeldung Bescheid."))
        };
        let why = reason.map(|reason| format!(": {}", reason.sentence_in(lang()).trim_end_matches('.')));
        format!("{} {verb}{}. {end}", bibs.join(", "), why.unwrap_or_default())
    };
    reasons.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Bib, held::HeldReason, refusal::IdIsNil};
    use uuid::Uuid;

    #[test]
    fn taps_with_one_reason_share_a_line() {
        let tap = |bib, held, reason: Reason| NotCounted {
            id: Uuid::nil(),
            bib: Bib::new(bib).unwrap(),
            held,
            word: false,
            reason: Some(reason),
        };
        let before = || Reason::from(HeldReason::BeforeStart);
        let lines = summed_up(&[tap(7, true, before()), tap(8, false, IdIsNil.into()), tap(9, true, before())]);
        assert_eq!(
            lines,
            ["7, 9 held: counted before the start. The desk decides.", "8 not counted: The id is nil. Tell the desk."]
        );
    }
}
