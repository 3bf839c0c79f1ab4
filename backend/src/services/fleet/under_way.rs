//! Refresh tokens that this node is changing just now.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How many requests are changing each, by its hash.
#[derive(Debug, Default)]
pub(super) struct UnderWay(Mutex<HashMap<Vec<u8>, usize>>);

/// One request that changes a token; over when this is dropped.
#[derive(Debug)]
pub(super) struct Entered<'u> {
    all: &'u UnderWay,
    hash: Vec<u8>,
    /// Whether another request was changing the same token when this one came.
    pub(super) is_beside_another: bool,
}

impl UnderWay {
    /// Notes that a request changes a token from now on.
    pub(super) fn enter(&self, hash: &[u8]) -> Entered<'_> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let requests = all.entry(hash.to_vec()).or_default();
        *requests += 1;
        Entered { all: self, hash: hash.to_vec(), is_beside_another: *requests > 1 }
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(requests) = all.get_mut(&self.hash) {
            *requests -= 1;
            if *requests == 0 {
                all.remove(&self.hash);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_under_way_from_its_first_request_to_the_end_of_its_last() {
        let all = UnderWay::default();
        let first = all.enter(b"a");
        assert!(!first.is_beside_another && !all.enter(b"b").is_beside_another);
        let second = all.enter(b"a");
        drop(first);
        assert!(second.is_beside_another && all.enter(b"a").is_beside_another);
        drop(second);
        assert!(!all.enter(b"a").is_beside_another && all.0.lock().unwrap().is_empty());
    }
}
