//! An entry: who did what to what, and what it was and is.

use super::chain::{Canonical, Hash, VENUE_CHAIN, people_digest};
use crate::secrets::random_bytes;
use domain::{
    Role, Timestamp,
    audit::{ActorDevice, ActorKind},
    change::{Change, Malformed, People, Written, WrittenPeople},
    ids::{EventId, PlayerId},
};
use std::borrow::Cow;
use uuid::Uuid;

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
    event: Option<EventId>,
    actor: Actor,
    change: Change,
    /// The player that it is about, where the change does not say so.
    about: Option<PlayerId>,
    /// Why. It stands beside the chain, because it may name people.
    reason: Option<String>,
    /// The entry that this one undoes.
    undoes: Option<Uuid>,
}

impl NewEntry {
    /// An entry of an event.
    pub(crate) const fn of(event: EventId, actor: Actor, change: Change) -> Self {
        Self { event: Some(event), actor, change, about: None, reason: None, undoes: None }
    }

    /// An entry that belongs to no event.
    pub(crate) const fn of_venue(actor: Actor, change: Change) -> Self {
        Self { event: None, actor, change, about: None, reason: None, undoes: None }
    }

    /// The same entry with why it was done.
    pub(crate) fn because(self, reason: Option<String>) -> Self {
        Self { reason, ..self }
    }

    /// The same entry as what undoes another one, about a player whom that one may not name.
    pub(crate) fn undoing(self, entry: Uuid, about: Option<PlayerId>) -> Self {
        Self { undoes: Some(entry), about, ..self }
    }

    /// The event whose it is; none for the venue's.
    pub(crate) const fn event(&self) -> Option<EventId> {
        self.event
    }

    /// What it says.
    pub(crate) const fn change(&self) -> &Change {
        &self.change
    }

    /// The chain that it extends.
    pub(crate) fn chain(&self) -> i64 {
        self.event.map_or(VENUE_CHAIN, |event| event.0)
    }

    /// The player that it is about, as far as it says.
    fn player(&self) -> Option<PlayerId> {
        let named = match self.change.people() {
            People::Known(player, _) => *player,
            People::Nobody | People::Erased => None,
        };
        named.or_else(|| self.change.player()).or(self.about)
    }

    /// Whether its personal part goes with somebody's data.
    pub(crate) fn is_about(&self, whom: Erased) -> bool {
        match whom {
            Erased::Player(player) => self.player() == Some(player),
            Erased::Event(event) => self.event == Some(event),
        }
    }
}

/// Whose personal data goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Erased {
    /// One player's.
    Player(PlayerId),
    /// That of all people of an event.
    Event(EventId),
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
    pub(crate) target_type: &'static str,
    pub(crate) target_id: String,
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
    ///
    /// # Errors
    /// If it says what only a newer version can write.
    pub(crate) fn place(entry: NewEntry, id: Uuid, seq: i64, at: Timestamp, before: &Hash) -> Result<Self, Malformed> {
        let Written { action, target_type, target_id, previous, new, metadata, people } = entry.change.write()?;
        let people = people.map(|WrittenPeople { previous, new, .. }| (previous, new));
        // Why stands with what is personal: people write names into it, whatever the entry is about.
        let states = (people.is_some() || entry.reason.is_some()).then(|| {
            let (previous, new) = people.unwrap_or_default();
            PersonalStates { player: entry.player(), previous, new, reason: entry.reason.clone() }
        });
        let people = states.map(|states| Personal { states, salt: random_bytes() });
        let mut placed = Self {
            chain: entry.chain(),
            seq,
            id,
            at,
            actor: entry.actor,
            action,
            target_type,
            target_id,
            previous,
            new,
            metadata,
            people_digest: people.as_ref().map(Personal::digest),
            people,
            undoes: entry.undoes,
            hash: *before,
        };
        placed.hash = placed.canonical().hash(before);
        Ok(placed)
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
            target_type: self.target_type,
            target_id: &self.target_id,
            previous: self.previous.as_deref(),
            new: self.new.as_deref(),
            metadata: self.metadata.as_deref(),
            undoes: self.undoes,
            people_digest: self.people_digest.as_ref().map(Hash::as_slice),
        }
    }
}
