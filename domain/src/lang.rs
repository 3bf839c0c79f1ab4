//! The two languages of the pages.

/// A language of the pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Lang {
    /// The value of `<html lang>` and of the `lang` cookie.
    pub const fn code(self) -> &'static str {
        self.choose("en", "de")
    }

    /// The one of two texts that is in this language.
    pub const fn choose(self, english: &'static str, german: &'static str) -> &'static str {
        match self {
            Self::En => english,
            Self::De => german,
        }
    }

    /// The language of a tag such as `de` or `de-AT`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.trim().get(..2)?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "de" => Some(Self::De),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that the pages speak; browsers list them by preference.
    pub fn of_accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(Self::of_tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_is_spoken_wins() {
        assert_eq!(Lang::of_accepted("fr-CH, de-AT;q=0.9, en;q=0.8"), Some(Lang::De));
        assert_eq!(Lang::of_accepted("en-US,en;q=0.5"), Some(Lang::En));
        assert_eq!(Lang::of_accepted("fr, *;q=0.1"), None);
        assert_eq!(Lang::of_accepted("é"), None);
    }
}
