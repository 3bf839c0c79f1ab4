//! Enrolment codes: one for a device, for a role, for five minutes.

use super::{
    api::{Door, issue_code},
    labels::role_text,
};
use crate::{
    PageError,
    components::{Choices, Countdown, QrCode, Refusal, Submit, TextField},
    i18n::tr,
};
use domain::{Role, Timestamp};
use leptos::{ev::SubmitEvent, prelude::*};

/// Issues codes, and shows the newest.
#[component]
pub fn EnrolPanel(
    /// The role of whoever is there: they enrol what stands below it.
    own: Role,
    /// The server's time.
    time: ReadSignal<Timestamp>,
) -> impl IntoView {
    let role = RwSignal::new(Some(Role::LaneCount));
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None);
    let issue = Action::new(|(role, name): &(Role, String)| issue_code(*role, name.clone()));
    let door = RwSignal::new(None);
    let refused = RwSignal::new(None::<PageError>);
    Effect::new(move |_| match issue.value().get() {
        Some(Ok(new)) => {
            door.set(Some(new));
            refused.set(None);
        }
        Some(Err(error)) => refused.set(Some(error)),
        None => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let named = !name.with_untracked(|name| name.trim().is_empty());
        problem
            .set((!named).then(|| {
                tr("Name the device, by its place.", "Benennen Sie das Gerät, nach seinem Platz.").to_owned()
            }));
        if let (true, Some(role), false) = (named, role.get_untracked(), issue.pending().get_untracked()) {
            issue.dispatch((role, name.get_untracked()));
        }
    };
    view! {
        <section class="panel" aria-labelledby="enrol-title">
            <h2 id="enrol-title">{tr("Enrol a device", "Gerät anmelden")}</h2>
            <form on:submit=submit novalidate>
                <Choices name="role" label=tr("Role", "Rolle") choices=roles(own) value=role />
                <TextField
                    id="device-name"
                    label=tr("Device name", "Gerätename")
                    value=name
                    error=problem
                    required=true
                />
                <Refusal error=refused />
                <Submit pending=issue.pending()>{tr("Issue code", "Code ausgeben")}</Submit>
            </form>
            {move || door.get().map(|door| view! { <Issued door time /> })}
        </section>
    }
}

/// The roles that a device can have here; an admin has the token, or a PIN.
fn roles(own: Role) -> Vec<(Role, &'static str)> {
    [Role::Reception, Role::LaneAssign, Role::LaneCount, Role::Floor, Role::Viewer]
        .into_iter()
        .filter(|role| own.may_enrol(*role))
        .map(|role| (role, role_text(role)))
        .collect()
}

/// A code, large enough to be read across a desk.
#[component]
pub fn Issued(
    /// The code and where it is spent.
    door: Door,
    /// The server's time.
    time: ReadSignal<Timestamp>,
) -> impl IntoView {
    let expires_at = door.code.expires_at;
    let good = Memo::new(move |_| expires_at > time.get());
    let digits = door.code.otp.split_at_checked(3).map_or_else(|| door.code.otp.clone(), |(a, b)| format!("{a} {b}"));
    view! {
        <div class="code-grid">
            <div>
                <output aria-label=tr("Enrolment code", "Anmeldecode") class="code num">
                    {digits}
                </output>
                <p>
                    <b>{door.code.device_name}</b>
                    " · "
                    {role_text(door.code.role)}
                </p>
                <p class="muted">
                    {move || {
                        if good.get() {
                            tr("once, good for ", "einmal, gilt noch ")
                        } else {
                            tr("has expired: issue a new one ", "abgelaufen: geben Sie einen neuen aus ")
                        }
                    }} <Countdown until=expires_at time label=tr("Good for", "Gilt noch") />
                </p>
                <p class="muted">
                    {tr("Scan it, or open ", "Scannen, oder ")} <b>{door.address}</b>
                    {tr("", " öffnen")}
                </p>
            </div>
            <QrCode svg=door.qr label=tr("QR code of the enrolment address", "QR-Code der Anmeldeadresse") />
        </div>
    }
}
