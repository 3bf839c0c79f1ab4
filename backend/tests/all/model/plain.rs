//! The plain model: what the services should do, said without a database. This file holds players and their slots, the
//! trail and the way back; what belongs to laps, money and the arrangement stands beside it.

use super::{
    arrange::{Arranged, Slot, Thing},
    money::Payment,
    race::{Adjustment, LapState, ModelLap},
    step::{Adjust, Arrange, Fields, Pay, Step},
};
use domain::player::Standing;

/// The number, in the chain of an event, of the first entry that the model knows of: it is made, opened and started first.
const FIRST_SEQ: usize = 4;

/// Players who are registered before anything else is done, so that few steps miss.
pub const FIRST_PLAYERS: usize = 2;

/// Why a step is refused, as far as a sentence of the services says it in words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// It was undone before.
    UndoneBefore,
    /// It was changed since, by the entry of that number in the chain if there is one to name.
    ChangedSince(Option<usize>),
    /// Something else has to go first.
    InTheWay,
    /// Any other rule.
    Otherwise,
}

pub type May = Result<(), No>;

/// Refuses for any other reason, unless it is so.
pub fn only_if(so: bool) -> May {
    if so { Ok(()) } else { Err(No::Otherwise) }
}

/// The bib of a player: everybody gets the next one.
pub fn bib(p: usize) -> u32 {
    u32::try_from(p + 1).unwrap()
}

/// What an entry changed: of whom or what, from what, to what.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Slot(usize, Option<Slot>, Option<Slot>),
    /// Whether the lap stands.
    Lap(usize, usize, bool, bool),
    /// The lap is held; nothing is lost by it, so there is nothing to undo.
    Hold(usize, usize),
    /// Whether the held lap is dismissed.
    Dismiss(usize, usize, bool, bool),
    Standing(usize, Standing, Standing),
    Name(usize, u8, u8),
    /// Whether the adjustment stands.
    Adjustment(usize, bool, bool),
    /// Whether the payment stands.
    Payment(usize, bool, bool),
    /// Whether there is a pace group or lane, and what it is then; with a pace group go its lanes and their slots.
    There {
        thing: Thing,
        from: bool,
        to: bool,
        fields: Fields,
        lanes: Vec<usize>,
        slots: u32,
    },
    /// The fields that differ.
    Edit(Thing, Fields, Fields),
}

/// What an entry is about.
#[derive(Debug, PartialEq, Eq)]
enum About {
    Slot(usize),
    Lap(usize, usize),
    Held(usize, usize),
    Standing(usize),
    Name(usize),
    Adjustment(usize),
    Payment(usize),
    Thing(Thing),
}

impl Change {
    /// What it is about; none if it cannot be undone.
    fn about(&self) -> Option<About> {
        Some(match self {
            Self::Slot(p, ..) => About::Slot(*p),
            Self::Lap(p, l, ..) => About::Lap(*p, *l),
            Self::Hold(..) => return None,
            Self::Dismiss(p, l, ..) => About::Held(*p, *l),
            Self::Standing(p, ..) => About::Standing(*p),
            Self::Name(p, ..) => About::Name(*p),
            Self::Adjustment(a, ..) => About::Adjustment(*a),
            Self::Payment(m, ..) => About::Payment(*m),
            Self::There { thing, .. } | Self::Edit(thing, ..) => About::Thing(*thing),
        })
    }

    fn reversed(self) -> Self {
        match self {
            Self::Slot(p, from, to) => Self::Slot(p, to, from),
            Self::Lap(p, l, from, to) => Self::Lap(p, l, to, from),
            Self::Hold(p, l) => Self::Hold(p, l),
            Self::Dismiss(p, l, from, to) => Self::Dismiss(p, l, to, from),
            Self::Standing(p, from, to) => Self::Standing(p, to, from),
            Self::Name(p, from, to) => Self::Name(p, to, from),
            Self::Adjustment(a, from, to) => Self::Adjustment(a, to, from),
            Self::Payment(m, from, to) => Self::Payment(m, to, from),
            Self::There { thing, from, to, fields, lanes, slots } => {
                Self::There { thing, from: to, to: from, fields, lanes, slots }
            }
            Self::Edit(thing, from, to) => Self::Edit(thing, to, from),
        }
    }
}

