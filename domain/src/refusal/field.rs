//! The fields that a refusal names.

/// A field of a form, or a part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// A player's name.
    Name,
    /// The event's name.
    EventName,
    /// The pace group's name.
    PaceGroupName,
    /// The lane's name.
    LaneName,
    /// The device's name.
    DeviceName,
    /// The operator's name.
    OperatorName,
    /// The category.
    Category,
    /// The team.
    Team,
    /// The reason for a change.
    Reason,
    /// A note.
    Note,
    /// An operator in an address.
    Operator,
    /// A lane in an address.
    Lane,
    /// A lane's id in an address.
    LaneId,
    /// A device's id in an address.
    DeviceId,
    /// A shut-out's id in an address.
    ShutOutId,
    /// A position in a pace group in an address.
    Position,
}

impl Field {
    /// All of them, with the name on the wire and the label in English and German. The German one begins a sentence.
    const LABELS: [(Self, &'static str, &'static str, &'static str); 16] = [
        (Self::Name, "name", "name", "Der Name"),
        (Self::EventName, "event_name", "event's name", "Der Name der Veranstaltung"),
        (Self::PaceGroupName, "pace_group_name", "pace group's name", "Der Name der Tempogruppe"),
        (Self::LaneName, "lane_name", "lane's name", "Der Name der Bahn"),
        (Self::DeviceName, "device_name", "device's name", "Der Name des Geräts"),
        (Self::OperatorName, "operator_name", "operator's name", "Der Name der Person"),
        (Self::Category, "category", "category", "Die Klasse"),
        (Self::Team, "team", "team", "Das Team"),
        (Self::Reason, "reason", "reason", "Der Grund"),
        (Self::Note, "note", "note", "Die Notiz"),
        (Self::Operator, "operator", "operator", "Die Person"),
        (Self::Lane, "lane", "lane", "Die Bahn"),
        (Self::LaneId, "lane_id", "lane's id", "Die Kennung der Bahn"),
        (Self::DeviceId, "device_id", "device's id", "Die Kennung des Geräts"),
        (Self::ShutOutId, "shut_out_id", "shut-out's id", "Die Kennung der Sperre"),
        (Self::Position, "position", "position", "Der Platz"),
    ];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        Self::LABELS.iter().find(|(field, ..)| *field == self).map_or("", |(_, name, ..)| name)
    }

    /// The labels in English and German of the field with that name on the wire.
    pub(super) fn labels(name: &str) -> Option<(&'static str, &'static str)> {
        Self::LABELS.iter().find(|(_, known, ..)| *known == name).map(|(.., english, german)| (*english, *german))
    }
}
