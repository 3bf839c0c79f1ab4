//! What the model knows of pace groups, lanes and slots.

use super::{
    plain::{Change, FIRST_PLAYERS, May, Model, ModelPlayer, No, bib, only_if},
    step::{Arrange, Fields, NAMES},
};
use domain::{lane::ROPE_COLORS, player::Standing};
use std::collections::BTreeMap;

/// A pace group or a lane, by the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Group(usize),
    Lane(usize),
}

/// A pace group and a position in it. It stays the same slot whatever the pace group is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub group: usize,
    pub position: u32,
}

/// A pace group, or a lane of one.
#[derive(Debug, Clone)]
pub struct Arranged {
    group: usize,
    fields: [u8; 3],
    pub there: bool,
}

impl Arranged {
    /// Whether these fields are as they are said to be.
    pub fn has(&self, fields: Fields) -> bool {
        self.fields.iter().zip(fields).all(|(now, said)| said.is_none_or(|said| said == *now))
    }

    pub fn take(&mut self, fields: Fields) {
        for (now, new) in self.fields.iter_mut().zip(fields) {
            *now = new.unwrap_or(*now);
        }
    }

    fn name(&self) -> String {
        NAMES[usize::from(self.fields[0])].to_owned()
    }

    fn color(&self) -> String {
        ROPE_COLORS[usize::from(self.fields[1])].to_owned()
    }

    fn capacity(&self) -> u32 {
        u32::from(self.fields[1])
    }
}

/// Name, colour and lanes of a pace group, and who is in its slots, by bib; of a lane its name, capacity and length in
/// metres.
pub type GroupLine = (String, String, Vec<(String, u32, u8)>, Vec<Option<u32>>);
/// Name, standing and slot of a player: pace group, position, lane, colour.
pub type PlayerLine = (String, Standing, Option<(String, u32, String, String)>);

impl Default for Model {
    /// With the pace groups and players that every event begins with.
    fn default() -> Self {
        let (players, adjustments, payments, entries) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut model = Self { players, adjustments, payments, groups: Vec::new(), lanes: Vec::new(), entries };
        for (name, count) in [(0, 3), (1, 2)] {
            let created = model.new_group(name, count);
            model.set(&created);
        }
        for _ in 0..FIRST_PLAYERS {
            model.register();
        }
        model
    }
}

impl Model {
    pub fn thing(&self, thing: Thing) -> &Arranged {
        match thing {
            Thing::Group(g) => &self.groups[g],
            Thing::Lane(l) => &self.lanes[l],
        }
    }

    pub fn thing_mut(&mut self, thing: Thing) -> &mut Arranged {
        match thing {
            Thing::Group(g) => &mut self.groups[g],
            Thing::Lane(l) => &mut self.lanes[l],
        }
    }

    /// The lanes of a pace group that are there, in order.
    fn lanes_of(&self, group: usize) -> Vec<usize> {
        (0..self.lanes.len()).filter(|l| self.lanes[*l].there && self.lanes[*l].group == group).collect()
    }

    /// The lane of each slot of a pace group: lanes are filled in order.
    fn lanes_by_position(&self, group: usize) -> Vec<usize> {
        let lanes = self.lanes_of(group).into_iter();
        lanes.flat_map(|l| std::iter::repeat_n(l, self.lanes[l].capacity() as usize)).collect()
    }

    fn lane_at(&self, slot: Slot) -> Option<usize> {
        self.lanes_by_position(slot.group).get(slot.position as usize).copied()
    }

    pub fn is_slot(&self, slot: Slot) -> bool {
        self.groups[slot.group].there && self.lane_at(slot).is_some()
    }

    pub fn is_taken(&self, slot: Slot) -> bool {
        self.players.iter().any(|player| player.slot == Some(slot))
    }

    fn find_group(&self, name: u8) -> Result<usize, No> {
        self.groups.iter().position(|group| group.there && group.fields[0] == name).ok_or(No::Otherwise)
    }

    fn find_lane(&self, l: usize) -> Result<&Arranged, No> {
        self.lanes.get(l).filter(|lane| lane.there).ok_or(No::Otherwise)
    }

    /// Whether another lane that is there has the name.
    fn is_lane_called(&self, name: u8, but: Option<usize>) -> bool {
        self.lanes.iter().enumerate().any(|(l, lane)| Some(l) != but && lane.there && lane.fields[0] == name)
    }

    /// Whether another pace group has the name, or had it when it was removed.
    fn is_name_taken(&self, name: u8, but: Option<usize>) -> bool {
        self.groups.iter().enumerate().any(|(g, group)| Some(g) != but && group.fields[0] == name)
    }

    /// The slot of that name and position, if it is free.
    pub fn free_slot(&self, name: u8, position: u32) -> Result<Slot, No> {
        let slot = Slot { group: self.find_group(name)?, position };
        only_if(self.is_slot(slot) && !self.is_taken(slot))?;
        Ok(slot)
    }

    pub fn first_free_at(&self, lane: usize) -> Result<Slot, No> {
        let group = self.find_lane(lane)?.group;
        let lanes = self.lanes_by_position(group);
        let slots = (0..).zip(lanes).filter(|(_, l)| *l == lane).map(|(position, _)| Slot { group, position });
        slots.into_iter().find(|slot| !self.is_taken(*slot)).ok_or(No::Otherwise)
    }

    fn new_group(&mut self, name: u8, count: u8) -> Change {
        let (g, l) = (self.groups.len(), self.lanes.len());
        let color = u8::try_from(g % ROPE_COLORS.len()).unwrap();
        self.groups.push(Arranged { group: g, fields: [name, color, 0], there: false });
        self.lanes.push(Arranged { group: g, fields: [name, count, 0], there: false });
        self.comes_or_goes(Thing::Group(g), true, vec![l])
    }