#[derive(Debug, Clone)]
pub struct ModelEntry {
    pub change: Change,
    pub undone: bool,
}

#[derive(Debug, Clone)]
pub struct ModelPlayer {
    pub name: u8,
    pub standing: Standing,
    pub slot: Option<Slot>,
    pub laps: Vec<ModelLap>,
}

#[derive(Debug, Clone)]
pub struct Model {
    pub players: Vec<ModelPlayer>,
    pub adjustments: Vec<Adjustment>,
    pub payments: Vec<Payment>,
    pub groups: Vec<Arranged>,
    pub lanes: Vec<Arranged>,
    pub entries: Vec<ModelEntry>,
}

impl Model {
    /// The entry by which an event's chain goes on, and what it changes.
    pub fn write(&mut self, change: Change) {
        self.set(&change);
        self.entries.push(ModelEntry { change, undone: false });
    }

    /// Sets what a change is about to what it leads to.
    pub fn set(&mut self, change: &Change) {
        match change {
            Change::Slot(p, _, to) => self.players[*p].slot = *to,
            Change::Lap(p, l, _, stands) => {
                self.players[*p].laps[*l].state = if *stands { LapState::Stands } else { LapState::Void };
            }
            Change::Hold(p, l) => {
                let lap = &mut self.players[*p].laps[*l];
                (lap.state, lap.was_held) = (LapState::Held, true);
            }
            Change::Dismiss(p, l, _, dismissed) => {
                self.players[*p].laps[*l].state = if *dismissed { LapState::Dismissed } else { LapState::Held };
            }
            Change::Standing(p, _, to) => self.players[*p].standing = *to,
            Change::Name(p, _, to) => self.players[*p].name = *to,
            Change::Adjustment(a, _, stands) => self.adjustments[*a].stands = *stands,
            Change::Payment(m, _, stands) => self.payments[*m].stands = *stands,
            Change::There { thing, to, lanes, .. } => {
                self.thing_mut(*thing).there = *to;
                for l in lanes {
                    self.lanes[*l].there = *to;
                }
            }
            Change::Edit(thing, _, to) => self.thing_mut(*thing).take(*to),
        }
    }

    pub fn there(&self, p: usize) -> Result<&ModelPlayer, No> {
        self.players.get(p).filter(|player| player.standing != Standing::Deleted).ok_or(No::Otherwise)
    }

    /// The same step at what is there: a number beyond it begins anew. What is not there is hit while there is none, and
    /// after it went away.
    pub fn aim(&self, step: Step) -> Step {
        let of = |n: usize, count: usize| n.checked_rem(count).unwrap_or(n);
        let player = |p: usize| of(p, self.players.len());
        let lap = |p: usize, l: usize| (player(p), of(l, self.players[player(p)].laps.len()));
        let lane = |l: usize| of(l, self.lanes.len());
        match step {
            Step::Rename(p, name) => Step::Rename(player(p), name),
            Step::Place(p, group, position) => Step::Place(player(p), group, position),
            Step::PlaceAtLane(p, l) => Step::PlaceAtLane(player(p), lane(l)),
            Step::Move(p, group, position) => Step::Move(player(p), group, position),
            Step::Release(p) => Step::Release(player(p)),
            Step::Lap(p, at) => Step::Lap(player(p), at),
            Step::Void(p, l) => Step::Void(lap(p, l).0, lap(p, l).1),
            Step::TakeBack(p, l) => Step::TakeBack(lap(p, l).0, lap(p, l).1),
            Step::CountHeld(p, l) => Step::CountHeld(lap(p, l).0, lap(p, l).1),
            Step::Stand(p, standing) => Step::Stand(player(p), standing),
            Step::Adjust(adjust) => Step::Adjust(Adjust { player: player(adjust.player), ..adjust }),
            Step::Pay(pay) => Step::Pay(Pay { player: pay.player.map(player), ..pay }),
            Step::Unpay(m) => Step::Unpay(of(m, self.payments.len())),
            Step::Arrange(Arrange::EditLane(l, fields)) => Step::Arrange(Arrange::EditLane(lane(l), fields)),
            Step::Arrange(Arrange::RemoveLane(l)) => Step::Arrange(Arrange::RemoveLane(lane(l))),
            Step::Undo(back, together) => Step::Undo(of(back, self.entries.len()), together),
            Step::Register | Step::Arrange(_) => step,
        }
    }

