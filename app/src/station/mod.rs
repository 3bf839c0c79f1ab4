//! The lane station: a tablet at a lane's end, on which a helper taps once a lap.
//!
//! [`queue`], [`record`], [`snapshot`], [`lease`], [`tally`], [`touch`], [`fit`], [`server_time`] and [`totals`] are pure and
//! know no browser; who is expected next is told by [`domain::expected`]. A tap goes from [`counter`], which joins them to
//! the page and the clock on the wall, through [`courier`], which writes it to the [`disk`] and sends it when it is its
//! turn among the [`tabs`]. [`tablet`] joins what the browser gives beyond that, and only at a secure address: a start
//! without the network ([`offline`]), a [`screen`] that stays lit. [`watch`] misses whoever is overdue in the water; what is
//! said of them ([`pool_words`]) has a way of its own. What is typed, scanned by a [`wedge`] or seen by the [`camera`] becomes
//! a [`number`], and that a tap.

mod alarm;
mod api;
mod bar;
mod both;
mod camera;
mod cards;
mod choose;
mod counter;
mod courier;
mod disk;
mod faces;
pub(crate) mod feel;
pub mod fit;
mod foot;
mod glide;
mod handover;
pub(crate) mod js;
mod keeping;
pub mod lease;
mod mine;
mod more;
mod moving;
mod news;
mod number;
mod offline;
mod order;
mod people;
mod pick;
mod pool_words;
pub mod queue;
pub mod record;
mod rehearsal;
mod report;
mod roll;
mod said;
mod screen;
pub mod server_time;
pub mod snapshot;
mod strangers;
mod switch;
mod tablet;
mod tabs;
mod take;
pub mod tally;
mod taps;
pub mod totals;
pub mod touch;
pub mod undos;
mod watch;
mod wedge;
mod wire;

use crate::{
    browser,
    components::{Desk, Opened, StaffLive, StaffPage},
    i18n::tr,
};
use alarm::AlarmLine;
use api::Start;
use bar::Bar;
use counter::Counter;
use domain::{event::Sport, ids::LaneId, lane::LaneView};
use foot::Foot;
use leptos::prelude::*;
use leptos_meta::Link;
use number::{NumberDialog, Numbers};
use pick::PickLane;
use rehearsal::RehearsalPool;
use roll::CardsOrCall;
use tablet::{Tablet, TabletDialog};
use watch::Watch;

/// The page `/station`.
#[component]
pub fn StationPage() -> impl IntoView {
    view! {
        <Link rel="manifest" href="/manifest.webmanifest" />
        <StaffPage desk=Desk::Station start=api::start_station content=content />
    }
}

fn content(opened: Opened, live: StaffLive, start: Start) -> AnyView {
    view! { <Station opened start live /> }.into_any()
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <main id="main" class="wait">
            <h1 class="visually-hidden">{Desk::Station.title()}</h1>
            {tr("Opening the lane…", "Öffne die Bahn …")}
        </main>
    }
}

/// A lane as people call it: its place in the list (from 0) where it has no name of its own, and its pace group.
fn lane_title(no: usize, lane: &LaneView) -> String {
    let number = tr("Lane", "Bahn");
    if lane.name == lane.pace_group {
        format!("{number} {} · {}", no + 1, lane.pace_group)
    } else if lane.name.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{number} {} · {}", lane.name, lane.pace_group)
    } else {
        format!("{} · {}", lane.name, lane.pace_group)
    }
}

/// First the choice of a lane, then its players. The browser remembers the lane, before what the server was told last:
/// until the browser has looked, the page waits.
#[component]
fn Station(opened: Opened, start: Start, live: StaffLive) -> impl IntoView {
    let Start { lanes, venue, last } = start;
    let key = StoredValue::new(format!("lapstream.lane.{}", opened.event.slug));
    let lanes = StoredValue::new(lanes);
    let me = RwSignal::new(opened.me);
    let is_swim = opened.event.sport == Sport::Swim;
    let counter = Counter::new(opened.event.slug, opened.now, venue, live);
    let watch = Watch::begin(counter, live, is_swim);
    let tablet = Tablet::begin(counter);
    provide_context(tablet);
    let numbers = Numbers::begin(counter);
    let scanner = wedge::listen(numbers, Signal::derive(move || counter.lane.get().is_some()));
    provide_context(wedge::Scanner(scanner));
    let looked = RwSignal::new(false);
    let choose = Callback::new(move |id: Option<LaneId>| {
        key.with_value(|key| browser::remember(key, id.map(|id| id.to_string()).as_deref()));
        lanes.with_value(|lanes| counter.choose(lanes.iter().find(|lane| Some(lane.id) == id)));
    });
    Effect::new(move |_| {
        let kept = key.with_value(|key| browser::remembered(key)).and_then(|id| id.parse().ok()).map(LaneId).or(last);
        lanes.with_value(|lanes| {
            if let Some(lane) = lanes.iter().find(|lane| Some(lane.id) == kept) {
                counter.choose(Some(lane));
            }
        });
        looked.set(true);
    });
    report::begin(counter);
    move || match (looked.get(), counter.lane.get()) {
        (false, _) => view! { <Waiting /> }.into_any(),
        (true, None) => view! { <PickLane lanes=lanes.get_value() choose /> }.into_any(),
        (true, Some(id)) => {
            let found = lanes.with_value(|lanes| lanes.iter().cloned().enumerate().find(|(_, lane)| lane.id == id));
            let title = found.as_ref().map(|(no, lane)| lane_title(*no, lane)).unwrap_or_default();
            view! {
                <main id="main" class="station" data-rope=found.map(|(_, lane)| lane.color)>
                    <Bar counter watch me title />
                    <RehearsalPool counter />
                    <CardsOrCall watch counter />
                    <AlarmLine watch counter me />
                    <Foot counter numbers choose me />
                    <TabletDialog tablet counter />
                    <NumberDialog numbers />
                </main>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Metres, counters::Counters};

    #[test]
    fn a_lane_is_called_by_its_number_or_its_own_name() {
        let lane = |name: &str| LaneView {
            id: LaneId(1),
            name: name.into(),
            pace_group: "red".into(),
            color: "red".into(),
            capacity: 8,
            lap_length_m: Metres::from_mm(50_000),
            counters: Counters::default(),
        };
        let title = |no, name| lane_title(no, &lane(name));
        assert_eq!(
            [title(0, "red"), title(1, "7"), title(2, "Outer")],
            ["Lane 1 · red", "Lane 7 · red", "Outer · red"]
        );
    }
}
