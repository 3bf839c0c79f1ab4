//! One immutable count for a player, and what becomes of it.

use crate::{
    Bib, Metres, Problem, Timestamp,
    clock::Clock,
    held::HeldReason,
    ids::LaneId,
    limits,
    refusal::{self, Code, Params, Reason},
    tag::Tag,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A lap as a station counts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LapInput {
    /// Made where it was counted; a retry carries the same one.
    pub id: Uuid,
    /// The player's bib.
    pub bib: Bib,
    /// When it was counted, by the counter's clock set to the server's.
    pub counted_at: Timestamp,
    /// Laps that it stands for; the event's laps per tap if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<LapCount>,
    /// The lane it was counted at, by the name that it bore then; a number is the name written so. Whatever no lane ever
    /// was called is kept as a label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<LaneName>,
    /// The lane it was counted at, by its id, which holds beside any name. A lane that was removed still counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane_id: Option<LaneId>,
}

/// Where a lap comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LapSource {
    /// Somebody tapped, typed or scanned it as it happened.
    #[default]
    Tap,
    /// A chip system read a tag.
    Transponder,
    /// It was typed in from a sheet of paper.
    Paper,
}

impl LapSource {
    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tap => "tap",
            Self::Transponder => "transponder",
            Self::Paper => "paper",
        }
    }

    /// The source of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Tap, Self::Transponder, Self::Paper].into_iter().find(|source| source.as_str() == name)
    }
}

/// A lap as anything may send it: item of `POST …/laps`. It names a bib, or the tag that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LapItem {
    /// Made where it was counted; a retry carries the same one.
    pub id: Uuid,
    /// The player's bib. With a tag that somebody wears, that player's holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bib: Option<Bib>,
    /// The tag that was read; for laps of a transponder alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// Where it comes from.
    #[serde(default)]
    pub source: LapSource,
    /// When it was counted, by the counter's clock set to the server's.
    pub counted_at: Timestamp,
    /// Laps that it stands for; the event's laps per tap if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<LapCount>,
    /// The lane it was counted at, by the name that it bore then; a number is the name written so. Whatever no lane ever
    /// was called is kept as a label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<LaneName>,
    /// The lane it was counted at, by its id, which holds beside any name. A lane that was removed still counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane_id: Option<LaneId>,
}

impl LapItem {
    /// Whether it can be a lap of anybody.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), Reason> {
        if self.id.is_nil() {
            return Err(refusal::LapIdNil.into());
        }
        match (&self.tag, self.bib, self.source) {
            (Some(_), _, LapSource::Tap | LapSource::Paper) => Err(refusal::LapTagByHand.into()),
            (None, None, LapSource::Transponder) => Err(refusal::ReadNamesNobody.into()),
            (None, None, _) => Err(refusal::LapNamesNobody.into()),
            _ => Ok(()),
        }
    }
}

impl From<LapInput> for LapItem {
    fn from(LapInput { id, bib, counted_at, count, lane, lane_id }: LapInput) -> Self {
        Self { id, bib: Some(bib), tag: None, source: LapSource::Tap, counted_at, count, lane, lane_id }
    }
}

/// How many laps one count stands for: 1 to [`limits::LAPS_PER_TAP_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LapCount(u32);

