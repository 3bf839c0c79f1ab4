//! What is said where a page cannot work.

use crate::i18n::tr;
use leptos::prelude::*;

/// Says that this page needs JavaScript, to those who have none. The sentence is markup to the browser, not to the
/// view: where there are scripts, browsers do not read what is in `<noscript>`, and there would be nothing to hydrate.
#[component]
pub fn NeedsScript() -> impl IntoView {
    let sentence = tr(
        "This page needs JavaScript. The standings at / do not.",
        "Diese Seite braucht JavaScript. Der Zwischenstand unter / nicht.",
    );
    view! { <noscript inner_html=format!("<p class=\"problem\">{sentence}</p>")></noscript> }
}
