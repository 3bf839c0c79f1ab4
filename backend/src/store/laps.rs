//! Counted laps, and those that were taken back.

use super::{
    Conn,
    adjustments::{self, Sum},
    on, pieces,
    tags::worn_at,
};
use crate::error::Result;
use domain::{
    Bib, Metres, Timestamp,
    event::Placement,
    held::HeldState,
    ids::{EventId, PlayerId},
    lane_names::LapLane,
    lap::{LapFacts, LapSource},
    limits,
    standings::Totals,
};
use sqlx::QueryBuilder;
use sqlx_sqlite::Sqlite;
use uuid::Uuid;

/// What is asked about a lap that came in.
pub(crate) struct Incoming {
    pub(crate) id: Uuid,
    /// None for a tag that nobody wears.
    pub(crate) bib: Option<Bib>,
    pub(crate) counted_at: Timestamp,
}

/// What the tables know of a lap that came in.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Known {
    /// Its place in the request.
    pub(crate) no: i64,
    /// Who has or had the bib, unless they were removed.
    pub(crate) player_id: Option<i64>,
    /// When the player left the race.
    pub(crate) left_at: Option<i64>,
    /// The bearer of its id, if there is one: its state among the held laps, else `counted` or `adjustment`; and its event.
    here: Option<String>,
    /// The player was in a slot at the moment, with grace.
    pub(crate) placed: bool,
    /// Laps were taken off the player, perhaps more than count by now: one more may come to nothing then.
    pub(crate) taken_off: bool,
}

/// The bearer of an incoming lap's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namesake {
    /// The same lap, which waits for the desk now.
    Held,
    /// The same lap, counted or dismissed.
    Settled,
    /// An adjustment: what takes one of them back would take back the other.
    Adjustment,
    /// Something of another event.
    Elsewhere,
}

/// What [`here!`] calls an adjustment, beside the states of held laps.
const ADJUSTMENT: &str = "adjustment";

impl Known {
    /// Finds the bearer of its id, in whichever event.
    pub(crate) fn namesake(&self, event: EventId) -> Option<Namesake> {
        let (state, its_event) = self.here.as_deref()?.split_once(' ')?;
        Some(match state {
            _ if its_event != event.to_string() => Namesake::Elsewhere,
            ADJUSTMENT => Namesake::Adjustment,
            _ if HeldState::parse(state) == Some(HeldState::Held) => Namesake::Held,
            _ => Namesake::Settled,
        })
    }

    /// The facts by which it is judged.
    pub(crate) fn facts(&self, placement: Placement) -> LapFacts {
        LapFacts {
            known: self.player_id.is_some(),
            left_at: self.left_at.map(Timestamp::from_ms),
            placed: self.placed,
            placement_required: placement == Placement::Required,
        }
    }
}

/// The bearer of the id of the lap `j`: its state and its event.
macro_rules! here {
    () => {
        "COALESCE((SELECT h.state || ' ' || h.event_id FROM held_laps h WHERE h.id = j.id), \
         (SELECT 'counted ' || l.event_id FROM laps l WHERE l.id = j.id), \
         (SELECT 'adjustment ' || x.event_id FROM lap_adjustments x WHERE x.id = j.id)) AS here"
    };
}

/// Whether an adjustment that stands takes laps off the player `p`.
macro_rules! taken_off {
    () => {
        "EXISTS (SELECT 1 FROM lap_adjustments t WHERE t.event_id = p.event_id AND t.player_id = p.id AND t.laps < 0 \
         AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = t.id)) AS taken_off"
    };
}

