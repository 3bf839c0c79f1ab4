//! What stands in place of a page that the network or the server did not bring. It runs none of the pages' code: that would
//! take it for the page whose address it has.

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
    let link = format!("<p><a href=\"/station\">{station}</a></p>");
    html(lang, style, "<script src=\"/offline.js\" defer></script>", [title, why, then], &link)
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
    let again = format!("<meta http-equiv=\"refresh\" content=\"{AGAIN_S}\">");
    html(lang, style, &again, [title, why, then], "")
}

fn html(lang: Lang, style: &str, head: &str, [title, why, then]: [&str; 3], link: &str) -> String {
    let again = tr(lang, "Try again", "Noch einmal versuchen");
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
<p role="status">{then}</p>
<a class="btn do" href="">{again}</a>
{link}
</main>
</body>
</html>
"#,
        lang = lang.code(),
    )
}
