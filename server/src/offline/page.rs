//! What stands in place of a page that the network or the server did not bring. It runs none of the pages' code: that would
//! take it for the page whose address it has. Nothing that people write stands on any of them: this is no view, and escapes
//! nothing.

use app::i18n::Lang;

/// When the page of a busy server is loaded again, in seconds.
const AGAIN_S: u32 = 5;

fn tr(lang: Lang, english: &'static str, german: &'static str) -> &'static str {
    match lang {
        Lang::En => english,
        Lang::De => german,
    }
}

/// The page of a browser without a network, with a style sheet of the same build.
pub fn no_network(lang: Lang, style: &str) -> String {
    let title = tr(lang, "No connection", "Keine Verbindung");
    let why = tr(
        lang,
        "The server cannot be reached, so nobody knows how things stand. This page shows nothing rather than something old.",
        "Der Server ist nicht erreichbar, also weiß niemand, wie es steht. Diese Seite zeigt lieber nichts als etwas Altes.",
    );
    let then = tr(
        lang,
        "It opens by itself as soon as the server is there again.",
        "Sie öffnet sich von selbst, sobald der Server wieder da ist.",
    );
    let station = tr(lang, "To the lane station, which counts on", "Zur Zählstation, die weiterzählt");
    let actions = format!("{}\n<p><a href=\"/station\">{station}</a></p>", again(lang));
    html(lang, style, "<script src=\"/offline.js\" defer></script>", [title, why, then], &actions)
}

/// The page of a server that has no room for one more reader.
pub fn busy(lang: Lang, style: &str) -> String {
    let title = tr(lang, "Many are looking just now", "Gerade schauen sehr viele zu");
    let why = tr(
        lang,
        "The laps are counted as always; only this page has to wait for its turn.",
        "Die Runden werden gezählt wie immer; nur diese Seite muss kurz warten.",
    );
    let then = tr(lang, "It loads again by itself.", "Sie lädt sich von selbst neu.");
    let refresh = format!("<meta http-equiv=\"refresh\" content=\"{AGAIN_S}\">");
    html(lang, style, &refresh, [title, why, then], &again(lang))
}

/// What loads the page again.
fn again(lang: Lang) -> String {
    let again = tr(lang, "Try again", "Noch einmal versuchen");
    format!("<a class=\"btn do\" href=\"\">{again}</a>")
}

/// The page that asks whether to go into a rehearsal, or with an empty slug back to the real event.
pub fn rehearsal(lang: Lang, style: &str, slug: &str, path: &str) -> String {
    let texts = if slug.is_empty() {
        let why = tr(
            lang,
            "From here on what you tap counts in the real event.",
            "Ab hier zählt, was Sie tippen, in der echten Veranstaltung.",
        );
        [tr(lang, "To the real event?", "Zur echten Veranstaltung?"), why, ""]
    } else {
        let why = tr(
            lang,
            "In a rehearsal everybody is made up, and no lap counts.",
            "In einer Probe sind alle erfunden, und keine Runde zählt.",
        );
        [tr(lang, "Open a rehearsal?", "Eine Probe öffnen?"), why, ""]
    };
    let [go, stay] = [tr(lang, "Yes, open it", "Ja, öffnen"), tr(lang, "No, stay", "Nein, hier bleiben")];
    let form = format!(
        "<form method=\"post\" action=\"/rehearse\"><input type=\"hidden\" name=\"slug\" value=\"{slug}\">\
         <input type=\"hidden\" name=\"to\" value=\"{path}\"><button class=\"btn do\">{go}</button></form>\n\
         <p><a href=\"{path}\">{stay}</a></p>"
    );
    html(lang, style, "", texts, &form)
}

fn html(lang: Lang, style: &str, head: &str, [title, why, then]: [&str; 3], actions: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>{title} · LapStream</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{style}">
{head}
</head>
<body>
<main id="main" class="sign-in no-network">
<div class="rope"></div>
<h1>{title}</h1>
<p>{why}</p>
{then}
{actions}
</main>
</body>
</html>
"#,
        lang = lang.code(),
        then = if then.is_empty() { String::new() } else { format!("<p role=\"status\">{then}</p>") },
    )
}
