//! QR codes.

use leptos::prelude::*;

/// A QR code that the server drew.
#[component]
pub fn QrCode(
    /// The drawing.
    svg: String,
    /// What it is, for those who do not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <div class="qr" role="img" aria-label=label inner_html=svg></div> }
}
