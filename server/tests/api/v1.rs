//! API v1: each action by each role, and the path from an event to its board.

use crate::common::{ADMIN, Api, ago, lap, new_id};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(
    every_call_asks_for_its_role,
    from_an_event_to_its_board,
    laps_that_cannot_count_are_held_with_their_reason,
    a_start_set_back_counts_what_it_covers,
    an_undone_tap_is_gone_and_stays_gone,
    players_come_one_by_one_in_lists_and_as_start_lists,
    the_audit_trail_is_read_and_undone_from,
    desks_and_lanes_see_the_same_slots,
    the_fleet_is_managed_by_admins,
    the_board_can_be_narrowed,
    money_is_taken_once_listed_and_added_up,
);

/// A call with the lowest roles that may make it; admin and floor may too unless `admin` stands alone.
pub fn calls() -> Vec<(Method, &'static str, Option<Value>, &'static [&'static str])> {
    let event = json!({ "name": "", "sport": "run", "lap_length_m": 400 });
    let staff: &[_] = &["floor", "reception", "lane_assign", "lane_count", "viewer"];
    let readers: &[_] = &["floor", "reception", "lane_assign", "lane_count"];
    let lanes: &[_] = &["floor", "lane_assign", "lane_count"];
    let desks: &[_] = &["floor", "reception", "lane_assign"];
    let nothing = || Some(json!({}));
    vec![
        (Method::GET, "/auth/me", None, staff),
        (Method::POST, "/events", Some(event), &[]),
        (Method::PATCH, "/events/404", nothing(), &[]),
        (Method::PUT, "/events/swim/cancelled", nothing(), &[]),
        (Method::POST, "/events/404/rehearsal", Some(json!({ "name": "Rehearsal" })), &[]),
        (Method::POST, "/events/swim/rehearsal/swimmers", None, &["floor"]),
        (Method::DELETE, "/events/swim/rehearsal", None, &["floor"]),
        (Method::PUT, "/events/swim/registration", nothing(), &["floor"]),
        (Method::POST, "/events/swim/clock", nothing(), &["floor"]),
        (Method::GET, "/events/swim/players", None, readers),
        (Method::POST, "/events/swim/players", nothing(), &["floor", "reception"]),
        (Method::PUT, "/events/swim/players/1", nothing(), &["floor", "reception"]),
        (Method::GET, "/events/swim/players/1/details", None, readers),
        (Method::DELETE, "/events/swim/players/404/person", None, &[]),
        (Method::DELETE, "/events/404/people", None, &[]),
        (Method::POST, "/events/swim/players/preview", nothing(), &["floor", "reception"]),
        (Method::POST, "/events/swim/players/import", nothing(), &["floor", "reception"]),
        (Method::GET, "/events/swim/pace-groups", None, readers),
        (Method::POST, "/events/swim/pace-groups", nothing(), &["floor"]),
        (Method::PATCH, "/events/swim/pace-groups/none", nothing(), &["floor"]),
        (Method::DELETE, "/events/swim/pace-groups/none", None, &["floor"]),
        (Method::POST, "/events/swim/pace-groups/none/lanes", nothing(), &["floor"]),
        (Method::PATCH, "/events/swim/lanes/404", nothing(), &["floor"]),
        (Method::DELETE, "/events/swim/lanes/404", None, &["floor"]),
        (Method::GET, "/events/swim/lanes", None, readers),
        (Method::GET, "/events/swim/lanes/1", None, readers),
        (Method::PUT, "/events/swim/lanes/404/players/404", None, lanes),
        (Method::DELETE, "/events/swim/lanes/404/players/404", None, lanes),
        (Method::POST, "/events/swim/lanes/404/calls", nothing(), lanes),
        (Method::PUT, "/events/swim/station", Some(json!({})), &["floor", "lane_count"]),
        (Method::GET, "/events/swim/alarms", None, staff),
        (Method::GET, "/events/swim/water", None, readers),
        (Method::GET, "/events/swim/water/news", None, staff),
        (Method::POST, "/events/swim/water/words", nothing(), lanes),
        (Method::GET, "/events/swim/lanes/404/water", None, readers),
        (Method::PUT, "/events/swim/roll-call", nothing(), desks),
        (Method::GET, "/events/swim/minors", None, readers),
        (Method::PUT, "/events/swim/players/404/night-permission", nothing(), &["floor", "reception"]),
        (Method::POST, "/events/swim/placements", nothing(), lanes),
        (Method::PUT, "/events/swim/placements/1", nothing(), lanes),
        (Method::DELETE, "/events/swim/placements/1", None, lanes),
        (Method::POST, "/events/swim/laps", nothing(), &["floor", "lane_count"]),
        (Method::POST, "/events/swim/laps/lacking", nothing(), &["floor", "lane_count"]),
        (Method::POST, "/events/swim/laps/x/void", None, &["floor", "lane_count"]),
        (Method::POST, "/events/swim/laps/x/undo", None, &["floor", "lane_count"]),
        (Method::POST, "/events/swim/laps/x/instead", nothing(), &["floor", "lane_count"]),
        (Method::POST, "/events/swim/players/404/adjustments", nothing(), &["floor", "lane_count"]),
        (Method::PUT, "/events/swim/players/404/standing", nothing(), &["floor", "reception"]),
        (Method::GET, "/audit", None, &["floor"]),
        (Method::GET, "/audit?target=player:404", None, staff),
        (Method::POST, "/audit/x/undo", nothing(), readers),
        (Method::GET, "/events/swim/held", None, desks),
        (Method::POST, "/events/swim/held/count", nothing(), desks),
        (Method::POST, "/events/swim/held/dismiss", nothing(), desks),
        (Method::GET, "/events/swim/review", None, desks),
        (Method::POST, "/events/swim/review/x/keep", None, desks),
        (Method::POST, "/events/swim/review/x/add", None, &["floor", "lane_count"]),
        (Method::PUT, "/events/swim/lanes/404/counters", nothing(), &["floor"]),
        (Method::GET, "/events/swim/counters/questions", None, readers),
        (Method::GET, "/events/swim/counters/tallies", None, readers),
        (Method::POST, "/events/swim/counters/settle", nothing(), readers),
        (Method::GET, "/events/swim/sheets", None, &["floor", "lane_count"]),
        (Method::POST, "/events/swim/sheets", nothing(), &["floor", "lane_count"]),
        (Method::POST, "/events/swim/sheets/preview", nothing(), &["floor", "lane_count"]),
        (Method::POST, "/events/swim/sheets/x/undo", nothing(), &["floor", "lane_count"]),
        (Method::GET, "/events/swim/tags", None, &["floor", "reception"]),
        (Method::POST, "/events/swim/tags", nothing(), &["floor", "reception"]),
        (Method::DELETE, "/events/swim/tags/none", None, &["floor", "reception"]),
        (Method::DELETE, "/events/swim/tags/none/reads", None, &["floor", "reception", "lane_assign"]),
        (Method::GET, "/events/swim/payments", None, &["floor", "reception"]),
        (Method::POST, "/events/swim/payments", nothing(), &["floor", "reception"]),
        (Method::GET, "/events/swim/payments/balances", None, &["floor", "reception"]),
        (Method::POST, "/events/swim/payments/x/undo", nothing(), &["floor", "reception"]),
        (Method::GET, "/events/swim/takings", None, &["floor", "reception"]),
        (Method::POST, "/codes", nothing(), &["floor"]),
        (Method::POST, "/codes", Some(json!([{ "role": "floor", "name": "" }])), &[]),
        (Method::GET, "/devices", None, &["floor"]),
        (Method::GET, "/fleet", None, &["floor"]),
        (Method::POST, "/devices/404/replacement", None, &["floor"]),
        (Method::PATCH, "/devices/404", nothing(), &["floor"]),
        (Method::DELETE, "/devices/x", None, &["floor"]),
        (Method::GET, "/operators", None, &[]),
        (Method::POST, "/operators", nothing(), &[]),
        (Method::PATCH, "/operators/1", nothing(), &[]),
        (Method::DELETE, "/operators/x", None, &[]),
        (Method::DELETE, "/operators/x/sessions", None, &[]),
        (Method::GET, "/bus", None, &["floor"]),
        (Method::GET, "/disk", None, &["floor"]),
        (Method::GET, "/guessing", None, &["floor"]),
        (Method::POST, "/guessing/shut-outs", nothing(), &["floor"]),
        (Method::DELETE, "/guessing/shut-outs/404", None, &["floor"]),
    ]
}

async fn every_call_asks_for_its_role(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let mut tokens = vec![("admin", ADMIN.to_owned())];
    for role in ["floor", "reception", "lane_assign", "lane_count", "viewer"] {
        tokens.push((role, api.token(role).await));
    }
    for (n, role) in ["admin", "floor", "reception", "lane_assign", "lane_count", "viewer"].into_iter().enumerate() {
        let pin = format!("471{n}");
        api.operator(role, &pin).await;
        tokens.push((role, api.login(&pin, None).await));
    }
    for (method, path, body, may) in calls() {
        let path = format!("/api/v1{path}");
        api.call(method.clone(), &path, None, body.clone()).await.refused(401);
        for (role, token) in &tokens {
            let answer = api.call(method.clone(), &path, Some(token), body.clone()).await;
            let allowed = *role == "admin" || may.contains(role);
            assert_eq!(answer.status != 403, allowed, "{method} {path} as {role}: {answer:?}");
            assert!(answer.status < 500 && answer.status != 401, "{method} {path} as {role}: {answer:?}");
        }
    }
    for public in ["/events", "/events/swim", "/events/current/board", "/events/swim/board"] {
        api.call(Method::GET, &format!("/api/v1{public}"), None, None).await.data();
    }
}

async fn from_an_event_to_its_board(database: Database) {
    let api = Api::start(database).await;
    let event = json!({ "name": "Schwimmen für alle", "sport": "swim", "lap_length_m": 50, "laps_per_tap": 2,
        "pace_groups": [{ "name": "slow", "count": 4 }] });
    let event = api.post("/api/v1/events", event).await.data();
    assert_eq!((&event["slug"], &event["clock"]["state"]), (&json!("schwimmen-fuer-alle"), &json!("draft")));
    let slug = event["slug"].as_str().unwrap();
    api.clock(slug, json!({ "action": "start" })).await.refused(409);
    api.clock(slug, json!({ "action": "open" })).await.data();
    api.clock(slug, json!({ "action": "start", "at": ago(-60_000) })).await.refused(400);
    let started = ago(60_000);
    let event = api.clock(slug, json!({ "action": "start", "at": started })).await.data();
    assert_eq!((&event["clock"]["state"], &event["clock"]["started_at"]), (&json!("running"), &json!(started)));
    assert!(event["clock"]["race_ms"].as_i64().unwrap() >= 60_000);

    api.placed_player("current", 7, 0).await;
    let id = new_id();
    let tap = json!([{ "id": id, "bib": 7, "counted_at": ago(1_000), "lane": 3 }]);
    let outcomes = api.tap("current", tap.clone()).await;
    assert_eq!(outcomes, json!([{ "id": id, "status": "counted" }]));
    let again = api.tap("current", tap).await;
    assert_eq!(again[0]["status"], "duplicate");

    let board = api.board(slug).await;
    let row = &board["rows"][0];
    assert_eq!(
        (&row["rank"], &row["bib"], &row["laps"], &row["distance_m"]),
        (&json!(1), &json!(7), &json!(2), &json!(100))
    );
    for hidden in ["age", "birth_date", "gender"] {
        assert!(row.get(hidden).is_none(), "{hidden} is nobody's business");
    }
    let player = api.call(Method::GET, &format!("/api/v1/events/{slug}/players/7"), None, None).await.data();
    assert_eq!((&player["laps"], &player["splits"][0]["laps"]), (&json!(2), &json!(2)));
    api.get(&format!("/api/v1/events/{slug}/players/8")).await.refused(404);

    api.clock(slug, json!({ "action": "pause" })).await.data();
    let finished = api.clock(slug, json!({ "action": "finish" })).await.data();
    assert_eq!(finished["clock"]["state"], "finished");
    let seq = api.board(slug).await["seq"].clone();
    let api = api.restart().await;
    let board = api.board("current").await;
    assert_eq!((&board["seq"], &board["rows"][0]["laps"]), (&seq, &json!(2)), "the board is rebuilt from the tables");
}

async fn laps_that_cannot_count_are_held_with_their_reason(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 0).await;
    api.post("/api/v1/events/swim/players", json!({ "bib": 2, "name": "Not placed" })).await.data();
    let laps = json!([
        lap(1, 1_000),
        lap(77, 1_000),
        lap(2, 1_000),
        lap(1, 120_000),
        lap(1, -120_000),
        { "id": "no uuid", "bib": 1, "counted_at": ago(0) },
        { "id": new_id(), "bib": 1, "counted_at": ago(0), "count": 0 },
    ]);
    let outcomes = api.tap("swim", laps).await;
    let of = |n: usize| (outcomes[n]["status"].as_str().unwrap(), outcomes[n]["reason"].as_str().is_some());
    assert_eq!(of(0), ("counted", false));
    for held in 1..5 {
        assert_eq!(of(held), ("held", true), "{outcomes}");
    }
    for rejected in 5..7 {
        assert_eq!(of(rejected), ("rejected", true), "{outcomes}");
    }
    assert_eq!(outcomes[5]["id"], "no uuid");

    let held = api.get("/api/v1/events/swim/held").await.data();
    let mut reasons: Vec<_> = held.as_array().unwrap().iter().map(|lap| lap["reason"].as_str().unwrap()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["before_start", "future", "not_placed", "unknown_bib"]);
    let id_of = |reason: &str| {
        let laps = held.as_array().unwrap();
        laps.iter().find(|lap| lap["reason"] == reason).unwrap()["id"].clone()
    };
    let settle = |what: &str, ids: Value| {
        let path = format!("/api/v1/events/swim/held/{what}");
        let api = &api;
        async move { api.post(&path, json!({ "ids": ids })).await }
    };
    settle("count", json!([id_of("unknown_bib")])).await.refused(409);
    let counted = settle("count", json!([id_of("not_placed")])).await.data();
    assert_eq!(counted["settled"], 1);
    let dismissed =
        settle("dismiss", json!([id_of("before_start"), id_of("future"), id_of("unknown_bib")])).await.data();
    assert_eq!(dismissed["settled"], 3);
    assert_eq!(api.get("/api/v1/events/swim/held").await.data(), json!([]));
    let laps_of = |board: &Value, bib: u32| {
        board["rows"].as_array().unwrap().iter().find(|row| row["bib"] == bib).unwrap()["laps"].clone()
    };
    let board = api.board("swim").await;
    assert_eq!((laps_of(&board, 1), laps_of(&board, 2)), (json!(1), json!(1)));
}