/// Looks all incoming laps up at once.
pub(crate) async fn look_up(conn: &mut Conn<'_>, event: EventId, laps: &[Incoming]) -> Result<Vec<Known>> {
    let rows: Vec<Known> = on!(conn,
        sqlite c => {
            let mut known = Vec::with_capacity(laps.len());
            let mut start = 0;
            for piece in pieces(laps) {
                let mut look_up = QueryBuilder::<Sqlite>::new("WITH j (no, id, bib, at) AS (");
                look_up.push_values(piece.iter().zip(start..), |mut row, (lap, no): (&Incoming, i64)| {
                    row.push_bind(no).push_bind(lap.id).push_bind(lap.bib.map_or(0, Bib::get)).push_bind(lap.counted_at.ms());
                });
                look_up
                    .push(concat!(
                        ") SELECT j.no, p.id AS player_id, p.left_at, ",
                        here!(),
                        ", EXISTS (SELECT 1 FROM assignments a WHERE a.player_id = p.id AND a.started_at - "
                    ))
                    .push_bind(limits::PLACEMENT_GRACE_MS)
                    .push(" <= j.at AND (a.ended_at IS NULL OR a.ended_at + ")
                    .push_bind(limits::PLACEMENT_GRACE_MS)
                    .push(" >= j.at)) AS placed, ")
                    .push(taken_off!())
                    .push(" FROM j LEFT JOIN bibs b ON b.bib = j.bib AND b.event_id = ")
                    .push_bind(event.0)
                    .push(" LEFT JOIN players p ON p.id = b.player_id AND p.standing <> 'deleted'");
                known.append(&mut look_up.build_query_as().fetch_all(&mut *c).await?);
                start += i64::try_from(piece.len()).unwrap_or(i64::MAX);
            }
            known
        },
        postgres c => {
            sqlx::query_as(concat!(
                "SELECT j.no - 1 AS no, p.id AS player_id, p.left_at, ",
                here!(),
                ", EXISTS (SELECT 1 FROM assignments a WHERE a.player_id = p.id \
                 AND a.started_at - $5 <= j.at AND (a.ended_at IS NULL OR a.ended_at + $5 >= j.at)) AS placed, ",
                taken_off!(),
                " FROM UNNEST($1::uuid[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS j (id, bib, at, no) \
                 LEFT JOIN bibs b ON b.event_id = $4 AND b.bib = j.bib \
                 LEFT JOIN players p ON p.id = b.player_id AND p.standing <> 'deleted'"
            ))
            .bind(laps.iter().map(|lap| lap.id).collect::<Vec<_>>())
            .bind(laps.iter().map(|lap| lap.bib.map_or(0, |bib| i64::from(bib.get()))).collect::<Vec<_>>())
            .bind(laps.iter().map(|lap| lap.counted_at.ms()).collect::<Vec<_>>())
            .bind(event.0)
            .bind(limits::PLACEMENT_GRACE_MS)
            .fetch_all(c)
            .await?
        },
    );
    Ok(rows)
}

/// Those of some laps that meet a condition on `j.id`, in any order.
macro_rules! those_that {
    ($conn:expr, $ids:expr, $condition:literal) => {{
        let found: Vec<Uuid> = on!($conn,
            sqlite c => {
                let mut found = Vec::new();
                for piece in pieces($ids) {
                    let mut ask = QueryBuilder::<Sqlite>::new("WITH j (id) AS (");
                    ask.push_values(piece, |mut row, id: &Uuid| {
                        row.push_bind(*id);
                    });
                    ask.push(concat!(") SELECT j.id FROM j WHERE ", $condition));
                    found.append(&mut ask.build_query_scalar().fetch_all(&mut *c).await?);
                }
                found
            },
            postgres c => {
                sqlx::query_scalar(concat!("SELECT j.id FROM UNNEST($1::uuid[]) AS j (id) WHERE ", $condition))
                    .bind($ids)
                    .fetch_all(c)
                    .await?
            },
        );
        Ok(found)
    }};
}

/// Whose a lap is, counted or held; none where nobody has its bib, or wore its tag.
pub(crate) async fn whose(conn: &mut Conn<'_>, event: EventId, lap: Uuid) -> Result<Option<PlayerId>> {
    const SQL: &str = concat!(
        "SELECT COALESCE((SELECT l.player_id FROM laps l WHERE l.id = $2 AND l.event_id = $1), ",
        "(SELECT COALESCE(b.player_id, ",
        worn_at!("h.event_id", "h.tag", "h.counted_at"),
        ") FROM held_laps h LEFT JOIN bibs b ON b.event_id = h.event_id AND b.bib = h.bib ",
        "WHERE h.id = $2 AND h.event_id = $1))"
    );
    let player: Option<i64> = on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(lap).fetch_one(c).await)?;
    Ok(player.map(PlayerId))
}

/// Those of some laps that are here, counted or held, now or once.
pub(crate) async fn here(conn: &mut Conn<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    those_that!(
        conn,
        ids,
        "EXISTS (SELECT 1 FROM laps l WHERE l.id = j.id) OR EXISTS (SELECT 1 FROM held_laps h WHERE h.id = j.id)"
    )
}

