//! Entries as they are stored: the texts from which changes are read and to which they are written.
//!
//! These texts are hashed and never written anew, so the codec is spelled out rather than left to the order of a derive:
//! fields stand in the order of the alphabet, and what is none is left out where it always was.

use super::{Change, Kind};
use crate::ids::PlayerId;
use std::{borrow::Cow, fmt, mem};

/// What stands before the name of the action that was undone.
const UNDO: &str = "undo.";

/// The part of an undoing's name before the first dot, by which all undoings can be asked for.
pub const UNDO_FAMILY: &str = "undo";

/// The texts of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryText<'e> {
    /// What was done.
    pub action: &'e str,
    /// The kind of what it was done to.
    pub target_type: &'e str,
    /// Its id.
    pub target_id: &'e str,
    /// What it was, as JSON.
    pub previous: Option<&'e str>,
    /// What it is since, as JSON.
    pub new: Option<&'e str>,
    /// What else is worth knowing, as JSON.
    pub metadata: Option<&'e str>,
    /// What stands beside the chain.
    pub people: PeopleText<'e>,
}

/// The personal part of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeopleText<'e> {
    /// There was none.
    Nobody,
    /// It is there; states as JSON.
    Known {
        /// Of which player it is, where it can be told of one.
        player: Option<PlayerId>,
        /// What it was.
        previous: Option<&'e str>,
        /// What it is since.
        new: Option<&'e str>,
    },
    /// It was erased.
    Erased,
}

/// A change as it is to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What was done.
    pub action: Cow<'static, str>,
    /// The kind of what it was done to.
    pub target_type: &'static str,
    /// Its id.
    pub target_id: String,
    /// What it was, as JSON.
    pub previous: Option<String>,
    /// What it is since, as JSON.
    pub new: Option<String>,
    /// What else is worth knowing, as JSON.
    pub metadata: Option<String>,
    /// What stands beside the chain.
    pub people: Option<WrittenPeople>,
}

/// The personal part of a change as it is to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPeople {
    /// Of which player it is, where it can be told of one.
    pub player: Option<PlayerId>,
    /// What it was, as JSON.
    pub previous: Option<String>,
    /// What it is since, as JSON.
    pub new: Option<String>,
}

/// An entry that a newer version wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What was done.
    pub action: String,
}

/// An entry that does not say what its action says of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    part: &'static str,
    cause: String,
}

impl Malformed {
    pub(super) fn of(part: &'static str, cause: &str) -> Self {
        Self { part, cause: cause.to_owned() }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} cannot be read: {}.", self.part, self.cause)
    }
}

impl std::error::Error for Malformed {}

impl EntryText<'_> {
    /// The entry that this one undoes, as far as its texts tell.
    fn undone(self) -> Option<Self> {
        let action = self.action.strip_prefix(UNDO)?;
        let people = match self.people {
            PeopleText::Known { player, previous, new } => PeopleText::Known { player, previous: new, new: previous },
            other => other,
        };
        Some(Self { action, previous: self.new, new: self.previous, people, ..self })
    }
}

impl Change {
    /// Reads what an entry says. One of an action that only a newer version knows is [`Change::Unknown`].
    ///
    /// # Errors
    /// [`Malformed`] if it does not say what others of its action say.
    pub fn read(text: &EntryText<'_>) -> Result<Self, Malformed> {
        if let Some(undone) = text.undone() {
            return Ok(Self::Undone(Box::new(Self::read(&undone)?)));
        }
        match Kind::parse(text.action) {
            Some(kind) => Self::read_plain(kind, text),
            None => Ok(Self::Unknown(Unknown { action: text.action.to_owned() })),
        }
    }

    /// The texts of the entry that says this. The undoing of a change has its states swapped, and of what else is worth
    /// knowing only what bringing it back takes.
    ///
    /// # Errors
    /// [`Malformed`] for what only a newer version can write.
    pub fn write(&self) -> Result<Written, Malformed> {
        let Self::Undone(change) = self else { return self.write_plain() };
        let mut text = change.write()?;
        text.action = Cow::Owned(format!("{UNDO}{}", text.action));
        mem::swap(&mut text.previous, &mut text.new);
        if let Some(people) = &mut text.people {
            mem::swap(&mut people.previous, &mut people.new);
        }
        if !change.kind().is_some_and(|kind| kind.facts().keeps_metadata) {
            text.metadata = None;
        }
        Ok(text)
    }
}

/// The action that an entry is about in the end: `undo.undo.lane.move` is about `lane.move`.
pub(super) fn root(mut action: &str) -> &str {
    while let Some(rest) = action.strip_prefix(UNDO) {
        action = rest;
    }
    action
}

/// What was undone by an action; none if it is no undoing.
pub fn undone(action: &str) -> Option<&str> {
    action.strip_prefix(UNDO)
}
