//! Laps that are held: looked at again when their reason may have gone away, settled by people.

mod together;

use super::{
    adjust,
    counters::{self, Sharing, Verdict},
    ids,
    lane_book::LaneBook,
    tags,
};
use crate::{
    Core,
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{HubEffect, NewEntry},
    store::{
        self, Conn,
        held::{HeldRow, NewHeld},
        laps::{Incoming, LapRow, NewLap},
    },
};
use domain::{
    Bib, Metres, Problem, Timestamp,
    board::Topic,
    change::{AboutLap, AboutSetAside, Act, Change, Lap, LapOrigin, LapRef, PlayerOr, SetAside, Waiting},
    clock::Clock,
    held::{HeldReason, HeldState},
    ids::{EventId, LaneId, PlayerId},
    lane_names::LapLane,
    lap::{LapSource, judge},
    limits,
    tag::Tag,
};
pub(crate) use together::{bring_back, take_back};
use uuid::Uuid;

/// Which held laps are looked at again.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope {
    /// All of the event.
    All,
    /// Those for one player's bibs and tags.
    Player(PlayerId),
}

/// Judges held laps anew and counts those that nothing stands against any more.
pub(crate) async fn look_again(tx: &mut Tx, who: &Who, event: EventId, scope: Scope) -> Result<()> {
    let rows = match scope {
        Scope::All => store::held::list(&mut tx.conn(), event).await?,
        Scope::Player(player) => store::held::list_of_player(&mut tx.conn(), event, player).await?,
    };
    look_at(tx, who, event, &rows).await
}

/// Judges these held laps anew, one after the other: what counts of them is there for the next.
pub(crate) async fn look_at(tx: &mut Tx, who: &Who, event: EventId, rows: &[HeldRow]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let incoming: Vec<Incoming> = rows
        .iter()
        .map(|row| {
            let bib = row.bib.map(Bib::new).transpose()?;
            Ok(Incoming { id: row.id, bib, counted_at: Timestamp::from_ms(row.counted_at) })
        })
        .collect::<Result<_>>()?;
    let now = tx.now();
    let judged = judge_as_new(&mut tx.conn(), event, &incoming, now).await?;
    let book = LaneBook::load(tx, event).await?;
    let mut sharing = Sharing::load(tx, event, &book).await?;
    for (row, judged) in rows.iter().zip(judged) {
        let (reason, twin) = match judged {
            // Of its own tally it stays, until a person settles it.
            Ok(()) if row.reason == HeldReason::OtherTally.as_str() => continue,
            Ok(()) => match sharing.judge_again(tx, row, &book).await? {
                Verdict::Counts => {
                    count(tx, who, event, row, &book, false).await?;
                    continue;
                }
                Verdict::Asks(twin) => (HeldReason::BothCounted, Some(twin)),
                Verdict::Beside => (HeldReason::OtherTally, None),
            },
            Err(reason) => (reason_for(reason, row.bib.is_some()), None),
        };
        if reason.as_str() != row.reason || twin != row.twin {
            store::held::set_reason(&mut tx.conn(), row.id, reason, twin).await?;
        }
    }
    tx.tell(event, HubEffect::Topic(Topic::Held));
    Ok(())
}

/// What stands against laps if they came in now, each in its place; how other tablets counted is not asked.
pub(super) async fn judge_as_new(
    conn: &mut Conn<'_>,
    event: EventId,
    laps: &[Incoming],
    now: Timestamp,
) -> Result<Vec<Result<(), HeldReason>>> {
    let clock = store::events::clock(conn, event).await?;
    let placement = store::events::placement(conn, event).await?;
    let mut known = store::laps::look_up(conn, event, laps).await?;
    known.sort_by_key(|row| row.no);
    let judged = laps.iter().zip(known).map(|(lap, known)| judge(&clock, known.facts(placement), lap.counted_at, now));
    Ok(judged.collect())
}