/// Those of some adjustments and calls that are here, also if they were undone.
pub(crate) async fn words_here(conn: &mut Conn<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    those_that!(
        conn,
        ids,
        "EXISTS (SELECT 1 FROM lap_adjustments a WHERE a.id = j.id) OR EXISTS (SELECT 1 FROM calls k WHERE k.id = j.id)"
    )
}

/// Those of some laps that count or are held now.
pub(crate) async fn standing(conn: &mut Conn<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    those_that!(
        conn,
        ids,
        "EXISTS (SELECT 1 FROM laps l WHERE l.id = j.id \
         AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id)) \
         OR EXISTS (SELECT 1 FROM held_laps h WHERE h.id = j.id AND h.state = 'held')"
    )
}

/// A lap to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewLap {
    pub(crate) id: Uuid,
    pub(crate) player: PlayerId,
    pub(crate) bib: Bib,
    pub(crate) lane: LapLane,
    pub(crate) counted_at: Timestamp,
    pub(crate) received_at: Timestamp,
    pub(crate) device: Option<i64>,
    pub(crate) count: u32,
    pub(crate) metres: Metres,
    pub(crate) source: LapSource,
    pub(crate) tag: Option<String>,
}

/// Where a lap comes from, as it is stored: nothing for a tap, of which there are the most.
pub(crate) fn stored_source(source: LapSource) -> Option<&'static str> {
    (source != LapSource::Tap).then(|| source.as_str())
}

/// Writes counted laps.
pub(crate) async fn insert(conn: &mut Conn<'_>, event: EventId, laps: &[NewLap]) -> Result<()> {
    if laps.is_empty() {
        return Ok(());
    }
    on!(conn,
        sqlite c => for piece in pieces(laps) {
            let mut insert = QueryBuilder::<Sqlite>::new(
                "INSERT INTO laps (event_id, id, player_id, bib, lane, counted_at, received_at, device_id, count, metres_mm, \
                 source, tag, lane_id) ",
            );
            insert.push_values(piece, |mut row, l| {
                row.push_bind(event.0).push_bind(l.id).push_bind(l.player.0).push_bind(l.bib.get()).push_bind(&l.lane.label);
                row.push_bind(l.counted_at.ms()).push_bind(l.received_at.ms()).push_bind(l.device);
                row.push_bind(l.count).push_bind(l.metres.mm()).push_bind(stored_source(l.source)).push_bind(&l.tag);
                row.push_bind(l.lane.id.map(|lane| lane.0));
            });
            insert.build().execute(&mut *c).await?;
        },
        postgres c => {
            sqlx::query(
                "INSERT INTO laps (event_id, id, player_id, bib, lane, counted_at, received_at, device_id, count, metres_mm, \
                 source, tag, lane_id) \
                 SELECT $1, * FROM UNNEST($2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], \
                 $8::bigint[], $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::bigint[])",
            )
            .bind(event.0)
            .bind(laps.iter().map(|l| l.id).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| l.player.0).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| i64::from(l.bib.get())).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| l.lane.label.clone()).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| l.counted_at.ms()).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| l.received_at.ms()).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| l.device).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| i64::from(l.count)).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| l.metres.mm()).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| stored_source(l.source)).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| l.tag.clone()).collect::<Vec<_>>())
            .bind(laps.iter().map(|l| l.lane.id.map(|lane| lane.0)).collect::<Vec<_>>())
            .execute(c)
            .await?;
        },
    );
    Ok(())
}

/// A counted lap as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct LapRow {
    pub(crate) id: Uuid,
    pub(crate) player_id: i64,
    pub(crate) bib: i64,
    /// Its label.
    pub(crate) lane: Option<String>,
    pub(crate) lane_id: Option<i64>,
    /// What its lane is called now; the label where the lane is not known.
    pub(crate) lane_name: Option<String>,
    pub(crate) counted_at: i64,
    pub(crate) received_at: i64,
    pub(crate) device_id: Option<i64>,
    pub(crate) count: i64,
    pub(crate) metres_mm: i64,
    pub(crate) source: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) voided: bool,
}

