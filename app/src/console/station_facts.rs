//! What a station says of itself, in one line of the list of devices.

use super::labels::ago_text;
use crate::{
    components::{lane_text, network_text, worry_text},
    i18n::tr,
};
use domain::{
    Timestamp,
    fleet::{Network, StationState, Worry},
};
use leptos::prelude::*;

/// The line: lane, who is on shift, what worries first, then the rest.
pub fn station_facts(
    station: &StationState,
    time: ReadSignal<Timestamp>,
    is_running: Memo<bool>,
    here: RwSignal<Option<String>>,
) -> impl IntoView + use<> {
    let worries = {
        let station = station.clone();
        Memo::new(move |_| station.worries(time.get(), is_running.get()))
    };
    let alarms = move || {
        worries
            .get()
            .into_iter()
            .map(|worry| {
                let class = if worry.is_alarm() { "badge late" } else { "badge soon" };
                view! { <li><span class=class>{worry_text(worry)}</span></li> }
            })
            .collect_view()
    };
    let place = lane_text(station);
    let players = (station.players > 0).then(|| {
        let words = if station.players == 1 { tr("player", "Person") } else { tr("players", "Personen") };
        view! { <li>{station.players} " " {words}</li> }
    });
    let operator = station.operator.clone().map(|name| view! { <li>{name}</li> });
    let report = &station.report;
    let tap = report.last_tap_at.map(|at| {
        let ago = Memo::new(move |_| ago_text(time.get().since_ms(at)));
        view! { <li>{tr("tap ", "Runde ")} {ago}</li> }
    });
    let unsent = report.unsent;
    let unsent = (unsent > 0).then(|| view! { <li>{unsent} " " {tr("unsent", "ungesendet")}</li> });
    let again = report.sent_again;
    let again = (again > 0).then(|| view! { <li>{again} " " {tr("sent again", "noch einmal gesendet")}</li> });
    let battery = report.battery.map(|battery| {
        let cable = if battery.charging { tr(", charging", ", lädt") } else { "" };
        view! { <li>{tr("battery ", "Akku ")} {battery.percent} " %" {cable}</li> }
    });
    let network = report.round_trip_ms.map(|ms| {
        view! { <li>{network_text(Network::of(ms))} ", " {ms} " ms"</li> }
    });
    let clock = clock_text(report.clock_offset_ms).map(|text| view! { <li>{text}</li> });
    let build = report.build.clone();
    let outdated = move || {
        here.with(|here| here.as_ref().is_some_and(|here| !build.is_empty() && *here != build))
            .then(|| view! { <li>{tr("another version than here: reload", "andere Fassung als hier: neu laden")}</li> })
    };
    view! {
        <ul class="station-facts">
            <li><b>{place}</b></li>
            {players}
            {operator}
            {alarms}
            {unsent}
            {again}
            {tap}
            {battery}
            {network}
            {clock}
            {outdated}
        </ul>
    }
}

/// A clock that is off by a second or more; the station takes it into account.
fn clock_text(offset_ms: i64) -> Option<String> {
    let off_s = offset_ms.saturating_neg() / 1_000;
    let size = domain::time::clock_text(off_s.saturating_abs().saturating_mul(1_000));
    (off_s != 0).then(|| {
        let way = if off_s > 0 { tr("ahead", "vor") } else { tr("behind", "nach") };
        format!("{} {size} {way}", tr("clock", "Uhr"))
    })
}

/// How grave the gravest of a station's worries is, for sorting; what is silent stands first.
pub fn gravity(station: Option<&StationState>, now: Timestamp, is_running: bool) -> u8 {
    match station.and_then(|station| station.worries(now, is_running).first().copied()) {
        Some(Worry::Silent) => 0,
        Some(worry) if worry.is_alarm() => 1,
        Some(_) => 2,
        None => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_told_as_people_say_it() {
        assert_eq!(clock_text(999), None);
        assert_eq!(clock_text(-600_000).unwrap(), "clock 10:00 ahead");
        assert_eq!(clock_text(12_400).unwrap(), "clock 0:12 behind");
    }
}
