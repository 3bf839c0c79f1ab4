//! The audit trail as people and programs read it: who did what to what, what it was and is, and whether it can be
//! undone.

use crate::{Action, Problem, Role, Timestamp, ids::EventId, limits, text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// The names of actions, in one place: what the ledger writes and what can be asked for.
pub mod action {
    /// An event was made.
    pub const EVENT_CREATE: &str = "event.create";
    /// An event's name, sport, lap length or rules were changed.
    pub const EVENT_UPDATE: &str = "event.update";
    /// An event that had not started was called off.
    pub const EVENT_CANCEL: &str = "event.cancel";
    /// An event that was called off takes place after all.
    pub const EVENT_REINSTATE: &str = "event.reinstate";
    /// A rehearsal was cleared of its laps, players and placements.
    pub const EVENT_CLEAR: &str = "event.clear";
    /// The personal data of all people of an event was erased.
    pub const EVENT_ERASE: &str = "event.erase";
    /// Registration was opened.
    pub const CLOCK_OPEN: &str = "clock.open";
    /// The race was started.
    pub const CLOCK_START: &str = "clock.start";
    /// Race time was stopped.
    pub const CLOCK_PAUSE: &str = "clock.pause";
    /// Race time runs on.
    pub const CLOCK_RESUME: &str = "clock.resume";
    /// The race was ended.
    pub const CLOCK_FINISH: &str = "clock.finish";
    /// The start was set back or forward.
    pub const CLOCK_ADJUST: &str = "clock.adjust";
    /// Registration was locked, now or from a moment on.
    pub const REGISTRATION_LOCK: &str = "registration.lock";
    /// The lock of registration was lifted.
    pub const REGISTRATION_UNLOCK: &str = "registration.unlock";
    /// Somebody was registered past the lock; the registrations follow it, each with its reason.
    pub const REGISTRATION_OVERRIDE: &str = "registration.override";
    /// A start list was taken in; the registrations follow it.
    pub const IMPORT_START_LIST: &str = "import.start_list";
    /// A player was registered.
    pub const PLAYER_REGISTER: &str = "player.register";
    /// What is known of a player was changed.
    pub const PLAYER_UPDATE: &str = "player.update";
    /// A player ended the race: laps and rank stay.
    pub const PLAYER_WITHDRAW: &str = "player.withdraw";
    /// A player was taken out of the ranking.
    pub const PLAYER_DISQUALIFY: &str = "player.disqualify";
    /// A player who had withdrawn or was disqualified is in the race again.
    pub const PLAYER_RE_ENTER: &str = "player.re_enter";
    /// A player who should not have been registered was removed.
    pub const PLAYER_DELETE: &str = "player.delete";
    /// A player's personal data was erased.
    pub const PLAYER_ERASE: &str = "player.erase";
    /// A player rests, as their lane's station said.
    pub const PLAYER_BREAK: &str = "player.break";
    /// A player is back from a break.
    pub const PLAYER_RETURN: &str = "player.return";
    /// A lane's station noted something of a player; the note is the entry's reason.
    pub const PLAYER_NOTE: &str = "player.note";
    /// A player was placed in a slot.
    pub const LANE_ASSIGN: &str = "lane.assign";
    /// A player was moved to another slot.
    pub const LANE_MOVE: &str = "lane.move";
    /// A player left a slot.
    pub const LANE_RELEASE: &str = "lane.release";
    /// A pace group was added.
    pub const PACE_GROUP_CREATE: &str = "pace_group.create";
    /// A pace group was given another name or colour.
    pub const PACE_GROUP_UPDATE: &str = "pace_group.update";
    /// A pace group was removed with its lanes.
    pub const PACE_GROUP_DELETE: &str = "pace_group.delete";
    /// A lane was added.
    pub const LANE_CREATE: &str = "lane.create";
    /// A lane's name, capacity or lap length was changed.
    pub const LANE_UPDATE: &str = "lane.update";
    /// How the tablets of a lane share the counting was set, or whose laps count.
    pub const LANE_COUNTERS: &str = "lane.counters";
    /// A lane was removed.
    pub const LANE_DELETE: &str = "lane.delete";
    /// A lap was counted.
    pub const LAP_COUNT: &str = "lap.count";
    /// A lap was kept for the desk.
    pub const LAP_HOLD: &str = "lap.hold";
    /// Laps were added to a player or taken off by a person's word.
    pub const LAP_ADJUST: &str = "lap.adjust";
    /// A lap was taken back.
    pub const LAP_VOID: &str = "lap.void";
    /// A held lap was dismissed.
    pub const LAP_DISMISS: &str = "lap.dismiss";
    /// A lap that looked wrong was looked at and kept.
    pub const LAP_KEEP: &str = "lap.keep";
    /// An enrolment code was issued.
    pub const DEVICE_CODE: &str = "device.code";
    /// A device was enrolled.
    pub const DEVICE_ENROL: &str = "device.enrol";
    /// A device that was enrolled by an older version was given the random part that its tokens carry.
    pub const DEVICE_STAMP: &str = "device.stamp";
    /// A device was given another name.
    pub const DEVICE_RENAME: &str = "device.rename";
    /// A device's rights were ended.
    pub const DEVICE_REVOKE: &str = "device.revoke";

    /// An operator was made.
    pub const OPERATOR_CREATE: &str = "operator.create";
    /// An operator's name, role or PIN was changed.
    pub const OPERATOR_UPDATE: &str = "operator.update";
    /// An operator's rights were ended.
    pub const OPERATOR_RETIRE: &str = "operator.retire";
    /// An operator was signed out everywhere by an admin.
    pub const OPERATOR_END_SESSIONS: &str = "operator.end_sessions";
    /// An operator signed in, or on for a shift at a device.
    pub const OPERATOR_LOGIN: &str = "operator.login";
    /// An operator signed out.
    pub const OPERATOR_LOGOUT: &str = "operator.logout";

    /// An address was shut out of guessing codes and PINs.
    pub const ADDRESS_SHUT_OUT: &str = "address.shut_out";
    /// An address that was shut out was let in again.
    pub const ADDRESS_LET_IN: &str = "address.let_in";

    /// What was counted on a sheet of paper was typed in; the laps follow it.
    pub const SHEET_RECORD: &str = "sheet.record";
    /// A player was given a tag to wear.
    pub const TAG_ASSIGN: &str = "tag.assign";
    /// A player wears a tag no longer.
    pub const TAG_REMOVE: &str = "tag.remove";

    /// Money was taken, or given back.
    pub const PAYMENT_TAKE: &str = "payment.take";
    /// A payment was taken back together with what it was paid for.
    pub const PAYMENT_VOID: &str = "payment.void";

    /// Somebody in the water was seen, and is well.
    pub const WATER_SEEN: &str = "water.seen";
    /// Somebody is out of the water.
    pub const WATER_OUT: &str = "water.out";
    /// Somebody in the water needs help.
    pub const WATER_HELP: &str = "water.help";
    /// Help has come, and all is well.
    pub const WATER_CLEAR: &str = "water.clear";
    /// The pool is to be cleared.
    pub const ROLL_CALL_BEGIN: &str = "roll_call.begin";
    /// The roll-call is over.
    pub const ROLL_CALL_END: &str = "roll_call.end";

    /// All of them, but for the undoing of each, which is `undo.` before its name.
    pub const ALL: [&str; 66] = [
        EVENT_CREATE,
        EVENT_UPDATE,
        EVENT_CANCEL,
        EVENT_REINSTATE,
        EVENT_CLEAR,
        EVENT_ERASE,
        CLOCK_OPEN,
        CLOCK_START,
        CLOCK_PAUSE,
        CLOCK_RESUME,
        CLOCK_FINISH,
        CLOCK_ADJUST,
        REGISTRATION_LOCK,
        REGISTRATION_UNLOCK,
        REGISTRATION_OVERRIDE,
        IMPORT_START_LIST,
        PLAYER_REGISTER,
        PLAYER_UPDATE,
        PLAYER_WITHDRAW,
        PLAYER_DISQUALIFY,
        PLAYER_RE_ENTER,
        PLAYER_DELETE,
        PLAYER_ERASE,
        PLAYER_BREAK,
        PLAYER_RETURN,
        PLAYER_NOTE,
        LANE_ASSIGN,
        LANE_MOVE,
        LANE_RELEASE,
        PACE_GROUP_CREATE,
        PACE_GROUP_UPDATE,
        PACE_GROUP_DELETE,
        LANE_CREATE,
        LANE_UPDATE,
        LANE_COUNTERS,
        LANE_DELETE,
        LAP_COUNT,
        LAP_HOLD,
        LAP_ADJUST,
        LAP_VOID,
        LAP_DISMISS,
        LAP_KEEP,
        SHEET_RECORD,
        TAG_ASSIGN,
        TAG_REMOVE,
        DEVICE_CODE,
        DEVICE_ENROL,
        DEVICE_STAMP,
        DEVICE_RENAME,
        DEVICE_REVOKE,
        OPERATOR_CREATE,
        OPERATOR_UPDATE,
        OPERATOR_RETIRE,
        OPERATOR_END_SESSIONS,
        OPERATOR_LOGIN,
        OPERATOR_LOGOUT,
        ADDRESS_SHUT_OUT,
        ADDRESS_LET_IN,
        PAYMENT_TAKE,
        PAYMENT_VOID,
        WATER_SEEN,
        WATER_OUT,
        WATER_HELP,
        WATER_CLEAR,
        ROLL_CALL_BEGIN,
        ROLL_CALL_END,
    ];

    /// What stands before the name of the action that was undone.
    pub const UNDO: &str = "undo.";

    /// The action that an entry is about in the end: `undo.undo.lane.move` is about `lane.move`.
    pub fn root(mut action: &str) -> &str {
        while let Some(rest) = action.strip_prefix(UNDO) {
            action = rest;
        }
        action
    }
}

/// What an undoable action changes, and so what its undoing sets back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Whether a player is registered, and in which standing.
    Standing,
    /// What is known of a player.
    Details,
    /// Whether what a station said of a player stands: a break, the end of one, a note.
    Call,
    /// Which slot a player is in.
    Slot,
    /// A pace group: whether there is one, its name and colour.
    PaceGroup,
    /// A lane: whether there is one, its name, capacity and lap length.
    Lane,
    /// How the tablets of a lane share the counting.
    Counters,
    /// Whether a lap counts.
    Lap,
    /// Whether an adjustment of a player's laps stands.
    Adjustment,
    /// Whether a held lap is still open.
    HeldLap,
    /// Whether a lap that looked wrong was looked at and kept.
    KeptLap,
    /// Whether a payment stands.
    Payment,
    /// Whether a player wears a tag.
    Tag,
    /// Whether the laps of a tally sheet count.
    Sheet,
}