async fn a_start_set_back_counts_what_it_covers(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 0).await;
    let outcomes = api.tap("swim", json!([lap(1, 90_000)])).await;
    assert_eq!(outcomes[0]["status"], "held");
    api.clock("swim", json!({ "action": "start", "at": ago(100_000) })).await.data();
    assert_eq!(api.get("/api/v1/events/swim/held").await.data(), json!([]));
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 1);
}

async fn an_undone_tap_is_gone_and_stays_gone(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 0).await;
    let tap = lap(1, 1_000);
    let id = tap["id"].as_str().unwrap().to_owned();
    api.tap("swim", json!([tap])).await;
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 1);
    for _ in 0..2 {
        let outcome =
            api.call(Method::POST, &format!("/api/v1/events/swim/laps/{id}/void"), Some(ADMIN), None).await.data();
        assert_ne!(outcome["status"], "counted");
        assert_eq!(api.board("swim").await["rows"][0]["laps"], 0);
    }
    assert_eq!(api.tap("swim", json!([tap])).await[0]["status"], "duplicate", "a late retry brings nothing back");
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 0);
}

async fn players_come_one_by_one_in_lists_and_as_start_lists(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    let players = "/api/v1/events/swim/players";
    let one = json!({ "bib": 7, "name": "Emil Sørensen", "age": 12, "gender": "m", "team": "Pool Sharks" });
    let one = api.post(players, one).await;
    assert_eq!(one.status, 201);
    let one = one.data();
    assert_eq!((&one["bib"], &one["public_name"], &one["gender"]), (&json!(7), &json!("Emil S."), &json!("male")));
    let many = api.post(players, json!([{ "name": "A" }, { "name": "B" }])).await.data();
    assert_eq!((&many[0]["bib"], &many[1]["bib"]), (&json!(1), &json!(2)), "the lowest numbers nobody has");

    let taken = api.post(players, json!([{ "name": "C" }, { "bib": 7, "name": "D" }])).await.refused(409);
    assert!(taken.contains('7'), "{taken}");
    api.post(players, json!([{ "name": "C" }, { "name": "" }])).await.refused(400);
    api.post(players, json!([])).await.refused(400);
    let list = api.get(players).await.data();
    assert_eq!((list["players"].as_array().unwrap().len(), &list["next_bib"]), (3, &json!(3)), "all or nothing");

    let edited = api.put("/api/v1/events/swim/players/7", json!({ "name": "Emil S", "bib": 70 })).await.data();
    assert_eq!((&edited["bib"], &edited["name"], &edited["age"]), (&json!(70), &json!("Emil S"), &Value::Null));
    let details = api.get("/api/v1/events/swim/players/70/details").await.data();
    assert_eq!(details["name"], "Emil S");
    api.put("/api/v1/events/swim/players/404", json!({ "name": "Nobody" })).await.refused(404);

    let csv = "Startnummer;Vorname;Nachname;Jahrgang\n100;Ada;Lind;2014\n100;Bo;Berg;1980\n".replace(';', ",");
    let preview = api.post(&format!("{players}/preview"), json!({ "csv": csv })).await.data();
    assert_eq!((&preview["bad"], preview["rows"].as_array().unwrap().len()), (&json!(1), 2), "{preview}");
    assert!(api.post(&format!("{players}/import"), json!({ "csv": csv })).await.status < 500);
    let good = csv.replace("100,Bo", "101,Bo");
    let imported = api.post(&format!("{players}/import"), json!({ "csv": good })).await;
    assert_eq!(imported.status, 201);
    assert_eq!(imported.data()[0]["name"], "Ada Lind");
    assert_eq!(api.board("swim").await["rows"].as_array().unwrap().len(), 5);
}