impl LapCount {
    /// A count in range.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid outside it.
    pub fn new(count: i64) -> Result<Self, Problem> {
        u32::try_from(count)
            .ok()
            .filter(|n| (1..=limits::LAPS_PER_TAP_MAX).contains(n))
            .map(Self)
            .ok_or_else(|| refusal::LapsPerTapRange { max: limits::LAPS_PER_TAP_MAX }.into())
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<'de> Deserialize<'de> for LapCount {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// A wish to add laps to a player or take some off: body of `POST …/players/{bib}/adjustments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AdjustInput {
    /// Made where it is wished for; a retry carries the same one.
    pub id: Uuid,
    /// Laps to be added, or taken off if negative; may be left out where metres are added.
    #[serde(default, skip_serializing_if = "SignedLaps::is_none")]
    pub laps: SignedLaps,
    /// Metres beyond whole laps, less than one: what was swum of a last lap that the finish cut short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra_m: Option<Metres>,
    /// From which moment on it holds; if left out now, or in a pause and after the finish from when the race stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Why; kept in the entry.
    pub reason: String,
}

/// Laps added or taken off: up to [`limits::ADJUSTMENT_LAPS_MAX`] either way; none only where they are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SignedLaps(i64);

impl SignedLaps {
    /// A number in range.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid for none and outside the range.
    pub fn new(laps: i64) -> Result<Self, Problem> {
        let max = limits::ADJUSTMENT_LAPS_MAX;
        if laps == 0 || !(-max..=max).contains(&laps) {
            return Err(refusal::AdjustRange { max }.into());
        }
        Ok(Self(laps))
    }

    /// Whether they are left out.
    pub fn is_none(&self) -> bool {
        self.0 == 0
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for SignedLaps {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// What an adjustment came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Adjusted {
    /// Its id.
    pub id: Uuid,
    /// The player's bib.
    pub bib: Bib,
    /// The player's laps since.
    pub laps: u64,
    /// Whether it was here before, and nothing was changed now.
    pub duplicate: bool,
}

/// Laps and undos that a station knows to have been answered: body of `POST …/laps/lacking`, which answers with those of
/// them that the server lacks. After a restore from an older backup these are sent again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Laps that were counted or held.
    #[serde(default)]
    pub laps: Vec<Uuid>,
    /// Laps that were taken back. The server lacks it where such a lap stands and was never taken back: one that somebody
    /// counted again later is a person's decision and stays.
    #[serde(default)]
    pub voids: Vec<Uuid>,
    /// Adjustments and calls that were done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Uuid>,
}

impl Answered {
    /// How many are asked about.
    pub fn len(&self) -> usize {
        self.laps.len() + self.voids.len() + self.words.len()
    }

    /// Whether nothing is asked about.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A lane as a station names it: text or a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LaneName(String);

impl LaneName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A lane's name, cut to what a lane may be called.
    pub fn new(text: &str) -> Self {
        Self(text.trim().chars().filter(|c| !c.is_control()).take(limits::NAME_CHARS_MAX).collect())
    }
}

impl<'de> Deserialize<'de> for LaneName {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Number(u32),
            Text(String),
        }
        Ok(match Raw::deserialize(from)? {
            Raw::Number(n) => Self(n.to_string()),
            Raw::Text(text) => Self::new(&text),
        })
    }
}

/// What became of a lap that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LapStatus {
    /// It counts.
    Counted,
    /// It is kept for the desk.
    Held,
    /// It was here before, and is not counted again.
    Duplicate,
    /// It can never count; the same id may come again, mended.
    Rejected,
}

/// The answer to one lap, in the order in which they were sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LapOutcome {
    /// The id as it was sent, even where it is none.
    pub id: String,
    /// What became of it.
    pub status: LapStatus,
    /// Why, unless it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Code>,
    /// The reason's parameters.
    #[serde(default, skip_serializing_if = "Params::is_empty")]
    pub reason_params: Params,
    /// Whether it waits for the desk: a tablet whose first answer was lost hears of it by the second.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}

impl LapOutcome {
    /// The answer to a lap, with the reason why.
    pub fn of(id: String, status: LapStatus, reason: Option<Reason>) -> Self {
        let held = status == LapStatus::Held;
        Self { id, status, reason: None, reason_code: None, reason_params: Params::default(), held }.because(reason)
    }

    /// The same with another reason.
    #[must_use]
    pub fn because(self, reason: Option<Reason>) -> Self {
        let (reason, reason_code, reason_params) = Reason::apart(reason);
        Self { reason, reason_code, reason_params, ..self }
    }
}

/// The facts by which a lap is judged.
#[derive(Debug, Clone, Copy)]
pub struct LapFacts {
    /// Somebody in the event has or had the bib.
    pub known: bool,
    /// When the player left the race, if they are out of it.
    pub left_at: Option<Timestamp>,
    /// The player was in a slot at the moment, [`limits::PLACEMENT_GRACE_MS`] given.
    pub placed: bool,
    /// The event requires a slot.
    pub placement_required: bool,
}

/// Whether a lap counts as things stand. `now` is the server's time.
///
/// # Errors
/// Why it is held. The first reason that a person would mend is named: who, then when, then where.
pub fn judge(clock: &Clock, facts: LapFacts, counted_at: Timestamp, now: Timestamp) -> Result<(), HeldReason> {
    if !facts.known {
        return Err(HeldReason::UnknownBib);
    }
    judge_leaving(facts.left_at, counted_at)?;
    if counted_at.since_ms(now) > limits::FUTURE_GRACE_MS {
        return Err(HeldReason::Future);
    }
    clock.judge(counted_at)?;
    if facts.placement_required && !facts.placed {
        return Err(HeldReason::NotPlaced);
    }
    Ok(())
}