/// Why a lap is held, told apart by whether it names a bib or a tag that nobody wears.
pub(crate) fn reason_for(reason: HeldReason, has_bib: bool) -> HeldReason {
    if reason == HeldReason::UnknownBib && !has_bib { HeldReason::UnknownTag } else { reason }
}

/// Looks again at laps that were held because their time lay in the future, once it no longer does.
pub(crate) async fn count_due(core: &Core) -> Result<()> {
    let until = core.now().plus_ms(limits::FUTURE_GRACE_MS);
    let due = store::held::events_with_due(&mut core.store.read().await?.conn(), until).await?;
    for event in due {
        core.ledger
            .commit(event, move |tx| Box::pin(async move { look_again(tx, &Who::system(), event, Scope::All).await }))
            .await?;
    }
    Ok(())
}

/// Holds counted laps between two moments that the clock does not cover any more.
pub(crate) async fn set_aside(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    clock: &Clock,
    from: Timestamp,
    to: Timestamp,
) -> Result<()> {
    for lap in store::laps::standing_between(&mut tx.conn(), event, from.ms(), to.ms()).await? {
        let Err(reason) = clock.judge(Timestamp::from_ms(lap.counted_at)) else { continue };
        hold_counted(tx, who, event, &lap, (reason, None)).await?;
        refresh_totals(tx, event, PlayerId(lap.player_id)).await?;
    }
    Ok(())
}

/// Judges a player's laps anew, after the player left the race at that moment or came back: holds those that were counted
/// later, and looks again at those that are held.
pub(crate) async fn follow_standing(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    player: PlayerId,
    left_at: Option<Timestamp>,
) -> Result<()> {
    if let Some(left_at) = left_at {
        let later = store::laps::standing_of_player_after(&mut tx.conn(), event, player, left_at).await?;
        for lap in &later {
            hold_counted(tx, who, event, lap, (HeldReason::LeftRace, None)).await?;
        }
        if !later.is_empty() {
            refresh_totals(tx, event, player).await?;
        }
    }
    look_again(tx, who, event, Scope::Player(player)).await?;
    // What is read of the tag of somebody who is not there is of whoever wears it next.
    for tag in store::tags::of_player(&mut tx.conn(), event, player).await? {
        tags::follow(tx, who, event, &Tag::parse(&tag)?).await?;
    }
    Ok(())
}

/// Sets a counted lap aside for the desk.
pub(crate) async fn hold_counted(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    lap: &LapRow,
    why: (HeldReason, Option<Uuid>),
) -> Result<()> {
    hold_as(tx, who, event, lap, lap.id, why).await
}

/// Sets a lap aside that was counted from a read of a tag, until it is known again who wore it.
pub(crate) async fn hold_read(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow, read: Uuid) -> Result<()> {
    hold_as(tx, who, event, lap, read, (HeldReason::UnknownTag, None)).await
}

async fn hold_as(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    lap: &LapRow,
    id: Uuid,
    (reason, twin): (HeldReason, Option<Uuid>),
) -> Result<()> {
    let now = tx.now();
    store::laps::void(&mut tx.conn(), event, lap, now).await?;
    let held = NewHeld {
        id,
        // A read is of whoever wore the tag.
        bib: lap.tag.is_none().then(|| Bib::new(lap.bib)).transpose()?,
        source: lap.source.clone(),
        tag: lap.tag.clone(),
        lane: LapLane { id: lap.lane_id.map(LaneId), label: lap.lane.clone() },
        counted_at: Timestamp::from_ms(lap.counted_at),
        received_at: Timestamp::from_ms(lap.received_at),
        device: lap.device_id,
        count: u32::try_from(lap.count).unwrap_or(1),
        reason,
        twin,
    };
    store::held::hold(&mut tx.conn(), event, &held).await?;
    let act = Act::ended(PlayerOr::Player(PlayerId(lap.player_id)), SetAside::Counted(lap_of(lap)));
    let change = Change::LapHold(act.with(AboutSetAside::Why { reason }));
    tx.record(NewEntry::of(event, who.actor(), change));
    counters::let_stand_in(tx, who, event, lap.id).await
}

