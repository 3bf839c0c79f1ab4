//! Two clients that register and place 500 players at the same time: every bib and every slot is given once.

use crate::common::Api;
use futures::{StreamExt, stream};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashSet;
use testbed::{Database, on_both_engines};

on_both_engines!(two_clients_register_and_place_five_hundred, both_desks_want_the_same_slot);

const PLAYERS: usize = 500;

async fn two_clients_register_and_place_five_hundred(database: Database) {
    let api = Api::start(database).await;
    let event = json!({ "name": "Crowd", "slug": "crowd", "sport": "swim", "lap_length_m": 50,
        "pace_groups": [{ "name": "all", "count": PLAYERS }] });
    api.post("/api/v1/events", event).await.data();
    api.clock("crowd", json!({ "action": "open" })).await.data();
    let (one, two) = (api.token("floor").await, api.token("floor").await);
    let client = |token: String, n: usize| {
        let api = &api;
        let register = move |k: usize| {
            let token = token.clone();
            async move {
                let name = json!({ "name": format!("Player {n}-{k}") });
                let player = api.call(Method::POST, "/player", Some(&token), Some(name)).await.data();
                let bib = player["id"].as_u64().unwrap();
                let place = json!({ "bib": bib, "place": { "group": { "pace_group": "all" } } });
                let path = "/api/v1/events/crowd/placements";
                let placed = api.call(Method::POST, path, Some(&token), Some(place)).await.data();
                (bib, placed["position"].as_u64().unwrap())
            }
        };
        async move { stream::iter(0..PLAYERS / 2).map(register).buffer_unordered(16).collect::<Vec<_>>().await }
    };
    let (a, b) = tokio::join!(client(one, 1), client(two, 2));
    let all: Vec<_> = a.into_iter().chain(b).collect();
    let bibs: HashSet<_> = all.iter().map(|(bib, _)| *bib).collect();
    let positions: HashSet<_> = all.iter().map(|(_, position)| *position).collect();
    assert_eq!((all.len(), bibs.len(), positions.len()), (PLAYERS, PLAYERS, PLAYERS));

    let groups = api.get("/api/v1/events/crowd/pace-groups").await.data();
    let slots = groups[0]["slots"].as_array().unwrap();
    let placed: HashSet<_> = slots.iter().filter_map(|slot| slot["player"]["bib"].as_u64()).collect();
    assert_eq!((slots.len(), placed), (PLAYERS, bibs));
    let full = json!({ "name": "One too many" });
    let bib = api.post("/player", full).await.data()["id"].clone();
    let place = json!({ "bib": bib, "place": { "group": { "pace_group": "all" } } });
    api.post("/api/v1/events/crowd/placements", place).await.refused(409);
}

async fn both_desks_want_the_same_slot(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let players: Vec<Value> = (1..=20).map(|bib| json!({ "bib": bib, "name": format!("Player {bib}") })).collect();
    api.post("/api/v1/events/swim/players", Value::Array(players)).await.data();
    for position in 0..10 {
        let place = |bib: u32| {
            let path = format!("/lane/slow/{position}/player");
            let api = &api;
            async move { api.put(&path, json!({ "player_id": bib })).await }
        };
        let (a, b) = tokio::join!(place(position + 1), place(position + 11));
        let (won, lost) = if a.status == 200 { (a, b) } else { (b, a) };
        let winner = won.data()["assignedPlayer"].to_string();
        let told = lost.refused(409);
        let by_whom = format!("placed {winner} · Player {winner} there");
        assert!(told.contains(&by_whom), "the other is told who did: {told}");
    }
}
