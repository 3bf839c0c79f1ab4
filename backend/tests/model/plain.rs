//! The plain model: what the services should do, said without a database.

use domain::player::Standing;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The slots of every event, as `Bench::event` makes them.
pub const SLOTS: [(&str, u32); 5] = [("slow", 0), ("slow", 1), ("slow", 2), ("fast", 0), ("fast", 1)];

#[derive(Debug, Clone, Copy)]
pub enum Step {
    Register,
    Rename(usize, u8),
    Place(usize, usize),
    Move(usize, usize),
    Release(usize),
    /// A tap, at the moment of every change or just after it.
    Lap(usize, bool),
    Void(usize, usize),
    Stand(usize, Standing),
    /// Undoes the entry that lies that far back, and with it what stands in the way if so wanted.
    Undo(usize, bool),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let player = 0..4_usize;
    let slot = 0..SLOTS.len();
    let standing = prop::sample::select(&Standing::ALL[..]);
    let step = prop_oneof![
        2 => Just(Step::Register),
        1 => (player.clone(), 0..4_u8).prop_map(|(p, n)| Step::Rename(p, n)),
        2 => (player.clone(), slot.clone()).prop_map(|(p, s)| Step::Place(p, s)),
        1 => (player.clone(), slot).prop_map(|(p, s)| Step::Move(p, s)),
        1 => player.clone().prop_map(Step::Release),
        3 => (player.clone(), any::<bool>()).prop_map(|(p, late)| Step::Lap(p, late)),
        1 => (player.clone(), 0..4_usize).prop_map(|(p, l)| Step::Void(p, l)),
        2 => (player, standing).prop_map(|(p, s)| Step::Stand(p, s)),
        6 => (0..9_usize, prop::bool::weighted(0.3)).prop_map(|(back, together)| Step::Undo(back, together)),
    ];
    prop::collection::vec(step, 1..14)
}

/// What an entry changed: of whom, from what, to what.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Change {
    Slot(usize, Option<usize>, Option<usize>),
    /// Whether the lap stands.
    Lap(usize, usize, bool, bool),
    /// The lap is held; nothing is lost by it, so there is nothing to undo.
    Hold(usize, usize),
    /// Whether the held lap is dismissed.
    Dismiss(usize, usize, bool, bool),
    Standing(usize, Standing, Standing),
    Name(usize, u8, u8),
}

#[derive(Debug, Clone)]
pub struct ModelEntry {
    change: Change,
    undone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LapState {
    Stands,
    Void,
    Held,
    Dismissed,
}

#[derive(Debug, Clone, Copy)]
struct ModelLap {
    /// Counted after any leaving: all of those are at one moment.
    late: bool,
    state: LapState,
}

impl ModelLap {
    fn stands(self) -> bool {
        self.state == LapState::Stands
    }
}

#[derive(Debug, Clone)]
struct ModelPlayer {
    name: u8,
    standing: Standing,
    slot: Option<usize>,
    laps: Vec<ModelLap>,
}

impl ModelPlayer {
    /// Whether nothing stands against a lap of this player.
    fn may_count(&self, lap: ModelLap) -> bool {
        match self.standing {
            Standing::Active => true,
            Standing::Withdrawn | Standing::Disqualified => !lap.late,
            Standing::Deleted => false,
        }
    }

    fn has_laps(&self) -> bool {
        self.laps.iter().any(|lap| lap.stands())
    }

    /// The numbers of laps in a state, in the order in which they were counted.
    fn laps_that_are(&self, state: LapState) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.laps.len()).filter(|l| self.laps[*l].state == state).collect();
        found.sort_by_key(|l| (self.laps[*l].late, *l));
        found
    }
}

#[derive(Debug, Clone, Default)]
pub struct Model {
    players: Vec<ModelPlayer>,
    pub entries: Vec<ModelEntry>,
}

impl Model {
    fn write(&mut self, change: Change) {
        self.set(&change, true);
        self.entries.push(ModelEntry { change, undone: false });
    }