    /// The change by which something is there or no longer, and with it these lanes.
    fn comes_or_goes(&self, thing: Thing, comes: bool, lanes: Vec<usize>) -> Change {
        let (fields, slots) = (self.thing(thing).fields.map(Some), self.slots_of(&lanes));
        Change::There { thing, from: !comes, to: comes, fields, lanes, slots }
    }

    fn slots_of(&self, lanes: &[usize]) -> u32 {
        lanes.iter().map(|l| self.lanes[*l].capacity()).sum()
    }

    /// The change to these fields; none if nothing would differ.
    fn edits(&self, thing: Thing, fields: Fields) -> Option<Change> {
        let now = self.thing(thing).fields;
        let (mut from, mut to): (Fields, Fields) = ([None; 3], [None; 3]);
        for n in 0..3 {
            if let Some(new) = fields[n].filter(|new| *new != now[n]) {
                (from[n], to[n]) = (Some(now[n]), Some(new));
            }
        }
        (from != to).then_some(Change::Edit(thing, from, to))
    }

    pub fn arrange(&mut self, arrange: Arrange) -> May {
        let change = match arrange {
            Arrange::AddGroup { name, count } => {
                only_if(!self.is_name_taken(name, None) && !self.is_lane_called(name, None))?;
                Some(self.new_group(name, count))
            }
            Arrange::EditGroup(name, fields) => self.edits(Thing::Group(self.find_group(name)?), fields),
            Arrange::RemoveGroup(name) => {
                let g = self.find_group(name)?;
                Some(self.comes_or_goes(Thing::Group(g), false, self.lanes_of(g)))
            }
            Arrange::AddLane { group, name, capacity } => {
                let (group, l) = (self.find_group(group)?, self.lanes.len());
                only_if(!self.is_lane_called(name, None))?;
                self.lanes.push(Arranged { group, fields: [name, capacity, 0], there: false });
                Some(self.comes_or_goes(Thing::Lane(l), true, Vec::new()))
            }
            Arrange::EditLane(l, fields) => {
                self.find_lane(l)?;
                self.edits(Thing::Lane(l), fields)
            }
            Arrange::RemoveLane(l) => {
                self.find_lane(l)?;
                Some(self.comes_or_goes(Thing::Lane(l), false, Vec::new()))
            }
        };
        if let Some(change) = change {
            self.may_arrange(&change)?;
            self.write(change);
        }
        Ok(())
    }

    /// Whether a change of the arrangement keeps its rules: there is always a pace group, each has a lane, names are
    /// unique, and nobody who stands in a slot comes to stand in another lane or in none.
    pub fn may_arrange(&self, change: &Change) -> May {
        match change {
            Change::There { thing: Thing::Group(g), to: false, lanes, slots, .. } => {
                only_if(self.lanes_of(*g) == *lanes && self.slots_of(lanes) == *slots)?;
                only_if(self.groups.iter().filter(|group| group.there).count() > 1)?;
            }
            Change::There { thing: Thing::Group(_), to: true, lanes, .. } => {
                only_if(lanes.iter().all(|l| !self.is_lane_called(self.lanes[*l].fields[0], Some(*l))))?;
            }
            Change::There { thing: Thing::Lane(l), to, .. } => {
                let group = self.lanes[*l].group;
                only_if(if *to { self.groups[group].there } else { self.lanes_of(group).len() > 1 })?;
                only_if(!*to || !self.is_lane_called(self.lanes[*l].fields[0], Some(*l)))?;
            }
            Change::Edit(Thing::Lane(l), _, [Some(name), ..]) => {
                // While the race runs, a lane with a length of its own keeps the name by which its stations know it.
                only_if(!self.is_lane_called(*name, Some(*l)) && self.lanes[*l].fields[2] == 0)?;
            }
            Change::Edit(Thing::Group(g), _, [Some(name), ..]) => only_if(!self.is_name_taken(*name, Some(*g)))?,
            _ => {}
        }
        let mut after = self.clone();
        after.set(change);
        if after.lanes_of_the_placed() == self.lanes_of_the_placed() { Ok(()) } else { Err(No::InTheWay) }
    }

    fn lanes_of_the_placed(&self) -> Vec<Option<usize>> {
        self.players.iter().filter_map(|player| Some(self.lane_at(player.slot?))).collect()
    }

    /// All pace groups that are there, in order.
    pub fn group_lines(&self) -> Vec<GroupLine> {
        let there = self.groups.iter().enumerate().filter(|(_, group)| group.there);
        let line = |(g, group): (usize, &Arranged)| {
            let lane = |l: usize| (self.lanes[l].name(), self.lanes[l].capacity(), self.lanes[l].fields[2]);
            let bib_in = |position| {
                let slot = Some(Slot { group: g, position });
                self.players.iter().position(|player| player.slot == slot).map(bib)
            };
            let slots = (0..).zip(self.lanes_by_position(g)).map(|(position, _)| bib_in(position)).collect();
            (group.name(), group.color(), self.lanes_of(g).into_iter().map(lane).collect(), slots)
        };
        there.map(line).collect()
    }

    /// Everybody who is there, by bib.
    pub fn player_lines(&self) -> BTreeMap<u32, PlayerLine> {
        let line = |player: &ModelPlayer| {
            let slot = player.slot.map(|slot| {
                let (group, lane) = (&self.groups[slot.group], self.lane_at(slot).map(|l| self.lanes[l].name()));
                (group.name(), slot.position, lane.unwrap_or_default(), group.color())
            });
            (format!("Name {}", player.name), player.standing, slot)
        };
        let there = (1..).zip(&self.players).filter(|(_, player)| player.standing != Standing::Deleted);
        there.map(|(bib, player)| (bib, line(player))).collect()
    }
}
