//! Changes: what an entry of the ledger says, typed.
//!
//! Services make them, the ledger writes them down, and undo, the audit page, the bus, boards and other nodes read them.
//! [`table`] says of each kind, in one place, how it is called and what follows from it; [`text`] reads and writes the
//! entries. Nobody else compares names of actions or looks for fields in JSON.

mod act;
mod rules;
mod states;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use act::{
    Act, ClockOf, CodeId, Fields, LapRef, Nothing, PaymentRef, People, PlayerOr, RollCallId, SheetRef, Step, Target,
    TargetKind,
};
pub use states::{
    AboutLap, AboutSetAside, Adjustment, At, Call, CancelledAt, Cleared, ClockSet, Code, CodeUsed, Edited,
    ErasedPlayer, ErasedPlayers, Kept, KeptState, Lanes, Lap, LapOrigin, LeftAt, LockedFrom, Member, Missing, Named,
    Paid, PastLock, Placed, PlayerCount, ReplacedBy, Replaces, RetiredAt, RevokedAt, SaidOfWater, SetAside, Sheet,
    SlotAt, Stands, Until, Waiting, Wearing,
};
pub use subject::Subject;
pub use table::{Change, Kind};
pub use text::{EntryText, Malformed, PeopleText, UNDO_FAMILY, Unknown, Written, WrittenPeople, undone};

use crate::{Metres, Timestamp, held::HeldReason, ids::PlayerId, topic::Topic};
use uuid::Uuid;

/// Makes a change of one kind of what it was made to.
pub type Make<T, S, A = Nothing> = fn(Act<T, S, A>) -> Change;

/// What a kind of change touches of what is held in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Touches {
    /// Nothing: only pages that ask for it have something to ask for again.
    Nothing,
    /// A player's laps, by one more that the entry describes.
    Lap,
    /// One player: whether they are ranked, as what, and what their laps come to.
    Player,
    /// The clock.
    Clock,
    /// What the event is.
    Event,
    /// The event's pace groups and lanes.
    Groups,
    /// Devices, operators and shut-outs.
    Venue,
    /// The event as a whole.
    All,
}

/// What follows from a change by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// What undoing it sets back, and so what one must be allowed to do; none for what cannot be undone. Clocks are set
    /// anew, sign-ins are facts, what was said of somebody in the water is said anew, and a lap that was held has lost
    /// nothing.
    pub undo: Option<Subject>,
    /// What it touches of what is held in memory.
    pub touches: Touches,
    /// What staff pages have to ask for again, whatever it says.
    pub topics: &'static [Topic],
    /// Whether fields of a person stand beside its states: those of the player it was made to, where there is one.
    pub personal: bool,
    /// Whether its undoing needs what else is worth knowing of it.
    pub keeps_metadata: bool,
}

impl Facts {
    const NONE: Self =
        Self { undo: None, touches: Touches::Nothing, topics: &[], personal: false, keeps_metadata: false };
}

/// What a change means for what is held in memory of its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Nothing,
    /// A lap was added to a player's: how many it stands for, their distance, when.
    Lap(PlayerId, u32, Metres, Timestamp),
    /// One player is to be read again.
    Player(PlayerId),
    /// The clock is to be read again.
    Clock,
    /// What the event is is to be read again.
    Event,
    /// The event's pace groups and lanes are to be read again.
    Groups,
    /// Devices, operators and shut-outs are to be read again.
    Venue,
    /// The event is to be read again as a whole.
    All,
}

impl Kind {
    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The kind that an entry of that action is about in the end, however often it was undone and that undone.
    pub fn about(action: &str) -> Option<Self> {
        Self::parse(text::root(action))
    }

    /// The part of its name before the dot, by which all of its like can be asked for.
    pub fn family(self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }
}

impl Change {
    /// The way back; none for what cannot be undone.
    pub fn inverse(self) -> Option<Self> {
        self.kind()?.facts().undo?;
        Some(Self::Undone(Box::new(self)))
    }

    /// What it is about in the end, and whether the way back of that: what undoes an undo goes the way of the first.
    pub fn root(&self) -> (&Self, bool) {
        match self {
            Self::Undone(change) => {
                let (root, turned) = change.root();
                (root, !turned)
            }
            change => (change, false),
        }
    }

