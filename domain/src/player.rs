//! A person or crew in an event.

use crate::{
    Bib, Metres, Problem, Timestamp, limits,
    refusal::{self, Field},
    text::Name,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Gender, where it was given; ranks by it are optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Women and girls.
    Female,
    /// Men and boys.
    Male,
    /// Anyone else.
    Other,
}

impl Gender {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Female, Self::Male, Self::Other];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
        }
    }

    /// Reads what start lists write, in English and German.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid for any other word.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text.trim().to_lowercase().as_str() {
            "female" | "f" | "w" | "woman" | "girl" | "weiblich" | "frau" | "mädchen" => Ok(Self::Female),
            "male" | "m" | "man" | "boy" | "männlich" | "mann" | "junge" => Ok(Self::Male),
            "other" | "o" | "x" | "d" | "divers" | "diverse" | "nonbinary" => Ok(Self::Other),
            _ => Err(refusal::GenderUnknown.into()),
        }
    }
}

/// What is known of a player's age: the most exact of what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birth {
    /// The day of birth.
    Date(NaiveDate),
    /// The year of birth; counts as the age reached in that year.
    Year(i32),
    /// Just the age, in years.
    Age(u32),
}

impl Birth {
    /// Age in full years on the event's reference day.
    pub fn age_on(self, day: NaiveDate) -> u32 {
        match self {
            Self::Date(born) => day.years_since(born).unwrap_or(0),
            Self::Year(year) => u32::try_from(day.year() - year).unwrap_or(0),
            Self::Age(age) => age,
        }
    }
}

/// How a player stands in the event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In the race.
    #[default]
    Active,
    /// Ended the race; laps and rank stay.
    Withdrawn,
    /// Taken out of the ranking; laps stay.
    Disqualified,
    /// Should not have been registered; shown nowhere, and the bib is not given again.
    Deleted,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Active, Self::Withdrawn, Self::Disqualified, Self::Deleted];

    /// The name used in the API and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Withdrawn => "withdrawn",
            Self::Disqualified => "disqualified",
            Self::Deleted => "deleted",
        }
    }

    /// The standing of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == name)
    }

    /// Whether boards rank the player.
    pub const fn is_ranked(self) -> bool {
        matches!(self, Self::Active | Self::Withdrawn)
    }

    /// Whether it is the standing of somebody who counts on in the race.
    pub const fn is_active(&self) -> bool {
        matches!(self, Self::Active)
    }

    /// Since when somebody who takes this standing is out of the race; `before` is since when they were until now.
    #[must_use]
    pub fn left_at(self, before: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Active => None,
            Self::Withdrawn | Self::Disqualified => before.or(Some(now)),
            // Laps of somebody who was removed are nobody's; undoing the removal finds the moment here.
            Self::Deleted => before,
        }
    }
}

/// A player as a page, a program or a start list gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("required" = ["name"])))]
#[serde(deny_unknown_fields, default)]
pub struct PlayerInput {
    /// The bib asked for; the next free one if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bib: Option<Bib>,
    /// The full name.
    pub name: String,
    /// `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Year of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<i64>,
    /// Age in years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<i64>,
    /// `female`, `male` or `other`, or what start lists write for them in English or German.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Category, by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Team, club or school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The wish not to be shown by name.
    pub hide_name: bool,
    /// Whether a permission to swim at night is noted, which minors need; it stays as it is if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub night_permission: Option<bool>,
    /// Why it is done; needed past the lock of registration, and kept in the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A player that keeps every rule of form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlayer {
    /// The bib asked for.
    pub bib: Option<Bib>,
    /// The full name.
    pub name: Name,
    /// What is known of the age.
    pub birth: Option<Birth>,
    /// Gender, if given.
    pub gender: Option<Gender>,
    /// Category, if given.
    pub category: Option<Name>,
    /// Team, if given.
    pub team: Option<Name>,
    /// The wish not to be shown by name.
    pub hide_name: bool,
    /// Whether a permission to swim at night is noted, if that was said.
    pub night_permission: Option<bool>,
}

