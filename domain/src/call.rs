//! What a station says of a player of its lane, beside laps: taken onto the lane, let go, on a break, back, and notes.
//!
//! Said offline, it reaches the server late: so each has an id, by which it is done once however often it is sent, and the
//! moment from which it holds. What somebody decided after that moment stands; the answer says so.

use crate::{
    Bib, Problem, Timestamp, limits,
    refusal::{self, Code, Field, Params, Reason},
    text,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Saying {
    /// The player is on this lane.
    Take,
    /// The player has left this lane.
    LetGo,
    /// The player rests: nobody waits for the next lap. The next lap ends it, and so does leaving the lane.
    Break,
    /// The player is back from a break.
    Return,
    /// Something that whoever counts here has to know.
    Note,
}

impl Saying {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Take, Self::LetGo, Self::Break, Self::Return, Self::Note];

    /// Its name in the database and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::LetGo => "let_go",
            Self::Break => "break",
            Self::Return => "return",
            Self::Note => "note",
        }
    }

    /// Reads its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|saying| saying.as_str() == name)
    }
}

/// Something a station says: body of `POST …/lanes/{lane}/calls`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LaneCall {
    /// Made where it was said; a retry carries the same one.
    pub id: Uuid,
    /// Of whom.
    pub bib: Bib,
    /// When it was said. What lies ahead of the server's clock holds from now.
    pub at: Timestamp,
    /// What.
    pub say: Saying,
    /// The note's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl LaneCall {
    /// The note's text, checked.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid for a note without text, a text that is no note's, one longer than
    /// [`limits::REASON_CHARS_MAX`], and a nil id.
    pub fn parse(&self) -> Result<Option<String>, Problem> {
        if self.id.is_nil() {
            return Err(refusal::IdIsNil.into());
        }
        let text = text::parse_line(Field::Note, self.text.as_deref().unwrap_or_default(), limits::REASON_CHARS_MAX)?;
        match (self.say, &text) {
            (Saying::Note, None) => Err(refusal::NoteEmpty.into()),
            (Saying::Note, Some(_)) | (_, None) => Ok(text),
            (_, Some(_)) => Err(refusal::TextWithoutNote.into()),
        }
    }
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallStatus {
    /// It is done, and recorded.
    Done,
    /// It was done before: the id is known.
    Duplicate,
    /// It cannot be done; the reason says why. Sending it again changes nothing.
    Refused,
}

/// The answer to a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallOutcome {
    /// The call's id.
    pub id: Uuid,
    /// What became of it.
    pub status: CallStatus,
    /// Why, where it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Code>,
    /// The reason's parameters.
    #[serde(default, skip_serializing_if = "Params::is_empty")]
    pub reason_params: Params,
}

impl CallOutcome {
    /// The answer to a call, with the reason why it is refused.
    pub fn of(id: Uuid, status: CallStatus, reason: Option<Reason>) -> Self {
        let (reason, reason_code, reason_params) = Reason::apart(reason);
        Self { id, status, reason, reason_code, reason_params }
    }
}

/// A note on a player, as the stations of their lane show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlayerNote {
    /// When it was made.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
}

/// Since when a player rests: the last of what was said of breaks is that one began, and neither a lap nor another place
/// came after it.
pub fn break_since(
    said: impl IntoIterator<Item = (Saying, Timestamp)>,
    placed_since: Timestamp,
    last_lap: Option<Timestamp>,
) -> Option<Timestamp> {
    let of_breaks = said.into_iter().filter(|(saying, _)| matches!(saying, Saying::Break | Saying::Return));
    let (saying, at) = of_breaks.max_by_key(|(_, at)| *at)?;
    (saying == Saying::Break && at >= placed_since && last_lap.is_none_or(|lap| lap < at)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(s * 1_000)
    }

    #[test]
    fn a_break_ends_with_the_next_lap_or_word_or_place() {
        let said = [(Saying::Break, at(10)), (Saying::Return, at(20)), (Saying::Break, at(30)), (Saying::Note, at(40))];
        assert_eq!(break_since(said, at(0), Some(at(5))), Some(at(30)));
        assert_eq!(break_since(said, at(0), Some(at(31))), None);
        assert_eq!(break_since(said, at(35), None), None);
        assert_eq!(break_since(said[..2].iter().copied(), at(0), None), None);
        assert_eq!(break_since([], at(0), None), None);
    }

    #[test]
    fn only_a_note_has_a_text_and_each_has_one() {
        let call = |say, text: Option<&str>| LaneCall {
            id: Uuid::from_u128(1),
            bib: Bib::new(7).unwrap(),
            at: at(0),
            say,
            text: text.map(str::to_owned),
        };
        assert_eq!(call(Saying::Note, Some(" cramp  left ")).parse().unwrap().as_deref(), Some("cramp left"));
        assert!(call(Saying::Note, Some("  ")).parse().is_err());
        assert!(call(Saying::Break, Some("x")).parse().is_err());
        assert_eq!(call(Saying::Take, None).parse(), Ok(None));
        assert!(LaneCall { id: Uuid::nil(), ..call(Saying::Take, None) }.parse().is_err());
        assert!(Saying::ALL.iter().all(|saying| Saying::parse(saying.as_str()) == Some(*saying)));
    }
}
