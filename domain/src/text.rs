//! Names that people type, parsed once at the edge.

use crate::{
    limits,
    problem::Problem,
    refusal::{BadSlug, Field, FieldEmpty, FieldTooLong, FieldUnprintable},
};
use serde::{Deserialize, Serialize};

/// A name without control characters or space at its ends, 1 to [`limits::NAME_CHARS_MAX`] characters.
/// Runs of white space are one space, so that "Ada  Lind" and "Ada Lind" are one name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Reads a name; `field` names it in the refusal.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid if nothing is left of it, it is too long, or it holds control or direction
    /// characters (those that could turn around the text beside them).
    pub fn parse(field: Field, text: &str) -> Result<Self, Problem> {
        if text.chars().count() > limits::NAME_CHARS_MAX * 4 {
            return Err(too_long(field));
        }
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(FieldEmpty { field }.into());
        }
        if name.chars().count() > limits::NAME_CHARS_MAX {
            return Err(too_long(field));
        }
        if name.chars().any(is_unprintable) {
            return Err(FieldUnprintable { field }.into());
        }
        Ok(Self(name))
    }

    /// Reads a name that may be left out: nothing or blanks are none.
    ///
    /// # Errors
    /// As [`Name::parse`].
    pub fn parse_optional(field: Field, text: Option<&str>) -> Result<Option<Self>, Problem> {
        match text {
            Some(text) if !text.trim().is_empty() => Self::parse(field, text).map(Some),
            _ => Ok(None),
        }
    }

    /// A name that was checked when it was stored.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as an owned text.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a line of text that may be left out; `field` names it in the refusal.
///
/// # Errors
/// [`Problem`] of kind invalid if it is longer than `chars_max` or holds what cannot be shown.
pub fn parse_line(field: Field, text: &str, chars_max: usize) -> Result<Option<String>, Problem> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > chars_max {
        return Err(FieldTooLong { field, max: chars_max }.into());
    }
    if line.chars().any(is_unprintable) {
        return Err(FieldUnprintable { field }.into());
    }
    Ok((!line.is_empty()).then_some(line))
}

fn too_long(field: Field) -> Problem {
    FieldTooLong { field, max: limits::NAME_CHARS_MAX }.into()
}

/// Control characters, and the marks that override the direction of the text around them (Unicode UAX #9).
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFD}')
}

/// The part of an event's address: small letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Reads a slug as given.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid if it is empty, too long, `current`, or holds anything but small letters, digits
    /// and hyphens between them.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let good = !text.is_empty()
            && text.len() <= limits::SLUG_CHARS_MAX
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && text != "current";
        if good { Ok(Self(text.to_owned())) } else { Err(BadSlug { max: limits::SLUG_CHARS_MAX }.into()) }
    }

    /// Makes a slug from a name: "24 h Seebad" becomes `24-h-seebad`; a name without a usable character, `event`.
    pub fn from_name(name: &str) -> Self {
        let mut slug = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            match c {
                'a'..='z' | '0'..='9' => slug.push(c),
                'ä' => slug.push_str("ae"),
                'ö' => slug.push_str("oe"),
                'ü' => slug.push_str("ue"),
                'ß' => slug.push_str("ss"),
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
        }
        slug.truncate(limits::SLUG_CHARS_MAX);
        let slug = slug.trim_end_matches('-');
        if slug.is_empty() || slug == "current" { Self("event".to_owned()) } else { Self(slug.to_owned()) }
    }

    /// A slug that was checked when it was stored.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads the reason of a change: a line of text, or none.
///
/// # Errors
/// [`Problem`] of kind invalid if it is longer than [`limits::REASON_CHARS_MAX`] or holds what cannot be shown.
pub fn parse_reason(text: &str) -> Result<Option<String>, Problem> {
    parse_line(Field::Reason, text, limits::REASON_CHARS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_every_script_and_picture() {
        for name in ["🏊", "Ayşe Kılıç", "Łukasik", "O'Neil-Çelik", "李娜"] {
            assert_eq!(Name::parse(Field::Name, name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn refuses_blank_long_and_hidden() {
        for name in ["", "  \t ", "a\u{0}b", "a\u{202E}b", &"x".repeat(101), &"x".repeat(10_000)] {
            assert!(Name::parse(Field::Name, name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn slugs_come_from_names() {
        let slug = |text| Slug::from_name(text).as_str().to_owned();
        assert_eq!(slug("24 h Seebad"), "24-h-seebad");
        assert_eq!(slug("Schwimmen für Übermorgen!"), "schwimmen-fuer-uebermorgen");
        assert_eq!(slug("🏊"), "event");
        assert_eq!(slug("current"), "event");
    }

    proptest! {
        #[test]
        fn a_parsed_name_parses_to_itself(text in ".{0,200}") {
            if let Ok(name) = Name::parse(Field::Name, &text) {
                prop_assert_eq!(Name::parse(Field::Name, name.as_str()), Ok(name));
            }
        }

        #[test]
        fn a_slug_from_a_name_is_a_slug(text in "\\PC{1,90}") {
            if let Ok(name) = Name::parse(Field::Name, &text) {
                prop_assert!(Slug::parse(Slug::from_name(name.as_str()).as_str()).is_ok());
            }
        }
    }
}
