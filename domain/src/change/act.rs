//! The parts of a change: what it was made to, what that was and is, and what else is worth knowing of it.

use super::text::{EntryText, Malformed, PeopleText, Written, WrittenPeople};
use crate::ids::{DeviceId, EventId, LaneId, OperatorId, PaceGroupId, PlayerId, ShutOutId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::borrow::Cow;
use uuid::Uuid;

/// Fields by name with their values, where which of them changed is all that is known.
pub type Fields = Map<String, Value>;

/// A part that changes of a kind do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nothing {}

/// What was before a change and what is since; none where there was or is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<S> {
    /// What the change found.
    pub was: Option<S>,
    /// What it left.
    pub is: Option<S>,
}

impl<S> Step<S> {
    /// Neither was nor is.
    pub const NONE: Self = Self { was: None, is: None };

    /// From one state to another.
    pub const fn between(was: S, is: S) -> Self {
        Self { was: Some(was), is: Some(is) }
    }

    /// The way back.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { was: self.is, is: self.was }
    }

    /// The step as it is, or the way back of it.
    #[must_use]
    pub fn facing(&self, turned: bool) -> Step<&S> {
        let step = Step { was: self.was.as_ref(), is: self.is.as_ref() };
        if turned { step.turned() } else { step }
    }

    /// What it is about: what was left, or where that is nothing what was found.
    pub fn either(&self) -> Option<&S> {
        self.is.as_ref().or(self.was.as_ref())
    }

    /// Each state as something else.
    fn map<R, E>(self, mut with: impl FnMut(S) -> Result<R, E>) -> Result<Step<R>, E> {
        Ok(Step { was: self.was.map(&mut with).transpose()?, is: self.is.map(with).transpose()? })
    }
}

/// What a change says of people beside its states: it can be erased without touching these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum People {
    /// Nothing.
    #[default]
    Nobody,
    /// Fields of a person; of which player, where it can be told of one.
    Known(Option<PlayerId>, Box<Step<Fields>>),
    /// It was erased.
    Erased,
}

/// A change of one kind: to what, from which state to which, and what else is worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act<T, S, A = Nothing> {
    /// To what.
    pub on: T,
    /// What it was and is.
    pub step: Step<S>,
    /// What else is worth knowing.
    pub about: Option<A>,
    /// What is said of people.
    pub people: People,
}

impl<T, S, A> Act<T, S, A> {
    /// A change that says nothing of states.
    pub const fn on(target: T) -> Self {
        Self::between(target, Step::NONE)
    }

    /// A change by a step.
    pub const fn between(target: T, step: Step<S>) -> Self {
        Self { on: target, step, about: None, people: People::Nobody }
    }

    /// A change from one state to another.
    pub const fn step(target: T, was: S, is: S) -> Self {
        Self::between(target, Step::between(was, is))
    }

    /// A change that made something.
    pub const fn made(target: T, is: S) -> Self {
        Self::between(target, Step { was: None, is: Some(is) })
    }

    /// A change that ended something.
    pub const fn ended(target: T, was: S) -> Self {
        Self::between(target, Step { was: Some(was), is: None })
    }

    /// The same change with what else is worth knowing.
    #[must_use]
    pub fn with(self, about: impl Into<Option<A>>) -> Self {
        Self { about: about.into(), ..self }
    }

    /// The same change with what it says of a player's person; nothing where that is nothing.
    #[must_use]
    pub fn of_person(self, player: PlayerId, step: Step<Fields>) -> Self {
        let people = match step {
            Step { was: None, is: None } => People::Nobody,
            step => People::Known(Some(player), Box::new(step)),
        };
        Self { people, ..self }
    }
}

impl<T: Target, S: Serialize, A: Serialize> Act<T, S, A> {
    pub(super) fn write(&self, action: &'static str) -> Written {
        let people = match &self.people {
            People::Known(player, step) => {
                let Step { was, is } = step.facing(false);
                Some(WrittenPeople { player: *player, previous: was.map(json), new: is.map(json) })
            }
            People::Nobody | People::Erased => None,
        };
        Written {
            action: Cow::Borrowed(action),
            target_type: self.on.kind().as_str(),
            target_id: self.on.id(),
            previous: self.step.was.as_ref().map(json),
            new: self.step.is.as_ref().map(json),
            metadata: self.about.as_ref().map(json),
            people,
        }
    }
}

impl<T: Target, S: DeserializeOwned, A: DeserializeOwned> Act<T, S, A> {
    pub(super) fn read(text: &EntryText<'_>) -> Result<Self, Malformed> {
        let on = TargetKind::parse(text.target_type).and_then(|kind| T::read(kind, text.target_id));
        let people = match text.people {
            PeopleText::Nobody | PeopleText::Known { previous: None, new: None, .. } => People::Nobody,
            PeopleText::Known { player, previous, new } => {
                let step = Step { was: previous, is: new }.map(|state| read("Its personal part", state))?;
                People::Known(player, Box::new(step))
            }
            PeopleText::Erased => People::Erased,
        };
        Ok(Self {
            on: on.ok_or_else(|| {
                Malformed::of("What it was made to", &format!("{} {}", text.target_type, text.target_id))
            })?,
            step: Step { was: text.previous, is: text.new }.map(|state| read("Its states", state))?,
            about: text.metadata.map(about).transpose()?.flatten(),
            people,
        })
    }
}