/// Counts a held lap, whatever it was held for but an unknown bib.
pub(super) async fn count(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    row: &HeldRow,
    book: &LaneBook,
    by_person: bool,
) -> Result<()> {
    let (Some(player), Some(bib)) = (row.player_id.map(PlayerId), row.bib) else {
        return Err(Problem::conflict(nobodys(row)).into());
    };
    let now = tx.now();
    // A lap never changes its player: a read that was somebody else's is another lap.
    let id = match store::laps::find(&mut tx.conn(), event, row.id).await? {
        Some(lap) if lap.player_id != player.0 => ids::of_lap_for(row.id, player),
        _ => row.id,
    };
    if store::laps::find(&mut tx.conn(), event, id).await?.is_some() {
        store::laps::unvoid(&mut tx.conn(), id).await?;
    } else {
        let count = u32::try_from(row.count).unwrap_or(1);
        let counted_at = Timestamp::from_ms(row.counted_at);
        let lane = lane_of(row, book);
        let metres = book.metres(lane.id, count);
        let lap = NewLap {
            id,
            player,
            bib: Bib::new(bib)?,
            lane,
            counted_at,
            received_at: Timestamp::from_ms(row.received_at),
            device: row.device_id,
            count,
            metres,
            source: source_of(row),
            tag: row.tag.clone(),
        };
        store::laps::insert(&mut tx.conn(), event, &[lap]).await?;
    }
    store::held::settle(&mut tx.conn(), row.id, HeldState::Counted, by_person, now).await?;
    if let Some(lap) = store::laps::find(&mut tx.conn(), event, id).await? {
        record_counted(tx, who, event, &lap, Some(LapOrigin { held: row.reason(), ..LapOrigin::default() }));
    }
    refresh_totals(tx, event, player).await
}

fn nobodys(row: &HeldRow) -> String {
    match (row.bib, &row.tag) {
        (None, Some(tag)) => format!("Nobody wears tag {tag}. Assign it, and its laps count."),
        (bib, _) => {
            let bib = bib.unwrap_or_default();
            format!("Nobody has bib {bib}. Register it first, then count the lap.")
        }
    }
}

/// The lane of a held lap; one from before lanes were known by id is found by its label.
pub(super) fn lane_of(row: &HeldRow, book: &LaneBook) -> LapLane {
    let label = row.lane.clone();
    let found = || book.names.bearer(label.as_deref()?, Timestamp::from_ms(row.counted_at));
    LapLane { id: row.lane_id.map(LaneId).or_else(found), label }
}

/// Where a held lap comes from.
fn source_of(row: &HeldRow) -> LapSource {
    row.source.as_deref().and_then(LapSource::parse).unwrap_or_default()
}

/// Counts held laps by a person's decision; returns how many were.
pub(crate) async fn count_all(tx: &mut Tx, who: &Who, event: EventId, ids: &[Uuid]) -> Result<usize> {
    let book = LaneBook::load(tx, event).await?;
    let mut counted = 0;
    for id in ids {
        let row = open(tx, event, *id).await?;
        if let Some(row) = row {
            count(tx, who, event, &row, &book, true).await?;
            counted += 1;
        }
    }
    Ok(counted)
}

/// Dismisses held laps by a person's decision; returns how many were.
pub(crate) async fn dismiss_all(tx: &mut Tx, who: &Who, event: EventId, ids: &[Uuid]) -> Result<usize> {
    let mut dismissed = 0;
    for id in ids {
        if let Some(row) = open(tx, event, *id).await? {
            dismiss(tx, who, event, &row).await?;
            dismissed += 1;
        }
    }
    Ok(dismissed)
}

