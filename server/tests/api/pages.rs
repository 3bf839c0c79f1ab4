//! Pages as the server sends them: whole without JavaScript, and with the headers that keep them safe.

use crate::common::{Api, lap};
use reqwest::header::{self, HeaderMap};
use serde_json::json;
use testbed::{Database, on_both_engines};

on_both_engines!(the_board_is_whole_without_javascript, every_answer_is_guarded);

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
        for element in html.split("<script").skip(1).chain(html.split("<style").skip(1)) {
            let tag = element.split('>').next().unwrap();
            let nonce = tag.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next());
            let nonce = nonce.unwrap_or_else(|| panic!("without a nonce: {tag}"));
            assert!(policy.contains(&format!("'nonce-{nonce}'")), "{policy} lets {tag} not run");
        }
    }
}
