//! The API's description: whether it is one, whether it names every call and its roles, and whether it is true.

use crate::{
    common::{ADMIN, Api, ago, lap, new_id},
    document::{Call, Document, PATH},
    rest, v1,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use testbed::{Database, on_both_engines};

on_both_engines!(every_call_is_as_it_is_described, every_described_call_asks_for_its_roles);

const ROLES: [&str; 6] = ["admin", "floor", "reception", "lane_assign", "lane_count", "viewer"];

/// The calls that anybody may make.
const PUBLIC: [&str; 11] = [
    "GET /api/v1/events",
    "GET /api/v1/events/{event}",
    "GET /api/v1/events/{event}/board",
    "GET /api/v1/events/{event}/players/{bib}",
    "GET /api/v1/openapi.json",
    "GET /health",
    "GET /health/db",
    "GET /lane/pace-groups",
    "POST /api/v1/auth/login",
    "POST /auth/device",
    "POST /auth/refresh",
];

#[tokio::test]
async fn it_is_a_description_in_the_sense_of_openapi() {
    let api = Api::start(Database::sqlite()).await;
    let answer = api.call(Method::GET, PATH, None, None).await;
    assert_eq!((answer.status, &answer.headers["content-type"]), (200, &"application/json".parse().unwrap()));
    let document = Document::of(&api).await;
    assert_eq!(answer.body, document.value);
    let read = oas3::from_json(document.value.to_string()).unwrap();
    assert!(read.validate_version().is_ok(), "{}", read.openapi);
    assert_eq!(read.operations().count(), document.calls().len());
    for (name, schema) in document.value["components"]["schemas"].as_object().unwrap() {
        assert!(jsonschema::draft202012::meta::is_valid(schema), "{name}");
    }
    each_reference_leads_somewhere(document, &document.value);
}

fn each_reference_leads_somewhere(document: &Document, value: &Value) {
    if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.value.pointer(pointer).is_some(), "{reference}");
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|field| each_reference_leads_somewhere(document, field)),
        Value::Array(items) => items.iter().for_each(|item| each_reference_leads_somewhere(document, item)),
        _ => {}
    }
}

#[tokio::test]
async fn nothing_is_without_words() {
    let api = Api::start(Database::sqlite()).await;
    let document = Document::of(&api).await;
    let is_sentence = |text: &Value| text.as_str().is_some_and(|text| text.len() >= 5);
    let mut ids = BTreeSet::new();
    for call in document.calls() {
        let name = call.name();
        assert!(is_sentence(&call.value["summary"]), "{name} has no summary");
        assert!(ids.insert(call.value["operationId"].as_str().unwrap()), "{name} has another one's id");
        for parameter in call.value["parameters"].as_array().into_iter().flatten() {
            assert!(is_sentence(&parameter["description"]), "{name}: {parameter} is not described");
        }
        for (status, response) in call.value["responses"].as_object().unwrap() {
            assert!(is_sentence(&document.resolve(response)["description"]), "{name}: {status} is not described");
        }
    }
}

/// The tables of the role tests name the same calls for the same roles as the description does.
#[tokio::test]
async fn it_names_the_calls_that_the_role_tests_know() {
    let api = Api::start(Database::sqlite()).await;
    let document = Document::of(&api).await;
    let mut known: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut know = |method: &Method, path: &str, may: &[&'static str]| {
        let call = document.find(method, path).unwrap_or_else(|| panic!("{method} {path} is not described"));
        known.entry(call.name()).or_default().extend(may.iter().chain(&["admin"]));
    };
    for (method, path, _, may) in v1::calls() {
        know(&method, &format!("/api/v1{path}"), may);
    }
    for row in rest::rows() {
        know(&row.method, row.path, row.may);
    }
    // It ends the sign-in with which the others are tried.
    know(&Method::POST, "/api/v1/auth/logout", &ROLES);
    let calls = document.calls();
    let described = calls.iter().filter_map(|call| Some((call.name(), call.roles()?.into_iter().collect())));
    assert_eq!(
        described.collect::<BTreeMap<_, BTreeSet<_>>>(),
        known,
        "every call stands in a table of the role tests"
    );
    let public: BTreeSet<_> = calls.iter().filter(|call| call.roles().is_none()).map(Call::name).collect();
    assert_eq!(public, PUBLIC.map(str::to_owned).into());
}

