//! Walks the chains of the ledger and says where they were touched.

use crate::{
    error::Result,
    records::chain::{GENESIS, Hash, people_digest},
    store::{self, Conn, Store, entries::EntryRow},
};
use domain::change::Kind;
use std::collections::HashMap;
use uuid::Uuid;

/// Entries that are read at once.
const PAGE: i64 = 1_000;

/// What is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place in the chain.
    pub seq: i64,
    /// The entry's id, if there is one at that place.
    pub entry: Option<Uuid>,
    /// What is wrong, as a sentence.
    pub what: String,
}

/// One chain, walked from its first entry to its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// The slug of the event; none for what belongs to the venue.
    pub event: Option<String>,
    /// Entries in it.
    pub entries: i64,
    /// Those at its beginning that are older than the hashing of entries.
    pub unsealed: i64,
    /// The first thing that is wrong; what follows it proves nothing.
    pub fault: Option<Fault>,
}

/// Walks all chains of a database, as of one moment, while a server may use it.
///
/// # Errors
/// If the database cannot be read.
pub async fn verify(database_url: &str) -> Result<Vec<ChainReport>> {
    let mut snapshot = Store::snapshot(database_url).await?;
    let conn = &mut snapshot.conn();
    let slugs: HashMap<i64, String> = store::events::slugs(conn).await?.into_iter().collect();
    let mut reports = Vec::new();
    for (chain, end, hash) in store::entries::chain_ends_hashed(conn).await? {
        let mut walk = Walk { chain, ..Walk::default() };
        let fault = walk.go_on_to(conn, end, hash).await?;
        reports.push(ChainReport {
            event: slugs.get(&chain).cloned(),
            entries: walk.seq,
            unsealed: walk.unsealed,
            fault,
        });
    }
    Ok(reports)
}

/// A walk along one chain.
#[derive(Default)]
struct Walk {
    chain: i64,
    seq: i64,
    unsealed: i64,
    before: Option<Hash>,
    /// Entries that are marked as undone, and by which one that is still to come.
    undone: HashMap<Uuid, (i64, Uuid)>,
    /// Entries whose personal part is gone, with the player they are about where they say so: an erasure is still to come.
    bare: Vec<(i64, Uuid, Option<String>)>,
}

impl Walk {
    async fn go_on_to(&mut self, conn: &mut Conn<'_>, end: i64, end_hash: Option<Vec<u8>>) -> Result<Option<Fault>> {
        loop {
            let page = store::entries::after(conn, self.chain, self.seq, PAGE).await?;
            if page.is_empty() {
                break;
            }
            for entry in &page {
                if let Some(what) = self.step(entry) {
                    return Ok(Some(Fault { seq: entry.seq, entry: Some(entry.id), what }));
                }
            }
        }
        let what = if self.seq != end {
            Some(format!("The chain ends at {}, but was written up to {end}: entries are missing.", self.seq))
        } else if end_hash.as_deref() != self.before.as_ref().map(Hash::as_slice) {
            Some("The hash kept for the end of the chain is not that of its last entry.".to_owned())
        } else {
            None
        };
        if let Some(what) = what {
            return Ok(Some(Fault { seq: self.seq, entry: None, what }));
        }
        if let Some((seq, entry, _)) = self.bare.first() {
            let what = "Its personal part is gone, and nobody's data was erased since.".to_owned();
            return Ok(Some(Fault { seq: *seq, entry: Some(*entry), what }));
        }
        let first = self.undone.iter().min_by_key(|(_, (seq, _))| *seq);
        Ok(first.map(|(entry, (seq, by))| {
            let what = format!("It is marked as undone by {by}, which is not there or undoes something else.");
            Fault { seq: *seq, entry: Some(*entry), what }
        }))
    }

    /// Takes in the next entry; returns what is wrong with it.
    fn step(&mut self, entry: &EntryRow) -> Option<String> {
        if entry.seq != self.seq + 1 {
            return Some(format!("The entry before it is missing: {} follows {}.", entry.seq, self.seq));
        }
        self.seq = entry.seq;
        match entry.hash.as_deref() {
            None if self.before.is_none() => self.unsealed += 1,
            None => return Some("Its hash is missing.".to_owned()),
            Some(stored) => {
                let hash = entry.canonical().hash(&self.before.unwrap_or(GENESIS));
                if stored != hash.as_slice() {
                    return Some("Its content, or that of the entry before it, is not what was hashed.".to_owned());
                }
                self.before = Some(hash);
            }
        }
        if let Some(what) = wrong_person(entry) {
            return Some(what);
        }
        if let Err(malformed) = entry.change() {
            return Some(malformed.to_string());
        }
        self.look_for_erasure(entry);
        if let Some(undoes) = entry.undoes
            && self.undone.remove(&undoes).is_none_or(|(_, by)| by != entry.id)
        {
            return Some(format!("It undoes {undoes}, which is not marked as undone by it."));
        }
        if let Some(by) = entry.undone_by {
            self.undone.insert(entry.id, (entry.seq, by));
        }
        None
    }
}

impl Walk {
    /// Takes in whether an entry's personal part is gone, or why that of others is.
    fn look_for_erasure(&mut self, entry: &EntryRow) {
        let player = entry.is_of_player().then(|| entry.target_id.clone());
        match Kind::parse(&entry.action) {
            Some(Kind::EventErase) => self.bare.clear(),
            // What is about a lap or a payment does not say whose it is.
            Some(Kind::PlayerErase) => self.bare.retain(|(.., whose)| whose.is_some() && *whose != player),
            _ => {}
        }
        if entry.is_bare() {
            self.bare.push((entry.seq, entry.id, player));
        }
    }
}

/// What is wrong with the personal part of an entry, where it is there.
fn wrong_person(entry: &EntryRow) -> Option<String> {
    entry.people_player?;
    if entry.is_of_player() && entry.person().is_none_or(|player| player.to_string() != entry.target_id) {
        return Some("Its personal part is kept as somebody else's.".to_owned());
    }
    let Some(salt) = entry.people_salt.as_deref() else {
        // Older than the hashing.
        return entry.hash.is_some().then(|| "The salt of its personal part is missing.".to_owned());
    };
    let [previous, new, reason] =
        [&entry.people_previous, &entry.people_new, &entry.people_reason].map(Option::as_deref);
    let digest = people_digest(salt, previous, new, reason);
    (entry.people_digest.as_deref() != Some(digest.as_slice()))
        .then(|| "Its personal part is not what was hashed.".to_owned())
}
