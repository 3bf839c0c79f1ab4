//! What an event is and who may still come in, over HTTP: edited, called off, and with registration locked.

use crate::common::{Api, ago};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(an_event_is_edited_and_called_off, past_the_lock_programs_give_a_reason);

const EVENT: &str = "/api/v1/events/swim";

async fn an_event_is_edited_and_called_off(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let patch = |body: Value| api.call(Method::PATCH, EVENT, Some(crate::common::ADMIN), Some(body));
    let edited = patch(json!({ "name": "Night swim", "lap_length_m": 25, "reason": "typo" })).await.data();
    assert_eq!(
        (&edited["name"], &edited["lap_length_m"], &edited["slug"]),
        (&json!("Night swim"), &json!(25), &json!("swim"))
    );
    assert_eq!(api.board("swim").await["event"]["name"], "Night swim");
    for bad in [json!({ "slug": "night" }), json!({ "laps_per_tap": 0 }), json!({ "name": " " })] {
        patch(bad).await.refused(400);
    }
    let facts = json!({
        "time_zone": "Europe/Berlin", "planned_start": "2027-06-06T01:30:00+02:00", "reference_day": "2027-06-06",
    });
    let planned = patch(facts).await.data();
    let fact = |name: &str| planned[name].as_str().unwrap_or_default().to_owned();
    assert_eq!((fact("time_zone"), fact("reference_day")), ("Europe/Berlin".into(), "2027-06-06".into()));
    assert!(fact("planned_start").starts_with("2027-06-05T23:30:00"), "{planned}");
    let offsets = planned["offsets"].as_array().unwrap();
    assert!(offsets.iter().any(|offset| offset["utc_offset_min"] == 120), "in summer: {planned}");
    let bad = [
        json!({ "time_zone": "Europe/Atlantis" }),
        json!({ "time_zone": "🏊" }),
        json!({ "planned_end": "2027-06-05T23:30:00Z" }),
        json!({ "planned_start": "at noon" }),
        json!({ "reference_day": "06.06.2027" }),
    ];
    for bad in bad {
        patch(bad).await.refused(400);
    }
    assert_eq!(patch(json!({ "planned_start": "" })).await.data()["planned_start"], Value::Null);
    let cancelled = format!("{EVENT}/cancelled");
    let off = api.put(&cancelled, json!({ "cancelled": true, "reason": "thunderstorm" })).await.data();
    assert!(off["cancelled_at"].is_string(), "{off}");
    assert_eq!(api.board("swim").await["event"]["cancelled"], true);
    api.clock("swim", json!({ "action": "start" })).await.refused(409);
    api.put(&cancelled, json!({ "cancelled": true })).await.refused(409);
    api.put(&cancelled, json!({})).await.refused(400);
    let on = api.put(&cancelled, json!({ "cancelled": false })).await.data();
    assert_eq!(on.get("cancelled_at"), None);
    api.clock("swim", json!({ "action": "start" })).await.data();
}

async fn past_the_lock_programs_give_a_reason(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let desk = api.token("reception").await;
    let (lock, players) = (format!("{EVENT}/registration"), format!("{EVENT}/players"));
    let locked = api.put(&lock, json!({ "action": "lock", "at": ago(1_000) })).await.data();
    assert!(locked["registration_locked_from"].is_string(), "{locked}");
    let ada = json!({ "name": "Ada Lind", "reason": "her train was late" });
    for (path, status) in [(players.as_str(), 403), ("/player", 403)] {
        let body = json!({ "name": "Ada Lind" });
        api.call(Method::POST, path, Some(&desk), Some(body.clone())).await.refused(status);
        let sentence = api.post(path, body).await.refused(400);
        assert!(sentence.contains("reason"), "{sentence}");
    }
    assert_eq!(api.post(&players, ada).await.data()["bib"], 1);
    assert_eq!(api.post("/player", json!({ "name": "Bo Berg", "reason": "paid yesterday" })).await.data()["id"], 2);
    let csv = json!({ "csv": "name\nCem Ay\n", "reason": "the bus" });
    assert_eq!(api.post(&format!("{players}/import"), csv).await.data()[0]["bib"], 3);
    let entries = api.get("/api/v1/audit?action=player.register").await.data();
    let reasons: Vec<_> =
        entries["entries"].as_array().unwrap().iter().map(|entry| &entry["metadata"]["reason"]).collect();
    assert_eq!(reasons, [&json!("the bus"), &json!("paid yesterday"), &json!("her train was late")]);
    api.put(&lock, json!({ "action": "unlock" })).await.data();
    api.call(Method::POST, &players, Some(&desk), Some(json!({ "name": "Dora Wulf" }))).await.data();
}