/// A request for a call, made from its description alone: what it names is not there, so that nothing changes.
fn request(call: &Call<'_>, document: &Document) -> (Method, String, Option<Value>) {
    let (mut path, mut query) = (call.path.to_owned(), Vec::new());
    for parameter in call.value["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap();
        let schema = document.resolve(&parameter["schema"]);
        let value = match (schema["format"].as_str(), schema["type"].as_str()) {
            _ if name == "event" => "swim",
            (Some("uuid"), _) => "018f7e9e-8a3b-7c00-8000-000000000001",
            (_, Some("integer")) => "404",
            _ => "none",
        };
        path = path.replace(&format!("{{{name}}}"), value);
        if let Some(example) = schema["examples"][0].as_str().filter(|_| parameter["in"] == "query") {
            query.push(format!("{name}={example}"));
        }
    }
    let method = Method::from_bytes(call.method.to_uppercase().as_bytes()).unwrap();
    let path = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
    (method, path, call.value.get("requestBody").map(|_| json!({})))
}

async fn every_described_call_asks_for_its_roles(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let mut tokens = vec![("admin", ADMIN.to_owned())];
    for role in &ROLES[1..] {
        tokens.push((role, api.token(role).await));
    }
    let seq = api.board("swim").await["seq"].clone();
    let document = Document::of(&api).await;
    for call in document.calls() {
        let (name, (method, path, body)) = (call.name(), request(&call, document));
        let anonymous = api.call(method.clone(), &path, None, body.clone()).await;
        let Some(roles) = call.roles() else {
            assert!(![401, 403].contains(&anonymous.status), "{name} is public: {anonymous:?}");
            continue;
        };
        anonymous.refused(401);
        for (role, token) in &tokens {
            let answer = api.call(method.clone(), &path, Some(token), body.clone()).await;
            assert_eq!(answer.status != 403, roles.contains(role), "{name} as {role}: {answer:?}");
            assert!(answer.status < 500 && answer.status != 401, "{name} as {role}: {answer:?}");
        }
    }
    assert_eq!(api.board("swim").await["seq"], seq);
}

/// A day at which every call is made; each answer is checked against the description as it comes in.
struct DayOut {
    api: Api,
    seen: RefCell<BTreeSet<String>>,
}

