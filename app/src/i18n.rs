//! The two languages of the pages. Each text stands where it is shown, once in each language.

use leptos::prelude::*;
use std::sync::OnceLock;

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
        match self {
            Self::En => "en",
            Self::De => "de",
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

/// The browser's language. It never changes within a page: choosing another one loads the page anew.
static BROWSER: OnceLock<Lang> = OnceLock::new();

/// Takes the language in which the server rendered the page; called once before hydration.
pub fn set_from_document() {
    let tag = document().document_element().and_then(|html| html.get_attribute("lang"));
    let _ = BROWSER.set(tag.as_deref().and_then(Lang::of_tag).unwrap_or_default());
}

/// The language of this page. On the server it is of the request's context, so ask while rendering.
pub fn lang() -> Lang {
    BROWSER.get().copied().or_else(use_context::<Lang>).unwrap_or_default()
}

/// The text in the page's language.
pub fn tr(english: &'static str, german: &'static str) -> &'static str {
    match lang() {
        Lang::En => english,
        Lang::De => german,
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
