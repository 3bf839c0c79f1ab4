//! How people speak of the water.

use crate::i18n::tr;
use domain::water::Says;

/// What is said, as a button says it.
pub fn says_text(says: Says) -> &'static str {
    match says {
        Says::Seen => tr("Seen", "Gesehen"),
        Says::Out => tr("Out of the water", "Aus dem Wasser"),
        Says::Help => tr("Help!", "Hilfe!"),
        Says::Clear => tr("All clear", "Entwarnung"),
    }
}

/// What stands wherever somebody might trust the alarm alone.
pub fn no_lifeguard() -> &'static str {
    tr(
        "This replaces no lifeguard: it sees taps, not people.",
        "Das ersetzt keine Aufsicht: Es sieht Tipps, keine Menschen.",
    )
}

/// A lane by its pace group, and its own name where it has one.
pub fn lane_words(name: &str, pace_group: &str) -> String {
    if name == pace_group { name.to_owned() } else { format!("{name} · {pace_group}") }
}