impl DayOut {
    async fn call(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Value {
        let call = Document::of(&self.api).await.find(&method, path).unwrap();
        let answer = self.api.call(method, path, token, body).await;
        assert!(answer.status < 300, "{path}: {answer:?}");
        self.seen.borrow_mut().insert(call.name());
        answer.body["data"].clone()
    }

    async fn get(&self, path: &str) -> Value {
        self.call(Method::GET, path, Some(ADMIN), None).await
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.call(Method::POST, path, Some(ADMIN), Some(body)).await
    }

    async fn post_nothing(&self, path: &str) -> Value {
        self.call(Method::POST, path, Some(ADMIN), None).await
    }

    async fn put(&self, path: &str, body: Value) -> Value {
        self.call(Method::PUT, path, Some(ADMIN), Some(body)).await
    }

    async fn patch(&self, path: &str, body: Value) -> Value {
        self.call(Method::PATCH, path, Some(ADMIN), Some(body)).await
    }

    async fn delete(&self, path: &str) -> Value {
        self.call(Method::DELETE, path, Some(ADMIN), None).await
    }
}

async fn every_call_is_as_it_is_described(database: Database) {
    let day = DayOut { api: Api::start(database).await, seen: RefCell::default() };
    for path in ["/health", "/health/db", PATH] {
        day.get(path).await;
    }
    let event = json!({
        "name": "A swim", "slug": "swim", "sport": "swim", "lap_length_m": 22.86, "laps_per_tap": 1, "currency": "CHF",
        "placement": "required", "pace_groups": [{ "name": "slow", "count": 10 }, { "name": "fast", "count": 6 }],
    });
    day.post("/api/v1/events", event).await;
    day.post("/api/v1/events/swim/clock", json!({ "action": "open" })).await;
    for path in ["/events", "/events/swim", "/bus", "/disk"] {
        day.get(&format!("/api/v1{path}")).await;
    }
    day.patch("/api/v1/events/swim", json!({ "name": "Night swim", "reason": "typo" })).await;
    for is_off in [true, false] {
        day.put("/api/v1/events/swim/cancelled", json!({ "cancelled": is_off, "reason": "thunderstorm" })).await;
        day.get("/api/v1/events/swim/board").await;
    }
    for lock in [json!({ "action": "lock", "at": ago(-60_000) }), json!({ "action": "unlock" })] {
        day.put("/api/v1/events/swim/registration", lock).await;
    }
    people_and_devices(&day).await;
    players(&day).await;
    lanes(&day).await;
    race(&day).await;
    chips(&day).await;
    paper(&day).await;
    money(&day).await;
    rehearsal(&day).await;
    afterwards(&day).await;
    doubts(&day).await;
    let all: BTreeSet<_> = Document::of(&day.api).await.calls().iter().map(Call::name).collect();
    let missing: Vec<_> = all.difference(&day.seen.borrow()).cloned().collect();
    assert_eq!(missing, [""; 0], "calls that this day does not make: add them");
}

async fn people_and_devices(day: &DayOut) {
    let ada = day.post("/api/v1/operators", json!({ "name": "Ada", "pin": "4711", "role": "floor" })).await;
    let ada = format!("/api/v1/operators/{}", ada["id"]);
    day.patch(&ada, json!({ "name": "Ada Lind" })).await;
    let login = day.call(Method::POST, "/api/v1/auth/login", None, Some(json!({ "pin": "4711" }))).await;
    let token = login["token"].as_str();
    day.call(Method::GET, "/api/v1/auth/me", token, None).await;
    day.call(Method::POST, "/api/v1/auth/logout", token, None).await;
    day.get("/api/v1/operators").await;
    day.delete(&format!("{ada}/sessions")).await;
    day.delete(&ada).await;

    day.post("/api/v1/codes", json!([{ "role": "lane_count", "name": "Lane 1" }])).await;
    let code = day.post("/auth/admin/otp", json!([{ "role": "reception", "name": "Desk 1" }])).await;
    let desk = day.call(Method::POST, "/auth/device", None, Some(json!({ "otp": code[0]["otp"] }))).await;
    let refresh = json!({ "refresh_token": desk["credentials"]["refresh_token"] });
    let refreshed = day.call(Method::POST, "/auth/refresh", None, Some(refresh)).await;
    day.call(Method::GET, "/api/v1/auth/me", refreshed["jwt"].as_str(), None).await;
    let desk = format!("/api/v1/devices/{}", desk["id"]);
    day.patch(&desk, json!({ "name": "Desk 2" })).await;
    day.get("/api/v1/devices").await;
    day.delete(&desk).await;
}

async fn players(day: &DayOut) {
    let players = "/api/v1/events/swim/players";
    let emil =
        json!({ "bib": 7, "name": "Emil Sørensen", "birth_date": "2014-05-31", "gender": "m", "team": "Sharks" });
    day.post(players, emil).await;
    day.post(players, json!([{ "name": "A", "age": 40, "category": "open" }, { "name": "B", "hide_name": true }]))
        .await;
    day.put(&format!("{players}/7"), json!({ "name": "Emil S", "birth_year": 2014 })).await;
    day.get(players).await;
    day.get(&format!("{players}?day_start={}", ago(0))).await;
    day.get(&format!("{players}/7/details")).await;
    day.get(&format!("{players}/7")).await;
    let csv = json!({ "csv": "Startnummer,Name,Jahrgang,Unknown\n100,Ada Lind,2014,x\n101,Bo Berg,1980,\n" });
    day.post(&format!("{players}/preview"), csv.clone()).await;
    day.post(&format!("{players}/import"), csv).await;

    day.post("/player", json!({ "name": "Jane", "age": 27 })).await;
    day.get("/player").await;
    day.get("/player/7").await;
}

async fn lanes(day: &DayOut) {
    let event = "/api/v1/events/swim";
    day.get("/lane/pace-groups").await;
    day.put("/lane/slow/3/player", json!({ "player_id": 7 })).await;
    day.delete("/lane/slow/3/player").await;

    day.post(&format!("{event}/pace-groups"), json!({ "name": "Kids", "count": 4 })).await;
    day.patch(&format!("{event}/pace-groups/Kids"), json!({ "color": "blue" })).await;
    day.post(&format!("{event}/pace-groups/Kids/lanes"), json!({ "name": "K2", "capacity": 3, "lap_length_m": 20.5 }))
        .await;
    let lanes = day.get(&format!("{event}/lanes")).await;
    let lane = |name: &str| {
        let lanes = lanes.as_array().unwrap();
        lanes.iter().find(|lane| lane["name"] == name || lane["pace_group"] == name).unwrap()["id"].clone()
    };
    day.patch(&format!("{event}/lanes/{}", lane("K2")), json!({ "capacity": 2 })).await;
    day.delete(&format!("{event}/lanes/{}", lane("K2"))).await;
    day.delete(&format!("{event}/pace-groups/Kids")).await;

    let placements = format!("{event}/placements");
    day.post(&placements, json!({ "bib": 7, "place": { "slot": { "pace_group": "slow", "position": 3 } } })).await;
    day.put(&format!("{placements}/7"), json!({ "place": { "group": { "pace_group": "fast" } } })).await;
    day.delete(&format!("{placements}/7")).await;
    day.post(&placements, json!({ "bib": 7, "place": { "lane": { "lane": lane("slow") } } })).await;
    let on_lane = format!("{event}/lanes/{}/players/7", lane("slow"));
    day.delete(&on_lane).await;
    day.call(Method::PUT, &on_lane, Some(ADMIN), None).await;
    day.get(&format!("{event}/pace-groups")).await;
    let calls = format!("{event}/lanes/{}/calls", lane("slow"));
    let note = json!({ "id": new_id(), "bib": 7, "at": ago(0), "say": "note", "text": "new goggles" });
    day.post(&calls, note).await;
    let rest = json!({ "id": new_id(), "bib": 7, "at": ago(0), "say": "break" });
    assert_eq!(day.post(&calls, rest).await["status"], "done");
    let stranger = json!({ "id": new_id(), "bib": 999, "at": ago(0), "say": "take" });
    assert_eq!(day.post(&calls, stranger).await["status"], "refused");
    day.get(&format!("{event}/lanes/{}", lane("slow"))).await;

    let code = day.post("/api/v1/codes", json!([{ "role": "lane_count", "name": "Lane 3" }])).await;
    let tablet = day.call(Method::POST, "/auth/device", None, Some(json!({ "otp": code[0]["otp"] }))).await;
    let report = json!({ "lane": lane("slow"), "unsent": 2, "unsent_since": ago(70_000), "last_tap_at": ago(1_000),
        "battery": { "percent": 64, "charging": false }, "round_trip_ms": 40, "on_disk": false });
    let token = tablet["credentials"]["jwt"].as_str();
    day.call(Method::PUT, &format!("{event}/station"), token, Some(report)).await;
    day.get("/api/v1/fleet").await;
    assert_eq!(day.get(&format!("{event}/alarms")).await[0]["worry"], "not_on_disk");
    day.post_nothing(&format!("/api/v1/devices/{}/replacement", tablet["id"])).await;
    guessing(day).await;
}

async fn guessing(day: &DayOut) {
    day.api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": "abcdef" }))).await.refused(400);
    let guessing = day.get("/api/v1/guessing").await;
    assert_eq!((&guessing["guessers"][0]["secret"], &guessing["guessers"][0]["tries"]), (&json!("code"), &json!(1)));
    let address = &guessing["guessers"][0]["from"];
    let shut_out = day.post("/api/v1/guessing/shut-outs", json!({ "address": address })).await;
    day.api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": "abcdef" }))).await.refused(403);
    day.delete(&format!("/api/v1/guessing/shut-outs/{}", shut_out["id"])).await;
    day.api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": "abcdef" }))).await.refused(400);
}

async fn race(day: &DayOut) {
    let event = "/api/v1/events/swim";
    day.post(&format!("{event}/clock"), json!({ "action": "start", "at": ago(90_000) })).await;
    water(day, event).await;
    let (first, second, third, unplaced) = (lap(7, 50_000), lap(7, 40_000), lap(7, 30_000), lap(100, 20_000));
    let mut named = lap(7, 10_000);
    named.as_object_mut().unwrap().extend([("lane".to_owned(), json!(3)), ("count".to_owned(), json!(2))]);
    let mut placed = lap(7, 8_000);
    placed["lane_id"] = day.get(&format!("{event}/lanes")).await[0]["id"].clone();
    let unknown = lap(77, 5_000);
    let laps = json!([first, second, third, named, placed, unplaced, unknown, first]);
    day.post(&format!("{event}/laps"), json!({ "laps": laps })).await;
    day.post(&format!("{event}/laps"), json!({ "laps": [{ "id": "none" }] })).await;
    day.post_nothing(&format!("{event}/laps/{}/void", first["id"].as_str().unwrap())).await;
    day.post_nothing(&format!("{event}/laps/{}/undo", second["id"].as_str().unwrap())).await;
    day.post(&format!("{event}/laps/{}/instead", third["id"].as_str().unwrap()), lap(7, 30_000)).await;
    let answered = json!({ "laps": [first["id"], new_id()], "voids": [third["id"]] });
    day.post(&format!("{event}/laps/lacking"), answered).await;
    day.get(&format!("{event}/held")).await;
    day.post(&format!("{event}/held/count"), json!({ "ids": [unplaced["id"]] })).await;
    day.post(&format!("{event}/held/dismiss"), json!({ "ids": [unknown["id"]] })).await;
    let adjustment = json!({ "id": new_id(), "laps": -1, "reason": "counted twice" });
    for _ in 0..2 {
        day.post(&format!("{event}/players/7/adjustments"), adjustment.clone()).await;
    }
    day.get(&format!("{event}/board")).await;
    day.get(&format!("{event}/board?team=Sharks&from={}", ago(60_000))).await;
    day.get(&format!("{event}/players/7")).await;
}

/// Somebody needs help, the pool is cleared, and the clock runs on as if it had never stood.
async fn water(day: &DayOut, event: &str) {
    let lanes = day.get(&format!("{event}/lanes")).await;
    let pool = day.get(&format!("{event}/water")).await;
    assert_eq!(pool["lanes"][0]["swimmers"][0]["bib"], 7);
    let help = json!({ "id": new_id(), "bib": 7, "says": "help", "at": ago(1_000) });
    for _ in 0..2 {
        day.post(&format!("{event}/water/words"), help.clone()).await;
    }
    assert_eq!(day.get(&format!("{event}/water/news")).await["alarms"][0]["kind"], "help");
    day.put(&format!("{event}/roll-call"), json!({ "under_way": true })).await;
    let out = json!({ "id": new_id(), "bib": 7, "says": "out", "leaves": lanes[1]["id"] });
    day.post(&format!("{event}/water/words"), out).await;
    day.get(&format!("{event}/lanes/{}/water", lanes[0]["id"])).await;
    assert_eq!(day.get(&format!("{event}/water")).await["roll_call"]["lanes"][0]["players"][0]["bib"], 7);
    day.put(&format!("{event}/roll-call"), json!({ "under_way": false })).await;
    day.post(&format!("{event}/clock"), json!({ "action": "resume" })).await;
    assert_eq!(day.get(&format!("{event}/minors")).await[0]["bib"], 7);
    day.put(&format!("{event}/players/7/night-permission"), json!({ "permitted": true, "reason": "his aunt" })).await;
}

/// A chip that nobody is known to wear is read, given to somebody, and taken off again.
async fn chips(day: &DayOut) {
    let event = "/api/v1/events/swim";
    let read =
        |ms_ago: i64| json!({ "id": new_id(), "tag": "58003ab1", "source": "transponder", "counted_at": ago(ms_ago) });
    let laps = json!([read(45_000), read(44_000)]);
    let answers = day.post(&format!("{event}/laps"), json!({ "laps": laps })).await;
    assert_eq!([&answers[0]["status"], &answers[1]["status"]], ["held", "duplicate"]);
    assert_eq!(day.get(&format!("{event}/tags")).await["unknown"][0]["reads"], 1);
    day.post(&format!("{event}/tags"), json!({ "tags": [{ "tag": "58003ab1", "bib": 7 }] })).await;
    assert_eq!(day.get(&format!("{event}/tags")).await["tags"][0]["bib"], 7);
    day.delete(&format!("{event}/tags/58003AB1")).await;
    assert_eq!(day.delete(&format!("{event}/tags/58003AB1/reads")).await["dismissed"], 0);
}

/// A sheet of paper is typed in and undone.
async fn paper(day: &DayOut) {
    let event = "/api/v1/events/swim";
    let lanes = day.get(&format!("{event}/lanes")).await;
    let sheet = json!({ "id": new_id(), "lane": lanes[0]["id"], "from": ago(80_000), "to": ago(20_000), "holds": "beside",
        "rows": [{ "bib": 7, "strokes": 3 }] });
    let preview = day.post(&format!("{event}/sheets/preview"), sheet.clone()).await;
    assert_eq!((&preview["players"][0]["adds"], &preview["like"]), (&json!(3), &Value::Null));
    for duplicate in [false, true] {
        assert_eq!(day.post(&format!("{event}/sheets"), sheet.clone()).await["duplicate"], duplicate);
    }
    let undone = day.post(&format!("{event}/sheets/{}/undo", sheet["id"].as_str().unwrap()), json!({})).await;
    assert_eq!(undone["undone"], true);
    assert_eq!(day.get(&format!("{event}/sheets")).await[0]["strokes"], 3);
}

/// A race in which one lap was missed, and one was tapped twice.
async fn doubts(day: &DayOut) {
    let groups = json!([{ "name": "all", "count": 2 }]);
    let event = json!({ "name": "A run", "slug": "run", "sport": "run", "lap_length_m": 400, "placement": "optional",
        "pace_groups": groups });
    day.post("/api/v1/events", event).await;
    let event = "/api/v1/events/run";
    day.post(&format!("{event}/clock"), json!({ "action": "open" })).await;
    day.post(&format!("{event}/clock"), json!({ "action": "start", "at": ago(700_000) })).await;
    day.post(&format!("{event}/players"), json!({ "bib": 1, "name": "Ada Lind" })).await;
    let seconds = [0, 60, 120, 180, 300, 360, 420, 421, 480, 540, 600];
    let laps: Vec<Value> = seconds.iter().map(|s| lap(1, 700_000 - s * 1_000)).collect();
    day.post(&format!("{event}/laps"), json!({ "laps": laps })).await;
    assert_eq!(day.get(&format!("{event}/review")).await.as_array().unwrap().len(), 2);
    for (no, answer) in [(7, "keep"), (4, "add")] {
        day.post_nothing(&format!("{event}/review/{}/{answer}", laps[no]["id"].as_str().unwrap())).await;
    }
    let settled =
        json!({ "laps": [{ "lap": laps[1]["id"], "counts": true }, { "lap": laps[2]["id"], "counts": false }] });
    day.post(&format!("{event}/counters/settle"), settled).await;
    day.get(&format!("{event}/counters/questions")).await;
    let lane = &day.get(&format!("{event}/lanes")).await[0]["id"];
    day.put(&format!("{event}/lanes/{lane}/counters"), json!({ "counters": "independent" })).await;
    assert_eq!(day.get(&format!("{event}/counters/tallies")).await.as_array().unwrap().len(), 1);
}

/// Helpers train on made-up swimmers.
async fn rehearsal(day: &DayOut) {
    let made = day.post("/api/v1/events/swim/rehearsal", json!({ "name": "Rehearsal" })).await;
    assert_eq!((&made["rehearsal"], &made["clock"]["state"]), (&json!(true), &json!("running")));
    let event = format!("/api/v1/events/{}", made["slug"].as_str().unwrap());
    let lane = &day.get(&format!("{event}/lanes")).await[0]["id"];
    assert!(day.get(&format!("{event}/lanes/{lane}")).await["rehearsal"].is_object());
    day.delete(&format!("{event}/rehearsal")).await;
    day.post_nothing(&format!("{event}/rehearsal/swimmers")).await;
}

async fn money(day: &DayOut) {
    let payments = "/api/v1/events/swim/payments";
    let fee = json!({ "id": new_id(), "bib": 7, "kind": "entry_fee", "amount_minor": 1_250, "currency": "CHF",
        "method": "cash", "note": "from his aunt" });
    for _ in 0..2 {
        day.post(payments, fee.clone()).await;
    }
    let gift = json!({ "id": new_id(), "kind": "donation", "amount_minor": 500, "method": "card" });
    day.post(payments, gift.clone()).await;
    day.get(&format!("{payments}?limit=1&bib=")).await;
    day.get(&format!("{payments}/balances")).await;
    day.get("/api/v1/events/swim/takings?utc_offset_min=60").await;
    day.post(&format!("{payments}/{}/undo", gift["id"].as_str().unwrap()), json!({ "reason": "twice" })).await;
}

async fn afterwards(day: &DayOut) {
    let event = "/api/v1/events/swim";
    day.put(&format!("{event}/players/7/standing"), json!({ "standing": "withdrawn", "reason": "cramp" })).await;
    day.get(&format!("{event}/board")).await;
    let trail = day.get("/api/v1/audit?action=player&limit=1").await;
    let entry = trail["entries"][0]["id"].as_str().unwrap();
    day.post(&format!("/api/v1/audit/{entry}/undo"), json!({ "reason": "it was another one" })).await;
    day.get("/api/v1/audit?limit=200").await;
    day.get("/api/v1/audit?event=venue").await;
    day.post(&format!("{event}/clock"), json!({ "action": "finish" })).await;
    day.delete(&format!("{event}/players/7/person")).await;
    day.delete(&format!("{event}/people")).await;
    day.get(&format!("{event}/players")).await;
    day.get(&format!("{event}/payments")).await;
}
