//! What the model knows of laps: counted, held, taken back, added and taken off, and who leads by them.

use super::{
    plain::{Change, May, Model, No, bib, only_if},
    step::{Adjust, Moment},
};
use domain::player::Standing;
use std::cmp::Reverse;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LapState {
    Stands,
    Void,
    Held,
    Dismissed,
}

#[derive(Debug, Clone, Copy)]
pub struct ModelLap {
    pub at: Moment,
    pub state: LapState,
    pub was_held: bool,
    /// A person counted it: no rule takes that back.
    pub by_person: bool,
}

impl ModelLap {
    pub fn stands(self) -> bool {
        self.state == LapState::Stands
    }
}

/// Laps added to a player or taken off by a person's word.
#[derive(Debug, Clone, Copy)]
pub struct Adjustment {
    pub player: usize,
    pub laps: i64,
    pub at: Moment,
    pub stands: bool,
}

impl Model {
    /// Whether nothing stands against a lap of this player.
    pub fn may_count(&self, p: usize, lap: ModelLap) -> bool {
        let in_race = match self.players[p].standing {
            Standing::Active => true,
            Standing::Withdrawn | Standing::Disqualified => lap.at <= Moment::Now,
            Standing::Deleted => false,
        };
        in_race && lap.at > Moment::BeforeStart
    }

    /// The numbers of laps in a state, in the order in which they were counted.
    fn laps_that_are(&self, p: usize, state: LapState) -> Vec<usize> {
        let laps = &self.players[p].laps;
        let mut found: Vec<usize> = (0..laps.len()).filter(|l| laps[*l].state == state).collect();
        found.sort_by_key(|l| (laps[*l].at, *l));
        found
    }

    fn adjustments_of(&self, p: usize) -> impl Iterator<Item = (usize, Adjustment)> {
        let all = self.adjustments.iter().copied().enumerate();
        all.filter(move |(_, adjustment)| adjustment.player == p && adjustment.stands)
    }

    /// What a player's laps come to: never less than nothing.
    pub fn laps_of(&self, p: usize) -> i64 {
        let counted = self.players[p].laps.iter().filter(|lap| lap.stands()).count() as i64;
        (counted + self.adjustments_of(p).map(|(_, adjustment)| adjustment.laps).sum::<i64>()).max(0)
    }

    fn lap(&self, p: usize, l: usize) -> Result<ModelLap, No> {
        self.players.get(p).and_then(|player| player.laps.get(l)).copied().ok_or(No::Otherwise)
    }

    pub fn tap(&mut self, p: usize, at: Moment) -> May {
        self.there(p)?;
        let l = self.players[p].laps.len();
        let lap = ModelLap { at, state: LapState::Void, was_held: false, by_person: false };
        self.players[p].laps.push(lap);
        let counts = self.may_count(p, lap);
        self.write(if counts { Change::Lap(p, l, false, true) } else { Change::Hold(p, l) });
        Ok(())
    }

    pub fn void(&mut self, p: usize, l: usize) -> May {
        match self.lap(p, l)?.state {
            LapState::Stands => self.write(Change::Lap(p, l, true, false)),
            LapState::Held => self.write(Change::Dismiss(p, l, false, true)),
            LapState::Void | LapState::Dismissed => {}
        }
        Ok(())
    }

    /// As [`Model::void`], but what counts is undone by the entry by which it counts.
    pub fn take_back(&mut self, p: usize, l: usize) -> May {
        match self.newest(|change| matches!(change, Change::Lap(q, m, _, true) if (*q, *m) == (p, l))) {
            Some(at) if self.lap(p, l)?.stands() => self.undo(at, false),
            _ => self.void(p, l),
        }
    }

    pub fn count_held(&mut self, p: usize, l: usize) -> May {
        let lap = self.lap(p, l)?;
        only_if(lap.was_held)?;
        if lap.state == LapState::Held {
            self.there(p)?;
            self.players[p].laps[l].by_person = true;
            self.write(Change::Lap(p, l, false, true));
        }
        Ok(())
    }

    /// Holds what was counted after a leaving, unless a person counted it, and counts what is held and may count.
    pub fn follow_standing(&mut self, p: usize) {
        let left = matches!(self.players[p].standing, Standing::Withdrawn | Standing::Disqualified);
        for l in self.laps_that_are(p, LapState::Stands) {
            let lap = self.players[p].laps[l];
            if left && lap.at > Moment::Now && !lap.by_person {
                self.write(Change::Hold(p, l));
            }
        }
        for l in self.laps_that_are(p, LapState::Held) {
            if self.may_count(p, self.players[p].laps[l]) {
                self.players[p].laps[l].by_person = false;
                self.write(Change::Lap(p, l, false, true));
            }
        }
    }

    pub fn adjust(&mut self, Adjust { player, laps, at }: Adjust) -> May {
        self.there(player)?;
        only_if(matches!(at, Moment::Early | Moment::Now) && self.laps_of(player) + laps >= 0)?;
        let a = self.adjustments.len();
        self.adjustments.push(Adjustment { player, laps, at, stands: false });
        self.write(Change::Adjustment(a, false, true));
        Ok(())
    }

    /// What was counted cannot be below what was taken off.
    pub fn may_set_adjustment(&self, a: usize, stands: bool) -> May {
        let Adjustment { player, laps, .. } = self.adjustments[a];
        self.there(player)?;
        only_if(self.laps_of(player) + if stands { laps } else { -laps } >= 0)
    }

    pub fn void_all_laps(&mut self, p: usize) {
        for l in self.laps_that_are(p, LapState::Stands) {
            self.write(Change::Lap(p, l, true, false));
        }
        let all: Vec<usize> = self.adjustments_of(p).map(|(a, _)| a).collect();
        for a in all {
            self.write(Change::Adjustment(a, true, false));
        }
    }

    /// Bib, laps and whether withdrawn, by rank: by laps, then by who had the last of them first, then by bib.
    pub fn standings(&self) -> Vec<(u32, u64, bool)> {
        let mut rows = Vec::new();
        for (p, player) in self.players.iter().enumerate().filter(|(_, player)| player.standing.is_ranked()) {
            let counted = player.laps.iter().filter(|lap| lap.stands()).map(|lap| lap.at);
            let added = self.adjustments_of(p).filter(|(_, adjustment)| adjustment.laps > 0);
            let last = counted.chain(added.map(|(_, adjustment)| adjustment.at)).max();
            rows.push((Reverse(self.laps_of(p)), last.is_none(), last, bib(p), player.standing));
        }
        rows.sort_by_key(|(laps, none, last, bib, _)| (*laps, *none, *last, *bib));
        let row = |(laps, _, _, bib, standing): (Reverse<i64>, _, _, _, _)| {
            (bib, laps.0.cast_unsigned(), standing == Standing::Withdrawn)
        };
        rows.into_iter().map(row).collect()
    }
}
