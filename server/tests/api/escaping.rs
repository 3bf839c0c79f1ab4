//! What people call things is text on every page, whatever it looks like.

use crate::{browser, common::Api};
use app::App;
use leptos_axum::generate_route_list;
use reqwest::header;
use serde_json::json;
use testbed::{Database, on_both_engines};

on_both_engines!(names_are_text_on_every_page);

/// A name that ends the element it stands in, and would run a script.
const HOSTILE: &str = "</title></script><script>alert(1)</script>\"'&lt;";

/// A swim in which everything that has a name has this one.
async fn hostile_swim(api: &Api) {
    let event = json!({
        "name": HOSTILE, "slug": "swim", "sport": "swim", "lap_length_m": 50,
        "pace_groups": [{ "name": HOSTILE, "count": 3 }],
    });
    api.post("/api/v1/events", event).await.data();
    api.clock("swim", json!({ "action": "open" })).await.data();
    api.clock("swim", json!({ "action": "start" })).await.data();
    let player = json!({ "bib": 7, "name": HOSTILE, "team": HOSTILE, "category": HOSTILE });
    api.post("/api/v1/events/swim/players", player).await.data();
    let place = json!({ "bib": 7, "place": { "slot": { "pace_group": HOSTILE, "position": 0 } } });
    api.post("/api/v1/events/swim/placements", place).await.data();
    let operator = json!({ "name": HOSTILE, "pin": "471108", "role": "admin" });
    api.post("/api/v1/operators", operator).await.data();
}

async fn names_are_text_on_every_page(database: Database) {
    let api = Api::start(database).await;
    hostile_swim(&api).await;
    let mut paths: Vec<String> =
        generate_route_list(App).into_iter().map(|route| route.path().replace("{slug}", "swim")).collect();
    assert!(paths.iter().any(|path| path == "/e/swim") && paths.len() > 10, "{paths:?}");
    paths.extend(
        ["/offline", "/service-worker.js", "/no-such-page", "/?category=%3C/title%3E%3Cscript%3Ealert(1)"]
            .map(Into::into),
    );
    let cookies = [String::new(), browser::sign_in(&api).await, browser::sign_in_by_pin(&api, "471108").await];
    let mut titled = 0;
    for (path, cookie) in paths.iter().flat_map(|path| cookies.iter().map(move |cookie| (path, cookie))) {
        let request = api.http.get(api.url(path)).header(header::ACCEPT, "text/html").header(header::COOKIE, cookie);
        let text = request.send().await.unwrap().text().await.unwrap();
        assert!(!text.contains("<script>alert"), "{path} as {cookie:?} runs what a name says");
        let title = text.split_once("<title>").map(|(_, rest)| rest.split("</title>").next().unwrap_or_default());
        titled += usize::from(title.is_some_and(|title| title.contains("&lt;/title>&lt;/script>&lt;script>alert(1)")));
    }
    assert!(titled >= 6, "the board's two addresses, for each reader, are titled by the event's name: {titled}");
}
