//! How a tablet comes to trust this server, so that its browser opens it over HTTPS. Readable without JavaScript and over
//! plain HTTP, because before that trust there is nothing else.

mod api;
mod picture;
mod steps;

use crate::{
    browser,
    components::{LanguageLinks, QrCode},
    error::PageError,
    i18n::tr,
};
use api::{Authority, Trust};
use leptos::prelude::*;
use leptos_meta::Title;
use picture::Picture;
use steps::Platforms;

pub use api::how_to_trust;

/// The page `/trust`.
#[component]
pub fn TrustPage() -> impl IntoView {
    let asked = Resource::new_blocking(|| (), |()| how_to_trust());
    browser::mark_hydrated();
    view! {
        <Title text=tr("Trust this server", "Diesem Server vertrauen") />
        <main id="main" class="sign-in trust">
            <div class="rope"></div>
            <h1>{tr("Trust this server", "Diesem Server vertrauen")}</h1>
            <Suspense fallback=|| ()>{move || Suspend::new(async move { told(asked.await) })}</Suspense>
            <LanguageLinks />
        </main>
    }
}

fn told(asked: Result<Trust, PageError>) -> AnyView {
    match asked {
        Err(error) => view! { <p class="problem">{error.sentence()}</p> }.into_any(),
        Ok(Trust { https: None, .. }) => view! { <p>{without_https()}</p> }.into_any(),
        Ok(Trust { https: Some(https), qr, is_secure, authority }) => {
            let alone = authority.is_none();
            view! {
                {if is_secure { trusted().into_any() } else { reasons().into_any() }}
                {authority.map(|authority| view! { <Load authority /> <Platforms /> })}
                <TryIt https qr alone />
            }
            .into_any()
        }
    }
}

fn without_https() -> &'static str {
    tr(
        "This server answers without HTTPS alone. TLS_PORT switches it on; docs/running.md says how.",
        "Dieser Server antwortet nur ohne HTTPS. TLS_PORT schaltet es ein; wie, steht in docs/running.md.",
    )
}

fn trusted() -> impl IntoView {
    view! {
        <p class="trusted" role="status">
            {tr(
                "This page came over HTTPS: if the browser did not warn, this device trusts the server already.",
                "Diese Seite kam über HTTPS: Hat der Browser nicht gewarnt, vertraut dieses Gerät dem Server schon.",
            )}
        </p>
    }
}

fn reasons() -> impl IntoView {
    view! {
        <p>
            {tr(
                "Over HTTPS a station can stay awake, scan, and open again while the network is away. For that this device \
                 has to trust the server, once.",
                "Über HTTPS kann eine Station wach bleiben, scannen und sich auch ohne Netz wieder öffnen. Dafür muss dieses \
                 Gerät dem Server vertrauen, einmal.",
            )}
        </p>
        <p class="muted">
            {tr(
                "Do it on the venue's own tablets only, and remove it after the event: whoever has this server's key could \
                 pretend to be any site to a device that trusts it.",
                "Tun Sie es nur auf den Tablets der Veranstaltung, und entfernen Sie es danach wieder: Wer den Schlüssel \
                 dieses Servers hat, könnte sich vor einem Gerät, das ihm vertraut, als jede Seite ausgeben.",
            )}
        </p>
    }
}

/// The files, and by what they are compared.
#[component]
fn Load(
    /// What is trusted.
    authority: Authority,
) -> impl IntoView {
    view! {
        <section aria-labelledby="load">
            <Picture strokes=picture::LOAD />
            <h2 id="load">{tr("1. Load the certificate", "1. Das Zertifikat laden")}</h2>
            <p class="trust-files">
                <a class="btn do" href="/trust/lapstream.mobileconfig" rel="external" download>
                    {tr("Profile for iPad and iPhone", "Profil für iPad und iPhone")}
                </a>
                <a class="btn" href="/trust/lapstream.crt" rel="external" download>
                    {tr("Certificate for all others", "Zertifikat für alle anderen")}
                </a>
            </p>
            <p>
                {tr("It is called ", "Es heißt ")} <b>{authority.name}</b>
                {tr(
                    ". Its SHA-256 fingerprint is what the laptop printed when the server started; if it differs, stop here:",
                    ". Sein SHA-256-Fingerabdruck ist der, den der Laptop beim Start des Servers gezeigt hat; weicht er ab, \
                     brechen Sie hier ab:",
                )}
            </p>
            <p>
                <code class="fingerprint">{authority.fingerprint}</code>
            </p>
        </section>
    }
}

/// The address to open in the end.
#[component]
fn TryIt(
    /// The origin.
    https: String,
    /// The same to scan.
    qr: Option<String>,
    /// Whether there is nothing to do before.
    alone: bool,
) -> impl IntoView {
    let heading = if alone { tr("Try it", "Ausprobieren") } else { tr("3. Try it", "3. Ausprobieren") };
    view! {
        <section aria-labelledby="try">
            <Picture strokes=picture::TRY />
            <h2 id="try">{heading}</h2>
            <p>
                {tr(
                    "If the next page opens without a warning, the device is ready.",
                    "Öffnet sich die nächste Seite ohne Warnung, ist das Gerät bereit.",
                )}
            </p>
            <p>
                <a class="btn do" href=format!("{https}/trust") rel="external">
                    {tr("Open with HTTPS", "Mit HTTPS öffnen")}
                </a>
            </p>
            {qr.map(|svg| view! { <QrCode svg label=tr("The HTTPS address as a QR code", "Die HTTPS-Adresse als QR-Code") /> })}
            <p>
                <code>{https}</code>
            </p>
        </section>
    }
}
