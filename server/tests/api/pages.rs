//! Pages as the server sends them: whole without JavaScript, and with the headers that keep them safe.

use crate::common::{Api, lap};
use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::header::{self, HeaderMap};
use serde_json::json;
use sha2::{Digest, Sha256};
use testbed::{Database, on_both_engines};

on_both_engines!(
    the_board_is_whole_without_javascript,
    every_answer_is_guarded,
    what_many_read_is_made_once_for_each_change,
    a_session_and_a_rehearsal_are_answered_by_themselves,
    no_other_site_brings_a_browser_into_a_rehearsal,
);

async fn page(api: &Api, path: &str) -> (u16, HeaderMap, String) {
    let response = api.http.get(api.url(path)).header(header::ACCEPT, "text/html").send().await.unwrap();
    (response.status().as_u16(), response.headers().clone(), response.text().await.unwrap())
}

async fn the_board_is_whole_without_javascript(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 7, 0).await;
    api.tap("swim", json!([lap(7, 1_000)])).await;
    for path in ["/", "/e/swim"] {
        let (status, _, html) = page(&api, path).await;
        assert_eq!(status, 200);
        let shown = html.split("<template").next().unwrap();
        for part in ["A swim", "Player 7", "data-bib=\"7\""] {
            assert!(shown.contains(part), "{path} lacks {part}");
        }
    }
    let (status, _, html) = page(&api, "/no-such-page").await;
    assert_eq!(status, 404);
    assert!(html.contains("<html"), "people get a page, not an envelope");
}

async fn every_answer_is_guarded(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    for path in ["/", "/api/v1/events", "/player", "/no-such-page"] {
        let (_, headers, html) = page(&api, path).await;
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::REFERRER_POLICY], "same-origin");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        let scripts = policy.split("; ").find(|part| part.starts_with("script-src")).unwrap();
        assert!(!scripts.contains("'unsafe-inline'") && !scripts.contains("'unsafe-eval'"), "{policy}");
        assert!(!html.contains("nonce") && !html.contains("<style"), "{path} brings what its policy does not name");
        for element in html.split("<script").skip(1) {
            let (tag, rest) = element.split_once('>').unwrap();
            if tag.contains(" src=") {
                continue;
            }
            let hash = STANDARD.encode(Sha256::digest(rest.split("</script>").next().unwrap()));
            assert!(scripts.contains(&format!("'sha256-{hash}'")), "{policy} lets a script of {path} not run");
        }
    }
}

/// A board's page as a browser with these headers gets it.
async fn read(api: &Api, path: &str, headers: &[(&str, &str)]) -> (HeaderMap, Vec<u8>) {
    let request = api.http.get(api.url(path)).header(header::ACCEPT, "text/html");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    (response.headers().clone(), response.bytes().await.unwrap().to_vec())
}

/// The moment at which a page was made is in the page, so that of two that are equal one was kept. What programs get says
/// nothing of that: there it is only seen that it is not too old.
async fn what_many_read_is_made_once_for_each_change(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 7, 0).await;
    let brotli = [("accept-encoding", "gzip, deflate, br")];
    for path in ["/", "/e/swim", "/api/v1/events/swim/board", "/api/v1/events/swim/players/7"] {
        let (headers, first) = read(&api, path, &brotli).await;
        assert_eq!(read(&api, path, &brotli).await.1, first, "{path} was made anew");
        if path.len() < 10 {
            assert_eq!(headers[header::CONTENT_ENCODING], "br", "{path}");
            assert_ne!(read(&api, path, &[("accept-encoding", "gzip")]).await.1, first, "{path}");
        }
        api.tap("swim", json!([lap(7, 1_000)])).await;
        assert_ne!(read(&api, path, &brotli).await.1, first, "{path} is not of the last change");
    }
    let (_, english) = read(&api, "/", &[("accept-language", "en")]).await;
    let (headers, german) = read(&api, "/?lang=de", &[("accept-language", "en")]).await;
    assert!(headers[header::SET_COOKIE].to_str().unwrap().contains("lang=de"));
    assert_ne!(german, english);
    let (headers, again) = read(&api, "/", &[("cookie", "lang=de")]).await;
    assert!(!headers.contains_key(header::SET_COOKIE), "who asked for no language is told of none");
    assert_eq!(again, german);
    assert!(String::from_utf8(german).unwrap().contains("<noscript><p class=\"muted\">Stand: "));
    let (_, narrowed) = read(&api, "/?category=none", &[("accept-language", "en")]).await;
    assert_ne!(narrowed, english);
}

