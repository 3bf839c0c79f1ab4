//! The chain over the entries: each carries a SHA-256 over its own canonical form and the hash of the one before it,
//! so that whoever changes, removes or inserts one afterwards breaks every hash from there on.
//!
//! The canonical form is the stored text, field by field with its length, never a database's own JSON. `undone_by` is
//! not part of it, because it is set later; it is checked against `undoes` instead. Personal data enters by a salted
//! digest, so that it can be erased and the chain still holds.

use domain::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The chain of what belongs to no event.
pub(crate) const VENUE_CHAIN: i64 = 0;

/// A SHA-256.
pub(crate) type Hash = [u8; 32];

/// What stands before the first entry of a chain.
pub(crate) const GENESIS: Hash = [0; 32];

/// Says what is hashed, and in which version of the form.
const FORM: &[u8] = b"lapstream entry 1\0";
const FORM_PEOPLE: &[u8] = b"lapstream people 1\0";

/// An entry's fields as they are hashed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Canonical<'e> {
    pub(crate) chain: i64,
    pub(crate) seq: i64,
    pub(crate) id: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) actor_kind: &'e str,
    pub(crate) actor_id: Option<&'e str>,
    pub(crate) actor_name: Option<&'e str>,
    pub(crate) actor_role: Option<&'e str>,
    pub(crate) device_id: Option<i64>,
    pub(crate) device_name: Option<&'e str>,
    pub(crate) action: &'e str,
    pub(crate) target_type: &'e str,
    pub(crate) target_id: &'e str,
    pub(crate) previous: Option<&'e str>,
    pub(crate) new: Option<&'e str>,
    pub(crate) metadata: Option<&'e str>,
    pub(crate) undoes: Option<Uuid>,
    pub(crate) people_digest: Option<&'e [u8]>,
}

impl Canonical<'_> {
    /// The entry's hash, after the one before it.
    pub(crate) fn hash(&self, before: &Hash) -> Hash {
        let mut sha = Sha256::new_with_prefix(FORM);
        sha.update(before);
        for number in [self.chain, self.seq, self.at.ms()] {
            sha.update(number.to_be_bytes());
        }
        sha.update(self.id.as_bytes());
        let device = self.device_id.map(i64::to_be_bytes);
        let fields = [
            Some(self.actor_kind.as_bytes()),
            self.actor_id.map(str::as_bytes),
            self.actor_name.map(str::as_bytes),
            self.actor_role.map(str::as_bytes),
            device.as_ref().map(<[u8; 8]>::as_slice),
            self.device_name.map(str::as_bytes),
            Some(self.action.as_bytes()),
            Some(self.target_type.as_bytes()),
            Some(self.target_id.as_bytes()),
            self.previous.map(str::as_bytes),
            self.new.map(str::as_bytes),
            self.metadata.map(str::as_bytes),
            self.undoes.as_ref().map(|id| id.as_bytes().as_slice()),
            self.people_digest,
        ];
        for field in fields {
            feed(&mut sha, field);
        }
        sha.finalize().into()
    }
}

/// The digest of an entry's personal part.
pub(crate) fn people_digest(salt: &[u8], previous: Option<&str>, new: Option<&str>, reason: Option<&str>) -> Hash {
    let mut sha = Sha256::new_with_prefix(FORM_PEOPLE);
    feed(&mut sha, Some(salt));
    feed(&mut sha, previous.map(str::as_bytes));
    feed(&mut sha, new.map(str::as_bytes));
    // Entries older than reasons beside the chain have two fields, not three with an empty last one.
    if let Some(reason) = reason {
        feed(&mut sha, Some(reason.as_bytes()));
    }
    sha.finalize().into()
}

/// Adds a field with its length, so that no two lists of fields look alike; a missing one differs from an empty one.
fn feed(sha: &mut Sha256, field: Option<&[u8]>) {
    match field {
        None => sha.update([0]),
        Some(bytes) => {
            sha.update([1]);
            sha.update((bytes.len() as u64).to_be_bytes());
            sha.update(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Canonical<'static> {
        Canonical {
            chain: 1,
            seq: 7,
            id: Uuid::from_u128(5),
            at: Timestamp::from_ms(1_800_000_000_000),
            actor_kind: "device",
            actor_id: Some("3"),
            actor_name: Some("Lane 2"),
            actor_role: Some("lane_count"),
            device_id: Some(3),
            device_name: Some("Lane 2"),
            action: "lap.count",
            target_type: "player",
            target_id: "9",
            previous: None,
            new: Some("{}"),
            metadata: None,
            undoes: None,
            people_digest: None,
        }
    }

    #[test]
    fn every_field_enters_the_hash() {
        let other = Uuid::from_u128(6);
        let changed: [Canonical<'_>; 18] = [
            Canonical { chain: 2, ..entry() },
            Canonical { seq: 8, ..entry() },
            Canonical { id: other, ..entry() },
            Canonical { at: Timestamp::from_ms(1), ..entry() },
            Canonical { actor_kind: "admin", ..entry() },
            Canonical { actor_id: None, ..entry() },
            Canonical { actor_name: Some(""), ..entry() },
            Canonical { actor_role: Some("admin"), ..entry() },
            Canonical { device_id: None, ..entry() },
            Canonical { device_name: Some("Lane 3"), ..entry() },
            Canonical { action: "lap.void", ..entry() },
            Canonical { target_type: "lap", ..entry() },
            Canonical { target_id: "8", ..entry() },
            Canonical { previous: Some("{}"), ..entry() },
            Canonical { new: None, ..entry() },
            Canonical { metadata: Some(""), ..entry() },
            Canonical { undoes: Some(other), ..entry() },
            Canonical { people_digest: Some(&[1]), ..entry() },
        ];
        let mut hashes: Vec<Hash> = changed.iter().map(|entry| entry.hash(&GENESIS)).collect();
        hashes.extend([entry().hash(&GENESIS), entry().hash(&[1; 32])]);
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }

    #[test]
    fn neighbouring_fields_cannot_be_shifted_into_each_other() {
        let (one, two) =
            (people_digest(b"s", Some("ab"), Some("c"), None), people_digest(b"s", Some("a"), Some("bc"), None));
        assert_ne!(one, two);
        assert_ne!(people_digest(b"s", None, Some(""), None), people_digest(b"s", Some(""), None, None));
    }
}
