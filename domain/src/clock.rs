//! The clock of an event: draft → open → running ⇄ paused → finished.
//!
//! Race time stands still while paused. A lap is judged by the moment at which it was counted against the spans in
//! which the clock ran, never by when it arrived.

use crate::{Problem, Timestamp, held::HeldReason, refusal};
use serde::{Deserialize, Serialize};

/// Where the clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// Being prepared; not yet the current event.
    Draft,
    /// Registration is open, the race has not started.
    Open,
    /// Race time runs.
    Running,
    /// Race time stands still.
    Paused,
    /// The race is over.
    Finished,
}

impl ClockState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Open, Self::Running, Self::Paused, Self::Finished];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Finished => "finished",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// What can be done to the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClockAction {
    /// Open registration.
    Open,
    /// Start the race; once started, with a time, set the start back or forward.
    Start,
    /// Stop race time.
    Pause,
    /// Let race time run on; after a finish, as if it had never been pressed.
    Resume,
    /// End the race.
    Finish,
}

/// A stretch in which race time ran, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// When it began.
    pub from: Timestamp,
    /// When it ended; none while it runs.
    pub to: Option<Timestamp>,
}

impl Span {
    fn covers(self, at: Timestamp) -> bool {
        self.from <= at && self.to.is_none_or(|to| at <= to)
    }
}

/// The clock with everything that race time is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Where it stands.
    pub state: ClockState,
    /// In which it ran, in order; the last one is open while running.
    pub spans: Vec<Span>,
    /// When the race was finished.
    pub finished_at: Option<Timestamp>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { state: ClockState::Draft, spans: Vec::new(), finished_at: None }
    }
}

impl Clock {
    /// When the race began.
    pub fn started_at(&self) -> Option<Timestamp> {
        self.spans.first().map(|span| span.from)
    }

    /// Race time at a moment, in milliseconds: what ran of it until then.
    pub fn race_ms(&self, at: Timestamp) -> i64 {
        self.spans.iter().map(|span| span.to.map_or(at, |to| to.min(at)).since_ms(span.from).max(0)).sum()
    }

    /// The latest moment of the race until `now`: now while it runs, else when it was paused or finished.
    pub fn latest(&self, now: Timestamp) -> Timestamp {
        self.spans.last().and_then(|span| span.to).map_or(now, |to| to.min(now))
    }

    /// The moment at which something is done to the clock now: never before what was done to it last. A machine's clock
    /// that was set back would else have the race paused before it was resumed.
    pub fn moment(&self, now: Timestamp) -> Timestamp {
        self.spans.last().map_or(now, |last| now.max(last.to.unwrap_or(last.from)))
    }

    /// Whether a lap counted at that moment lies in the race.
    ///
    /// # Errors
    /// Why it does not.
    pub fn judge(&self, at: Timestamp) -> Result<(), HeldReason> {
        match self.started_at() {
            None => Err(HeldReason::BeforeStart),
            Some(start) if at < start => Err(HeldReason::BeforeStart),
            Some(_) if self.spans.iter().any(|span| span.covers(at)) => Ok(()),
            Some(_) if self.finished_at.is_some_and(|end| at > end) => Err(HeldReason::AfterFinish),
            Some(_) => Err(HeldReason::InPause),
        }
    }

    /// The clock after an action at a moment; `given` says that a person named the moment.
    ///
    /// # Errors
    /// A conflict with a sentence if the state or the order of moments forbids it.
    pub fn after(&self, action: ClockAction, at: Timestamp, given: bool) -> Result<Self, Problem> {
        use ClockState::{Draft, Finished, Open, Paused, Running};
        let mut next = self.clone();
        match (action, self.state) {
            (ClockAction::Open, Draft) => next.state = Open,
            (ClockAction::Start, Open) => {
                next.state = Running;
                next.spans = vec![Span { from: at, to: None }];
            }
            (ClockAction::Start, Running | Paused | Finished) if given => next.move_start(at)?,
            (ClockAction::Pause, Running) => {
                next.close_span(at)?;
                next.state = Paused;
            }
            (ClockAction::Resume, Paused) => {
                if self.spans.last().and_then(|span| span.to).is_some_and(|to| at < to) {
                    return Err(refusal::ResumeBeforePause.into());
                }
                next.spans.push(Span { from: at, to: None });
                next.state = Running;
            }
            (ClockAction::Resume, Finished) => next.reopen(),
            (ClockAction::Finish, Running) => {
                next.close_span(at)?;
                next.finished_at = Some(at);
                next.state = Finished;
            }
            (ClockAction::Finish, Paused) => {
                if self.spans.last().and_then(|span| span.to).is_some_and(|to| at < to) {
                    return Err(refusal::FinishBeforePause.into());
                }
                next.finished_at = Some(at);
                next.state = Finished;
            }
            (_, state) => return Err(refused(action, state)),
        }
        Ok(next)
    }

    fn move_start(&mut self, at: Timestamp) -> Result<(), Problem> {
        if let Some(first) = self.spans.first_mut() {
            if first.to.is_some_and(|to| at > to) {
                return Err(refusal::StartAfterPause.into());
            }
            first.from = at;
        }
        Ok(())
    }

    fn close_span(&mut self, at: Timestamp) -> Result<(), Problem> {
        if let Some(last) = self.spans.last_mut() {
            if at < last.from {
                return Err(refusal::BeforeStartOrResume.into());
            }
            last.to = Some(at);
        }
        Ok(())
    }

    /// Takes a finish back: to running if the clock ran when it was pressed, else to paused.
    fn reopen(&mut self) {
        let ended = self.finished_at.take();
        match self.spans.last_mut() {
            Some(last) if last.to == ended => {
                last.to = None;
                self.state = ClockState::Running;
            }
            _ => self.state = ClockState::Paused,
        }
    }

