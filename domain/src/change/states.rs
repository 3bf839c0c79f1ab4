//! What changes say of what was and is, each as it stands in entries. The fields stand in the order of the alphabet,
//! because they are written in the order in which they stand.

use super::{Fields, Step};
use crate::{
    Metres, Role, Timestamp,
    clock::{Clock, ClockState, Span},
    held::{HeldReason, HeldState},
    ids::{DeviceId, LaneId},
    lap::LapSource,
    money::{Amount, Currency},
    payment::{PaymentKind, PaymentMethod},
    player::Standing,
    tag::Tag,
    water::Says,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A lap that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lap {
    /// Laps that it stands for.
    pub count: u32,
    /// When it was counted.
    pub counted_at: Timestamp,
    /// Their distance.
    pub distance_m: Metres,
    /// Its id.
    pub lap: Uuid,
}

/// Where a lap that counts comes from, as far as that is not a tap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LapOrigin {
    /// Why it was held before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldReason>,
    /// The lane, as the station named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<String>,
    /// The lane; entries of early versions name it alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane_id: Option<LaneId>,
    /// What counted it, if not a finger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<LapSource>,
    /// The tag that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
}

/// A lap before or after it was set aside: it counted, or it waited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SetAside {
    /// It counted.
    Counted(Lap),
    /// It waited, or was settled.
    Waiting(Waiting),
}

/// Where a held lap stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Why it is held, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<HeldReason>,
    /// Where it stands.
    pub state: HeldState,
}

impl Waiting {
    /// It is held for a reason.
    pub const fn held(reason: HeldReason) -> Self {
        Self { reason: Some(reason), state: HeldState::Held }
    }

    /// It was dismissed.
    pub const DISMISSED: Self = Self { reason: None, state: HeldState::Dismissed };
}

/// What is said of a lap that is set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AboutSetAside {
    /// Which one it is.
    Lap(AboutLap),
    /// Why, where it counted before.
    Why {
        /// Why.
        reason: HeldReason,
    },
}

/// Which lap it is, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutLap {
    /// The bib; none of a tag that nobody wears.
    pub bib: Option<i64>,
    /// Laps that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// When it was counted.
    pub counted_at: Timestamp,
    /// The tag that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

/// Whether a lap that looked wrong was looked at and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where it stands.
    pub state: KeptState,
}

/// Where a lap that looks wrong stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptState {
    /// It counts, and nobody looked at it.
    Counted,
    /// It was looked at and kept.
    Kept,
}

impl KeptState {
    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        serde_json::from_value(name.into()).ok()
    }
}

impl Kept {
    /// As a lap that was kept, or was not.
    pub const fn of(kept: bool) -> Self {
        Self { state: if kept { KeptState::Kept } else { KeptState::Counted } }
    }
}

/// Laps that were added or taken off by a person's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// Its id.
    pub adjustment: Uuid,
    /// From which moment of the race on.
    pub at: Timestamp,
    /// Their distance; below 0 for those that were taken off.
    pub distance_m: Metres,
    /// The laps; below 0 for those that were taken off.
    pub laps: i64,
}

/// What a station said of a player.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// When.
    pub at: Timestamp,
    /// Its id.
    pub call: Uuid,
}

/// What was said of somebody in the water.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidOfWater {
    /// When.
    pub at: Timestamp,
    /// What.
    pub said: Says,
}

/// How a player stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stands {
    /// Since when out of the race.
    #[serde(default, skip_serializing_if = "LeftAt::is_as_before")]
    pub left_at: LeftAt,
    /// The standing.
    pub standing: Standing,
}

impl Stands {
    /// What a registration says of how the player stands.
    pub fn registered(step: &Step<Edited>) -> Step<Self> {
        let stands =
            |state: Option<&Edited>| state.map(|_| Self { left_at: LeftAt::AsBefore, standing: Standing::Active });
        let Step { was, is } = step.facing(false);
        Step { was: stands(was), is: stands(is) }
    }
}

/// Since when a player is out of the race.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Option<Timestamp>", into = "Option<Timestamp>")]
pub enum LeftAt {
    /// As it was before; entries leave it out.
    #[default]
    AsBefore,
    /// Since that moment, or not at all.
    Since(Option<Timestamp>),
}

impl LeftAt {
    fn is_as_before(&self) -> bool {
        *self == Self::AsBefore
    }

