//! Which lane a name means, and what a lane was called at a moment. Lanes are renamed while tablets are offline, and these
//! go on naming them as they knew them; so a lane is known by its id, and its name is a label for people.

use crate::{
    Timestamp,
    ids::LaneId,
    refusal::{LaneUnknown, Reason},
};
use std::collections::HashMap;

/// A lane as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneNow {
    /// The lane.
    pub id: LaneId,
    /// What it is called.
    pub name: String,
    /// When it was removed; laps that were counted before may still arrive.
    pub removed_at: Option<Timestamp>,
}

/// A name that a lane was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameGiven {
    /// The lane.
    pub lane: LaneId,
    /// The name.
    pub name: String,
    /// From when on it bore it.
    pub since: Timestamp,
}

/// By what laps of one lane are told from those of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneKey {
    /// The id.
    Id(LaneId),
    /// A label that no lane ever bore; empty where none was named.
    Label(String),
}

/// The lane of a lap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LapLane {
    /// The lane, if the event has or had it.
    pub id: Option<LaneId>,
    /// What people read: the name as it was sent, or the one that the lane bore when the lap was counted.
    pub label: Option<String>,
}

impl LapLane {
    /// By what it is told from others.
    pub fn key(&self) -> LaneKey {
        self.id.map_or_else(|| LaneKey::Label(self.label.clone().unwrap_or_default()), LaneKey::Id)
    }
}

/// A stretch of time in which a lane bore a name; open at its end while it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    lane: LaneId,
    since: Timestamp,
    until: Option<Timestamp>,
}

/// The names of an event's lanes, now and before.
#[derive(Debug, Clone, Default)]
pub struct LaneNames {
    by_name: HashMap<String, Vec<Span>>,
    /// The names of each lane, the oldest first.
    by_lane: HashMap<LaneId, Vec<(Timestamp, String)>>,
}

impl LaneNames {
    /// Reads the names of lanes, those given in the order in which they were. A lane's name now is its newest, even if
    /// nobody noted when it was given: [`unnoted`] finds these, so that the caller can say when.
    pub fn new(lanes: &[LaneNow], given: impl IntoIterator<Item = NameGiven>) -> Self {
        let mut by_lane: HashMap<LaneId, Vec<(Timestamp, String)>> = HashMap::new();
        for NameGiven { lane, name, since } in given {
            let names = by_lane.entry(lane).or_default();
            // Nodes' clocks differ, and what was given later holds later.
            let since = names.last().map_or(since, |(before, _)| since.max(*before));
            names.push((since, name));
        }
        let mut by_name: HashMap<String, Vec<Span>> = HashMap::new();
        for lane in lanes {
            let names = by_lane.entry(lane.id).or_default();
            if names.last().is_none_or(|(_, newest)| *newest != lane.name) {
                let since = names.last().map_or(Timestamp::from_ms(0), |(since, _)| *since);
                names.push((since, lane.name.clone()));
            }
            let ends = names.iter().skip(1).map(|(since, _)| Some(*since)).chain([lane.removed_at]);
            for ((since, name), until) in names.iter().zip(ends) {
                by_name.entry(name.clone()).or_default().push(Span { lane: lane.id, since: *since, until });
            }
        }
        Self { by_name, by_lane }
    }

    /// The lane that a name means at a moment: the one that bore it then, and of several the one that took it last; else
    /// the one that bore it last.
    pub fn bearer(&self, name: &str, at: Timestamp) -> Option<LaneId> {
        let spans = self.by_name.get(name)?;
        let then = spans.iter().filter(|span| span.since <= at && span.until.is_none_or(|until| at < until));
        let then = then.max_by_key(|span| (span.since, span.lane));
        // An open end is later than any other.
        let last = || spans.iter().max_by_key(|span| (span.until.is_none(), span.until, span.since, span.lane));
        then.or_else(last).map(|span| span.lane)
    }

    /// What a lane was called at a moment; its first name for what was counted before it was made. None for a lane that
    /// the event never had.
    pub fn name_at(&self, lane: LaneId, at: Timestamp) -> Option<&str> {
        let names = self.by_lane.get(&lane)?;
        let then = names.iter().rev().find(|(since, _)| *since <= at);
        then.or_else(|| names.first()).map(|(_, name)| name.as_str())
    }

    /// What a lane is called now, or was when it was removed.
    pub fn name_now(&self, lane: LaneId) -> Option<&str> {
        self.by_lane.get(&lane)?.last().map(|(_, name)| name.as_str())
    }

    /// The lanes that ever bore a name.
    pub fn ever(&self, name: &str) -> impl Iterator<Item = LaneId> + use<'_> {
        self.by_name.get(name).into_iter().flatten().map(|span| span.lane)
    }

    /// The lane of a lap that names it by id, by name, or both: then the id holds.
    ///
    /// # Errors
    /// A reason if the event never had a lane with that id. A name that no lane ever bore is kept as a label.
    pub fn lane_of(&self, id: Option<LaneId>, name: Option<&str>, at: Timestamp) -> Result<LapLane, Reason> {
        let Some(id) = id else {
            let id = name.and_then(|name| self.bearer(name, at));
            return Ok(LapLane { id, label: name.map(str::to_owned) });
        };
        let label = self.name_at(id, at).ok_or_else(|| Reason::from(LaneUnknown))?;
        Ok(LapLane { id: Some(id), label: Some(label.to_owned()) })
    }

    /// By what the lane of a lap that is stored is told from others. One from before lanes were known by id, or from a
    /// node that does not know them so, is found by its label.
    pub fn key(&self, id: Option<LaneId>, label: Option<&str>, at: Timestamp) -> LaneKey {
        let label = label.unwrap_or_default();
        let id = id.or_else(|| self.bearer(label, at));
        id.map_or_else(|| LaneKey::Label(label.to_owned()), LaneKey::Id)
    }
}

