//! Whether what is shown is what is.

use crate::{i18n::tr, live::Conn};
use leptos::prelude::*;

/// The state of the connection, in a word and a mark.
#[component]
pub fn ConnPill(
    /// The connection.
    #[prop(into)]
    conn: Signal<Conn>,
) -> impl IntoView {
    let word = move || match conn.get() {
        Conn::Connecting => tr("connecting", "verbinde"),
        Conn::Live => "live",
        Conn::Offline => "offline",
    };
    view! {
        <span class="pill conn" role="status" data-state=move || conn.get().as_str()>
            <i class="dot"></i>
            {word}
        </span>
    }
}
