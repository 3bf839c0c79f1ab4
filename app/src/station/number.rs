//! Counting by number: typed on a pad or on keys, scanned, or seen by the camera. All of it goes the one path of a tap.

mod pad;

use super::{api, counter::Counter};
use crate::{
    PageError, browser,
    components::{Toast, held_reason_text, use_toast},
    desk::{counted, place_text},
    i18n::tr,
};
use domain::{
    Bib, ProblemKind,
    clock::ClockState,
    held::HeldReason,
    ids::LaneId,
    player::PlayerView,
    scan::{self, LastRead, Unread},
};
use leptos::{prelude::*, task::spawn_local};
pub use pad::{NumberButton, NumberDialog};

/// The pad's field.
const FIELD: &str = "by-number-field";

/// How a number came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Somebody typed it; typed twice it counts twice.
    Typed,
    /// A scanner read it, and may read it again while its trigger is held.
    Scanned,
    /// The camera sees it, again and again.
    Seen,
}

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Counted,
    /// It was taken, and the desk decides.
    Held,
    /// To nothing, so far.
    Nothing,
}

/// What is said about the last number.
#[derive(Debug, Clone)]
struct Word {
    /// One that says the same as the one before is another: it is shown and read out anew.
    no: u32,
    came: Came,
    sentence: String,
    /// For whom it still can count.
    stray: Option<Stray>,
}

/// Somebody who is not in this lane.
#[derive(Debug, Clone)]
struct Stray {
    bib: Bib,
    /// The bib, and the name once it is known.
    whose: String,
    fate: Fate,
}

/// What a lap comes to, as far as is known before the server has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Counts,
    Held(HeldReason),
    /// The server decides: this tablet does not know where somebody is, or whether they count without a lane.
    Open,
}

/// A number that the server is asked about.
#[derive(Debug, Clone, Copy)]
struct Asked {
    bib: Bib,
    how: How,
    /// When it came, by the tablet's clock: a lap of theirs was at that moment.
    local_ms: i64,
    lane: Option<LaneId>,
    /// The word that says that it is asked.
    no: u32,
}

/// What the parts of a station that take numbers share.
#[derive(Clone, Copy)]
pub struct Numbers {
    counter: Counter,
    open: RwSignal<bool>,
    /// It opened by itself, and closes once a number counts.
    passing: RwSignal<bool>,
    number: RwSignal<String>,
    word: RwSignal<Option<Word>>,
    words: StoredValue<u32>,
    /// Whose laps were taken lately.
    counted: StoredValue<LastRead<Bib>>,
    /// What the camera sees and was told that it counts for nobody: that is said once, and the server asked once.
    refused: StoredValue<LastRead<Result<Bib, Unread>>>,
    /// The words whose questions the server has not answered. One that is settled by hand leaves them.
    asking: StoredValue<Vec<u32>>,
    toast: Toast,
}

impl Numbers {
    /// Those of a station, for as long as its page is open.
    pub fn begin(counter: Counter) -> Self {
        let numbers = Self {
            counter,
            open: RwSignal::new(false),
            passing: RwSignal::new(false),
            number: RwSignal::default(),
            word: RwSignal::new(None),
            words: StoredValue::new(0),
            counted: StoredValue::default(),
            refused: StoredValue::default(),
            asking: StoredValue::default(),
            toast: use_toast(),
        };
        Effect::new(move |_| {
            if !numbers.open.get() {
                numbers.number.set(String::new());
                numbers.word.set(None);
                numbers.passing.set(false);
                numbers.refused.set_value(LastRead::default());
            }
        });
        numbers
    }

    /// Opens the pad, with what was typed so far.
    pub fn open_with(self, digits: String, passing: bool) {
        self.number.set(digits);
        self.passing.set(passing);
        self.open.set(true);
    }

    /// Whether the pad is open.
    pub fn is_open(self) -> bool {
        self.open.get_untracked()
    }

    /// The pad stays until it is closed by hand, also if it opened by itself.
    pub fn stay(self) {
        self.passing.set(false);
    }

    /// Takes digits that a hand typed into no field: they go on in the pad, or open it.
    pub fn type_on(self, digits: &str) {
        if !self.is_open() {
            return self.open_with(digits.to_owned(), true);
        }
        self.number.update(|number| {
            let room = scan::BIB_DIGITS_MAX.saturating_sub(number.chars().count());
            number.extend(digits.chars().take(room));
        });
        browser::focus(FIELD);
    }

    /// Takes digits that a hand typed into no field, and Enter.
    pub fn enter(self, digits: &str) {
        if self.is_open() {
            self.type_on(digits);
            self.submit();
        } else {
            self.take(digits, How::Typed);
        }
    }

    /// Takes what is in the pad's field. A scanner types there as well, and its trigger may be held there too.
    fn submit(self) {
        let text = self.number.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        self.number.set(String::new());
        self.take(&text, if scan::is_code(&text) { How::Scanned } else { How::Typed });
        browser::focus(FIELD);
    }

