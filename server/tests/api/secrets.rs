//! No token, code or session id is logged, or stored in clear.

use crate::common::new_id;
use reqwest::{Client, header};
use serde_json::{Value, json};
use std::{fs::File, path::Path, process::Stdio};
use testbed::Database;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// Starts the real server, which logs all it can into a file; returns its address and the admin token it printed.
async fn serve(database: &Database, log: &Path) -> (Child, String, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_lapstream"))
        .args(["serve", "--host", "127.0.0.1", "--port", "0"])
        .env("DATABASE_URL", &database.url)
        .env("RUST_LOG", "trace")
        .env_remove("ADMIN_API_TOKEN")
        .env_remove("CONFIG_PATH")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(log).unwrap())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let (mut url, mut token) = (String::new(), String::new());
    while url.is_empty() {
        let line = lines.next_line().await.unwrap().expect("the server did not start");
        if let Some(origin) = line.strip_prefix("listening on ") {
            origin.clone_into(&mut url);
        } else if line.trim().len() > 30 && !line.trim().contains(' ') {
            line.trim().clone_into(&mut token);
        }
    }
    assert!(!token.is_empty(), "the first start shows the admin token");
    (server, url, token)
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
    let (mut server, url, admin) = serve(&database, &log).await;
    let http = Client::builder().no_proxy().build().unwrap();
    let path = |path: &str| format!("{url}{path}");

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
    server.kill().await.unwrap();

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
        let line = logged.lines().find(|line| line.contains(secret.as_str()));
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
