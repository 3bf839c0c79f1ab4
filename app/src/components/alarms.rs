//! The strip below the bar of every desk: stations that cannot wait.

use super::{
    Desk, StaffLive,
    fleet_words::{lane_text, worry_text},
};
use crate::{PageError, feed::Feed, i18n::tr};
use domain::{
    Timestamp,
    fleet::{FleetAlarm, Worry},
    ids::EventId,
    time::clock_text,
    topic::Topic,
};
use leptos::{prelude::*, server_fn::codec::Json};

/// How often the strip asks by itself, in milliseconds: silence is nothing that is told.
const ASK_MS: i64 = 10_000;

/// Stations of an event that cannot wait, the gravest first.
///
/// # Errors
/// Forbidden for all but staff.
#[server(prefix = "/fn", endpoint = "fleet/alarms", input = Json)]
pub async fn list_alarms(event: EventId) -> Result<Vec<FleetAlarm>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.fleet.alarms(&who, event).await?)
}

/// The strip; nothing while all is well.
#[component]
pub fn AlarmStrip(
    /// Where we are.
    desk: Desk,
    /// What is heard.
    live: StaffLive,
    /// Whether whoever is there looks after the devices, and is led to them.
    may_manage: bool,
) -> impl IntoView {
    let turn = live.every(ASK_MS);
    let version =
        move || turn.get().wrapping_add(live.version(Topic::Devices)).wrapping_add(live.version(Topic::Clock));
    let alarms = Feed::new(Vec::new(), version, move || list_alarms(live.event));
    Effect::new(move |_| alarms.reload());
    // What is the same as before is not read out again.
    let lines = Memo::new(move |_| alarms.value.with(|all| all.iter().map(Line::of).collect::<Vec<_>>()));
    let leads = may_manage && desk != Desk::Console;
    move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let items = lines.into_iter().map(|line| item(line, live.time)).collect_view();
            view! {
                <aside class="alarm-strip" aria-label=tr("Stations that need somebody", "Stationen, die jemanden brauchen")>
                    <div role="alert">
                        <ul>{items}</ul>
                    </div>
                    {leads.then(|| view! { <a class="btn small" href="/console#devices-title">{tr("To the devices", "Zu den Geräten")}</a> })}
                </aside>
            }
        })
    }
}

/// What the strip says of a station.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    name: String,
    lane: String,
    players: u32,
    worry: Worry,
    /// Since when it is silent.
    since: Option<Timestamp>,
}

impl Line {
    fn of(alarm: &FleetAlarm) -> Self {
        let FleetAlarm { name, worry, station, .. } = alarm;
        Self {
            name: name.clone(),
            lane: lane_text(station),
            players: station.players,
            worry: *worry,
            since: (*worry == Worry::Silent).then_some(station.reported_at),
        }
    }
}

fn item(line: Line, time: ReadSignal<Timestamp>) -> impl IntoView {
    let here = match line.players {
        0 => String::new(),
        1 => tr(" · 1 player in the lane", " · 1 Person in der Bahn").to_owned(),
        players => format!(" · {players} {}", tr("players in the lane", "Personen in der Bahn")),
    };
    let silence = line.since.map(|since| {
        let for_s = Memo::new(move |_| time.get().since_ms(since) / 1_000);
        view! { " " <span class="num" aria-hidden="true">{move || clock_text(for_s.get() * 1_000)}</span> }
    });
    view! {
        <li>
            <b>{line.lane} ": " {worry_text(line.worry)}</b>
            {silence}
            " · "
            {line.name}
            {here}
        </li>
    }
}