    /// Takes what was typed or read: a bib of this lane counts at once, anything else says what it is.
    pub fn take(self, text: &str, how: How) {
        let local_ms = browser::now_ms();
        if self.counter.view.with_untracked(Option::is_none) {
            // To the camera it is said once.
            if how != How::Seen || self.word.with_untracked(Option::is_none) {
                let sentence = tr(
                    "The lane is still being opened. Try again.",
                    "Die Bahn wird noch geöffnet. Versuchen Sie es noch einmal.",
                );
                self.refuse(sentence.to_owned(), None);
            }
            return;
        }
        let read = scan::read(text, self.counter.event);
        if let Ok(bib) = read
            && self.is_again(bib, how, local_ms)
        {
            if how == How::Scanned {
                self.toast.say(self.twice(bib));
            }
            return;
        }
        match read {
            Ok(bib) if self.counter.player(bib).is_some() => {
                let (came, sentence) = self.count(bib, &self.whose(bib), Fate::Counts, local_ms);
                self.answer(came, sentence);
            }
            read if how == How::Seen && self.was_refused(read, local_ms) => {}
            Err(unread) => {
                self.refuse(unread_text(unread).to_owned(), None);
            }
            // Cards of somebody unknown are this tablet's own: where there is none, there is nobody to be asked about.
            Ok(bib) if bib.stranger_letter().is_some() => {
                self.refuse(tr("That is nobody's number.", "Das ist niemandes Nummer.").to_owned(), None);
            }
            Ok(bib) => self.ask(bib, how, local_ms),
        }
    }

    /// Whether a code still is the one that was taken before.
    fn is_again(self, bib: Bib, how: How, local_ms: i64) -> bool {
        how != How::Typed && self.counted.try_update_value(|counted| counted.is_again(bib, local_ms)) == Some(true)
    }

    /// Whether the camera saw this before and was told. Takes note that it is told now.
    fn was_refused(self, read: Result<Bib, Unread>, local_ms: i64) -> bool {
        let before = self.refused.try_update_value(|refused| {
            let before = refused.is_again(read, local_ms);
            refused.note(read, local_ms);
            before
        });
        before == Some(true)
    }

    /// Takes a lap of somebody at a moment of the tablet's clock, and says what it comes to.
    fn count(self, bib: Bib, whose: &str, fate: Fate, local_ms: i64) -> (Came, String) {
        let stands = self.stands();
        self.counter.tap_at(bib, local_ms);
        self.counted.update_value(|counted| counted.note(bib, browser::now_ms()));
        let held = |reason| {
            let (held, decides) = (tr("held", "offen"), tr("The desk decides.", "Die Anmeldung entscheidet."));
            (Came::Held, format!("{whose} {held}: {}. {decides}", held_reason_text(reason)))
        };
        match (fate, stands) {
            (Fate::Held(reason), _) | (_, Some(reason)) => held(reason),
            (Fate::Open, None) => {
                let taken = tr(
                    "taken. If it does not count, that is said above the cards.",
                    "angenommen. Falls es nicht zählt, steht das über den Karten.",
                );
                (Came::Held, format!("{whose}: {taken}"))
            }
            (Fate::Counts, None) => {
                (Came::Counted, format!("{whose}: {}{}", tr("counted", "gezählt"), self.laps_text(bib)))
            }
        }
    }

    /// How many laps somebody of this lane has, as the card shows it: so a second lap in a row reads and sounds unlike the
    /// first.
    fn laps_text(self, bib: Bib) -> String {
        if self.counter.player(bib).is_none() {
            return String::new();
        }
        let laps = usize::try_from(untrack(|| self.counter.shown(bib).laps)).unwrap_or(usize::MAX);
        format!(", {}", counted(laps, ["lap", "laps"], ["Runde", "Runden"]))
    }

    /// Why every lap is sure to be held as the clock stands.
    fn stands(self) -> Option<HeldReason> {
        match untrack(|| self.counter.holds())? {
            ClockState::Draft | ClockState::Open => Some(HeldReason::BeforeStart),
            ClockState::Paused => Some(HeldReason::InPause),
            ClockState::Finished => Some(HeldReason::AfterFinish),
            ClockState::Running => None,
        }
    }

    /// Somebody of this lane as the card calls them; a name that is not known yet is left out.
    fn whose(self, bib: Bib) -> String {
        let name = self.counter.player(bib).map(|player| player.name).unwrap_or_default();
        format!("{} {name}", bib.label()).trim_end().to_owned()
    }

    fn twice(self, bib: Bib) -> String {
        let once = match self.stands() {
            Some(_) => tr("was read twice and is held once", "wurde zweimal gelesen und ist einmal offen"),
            None => tr("was read twice and counts once", "wurde zweimal gelesen und zählt einmal"),
        };
        format!("{} {once}", bib.label())
    }

    /// Says what became of a number that was taken: in the pad, where it was opened by hand.
    fn answer(self, came: Came, sentence: String) {
        if self.is_open() && !self.passing.get_untracked() {
            self.say(came, sentence, None);
        } else {
            self.open.set(false);
            self.toast.say(sentence);
        }
    }

