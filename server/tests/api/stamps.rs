//! Tokens and sessions stay with the row for which they were made: after a backup is restored, and after an upgrade from a
//! version whose rows had no stamps.

use crate::{
    browser,
    common::{Answer, Api, JWT_SECRET},
    tokens::{part, sign},
};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::{Database, on_both_engines};

on_both_engines!(after_a_restore_old_tokens_are_nobody_elses, an_upgrade_signs_nobody_out);

async fn me(api: &Api, token: &str) -> Answer {
    api.call(Method::GET, "/api/v1/auth/me", Some(token), None).await
}

async fn me_by_cookie(api: &Api, cookie: &str) -> Answer {
    browser::send(api, Method::GET, "/api/v1/auth/me", cookie, None, None).await
}

fn jwt(enrolled: &Value) -> &str {
    enrolled["credentials"]["jwt"].as_str().unwrap()
}

async fn refresh(api: &Api, enrolled: &Value) -> Answer {
    let token = &enrolled["credentials"]["refresh_token"];
    api.call(Method::POST, "/auth/refresh", None, Some(json!({ "refresh_token": token }))).await
}

async fn after_a_restore_old_tokens_are_nobody_elses(database: Database) {
    let api = Api::start(database).await;
    let early = api.enrol("reception").await;
    api.operator("reception", "471100").await;
    let (early_shift, early_tablet) = (api.login("471100", None).await, browser::enrol(&api, "lane_count").await);
    let database = api.stop().await;
    let backup = database.copy().await;

    let api = Api::start(database).await;
    let helper = api.enrol("lane_count").await;
    let helpers_tablet = browser::enrol(&api, "lane_count").await;
    api.operator("lane_count", "471101").await;
    let helpers_shift = api.login("471101", Some(jwt(&helper))).await;
    // What was ended since stays so once the number of the sign-in is the same again.
    api.delete("/api/v1/operators/1/sessions").await.data();
    let since = api.login("471100", None).await;
    api.stop().await;

    let api = Api::start(backup).await;
    let admin = api.enrol("admin").await;
    let admins_tablet = browser::enrol(&api, "admin").await;
    let admins_id = api.operator("admin", "471102").await;
    assert_eq!((&admin["id"], &admins_id), (&helper["id"], &json!(2)), "numbers begin again");
    me(&api, jwt(&helper)).await.refused(401);
    refresh(&api, &helper).await.refused(401);
    me(&api, &helpers_shift).await.refused(401);
    let nobody = me_by_cookie(&api, &helpers_tablet).await;
    nobody.refused(401);
    api.delete("/api/v1/operators/1/sessions").await.data();
    me(&api, &since).await.refused(401);
    me(&api, &early_shift).await.refused(401);

    for (good, role) in [(jwt(&early), "reception"), (jwt(&admin), "admin")] {
        assert_eq!(me(&api, good).await.data()["role"], role);
    }
    for (good, role) in [(&early_tablet, "lane_count"), (&admins_tablet, "admin")] {
        assert_eq!(me_by_cookie(&api, good).await.data()["role"], role);
    }
    refresh(&api, &early).await.data();
}

/// A token as it was before there were stamps.
fn without_stamps(token: &str) -> String {
    let mut claims = part(token, 1);
    claims.as_object_mut().unwrap().remove("stamp").unwrap();
    if let Some(device) = claims.get("device").map(|device| device["id"].clone()) {
        claims["device"] = device;
    }
    sign(&part(token, 0), &claims, &JWT_SECRET)
}

/// How many rows have no stamp, by the query that the migration names.
async fn unstamped(database: &Database) -> (i64, i64) {
    let devices = database.number("SELECT COUNT(*) FROM devices WHERE stamp = ''").await.unwrap();
    let operators = database.number("SELECT COUNT(*) FROM operators WHERE stamp = ''").await.unwrap();
    (devices, operators)
}

async fn an_upgrade_signs_nobody_out(database: Database) {
    let api = Api::start(database).await;
    let tablet = browser::enrol(&api, "lane_count").await;
    let program = api.enrol("reception").await;
    api.operator("floor", "471100").await;
    let shift = api.login("471100", Some(jwt(&program))).await;
    let database = api.stop().await;
    for sql in [
        "UPDATE devices SET stamp = ''",
        "UPDATE operators SET stamp = ''",
        r#"UPDATE sessions SET data = '{"who":{"device":1}}'"#,
    ] {
        database.execute(sql).await.unwrap();
    }
    let (programs_token, shift) = (without_stamps(jwt(&program)), without_stamps(&shift));

    let api = Api::start(database).await;
    assert_eq!(unstamped(&api.database).await, (2, 1));
    let all_in = async || {
        assert_eq!(me_by_cookie(&api, &tablet).await.data()["device"]["id"], 1);
        assert_eq!(me(&api, &programs_token).await.data()["role"], "reception");
        let both = me(&api, &shift).await.data();
        assert_eq!((&both["operator"]["id"], &both["device"]["id"]), (&json!(1), &program["id"]));
    };
    all_in().await;

    let rotated = refresh(&api, &program).await.data();
    let next_shift = api.login("471100", None).await;
    assert_eq!(unstamped(&api.database).await, (1, 0), "the tablet's row has none until it is enrolled anew");
    all_in().await;
    assert_eq!(me(&api, rotated["jwt"].as_str().unwrap()).await.data()["role"], "reception");
    assert_eq!(me(&api, &next_shift).await.data()["role"], "floor");
    for token in [rotated["jwt"].as_str().unwrap(), &next_shift] {
        assert!(part(token, 1)["stamp"].as_str().is_some_and(|stamp| stamp.len() == 22), "{token}");
    }
    // Issued without a stamp although the row had one: nobody but a forger has such a token.
    let mut late = part(rotated["jwt"].as_str().unwrap(), 1);
    late.as_object_mut().unwrap().remove("stamp");
    late["iat"] = json!(late["iat"].as_i64().unwrap() + 60);
    me(&api, &sign(&part(&programs_token, 0), &late, &JWT_SECRET)).await.refused(401);
}
