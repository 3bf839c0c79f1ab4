//! A server of a test's own, and a client that speaks to it over HTTP.

use crate::document;
use backend::Secrets;
use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::{Client, Method, Response, StatusCode, header};
use serde_json::{Value, json};
use server::{
    limits::Limits,
    outside::Outside,
    serving::{self, Options, Server},
};
use std::net::{IpAddr, Ipv4Addr};
use testbed::Database;

/// The admin token of every test.
pub const ADMIN: &str = "an-admin-token-for-tests-only";
/// What access tokens are signed with in every test.
pub const JWT_SECRET: [u8; 32] = [7; 32];

/// A running server with its database.
pub struct Api {
    pub database: Database,
    pub http: Client,
    server: Server,
}

/// An answer, read.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: header::HeaderMap,
    pub body: Value,
}

impl Answer {
    pub async fn read(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        Self { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
    }

    /// The data of a good answer.
    #[track_caller]
    pub fn data(self) -> Value {
        assert!(StatusCode::from_u16(self.status).unwrap().is_success(), "{self:?}");
        assert_eq!(self.body["status"], "ok", "{self:?}");
        self.body["data"].clone()
    }

    /// Checks a refusal: its status, and a sentence and a code in the envelope.
    #[track_caller]
    pub fn refused(self, status: u16) -> String {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.body["status"], "err", "{self:?}");
        let sentence = self.body["err"].as_str().unwrap_or_default().to_owned();
        assert!(sentence.len() > 10, "{self:?}");
        assert!(self.body["code"].is_string(), "{self:?}");
        sentence
    }
}

impl Api {
    pub async fn start(database: Database) -> Self {
        let server = start_server(&database).await;
        Self { database, http: Client::builder().no_proxy().build().unwrap(), server }
    }

    /// Stops the server and starts another one on the same database.
    pub async fn restart(self) -> Self {
        self.server.stop().await;
        let server = start_server(&self.database).await;
        Self { server, ..self }
    }

    /// Stops the server, and gives the database back.
    pub async fn stop(self) -> Database {
        self.server.stop().await;
        self.database
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address)
    }

    /// Host and port, as a browser's `Host` header names them.
    pub fn host(&self) -> String {
        self.server.address.to_string()
    }

    /// Sends as the bearer of a token, or as nobody. What is asked and answered must be as the API describes itself.
    pub async fn call(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        let mut request = self.http.request(method.clone(), self.url(path));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = &body {
            request = request.json(body);
        }
        let answer = Answer::read(request.send().await.unwrap()).await;
        document::check(self, &method, path, body.as_ref(), &answer).await;
        answer
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, Some(ADMIN), None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(ADMIN), Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(ADMIN), Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, Some(ADMIN), None).await
    }

    /// A code for a device of that role.
    pub async fn code(&self, role: &str) -> String {
        let issued = self.post("/auth/admin/otp", json!([{ "role": role, "name": format!("A {role}") }])).await.data();
        issued[0]["otp"].as_str().unwrap().to_owned()
    }

    /// Enrols a program of that role; returns what it was answered.
    pub async fn enrol(&self, role: &str) -> Value {
        let otp = self.code(role).await;
        self.call(Method::POST, "/auth/device", None, Some(json!({ "otp": otp }))).await.data()
    }

    /// An access token of that role.
    pub async fn token(&self, role: &str) -> String {
        self.enrol(role).await["credentials"]["jwt"].as_str().unwrap().to_owned()
    }

    /// An operator of that role; returns the id.
    pub async fn operator(&self, role: &str, pin: &str) -> Value {
        let operator = json!({ "name": format!("A person at {role}"), "pin": pin, "role": role });
        self.post("/api/v1/operators", operator).await.data()["id"].clone()
    }

    /// Signs in with a PIN, on the device whose token is given; returns the operator's token.
    pub async fn login(&self, pin: &str, on: Option<&str>) -> String {
        let login = self.call(Method::POST, "/api/v1/auth/login", on, Some(json!({ "pin": pin }))).await.data();
        login["token"].as_str().unwrap().to_owned()
    }

    /// Makes a swim with two pace groups, open for registration.
    pub async fn open_swim(&self, slug: &str) -> Value {
        let event = json!({
            "name": "A swim", "slug": slug, "sport": "swim", "lap_length_m": 50,
            "pace_groups": [{ "name": "slow", "count": 10 }, { "name": "fast", "count": 6 }],
        });
        self.post("/api/v1/events", event).await.data();
        self.clock(slug, json!({ "action": "open" })).await.data()
    }

    /// The same with the race running since a minute.
    pub async fn running_swim(&self, slug: &str) {
        self.open_swim(slug).await;
        self.clock(slug, json!({ "action": "start", "at": ago(60_000) })).await.data();
    }

    pub async fn clock(&self, slug: &str, body: Value) -> Answer {
        self.post(&format!("/api/v1/events/{slug}/clock"), body).await
    }

    /// Registers a player and places them in `slow`.
    pub async fn placed_player(&self, slug: &str, bib: u32, position: u32) {
        let player = json!({ "bib": bib, "name": format!("Player {bib}") });
        self.post(&format!("/api/v1/events/{slug}/players"), player).await.data();
        let place = json!({ "bib": bib, "place": { "slot": { "pace_group": "slow", "position": position } } });
        self.post(&format!("/api/v1/events/{slug}/placements"), place).await.data();
    }

    /// Sends laps; returns their outcomes.
    pub async fn tap(&self, slug: &str, laps: Value) -> Value {
        self.post(&format!("/api/v1/events/{slug}/laps"), json!({ "laps": laps })).await.data()
    }

    pub async fn board(&self, slug: &str) -> Value {
        self.get(&format!("/api/v1/events/{slug}/board")).await.data()
    }
}

async fn start_server(database: &Database) -> Server {
    let secret = Some(STANDARD.encode(JWT_SECRET));
    let secrets = Secrets::load(&database.url, secret.clone(), secret, Some(ADMIN.to_owned())).unwrap();
    let options = Options {
        database_url: database.url.clone(),
        secrets,
        nats_url: None,
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        https: None,
        outside: Outside::default(),
        limits: Limits::default(),
        first_event: None,
    };
    serving::start(options).await.unwrap()
}

/// A moment that many milliseconds ago.
pub fn ago(ms: i64) -> String {
    let at = chrono::Utc::now() - chrono::TimeDelta::milliseconds(ms);
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// A new id for a lap.
pub fn new_id() -> String {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid().to_string()
}

/// A lap counted that many milliseconds ago.
pub fn lap(bib: u32, ms_ago: i64) -> Value {
    json!({ "id": new_id(), "bib": bib, "counted_at": ago(ms_ago) })
}
