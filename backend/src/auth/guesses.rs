//! Who was wrong lately, for people to see. Nothing is refused by it: that is the guards' matter. It is held in memory, so
//! that whoever guesses writes nothing.

use super::Source;
use domain::{Timestamp, guessing::Secret, limits};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// The wrong tries of each source, by what was guessed.
#[derive(Debug, Default)]
pub(crate) struct Guesses(Mutex<HashMap<(String, Secret), Guess>>);

/// What somebody guessed lately.
#[derive(Debug, Clone)]
pub(crate) struct Guess {
    pub(crate) source: Source,
    pub(crate) secret: Secret,
    pub(crate) tries: u32,
    pub(crate) last_at: Timestamp,
}

impl Guesses {
    /// Notes a wrong try. Of too many sources the one that was silent for the longest is forgotten.
    pub(crate) fn note(&self, source: &Source, secret: Secret, now: Timestamp) {
        let mut guesses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (source.name.clone(), secret);
        if !guesses.contains_key(&key) && guesses.len() >= limits::GUESSERS_SHOWN {
            let oldest = guesses.iter().min_by_key(|(_, guess)| guess.last_at).map(|(key, _)| key.clone());
            oldest.and_then(|key| guesses.remove(&key));
        }
        let fresh = || Guess { source: source.clone(), secret, tries: 0, last_at: now };
        let guess = guesses.entry(key).or_insert_with(fresh);
        if !is_lately(guess, now) {
            guess.tries = 0;
        }
        guess.tries = guess.tries.saturating_add(1);
        guess.last_at = now;
    }

    /// Who was wrong lately, the latest first.
    pub(crate) fn lately(&self, now: Timestamp) -> Vec<Guess> {
        let mut guesses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        guesses.retain(|_, guess| is_lately(guess, now));
        let mut lately: Vec<_> = guesses.values().cloned().collect();
        lately.sort_by(|a, b| b.last_at.cmp(&a.last_at).then_with(|| a.source.name.cmp(&b.source.name)));
        lately
    }
}

fn is_lately(guess: &Guess, now: Timestamp) -> bool {
    now.since_ms(guess.last_at) < limits::GUESSES_LATELY_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Networks;
    use std::net::IpAddr;

    #[test]
    fn tries_add_up_until_somebody_is_silent_for_an_hour_and_many_push_out_the_oldest() {
        let at = |s: i64| Timestamp::from_ms(1_800_000_000_000 + s * 1_000);
        let source = |n: u32| Source::at(IpAddr::from(n.to_be_bytes()), &Networks::default());
        let guesses = Guesses::default();
        for s in [0, 10] {
            guesses.note(&source(1), Secret::Pin, at(s));
        }
        guesses.note(&source(1), Secret::Code, at(20));
        let seen = |now: Timestamp| -> Vec<_> {
            guesses.lately(now).into_iter().map(|guess| (guess.secret, guess.tries)).collect()
        };
        assert_eq!(seen(at(30)), [(Secret::Code, 1), (Secret::Pin, 2)]);
        assert_eq!(seen(at(3_610)), [(Secret::Code, 1)]);
        for n in 0..u32::try_from(limits::GUESSERS_SHOWN).unwrap() {
            guesses.note(&source(n + 2), Secret::Pin, at(3_611));
        }
        assert!(!seen(at(3_612)).contains(&(Secret::Code, 1)) && seen(at(3_612)).len() == limits::GUESSERS_SHOWN);
    }
}
