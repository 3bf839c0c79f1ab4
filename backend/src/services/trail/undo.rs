//! The undoing of an entry: a new entry with the states swapped, which names the first. An undo can itself be undone.
//!
//! What an entry changed is set back only if it still is as the entry left it. If something else changed it since, that
//! has to be undone first; the refusal says what it was.

use super::right::require_right;
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::{
        base::{
            fields::Fields,
            player::{gone, require_in_race, require_there},
        },
        counting::{self, back::WayBack},
        money, people,
        placing::{
            self,
            slots::{self, Slot},
        },
    },
    store::{self, entries::EntryRow},
};
use domain::{
    Action, Metres, Problem, Timestamp,
    audit::ActorKind,
    change::{Act, Call, Change, Edited, Paid, People, Placed, Stands, Step, Subject},
    ids::{LaneId, PaceGroupId, PlayerId},
    player::Standing,
    refusal::{self, By, InTheWay},
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
    let entry = entry.ok_or_else(|| Problem::from(refusal::NoSuchEntry))?;
    let change = entry
        .change()
        .map_err(|malformed| Problem::from(refusal::EntryUnreadable { detail: malformed.to_string() }))?;
    let subject = change.kind().and_then(|kind| kind.facts().undo).ok_or_else(|| not_undoable(&change))?;
    require_right(&mut tx.conn(), who, &entry, &change, subject).await?;
    if let Some(by) = entry.undone_by {
        return Err(undone_before(tx, by).await?.into());
    }
    let back = Back { who, event, entry: &entry, wish };
    back.go(tx, &change).await?;
    let about = back.about(tx, &change).await?;
    let undoing = change.inverse().ok_or_else(|| Problem::from(refusal::NotUndoable))?;
    let undoing = NewEntry::of(event.id, who.actor(), undoing).because(wish.reason.clone()).undoing(entry.id, about);
    let undo = tx.record(undoing);
    if !store::entries::set_undone(&mut tx.conn(), entry.id, undo).await? {
        return Err(Problem::from(refusal::JustUndone).into());
    }
    Ok(undo)
}

fn not_undoable(change: &Change) -> Problem {
    match change.root().0 {
        Change::ClockOpen(_)
        | Change::ClockStart(_)
        | Change::ClockPause(_)
        | Change::ClockResume(_)
        | Change::ClockFinish(_)
        | Change::ClockAdjust(_) => refusal::ClockNotUndone.into(),
        Change::WaterSeen(_) | Change::WaterOut(_) | Change::WaterHelp(_) | Change::WaterClear(_) => {
            refusal::WaterNotUndone.into()
        }
        Change::RollCallBegin(_) | Change::RollCallEnd(_) => refusal::RollCallNotUndone.into(),
        _ => refusal::NotUndoable.into(),
    }
}

async fn undone_before(tx: &mut Tx, by: Uuid) -> Result<Problem> {
    let by = store::entries::find(&mut tx.conn(), by).await?;
    Ok(match by {
        Some(by) => refusal::UndoneBefore { by: By(name_of(&by).to_owned()), at: Timestamp::from_ms(by.at) }.into(),
        // The entry that undid it belongs to the same group and is not written yet.
        None => refusal::UndoneJustNow.into(),
    })
}

/// Who made an entry, as others are told.
pub(crate) fn name_of(entry: &EntryRow) -> &str {
    entry.actor_name.as_deref().unwrap_or(match ActorKind::parse(&entry.actor_kind) {
        Some(ActorKind::Admin) => By::CONSOLE,
        _ => "LapStream",
    })
}

/// An entry on its way back.
pub(super) struct Back<'u> {
    pub(super) who: &'u Who,
    pub(super) event: &'u EventRecord,
    pub(super) entry: &'u EntryRow,
    wish: &'u Wish,
}

