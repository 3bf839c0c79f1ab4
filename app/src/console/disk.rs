//! A warning where the disk of the database is nearly full; nothing where there is room.

use super::api::find_disk;
use crate::{components::StaffLive, feed::Feed, i18n::tr};
use domain::disk::DiskState;
use leptos::prelude::*;

/// How often it is looked at, in milliseconds of server time.
const REFRESH_MS: i64 = 20_000;

/// What is left of the disk, if that is little.
#[component]
pub fn DiskWarning(
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let turn = live.every(REFRESH_MS);
    let disk = Feed::new(None, move || turn.get(), find_disk);
    Effect::new(move |_| disk.reload());
    let low = Memo::new(move |_| disk.value.with(|state| state.filter(|state| state.is_low).map(DiskState::free_mb)));
    move || {
        low.get().map(|free_mb| {
            view! {
                <section class="panel" aria-labelledby="disk-title">
                    <h2 id="disk-title">{tr("The disk is nearly full", "Die Festplatte ist fast voll")}</h2>
                    <p class="problem" role="alert">
                        {tr("Left on the server: ", "Auf dem Server frei: ")} <b class="num">{free_mb} " MB"</b> ". "
                        {tr(
                            "Make room there now: once nothing is left, laps wait on the tablets and nothing can be registered.",
                            "Schaffen Sie dort jetzt Platz: Ist nichts mehr frei, warten die Runden auf den Tablets, und niemand kann angemeldet werden.",
                        )}
                    </p>
                </section>
            }
        })
    }
}