/// The lanes whose name now is not the last that was noted as given to them: a node that keeps no names renamed them.
pub fn unnoted<'l>(lanes: &'l [LaneNow], given: &[NameGiven]) -> Vec<&'l LaneNow> {
    let newest: HashMap<LaneId, &str> = given.iter().map(|given| (given.lane, given.name.as_str())).collect();
    lanes.iter().filter(|lane| newest.get(&lane.id) != Some(&lane.name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: LaneId = LaneId(1);
    const B: LaneId = LaneId(2);

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(s * 1_000)
    }

    fn now(id: LaneId, name: &str) -> LaneNow {
        LaneNow { id, name: name.into(), removed_at: None }
    }

    fn given(lane: LaneId, name: &str, since: i64) -> NameGiven {
        NameGiven { lane, name: name.into(), since: at(since) }
    }

    #[test]
    fn a_name_means_the_lane_that_bore_it_then_else_the_one_that_bore_it_last() {
        // They swap their names: A is free of "1" at 10, B takes it at 20.
        let names = LaneNames::new(
            &[now(A, "2"), now(B, "1")],
            [given(A, "1", 0), given(B, "2", 0), given(A, "x", 10), given(B, "1", 20), given(A, "2", 30)],
        );
        let bearers = |name| [-1, 0, 9, 10, 19, 20, 40].map(|s| names.bearer(name, at(s)));
        let (a, b) = (Some(A), Some(B));
        assert_eq!(bearers("1"), [b, a, a, b, b, b, b], "between 10 and 20 nobody bears it, and B bore it last");
        assert_eq!(bearers("2"), [a, b, b, b, b, a, a]);
        assert_eq!(bearers("x"), [a; 7]);
        assert_eq!(bearers("3"), [None; 7]);
        assert_eq!(bearers(""), [None; 7]);
    }

    #[test]
    fn a_lane_that_was_removed_is_still_known() {
        let gone = LaneNow { removed_at: Some(at(10)), ..now(A, "1") };
        let names = LaneNames::new(std::slice::from_ref(&gone), [given(A, "1", 0)]);
        assert_eq!(names.bearer("1", at(40)), Some(A), "nobody has it since");
        let names = LaneNames::new(&[gone, now(B, "1")], [given(A, "1", 0), given(B, "1", 20)]);
        assert_eq!([5, 9, 15, 25].map(|s| names.bearer("1", at(s))), [Some(A), Some(A), Some(B), Some(B)]);
        assert_eq!(names.lane_of(Some(A), None, at(25)), Ok(LapLane { id: Some(A), label: Some("1".into()) }));
        // Brought back while the other one bears the name, which a later rule may allow: whoever took it last has it.
        let names = LaneNames::new(&[now(A, "1"), now(B, "1")], [given(A, "1", 0), given(B, "1", 20)]);
        assert_eq!([5, 25].map(|s| names.bearer("1", at(s))), [Some(A), Some(B)]);
    }

    #[test]
    fn the_id_holds_beside_a_name_and_a_label_is_kept() {
        let names =
            LaneNames::new(&[now(A, "blue"), now(B, "2")], [given(A, "1", 0), given(B, "2", 0), given(A, "blue", 10)]);
        let lane = |id, name, s| names.lane_of(id, name, at(s)).map(|lane| (lane.id, lane.label));
        assert_eq!(lane(Some(A), Some("2"), 5), Ok((Some(A), Some("1".into()))), "as it was called then");
        assert_eq!(lane(Some(A), None, 15), Ok((Some(A), Some("blue".into()))));
        assert_eq!(lane(Some(A), None, -5), Ok((Some(A), Some("1".into()))), "before it was made");
        assert_eq!(lane(None, Some("1"), 15), Ok((Some(A), Some("1".into()))), "a tablet that has not heard");
        assert_eq!(lane(None, Some("jetty"), 15), Ok((None, Some("jetty".into()))));
        assert_eq!(lane(None, None, 15), Ok((None, None)));
        assert!(lane(Some(LaneId(3)), Some("2"), 15).is_err());
        assert_eq!((names.name_now(A), names.name_now(LaneId(3))), (Some("blue"), None));
    }

    #[test]
    fn laps_of_one_lane_have_one_key_whatever_they_call_it() {
        let names = LaneNames::new(&[now(A, "blue")], [given(A, "1", 0), given(A, "blue", 10)]);
        let keys = [(Some(A), Some("x")), (None, Some("1")), (None, Some("blue"))];
        assert_eq!(keys.map(|(id, label)| names.key(id, label, at(12))), [(); 3].map(|()| LaneKey::Id(A)));
        assert_eq!(names.key(None, Some("jetty"), at(12)), LaneKey::Label("jetty".into()));
        assert_eq!(names.key(None, None, at(12)), LapLane::default().key());
        assert_eq!(names.ever("1").collect::<Vec<_>>(), [A]);
    }

    #[test]
    fn the_name_now_is_the_newest_even_where_nobody_noted_it() {
        let lanes = [now(A, "blue"), now(B, "2")];
        let known = [given(A, "1", 5), given(B, "2", 0)];
        assert_eq!(unnoted(&lanes, &known), [&lanes[0]]);
        let names = LaneNames::new(&lanes, known);
        assert_eq!(["1", "blue"].map(|name| names.bearer(name, at(20))), [Some(A); 2]);
        assert_eq!((names.name_now(A), names.name_at(A, at(20))), (Some("blue"), Some("blue")));
        let names = LaneNames::new(&lanes, []);
        assert_eq!((names.bearer("2", at(1)), names.bearer("1", at(1))), (Some(B), None));
    }
}
