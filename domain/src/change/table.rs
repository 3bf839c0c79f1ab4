//! All kinds of changes, one place each: the name of the action, what it is made to, what its states and its metadata
//! say, and what follows from it.

use super::{
    AboutLap, AboutSetAside, Act, Adjustment, At, Call, CancelledAt, Cleared, ClockOf, ClockSet, Code, CodeId,
    CodeUsed, Edited, ErasedPlayer, ErasedPlayers, Facts, Kept, Lanes, Lap, LapOrigin, LapRef, LockedFrom, Malformed,
    Member, Missing, Named, Nothing, Paid, PastLock, PaymentRef, People, Placed, PlayerCount, PlayerOr, ReplacedBy,
    Replaces, RetiredAt, RevokedAt, RollCallId, SaidOfWater, SetAside, Sheet, SheetRef, Stands, Subject, Target,
    Touches, Unknown, Until, Waiting, Wearing,
    text::{EntryText, Written},
};
use crate::{
    ids::{DeviceId, EventId, LaneId, OperatorId, PaceGroupId, PlayerId, ShutOutId},
    topic::Topic::{Clock, Devices, Event, Held, Laps, Operators, Payments, Players, Slots, Tallies, Water},
};

macro_rules! changes {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident = $action:literal ($target:ty, $state:ty, $about:ty) { $($fact:ident: $value:expr),* $(,)? }
    )+) => {
        /// Kinds of changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name of the action: what the ledger writes and what can be asked for.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $action,)+
                }
            }

            /// What follows from a change of this kind.
            pub const fn facts(self) -> Facts {
                match self {
                    $(Self::$name => Facts { $($fact: $value,)* ..Facts::NONE },)+
                }
            }
        }

        /// A change of an event or of the venue: what an entry of the ledger says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Change {
            $($(#[doc = $doc])+ $name(Act<$target, $state, $about>),)+
            /// A change was undone.
            Undone(Box<Change>),
            /// A newer version wrote it.
            Unknown(Unknown),
        }

        impl Change {
            /// Its kind, or that of what it undoes in the end; none for what only a newer version knows.
            pub fn kind(&self) -> Option<Kind> {
                match self {
                    $(Self::$name(_) => Some(Kind::$name),)+
                    Self::Undone(change) => change.kind(),
                    Self::Unknown(_) => None,
                }
            }

            /// The player that it was made to.
            pub fn player(&self) -> Option<PlayerId> {
                match self {
                    $(Self::$name(act) => act.on.player(),)+
                    Self::Undone(change) => change.player(),
                    Self::Unknown(_) => None,
                }
            }

            /// What it says of people beside its states.
            pub fn people(&self) -> &People {
                match self {
                    $(Self::$name(act) => &act.people,)+
                    Self::Undone(change) => change.people(),
                    Self::Unknown(_) => &People::Nobody,
                }
            }

            pub(super) fn read_plain(kind: Kind, text: &EntryText<'_>) -> Result<Self, Malformed> {
                match kind {
                    $(Kind::$name => Act::read(text).map(Self::$name),)+
                }
            }

            pub(super) fn write_plain(&self) -> Result<Written, Malformed> {
                match self {
                    $(Self::$name(act) => Ok(act.write($action)),)+
                    Self::Undone(change) => change.write(),
                    Self::Unknown(unknown) => Err(Malformed::of("An action of a newer version", &unknown.action)),
                }
            }
        }
    };
}

