//! The standings as the page holds them: one signal a row, so that a change writes only what it touches.

use super::flip::Flip;
use crate::{
    components::ServerTime,
    live::{self, Conn},
};
use domain::{
    Bib, Metres,
    board::{Board, BoardEvent, BoardRow, Delta, Frame},
    clock::ClockView,
};
use leptos::{html, prelude::*};
use std::time::Duration;

/// How long a row that changed is lit.
const LIT: Duration = Duration::from_millis(1_500);
/// How long places gained or lost are shown.
const MOVED: Duration = Duration::from_secs(15);

/// How a player stands among others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// What is missing to the one before; none for the first.
    pub gap: Option<Metres>,
    /// Places gained in the last seconds; negative if lost.
    pub moved: i32,
}

/// What a row shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The row as the server sent it.
    pub row: BoardRow,
    /// Among everyone.
    pub overall: Standing,
    /// Within the category.
    pub in_category: Standing,
}

/// A player's line on the page; it keeps its element wherever it moves.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Whose it is.
    pub bib: Bib,
    /// What it shows.
    pub shown: RwSignal<Shown>,
    lit: RwSignal<u32>,
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        self.bib == other.bib
    }
}

impl Line {
    fn new(row: BoardRow) -> Self {
        let bib = row.bib;
        let shown = Shown { row, overall: Standing::default(), in_category: Standing::default() };
        Self { bib, shown: RwSignal::new(shown), lit: RwSignal::new(0) }
    }

    /// Whether it has just changed.
    pub fn is_lit(self) -> bool {
        self.lit.get() > 0
    }

    /// Takes a row over, and lights up if there is a lap more or less in it.
    fn take(self, row: BoardRow) {
        let Some((counted, up, up_in_category)) = self.shown.try_with_untracked(|old| changes(&old.row, &row)) else {
            return;
        };
        self.shown.update(|shown| {
            shown.row = row;
            shown.overall.moved += up;
            shown.in_category.moved += up_in_category;
        });
        if counted {
            self.lit.update(|lit| *lit += 1);
            let fade = move || {
                let _ = self.lit.try_update(|lit| *lit -= 1);
            };
            set_timeout(fade, LIT);
        }
        if up != 0 || up_in_category != 0 {
            let forget = move || {
                let _ = self.shown.try_update(|shown| {
                    shown.overall.moved -= up;
                    shown.in_category.moved -= up_in_category;
                });
            };
            set_timeout(forget, MOVED);
        }
    }
}

/// Whether laps changed, and the places gained overall and in the category. A first lap gains no places: before it
/// there was no rank.
fn changes(old: &BoardRow, new: &BoardRow) -> (bool, i32, i32) {
    let up = |old: u32, new: u32| i32::try_from(i64::from(old) - i64::from(new)).unwrap_or(0);
    let counted = (old.laps, old.distance_m) != (new.laps, new.distance_m);
    if old.laps == 0 || new.laps == 0 {
        return (counted, 0, 0);
    }
    let in_category = match (old.category_rank, new.category_rank) {
        (Some(was), Some(is)) if old.category == new.category => up(was, is),
        _ => 0,
    };
    (counted, up(old.rank, new.rank), in_category)
}

/// The standings of one event.
#[derive(Clone, Copy)]
pub struct Standings {
    /// Lines by rank.
    pub lines: RwSignal<Vec<Line>>,
    /// The event as last heard.
    pub event: RwSignal<BoardEvent>,
    /// The clock as last heard.
    pub clock: RwSignal<ClockView>,
    /// The leader's distance.
    pub lead: RwSignal<Metres>,
    /// All distances together.
    pub total: RwSignal<Metres>,
    /// The last change that is in here; none if one was missed.
    seq: StoredValue<Option<u64>>,
    /// Owns the signals of rows that come later.
    owner: StoredValue<Option<Owner>>,
}

impl Standings {
    /// The standings as the server rendered them.
    pub fn new(board: Board) -> Self {
        let standings = Self {
            lines: RwSignal::default(),
            event: RwSignal::new(board.event),
            clock: RwSignal::new(board.clock),
            lead: RwSignal::default(),
            total: RwSignal::default(),
            seq: StoredValue::new(Some(board.seq)),
            owner: StoredValue::new(Owner::current()),
        };
        standings.lines.set(board.rows.into_iter().map(Line::new).collect());
        standings.settle();
        standings
    }

