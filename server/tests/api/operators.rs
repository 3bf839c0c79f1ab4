//! Operators over HTTP: PINs, tokens, sessions and shifts.

use crate::{
    browser,
    common::{ADMIN, Api, lap},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(
    a_pin_opens_what_the_role_allows_and_the_token_is_the_contracts,
    five_wrong_pins_are_followed_by_429_with_retry_after,
    a_session_by_pin_ends_where_an_admin_ends_it,
    a_shift_at_a_station_comes_and_goes_while_it_counts,
    the_actor_is_who_asks_whatever_the_body_says,
);

fn claims(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

async fn a_pin_opens_what_the_role_allows_and_the_token_is_the_contracts(database: Database) {
    let api = Api::start(database).await;
    let made = api.post("/api/v1/operators", json!({ "name": "Ada", "pin": "4711", "role": "admin" })).await;
    assert_eq!(made.status, 201);
    let ada = made.data();
    assert_eq!((&ada["name"], &ada["role"]), (&json!("Ada"), &json!("admin")));
    assert!(!ada.to_string().contains("4711"));
    for (pin, why) in [("4711", "in use"), ("471", "too short"), ("123456789", "too long"), ("abcd", "no digits")] {
        let sentence = api.post("/api/v1/operators", json!({ "name": "B", "pin": pin, "role": "viewer" })).await;
        assert!(!sentence.refused(400).contains("4711"), "{why}");
    }
    let login = api.call(Method::POST, "/api/v1/auth/login", None, Some(json!({ "pin": "4711" }))).await.data();
    assert_eq!(login["operator"], json!({ "id": ada["id"], "name": "Ada", "role": "admin" }));
    let token = login["token"].as_str().unwrap();
    let claims = claims(token);
    assert_eq!((&claims["aud"], &claims["role"]), (&json!("lapstream-operator"), &json!("admin")));
    assert_eq!(claims["sub"], ada["id"].to_string());
    assert!(claims["jti"].as_str().is_some_and(|id| id.len() > 20));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 7 * 86_400);

    let me = api.call(Method::GET, "/api/v1/auth/me", Some(token), None).await.data();
    assert_eq!(me, json!({ "operator": login["operator"], "device": null, "role": "admin" }));
    let codes = Some(json!([{ "role": "reception", "name": "Desk 1" }]));
    api.call(Method::POST, "/auth/admin/otp", Some(token), codes.clone()).await.data();
    let floor = api.token("floor").await;
    api.call(Method::POST, "/auth/admin/otp", Some(&floor), codes.clone()).await.refused(403);
    api.call(Method::POST, "/api/v1/codes", Some(&floor), codes).await.data();
    api.call(Method::POST, "/api/v1/auth/logout", Some(token), None).await.data();
    api.call(Method::GET, "/api/v1/auth/me", Some(token), None).await.refused(401);
}

async fn five_wrong_pins_are_followed_by_429_with_retry_after(database: Database) {
    let api = Api::start(database).await;
    api.operator("reception", "4711").await;
    let early = api.login("4711", None).await;
    for _ in 0..5 {
        api.call(Method::POST, "/api/v1/auth/login", None, Some(json!({ "pin": "0000" }))).await.refused(401);
    }
    for pin in ["0000", "4711"] {
        let limited = api.call(Method::POST, "/api/v1/auth/login", None, Some(json!({ "pin": pin }))).await;
        let wait: u64 = limited.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((25..=30).contains(&wait), "{wait}");
        limited.refused(429);
    }
    let api = api.restart().await;
    let limited = api.call(Method::POST, "/api/v1/auth/login", None, Some(json!({ "pin": "4711" }))).await;
    limited.refused(429);
    api.call(Method::GET, "/api/v1/auth/me", Some(&early), None).await.data();
    api.get("/api/v1/auth/me").await.data();
}

async fn a_session_by_pin_ends_where_an_admin_ends_it(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let id = api.operator("reception", "4711").await;
    let cookie = browser::sign_in_by_pin(&api, "4711").await;
    let own = format!("http://{}", api.host());
    let players = "/api/v1/events/swim/players";
    let body = || Some(json!({ "name": "Noor" }));
    browser::send(&api, Method::POST, players, &cookie, Some(&own), body()).await.data();
    api.delete(&format!("/api/v1/operators/{id}/sessions")).await.data();
    browser::send(&api, Method::POST, players, &cookie, Some(&own), body()).await.refused(401);
    let cookie = browser::sign_in_by_pin(&api, "4711").await;
    browser::send(&api, Method::GET, "/api/v1/auth/me", &cookie, None, None).await.data();
    api.delete(&format!("/api/v1/operators/{id}")).await.data();
    browser::send(&api, Method::GET, "/api/v1/auth/me", &cookie, None, None).await.refused(401);
}

async fn a_shift_at_a_station_comes_and_goes_while_it_counts(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 0).await;
    let ada = api.operator("floor", "4711").await;
    api.operator("reception", "4712").await;
    let cookie = browser::enrol(&api, "lane_count").await;
    let own = format!("http://{}", api.host());
    let call = |path: &'static str, body: Value| {
        let (api, cookie, own) = (&api, cookie.clone(), own.clone());
        async move { browser::send(api, Method::POST, path, &cookie, Some(&own), Some(body)).await }
    };
    let me = || async { browser::send(&api, Method::GET, "/api/v1/auth/me", &cookie, None, None).await.data() };
    let tap = |ms_ago: i64| call("/api/v1/events/swim/laps", json!({ "laps": [lap(1, ms_ago)] }));
    let outcome = |answer: crate::common::Answer| answer.data()[0]["status"].clone();

    assert_eq!(outcome(tap(9_000).await), "counted");
    let refused = call("/fn/session/pin", json!({ "pin": "4712", "desk": "station" })).await;
    assert_eq!(refused.status, 403, "who may not count does not take a station over: {refused:?}");
    assert_eq!(me().await["operator"], Value::Null);
    assert_eq!(call("/fn/session/pin", json!({ "pin": "4711", "desk": "station" })).await.status, 200);
    let on_shift = me().await;
    assert_eq!((&on_shift["operator"]["id"], &on_shift["role"]), (&ada, &json!("lane_count")));
    assert_eq!(outcome(tap(6_000).await), "counted", "the session is the same one");
    assert_eq!(call("/fn/session/signout", json!({})).await.status, 200);
    let after = me().await;
    assert_eq!((&after["operator"], &after["device"]["role"]), (&Value::Null, &json!("lane_count")));
    assert_eq!(outcome(tap(3_000).await), "counted");

    assert_eq!(call("/fn/session/pin", json!({ "pin": "4711", "desk": "station" })).await.status, 200);
    api.delete(&format!("/api/v1/operators/{ada}")).await.data();
    assert_eq!(me().await["operator"], Value::Null);
    assert_eq!(outcome(tap(1_000).await), "counted", "a station counts on when its operator is retired");

    let trail = api.get("/api/v1/audit?action=lap.count").await.data();
    let actors: Vec<_> = trail["entries"].as_array().unwrap().iter().map(|entry| entry["actor"].clone()).collect();
    let kinds: Vec<_> = actors.iter().map(|actor| actor["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["device", "device", "operator", "device"]);
    assert!(actors.iter().all(|actor| actor["device"]["name"] == "A lane_count"));
}

async fn the_actor_is_who_asks_whatever_the_body_says(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    api.operator("reception", "4711").await;
    let token = api.login("4711", None).await;
    let players = "/api/v1/events/swim/players";
    let forged = json!({ "name": "Noor", "actor": { "kind": "admin" } });
    api.call(Method::POST, players, Some(&token), Some(forged)).await.refused(400);
    api.call(Method::POST, players, Some(&token), Some(json!({ "name": "Noor" }))).await.data();
    let trail = api.get("/api/v1/audit?action=player.register").await.data();
    let actor = &trail["entries"][0]["actor"];
    assert_eq!((&actor["kind"], &actor["name"]), (&json!("operator"), &json!("A person at reception")));
    assert_ne!(ADMIN, token);
}