async fn a_session_and_a_rehearsal_are_answered_by_themselves(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 7, 0).await;
    let made = api.post("/api/v1/events/swim/rehearsal", json!({ "name": "Rehearsal" })).await.data();
    let rehearsal = format!("/e/{}", made["slug"].as_str().unwrap());
    let is_kept = async |path: &str, cookie: &str| {
        let first = read(&api, path, &[("cookie", cookie)]).await.1;
        read(&api, path, &[("cookie", cookie)]).await.1 == first
    };
    assert!(is_kept("/e/swim", "lang=en").await);
    for cookie in ["lapstream=x", "lang=en; __Host-lapstream=x", "rehearsal=swim"] {
        assert!(!is_kept("/e/swim", cookie).await, "{cookie}");
    }
    assert!(!is_kept(&rehearsal, "lang=en").await);
}

async fn no_other_site_brings_a_browser_into_a_rehearsal(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    let made = api.post("/api/v1/events/swim/rehearsal", json!({ "name": "Rehearsal" })).await.data();
    let slug = made["slug"].as_str().unwrap().to_owned();
    let cookie = crate::browser::sign_in(&api).await;
    let own = format!("http://{}/console", api.host());
    let inside = format!("{cookie}; rehearsal={slug}");
    let open = async |query: &str, headers: &[(&str, &str)]| {
        let cookie = if query.is_empty() { inside.as_str() } else { cookie.as_str() };
        let with_cookie = [headers, &[("cookie", cookie)]].concat();
        let (headers, text) = read(&api, &format!("/reception?rehearse={query}"), &with_cookie).await;
        let set = headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let set = set.filter(|value| value.starts_with("rehearsal=")).map(str::to_owned).next();
        (set, String::from_utf8(text).unwrap())
    };
    let foreign: [&[(&str, &str)]; 7] = [
        &[],
        &[("referer", "http://elsewhere.example/")],
        &[("referer", "nonsense")],
        &[("sec-fetch-site", "cross-site"), ("referer", &own)],
        &[("sec-fetch-site", "same-site")],
        // A code that was scanned, a link in a letter, an address that was typed: nobody can tell them apart.
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "")],
    ];
    for (query, headers) in [slug.as_str(), ""].iter().flat_map(|query| foreign.iter().map(move |from| (query, from))) {
        let (set, text) = open(query, headers).await;
        assert_eq!(set, None, "{headers:?}");
        assert!(text.contains("action=\"/rehearse\"") && !text.contains("wasm"), "{headers:?}: {text}");
    }
    let (set, text) = open("</title><script>alert(1)</script>", &[]).await;
    assert!(set.is_none() && !text.contains("<script>alert"), "{text}");
    for headers in [("referer", own.as_str()), ("sec-fetch-site", "same-origin")] {
        let (set, text) = open(&slug, &[headers]).await;
        assert!(set.is_some_and(|set| set.starts_with(&format!("rehearsal={slug};"))), "{headers:?}");
        assert!(text.contains("rehearsal-strip"), "{headers:?}");
        assert!(open("", &[headers]).await.0.is_some_and(|set| set.contains("Max-Age=0")), "{headers:?}");
    }

    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let press = async |origin: Option<&str>, to: &str| {
        let request = http.post(api.url("/rehearse")).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = origin.iter().fold(request, |request, origin| request.header(header::ORIGIN, *origin));
        request.body(format!("slug={slug}&to={to}")).send().await.unwrap()
    };
    let ours = format!("http://{}", api.host());
    for (origin, to) in [(None, "/station"), (Some("http://elsewhere.example"), "/station"), (Some(&*ours), "//evil")] {
        let answer = press(origin, to).await;
        assert!(
            answer.status().is_client_error() && !answer.headers().contains_key(header::SET_COOKIE),
            "{origin:?} {to}"
        );
    }
    let pressed = press(Some(&ours), "/station").await;
    assert_eq!((pressed.status().as_u16(), &pressed.headers()[header::LOCATION]), (303, &"/station".parse().unwrap()));
    assert!(pressed.headers()[header::SET_COOKIE].to_str().unwrap().starts_with(&format!("rehearsal={slug};")));
}
