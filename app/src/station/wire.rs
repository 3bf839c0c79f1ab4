//! Tells the server what was tapped, through the same public API as any other program.

use super::{
    queue::{Batch, Failure},
    record::Place,
};
use crate::i18n::{lang, tr};
use domain::{
    Bib, ProblemKind,
    call::{CallOutcome, CallStatus, LaneCall},
    ids::LaneId,
    lap::{AdjustInput, Adjusted, Answered, LapInput, LapOutcome, LapStatus},
    refusal::{Code, OutcomeUnknown, Params, Reason},
    water::{Spoken, WordInput},
};
use gloo_net::http::{Request, Response};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;
use web_sys::AbortController;

/// How long an answer is waited for. A network that fell silent would otherwise hold the queue for minutes.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the server made of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What became of each lap or word, in order.
    Outcomes(Vec<LapOutcome>),
    /// The lap is taken back.
    Voided,
    /// The lap cannot be taken back, and never could be.
    NotVoided {
        /// Why.
        reason: String,
        /// Because the server has no such lap.
        unknown: bool,
    },
}

/// Why a request has to be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Whether the server may have taken it.
    pub how: Failure,
    /// What the helper is told.
    pub sentence: String,
}

/// What a helper is told while the server is away.
pub fn unreached() -> &'static str {
    tr(
        "The server cannot be reached. Go on tapping: every tap stays on this tablet and is sent by itself.",
        "Der Server ist nicht erreichbar. Tippen Sie weiter: jede Runde bleibt auf diesem Tablet und wird von selbst gesendet.",
    )
}

impl Trouble {
    fn unanswered() -> Self {
        Self { how: Failure::Unanswered, sentence: unreached().to_owned() }
    }

    fn refused(status: u16, reason: &Reason) -> Self {
        // A node of the version before says no code where it does not know either.
        let is_unavailable = status == ProblemKind::Unavailable.status();
        if reason.is::<OutcomeUnknown>() || (is_unavailable && reason.code.is_none()) {
            let sentence = tr(
                "It is not known whether the server took the taps. They are sent again by themselves, and each counts once.",
                "Es ist nicht bekannt, ob der Server die Runden angenommen hat. Sie werden von selbst noch einmal gesendet, und jede zählt einmal.",
            );
            return Self { how: Failure::Unanswered, sentence: sentence.to_owned() };
        }
        let sentence = if status == ProblemKind::Unauthenticated.status() {
            tr(
                "This tablet is no longer signed in. Its taps stay on it and are sent once it is signed in again, best in another tab.",
                "Dieses Tablet ist nicht mehr angemeldet. Seine Runden bleiben darauf und werden gesendet, sobald es wieder angemeldet ist, am besten in einem anderen Tab.",
            )
            .to_owned()
        } else {
            format!(
                "{} {}",
                tr("The server did not take the taps:", "Der Server hat die Runden nicht angenommen:"),
                reason.sentence_in(lang())
            )
        };
        let gone = status == ProblemKind::NotFound.status();
        Self { how: if gone { Failure::NoSuchEvent } else { Failure::Refused }, sentence }
    }
}

/// Every answer's envelope.
#[derive(Deserialize)]
struct Envelope<T> {
    data: Option<T>,
    err: Option<String>,
    code: Option<Code>,
    #[serde(default)]
    params: Params,
}

impl<T> Envelope<T> {
    /// What was answered, or why it was refused; neither is no answer of this server's.
    fn open(self) -> Option<Result<T, Reason>> {
        let refusal = Reason::joined(self.err, self.code, self.params);
        self.data.map(Ok).or_else(|| refusal.map(Err))
    }
}

/// Sends one request of the queue.
///
/// # Errors
/// Where it has to be repeated.
pub async fn send(batch: &Batch) -> Result<Answer, Trouble> {
    match batch {
        Batch::Laps(place, laps) => send_laps(&place.event, laps).await,
        Batch::Void(place, id) => send_void(&place.event, *id).await,
        Batch::Instead(place, wrong, lap) => send_instead(&place.event, *wrong, lap).await,
        Batch::Call(place, lane, call) => send_call(&place.event, *lane, call).await,
        Batch::Adjust(place, bib, input) => send_adjustment(&place.event, *bib, input).await,
    }
}

