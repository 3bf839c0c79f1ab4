//! Who may do what: the one table that every page, server function, route and socket asks.

use serde::{Deserialize, Serialize};

/// What a device or operator is there for. A higher role may do all that a lower one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the venue: devices, operators, events.
    Admin,
    /// Runs the event on the floor: the clock, and all three desks.
    Floor,
    /// Registers players.
    Reception,
    /// Places players in slots.
    LaneAssign,
    /// Counts laps at a lane.
    LaneCount,
    /// Looks, and changes nothing.
    Viewer,
}

impl Role {
    /// All roles, highest first.
    pub const ALL: [Self; 6] =
        [Self::Admin, Self::Floor, Self::Reception, Self::LaneAssign, Self::LaneCount, Self::Viewer];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Floor => "floor",
            Self::Reception => "reception",
            Self::LaneAssign => "lane_assign",
            Self::LaneCount => "lane_count",
            Self::Viewer => "viewer",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// Whether this role may do the action.
    pub fn may(self, action: Action) -> bool {
        use Role::{LaneAssign, LaneCount, Reception};
        let desks: &[Self] = match action {
            Action::ReadStaff => return true,
            // Whoever tapped knows best whether it was one lap or two; the desks see what is left.
            Action::ReadPlayers | Action::SettleCounters => &[Reception, LaneAssign, LaneCount],
            Action::RegisterPlayers | Action::TakePayments => &[Reception],
            Action::PlacePlayers => &[LaneAssign],
            Action::CountLaps => &[LaneCount],
            // A counter takes a player onto this lane or lets one go without a desk.
            Action::PlaceOnLane => &[LaneAssign, LaneCount],
            // A thunderstorm does not wait for the floor; the clock that it stops is the floor's to start again.
            Action::SettleHeldLaps | Action::ClearPool => &[Reception, LaneAssign],
            // Which devices it may touch depends on their roles too: see [`Role::may_enrol`].
            Action::SetClock
            | Action::LockRegistration
            | Action::ReadAudit
            | Action::ManageDevices
            | Action::ArrangeLanes => &[],
            Action::ManageOperators | Action::ManageEvents | Action::ErasePeople => return self == Self::Admin,
        };
        matches!(self, Self::Admin | Self::Floor) || desks.contains(&self)
    }

    /// Whether this role may enrol, rename and revoke devices of another: admins all, the floor those below its own.
    pub fn may_enrol(self, other: Self) -> bool {
        self == Self::Admin || (self.may(Action::ManageDevices) && self.outranks(other))
    }

    /// Whether this role stands above another. The three desks stand beside each other.
    pub const fn outranks(self, other: Self) -> bool {
        self.rank() > other.rank()
    }

    /// The higher of the roles that both roles include; the three desks have only the viewer in common. It names a shift
    /// in one word; what may be done is asked of both roles.
    #[must_use]
    pub fn shared_with(self, other: Self) -> Self {
        match () {
            () if self == other || other.outranks(self) => self,
            () if self.outranks(other) => other,
            () => Self::Viewer,
        }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Admin => 3,
            Self::Floor => 2,
            Self::Reception | Self::LaneAssign | Self::LaneCount => 1,
            Self::Viewer => 0,
        }
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What can be asked for by staff. Boards are public and need none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// See staff pages that show no personal data, and hear what changes.
    ReadStaff,
    /// See players with their full names and ages, and who is in which slot.
    ReadPlayers,
    /// Register players, edit them, import a start list.
    RegisterPlayers,
    /// Place, move and release players at the grouping desk.
    PlacePlayers,
    /// Count and take back laps.
    CountLaps,
    /// Take a player onto a lane, or let one go, from that lane's station.
    PlaceOnLane,
    /// Count or dismiss laps that are held.
    SettleHeldLaps,
    /// Say whether two tablets counted one lap or two.
    SettleCounters,
    /// Open, start, pause, resume and finish.
    SetClock,
    /// Lock registration, lift the lock, and register past it.
    LockRegistration,
    /// Add, change and remove pace groups and lanes.
    ArrangeLanes,
    /// Issue enrolment codes; list, rename and revoke devices.
    ManageDevices,
    /// Create, edit and retire operators, and end their sessions.
    ManageOperators,
    /// Create events, change what they are, call them off.
    ManageEvents,
    /// Erase the personal data of players.
    ErasePeople,
    /// Read the whole audit trail; that of one player needs no more than to see players.
    ReadAudit,
    /// Take payments, undo them, and see what was taken.
    TakePayments,
    /// See who is in the water, and begin a roll-call, which stops the clock.
    ClearPool,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 18] = [
        Self::ReadStaff,
        Self::ReadPlayers,
        Self::RegisterPlayers,
        Self::PlacePlayers,
        Self::CountLaps,
        Self::PlaceOnLane,
        Self::SettleHeldLaps,
        Self::SettleCounters,
        Self::SetClock,
        Self::LockRegistration,
        Self::ArrangeLanes,
        Self::ManageDevices,
        Self::ManageOperators,
        Self::ManageEvents,
        Self::ErasePeople,
        Self::ReadAudit,
        Self::TakePayments,
        Self::ClearPool,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_role_by_action() {
        let row =
            |role: Role| Action::ALL.map(|action| if role.may(action) { 'x' } else { '.' }).iter().collect::<String>();
        assert_eq!(row(Role::Admin), "xxxxxxxxxxxxxxxxxx");
        assert_eq!(row(Role::Floor), "xxxxxxxxxxxx...xxx");
        assert_eq!(row(Role::Reception), "xxx...xx........xx");
        assert_eq!(row(Role::LaneAssign), "xx.x.xxx.........x");
        assert_eq!(row(Role::LaneCount), "xx..xx.x..........");
        assert_eq!(row(Role::Viewer), "x.................");
    }

    #[test]
    fn a_device_is_enrolled_by_whoever_stands_above_its_role() {
        let enrols = |role: Role| Role::ALL.into_iter().filter(|other| role.may_enrol(*other)).count();
        assert_eq!(Role::ALL.map(enrols), [6, 4, 0, 0, 0, 0]);
        assert!(!Role::Floor.may_enrol(Role::Floor));
    }

    #[test]
    fn two_roles_share_the_lower_one_and_desks_share_only_looking() {
        assert_eq!(Role::Admin.shared_with(Role::LaneCount), Role::LaneCount);
        assert_eq!(Role::LaneCount.shared_with(Role::Floor), Role::LaneCount);
        assert_eq!(Role::Reception.shared_with(Role::Reception), Role::Reception);
        assert_eq!(Role::Reception.shared_with(Role::LaneCount), Role::Viewer);
        for (one, other) in Role::ALL.into_iter().flat_map(|one| Role::ALL.map(|other| (one, other))) {
            assert_eq!(one.shared_with(other), other.shared_with(one));
            for action in Action::ALL.into_iter().filter(|action| one.shared_with(other).may(*action)) {
                assert!(one.may(action) && other.may(action), "{one} and {other}: {action:?}");
            }
        }
    }

    #[test]
    fn names_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::parse("root"), None);
    }
}