    /// Sets what a change is about to what it leads to, or back to what it came from.
    fn set(&mut self, change: &Change, forth: bool) {
        match change {
            Change::Slot(p, from, to) => self.players[*p].slot = if forth { *to } else { *from },
            Change::Lap(p, l, from, to) => {
                let stands = if forth { *to } else { *from };
                self.players[*p].laps[*l].state = if stands { LapState::Stands } else { LapState::Void };
            }
            Change::Hold(p, l) => self.players[*p].laps[*l].state = LapState::Held,
            Change::Dismiss(p, l, from, to) => {
                let dismissed = if forth { *to } else { *from };
                self.players[*p].laps[*l].state = if dismissed { LapState::Dismissed } else { LapState::Held };
            }
            Change::Standing(p, from, to) => self.players[*p].standing = if forth { *to } else { *from },
            Change::Name(p, from, to) => self.players[*p].name = if forth { *to } else { *from },
        }
    }

    fn is_taken(&self, slot: usize) -> bool {
        self.players.iter().any(|player| player.slot == Some(slot))
    }

    fn there(&self, p: usize) -> Option<&ModelPlayer> {
        self.players.get(p).filter(|player| player.standing != Standing::Deleted)
    }

    /// Takes a step; returns whether it may be taken.
    pub fn step(&mut self, step: Step) -> bool {
        match step {
            Step::Register => {
                let p = self.players.len();
                let player = ModelPlayer { name: 0, standing: Standing::Deleted, slot: None, laps: Vec::new() };
                self.players.push(player);
                self.write(Change::Standing(p, Standing::Deleted, Standing::Active));
                true
            }
            Step::Rename(p, name) => {
                let Some(player) = self.there(p) else { return false };
                if player.name != name {
                    self.write(Change::Name(p, player.name, name));
                }
                true
            }
            Step::Place(p, slot) => {
                let free = |player: &ModelPlayer| player.standing == Standing::Active && player.slot.is_none();
                let may = self.there(p).is_some_and(free) && !self.is_taken(slot);
                if may {
                    self.write(Change::Slot(p, None, Some(slot)));
                }
                may
            }
            Step::Move(p, slot) => {
                let Some(from) = self.there(p).and_then(|player| player.slot) else { return false };
                let may = !self.is_taken(slot);
                if may {
                    self.write(Change::Slot(p, Some(from), Some(slot)));
                }
                may
            }
            Step::Release(p) => {
                let Some(from) = self.there(p).and_then(|player| player.slot) else { return false };
                self.write(Change::Slot(p, Some(from), None));
                true
            }
            Step::Lap(p, late) => {
                let may = self.there(p).is_some();
                if may {
                    let l = self.players[p].laps.len();
                    let lap = ModelLap { late, state: LapState::Void };
                    self.players[p].laps.push(lap);
                    let counts = self.players[p].may_count(lap);
                    self.write(if counts { Change::Lap(p, l, false, true) } else { Change::Hold(p, l) });
                }
                may
            }
            Step::Void(p, l) => {
                let lap = self.players.get(p).and_then(|player| player.laps.get(l)).copied();
                match lap.map(|lap| lap.state) {
                    Some(LapState::Stands) => self.write(Change::Lap(p, l, true, false)),
                    Some(LapState::Held) => self.write(Change::Dismiss(p, l, false, true)),
                    Some(LapState::Void | LapState::Dismissed) | None => {}
                }
                lap.is_some()
            }
            Step::Stand(p, new) => self.stand(p, new),
            Step::Undo(back, together) => self.undo(back, together),
        }
    }

    fn stand(&mut self, p: usize, new: Standing) -> bool {
        let Some(player) = self.there(p).cloned() else { return false };
        let loses_laps = new == Standing::Deleted && player.has_laps();
        if player.standing.change_to(new).is_err() || loses_laps {
            return false;
        }
        if player.slot.is_some() {
            self.write(Change::Slot(p, player.slot, None));
        }
        self.write(Change::Standing(p, player.standing, new));
        self.follow_standing(p);
        true
    }

    /// Holds what stands and may not, and counts what is held and may.
    fn follow_standing(&mut self, p: usize) {
        for l in self.players[p].laps_that_are(LapState::Stands) {
            if !self.players[p].may_count(self.players[p].laps[l]) {
                self.write(Change::Hold(p, l));
            }
        }
        for l in self.players[p].laps_that_are(LapState::Held) {
            if self.players[p].may_count(self.players[p].laps[l]) {
                self.write(Change::Lap(p, l, false, true));
            }
        }
    }

