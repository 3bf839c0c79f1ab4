//! Who may do what: the one table that every page, server function, route and socket asks.

use serde::{Deserialize, Serialize};

/// What a device or operator is there for. A higher role may do all that a lower one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
            Action::ReadPlayers => &[Reception, LaneAssign, LaneCount],
            Action::RegisterPlayers => &[Reception],
            Action::PlacePlayers => &[LaneAssign],
            Action::CountLaps => &[LaneCount],
            // A counter takes a player onto this lane or lets one go without a desk.
            Action::PlaceOnLane => &[LaneAssign, LaneCount],
            Action::SettleHeldLaps => &[Reception, LaneAssign],
            Action::SetClock | Action::ReadAudit => &[],
            Action::ManageDevices | Action::CreateEvents => return self == Self::Admin,
        };
        matches!(self, Self::Admin | Self::Floor) || desks.contains(&self)
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
    /// Open, start, pause, resume and finish.
    SetClock,
    /// Issue enrolment codes; list, rename and revoke devices.
    ManageDevices,
    /// Create events.
    CreateEvents,
    /// Read the whole audit trail; that of one player needs no more than to see players.
    ReadAudit,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 11] = [
        Self::ReadStaff,
        Self::ReadPlayers,
        Self::RegisterPlayers,
        Self::PlacePlayers,
        Self::CountLaps,
        Self::PlaceOnLane,
        Self::SettleHeldLaps,
        Self::SetClock,
        Self::ManageDevices,
        Self::CreateEvents,
        Self::ReadAudit,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_role_by_action() {
        let row =
            |role: Role| Action::ALL.map(|action| if role.may(action) { 'x' } else { '.' }).iter().collect::<String>();
        assert_eq!(row(Role::Admin), "xxxxxxxxxxx");
        assert_eq!(row(Role::Floor), "xxxxxxxx..x");
        assert_eq!(row(Role::Reception), "xxx...x....");
        assert_eq!(row(Role::LaneAssign), "xx.x.xx....");
        assert_eq!(row(Role::LaneCount), "xx..xx.....");
        assert_eq!(row(Role::Viewer), "x..........");
    }

    #[test]
    fn names_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::parse("root"), None);
    }
}