impl PlayerInput {
    /// Checks every rule of form; `today` bounds births.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid that names the field.
    pub fn parse(self, today: NaiveDate) -> Result<NewPlayer, Problem> {
        Ok(NewPlayer {
            bib: self.bib,
            name: Name::parse(Field::Name, &self.name)?,
            birth: parse_birth(self.birth_date.as_deref(), self.birth_year, self.age, today)?,
            gender: self.gender.as_deref().filter(|g| !g.trim().is_empty()).map(Gender::parse).transpose()?,
            category: Name::parse_optional(Field::Category, self.category.as_deref())?,
            team: Name::parse_optional(Field::Team, self.team.as_deref())?,
            hide_name: self.hide_name,
            night_permission: self.night_permission,
        })
    }
}

fn parse_birth(
    date: Option<&str>,
    year: Option<i64>,
    age: Option<i64>,
    today: NaiveDate,
) -> Result<Option<Birth>, Problem> {
    let oldest = today.year() - limits::AGE_MAX.cast_signed();
    if let Some(text) = date.map(str::trim).filter(|text| !text.is_empty()) {
        let born = NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"))
            .map_err(|_| Problem::from(refusal::BirthDateForm))?;
        if born > today || born.year() < oldest {
            return Err(refusal::BirthDateRange.into());
        }
        return Ok(Some(Birth::Date(born)));
    }
    if let Some(year) = year {
        return match i32::try_from(year) {
            Ok(year) if (oldest..=today.year()).contains(&year) => Ok(Some(Birth::Year(year))),
            _ => Err(refusal::BirthYearRange.into()),
        };
    }
    match age.map(u32::try_from) {
        None => Ok(None),
        Some(Ok(age)) if age <= limits::AGE_MAX => Ok(Some(Birth::Age(age))),
        Some(_) => Err(refusal::AgeRange { max: limits::AGE_MAX }.into()),
    }
}

/// What boards show: the name, or first name and initial for those known to be under
/// [`limits::PUBLIC_NAME_AGE`] and those who asked for it.
pub fn public_name(name: &str, age: Option<u32>, hide_name: bool) -> String {
    if !hide_name && age.is_none_or(|age| age >= limits::PUBLIC_NAME_AGE) {
        return name.to_owned();
    }
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.next_back().and_then(|last| last.chars().next()) {
        Some(initial) => format!("{first} {}.", initial.to_uppercase()),
        None => first.to_owned(),
    }
}

/// A player as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlayerView {
    /// The bib.
    pub bib: Bib,
    /// The full name.
    pub name: String,
    /// What boards show.
    pub public_name: String,
    /// Day of birth, if given.
    pub birth_date: Option<String>,
    /// Year of birth, if given.
    pub birth_year: Option<i32>,
    /// Age on the event's reference day, if known.
    pub age: Option<u32>,
    /// Gender, if given.
    pub gender: Option<Gender>,
    /// Category, if given.
    pub category: Option<String>,
    /// Team, if given.
    pub team: Option<String>,
    /// The wish not to be shown by name.
    pub hide_name: bool,
    /// Whether a permission to swim at night is noted, which minors need.
    #[serde(default)]
    pub night_permission: bool,
    /// How the player stands in the event.
    #[serde(default)]
    pub standing: Standing,
    /// When they left the race, if they are out of it.
    #[serde(default)]
    pub left_at: Option<Timestamp>,
    /// Where the player is now.
    pub slot: Option<SlotRef>,
    /// When registered.
    pub registered_at: Timestamp,
}

/// A slot by names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SlotRef {
    /// The pace group's name.
    pub pace_group: String,
    /// The position in it.
    pub position: u32,
    /// The lane's name.
    pub lane: String,
    /// The pace group's rope colour.
    pub color: String,
}

/// Players with what a desk's head shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlayerList {
    /// All players, newest first.
    pub players: Vec<PlayerView>,
    /// The bib that would be given next.
    pub next_bib: Bib,
    /// Players registered since midnight, by the caller's day.
    pub today: u32,
}

impl PlayerList {
    /// Shows somebody who was just registered before the list is asked for anew. The new list may be quicker than the answer
    /// to the registration, and nobody stands in it twice.
    pub fn add(&mut self, player: PlayerView) {
        if self.players.iter().all(|other| other.bib != player.bib) {
            self.players.insert(0, player);
        }
    }
}

/// A player as everybody may see it, with laps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicPlayer {
    /// The row on the board.
    #[serde(flatten)]
    pub row: crate::board::BoardRow,
    /// Laps in the order in which they were counted.
    pub splits: Vec<Split>,
}

