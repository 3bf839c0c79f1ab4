//! Taps: on the disk before they are sent, sent with the same id until they are answered.

use super::{
    desk::{Desk, in_path},
    show::{self, read},
    work::{By, Change, Tap},
};
use crate::cli::{
    Failure,
    api::{CallError, Patience},
};
use backend::{SystemTime, TimeSource};
use domain::{
    Bib,
    change::Kind,
    lap::{LapCount, LapInput, LapOutcome, LapStatus},
    limits,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

impl Desk {
    /// Counts a lap.
    pub(super) async fn tap(&self, bib: Bib, count: Option<LapCount>) -> Result<(), Failure> {
        let event = self.event().await?;
        let counted_at = SystemTime.now().plus_ms(event.ahead_ms);
        let lap = LapInput { id: Uuid::now_v7(), bib, counted_at, count, lane: None, lane_id: None };
        self.work.keep(Tap { event: event.slug, lap: lap.clone() }).await?;
        let answer = self.send_kept(Some(lap.id)).await?;
        let outcome =
            answer.ok_or_else(|| Failure::Other("Another client of this installation sent it.".to_owned()))?;
        if outcome.status == LapStatus::Rejected {
            return Err(Failure::Other(format!("not counted: {}", said(bib, &outcome))));
        }
        self.out.show(json!(outcome), |outcome: LapOutcome| format!("{}\n", said(bib, &outcome)))
    }

    /// Sends whatever is without an answer.
    pub(super) async fn send_all(&self) -> Result<(), Failure> {
        let waiting = self.work.taps()?.len();
        self.send_kept(None).await?;
        self.out.show(json!({ "sent": waiting }), |_: Value| match waiting {
            0 => "no tap is waiting\n".to_owned(),
            1 => "1 tap sent\n".to_owned(),
            n => format!("{n} taps sent\n"),
        })
    }

    /// Sends all taps without an answer, oldest first, and says what became of them; returns what became of the new one.
    pub(super) async fn send_kept(&self, new: Option<Uuid>) -> Result<Option<LapOutcome>, Failure> {
        let mut of_new = None;
        let mut taps = self.work.taps()?;
        while let Some(event) = taps.first().map(|tap| tap.event.clone()) {
            let (mut batch, others): (Vec<Tap>, Vec<Tap>) = taps.into_iter().partition(|tap| tap.event == event);
            let rest = batch.split_off(batch.len().min(limits::LAPS_PER_REQUEST_MAX));
            taps = rest.into_iter().chain(others).collect();
            let outcomes = self.send(&event, &batch, new).await?;
            let (mut answered, mut changes) = (Vec::new(), Vec::new());
            for (tap, outcome) in batch.iter().zip(outcomes) {
                let (id, bib) = (tap.lap.id, tap.lap.bib);
                answered.push(id);
                if outcome.status != LapStatus::Rejected {
                    let event = event.clone();
                    changes.push(Change { event, bib, action: Kind::LapCount.name().to_owned(), by: By::Lap(id) });
                }
                if new == Some(id) {
                    of_new = Some(outcome);
                } else {
                    show::note(&format!(
                        "sent now, tapped {}: {}",
                        show::local(tap.lap.counted_at),
                        said(bib, &outcome)
                    ));
                }
            }
            self.work.answered(&answered, changes).await?;
        }
        Ok(of_new)
    }

    /// Sends laps of one event until they are answered or patience ends.
    async fn send(&self, event: &str, taps: &[Tap], new: Option<Uuid>) -> Result<Vec<LapOutcome>, Failure> {
        let path = format!("/api/v1/events/{}/laps", in_path(event));
        let body = json!({ "laps": taps.iter().map(|tap| &tap.lap).collect::<Vec<_>>() });
        let mut patience = Patience::of(self.patience);
        let mut tries = 0;
        loop {
            let error = match self.session.call(Method::POST, &path, Some(&body)).await {
                Ok(outcomes) => return read(outcomes),
                Err(Failure::Api(error)) => error,
                Err(failure) => return Err(failure),
            };
            // Signing in mends that; any other refusal of the whole is final.
            if let CallError::Refused { status, .. } = &error
                && *status != StatusCode::UNAUTHORIZED
            {
                self.refused(taps, new).await?;
                return Err(error.into());
            }
            if tries == 0 && !self.patience.is_zero() && !matches!(error, CallError::Refused { .. }) {
                show::note(&format!("No answer ({error}). Trying again with the same id, so that it counts once."));
            }
            tries += 1;
            if let Err(error) = patience.bear(error).await {
                let kept = match taps.len() {
                    1 => "The tap is kept and goes".to_owned(),
                    n => format!("{n} taps are kept and go"),
                };
                return Err(Failure::Other(format!("{error}. {kept} out before the next one, or with `send`.")));
            }
        }
    }

    /// Forgets taps that the server refused as a whole, and says which: only a person can tell what they were worth.
    async fn refused(&self, taps: &[Tap], new: Option<Uuid>) -> Result<(), Failure> {
        let ids: Vec<Uuid> = taps.iter().map(|tap| tap.lap.id).collect();
        self.work.answered(&ids, Vec::new()).await?;
        for Tap { lap, .. } in taps.iter().filter(|tap| Some(tap.lap.id) != new) {
            show::note(&format!("not counted: {} at {} (lap {})", lap.bib, show::local(lap.counted_at), lap.id));
        }
        Ok(())
    }
}

/// What became of a tap. A duplicate of an id that was made here is an earlier try that arrived.
fn said(bib: Bib, outcome: &LapOutcome) -> String {
    let reason = outcome.reason.as_deref().unwrap_or("no reason given");
    match outcome.status {
        LapStatus::Counted => format!("{bib} counted"),
        LapStatus::Duplicate if outcome.held => format!("{bib} held since an earlier try"),
        LapStatus::Duplicate => format!("{bib} counted by an earlier try"),
        LapStatus::Held => format!("{bib} held: {reason}"),
        LapStatus::Rejected => format!("{bib} rejected: {reason}"),
    }
}