    /// Takes a step, unless it may not be taken.
    pub fn step(&mut self, step: Step) -> May {
        match step {
            Step::Register => self.register(),
            Step::Rename(p, name) => {
                let old = self.there(p)?.name;
                if old != name {
                    self.write(Change::Name(p, old, name));
                }
            }
            Step::Place(p, group, position) => {
                self.may_be_placed(p)?;
                let slot = self.free_slot(group, position)?;
                self.write(Change::Slot(p, None, Some(slot)));
            }
            Step::PlaceAtLane(p, lane) => {
                self.may_be_placed(p)?;
                let slot = self.first_free_at(lane)?;
                self.write(Change::Slot(p, None, Some(slot)));
            }
            Step::Move(p, group, position) => {
                let from = self.there(p)?.slot.ok_or(No::Otherwise)?;
                let slot = self.free_slot(group, position)?;
                self.write(Change::Slot(p, Some(from), Some(slot)));
            }
            Step::Release(p) => {
                let from = self.there(p)?.slot.ok_or(No::Otherwise)?;
                self.write(Change::Slot(p, Some(from), None));
            }
            Step::Stand(p, new) => return self.stand(p, new),
            Step::Lap(p, at) => return self.tap(p, at),
            Step::Void(p, l) => return self.void(p, l),
            Step::TakeBack(p, l) => return self.take_back(p, l),
            Step::CountHeld(p, l) => return self.count_held(p, l),
            Step::Adjust(adjust) => return self.adjust(adjust),
            Step::Pay(pay) => return self.pay(pay),
            Step::Unpay(m) => return self.unpay(m),
            Step::Arrange(arrange) => return self.arrange(arrange),
            Step::Undo(back, together) => {
                let at = self.entries.len().checked_sub(back + 1).ok_or(No::Otherwise)?;
                return self.undo(at, together);
            }
        }
        Ok(())
    }

    pub fn register(&mut self) {
        let p = self.players.len();
        self.players.push(ModelPlayer { name: 0, standing: Standing::Deleted, slot: None, laps: Vec::new() });
        self.write(Change::Standing(p, Standing::Deleted, Standing::Active));
    }

    fn may_be_placed(&self, p: usize) -> May {
        let player = self.there(p)?;
        only_if(player.standing == Standing::Active && player.slot.is_none())
    }

    fn stand(&mut self, p: usize, new: Standing) -> May {
        let (standing, slot) = (self.there(p)?.standing, self.players[p].slot);
        only_if(standing.change_to(new).is_ok())?;
        only_if(new != Standing::Deleted || self.laps_of(p) == 0 && !self.has_paid(p))?;
        if slot.is_some() {
            self.write(Change::Slot(p, slot, None));
        }
        self.write(Change::Standing(p, standing, new));
        self.follow_standing(p);
        Ok(())
    }

    /// The newest entry that leads to something.
    pub fn newest(&self, leads_there: impl Fn(&Change) -> bool) -> Option<usize> {
        self.entries.iter().rposition(|entry| leads_there(&entry.change))
    }

