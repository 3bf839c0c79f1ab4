//! What stands in place of a page that the network did not bring. It runs none of the pages' code: that would take it for
//! the page whose address it has.

use app::i18n::Lang;

/// The page, with a style sheet of the same build.
pub fn html(lang: Lang, style: &str) -> String {
    let tr = |english: &'static str, german: &'static str| match lang {
        Lang::En => english,
        Lang::De => german,
    };
    let title = tr("No connection", "Keine Verbindung");
    let why = tr(
        "The server cannot be reached, so nobody knows how things stand. This page shows nothing rather than something old.",
        "Der Server ist nicht erreichbar, also weiß niemand, wie es steht. Diese Seite zeigt lieber nichts als etwas Altes.",
    );
    let then = tr(
        "It opens by itself as soon as the server is there again.",
        "Sie öffnet sich von selbst, sobald der Server wieder da ist.",
    );
    let again = tr("Try again", "Noch einmal versuchen");
    let station = tr("To the lane station, which counts on", "Zur Zählstation, die weiterzählt");
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
<script src="/offline.js" defer></script>
</head>
<body>
<main id="main" class="sign-in no-network">
<div class="rope"></div>
<h1>{title}</h1>
<p>{why}</p>
<p role="status">{then}</p>
<a class="btn do" href="">{again}</a>
<p><a href="/station">{station}</a></p>
</main>
</body>
</html>
"#,
        lang = lang.code(),
    )
}