    /// What is shown of the clock at a moment.
    pub fn view(&self, at: Timestamp) -> ClockView {
        // A race that was finished has all of its time, also where the clock was set back since.
        let race_ms = self.race_ms(self.moment(at));
        ClockView { state: self.state, started_at: self.started_at(), race_ms, at }
    }
}

fn refused(action: ClockAction, state: ClockState) -> Problem {
    match (action, state) {
        (ClockAction::Open, _) => refusal::RegistrationOpen.into(),
        (ClockAction::Start, ClockState::Draft) => refusal::OpenBeforeStart.into(),
        (ClockAction::Start, _) => refusal::RaceStarted.into(),
        (ClockAction::Resume, ClockState::Running) => refusal::RaceRunning.into(),
        (_, ClockState::Draft | ClockState::Open) => refusal::RaceNotStarted.into(),
        (ClockAction::Pause, ClockState::Paused) => refusal::RacePaused.into(),
        (_, _) => refusal::RaceFinished.into(),
    }
}

/// The clock as answers carry it: race time in milliseconds at the moment `at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockView {
    /// Where it stands.
    pub state: ClockState,
    /// When the race began.
    pub started_at: Option<Timestamp>,
    /// Race time at `at`, in milliseconds.
    pub race_ms: i64,
    /// The server's time of this answer.
    pub at: Timestamp,
}

impl ClockView {
    /// Race time at a later moment of the server's time, in milliseconds.
    pub fn race_ms_at(&self, now: Timestamp) -> i64 {
        if self.state == ClockState::Running { self.race_ms + now.since_ms(self.at).max(0) } else { self.race_ms }
    }
}

/// What a call to set the clock carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClockInput {
    /// What to do.
    pub action: ClockAction,
    /// When it took effect, if not now; never in the future.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const T0: i64 = 1_800_000_000_000;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(T0 + s * 1_000)
    }

    fn run(steps: &[(ClockAction, i64)]) -> Clock {
        steps.iter().fold(Clock::default(), |clock, (action, s)| clock.after(*action, at(*s), true).unwrap())
    }

    #[test]
    fn race_time_stands_still_in_a_pause() {
        use ClockAction::{Finish, Open, Pause, Resume, Start};
        let clock = run(&[(Open, 0), (Start, 10), (Pause, 20), (Resume, 50), (Finish, 60)]);
        assert_eq!(clock.race_ms(at(15)), 5_000);
        assert_eq!(clock.race_ms(at(40)), 10_000);
        assert_eq!(clock.race_ms(at(999)), 20_000);
        assert_eq!(clock.judge(at(9)), Err(HeldReason::BeforeStart));
        assert_eq!(clock.judge(at(20)), Ok(()));
        assert_eq!(clock.judge(at(21)), Err(HeldReason::InPause));
        assert_eq!(clock.judge(at(60)), Ok(()));
        assert_eq!(clock.judge(at(61)), Err(HeldReason::AfterFinish));
    }

    #[test]
    fn resume_after_a_finish_is_as_if_it_had_never_been_pressed() {
        use ClockAction::{Finish, Open, Pause, Resume, Start};
        let running = run(&[(Open, 0), (Start, 10)]);
        assert_eq!(run(&[(Open, 0), (Start, 10), (Finish, 60), (Resume, 70)]), running);
        let paused = run(&[(Open, 0), (Start, 10), (Pause, 20)]);
        assert_eq!(run(&[(Open, 0), (Start, 10), (Pause, 20), (Finish, 60), (Resume, 70)]), paused);
    }

    #[test]
    fn the_start_moves_only_when_a_time_is_given() {
        use ClockAction::{Open, Start};
        let clock = run(&[(Open, 0), (Start, 100)]);
        assert!(clock.after(Start, at(200), false).is_err());
        assert_eq!(clock.after(Start, at(40), true).unwrap().started_at(), Some(at(40)));
    }

    #[test]
    fn a_clock_set_back_takes_nothing_from_the_race() {
        use ClockAction::{Finish, Open, Pause, Resume, Start};
        let now = at(-3_600);
        let mut clock = run(&[(Open, 0), (Start, 10), (Pause, 20)]);
        assert_eq!(clock.view(now).race_ms, 10_000, "what was swum stays");
        for action in [Resume, Pause, Resume, Finish] {
            assert!(clock.after(action, now, false).is_err(), "no moment lies before the last one");
            clock = clock.after(action, clock.moment(now), false).unwrap();
            assert_eq!((clock.race_ms(at(99_999)) >= 10_000, clock.view(now).race_ms), (true, 10_000));
        }
        assert_eq!(clock.finished_at, Some(at(20)));
        assert_eq!(run(&[(Open, 0), (Start, 10)]).moment(at(15)), at(15), "else it is now");
    }

    proptest! {
        #[test]
        fn any_sequence_keeps_spans_in_order(steps in proptest::collection::vec((0u8..5, 0i64..100), 0..30)) {
            let mut clock = Clock::default();
            for (action, s) in steps {
                let action = [ClockAction::Open, ClockAction::Start, ClockAction::Pause, ClockAction::Resume, ClockAction::Finish][action as usize];
                if let Ok(next) = clock.after(action, at(s), true) {
                    clock = next;
                }
                for (i, span) in clock.spans.iter().enumerate() {
                    prop_assert!(span.to.is_none_or(|to| to >= span.from));
                    if let Some(next) = clock.spans.get(i + 1) {
                        prop_assert!(span.to.is_some_and(|to| to <= next.from));
                    }
                }
                let open = clock.spans.last().is_some_and(|span| span.to.is_none());
                prop_assert_eq!(open, clock.state == ClockState::Running);
            }
        }
    }
}
