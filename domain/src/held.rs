//! Laps that cannot count as things stand.

use crate::{
    Bib, Timestamp,
    ids::LaneId,
    lang::Lang,
    refusal::{self, Code, Fact, Params, Reason, Row},
    tag::Tag,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a lap is held. It is looked at again when the reason may have gone away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HeldReason {
    /// Nobody in the event has or had this bib.
    UnknownBib,
    /// Nobody in the event wears the tag that was read.
    UnknownTag,
    /// It was counted after the player had withdrawn or was disqualified.
    LeftRace,
    /// The event requires a slot, and the player was in none.
    NotPlaced,
    /// It was counted before the start.
    BeforeStart,
    /// It was counted after the finish.
    AfterFinish,
    /// It was counted while the race was paused.
    InPause,
    /// Its time lies too far ahead of the server's.
    Future,
    /// Another tablet counted the player within the guard time: it is probably the same lap.
    BothCounted,
    /// It is of a tablet that counts for itself, beside the one whose laps count: no question by itself.
    OtherTally,
}

impl HeldReason {
    /// All reasons.
    pub const ALL: [Self; 10] = [
        Self::UnknownBib,
        Self::UnknownTag,
        Self::LeftRace,
        Self::NotPlaced,
        Self::BeforeStart,
        Self::AfterFinish,
        Self::InPause,
        Self::Future,
        Self::BothCounted,
        Self::OtherTally,
    ];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownBib => "unknown_bib",
            Self::UnknownTag => "unknown_tag",
            Self::LeftRace => "left_race",
            Self::NotPlaced => "not_placed",
            Self::BeforeStart => "before_start",
            Self::AfterFinish => "after_finish",
            Self::InPause => "in_pause",
            Self::Future => "future",
            Self::BothCounted => "both_counted",
            Self::OtherTally => "other_tally",
        }
    }

    /// The reason of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name)
    }

    /// Whether it is held because another tablet of its lane counts too, and settled with what that one counted.
    pub const fn is_of_counters(self) -> bool {
        matches!(self, Self::BothCounted | Self::OtherTally)
    }

    /// Whether nobody is known whose lap it could be: then no person's decision can count it.
    pub const fn is_nobodys(self) -> bool {
        matches!(self, Self::UnknownBib | Self::UnknownTag)
    }

    /// The reason as a short sentence, in English.
    pub const fn sentence(self) -> &'static str {
        self.row().english
    }

    /// The reason as a short sentence.
    pub const fn sentence_in(self, lang: Lang) -> &'static str {
        lang.choose(self.row().english, self.row().german)
    }

    /// Its row in the table of facts.
    pub const fn row(self) -> &'static Row {
        match self {
            Self::UnknownBib => refusal::HeldUnknownBib::ROW,
            Self::UnknownTag => refusal::HeldUnknownTag::ROW,
            Self::LeftRace => refusal::HeldLeftRace::ROW,
            Self::NotPlaced => refusal::HeldNotPlaced::ROW,
            Self::BeforeStart => refusal::HeldBeforeStart::ROW,
            Self::AfterFinish => refusal::HeldAfterFinish::ROW,
            Self::InPause => refusal::HeldInPause::ROW,
            Self::Future => refusal::HeldFuture::ROW,
            Self::BothCounted => refusal::HeldBothCounted::ROW,
            Self::OtherTally => refusal::HeldOtherTally::ROW,
        }
    }

    /// The reason that an answer gives: by its code, and by its sentence where the answer is of the version before.
    pub fn of_answer(code: Option<&Code>, sentence: Option<&str>) -> Option<Self> {
        match (code, sentence) {
            (Some(code), _) => Self::parse(code.as_str()),
            (None, Some(sentence)) => Self::ALL.into_iter().find(|reason| reason.sentence() == sentence),
            (None, None) => None,
        }
    }
}

impl From<HeldReason> for Reason {
    fn from(reason: HeldReason) -> Self {
        Self::of(reason.row(), Params::default())
    }
}

/// Where a lap stands that is or was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldState {
    /// It waits.
    Held,
    /// It counts since.
    Counted,
    /// It was dismissed.
    Dismissed,
}

impl HeldState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Held, Self::Counted, Self::Dismissed];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Counted => "counted",
            Self::Dismissed => "dismissed",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A held lap as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldLapView {
    /// The lap's own id.
    pub id: Uuid,
    /// The bib that was tapped; none for a tag that nobody wears.
    pub bib: Option<Bib>,
    /// The tag that was read, where a chip system read one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// The player's full name, if the bib is known.
    pub name: Option<String>,
    /// The lane it was counted at, by its name now; the label that was sent where no lane of that name is known.
    pub lane: Option<String>,
    /// That lane's id, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane_id: Option<LaneId>,
    /// When it was counted.
    pub counted_at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Laps that the tap stands for.
    pub count: u32,
    /// The device that sent it.
    pub device: Option<String>,
    /// Why it is held.
    pub reason: HeldReason,
}
