//! Laps that are held: looked at again when their reason may have gone away.

use super::{
    lane_book::{LaneBook, lane_of},
    shares::{Sharing, Verdict},
    totals::{lap_of, refresh_totals},
};
use crate::{
    auth::Who,
    core::Core,
    error::Result,
    ledger::Tx,
    records::{EventRecord, HubEffect, NewEntry},
    services::base::ids,
    store::{
        self, Conn,
        held::{HeldRow, NewHeld},
        laps::{Incoming, Known, LapRow, NewLap},
    },
};
use domain::{
    Bib, Problem, Timestamp,
    change::{AboutSetAside, Act, Change, LapOrigin, PlayerOr, SetAside},
    clock::Clock,
    held::{HeldReason, HeldState},
    ids::{EventId, LaneId, PlayerId},
    lane_names::LapLane,
    lap::{LapSource, judge},
    limits, refusal,
    topic::Topic,
};
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
    let record = tx.event(event).await?;
    let judged = judge_as_new(&mut tx.conn(), &record, &incoming, now).await?;
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
    event: &EventRecord,
    laps: &[Incoming],
    now: Timestamp,
) -> Result<Vec<Result<(), HeldReason>>> {
    let mut known = store::laps::look_up(conn, event.id, laps).await?;
    known.sort_by_key(|row| row.no);
    let judge =
        |(lap, known): (&Incoming, Known)| judge(&event.clock, known.facts(event.placement), lap.counted_at, now);
    let judged = laps.iter().zip(known).map(judge);
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
            .commit(event, async move |tx: &mut Tx| look_again(tx, &Who::system(), event, Scope::All).await)
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
    let_stand_in(tx, who, event, lap.id).await
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
        return Err(nobodys(row).into());
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

fn nobodys(row: &HeldRow) -> Problem {
    match (row.bib, &row.tag) {
        (None, Some(tag)) => refusal::TagUnassigned { tag: tag.clone() }.into(),
        (bib, _) => refusal::BibUnregistered { bib: bib.unwrap_or_default() }.into(),
    }
}

/// Where a held lap comes from.
fn source_of(row: &HeldRow) -> LapSource {
    row.source.as_deref().and_then(LapSource::parse).unwrap_or_default()
}

/// Adds the entry of a lap that counts from now on.
pub(super) fn record_counted(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow, origin: Option<LapOrigin>) {
    let act = Act::made(PlayerId(lap.player_id), lap_of(lap)).with(origin);
    tx.record(NewEntry::of(event, who.actor(), Change::LapCount(act)));
}

/// Adds the entry of a lap that counts no longer.
pub(super) fn record_taken_back(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow) {
    let act = Act::ended(PlayerId(lap.player_id), lap_of(lap));
    tx.record(NewEntry::of(event, who.actor(), Change::LapVoid(act)));
}

/// The reason a stored held lap bears.
pub(crate) fn reason_of(row: &HeldRow) -> HeldReason {
    HeldReason::parse(&row.reason).unwrap_or(HeldReason::NotPlaced)
}

/// A lap counts no longer: what was held as a question about it is looked at again, and counts if nothing else is in the
/// way. So it does not matter whose tap of the two was the wrong one.
pub(crate) async fn let_stand_in(tx: &mut Tx, who: &Who, event: EventId, lap: Uuid) -> Result<()> {
    let rows = store::held::questions_about(&mut tx.conn(), event, lap).await?;
    look_at(tx, who, event, &rows).await
}

/// A lap counts again: what counted in its place is a question again.
pub(crate) async fn ask_again(tx: &mut Tx, who: &Who, event: EventId, lap: Uuid) -> Result<()> {
    for id in store::held::counted_in_place_of(&mut tx.conn(), event, lap).await? {
        let stand_in = store::laps::find(&mut tx.conn(), event, id).await?.filter(|lap| !lap.voided);
        if let Some(stand_in) = stand_in {
            hold_counted(tx, who, event, &stand_in, (HeldReason::BothCounted, Some(lap))).await?;
            refresh_totals(tx, event, PlayerId(stand_in.player_id)).await?;
        }
    }
    Ok(())
}
