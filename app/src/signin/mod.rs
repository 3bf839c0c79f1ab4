//! People sign in: with their PIN, or with the admin token.

mod api;

pub use api::{sign_in_by_pin, sign_out};

use crate::{
    browser,
    components::{LanguageLinks, NeedsScript, PinPad, Refusal, Submit, TextField, home},
    i18n::tr,
};
use api::{Ways, sign_in, ways_in};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_meta::Title;

/// The page `/signin`.
#[component]
pub fn SignInPage() -> impl IntoView {
    let ways = Resource::new_blocking(|| (), |()| ways_in());
    browser::mark_hydrated();
    view! {
        <Title text=tr("Sign in", "Anmelden") />
        <main id="main" class="sign-in">
            <div class="rope"></div>
            <h1>{tr("Sign in", "Anmelden")}</h1>
            <NeedsScript />
            <Suspense fallback=|| ()>
                {move || Suspend::new(async move {
                    match ways.await {
                        Ok(ways) if ways.pins => with_pin(ways).into_any(),
                        // Without anybody who has a PIN, and where it cannot be known, the token opens the door.
                        _ => with_token().into_any(),
                    }
                })}
            </Suspense>
            <p class="muted">
                <a href="/enrol" rel="external">{tr("I have a code for this device", "Ich habe einen Code für dieses Gerät")}</a>
            </p>
            <LanguageLinks />
        </main>
    }
}

fn with_pin(ways: Ways) -> impl IntoView {
    let enter = Action::new(|pin: &String| {
        let pin = pin.clone();
        async move {
            match sign_in_by_pin(pin, None).await {
                Ok(me) => {
                    browser::load(home(me.role));
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    let on_device = ways.device.map(|device| {
        view! {
            <p class="muted">
                {tr("For a shift on this device: ", "Für eine Schicht an diesem Gerät: ")} <b>{device}</b>
            </p>
        }
    });
    view! {
        {on_device}
        <PinPad id="pin" enter wait_s=ways.wait_s.unwrap_or_default() submit=tr("Sign in", "Anmelden") />
        <details class="other-way">
            <summary>{tr("With the admin token", "Mit dem Admin-Token")}</summary>
            <TokenForm submit=tr("Sign in with the token", "Mit dem Token anmelden") />
        </details>
    }
}

fn with_token() -> impl IntoView {
    view! {
        <p class="muted">
            {tr(
                "With the admin token that the server showed at its first start.",
                "Mit dem Admin-Token, das der Server beim ersten Start gezeigt hat.",
            )}
        </p>
        <TokenForm submit=tr("Sign in", "Anmelden") autofocus=true />
    }
}

#[component]
fn TokenForm(
    /// What the button says.
    submit: &'static str,
    /// Whether the field has the focus on arrival.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
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
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if !enter.pending().get_untracked() {
            enter.dispatch(token.get_untracked());
        }
    };
    view! {
        <form on:submit=send>
            <Refusal at_the_door=true error=Signal::derive(move || enter.value().get().flatten()) />
            <TextField
                id="token"
                label=tr("Admin token", "Admin-Token")
                kind="password"
                autocomplete="current-password"
                value=token
                required=true
                autofocus=autofocus
            />
            <Submit pending=enter.pending()>{submit}</Submit>
        </form>
    }
}
