//! Codes that stand for a bib, and what tells a scanner's keys from a hand's.
//!
//! **The code.** `LS`, the event, `B`, the bib, `C` and two check digits: `LS12B214C36`. A scanner that types does it by the
//! keyboard that its maker thought of: letters other than Y and Z and the digits are where they should be on an English and
//! on a German one, and their case does not matter. The event keeps last year's caps out, and the check digits a code of
//! which a key was lost: `LS12B21` would be somebody else's. The bare digits of a bib, as bought caps bear them in a bar
//! code, are read as well.

use crate::{Bib, ids::EventId};

/// Longest pause between two keys of a scanner, in milliseconds. A USB scanner types a key in 1 to 10, one on Bluetooth
/// in up to 40; the fastest typists take 60 between two keys and more before Enter, which is elsewhere.
pub const KEY_GAP_MS: f64 = 50.0;
/// How long a code that was read is not read again while it is still seen, in milliseconds: a trigger that is held down
/// and a camera report the same code many times a second. No lap is as short.
pub const AGAIN_MS: i64 = 4_000;
/// After what pause a hand has typed what it wanted, in milliseconds: then a field is shown for the rest.
pub const HAND_PAUSE_MS: f64 = 120.0;
/// Most digits of a bib.
const BIB_DIGITS_MAX: usize = 6;
/// Longest code that is remembered while it is typed, in characters: whatever is longer is no code of ours.
const CODE_CHARS_MAX: usize = 64;
/// What a code begins with.
const PREFIX: &str = "LS";
/// What a code's number is checked by.
const MODULUS: i128 = 97;

/// The code of a bib in an event.
pub fn code_of(event: EventId, bib: Bib) -> String {
    format!("{PREFIX}{event}B{bib}C{:02}", check(event, bib))
}

/// Two digits that depend on every other one and on its place, as those of an IBAN do.
fn check(event: EventId, bib: Bib) -> i128 {
    let number = i128::from(event.0) * 1_000_000 + i128::from(bib.get());
    MODULUS + 1 - (number * 100).rem_euclid(MODULUS)
}

/// Why a code was not taken for anybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is no code of a player.
    Foreign,
    /// It is one of another event.
    OtherEvent,
    /// A part of it was lost, or misread.
    Damaged,
}

/// The bib that a code or typed digits stand for.
///
/// # Errors
/// Why it stands for none in this event.
pub fn read(text: &str, event: EventId) -> Result<Bib, Unread> {
    let text = text.trim();
    if let Ok(bib) = Bib::parse(text) {
        return Ok(bib);
    }
    let upper = text.to_ascii_uppercase();
    let parts = upper.strip_prefix(PREFIX).ok_or(Unread::Foreign)?;
    let (of_event, rest) = parts.split_once('B').ok_or(Unread::Damaged)?;
    let (bib, digits) = rest.split_once('C').ok_or(Unread::Damaged)?;
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i64>().ok()).flatten();
    let of_event = number(of_event).map(EventId).ok_or(Unread::Damaged)?;
    let bib = number(bib).and_then(|bib| Bib::new(bib).ok()).ok_or(Unread::Damaged)?;
    if digits.len() != 2 || number(digits).map(i128::from) != Some(check(of_event, bib)) {
        return Err(Unread::Damaged);
    }
    if of_event == event { Ok(bib) } else { Err(Unread::OtherEvent) }
}

/// A key, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// One that types a character.
    Char(char),
    /// Enter or Tab, by which a scanner ends.
    End,
}

/// What keys come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A scanner typed this code.
    Scanned(String),
    /// A hand typed these digits, and Enter.
    Digits(String),
    /// Nothing yet, or nothing that matters.
    Nothing,
}

/// Keys that were pressed outside of any field, in their order.
///
/// **The rule.** A scan is at least one character with every key within [`KEY_GAP_MS`] of the one before, and Enter or Tab
/// within it too. Digits that come slower are a hand's, and want to become a bib. Anything else that comes without a pause
/// is a scanner on a bad line: it is taken whole or not at all, and its check digits tell whether a key is missing.
#[derive(Debug, Clone, Default)]
pub struct Wedge {
    keys: String,
    last_ms: Option<f64>,
    /// A key came later than a scanner's would.
    slow: bool,
}

impl Wedge {
    /// Takes in a key that was pressed at a moment in milliseconds.
    pub fn take(&mut self, key: Key, at_ms: f64) -> Typed {
        let gap_ms = self.last_ms.map(|last| at_ms - last);
        let within = |longest: f64| gap_ms.is_some_and(|gap| (0.0..=longest).contains(&gap));
        let (follows, paused) = (within(KEY_GAP_MS), !within(HAND_PAUSE_MS));
        match key {
            Key::Char(c) => {
                if paused {
                    self.keys.clear();
                }
                self.slow = !paused && (self.slow || !follows);
                self.last_ms = Some(at_ms);
                if self.keys.len() < CODE_CHARS_MAX {
                    self.keys.push(c);
                }
                Typed::Nothing
            }
            Key::End => {
                let (text, slow) = self.end();
                match (text.is_empty(), follows && !slow) {
                    (true, _) => Typed::Nothing,
                    (false, false) if is_bib(&text) => Typed::Digits(text),
                    (false, false) if paused => Typed::Nothing,
                    _ => Typed::Scanned(text),
                }
            }
        }
    }

    /// Digits that a hand has typed, once it pauses.
    pub fn pause(&mut self, now_ms: f64) -> Option<String> {
        if self.last_ms.is_none_or(|last| now_ms - last < HAND_PAUSE_MS) {
            return None;
        }
        Some(self.end().0).filter(|text| is_bib(text))
    }

