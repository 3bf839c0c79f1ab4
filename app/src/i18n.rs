//! The two languages of the pages. Each text stands where it is shown, once in each language.

pub use domain::lang::Lang;
use leptos::prelude::*;
use std::sync::OnceLock;

/// The browser's language. It never changes within a page: choosing another one loads the page anew.
static BROWSER: OnceLock<Lang> = OnceLock::new();

/// Takes the language in which the server rendered the page; called once before hydration.
pub fn set_from_document() {
    let tag = document().document_element().and_then(|html| html.get_attribute("lang"));
    let _ = BROWSER.set(tag.as_deref().and_then(Lang::of_tag).unwrap_or_default());
}

/// The language of this page. On the server it is of the request's context, so ask while rendering.
pub fn lang() -> Lang {
    BROWSER.get().copied().or_else(use_context::<Lang>).or_else(crate::request_lang).unwrap_or_default()
}

/// The text in the page's language.
pub fn tr(english: &'static str, german: &'static str) -> &'static str {
    lang().choose(english, german)
}