    fn say(self, came: Came, sentence: String, stray: Option<Stray>) -> u32 {
        let no = self.words.try_update_value(|words| {
            *words = words.wrapping_add(1);
            *words
        });
        let no = no.unwrap_or_default();
        self.word.set(Some(Word { no, came, sentence, stray }));
        no
    }

    fn refuse(self, sentence: String, stray: Option<Stray>) -> u32 {
        let no = self.say(Came::Nothing, sentence, stray);
        if !self.is_open() {
            self.open_with(String::new(), true);
        }
        no
    }

    /// Counts somebody who is not in this lane, because somebody who sees them says so.
    fn count_all_the_same(self, no: u32, stray: &Stray) {
        self.settle(no);
        let (came, sentence) = self.count(stray.bib, &stray.whose, stray.fate, browser::now_ms());
        self.answer(came, sentence);
        browser::focus(FIELD);
    }

    /// Says that somebody is not in this lane, and asks the server who and where they are.
    fn ask(self, bib: Bib, how: How, local_ms: i64) {
        let sentence = format!("{bib} {}", tr("is not in this lane.", "ist nicht in dieser Bahn."));
        let no = self.refuse(sentence, Some(Stray { bib, whose: bib.to_string(), fate: Fate::Open }));
        self.asking.update_value(|asking| asking.push(no));
        let asked = Asked { bib, how, local_ms, lane: self.counter.lane.get_untracked(), no };
        spawn_local(async move {
            let found = api::find_player(self.counter.event, bib).await;
            // Unless the page was left, or it counted by hand meanwhile.
            if self.settle(no) {
                self.hear(asked, found);
            }
        });
    }

    /// A question needs no answer any more. Whether it was open.
    fn settle(self, no: u32) -> bool {
        let was_open = self.asking.try_update_value(|asking| {
            let before = asking.len();
            asking.retain(|other| *other != no);
            asking.len() != before
        });
        was_open == Some(true)
    }

    /// The server has told who it is.
    fn hear(self, asked: Asked, found: Result<PlayerView, PageError>) {
        let (sentence, stray) = match found {
            Ok(player) if self.is_here(asked, player.bib) => return self.count_found(asked, player.bib),
            Ok(player) => strayed(&player),
            Err(error) if error.kind() == ProblemKind::NotFound => {
                let Asked { bib, .. } = asked;
                let stray = Stray { bib, whose: bib.to_string(), fate: Fate::Held(HeldReason::UnknownBib) };
                (format!("{} {bib}.", tr("Nobody has bib", "Niemand hat die Nummer")), stray)
            }
            Err(_) => return,
        };
        if self.is_last(asked.no) {
            self.say(Came::Nothing, sentence, Some(stray));
        }
    }

    fn is_here(self, asked: Asked, bib: Bib) -> bool {
        self.counter.lane.get_untracked() == asked.lane && self.counter.player(bib).is_some()
    }

    /// Whether nothing was said since a word.
    fn is_last(self, no: u32) -> bool {
        self.word.with_untracked(|word| word.as_ref().is_some_and(|word| word.no == no))
    }

    /// Somebody of this lane who had another bib before counts as with the one they have.
    fn count_found(self, asked: Asked, bib: Bib) {
        let now_ms = browser::now_ms();
        // By the bib that was read it may have been counted by hand meanwhile.
        let again = [bib, asked.bib].into_iter().any(|bib| self.is_again(bib, asked.how, now_ms));
        let (came, sentence) = if again {
            (Came::Counted, self.twice(bib))
        } else {
            self.count(bib, &self.whose(bib), Fate::Counts, asked.local_ms)
        };
        self.counted.update_value(|counted| counted.note(asked.bib, now_ms));
        if self.is_last(asked.no) {
            self.answer(came, sentence);
        } else {
            self.toast.say(sentence);
        }
    }
}

/// Where somebody is who is not in this lane, and what a lap of theirs would come to.
fn strayed(player: &PlayerView) -> (String, Stray) {
    let whose = format!("{} {}", player.bib, player.name);
    let whereabouts = match &player.slot {
        Some(slot) => format!("{} {}", tr("is in", "ist in"), place_text(&slot.pace_group, slot.position)),
        None => tr("is in no lane", "ist in keiner Bahn").to_owned(),
    };
    let fate = match (player.left_at, &player.slot) {
        (Some(_), _) => Fate::Held(HeldReason::LeftRace),
        (None, Some(_)) => Fate::Counts,
        (None, None) => Fate::Open,
    };
    (format!("{whose} {whereabouts}."), Stray { bib: player.bib, whose, fate })
}

fn unread_text(unread: Unread) -> &'static str {
    match unread {
        Unread::Foreign => {
            tr("This is no player’s code. Type the number.", "Das ist kein Code einer Person. Tippen Sie die Nummer.")
        }
        Unread::OtherEvent => tr(
            "This code is of another event. Type the number that is on the cap.",
            "Dieser Code gehört zu einer anderen Veranstaltung. Tippen Sie die Nummer auf der Kappe.",
        ),
        Unread::Damaged => tr(
            "A part of the code is missing. Scan it again, or type the number.",
            "Ein Teil des Codes fehlt. Scannen Sie noch einmal, oder tippen Sie die Nummer.",
        ),
    }
}
