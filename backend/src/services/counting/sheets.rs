//! Tally sheets: what was counted on paper becomes laps like any other, each with its entry; the sheet has one of its own,
//! which says who typed it, and by which all of it is undone at once.

use super::{bulk, held, lane_book::LaneBook, laps::Laps, record};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::base::{ids, player},
    store::{self, Conn, laps::Incoming, players::PlayerRow, sheets::SheetRow},
};
use domain::{
    Action, Bib, Problem, Timestamp,
    change::{Act, Change, Sheet, SheetRef},
    event::Placement,
    ids::{EventId, LaneId, PlayerId},
    lane_names::LaneKey,
    lap::{LaneName, LapItem, LapSource, LapStatus},
    limits,
    player::Standing,
    refusal::{self, By},
    sheet::{self, SheetInput, SheetPlayer, SheetPreview, SheetTaken, SheetView, Stretch, overlap, spread, to_add},
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

impl Laps {
    /// What would become of a sheet.
    ///
    /// # Errors
    /// If the role is too low, there is no such lane, the sheet can be none, or nobody has one of its bibs.
    pub async fn preview_sheet(&self, who: &Who, event: EventId, input: SheetInput) -> Result<SheetPreview> {
        let record = self.core.allow(who, Action::CountLaps, event)?.event;
        input.check(self.core.now())?;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        lane_name(conn, event, &input).await?;
        let plan = Plan { event: &record };
        let mut players = Vec::with_capacity(input.rows.len());
        for planned in plan.all(conn, &input).await? {
            let held = plan.would_be_held(conn, &planned, self.core.now()).await?;
            players.push(SheetPlayer { held, ..planned.view });
        }
        let like = find_like(conn, &record, &input).await?;
        let heard = self.core.live.stations().newest(store::stations::list(conn).await?);
        let reports = heard.into_values().filter(|heard| heard.event == event).map(|heard| heard.report);
        let unsent = reports.filter(|report| report.lane == Some(input.lane)).map(|report| report.unsent).sum();
        Ok(SheetPreview { players, like: like.as_ref().map(view), unsent })
    }

    /// Counts what is on a sheet, spread evenly over its time. Safe to repeat: an id counts once.
    ///
    /// # Errors
    /// As [`Laps::preview_sheet`]; a conflict if a sheet of that lane and time is here already and this is not said to be
    /// another, if another one has its id, or if nothing of it would count.
    pub async fn record_sheet(&self, who: &Who, event: EventId, input: SheetInput) -> Result<SheetTaken> {
        let allowed = self.core.allow(who, Action::CountLaps, event)?;
        input.check(self.core.now())?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| record(tx, who, event, &input).await)
            .await
    }

    /// The newest sheets that were typed in, also those that were undone.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn sheets(&self, who: &Who, event: EventId) -> Result<Vec<SheetView>> {
        self.core.allow(who, Action::CountLaps, event)?;
        let mut lease = self.core.store.read().await?;
        let rows = store::sheets::list(&mut lease.conn(), event, limits::SHEETS_SHOWN).await?;
        Ok(rows.iter().map(view).collect())
    }
}

async fn lane_name(conn: &mut Conn<'_>, event: EventId, input: &SheetInput) -> Result<String> {
    let lanes = store::lanes::lanes(conn, event).await?;
    let lane = lanes.into_iter().find(|lane| lane.id == input.lane.0);
    Ok(lane.ok_or_else(|| Problem::from(refusal::NoSuchLane))?.name)
}

/// A sheet of the same lane that stands and covers a part of the same time, the one typed last.
async fn find_like(conn: &mut Conn<'_>, event: &EventRecord, input: &SheetInput) -> Result<Option<SheetRow>> {
    let within = store::sheets::list_within(conn, event.id, (input.from, input.to)).await?;
    if within.is_empty() {
        return Ok(None);
    }
    let book = LaneBook::read(conn, event).await?;
    let same = |row: &SheetRow| lane_of(row, &book) == LaneKey::Id(input.lane);
    Ok(within.into_iter().find(same))
}

/// The lane of a sheet; that of one without an id is found by what it was called when the sheet was typed in.
fn lane_of(row: &SheetRow, book: &LaneBook) -> LaneKey {
    book.names.key(row.lane_id.map(LaneId), Some(&row.lane), Timestamp::from_ms(row.typed_at))
}

