//! In which order the cards stand, and when each lap is due: the rules of [`domain::expected`] meet the page.

use super::{counter::Counter, totals::Total, touch::Touch};
use domain::{
    Bib, Timestamp,
    clock::ClockState,
    expected::{Due, Expected, Pace, arrange, lane_lap_ms},
    lane::StationPlayer,
};
use leptos::prelude::*;
use std::collections::HashMap;

/// The order of a lane's cards, and what it comes of.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// The cards, first the one that is expected next.
    pub bibs: RwSignal<Vec<Bib>>,
    /// What is down on the screen.
    pub touch: StoredValue<Touch>,
    /// Cards that were chosen and wait to be sent, each with the tablet's time of it in milliseconds.
    pub chosen: RwSignal<Vec<(Bib, i64)>>,
    paces: RwSignal<HashMap<Bib, Pace>>,
    /// The lane's lap time, in milliseconds.
    lane_ms: Memo<Option<i64>>,
}

impl Order {
    /// No cards yet.
    pub fn new() -> Self {
        let paces = RwSignal::new(HashMap::<Bib, Pace>::new());
        let lane_ms = Memo::new(move |_| paces.with(|paces| lane_lap_ms(paces.values())));
        Self { bibs: RwSignal::default(), touch: StoredValue::default(), chosen: RwSignal::default(), paces, lane_ms }
    }

    /// Takes over when everybody's last lap was.
    pub fn follow(self, lasts: Vec<(Bib, Option<Timestamp>)>) {
        // With every tap of one everybody is looked at, and must not be painted for it.
        self.paces.maybe_update(|paces| {
            let mut changed = false;
            for (bib, last) in lasts {
                let pace = paces.entry(bib).or_default();
                changed |= pace.last() != last;
                pace.follow(last);
            }
            changed
        });
    }
}

impl Counter {
    /// Follows the lane and the clock.
    pub(super) fn keep_order(self) {
        Effect::new(move |_| {
            let players = self.view.with(|view| view.as_ref().map(|view| view.players.clone()).unwrap_or_default());
            self.order.paces.update(|paces| {
                for StationPlayer { bib, recent, since, .. } in &players {
                    paces.entry(*bib).or_default().start(recent, *since);
                }
            });
            let lasts = untrack(|| self.shown_all(&players));
            self.order.follow(players.iter().zip(lasts).map(|(player, total)| (player.bib, total.last)).collect());
            // Who has left the lane is chosen no more, or nothing would move until everything was sent.
            self.order.chosen.maybe_update(|chosen| {
                let before = chosen.len();
                chosen.retain(|(bib, _)| players.iter().any(|player| player.bib == *bib));
                chosen.len() != before
            });
            self.arrange();
        });
        // Everybody rests over a pause.
        Effect::new(move |before: Option<ClockState>| {
            let state = self.clock.get().state;
            if state == ClockState::Running && before.is_some_and(|before| before != state) {
                let now = self.now.get_untracked();
                self.order.paces.update(|paces| paces.values_mut().for_each(|pace| pace.rest(now)));
            }
            state
        });
    }

    /// When each player's next lap is due; nobody knows while the clock stands.
    pub fn dues(self, players: &[StationPlayer]) -> Vec<Option<Due>> {
        let clock = self.clock.get();
        let started = clock.started_at.filter(|_| clock.state == ClockState::Running);
        let lane_ms = self.order.lane_ms.get();
        self.order.paces.with(|paces| {
            let due = |player: &StationPlayer| paces.get(&player.bib)?.due(player.since.max(started?), lane_ms);
            players.iter().map(due).collect()
        })
    }

    /// When a player's next lap is due.
    pub fn due(self, bib: Bib) -> Option<Due> {
        let players = self.view.with(|view| view.as_ref().map(|view| view.players.clone()))?;
        let player = players.into_iter().find(|player| player.bib == bib)?;
        self.dues(&[player]).pop().flatten()
    }

    /// A player's laps, as far as they tell a pace.
    pub fn pace(self, bib: Bib) -> Option<Pace> {
        self.order.paces.with(|paces| paces.get(&bib).cloned())
    }

    /// The lane's lap time, in milliseconds.
    pub fn lane_ms(self) -> Option<i64> {
        self.order.lane_ms.get()
    }

    /// How long ago a player's last lap was, in milliseconds.
    pub fn since_ms(self, bib: Bib) -> Option<i64> {
        // The clock on the page is up to a tick behind the tap.
        self.order.paces.with(|paces| paces.get(&bib)?.since_ms(self.now.get())).map(|since_ms| since_ms.max(0))
    }

    /// Whoever has not been seen for long, with the milliseconds since then.
    pub fn gone(self) -> Vec<(Bib, i64)> {
        let now = self.now.get();
        let players = self.view.with(|view| view.as_ref().map(|view| view.players.clone()).unwrap_or_default());
        let gone = |(player, due): (&StationPlayer, Option<Due>)| {
            let due = due.filter(|due| due.is_gone(now) && player.break_since.is_none())?;
            Some((player.bib, now.since_ms(due.from).max(0)))
        };
        players.iter().zip(self.dues(&players)).filter_map(gone).collect()
    }

    /// Whether somebody is about to tap or to take back: then no card may move. Nobody is once the page was left.
    pub(super) fn is_in_use(self) -> bool {
        let asked = [
            self.hit.try_with_untracked(|taps| !taps.is_empty()),
            self.undos.try_with_untracked(|undos| !undos.is_empty()),
            self.order.touch.try_with_value(Touch::is_down),
        ];
        asked.contains(&Some(true))
    }

    /// Puts the cards in order, unless somebody is about to tap, to send or to take back: then nothing moves.
    pub(super) fn arrange(self) {
        let hold = self.is_in_use() || self.order.chosen.with_untracked(|chosen| !chosen.is_empty());
        let lane: Vec<Expected> = untrack(|| {
            let now = self.now.get();
            let players = self.view.with(|view| view.as_ref().map(|view| view.players.clone()).unwrap_or_default());
            let totals = self.shown_all(&players);
            let expected = |((player, due), total): ((&StationPlayer, Option<Due>), Total)| {
                let gone = due.is_some_and(|due| due.is_gone(now)) || total.rests(player);
                Expected { bib: player.bib, since: player.since, due, gone }
            };
            players.iter().zip(self.dues(&players)).zip(totals).map(expected).collect()
        });
        let order = self.order.bibs.with_untracked(|before| arrange(before, &lane, hold));
        if self.order.bibs.with_untracked(|before| *before != order) {
            super::glide::keeping_sight(|| self.order.bibs.set(order), move || self.is_in_use());
        }
    }
}
