//! The audit trail as people and programs read it: who did what to what, what it was and is, and whether it can be
//! undone.

use crate::{
    Timestamp,
    change::{Kind, Subject},
    ids::EventId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// Somebody or something named in an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActorDevice {
    /// Its id.
    pub id: i64,
    /// Its name at the time.
    pub name: String,
}

/// What kind of actor made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A device.
    Device,
    /// An operator, on a device or not.
    Operator,
    /// The holder of the admin token.
    Admin,
    /// The program itself.
    System,
}

impl ActorKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Device, Self::Operator, Self::Admin, Self::System];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Operator => "operator",
            Self::Admin => "admin",
            Self::System => "system",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
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

impl EntryView {
    /// What undoing it would set back; none for what cannot be undone.
    pub fn undoes_what(&self) -> Option<Subject> {
        Kind::about(&self.action)?.facts().undo
    }
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