/// Whether a lap was counted while its player was in the race: when it was counted decides, not when it arrived.
///
/// # Errors
/// That it was not.
pub fn judge_leaving(left_at: Option<Timestamp>, counted_at: Timestamp) -> Result<(), HeldReason> {
    if left_at.is_some_and(|left_at| counted_at > left_at) { Err(HeldReason::LeftRace) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ClockAction;
    use proptest::prelude::*;

    const GOOD: LapFacts = LapFacts { known: true, left_at: None, placed: true, placement_required: true };

    #[test]
    fn the_reason_named_first_is_the_one_to_mend_first() {
        let now = Timestamp::from_ms(1_800_000_000_000);
        let clock = Clock::default()
            .after(ClockAction::Open, now, false)
            .and_then(|c| c.after(ClockAction::Start, now, false))
            .unwrap();
        let late = now.plus_ms(60_000);
        assert_eq!(judge(&clock, GOOD, now, now), Ok(()));
        assert_eq!(judge(&clock, GOOD, now.plus_ms(30_000), now), Ok(()));
        assert_eq!(judge(&clock, GOOD, late, now), Err(HeldReason::Future));
        assert_eq!(judge(&clock, LapFacts { known: false, ..GOOD }, late, now), Err(HeldReason::UnknownBib));
        assert_eq!(judge(&clock, LapFacts { placed: false, ..GOOD }, now, now), Err(HeldReason::NotPlaced));
        assert_eq!(judge(&clock, LapFacts { placed: false, placement_required: false, ..GOOD }, now, now), Ok(()));
        assert_eq!(judge(&clock, GOOD, now.plus_ms(-1), now), Err(HeldReason::BeforeStart));
        let left = LapFacts { left_at: Some(now), placed: false, ..GOOD };
        assert_eq!(judge(&clock, LapFacts { placed: true, ..left }, now, now), Ok(()), "the last one still counts");
        assert_eq!(judge(&clock, left, now.plus_ms(1), now), Err(HeldReason::LeftRace));
        assert_eq!(judge(&clock, left, late, now), Err(HeldReason::LeftRace));
    }

    #[test]
    fn an_adjustment_adds_or_takes_off_and_is_never_none() {
        let laps = |text: &str| serde_json::from_str::<SignedLaps>(text).map(SignedLaps::get).ok();
        assert_eq!(["-2", "1", "1000", "-1000"].map(laps), [Some(-2), Some(1), Some(1_000), Some(-1_000)]);
        assert_eq!(["0", "1001", "-1001", "1.5", "\"1\"", "null"].map(laps), [None; 6]);
    }

    #[test]
    fn a_lane_may_be_a_number_or_a_name() {
        let lap = |lane: &str| {
            let json = format!(
                r#"{{"id":"018f7e9e-8a3b-7c00-8000-000000000001","bib":7,"counted_at":"2026-11-22T04:00:00Z","lane":{lane}}}"#
            );
            serde_json::from_str::<LapInput>(&json).map(|lap| lap.lane.unwrap().as_str().to_owned())
        };
        assert_eq!(lap("3").unwrap(), "3");
        assert_eq!(lap("\" green \"").unwrap(), "green");
        assert!(lap("[]").is_err());
    }

    #[test]
    fn a_lane_s_id_is_a_number_beside_its_name() {
        let lap = |lane: &str| {
            let json = format!(
                r#"{{"id":"018f7e9e-8a3b-7c00-8000-000000000001","bib":7,"counted_at":"2026-11-22T04:00:00Z"{lane}}}"#
            );
            serde_json::from_str::<LapItem>(&json)
                .map(|lap| (lap.lane_id, lap.lane.map(|lane| lane.as_str().to_owned())))
        };
        assert_eq!(lap(r#","lane_id":3"#).unwrap(), (Some(LaneId(3)), None));
        assert_eq!(lap(r#","lane_id":3,"lane":4"#).unwrap(), (Some(LaneId(3)), Some("4".into())));
        assert_eq!(lap(r#","lane":"4""#).unwrap(), (None, Some("4".into())), "as stations said it before");
        for wrong in [r#","lane_id":"3""#, r#","lane_id":3.5"#, r#","lane_id":[]"#] {
            assert!(lap(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn garbage_never_panics(text in ".{0,120}") {
            let _ = serde_json::from_str::<LapInput>(&text);
        }
    }
}