pub(crate) fn view(row: &SheetRow) -> SheetView {
    let rows = row.rows();
    SheetView {
        id: row.id,
        lane: row.lane.clone(),
        lane_id: row.lane_id.map(LaneId),
        from: Timestamp::from_ms(row.from_at),
        to: Timestamp::from_ms(row.to_at),
        typed_at: Timestamp::from_ms(row.typed_at),
        typed_by: row.typed_by.clone(),
        players: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        strokes: rows.iter().map(|(_, strokes)| strokes).sum(),
        undone: row.is_undone(),
    }
}

async fn record(tx: &mut Tx, who: &Who, event: &EventRecord, input: &SheetInput) -> Result<SheetTaken> {
    let lane = lane_name(&mut tx.conn(), event.id, input).await?;
    let typed = json!({"holds": input.holds, "rows": input.rows}).to_string();
    if let Some(known) = store::sheets::find(&mut tx.conn(), input.id).await? {
        let of = lane_of(&known, &LaneBook::load(tx, event.id).await?);
        let same = (known.event_id, of, known.from_at, known.to_at, &known.typed)
            == (event.id.0, LaneKey::Id(input.lane), input.from.ms(), input.to.ms(), &typed);
        if !same {
            return Err(Problem::from(refusal::IdOfSheet).into());
        }
        return Ok(SheetTaken { id: known.id, counted: 0, held: 0, duplicate: true });
    }
    let like = find_like(&mut tx.conn(), event, input).await?;
    if let Some(like) = like.filter(|_| !input.again) {
        return Err(is_here(&like).into());
    }
    let plan = Plan { event };
    let planned = plan.all(&mut tx.conn(), input).await?;
    let strokes: Vec<(Bib, u32)> =
        planned.iter().map(|row| (row.view.bib, row.view.adds)).filter(|(_, adds)| *adds > 0).collect();
    if strokes.is_empty() {
        return Err(Problem::from(refusal::SheetAddsNothing).into());
    }
    let items = planned.iter().flat_map(|row| row.items(input.id, input.lane, &lane)).map(Ok).collect();
    let row = SheetRow {
        id: input.id,
        event_id: event.id.0,
        lane,
        lane_id: Some(input.lane.0),
        from_at: input.from.ms(),
        to_at: input.to.ms(),
        typed_at: tx.now().ms(),
        typed,
        strokes: json!(strokes).to_string(),
        taken_back: None,
        typed_by: None,
    };
    let change = Change::SheetRecord(Act::made(SheetRef(row.id), said_of(&row)));
    let entry = tx.record(NewEntry::of(event.id, who.actor(), change));
    store::sheets::create(&mut tx.conn(), &row, entry).await?;
    let answers = record::write(tx, event.id, vec![(who.actor(), items)]).await?;
    let with = |status| answers.iter().flatten().filter(|answer| answer.status == status).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (counted, held) = (number(with(LapStatus::Counted)), number(with(LapStatus::Held)));
    Ok(SheetTaken { id: row.id, counted, held, duplicate: false })
}

/// A sheet of the same lane and time is here already.
fn is_here(like: &SheetRow) -> Problem {
    let (from, to) = (Timestamp::from_ms(like.from_at), Timestamp::from_ms(like.to_at));
    let by = like.typed_by.clone().map_or_else(By::console, By);
    refusal::SheetIsHere { lane: like.lane.clone(), from, to, by }.into()
}

/// What decides on what becomes of a sheet's strokes.
struct Plan<'e> {
    event: &'e EventRecord,
}

/// What becomes of a row of a sheet.
struct Planned {
    /// What is said of it, but for what would be held.
    view: SheetPlayer,
    /// When each of its laps was swum.
    moments: Vec<Timestamp>,
}

impl Planned {
    /// The laps that it stands for.
    fn items<'p>(&'p self, sheet: Uuid, lane: LaneId, name: &'p str) -> impl Iterator<Item = LapItem> + 'p {
        let bib = self.view.bib;
        (1..).zip(&self.moments).map(move |(no, counted_at)| LapItem {
            id: ids::of_stroke(sheet, bib, no),
            bib: Some(bib),
            tag: None,
            source: LapSource::Paper,
            counted_at: *counted_at,
            count: None,
            lane: Some(LaneName::new(name)),
            lane_id: Some(lane),
        })
    }
}

