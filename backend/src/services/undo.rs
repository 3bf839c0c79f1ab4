//! The undoing of an entry: a new entry with the states swapped, which names the first. An undo can itself be undone.
//!
//! What an entry changed is set back only if it still is as the entry left it. If something else changed it since, that
//! has to be undone first; the refusal says what it was.

mod since;
mod ways;

use super::{
    adjust, arranging, calls, counters, held, lanes, payments,
    players::{self, Fields},
    slots::{self, Slot},
    standing, tags,
    undo_right::require_right,
};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    store::{self, entries::EntryRow, players::PlayerRow},
};
use domain::{
    Action, Metres, Problem, Timestamp,
    audit::ActorKind,
    change::{
        Act, Adjustment, Call, Change, Edited, Kept, Lap, LapRef, Paid, People, Placed, Stands, Step, Subject, Waiting,
    },
    held::HeldState,
    ids::{LaneId, PaceGroupId, PlayerId},
    lap::judge_leaving,
    player::Standing,
    tag::Tag,
};
use serde_json::Value;
use uuid::Uuid;

/// How somebody wants to undo.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    pub(crate) reason: Option<String>,
    /// Undo first what stands in the way.
    pub(crate) together: bool,
}

/// Undoes an entry; returns the id of the new one.
pub(crate) async fn undo(tx: &mut Tx, who: &Who, event: &EventRecord, id: Uuid, wish: &Wish) -> Result<Uuid> {
    let entry = store::entries::find(&mut tx.conn(), id).await?;
    let entry = entry.ok_or_else(|| Problem::not_found("There is no such entry."))?;
    let change = entry.change().map_err(|malformed| Problem::conflict(malformed.to_string()))?;
    let subject = change.kind().and_then(|kind| kind.facts().undo).ok_or_else(|| not_undoable(&change))?;
    require_right(&mut tx.conn(), who, &entry, &change, subject).await?;
    if let Some(by) = entry.undone_by {
        return Err(undone_before(tx, by).await?.into());
    }
    let back = Back { who, event, entry: &entry, wish };
    back.go(tx, &change).await?;
    let about = back.about(tx, &change).await?;
    let undoing = change.inverse().ok_or_else(|| Problem::conflict(FOR_GOOD))?;
    let undoing = NewEntry::of(event.id, who.actor(), undoing).because(wish.reason.clone()).undoing(entry.id, about);
    let undo = tx.record(undoing);
    if !store::entries::set_undone(&mut tx.conn(), entry.id, undo).await? {
        return Err(Problem::conflict("This was undone at this very moment.").into());
    }
    Ok(undo)
}

const FOR_GOOD: &str = "This cannot be undone.";

fn not_undoable(change: &Change) -> Problem {
    Problem::conflict(match change.root().0 {
        Change::ClockOpen(_)
        | Change::ClockStart(_)
        | Change::ClockPause(_)
        | Change::ClockResume(_)
        | Change::ClockFinish(_)
        | Change::ClockAdjust(_) => {
            "A change of the clock is not undone: set the clock anew, with the time it should have."
        }
        Change::WaterSeen(_) | Change::WaterOut(_) | Change::WaterHelp(_) | Change::WaterClear(_) => {
            "What was said of somebody in the water is not undone: say what is so now."
        }
        Change::RollCallBegin(_) | Change::RollCallEnd(_) => "A roll-call is not undone: end it, or begin another one.",
        _ => FOR_GOOD,
    })
}

async fn undone_before(tx: &mut Tx, by: Uuid) -> Result<Problem> {
    let by = store::entries::find(&mut tx.conn(), by).await?;
    Ok(Problem::conflict(match by {
        Some(by) => format!("This was already undone by {} at {}.", name_of(&by), Timestamp::from_ms(by.at)),
        // The entry that undid it belongs to the same group and is not written yet.
        None => "This was already undone, at this very moment.".to_owned(),
    }))
}

/// Who made an entry, as others are told.
pub(crate) fn name_of(entry: &EntryRow) -> &str {
    entry.actor_name.as_deref().unwrap_or(match ActorKind::parse(&entry.actor_kind) {
        Some(ActorKind::Admin) => "the console",
        _ => "LapStream",
    })
}

