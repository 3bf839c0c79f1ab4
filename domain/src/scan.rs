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
/// For how long after a pause inside a code keys are taken for the rest of it, in milliseconds. A line that is worse than
/// that loses keys as well; whoever sees that nothing counted takes longer until they type.
pub const REST_MS: f64 = 2_000.0;
/// Within what pause a hand's digits may not have been looked for, in milliseconds: a page that is busy looks late.
const LOOK_MS: f64 = 2.5 * HAND_PAUSE_MS;
/// Most digits of a bib.
pub const BIB_DIGITS_MAX: usize = 6;
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

/// Whether a text begins as our codes do: no hand types that, so it was read.
pub fn is_code(text: &str) -> bool {
    text.trim_start().get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
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
///
/// **A pause inside a code** would leave the rest of its digits for themselves, and they are somebody else's bib. So what
/// came before the pause is kept for [`REST_MS`], and is put before what follows: the whole says by its check digits whether
/// it is whole.
#[derive(Debug, Clone, Default)]
pub struct Wedge {
    keys: String,
    last_ms: Option<f64>,
    /// A key came later than a scanner's would.
    slow: bool,
    lost: Option<Lost>,
}

/// Keys with a letter among them that a pause ended, and when the last of them was pressed.
#[derive(Debug, Clone)]
struct Lost {
    keys: String,
    last_ms: f64,
}

impl Lost {
    /// Whether keys may still belong to it: what is a code of its own was scanned anew.
    fn goes_on(&self, keys: &str, at_ms: f64) -> bool {
        (0.0..=REST_MS).contains(&(at_ms - self.last_ms)) && !is_code(keys)
    }
}

impl Wedge {
    /// Takes in a key that was pressed at a moment in milliseconds.
    pub fn take(&mut self, key: Key, at_ms: f64) -> Typed {
        let gap_ms = self.last_ms.map(|last| at_ms - last);
        let within = |longest: f64| gap_ms.is_some_and(|gap| (0.0..=longest).contains(&gap));
        let (follows, paused) = (within(KEY_GAP_MS), !within(HAND_PAUSE_MS));
        match key {
            Key::Char(c) => {
                let before = if paused { self.set_aside() } else { None };
                self.slow = !paused && (self.slow || !follows);
                // Digits that nobody has looked for yet, because the page was busy: they are the beginning of these.
                if let Some(digits) = before.filter(|_| within(LOOK_MS)) {
                    (self.keys, self.slow) = (digits, true);
                }
                self.last_ms = Some(at_ms);
                if self.keys.len() < CODE_CHARS_MAX {
                    self.keys.push(c);
                }
                Typed::Nothing
            }
            Key::End => {
                let late = if paused { self.set_aside() } else { None };
                let (keys, slow) = self.end();
                let text = late.unwrap_or(keys);
                let is_burst = follows && !slow;
                if let Some(whole) = self.whole(&text, is_burst, at_ms) {
                    return Typed::Scanned(whole);
                }
                match (text.is_empty(), is_burst) {
                    (true, _) => Typed::Nothing,
                    (false, false) if is_bib(&text) => Typed::Digits(text),
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
        self.set_aside()
    }

    /// Ends the keys before a pause: a hand's digits are returned, and what may be a part of a code is kept for its rest.
    fn set_aside(&mut self) -> Option<String> {
        let at_ms = self.last_ms?;
        let (keys, _) = self.end();
        match &mut self.lost {
            // On a line that pauses twice, digits that came between the pauses are no hand's either.
            Some(lost) if is_code(&lost.keys) && lost.goes_on(&keys, at_ms) => {
                if lost.keys.len() < CODE_CHARS_MAX {
                    lost.keys.push_str(&keys);
                }
                lost.last_ms = at_ms;
                None
            }
            _ if keys.chars().any(char::is_alphabetic) => {
                self.lost = Some(Lost { keys, last_ms: at_ms });
                None
            }
            _ => Some(keys).filter(|keys| is_bib(keys)),
        }
    }

    /// What was kept and what follows it, where both are one code. Behind any letters a scanner's digits are taken for the
    /// rest of a code of which the beginning was lost; a hand's only behind what certainly is one.
    fn whole(&mut self, rest: &str, is_burst: bool, at_ms: f64) -> Option<String> {
        let lost = self.lost.take()?;
        let belongs = is_code(&lost.keys) || (is_burst && is_bib(rest));
        (belongs && lost.goes_on(rest, at_ms)).then(|| format!("{}{rest}", lost.keys))
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

/// What was read lately. What is seen again and again is read once; several codes may be in one picture, so each is
/// remembered for itself, until it was away for [`AGAIN_MS`].
#[derive(Debug, Clone)]
pub struct LastRead<T>(Vec<(T, i64)>);

impl<T> Default for LastRead<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + PartialEq> LastRead<T> {
    /// Whether something was noted, and has not been away for [`AGAIN_MS`] since. If so, it is seen now.
    pub fn is_again(&mut self, what: T, at_ms: i64) -> bool {
        // A clock that was set back must not make a code unreadable for as long as it was set back.
        self.0.retain(|(_, seen)| (at_ms - seen).abs() < AGAIN_MS);
        let known = self.0.iter_mut().find(|(known, _)| *known == what);
        known.map(|(_, seen)| *seen = at_ms).is_some()
    }

    /// Notes what was read, once it counted or was answered: what came to nothing may be read again at once.
    pub fn note(&mut self, what: T, at_ms: i64) {
        if !self.is_again(what, at_ms) {
            self.0.push((what, at_ms));
        }
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
        assert_eq!(scanned("LS12", 90.0, 400.0), Typed::Scanned("LS12".into()), "a late Enter is the scanner's too");
        assert_eq!(scanned("hello", 8.0, 400.0), Typed::Nothing, "and after anything else not");
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
    fn no_digit_of_a_hand_is_lost_while_the_page_is_busy() {
        let mut wedge = Wedge::default();
        for (digit, at) in [('2', 0.0), ('1', 125.0), ('4', 230.0)] {
            assert_eq!(wedge.take(Key::Char(digit), at), Typed::Nothing);
        }
        assert_eq!(wedge.take(Key::End, 330.0), Typed::Digits("214".into()), "and not 14");
    }

    /// What these bursts come to, each with what it types and the pause before it; the last one ends with Enter. After each
    /// pause it is looked for a hand's digits, as the page does, and there are none.
    fn in_bursts<const N: usize>(bursts: [(f64, &str); N]) -> Typed {
        let (mut wedge, mut at) = (Wedge::default(), 1_000.0);
        for (pause, keys) in bursts {
            if pause >= HAND_PAUSE_MS {
                assert_eq!(wedge.pause(at + HAND_PAUSE_MS), None, "before {keys}");
            }
            at += pause;
            for c in keys.chars() {
                at += 8.0;
                assert_eq!(wedge.take(Key::Char(c), at), Typed::Nothing);
            }
        }
        wedge.take(Key::End, at + 8.0)
    }

    #[test]
    fn the_rest_of_a_code_after_a_pause_is_nobody_elses_bib() {
        let code = code_of(EVENT, bib(214));
        let (most, last) = code.split_at(code.len() - 1);
        let (start, digits) = code.split_at(code.len() - 2);
        let whole = Typed::Scanned(code.clone());
        assert_eq!(in_bursts([(0.0, start), (200.0, digits)]), whole, "nothing of it is missing");
        assert_eq!(in_bursts([(0.0, most), (1_500.0, last)]), whole);
        assert_eq!(in_bursts([(0.0, &code), (900.0, "")]), whole, "the Enter came late");
        assert_eq!(in_bursts([(0.0, "LS12"), (300.0, "B214"), (300.0, "C"), (300.0, digits)]), whole);
        assert_eq!(in_bursts([(0.0, start), (200.0, &digits[..1]), (200.0, &digits[1..])]), whole, "two pauses");
        for missing in [[(0.0, "LS12B214"), (200.0, digits)], [(0.0, "LS12B214C"), (200.0, last)]] {
            let Typed::Scanned(text) = in_bursts(missing) else { panic!("{missing:?}") };
            assert_eq!(read(&text, EVENT), Err(Unread::Damaged), "{text}");
        }
        let Typed::Scanned(text) = in_bursts([(0.0, "12B214C"), (200.0, digits)]) else { panic!("no scan") };
        assert_eq!(read(&text, EVENT), Err(Unread::Foreign), "its beginning was lost as well: {text}");
    }

    #[test]
    fn what_is_scanned_after_a_broken_code_is_a_code_of_its_own() {
        let code = code_of(EVENT, bib(8));
        assert_eq!(in_bursts([(0.0, "LS12B2"), (900.0, &code)]), Typed::Scanned(code.clone()));
        assert_eq!(in_bursts([(0.0, "LS12B2"), (3_000.0, "36")]), Typed::Scanned("36".into()), "long after");
        let mut wedge = Wedge::default();
        for c in code.chars() {
            wedge.take(Key::Char(c), 0.0);
        }
        assert_eq!(wedge.take(Key::End, 8.0), Typed::Scanned(code));
        wedge.take(Key::Char('7'), 300.0);
        assert_eq!(wedge.take(Key::End, 308.0), Typed::Scanned("7".into()), "a whole code leaves nothing");
    }

    /// What a hand's keys come to: their digits after a pause, and what the Enter after them is.
    fn by_hand(wedge: &mut Wedge, digits: &str, from: f64) -> (Option<String>, Typed) {
        let mut at = from;
        for c in digits.chars() {
            wedge.take(Key::Char(c), at);
            at += 90.0;
        }
        let mut at_once = wedge.clone();
        (wedge.pause(at + 40.0), at_once.take(Key::End, at))
    }

    #[test]
    fn a_hand_types_soon_after_stray_letters_and_later_after_a_broken_code() {
        let after = |before: &str, wait: f64| {
            let mut wedge = Wedge::default();
            for c in before.chars() {
                wedge.take(Key::Char(c), 0.0);
            }
            assert_eq!(wedge.pause(HAND_PAUSE_MS), None);
            by_hand(&mut wedge, "36", wait)
        };
        let typed = (Some("36".to_owned()), Typed::Digits("36".into()));
        assert_eq!(after("LS12B214C", 3_000.0), typed);
        assert_eq!(after("x", 600.0), typed);
        assert_eq!(after("LS12B2", 600.0), (None, Typed::Scanned("LS12B236".into())), "it may be a slow line");
    }

    #[test]
    fn what_is_still_seen_is_not_read_again() {
        let mut last = LastRead::default();
        let mut read = |seen: &[(i64, i64)]| {
            let again = |(number, at): &(i64, i64)| {
                let again = last.is_again(bib(*number), *at);
                last.note(bib(*number), *at);
                again
            };
            seen.iter().map(again).collect::<Vec<_>>()
        };
        assert_eq!(read(&[(7, 0), (7, 3_900), (7, 7_800), (7, 11_800)]), [false, true, true, false]);
        let both = [(7, 20_000), (8, 20_200), (7, 20_400), (8, 20_600)];
        assert_eq!(read(&both), [false, false, true, true], "two caps in one picture");
        assert_eq!(read(&[(7, 24_399), (8, 24_600)]), [true, false], "each is away for itself");
        assert_eq!(read(&[(7, 1_000)]), [false], "the clock was set back");
    }

    #[test]
    fn what_came_to_nothing_is_not_again() {
        let mut last = LastRead::default();
        assert_eq!([0, 200].map(|at| last.is_again(bib(7), at)), [false, false]);
        last.note(bib(7), 400);
        assert!(last.is_again(bib(7), 600));
    }

    #[test]
    fn a_code_is_told_from_digits_by_its_beginning() {
        let code = code_of(EVENT, bib(7));
        assert!([code.as_str(), &code.to_lowercase(), " ls", "LS12B2"].into_iter().all(is_code));
        assert!(["", "7", "L", "S12", "214LS", "ö7"].into_iter().all(|text| !is_code(text)));
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
