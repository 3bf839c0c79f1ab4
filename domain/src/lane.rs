//! Pace groups, lanes, slots and who is in them.

use crate::{
    Bib, Metres, Problem, Timestamp,
    counters::{BothCounted, Counters},
    event::RehearsalView,
    ids::LaneId,
    limits,
    refusal::{self, Field},
    text::Name,
};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

/// A pace group by name and number of slots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PaceGroupInput {
    /// Its name, unique in the event.
    pub name: String,
    /// Number of its slots.
    pub count: i64,
}

impl PaceGroupInput {
    /// Checks the rules of form.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that names the field.
    pub fn parse(&self) -> Result<(Name, u32), Problem> {
        let name = Name::parse(Field::PaceGroupName, &self.name)?;
        let count =
            u32::try_from(self.count).ok().filter(|n| (1..=limits::SLOTS_MAX).contains(n)).ok_or_else(|| {
                Problem::from(refusal::SlotsRange { name: name.as_str().to_owned(), max: limits::SLOTS_MAX })
            })?;
        Ok((name, count))
    }
}

/// What is to be changed of a pace group; what is not given stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PaceGroupEdit {
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Another rope colour: `red`, `yellow`, `green` or `blue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

/// A lane to be added to a pace group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LaneInput {
    /// Its name or number.
    pub name: String,
    /// Players it takes.
    pub capacity: i64,
    /// Length of one lap in it, in metres; the event's if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lap_length_m: Option<f64>,
}

/// What is to be changed of a lane; what is not given stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct LaneEdit {
    /// Another name or number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Players it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<i64>,
    /// Length of one lap in it, in metres, for laps counted from now on; `null` for the event's.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub lap_length_m: Option<OwnLength>,
}

/// A lane's own length of a lap, in metres; none where it is the event's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct OwnLength(pub Option<f64>);

/// Tells a field that is given as `null` from one that is not given.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<OwnLength>, D::Error> {
    OwnLength::deserialize(from).map(Some)
}

/// Reads a lane's name.
///
/// # Errors
/// [`Problem`] of kind invalid if it is none.
pub fn lane_name(text: &str) -> Result<Name, Problem> {
    Name::parse(Field::LaneName, text)
}

/// Reads the number of players that a lane takes.
///
/// # Errors
/// [`Problem`] of kind invalid outside 1 to [`limits::SLOTS_MAX`].
pub fn capacity(number: i64) -> Result<u32, Problem> {
    u32::try_from(number)
        .ok()
        .filter(|n| (1..=limits::SLOTS_MAX).contains(n))
        .ok_or_else(|| refusal::PlacesRange { max: limits::SLOTS_MAX }.into())
}

/// Reads a rope colour.
///
/// # Errors
/// [`Problem`] of kind invalid if it is none of [`ROPE_COLORS`].
pub fn rope(color: &str) -> Result<&'static str, Problem> {
    let known = ROPE_COLORS.into_iter().find(|known| *known == color);
    known.ok_or_else(|| refusal::ColorUnknown { colors: ROPE_COLORS.map(str::to_owned).into() }.into())
}

/// The rope colours given to pace groups in order; a later group starts over. Names of tokens in `style/`.
pub const ROPE_COLORS: [&str; 4] = ["red", "yellow", "green", "blue"];

/// The rope of the pace group with that name and place in the order, from 0: a group called by a colour has that one, as
/// whoever reads "blue" beside a yellow rope is lost.
pub fn rope_color(name: &str, no: usize) -> &'static str {
    match name.to_lowercase().as_str() {
        "red" | "rot" => "red",
        "yellow" | "gelb" => "yellow",
        "green" | "grün" => "green",
        "blue" | "blau" => "blue",
        _ => ROPE_COLORS[no % ROPE_COLORS.len()],
    }
}

/// A pace group with its slots, as the grouping desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaceGroupView {
    /// Its name.
    pub name: String,
    /// Its rope colour: `red`, `yellow`, `green` or `blue`.
    pub color: String,
    /// Its lanes, in order.
    pub lanes: Vec<LaneView>,
    /// Its slots, in order.
    pub slots: Vec<SlotView>,
}

impl PaceGroupView {
    /// Slots without a player.
    pub fn free(&self) -> usize {
        self.slots.iter().filter(|slot| slot.player.is_none()).count()
    }
}

/// A lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LaneView {
    /// Its id.
    pub id: LaneId,
    /// Its name or number.
    pub name: String,
    /// Its pace group.
    pub pace_group: String,
    /// Its rope colour.
    pub color: String,
    /// Players it takes.
    pub capacity: u32,
    /// Length of one lap in it.
    pub lap_length_m: Metres,
    /// How its tablets share the counting.
    #[serde(default)]
    pub counters: Counters,
}

/// One place in a pace group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SlotView {
    /// 0 to count − 1, over the group's lanes in order.
    pub position: u32,
    /// The lane it lies in.
    pub lane: LaneId,
    /// Who is in it.
    pub player: Option<PlacedPlayer>,
}

/// A player in a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlacedPlayer {
    /// The bib.
    pub bib: Bib,
    /// The full name.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

/// Where to place a player.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// This very slot.
    Slot {
        /// The pace group's name.
        pace_group: String,
        /// The position in it.
        position: u32,
    },
    /// The first free slot of a pace group.
    Group {
        /// The pace group's name.
        pace_group: String,
    },
    /// The first free slot of a lane.
    Lane {
        /// The lane.
        lane: LaneId,
    },
}

/// A slot after a change: where, and who is in it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SlotChange {
    /// The assignment that was opened or closed.
    pub assignment: i64,
    /// The pace group's name.
    pub pace_group: String,
    /// The position in it.
    pub position: u32,
    /// The lane's name.
    pub lane: String,
    /// Who is in it now.
    pub bib: Option<Bib>,
}

/// A lane with its players, as its station shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StationView {
    /// The event's slug.
    pub event: String,
    /// The event's name.
    pub event_name: String,
    /// The lane.
    pub lane: LaneView,
    /// Laps that one tap stands for.
    pub laps_per_tap: u32,
    /// The clock at `clock.at`, which is the server's time of this answer.
    pub clock: crate::clock::ClockView,
    /// Who is in it, by position.
    pub players: Vec<StationPlayer>,
    /// Free slots of the lane.
    pub free: u32,
    /// What both of its tablets counted, and nobody has said whether it was one lap or two; newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<BothCounted>,
    /// Whether the device that asks counts for itself here, and the laps of another one count: the players' laps are then
    /// those of its own tally.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_own_tally: bool,
    /// What is played at the station, in a rehearsal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsal: Option<RehearsalView>,
    /// Whose database this is.
    pub venue: VenueMark,
}

/// Which database a server works on, for those who keep something of it: a tablet's queue belongs to one installation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VenueMark {
    /// The installation: made with the database and the same ever after, also in its backups.
    pub id: Uuid,
    /// Another one whenever a server starts on it, and so also after a restore from a backup, when the database may lack
    /// what was answered before.
    pub start: Uuid,
}

/// A player on a station's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StationPlayer {
    /// The bib.
    pub bib: Bib,
    /// What the counter sees on the player: the bib, until caps are lent.
    pub marker: String,
    /// The full name.
    pub name: String,
    /// Laps that count.
    pub laps: u64,
    /// When the last one was counted.
    pub last_lap_at: Option<Timestamp>,
    /// When they came onto their place.
    pub since: Timestamp,
    /// When the last few laps were counted, oldest first, as far as they tell a pace.
    pub recent: Vec<Timestamp>,
    /// Since when they rest: nobody waits for their next lap.
    #[serde(default)]
    pub break_since: Option<Timestamp>,
    /// What was noted of them last.
    #[serde(default)]
    pub note: Option<crate::call::PlayerNote>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_takes_somebody_and_a_rope_has_one_of_four_colours() {
        assert_eq!([0, -1, 1_001].map(|n| capacity(n).is_ok()), [false; 3]);
        assert_eq!(capacity(8), Ok(8));
        assert_eq!((rope("blue"), rope("pink").is_err()), (Ok("blue"), true));
    }

    #[test]
    fn a_group_called_by_a_colour_has_it() {
        let names = ["slow", "Blau", "fast", "green", "x"];
        let ropes: Vec<_> = (0..).zip(names).map(|(no, name)| rope_color(name, no)).collect();
        assert_eq!(ropes, ["red", "blue", "green", "green", "red"]);
    }
}
