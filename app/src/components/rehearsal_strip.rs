//! The strip over every page of a rehearsal.

use crate::i18n::tr;
use leptos::prelude::*;

/// Says that nothing here is real, and leads back.
#[component]
pub fn RehearsalStrip(
    /// The page's own address, for staff, who may have chosen the rehearsal.
    #[prop(optional)]
    path: Option<&'static str>,
) -> impl IntoView {
    let back = path.map(|path| {
        view! {
            <a href=format!("{path}?rehearse=") rel="external">{tr("To the real event", "Zur echten Veranstaltung")}</a>
        }
    });
    view! {
        <aside class="rehearsal-strip" aria-label=tr("Rehearsal", "Probe")>
            <b>{tr("Rehearsal", "Probe")}</b>
            <span>{tr("Everybody here is made up.", "Alle hier sind erfunden.")}</span>
            {back}
        </aside>
    }
}
