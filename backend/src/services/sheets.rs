//! Tally sheets: what was counted on paper becomes laps like any other, each with its entry; the sheet has one of its own,
//! which says who typed it, and by which all of it is undone at once.

use super::{
    held, ids,
    laps::{self, Laps},
    players::find_player,
    undo::{Wish, undo},
};
use crate::{
    auth::Who,
    error::{Error, Result},
    ledger::{NewEntry, Target, Tx, action},
    live::EventRecord,
    store::{self, Conn, sheets::SheetRow},
};
use domain::{
    Action, Bib, Problem, ProblemKind, Timestamp,
    audit::{UndoInput, parse_reason},
    ids::{EventId, PlayerId},
    lap::{LaneName, LapItem, LapSource, LapStatus},
    limits,
    sheet::{SheetInput, SheetPlayer, SheetPreview, SheetTaken, SheetView, spread, to_add},
};
use serde_json::{Value, json};
use uuid::Uuid;

impl Laps {
    /// What would become of a sheet.
    ///
    /// # Errors
    /// If the role is too low, there is no such lane, the sheet can be none, or nobody has one of its bibs.
    pub async fn preview_sheet(&self, who: &Who, event: EventId, input: SheetInput) -> Result<SheetPreview> {
        who.require(Action::CountLaps)?;
        self.core.live.directory().event(event)?;
        input.check(self.core.now())?;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let lane = lane_name(conn, event, &input).await?;
        let mut players = Vec::with_capacity(input.rows.len());
        for row in &input.rows {
            let player = store::players::find(conn, event, row.bib).await?;
            let player = player.ok_or_else(|| super::players::nobody(row.bib))?;
            let here = store::sheets::counted(conn, event, PlayerId(player.id), (input.from, input.to)).await?;
            let here = u32::try_from(here.len()).unwrap_or(u32::MAX);
            let adds = to_add(input.holds, row.strokes, here);
            players.push(SheetPlayer { bib: row.bib, name: player.name, strokes: row.strokes, here, adds });
        }
        let like = store::sheets::find_like(conn, event, &lane, (input.from, input.to)).await?;
        Ok(SheetPreview { players, like: like.as_ref().map(view) })
    }

    /// Counts what is on a sheet, spread evenly over its time. Safe to repeat: an id counts once.
    ///
    /// # Errors
    /// As [`Laps::preview_sheet`]; a conflict if a sheet of that lane and time is here already and this is not said to be
    /// another, or if nothing of it would count.
    pub async fn record_sheet(&self, who: &Who, event: EventId, input: SheetInput) -> Result<SheetTaken> {
        who.require(Action::CountLaps)?;
        self.core.live.directory().event(event)?;
        input.check(self.core.now())?;
        let who = who.clone();
        self.core.ledger.commit(event, move |tx| Box::pin(async move { record(tx, &who, event, &input).await })).await
    }

    /// The newest sheets that were typed in, also those that were undone.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn sheets(&self, who: &Who, event: EventId) -> Result<Vec<SheetView>> {
        who.require(Action::CountLaps)?;
        self.core.live.directory().event(event)?;
        let mut lease = self.core.store.read().await?;
        let rows = store::sheets::list(&mut lease.conn(), event, limits::SHEETS_SHOWN).await?;
        Ok(rows.iter().map(view).collect())
    }

    /// Undoes a sheet with all its laps, as the audit trail does with its entry.
    ///
    /// # Errors
    /// If the role is too low, there is no such sheet, or it was undone before.
    pub async fn undo_sheet(&self, who: &Who, event: EventId, sheet: Uuid, input: UndoInput) -> Result<SheetView> {
        who.require(Action::CountLaps)?;
        let record = self.core.live.directory().event(event)?;
        let wish = Wish { reason: parse_reason(&input.reason)?, together: input.together };
        let who = who.clone();
        self.core
            .ledger
            .commit(event, move |tx| Box::pin(async move { undo_by_id(tx, &who, &record, sheet, wish).await }))
            .await
    }
}

async fn lane_name(conn: &mut Conn<'_>, event: EventId, input: &SheetInput) -> Result<String> {
    let lanes = store::lanes::lanes(conn, event).await?;
    let lane = lanes.into_iter().find(|lane| lane.id == input.lane.0);
    Ok(lane.ok_or_else(|| Problem::not_found("There is no such lane."))?.name)
}

fn view(row: &SheetRow) -> SheetView {
    let rows = row.rows();
    SheetView {
        id: row.id,
        lane: row.lane.clone(),
        from: Timestamp::from_ms(row.from_at),
        to: Timestamp::from_ms(row.to_at),
        typed_at: Timestamp::from_ms(row.typed_at),
        typed_by: row.typed_by.clone(),
        players: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        strokes: rows.iter().map(|(_, strokes)| strokes).sum(),
        undone: row.undone,
    }
}

