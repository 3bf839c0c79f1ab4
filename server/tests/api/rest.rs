//! The calls of the first clients, row by row: as nobody, with a role too low, and with the right one.

use crate::common::{ADMIN, Api};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(
    every_row_asks_for_its_role,
    a_day_with_the_first_clients,
    health_is_no_secret,
    without_an_event_there_is_nothing
);

/// One row: the call, and which roles may make it.
pub struct Row {
    pub method: Method,
    pub path: &'static str,
    body: Option<Value>,
    pub may: &'static [&'static str],
}

pub fn rows() -> Vec<Row> {
    let row = |method, path, body, may| Row { method, path, body, may };
    let player = json!({ "name": "Jane" });
    let readers = &["floor", "reception", "lane_assign", "lane_count"];
    vec![
        row(Method::POST, "/auth/admin/otp", Some(json!([{ "role": "viewer", "name": "Hall" }])), &[]),
        row(Method::POST, "/player", Some(player), &["floor", "reception"]),
        row(Method::GET, "/player", None, readers),
        row(Method::GET, "/player/1", None, readers),
        row(Method::PUT, "/lane/slow/3/player", Some(json!({ "player_id": 1 })), &["floor", "lane_assign"]),
        row(Method::DELETE, "/lane/slow/3/player", None, &["floor", "lane_assign"]),
    ]
}

async fn every_row_asks_for_its_role(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    api.post("/player", json!({ "name": "First" })).await.data();
    let mut tokens = vec![("admin", ADMIN.to_owned())];
    for role in ["floor", "reception", "lane_assign", "lane_count", "viewer"] {
        tokens.push((role, api.token(role).await));
    }
    for Row { method, path, body, may } in rows() {
        let anonymous = api.call(method.clone(), path, None, body.clone()).await;
        anonymous.refused(401);
        for (role, token) in &tokens {
            let answer = api.call(method.clone(), path, Some(token), body.clone()).await;
            let allowed = *role == "admin" || may.contains(role);
            assert_eq!(answer.status != 403, allowed, "{method} {path} as {role}: {answer:?}");
        }
    }
}

async fn a_day_with_the_first_clients(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;

    let issued = api.post("/auth/admin/otp", json!([{ "role": "reception", "name": "Desk 1" }])).await;
    assert_eq!(issued.status, 200);
    let issued = issued.data();
    assert_eq!((&issued[0]["role"], &issued[0]["deviceName"]), (&json!("reception"), &json!("Desk 1")));
    let otp = issued[0]["otp"].as_str().unwrap();
    assert!(otp.len() == 6 && otp.bytes().all(|b| b.is_ascii_digit()), "{otp}");
    assert!(issued[0]["expiresAt"].as_str().unwrap().ends_with('Z'));

    let device = api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": otp }))).await;
    assert_eq!(device.status, 200);
    let device = device.data();
    assert_eq!((&device["deviceName"], &device["role"]), (&json!("Desk 1"), &json!("reception")));
    assert!(device["id"].is_i64() && device["registeredAt"].is_string());
    let desk = device["credentials"]["jwt"].as_str().unwrap();
    api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": otp }))).await.refused(400);

    let jane = api.call(Method::POST, "/player", Some(desk), Some(json!({ "name": "Jane", "age": 27 }))).await;
    assert_eq!(jane.status, 201);
    assert_eq!(jane.data(), json!({ "id": 1, "name": "Jane", "age": 27 }));
    let joe = api.call(Method::POST, "/player", Some(desk), Some(json!({ "name": "Joe" }))).await.data();
    assert_eq!(joe, json!({ "id": 2, "name": "Joe", "age": null }));
    let both = api.call(Method::GET, "/player", Some(desk), None).await.data();
    assert_eq!(both, json!([{ "id": 1, "name": "Jane", "age": 27 }, joe]));
    assert_eq!(api.call(Method::GET, "/player/2", Some(desk), None).await.data(), joe);
    api.call(Method::GET, "/player/3", Some(desk), None).await.refused(404);

    let groups = api.call(Method::GET, "/lane/pace-groups", None, None).await.data();
    assert_eq!(groups, json!([{ "name": "slow", "count": 10 }, { "name": "fast", "count": 6 }]));

    let desk = api.token("lane_assign").await;
    let desk = Some(desk.as_str());
    let jane = Some(json!({ "player_id": 1 }));
    let slot = api.call(Method::PUT, "/lane/slow/3/player", desk, jane.clone()).await.data();
    let expected = json!({ "id": slot["id"], "paceGroup": "slow", "slotIndex": 3, "assignedPlayer": 1 });
    assert!(slot["id"].is_i64());
    assert_eq!(slot, expected);
    let taken = api.call(Method::PUT, "/lane/slow/3/player", desk, Some(json!({ "player_id": 2 }))).await.refused(409);
    assert!(taken.contains("Jane"), "who took it is named: {taken}");
    api.call(Method::PUT, "/lane/slow/4/player", desk, jane).await.refused(409);
    let slot = api.call(Method::DELETE, "/lane/slow/3/player", desk, None).await.data();
    assert_eq!((&slot["slotIndex"], &slot["assignedPlayer"]), (&json!(3), &Value::Null));
    api.call(Method::DELETE, "/lane/slow/3/player", desk, None).await.refused(409);
    api.call(Method::PUT, "/lane/slow/3/player", desk, Some(json!({ "player_id": 99 }))).await.refused(404);
}

async fn health_is_no_secret(database: Database) {
    let api = Api::start(database).await;
    let health = api.call(Method::GET, "/health", None, None).await;
    assert_eq!((health.status, health.body), (200, json!({ "status": "ok" })));
    let health = api.call(Method::GET, "/health/db", None, None).await;
    assert_eq!((health.status, health.body), (200, json!({ "status": "ok", "db": "up" })));
    let root = api.call(Method::GET, "/", None, None).await;
    assert_eq!(root.data(), json!({ "service": "lapstream-server", "online": true }));
}

async fn without_an_event_there_is_nothing(database: Database) {
    let api = Api::start(database).await;
    for path in ["/player", "/player/1", "/lane/pace-groups", "/api/v1/events/current", "/api/v1/events/current/board"]
    {
        api.get(path).await.refused(404);
    }
    api.post("/player", json!({ "name": "Jane" })).await.refused(404);
    assert_eq!(api.get("/api/v1/events").await.data(), json!([]));
}
