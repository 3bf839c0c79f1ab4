//! Says how this station is, so that a desk sees when it needs somebody: every few seconds, and soon after a change that
//! matters.

use super::{api, counter::Counter, js, keeping::Keeping, queue::Queue};
use crate::browser;
use domain::{
    Timestamp,
    fleet::{self, Battery, StationReport},
    ids::LaneId,
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// How long changes are gathered: after an outage many taps leave within a second.
const GATHER: Duration = Duration::from_secs(1);
/// How often it is said while nothing changes.
const EVERY: Duration = Duration::from_millis(fleet::REPORT_EVERY_MS.unsigned_abs());

/// What is said soon after it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Matters {
    lane: Option<LaneId>,
    waits: bool,
    sent_again: usize,
    on_disk: bool,
}

/// Reports for as long as the page is open.
pub fn begin(counter: Counter) {
    let took_ms = StoredValue::new(None);
    let gathering = StoredValue::new(false);
    let matters = Memo::new(move |_| Matters {
        lane: counter.lane.get(),
        waits: counter.courier.queue.with(Queue::unsent) > 0,
        sent_again: counter.courier.sent_again.get(),
        on_disk: on_disk(counter),
    });
    Effect::new(move |_| {
        matters.track();
        if gathering.try_update_value(|gathering| std::mem::replace(gathering, true)) == Some(false) {
            let say = move || {
                gathering.try_set_value(false);
                spawn_local(say(counter, took_ms));
            };
            set_timeout(say, GATHER);
        }
    });
    Effect::new(move |_| {
        let interval = set_interval_with_handle(move || spawn_local(say(counter, took_ms)), EVERY).ok();
        on_cleanup(move || interval.iter().for_each(IntervalHandle::clear));
    });
}

fn on_disk(counter: Counter) -> bool {
    counter.courier.keeping.get() != Keeping::Memory && counter.courier.queue.with(Queue::in_memory) == 0
}

/// A word that is lost is followed by the next one; silence is what the desk goes by.
async fn say(counter: Counter, took_ms: StoredValue<Option<u32>>) {
    let battery = battery().await;
    if counter.lane.is_disposed() {
        return; // the page was left
    }
    let report = untrack(|| report(counter, took_ms.get_value(), battery));
    let began = browser::now_ms();
    if api::report_station(counter.event, report).await.is_ok() {
        took_ms.try_set_value(u32::try_from(browser::now_ms() - began).ok());
    }
}

fn report(counter: Counter, round_trip_ms: Option<u32>, battery: Option<Battery>) -> StationReport {
    let clock_offset_ms = counter.offset_ms();
    let at = |local_ms: i64| Timestamp::from_ms(local_ms.saturating_add(clock_offset_ms));
    let (unsent, oldest) = counter.courier.queue.with(|queue| (queue.unsent(), queue.oldest_ms()));
    StationReport {
        lane: counter.lane.get(),
        unsent: u32::try_from(unsent).unwrap_or(u32::MAX),
        unsent_since: oldest.map(at),
        sent_again: u32::try_from(counter.courier.sent_again.get()).unwrap_or(u32::MAX),
        last_tap_at: counter.last_tap_at(),
        clock_offset_ms,
        // Before the first word was answered, what opening the lane took.
        round_trip_ms: round_trip_ms.or_else(|| counter.round_trip_ms()),
        battery,
        on_disk: on_disk(counter),
        build: browser::build().unwrap_or_default(),
    }
}

/// What the tablet has left. Only some browsers tell, and only where the page is safe.
async fn battery() -> Option<Battery> {
    let battery = js::promised(&window().navigator(), "getBattery", []).await?;
    let (level, charging) = (js::get(&battery, "level")?.as_f64()?, js::get(&battery, "charging")?.as_bool()?);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100 by the clamp")]
    let percent = (level * 100.0).round().clamp(0.0, 100.0) as u8;
    Some(Battery { percent, charging })
}