impl Back<'_> {
    /// Sets back what the entry changed.
    async fn go(&self, tx: &mut Tx, change: &Change) -> Result<()> {
        let ((root, turned), event) = (change.root(), self.event.id);
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
            Change::LaneCounters(act) => {
                let back = counting::back::counters(tx, event, act.on, act.step.facing(turned)).await?;
                self.unless_barred(tx, Subject::Counters, back).await
            }
            Change::LapCount(act) => {
                let back = counting::back::lap(tx, self.who, event, act.step.facing(turned)).await?;
                self.unless_barred(tx, Subject::Lap, back).await
            }
            Change::LapVoid(act) => {
                let back = counting::back::lap(tx, self.who, event, act.step.facing(turned)).await?;
                self.unless_barred(tx, Subject::Lap, back).await
            }
            Change::LapAdjust(act) => {
                let back = counting::back::adjustment(tx, event, act.step.facing(turned)).await?;
                self.unless_barred(tx, Subject::Adjustment, back).await
            }
            Change::PlayerBreak(act) | Change::PlayerReturn(act) | Change::PlayerNote(act) => {
                self.call(tx, act.step.facing(turned)).await
            }
            Change::PaymentTake(act) | Change::PaymentVoid(act) => self.payment(tx, act.step.facing(turned)).await,
            Change::LapDismiss(act) => {
                let back = counting::back::held_lap(tx, self.who, event, act.on, act.step.facing(turned)).await?;
                self.unless_barred(tx, Subject::HeldLap, back).await
            }
            Change::LapKeep(act) => {
                let back = counting::back::kept_lap(tx, event, act.on, act.step.facing(turned)).await?;
                self.unless_barred(tx, Subject::KeptLap, back).await
            }
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
            Change::SheetRecord(act) => {
                let back = counting::back::sheet(tx, self.who, event, act.on.0, act.step.facing(turned)).await?;
                self.unless_barred(tx, Subject::Sheet, back).await
            }
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
                counting::whose(&mut tx.conn(), self.event.id, on.0).await
            }
            _ => Ok(None),
        }
    }

    /// Refuses where something changed it since.
    async fn unless_barred(&self, tx: &mut Tx, subject: Subject, back: WayBack) -> Result<()> {
        match back {
            WayBack::Gone => Ok(()),
            WayBack::Barred(thing) => Err(self.changed_since(tx, subject, thing).await?.into()),
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
            require_in_race(tx, self.event.id, player).await?;
        }
        if let Some(placed) = &placed {
            let now = tx.now();
            store::lanes::close_assignment(&mut tx.conn(), placed.id, now).await?;
        }
        if let Some(slot) = found {
            slots::put_back(tx, self.who, self.event, player, slot).await?;
        }
        counting::look_again(tx, self.who, self.event.id, counting::Scope::Player(player)).await
    }

    async fn pace_group(&self, tx: &mut Tx, id: PaceGroupId, step: Step<&Edited>, lanes: &[i64]) -> Result<()> {
        let (group, removed) = placing::any_group(tx, self.event.id, id).await?;
        match (step.is, step.was) {
            (None, Some(_)) if removed => placing::bring_group_back(tx, self.event.id, &group, lanes).await?,
            (Some(left), found) if !removed && holds(left, &placing::group_fields(&group)) => match found {
                Some(found) => {
                    let mut back = group;
                    set_text(found, "name", &mut back.name);
                    set_text(found, "color", &mut back.color);
                    placing::write_group(tx, &back).await?;
                }
                None if left.get("count").is_none_or(|count| *count == group.count)
                    && placing::lanes_of(tx, self.event.id, id).await? == lanes =>
                {
                    placing::take_group_away(tx, self.event.id, &group).await?;
                }
                None => {
                    return Err(Problem::from(refusal::LanesChanged).into());
                }
            },
            _ => return Err(self.changed_since(tx, Subject::PaceGroup, None).await?.into()),
        }
        tx.refresh_pace_groups(self.event.id).await
    }

    async fn lane(&self, tx: &mut Tx, id: LaneId, step: Step<&Edited>) -> Result<()> {
        let (lane, removed) = placing::any_lane(tx, self.event.id, id).await?;
        match (step.is, step.was) {
            (None, Some(_)) if removed => placing::bring_lane_back(tx, self.event.id, &lane).await?,
            (Some(left), found) if !removed && holds(left, &placing::lane_fields(&lane)) => match found {
                Some(found) => {
                    let mut back = lane;
                    set_text(found, "name", &mut back.name);
                    back.capacity = found.get("capacity").and_then(Value::as_i64).unwrap_or(back.capacity);
                    if let Some(length) = found.get("lap_length_m") {
                        let length = serde_json::from_value::<Option<Metres>>(length.clone()).unwrap_or_default();
                        back.lap_length_mm = length.map(Metres::mm);
                    }
                    placing::write_lane(tx, self.event.id, &back).await?;
                }
                None => placing::take_lane_away(tx, self.event.id, &lane).await?,
            },
            _ => return Err(self.changed_since(tx, Subject::Lane, None).await?.into()),
        }
        tx.refresh_pace_groups(self.event.id).await
    }

    async fn call(&self, tx: &mut Tx, step: Step<&Call>) -> Result<()> {
        let Step { was: found, is: left } = step;
        let row = match left.or(found) {
            Some(call) => store::calls::find(&mut tx.conn(), self.event.id, call.call).await?,
            None => None,
        };
        let row = row.ok_or_else(|| Problem::from(refusal::NothingSaid))?;
        if row.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Call, Some(row.id)).await?.into());
        }
        placing::set_standing(tx, self.event.id, &row, found.is_some()).await
    }

    async fn payment(&self, tx: &mut Tx, step: Step<&Paid>) -> Result<()> {
        let Step { was: found, is: left } = step;
        let id = left.or(found).map_or_else(Uuid::nil, |paid| paid.payment);
        let row = money::find(tx, self.event.id, id).await?;
        if row.voided == left.is_some() {
            return Err(self.changed_since(tx, Subject::Payment, Some(id)).await?.into());
        }
        if let Some(player) = row.player_id {
            require_there(tx, self.event.id, PlayerId(player)).await?;
        }
        money::set_standing(tx, self.event, &row, found.is_some()).await
    }

    async fn standing(&self, tx: &mut Tx, player: PlayerId, step: Step<&Stands>) -> Result<()> {
        let row = store::players::find_by_id(&mut tx.conn(), self.event.id, player).await?;
        let row = row.ok_or_else(gone)?;
        if (row.standing(), row.left_at()) != people::of_state(step.is, row.left_at()) {
            return Err(self.changed_since(tx, Subject::Standing, None).await?.into());
        }
        let (back, left_at) = people::of_state(step.was, row.left_at());
        let left_at = back.left_at(left_at, tx.now());
        self.clear_the_way(tx, player, back).await?;
        people::write_standing(tx, self.event, player, back, left_at).await?;
        counting::follow_standing(tx, self.who, self.event.id, player, left_at).await
    }

    /// Who leaves the race must be in no slot, and who was never registered can have no laps and have paid nothing: takes
    /// back what stands in the way if that is wanted, else refuses with a list of it.
    async fn clear_the_way(&self, tx: &mut Tx, player: PlayerId, back: Standing) -> Result<()> {
        if back.is_active() {
            return Ok(());
        }
        let laps = match back {
            Standing::Deleted => counting::totals_of_player(&mut tx.conn(), self.event.id, player).await?.laps,
            _ => 0,
        };
        let paid = match back {
            Standing::Deleted => money::paid_by(tx, self.event, player).await?,
            _ => None,
        };
        let placed = store::lanes::find_of_player(&mut tx.conn(), player).await?;
        if laps == 0 && paid.is_none() && placed.is_none() {
            return Ok(());
        }
        if !self.wish.together {
            let slot = match &placed {
                Some(placed) => {
                    let group = placing::group_of(tx, self.event.id, placed).await?;
                    Some((placed.position, group.name))
                }
                None => None,
            };
            return Err(Problem::from(refusal::ThingsInTheWay { things: InTheWay { laps, paid, slot } }).into());
        }
        // What stands is what counts, however it came to stand: a slot is left, laps and payments are taken back.
        if let Some(placed) = &placed {
            self.who.require(Action::PlaceOnLane)?;
            placing::let_go(tx, self.who, self.event.id, placed, tx.now()).await?;
        }
        if laps > 0 {
            self.who.require(Action::CountLaps)?;
            counting::void_all(tx, self.who, self.event.id, player).await?;
        }
        if paid.is_some() {
            self.who.require(Action::TakePayments)?;
            money::void_all(tx, self.who, self.event, player).await?;
        }
        Ok(())
    }

    async fn details(&self, tx: &mut Tx, act: &Act<PlayerId, Edited>, turned: bool) -> Result<()> {
        let nothing = Step::NONE;
        let people = match &act.people {
            People::Erased => return Err(Problem::from(refusal::ChangeErased).into()),
            People::Known(_, step) => step.facing(turned),
            People::Nobody => nothing.facing(turned),
        };
        let (public, row) = (act.step.facing(turned), require_there(tx, self.event.id, act.on).await?);
        let now = Fields::of(&people::as_new(&row)?);
        let left = fields(public.is, people.is);
        if left.iter().any(|(field, value)| now.get(field) != Some(value)) {
            return Err(self.changed_since(tx, Subject::Details, None).await?.into());
        }
        let found = fields(public.was, people.was);
        let back = now.with(found).into_player(tx.now().to_utc().date_naive())?;
        people::write(tx, self.who, self.event, &row, &back).await
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
