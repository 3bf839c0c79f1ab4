//! The rules' words, such as "pause" or "withdrawn", as changes.

use super::{At, Change, ClockOf, ClockSet, LockedFrom, Make, SaidOfWater, Stands};
use crate::{
    Problem,
    clock::ClockAction,
    ids::{EventId, PlayerId},
    player::Standing,
    refusal,
    registration::RegistrationAction,
    water::Says,
};

impl ClockAction {
    /// The change that it is; a start that moves an earlier start is an adjustment.
    pub const fn change(self, moves_start: bool) -> Make<ClockOf, ClockSet, At> {
        match self {
            Self::Open => Change::ClockOpen,
            Self::Start if moves_start => Change::ClockAdjust,
            Self::Start => Change::ClockStart,
            Self::Pause => Change::ClockPause,
            Self::Resume => Change::ClockResume,
            Self::Finish => Change::ClockFinish,
        }
    }
}

impl RegistrationAction {
    /// The change that it is.
    pub const fn change(self) -> Make<EventId, LockedFrom> {
        match self {
            Self::Lock => Change::RegistrationLock,
            Self::Unlock => Change::RegistrationUnlock,
        }
    }
}

impl Says {
    /// The change that saying it is.
    pub const fn change(self) -> Make<PlayerId, SaidOfWater> {
        match self {
            Self::Seen => Change::WaterSeen,
            Self::Out => Change::WaterOut,
            Self::Help => Change::WaterHelp,
            Self::Clear => Change::WaterClear,
        }
    }
}

impl Standing {
    /// The change that leads to another standing.
    ///
    /// # Errors
    /// A conflict with a sentence where nothing leads there.
    pub fn change_to(self, new: Self) -> Result<Make<PlayerId, Stands>, Problem> {
        match (self, new) {
            (Self::Active, Self::Withdrawn) => Ok(Change::PlayerWithdraw),
            (Self::Active | Self::Withdrawn, Self::Disqualified) => Ok(Change::PlayerDisqualify),
            (Self::Withdrawn | Self::Disqualified, Self::Active) => Ok(Change::PlayerReEnter),
            (Self::Active | Self::Withdrawn | Self::Disqualified, Self::Deleted) => Ok(Change::PlayerDelete),
            (Self::Deleted, _) => Err(Problem::from(refusal::PlayerRemoved)),
            (Self::Disqualified, Self::Withdrawn) => Err(Problem::from(refusal::PlayerDisqualified)),
            (Self::Active, Self::Active) => Err(Problem::from(refusal::PlayerInRace)),
            (Self::Withdrawn, Self::Withdrawn) => Err(Problem::from(refusal::PlayerWithdrawnBefore)),
            (Self::Disqualified, Self::Disqualified) => Err(Problem::from(refusal::PlayerDisqualifiedBefore)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Timestamp,
        change::{Act, Kind},
    };

    #[test]
    fn words_have_names_and_actions_of_their_own() {
        for says in Says::ALL {
            assert_eq!(Says::parse(says.as_str()), Some(says));
            let word = SaidOfWater { at: Timestamp::from_ms(0), said: says };
            let change = says.change()(Act::made(PlayerId(1), word));
            assert_eq!(change.kind().map(Kind::name), Some(format!("water.{}", says.as_str()).as_str()));
        }
        assert_eq!(Says::parse("fine"), None);
    }
}
