//! A device joins with a one-time code, and lands where its role works.

use crate::{
    PageError, browser,
    components::{LanguageLinks, NeedsScript, Refusal, Submit, TextField, home},
    i18n::tr,
};
use domain::device::DeviceView;
use leptos::{ev::SubmitEvent, prelude::*, server_fn::codec::Json};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Digits of a code.
const DIGITS: usize = 6;

/// Enrols this browser with a code.
///
/// # Errors
/// Invalid for an unknown, used or expired code, too many for the tenth in a minute.
#[server(prefix = "/fn", endpoint = "session/enrol", input = Json)]
async fn enrol(code: String) -> Result<DeviceView, PageError> {
    use crate::server;
    use backend::SessionWho;

    let (backend, on) = server::asking().await?;
    let (device, named) = backend.devices.enrol(&code, server::address().await?, &on).await?;
    server::sign_in(SessionWho::Device(named)).await?;
    Ok(device)
}

/// The page `/enrol`.
#[component]
pub fn EnrolPage() -> impl IntoView {
    let code =
        RwSignal::new(use_query_map().read_untracked().get("code").map(|code| digits(&code)).unwrap_or_default());
    let problem = RwSignal::new(None);
    let enter = Action::new(|code: &String| {
        let code = code.clone();
        async move {
            let result = enrol(code).await;
            if let Ok(device) = &result {
                browser::load(home(device.role));
            }
            result.err()
        }
    });
    let done = Memo::new(move |_| enter.value().with(|value| matches!(value, Some(None))));
    let busy = Signal::derive(move || enter.pending().get() || done.get());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let code = digits(&code.get_untracked());
        let whole = code.len() == DIGITS;
        problem.set((!whole).then(|| tr("A code has six digits.", "Ein Code hat sechs Ziffern.").to_owned()));
        if whole && !busy.get_untracked() {
            enter.dispatch(code);
        }
    };
    browser::mark_hydrated();
    view! {
        <Title text=tr("Enrol this device", "Gerät anmelden") />
        <main id="main" class="sign-in">
            <div class="rope"></div>
            <h1>{tr("Enrol this device", "Dieses Gerät anmelden")}</h1>
            <p class="muted">
                {tr(
                    "Ask at the console for a code. It works once, for five minutes.",
                    "Fragen Sie bei der Leitung nach einem Code. Er gilt einmal, fünf Minuten lang.",
                )}
            </p>
            <NeedsScript />
            <form on:submit=submit novalidate>
                <TextField
                    id="code"
                    label=tr("Code", "Code")
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    class="code-input"
                    value=code
                    error=problem
                    required=true
                    autofocus=true
                />
                <Refusal at_the_door=true error=Signal::derive(move || enter.value().get().flatten()) />
                <Submit pending=busy>{tr("Enrol", "Anmelden")}</Submit>
            </form>
            <LanguageLinks />
        </main>
    }
}

/// Codes are read out and copied with blanks and hyphens.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
