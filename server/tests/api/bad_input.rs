//! Bad input at every door: a 4xx with a sentence, and nothing is changed.

use crate::common::{ADMIN, Answer, Api, ago, new_id};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(malformed_bodies_are_refused_everywhere, bad_values_change_nothing, addresses_that_mean_nothing);

/// Every call that takes a body.
const DOORS: [(&str, &str); 45] = [
    ("POST", "/auth/admin/otp"),
    ("POST", "/auth/device"),
    ("POST", "/auth/refresh"),
    ("POST", "/player"),
    ("PUT", "/lane/slow/0/player"),
    ("POST", "/api/v1/events"),
    ("PATCH", "/api/v1/events/swim"),
    ("PUT", "/api/v1/events/swim/cancelled"),
    ("POST", "/api/v1/events/swim/rehearsal"),
    ("PUT", "/api/v1/events/swim/registration"),
    ("POST", "/api/v1/events/swim/clock"),
    ("POST", "/api/v1/events/swim/players"),
    ("PUT", "/api/v1/events/swim/players/1"),
    ("POST", "/api/v1/events/swim/players/preview"),
    ("POST", "/api/v1/events/swim/players/import"),
    ("POST", "/api/v1/events/swim/pace-groups"),
    ("PATCH", "/api/v1/events/swim/pace-groups/slow"),
    ("POST", "/api/v1/events/swim/pace-groups/slow/lanes"),
    ("PATCH", "/api/v1/events/swim/lanes/1"),
    ("POST", "/api/v1/events/swim/lanes/1/calls"),
    ("PUT", "/api/v1/events/swim/station"),
    ("POST", "/api/v1/events/swim/water/words"),
    ("PUT", "/api/v1/events/swim/players/1/night-permission"),
    ("PUT", "/api/v1/events/swim/roll-call"),
    ("POST", "/api/v1/events/swim/placements"),
    ("PUT", "/api/v1/events/swim/placements/1"),
    ("POST", "/api/v1/events/swim/laps"),
    ("POST", "/api/v1/events/swim/laps/lacking"),
    ("POST", "/api/v1/events/swim/laps/018f7e9e-8a3b-7c00-8000-000000000001/instead"),
    ("POST", "/api/v1/events/swim/players/1/adjustments"),
    ("POST", "/api/v1/events/swim/held/count"),
    ("POST", "/api/v1/events/swim/held/dismiss"),
    ("PUT", "/api/v1/events/swim/lanes/1/counters"),
    ("POST", "/api/v1/events/swim/counters/settle"),
    ("POST", "/api/v1/events/swim/sheets"),
    ("POST", "/api/v1/events/swim/sheets/preview"),
    ("POST", "/api/v1/events/swim/sheets/018f7e9e-8a3b-7c00-8000-000000000001/undo"),
    ("POST", "/api/v1/events/swim/tags"),
    ("POST", "/api/v1/events/swim/payments"),
    ("POST", "/api/v1/events/swim/payments/018f7e9e-8a3b-7c00-8000-000000000001/undo"),
    ("POST", "/api/v1/codes"),
    ("PATCH", "/api/v1/devices/1"),
    ("POST", "/api/v1/auth/login"),
    ("POST", "/api/v1/operators"),
    ("PATCH", "/api/v1/operators/1"),
];

async fn send(api: &Api, method: &str, path: &str, kind: Option<&str>, body: Vec<u8>) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let mut request = api.http.request(method, api.url(path)).bearer_auth(ADMIN).body(body);
    if let Some(kind) = kind {
        request = request.header("content-type", kind);
    }
    Answer::read(request.send().await.unwrap()).await
}

async fn malformed_bodies_are_refused_everywhere(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let before = api.board("swim").await["seq"].clone();
    let deep = "[".repeat(10_000).into_bytes();
    // An array of a struct's fields in their order is no object.
    let bodies: [&[u8]; 11] = [
        b"",
        b"{",
        b"null",
        b"42",
        b"\"text\"",
        b"\xff\xfe",
        b"{\"unknown\":1}",
        b"[]",
        b"[[]]",
        b"[\"471100\"]",
        deep.as_slice(),
    ];
    for (method, path) in DOORS {
        for body in bodies {
            let shown = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
            let answer = send(&api, method, path, Some("application/json"), body.to_vec()).await;
            assert_eq!(answer.status, 400, "{method} {path} {shown}: {answer:?}");
            answer.refused(400);
        }
        for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded")] {
            send(&api, method, path, kind, b"{}".to_vec()).await.refused(400);
        }
        let huge = vec![b' '; 3 * 1_024 * 1_024];
        send(&api, method, path, Some("application/json"), huge).await.refused(413);
    }
    assert_eq!(api.board("swim").await["seq"], before);
}

