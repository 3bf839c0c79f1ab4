//! Refusals and reasons carry their code and parameters beside the sentence.

use crate::{
    browser,
    common::{ADMIN, Answer, Api, ago, lap, new_id},
};
use domain::refusal;
use reqwest::{Method, header};
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(
    refusals_carry_their_code_and_parameters,
    reasons_carry_their_code_and_parameters,
    pages_are_refused_in_their_language,
    the_description_lists_all_codes,
);

/// Checks status, code and parameters of a refusal.
#[track_caller]
fn check(answer: &Answer, status: u16, code: &str, params: Value) {
    assert_eq!((answer.status, &answer.body["status"]), (status, &json!("err")), "{answer:?}");
    let given = (answer.body["code"].clone(), answer.body["params"].clone());
    assert_eq!(given, (json!(code), params), "{answer:?}");
}

async fn refusals_carry_their_code_and_parameters(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    api.placed_player("swim", 7, 3).await;
    let event = "/api/v1/events/swim";
    let none = Value::Null;
    let taken = api.post(&format!("{event}/players"), json!({ "bib": 7, "name": "Bo" })).await;
    assert_eq!(taken.body["err"], "Bib 7 is Player 7.");
    check(&taken, 409, "bib_taken", json!({ "bib": 7, "name": "Player 7" }));
    let twice = api.post(&format!("{event}/players"), json!([{ "name": "Bo" }, { "name": " " }])).await;
    assert_eq!(twice.body["err"], "Player 2: The name is empty.");
    check(&twice, 400, "field_empty", json!({ "field": "name", "in_list": 2 }));
    let list = api.post(&format!("{event}/players/import"), json!({ "csv": "bib,name\n8,Bo\n7,Cy\n" })).await;
    assert_eq!(list.body["err"], "Line 3: Bib 7 was given before. Nobody was registered.");
    check(&list, 400, "bib_given_before", json!({ "bib": 7, "list_line": 3 }));
    let place = json!({ "bib": 7, "place": { "slot": { "pace_group": "slow", "position": 4 } } });
    let placed = api.post(&format!("{event}/placements"), place).await;
    let where_ = json!({ "bib": 7, "name": "Player 7", "position": 3, "group": "slow", "by": "the console" });
    check(&placed, 409, "player_placed", where_);
    check(&api.get("/player/404").await, 404, "nobody_has_bib", json!({ "bib": 404 }));
    check(&api.get("/api/v1/events/none/board").await, 404, "no_event_of_name", none.clone());
    check(&api.get("/api/v1/nowhere").await, 404, "nothing_at_address", none.clone());
    check(&api.clock("swim", json!({ "action": "pause" })).await, 409, "race_not_started", none.clone());
    let unreadable = api.post("/player", json!({ "name": 7 })).await;
    assert_eq!(unreadable.body["code"], "body_unreadable");
    assert!(unreadable.body["params"]["detail"].as_str().unwrap().contains("invalid type"), "{unreadable:?}");
    let nobody = api.call(Method::GET, &format!("{event}/players"), None, None).await;
    check(&nobody, 401, "sign_in_first", none.clone());
    let viewer = api.token("viewer").await;
    let low = api.call(Method::GET, &format!("{event}/players"), Some(&viewer), None).await;
    check(&low, 403, "role_too_low", none.clone());
    let method = Answer::read(api.http.delete(api.url("/player")).bearer_auth(ADMIN).send().await.unwrap()).await;
    check(&method, 405, "wrong_method", none);
}