/// A statement for laps that meet a condition.
macro_rules! laps_where {
    ($condition:literal) => {
        concat!(
            "SELECT l.id, l.player_id, l.bib, l.lane, l.lane_id, COALESCE(n.name, l.lane) AS lane_name, l.counted_at, ",
            "l.received_at, l.device_id, l.count, l.metres_mm, l.source, l.tag, ",
            "EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) AS voided FROM laps l ",
            "LEFT JOIN lanes n ON n.id = l.lane_id WHERE ",
            $condition
        )
    };
}

/// One lap of an event.
pub(crate) async fn find(conn: &mut Conn<'_>, event: EventId, id: Uuid) -> Result<Option<LapRow>> {
    const SQL: &str = laps_where!("l.event_id = $1 AND l.id = $2");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(id).fetch_optional(c).await)?)
}

/// All laps of an event that stand and were counted between two moments, both included, but for those that a person
/// counted: no rule of ours takes back what somebody decided.
pub(crate) async fn standing_between(conn: &mut Conn<'_>, event: EventId, from: i64, to: i64) -> Result<Vec<LapRow>> {
    const SQL: &str = laps_where!(
        "l.event_id = $1 AND l.counted_at >= $2 AND l.counted_at <= $3 \
         AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) \
         AND NOT EXISTS (SELECT 1 FROM held_laps h WHERE h.id = l.id AND h.by_person) ORDER BY l.counted_at"
    );
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(from).bind(to).fetch_all(c).await)?)
}

/// When the last of the laps arrived that stand and were counted at that moment or later.
pub(crate) async fn last_arrival(conn: &mut Conn<'_>, event: EventId, from: Timestamp) -> Result<Option<Timestamp>> {
    const SQL: &str = "SELECT MAX(l.received_at) FROM laps l WHERE l.event_id = $1 AND l.counted_at >= $2 \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id)";
    let at: Option<i64> = on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(from.ms()).fetch_one(c).await)?;
    Ok(at.map(Timestamp::from_ms))
}

/// All laps of a player that stand and were counted after a moment, but for those that a person counted.
pub(crate) async fn standing_of_player_after(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    after: Timestamp,
) -> Result<Vec<LapRow>> {
    const SQL: &str = laps_where!(
        "l.event_id = $1 AND l.player_id = $2 AND l.counted_at > $3 \
         AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) \
         AND NOT EXISTS (SELECT 1 FROM held_laps h WHERE h.id = l.id AND h.by_person) ORDER BY l.counted_at, l.id"
    );
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(player.0).bind(after.ms()).fetch_all(c).await)?)
}

/// All laps of a player that stand.
pub(crate) async fn standing_of_player(conn: &mut Conn<'_>, event: EventId, player: PlayerId) -> Result<Vec<LapRow>> {
    const SQL: &str = laps_where!(
        "l.event_id = $1 AND l.player_id = $2 AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) \
         ORDER BY l.counted_at, l.id"
    );
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(player.0).fetch_all(c).await)?)
}

/// A player's laps and adjustments that stand, in their order: moment, laps and millimetres, which adjustments may take
/// off.
pub(crate) async fn course(conn: &mut Conn<'_>, event: EventId, player: PlayerId) -> Result<Vec<(i64, i64, i64)>> {
    const SQL: &str = "SELECT at, laps, mm FROM (SELECT l.counted_at AS at, l.count AS laps, l.metres_mm AS mm, l.id \
                       FROM laps l WHERE l.event_id = $1 AND l.player_id = $2 UNION ALL \
                       SELECT a.at, a.laps, a.metres_mm, a.id FROM lap_adjustments a \
                       WHERE a.event_id = $1 AND a.player_id = $2) c \
                       WHERE NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = c.id) ORDER BY at, id";
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(player.0).fetch_all(c).await)?)
}

