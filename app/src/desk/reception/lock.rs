//! The lock of registration as reception meets it.

use crate::{
    components::{LocalTime, StaffLive, TextField},
    feed::Feed,
    i18n::tr,
};
use domain::{Timestamp, event::EventView, registration::is_locked};
use leptos::prelude::*;

/// Whether registration is locked, and whether that stops whoever is there.
#[derive(Clone, Copy)]
pub struct Lock {
    from: Memo<Option<Timestamp>>,
    /// Whether it is locked now; then a reason is asked for.
    pub locked: Memo<bool>,
    may_pass: bool,
}

impl Lock {
    /// Follows the event.
    pub fn new(event: Feed<EventView>, live: StaffLive, may_pass: bool) -> Self {
        let from = Memo::new(move |_| event.value.with(|event| event.registration_locked_from));
        Self { from, locked: Memo::new(move |_| is_locked(from.get(), live.time.get())), may_pass }
    }

    /// Whether nobody can be registered here.
    pub fn shuts(self) -> bool {
        self.locked.get() && !self.may_pass
    }
}

/// Says that registration is locked, and what can be done.
#[component]
pub fn LockNotice(
    /// The lock.
    lock: Lock,
) -> impl IntoView {
    let since = move || lock.from.get().map(|at| view! { <LocalTime at day=true /> });
    let way = if lock.may_pass {
        tr("Register with a reason only.", "Anmelden nur mit Begründung.")
    } else {
        tr("Floor or admin can still register.", "Aufsicht oder Leitung können noch anmelden.")
    };
    view! {
        <Show when=move || lock.locked.get()>
            <p class="notice" role="status">
                <b>{tr("Registration is locked since ", "Anmeldung gesperrt seit ")} {since} "."</b>
                " "
                {way}
            </p>
        </Show>
    }
}

/// Asks why somebody is registered past the lock.
#[component]
pub fn ReasonField(
    /// The lock.
    lock: Lock,
    /// The field's id.
    id: &'static str,
    /// What is typed.
    reason: RwSignal<String>,
) -> impl IntoView {
    view! {
        <Show when=move || lock.locked.get()>
            <TextField id label=tr("Reason for the late registration", "Grund der Nachmeldung") value=reason required=true />
        </Show>
    }
}
