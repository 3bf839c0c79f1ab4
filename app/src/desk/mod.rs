//! The desks: reception, grouping, held laps, paper, chips, codes, takings.

pub(crate) mod api;
mod birth;
pub mod codes;
mod find;
pub mod held;
pub mod lanes;
mod person;
mod reader;
pub mod reception;
mod review;
mod search;
pub mod sheets;
pub mod tags;
pub mod takings;

use crate::i18n::{Lang, lang};

/// A place in a pace group as people count: "red 3" for the position 2. The number stays with its word.
pub fn place_text(pace_group: &str, position: u32) -> String {
    format!("{pace_group}\u{a0}{}", position + 1)
}

/// "1 player", "3 players" in the page's language; the words are English singular and plural, then German.
pub fn counted(n: usize, english: [&str; 2], german: [&str; 2]) -> String {
    let words = match lang() {
        Lang::En => english,
        Lang::De => german,
    };
    format!("{n} {}", words[usize::from(n != 1)])
}
