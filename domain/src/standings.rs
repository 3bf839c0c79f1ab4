//! Players by distance, most first: a fold over counted laps.
//!
//! Adding laps is commutative, so the same laps in any order give the same standings; ranks are computed once for
//! many changes, when somebody is to be told.

use crate::{Bib, Metres, Timestamp, board::BoardRow, ids::PlayerId};
use std::{
    cmp::{Ordering, Reverse},
    collections::{HashMap, HashSet},
};

/// What a board shows of a player, without laps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicFace {
    /// The bib.
    pub bib: Bib,
    /// The public name.
    pub name: String,
    /// Team, if any.
    pub team: Option<String>,
    /// Category, if any.
    pub category: Option<String>,
    /// Whether the player has ended the race.
    pub withdrawn: bool,
}

/// What a player's laps come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Laps that count.
    pub laps: u64,
    /// Their distance.
    pub metres: Metres,
    /// When the last of them was counted.
    pub last: Option<Timestamp>,
}

impl Totals {
    /// These totals with one more count.
    #[must_use]
    pub fn plus(self, laps: u32, metres: Metres, counted_at: Timestamp) -> Self {
        Self { laps: self.laps + u64::from(laps), metres: self.metres + metres, last: self.last.max(Some(counted_at)) }
    }

    /// These totals with laps that were added or taken off by a person's word; `last` is the moment of the last of those
    /// added, if any were. Nobody comes to less than nothing.
    #[must_use]
    pub fn adjusted(self, laps: i64, metres_mm: i64, last: Option<Timestamp>) -> Self {
        Self {
            laps: self.laps.saturating_add_signed(laps),
            metres: Metres::from_mm((self.metres.mm() + metres_mm).max(0)),
            last: self.last.max(last),
        }
    }
}

/// Ranks by distance, then the earlier last counted lap, then bib; players without laps last.
fn by_rank(a: &BoardRow, b: &BoardRow) -> Ordering {
    let key = |row: &BoardRow| (Reverse(row.distance_m), row.last_lap_at.is_none(), row.last_lap_at, row.bib);
    key(a).cmp(&key(b))
}

/// The standings of one event.
#[derive(Debug, Clone, Default)]
pub struct Standings {
    rows: Vec<BoardRow>,
    index: HashMap<PlayerId, Bib>,
    /// Position in `rows` by bib; exact after every [`Standings::rank`], and kept so by additions at the end.
    at: HashMap<Bib, usize>,
    touched: HashSet<Bib>,
    removed: Vec<Bib>,
}

impl Standings {
    /// Rows in the order of the last [`Standings::rank`]; what was changed since shows in them, but is not ranked yet.
    pub fn rows(&self) -> &[BoardRow] {
        &self.rows
    }

    /// Takes over what others say, read anew from where both come from. Only what differs is told, and what is not there
    /// any more.
    pub fn become_like(&mut self, others: Self) {
        let mut known: HashMap<Bib, BoardRow> =
            std::mem::take(&mut self.rows).into_iter().map(|row| (row.bib, row)).collect();
        for mut row in others.rows {
            if let Some(old) = known.remove(&row.bib) {
                (row.rank, row.category_rank) = (old.rank, old.category_rank);
                if row != old {
                    self.touched.insert(row.bib);
                }
            } else {
                self.touched.insert(row.bib);
                self.removed.retain(|bib| *bib != row.bib);
            }
            self.rows.push(row);
        }
        self.removed.extend(known.into_keys());
        self.touched.retain(|bib| others.at.contains_key(bib));
        self.index = others.index;
        self.at = others.at;
    }

    /// Takes in a player, or what is new of one, a new bib included.
    pub fn set_face(&mut self, player: PlayerId, face: PublicFace) {
        let old = self.index.insert(player, face.bib);
        if let Some(old) = old.filter(|old| *old != face.bib) {
            self.removed.push(old);
            if let Some(at) = self.at.remove(&old) {
                self.at.insert(face.bib, at);
            }
        }
        self.removed.retain(|bib| *bib != face.bib);
        self.touched.insert(face.bib);
        if let Some(row) = self.at.get(&face.bib).and_then(|at| self.rows.get_mut(*at)) {
            (row.bib, row.name, row.team, row.category) = (face.bib, face.name, face.team, face.category);
            row.withdrawn = face.withdrawn;
        } else {
            self.at.insert(face.bib, self.rows.len());
            self.rows.push(BoardRow {
                rank: 0,
                bib: face.bib,
                name: face.name,
                team: face.team,
                category: face.category,
                category_rank: None,
                withdrawn: face.withdrawn,
                laps: 0,
                distance_m: Metres::default(),
                last_lap_at: None,
            });
        }
    }