/// Asks which of the laps and undos that were answered the server lacks.
///
/// # Errors
/// Where it has to be asked again.
pub async fn ask_lacking(place: &Place, answered: &Answered) -> Result<Answered, Trouble> {
    let path = format!("/api/v1/events/{}/laps/lacking", place.event);
    let (status, envelope) = post::<Answered>(&path, answered).await?;
    match envelope.open() {
        Some(Ok(lacking)) => Ok(lacking),
        Some(Err(reason)) => Err(Trouble::refused(status, &reason)),
        None => Err(Trouble::unanswered()),
    }
}

/// Whether a node that does not know of lanes' ids refused a lap for one. Such a node knows no codes either, so its
/// sentence is all that there is.
fn knows_no_lane_ids(code: Option<&Code>, sentence: Option<&str>) -> bool {
    code.is_none() && sentence.is_some_and(|sentence| sentence.contains("unknown field `lane_id`"))
}

/// A lap as a node of the version before takes it: its lane by name alone.
fn by_name(lap: &LapInput) -> LapInput {
    LapInput { lane_id: None, ..lap.clone() }
}

async fn send_laps(event: &str, laps: &[LapInput]) -> Result<Answer, Trouble> {
    let answer = post_laps(event, laps).await?;
    match &answer {
        Answer::Outcomes(all)
            if all.iter().any(|one| knows_no_lane_ids(one.reason_code.as_ref(), one.reason.as_deref())) =>
        {
            post_laps(event, &laps.iter().map(by_name).collect::<Vec<_>>()).await
        }
        _ => Ok(answer),
    }
}

async fn post_laps(event: &str, laps: &[LapInput]) -> Result<Answer, Trouble> {
    #[derive(Serialize)]
    struct Body<'a> {
        laps: &'a [LapInput],
    }
    let (status, envelope) = post::<Vec<LapOutcome>>(&format!("/api/v1/events/{event}/laps"), &Body { laps }).await?;
    match envelope.open() {
        Some(Ok(outcomes)) if outcomes.len() == laps.len() => Ok(Answer::Outcomes(outcomes)),
        Some(Err(reason)) => Err(Trouble::refused(status, &reason)),
        _ => Err(Trouble::unanswered()),
    }
}

async fn send_void(event: &str, id: Uuid) -> Result<Answer, Trouble> {
    #[derive(Serialize)]
    struct Nothing {}
    let (status, envelope) = post::<LapOutcome>(&format!("/api/v1/events/{event}/laps/{id}/undo"), &Nothing {}).await?;
    let for_good = [ProblemKind::Invalid, ProblemKind::NotFound, ProblemKind::Conflict];
    let unknown = status == ProblemKind::NotFound.status();
    match Reason::joined(envelope.err, envelope.code, envelope.params) {
        None => Ok(Answer::Voided),
        Some(reason) if for_good.iter().any(|kind| kind.status() == status) => {
            Ok(Answer::NotVoided { reason: reason.sentence_in(lang()).into_owned(), unknown })
        }
        Some(reason) => Err(Trouble::refused(status, &reason)),
    }
}

async fn send_instead(event: &str, wrong: Uuid, lap: &LapInput) -> Result<Answer, Trouble> {
    let path = format!("/api/v1/events/{event}/laps/{wrong}/instead");
    let (mut status, mut envelope) = post::<LapOutcome>(&path, lap).await?;
    if knows_no_lane_ids(envelope.code.as_ref(), envelope.err.as_deref()) {
        (status, envelope) = post::<LapOutcome>(&path, &by_name(lap)).await?;
    }
    one_outcome(status, envelope, lap.id, &[ProblemKind::Invalid], |outcome| outcome)
}

async fn send_call(event: &str, lane: LaneId, call: &LaneCall) -> Result<Answer, Trouble> {
    let (status, envelope) = post::<CallOutcome>(&format!("/api/v1/events/{event}/lanes/{lane}/calls"), call).await?;
    one_outcome(status, envelope, call.id, &[ProblemKind::Invalid], |call| {
        let status = match call.status {
            CallStatus::Done => LapStatus::Counted,
            CallStatus::Duplicate => LapStatus::Duplicate,
            CallStatus::Refused => LapStatus::Rejected,
        };
        let reason = Reason::joined(call.reason, call.reason_code, call.reason_params);
        LapOutcome::of(call.id.to_string(), status, reason)
    })
}