async fn bad_values_change_nothing(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let before = api.board("swim").await;
    let long = "x".repeat(10_000);
    let names = ["", "   ", "a\u{0}b", "a\u{1b}[2Jb", "a\u{202e}b", &long];
    for name in names {
        for (path, body) in [
            ("/player", json!({ "name": name })),
            ("/api/v1/events/swim/players", json!({ "name": name })),
            ("/api/v1/codes", json!([{ "role": "viewer", "name": name }])),
            ("/api/v1/events", json!({ "name": name, "sport": "run", "lap_length_m": 400, "placement": "optional" })),
        ] {
            api.post(path, body).await.refused(400);
        }
    }
    let numbers = [
        json!(-1),
        json!(121),
        json!(1e300),
        json!(9_223_372_036_854_775_807_i64),
        json!("12"),
        json!([]),
        json!(true),
    ];
    let lap = json!([new_id(), 7, null, "tap", ago(1_000)]);
    let outcomes = api.tap("swim", json!([lap])).await;
    assert_eq!(outcomes[0]["status"], "rejected", "{outcomes}");
    for age in numbers {
        api.post("/player", json!({ "name": "Jane", "age": age })).await.refused(400);
    }
    for bib in [json!(0), json!(-1), json!(1_000_000), json!(1e20), json!("7"), json!(7.5)] {
        api.post("/api/v1/events/swim/players", json!({ "name": "Jane", "bib": bib })).await.refused(400);
        api.put("/lane/slow/0/player", json!({ "player_id": bib })).await.refused(400);
    }
    api.post("/player", json!({ "name": "Jane", "bib": 3 })).await.refused(400);
    api.post("/player", json!({ "age": 3 })).await.refused(400);
    for lap_length in [json!(0), json!(-50), json!(1e9), json!("50")] {
        let event = json!({ "name": "E", "sport": "run", "lap_length_m": lap_length, "placement": "optional" });
        api.post("/api/v1/events", event).await.refused(400);
    }
    let event = |with: Value| {
        let mut event = json!({ "name": "E", "sport": "run", "lap_length_m": 400, "placement": "optional" });
        event.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        event
    };
    for with in [
        json!({ "slug": "Ä B" }),
        json!({ "slug": "current" }),
        json!({ "sport": "chess" }),
        json!({ "laps_per_tap": -1 }),
        json!({ "placement": "required" }),
        json!({ "pace_groups": [{ "name": "a", "count": 0 }] }),
        json!({ "pace_groups": [{ "name": "a", "count": 1 }, { "name": "a", "count": 1 }] }),
        json!({ "color": "red" }),
    ] {
        api.post("/api/v1/events", event(with)).await.refused(400);
    }
    api.post("/api/v1/events", event(json!({ "slug": "swim" }))).await.refused(409);
    for clock in [
        json!({ "action": "stop" }),
        json!({ "action": "start", "at": "noon" }),
        json!({ "action": "start", "at": -1 }),
    ] {
        api.clock("swim", clock).await.refused(400);
    }
    for otp in ["", "12345", "1234567", "abcdef", "' OR 1=1"] {
        let answer = api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": otp }))).await;
        answer.refused(400);
    }
    laps_that_are_none(&api).await;
    payments_that_are_none(&api).await;
    let after = api.board("swim").await;
    assert_eq!((&after["seq"], &after["rows"]), (&before["seq"], &before["rows"]));
}

async fn laps_that_are_none(api: &Api) {
    let laps = "/api/v1/events/swim/laps";
    api.post(laps, json!({ "laps": [] })).await.refused(400);
    let too_many: Vec<Value> = (0..1_001).map(|_| json!({})).collect();
    api.post(laps, json!({ "laps": too_many })).await.refused(400);
    let lap = |with: Value| {
        let mut lap = json!({ "id": new_id(), "bib": 1, "counted_at": ago(0) });
        lap.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        lap
    };
    let bad = json!([
        lap(json!({ "id": "1234" })),
        lap(json!({ "id": 5 })),
        lap(json!({ "bib": 0 })),
        lap(json!({ "bib": "1" })),
        lap(json!({ "counted_at": "now" })),
        lap(json!({ "counted_at": 0 })),
        lap(json!({ "count": 0 })),
        lap(json!({ "count": 1_000 })),
        lap(json!({ "color": "red" })),
        {},
        null,
        7,
        [],
    ]);
    let outcomes = api.tap("swim", bad.clone()).await;
    assert_eq!(outcomes.as_array().unwrap().len(), bad.as_array().unwrap().len());
    for outcome in outcomes.as_array().unwrap() {
        assert_eq!(outcome["status"], "rejected", "{outcome}");
        assert!(outcome["reason"].as_str().unwrap().len() > 5, "{outcome}");
    }
    api.post("/api/v1/events/swim/laps/no-uuid/void", Value::Null).await.refused(400);
    api.post(&format!("/api/v1/events/swim/laps/{}/void", new_id()), Value::Null).await.refused(404);
    api.post("/api/v1/events/swim/held/count", json!({ "ids": ["x"] })).await.refused(400);
}

