//! One event of the services that is played into, and what is compared of it.

use super::{
    arrange::{GroupLine, PlayerLine},
    money::Line,
    plain::{FIRST_PLAYERS, May, Model, No, bib},
    step::{Adjust, Arrange, Fields, Moment, NAMES, Pay, Step},
};
use crate::common::{Bench, T0, group, lap};
use domain::{
    Bib, Problem, Timestamp,
    audit::{AuditFilter, EntryView, UndoInput},
    clock::ClockAction::Start,
    event::Placement,
    ids::{EventId, LaneId},
    lane::{LaneEdit, LaneInput, OwnLength, PaceGroupEdit, Place, ROPE_COLORS},
    lap::{AdjustInput, SignedLaps},
    money::Amount,
    payment::{PaymentFilter, PaymentInput},
    player::PlayerInput,
    refusal::{ChangedSince, ChangedSinceBy, Param, PlayersInTheWay, ThingsInTheWay, UndoneBefore, UndoneJustNow},
};
use proptest::{prelude::*, test_runner::TestCaseError};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};
use uuid::Uuid;

/// Metres of a lap of the event; no lane of the model has that length of its own.
const LAP_LENGTH_M: i64 = 50;

/// One event that is played into, and the ids of what was made in it, in order.
struct Play<'b> {
    bench: &'b Bench,
    event: EventId,
    slug: String,
    laps: BTreeMap<(usize, usize), Uuid>,
    /// How many laps were tapped for each player.
    taps: Vec<usize>,
    payments: Vec<Uuid>,
    lanes: Vec<LaneId>,
}

fn parsed(p: usize) -> Bib {
    Bib::new(i64::from(bib(p))).unwrap()
}

fn moment(at: Moment) -> Timestamp {
    T0.plus_ms(match at {
        Moment::BeforeStart => -15_000,
        Moment::Early => -5_000,
        Moment::Now => 0,
        Moment::Late => 1,
    })
}

fn name(n: u8) -> String {
    NAMES[usize::from(n)].to_owned()
}

fn player(n: u8) -> PlayerInput {
    PlayerInput { name: format!("Name {n}"), ..PlayerInput::default() }
}

fn slot(group: u8, position: u32) -> Place {
    Place::Slot { pace_group: name(group), position }
}

/// What the services answered, as far as the model knows it.
fn answer<T>(result: backend::Result<T>) -> May {
    let Err(error) = result else { return Ok(()) };
    let problem = Problem::from(error);
    assert!(matches!(problem.kind.status(), 400 | 404 | 409), "{problem}");
    if problem.is::<UndoneBefore>() || problem.is::<UndoneJustNow>() {
        return Err(No::UndoneBefore);
    }
    if problem.is::<ThingsInTheWay>() || problem.is::<PlayersInTheWay>() {
        return Err(No::InTheWay);
    }
    if problem.is::<ChangedSinceBy>() || problem.is::<ChangedSince>() {
        let entry = problem.params().get("entry").and_then(Param::as_u64);
        return Err(No::ChangedSince(entry.map(|seq| seq.try_into().unwrap())));
    }
    Err(No::Otherwise)
}

impl<'b> Play<'b> {
    /// An event with the first players; its lanes are only asked for if a step is about one.
    async fn begin(bench: &'b Bench, steps: &[Step]) -> Self {
        static PLAYED: AtomicUsize = AtomicUsize::new(0);
        // A slug of its own: one made from the name would be looked for among those of all events before it.
        let slug = format!("play-{}", PLAYED.fetch_add(1, Ordering::Relaxed));
        let event = bench.event_at(Some(slug.clone()), Placement::Optional).await;
        bench.clock(event, Start, Some(T0.plus_ms(-10_000))).await;
        let players = vec![player(0); FIRST_PLAYERS];
        bench.backend.players.create(&bench.admin, event, players).await.unwrap();
        let (laps, taps, payments) = (BTreeMap::new(), vec![0; FIRST_PLAYERS], Vec::new());
        let mut play = Self { bench, event, slug, laps, taps, payments, lanes: Vec::new() };
        if steps.iter().any(|step| matches!(step, Step::Arrange(_) | Step::PlaceAtLane(..))) {
            play.find_new_lanes().await;
        }
        play
    }

    /// Learns the ids of lanes that were just made.
    async fn find_new_lanes(&mut self) {
        let lanes = self.bench.backend.lanes.lanes(&self.bench.admin, self.event).await.unwrap();
        let mut new: Vec<LaneId> = lanes.iter().map(|lane| lane.id).filter(|id| !self.lanes.contains(id)).collect();
        new.sort_by_key(|id| id.0);
        self.lanes.append(&mut new);
    }

    fn lane(&self, l: usize) -> Result<LaneId, No> {
        self.lanes.get(l).copied().ok_or(No::Otherwise)
    }

    fn lap(&self, p: usize, l: usize) -> Result<Uuid, No> {
        self.laps.get(&(p, l)).copied().ok_or(No::Otherwise)
    }