/// One counted lap in a player's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Split {
    /// Laps after it.
    pub laps: u64,
    /// Metres after it.
    pub distance_m: Metres,
    /// When it was counted.
    pub counted_at: Timestamp,
    /// Race time since the lap before it or the start, in milliseconds.
    pub lap_ms: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    #[test]
    fn children_and_the_shy_are_shown_by_first_name_and_initial() {
        assert_eq!(public_name("Emil Sørensen", Some(12), false), "Emil S.");
        assert_eq!(public_name("Emil Sørensen", Some(16), false), "Emil Sørensen");
        assert_eq!(public_name("Ute von der Aue", None, true), "Ute A.");
        assert_eq!(public_name("🏊", Some(3), false), "🏊");
        assert_eq!(public_name("Ayşe Kılıç", None, false), "Ayşe Kılıç");
    }

    #[test]
    fn age_is_counted_on_the_reference_day() {
        let born = |text: &str| Birth::Date(NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap());
        assert_eq!(born("2010-11-22").age_on(today()), 16);
        assert_eq!(born("2010-11-23").age_on(today()), 15);
        assert_eq!(Birth::Year(2010).age_on(today()), 16);
        assert_eq!(Birth::Age(27).age_on(today()), 27);
    }

    #[test]
    fn who_left_before_is_out_since_then() {
        let (then, now) = (Timestamp::from_ms(1_800_000_000_000), Timestamp::from_ms(1_800_000_060_000));
        assert_eq!(Standing::Withdrawn.left_at(None, now), Some(now));
        assert_eq!(Standing::Disqualified.left_at(Some(then), now), Some(then));
        assert_eq!(Standing::Deleted.left_at(Some(then), now), Some(then));
        assert_eq!(Standing::Active.left_at(Some(then), now), None);
    }

    #[test]
    fn nobody_stands_twice_in_a_list_that_was_quicker_than_the_answer() {
        let player = |bib: u32| -> PlayerView {
            serde_json::from_value(serde_json::json!({
                "bib": bib, "name": "Ada Byron", "public_name": "Ada Byron", "hide_name": false,
                "registered_at": "2026-11-22T09:00:00Z",
            }))
            .unwrap()
        };
        let mut list = PlayerList { players: vec![player(1)], next_bib: Bib::new(2).unwrap(), today: 1 };
        for bib in [2, 2, 1] {
            list.add(player(bib));
        }
        assert_eq!(list.players.iter().map(|player| player.bib.get()).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn each_rule_of_form_is_named() {
        let parse = |input: PlayerInput| input.parse(today()).map_err(|p| p.sentence);
        let named = |name: &str| PlayerInput { name: name.into(), ..PlayerInput::default() };
        assert!(parse(named("")).unwrap_err().contains("name"));
        assert!(parse(PlayerInput { age: Some(-3), ..named("A") }).unwrap_err().contains("age"));
        assert!(parse(PlayerInput { birth_year: Some(1800), ..named("A") }).unwrap_err().contains("birth year"));
        assert!(
            parse(PlayerInput { birth_date: Some("31.02.2014".into()), ..named("A") })
                .unwrap_err()
                .contains("birth date")
        );
        assert!(parse(PlayerInput { gender: Some("42".into()), ..named("A") }).unwrap_err().contains("gender"));
        assert_eq!(
            parse(PlayerInput { birth_date: Some("31.05.2014".into()), ..named("A") })
                .unwrap()
                .birth
                .unwrap()
                .age_on(today()),
            12
        );
    }

    proptest! {
        #[test]
        fn garbage_never_panics(name in ".{0,150}", date in ".{0,15}", year: i64, age: i64, gender in ".{0,10}") {
            let input = PlayerInput { name, birth_date: Some(date), birth_year: Some(year), age: Some(age), gender: Some(gender), ..PlayerInput::default() };
            let _ = input.parse(today());
        }

        #[test]
        fn a_public_name_of_a_child_never_holds_the_last_name(first in "[A-Z][a-z]{1,8}", last in "[A-Z][a-z]{3,9}") {
            let name = public_name(&format!("{first} {last}"), Some(10), false);
            prop_assert!(!name.contains(&last));
        }
    }
}