    /// Follows the event from here, for as long as the page is shown.
    pub fn follow(self, slug: String, list: NodeRef<html::Ol>, time: ServerTime) -> ReadSignal<Conn> {
        let flip = Flip::new(list);
        let address = move || match self.seq.get_value() {
            Some(seq) => format!("/live/{slug}?since={seq}"),
            None => format!("/live/{slug}"),
        };
        live::follow(address, move |frame| {
            flip.before_change();
            // Not of a snapshot, which the server keeps until something changes.
            if let Frame::Delta(Delta { clock: Some(clock), .. }) = &frame {
                time.heard(clock.at);
            }
            self.take(frame)
        })
    }

    /// Takes a frame over; false if it does not follow what is here.
    fn take(self, frame: Frame) -> bool {
        match frame {
            Frame::Snapshot(board) => {
                self.seq.set_value(Some(board.seq));
                self.head(Some(board.event), Some(board.clock));
                self.change(board.rows, &Gone::Others);
            }
            Frame::Delta(delta) if self.seq.get_value() == Some(delta.from) => {
                self.seq.set_value(Some(delta.seq));
                self.head(delta.event, delta.clock);
                self.change(delta.rows, &Gone::These(delta.removed));
            }
            Frame::Delta(_) => {
                self.seq.set_value(None);
                return false;
            }
            Frame::Changed { .. } => {}
        }
        true
    }

    /// Takes over what a frame says of the event and its clock.
    fn head(self, event: Option<BoardEvent>, clock: Option<ClockView>) {
        if let Some(event) = event {
            self.event.set(event);
        }
        if let Some(clock) = clock {
            self.clock.set(clock);
        }
    }

    fn change(self, rows: Vec<BoardRow>, gone: &Gone) {
        let mut lines = self.lines.get_untracked();
        // Looked up by bib: a change of ranks may touch every row.
        sort(&mut lines, |line| line.bib.get());
        let mut touched = vec![false; lines.len()];
        let mut new = Vec::new();
        for row in rows {
            match lines.binary_search_by_key(&row.bib, |line| line.bib) {
                Ok(at) => {
                    touched[at] = true;
                    lines[at].take(row);
                }
                Err(_) => new.push(self.line(row)),
            }
        }
        let mut touched = touched.into_iter();
        lines.retain(|line| {
            let touched = touched.next().unwrap_or_default();
            match gone {
                Gone::These(bibs) => !bibs.contains(&line.bib),
                Gone::Others => touched,
            }
        });
        lines.extend(new);
        sort(&mut lines, |line| line.shown.with_untracked(|shown| shown.row.rank));
        self.lines.set(lines);
        self.settle();
    }

    /// A line for a row that was not there; its signals live as long as the page.
    fn line(self, row: BoardRow) -> Line {
        match self.owner.get_value() {
            Some(owner) => owner.with(|| Line::new(row)),
            None => Line::new(row),
        }
    }

    /// Computes what depends on more than one row: gaps, the leader, the total.
    fn settle(self) {
        let (mut total, mut before) = (Metres::default(), None);
        let mut before_in_category: Vec<(String, Metres)> = Vec::new();
        let lines = self.lines.get_untracked();
        for line in &lines {
            let (distance, gap, category_gap, same) = line.shown.with_untracked(|shown| {
                let distance = shown.row.distance_m;
                let gap = before.map(|before: Metres| Metres::from_mm(before.mm() - distance.mm()));
                let category_gap = shown
                    .row
                    .category
                    .as_ref()
                    .and_then(|category| gap_in_category(&mut before_in_category, category, distance));
                (distance, gap, category_gap, (shown.overall.gap, shown.in_category.gap) == (gap, category_gap))
            });
            if !same {
                line.shown.update(|shown| {
                    shown.overall.gap = gap;
                    shown.in_category.gap = category_gap;
                });
            }
            total = total + distance;
            before = Some(distance);
        }
        let lead =
            lines.first().map(|line| line.shown.with_untracked(|shown| shown.row.distance_m)).unwrap_or_default();
        self.lead.set(lead);
        self.total.set(total);
    }
}

/// Whose lines a change takes away.
enum Gone {
    /// Those of these bibs.
    These(Vec<Bib>),
    /// All that it does not name.
    Others,
}

/// Sorts by a key. A function pointer and not a closure, so that the browser loads the sort once.
fn sort(lines: &mut [Line], key: fn(&Line) -> u32) {
    lines.sort_unstable_by_key(key);
}

/// What is missing to the one before in this category, who is then the one with this distance.
fn gap_in_category(before: &mut Vec<(String, Metres)>, category: &str, distance: Metres) -> Option<Metres> {
    if let Some((_, last)) = before.iter_mut().find(|(name, _)| name == category) {
        let gap = Metres::from_mm(last.mm() - distance.mm());
        *last = distance;
        return Some(gap);
    }
    before.push((category.to_owned(), distance));
    None
}
