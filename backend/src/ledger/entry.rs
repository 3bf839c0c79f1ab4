//! An entry: who did what to what, and what it was and is.

use super::{
    Erased,
    chain::{Canonical, Hash, people_digest},
};
use crate::secrets::random_bytes;
use domain::{
    Role, Timestamp,
    audit::ActorDevice,
    ids::{EventId, PlayerId},
};
use serde_json::Value;
use std::borrow::Cow;
use uuid::Uuid;

/// What kind of actor made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActorKind {
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
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Operator => "operator",
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
    pub(crate) device: Option<ActorDevice>,
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
    /// About whom; none where it can be told of no single player. It then goes with all people of its event.
    pub(crate) player: Option<PlayerId>,
    pub(crate) previous: Option<String>,
    pub(crate) new: Option<String>,
    /// Why, in words that may name people.
    pub(crate) reason: Option<String>,
}

impl PersonalStates {
    /// Of a player, saying nothing yet.
    pub(crate) const fn of(player: PlayerId) -> Self {
        Self::about(Some(player))
    }

    /// Of a player or of nobody in particular, saying nothing yet.
    const fn about(player: Option<PlayerId>) -> Self {
        Self { player, previous: None, new: None, reason: None }
    }
}

/// The personal part of an entry, with the salt without which its digest would tell a name to whoever guesses it.
#[derive(Debug, Clone)]
pub(crate) struct Personal {
    pub(crate) states: PersonalStates,
    pub(crate) salt: [u8; 16],
}

impl Personal {
    fn digest(&self) -> Hash {
        let PersonalStates { previous, new, reason, .. } = &self.states;
        people_digest(&self.salt, previous.as_deref(), new.as_deref(), reason.as_deref())
    }
}

/// An entry as a service hands it in: the ledger gives it its place.
#[derive(Debug, Clone)]
pub(crate) struct NewEntry {
    pub(crate) event: Option<EventId>,
    pub(crate) actor: Actor,
    pub(crate) action: Cow<'static, str>,
    pub(crate) target: Target,
    /// The fields that changed, as they were.
    pub(crate) previous: Option<Value>,
    /// The fields that changed, as they are.
    pub(crate) new: Option<Value>,
    pub(crate) metadata: Option<Value>,
    pub(crate) people: Option<PersonalStates>,
    /// Why. It stands beside the chain, because it may name people.
    pub(crate) reason: Option<String>,
    /// The entry that this one undoes.
    pub(crate) undoes: Option<Uuid>,
}

impl NewEntry {
    /// An entry of an event that says nothing yet of states.
    pub(crate) fn of(event: EventId, actor: Actor, action: &'static str, target: Target) -> Self {
        Self { event: Some(event), ..Self::of_venue(actor, action, target) }
    }

    /// An entry that belongs to no event, and says nothing yet of states.
    pub(crate) const fn of_venue(actor: Actor, action: &'static str, target: Target) -> Self {
        Self {
            event: None,
            actor,
            action: Cow::Borrowed(action),
            target,
            previous: None,
            new: None,
            metadata: None,
            people: None,
            reason: None,
            undoes: None,
        }
    }

    /// The player that it is about, as far as it says.
    fn player(&self) -> Option<PlayerId> {
        let target = || (self.target.kind == "player").then(|| self.target.id.parse().ok().map(PlayerId)).flatten();
        self.people.as_ref().and_then(|people| people.player).or_else(target)
    }

    /// Whether its personal part goes with somebody's data.
    pub(crate) fn is_about(&self, whom: Erased) -> bool {
        match whom {
            Erased::Player(player) => self.player() == Some(player),
            Erased::Event(event) => self.event == Some(event),
        }
    }

    /// Puts the reason with what is personal: people write names into it, whatever the entry is about.
    fn settle_reason(&mut self) {
        if let Some(reason) = self.reason.take() {
            let player = self.player();
            let people = self.people.get_or_insert(PersonalStates::about(player));
            people.reason = Some(reason);
        }
    }
}

/// An entry with its place in its chain.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) chain: i64,
    pub(crate) seq: i64,
    pub(crate) id: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) actor: Actor,
    pub(crate) action: Cow<'static, str>,
    pub(crate) target: Target,
    pub(crate) previous: Option<String>,
    pub(crate) new: Option<String>,
    pub(crate) metadata: Option<String>,
    pub(crate) people: Option<Personal>,
    pub(crate) people_digest: Option<Hash>,
    pub(crate) undoes: Option<Uuid>,
    pub(crate) hash: Hash,
}

impl Entry {
    /// Puts an entry at the end of a chain.
    pub(crate) fn place(mut entry: NewEntry, id: Uuid, chain: i64, seq: i64, at: Timestamp, before: &Hash) -> Self {
        entry.settle_reason();
        let text = |state: Option<Value>| state.map(|state| state.to_string());
        let people = entry.people.map(|states| Personal { states, salt: random_bytes() });
        let mut placed = Self {
            chain,
            seq,
            id,
            at,
            actor: entry.actor,
            action: entry.action,
            target: entry.target,
            previous: text(entry.previous),
            new: text(entry.new),
            metadata: text(entry.metadata),
            people_digest: people.as_ref().map(Personal::digest),
            people,
            undoes: entry.undoes,
            hash: *before,
        };
        placed.hash = placed.canonical().hash(before);
        placed
    }

    fn canonical(&self) -> Canonical<'_> {
        let device = self.actor.device.as_ref();
        Canonical {
            chain: self.chain,
            seq: self.seq,
            id: self.id,
            at: self.at,
            actor_kind: self.actor.kind.as_str(),
            actor_id: self.actor.id.as_deref(),
            actor_name: self.actor.name.as_deref(),
            actor_role: self.actor.role.map(Role::as_str),
            device_id: device.map(|device| device.id),
            device_name: device.map(|device| device.name.as_str()),
            action: &self.action,
            target_type: self.target.kind,
            target_id: &self.target.id,
            previous: self.previous.as_deref(),
            new: self.new.as_deref(),
            metadata: self.metadata.as_deref(),
            undoes: self.undoes,
            people_digest: self.people_digest.as_ref().map(Hash::as_slice),
        }
    }
}