    /// Takes a step in the services.
    async fn step(&mut self, step: Step) -> May {
        let (backend, admin, event) = (&self.bench.backend, &self.bench.admin, self.event);
        match step {
            Step::Register => {
                self.taps.push(0);
                answer(backend.players.create(admin, event, vec![player(0)]).await)
            }
            Step::Rename(p, n) => answer(backend.players.update(admin, event, parsed(p), player(n)).await),
            Step::Place(p, group, at) => answer(backend.lanes.place(admin, event, parsed(p), slot(group, at)).await),
            Step::PlaceAtLane(p, l) => {
                let place = Place::Lane { lane: self.lane(l)? };
                answer(backend.lanes.place(admin, event, parsed(p), place).await)
            }
            Step::Move(p, group, at) => answer(backend.lanes.move_to(admin, event, parsed(p), slot(group, at)).await),
            Step::Release(p) => answer(backend.lanes.release(admin, event, parsed(p)).await),
            Step::Lap(p, at) => {
                // A lap of somebody who is not there is held for an unknown bib: that is no part of the model.
                answer(backend.players.find(admin, event, parsed(p)).await)?;
                let id = Uuid::now_v7();
                self.laps.insert((p, self.taps[p]), id);
                self.taps[p] += 1;
                self.bench.laps(event, vec![lap(id, bib(p), moment(at))]).await;
                Ok(())
            }
            Step::Void(p, l) => answer(backend.laps.void(admin, event, self.lap(p, l)?).await),
            Step::TakeBack(p, l) => answer(backend.laps.undo(admin, event, self.lap(p, l)?).await),
            Step::CountHeld(p, l) => answer(backend.laps.count_held(admin, event, vec![self.lap(p, l)?]).await),
            Step::Stand(p, standing) => {
                answer(backend.players.set_standing(admin, event, parsed(p), standing, "").await)
            }
            Step::Adjust(Adjust { player, laps, at }) => {
                let laps = SignedLaps::new(laps).unwrap();
                let input = AdjustInput {
                    id: Uuid::now_v7(),
                    laps,
                    extra_m: None,
                    at: Some(moment(at)),
                    reason: "recount".into(),
                };
                answer(backend.laps.adjust(admin, event, parsed(player), input).await)
            }
            Step::Pay(pay) => self.pay(pay).await,
            Step::Unpay(m) => {
                let id = *self.payments.get(m).ok_or(No::Otherwise)?;
                answer(backend.payments.undo(admin, event, id, UndoInput::default()).await)
            }
            Step::Arrange(arrange) => {
                self.arrange(arrange).await?;
                if matches!(arrange, Arrange::AddGroup { .. } | Arrange::AddLane { .. }) {
                    self.find_new_lanes().await;
                }
                Ok(())
            }
            Step::Undo(back, together) => {
                let entries = self.entries(back + 1).await;
                let entry = entries.get(back).ok_or(No::Otherwise)?;
                let wish = UndoInput { reason: String::new(), together };
                answer(backend.audit.undo(admin, entry.id, wish).await)
            }
        }
    }

    async fn pay(&mut self, Pay { player, kind, method, minor, note }: Pay) -> May {
        let input = PaymentInput {
            id: Uuid::now_v7(),
            bib: player.map(parsed),
            kind,
            amount_minor: Amount::from_minor(minor),
            currency: None,
            method,
            note: if note { "a note".into() } else { String::new() },
        };
        let id = input.id;
        answer(self.bench.backend.payments.take(&self.bench.admin, self.event, input).await)?;
        self.payments.push(id);
        Ok(())
    }

    async fn arrange(&self, arrange: Arrange) -> May {
        let (lanes, admin, event) = (&self.bench.backend.lanes, &self.bench.admin, self.event);
        match arrange {
            Arrange::AddGroup { name: n, count } => {
                answer(lanes.add_group(admin, event, &group(&name(n), i64::from(count))).await)
            }
            Arrange::EditGroup(n, [new_name, color, _]) => {
                let color = color.map(|color| ROPE_COLORS[usize::from(color)].to_owned());
                let edit = PaceGroupEdit { name: new_name.map(name), color };
                answer(lanes.edit_group(admin, event, &name(n), &edit).await)
            }
            Arrange::RemoveGroup(n) => answer(lanes.remove_group(admin, event, &name(n)).await),
            Arrange::AddLane { group, name: n, capacity } => {
                let input = LaneInput { name: name(n), capacity: i64::from(capacity), lap_length_m: None };
                answer(lanes.add_lane(admin, event, &name(group), &input).await)
            }
            Arrange::EditLane(l, fields) => answer(lanes.edit_lane(admin, event, self.lane(l)?, &edit(fields)).await),
            Arrange::RemoveLane(l) => answer(lanes.remove_lane(admin, event, self.lane(l)?).await),
        }
    }

    /// The newest entries that the model knows of: all but those of the event itself and its clock, which are the oldest.
    async fn entries(&self, count: usize) -> Vec<EntryView> {
        let limit = u32::try_from(count).ok();
        let filter = AuditFilter { event: Some(self.slug.clone()), limit, ..AuditFilter::default() };
        let page = self.bench.backend.audit.list(&self.bench.admin, &filter).await.unwrap();
        let about = |action: &str| !action.starts_with("clock.") && !action.starts_with("event.");
        page.entries.into_iter().filter(|entry| about(&entry.action)).collect()
    }

