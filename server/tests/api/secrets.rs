//! No token, code or session id is logged, or stored in clear.

use crate::{
    common::new_id,
    process::{lapstream, serve},
};
use reqwest::{Client, StatusCode, header};
use serde_json::{Value, json};
use std::{fs::File, path::Path};
use testbed::Database;
use tokio::process::Command;

/// The real server, which logs all it can into a file.
fn logging(database: &Database, log: &Path) -> Command {
    let mut server = lapstream(database);
    server.env("RUST_LOG", "trace").stderr(File::create(log).unwrap());
    server
}

/// A line of the log after the time it begins with, whose microseconds may be the digits of a code.
fn without_time(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(_, rest)| rest)
}

async fn post(http: &Client, url: &str, token: Option<&str>, body: Value) -> Value {
    let mut request = http.post(url).json(&body);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    request.send().await.unwrap().json::<Value>().await.unwrap()["data"].clone()
}

#[tokio::test]
async fn secrets_stay_secret() {
    let database = Database::sqlite();
    let log = database.folder.path().join("log");
    let mut server = serve(&mut logging(&database, &log)).await;
    let admin = server.shown_token.take().expect("the first start shows the admin token");
    let http = Client::builder().no_proxy().build().unwrap();
    let path = |path: &str| format!("{}{path}", server.url);

    let wanted = json!([{ "role": "viewer", "name": "One" }, { "role": "viewer", "name": "Two" }]);
    let codes = post(&http, &path("/auth/admin/otp"), Some(&admin), wanted).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (used, open) = (text(&codes[0]["otp"]), text(&codes[1]["otp"]));
    let device = post(&http, &path("/auth/device"), None, json!({ "otp": used })).await;
    let first = text(&device["credentials"]["refresh_token"]);
    let jwt = text(&device["credentials"]["jwt"]);
    let rotated = post(&http, &path("/auth/refresh"), None, json!({ "refresh_token": first })).await;
    let second = text(&rotated["refresh_token"]);
    http.get(path("/api/v1/auth/me")).bearer_auth(&jwt).send().await.unwrap();
    let guess = new_id();
    http.get(path("/api/v1/auth/me")).bearer_auth(&guess).send().await.unwrap();
    http.get(path(&format!("/enrol?code={open}"))).header(header::ACCEPT, "text/html").send().await.unwrap();
    let signed_in = http.post(path("/fn/session/signin")).json(&json!({ "token": admin })).send().await.unwrap();
    let cookie = signed_in.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    let session = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    assert_eq!(session.len(), 22, "{cookie}");
    http.get(path("/console")).header(header::COOKIE, &cookie).send().await.unwrap();
    server.kill().await;

    let logged = std::fs::read_to_string(&log).unwrap();
    assert!(logged.contains("/auth/refresh"), "requests are logged");
    for (what, secret) in [
        ("the admin token", &admin),
        ("a used code", &used),
        ("an open code", &open),
        ("an access token", &jwt),
        ("a refresh token", &second),
        ("a guessed token", &guess),
        ("a session's id", &session),
    ] {
        let line = logged.lines().map(without_time).find(|line| line.contains(secret.as_str()));
        assert_eq!(line, None, "{what} is logged");
    }
    let stored: Vec<u8> = ["lapstream.db", "lapstream.db-wal"]
        .iter()
        .flat_map(|file| std::fs::read(database.folder.path().join(file)).unwrap_or_default())
        .collect();
    for (what, secret) in [
        ("the admin token", &admin),
        ("an access token", &jwt),
        ("a used refresh token", &first),
        ("a refresh token", &second),
        ("a session's id", &session),
    ] {
        let found = stored.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
        assert!(!found, "{what} is stored in clear");
    }
}

/// The status that a browser's session is answered with, and that of a bearer.
async fn asks(url: &str, cookie: &str, token: &str) -> (StatusCode, StatusCode) {
    let http = Client::builder().no_proxy().build().unwrap();
    let me = || http.get(format!("{url}/api/v1/auth/me"));
    let by_cookie = me().header(header::COOKIE, cookie).send().await.unwrap().status();
    (by_cookie, me().bearer_auth(token).send().await.unwrap().status())
}

#[tokio::test]
async fn the_admin_token_is_shown_once_and_a_given_one_ends_it() {
    let database = Database::sqlite();
    let mut first = serve(&mut lapstream(&database)).await;
    let made = first.shown_token.take().expect("the first start shows the admin token");
    let http = Client::builder().no_proxy().build().unwrap();
    let signin = http.post(format!("{}/fn/session/signin", first.url)).json(&json!({ "token": made }));
    let signed_in = signin.send().await.unwrap();
    let cookie = signed_in.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(asks(&first.url, &cookie, &made).await, (StatusCode::OK, StatusCode::OK));
    first.kill().await;

    let second = serve(&mut lapstream(&database)).await;
    assert_eq!(second.shown_token, None);
    assert_eq!(asks(&second.url, &cookie, &made).await, (StatusCode::OK, StatusCode::OK));
    second.kill().await;

    let given = "a-token-that-the-owner-chose";
    let third = serve(lapstream(&database).env("ADMIN_API_TOKEN", given)).await;
    assert_eq!(third.shown_token, None);
    let refused = StatusCode::UNAUTHORIZED;
    assert_eq!(asks(&third.url, &cookie, &made).await, (refused, refused), "the lost token still works");
    assert_eq!(asks(&third.url, &cookie, given).await, (refused, StatusCode::OK));
    third.kill().await;

    let mut fourth = serve(&mut lapstream(&database)).await;
    let new = fourth.shown_token.take().expect("without the given one a new one is made and shown");
    assert_eq!(asks(&fourth.url, &cookie, &new).await, (refused, StatusCode::OK));
    assert_eq!(asks(&fourth.url, &cookie, given).await, (refused, refused));
    fourth.kill().await;
}

#[tokio::test]
async fn a_first_start_that_is_refused_loses_no_token() {
    let database = Database::sqlite();
    let config = database.folder.path().join("config.json");
    for bad in ["{", r#"{"paceGroups":[{"name":"slow","count":0}]}"#] {
        std::fs::write(&config, bad).unwrap();
        let output = lapstream(&database).arg("serve").env("CONFIG_PATH", &config).output().await.unwrap();
        assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    }
    assert!(serve(&mut lapstream(&database)).await.shown_token.is_some());
}
