//! One happening.

mod facts;

pub use facts::{EventChange, EventEdit, EventFacts, EventInput};

use crate::{
    Problem, Timestamp,
    clock::ClockView,
    lane::PaceGroupInput,
    limits, refusal,
    text::{Name, Slug},
    zone::Offset,
};
use serde::{Deserialize, Serialize};

/// What is done for laps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sport {
    /// In lanes of water.
    #[default]
    Swim,
    /// On foot.
    Run,
    /// On wheels or in slots.
    Race,
}

impl Sport {
    /// All sports.
    pub const ALL: [Self; 3] = [Self::Swim, Self::Run, Self::Race];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Swim => "swim",
            Self::Run => "run",
            Self::Race => "race",
        }
    }

    /// The sport of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sport| sport.as_str() == name)
    }
}

/// Whether a lap counts only for a player in a slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// It does: who is in no slot gets no lap.
    #[default]
    Required,
    /// It does not: laps count wherever they are tapped.
    Optional,
}

impl Placement {
    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
        }
    }

    /// The rule of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Required, Self::Optional].into_iter().find(|rule| rule.as_str() == name)
    }
}

/// An event that keeps every rule of form.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// What it is.
    pub facts: EventFacts,
    /// The slug that was asked for; none leaves the choice to the server.
    pub slug: Option<Slug>,
    /// Whether its time zone was left out: the server's takes its place.
    pub lacks_time_zone: bool,
    /// Whether its reference day was left out: it follows from the time zone.
    pub lacks_reference_day: bool,
    /// Its pace groups: name and number of slots.
    pub pace_groups: Vec<(Name, u32)>,
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
}

impl EventInput {
    /// The event that a configuration file asks for by its pace groups alone.
    pub fn configured(pace_groups: Vec<PaceGroupInput>) -> Self {
        Self {
            name: "LapStream".into(),
            slug: Some("event".into()),
            sport: Sport::Swim,
            lap_length_m: 50.0,
            pace_groups,
            ..Self::default()
        }
    }

    /// Checks every rule of form.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that names the field.
    pub fn parse(self) -> Result<NewEvent, Problem> {
        let facts = self.facts()?;
        facts.check()?;
        if self.pace_groups.len() > limits::PACE_GROUPS_MAX {
            return Err(refusal::PaceGroupsRange { max: limits::PACE_GROUPS_MAX }.into());
        }
        let mut pace_groups: Vec<(Name, u32)> = Vec::new();
        for group in &self.pace_groups {
            let (name, count) = group.parse()?;
            if pace_groups.iter().any(|(other, _)| *other == name) {
                return Err(refusal::PaceGroupTwice { name: name.into_string() }.into());
            }
            pace_groups.push((name, count));
        }
        if facts.placement == Placement::Required && pace_groups.is_empty() {
            return Err(refusal::PlacementNeedsGroup.into());
        }
        Ok(NewEvent {
            facts,
            lacks_time_zone: self.time_zone.is_none(),
            lacks_reference_day: self.reference_day.is_none(),
            slug: self.slug.as_deref().filter(|slug| !slug.is_empty()).map(Slug::parse).transpose()?,
            pace_groups,
            rehearsal: self.rehearsal,
        })
    }
}

/// An event as everybody may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventView {
    /// Its id.
    pub id: crate::ids::EventId,
    /// The part of its address.
    pub slug: String,
    /// What it is.
    #[serde(flatten)]
    pub facts: EventFacts,
    /// Its pace groups, in order.
    pub pace_groups: Vec<PaceGroupInput>,
    /// How far its clocks are ahead of UTC, from a year before it to a year after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offsets: Vec<Offset>,
    /// Its clock.
    pub clock: ClockView,
    /// From when reception registers nobody any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_locked_from: Option<Timestamp>,
    /// When it was called off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<Timestamp>,
    /// Whether it is a rehearsal, with made-up swimmers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
}

impl std::ops::Deref for EventView {
    type Target = EventFacts;

