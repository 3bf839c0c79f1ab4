//! What was said on this tablet of people in the water, until the server has heard of it.
//!
//! Words have a way of their own, beside the queue of taps: a call for help must not wait behind five hundred laps, nor
//! stop where one of them is refused, and the order among words is that of their moments, whenever they arrive. Each lies
//! on the disk as a note of its own until the server has answered; any tab of the tablet may send it, for its id makes that
//! harmless. What was answered is forgotten: a word is of the moment, and no result that a restored backup would lack.

use super::{
    disk,
    record::{self, Place},
};
use domain::{
    Bib, Timestamp,
    water::{Word, WordInput},
};
use uuid::Uuid;

/// How names of notes begin that hold words of a place.
fn prefix(place: &Place) -> String {
    format!("word/{}", record::prefix(place))
}

/// Writes a word down. A disk that takes nothing loses it with the page; it is sent all the same.
pub async fn keep(place: Place, word: WordInput) {
    if let Ok(text) = serde_json::to_string(&word) {
        let _ = disk::set_note(&format!("{}{}", prefix(&place), word.id), &text).await;
    }
}

/// Forgets a word that was answered.
pub async fn forget(place: Place, id: Uuid) {
    let _ = disk::forget_note(&format!("{}{id}", prefix(&place))).await;
}

/// The words of a place that are not answered.
pub async fn kept(place: &Place) -> Vec<WordInput> {
    let texts = disk::notes(&prefix(place)).await.unwrap_or_default();
    texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect()
}

/// What was said here, with what of it still has to be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PoolWords {
    words: Vec<(WordInput, bool)>,
}

impl PoolWords {
    /// Takes a word in that is to be told.
    pub fn push(&mut self, word: WordInput) {
        if self.words.iter().all(|(known, _)| known.id != word.id) {
            self.words.push((word, false));
        }
    }

    /// The next word to be told: the one that was said last, for it holds.
    pub fn next(&self) -> Option<WordInput> {
        self.words.iter().filter(|(_, told)| !told).map(|(word, _)| *word).max_by_key(|word| (word.at, word.id))
    }

    /// A word was told. It counts here until the server has said again what it knows.
    pub fn told(&mut self, id: Uuid) {
        self.words.iter_mut().filter(|(word, _)| word.id == id).for_each(|(_, told)| *told = true);
    }

    /// The server has said what it knows.
    pub fn heard(&mut self) {
        self.words.retain(|(_, told)| !told);
    }

    /// Whether something is not told.
    pub fn waits(&self) -> bool {
        self.words.iter().any(|(_, told)| !told)
    }

    /// Whether there is nothing that the server has not said by itself.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// What holds of somebody of whom the server knows `theirs`: the later of both.
    pub fn last(&self, bib: Bib, theirs: Option<Word>) -> Option<Word> {
        let said = |word: &WordInput| Some(Word { says: word.says, at: word.at.unwrap_or(Timestamp::from_ms(0)) });
        let here = self.words.iter().filter(|(word, _)| word.bib == bib).filter_map(|(word, _)| said(word));
        here.chain(theirs).max_by_key(|word| word.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::water::Says;

    fn word(id: u128, says: Says, at: i64) -> WordInput {
        let at = Some(Timestamp::from_ms(at));
        WordInput { id: Uuid::from_u128(id), bib: Bib::new(7).unwrap(), says, at, leaves: None }
    }

    #[test]
    fn the_newest_word_goes_first_and_each_goes_once() {
        let mut said = PoolWords::default();
        for word in [word(1, Says::Seen, 10), word(2, Says::Help, 20), word(2, Says::Help, 20)] {
            said.push(word);
        }
        assert_eq!(said.next().map(|word| word.says), Some(Says::Help));
        said.told(Uuid::from_u128(2));
        assert_eq!(said.next().map(|word| word.says), Some(Says::Seen));
        said.told(Uuid::from_u128(1));
        assert!(!said.waits() && !said.is_empty());
        said.heard();
        assert!(said.is_empty());
    }

    #[test]
    fn what_was_said_later_holds_wherever_it_was_said() {
        let mut said = PoolWords::default();
        said.push(word(1, Says::Out, 20));
        let (bib, theirs) = (Bib::new(7).unwrap(), |at| Some(Word { says: Says::Seen, at: Timestamp::from_ms(at) }));
        assert_eq!(said.last(bib, theirs(10)).map(|word| word.says), Some(Says::Out));
        assert_eq!(said.last(bib, theirs(30)).map(|word| word.says), Some(Says::Seen));
        assert_eq!(said.last(Bib::new(8).unwrap(), None), None);
    }
}
