//! The soft lock on registration: from a moment on reception registers nobody, and whoever may do so all the same gives
//! a reason.

use crate::{Problem, Timestamp, refusal};
use serde::{Deserialize, Serialize};

/// What can be done to the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegistrationAction {
    /// Lock registration, now or from a moment on.
    Lock,
    /// Lift the lock.
    Unlock,
}

/// A change of the lock as a page or a program asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegistrationInput {
    /// What to do.
    pub action: RegistrationAction,
    /// From when it is locked; now if left out. It may lie in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

impl RegistrationInput {
    /// From when registration is locked after this.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid for a moment beside an unlocking.
    pub fn locked_from(self, now: Timestamp) -> Result<Option<Timestamp>, Problem> {
        match (self.action, self.at) {
            (RegistrationAction::Lock, at) => Ok(Some(at.unwrap_or(now))),
            (RegistrationAction::Unlock, None) => Ok(None),
            (RegistrationAction::Unlock, Some(_)) => Err(refusal::UnlockTakesNoTime.into()),
        }
    }
}

/// Whether registration is locked at a moment.
pub fn is_locked(locked_from: Option<Timestamp>, now: Timestamp) -> bool {
    locked_from.is_some_and(|from| from <= now)
}

/// Whether somebody may register past the lock; `reasons` are those that were given, one a player.
///
/// # Errors
/// Forbidden without the right to, invalid for a player without a reason.
pub fn pass_lock(may_pass: bool, mut reasons: impl Iterator<Item = bool>) -> Result<(), Problem> {
    if !may_pass {
        return Err(refusal::RegistrationLocked.into());
    }
    if reasons.all(|given| given) {
        return Ok(());
    }
    Err(refusal::LockedNeedsReason.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProblemKind;

    const NOW: Timestamp = Timestamp::from_ms(1_800_000_000_000);

    #[test]
    fn a_lock_holds_from_its_very_moment() {
        assert!(!is_locked(None, NOW));
        assert!(!is_locked(Some(NOW.plus_ms(1)), NOW));
        assert!(is_locked(Some(NOW), NOW));
    }

    #[test]
    fn a_lock_without_a_time_begins_now() {
        let ask = |action, at| RegistrationInput { action, at }.locked_from(NOW);
        let later = NOW.plus_ms(60_000);
        assert_eq!(ask(RegistrationAction::Lock, None), Ok(Some(NOW)));
        assert_eq!(ask(RegistrationAction::Lock, Some(later)), Ok(Some(later)));
        assert_eq!(ask(RegistrationAction::Unlock, None), Ok(None));
        assert_eq!(ask(RegistrationAction::Unlock, Some(later)).unwrap_err().kind, ProblemKind::Invalid);
    }

    #[test]
    fn past_the_lock_everybody_needs_a_reason_and_somebody_who_may() {
        let kind = |may, reasons: &[bool]| pass_lock(may, reasons.iter().copied()).map_err(|problem| problem.kind);
        assert_eq!(kind(true, &[true, true]), Ok(()));
        assert_eq!(kind(true, &[true, false]), Err(ProblemKind::Invalid));
        assert_eq!(kind(false, &[true]), Err(ProblemKind::Forbidden));
    }
}