/// Dismisses one.
pub(crate) async fn dismiss(tx: &mut Tx, who: &Who, event: EventId, row: &HeldRow) -> Result<()> {
    let now = tx.now();
    store::held::settle(&mut tx.conn(), row.id, HeldState::Dismissed, true, now).await?;
    let act = Act::step(LapRef(row.id), row.waiting(), Waiting::DISMISSED).with(AboutLap {
        bib: row.bib,
        count: Some(row.count),
        counted_at: Timestamp::from_ms(row.counted_at),
        tag: row.tag.clone(),
    });
    tx.record(NewEntry::of(event, who.actor(), Change::LapDismiss(act)));
    Ok(())
}

/// A lap that is held now; none if it was settled before, which is what the caller wanted anyway.
async fn open(tx: &mut Tx, event: EventId, id: Uuid) -> Result<Option<HeldRow>> {
    let row = store::held::find(&mut tx.conn(), event, id).await?;
    let row = row.ok_or_else(|| Problem::not_found("There is no such held lap."))?;
    Ok(row.is(HeldState::Held).then_some(row))
}

/// Takes all laps of a player back.
pub(crate) async fn void_all(tx: &mut Tx, who: &Who, event: EventId, player: PlayerId) -> Result<()> {
    let now = tx.now();
    for lap in store::laps::standing_of_player(&mut tx.conn(), event, player).await? {
        store::laps::void(&mut tx.conn(), event, &lap, now).await?;
        record_taken_back(tx, who, event, &lap);
    }
    for row in store::adjustments::standing_of_player(&mut tx.conn(), event, player).await? {
        adjust::take_back(tx, who, event, &row).await?;
    }
    refresh_totals(tx, event, player).await
}

/// Takes a counted lap back.
pub(crate) async fn void(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow) -> Result<()> {
    set_counted(tx, who, event, lap, false).await?;
    record_taken_back(tx, who, event, lap);
    Ok(())
}

/// Adds the entry of a lap that counts from now on.
fn record_counted(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow, origin: Option<LapOrigin>) {
    let act = Act::made(PlayerId(lap.player_id), lap_of(lap)).with(origin);
    tx.record(NewEntry::of(event, who.actor(), Change::LapCount(act)));
}

/// Adds the entry of a lap that counts no longer.
fn record_taken_back(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow) {
    let act = Act::ended(PlayerId(lap.player_id), lap_of(lap));
    tx.record(NewEntry::of(event, who.actor(), Change::LapVoid(act)));
}

/// Lets a lap stand or takes it back, and tells the board.
pub(crate) async fn set_counted(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow, stands: bool) -> Result<()> {
    if stands {
        store::laps::unvoid(&mut tx.conn(), lap.id).await?;
        counters::ask_again(tx, who, event, lap.id).await?;
    } else {
        let now = tx.now();
        store::laps::void(&mut tx.conn(), event, lap, now).await?;
        counters::let_stand_in(tx, who, event, lap.id).await?;
    }
    refresh_totals(tx, event, PlayerId(lap.player_id)).await
}

/// A lap as entries say it.
fn lap_of(lap: &LapRow) -> Lap {
    Lap {
        count: u32::try_from(lap.count).unwrap_or(1),
        counted_at: Timestamp::from_ms(lap.counted_at),
        distance_m: Metres::from_mm(lap.metres_mm),
        lap: lap.id,
    }
}

/// Computes anew what a player's laps come to, and tells the board.
pub(crate) async fn refresh_totals(tx: &mut Tx, event: EventId, player: PlayerId) -> Result<()> {
    let totals = store::laps::totals_of_player(&mut tx.conn(), event, player).await?;
    tx.tell(event, HubEffect::Totals(player, totals));
    Ok(())
}

/// The reason a stored held lap bears.
pub(crate) fn reason_of(row: &HeldRow) -> HeldReason {
    HeldReason::parse(&row.reason).unwrap_or(HeldReason::NotPlaced)
}
