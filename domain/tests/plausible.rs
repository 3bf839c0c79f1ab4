//! The plausibility watch on a made-up night in a pool: what was missed and doubled is found, and a helper is not
//! bothered.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use domain::{
    Timestamp,
    plausible::{Doubt, Mark, review},
};
use std::collections::HashSet;
use uuid::Uuid;

const SWIMMERS: u32 = 40;
const HOURS: u32 = 8;
const LANE: f64 = 10.0;
const SEED: u64 = 2_026;

/// Numbers that look random and are the same every time: `SplitMix64`, by Steele, Lea and Flood (2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from one to another, both included.
    fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from).unwrap() + 1;
        from + i64::try_from(self.next() % span).unwrap()
    }

    fn one_in(&mut self, n: i64) -> bool {
        self.between(1, n) == 1
    }
}

/// What happened to one swimmer, and what should be found: the laps after missed ones, and the double taps.
#[derive(Default)]
struct Night {
    marks: Vec<(Timestamp, Mark)>,
    after_missed: HashSet<Uuid>,
    doubled: HashSet<Uuid>,
}

impl Night {
    fn tap(&mut self, random: &mut Random, at: i64) -> Uuid {
        let id = Uuid::from_u64_pair(random.next(), random.next());
        self.marks.push((Timestamp::from_ms(at), Mark::Lap { id, laps: 1, kept: false }));
        id
    }
}

/// Somebody who swims 50 m in 50 to 130 s, tires, is held up, rests at the wall, and leaves the water for a while.
fn swim(random: &mut Random) -> Night {
    let mut night = Night::default();
    let mut usual = random.between(50_000, 130_000);
    let (mut now, mut missed) = (1_800_000_000_000, false);
    let end = now + i64::from(HOURS) * 3_600_000;
    while now < end {
        usual = usual * random.between(996, 1_005) / 1_000;
        now += usual * random.between(90, 112) / 100;
        match random.between(1, 120) {
            1 => now += usual * random.between(20, 45) / 100,
            2 => {
                now += random.between(8, 40) * 60_000;
                // Half of them are let go at the desk and placed again.
                if random.one_in(2) {
                    night.marks.push((Timestamp::from_ms(now - usual), Mark::Break));
                }
            }
            _ => {}
        }
        if random.one_in(100) {
            missed = true;
            continue;
        }
        let id = night.tap(random, now);
        if std::mem::take(&mut missed) {
            night.after_missed.insert(id);
        }
        if random.one_in(100) {
            let again = now + random.between(200, 8_000);
            let double = night.tap(random, again);
            night.doubled.insert(double);
        }
    }
    night
}

#[test]
fn missed_and_doubled_laps_are_found_and_few_others_are_raised() {
    let (mut wrong, mut found, mut alarms) = (0, 0, 0);
    let mut random = Random(SEED);
    for _ in 0..SWIMMERS {
        let night = swim(&mut random);
        wrong += night.after_missed.len() + night.doubled.len();
        for suspicion in review(night.marks, true) {
            let expected = match suspicion.doubt {
                Doubt::Soon => &night.doubled,
                Doubt::Missed { .. } => &night.after_missed,
            };
            if expected.contains(&suspicion.lap) { found += 1 } else { alarms += 1 }
        }
    }
    let share = f64::from(found) / f64::from(u32::try_from(wrong).unwrap());
    let an_hour = f64::from(alarms) / f64::from(SWIMMERS * HOURS) * LANE;
    println!("seed {SEED}: {found} of {wrong} found, {an_hour:.2} false alarms an hour in a lane of ten");
    assert!(wrong > 100, "the night has something to find");
    assert!(share >= 0.95, "{found} of {wrong}");
    assert!(an_hour <= 1.0, "{alarms} false alarms are {an_hour} an hour");
}
