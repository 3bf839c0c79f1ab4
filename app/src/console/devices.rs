//! The devices: which there are, how their stations are, and shutting one out.

use super::{
    api::{list_fleet, rename_device, revoke_device},
    chosen::{Chosen, Named, row_button, sender},
    labels::{ago_text, role_text},
    replace::ReplaceDialog,
    station_facts::{gravity, station_facts},
};
use crate::{
    browser,
    components::{Dialog, Question, Refusal, StaffLive, Submit, TextField},
    feed::Feed,
    i18n::tr,
};
use domain::{Role, Timestamp, clock::ClockState, device::DeviceView, fleet::FleetDevice, topic::Topic};
use leptos::{ev::SubmitEvent, prelude::*};

/// How often the list is asked for anew, in milliseconds of server time: what stations say of themselves is no change that
/// is told.
const REFRESH_MS: i64 = 5_000;

/// The dialogs about one device.
#[derive(Clone, Copy)]
pub(super) struct Dialogs {
    pub(super) chosen: Chosen<DeviceView>,
    renaming: RwSignal<bool>,
    pub(super) replacing: RwSignal<bool>,
    revoking: RwSignal<bool>,
}

/// By what a row is judged.
#[derive(Clone, Copy)]
struct Judging {
    time: ReadSignal<Timestamp>,
    is_running: Memo<bool>,
    /// The build of the pages that is here.
    build: RwSignal<Option<String>>,
}

impl Named for DeviceView {
    fn name(&self) -> &str {
        &self.name
    }
}

/// The list of devices.
#[component]
pub fn DevicesPanel(
    /// The role of whoever is there: they rename and revoke what stands below it.
    own: Role,
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let dialogs = Dialogs {
        chosen: Chosen::default(),
        renaming: RwSignal::default(),
        replacing: RwSignal::default(),
        revoking: RwSignal::default(),
    };
    let turn = live.every(REFRESH_MS);
    let version = move || live.version(Topic::Devices).wrapping_add(dialogs.chosen.done()).wrapping_add(turn.get());
    let devices = Feed::new(None, version, || async { list_fleet().await.map(Some) });
    let build = RwSignal::new(None);
    Effect::new(move |_| {
        build.set(browser::build());
        devices.reload();
    });
    let judging = Judging {
        time: live.time,
        is_running: Memo::new(move |_| live.clock.get().state == ClockState::Running),
        build,
    };
    view! {
        <section class="panel" aria-labelledby="devices-title">
            <h2 id="devices-title">{tr("Devices", "Geräte")}</h2>
            <Refusal error=devices.error />
            {move || match devices.value.get() {
                Some(devices) => table(devices, own, judging, dialogs),
                None => view! { <div class="wait">{tr("Loading…", "Lade …")}</div> }.into_any(),
            }}
            <RenameDialog dialogs />
            <ReplaceDialog dialogs time=live.time />
            <RevokeDialog dialogs />
        </section>
    }
}

