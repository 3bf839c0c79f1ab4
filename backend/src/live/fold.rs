//! What entries of another node come to for what is held in memory: laps are added, and what only the tables say is read
//! again, one player at a time.

use crate::{records::HubEffect, store::entries::EntryRow};
use domain::{
    Metres, Timestamp,
    change::{Change, Effect},
    ids::PlayerId,
    topic::Topic,
};
use std::collections::BTreeSet;

/// Entries of one event that another node committed, taken together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fold {
    /// Laps that were added: whose, how many, their distance, when.
    pub(super) laps: Vec<(PlayerId, u32, Metres, Timestamp)>,
    /// Who is to be read again.
    pub(super) players: BTreeSet<PlayerId>,
    /// Whether the event is: what it is, its clock, its pace groups.
    pub(super) event: bool,
    /// What staff pages have to ask for again.
    pub(super) topics: BTreeSet<Topic>,
}

impl Fold {
    /// Takes entries together; none if the event has to be read as a whole.
    pub(super) fn of(rows: &[EntryRow]) -> Option<Self> {
        let mut fold = Self::default();
        for row in rows {
            match row.change() {
                Ok(change) => fold.add(&change)?,
                Err(malformed) => {
                    tracing::error!(chain = row.chain, seq = row.seq, %malformed, "an entry cannot be read");
                    return None;
                }
            }
        }
        // What is read of a player holds these laps already.
        fold.laps.retain(|(player, ..)| !fold.players.contains(player));
        Some(fold)
    }

    /// Has those of the players read again to whom laps were added.
    pub(super) fn read_too(&mut self, players: &BTreeSet<PlayerId>) {
        self.laps.retain(|(player, ..)| {
            let is_read = players.contains(player);
            if is_read {
                self.players.insert(*player);
            }
            !is_read
        });
    }

    /// Whether nothing has to be read beside the entries.
    pub(super) fn is_said_by_entries(&self) -> bool {
        self.players.is_empty() && !self.event
    }

    /// What the entries say by themselves.
    pub(super) fn laps_and_topics(self) -> impl Iterator<Item = HubEffect> {
        let laps = self.laps.into_iter().map(|(player, laps, metres, at)| HubEffect::Lap(player, laps, metres, at));
        laps.chain(self.topics.into_iter().map(HubEffect::Topic))
    }

    fn add(&mut self, change: &Change) -> Option<()> {
        match change.effect() {
            Effect::Nothing | Effect::Venue => {}
            Effect::Lap(player, laps, metres, at) => self.laps.push((player, laps, metres, at)),
            Effect::Player(player) => drop(self.players.insert(player)),
            Effect::Clock | Effect::Event | Effect::Groups => self.event = true,
            Effect::All => return None,
        }
        self.topics.extend(change.topics());
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(action: &str, target: i64, previous: Option<&str>, new: Option<&str>) -> EntryRow {
        EntryRow {
            action: action.into(),
            target_type: "player".into(),
            target_id: target.to_string(),
            previous_state: previous.map(str::to_owned),
            new_state: new.map(str::to_owned),
            ..EntryRow::default()
        }
    }

    const LAP: &str = r#"{"count":1,"counted_at":"2026-11-22T04:00:00.000Z","distance_m":50.0,"lap":"00000000-0000-0000-0000-000000000007"}"#;

    #[test]
    fn laps_are_added_but_those_of_players_who_are_read_again() {
        let counted = |player| entry("lap.count", player, None, Some(LAP));
        let fold = Fold::of(&[counted(1), counted(2), entry("lap.void", 2, Some(LAP), None), counted(2)]).unwrap();
        assert_eq!(fold.laps.iter().map(|(player, ..)| *player).collect::<Vec<_>>(), [PlayerId(1)]);
        assert_eq!(fold.players, BTreeSet::from([PlayerId(2)]));
        assert_eq!((fold.event, fold.topics), (false, BTreeSet::from([Topic::Laps, Topic::Held])));
    }

    #[test]
    fn what_cannot_be_folded_has_the_event_read_as_a_whole() {
        for other in [entry("lap.recount", 1, None, None), entry("lap.count", 1, None, Some("{"))] {
            assert_eq!(Fold::of(&[entry("lap.count", 1, None, Some(LAP)), other]), None);
        }
    }
}
