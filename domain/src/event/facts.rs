//! What an event is, each fact said once. Tables, memory, REST, set-up, console and trail share [`EventFacts`]; a fact that
//! is added here is asked for, changed, shown and recorded by all of them.

use super::{Placement, Sport};
use crate::{
    Metres, Problem, Timestamp,
    lane::PaceGroupInput,
    lap::LapCount,
    money::Currency,
    refusal::{Field, PlannedEndBeforeStart},
    text::{Name, parse_reason},
    time::Day,
    zone::TimeZone,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// The type in which a fact is asked for when an event is made: what is not required may be left out.
macro_rules! asked {
    ($asked:ty, required) => { $asked };
    ($asked:ty, else $value:expr) => { Option<$asked> };
}

/// The fact as it was asked for, or what it is where it was left out.
macro_rules! or_else {
    ($asked:expr, $parse:expr, required) => {
        $parse($asked)?
    };
    ($asked:expr, $parse:expr, else $value:expr) => {
        match $asked {
            Some(asked) => $parse(asked)?,
            None => $value,
        }
    };
}

/// The fact as it is asked for when an event is made.
macro_rules! given {
    ($asked:expr, required) => {
        $asked?
    };
    ($asked:expr, else $value:expr) => {
        $asked
    };
}

/// The type in which a fact is read: one that is not required may be missing. A fact that may be none says so itself.
macro_rules! said {
    ($type:ty, required) => { $type };
    ($type:ty, else $value:expr) => { Option<$type> };
}

/// The fact as it was read, or as it is where it is left out.
macro_rules! or_left_out {
    ($said:expr, required) => {
        $said
    };
    ($said:expr, else $value:expr) => {
        $said.unwrap_or_else(|| $value)
    };
}

/// Whether nothing was asked for, so that nothing is written: a server of the version before refuses what it does not know.
trait LeftOut {
    fn is_left_out(&self) -> bool;
}

impl<T> LeftOut for Option<T> {
    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

macro_rules! never_left_out {
    ($($type:ty)*) => {$(
        impl LeftOut for $type {
            fn is_left_out(&self) -> bool {
                false
            }
        }
    )*};
}

never_left_out! { String Sport f64 }

/// One line a fact: its name, its type, the type in which it is asked for and how that is read, and whether it is required
/// when an event is made, or what it is else.
macro_rules! facts {
    ($($(#[doc = $doc:literal])+ $fact:ident: $type:ty, from $asked:ty => $parse:expr, $need:ident $($value:expr)?;)+) => {
        /// What an event is, but for its pace groups and its clock.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct EventFacts {
            $($(#[doc = $doc])+ pub $fact: $type,)+
        }

        /// A server of the version before says fewer facts, and a table may hold fewer: one that is missing is as if it had
        /// been left out when the event was made.
        impl<'de> Deserialize<'de> for EventFacts {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                #[derive(Deserialize)]
                struct Said {
                    $($fact: said!($type, $need $($value)?),)+
                }
                let said = Said::deserialize(from)?;
                Ok(Self { $($fact: or_left_out!(said.$fact, $need $($value)?),)+ })
            }
        }

        /// An event as a page or a program asks for it. A time zone that is left out is that of the server; a reference day
        /// that of the planned start, or of the day on which the event is made, in its time zone.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct EventInput {
            $($(#[doc = $doc])+ #[serde(skip_serializing_if = "LeftOut::is_left_out")]
            pub $fact: asked!($asked, $need $($value)?),)+
            /// The part of its address; made from the name if left out.
            #[serde(default)]
            pub slug: Option<String>,
            /// Its pace groups, in the order in which they are shown.
            #[serde(default)]
            pub pace_groups: Vec<PaceGroupInput>,
            /// Whether it is a rehearsal: for helpers to train on, with made-up swimmers, and never current beside a real
            /// event.
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            pub rehearsal: bool,
        }

        /// What is to be changed of an event; what is left out stays. Its slug never changes: printed codes name it.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default, deny_unknown_fields)]
        pub struct EventEdit {
            $($(#[doc = $doc])+ #[serde(skip_serializing_if = "Option::is_none")] pub $fact: Option<$asked>,)+
            /// Why; kept in the entry.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub reason: Option<String>,
        }

        /// A change of an event that keeps every rule of form.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct EventChange {
            $($(#[doc = $doc])+ pub $fact: Option<$type>,)+
            /// Why.
            pub reason: Option<String>,
        }

        impl EventInput {
            /// An event of that, where all that is required is said.
            pub fn made_of(facts: EventEdit, pace_groups: Vec<PaceGroupInput>) -> Option<Self> {
                let (slug, rehearsal) = (None, false);
                Some(Self { $($fact: given!(facts.$fact, $need $($value)?),)+ slug, pace_groups, rehearsal })
            }

            /// The facts that are asked for.
            ///
            /// # Errors
            /// [`Problem`] of kind invalid that names the field.
            pub(super) fn facts(&self) -> Result<EventFacts, Problem> {
                Ok(EventFacts { $($fact: or_else!(self.$fact.clone(), $parse, $need $($value)?),)+ })
            }
        }

        impl EventEdit {
            /// Checks every rule of form.
            ///
            /// # Errors
            /// [`Problem`] of kind invalid that names the field.
            pub fn parse(self) -> Result<EventChange, Problem> {
                Ok(EventChange {
                    $($fact: self.$fact.map($parse).transpose()?,)+
                    reason: self.reason.as_deref().map(parse_reason).transpose()?.flatten(),
                })
            }

            /// Only what differs from an event: what somebody else changed meanwhile is not set back. What breaks a rule of
            /// form stays, to be refused.
            #[must_use]
            pub fn beyond(self, event: &EventFacts) -> Self {
                let differs = |same: Result<bool, Problem>| !same.unwrap_or(false);
                Self {
                    $($fact: self.$fact.filter(|asked| differs($parse(asked.clone()).map(|fact| fact == event.$fact))),)+
                    reason: self.reason.filter(|reason| !reason.trim().is_empty()),
                }
            }
        }

        impl EventFacts {
            /// The facts after a change.
            #[must_use]
            pub fn changed(&self, change: EventChange) -> Self {
                Self { $($fact: change.$fact.unwrap_or_else(|| self.$fact.clone()),)+ }
            }
        }
    };
}

facts! {
    /// Its name.
    name: String, from String => |typed: String| Name::parse(Field::EventName, &typed).map(Name::into_string), required;
    /// What is done.
    sport: Sport, from Sport => Ok::<_, Problem>, required;
    /// Length of a lap in metres, for laps that are counted from now on.
    lap_length_m: Metres, from f64 => Metres::lap_length, required;
    /// Laps that one tap stands for, for taps from now on.
    laps_per_tap: u32, from i64 => |laps: i64| LapCount::new(laps).map(LapCount::get), else 1;
    /// Whether a lap needs a slot, for laps from now on; laps held for want of a slot are looked at again.
    placement: Placement, from Placement => Ok::<_, Problem>, else Placement::default();
    /// In which payments are taken, euros at first; it changes only while nothing was taken.
    currency: Currency, from Currency => Ok::<_, Problem>, else Currency::default();
    /// The time zone of the place where it happens, by its IANA name.
    time_zone: TimeZone, from String => |typed: String| TimeZone::parse(&typed), else TimeZone::utc();
    /// When it is planned to begin. An empty text asks for no planned start.
    planned_start: Option<Timestamp>, from String => |typed: String| planned(&typed), else None;
    /// When it is planned to end. An empty text asks for no planned end.
    planned_end: Option<Timestamp>, from String => |typed: String| planned(&typed), else None;
    /// The day on which ages are counted.
    reference_day: Day, from Day => Ok::<_, Problem>, else Day::FIRST;
}

/// A planned moment as it is asked for.
fn planned(typed: &str) -> Result<Option<Timestamp>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() { Ok(None) } else { Timestamp::parse(typed).map(Some) }
}

impl EventFacts {
    /// As for a swim in a 50 m pool.
    pub fn of_a_swim(name: String) -> Self {
        Self {
            name,
            sport: Sport::Swim,
            lap_length_m: Metres::from_mm(50_000),
            laps_per_tap: 1,
            placement: Placement::Required,
            currency: Currency::EUR,
            time_zone: TimeZone::utc(),
            planned_start: None,
            planned_end: None,
            reference_day: Day::FIRST,
        }
    }

    /// Checks what must hold between facts.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid if it is planned to end before it begins.
    pub fn check(&self) -> Result<(), Problem> {
        match (self.planned_start, self.planned_end) {
            (Some(start), Some(end)) if end <= start => Err(PlannedEndBeforeStart.into()),
            _ => Ok(()),
        }
    }

    /// The facts as they were stored.
    ///
    /// # Errors
    /// If one that is required is missing, or one holds what this version does not know.
    pub fn of_fields(stored: Map<String, Value>) -> Result<Self, serde_json::Error> {
        serde_json::from_value(Value::Object(stored))
    }

    /// What is stored of an event, and what an entry says of it, fact by fact.
    pub fn fields(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_sent() {
        let event = EventFacts { lap_length_m: Metres::from_mm(33_300), ..EventFacts::of_a_swim("24 h Seebad".into()) };
        let asked = |lap_length_m, name: &str, reason: &str| EventEdit {
            name: Some(name.into()),
            sport: Some(Sport::Swim),
            lap_length_m: Some(lap_length_m),
            laps_per_tap: Some(1),
            reason: Some(reason.into()),
            ..EventEdit::default()
        };
        assert_eq!(asked(33.3, " 24 h  Seebad", " ").beyond(&event), EventEdit::default());
        let expected = EventEdit {
            name: Some("24 h Strandbad".into()),
            lap_length_m: Some(-1.0),
            reason: Some("typo".into()),
            ..EventEdit::default()
        };
        assert_eq!(
            asked(-1.0, "24 h Strandbad", "typo").beyond(&event),
            expected,
            "what is wrong is refused, not dropped"
        );
    }

    #[test]
    fn what_is_left_out_is_not_written() {
        let input = EventInput { name: "Seebad".into(), lap_length_m: 50.0, ..EventInput::default() };
        let written = serde_json::to_value(input).unwrap();
        let names: Vec<&str> = written.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["lap_length_m", "name", "pace_groups", "slug", "sport"], "as the version before takes it");
    }

    #[test]
    fn what_was_stored_before_a_fact_was_there_is_read() {
        let facts = EventFacts::of_a_swim("Seebad".into());
        assert_eq!(EventFacts::of_fields(facts.fields()).unwrap(), facts);
        let mut fields = facts.fields();
        fields.remove("currency");
        fields.insert("of_a_newer_version".into(), Value::Bool(true));
        assert_eq!(EventFacts::of_fields(fields.clone()).unwrap(), facts);
        for younger in ["time_zone", "planned_start", "planned_end", "reference_day"] {
            fields.remove(younger);
        }
        assert_eq!(EventFacts::of_fields(fields.clone()).unwrap(), facts, "as a server of the version before says it");
        fields.remove("name");
        assert!(EventFacts::of_fields(fields).is_err());
    }
}
