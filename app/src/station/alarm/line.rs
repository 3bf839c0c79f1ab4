//! What the alarm's line says.

use super::super::watch::Missing;
use crate::i18n::tr;
use domain::{Timestamp, heads::LaneAlarm, time::clock_text};
use leptos::prelude::*;

/// What the line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// Nobody is missed.
    Still,
    /// More than half of the lane is overdue.
    Lane(LaneAlarm),
    /// One is missed, or help was called for one.
    One(Missing),
    /// Several are.
    Several(Vec<Missing>),
}

impl Line {
    pub(super) fn of(missing: &[Missing], lane: Option<LaneAlarm>) -> Self {
        match (missing, lane) {
            ([], _) => Self::Still,
            (_, Some(lane)) => Self::Lane(lane),
            ([one], None) => Self::One(one.clone()),
            (several, None) => Self::Several(several.to_vec()),
        }
    }

    /// The only one who is missed.
    pub(super) fn alone(&self) -> Option<Missing> {
        match self {
            Self::One(one) => Some(one.clone()),
            Self::Still | Self::Lane(_) | Self::Several(_) => None,
        }
    }

    /// Whether somebody is overdue; else help is under way.
    pub(super) fn rings(&self) -> bool {
        match self {
            Self::Still => false,
            Self::Lane(_) => true,
            Self::One(one) => one.overdue.is_some(),
            Self::Several(several) => several.iter().any(|one| one.overdue.is_some()),
        }
    }

    /// What the line's part of the page is called.
    pub(super) fn title(&self) -> &'static str {
        match self {
            Self::Still => tr("In the water", "Im Wasser"),
            Self::Lane(_) => tr("Hardly anybody was counted", "Kaum jemand wurde gezählt"),
            _ if self.rings() => tr("Not seen for too long", "Zu lange nicht gesehen"),
            _ => tr("Help was called", "Hilfe ist gerufen"),
        }
    }

    /// What is read out when it changes.
    pub(super) fn alert(&self) -> String {
        let name = |one: &Missing| format!("{} {}", one.marker, one.name);
        match self {
            Self::Still => String::new(),
            Self::Lane(lane) => format!("{}. {}", lane_words(*lane), how_many()),
            Self::One(one) => format!("{}: {}", self.title(), name(one)),
            Self::Several(several) => {
                format!("{}: {}", self.title(), several.iter().map(name).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// The question that a whole lane's alarm asks.
pub(super) fn how_many() -> &'static str {
    tr("How many heads do you see?", "Wie viele Köpfe sehen Sie?")
}

fn lane_words(lane: LaneAlarm) -> String {
    if lane.is_everybody() {
        return tr("Nobody was counted here", "Hier wurde niemand gezählt").to_owned();
    }
    let LaneAlarm { overdue, inside, .. } = lane;
    match crate::i18n::lang() {
        crate::i18n::Lang::En => format!("{overdue} of {inside} were not counted"),
        crate::i18n::Lang::De => format!("{overdue} von {inside} wurden nicht gezählt"),
    }
}

/// The line's words, with the time that runs on.
#[component]
pub(super) fn Words(
    /// What it is about.
    line: Memo<Line>,
    /// How many are in the water.
    inside: RwSignal<usize>,
    /// The server's time.
    now: RwSignal<Timestamp>,
) -> impl IntoView {
    // Times are read by the eye: a screen reader would begin anew each second.
    let ago = move |since: Timestamp| {
        let ago_s = Memo::new(move |_| now.get().since_ms(since) / 1_000);
        view! { <span class="num" aria-hidden="true">{move || clock_text(ago_s.get() * 1_000)}</span> }
    };
    let still = move || match inside.get() {
        0 => tr(
            "Who swims here is missed while the clock runs",
            "Wer hier schwimmt, wird vermisst, solange die Uhr läuft",
        )
        .to_owned(),
        n => format!("{n} {}", tr("in the water, all counted in time", "im Wasser, alle rechtzeitig gezählt")),
    };
    move || {
        let line = line.get();
        match line {
            Line::Still => view! { <span class="words">{still}</span> }.into_any(),
            Line::Lane(whole) => view! {
                <span class="words lane">
                    <b>{lane_words(whole)}</b>
                    <span class="all">{tr("for", "seit")} " " {ago(whole.since)} ". " {how_many()}</span>
                </span>
            }
            .into_any(),
            Line::One(Missing { marker, name, overdue, since, .. }) => {
                let what = match overdue {
                    Some(_) => tr("not seen for", "nicht gesehen seit"),
                    None => tr("help was called", "Hilfe gerufen vor"),
                };
                view! {
                    <span class="words one">
                        <b><span class="num">{marker}</span> " " {name}</b>
                        <span class="all">
                            {what} " " {ago(since)}
                            {overdue.map(|overdue| view! {
                                <span class="usual">", " {tr("usually", "sonst")} " " <span class="num">{clock_text(overdue.usual_ms)}</span></span>
                            })}
                        </span>
                    </span>
                }
                .into_any()
            }
            Line::Several(several) => {
                let overdue = several.iter().filter(|one| one.overdue.is_some()).count();
                let title = match overdue {
                    0 => format!("{} {}", tr("Help was called for", "Hilfe ist gerufen für"), several.len()),
                    n => format!("{n} {}", tr("not seen for too long", "zu lange nicht gesehen")),
                };
                let each = several.into_iter().map(|one| {
                    view! {
                        <span class="each">
                            <b class="num">{one.marker}</b> <span class="name">" " {one.name}</span> " " {ago(one.since)}
                        </span>
                    }
                });
                view! { <span class="words"><b>{title}</b><span class="all">{each.collect_view()}</span></span> }
                    .into_any()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Bib, overdue::Overdue};

    fn missing(bib: i64, is_overdue: bool) -> Missing {
        let at = Timestamp::from_ms(0);
        let overdue = is_overdue.then_some(Overdue { last_seen: at, usual_ms: 60_000, since: at });
        Missing { bib: Bib::new(bib).unwrap(), marker: bib.to_string(), name: "Bo Li".into(), overdue, since: at }
    }

    #[test]
    fn one_is_answered_alone_and_help_that_is_under_way_does_not_ring() {
        let [late, helped] = [missing(7, true), missing(8, false)];
        assert_eq!(Line::of(&[], None), Line::Still);
        assert_eq!(Line::of(std::slice::from_ref(&late), None).alone(), Some(late.clone()));
        let both = Line::of(&[helped.clone(), late], None);
        assert_eq!((both.alone(), both.rings(), both.title()), (None, true, "Not seen for too long"));
        let called = Line::of(&[helped], None);
        assert_eq!((called.rings(), called.title()), (false, "Help was called"));
        assert_eq!(called.alert(), "Help was called: 8 Bo Li");
    }

    #[test]
    fn a_whole_lane_is_one_question() {
        let several: Vec<Missing> = (1..=4).map(|bib| missing(bib, true)).collect();
        let lane = |inside| LaneAlarm::of(several.iter().filter_map(|one| one.overdue), inside);
        let question = Line::of(&several, lane(5));
        assert_eq!((question.rings(), question.alone()), (true, None));
        assert_eq!(question.alert(), "4 of 5 were not counted. How many heads do you see?");
        assert_eq!(Line::of(&several, lane(4)).alert(), "Nobody was counted here. How many heads do you see?");
        assert!(matches!(Line::of(&several, lane(8)), Line::Several(_)));
    }
}
