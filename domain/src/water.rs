//! Who is in the water, what people say of them, and the roll-call.
//!
//! A word is a fact that a person states of somebody at a moment: seen, out of the water, in need of help. The last one
//! holds. It is not undone but said anew, as one would by the pool.

use crate::{Bib, Timestamp, ids::LaneId, overdue::Overdue};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody says of a player.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Seen in the water, and well.
    Seen,
    /// Out of the water.
    Out,
    /// Needs help, now: every desk is alarmed.
    Help,
    /// Help has come, and all is well.
    Clear,
}

impl Says {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Seen, Self::Out, Self::Help, Self::Clear];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Out => "out",
            Self::Help => "help",
            Self::Clear => "clear",
        }
    }

    /// The word of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|says| says.as_str() == name)
    }
}

/// What was said, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Word {
    /// What.
    pub says: Says,
    /// When.
    pub at: Timestamp,
}

/// A word as it comes in: body of `POST …/water/words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WordInput {
    /// Made where it is said; a retry carries the same one.
    pub id: Uuid,
    /// Of whom.
    pub bib: Bib,
    /// What is said.
    pub says: Says,
    /// When it was said; now if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The lane that the player leaves with it: only for who is out of the water, and only if they are still in that lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaves: Option<LaneId>,
}

/// What became of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spoken {
    /// Its id.
    pub id: Uuid,
    /// Whether it was here before, and nothing was changed now.
    pub duplicate: bool,
    /// Whether the player left the lane with it.
    pub left_lane: bool,
}

/// Who is in the water, by lane: those who are in a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pool {
    /// The server's time of this answer.
    pub at: Timestamp,
    /// The lanes, in order, also those that are empty.
    pub lanes: Vec<PoolLane>,
    /// The roll-call, while there is one.
    pub roll_call: Option<RollCall>,
}

impl Pool {
    /// How many are in the water, as far as anybody said: without those who are on a break.
    pub fn count(&self) -> usize {
        let swimmers = self.lanes.iter().flat_map(|lane| &lane.swimmers);
        swimmers.filter(|swimmer| swimmer.break_since.is_none()).count()
    }
}

/// A lane with who is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolLane {
    /// Its id.
    pub lane: LaneId,
    /// Its name.
    pub name: String,
    /// Its pace group.
    pub pace_group: String,
    /// Its rope colour.
    pub color: String,
    /// When its station was last heard; none where it has none.
    pub heard_at: Option<Timestamp>,
    /// Who is in it, by position.
    pub swimmers: Vec<Swimmer>,
}

/// Somebody in the water.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Swimmer {
    /// The bib.
    pub bib: Bib,
    /// The full name.
    pub name: String,
    /// When they came in.
    pub since: Timestamp,
    /// When the last lap was counted.
    pub last_lap_at: Option<Timestamp>,
    /// Since when they are on a break, and so perhaps not in the water.
    pub break_since: Option<Timestamp>,
    /// What was last said of them.
    pub word: Option<Word>,
    /// The alarm about them, if it has risen.
    pub overdue: Option<Overdue>,
}

/// The pool is being cleared: everybody who was in the water when that began or came in since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollCall {
    /// When it began.
    pub began_at: Timestamp,
    /// The lanes in which there was anybody.
    pub lanes: Vec<CalledLane>,
}

impl RollCall {
    /// How many have to be out.
    pub fn called(&self) -> usize {
        self.lanes.iter().map(|lane| lane.players.len()).sum()
    }

    /// How many are not out yet.
    pub fn missing(&self) -> usize {
        self.lanes.iter().map(CalledLane::missing).sum()
    }

    /// It in a line.
    pub fn news(&self) -> RollCallNews {
        RollCallNews { began_at: self.began_at, called: self.called(), missing: self.missing() }
    }

    /// A lane's part of it.
    pub fn of_lane(&self, lane: LaneId) -> LaneRoll {
        let players = self.lanes.iter().find(|called| called.lane == lane).map(|called| called.players.clone());
        LaneRoll { began_at: self.began_at, players: players.unwrap_or_default(), missing: self.missing() }
    }
}

/// A wish to begin a roll-call or to end it: body of `PUT …/roll-call`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RollCallInput {
    /// Whether there is to be one.
    pub under_way: bool,
}

/// A lane of a roll-call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalledLane {
    /// Its id.
    pub lane: LaneId,
    /// Its name.
    pub name: String,
    /// Its pace group.
    pub pace_group: String,
    /// Its rope colour.
    pub color: String,
    /// When its station was last heard; none where it has none.
    pub heard_at: Option<Timestamp>,
    /// Who was in it, by bib.
    pub players: Vec<Called>,
}

impl CalledLane {
    /// How many are not out yet.
    pub fn missing(&self) -> usize {
        self.players.iter().filter(|player| player.out_at.is_none()).count()
    }
}

/// Somebody who has to be out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Called {
    /// The bib.
    pub bib: Bib,
    /// The full name.
    pub name: String,
    /// When somebody said that they are; none as long as they are missing.
    pub out_at: Option<Timestamp>,
}

/// When somebody was said to be out of the water during a roll-call that began then: the last word since holds.
pub fn out_since(began: Timestamp, word: Option<Word>) -> Option<Timestamp> {
    word.filter(|word| word.at >= began && word.says == Says::Out).map(|word| word.at)
}

/// What every desk has to hear at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WaterNews {
    /// Who needs help, then who is overdue without an answer; the longest first.
    pub alarms: Vec<WaterAlarm>,
    /// The roll-call, while there is one.
    pub roll_call: Option<RollCallNews>,
}

/// An alarm about somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WaterAlarm {
    /// Why.
    pub kind: WaterAlarmKind,
    /// The bib.
    pub bib: Bib,
    /// The full name, for those who may see it.
    pub name: Option<String>,
    /// The lane that they are in; none for whoever is in none any more.
    pub lane: Option<LaneId>,
    /// Its name.
    pub lane_name: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// When they were last seen, as far as this server has heard.
    pub last_seen: Timestamp,
    /// Whether the lane's station is not heard: its taps are missing here, and its helpers may know better.
    pub is_apart: bool,
}

/// Why there is an alarm; the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaterAlarmKind {
    /// Somebody asks for help.
    Help,
    /// Not seen for too long, and nobody has answered.
    Overdue,
}

/// A roll-call in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollCallNews {
    /// When it began.
    pub began_at: Timestamp,
    /// How many have to be out.
    pub called: usize,
    /// How many are not out yet.
    pub missing: usize,
}

/// What a station has to know to watch its lane by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LaneWater {
    /// Since when the clock runs, if it does.
    pub running_since: Option<Timestamp>,
    /// What was last said of whoever is in the lane.
    pub words: Vec<(Bib, Word)>,
    /// The lane's part of the roll-call, while there is one.
    pub roll_call: Option<LaneRoll>,
}

/// A lane's part of a roll-call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LaneRoll {
    /// When it began.
    pub began_at: Timestamp,
    /// Who was in the lane, by bib.
    pub players: Vec<Called>,
    /// How many are missing in all lanes together.
    pub missing: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_of_this_roll_call_ticks_somebody_out() {
        let ms = Timestamp::from_ms;
        let word = |says, at| Some(Word { says, at: ms(at) });
        assert_eq!(out_since(ms(10), word(Says::Out, 10)), Some(ms(10)));
        assert_eq!(out_since(ms(10), word(Says::Out, 9)), None, "out before, and perhaps in again since");
        assert_eq!(out_since(ms(10), word(Says::Seen, 12)), None, "not out after all");
        assert_eq!(out_since(ms(10), None), None);
    }
}
