//! Lap entries written and read: what it costs that a change says what it is.

use crate::table::{Budget, Table};
use domain::{
    Metres, Timestamp,
    change::{Act, Change, EntryText, Lap, LapOrigin, PeopleText},
    ids::PlayerId,
};
use std::{hint::black_box, time::Instant};
use uuid::Uuid;

/// Laps that are written and read.
const LAPS: u32 = 500_000;

/// What a lap's entry costs to write, and to read.
pub fn measure(table: &mut Table) {
    let lap = |n: u32| {
        let lap = Lap {
            count: 1,
            counted_at: Timestamp::from_ms(1_800_000_000_000 + i64::from(n)),
            distance_m: Metres::from_mm(50_000),
            lap: Uuid::from_u128(u128::from(n)),
        };
        let origin = LapOrigin { lane: Some("Lane 2".to_owned()), ..LapOrigin::default() };
        Change::LapCount(Act::made(PlayerId(i64::from(n % 500)), lap).with(origin))
    };
    let began = Instant::now();
    for n in 0..LAPS {
        let _ = black_box(lap(black_box(n)).write());
    }
    table.row("codec: a lap's entry is written", Budget::AtMost(5.0), each_us(began), " µs");
    let Ok(written) = lap(7).write() else { return };
    let text = EntryText {
        action: &written.action,
        target_type: written.target_type,
        target_id: &written.target_id,
        previous: None,
        new: written.new.as_deref(),
        metadata: written.metadata.as_deref(),
        people: PeopleText::Nobody,
    };
    let began = Instant::now();
    for _ in 0..LAPS {
        let _ = black_box(Change::read(black_box(&text)));
    }
    table.row("codec: a lap's entry is read", Budget::AtMost(5.0), each_us(began), " µs");
}

fn each_us(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1_000_000.0 / f64::from(LAPS)
}
