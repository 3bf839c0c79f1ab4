//! What a player's laps come to.

use crate::{
    error::Result,
    ledger::Tx,
    records::HubEffect,
    store::{self, Conn, laps::LapRow},
};
use domain::{
    Metres, Timestamp,
    change::Lap,
    expected::PACE_LAPS,
    ids::{EventId, PlayerId},
};

/// A lap as entries say it.
pub(super) fn lap_of(lap: &LapRow) -> Lap {
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

/// When a player's last few laps were counted, oldest first: of those from a moment on as many as tell a pace.
pub(crate) async fn recent_laps(
    conn: &mut Conn<'_>,
    event: EventId,
    player: PlayerId,
    from: Timestamp,
) -> Result<Vec<Timestamp>> {
    let laps = store::review::laps(conn, event, Some(player), from).await?;
    let mut moments: Vec<Timestamp> = laps.into_iter().map(|lap| Timestamp::from_ms(lap.at)).collect();
    moments.sort_unstable();
    moments.drain(..moments.len().saturating_sub(PACE_LAPS + 1));
    Ok(moments)
}
