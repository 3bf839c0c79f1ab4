//! Tells the server what was tapped, through the same public API as any other program.

use super::queue::{Batch, Failure};
use crate::i18n::tr;
use domain::{
    ProblemKind,
    lap::{LapInput, LapOutcome},
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
    /// What became of each lap, in order.
    Laps(Vec<LapOutcome>),
    /// The lap is taken back.
    Voided,
    /// The lap cannot be taken back, and never could be: why.
    NotVoided(String),
}

/// Why a request has to be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Whether the server may have taken it.
    pub how: Failure,
    /// What the helper is told.
    pub sentence: String,
}

impl Trouble {
    fn unanswered() -> Self {
        let sentence = tr(
            "The server cannot be reached. Go on tapping: everything is kept here and sent again. Do not close this page.",
            "Der Server ist nicht erreichbar. Tippen Sie weiter: alles bleibt hier und wird noch einmal gesendet. Schließen Sie diese Seite nicht.",
        );
        Self { how: Failure::Unanswered, sentence: sentence.to_owned() }
    }

    fn refused(status: u16, sentence: &str) -> Self {
        let sentence = if status == ProblemKind::Unauthenticated.status() {
            tr(
                "This tablet is no longer signed in. Its taps are kept here: sign it in again in another tab, and do not close this one.",
                "Dieses Tablet ist nicht mehr angemeldet. Seine Runden bleiben hier: melden Sie es in einem anderen Tab wieder an und lassen Sie diesen offen.",
            )
            .to_owned()
        } else {
            format!(
                "{} {sentence}",
                tr("The server did not take the taps:", "Der Server hat die Runden nicht angenommen:")
            )
        };
        Self { how: Failure::Refused, sentence }
    }
}

/// Every answer's envelope.
#[derive(Deserialize)]
struct Envelope<T> {
    data: Option<T>,
    err: Option<String>,
}

/// Sends one request of the queue.
///
/// # Errors
/// Where it has to be repeated.
pub async fn send(event: &str, batch: &Batch) -> Result<Answer, Trouble> {
    match batch {
        Batch::Laps(laps) => send_laps(event, laps).await,
        Batch::Void(id) => send_void(event, *id).await,
    }
}

async fn send_laps(event: &str, laps: &[LapInput]) -> Result<Answer, Trouble> {
    #[derive(Serialize)]
    struct Body<'a> {
        laps: &'a [LapInput],
    }
    let (status, envelope) = post::<Vec<LapOutcome>>(&format!("/api/v1/events/{event}/laps"), &Body { laps }).await?;
    match envelope {
        Envelope { data: Some(outcomes), .. } if outcomes.len() == laps.len() => Ok(Answer::Laps(outcomes)),
        Envelope { err: Some(sentence), .. } => Err(Trouble::refused(status, &sentence)),
        _ => Err(Trouble::unanswered()),
    }
}

async fn send_void(event: &str, id: Uuid) -> Result<Answer, Trouble> {
    #[derive(Serialize)]
    struct Nothing {}
    let (status, envelope) = post::<LapOutcome>(&format!("/api/v1/events/{event}/laps/{id}/undo"), &Nothing {}).await?;
    let for_good = [ProblemKind::Invalid, ProblemKind::NotFound, ProblemKind::Conflict];
    match envelope.err {
        None => Ok(Answer::Voided),
        Some(sentence) if for_good.iter().any(|kind| kind.status() == status) => Ok(Answer::NotVoided(sentence)),
        Some(sentence) => Err(Trouble::refused(status, &sentence)),
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