/// What is made of structures with names for fields can always be written.
fn json<T: Serialize>(state: &T) -> String {
    serde_json::to_string(state).unwrap_or_default()
}

/// What else is worth knowing; none where it is something that others of its kind do not say, as early versions kept there
/// why a change was made.
fn about<A: DeserializeOwned>(text: &str) -> Result<Option<A>, Malformed> {
    if let Ok(about) = serde_json::from_str(text) {
        return Ok(Some(about));
    }
    read::<Fields>("Its metadata", text).map(|_| None)
}

fn read<R: DeserializeOwned>(part: &'static str, text: &str) -> Result<R, Malformed> {
    serde_json::from_str(text).map_err(|cause| Malformed::of(part, &cause.to_string()))
}

/// Kinds of what changes are made to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// An event.
    Event,
    /// An event's clock.
    Clock,
    /// A player.
    Player,
    /// A pace group.
    PaceGroup,
    /// A lane.
    Lane,
    /// A lap of nobody as yet.
    Lap,
    /// A tally sheet.
    Sheet,
    /// A payment of nobody.
    Payment,
    /// A roll-call.
    RollCall,
    /// A device.
    Device,
    /// An enrolment code.
    Code,
    /// An operator.
    Operator,
    /// A shut-out of an address.
    ShutOut,
}

impl TargetKind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Event,
        Self::Clock,
        Self::Player,
        Self::PaceGroup,
        Self::Lane,
        Self::Lap,
        Self::Sheet,
        Self::Payment,
        Self::RollCall,
        Self::Device,
        Self::Code,
        Self::Operator,
        Self::ShutOut,
    ];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Clock => "clock",
            Self::Player => "player",
            Self::PaceGroup => "pace_group",
            Self::Lane => "lane",
            Self::Lap => "lap",
            Self::Sheet => "sheet",
            Self::Payment => "payment",
            Self::RollCall => "roll_call",
            Self::Device => "device",
            Self::Code => "code",
            Self::Operator => "operator",
            Self::ShutOut => "shut_out",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Something that a change is made to.
pub trait Target: Sized {
    /// Of which kind it is.
    fn kind(&self) -> TargetKind;
    /// The id by which entries know it.
    fn id(&self) -> String;
    /// What a kind and an id name; none if that is nothing such a change is made to.
    fn read(kind: TargetKind, id: &str) -> Option<Self>;
    /// The player that it is.
    fn player(&self) -> Option<PlayerId> {
        None
    }
}

/// The clock of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockOf(pub i64);

/// An enrolment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeId(pub i64);

/// A roll-call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RollCallId(pub i64);

/// A lap, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LapRef(pub Uuid);

/// A tally sheet, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetRef(pub Uuid);

/// A payment, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentRef(pub Uuid);

macro_rules! targets {
    ($($name:ident is $kind:ident),* $(,)?) => {$(
        impl Target for $name {
            fn kind(&self) -> TargetKind {
                TargetKind::$kind
            }

            fn id(&self) -> String {
                self.0.to_string()
            }

            fn read(kind: TargetKind, id: &str) -> Option<Self> {
                if kind == TargetKind::$kind { id.parse().ok().map(Self) } else { None }
            }
        }
    )*};
}

targets!(
    EventId is Event,
    ClockOf is Clock,
    PaceGroupId is PaceGroup,
    LaneId is Lane,
    LapRef is Lap,
    SheetRef is Sheet,
    PaymentRef is Payment,
    RollCallId is RollCall,
    DeviceId is Device,
    CodeId is Code,
    OperatorId is Operator,
    ShutOutId is ShutOut,
);

impl Target for PlayerId {
    fn kind(&self) -> TargetKind {
        TargetKind::Player
    }

    fn id(&self) -> String {
        self.0.to_string()
    }

    fn read(kind: TargetKind, id: &str) -> Option<Self> {
        if kind == TargetKind::Player { id.parse().ok().map(Self) } else { None }
    }

    fn player(&self) -> Option<PlayerId> {
        Some(*self)
    }
}

/// A player, or a thing that is nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayerOr<T> {
    /// A player, whose thing it is.
    Player(PlayerId),
    /// The thing.
    Thing(T),
}

impl<T: Target> Target for PlayerOr<T> {
    fn kind(&self) -> TargetKind {
        match self {
            Self::Player(player) => player.kind(),
            Self::Thing(thing) => thing.kind(),
        }
    }

    fn id(&self) -> String {
        match self {
            Self::Player(player) => player.id(),
            Self::Thing(thing) => thing.id(),
        }
    }

    fn read(kind: TargetKind, id: &str) -> Option<Self> {
        PlayerId::read(kind, id).map(Self::Player).or_else(|| T::read(kind, id).map(Self::Thing))
    }

    fn player(&self) -> Option<PlayerId> {
        match self {
            Self::Player(player) => Some(*player),
            Self::Thing(_) => None,
        }
    }
}
