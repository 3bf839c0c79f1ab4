//! The holder of the admin token signs in.

use crate::{
    PageError, browser,
    components::{LanguageLinks, NeedsScript, Refusal, Submit, TextField},
    i18n::tr,
};
use leptos::{ev::SubmitEvent, prelude::*, server_fn::codec::Json};
use leptos_meta::Title;

/// Signs this browser in as the holder of the admin token.
///
/// # Errors
/// Unauthenticated for a wrong token, too many for the tenth in a minute.
#[server(prefix = "/fn", endpoint = "session/signin", input = Json)]
async fn sign_in(token: String) -> Result<(), PageError> {
    use crate::server::{self, SessionWho};

    let (_, proof) = server::backend()?.auth.admin(&token, server::address().await?)?;
    server::sign_in(SessionWho::Admin(proof)).await
}

/// Signs this browser out.
///
/// # Errors
/// Where the session cannot be removed.
#[server(prefix = "/fn", endpoint = "session/signout", input = Json)]
pub async fn sign_out() -> Result<(), PageError> {
    crate::server::sign_out().await
}

/// The page `/signin`.
#[component]
pub fn SignInPage() -> impl IntoView {
    let token = RwSignal::new(String::new());
    let enter = Action::new(|token: &String| {
        let token = token.clone();
        async move {
            let result = sign_in(token).await;
            if result.is_ok() {
                browser::load("/console");
            }
            result.err()
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !enter.pending().get_untracked() {
            enter.dispatch(token.get_untracked());
        }
    };
    browser::mark_hydrated();
    view! {
        <Title text=tr("Sign in", "Anmelden") />
        <main id="main" class="sign-in">
            <div class="rope"></div>
            <h1>{tr("Sign in", "Anmelden")}</h1>
            <p class="muted">
                {tr(
                    "With the admin token that the server showed at its first start.",
                    "Mit dem Admin-Token, das der Server beim ersten Start gezeigt hat.",
                )}
            </p>
            <NeedsScript />
            <form on:submit=submit>
                <Refusal at_the_door=true error=Signal::derive(move || enter.value().get().flatten()) />
                <TextField
                    id="token"
                    label=tr("Admin token", "Admin-Token")
                    kind="password"
                    autocomplete="current-password"
                    value=token
                    required=true
                    autofocus=true
                />
                <Submit pending=enter.pending()>{tr("Sign in", "Anmelden")}</Submit>
            </form>
            <p class="muted">
                <a href="/enrol" rel="external">{tr("I have a code for this device", "Ich habe einen Code für dieses Gerät")}</a>
            </p>
            <LanguageLinks />
        </main>
    }
}
