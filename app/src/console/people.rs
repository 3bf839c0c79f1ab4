//! The people of an event that is over: their names are erased, the results stay.

use super::api::erase_people;
use crate::{
    components::{Question, StaffLive, use_toast},
    i18n::tr,
};
use domain::clock::ClockState;
use leptos::prelude::*;

/// Erases the personal data of all people of the event.
#[component]
pub fn PeoplePanel(
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let toast = use_toast();
    let over = Memo::new(move |_| live.clock.get().state == ClockState::Finished);
    let erase = Action::new(move |(): &()| async move {
        match erase_people(live.event).await {
            Ok(people) => {
                toast.say(format!("{} {people}", tr("People erased:", "Personen gelöscht:")));
                asking.set(false);
                None
            }
            Err(error) => Some(error),
        }
    });
    view! {
        <section class="panel" aria-labelledby="people-title">
            <h2 id="people-title">{tr("Personal data", "Personendaten")}</h2>
            <p class="muted">
                {tr(
                    "After the event names, birth dates and reasons can be erased for good. Bibs, teams and results stay, and the audit trail still proves itself.",
                    "Nach der Veranstaltung lassen sich Namen, Geburtsdaten und Begründungen endgültig löschen. Nummern, Teams und Ergebnisse bleiben, und das Protokoll beweist sich weiter.",
                )}
            </p>
            <div class="actions">
                <Show
                    when=move || over.get()
                    fallback=|| view! {
                        <p class="muted">{tr("Possible once the event is finished.", "Möglich, sobald die Veranstaltung beendet ist.")}</p>
                    }
                >
                    <button type="button" class="btn danger" on:click=move |_| asking.set(true)>
                        {tr("Erase all people", "Alle Personen löschen")}
                    </button>
                </Show>
            </div>
            <Question
                id="erase-people"
                open=asking
                title=Signal::derive(|| tr("Erase all people?", "Alle Personen löschen?").to_owned())
                says=tr(
                    "This cannot be undone, by nobody. Export what you still need first, such as names for certificates.",
                    "Das macht niemand rückgängig. Sichern Sie vorher, was noch gebraucht wird, etwa Namen für Urkunden.",
                )
                action=tr("Erase for good", "Endgültig löschen")
                pending=erase.pending()
                error=Signal::derive(move || erase.value().get().flatten())
                press=Callback::new(move |()| { erase.dispatch(()); })
            />
        </section>
    }
}
