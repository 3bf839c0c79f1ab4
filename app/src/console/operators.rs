//! The operators: who has a PIN, for what, and when they were last here.

use super::{
    api::{create_operator, edit_operator, end_operator_sessions, list_operators, retire_operator},
    chosen::{Chosen, Named, row_button, sender},
    labels::{ago_text, role_text},
};
use crate::{
    PageError,
    components::{Choices, Dialog, Question, Refusal, StaffLive, Submit, TextField},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Role, Timestamp,
    operator::{OperatorEdit, OperatorInput, OperatorView, Pin},
    topic::Topic,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The dialogs about one operator, or a new one.
#[derive(Clone, Copy)]
struct Dialogs {
    chosen: Chosen<OperatorView>,
    making: RwSignal<bool>,
    editing: RwSignal<bool>,
    ending: RwSignal<bool>,
    retiring: RwSignal<bool>,
}

impl Named for OperatorView {
    fn name(&self) -> &str {
        &self.name
    }
}

/// The list of operators.
#[component]
pub fn OperatorsPanel(
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let dialogs = Dialogs {
        chosen: Chosen::default(),
        making: RwSignal::default(),
        editing: RwSignal::default(),
        ending: RwSignal::default(),
        retiring: RwSignal::default(),
    };
    let version = move || live.version(Topic::Operators).wrapping_add(dialogs.chosen.done());
    let operators = Feed::new(None, version, || async { list_operators().await.map(Some) });
    Effect::new(move |_| operators.reload());
    view! {
        <section class="panel" aria-labelledby="operators-title">
            <h2 id="operators-title">{tr("Operators", "Personen")}</h2>
            <p class="muted">
                {tr(
                    "People with a PIN. They sign in anywhere, or for a shift on a device, and every change says who made it.",
                    "Menschen mit einer PIN. Sie melden sich überall an oder für eine Schicht an einem Gerät, und jede Änderung sagt, von wem sie ist.",
                )}
            </p>
            <Refusal error=operators.error />
            {move || match operators.value.get() {
                Some(operators) => table(operators, live.time, dialogs),
                None => view! { <div class="wait">{tr("Loading…", "Lade …")}</div> }.into_any(),
            }}
            <div class="actions">
                <button type="button" class="btn do" on:click=move |_| dialogs.making.set(true)>
                    {tr("New operator", "Neue Person")}
                </button>
            </div>
            <NewDialog dialogs />
            <EditDialog dialogs />
            <EndDialog dialogs />
            <RetireDialog dialogs />
        </section>
    }
}

fn table(operators: Vec<OperatorView>, time: ReadSignal<Timestamp>, dialogs: Dialogs) -> AnyView {
    let operators: Vec<_> = operators.into_iter().filter(|operator| operator.retired_at.is_none()).collect();
    if operators.is_empty() {
        return view! {
            <div class="empty">
                <b>{tr("Nobody has a PIN yet", "Noch hat niemand eine PIN")}</b>
                <p>
                    {tr(
                        "Until then the audit trail knows devices, not people.",
                        "Bis dahin kennt das Protokoll nur Geräte, keine Menschen.",
                    )}
                </p>
            </div>
        }
        .into_any();
    }
    let rows = operators.iter().map(|operator| row(operator, time, dialogs)).collect_view();
    view! {
        <table class="list">
            <caption class="visually-hidden">{tr("Operators", "Personen")}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr("Name", "Name")}</th>
                    <th scope="col" class="extra">{tr("Role", "Rolle")}</th>
                    <th scope="col">{tr("Last here", "Zuletzt hier")}</th>
                    <th scope="col"><span class="visually-hidden">{tr("What to do", "Was tun")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(operator: &OperatorView, time: ReadSignal<Timestamp>, dialogs: Dialogs) -> impl IntoView + use<> {
    let last = operator.last_login_at;
    let ago = Memo::new(move |_| match last {
        Some(at) => ago_text(time.get().since_ms(at)),
        None => tr("never", "nie").to_owned(),
    });
    let button = |class, words, dialog| row_button(dialogs.chosen, operator, class, words, dialog);
    view! {
        <tr>
            <td><b>{operator.name.clone()}</b> <small class="muted role">{role_text(operator.role)}</small></td>
            <td class="extra muted">{role_text(operator.role)}</td>
            <td class="num muted">{ago}</td>
            <td class="r">
                <a class="btn small quiet" href=format!("/audit?actor=operator:{}", operator.id)>
                    {tr("History", "Verlauf")}
                    <span class="visually-hidden">" " {operator.name.clone()}</span>
                </a>
                {button("quiet", tr("Edit", "Ändern"), dialogs.editing)}
                {button("quiet", tr("Sign out", "Abmelden"), dialogs.ending)}
                {button("danger", tr("Retire", "Verabschieden"), dialogs.retiring)}
            </td>
        </tr>
    }
}

/// What is typed of an operator.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    role: RwSignal<Option<Role>>,
    pin: RwSignal<String>,
}

impl Fields {
    fn new(operator: Option<&OperatorView>) -> Self {
        Self {
            name: RwSignal::new(operator.map(|operator| operator.name.clone()).unwrap_or_default()),
            role: RwSignal::new(Some(operator.map_or(Role::LaneCount, |operator| operator.role))),
            pin: RwSignal::new(String::new()),
        }
    }

    /// Advice on the PIN that is typed, where there is some.
    fn advice(self) -> Option<String> {
        let pin = self.pin.with(|pin| Pin::parse(pin).ok())?;
        pin.is_obvious().then(|| {
            tr(
                "One of the first that anybody would try: choose another.",
                "Eine der ersten, die jemand probieren würde: wählen Sie eine andere.",
            )
            .to_owned()
        })
    }
}

/// The fields, and what sends them.
#[component]
fn FieldsForm(
    /// What is typed.
    fields: Fields,
    /// The words below the PIN.
    pin_hint: &'static str,
    /// Whether a PIN has to be typed.
    pin_required: bool,
    /// The dialog that it is in.
    open: RwSignal<bool>,
    /// Whether it is being sent.
    #[prop(into)]
    pending: Signal<bool>,
    /// Why it was not done.
    #[prop(into)]
    error: Signal<Option<PageError>>,
    /// Sends it.
    send: Callback<()>,
) -> impl IntoView {
    let roles = Role::ALL.map(|role| (role, role_text(role))).into();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !pending.get_untracked() {
            send.run(());
        }
    };
    view! {
        <form on:submit=submit novalidate>
            <TextField id="operator-name" label=tr("Name", "Name") value=fields.name required=true autofocus=true />
            <Choices name="operator-role" label=tr("Role", "Rolle") choices=roles value=fields.role />
            <TextField
                id="operator-pin"
                label=tr("PIN", "PIN")
                inputmode="numeric"
                class="num"
                value=fields.pin
                required=pin_required
                hint=pin_hint
            />
            {move || fields.advice().map(|advice| view! { <p class="warn-note" role="status">{advice}</p> })}
            <Refusal error />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {tr("Cancel", "Abbrechen")}
                </button>
                <Submit pending>{tr("Save", "Speichern")}</Submit>
            </div>
        </form>
    }
}

fn no_role() -> PageError {
    PageError::form(tr("Choose a role.", "Wählen Sie eine Rolle."))
}

#[component]
fn NewDialog(dialogs: Dialogs) -> impl IntoView {
    let create = sender(
        dialogs.chosen,
        dialogs.making,
        |operator| format!("{} {}", operator.name, tr("can sign in now", "kann sich jetzt anmelden")),
        |input: &Result<OperatorInput, PageError>| {
            let input = input.clone();
            async move { create_operator(input?).await }
        },
    );
    view! {
        <Dialog id="new-operator" open=dialogs.making title=tr("New operator", "Neue Person").to_owned()>
            {move || {
                let fields = Fields::new(None);
                let send = Callback::new(move |()| {
                    let role = fields.role.get_untracked().ok_or_else(no_role);
                    let input = role
                        .map(|role| OperatorInput {
                            name: fields.name.get_untracked(),
                            pin: fields.pin.get_untracked(),
                            role,
                        });
                    create.dispatch(input);
                });
                view! {
                    <FieldsForm
                        fields
                        pin_hint=tr("Four to eight digits", "Vier bis acht Ziffern")
                        pin_required=true
                        open=dialogs.making
                        pending=create.pending()
                        error=Signal::derive(move || create.value().get().flatten())
                        send
                    />
                }
            }}
        </Dialog>
    }
}

#[component]
fn EditDialog(dialogs: Dialogs) -> impl IntoView {
    let edit = sender(
        dialogs.chosen,
        dialogs.editing,
        |operator| format!("{} {}", tr("Saved:", "Gespeichert:"), operator.name),
        |(id, edit): &(_, OperatorEdit)| edit_operator(*id, edit.clone()),
    );
    let title = Signal::derive(move || format!("{} {}", tr("Edit", "Ändern:"), dialogs.chosen.name()));
    view! {
        <Dialog id="edit-operator" open=dialogs.editing title>
            {move || {
                let fields = Fields::new(dialogs.chosen.get().as_ref());
                let send = Callback::new(move |()| {
                    let Some(operator) = dialogs.chosen.get() else { return };
                    let pin = fields.pin.get_untracked();
                    let changed = OperatorEdit {
                        name: Some(fields.name.get_untracked()),
                        pin: (!pin.trim().is_empty()).then_some(pin),
                        role: fields.role.get_untracked(),
                    };
                    edit.dispatch((operator.id, changed));
                });
                view! {
                    <FieldsForm
                        fields
                        pin_hint=tr(
                            "Empty: the PIN stays. A new one signs them out everywhere.",
                            "Leer: die PIN bleibt. Eine neue meldet überall ab.",
                        )
                        pin_required=false
                        open=dialogs.editing
                        pending=edit.pending()
                        error=Signal::derive(move || edit.value().get().flatten())
                        send
                    />
                }
            }}
        </Dialog>
    }
}

#[component]
fn EndDialog(dialogs: Dialogs) -> impl IntoView {
    let end = sender(
        dialogs.chosen,
        dialogs.ending,
        |operator| format!("{} {}", tr("Signed out everywhere:", "Überall abgemeldet:"), operator.name),
        |id| end_operator_sessions(*id),
    );
    view! {
        <Question
            id="end-sessions"
            open=dialogs.ending
            title=Signal::derive(move || {
                format!("{} {}", tr("Sign out everywhere:", "Überall abmelden:"), dialogs.chosen.name())
            })
            says=tr(
                "All sessions and tokens end at once; the PIN still works. Devices go on counting without them.",
                "Alle Sitzungen und Tokens enden sofort; die PIN gilt weiter. Geräte zählen ohne sie weiter.",
            )
            action=tr("Sign out", "Abmelden")
            pending=end.pending()
            error=Signal::derive(move || end.value().get().flatten())
            press=Callback::new(move |()| {
                if let Some(operator) = dialogs.chosen.get() {
                    end.dispatch(operator.id);
                }
            })
        />
    }
}

#[component]
fn RetireDialog(dialogs: Dialogs) -> impl IntoView {
    let retire = sender(
        dialogs.chosen,
        dialogs.retiring,
        |operator| format!("{} {}", tr("Retired:", "Verabschiedet:"), operator.name),
        |id| retire_operator(*id),
    );
    view! {
        <Question
            id="retire"
            open=dialogs.retiring
            title=Signal::derive(move || format!("{} {}?", tr("Retire", "Verabschieden:"), dialogs.chosen.name()))
            says=tr(
                "Their sessions end at once and the PIN is free again. What they did stays in the audit trail.",
                "Alle Sitzungen enden sofort, und die PIN wird frei. Was sie getan haben, bleibt im Protokoll.",
            )
            action=tr("Retire", "Verabschieden")
            pending=retire.pending()
            error=Signal::derive(move || retire.value().get().flatten())
            press=Callback::new(move |()| {
                if let Some(operator) = dialogs.chosen.get() {
                    retire.dispatch(operator.id);
                }
            })
        />
    }
}