async fn the_audit_trail_is_read_and_undone_from(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 2).await;
    let tap = lap(1, 1_000);
    api.tap("swim", json!([tap])).await;
    let station = api.token("lane_count").await;

    let page = api.get("/api/v1/audit?action=lap.count&limit=1&event=swim&actor=").await.data();
    let entry = &page["entries"][0];
    assert_eq!(
        (&entry["action"], &entry["undoable"], &page["next"]),
        (&json!("lap.count"), &json!(true), &Value::Null)
    );
    assert_eq!((&entry["target"]["type"], &entry["target"]["id"]), (&json!("player"), &json!("1")));
    assert_eq!((&entry["new_state"]["lap"], &entry["previous_state"]), (&tap["id"], &Value::Null));
    for query in ["limit=0", "limit=x", "cursor=x", "from=yesterday", "colour=red", "target=%00", "action=colour"] {
        api.get(&format!("/api/v1/audit?{query}")).await.refused(400);
    }
    // Names may hold a colon; only the kinds that there are make it more than part of a name.
    assert_eq!(api.get("/api/v1/audit?actor=Lane:").await.data()["entries"], json!([]));

    let undo = format!("/api/v1/audit/{}/undo", entry["id"].as_str().unwrap());
    let forged = json!({ "reason": "twice", "actor": { "kind": "admin" } });
    api.call(Method::POST, &undo, Some(&station), Some(forged)).await.refused(400);
    let undone = api.call(Method::POST, &undo, Some(&station), Some(json!({ "reason": "twice" }))).await.data();
    assert_eq!((&undone["action"], &undone["undoes"]), (&json!("undo.lap.count"), &entry["id"]));
    assert_eq!((&undone["actor"]["kind"], &undone["actor"]["role"]), (&json!("device"), &json!("lane_count")));
    assert_eq!(undone["actor"]["device"]["id"].to_string(), undone["actor"]["id"].as_str().unwrap());
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 0);
    let again = api.call(Method::POST, &undo, Some(&station), Some(json!({}))).await.refused(409);
    assert!(again.contains("already undone by"), "{again}");
    api.post("/api/v1/audit/018f7e9e-8a3b-7c00-8000-000000000001/undo", json!({})).await.refused(404);
    api.post(&undo, json!({ "reason": "x".repeat(301) })).await.refused(400);

    let standing = "/api/v1/events/swim/players/1/standing";
    api.put(standing, json!({ "standing": "gone" })).await.refused(400);
    let gone = api.put(standing, json!({ "standing": "withdrawn", "reason": "cramp" })).await.data();
    assert_eq!((&gone["standing"], &gone["slot"]), (&json!("withdrawn"), &Value::Null));
    assert_eq!(api.board("swim").await["rows"][0]["withdrawn"], true);
    api.put(standing, json!({ "standing": "withdrawn" })).await.refused(409);
}