    /// Takes a player out of the ranking.
    pub fn remove(&mut self, player: PlayerId) {
        let Some(bib) = self.index.remove(&player) else { return };
        self.rows.retain(|row| row.bib != bib);
        self.at = self.rows.iter().enumerate().map(|(at, row)| (row.bib, at)).collect();
        self.touched.remove(&bib);
        self.removed.push(bib);
    }

    /// Adds counted laps to a player's.
    pub fn add(&mut self, player: PlayerId, laps: u32, metres: Metres, counted_at: Timestamp) {
        self.change(player, |totals| totals.plus(laps, metres, counted_at));
    }

    /// Sets what a player's laps come to, after some were taken back.
    pub fn set_totals(&mut self, player: PlayerId, totals: Totals) {
        self.change(player, |_| totals);
    }

    fn change(&mut self, player: PlayerId, with: impl FnOnce(Totals) -> Totals) {
        let row = self.index.get(&player).and_then(|bib| self.at.get(bib)).and_then(|at| self.rows.get_mut(*at));
        if let Some(row) = row {
            let new = with(Totals { laps: row.laps, metres: row.distance_m, last: row.last_lap_at });
            (row.laps, row.distance_m, row.last_lap_at) = (new.laps, new.metres, new.last);
            self.touched.insert(row.bib);
        }
    }