async fn send_adjustment(event: &str, bib: Bib, input: &AdjustInput) -> Result<Answer, Trouble> {
    let (status, envelope) =
        post::<Adjusted>(&format!("/api/v1/events/{event}/players/{bib}/adjustments"), input).await?;
    let for_good = [ProblemKind::Invalid, ProblemKind::NotFound, ProblemKind::Conflict];
    one_outcome(status, envelope, input.id, &for_good, |Adjusted { id, duplicate, .. }| {
        let status = if duplicate { LapStatus::Duplicate } else { LapStatus::Counted };
        LapOutcome::of(id.to_string(), status, None)
    })
}

/// The answer about one thing. What is refused for good is an outcome too: it would else be sent for ever.
fn one_outcome<T>(
    status: u16,
    envelope: Envelope<T>,
    id: Uuid,
    for_good: &[ProblemKind],
    read: impl FnOnce(T) -> LapOutcome,
) -> Result<Answer, Trouble> {
    match envelope.open() {
        Some(Ok(data)) => Ok(Answer::Outcomes(vec![read(data)])),
        Some(Err(reason)) if for_good.iter().any(|kind| kind.status() == status) => {
            Ok(Answer::Outcomes(vec![LapOutcome::of(id.to_string(), LapStatus::Rejected, Some(reason))]))
        }
        Some(Err(reason)) => Err(Trouble::refused(status, &reason)),
        None => Err(Trouble::unanswered()),
    }
}

/// Says something of somebody in the water. A refusal is final: whoever is not known here is not helped by asking again.
///
/// # Errors
/// Where it has to be repeated.
pub async fn send_word(event: &str, word: &WordInput) -> Result<Option<String>, Trouble> {
    let (status, envelope) = post::<Spoken>(&format!("/api/v1/events/{event}/water/words"), word).await?;
    let for_good = [ProblemKind::Invalid, ProblemKind::NotFound, ProblemKind::Conflict];
    match Reason::joined(envelope.err, envelope.code, envelope.params) {
        None => Ok(None),
        Some(reason) if for_good.iter().any(|kind| kind.status() == status) => {
            Ok(Some(reason.sentence_in(lang()).into_owned()))
        }
        Some(reason) => Err(Trouble::refused(status, &reason)),
    }
}

/// Posts JSON and reads the envelope. Whatever is no envelope was not said by this server.
async fn post<T: for<'de> Deserialize<'de>>(path: &str, body: &impl Serialize) -> Result<(u16, Envelope<T>), Trouble> {
    let abort = AbortController::new().ok();
    let signal = abort.as_ref().map(AbortController::signal);
    let timer = set_timeout_with_handle(move || abort.iter().for_each(AbortController::abort), PATIENCE).ok();
    let answer = async {
        let response: Response =
            Request::post(path).abort_signal(signal.as_ref()).json(body).ok()?.send().await.ok()?;
        let status = response.status();
        response.json::<Envelope<T>>().await.ok().map(|envelope| (status, envelope))
    };
    let answer = answer.await;
    if let Some(timer) = timer {
        timer.clear();
    }
    answer.ok_or_else(Trouble::unanswered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::refusal::LapIdNil;

    #[test]
    fn only_what_is_not_known_to_be_refused_may_have_been_taken() {
        let known = Trouble::refused(503, &domain::refusal::DatabaseAway.into());
        assert_eq!(known.how, Failure::Refused);
        assert!(known.sentence.ends_with("Nothing was changed; try again shortly."), "{}", known.sentence);
        assert_eq!(Trouble::refused(503, &OutcomeUnknown.into()).how, Failure::Unanswered);
        let before = Reason::joined(Some("It is not known.".into()), None, Params::default()).unwrap();
        assert_eq!(
            Trouble::refused(503, &before).how,
            Failure::Unanswered,
            "a node that knows no codes may have taken it"
        );
    }

    #[test]
    fn a_node_of_the_version_before_is_known_by_what_it_refuses() {
        // What it knows of a lap, as far as it matters here.
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "read for what it refuses")]
        struct LapBefore {
            lane: Option<String>,
        }
        let refused = serde_json::from_str::<LapBefore>(r#"{"lane":"slow","lane_id":3}"#).unwrap_err().to_string();
        assert!(knows_no_lane_ids(None, Some(&refused)), "{refused}");
        assert!(knows_no_lane_ids(None, Some(&format!("The body cannot be read: {refused}."))));
        assert!(!knows_no_lane_ids(None, Some("the event has no lane with this `lane_id`")));
        assert!(!knows_no_lane_ids(None, None));
        let code = Reason::from(LapIdNil).code;
        assert!(!knows_no_lane_ids(code.as_ref(), Some(&refused)), "whoever knows codes knows of lanes' ids");
    }
}