    /// The moment; `before` is the one that it was.
    pub fn over(self, before: Option<Timestamp>) -> Option<Timestamp> {
        match self {
            Self::AsBefore => before,
            Self::Since(at) => at,
        }
    }
}

impl From<Option<Timestamp>> for LeftAt {
    fn from(at: Option<Timestamp>) -> Self {
        Self::Since(at)
    }
}

impl From<LeftAt> for Option<Timestamp> {
    fn from(at: LeftAt) -> Self {
        at.over(None)
    }
}

/// Which slot a player is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The slot; none for no slot.
    pub slot: Option<SlotAt>,
}

/// A slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotAt {
    /// The pace group's name, for people: it may have another one when this is read, and another group this one.
    pub pace_group: String,
    /// The pace group; entries of early versions name it alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace_group_id: Option<i64>,
    /// The number of the slot in it.
    pub position: i64,
}

/// From which moment on a change holds, if not from its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// The moment.
    pub at: Timestamp,
}

/// An event's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockSet {
    /// When the race was finished.
    pub finished_at: Option<Timestamp>,
    /// In which race time ran.
    pub spans: Vec<Span>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// Where it stands.
    pub state: ClockState,
}

impl ClockSet {
    /// The clock as it stands.
    pub fn of(clock: &Clock) -> Self {
        let Clock { state, spans, finished_at } = clock;
        Self { finished_at: *finished_at, spans: spans.clone(), started_at: clock.started_at(), state: *state }
    }
}

/// From when registration is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedFrom {
    /// The moment; none for no lock.
    pub locked_from: Option<Timestamp>,
}

/// When an event was called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelledAt {
    /// The moment; none if it was not.
    pub cancelled_at: Option<Timestamp>,
}

/// Who was registered past the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastLock {
    /// From when registration was locked.
    pub locked_from: Option<Timestamp>,
    /// How many they were.
    pub players: usize,
}

/// A number of players.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerCount {
    /// How many they are.
    pub players: usize,
}

/// Whom a roll-call did not find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// How many were not there.
    pub missing: usize,
    /// How many were called.
    pub players: usize,
}

/// What a rehearsal was cleared of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// Laps.
    pub laps: u64,
    /// Players.
    pub players: usize,
}

/// Whose personal data was erased in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedPlayers {
    /// How many players they were.
    pub erased: usize,
}

/// That a player's personal data was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedPlayer {
    /// Whether it was.
    pub erased: bool,
}

/// The lanes that come and go with a pace group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lanes {
    /// Their ids.
    pub lanes: Vec<i64>,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name.
    pub name: String,
}

/// What was typed in from a sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// When it begins.
    pub from: Timestamp,
    /// The lane's name.
    pub lane: String,
    /// Players of whom strokes became laps.
    pub players: u32,
    /// Its id.
    pub sheet: Uuid,
    /// Strokes that became laps.
    pub strokes: u32,
    /// When it ends.
    pub to: Timestamp,
}

/// A tag that a player wears or wore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wearing {
    /// Since when.
    pub since: Timestamp,
    /// The tag.
    pub tag: Tag,
    /// Until when; none if it lasts, or was never to have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The id of the wearing.
    pub worn: Uuid,
}

/// A payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// How much.
    pub amount_minor: Amount,
    /// In which currency.
    pub currency: Currency,
    /// For what.
    pub kind: PaymentKind,
    /// How.
    pub method: PaymentMethod,
    /// Its id.
    pub payment: Uuid,
}

/// An enrolment code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The name of the device that comes with it.
    pub device_name: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The role that it gives.
    pub role: Role,
}

/// The device whose place another one takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaces {
    /// Its id.
    pub replaces: DeviceId,
}

/// The device that took the place of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacedBy {
    /// Its id.
    pub replaced_by: DeviceId,
}

/// A device or operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
}

/// The code with which a device came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeUsed {
    /// Its id.
    pub code: i64,
}

/// When a device's rights ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokedAt {
    /// The moment; none while they last.
    pub revoked_at: Option<Timestamp>,
}

/// When an operator's rights ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetiredAt {
    /// The moment; none while they last.
    pub retired_at: Option<Timestamp>,
}

/// Until when an address is shut out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Until {
    /// The moment; none if it is not.
    pub until: Option<Timestamp>,
}

/// What was set of an event, a pace group, a lane or an operator, field by field: only those that changed are there.
pub type Edited = Fields;
