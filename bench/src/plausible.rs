//! How well the plausibility watch finds what was done to a recorded race: some of its laps dropped, some doubled, at
//! random from a seed that is printed.

use crate::{
    Failure,
    table::{Budget, Table},
};
use domain::{
    Timestamp,
    plausible::{Doubt, Mark, review},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::AddAssign,
    path::Path,
};
use uuid::Uuid;

/// Of how many laps one is dropped, and of how many one is doubled.
const ONE_IN: u32 = 100;
/// When the second of two taps for one lap comes, in milliseconds: from a finger that bounces to a helper who is not
/// sure whether the first one was taken.
const DOUBLE_AFTER_MS: std::ops::RangeInclusive<i64> = 200..=8_000;
/// How often the race is spoilt anew: one draw has only some 150 of each kind.
const DRAWS: u64 = 20;
/// Players in a lane, and so how many one helper hears of.
const LANE: f64 = 10.0;
const HOUR_MS: f64 = 3_600_000.0;

/// What came of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    dropped: u32,
    dropped_found: u32,
    doubled: u32,
    doubled_found: u32,
    false_soon: u32,
    false_missed: u32,
    hours: f64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.dropped += other.dropped;
        self.dropped_found += other.dropped_found;
        self.doubled += other.doubled;
        self.doubled_found += other.doubled_found;
        self.false_soon += other.false_soon;
        self.false_missed += other.false_missed;
        self.hours += other.hours;
    }
}

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) * 100.0 / f64::from(whole.max(1))
}

/// Prints what the watch finds in the race of that file, which has a row `elapsed_ms,bib` for each lap.
pub fn measure(laps: &Path, seed: u64, table: &mut Table) -> Result<(), Failure> {
    let race = read(&std::fs::read_to_string(laps)?)?;
    let mut all = Tally::default();
    for draw in 0..DRAWS {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(draw));
        for moments in race.values() {
            all += spoil_and_review(moments, &mut random);
        }
    }
    let found = share(all.dropped_found + all.doubled_found, all.dropped + all.doubled);
    let an_hour = |alarms: u32| f64::from(alarms) * LANE / all.hours.max(f64::MIN_POSITIVE);
    let alarms = an_hour(all.false_soon + all.false_missed);
    table.row(&format!("dropped and doubled laps found, seed {seed}"), Budget::AtLeast(95.0), found, " %");
    table.row("– of the dropped ones", Budget::None, share(all.dropped_found, all.dropped), " %");
    table.row("– of the doubled ones", Budget::None, share(all.doubled_found, all.doubled), " %");
    table.row("false alarms an hour in a lane of ten", Budget::AtMost(1.0), alarms, "");
    table.row("– of a lap missed", Budget::None, an_hour(all.false_missed), "");
    Ok(())
}

/// When each player's laps were, from the start on.
fn read(text: &str) -> Result<BTreeMap<u32, Vec<i64>>, Failure> {
    let mut race = BTreeMap::<u32, Vec<i64>>::new();
    for line in text.lines().skip(1) {
        let row = line.split_once(',').and_then(|(ms, bib)| Some((ms.trim().parse().ok()?, bib.trim().parse().ok()?)));
        let (ms, bib) = row.ok_or_else(|| Failure::Answer(format!("no lap: {line}")))?;
        race.entry(bib).or_default().push(ms);
    }
    Ok(race)
}

/// Spoils one player's race and looks at what is raised.
fn spoil_and_review(moments: &[i64], random: &mut StdRng) -> Tally {
    let hours = moments.last().map_or(0.0, |last| i32::try_from(*last).map_or(0.0, f64::from) / HOUR_MS);
    let mut tally = Tally { hours, ..Tally::default() };
    let (mut marks, mut doubles, mut after_dropped) = (Vec::new(), HashSet::new(), HashMap::new());
    let mut tap = |ms: i64, random: &mut StdRng| {
        let id = Uuid::from_u128(random.random());
        marks.push((Timestamp::from_ms(ms), Mark::Lap { id, laps: 1, kept: false }));
        id
    };
    let mut dropped = 0;
    for (no, ms) in moments.iter().enumerate() {
        // Nothing can tell that a lap after the last one is missing.
        if random.random_ratio(1, ONE_IN) && no + 1 < moments.len() {
            dropped += 1;
            continue;
        }
        let id = tap(*ms, random);
        tally.dropped += dropped;
        after_dropped.insert(id, std::mem::take(&mut dropped));
        if random.random_ratio(1, ONE_IN) {
            let after = random.random_range(DOUBLE_AFTER_MS);
            doubles.insert(tap(ms + after, random));
            tally.doubled += 1;
        }
    }
    for suspicion in review(marks, true) {
        let dropped = after_dropped.get(&suspicion.lap).copied().unwrap_or_default();
        match suspicion.doubt {
            Doubt::Soon if doubles.contains(&suspicion.lap) => tally.doubled_found += 1,
            Doubt::Soon => tally.false_soon += 1,
            Doubt::Missed { .. } if dropped == 0 => tally.false_missed += 1,
            Doubt::Missed { at, .. } => {
                tally.dropped_found += dropped.min(u32::try_from(at.len()).unwrap_or(dropped));
            }
        }
    }
    tally
}
