//! Minors at night: who is in a lane without a noted permission, and the noting of it.

use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::EventRecord,
    services::{
        base::player::find_player,
        people::{Players, as_new, update},
        placing,
    },
    store,
};
use domain::{
    Action, Bib,
    ids::EventId,
    night::{MinorAtNight, NightPermission, needs_permission},
    player::{NewPlayer, PlayerView},
    text::parse_reason,
};

impl Players {
    /// Minors who are in a lane and of whom no permission to swim at night is noted. Whether it is night, whoever asks
    /// knows by the clock on their wall.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn minors(&self, who: &Who, event: EventId) -> Result<Vec<MinorAtNight>> {
        let record = self.core.allow(who, Action::ReadPlayers, event)?.event;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let mut slots = placing::slot_refs(conn, event).await?;
        let mut minors = Vec::new();
        for row in store::players::list(conn, event).await? {
            let age = row.age_on(record.reference_day.date());
            if let (Some(age), true, false) = (age, needs_permission(age), row.night_permission)
                && let Some(slot) = slots.remove(&row.id)
            {
                minors.push(MinorAtNight { bib: Bib::new(row.bib)?, name: row.name, age, lane: slot.lane });
            }
        }
        minors.sort_by_key(|minor| minor.bib);
        Ok(minors)
    }

    /// Notes that somebody may swim at night, or that they may not after all.
    ///
    /// # Errors
    /// If the role is too low, nobody has the bib, or the reason is too long.
    pub async fn permit_night(
        &self,
        who: &Who,
        event: EventId,
        bib: Bib,
        permission: NightPermission,
    ) -> Result<PlayerView> {
        let allowed = self.core.allow(who, Action::RegisterPlayers, event)?;
        let reason = permission.reason.as_deref().map(parse_reason).transpose()?.flatten();
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                let old = as_new(&find_player(tx, event.id, bib).await?)?;
                let player = NewPlayer { night_permission: Some(permission.permitted), ..old };
                update(tx, who, event, bib, player, None, reason).await
            })
            .await
    }
}