    fn end(&mut self) -> (String, bool) {
        self.last_ms = None;
        (std::mem::take(&mut self.keys), std::mem::take(&mut self.slow))
    }
}

/// Whether a text is what a hand types for a bib.
fn is_bib(text: &str) -> bool {
    (1..=BIB_DIGITS_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The code that was read last. One that is seen again and again is one.
#[derive(Debug, Clone, Copy, Default)]
pub struct LastRead(Option<(Bib, i64)>);

impl LastRead {
    /// Whether a bib is still the one that was read last, and was not away for [`AGAIN_MS`] since. Takes note of it.
    pub fn is_again(&mut self, bib: Bib, at_ms: i64) -> bool {
        let again = self.0.is_some_and(|(last, at)| last == bib && (at_ms - at).abs() < AGAIN_MS);
        self.0 = Some((bib, at_ms));
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EVENT: EventId = EventId(12);

    fn bib(number: i64) -> Bib {
        Bib::new(number).unwrap()
    }

    /// The codes scanned from text typed with these pauses in milliseconds, Enter at the end.
    fn scanned(text: &str, gap_ms: f64, enter_ms: f64) -> Typed {
        let mut wedge = Wedge::default();
        let mut at = 1_000.0;
        for c in text.chars() {
            assert_eq!(wedge.take(Key::Char(c), at), Typed::Nothing);
            at += gap_ms;
        }
        wedge.take(Key::End, at - gap_ms + enter_ms)
    }

    #[test]
    fn a_code_is_read_in_its_own_event_alone() {
        let code = code_of(EVENT, bib(214));
        assert!(code.starts_with("LS12B214C") && code.len() == 11, "{code}");
        assert_eq!(read(&code, EVENT), Ok(bib(214)));
        assert_eq!(read(&format!(" {} ", code.to_lowercase()), EVENT), Ok(bib(214)));
        assert_eq!(read(&code, EventId(13)), Err(Unread::OtherEvent));
        assert_eq!(["214", "#214", "000214"].map(|text| read(text, EVENT)), [Ok(bib(214)); 3]);
        for foreign in ["", "4006381333931", "http://example.org/7", "hello"] {
            assert_eq!(read(foreign, EVENT), Err(Unread::Foreign), "{foreign}");
        }
        for damaged in ["LS12B214", "LS12B214C", "LS12B21C36", "LSB214C36", "LS12B0C98"] {
            assert_eq!(read(damaged, EVENT), Err(Unread::Damaged), "{damaged}");
        }
    }

    #[test]
    fn a_burst_that_ends_with_enter_is_a_scanner_and_slower_keys_are_a_hand() {
        assert_eq!(scanned("LS12B214C36", 8.0, 8.0), Typed::Scanned("LS12B214C36".into()));
        assert_eq!(scanned("7", 0.0, 20.0), Typed::Scanned("7".into()));
        assert_eq!(scanned("214", 90.0, 90.0), Typed::Digits("214".into()), "typed");
        assert_eq!(scanned("214", 8.0, 400.0), Typed::Digits("214".into()), "no Enter of the scanner's");
        assert_eq!(scanned("LS12", 90.0, 90.0), Typed::Scanned("LS12".into()), "whole: its check digits are missing");
        assert_eq!(scanned("LS12", 90.0, 400.0), Typed::Nothing);
        assert_eq!(scanned("", 8.0, 8.0), Typed::Nothing);
        let mut wedge = Wedge::default();
        wedge.take(Key::Char('9'), 0.0);
        wedge.take(Key::Char('7'), 500.0);
        assert_eq!(wedge.take(Key::End, 510.0), Typed::Scanned("7".into()), "what lay there before is no part of it");
    }

    #[test]
    fn digits_of_a_hand_are_handed_on_whole_and_once() {
        let mut wedge = Wedge::default();
        wedge.take(Key::Char('2'), 0.0);
        wedge.take(Key::Char('1'), 90.0);
        assert_eq!(wedge.pause(150.0), None, "more may come");
        assert_eq!(wedge.pause(90.0 + HAND_PAUSE_MS).as_deref(), Some("21"));
        assert_eq!(wedge.pause(900.0), None);
        wedge.take(Key::Char('x'), 1_000.0);
        assert_eq!(wedge.pause(1_900.0), None);
    }

    #[test]
    fn what_is_still_seen_is_not_read_again() {
        let mut last = LastRead::default();
        let seen = [(7, 0), (7, 3_900), (7, 7_800), (8, 7_900), (7, 8_000), (7, 12_000)];
        let again = seen.map(|(number, at)| last.is_again(bib(number), at));
        assert_eq!(again, [false, true, true, false, false, false]);
    }

    proptest! {
        #[test]
        fn every_code_is_read_and_one_wrong_digit_never_is_another_bib(
            event in 1i64..1_000_000,
            number in 1i64..1_000_000,
            place in 0usize..20,
            digit in 0u8..10,
        ) {
            let (event, bib) = (EventId(event), bib(number));
            let code = code_of(event, bib);
            prop_assert_eq!(read(&code, event), Ok(bib));
            let mut wrong = code.clone().into_bytes();
            let place = place % wrong.len();
            if wrong[place].is_ascii_digit() {
                wrong[place] = b'0' + digit;
                let wrong = String::from_utf8(wrong).unwrap();
                prop_assert!(wrong == code || read(&wrong, event).is_err(), "{} {}", code, wrong);
            }
        }

        #[test]
        fn whatever_is_typed_never_panics(text in ".{0,80}") {
            let _ = read(&text, EVENT);
        }
    }
}