    /// Undoes an entry, by its place.
    pub fn undo(&mut self, at: usize, together: bool) -> May {
        let ModelEntry { change, undone } = self.entries[at].clone();
        let about = change.about().ok_or(No::Otherwise)?;
        if undone {
            return Err(No::UndoneBefore);
        }
        if let Change::Name(p, ..) = &change {
            self.there(*p)?;
        }
        if !self.is_as_left(&change) {
            let since = |(_, entry): &(usize, &ModelEntry)| entry.change.about().as_ref() == Some(&about);
            let by = self.entries.iter().enumerate().skip(at + 1).rfind(since);
            return Err(No::ChangedSince(by.map(|(n, _)| FIRST_SEQ + n)));
        }
        let back = change.reversed();
        match &back {
            Change::Standing(p, _, to) if *to != Standing::Active => self.clear_the_way(*p, *to, together)?,
            _ => self.may_go_back(&back)?,
        }
        self.entries[at].undone = true;
        self.set(&back);
        if let Change::Standing(p, ..) | Change::Dismiss(p, _, _, false) = back {
            self.follow_standing(p);
        }
        self.entries.push(ModelEntry { change: back, undone: false });
        Ok(())
    }

    /// Whether what an entry changed still is as it left it.
    fn is_as_left(&self, change: &Change) -> bool {
        match change {
            Change::Slot(p, _, to) => self.players[*p].slot == *to,
            Change::Lap(p, l, _, to) => self.players[*p].laps[*l].stands() == *to,
            Change::Hold(..) => false,
            Change::Dismiss(p, l, _, true) => self.players[*p].laps[*l].state == LapState::Dismissed,
            Change::Dismiss(p, l, _, false) => self.players[*p].laps[*l].state == LapState::Held,
            Change::Standing(p, _, to) => self.players[*p].standing == *to,
            Change::Name(p, _, to) => self.players[*p].name == *to,
            Change::Adjustment(a, _, to) => self.adjustments[*a].stands == *to,
            Change::Payment(m, _, to) => self.payments[*m].stands == *to,
            Change::There { thing, to, fields, .. } => {
                let now = self.thing(*thing);
                now.there == *to && (!to || now.has(*fields))
            }
            Change::Edit(thing, _, to) => self.thing(*thing).there && self.thing(*thing).has(*to),
        }
    }

    /// Whether no rule forbids that things become what they were.
    fn may_go_back(&self, back: &Change) -> May {
        match back {
            Change::Slot(_, _, None) | Change::Standing(..) | Change::Dismiss(..) => Ok(()),
            Change::Slot(p, _, Some(slot)) => {
                only_if(self.players[*p].standing == Standing::Active && self.is_slot(*slot) && !self.is_taken(*slot))
            }
            Change::Lap(p, l, _, true) => {
                let lap = self.there(*p)?.laps[*l];
                only_if(lap.by_person || self.may_count(*p, lap))
            }
            Change::Lap(p, ..) | Change::Name(p, ..) => self.there(*p).map(drop),
            Change::Adjustment(a, _, to) => self.may_set_adjustment(*a, *to),
            Change::Payment(m, _, to) => self.may_set_payment(*m, *to),
            Change::There { .. } | Change::Edit(..) => self.may_arrange(back),
            Change::Hold(..) => Err(No::Otherwise),
        }
    }

    /// Who leaves the race is in no slot, and who was never registered has no laps and has paid nothing.
    fn clear_the_way(&mut self, p: usize, back: Standing, together: bool) -> May {
        let gone = back == Standing::Deleted;
        let (laps, paid, slot) = (gone && self.laps_of(p) > 0, gone && self.has_paid(p), self.players[p].slot);
        if (laps || paid || slot.is_some()) && !together {
            return Err(No::InTheWay);
        }
        if slot.is_some() {
            self.write(Change::Slot(p, slot, None));
        }
        if laps {
            self.void_all_laps(p);
        }
        if paid {
            self.void_all_payments(p);
        }
        Ok(())
    }
}