    fn deref(&self) -> &EventFacts {
        &self.facts
    }
}

/// A wish for a rehearsal like an event: body of `POST …/rehearsal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RehearsalInput {
    /// What it is called.
    pub name: String,
}

/// What a station plays in a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RehearsalView {
    /// What its swimmers follow from.
    pub seed: u64,
    /// What they do.
    pub sport: Sport,
}

/// Calls an event off, or lets it take place after all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelInput {
    /// Whether it is called off.
    pub cancelled: bool,
    /// Why; kept in the entry.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn input() -> EventInput {
        EventInput {
            name: "24 h Seebad".into(),
            sport: Sport::Swim,
            lap_length_m: 50.0,
            pace_groups: vec![PaceGroupInput { name: "slow".into(), count: 10 }],
            ..EventInput::default()
        }
    }

    #[test]
    fn a_plain_event_parses() {
        let event = input().parse().unwrap();
        let facts = event.facts;
        assert_eq!((facts.laps_per_tap, facts.lap_length_m.mm(), facts.currency), (1, 50_000, Currency::EUR));
    }

    #[test]
    fn an_edit_keeps_the_rules_of_an_event() {
        let edit = |with: fn(&mut EventEdit)| {
            let mut edit = EventEdit::default();
            with(&mut edit);
            edit.parse().map_err(|problem| problem.sentence)
        };
        assert_eq!(edit(|_| ()).unwrap().name, None);
        assert_eq!(edit(|e| e.laps_per_tap = Some(2)).unwrap().laps_per_tap, Some(2));
        assert!(edit(|e| e.name = Some(" ".into())).unwrap_err().contains("name"));
        assert!(edit(|e| e.lap_length_m = Some(0.0)).unwrap_err().contains("lap length"));
        assert!(edit(|e| e.laps_per_tap = Some(101)).unwrap_err().contains("1 to 100 laps"));
    }

    #[test]
    fn what_is_planned_ends_after_it_begins() {
        let planned = |start: &str, end: &str| {
            let (start, end) = (Some(start.to_owned()), Some(end.to_owned()));
            EventInput { planned_start: start, planned_end: end, ..input() }.parse().map(|event| event.facts)
        };
        let (start, end) = ("2026-06-06T14:00:00+02:00", "2026-06-07T14:00:00+02:00");
        let facts = planned(start, end).unwrap();
        assert_eq!(facts.planned_start, Timestamp::parse("2026-06-06T12:00:00Z").ok());
        assert!(planned(end, start).unwrap_err().is::<refusal::PlannedEndBeforeStart>());
        assert!(planned(start, start).is_err() && planned("soon", end).is_err());
        assert_eq!(planned("", " ").unwrap().planned_end, None);
        let edit = EventEdit { planned_start: Some(String::new()), ..EventEdit::default() };
        let change = edit.clone().parse().unwrap();
        assert_eq!(facts.changed(change).planned_start, None, "an empty text takes it back");
        assert_eq!(edit.beyond(&facts), EventEdit { planned_start: Some(String::new()), ..EventEdit::default() });
    }

    #[test]
    fn each_rule_of_form_is_named() {
        type Breaks = fn(&mut EventInput);
        let broken: [(&str, Breaks); 6] = [
            ("name", |e| e.name = " ".into()),
            ("slug", |e| e.slug = Some("Ä B".into())),
            ("lap length", |e| e.lap_length_m = -1.0),
            ("1 to 100 laps", |e| e.laps_per_tap = Some(0)),
            ("Two pace groups", |e| {
                let group = |name: &str| PaceGroupInput { name: name.into(), count: 1 };
                e.pace_groups = vec![group("a"), group(" a ")];
            }),
            ("at least one pace group", |e| e.pace_groups.clear()),
        ];
        for (word, breaks) in broken {
            let mut event = input();
            breaks(&mut event);
            let problem = event.parse().unwrap_err();
            assert!(problem.sentence.contains(word), "{problem}");
        }
    }
}
