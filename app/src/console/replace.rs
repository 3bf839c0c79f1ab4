//! A tablet is dead, lost or drowned: another one takes its place.

use super::{
    api::{Door, replace_device},
    devices::Dialogs,
    enrol::Issued,
};
use crate::{
    PageError,
    components::{ActionButton, Dialog, Refusal},
    i18n::tr,
};
use domain::{Timestamp, ids::DeviceId};
use leptos::prelude::*;

/// Asks for the code by which the new tablet enrols, and shows it.
#[component]
pub fn ReplaceDialog(
    /// What is open, about whom.
    dialogs: Dialogs,
    /// The server's time.
    time: ReadSignal<Timestamp>,
) -> impl IntoView {
    let title = Signal::derive(move || format!("{} {}", tr("Replace", "Ersetzen:"), dialogs.chosen.name()));
    view! {
        <Dialog id="replace" open=dialogs.replacing title>
            {move || {
                dialogs.replacing.get().then(|| {
                    let device = dialogs.chosen.get().map(|device| device.id);
                    view! { <Replacement device time open=dialogs.replacing /> }
                })
            }}
        </Dialog>
    }
}

#[component]
fn Replacement(device: Option<DeviceId>, time: ReadSignal<Timestamp>, open: RwSignal<bool>) -> impl IntoView {
    let issue = Action::new(move |(): &()| async move {
        match device {
            Some(device) => replace_device(device).await.map(Some),
            None => Ok(None),
        }
    });
    let door = move || issue.value().get().and_then(|answer: Result<Option<Door>, PageError>| answer.ok().flatten());
    let refused = Signal::derive(move || issue.value().get().and_then(Result::err));
    view! {
        <p>
            {tr(
                "Scan the code with the new tablet. It takes over name, role and lane, and the old one is shut out at that moment.",
                "Scannen Sie den Code mit dem neuen Tablet. Es übernimmt Name, Rolle und Bahn; das alte wird in diesem Moment gesperrt.",
            )}
        </p>
        <p class="muted">
            {tr(
                "Taps that the old one has not sent stay on it. They are sent when it is enrolled again, with a code of its own.",
                "Runden, die das alte nicht gesendet hat, bleiben darauf. Es sendet sie, wenn es mit einem eigenen Code neu angemeldet wird.",
            )}
        </p>
        <Refusal error=refused />
        {move || door().map(|door| view! { <Issued door time /> })}
        <div class="actions">
            <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                {tr("Close", "Schließen")}
            </button>
            <ActionButton class="do" pending=issue.pending() on_press=move || { issue.dispatch(()); }>
                {move || if door().is_some() { tr("Another code", "Neuer Code") } else { tr("Issue code", "Code ausgeben") }}
            </ActionButton>
        </div>
    }
}
