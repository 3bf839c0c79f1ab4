//! A group of laps on their way in: each is judged, and what is to be written for all of them is noted.

use super::{
    held,
    lane_book::LaneBook,
    reads::Passings,
    shares::{Came, Sharing, Verdict},
};
use crate::{
    ledger::Tx,
    records::{Actor, EventRecord, HubEffect, NewEntry},
    store::{
        self,
        held::NewHeld,
        laps::{Known, Namesake, NewLap},
    },
};
use domain::{
    Bib,
    change::{AboutLap, AboutSetAside, Act, Change, Lap, LapOrigin, LapRef, PlayerOr, SetAside, Waiting},
    held::HeldReason,
    ids::PlayerId,
    lane_names::LapLane,
    lap::{LaneName, LapCount, LapItem, LapOutcome, LapSource, LapStatus, judge},
    refusal::{self, Reason},
    tag::Tag,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use uuid::Uuid;

/// What all requests of a group share, and what will be written for them.
pub(super) struct Batch {
    pub(super) event: Arc<EventRecord>,
    pub(super) book: LaneBook,
    pub(super) sharing: Sharing,
    /// Laps that come again and still wait for the desk, with the reason.
    pub(super) waiting: HashMap<Uuid, HeldReason>,
    pub(super) counted: Vec<NewLap>,
    pub(super) held: Vec<NewHeld>,
    /// Laps of this group, with the first answer of each.
    pub(super) seen: HashMap<Uuid, LapOutcome>,
    pub(super) passings: Passings,
    /// Players of whose laps some were taken off: the board is told what theirs come to, not that there is one more.
    pub(super) taken_off: BTreeSet<PlayerId>,
}

impl Batch {
    /// The lane that a lap names, or why it can be none.
    pub(super) fn lane_of(&self, lap: &LapItem) -> Result<LapLane, Reason> {
        self.book.names.lane_of(lap.lane_id, lap.lane.as_ref().map(LaneName::as_str), lap.counted_at)
    }

    /// Decides on one lap and notes what is to be written.
    pub(super) fn settle(
        &mut self,
        tx: &mut Tx,
        actor: &Actor,
        lap: &LapItem,
        known: &Known,
        lane: Result<LapLane, Reason>,
    ) -> LapOutcome {
        if let Some(first) = self.seen.get(&lap.id) {
            return again(first);
        }
        let first = self.settle_first(tx, actor, lap, known, lane);
        self.seen.insert(lap.id, first.clone());
        first
    }

    fn settle_first(
        &mut self,
        tx: &mut Tx,
        actor: &Actor,
        lap: &LapItem,
        known: &Known,
        lane: Result<LapLane, Reason>,
    ) -> LapOutcome {
        let rejected = |reason| outcome(lap.id, LapStatus::Rejected, Some(reason));
        match known.namesake(self.event.id) {
            Some(Namesake::Held) => {
                // A tablet whose first answer was lost does with the second as it would have done with the first.
                let reason = self.waiting.get(&lap.id).map(|reason| (*reason).into());
                return again(&outcome(lap.id, LapStatus::Held, reason));
            }
            Some(Namesake::Settled) => return outcome(lap.id, LapStatus::Duplicate, Some(refusal::HereBefore.into())),
            Some(Namesake::Adjustment) => return rejected(refusal::LapIdOfAdjustment.into()),
            Some(Namesake::Elsewhere) => return rejected(refusal::LapIdElsewhere.into()),
            None => {}
        }
        if self.passings.is_repeated(lap) {
            return outcome(lap.id, LapStatus::Duplicate, Some(refusal::TagReadBefore.into()));
        }
        let lane = match lane {
            Ok(lane) => lane,
            Err(reason) => return rejected(reason),
        };
        let (facts, bib) = (known.facts(self.event.placement), self.passings.bib_of(lap));
        match (judge(&self.event.clock, facts, lap.counted_at, tx.now()), known.player_id.map(PlayerId), bib) {
            (Ok(()), Some(player), Some(bib)) => {
                let length = self.book.metres(lane.id, 1);
                let beside = came(actor, lap, known, &lane).map(|came| self.sharing.judge(came, length));
                let asked = match beside {
                    None | Some(Verdict::Counts) => None,
                    Some(Verdict::Asks(twin)) => Some((HeldReason::BothCounted, Some(twin))),
                    Some(Verdict::Beside) => Some((HeldReason::OtherTally, None)),
                };
                if let Some((reason, twin)) = asked {
                    self.hold(tx, actor, lap, (Some(bib), lane), (reason, twin));
                    return outcome(lap.id, LapStatus::Held, Some(reason.into()));
                }
                self.count(tx, actor, lap, (player, bib, lane));
                if known.taken_off {
                    self.taken_off.insert(player);
                }
                outcome(lap.id, LapStatus::Counted, None)
            }
            (judged, ..) => {
                let reason = held::reason_for(judged.err().unwrap_or(HeldReason::UnknownBib), bib.is_some());
                self.hold(tx, actor, lap, (bib, lane), (reason, None));
                outcome(lap.id, LapStatus::Held, Some(reason.into()))
            }
        }
    }

    fn laps_of(&self, lap: &LapItem) -> u32 {
        lap.count.map_or(self.event.laps_per_tap, LapCount::get)
    }

    fn count(&mut self, tx: &mut Tx, actor: &Actor, lap: &LapItem, (player, bib, lane): (PlayerId, Bib, LapLane)) {
        let count = self.laps_of(lap);
        let metres = self.book.metres(lane.id, count);
        let counted = Lap { count, counted_at: lap.counted_at, distance_m: metres, lap: lap.id };
        let change = Change::LapCount(Act::made(player, counted).with(origin(lap, &lane)));
        tx.record(NewEntry::of(self.event.id, actor.clone(), change));
        tx.tell(self.event.id, HubEffect::Lap(player, count, metres, lap.counted_at));
        self.counted.push(NewLap {
            id: lap.id,
            player,
            bib,
            lane,
            counted_at: lap.counted_at,
            received_at: tx.now(),
            device: actor.device.as_ref().map(|device| device.id),
            count,
            metres,
            source: lap.source,
            tag: self.passings.tag_of(lap).map(Tag::to_string),
        });
    }

    fn hold(
        &mut self,
        tx: &mut Tx,
        actor: &Actor,
        lap: &LapItem,
        (bib, lane): (Option<Bib>, LapLane),
        (reason, twin): (HeldReason, Option<Uuid>),
    ) {
        let count = self.laps_of(lap);
        let about = AboutLap {
            bib: bib.map(|bib| i64::from(bib.get())),
            count: Some(i64::from(count)),
            counted_at: lap.counted_at,
            tag: lap.tag.as_ref().map(Tag::to_string),
        };
        let held = SetAside::Waiting(Waiting::held(reason));
        let act = Act::made(PlayerOr::Thing(LapRef(lap.id)), held).with(AboutSetAside::Lap(about));
        tx.record(NewEntry::of(self.event.id, actor.clone(), Change::LapHold(act)));
        let tag = self.passings.tag_of(lap);
        self.held.push(NewHeld {
            id: lap.id,
            // A read is of whoever wore the tag.
            bib: if tag.is_some() { None } else { bib },
            source: store::laps::stored_source(lap.source).map(str::to_owned),
            tag: tag.map(Tag::to_string),
            lane,
            counted_at: lap.counted_at,
            received_at: tx.now(),
            device: actor.device.as_ref().map(|device| device.id),
            count,
            reason,
            twin,
        });
    }
}

/// What became of a lap.
pub(crate) fn outcome(id: Uuid, status: LapStatus, reason: Option<Reason>) -> LapOutcome {
    LapOutcome::of(id.to_string(), status, reason)
}

/// The answer to a lap that comes again, after the first answer.
fn again(first: &LapOutcome) -> LapOutcome {
    match first.status {
        LapStatus::Counted => {
            LapOutcome { status: LapStatus::Duplicate, ..first.clone() }.because(Some(refusal::HereBefore.into()))
        }
        LapStatus::Held => LapOutcome { status: LapStatus::Duplicate, ..first.clone() },
        LapStatus::Duplicate | LapStatus::Rejected => first.clone(),
    }
}

/// A lap as the other tablets of its lane are asked about it; none of a player whom nobody knows, and none that no helper
/// tapped: a chip is read by itself, and a sheet says what it adds.
pub(super) fn came(actor: &Actor, lap: &LapItem, known: &Known, lane: &LapLane) -> Option<Came> {
    if lap.source != LapSource::Tap {
        return None;
    }
    Some(Came {
        lap: lap.id,
        player: PlayerId(known.player_id?),
        lane: lane.key(),
        at: lap.counted_at,
        device: actor.device.as_ref().map(|device| device.id),
    })
}

/// Where a lap comes from, as its entry says it.
fn origin(lap: &LapItem, lane: &LapLane) -> Option<LapOrigin> {
    let origin = LapOrigin {
        held: None,
        lane: lane.label.clone(),
        lane_id: lane.id,
        source: Some(lap.source).filter(|source| *source != LapSource::Tap),
        tag: lap.tag.clone(),
    };
    (origin != LapOrigin::default()).then_some(origin)
}
