//! What only browsers do: sign in with a session, and be lured by other sites.

use crate::common::{ADMIN, Answer, Api};
use reqwest::{Method, header};
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(
    a_session_acts_only_from_our_own_pages,
    a_sign_in_makes_a_new_session,
    guessing_the_admin_token_is_limited,
);

/// Enrols as a browser does, by the server function of the page; returns the cookie.
pub async fn enrol(api: &Api, role: &str) -> String {
    let code = api.code(role).await;
    cookie_from(api, "/fn/session/enrol", json!({ "code": code })).await
}

/// Signs in with the admin token; returns the cookie.
pub async fn sign_in(api: &Api) -> String {
    cookie_from(api, "/fn/session/signin", json!({ "token": ADMIN })).await
}

/// Signs in with a PIN; returns the cookie.
pub async fn sign_in_by_pin(api: &Api, pin: &str) -> String {
    cookie_from(api, "/fn/session/pin", json!({ "pin": pin, "desk": null })).await
}

async fn cookie_from(api: &Api, path: &str, arguments: Value) -> String {
    let request = api.http.post(api.url(path)).header(header::ORIGIN, format!("http://{}", api.host()));
    let response = request.json(&arguments).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

pub async fn send(
    api: &Api,
    method: Method,
    path: &str,
    cookie: &str,
    origin: Option<&str>,
    body: Option<Value>,
) -> Answer {
    let mut request = api.http.request(method, api.url(path)).header(header::COOKIE, cookie);
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    Answer::read(request.send().await.unwrap()).await
}

async fn a_session_acts_only_from_our_own_pages(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let cookie = enrol(&api, "reception").await;
    let own = format!("http://{}", api.host());
    let me = send(&api, Method::GET, "/api/v1/auth/me", &cookie, None, None).await.data();
    assert_eq!(me["role"], "reception");

    let player = || Some(json!({ "name": "Jane" }));
    let path = "/api/v1/events/swim/players";
    for origin in [None, Some("http://elsewhere.example"), Some("null")] {
        send(&api, Method::POST, path, &cookie, origin, player()).await.refused(403);
    }
    send(&api, Method::POST, path, &cookie, Some(&own), player()).await.data();
    for origin in [None, Some("http://elsewhere.example"), Some("null")] {
        send(&api, Method::POST, "/fn/session/signout", &cookie, origin, Some(json!({}))).await.refused(403);
    }

    // A token in the header wins over the cookie, and needs no origin: no browser sends it by itself.
    let request = api.http.get(api.url("/api/v1/auth/me")).header(header::COOKIE, &cookie).bearer_auth(ADMIN);
    assert_eq!(Answer::read(request.send().await.unwrap()).await.data()["role"], "admin");

    let api = api.restart().await;
    let own = format!("http://{}", api.host());
    let me = send(&api, Method::GET, "/api/v1/auth/me", &cookie, None, None).await.data();
    assert_eq!(me["role"], "reception", "a session outlives the server");
    send(&api, Method::POST, "/api/v1/auth/logout", &cookie, Some(&own), None).await.data();
    send(&api, Method::GET, "/api/v1/auth/me", &cookie, None, None).await.refused(401);
    for forged in ["lapstream=AAAAAAAAAAAAAAAAAAAAAA", "lapstream=", "lapstream=%00"] {
        send(&api, Method::GET, "/api/v1/auth/me", forged, None, None).await.refused(401);
    }
}

async fn a_sign_in_makes_a_new_session(database: Database) {
    let api = Api::start(database).await;
    let planted = enrol(&api, "viewer").await;
    let own = format!("http://{}", api.host());
    let request = api.http.post(api.url("/fn/session/signin")).header(header::COOKIE, &planted);
    let response = request.header(header::ORIGIN, own).json(&json!({ "token": ADMIN })).send().await.unwrap();
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_ne!(cookie, planted);
    send(&api, Method::GET, "/api/v1/auth/me", &planted, None, None).await.refused(401);
    assert_eq!(send(&api, Method::GET, "/api/v1/auth/me", &cookie, None, None).await.data()["role"], "admin");
}

async fn guessing_the_admin_token_is_limited(database: Database) {
    let api = Api::start(database).await;
    let own = format!("http://{}", api.host());
    let guess = |token: &'static str| {
        let (api, own) = (&api, own.clone());
        let body = Some(json!({ "token": token }));
        async move { send(api, Method::POST, "/fn/session/signin", "", Some(&own), body).await }
    };
    for _ in 0..10 {
        assert_eq!(guess("a guess").await.status, 401);
    }
    let limited = guess("a guess").await;
    assert_eq!(limited.status, 429);
    let wait: u64 = limited.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(guess(ADMIN).await.status, 200, "the right one gets through whatever others sent");
}
