//! The lock of registration: now, from a time on, or lifted.

use super::api::lock_registration;
use crate::{
    components::{ActionButton, LocalTime, Refusal, SetMoment, StaffLive, use_toast},
    feed::Feed,
    i18n::tr,
};
use domain::{
    event::EventView,
    registration::{RegistrationAction, RegistrationInput, is_locked},
};
use leptos::prelude::*;

/// Whether reception registers, and until when.
#[component]
pub fn RegistrationPanel(
    /// The event as last heard.
    event: Feed<EventView>,
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let toast = use_toast();
    let from = Memo::new(move |_| event.value.with(|event| event.registration_locked_from));
    let locked = Memo::new(move |_| is_locked(from.get(), live.time.get()));
    let set = Action::new(move |input: &RegistrationInput| {
        let input = *input;
        async move {
            match lock_registration(live.event, input).await {
                Ok(changed) => {
                    event.value.set(changed);
                    toast.say(match input.action {
                        RegistrationAction::Lock => tr("Registration is locked", "Anmeldung gesperrt").to_owned(),
                        RegistrationAction::Unlock => tr("Registration is open", "Anmeldung offen").to_owned(),
                    });
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    let send = move |action, at| {
        if !set.pending().get_untracked() {
            set.dispatch(RegistrationInput { action, at });
        }
    };
    let state = move || match from.get() {
        None => tr("Reception registers.", "Die Anmeldung meldet an.").into_any(),
        Some(at) if locked.get() => {
            view! { {tr("Locked since ", "Gesperrt seit ")} <LocalTime at day=true /> }.into_any()
        }
        Some(at) => view! { {tr("Will be locked at ", "Wird gesperrt um ")} <LocalTime at day=true /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="registration-title">
            <h2 id="registration-title">{tr("Registration", "Anmeldung")}</h2>
            <p role="status">{state}</p>
            <p class="muted">
                {tr(
                    "While it is locked only floor and admin register, each time with a reason that the audit trail keeps.",
                    "Solange sie gesperrt ist, melden nur Aufsicht und Leitung an, jedes Mal mit einem Grund, den das Protokoll behält.",
                )}
            </p>
            <div class="actions">
                <Show when=move || !locked.get()>
                    <ActionButton class="quiet" pending=set.pending() on_press=move || send(RegistrationAction::Lock, None)>
                        {tr("Lock now", "Jetzt sperren")}
                    </ActionButton>
                </Show>
                <Show when=move || from.with(Option::is_some)>
                    <ActionButton class="quiet" pending=set.pending() on_press=move || send(RegistrationAction::Unlock, None)>
                        {tr("Unlock", "Entsperren")}
                    </ActionButton>
                </Show>
            </div>
            <SetMoment
                id="lock-from"
                summary=tr("Lock from a time on", "Ab einer Uhrzeit sperren")
                label=tr("Locked from", "Gesperrt ab")
                hint=tr("By this device's clock; it may lie ahead.", "Nach der Uhr dieses Geräts; sie darf in der Zukunft liegen.")
                action=tr("Set the time", "Zeit setzen")
                pending=set.pending()
                set=Callback::new(move |at| send(RegistrationAction::Lock, Some(at)))
            />
            <Refusal error=Signal::derive(move || set.value().get().flatten()) />
        </section>
    }
}
