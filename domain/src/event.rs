//! One happening.

use crate::{
    Metres, Problem, Timestamp,
    clock::ClockView,
    lane::PaceGroupInput,
    lap::LapCount,
    limits,
    money::Currency,
    refusal::{self, Field},
    text::parse_reason,
    text::{Name, Slug},
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

/// An event as a page or a program asks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EventInput {
    /// Its name.
    pub name: String,
    /// The part of its address; made from the name if left out.
    #[serde(default)]
    pub slug: Option<String>,
    /// What is done.
    pub sport: Sport,
    /// Length of a lap, in metres.
    pub lap_length_m: f64,
    /// Laps that one tap stands for.
    #[serde(default)]
    pub laps_per_tap: Option<i64>,
    /// Whether a lap needs a slot.
    #[serde(default)]
    pub placement: Placement,
    /// In which payments are taken; euros if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Its pace groups, in the order in which they are shown.
    #[serde(default)]
    pub pace_groups: Vec<PaceGroupInput>,
    /// Whether it is a rehearsal: for helpers to train on, with made-up swimmers, and never current beside a real event.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
}

/// An event that keeps every rule of form.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its name.
    pub name: Name,
    /// The slug that was asked for; none leaves the choice to the server.
    pub slug: Option<Slug>,
    /// What is done.
    pub sport: Sport,
    /// Length of a lap.
    pub lap_length: Metres,
    /// Laps that one tap stands for.
    pub laps_per_tap: u32,
    /// Whether a lap needs a slot.
    pub placement: Placement,
    /// In which payments are taken.
    pub currency: Currency,
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
            laps_per_tap: Some(1),
            placement: Placement::Required,
            currency: None,
            pace_groups,
            rehearsal: false,
        }
    }

    /// Checks every rule of form.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that names the field.
    pub fn parse(self) -> Result<NewEvent, Problem> {
        let laps_per_tap = self.laps_per_tap.unwrap_or(1);
        let laps_per_tap = LapCount::new(laps_per_tap)?.get();
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
        if self.placement == Placement::Required && pace_groups.is_empty() {
            return Err(refusal::PlacementNeedsGroup.into());
        }
        Ok(NewEvent {
            name: Name::parse(Field::EventName, &self.name)?,
            slug: self.slug.as_deref().filter(|slug| !slug.is_empty()).map(Slug::parse).transpose()?,
            sport: self.sport,
            lap_length: Metres::lap_length(self.lap_length_m)?,
            laps_per_tap,
            placement: self.placement,
            currency: self.currency.unwrap_or_default(),
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
    /// Its name.
    pub name: String,
    /// The part of its address.
    pub slug: String,
    /// What is done.
    pub sport: Sport,
    /// Length of a lap, in metres.
    pub lap_length_m: Metres,
    /// Laps that one tap stands for.
    pub laps_per_tap: u32,
    /// Whether a lap needs a slot.
    pub placement: Placement,
    /// In which payments are taken.
    pub currency: Currency,
    /// Its pace groups, in order.
    pub pace_groups: Vec<PaceGroupInput>,
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

/// What is to be changed of an event; what is left out stays. Its slug never changes: printed codes name it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct EventEdit {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sport: Option<Sport>,
    /// Length of a lap in metres, for laps that are counted from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lap_length_m: Option<f64>,
    /// Laps that one tap stands for, for taps from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub laps_per_tap: Option<i64>,
    /// Whether a lap needs a slot, for laps from now on; laps held for want of a slot are looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    /// In which payments are taken; only while none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Why; kept in the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A change of an event that keeps every rule of form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventChange {
    /// Its name.
    pub name: Option<Name>,
    /// What is done.
    pub sport: Option<Sport>,
    /// Length of a lap.
    pub lap_length: Option<Metres>,
    /// Laps that one tap stands for.
    pub laps_per_tap: Option<u32>,
    /// Whether a lap needs a slot.
    pub placement: Option<Placement>,
    /// In which payments are taken.
    pub currency: Option<Currency>,
    /// Why.
    pub reason: Option<String>,
}

impl EventEdit {
    /// Checks every rule of form.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that names the field.
    pub fn parse(self) -> Result<EventChange, Problem> {
        Ok(EventChange {
            name: self.name.as_deref().map(|name| Name::parse(Field::EventName, name)).transpose()?,
            sport: self.sport,
            lap_length: self.lap_length_m.map(Metres::lap_length).transpose()?,
            laps_per_tap: self.laps_per_tap.map(|count| LapCount::new(count).map(LapCount::get)).transpose()?,
            placement: self.placement,
            currency: self.currency,
            reason: self.reason.as_deref().map(parse_reason).transpose()?.flatten(),
        })
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

    fn input() -> EventInput {
        EventInput {
            name: "24 h Seebad".into(),
            slug: None,
            sport: Sport::Swim,
            lap_length_m: 50.0,
            laps_per_tap: None,
            placement: Placement::Required,
            currency: None,
            pace_groups: vec![PaceGroupInput { name: "slow".into(), count: 10 }],
            rehearsal: false,
        }
    }

    #[test]
    fn a_plain_event_parses() {
        let event = input().parse().unwrap();
        assert_eq!((event.laps_per_tap, event.lap_length.mm(), event.currency), (1, 50_000, Currency::EUR));
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
