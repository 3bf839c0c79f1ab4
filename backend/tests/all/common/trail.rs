//! A race with a trail, read and undone from.

use super::Bench;
use backend::Who;
use domain::{
    Bib,
    audit::{AuditFilter, AuditPage, EntryView, UndoInput},
    clock::ClockAction::Start,
    event::Placement,
    ids::EventId,
};
use testbed::Database;

pub async fn page(bench: &Bench, filter: AuditFilter) -> AuditPage {
    bench.backend.audit.list(&bench.admin, &filter).await.unwrap()
}

pub async fn of_player(bench: &Bench, bib: Bib) -> Vec<EntryView> {
    page(bench, AuditFilter { target: Some(format!("player:{bib}")), ..AuditFilter::default() }).await.entries
}

/// The newest entry of that action about a player.
pub async fn newest(bench: &Bench, bib: Bib, action: &str) -> EntryView {
    of_player(bench, bib).await.into_iter().find(|entry| entry.action == action).unwrap()
}

pub async fn undo(bench: &Bench, who: &Who, entry: &EntryView) -> backend::Result<EntryView> {
    let wish = UndoInput { reason: "pressed by mistake".into(), together: false };
    bench.backend.audit.undo(who, entry.id, wish).await
}

pub async fn slot_of(bench: &Bench, event: EventId, bib: Bib) -> Option<(String, u32)> {
    let player = bench.backend.players.find(&bench.admin, event, bib).await.unwrap();
    player.slot.map(|slot| (slot.pace_group, slot.position))
}

/// A running race with two players in slots 0 and 1 of "slow".
pub async fn race(db: Database) -> (Bench, EventId, Bib, Bib) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let (ada, ben) = (bench.register(event, "Ada Lind").await, bench.register(event, "Ben Roth").await);
    bench.clock(event, Start, None).await;
    bench.place(event, ada, "slow").await;
    bench.place(event, ben, "slow").await;
    (bench, event, ada, ben)
}
