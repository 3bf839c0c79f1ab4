//! After a restore from an older backup: a station asks what the database lacks of what it was answered.

use crate::common::{ADMIN, Api, lap, new_id};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(a_station_hears_what_the_database_lacks);

async fn a_station_hears_what_the_database_lacks(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 0).await;
    let ask = |body: Value| {
        let api = &api;
        async move { api.post("/api/v1/events/swim/laps/lacking", body).await }
    };
    let (counted, held, undone, never) = (lap(1, 1_000), lap(77, 1_000), lap(1, 2_000), new_id());
    let id = |lap: &Value| lap["id"].clone();
    api.tap("swim", json!([counted, held, undone])).await;
    let undo = format!("/api/v1/events/swim/laps/{}/undo", undone["id"].as_str().unwrap());
    api.call(Method::POST, &undo, Some(ADMIN), None).await.data();

    let laps = [id(&counted), id(&held), id(&undone), json!(never)];
    let lacking = ask(json!({ "laps": laps })).await.data();
    assert_eq!(lacking, json!({ "laps": [never], "voids": [] }), "held and undone ones are here too");
    let lacking = ask(json!({ "voids": laps })).await.data();
    let voids = lacking["voids"].as_array().unwrap();
    assert!(voids.len() == 2 && voids.contains(&id(&counted)) && voids.contains(&id(&held)), "{lacking}");

    // Somebody takes the undo back: the lap stands by a decision, and no station may undo it by itself.
    let undo = api.get("/api/v1/audit?target=player:1&limit=1").await.data()["entries"][0]["id"].clone();
    api.post(&format!("/api/v1/audit/{}/undo", undo.as_str().unwrap()), json!({})).await.data();
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 2);
    assert_eq!(ask(json!({ "voids": [id(&undone)] })).await.data()["voids"], json!([]));

    ask(json!({ "laps": [], "voids": [] })).await.refused(400);
    ask(json!({ "laps": vec![never; 1_000], "voids": [new_id()] })).await.refused(400);
    let lane = "/api/v1/events/swim/lanes/1";
    let before = api.get(lane).await.data()["venue"].clone();
    let api = api.restart().await;
    let after = api.get(lane).await.data()["venue"].clone();
    assert!(before["id"] == after["id"] && before["start"] != after["start"], "{before} {after}");
}
