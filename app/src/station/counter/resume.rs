//! A station that is opened without the network goes on from what it last knew.

use super::Counter;
use crate::browser;
use crate::station::{
    disk,
    keeping::Keeping,
    record,
    server_time::ServerTime,
    snapshot::{self, Snapshot},
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// How long after a change it is written down: a tap on another lane must not write here each time.
const WRITE_AFTER: Duration = Duration::from_secs(1);

impl Counter {
    /// Writes down what is known of the lane for as long as the page is open, and takes over what was written before until
    /// the server has answered.
    pub(super) fn outlast_network(self) {
        Effect::new(move |_| {
            // Until the disk is open there is nothing to be read.
            if self.courier.keeping.get() != Keeping::Opening && self.lane.get().is_some() {
                spawn_local(self.look_back());
            }
        });
        let is_due = StoredValue::new(false);
        Effect::new(move |_| {
            self.view.track();
            self.totals.track();
            self.clock.track();
            if !self.heard.get() || is_due.try_update_value(|due| std::mem::replace(due, true)) != Some(false) {
                return;
            }
            let write = move || {
                is_due.try_set_value(false);
                if let Some(known) = self.known() {
                    spawn_local(self.write_down(known));
                }
            };
            set_timeout(write, WRITE_AFTER);
        });
    }

    async fn look_back(self) {
        let place = self.courier.place();
        let text = disk::note(&snapshot::note(&place)).await.ok().flatten();
        let Some(mut snapshot) = text.and_then(|text| serde_json::from_str::<Snapshot>(&text).ok()) else { return };
        let keys = disk::kept_keys(&record::prefix(&place)).await.unwrap_or_default();
        let later = record::made_after(keys, snapshot.complete_until());
        snapshot.catch_up(&disk::kept(&later).await.unwrap_or_default());
        if !self.tally.is_disposed() {
            self.resume(snapshot);
        }
    }

    fn resume(self, Snapshot { view, offset_ms }: Snapshot) {
        let is_this = self.lane.get_untracked() == Some(view.lane.id);
        if self.heard.get_untracked() || !is_this || self.view.with_untracked(Option::is_some) {
            return;
        }
        self.time.update_value(|time| time.remember(offset_ms, browser::now_ms()));
        if view.clock.at > self.clock.with_untracked(|clock| clock.at) {
            self.clock.set(view.clock);
        }
        self.feed.value.set(Some(view));
    }

    /// The lane as it is known now; none where the page was left.
    fn known(self) -> Option<Snapshot> {
        let mut view = self.view.try_get_untracked().flatten()?;
        for player in &mut view.players {
            let total = untrack(|| self.board(player.bib));
            (player.laps, player.last_lap_at) = (total.laps, total.last);
        }
        view.clock = self.clock.get_untracked();
        Some(Snapshot { view, offset_ms: self.time.with_value(ServerTime::offset_ms) })
    }

    async fn write_down(self, known: Snapshot) {
        let note = snapshot::note(&self.courier.place());
        if let Ok(text) = serde_json::to_string(&known) {
            // A full disk keeps what was written before.
            let _ = disk::set_note(&note, &text).await;
        }
    }
}
