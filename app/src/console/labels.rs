//! Roles and ages as people call them.

use crate::i18n::tr;
use domain::Role;

/// A role as people call it.
pub fn role_text(role: Role) -> &'static str {
    match role {
        Role::Admin => tr("Admin", "Admin"),
        Role::Floor => tr("Floor", "Aufsicht"),
        Role::Reception => tr("Reception", "Anmeldung"),
        Role::LaneAssign => tr("Grouping desk", "Einteilung"),
        Role::LaneCount => tr("Lane station", "Zählstation"),
        Role::Viewer => tr("Viewer", "Zuschauer"),
    }
}

/// How long ago something was, in the largest unit that fits.
pub fn ago_text(ms: i64) -> String {
    let s = ms.max(0) / 1_000;
    let (number, unit) = match s {
        0..30 => return tr("just now", "gerade eben").to_owned(),
        30..120 => (s, "s"),
        120..7_200 => (s / 60, "min"),
        7_200..172_800 => (s / 3_600, "h"),
        _ => (s / 86_400, tr("days", "Tagen")),
    };
    let before = tr("", "vor ");
    let after = tr(" ago", "");
    format!("{before}{number} {unit}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_the_largest_unit() {
        assert_eq!(ago_text(-5), "just now");
        assert_eq!(ago_text(45_000), "45 s ago");
        assert_eq!(ago_text(4 * 60_000), "4 min ago");
        assert_eq!(ago_text(3 * 86_400_000), "3 days ago");
    }
}