async fn reasons_carry_their_code_and_parameters(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 7, 0).await;
    let known = lap(7, 1_000);
    let early = lap(7, 3_600_000);
    let odd = json!({ "id": new_id(), "bib": 7, "counted_at": ago(500), "pace": 3 });
    let lost = json!({ "id": new_id(), "bib": 7, "counted_at": ago(400), "lane_id": 40_404 });
    let laps = json!([known, known, lap(404, 1_000), early, odd, lost]);
    let outcomes = api.tap("swim", laps).await;
    let told: Vec<_> = (0..6).map(|no| (&outcomes[no]["status"], &outcomes[no]["reason_code"])).collect();
    let wanted = [
        (json!("counted"), Value::Null),
        (json!("duplicate"), json!("here_before")),
        (json!("held"), json!("unknown_bib")),
        (json!("held"), json!("before_start")),
        (json!("rejected"), json!("lap_unreadable")),
        (json!("rejected"), json!("lane_unknown")),
    ];
    assert_eq!(told, wanted.iter().map(|(status, code)| (status, code)).collect::<Vec<_>>(), "{outcomes}");
    assert_eq!(outcomes[3]["reason"], "counted before the start");
    assert_eq!(outcomes[4]["reason"], outcomes[4]["reason_params"]["detail"]);
    let lane = api.get("/api/v1/events/swim/lanes").await.data()[0]["id"].clone();
    let call = json!({ "id": new_id(), "bib": 404, "at": ago(0), "say": "break" });
    let answer = api.post(&format!("/api/v1/events/swim/lanes/{lane}/calls"), call).await.data();
    assert_eq!(answer["status"], "refused", "{answer}");
    assert_eq!(answer["reason_code"], "nobody_has_bib", "{answer}");
    assert_eq!(answer["reason_params"], json!({ "bib": 404 }));
    let csv = json!({ "csv": "bib,name,age\n7,Bo,3\n8,Cy,old\n" });
    let preview = api.post("/api/v1/events/swim/players/preview", csv).await.data();
    assert_eq!(preview["rows"][0]["problem_code"], "bib_given_before", "{preview}");
    assert_eq!(preview["rows"][1]["problem_code"], "age_no_number", "{preview}");
    assert_eq!(preview["rows"][1]["problem_params"], json!({ "cell": "old" }));
}

async fn pages_are_refused_in_their_language(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let cookie = browser::enrol(&api, "reception").await;
    let shown = async |lang: &str| {
        let request = api.http.post(api.url("/fn/players/create")).header(header::ACCEPT_LANGUAGE, lang);
        let request = request.header(header::COOKIE, &cookie).header(header::ORIGIN, format!("http://{}", api.host()));
        let body = json!({ "event": 1, "player": { "name": "" } });
        Answer::read(request.json(&body).send().await.unwrap()).await.body["refused"].clone()
    };
    let english = shown("en").await;
    assert_eq!((&english["sentence"], &english["code"]), (&json!("The name is empty."), &json!("field_empty")));
    assert_eq!(english["translated"], Value::Null);
    let german = shown("de-AT, en;q=0.8").await;
    assert_eq!((&german["sentence"], &german["code"]), (&json!("The name is empty."), &json!("field_empty")));
    assert_eq!(german["translated"], "Der Name ist leer.");
    let board = api.http.get(api.url("/e/none")).header(header::ACCEPT, "text/html");
    let board = board.header(header::ACCEPT_LANGUAGE, "de").send().await.unwrap();
    let page = board.text().await.unwrap();
    assert!(page.contains("Es gibt keine Veranstaltung mit diesem Namen."), "{page}");
}

async fn the_description_lists_all_codes(database: Database) {
    let api = Api::start(database).await;
    let document: Value = api.http.get(api.url("/api/v1/openapi.json")).send().await.unwrap().json().await.unwrap();
    let code = &document["components"]["schemas"]["Code"];
    let listed = code["enum"].as_array().unwrap();
    let words = code["description"].as_str().unwrap();
    assert_eq!(listed.len(), refusal::table().count());
    for row in refusal::table() {
        assert!(listed.contains(&json!(row.code)), "{}", row.code);
        let status = row.kind.map_or_else(String::new, |kind| kind.status().to_string());
        assert!(words.contains(&format!("| `{}` | {status} | {} |", row.code, row.english)), "{}", row.code);
    }
}