    fn undo(&mut self, back: usize, together: bool) -> bool {
        let Some(at) = self.entries.len().checked_sub(back + 1) else { return false };
        let ModelEntry { change, undone } = self.entries[at].clone();
        let still_so = match &change {
            Change::Slot(p, _, to) => self.players[*p].slot == *to,
            Change::Lap(p, l, _, to) => self.players[*p].laps[*l].stands() == *to,
            Change::Hold(..) => false,
            Change::Dismiss(p, l, _, true) => self.players[*p].laps[*l].state == LapState::Dismissed,
            Change::Dismiss(p, l, _, false) => self.players[*p].laps[*l].state == LapState::Held,
            Change::Standing(p, _, to) => self.players[*p].standing == *to,
            Change::Name(p, _, to) => self.players[*p].name == *to,
        };
        let stands = |p: &usize| self.players[*p].standing;
        let nothing_in_the_way = match &change {
            Change::Slot(p, Some(slot), _) => !self.is_taken(*slot) && stands(p) == Standing::Active,
            Change::Slot(_, None, _) | Change::Standing(_, Standing::Active, _) | Change::Dismiss(..) => true,
            Change::Standing(p, back, _) => {
                self.players[*p].slot.is_none() && !(*back == Standing::Deleted && self.players[*p].has_laps())
            }
            Change::Lap(p, l, true, _) => self.players[*p].may_count(self.players[*p].laps[*l]),
            Change::Lap(p, ..) | Change::Name(p, ..) => stands(p) != Standing::Deleted,
            Change::Hold(..) => false,
        };
        let leaves = match &change {
            Change::Standing(p, back, _) if *back != Standing::Active => Some((*p, *back)),
            _ => None,
        };
        let may = !undone && still_so && (nothing_in_the_way || together && leaves.is_some());
        if let (true, Some((p, back))) = (may, leaves) {
            self.clear_the_way(p, back);
        }
        if may {
            self.entries[at].undone = true;
            self.go_back(change);
        }
        may
    }

    /// Writes the reversal of a change, after what follows from it.
    fn go_back(&mut self, change: Change) {
        self.set(&change, false);
        if let Change::Standing(p, ..) | Change::Dismiss(p, _, false, true) = change {
            self.follow_standing(p);
        }
        let change = match change {
            Change::Slot(p, from, to) => Change::Slot(p, to, from),
            Change::Lap(p, l, from, to) => Change::Lap(p, l, to, from),
            Change::Hold(p, l) => Change::Hold(p, l),
            Change::Dismiss(p, l, from, to) => Change::Dismiss(p, l, to, from),
            Change::Standing(p, from, to) => Change::Standing(p, to, from),
            Change::Name(p, from, to) => Change::Name(p, to, from),
        };
        self.entries.push(ModelEntry { change, undone: false });
    }

    fn clear_the_way(&mut self, p: usize, back: Standing) {
        if let slot @ Some(_) = self.players[p].slot {
            self.write(Change::Slot(p, slot, None));
        }
        if back == Standing::Deleted {
            for l in self.players[p].laps_that_are(LapState::Stands) {
                self.write(Change::Lap(p, l, true, false));
            }
        }
    }

    /// Bib, laps and whether withdrawn, by rank.
    pub fn standings(&self) -> Vec<(u32, u64, bool)> {
        let ranked = (1..).zip(&self.players).filter(|(_, player)| player.standing.is_ranked());
        let mut rows: Vec<_> = ranked
            .map(|(bib, player)| {
                let laps = player.laps.iter().filter(|lap| lap.stands());
                let last_is_late = laps.clone().any(|lap| lap.late);
                (std::cmp::Reverse(laps.count() as u64), last_is_late, bib, player.standing == Standing::Withdrawn)
            })
            .collect();
        rows.sort_unstable();
        rows.into_iter().map(|(laps, _, bib, withdrawn)| (bib, laps.0, withdrawn)).collect()
    }

    /// Everybody who is there, by bib.
    pub fn table(&self) -> BTreeMap<u32, Line> {
        let there = (1..).zip(&self.players).filter(|(_, player)| player.standing != Standing::Deleted);
        there
            .map(|(bib, player)| {
                let slot = player.slot.map(|slot| (SLOTS[slot].0.to_owned(), SLOTS[slot].1));
                (bib, (name(player.name), player.standing, slot))
            })
            .collect()
    }
}

/// Name, standing and slot.
pub type Line = (String, Standing, Option<(String, u32)>);

pub fn name(n: u8) -> String {
    format!("Name {n}")
}
