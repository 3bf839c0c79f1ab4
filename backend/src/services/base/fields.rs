//! What is known of a player, field by field, as entries say it: those that name a person apart from the others.

use chrono::NaiveDate;
use domain::{
    Problem,
    change::Step,
    player::{Birth, NewPlayer, PlayerInput},
    refusal,
};
use serde_json::{Map, Value, json};

/// The fields that name a person, and so stand beside the chain.
const PERSONAL: [&str; 6] = ["name", "birth_date", "birth_year", "age", "gender", "hide_name"];

/// Fields of a player and their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fields(Map<String, Value>);

impl Fields {
    /// All fields of a player.
    pub(crate) fn of(player: &NewPlayer) -> Self {
        let (birth_date, birth_year, age) = match player.birth {
            Some(Birth::Date(date)) => (Some(date.to_string()), None, None),
            Some(Birth::Year(year)) => (None, Some(year), None),
            Some(Birth::Age(age)) => (None, None, Some(age)),
            None => (None, None, None),
        };
        let pairs = [
            ("bib", json!(player.bib)),
            ("category", json!(player.category)),
            ("team", json!(player.team)),
            ("name", json!(player.name)),
            ("birth_date", json!(birth_date)),
            ("birth_year", json!(birth_year)),
            ("age", json!(age)),
            ("gender", json!(player.gender)),
            ("hide_name", json!(player.hide_name)),
            ("night_permission", json!(player.night_permission)),
        ];
        Self(pairs.into_iter().map(|(field, value)| (field.to_owned(), value)).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn get(&self, field: &str) -> Option<&Value> {
        self.0.get(field)
    }

    /// Only the fields that differ: as they are here, and as they are in `new`.
    pub(crate) fn changed(mut self, mut new: Self) -> (Self, Self) {
        self.0.retain(|field, value| new.0.get(field) != Some(value));
        new.0.retain(|field, _| self.0.contains_key(field));
        (self, new)
    }

    /// These fields with some of them replaced.
    pub(crate) fn with(mut self, others: Map<String, Value>) -> Self {
        self.0.extend(others.into_iter().filter(|(field, _)| self.0.contains_key(field)).collect::<Vec<_>>());
        self
    }

    /// What somebody wants who saw `was`, on top of what is there now: what they left as it was stays as it is by now.
    pub(crate) fn over(self, was: Self, now: Self) -> Self {
        let (_, changes) = was.changed(self);
        now.with(changes.0)
    }

    /// Whether some of them name a person.
    pub(crate) fn is_personal(&self) -> bool {
        self.0.keys().any(|field| PERSONAL.contains(&field.as_str()))
    }

    /// The fields that name nobody, and those that do, if there are any.
    pub(crate) fn split(self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let (personal, public): (Map<_, _>, Map<_, _>) =
            self.0.into_iter().partition(|(field, _)| PERSONAL.contains(&field.as_str()));
        (public, (!personal.is_empty()).then_some(personal))
    }

    /// The player who has these fields; `today` bounds births.
    ///
    /// # Errors
    /// If a field breaks a rule of form, which what was stored does not.
    pub(crate) fn into_player(self, today: NaiveDate) -> Result<NewPlayer, Problem> {
        let unreadable =
            |cause: serde_json::Error| Problem::from(refusal::OldStateUnreadable { detail: cause.to_string() });
        let input: PlayerInput = serde_json::from_value(Value::Object(self.0)).map_err(unreadable)?;
        input.parse(today)
    }
}

/// Only the fields that differ: as they were and as they are.
pub(crate) fn differing(old: &Map<String, Value>, new: &Map<String, Value>) -> Step<Map<String, Value>> {
    let differ = |of: &Map<String, Value>, other: &Map<String, Value>| {
        let fields = of.iter().filter(|(name, value)| other.get(*name) != Some(*value));
        fields.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    Step::between(differ(old, new), differ(new, old))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Bib, text::Name};

    fn player(name: &str, team: Option<&str>) -> NewPlayer {
        NewPlayer {
            bib: Bib::new(7).ok(),
            name: Name::stored(name.into()),
            birth: Some(Birth::Age(27)),
            gender: None,
            category: None,
            team: team.map(|team| Name::stored(team.into())),
            hide_name: false,
            night_permission: Some(false),
        }
    }

    #[test]
    fn only_what_changed_is_kept_and_names_stand_apart() {
        let (old, new) = (player("Ada Lind", None), player("Ada Lindh", Some("SV Seebad")));
        let (before, after) = Fields::of(&old).changed(Fields::of(&new));
        let fields = |pairs: Value| pairs.as_object().unwrap().clone();
        assert_eq!(before.split(), (fields(json!({"team": null})), Some(fields(json!({"name": "Ada Lind"})))));
        assert_eq!(after.split(), (fields(json!({"team": "SV Seebad"})), Some(fields(json!({"name": "Ada Lindh"})))));
    }

    #[test]
    fn fields_lead_back_to_the_player() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let (old, new) = (player("Ada Lind", None), player("Ada Lindh", Some("SV Seebad")));
        let (before, _) = Fields::of(&old).changed(Fields::of(&new));
        assert_eq!(Fields::of(&new).with(before.0).into_player(today), Ok(old));
    }
}