fn table(devices: Vec<FleetDevice>, own: Role, judging: Judging, dialogs: Dialogs) -> AnyView {
    let mut devices: Vec<_> = devices.into_iter().filter(|fleet| fleet.device.revoked_at.is_none()).collect();
    if devices.is_empty() {
        return view! {
            <div class="empty">
                <b>{tr("No devices yet", "Noch keine Geräte")}</b>
                <p>{tr("Issue a code, and open its address on a tablet.", "Geben Sie einen Code aus, und öffnen Sie dessen Adresse auf einem Tablet.")}</p>
            </div>
        }
        .into_any();
    }
    let (now, is_running) = (judging.time.get_untracked(), judging.is_running.get_untracked());
    devices.sort_by_key(|fleet| gravity(fleet.station.as_ref(), now, is_running));
    let rows =
        devices.iter().map(|fleet| row(fleet, own.may_enrol(fleet.device.role), judging, dialogs)).collect_view();
    view! {
        <table class="list fleet">
            <caption class="visually-hidden">{tr("Devices", "Geräte")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("Name", "Name")}</th>
                    <th scope="col">{tr("Last seen", "Zuletzt")}</th>
                    <th scope="col"><span class="visually-hidden">{tr("What to do", "Was tun")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(fleet: &FleetDevice, mine: bool, judging: Judging, dialogs: Dialogs) -> impl IntoView + use<> {
    let FleetDevice { device, station } = fleet;
    let Judging { time, is_running, build } = judging;
    let seen = device.last_seen_at.unwrap_or(device.registered_at);
    let ago = Memo::new(move |_| ago_text(time.get().since_ms(seen)));
    let button = |class, words, dialog| row_button(dialogs.chosen, device, class, words, dialog);
    let facts = station.as_ref().map(|station| station_facts(station, time, is_running, build));
    view! {
        <tr>
            <td>
                <b>{device.name.clone()}</b>
                " "
                <small class="muted">{role_text(device.role)}</small>
                {facts}
            </td>
            <td class="num muted">{ago}</td>
            <td class="r">
                <a class="btn small quiet" href=format!("/audit?actor=device:{}", device.id)>
                    {tr("History", "Verlauf")}
                    <span class="visually-hidden">" " {device.name.clone()}</span>
                </a>
                {mine
                    .then(|| {
                        view! {
                            {button("quiet", tr("Rename", "Umbenennen"), dialogs.renaming)}
                            {button("quiet", tr("Replace", "Ersetzen"), dialogs.replacing)}
                            {button("danger", tr("Revoke", "Sperren"), dialogs.revoking)}
                        }
                    })}
            </td>
        </tr>
    }
}

#[component]
fn RenameDialog(dialogs: Dialogs) -> impl IntoView {
    let rename = sender(
        dialogs.chosen,
        dialogs.renaming,
        |device| format!("{} {}", tr("Renamed to", "Umbenannt in"), device.name),
        |(id, name): &(_, String)| rename_device(*id, name.clone()),
    );
    let title = Signal::derive(move || {
        let name = dialogs.chosen.name();
        format!("{} {name}", tr("Rename", "Umbenennen:"))
    });
    view! {
        <Dialog id="rename" open=dialogs.renaming title>
            {move || {
                let name = RwSignal::new(dialogs.chosen.name());
                let submit = move |event: SubmitEvent| {
                    event.prevent_default();
                    if let (Some(device), false) = (dialogs.chosen.get(), rename.pending().get_untracked()) {
                        rename.dispatch((device.id, name.get_untracked()));
                    }
                };
                view! {
                    <form on:submit=submit novalidate>
                        <TextField id="new-name" label=tr("New name", "Neuer Name") value=name required=true autofocus=true />
                        <Refusal error=Signal::derive(move || rename.value().get().flatten()) />
                        <div class="actions">
                            <button type="button" class="btn quiet" on:click=move |_| dialogs.renaming.set(false)>
                                {tr("Cancel", "Abbrechen")}
                            </button>
                            <Submit pending=rename.pending()>{tr("Save", "Speichern")}</Submit>
                        </div>
                    </form>
                }
            }}
        </Dialog>
    }
}

#[component]
fn RevokeDialog(dialogs: Dialogs) -> impl IntoView {
    let revoke = sender(
        dialogs.chosen,
        dialogs.revoking,
        |device| format!("{} {}", tr("Revoked", "Gesperrt:"), device.name),
        |id| revoke_device(*id),
    );
    let title = Signal::derive(move || {
        let name = dialogs.chosen.name();
        format!("{} {name}?", tr("Revoke", "Sperren:"))
    });
    view! {
        <Question
            id="revoke"
            open=dialogs.revoking
            title
            says=tr(
                "It is signed out at once. To come back it needs a new code.",
                "Es wird sofort abgemeldet. Um zurückzukommen, braucht es einen neuen Code.",
            )
            keep=tr("Keep", "Behalten")
            action=tr("Revoke", "Sperren")
            pending=revoke.pending()
            error=Signal::derive(move || revoke.value().get().flatten())
            press=Callback::new(move |()| {
                if let Some(device) = dialogs.chosen.get() {
                    revoke.dispatch(device.id);
                }
            })
        />
    }
}
