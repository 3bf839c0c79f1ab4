//! Answers that many read alike.

use super::encoding::Encoding;
use axum::{
    body::Bytes,
    http::{HeaderMap, StatusCode},
};
use domain::ids::EventId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::OwnedMutexGuard;

/// Bytes that are kept at most: a dozen boards of 20,000 players, compressed, or all pages of a hundred events.
const BYTES_MAX: usize = 32 * 1_024 * 1_024;
/// What an entry costs beside its body: headers and the key.
const ENTRY_BYTES: usize = 4_096;

/// What an answer depends on, but for the event's last change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    pub event: EventId,
    /// Path and query, as far as the answer heeds them.
    pub address: String,
    pub lang: &'static str,
    pub encoding: Encoding,
}

/// An answer.
#[derive(Debug)]
pub struct Kept {
    /// Everything up to this change is in it.
    pub seq: u64,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Kept {
    fn cost(&self) -> usize {
        self.body.len() + ENTRY_BYTES
    }
}

/// The place of one key.
#[derive(Debug, Default)]
pub struct Shelf {
    latest: Mutex<Option<Arc<Kept>>>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shelf {
    /// What was made last.
    pub fn latest(&self) -> Option<Arc<Kept>> {
        lock(&self.latest).clone()
    }

    /// Waits for the turn to make what is missing.
    pub async fn turn(&self) -> OwnedMutexGuard<()> {
        self.turn.clone().lock_owned().await
    }
}

#[derive(Debug, Default)]
struct Shelves {
    by_key: HashMap<Key, Spot>,
    bytes: usize,
    uses: u64,
}

#[derive(Debug, Default)]
struct Spot {
    shelf: Arc<Shelf>,
    cost: usize,
    used: u64,
}

/// All of them. What was not asked for the longest makes room.
#[derive(Debug, Default)]
pub struct Keep(Mutex<Shelves>);

impl Keep {
    /// The place of a key, empty if it is new.
    pub fn shelf_of(&self, key: &Key) -> Arc<Shelf> {
        let mut shelves = lock(&self.0);
        shelves.uses += 1;
        let used = shelves.uses;
        if let Some(spot) = shelves.by_key.get_mut(key) {
            spot.used = used;
            return spot.shelf.clone();
        }
        let spot = Spot { cost: ENTRY_BYTES, used, ..Spot::default() };
        let empty = spot.shelf.clone();
        shelves.by_key.insert(key.clone(), spot);
        shelves.bytes += ENTRY_BYTES;
        shelves.make_room(key);
        empty
    }

    /// Keeps nothing of a key: there is no such thing.
    pub fn forget(&self, key: &Key) {
        lock(&self.0).forget(key);
    }

    /// Keeps an answer instead of the one before it.
    pub fn put(&self, key: &Key, kept: &Arc<Kept>) {
        *lock(&self.shelf_of(key).latest) = Some(kept.clone());
        let mut shelves = lock(&self.0);
        // It may have made room for others meanwhile.
        let Some(spot) = shelves.by_key.get_mut(key) else { return };
        let before = std::mem::replace(&mut spot.cost, kept.cost());
        shelves.bytes = shelves.bytes - before + kept.cost();
        shelves.make_room(key);
    }
}

impl Shelves {
    /// Throws away what was used the longest ago, a quarter of all at once; never the one that is used now.
    fn make_room(&mut self, now: &Key) {
        if self.bytes <= BYTES_MAX {
            return;
        }
        let mut oldest: Vec<(u64, Key)> = self.by_key.iter().map(|(key, spot)| (spot.used, key.clone())).collect();
        oldest.sort_unstable_by_key(|(used, _)| *used);
        for (_, key) in oldest {
            if self.bytes <= BYTES_MAX / 4 * 3 {
                return;
            }
            if key != *now {
                self.forget(&key);
            }
        }
    }

    fn forget(&mut self, key: &Key) {
        if let Some(gone) = self.by_key.remove(key) {
            self.bytes -= gone.cost;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(address: &str) -> Key {
        Key { event: EventId(1), address: address.to_owned(), lang: "en", encoding: Encoding::Brotli }
    }

    fn kept(seq: u64, bytes: usize) -> Arc<Kept> {
        let (status, headers, body) = (StatusCode::OK, HeaderMap::new(), vec![b'x'; bytes].into());
        Arc::new(Kept { seq, status, headers, body })
    }

    fn seq(keep: &Keep, address: &str) -> Option<u64> {
        keep.shelf_of(&key(address)).latest().map(|kept| kept.seq)
    }

    #[test]
    fn the_newer_replaces_the_older_and_each_language_is_apart() {
        let keep = Keep::default();
        keep.put(&key("/"), &kept(1, 100));
        keep.put(&key("/"), &kept(2, 200));
        assert_eq!(seq(&keep, "/"), Some(2));
        assert!(keep.shelf_of(&Key { lang: "de", ..key("/") }).latest().is_none());
        assert_eq!(lock(&keep.0).bytes, 200 + 2 * ENTRY_BYTES);
    }

    #[test]
    fn what_nobody_asks_for_makes_room() {
        let keep = Keep::default();
        let large = BYTES_MAX / 4 - 2 * ENTRY_BYTES;
        for (n, address) in ["/a", "/b", "/c", "/d"].into_iter().enumerate() {
            keep.put(&key(address), &kept(n as u64, large));
        }
        assert_eq!(seq(&keep, "/a"), Some(0), "asked for again");
        keep.put(&key("/e"), &kept(4, large));
        assert_eq!((seq(&keep, "/a"), seq(&keep, "/e")), (Some(0), Some(4)));
        assert_eq!(seq(&keep, "/b"), None);
        keep.forget(&key("/e"));
        assert_eq!(seq(&keep, "/e"), None);
        keep.put(&key("/d"), &kept(4, BYTES_MAX));
        assert_eq!(seq(&keep, "/d"), Some(4), "too large for all, and still made once for all who read it");
        assert!(lock(&keep.0).by_key.len() <= 2);
    }

    #[tokio::test]
    async fn one_makes_what_all_wait_for() {
        let keep = Keep::default();
        let turn = keep.shelf_of(&key("/")).turn().await;
        let shelf = keep.shelf_of(&key("/"));
        let mut next = Box::pin(shelf.turn());
        assert!(futures::poll!(&mut next).is_pending());
        keep.put(&key("/"), &kept(5, 1));
        drop(turn);
        next.await;
        assert_eq!(shelf.latest().map(|kept| kept.seq), Some(5));
    }
}