async fn desks_and_lanes_see_the_same_slots(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 1, 2).await;
    let lanes = api.get("/api/v1/events/swim/lanes").await.data();
    assert_eq!(lanes.as_array().unwrap().len(), 2);
    let slow = lanes[0]["id"].as_i64().unwrap();
    let station = |lane: i64| {
        let api = &api;
        async move { api.get(&format!("/api/v1/events/swim/lanes/{lane}")).await.data() }
    };
    assert_eq!(station(slow).await["players"][0]["bib"], 1);

    let to_fast = json!({ "place": { "group": { "pace_group": "fast" } } });
    let moved = api.put("/api/v1/events/swim/placements/1", to_fast).await.data();
    assert_eq!((&moved["pace_group"], &moved["position"]), (&json!("fast"), &json!(0)));
    assert_eq!(station(slow).await["players"], json!([]));

    let groups = api.get("/api/v1/events/swim/pace-groups").await.data();
    assert_eq!(groups[1]["slots"][0]["player"]["bib"], 1);
    // A lane takes a player from wherever they are, and lets go only who is on it.
    let fast = lanes[1]["id"].as_i64().unwrap();
    let on = |lane: i64| format!("/api/v1/events/swim/lanes/{lane}/players/1");
    assert_eq!(api.put(&on(slow), json!(null)).await.data()["pace_group"], "slow");
    api.delete(&on(fast)).await.refused(409);
    assert_eq!(api.delete(&on(slow)).await.data()["bib"], Value::Null);
    assert_eq!(api.put(&on(fast), json!(null)).await.data()["pace_group"], "fast");
    api.delete("/api/v1/events/swim/placements/1").await.data();
    api.delete("/api/v1/events/swim/placements/1").await.refused(409);

    let counter = api.token("lane_count").await;
    let onto = json!({ "bib": 1, "place": { "lane": { "lane": slow } } });
    let taken = api.call(Method::POST, "/api/v1/events/swim/placements", Some(&counter), Some(onto)).await.data();
    assert_eq!(taken["bib"], 1);
    let gone = api.call(Method::DELETE, "/api/v1/events/swim/placements/1", Some(&counter), None).await.data();
    assert_eq!(gone["bib"], Value::Null);
    api.get("/api/v1/events/swim/lanes/99999").await.refused(404);
}