impl Plan<'_> {
    /// What becomes of each row of a sheet.
    async fn all(&self, conn: &mut Conn<'_>, input: &SheetInput) -> Result<Vec<Planned>> {
        let mut players = BTreeMap::new();
        let mut all = Vec::with_capacity(input.rows.len());
        for row in &input.rows {
            let player = store::players::find(conn, self.event.id, row.bib).await?;
            let player = player.filter(|player| player.standing() != Standing::Deleted);
            let player = player.ok_or_else(|| player::nobody(row.bib))?;
            if let Some(before) = players.insert(player.id, row.bib) {
                return Err(Problem::from(refusal::SheetOnePlayer { bib: before, other: row.bib }).into());
            }
            all.push(self.one(conn, input, *row, player).await?);
        }
        Ok(all)
    }

    async fn one(
        &self,
        conn: &mut Conn<'_>,
        input: &SheetInput,
        row: sheet::SheetRow,
        of: PlayerRow,
    ) -> Result<Planned> {
        let (player, time) = (PlayerId(of.id), (input.from, input.to));
        let counted = store::sheets::counted(conn, self.event.id, player, time).await?;
        let waiting = store::held::list_of_player(conn, self.event.id, player).await?.into_iter().filter(|row| {
            let at = Timestamp::from_ms(row.counted_at);
            // What another tablet counted as well is a question of one lap or two.
            let theirs = row.player_id == Some(of.id);
            theirs && input.from <= at && at <= input.to && !held::reason_of(row).is_of_counters()
        });
        let strokes = |laps: i64| u32::try_from(laps / i64::from(self.event.laps_per_tap.max(1))).unwrap_or(u32::MAX);
        let here = strokes(counted.iter().map(|(_, count)| count).sum());
        let waits = strokes(waiting.map(|row| row.count).sum());
        let adds = to_add(input.holds, row.strokes, here.saturating_add(waits));
        let marks: Vec<Timestamp> = counted.iter().map(|(at, _)| Timestamp::from_ms(*at)).collect();
        let stretches = self.stretches(conn, &of, time).await?;
        let view = SheetPlayer { bib: row.bib, name: of.name, strokes: row.strokes, here, waits, adds, held: 0 };
        Ok(Planned { view, moments: spread(&stretches, &marks, adds) })
    }

    /// The time of a sheet in which a player's laps could count; all of it where none could, so that they are held.
    async fn stretches(&self, conn: &mut Conn<'_>, of: &PlayerRow, time: Stretch) -> Result<Vec<Stretch>> {
        let spans: Vec<_> = self.event.clock.spans.iter().map(|span| (span.from, span.to)).collect();
        let mut stretches = overlap(&overlap(&[time], &spans), &[(time.0, of.left_at())]);
        if self.event.placement == Placement::Required {
            let placed = store::sheets::placed(conn, PlayerId(of.id)).await?.into_iter();
            let placed: Vec<_> =
                placed.map(|(from, to)| (Timestamp::from_ms(from), to.map(Timestamp::from_ms))).collect();
            stretches = overlap(&stretches, &placed);
        }
        Ok(if stretches.is_empty() { vec![time] } else { stretches })
    }

    /// How many of a row's laps would be held.
    async fn would_be_held(&self, conn: &mut Conn<'_>, planned: &Planned, now: Timestamp) -> Result<u32> {
        let incoming = |at: &Timestamp| Incoming { id: Uuid::nil(), bib: Some(planned.view.bib), counted_at: *at };
        let incoming: Vec<Incoming> = planned.moments.iter().map(incoming).collect();
        let judged = held::judge_as_new(conn, self.event, &incoming, now).await?;
        let held = judged.into_iter().filter(Result::is_err).count();
        Ok(u32::try_from(held).unwrap_or(u32::MAX))
    }
}

/// A sheet as entries say it.
fn said_of(row: &SheetRow) -> Sheet {
    let SheetView { id: sheet, lane, from, to, players, strokes, .. } = view(row);
    Sheet { from, lane, players, sheet, strokes, to }
}

/// Takes all laps of a sheet back, or has those count again that went when it was undone.
pub(super) async fn set_standing(tx: &mut Tx, who: &Who, event: EventId, row: &SheetRow, stands: bool) -> Result<()> {
    let taken_back = if stands {
        bulk::bring_back(tx, who, event, &row.taken_back()).await?;
        None
    } else {
        let rows = row.rows();
        let ids = rows.iter().flat_map(|(bib, strokes)| (1..=*strokes).map(|no| ids::of_stroke(row.id, *bib, no)));
        Some(json!(bulk::take_back(tx, who, event, ids).await?).to_string())
    };
    store::sheets::set_taken_back(&mut tx.conn(), row.id, taken_back.as_deref()).await
}
