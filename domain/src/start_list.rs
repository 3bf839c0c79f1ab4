//! A start list: a table whose columns are recognised by their heads.

use crate::{
    Bib, Problem,
    player::PlayerInput,
    refusal::{self, Code, Params},
};
use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The bib.
    Bib,
    /// The full name.
    Name,
    /// The first name, joined with the last.
    FirstName,
    /// The last name.
    LastName,
    /// Day or year of birth.
    Birth,
    /// Age in years.
    Age,
    /// Gender.
    Gender,
    /// Category.
    Category,
    /// Team, club or school.
    Team,
    /// The wish not to be shown by name.
    HideName,
}

impl Column {
    /// Recognises a head, in English and German, whatever its case and punctuation.
    pub fn recognise(head: &str) -> Option<Self> {
        let key: String = head.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        Some(match key.as_str() {
            "bib" | "no" | "number" | "startnumber" | "nr" | "nummer" | "startnummer" | "startnr" | "snr" => Self::Bib,
            "name" | "fullname" | "player" | "swimmer" | "runner" | "teilnehmer" | "schwimmer" | "läufer" => {
                Self::Name
            }
            "firstname" | "givenname" | "first" | "vorname" => Self::FirstName,
            "lastname" | "surname" | "familyname" | "last" | "nachname" | "familienname" => Self::LastName,
            "birth" | "born" | "birthdate" | "dateofbirth" | "dob" | "birthyear" | "yearofbirth" | "yob"
            | "geburtsdatum" | "geburtsjahr" | "geboren" | "jahrgang" | "jg" => Self::Birth,
            "age" | "alter" => Self::Age,
            "gender" | "sex" | "geschlecht" | "mw" | "wm" => Self::Gender,
            "category" | "class" | "agegroup" | "kategorie" | "klasse" | "altersklasse" | "ak" | "wertung" => {
                Self::Category
            }
            "team" | "club" | "school" | "verein" | "schule" | "mannschaft" => Self::Team,
            "hidename" | "anonymous" | "private" | "anonym" => Self::HideName,
            _ => return None,
        })
    }
}

/// What is made of a start list before anything is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StartListPreview {
    /// The heads with what they were recognised as; columns without a meaning are left out of the import.
    pub columns: Vec<(String, Option<Column>)>,
    /// The rows.
    pub rows: Vec<PreviewRow>,
    /// Rows that stand in the way.
    pub bad: usize,
}

/// One row of a start list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviewRow {
    /// Line in the file, from 1.
    pub line: u64,
    /// What would be registered.
    pub player: PlayerInput,
    /// Why it cannot be.
    pub problem: Option<String>,
    /// The problem's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem_code: Option<Code>,
    /// The problem's parameters.
    #[serde(default, skip_serializing_if = "Params::is_empty")]
    pub problem_params: Params,
}

/// Reads one row by the columns' meanings; rules of form are checked later, with all other players'.
///
/// # Errors
/// [`Problem`] of kind invalid about the first cell that cannot be read.
pub fn read_row(columns: &[Option<Column>], cells: &[&str]) -> (PlayerInput, Result<(), Problem>) {
    let mut player = PlayerInput::default();
    let (mut first, mut last) = (String::new(), String::new());
    let mut result = Ok(());
    let mut fail = |problem: Problem| {
        if result.is_ok() {
            result = Err(problem);
        }
    };
    let start_of = |cell: &str| cell.chars().take(20).collect::<String>();
    if cells.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
        fail(refusal::ListRowTooLong.into());
    }
    for (column, cell) in columns.iter().zip(cells) {
        let cell = cell.trim();
        let (Some(column), false) = (column, cell.is_empty()) else { continue };
        let text = || Some(cell.to_owned());
        match column {
            Column::Bib => match Bib::parse(cell) {
                Ok(bib) => player.bib = Some(bib),
                Err(problem) => fail(problem),
            },
            Column::Name => cell.clone_into(&mut player.name),
            Column::FirstName => cell.clone_into(&mut first),
            Column::LastName => cell.clone_into(&mut last),
            Column::Birth => match cell.parse() {
                Ok(year) => player.birth_year = Some(year),
                Err(_) => player.birth_date = text(),
            },
            Column::Age => match cell.parse() {
                Ok(age) => player.age = Some(age),
                Err(_) => fail(refusal::AgeNoNumber { cell: start_of(cell) }.into()),
            },
            Column::Gender => player.gender = text(),
            Column::Category => player.category = text(),
            Column::Team => player.team = text(),
            Column::HideName => match wish(cell) {
                Some(hide) => player.hide_name = hide,
                None => fail(refusal::NeitherYesNorNo { cell: start_of(cell) }.into()),
            },
        }
    }
    if player.name.is_empty() {
        format!("{first} {last}").trim().clone_into(&mut player.name);
    }
    (player, result)
}

/// Whether a name is to be hidden, as start lists write it in English and German.
fn wish(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "1" | "x" | "yes" | "y" | "true" | "hide" | "hidden" | "ja" | "j" | "verbergen" => Some(true),
        "0" | "-" | "no" | "n" | "false" | "show" | "nein" | "zeigen" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn heads_are_recognised_in_both_languages() {
        let known = |head| Column::recognise(head);
        assert_eq!(known("Startnummer"), Some(Column::Bib));
        assert_eq!(known("Start-Nr."), Some(Column::Bib));
        assert_eq!(known(" First name "), Some(Column::FirstName));
        assert_eq!(known("Jahrgang"), Some(Column::Birth));
        assert_eq!(known("Schuhgröße"), None);
    }

    #[test]
    fn first_and_last_names_are_joined() {
        let columns = [Some(Column::LastName), Some(Column::FirstName), Some(Column::Birth), Some(Column::Bib)];
        let (player, result) = read_row(&columns, &["Lind", "Ada", "2014", "7"]);
        assert_eq!((player.name.as_str(), player.birth_year, result), ("Ada Lind", Some(2014), Ok(())));
        let (_, result) = read_row(&columns, &["Lind", "Ada", "2014", "0"]);
        assert!(result.unwrap_err().sentence.contains("bib"));
    }

    #[test]
    fn what_would_be_lost_is_a_bad_row() {
        let columns = [Some(Column::Bib), Some(Column::Name), Some(Column::HideName)];
        let read = |cells: &[&str]| read_row(&columns, cells);
        assert_eq!(read(&["7", "Ada Lind", "x", "", " "]).1, Ok(()));
        assert!(read(&["7", "Lind", "Ada", "x"]).1.unwrap_err().sentence.contains("more cells"));
        assert!(read(&["7", "Ada Lind", "ja"]).0.hide_name);
        assert!(!read(&["7", "Ada Lind", "no"]).0.hide_name);
        assert!(read(&["7", "Ada Lind", "perhaps"]).1.unwrap_err().sentence.contains("neither yes nor no"));
    }

    proptest! {
        #[test]
        fn garbage_never_panics(head in ".{0,30}", cell in ".{0,60}") {
            let columns = [Column::recognise(&head), Some(Column::Age), Some(Column::Bib), Some(Column::Birth)];
            let _ = read_row(&columns, &[&cell, &cell, &cell, &cell]);
        }
    }
}