async fn the_fleet_is_managed_by_admins(database: Database) {
    let api = Api::start(database).await;
    let issued = api.post("/api/v1/codes", json!([{ "role": "lane_count", "name": "Lane 2" }])).await;
    assert_eq!(issued.status, 201);
    let otp = issued.data()[0]["otp"].clone();
    let device = api.call(Method::POST, "/auth/device", None, Some(json!({ "otp": otp }))).await.data();
    let token = device["credentials"]["jwt"].as_str().unwrap();
    let me = api.call(Method::GET, "/api/v1/auth/me", Some(token), None).await.data();
    let expected = json!({ "id": device["id"], "name": "Lane 2", "role": "lane_count" });
    assert_eq!(me, json!({ "operator": null, "device": expected, "role": "lane_count" }));
    let admin = api.get("/api/v1/auth/me").await.data();
    assert_eq!(admin, json!({ "operator": null, "device": null, "role": "admin" }));

    let path = format!("/api/v1/devices/{}", device["id"]);
    let renamed = api.call(Method::PATCH, &path, Some(ADMIN), Some(json!({ "name": "Lane 3" }))).await.data();
    assert_eq!(renamed["name"], "Lane 3");
    assert_eq!(api.get("/api/v1/devices").await.data()[0]["name"], "Lane 3");
    assert!(api.delete(&path).await.data()["revoked_at"].is_string());
    api.call(Method::GET, "/api/v1/auth/me", Some(token), None).await.refused(401);
    api.call(Method::PATCH, "/api/v1/devices/999", Some(ADMIN), Some(json!({ "name": "X" }))).await.refused(404);
}