/// Takes a lap back.
pub(crate) async fn void(conn: &mut Conn<'_>, event: EventId, lap: &LapRow, now: Timestamp) -> Result<()> {
    const SQL: &str = "INSERT INTO lap_voids (lap_id, event_id, player_id, voided_at) VALUES ($1, $2, $3, $4)";
    on!(conn, c => { sqlx::query(SQL).bind(lap.id).bind(event.0).bind(lap.player_id).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// Lets a lap stand again.
pub(crate) async fn unvoid(conn: &mut Conn<'_>, id: Uuid) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM lap_voids WHERE lap_id = $1").bind(id).execute(c).await?; });
    Ok(())
}

type TotalsRow = (i64, i64, i64, Option<i64>);

fn totals_of((player, laps, mm, last): TotalsRow) -> (PlayerId, Totals) {
    let totals = Totals { laps: laps.cast_unsigned(), metres: Metres::from_mm(mm), last: last.map(Timestamp::from_ms) };
    (PlayerId(player), totals)
}

/// What every player's laps come to. Counts them all from one index, then takes off those that were taken back, and adds
/// what was adjusted.
pub(crate) async fn totals(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<(PlayerId, Totals)>> {
    const ALL: &str = "SELECT player_id, CAST(SUM(count) AS BIGINT), CAST(SUM(metres_mm) AS BIGINT), MAX(counted_at) \
                       FROM laps WHERE event_id = $1 GROUP BY player_id";
    const VOIDED: &str = "SELECT DISTINCT player_id FROM lap_voids WHERE event_id = $1";
    let rows: Vec<TotalsRow> = on!(conn, c => sqlx::query_as(ALL).bind(event.0).fetch_all(c).await)?;
    let mut all: Vec<_> = rows.into_iter().map(totals_of).collect();
    let voided: Vec<i64> = on!(conn, c => sqlx::query_scalar(VOIDED).bind(event.0).fetch_all(c).await)?;
    for player in voided.into_iter().map(PlayerId) {
        let totals = counted_of_player(conn, event, player).await?;
        if let Some(row) = all.iter_mut().find(|(other, _)| *other == player) {
            row.1 = totals;
        }
    }
    let adjustments = adjustments::sums(conn, event, None, None).await?;
    Ok(adjust(all, adjustments))
}

/// Adds what was adjusted to what was counted.
fn adjust(mut all: Vec<(PlayerId, Totals)>, adjustments: Vec<Sum>) -> Vec<(PlayerId, Totals)> {
    for sum in adjustments {
        let player = PlayerId(sum.player_id);
        match all.iter_mut().find(|(other, _)| *other == player) {
            Some((_, totals)) => *totals = adjusted(*totals, sum),
            None => all.push((player, adjusted(Totals::default(), sum))),
        }
    }
    all
}

fn adjusted(totals: Totals, sum: Sum) -> Totals {
    totals.adjusted(sum.laps, sum.metres_mm, sum.last.map(Timestamp::from_ms))
}

/// What one player's laps come to, with what was adjusted.
pub(crate) async fn totals_of_player(conn: &mut Conn<'_>, event: EventId, player: PlayerId) -> Result<Totals> {
    let counted = counted_of_player(conn, event, player).await?;
    let sum = adjustments::sum_of_player(conn, event, player).await?;
    Ok(sum.map_or(counted, |sum| adjusted(counted, sum)))
}

/// What one player's laps come to, without what was adjusted.
async fn counted_of_player(conn: &mut Conn<'_>, event: EventId, player: PlayerId) -> Result<Totals> {
    const SQL: &str = "SELECT CAST($2 AS BIGINT), CAST(COALESCE(SUM(count), 0) AS BIGINT), \
                       CAST(COALESCE(SUM(metres_mm), 0) AS BIGINT), MAX(counted_at) FROM laps l \
                       WHERE event_id = $1 AND player_id = $2 \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id)";
    let row: TotalsRow = on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(player.0).fetch_one(c).await)?;
    Ok(totals_of(row).1)
}

/// What the laps of a span of time come to, its end not included.
pub(crate) async fn totals_between(
    conn: &mut Conn<'_>,
    event: EventId,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Result<Vec<(PlayerId, Totals)>> {
    const SQL: &str = "SELECT player_id, CAST(SUM(count) AS BIGINT), CAST(SUM(metres_mm) AS BIGINT), MAX(counted_at) \
                       FROM laps l WHERE event_id = $1 AND counted_at >= $2 AND counted_at < $3 \
                       AND NOT EXISTS (SELECT 1 FROM lap_voids v WHERE v.lap_id = l.id) GROUP BY player_id";
    let adjustments = adjustments::sums(conn, event, from, to).await?;
    let (from, to) = (from.map_or(i64::MIN, Timestamp::ms), to.map_or(i64::MAX, Timestamp::ms));
    let rows: Vec<TotalsRow> =
        on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(from).bind(to).fetch_all(c).await)?;
    Ok(adjust(rows.into_iter().map(totals_of).collect(), adjustments))
}
