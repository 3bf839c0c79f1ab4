//! The way to the other language.

use crate::i18n::{Lang, lang};
use leptos::prelude::*;

/// Links that load the page in the other language; they work without JavaScript.
#[component]
pub fn LanguageLinks() -> impl IntoView {
    let link = |choice: Lang, name: &'static str| {
        let current = (lang() == choice).then_some("true");
        view! {
            <a href=format!("?lang={}", choice.code()) rel="external" lang=choice.code() hreflang=choice.code() aria-current=current>
                {name}
            </a>
        }
    };
    view! { <span class="languages">{link(Lang::En, "English")} " · " {link(Lang::De, "Deutsch")}</span> }
}
