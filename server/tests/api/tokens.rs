//! Codes, access tokens and refresh tokens, good and bad.

use crate::common::{ADMIN, Api, JWT_SECRET};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use testbed::{Database, on_both_engines};

on_both_engines!(
    a_token_is_what_the_contract_says,
    forged_and_ended_tokens_are_refused,
    a_refresh_token_works_once_and_its_reuse_ends_the_family,
    guessing_codes_is_limited_and_right_ones_do_not_count,
    guesses_at_once_are_limited_too,
    guessing_refresh_tokens_is_limited,
);

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

pub fn sign(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let text = format!("{}.{}", encode(header), encode(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

pub fn part(token: &str, n: usize) -> Value {
    let part = token.split('.').nth(n).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

async fn a_token_is_what_the_contract_says(database: Database) {
    let api = Api::start(database).await;
    let device = api.enrol("reception").await;
    let token = device["credentials"]["jwt"].as_str().unwrap();
    assert_eq!(part(token, 0)["alg"], "HS256");
    let claims = part(token, 1);
    assert_eq!((&claims["role"], &claims["aud"]), (&json!("reception"), &json!("lapstream-api")));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 600);
    let subject = claims["sub"].as_str().map_or_else(|| claims["sub"].to_string(), str::to_owned);
    assert_eq!(subject, device["id"].to_string());
}

async fn forged_and_ended_tokens_are_refused(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let good = api.token("reception").await;
    let (header, claims) = (part(&good, 0), part(&good, 1));
    let with = |key: &str, value: Value| {
        let mut claims = claims.clone();
        claims[key] = value;
        claims
    };
    let resigned = sign(&header, &claims, &JWT_SECRET);
    api.call(Method::GET, "/player", Some(&resigned), None).await.data();

    let now = chrono::Utc::now().timestamp();
    let none = json!({ "alg": "none", "typ": "JWT" });
    let bad = [
        ("alg none", format!("{}.{}.", encode(&none), encode(&claims))),
        ("alg none, signed", sign(&none, &claims, &JWT_SECRET)),
        ("another secret", sign(&header, &claims, &[8; 32])),
        ("another algorithm", sign(&json!({ "alg": "HS512", "typ": "JWT" }), &claims, &JWT_SECRET)),
        ("ended", sign(&header, &with("exp", json!(now - 1)), &JWT_SECRET)),
        ("another audience", sign(&header, &with("aud", json!("lapstream-operator")), &JWT_SECRET)),
        ("no such device", sign(&header, &with("sub", json!("999")), &JWT_SECRET)),
        ("a changed role", {
            let parts: Vec<_> = good.split('.').collect();
            format!("{}.{}.{}", parts[0], encode(&with("role", json!("admin"))), parts[2])
        }),
        ("half a token", good[..good.len() / 2].to_owned()),
        ("nonsense", "🦈".to_owned()),
        ("nothing", String::new()),
        ("almost the admin token", ADMIN[..ADMIN.len() - 1].to_owned()),
    ];
    for (what, token) in bad {
        let request = api.http.get(api.url("/player")).header("authorization", format!("Bearer {token}").into_bytes());
        assert_eq!(request.send().await.unwrap().status(), 401, "{what}");
    }
    let basic = api.http.get(api.url("/player")).basic_auth("admin", Some(ADMIN));
    assert_eq!(basic.send().await.unwrap().status(), 401);
    let raised = sign(&header, &with("role", json!("admin")), &JWT_SECRET);
    let players = json!([{ "role": "admin", "name": "X" }]);
    let raised = api.call(Method::POST, "/auth/admin/otp", Some(&raised), Some(players)).await;
    assert_eq!(raised.status, 403, "the role is the device's, not the token's: {raised:?}");
}

async fn a_refresh_token_works_once_and_its_reuse_ends_the_family(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let refresh = |token: Value| {
        let api = &api;
        async move { api.call(Method::POST, "/auth/refresh", None, Some(json!({ "refresh_token": token }))).await }
    };
    let first = api.enrol("reception").await["credentials"]["refresh_token"].clone();
    let other = api.enrol("reception").await["credentials"]["refresh_token"].clone();
    let second = refresh(first.clone()).await.data();
    let jwt = second["jwt"].as_str().unwrap();
    api.call(Method::GET, "/player", Some(jwt), None).await.data();
    assert_ne!(second["refresh_token"], first);
    refresh(first).await.refused(401);
    refresh(second["refresh_token"].clone()).await.refused(401);
    refresh(other).await.data();
}

async fn guessing_codes_is_limited_and_right_ones_do_not_count(database: Database) {
    let api = Api::start(database).await;
    for _ in 0..12 {
        api.enrol("viewer").await;
    }
    let open = api.code("viewer").await;
    let wrong: String = open.bytes().map(|b| char::from(if b == b'9' { b'0' } else { b + 1 })).collect();
    let enrol = |otp: String| {
        let api = &api;
        async move { api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": otp }))).await }
    };
    for _ in 0..10 {
        enrol(wrong.clone()).await.refused(400);
    }
    let limited = enrol(wrong).await;
    let wait: u64 = limited.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    limited.refused(429);
    enrol(open).await.refused(429);
}

async fn guesses_at_once_are_limited_too(database: Database) {
    let api = Api::start(database).await;
    let guess = |n: u32| {
        let (api, otp) = (&api, format!("{n:06}"));
        async move { api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": otp }))).await.status }
    };
    let answers = futures::future::join_all((0..200).map(guess)).await;
    let judged = answers.iter().filter(|status| **status == 400).count();
    let limited = answers.iter().filter(|status| **status == 429).count();
    assert_eq!((judged, limited), (10, 190));
}

async fn guessing_refresh_tokens_is_limited(database: Database) {
    let api = Api::start(database).await;
    let refresh = || api.call(Method::POST, "/auth/refresh", None, Some(json!({ "refresh_token": "a guess" })));
    for _ in 0..10 {
        refresh().await.refused(401);
    }
    refresh().await.refused(429);
}
