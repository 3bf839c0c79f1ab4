//! An entry: who did what to what, and what it was and is.

use domain::{
    Role, Timestamp,
    ids::{EventId, PlayerId},
};
use serde_json::Value;
use uuid::Uuid;

/// The names of actions, in one place.
pub(crate) mod action {
    pub(crate) const EVENT_CREATE: &str = "event.create";
    pub(crate) const PLAYER_REGISTER: &str = "player.register";
    pub(crate) const PLAYER_UPDATE: &str = "player.update";
    pub(crate) const LANE_ASSIGN: &str = "lane.assign";
    pub(crate) const LANE_MOVE: &str = "lane.move";
    pub(crate) const LANE_RELEASE: &str = "lane.release";
    pub(crate) const LAP_COUNT: &str = "lap.count";
    pub(crate) const LAP_HOLD: &str = "lap.hold";
    pub(crate) const LAP_VOID: &str = "lap.void";
    pub(crate) const LAP_DISMISS: &str = "lap.dismiss";
    pub(crate) const DEVICE_CODE: &str = "device.code";
    pub(crate) const DEVICE_ENROL: &str = "device.enrol";
    pub(crate) const DEVICE_RENAME: &str = "device.rename";
    pub(crate) const DEVICE_REVOKE: &str = "device.revoke";
}

/// What kind of actor made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActorKind {
    /// A device.
    Device,
    /// The holder of the admin token.
    Admin,
    /// The program itself.
    System,
}

impl ActorKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Admin => "admin",
            Self::System => "system",
        }
    }
}

/// Whoever made a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Actor {
    pub(crate) kind: ActorKind,
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) role: Option<Role>,
    pub(crate) device: Option<i64>,
}

impl Actor {
    /// The program itself, for what nobody asked for by name.
    pub(crate) const fn system() -> Self {
        Self { kind: ActorKind::System, id: None, name: None, role: None, device: None }
    }
}

/// What a change was made to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) kind: &'static str,
    pub(crate) id: String,
}

impl Target {
    #[expect(clippy::needless_pass_by_value, reason = "ids are passed by value everywhere")]
    pub(crate) fn new(kind: &'static str, id: impl ToString) -> Self {
        Self { kind, id: id.to_string() }
    }
}

/// The personal part of an entry's states, as JSON texts.
#[derive(Debug, Clone)]
pub(crate) struct PersonalStates {
    pub(crate) player: PlayerId,
    pub(crate) previous: Option<String>,
    pub(crate) new: Option<String>,
}

/// An entry as a service hands it in: the ledger gives it its place.
#[derive(Debug, Clone)]
pub(crate) struct NewEntry {
    pub(crate) event: Option<EventId>,
    pub(crate) actor: Actor,
    pub(crate) action: &'static str,
    pub(crate) target: Target,
    /// The fields that changed, as they were.
    pub(crate) previous: Option<Value>,
    /// The fields that changed, as they are.
    pub(crate) new: Option<Value>,
    pub(crate) metadata: Option<Value>,
    pub(crate) people: Option<PersonalStates>,
}

/// An entry with its place in its chain.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) chain: i64,
    pub(crate) seq: i64,
    pub(crate) id: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) actor: Actor,
    pub(crate) action: &'static str,
    pub(crate) target: Target,
    pub(crate) previous: Option<String>,
    pub(crate) new: Option<String>,
    pub(crate) metadata: Option<String>,
    pub(crate) people: Option<PersonalStates>,
}
