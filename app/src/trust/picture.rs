//! Small drawings of what happens: they say it in any language, from across the pool deck.

use leptos::prelude::*;

/// The file comes down onto the tablet.
pub const LOAD: &str = concat!(
    r#"<rect x="8" y="6" width="48" height="68" rx="7"/><path d="M32 20v28M20 38l12 12 12-12"/>"#,
    r#"<path d="M20 60h24"/>"#
);

/// The certificate with its seal, and the switch that trusts it.
pub const INSTALL: &str = concat!(
    r#"<rect x="6" y="8" width="52" height="36" rx="4"/><path d="M14 18h24M14 26h16"/><circle cx="46" cy="34" r="6"/>"#,
    r#"<path d="M42 39v11l4-3 4 3V39"/><rect x="6" y="58" width="34" height="16" rx="8"/>"#,
    r#"<circle cx="32" cy="66" r="5" fill="currentColor"/>"#
);

/// The lock of the address bar.
pub const TRY: &str = concat!(
    r#"<rect x="4" y="28" width="56" height="24" rx="12"/><rect x="13" y="38" width="12" height="9" rx="2"/>"#,
    r#"<path d="M15 38v-3a4 4 0 0 1 8 0v3M32 40h20"/>"#
);

/// One of the drawings. Who does not see it misses nothing: the heading beside it says the same.
#[component]
pub fn Picture(
    /// What is drawn, 64 wide and 80 high.
    strokes: &'static str,
) -> impl IntoView {
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 80" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">{strokes}</svg>"#
    );
    view! { <div class="trust-picture" aria-hidden="true" inner_html=svg></div> }
}
