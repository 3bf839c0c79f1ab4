//! Laps name their lane by id, by name, or both.

use crate::common::{ADMIN, Api, lap};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(a_lane_renamed_between_two_tablets_taps_counts_a_lap_once);

async fn a_lane_renamed_between_two_tablets_taps_counts_a_lap_once(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 0).await;
    let event = "/api/v1/events/swim";
    let slow = api.get(&format!("{event}/lanes")).await.data()[0]["id"].clone();
    let tablets = [api.token("lane_count").await, api.token("lane_count").await];
    let tap = async |tablet: usize, taps: &[(i64, Value)]| {
        let laps = taps.iter().map(|(ms_ago, lane)| {
            let mut lap = lap(1, *ms_ago);
            lap.as_object_mut().unwrap().extend(lane.as_object().unwrap().clone());
            lap
        });
        let body = json!({ "laps": laps.collect::<Vec<_>>() });
        let token = Some(tablets[tablet].as_str());
        api.call(Method::POST, &format!("{event}/laps"), token, Some(body)).await.data()
    };
    assert_eq!(tap(0, &[(40_000, json!({ "lane": "slow" }))]).await[0]["status"], "counted");
    let renamed = json!({ "name": "north" });
    api.call(Method::PATCH, &format!("{event}/lanes/{slow}"), Some(ADMIN), Some(renamed)).await.data();
    // As a station of the build before says it, and as one says it now.
    assert_eq!(tap(1, &[(39_000, json!({ "lane": "north" }))]).await[0]["status"], "held");
    assert_eq!(tap(0, &[(20_000, json!({ "lane": "slow", "lane_id": slow }))]).await[0]["status"], "counted");
    let late = [
        (19_000, json!({ "lane_id": slow })),
        (9_000, json!({ "lane_id": 40_404, "lane": "north" })),
        (9_000, json!({ "lane_id": slow.to_string() })),
        (8_000, json!({ "lane_id": slow, "lane": 7 })),
    ];
    let answers = tap(1, &late).await;
    let statuses: Vec<_> = (0..4).map(|no| answers[no]["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["held", "rejected", "rejected", "counted"], "{answers}");
    assert_eq!(answers[1]["reason"], "the event has no lane with this `lane_id`");
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 3);
    let questions = api.get(&format!("{event}/counters/questions")).await.data();
    let lanes: Vec<_> = questions.as_array().unwrap().iter().map(|one| (&one["lane"], &one["lane_id"])).collect();
    assert_eq!(lanes, [(&json!("north"), &slow); 2]);
}
