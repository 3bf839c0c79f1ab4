//! What both tablets of a lane counted at once, for the desk: lane by lane, all of it answered as one or each by itself.

use super::{list_both_counted, settle_counters};
use crate::{
    PageError,
    components::{ActionButton, LocalTime, Refusal, StaffLive, use_toast},
    desk::counted,
    feed::Feed,
    i18n::tr,
};
use domain::{
    counters::{BothCounted, Settlement},
    ids::LaneId,
    limits,
    topic::Topic,
};
use leptos::prelude::*;
use uuid::Uuid;

/// How far two taps lie apart, in words: "4 s".
pub fn apart_text(question: &BothCounted) -> String {
    format!("{} s", question.apart_ms().saturating_add(999) / 1_000)
}

/// The laps of a lane that were counted by both.
#[derive(Debug, Clone, PartialEq)]
struct OfLane {
    /// Its name, or what stations called it where it is not known.
    lane: String,
    id: Option<LaneId>,
    questions: Vec<BothCounted>,
}

/// Questions by the lane that they were asked at, in the order of their newest.
fn by_lane(all: Vec<BothCounted>) -> Vec<OfLane> {
    let mut lanes: Vec<OfLane> = Vec::new();
    for question in all {
        let lane = question.lane.clone().unwrap_or_default();
        let id = question.lane_id;
        // A label from before lanes were known by id is as good as the lane's name.
        match lanes.iter_mut().find(|of| (id.is_some() && of.id == id) || of.lane == lane) {
            Some(of) => of.questions.push(question),
            None => lanes.push(OfLane { lane, id, questions: vec![question] }),
        }
    }
    lanes
}

/// What is answered.
type Answer = Action<Vec<Settlement>, Result<(), PageError>>;

/// The section "Counted by both tablets"; nothing while there is no question.
#[component]
pub fn CountedByBoth(
    /// What the page was opened with.
    questions: Vec<BothCounted>,
    /// What it hears.
    live: StaffLive,
) -> impl IntoView {
    let asked = Feed::new(questions, move || live.version(Topic::Held), move || list_both_counted(live.event));
    let toast = use_toast();
    let answer: Answer = Action::new(move |all: &Vec<Settlement>| {
        let all = all.clone();
        async move {
            let mut settled = 0;
            let mut result = Ok(());
            for part in all.chunks(limits::LAPS_PER_REQUEST_MAX) {
                match settle_counters(live.event, part.to_vec()).await {
                    Ok(n) => settled += n,
                    Err(error) => {
                        result = Err(error);
                        break;
                    }
                }
            }
            asked.reload();
            result?;
            let ids: Vec<Uuid> = all.iter().map(|one| one.lap).collect();
            asked.value.update(|questions| questions.retain(|question| !ids.contains(&question.lap)));
            toast.say(format!(
                "{} {}",
                tr("Settled:", "Entschieden:"),
                counted(settled, ["lap", "laps"], ["Runde", "Runden"])
            ));
            Ok(())
        }
    });
    let refused = move || answer.value().get().and_then(Result::err).or_else(|| asked.error.get());
    view! {
        <Refusal error=Signal::derive(refused) />
        {move || {
            let lanes = by_lane(asked.value.get());
            (!lanes.is_empty())
                .then(|| {
                    view! {
                        <section class="panel" aria-labelledby="counted-by-both">
                            <h2 id="counted-by-both">{tr("Counted by both tablets", "Von beiden Tablets gezählt")}</h2>
                            <p class="muted">
                                {tr(
                                    "Two tablets of a lane tapped the same player within seconds. One lap counts; the other waits for an answer.",
                                    "Zwei Tablets einer Bahn haben dieselbe Person binnen Sekunden getippt. Eine Runde zählt, die andere wartet auf eine Antwort.",
                                )}
                            </p>
                            {lanes.into_iter().map(|of| lane(of, answer)).collect_view()}
                        </section>
                    }
                })
        }}
    }
}

fn lane(of: OfLane, answer: Answer) -> impl IntoView {
    let OfLane { lane, questions, .. } = of;
    let n = questions.len();
    let all: Vec<Settlement> =
        questions.iter().map(|question| Settlement { lap: question.lap, counts: false }).collect();
    let same = (n > 1).then(|| {
        view! {
            <ActionButton class="do small" pending=answer.pending() on_press=move || drop(answer.dispatch(all.clone()))>
                {tr("All were the same lap", "Alle waren dieselbe Runde")} " (" {n} ")"
            </ActionButton>
        }
    });
    let heading = if lane.is_empty() {
        tr("No lane given", "Ohne Bahn").to_owned()
    } else {
        format!("{} {lane}", tr("Lane", "Bahn"))
    };
    let caption = format!("{heading}: {}", tr("counted by both", "von beiden gezählt"));
    view! {
        <div class="split">
            <h3>{heading}</h3>
            {same}
        </div>
        <table class="list stacks">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("Bib", "Nr.")}</th>
                    <th scope="col">{tr("Name", "Name")}</th>
                    <th scope="col">{tr("Counted at", "Gezählt um")}</th>
                    <th scope="col">{tr("By", "Von")}</th>
                    <th scope="col" class="r"><span class="visually-hidden">{tr("Answer", "Antworten")}</span></th>
                </tr>
            </thead>
            <tbody>{questions.into_iter().map(|question| row(question, answer)).collect_view()}</tbody>
        </table>
    }
}

fn row(question: BothCounted, answer: Answer) -> impl IntoView {
    let (lap, bib, apart) = (question.lap, question.bib, apart_text(&question));
    let button = move |counts: bool, words: &'static str| {
        let press = move || drop(answer.dispatch(vec![Settlement { lap, counts }]));
        view! {
            <ActionButton class="quiet small" pending=answer.pending() on_press=press>
                {words}
                <span class="visually-hidden">", " {tr("bib", "Nr.")} " " {bib.get()}</span>
            </ActionButton>
        }
    };
    let by = [question.counted_by, question.device].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <td class="num of">{bib.get()}</td>
            <td class="name">{question.name}</td>
            <td class="num">
                <LocalTime at=question.counted_at /> " " <span class="badge late">{apart} " " {tr("apart", "Abstand")}</span>
            </td>
            <td class="muted place">{by}</td>
            <td class="r">
                {button(false, tr("One lap", "Eine Runde"))} " " {button(true, tr("Two laps", "Zwei Runden"))}
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Bib, Timestamp};

    #[test]
    fn questions_stand_by_lane_and_say_how_far_the_taps_lie_apart() {
        let question = |no: u128, lane: &str, apart_ms: i64| BothCounted {
            lap: Uuid::from_u128(no),
            bib: Bib::new(7).unwrap(),
            name: "Ada Lind".into(),
            lane: Some(lane.into()),
            lane_id: None,
            at: Timestamp::from_ms(10_000 - apart_ms),
            device: None,
            counted_at: Timestamp::from_ms(10_000),
            counted_by: None,
        };
        let lanes = by_lane(vec![question(1, "red", 10), question(2, "blue", 0), question(3, "red", 4_000)]);
        let shape: Vec<_> = lanes.iter().map(|of| (of.lane.as_str(), of.questions.len())).collect();
        assert_eq!(shape, [("red", 2), ("blue", 1)]);
        let known = |no, lane| BothCounted { lane_id: Some(LaneId(4)), ..question(no, lane, 0) };
        assert_eq!(by_lane(vec![known(1, "red"), known(2, "rot")]).len(), 1, "renamed between two answers");
        assert_eq!(lanes[0].questions.iter().map(apart_text).collect::<Vec<_>>(), ["1 s", "4 s"]);
    }
}