    /// Computes the ranks and returns the rows that changed since the last time, by rank, and the bibs that are gone.
    pub fn rank(&mut self) -> (Vec<BoardRow>, Vec<Bib>) {
        // Almost sorted already: the standard sort takes runs as they are.
        self.rows.sort_by(by_rank);
        let mut in_category: HashMap<String, u32> = HashMap::new();
        let mut changed = Vec::new();
        let mut rank = 0;
        for (at, row) in self.rows.iter_mut().enumerate() {
            rank += 1;
            let category_rank = row.category.as_ref().map(|category| {
                if let Some(n) = in_category.get_mut(category) {
                    *n += 1;
                    *n
                } else {
                    in_category.insert(category.clone(), 1);
                    1
                }
            });
            if self.touched.contains(&row.bib) || row.rank != rank || row.category_rank != category_rank {
                (row.rank, row.category_rank) = (rank, category_rank);
                changed.push(row.clone());
            }
            self.at.insert(row.bib, at);
        }
        self.touched.clear();
        (changed, std::mem::take(&mut self.removed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Board, BoardEvent, Delta};
    use crate::clock::Clock;
    use crate::event::Sport;
    use proptest::prelude::*;

    fn face(bib: u32, category: &str) -> PublicFace {
        PublicFace {
            bib: Bib::new(i64::from(bib)).unwrap(),
            name: format!("P{bib}"),
            team: None,
            category: Some(category.into()),
            withdrawn: false,
        }
    }

    fn field(players: u32) -> Standings {
        let mut standings = Standings::default();
        for n in 1..=players {
            standings.set_face(PlayerId(i64::from(n)), face(n, if n % 2 == 0 { "even" } else { "odd" }));
        }
        standings
    }

    fn lap(standings: &mut Standings, player: u32, ms: i64) {
        standings.add(PlayerId(i64::from(player)), 1, Metres::from_mm(50_000), Timestamp::from_ms(ms));
    }

    fn order(standings: &mut Standings) -> Vec<u32> {
        standings.rank();
        standings.rows().iter().map(|row| row.bib.get()).collect()
    }

    #[test]
    fn the_earlier_last_lap_breaks_a_tie_then_the_bib() {
        let mut s = field(5);
        lap(&mut s, 2, 2_000);
        lap(&mut s, 1, 3_000);
        lap(&mut s, 3, 2_000);
        assert_eq!(order(&mut s), [2, 3, 1, 4, 5]);
        let ranks: Vec<_> = s.rows().iter().map(|row| (row.rank, row.category_rank)).collect();
        assert_eq!(ranks, [(1, Some(1)), (2, Some(1)), (3, Some(2)), (4, Some(2)), (5, Some(3))]);
    }

    #[test]
    fn only_what_changed_is_told() {
        let mut s = field(4);
        s.rank();
        lap(&mut s, 4, 1_000);
        let (changed, removed) = s.rank();
        assert_eq!(changed.len(), 4, "the first moved three others down");
        assert!(removed.is_empty());
        lap(&mut s, 4, 2_000);
        assert_eq!(s.rank().0.len(), 1);
        assert_eq!(s.rank().0.len(), 0);
    }

    #[test]
    fn a_new_bib_keeps_the_laps_and_removes_the_old_row() {
        let mut s = field(2);
        lap(&mut s, 1, 1_000);
        s.rank();
        s.set_face(PlayerId(1), face(9, "odd"));
        let (changed, removed) = s.rank();
        assert_eq!(removed.iter().map(|b| b.get()).collect::<Vec<_>>(), [1]);
        assert_eq!((changed[0].bib.get(), changed[0].laps), (9, 1));
    }

    proptest! {
        #[test]
        fn any_order_of_the_same_laps_gives_the_same_standings(
            laps in proptest::collection::vec((1u32..8, 0i64..500), 0..80).prop_flat_map(|laps| (Just(laps.clone()), Just(laps).prop_shuffle())),
        ) {
            let (one, other) = laps;
            let (mut a, mut b) = (field(7), field(7));
            for (player, s) in one { lap(&mut a, player, s * 1_000); }
            for (player, s) in other { lap(&mut b, player, s * 1_000); b.rank(); }
            a.rank();
            b.rank();
            prop_assert_eq!(a.rows(), b.rows());
        }

        #[test]
        fn what_is_taken_over_tells_what_differs_and_no_more(
            before in proptest::collection::vec((1u32..8, 0i64..500), 0..30),
            unsent in proptest::collection::vec((1u32..8, 0i64..500), 0..4),
            after in proptest::collection::vec((1u32..9, 0i64..500), 0..6),
            gone in proptest::collection::hash_set(1u32..8, 0..3),
        ) {
            let mut s = field(7);
            for (player, at) in &before { lap(&mut s, *player, at * 1_000); }
            s.rank();
            let told = s.rows().to_vec();
            for (player, at) in &unsent { lap(&mut s, *player, at * 1_000); }
            let mut others = field(8);
            for (player, at) in before.iter().chain(&unsent).chain(&after) { lap(&mut others, *player, at * 1_000); }
            for player in gone { others.remove(PlayerId(i64::from(player))); }
            others.removed.clear();
            let mut ranked = others.clone();
            ranked.rank();
            s.become_like(others);
            let (rows, removed) = s.rank();
            prop_assert_eq!(s.rows(), ranked.rows());
            let differs = |row: &&BoardRow| !told.contains(row);
            let differing: HashSet<Bib> = ranked.rows().iter().filter(differs).map(|row| row.bib).collect();
            let rows: HashSet<Bib> = rows.iter().map(|row| row.bib).collect();
            prop_assert!(rows.is_superset(&differing));
            let unsent: HashSet<Bib> = unsent.iter().map(|(bib, _)| Bib::new(i64::from(*bib)).unwrap()).collect();
            prop_assert!(rows.difference(&differing).all(|bib| unsent.contains(bib)), "no more than may be untold");
            let missing: HashSet<Bib> =
                told.iter().map(|row| row.bib).filter(|bib| ranked.rows().iter().all(|row| row.bib != *bib)).collect();
            prop_assert_eq!(removed.into_iter().collect::<HashSet<Bib>>(), missing);
        }

        #[test]
        fn a_board_that_follows_the_deltas_is_the_board(
            steps in proptest::collection::vec(proptest::collection::vec((1u32..8, 0i64..500), 0..5), 0..20),
        ) {
            let mut s = field(7);
            s.rank();
            let mut board = Board {
                seq: 0,
                event: BoardEvent { name: "E".into(), slug: "e".into(), sport: Sport::Swim, lap_length_m: Metres::from_mm(50_000), cancelled: false, rehearsal: false },
                clock: Clock::default().view(Timestamp::from_ms(0)),
                rows: s.rows().to_vec(),
            };
            for (n, step) in steps.into_iter().enumerate() {
                for (player, at) in step { lap(&mut s, player, at * 1_000); }
                let (rows, removed) = s.rank();
                let seq = n as u64;
                let followed = board.apply(&Delta { from: seq, seq: seq + 1, rows, removed, clock: None, event: None });
                prop_assert!(followed);
                prop_assert_eq!(&board.rows[..], s.rows());
            }
        }
    }
}