impl Subject {
    /// What the action changes; none if it cannot be undone. Clocks are set anew, sign-ins are facts, what was said of
    /// somebody in the water is said anew, and a lap that was held has lost nothing.
    pub fn of(action: &str) -> Option<Self> {
        match action::root(action) {
            action::PLAYER_REGISTER
            | action::PLAYER_WITHDRAW
            | action::PLAYER_DISQUALIFY
            | action::PLAYER_RE_ENTER
            | action::PLAYER_DELETE => Some(Self::Standing),
            action::PLAYER_UPDATE => Some(Self::Details),
            action::PLAYER_BREAK | action::PLAYER_RETURN | action::PLAYER_NOTE => Some(Self::Call),
            action::LANE_ASSIGN | action::LANE_MOVE | action::LANE_RELEASE => Some(Self::Slot),
            action::PACE_GROUP_CREATE | action::PACE_GROUP_UPDATE | action::PACE_GROUP_DELETE => Some(Self::PaceGroup),
            action::LANE_CREATE | action::LANE_UPDATE | action::LANE_DELETE => Some(Self::Lane),
            action::LANE_COUNTERS => Some(Self::Counters),
            action::LAP_COUNT | action::LAP_VOID => Some(Self::Lap),
            action::LAP_ADJUST => Some(Self::Adjustment),
            action::LAP_DISMISS => Some(Self::HeldLap),
            action::LAP_KEEP => Some(Self::KeptLap),
            action::PAYMENT_TAKE | action::PAYMENT_VOID => Some(Self::Payment),
            action::SHEET_RECORD => Some(Self::Sheet),
            action::TAG_ASSIGN | action::TAG_REMOVE => Some(Self::Tag),
            _ => None,
        }
    }

