//! What stands in the way of an undo: the entry that changed the same thing since.

use super::{Back, name_of, read};
use crate::{
    error::Result,
    ledger::Tx,
    services::{adjust, calls, held, payments},
    store::{self, entries::EntryRow},
};
use domain::{Problem, Timestamp, audit::Subject};
use uuid::Uuid;

impl Back<'_> {
    /// Says what changed it since; `thing` is the lap, adjustment or payment that it is about, where a player has many.
    pub(super) async fn changed_since(&self, tx: &mut Tx, subject: Subject, thing: Option<Uuid>) -> Result<Problem> {
        let target = (self.entry.target_type.as_str(), self.entry.target_id.as_str());
        let since = store::entries::about_since(&mut tx.conn(), self.entry.chain, target, self.entry.seq).await?;
        let about_it = |entry: &&EntryRow| {
            let states = [entry.new_state.as_deref(), entry.previous_state.as_deref()];
            let same_thing = thing.is_none_or(|thing| {
                states.into_iter().any(|state| {
                    let state = read(state);
                    let state = state.as_ref();
                    let of = [
                        held::lap_of_state(state),
                        adjust::of_state(state),
                        calls::of_state(state),
                        payments::of_state(state),
                    ];
                    of.contains(&Some(thing))
                })
            });
            Subject::of(&entry.action) == Some(subject) && same_thing
        };
        let blocking = since.iter().find(about_it);
        Ok(Problem::conflict(match blocking {
            Some(entry) => format!(
                "This was changed since: {} by {} at {} (entry {}). Undo that first.",
                entry.action,
                name_of(entry),
                Timestamp::from_ms(entry.at),
                entry.seq
            ),
            None => "This was changed since. Look at what is there now.".to_owned(),
        }))
    }
}
