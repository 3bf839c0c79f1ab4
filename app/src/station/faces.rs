//! What each card shows, found for all cards of a lane at once.
//!
//! A station's state is made of a dozen signals, and each card would listen to all of them: one tap or one tick of the clock
//! then wakes hundreds of listeners, which a slow tablet feels. So one effect reads everything once and tells only those
//! cards of which something changed.

use super::{counter::Counter, totals::Total};
use crate::i18n::tr;
use domain::{Bib, clock::ClockState, expected::Due, lane::StationPlayer, time::clock_text};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};

/// What a card has to say beside its numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Note {
    /// It was hit, and counts.
    Counted,
    /// It was hit, and is held.
    Held,
    /// The clock stands.
    Stopped(ClockState),
    /// Rests: nobody waits.
    Break,
    /// Not seen for long.
    Gone,
    /// Later than expected.
    Overdue,
    /// Expected before everybody else, any moment.
    Next,
    /// Nothing.
    #[default]
    Quiet,
}

impl Note {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Counted => tr("counted", "gezählt"),
            Self::Held => tr("held", "offen"),
            Self::Stopped(ClockState::Draft | ClockState::Open) => tr("not started", "noch nicht gestartet"),
            Self::Stopped(ClockState::Paused) => tr("paused", "Pause"),
            Self::Stopped(_) => tr("finished", "beendet"),
            Self::Break => tr("on a break", "macht Pause"),
            Self::Gone => tr("long gone", "lange weg"),
            Self::Overdue => tr("overdue", "überfällig"),
            Self::Next => tr("next", "gleich"),
            Self::Quiet => "",
        }
    }

    /// The style's name for it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Counted | Self::Held => "hit",
            Self::Overdue => "late",
            Self::Gone | Self::Break => "gone",
            Self::Next => "next",
            Self::Stopped(_) | Self::Quiet => "",
        }
    }
}

/// What a card's edge says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Edge {
    /// A lap of theirs was counted, and can still be taken back in place.
    Counted,
    /// They are overdue in the water.
    Missing,
    /// Nothing.
    #[default]
    Plain,
}

impl Edge {
    /// The style's name for it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Missing => "missing",
            Self::Plain => "",
        }
    }
}

/// A card's face.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Face {
    /// Laps that count, those that are under way included.
    pub laps: u64,
    /// The time since the last lap, as it is read; empty before the first.
    pub since: String,
    /// What it says beside.
    pub note: Note,
    /// How much of the expected time has passed, in whole per cents up to 100: nothing is painted that nobody would see.
    pub percent: Option<i64>,
    /// Something of it does not reach the server.
    pub waits: bool,
    /// It is chosen, and will be sent.
    pub chosen: bool,
    /// What its edge says.
    pub edge: Edge,
}

/// The faces of a lane's cards.
#[derive(Clone, Copy)]
pub struct Faces(StoredValue<HashMap<Bib, ArcRwSignal<Face>>>);

impl Faces {
    /// Follows the station and who is missed, for as long as the cards are shown.
    pub fn begin(counter: Counter, missing: Memo<HashSet<Bib>>) -> Self {
        let faces = Self(StoredValue::default());
        Effect::new(move |_| {
            for (bib, face) in missing.with(|missing| counter.faces(missing)) {
                let changed = |old: &mut Face| {
                    let changed = *old != face;
                    *old = face;
                    changed
                };
                faces.of(bib).maybe_update(changed);
            }
        });
        faces
    }

    /// A player's.
    pub fn of(self, bib: Bib) -> ArcRwSignal<Face> {
        let made = self.0.try_update_value(|faces| faces.entry(bib).or_default().clone());
        made.unwrap_or_default()
    }
}

impl Counter {
    /// Everybody's laps and last lap as they are shown.
    pub(super) fn shown_all(self, players: &[StationPlayer]) -> Vec<Total> {
        // The board has the laps of the tablet that leads; of one's own tally only the lane's view knows.
        let own = self.view.with(|view| view.as_ref().is_some_and(|view| view.is_own_tally));
        self.totals.with(|totals| {
            self.tally.with(|tally| {
                let shown = |player: &StationPlayer| {
                    let of_view = Total { laps: player.laps, last: player.last_lap_at };
                    let board = totals.of(player.bib).filter(|_| !own).unwrap_or(of_view);
                    Total { laps: tally.laps(player.bib, board.laps), last: tally.last(player.bib, board.last) }
                };
                players.iter().map(shown).collect()
            })
        })
    }

    /// The faces of the lane's cards.
    fn faces(self, missing: &HashSet<Bib>) -> Vec<(Bib, Face)> {
        let players = self.view.with(|view| view.as_ref().map(|view| view.players.clone()).unwrap_or_default());
        let (now, stopped) = (self.now.get(), self.holds());
        let (shown, dues) = (self.shown_all(&players), self.dues(&players));
        let soon = |due: &&Due| due.is_soon(now);
        let next =
            players.iter().zip(&dues).filter_map(|(player, due)| Some((player.bib, due.as_ref().filter(soon)?.at())));
        let next = next.min_by_key(|(_, at)| *at).map(|(bib, _)| bib);
        let hits: HashMap<Bib, bool> = self.hit.with(|taps| taps.iter().map(|tap| (tap.bib, tap.laps == 0)).collect());
        let waiting: HashSet<Bib> = self
            .courier
            .queue
            .with(|queue| if queue.failures() > 0 { queue.waiting().collect() } else { HashSet::new() });
        let chosen: HashSet<Bib> = self.order.chosen.with(|chosen| chosen.iter().map(|(bib, _)| *bib).collect());
        let rows = players.iter().zip(shown).zip(dues);
        let face = |((player, total), due): ((&StationPlayer, Total), Option<Due>)| {
            let bib = player.bib;
            let note = match (hits.get(&bib), stopped) {
                (Some(true), _) => Note::Held,
                (Some(false), _) => Note::Counted,
                (None, Some(state)) => Note::Stopped(state),
                (None, None) if total.rests(player) => Note::Break,
                (None, None) if due.is_some_and(|due| due.is_gone(now)) => Note::Gone,
                (None, None) if due.is_some_and(|due| due.is_overdue(now)) => Note::Overdue,
                (None, None) if next == Some(bib) => Note::Next,
                (None, None) => Note::Quiet,
            };
            let face = Face {
                laps: total.laps,
                since: self.since_ms(bib).map(clock_text).unwrap_or_default(),
                note,
                percent: due.map(|due| due.percent(now).min(100)),
                waits: waiting.contains(&bib),
                chosen: chosen.contains(&bib),
                edge: match self.undos.with(|undos| undos.is_open(bib)) {
                    true => Edge::Counted,
                    false if missing.contains(&bib) => Edge::Missing,
                    false => Edge::Plain,
                },
            };
            (bib, face)
        };
        rows.map(face).collect()
    }
}