changes! {
    /// An event was made.
    EventCreate = "event.create" (EventId, Edited, Nothing) { touches: Touches::All }
    /// An event's name, sport, lap length or rules were changed.
    EventUpdate = "event.update" (EventId, Edited, Nothing) {
        touches: Touches::Event, topics: &[Event, Held, Players],
    }
    /// An event that had not started was called off.
    EventCancel = "event.cancel" (EventId, CancelledAt, Nothing) { touches: Touches::Event, topics: &[Event] }
    /// An event that was called off takes place after all.
    EventReinstate = "event.reinstate" (EventId, CancelledAt, Nothing) { touches: Touches::Event, topics: &[Event] }
    /// A rehearsal was cleared of its laps, players and placements.
    EventClear = "event.clear" (EventId, Cleared, Nothing) {
        touches: Touches::All, topics: &[Players, Slots, Held, Payments, Tallies],
    }
    /// The personal data of all people of an event was erased.
    EventErase = "event.erase" (EventId, ErasedPlayers, Nothing) {
        touches: Touches::All, topics: &[Players, Slots, Held, Payments],
    }
    /// Registration was opened.
    ClockOpen = "clock.open" (ClockOf, ClockSet, At) { touches: Touches::Clock, topics: &[Clock, Held] }
    /// The race was started.
    ClockStart = "clock.start" (ClockOf, ClockSet, At) { touches: Touches::Clock, topics: &[Clock, Held] }
    /// Race time was stopped.
    ClockPause = "clock.pause" (ClockOf, ClockSet, At) { touches: Touches::Clock, topics: &[Clock, Held] }
    /// Race time runs on.
    ClockResume = "clock.resume" (ClockOf, ClockSet, At) { touches: Touches::Clock, topics: &[Clock, Held] }
    /// The race was ended.
    ClockFinish = "clock.finish" (ClockOf, ClockSet, At) { touches: Touches::Clock, topics: &[Clock, Held] }
    /// The start was set back or forward.
    ClockAdjust = "clock.adjust" (ClockOf, ClockSet, At) { touches: Touches::Clock, topics: &[Clock, Held] }
    /// Registration was locked, now or from a moment on.
    RegistrationLock = "registration.lock" (EventId, LockedFrom, Nothing) { touches: Touches::Event, topics: &[Event] }
    /// The lock of registration was lifted.
    RegistrationUnlock = "registration.unlock" (EventId, LockedFrom, Nothing) {
        touches: Touches::Event, topics: &[Event],
    }
    /// Somebody was registered past the lock; the registrations follow it, each with its reason.
    RegistrationOverride = "registration.override" (EventId, Nothing, PastLock) {}
    /// A start list was taken in; the registrations follow it.
    ImportStartList = "import.start_list" (EventId, Nothing, PlayerCount) {}
    /// A player was registered.
    PlayerRegister = "player.register" (PlayerId, Edited, Nothing) {
        undo: Some(Subject::Standing), touches: Touches::Player, topics: &[Players, Held], personal: true,
    }
    /// What is known of a player was changed.
    PlayerUpdate = "player.update" (PlayerId, Edited, Nothing) {
        undo: Some(Subject::Details), touches: Touches::Player, topics: &[Players, Slots, Held], personal: true,
    }
    /// A player ended the race: laps and rank stay.
    PlayerWithdraw = "player.withdraw" (PlayerId, Stands, Nothing) {
        undo: Some(Subject::Standing), touches: Touches::Player, topics: &[Players, Slots, Held],
    }
    /// A player was taken out of the ranking.
    PlayerDisqualify = "player.disqualify" (PlayerId, Stands, Nothing) {
        undo: Some(Subject::Standing), touches: Touches::Player, topics: &[Players, Slots, Held],
    }
    /// A player who had withdrawn or was disqualified is in the race again.
    PlayerReEnter = "player.re_enter" (PlayerId, Stands, Nothing) {
        undo: Some(Subject::Standing), touches: Touches::Player, topics: &[Players, Slots, Held],
    }
    /// A player who should not have been registered was removed.
    PlayerDelete = "player.delete" (PlayerId, Stands, Nothing) {
        undo: Some(Subject::Standing), touches: Touches::Player, topics: &[Players, Slots, Held],
    }
    /// A player's personal data was erased.
    PlayerErase = "player.erase" (PlayerId, ErasedPlayer, Nothing) {
        touches: Touches::Player, topics: &[Players, Slots, Held, Payments],
    }
    /// A player rests, as their lane's station said.
    PlayerBreak = "player.break" (PlayerId, Call, Nothing) { undo: Some(Subject::Call), topics: &[Slots] }
    /// A player is back from a break.
    PlayerReturn = "player.return" (PlayerId, Call, Nothing) { undo: Some(Subject::Call), topics: &[Slots] }
    /// A station noted something of a player.
    PlayerNote = "player.note" (PlayerId, Call, Nothing) { undo: Some(Subject::Call), topics: &[Slots] }
    /// A player was placed.
    LaneAssign = "lane.assign" (PlayerId, Placed, At) { undo: Some(Subject::Slot), topics: &[Slots, Held] }
    /// A player was moved to another slot.
    LaneMove = "lane.move" (PlayerId, Placed, At) { undo: Some(Subject::Slot), topics: &[Slots, Held] }
    /// A player left a slot.
    LaneRelease = "lane.release" (PlayerId, Placed, At) { undo: Some(Subject::Slot), topics: &[Slots, Held] }
    /// A pace group was added with its lanes.
    PaceGroupCreate = "pace_group.create" (PaceGroupId, Edited, Lanes) {
        undo: Some(Subject::PaceGroup), touches: Touches::Groups, topics: &[Slots], keeps_metadata: true,
    }
    /// A pace group was given another name or colour.
    PaceGroupUpdate = "pace_group.update" (PaceGroupId, Edited, Lanes) {
        undo: Some(Subject::PaceGroup), touches: Touches::Groups, topics: &[Slots], keeps_metadata: true,
    }
    /// A pace group was removed with its lanes.
    PaceGroupDelete = "pace_group.delete" (PaceGroupId, Edited, Lanes) {
        undo: Some(Subject::PaceGroup), touches: Touches::Groups, topics: &[Slots], keeps_metadata: true,
    }
    /// A lane was added.
    LaneCreate = "lane.create" (LaneId, Edited, Nothing) {
        undo: Some(Subject::Lane), touches: Touches::Groups, topics: &[Slots],
    }
    /// A lane's name, capacity or lap length was changed.
    LaneUpdate = "lane.update" (LaneId, Edited, Nothing) {
        undo: Some(Subject::Lane), touches: Touches::Groups, topics: &[Slots],
    }
    /// How the tablets of a lane share the counting was set, or whose laps count.
    LaneCounters = "lane.counters" (LaneId, Edited, Named) { undo: Some(Subject::Counters), topics: &[Slots, Tallies] }
    /// A lane was removed.
    LaneDelete = "lane.delete" (LaneId, Edited, Nothing) {
        undo: Some(Subject::Lane), touches: Touches::Groups, topics: &[Slots],
    }
    /// A lap was counted.
    LapCount = "lap.count" (PlayerId, Lap, LapOrigin) {
        undo: Some(Subject::Lap), touches: Touches::Lap, topics: &[Laps],
    }
    /// A lap was kept for the desk.
    LapHold = "lap.hold" (PlayerOr<LapRef>, SetAside, AboutSetAside) { touches: Touches::Player }
    /// Laps were added to a player or taken off by a person's word.
    LapAdjust = "lap.adjust" (PlayerId, Adjustment, Nothing) {
        undo: Some(Subject::Adjustment), touches: Touches::Player, topics: &[Laps, Held],
    }
    /// A lap was taken back.
    LapVoid = "lap.void" (PlayerId, Lap, Nothing) {
        undo: Some(Subject::Lap), touches: Touches::Player, topics: &[Held, Laps],
    }
    /// A held lap was dismissed.
    LapDismiss = "lap.dismiss" (LapRef, Waiting, AboutLap) { undo: Some(Subject::HeldLap), topics: &[Held] }
    /// A lap that looked wrong was looked at and kept.
    LapKeep = "lap.keep" (LapRef, Kept, AboutLap) { undo: Some(Subject::KeptLap), topics: &[Held] }
    /// What was counted on a sheet of paper was typed in; the laps follow it.
    SheetRecord = "sheet.record" (SheetRef, Sheet, Nothing) { undo: Some(Subject::Sheet), topics: &[Tallies] }
    /// A player was given a tag to wear.
    TagAssign = "tag.assign" (PlayerId, Wearing, Nothing) { undo: Some(Subject::Tag), topics: &[Players, Held] }
    /// A player wears a tag no longer.
    TagRemove = "tag.remove" (PlayerId, Wearing, Nothing) { undo: Some(Subject::Tag), topics: &[Players, Held] }
    /// An enrolment code was issued.
    DeviceCode = "device.code" (CodeId, Code, Replaces) { touches: Touches::Venue, topics: &[Devices] }
    /// A device was enrolled.
    DeviceEnrol = "device.enrol" (DeviceId, Member, CodeUsed) { touches: Touches::Venue, topics: &[Devices] }
    /// A device that was enrolled by an older version was given the random part that its tokens carry.
    DeviceStamp = "device.stamp" (DeviceId, Nothing, Nothing) { touches: Touches::Venue, topics: &[Devices] }
    /// A device was given another name.
    DeviceRename = "device.rename" (DeviceId, Named, Nothing) { touches: Touches::Venue, topics: &[Devices] }
    /// A device's rights were ended.
    DeviceRevoke = "device.revoke" (DeviceId, RevokedAt, ReplacedBy) { touches: Touches::Venue, topics: &[Devices] }
    /// An operator was made.
    OperatorCreate = "operator.create" (OperatorId, Member, Nothing) {
        touches: Touches::Venue, topics: &[Operators],
    }
    /// An operator's name, role or PIN was changed.
    OperatorUpdate = "operator.update" (OperatorId, Edited, Nothing) {
        touches: Touches::Venue, topics: &[Operators],
    }
    /// An operator's rights were ended.
    OperatorRetire = "operator.retire" (OperatorId, RetiredAt, Nothing) {
        touches: Touches::Venue, topics: &[Operators],
    }
    /// An operator was signed out everywhere by an admin.
    OperatorEndSessions = "operator.end_sessions" (OperatorId, Nothing, Nothing) {
        touches: Touches::Venue, topics: &[Operators],
    }
    /// An operator signed in, or on for a shift at a device.
    OperatorLogin = "operator.login" (OperatorId, Nothing, Nothing) { touches: Touches::Venue, topics: &[Operators] }
    /// An operator signed out.
    OperatorLogout = "operator.logout" (OperatorId, Nothing, Nothing) { touches: Touches::Venue, topics: &[Operators] }
    /// An address was shut out of guessing codes and PINs.
    AddressShutOut = "address.shut_out" (ShutOutId, Until, Nothing) { touches: Touches::Venue }
    /// An address that was shut out was let in again.
    AddressLetIn = "address.let_in" (ShutOutId, Until, Nothing) { touches: Touches::Venue }
    /// Money was taken, or given back.
    PaymentTake = "payment.take" (PlayerOr<PaymentRef>, Paid, Nothing) {
        undo: Some(Subject::Payment), topics: &[Payments], personal: true,
    }
    /// A payment was taken back together with what it was paid for.
    PaymentVoid = "payment.void" (PlayerOr<PaymentRef>, Paid, Nothing) {
        undo: Some(Subject::Payment), topics: &[Payments], personal: true,
    }
    /// Somebody in the water was seen, and is well.
    WaterSeen = "water.seen" (PlayerId, SaidOfWater, Nothing) { topics: &[Water] }
    /// Somebody is out of the water.
    WaterOut = "water.out" (PlayerId, SaidOfWater, Nothing) { topics: &[Water] }
    /// Somebody in the water needs help.
    WaterHelp = "water.help" (PlayerId, SaidOfWater, Nothing) { topics: &[Water] }
    /// Help has come, and all is well.
    WaterClear = "water.clear" (PlayerId, SaidOfWater, Nothing) { topics: &[Water] }
    /// The pool is to be cleared.
    RollCallBegin = "roll_call.begin" (RollCallId, Nothing, PlayerCount) { topics: &[Water] }
    /// The roll-call is over.
    RollCallEnd = "roll_call.end" (RollCallId, Nothing, Missing) { topics: &[Water] }
}