/// An entry on its way back.
struct Back<'u> {
    who: &'u Who,
    event: &'u EventRecord,
    entry: &'u EntryRow,
    wish: &'u Wish,
}

impl Back<'_> {
    /// Sets back what the entry changed.
    async fn go(&self, tx: &mut Tx, change: &Change) -> Result<()> {
        let (root, turned) = change.root();
        match root {
            Change::LaneAssign(act) | Change::LaneMove(act) | Change::LaneRelease(act) => {
                self.slot(tx, act.on, act.step.facing(turned)).await
            }
            Change::PaceGroupCreate(act) | Change::PaceGroupUpdate(act) | Change::PaceGroupDelete(act) => {
                let lanes = act.about.as_ref().map_or(&[][..], |about| &about.lanes);
                self.pace_group(tx, act.on, act.step.facing(turned), lanes).await
            }
            Change::LaneCreate(act) | Change::LaneUpdate(act) | Change::LaneDelete(act) => {
                self.lane(tx, act.on, act.step.facing(turned)).await
            }
            Change::LaneCounters(act) => self.counters(tx, act.on, act.step.facing(turned)).await,
            Change::LapCount(act) => self.lap(tx, act.step.facing(turned)).await,
            Change::LapVoid(act) => self.lap(tx, act.step.facing(turned)).await,
            Change::LapAdjust(act) => self.adjustment(tx, act.step.facing(turned)).await,
            Change::PlayerBreak(act) | Change::PlayerReturn(act) | Change::PlayerNote(act) => {
                self.call(tx, act.step.facing(turned)).await
            }
            Change::PaymentTake(act) | Change::PaymentVoid(act) => self.payment(tx, act.step.facing(turned)).await,
            Change::LapDismiss(act) => self.held_lap(tx, act.on, act.step.facing(turned)).await,
            Change::LapKeep(act) => self.kept_lap(tx, act.on, act.step.facing(turned)).await,
            Change::PlayerWithdraw(act)
            | Change::PlayerDisqualify(act)
            | Change::PlayerReEnter(act)
            | Change::PlayerDelete(act) => self.standing(tx, act.on, act.step.facing(turned)).await,
            Change::PlayerRegister(act) => {
                let step = Stands::registered(&act.step);
                self.standing(tx, act.on, step.facing(turned)).await
            }
            Change::PlayerUpdate(act) => self.details(tx, act, turned).await,
            Change::TagAssign(act) | Change::TagRemove(act) => self.tag(tx, act.on, act.step.facing(turned)).await,
            Change::SheetRecord(act) => self.sheet(tx, act.on.0, act.step.facing(turned)).await,
            _ => Err(not_undoable(change).into()),
        }
    }

    /// Whose the entry is where it does not say so: what is said of it goes when they are erased.
    async fn about(&self, tx: &mut Tx, change: &Change) -> Result<Option<PlayerId>> {
        if change.player().is_some() {
            return Ok(None);
        }
        if let Some(player) = self.entry.person() {
            return Ok(Some(player));
        }
        match change.root().0 {
            Change::LapDismiss(Act { on, .. }) | Change::LapKeep(Act { on, .. }) => {
                store::laps::whose(&mut tx.conn(), self.event.id, on.0).await
            }
            _ => Ok(None),
        }
    }

    async fn slot(&self, tx: &mut Tx, player: PlayerId, step: Step<&Placed>) -> Result<()> {
        let placed = store::lanes::find_of_player(&mut tx.conn(), player).await?;
        let now = placed.as_ref().map(|row| Slot { group: PaceGroupId(row.pace_group_id), position: row.position });
        if now != slots::of_state(tx, self.event.id, step.is).await? {
            return Err(self.changed_since(tx, Subject::Slot, None).await?.into());
        }
        let found = slots::of_state(tx, self.event.id, step.was).await?;
        if found.is_some() {
            self.require_in_race(tx, player).await?;
        }
        if let Some(placed) = &placed {
            let now = tx.now();
            store::lanes::close_assignment(&mut tx.conn(), placed.id, now).await?;
        }
        if let Some(slot) = found {
            slots::put_back(tx, self.who, self.event, player, slot).await?;
        }
        held::look_again(tx, self.who, self.event.id, held::Scope::Player(player)).await
    }

    async fn pace_group(&self, tx: &mut Tx, id: PaceGroupId, step: Step<&Edited>, lanes: &[i64]) -> Result<()> {
        let (group, removed) = arranging::any_group(tx, self.event.id, id).await?;
        match (step.is, step.was) {
            (None, Some(_)) if removed => arranging::bring_group_back(tx, self.event.id, &group, lanes).await?,
            (Some(left), found) if !removed && holds(left, &arranging::group_fields(&group)) => match found {
                Some(found) => {
                    let mut back = group;
                    set_text(found, "name", &mut back.name);
                    set_text(found, "color", &mut back.color);
                    arranging::write_group(tx, &back).await?;
                }
                None if left.get("count").is_none_or(|count| *count == group.count)
                    && arranging::lanes_of(tx, self.event.id, id).await? == lanes =>
                {
                    arranging::take_group_away(tx, self.event.id, &group).await?;
                }
                None => {
                    let sentence =
                        "Lanes were added, changed or removed since. Undo that first, or remove the pace group.";
                    return Err(Problem::conflict(sentence).into());
                }
            },
            _ => return Err(self.changed_since(tx, Subject::PaceGroup, None).await?.into()),
        }
        arranging::tell(tx, self.event.id).await
    }

    async fn lane(&self, tx: &mut Tx, id: LaneId, step: Step<&Edited>) -> Result<()> {
        let (lane, removed) = arranging::any_lane(tx, self.event.id, id).await?;
        match (step.is, step.was) {
            (None, Some(_)) if removed => arranging::bring_lane_back(tx, self.event.id, &lane).await?,
            (Some(left), found) if !removed && holds(left, &arranging::lane_fields(&lane)) => match found {
                Some(found) => {
                    let mut back = lane;
                    set_text(found, "name", &mut back.name);
                    back.capacity = found.get("capacity").and_then(Value::as_i64).unwrap_or(back.capacity);
                    if let Some(length) = found.get("lap_length_m") {
                        let length = serde_json::from_value::<Option<Metres>>(length.clone()).unwrap_or_default();
                        back.lap_length_mm = length.map(Metres::mm);
                    }
                    arranging::write_lane(tx, self.event.id, &back).await?;
                }
                None => arranging::take_lane_away(tx, self.event.id, &lane).await?,
            },
            _ => return Err(self.changed_since(tx, Subject::Lane, None).await?.into()),
        }
        arranging::tell(tx, self.event.id).await
    }

    async fn counters(&self, tx: &mut Tx, lane: LaneId, step: Step<&Edited>) -> Result<()> {
        let nothing = Edited::new();
        let (left, found) = (step.is.unwrap_or(&nothing), step.was.unwrap_or(&nothing));
        if counters::set_back(tx, self.event.id, lane, left, found).await? {
            return Ok(());
        }
        Err(self.changed_since(tx, Subject::Counters, None).await?.into())
    }

    async fn lap(&self, tx: &mut Tx, step: Step<&Lap>) -> Result<()> {
        let Step { was: found, is: left } = step;
        let lap = match left.or(found) {
            Some(lap) => store::laps::find(&mut tx.conn(), self.event.id, lap.lap).await?,
            None => None,
        };
        let lap = lap.ok_or_else(|| Problem::not_found("There is no such lap."))?;
        if lap.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Lap, Some(lap.id)).await?.into());
        }
        let player = self.require_there(tx, PlayerId(lap.player_id)).await?;
        // What a person decided stays, also when it is brought back.
        if found.is_some() && !store::held::is_counted_by_person(&mut tx.conn(), self.event.id, lap.id).await? {
            let clock = store::events::clock(&mut tx.conn(), self.event.id).await?;
            let counted_at = Timestamp::from_ms(lap.counted_at);
            if let Err(reason) = judge_leaving(player.left_at(), counted_at).and_then(|()| clock.judge(counted_at)) {
                let sentence = format!("As things stand this lap cannot count: {}.", reason.sentence());
                return Err(Problem::conflict(sentence).into());
            }
        }
        held::set_counted(tx, self.who, self.event.id, &lap, found.is_some()).await?;
        // Who wore the tag may have been corrected meanwhile.
        match lap.tag.as_deref().map(Tag::parse) {
            Some(tag) => tags::follow(tx, self.who, self.event.id, &tag?).await,
            None => Ok(()),
        }
    }

    async fn adjustment(&self, tx: &mut Tx, step: Step<&Adjustment>) -> Result<()> {
        let Step { was: found, is: left } = step;
        let row = match left.or(found) {
            Some(one) => store::adjustments::find(&mut tx.conn(), self.event.id, one.adjustment).await?,
            None => None,
        };
        let row = row.ok_or_else(|| Problem::not_found("There is no such adjustment."))?;
        if row.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Adjustment, Some(row.id)).await?.into());
        }
        self.require_there(tx, PlayerId(row.player_id)).await?;
        adjust::set_standing(tx, self.event.id, &row, found.is_some()).await
    }

    async fn call(&self, tx: &mut Tx, step: Step<&Call>) -> Result<()> {
        let Step { was: found, is: left } = step;
        let row = match left.or(found) {
            Some(call) => store::calls::find(&mut tx.conn(), self.event.id, call.call).await?,
            None => None,
        };
        let row = row.ok_or_else(|| Problem::not_found("Nothing like that was said."))?;
        if row.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Call, Some(row.id)).await?.into());
        }
        calls::set_standing(tx, self.event.id, &row, found.is_some()).await
    }

    async fn payment(&self, tx: &mut Tx, step: Step<&Paid>) -> Result<()> {
        let Step { was: found, is: left } = step;
        let id = left.or(found).map_or_else(Uuid::nil, |paid| paid.payment);
        let row = payments::find(tx, self.event.id, id).await?;
        if row.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Payment, Some(id)).await?.into());
        }
        if let Some(player) = row.player_id {
            self.require_there(tx, PlayerId(player)).await?;
        }
        payments::set_standing(tx, self.event, &row, found.is_some()).await
    }

    async fn held_lap(&self, tx: &mut Tx, LapRef(id): LapRef, step: Step<&Waiting>) -> Result<()> {
        let row = store::held::find(&mut tx.conn(), self.event.id, id).await?;
        let row = row.ok_or_else(|| Problem::not_found("There is no such held lap."))?;
        if !step.is.is_some_and(|left| row.is(left.state)) {
            return Err(self.changed_since(tx, Subject::HeldLap, None).await?.into());
        }
        if step.was.is_some_and(|found| found.state == HeldState::Held) {
            store::held::reopen(&mut tx.conn(), id).await?;
            let row = store::held::find(&mut tx.conn(), self.event.id, id).await?;
            held::look_at(tx, self.who, self.event.id, row.as_slice()).await?;
        } else {
            let now = tx.now();
            store::held::settle(&mut tx.conn(), id, HeldState::Dismissed, true, now).await?;
        }
        Ok(())
    }

    async fn kept_lap(&self, tx: &mut Tx, LapRef(id): LapRef, step: Step<&Kept>) -> Result<()> {
        let kept = store::review::is_kept(&mut tx.conn(), id).await?;
        if step.is != Some(&Kept::of(kept)) {
            return Err(self.changed_since(tx, Subject::KeptLap, None).await?.into());
        }
        if kept {
            store::review::keep_no_longer(&mut tx.conn(), id).await?;
        } else {
            let now = tx.now();
            store::review::keep(&mut tx.conn(), self.event.id, id, now).await?;
        }
        Ok(())
    }

    async fn standing(&self, tx: &mut Tx, player: PlayerId, step: Step<&Stands>) -> Result<()> {
        let row = store::players::find_by_id(&mut tx.conn(), self.event.id, player).await?;
        let row = row.ok_or_else(players::gone)?;
        if (row.standing(), row.left_at()) != standing::of_state(step.is, row.left_at()) {
            return Err(self.changed_since(tx, Subject::Standing, None).await?.into());
        }
        let (back, left_at) = standing::of_state(step.was, row.left_at());
        let left_at = back.left_at(left_at, tx.now());
        self.clear_the_way(tx, player, back).await?;
        standing::write(tx, self.event, player, back, left_at).await?;
        held::follow_standing(tx, self.who, self.event.id, player, left_at).await
    }

    /// Who leaves the race must be in no slot, and who was never registered can have no laps and have paid nothing: takes
    /// back what stands in the way if that is wanted, else refuses with a list of it.
    async fn clear_the_way(&self, tx: &mut Tx, player: PlayerId, back: Standing) -> Result<()> {
        if back.is_active() {
            return Ok(());
        }
        let laps = match back {
            Standing::Deleted => store::laps::totals_of_player(&mut tx.conn(), self.event.id, player).await?.laps,
            _ => 0,
        };
        let paid = match back {
            Standing::Deleted => payments::paid_text(tx, self.event, player).await?,
            _ => None,
        };
        let placed = store::lanes::find_of_player(&mut tx.conn(), player).await?;
        if laps == 0 && paid.is_none() && placed.is_none() {
            return Ok(());
        }
        if !self.wish.together {
            let slot = match &placed {
                Some(placed) => {
                    let group = lanes::group_of(tx, self.event.id, placed).await?;
                    Some(format!("slot {} of {}", placed.position, group.name))
                }
                None => None,
            };
            let laps = (laps > 0).then(|| format!("{laps} counted laps"));
            let paid = paid.map(|paid| format!("payments ({paid})"));
            let list = [laps, paid, slot].into_iter().flatten().collect::<Vec<_>>().join(" and ");
            let sentence = format!("In the way: {list}. Undo these first, or all of it together.");
            return Err(Problem::conflict(sentence).into());
        }
        // What stands is what counts, however it came to stand: a slot is left, laps and payments are taken back.
        if let Some(placed) = &placed {
            self.who.require(Action::PlaceOnLane)?;
            lanes::let_go(tx, self.who, self.event.id, placed, tx.now()).await?;
        }
        if laps > 0 {
            self.who.require(Action::CountLaps)?;
            held::void_all(tx, self.who, self.event.id, player).await?;
        }
        if paid.is_some() {
            self.who.require(Action::TakePayments)?;
            payments::void_all(tx, self.who, self.event, player).await?;
        }
        Ok(())
    }

    /// Refuses what only makes sense for somebody who is registered.
    async fn require_there(&self, tx: &mut Tx, player: PlayerId) -> Result<PlayerRow> {
        let row = store::players::find_by_id(&mut tx.conn(), self.event.id, player).await?;
        let row = row.ok_or_else(players::gone)?;
        match row.standing() {
            Standing::Deleted => Err(Problem::conflict("This player was removed. Undo that first.").into()),
            _ => Ok(row),
        }
    }

    /// Refuses what only makes sense for somebody who is in the race.
    async fn require_in_race(&self, tx: &mut Tx, player: PlayerId) -> Result<()> {
        if self.require_there(tx, player).await?.standing().is_active() {
            return Ok(());
        }
        Err(Problem::conflict("This player is not in the race. Let them re-enter first.").into())
    }

    async fn details(&self, tx: &mut Tx, act: &Act<PlayerId, Edited>, turned: bool) -> Result<()> {
        let nothing = Step::NONE;
        let people = match &act.people {
            People::Erased => return Err(Problem::conflict("The personal data of this change was erased.").into()),
            People::Known(_, step) => step.facing(turned),
            People::Nobody => nothing.facing(turned),
        };
        let (public, row) = (act.step.facing(turned), self.require_there(tx, act.on).await?);
        let now = Fields::of(&players::as_new(&row)?);
        let left = fields(public.is, people.is);
        if left.iter().any(|(field, value)| now.get(field) != Some(value)) {
            return Err(self.changed_since(tx, Subject::Details, None).await?.into());
        }
        let found = fields(public.was, people.was);
        let back = now.with(found).into_player(tx.now().to_utc().date_naive())?;
        players::write(tx, self.who, self.event, &row, &back).await
    }
}

/// Whether all fields of a state that can be changed still are as it says.
fn holds(state: &Edited, now: &Edited) -> bool {
    now.iter().all(|(field, value)| state.get(field).is_none_or(|left| left == value))
}

fn set_text(state: &Edited, field: &str, text: &mut String) {
    if let Some(found) = state.get(field).and_then(Value::as_str) {
        found.clone_into(text);
    }
}

/// The fields of a state, those that name a person included.
fn fields(public: Option<&Edited>, personal: Option<&Edited>) -> Edited {
    [public, personal].into_iter().flatten().flat_map(Edited::clone).collect()
}