    async fn compare_standings(&self, model: &Model) -> Result<(), TestCaseError> {
        let board = self.bench.backend.live.hub(self.event).unwrap().current().await;
        let rows: Vec<_> = board.board().rows.iter().map(|row| (row.bib.get(), row.laps, row.withdrawn)).collect();
        prop_assert_eq!(rows, model.standings());
        Ok(())
    }

    async fn compare_tables(&self, model: &Model) -> Result<(), TestCaseError> {
        prop_assert_eq!(self.player_lines().await, model.player_lines());
        prop_assert_eq!(self.group_lines().await, model.group_lines());
        let counts = self.bench.backend.events.view(self.event).unwrap().pace_groups;
        let counts: Vec<_> =
            counts.into_iter().map(|group| (group.name, usize::try_from(group.count).unwrap())).collect();
        let expected: Vec<_> = model.group_lines().into_iter().map(|(name, .., slots)| (name, slots.len())).collect();
        prop_assert_eq!(counts, expected, "as everybody sees them");
        if !model.payments.is_empty() {
            self.compare_money(model).await?;
        }
        let undone: Vec<bool> = self.entries(200).await.iter().rev().map(|entry| entry.undone_by.is_some()).collect();
        prop_assert_eq!(undone, model.entries.iter().map(|entry| entry.undone).collect::<Vec<_>>(), "the trail");
        Ok(())
    }

    async fn player_lines(&self) -> BTreeMap<u32, PlayerLine> {
        let list = self.bench.backend.players.list(&self.bench.admin, self.event, T0).await.unwrap();
        let line = |player: domain::player::PlayerView| {
            let slot = player.slot.map(|slot| (slot.pace_group, slot.position, slot.lane, slot.color));
            (player.bib.get(), (player.name, player.standing, slot))
        };
        list.players.into_iter().map(line).collect()
    }

    async fn group_lines(&self) -> Vec<GroupLine> {
        let groups = self.bench.backend.lanes.groups(&self.bench.admin, self.event).await.unwrap();
        let line = |group: domain::lane::PaceGroupView| {
            let lanes = group.lanes.into_iter().map(|lane| {
                let metres = lane.lap_length_m.mm() / 1_000;
                let own = if metres == LAP_LENGTH_M { 0 } else { metres };
                (lane.name, lane.capacity, u8::try_from(own).unwrap())
            });
            let slots = group.slots.into_iter().map(|slot| slot.player.map(|player| player.bib.get()));
            (group.name, group.color, lanes.collect(), slots.collect())
        };
        groups.into_iter().map(line).collect()
    }

    async fn compare_money(&self, model: &Model) -> Result<(), TestCaseError> {
        let (payments, admin) = (&self.bench.backend.payments, &self.bench.admin);
        let filter = PaymentFilter { limit: Some(200), ..PaymentFilter::default() };
        let page = payments.list(admin, self.event, &filter).await.unwrap();
        let line = |payment: domain::payment::PaymentView| -> Line {
            let (bib, minor) = (payment.bib.map(Bib::get), payment.amount_minor.minor());
            (bib, payment.kind, payment.method, minor, payment.note.is_some(), payment.undone)
        };
        prop_assert_eq!(page.payments.into_iter().map(line).collect::<Vec<_>>(), model.payment_lines());
        let balances = payments.balances(admin, self.event).await.unwrap();
        let of = |b: &domain::payment::Balance| (b.bib.get(), b.entry_fee_minor.minor(), b.donation_minor.minor());
        prop_assert_eq!(balances.iter().map(of).collect::<Vec<_>>(), model.balances());
        let takings = payments.takings(admin, self.event).await.unwrap();
        let takings = takings.iter().map(|part| ((part.kind, part.method), (part.count, part.amount_minor.minor())));
        prop_assert_eq!(takings.collect::<BTreeMap<_, _>>(), model.takings(), "all within one quarter of an hour");
        Ok(())
    }
}

fn edit([new_name, capacity, length]: Fields) -> LaneEdit {
    LaneEdit {
        name: new_name.map(name),
        capacity: capacity.map(i64::from),
        lap_length_m: length.map(|metres| OwnLength(Some(f64::from(metres)))),
    }
}

/// Plays a sequence into the services and into the model, and compares.
pub async fn play(bench: &Bench, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut play = Play::begin(bench, steps).await;
    let mut model = Model::default();
    for step in steps {
        let step = model.aim(*step);
        let (did, may) = (play.step(step).await, model.step(step));
        prop_assert_eq!(did, may, "{:?} in {:?}", step, steps);
        // A refusal that changed something all the same is found by the next step, or in the tables.
        if may.is_ok() {
            play.compare_standings(&model).await?;
        }
    }
    play.compare_standings(&model).await?;
    play.compare_tables(&model).await
}