    /// What staff pages have to ask for again.
    pub fn topics(&self) -> impl Iterator<Item = Topic> + use<> {
        let (root, turned) = self.root();
        let reason = match root {
            Self::LapCount(act) if !turned => act.about.as_ref().and_then(|origin| origin.held),
            Self::LapHold(act) => match (act.step.either(), &act.about) {
                (Some(SetAside::Waiting(waiting)), _) => waiting.reason,
                (_, Some(AboutSetAside::Why { reason })) => Some(*reason),
                _ => None,
            },
            Self::LapDismiss(act) => act.step.was.and_then(|waiting| waiting.reason),
            _ => None,
        };
        let is_of_tallies = reason == Some(HeldReason::OtherTally);
        let of_tallies = is_of_tallies.then_some(Topic::Tallies);
        // Tablets that count for themselves are compared on a page of their own: nothing is open at the desk by their laps.
        // Where a lap counts no longer, another one may be in question.
        let of_desk = match root {
            Self::LapCount(_) => (turned || reason.is_some()).then_some(Topic::Held),
            _ => reason.filter(|_| !is_of_tallies).map(|_| Topic::Held),
        };
        let topics = self.kind().map_or(&[][..], |kind| kind.facts().topics);
        topics.iter().copied().chain(of_tallies).chain(of_desk)
    }

    /// The lap, adjustment, payment or call that it is about, of which a player has many.
    pub fn thing(&self) -> Option<Uuid> {
        match self.root().0 {
            Self::LapCount(act) => act.step.either().map(|lap| lap.lap),
            Self::LapVoid(act) => act.step.either().map(|lap| lap.lap),
            Self::LapHold(act) => match act.step.either() {
                Some(SetAside::Counted(lap)) => Some(lap.lap),
                _ => None,
            },
            Self::LapAdjust(act) => act.step.either().map(|one| one.adjustment),
            Self::PlayerBreak(act) | Self::PlayerReturn(act) | Self::PlayerNote(act) => {
                act.step.either().map(|call| call.call)
            }
            Self::PaymentTake(act) | Self::PaymentVoid(act) => act.step.either().map(|paid| paid.payment),
            _ => None,
        }
    }

    /// The lap that counted before it.
    pub fn lap_taken_back(&self) -> Option<Uuid> {
        let (root, turned) = self.root();
        match root {
            Self::LapCount(act) => act.step.facing(turned).was.map(|lap| lap.lap),
            Self::LapVoid(act) => act.step.facing(turned).was.map(|lap| lap.lap),
            Self::LapHold(act) => match act.step.facing(turned).was {
                Some(SetAside::Counted(lap)) => Some(lap.lap),
                _ => None,
            },
            _ => None,
        }
    }

    /// What it means for what is held in memory of its event.
    pub fn effect(&self) -> Effect {
        let (root, turned) = self.root();
        let Some(kind) = root.kind() else { return Effect::All };
        if matches!(self.people(), People::Erased) && kind.facts().personal {
            return Effect::All;
        }
        // Rows are told by their bibs, which may have passed from one player to another.
        if let Self::PlayerUpdate(act) = root
            && act.step.either().is_some_and(|fields| fields.contains_key("bib"))
        {
            return Effect::All;
        }
        match (kind.facts().touches, self.player()) {
            (Touches::Lap | Touches::Player, Some(player)) => match root {
                Self::LapCount(Act { step: Step { was: None, is: Some(lap) }, .. }) if !turned => {
                    Effect::Lap(player, lap.count, lap.distance_m, lap.counted_at)
                }
                _ => Effect::Player(player),
            },
            // A lap that nobody's laps hold.
            (Touches::Nothing | Touches::Lap | Touches::Player, _) => Effect::Nothing,
            (Touches::Clock, _) => Effect::Clock,
            (Touches::Event, _) => Effect::Event,
            (Touches::Groups, _) => Effect::Groups,
            (Touches::Venue, _) => Effect::Venue,
            (Touches::All, _) => Effect::All,
        }
    }
}