async fn record(tx: &mut Tx, who: &Who, event: EventId, input: &SheetInput) -> Result<SheetTaken> {
    if let Some(known) = store::sheets::find(&mut tx.conn(), input.id).await? {
        if known.event_id != event.0 {
            return Err(Problem::conflict("This id belongs to a sheet of another event. Make a new one.").into());
        }
        return Ok(SheetTaken { id: known.id, counted: 0, held: 0, duplicate: true });
    }
    let lane = lane_name(&mut tx.conn(), event, input).await?;
    let like = store::sheets::find_like(&mut tx.conn(), event, &lane, (input.from, input.to)).await?;
    if let Some(like) = like.filter(|_| !input.again) {
        let by = like.typed_by.as_deref().unwrap_or("the console");
        let sentence = format!(
            "A sheet of lane {lane} for {} to {} was typed in by {by}. Undo that first, or say that this is another one.",
            Timestamp::from_ms(like.from_at),
            Timestamp::from_ms(like.to_at)
        );
        return Err(Problem::conflict(sentence).into());
    }
    let (items, strokes) = items_of(tx, event, input, &lane).await?;
    if items.is_empty() {
        return Err(Problem::conflict("Everything on this sheet is here already; there is nothing to add.").into());
    }
    let row = SheetRow {
        id: input.id,
        event_id: event.0,
        lane,
        from_at: input.from.ms(),
        to_at: input.to.ms(),
        typed_at: tx.now().ms(),
        strokes: json!(strokes).to_string(),
        undone: false,
        typed_by: None,
    };
    let entry = tx.record(NewEntry {
        new: Some(state(&row)),
        ..NewEntry::of(event, who.actor(), action::SHEET_RECORD, Target::new("sheet", row.id))
    });
    store::sheets::create(&mut tx.conn(), &row, entry).await?;
    let answers = laps::write(tx, event, vec![(who.actor(), items.into_iter().map(Ok).collect())]).await?;
    let with = |status| answers.iter().flatten().filter(|answer| answer.status == status).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (counted, held) = (number(with(LapStatus::Counted)), number(with(LapStatus::Held)));
    Ok(SheetTaken { id: row.id, counted, held, duplicate: false })
}

/// The laps that a sheet stands for, and of which bib how many.
async fn items_of(
    tx: &mut Tx,
    event: EventId,
    input: &SheetInput,
    lane: &str,
) -> Result<(Vec<LapItem>, Vec<(Bib, u32)>)> {
    let (mut items, mut strokes) = (Vec::new(), Vec::new());
    for row in &input.rows {
        let player = PlayerId(find_player(tx, event, row.bib).await?.id);
        let here = store::sheets::counted(&mut tx.conn(), event, player, (input.from, input.to)).await?;
        let here: Vec<Timestamp> = here.into_iter().map(Timestamp::from_ms).collect();
        let adds = to_add(input.holds, row.strokes, u32::try_from(here.len()).unwrap_or(u32::MAX));
        if adds == 0 {
            continue;
        }
        strokes.push((row.bib, adds));
        let moments = spread(input.from, input.to, &here, adds);
        items.extend((1..).zip(moments).map(|(no, counted_at)| LapItem {
            id: ids::of_stroke(input.id, row.bib, no),
            bib: Some(row.bib),
            tag: None,
            source: LapSource::Paper,
            counted_at,
            count: None,
            lane: Some(LaneName::new(lane)),
        }));
    }
    Ok((items, strokes))
}

/// A sheet as entries say it.
fn state(row: &SheetRow) -> Value {
    let view = view(row);
    json!({
        "sheet": view.id, "lane": view.lane, "from": view.from, "to": view.to, "players": view.players,
        "strokes": view.strokes,
    })
}

async fn undo_by_id(tx: &mut Tx, who: &Who, event: &EventRecord, id: Uuid, wish: Wish) -> Result<SheetView> {
    let gone = || Problem::not_found("There is no such sheet.");
    let row = store::sheets::find(&mut tx.conn(), id).await?.filter(|row| row.event_id == event.id.0);
    let row = row.ok_or_else(gone)?;
    if row.undone {
        return Err(Problem::conflict("This sheet was undone before.").into());
    }
    let target = id.to_string();
    let newest = store::entries::newest_naming(&mut tx.conn(), event.id.0, ("sheet", &target), id).await?;
    undo(tx, who, event, newest.ok_or_else(gone)?.id, &wish).await?;
    Ok(SheetView { undone: true, ..view(&row) })
}

/// Takes all laps of a sheet back, or counts them again.
pub(super) async fn set_standing(tx: &mut Tx, who: &Who, event: EventId, row: &SheetRow, stands: bool) -> Result<()> {
    let rows = row.rows();
    let ids = rows.iter().flat_map(|(bib, strokes)| (1..=*strokes).map(|no| ids::of_stroke(row.id, *bib, no)));
    for id in ids {
        if stands {
            held::bring_back(tx, who, event, id).await?;
            continue;
        }
        match laps::void(tx, who, event, id).await {
            Err(Error::Refused(problem)) if problem.kind == ProblemKind::NotFound => {}
            other => drop(other?),
        }
    }
    if stands {
        held::look_again(tx, who, event, held::Scope::All).await?;
    }
    store::sheets::set_undone(&mut tx.conn(), row.id, !stands).await
}