async fn the_board_can_be_narrowed(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    let players = json!([
        { "bib": 1, "name": "A", "category": "women", "team": "Sharks" },
        { "bib": 2, "name": "B", "category": "men", "team": "Sharks" },
    ]);
    api.post("/api/v1/events/swim/players", players).await.data();
    for (bib, group) in [(1, "slow"), (2, "fast")] {
        let place = json!({ "bib": bib, "place": { "group": { "pace_group": group } } });
        api.post("/api/v1/events/swim/placements", place).await.data();
    }
    api.tap("swim", json!([lap(1, 50_000), lap(1, 1_000), lap(2, 1_000)])).await;
    let bibs = |query: &str| {
        let (api, path) = (&api, format!("/api/v1/events/swim/board?{query}"));
        async move {
            let board = api.get(&path).await.data();
            board["rows"].as_array().unwrap().iter().map(|row| row["bib"].as_u64().unwrap()).collect::<Vec<_>>()
        }
    };
    assert_eq!(bibs("category=men").await, [2]);
    assert_eq!(bibs("team=Sharks").await, [1, 2]);
    assert_eq!(bibs("pace_group=slow").await, [1]);
    assert_eq!(bibs("category=").await, [1, 2]);
    let recent = api.get(&format!("/api/v1/events/swim/board?from={}", ago(10_000))).await.data();
    assert_eq!(recent["rows"][0]["laps"], 1);
    api.get("/api/v1/events/swim/board?pace_group=none").await.refused(404);
    api.get("/api/v1/events/swim/board?from=yesterday").await.refused(400);
    api.get("/api/v1/events/swim/board?color=red").await.refused(400);
}

