//! Two tablets at one lane: how they share the counting, and when what both tapped is one question instead of two laps.

use crate::{
    Bib, Metres, Timestamp,
    event::Sport,
    ids::{DeviceId, LaneId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How the tablets of a lane share the counting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Counters {
    /// Either counts for both: what both tap within the guard time is a question.
    #[default]
    Together,
    /// Each counts for itself. The laps of one of them count, the others' are laid beside them and compared.
    Independent,
}

impl Counters {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Together, Self::Independent];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Independent => "independent",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counters| counters.as_str() == name)
    }
}

/// The longest guard time, in milliseconds. One helper taps when the hand touches the wall, the other when the feet leave
/// it, having looked for the card: that lies up to five seconds apart.
pub const GUARD_MS_MAX: i64 = 6_000;
/// The shortest, in milliseconds: two people never tap at the same moment.
pub const GUARD_MS_MIN: i64 = 500;

/// Within which time taps of two tablets for one player are probably the same lap, in milliseconds: half of what the lap
/// takes at a speed that nobody reaches, so that no tap lies near two true laps.
pub fn guard_ms(sport: Sport, lap: Metres) -> i64 {
    // Metres a second: above every record.
    let top = match sport {
        Sport::Swim => 3,
        Sport::Run => 10,
        Sport::Race => 60,
    };
    (lap.mm() / top / 2).clamp(GUARD_MS_MIN, GUARD_MS_MAX)
}

/// A lap that counts, beside one that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The lap.
    pub lap: Uuid,
    /// The device that counted it.
    pub device: i64,
    /// When.
    pub at: Timestamp,
    /// The devices of which a tap is taken for this lap already, or as whose question it was raised before it counted.
    pub shared_with: Vec<i64>,
}

/// The lap that a tap of a device probably is as well, if it is any: the nearest within the guard time that another
/// device counted and of which no tap of this one is taken already. So each lap stands against one tap of each tablet,
/// and who is first to reach the server changes which of the two counts, never how many.
pub fn twin(at: Timestamp, device: i64, guard_ms: i64, counted: &[Counted]) -> Option<Uuid> {
    let far = |lap: &Counted| lap.at.since_ms(at).saturating_abs();
    counted
        .iter()
        .filter(|lap| lap.device != device && far(lap) <= guard_ms && !lap.shared_with.contains(&device))
        .min_by_key(|lap| (far(lap), lap.at, lap.lap))
        .map(|lap| lap.lap)
}

/// What becomes of a lane's tablets: body of `PUT …/lanes/{lane}/counters`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountersInput {
    /// How they share the counting.
    pub counters: Counters,
    /// Where each counts for itself, the device whose laps count from now on; if left out, whoever led goes on, or the
    /// first that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<DeviceId>,
}

/// A device that counts at a lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CounterView {
    /// The device.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
}

/// A question for those who count together: both tapped a player within the guard time. One lap counts, the other is held
/// until somebody says whether it was another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BothCounted {
    /// The lap that is held.
    pub lap: Uuid,
    /// The player's bib.
    pub bib: Bib,
    /// The player's full name.
    pub name: String,
    /// The lane it was counted at, by its name now; the label that was sent where no lane of that name is known.
    pub lane: Option<String>,
    /// That lane's id, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane_id: Option<LaneId>,
    /// When it was counted.
    pub at: Timestamp,
    /// The device that counted it.
    pub device: Option<String>,
    /// When the other one counted the lap that counts.
    pub counted_at: Timestamp,
    /// The device that counted that one.
    pub counted_by: Option<String>,
}

impl BothCounted {
    /// How far the two taps lie apart, in milliseconds.
    pub fn apart_ms(&self) -> i64 {
        self.at.since_ms(self.counted_at).saturating_abs()
    }
}

