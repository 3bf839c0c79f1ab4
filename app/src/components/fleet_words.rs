//! How people speak of stations.

use crate::i18n::tr;
use domain::fleet::{Network, StationState, Worry};

/// What is the matter, in a few words.
pub fn worry_text(worry: Worry) -> &'static str {
    match worry {
        Worry::Silent => tr("says nothing", "meldet sich nicht"),
        Worry::NotOnDisk => tr("keeps taps in memory only", "behält Runden nur im Arbeitsspeicher"),
        Worry::BatteryLow => tr("battery low", "Akku fast leer"),
        Worry::Unsent => tr("taps wait", "Runden warten"),
        Worry::ClockOff => tr("clock is off", "Uhr geht falsch"),
    }
}

/// A station's lane: its pace group, and its own name where it has one.
pub fn lane_text(station: &StationState) -> String {
    match (&station.lane_name, &station.pace_group) {
        (Some(name), Some(group)) if name != group => format!("{name} · {group}"),
        (Some(name), _) => name.clone(),
        (None, _) => tr("no lane", "keine Bahn").to_owned(),
    }
}

/// How good a network is, in a word.
pub fn network_text(network: Network) -> &'static str {
    match network {
        Network::Good => tr("network good", "Netz gut"),
        Network::Slow => tr("network slow", "Netz langsam"),
        Network::Bad => tr("network bad", "Netz schlecht"),
    }
}