    /// What somebody must be allowed to do to undo what `by` did, who is perhaps oneself. A lane's station places onto
    /// its own lane alone: what a desk placed is a desk's to take back.
    pub fn needs_after(self, by: Option<Role>, is_own: bool) -> Action {
        let by_desk = by.is_none_or(|role| role.may(Action::PlacePlayers));
        if self == Self::Slot && by_desk && !is_own { Action::PlacePlayers } else { self.needs() }
    }

    /// What somebody must be allowed to do to undo it: as much as to do it.
    pub const fn needs(self) -> Action {
        match self {
            Self::Standing | Self::Details | Self::Tag => Action::RegisterPlayers,
            Self::Slot | Self::Call => Action::PlaceOnLane,
            Self::PaceGroup | Self::Lane | Self::Counters => Action::ArrangeLanes,
            Self::Lap | Self::Adjustment | Self::Sheet => Action::CountLaps,
            Self::HeldLap | Self::KeptLap => Action::SettleHeldLaps,
            Self::Payment => Action::TakePayments,
        }
    }
}

/// Somebody or something named in an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActorDevice {
    /// Its id.
    pub id: i64,
    /// Its name at the time.
    pub name: String,
}

/// Whoever made a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActorView {
    /// `device`, `operator`, `admin` or `system`.
    pub kind: String,
    /// The id among its kind.
    pub id: Option<String>,
    /// The name at the time.
    pub name: Option<String>,
    /// The role in which it was done.
    pub role: Option<String>,
    /// The device on which it was done.
    pub device: Option<ActorDevice>,
}