async fn payments_that_are_none(api: &Api) {
    let payments = "/api/v1/events/swim/payments";
    let payment = |with: Value| {
        let mut payment = json!({ "id": new_id(), "kind": "donation", "amount_minor": 500, "method": "cash" });
        payment.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        payment
    };
    for with in [
        json!({ "id": "1234" }),
        json!({ "id": "00000000-0000-0000-0000-000000000000" }),
        json!({ "kind": "bribe" }),
        json!({ "kind": "entry_fee" }),
        json!({ "amount_minor": 0 }),
        json!({ "amount_minor": 5.0 }),
        json!({ "amount_minor": 12.5 }),
        json!({ "amount_minor": "500" }),
        json!({ "amount_minor": 9_223_372_036_854_775_807_i64 }),
        json!({ "amount_minor": 1e20 }),
        json!({ "method": "gold" }),
        json!({ "currency": "CHF" }),
        json!({ "currency": "eur" }),
        json!({ "bib": 0 }),
        json!({ "note": "x".repeat(201) }),
        json!({ "note": "a\u{202e}b" }),
        json!({ "taken_at": ago(0) }),
    ] {
        api.post(payments, payment(with)).await.refused(400);
    }
    api.post(payments, payment(json!({ "bib": 404 }))).await.refused(404);
    api.post(payments, payment(json!({ "amount_minor": -500 }))).await.refused(409);
    for query in
        ["bib=x", "day=today", "limit=0", "limit=x", "cursor=x", "from=noon", "utc_offset_min=1e9", "colour=red"]
    {
        api.get(&format!("{payments}?{query}")).await.refused(400);
    }
    api.get("/api/v1/events/swim/takings?utc_offset_min=900").await.refused(400);
    api.post(&format!("{payments}/no-uuid/undo"), json!({})).await.refused(400);
    api.post(&format!("{payments}/{}/undo", new_id()), json!({})).await.refused(404);
}

async fn addresses_that_mean_nothing(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    api.post("/player", json!({ "name": "Jane" })).await.data();
    let jane = || json!({ "player_id": 1 });
    for path in ["/lane/none/0/player", "/lane/%00/0/player", "/lane/slow/10/player", "/lane/slow/4294967295/player"] {
        api.put(path, jane()).await.refused(404);
    }
    for path in
        ["/lane/slow/x/player", "/lane/slow/-1/player", "/lane/slow/99999999999999/player", "/lane/slow/1.5/player"]
    {
        api.put(path, jane()).await.refused(400);
        api.delete(path).await.refused(400);
    }
    for path in ["/player/x", "/player/-1", "/player/1%20", "/player/%ff"] {
        api.get(path).await.refused(400);
    }
    for path in
        ["/player/0", "/player/77", "/player/99999999999999999999", "/api/v1/events/none", "/api/v1/events/none/board"]
    {
        api.get(path).await.refused(404);
    }
    // What is forgotten widens no filter.
    for path in [
        "/api/v1/audit?to=",
        "/api/v1/audit?event=swim&from=",
        "/api/v1/audit?limit=",
        "/api/v1/events/swim/board?from=&to=",
        "/api/v1/events/swim/payments?to=",
        "/api/v1/events/swim/payments?limit=",
        "/api/v1/events/swim/payments?day=",
        "/api/v1/events/swim/takings?utc_offset_min=",
    ] {
        api.get(path).await.refused(400);
    }
    for path in
        ["/api", "/api/v1", "/api/v1/nothing", "/auth", "/auth/nothing", "/player/1/2", "/lane/x", "/live", "/fn/x"]
    {
        api.call(Method::GET, path, None, None).await.refused(404);
    }
    for (method, path) in
        [("DELETE", "/player"), ("POST", "/health"), ("GET", "/auth/device"), ("PATCH", "/api/v1/events")]
    {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        api.call(method, path, Some(ADMIN), None).await.refused(405);
    }
    api.call(Method::GET, "/live/swim", None, None).await.refused(400);
}