async fn money_is_taken_once_listed_and_added_up(database: Database) {
    let api = Api::start(database).await;
    api.open_swim("swim").await;
    api.post("/api/v1/events/swim/players", json!({ "bib": 7, "name": "Emil Sørensen" })).await.data();
    assert_eq!(api.get("/api/v1/events/swim").await.data()["currency"], "EUR");
    let payments = "/api/v1/events/swim/payments";
    let desk = api.token("reception").await;
    let take = |body: Value| api.call(Method::POST, payments, Some(&desk), Some(body));
    let fee = json!({ "id": new_id(), "bib": 7, "kind": "entry_fee", "amount_minor": 1_250, "currency": "EUR",
        "method": "cash", "note": "from his aunt" });
    let first = take(fee.clone()).await;
    assert_eq!(first.status, 201);
    let first = first.data();
    assert_eq!((&first["duplicate"], &first["taken_by"]), (&json!(false), &json!("A reception")));
    let again = take(fee.clone()).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.data()["duplicate"], true);
    let gift = json!({ "id": new_id(), "kind": "donation", "amount_minor": 10_000, "method": "card" });
    take(gift.clone()).await.data();

    let page = api.get(&format!("{payments}?limit=1")).await.data();
    assert_eq!((&page["payments"][0]["id"], &page["payments"][0]["bib"]), (&gift["id"], &Value::Null));
    let next = page["next"].as_str().unwrap();
    let page = api.get(&format!("{payments}?limit=1&bib=&cursor={next}")).await.data();
    assert_eq!((&page["payments"][0]["amount_minor"], &page["next"]), (&json!(1_250), &Value::Null));
    let of = |query: &'static str| {
        let api = &api;
        async move { api.get(&format!("{payments}?{query}")).await.data()["payments"].as_array().unwrap().len() }
    };
    assert_eq!((of("bib=7").await, of("day=2000-01-02&utc_offset_min=-300").await), (1, 0));
    let its_day = format!("{payments}?bib=7&day={}", &first["taken_at"].as_str().unwrap()[..10]);
    assert_eq!(api.get(&its_day).await.data()["payments"].as_array().unwrap().len(), 1);
    let balances = api.get(&format!("{payments}/balances")).await.data();
    assert_eq!(balances, json!([{ "bib": 7, "entry_fee_minor": 1_250, "donation_minor": 0 }]));

    let takings = api.get("/api/v1/events/swim/takings").await.data();
    let line = json!({ "kind": "entry_fee", "method": "cash", "count": 1, "amount_minor": 1_250 });
    assert_eq!((&takings["currency"], &takings["total"]["lines"][0]), (&json!("EUR"), &line));
    assert!(takings["days"][0]["day"].as_str().is_some_and(|day| day.len() == 10), "{takings}");
    assert_eq!((&takings["total"]["count"], &takings["total"]["amount_minor"]), (&json!(2), &json!(11_250)));

    let undo = format!("{payments}/{}/undo", gift["id"].as_str().unwrap());
    let undone = api.call(Method::POST, &undo, Some(&desk), Some(json!({ "reason": "twice" }))).await.data();
    assert_eq!(undone["undone"], true);
    api.call(Method::POST, &undo, Some(&desk), Some(json!({}))).await.refused(409);
    assert_eq!(api.get("/api/v1/events/swim/takings").await.data()["total"]["amount_minor"], 1_250);
    let trail = api.get("/api/v1/audit?action=payment").await.data();
    assert_eq!(trail["entries"].as_array().unwrap().len(), 3);
}