/// What a change was made to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TargetView {
    /// `player`, `lap`, `clock`, `event`, `device`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// The id by which people know it: of a player the bib.
    pub id: String,
    /// The player's full name, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// An entry of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntryView {
    /// Its id, in the order of entries.
    pub id: Uuid,
    /// Its place in the chain of its event, or of the venue.
    pub seq: u64,
    /// The event; none for what belongs to the venue.
    pub event_id: Option<EventId>,
    /// When it was made.
    pub at: Timestamp,
    /// By whom.
    pub actor: ActorView,
    /// What was done, such as `lap.count`; with `undo.` before it for each undoing.
    pub action: String,
    /// To what.
    pub target: TargetView,
    /// The fields that changed, as they were.
    pub previous_state: Option<Value>,
    /// The fields that changed, as they are since.
    pub new_state: Option<Value>,
    /// What else is worth knowing, such as the reason of an undo.
    pub metadata: Option<Value>,
    /// The entry that this one undoes.
    pub undoes: Option<Uuid>,
    /// The entry that undid this one.
    pub undone_by: Option<Uuid>,
    /// Whether it is of a kind that can be undone, and was not.
    pub undoable: bool,
}

/// A page of the audit trail, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<EntryView>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

/// Which entries are asked for. All that are given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuditFilter {
    /// The slug of an event, `current`, or `venue` for what belongs to none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// An action, or the part of its name before the dot; with it come the undoings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Part of the actor's name, or `device:3`, `operator:2`, `admin`, `system`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Such as `player:7`, by bib, or `device:3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// At or after this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// How many at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where to go on, as the last page said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A wish to undo.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UndoInput {
    /// Why; kept in the entry.
    #[serde(default)]
    pub reason: String,
    /// Undo first what stands in the way, all or nothing.
    #[serde(default)]
    pub together: bool,
}

/// Reads the reason of a change: a line of text, or none.
///
/// # Errors
/// [`Problem`] of kind invalid if it is longer than [`limits::REASON_CHARS_MAX`] or holds what cannot be shown.
pub fn parse_reason(text: &str) -> Result<Option<String>, Problem> {
    text::parse_line("reason", text, limits::REASON_CHARS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_undo_is_about_what_it_undoes_however_often() {
        assert_eq!(action::root("undo.undo.lane.move"), "lane.move");
        assert_eq!(Subject::of("undo.undo.lane.move"), Some(Subject::Slot));
        assert_eq!(Subject::of("undo.clock.start"), None);
    }

    #[test]
    fn what_is_about_players_slots_laps_and_payments_can_be_undone_and_nothing_else() {
        let undoable: Vec<&str> = action::ALL.into_iter().filter(|action| Subject::of(action).is_some()).collect();
        let expected = action::ALL.into_iter().filter(|action| {
            ["player.", "lane.", "pace_group.", "lap.", "payment.", "tag.", "sheet."]
                .iter()
                .any(|prefix| action.starts_with(prefix))
                && ![action::LAP_HOLD, action::PLAYER_ERASE].contains(action)
        });
        assert_eq!(undoable, expected.collect::<Vec<_>>());
    }
}
