//! Server functions are public endpoints: every one of them, as nobody and in every role.

use crate::{browser, common::Api};
use leptos::server_fn::axum::server_fn_paths;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testbed::{Database, on_both_engines};

on_both_engines!(every_function_asks_for_its_role, unreadable_arguments_are_refused);

/// Those that answer everybody: they say what is public, or who is asking.
const PUBLIC: [&str; 7] = [
    "/fn/session/enrol",
    "/fn/session/signin",
    "/fn/session/pin",
    "/fn/session/ways",
    "/fn/session/signout",
    "/fn/setup/open",
    "/fn/trust",
];

const STAFF: &[&str] = &["admin", "floor", "reception", "lane_assign", "lane_count", "viewer"];
const READERS: &[&str] = &["admin", "floor", "reception", "lane_assign", "lane_count"];
const RECEPTION: &[&str] = &["admin", "floor", "reception"];
const ASSIGN: &[&str] = &["admin", "floor", "lane_assign"];
const LANES: &[&str] = &["admin", "floor", "lane_assign", "lane_count"];
const DESKS: &[&str] = &["admin", "floor", "reception", "lane_assign"];
const FLOOR: &[&str] = &["admin", "floor"];
const ADMIN: &[&str] = &["admin"];

/// Those of desks and stations: the arguments, and which roles may call it. What they name does not exist, so that nothing changes.
fn of_desks() -> Vec<(&'static str, Value, &'static [&'static str])> {
    let lap = "018f7e9e-8a3b-7c00-8000-000000000001";
    let nobody = json!({ "event": 1, "bib": 404 });
    let slot = json!({ "slot": { "pace_group": "slow", "position": 0 } });
    let sheet = json!({ "id": lap, "lane": 404, "from": "2026-11-22T04:00:00Z", "to": "2026-11-22T05:00:00Z",
        "rows": [{ "bib": 404, "strokes": 1 }] });
    let counters: &[_] = &["admin", "floor", "lane_count"];
    vec![
        ("/fn/desk/open", json!({ "desk": "reception" }), RECEPTION),
        ("/fn/desk/open", json!({ "desk": "lanes" }), ASSIGN),
        ("/fn/desk/open", json!({ "desk": "held" }), DESKS),
        ("/fn/desk/open", json!({ "desk": "console" }), FLOOR),
        ("/fn/desk/open", json!({ "desk": "station" }), counters),
        ("/fn/desk/open", json!({ "desk": "audit" }), STAFF),
        ("/fn/audit/list", json!({ "event": 1, "filter": {} }), FLOOR),
        ("/fn/audit/list", json!({ "event": 1, "filter": { "target": "player:404" } }), STAFF),
        ("/fn/audit/events", json!({}), STAFF),
        ("/fn/audit/undo", json!({ "entry": "018f7e9e-8a3b-7c00-8000-000000000001", "wish": {} }), READERS),
        ("/fn/station/lanes", json!({ "event": 1 }), READERS),
        ("/fn/station/lane", json!({ "event": 1, "lane": 404 }), READERS),
        ("/fn/station/water", json!({ "event": 1, "lane": 404 }), READERS),
        ("/fn/desk/open", json!({ "desk": "water" }), DESKS),
        ("/fn/water/pool", json!({ "event": 1 }), READERS),
        ("/fn/water/news", json!({ "event": 1 }), STAFF),
        ("/fn/water/say", json!({ "event": 1, "word": { "id": lap, "bib": 404, "says": "seen" } }), LANES),
        ("/fn/water/roll-call", json!({ "event": 404, "input": { "under_way": true } }), DESKS),
        ("/fn/water/roll-call", json!({ "event": 404, "input": { "under_way": false } }), FLOOR),
        ("/fn/night/minors", json!({ "event": 1 }), READERS),
        ("/fn/night/permit", json!({ "event": 1, "bib": 404, "permission": { "permitted": true } }), RECEPTION),
        ("/fn/station/find", nobody.clone(), READERS),
        ("/fn/players/list", json!({ "event": 1, "midnight": null }), READERS),
        ("/fn/players/create", json!({ "event": 1, "player": { "name": "" } }), RECEPTION),
        (
            "/fn/players/update",
            json!({ "event": 1, "bib": 404, "was": { "name": "X" }, "player": { "name": "Nobody" } }),
            RECEPTION,
        ),
        ("/fn/players/standing", json!({ "event": 1, "bib": 404, "standing": "withdrawn", "reason": "" }), RECEPTION),
        (
            "/fn/laps/adjust",
            json!({ "event": 1, "bib": 404, "input": { "id": "018f7e9e-8a3b-7c00-8000-000000000001", "laps": 1,
                "reason": "recount" } }),
            counters,
        ),
        ("/fn/players/preview", json!({ "event": 1, "csv": "name\nAda\n" }), RECEPTION),
        ("/fn/players/import", json!({ "event": 1, "csv": "name\n\u{0}\n", "reason": null }), RECEPTION),
        ("/fn/lanes/groups", json!({ "event": 1 }), READERS),
        ("/fn/lanes/bring", json!({ "event": 1, "bib": 404, "place": slot }), ASSIGN),
        ("/fn/lanes/release", nobody, LANES),
        ("/fn/held/list", json!({ "event": 1 }), DESKS),
        ("/fn/held/count", json!({ "event": 1, "laps": [] }), DESKS),
        ("/fn/held/dismiss", json!({ "event": 1, "laps": [] }), DESKS),
        ("/fn/review/list", json!({ "event": 1 }), DESKS),
        ("/fn/review/answer", json!({ "event": 1, "lap": lap, "answer": "keep" }), DESKS),
        ("/fn/review/answer", json!({ "event": 1, "lap": lap, "answer": "take_back" }), counters),
        ("/fn/review/answer", json!({ "event": 1, "lap": lap, "answer": "add_missing" }), counters),
        ("/fn/desk/open", json!({ "desk": "tallies" }), READERS),
        ("/fn/counters/questions", json!({ "event": 1 }), READERS),
        ("/fn/counters/tallies", json!({ "event": 1 }), READERS),
        ("/fn/counters/settle", json!({ "event": 1, "laps": [] }), READERS),
        ("/fn/counters/set", json!({ "event": 1, "lane": 404, "input": { "counters": "independent" } }), FLOOR),
        ("/fn/desk/open", json!({ "desk": "sheets" }), counters),
        ("/fn/sheets/list", json!({ "event": 1 }), counters),
        ("/fn/sheets/preview", json!({ "event": 1, "sheet": sheet }), counters),
        ("/fn/sheets/record", json!({ "event": 1, "sheet": sheet }), counters),
        ("/fn/sheets/undo", json!({ "event": 1, "sheet": lap, "wish": {} }), counters),
        ("/fn/desk/open", json!({ "desk": "codes" }), RECEPTION),
        ("/fn/codes/draw", json!({ "event": 1, "from": 1, "to": 9 }), RECEPTION),
        ("/fn/desk/open", json!({ "desk": "tags" }), RECEPTION),
        ("/fn/tags/list", json!({ "event": 1 }), RECEPTION),
        ("/fn/tags/assign", json!({ "event": 1, "tags": [{ "tag": "A1", "bib": 404 }] }), RECEPTION),
        ("/fn/tags/remove", json!({ "event": 1, "tag": "A1" }), RECEPTION),
        ("/fn/tags/dismiss", json!({ "event": 1, "tag": "A1" }), DESKS),
        ("/fn/desk/open", json!({ "desk": "takings" }), RECEPTION),
        ("/fn/payments/list", json!({ "event": 1, "filter": {} }), RECEPTION),
        (
            "/fn/payments/take",
            json!({ "event": 1, "payment": { "id": "018f7e9e-8a3b-7c00-8000-000000000001", "bib": 404,
                "kind": "entry_fee", "amount_minor": 1_000, "method": "cash" } }),
            RECEPTION,
        ),
        (
            "/fn/payments/undo",
            json!({ "event": 1, "payment": "018f7e9e-8a3b-7c00-8000-000000000001", "wish": {} }),
            RECEPTION,
        ),
        ("/fn/payments/takings", json!({ "event": 1 }), RECEPTION),
        ("/fn/payments/balances", json!({ "event": 1 }), RECEPTION),
        ("/fn/station/report", json!({ "event": 1, "report": {} }), counters),
    ]
}

/// Those of the console.
fn of_console() -> Vec<(&'static str, Value, &'static [&'static str])> {
    vec![
        ("/fn/event/view", json!({ "event": 1 }), STAFF),
        ("/fn/event/update", json!({ "event": 404, "edit": {} }), ADMIN),
        ("/fn/event/cancel", json!({ "event": 404, "input": { "cancelled": true } }), ADMIN),
        ("/fn/event/registration", json!({ "event": 404, "input": { "action": "lock" } }), FLOOR),
        ("/fn/rehearsal/begin", json!({ "event": 404, "name": "Rehearsal" }), ADMIN),
        ("/fn/rehearsal/fill", json!({ "event": 404 }), FLOOR),
        ("/fn/rehearsal/clear", json!({ "event": 404 }), FLOOR),
        ("/fn/rehearsal/list", json!({}), STAFF),
        ("/fn/clock/set", json!({ "event": 1, "input": { "action": "resume" } }), FLOOR),
        (
            "/fn/setup/create",
            json!({ "token": null, "event": { "name": "", "sport": "run", "lap_length_m": 0 } }),
            ADMIN,
        ),
        ("/fn/devices/issue", json!({ "role": "viewer", "name": "" }), FLOOR),
        ("/fn/devices/issue", json!({ "role": "floor", "name": "" }), ADMIN),
        ("/fn/devices/replace", json!({ "id": 404 }), FLOOR),
        ("/fn/fleet/list", json!({}), FLOOR),
        ("/fn/fleet/alarms", json!({ "event": 1 }), STAFF),
        ("/fn/devices/rename", json!({ "id": 404, "name": "X" }), FLOOR),
        ("/fn/devices/revoke", json!({ "id": 404 }), FLOOR),
        ("/fn/players/erase", json!({ "event": 1, "bib": 404 }), ADMIN),
        ("/fn/people/erase", json!({ "event": 404 }), ADMIN),
        ("/fn/groups/add", json!({ "event": 1, "input": { "name": "", "count": 1 } }), FLOOR),
        ("/fn/groups/edit", json!({ "event": 1, "name": "none", "edit": {} }), FLOOR),
        ("/fn/groups/remove", json!({ "event": 1, "name": "none" }), FLOOR),
        ("/fn/groups/add-lane", json!({ "event": 1, "group": "none", "input": { "name": "1", "capacity": 1 } }), FLOOR),
        ("/fn/groups/edit-lane", json!({ "event": 1, "lane": 404, "edit": {} }), FLOOR),
        ("/fn/groups/remove-lane", json!({ "event": 1, "lane": 404 }), FLOOR),
        ("/fn/operators/list", json!({}), ADMIN),
        ("/fn/operators/create", json!({ "input": { "name": "", "pin": "", "role": "viewer" } }), ADMIN),
        ("/fn/operators/edit", json!({ "id": 404, "edit": {} }), ADMIN),
        ("/fn/operators/retire", json!({ "id": 404 }), ADMIN),
        ("/fn/operators/end-sessions", json!({ "id": 404 }), ADMIN),
        ("/fn/bus/state", json!({}), FLOOR),
        ("/fn/disk/state", json!({}), FLOOR),
        ("/fn/guessing/list", json!({}), FLOOR),
        ("/fn/guessing/shut-out", json!({ "input": { "address": "" } }), FLOOR),
        ("/fn/guessing/let-in", json!({ "id": 404 }), FLOOR),
    ]
}

/// All of them but the public ones.
fn functions() -> impl Iterator<Item = (&'static str, Value, &'static [&'static str])> {
    of_desks().into_iter().chain(of_console())
}

async fn every_function_asks_for_its_role(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let known: BTreeSet<&str> = functions().map(|(path, ..)| path).chain(PUBLIC).collect();
    let registered: BTreeSet<&str> = server_fn_paths().map(|(path, _)| path).collect();
    assert_eq!(registered, known, "every server function stands in this table");

    let mut cookies = vec![("admin", browser::sign_in(&api).await)];
    for role in ["floor", "reception", "lane_assign", "lane_count", "viewer"] {
        cookies.push((role, browser::enrol(&api, role).await));
    }
    for (n, role) in STAFF.iter().enumerate() {
        let pin = format!("471{n}");
        api.operator(role, &pin).await;
        cookies.push((role, browser::sign_in_by_pin(&api, &pin).await));
    }
    let seq = api.board("swim").await["seq"].clone();
    let own = format!("http://{}", api.host());
    for (path, arguments, may) in functions() {
        let call = |cookie: &str| {
            let (api, own, arguments, cookie) = (&api, own.clone(), arguments.clone(), cookie.to_owned());
            async move { browser::send(api, Method::POST, path, &cookie, Some(&own), Some(arguments)).await }
        };
        let anonymous = call("").await;
        assert_eq!(anonymous.status, 401, "{path}: {anonymous:?}");
        for (role, cookie) in &cookies {
            let answer = call(cookie).await;
            assert_eq!(answer.status != 403, may.contains(role), "{path} as {role}: {answer:?}");
            assert!(answer.status < 500 && answer.status != 401, "{path} as {role}: {answer:?}");
        }
    }
    assert_eq!(api.board("swim").await["seq"], seq);
}

async fn unreadable_arguments_are_refused(database: Database) {
    let api = Api::start(database).await;
    for (path, _) in server_fn_paths() {
        for body in ["", "{", "[]", "null", "{\"bib\":\"x\",\"code\":7,\"token\":[],\"slug\":{},\"desk\":1}"] {
            let request = api.http.post(api.url(path)).header("content-type", "application/json").body(body);
            let response = request.send().await.unwrap();
            let status = response.status().as_u16();
            let text = response.text().await.unwrap();
            let good = status < 500 && (status == 200 || text.contains("\"sentence\""));
            assert!(good, "{path} {body}: {status} {text}");
        }
        let huge = " ".repeat(2 * 1_024 * 1_024);
        let request = api.http.post(api.url(path)).header("content-type", "application/json").body(huge);
        assert_eq!(request.send().await.unwrap().status(), 413, "{path}");
    }
}
