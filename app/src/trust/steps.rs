//! What to press on each kind of device.

use super::picture::{self, Picture};
use crate::i18n::{Lang, lang, tr};
use leptos::prelude::*;

/// A kind of device: what it is called, and what to do there, in both languages.
struct Platform {
    name: (&'static str, &'static str),
    steps: &'static [(&'static str, &'static str)],
}

const PLATFORMS: [Platform; 5] = [
    Platform {
        name: ("iPad and iPhone", "iPad und iPhone"),
        steps: &[
            (
                "Open this page in Safari, press “Profile for iPad and iPhone”, then “Allow”.",
                "Öffnen Sie diese Seite in Safari, drücken Sie „Profil für iPad und iPhone“, dann „Zulassen“.",
            ),
            (
                "Open Settings, press “Profile Downloaded” at the top, then “Install”.",
                "Öffnen Sie die Einstellungen, drücken Sie oben „Profil geladen“, dann „Installieren“.",
            ),
            (
                "Settings → General → About → Certificate Trust Settings: switch the LapStream authority on.",
                "Einstellungen → Allgemein → Info → Zertifikatsvertrauenseinstellungen: Schalten Sie die LapStream authority ein.",
            ),
            (
                "To remove it later: Settings → General → VPN & Device Management.",
                "Zum Entfernen: Einstellungen → Allgemein → VPN und Geräteverwaltung.",
            ),
        ],
    },
    Platform {
        name: ("Android", "Android"),
        steps: &[
            (
                "Press “Certificate for all others”. It is saved under Downloads.",
                "Drücken Sie „Zertifikat für alle anderen“. Es liegt dann unter Downloads.",
            ),
            (
                "In Settings, search for “CA certificate” (often under Security → Encryption & credentials → Install a certificate).",
                "Suchen Sie in den Einstellungen nach „CA-Zertifikat“ (oft unter Sicherheit → Verschlüsselung und Anmeldedaten → Zertifikat installieren).",
            ),
            (
                "Choose “CA certificate”, “Install anyway”, and the file lapstream.crt.",
                "Wählen Sie „CA-Zertifikat“, „Trotzdem installieren“ und die Datei lapstream.crt.",
            ),
            (
                "Use Chrome. To remove it later: “User credentials” in the same place.",
                "Nehmen Sie Chrome. Zum Entfernen: „Nutzeranmeldedaten“ an derselben Stelle.",
            ),
        ],
    },
    Platform {
        name: ("Windows", "Windows"),
        steps: &[
            (
                "Press “Certificate for all others”, open the file, and press “Install Certificate…”.",
                "Drücken Sie „Zertifikat für alle anderen“, öffnen Sie die Datei, und drücken Sie „Zertifikat installieren…“.",
            ),
            (
                "Choose “Current User”, then “Place all certificates in the following store”: Trusted Root Certification Authorities.",
                "Wählen Sie „Aktueller Benutzer“, dann „Alle Zertifikate in folgendem Speicher speichern“: Vertrauenswürdige Stammzertifizierungsstellen.",
            ),
            (
                "Confirm with “Yes”, and start the browser anew.",
                "Bestätigen Sie mit „Ja“, und starten Sie den Browser neu.",
            ),
            (
                "To remove it later: run certmgr.msc and open that store.",
                "Zum Entfernen: Starten Sie certmgr.msc, und öffnen Sie diesen Speicher.",
            ),
        ],
    },
    Platform {
        name: ("macOS", "macOS"),
        steps: &[
            (
                "Press “Certificate for all others” and open the file; Keychain Access adds it.",
                "Drücken Sie „Zertifikat für alle anderen“, und öffnen Sie die Datei; die Schlüsselbundverwaltung nimmt sie auf.",
            ),
            (
                "In Keychain Access, open the LapStream authority, unfold “Trust”, and choose “Always Trust”.",
                "Öffnen Sie in der Schlüsselbundverwaltung die LapStream authority, klappen Sie „Vertrauen“ auf, und wählen Sie „Immer vertrauen“.",
            ),
            (
                "Close the window, enter your password, and start the browser anew.",
                "Schließen Sie das Fenster, geben Sie Ihr Passwort ein, und starten Sie den Browser neu.",
            ),
            ("To remove it later: delete it there.", "Zum Entfernen: Löschen Sie sie dort."),
        ],
    },
    Platform {
        name: ("Linux, and Firefox everywhere", "Linux, und Firefox überall"),
        steps: &[
            ("Press “Certificate for all others”.", "Drücken Sie „Zertifikat für alle anderen“."),
            (
                "Firefox: Settings → Privacy & Security → View Certificates → Authorities → Import; tick “identify websites”.",
                "Firefox: Einstellungen → Datenschutz & Sicherheit → Zertifikate anzeigen → Zertifizierungsstellen → Importieren; haken Sie „Websites identifizieren“ an.",
            ),
            (
                "Chrome and Chromium: open chrome://certificate-manager, then Custom → Installed by you → Trusted Certificates → Import.",
                "Chrome und Chromium: Öffnen Sie chrome://certificate-manager, dann Benutzerdefiniert → Von Ihnen installiert → Vertrauenswürdige Zertifikate → Importieren.",
            ),
            ("To remove it later: delete it there.", "Zum Entfernen: Löschen Sie es dort."),
        ],
    },
];

/// The steps, folded up until one opens those of the device at hand.
#[component]
pub fn Platforms() -> impl IntoView {
    let lang = lang();
    let text = move |(english, german): (&'static str, &'static str)| match lang {
        Lang::En => english,
        Lang::De => german,
    };
    let platforms = PLATFORMS
        .iter()
        .map(|platform| {
            let steps = platform.steps.iter().map(|step| view! { <li>{text(*step)}</li> }).collect_view();
            view! {
                <details class="other-way">
                    <summary>{text(platform.name)}</summary>
                    <ol>{steps}</ol>
                </details>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="install">
            <Picture strokes=picture::INSTALL />
            <h2 id="install">{tr("2. Install it on this device", "2. Auf diesem Gerät installieren")}</h2>
            {platforms}
        </section>
    }
}