/// What somebody says of a lap that only one tablet has, or both: item of `POST …/counters/settle`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// The lap, held or counted.
    pub lap: Uuid,
    /// Whether it is a lap of its own and counts; else it was none.
    pub counts: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000 + ms)
    }

    fn metres(m: i64) -> Metres {
        Metres::from_mm(m * 1_000)
    }

    #[test]
    fn the_guard_time_is_shorter_than_any_lap() {
        assert_eq!(guard_ms(Sport::Swim, metres(50)), 6_000);
        assert_eq!(guard_ms(Sport::Swim, metres(25)), 4_166);
        assert_eq!(guard_ms(Sport::Run, metres(400)), 6_000);
        assert_eq!(guard_ms(Sport::Race, metres(12)), 500, "a slot");
        assert_eq!(guard_ms(Sport::Race, metres(1_200)), 6_000, "karts");
    }

    /// Laps as they arrive; how many count, and how many are questions.
    fn arrive(taps: &[(i64, i64)], guard_ms: i64) -> (usize, usize) {
        let mut counted: Vec<Counted> = Vec::new();
        let mut asked = 0;
        for (no, (device, ms)) in taps.iter().enumerate() {
            match twin(at(*ms), *device, guard_ms, &counted) {
                Some(lap) => {
                    asked += 1;
                    counted.iter_mut().filter(|other| other.lap == lap).for_each(|lap| lap.shared_with.push(*device));
                }
                None => counted.push(Counted {
                    lap: Uuid::from_u128(no as u128),
                    device: *device,
                    at: at(*ms),
                    shared_with: Vec::new(),
                }),
            }
        }
        (counted.len(), asked)
    }

    #[test]
    fn a_tap_of_another_tablet_within_the_guard_time_is_a_question() {
        assert_eq!(arrive(&[(1, 0), (2, 4_000)], 6_000), (1, 1));
        assert_eq!(arrive(&[(1, 0), (2, 6_001)], 6_000), (2, 0));
        assert_eq!(arrive(&[(1, 0), (1, 4_000)], 6_000), (2, 0), "a double tap of one tablet is another matter");
        assert_eq!(arrive(&[(1, 0), (2, 1_000), (3, 2_000)], 6_000), (1, 2), "three tablets");
        // Whichever way round: a double tap on one of them leaves two laps and one question.
        assert_eq!(arrive(&[(1, 0), (1, 6_000), (2, 3_000)], 6_000), (2, 1));
        assert_eq!(arrive(&[(2, 3_000), (1, 0), (1, 6_000)], 6_000), (2, 1));
    }

    #[test]
    fn the_nearest_is_taken() {
        let lap = |no: u128, ms| Counted { lap: Uuid::from_u128(no), device: 1, at: at(ms), shared_with: Vec::new() };
        assert_eq!(twin(at(4_000), 2, 6_000, &[lap(1, 0), lap(2, 5_000)]), Some(Uuid::from_u128(2)));
        let shared = Counted { shared_with: vec![2], ..lap(2, 5_000) };
        assert_eq!(twin(at(4_000), 2, 6_000, &[lap(1, 0), shared]), Some(Uuid::from_u128(1)));
    }

    proptest! {
        /// Two tablets, each with laps that are true ones and so lie more than twice the guard time apart, in whatever
        /// order they reach the server.
        #[test]
        fn however_late_a_tablet_sends_the_same_number_counts(
            order in proptest::collection::vec((0..12_i64, -2_500..2_500_i64, 0..3_u8), 0..12)
                .prop_map(|laps| laps.into_iter().enumerate().flat_map(|(no, (_, off, has))| {
                    let true_ms = i64::try_from(no).unwrap_or(0) * 20_000;
                    let one = (has != 1).then_some((1, true_ms));
                    let other = (has != 2).then_some((2, true_ms + off));
                    one.into_iter().chain(other)
                }).collect::<Vec<_>>())
                .prop_flat_map(|taps| (Just(taps.clone()), Just(taps).prop_shuffle())),
        ) {
            let (one, other) = order;
            prop_assert_eq!(arrive(&one, 5_000), arrive(&other, 5_000));
            let (counted, asked) = arrive(&one, 5_000);
            prop_assert_eq!(counted + asked, one.len(), "nothing is lost");
        }
    }
}
