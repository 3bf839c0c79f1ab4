//! The audit trail: who did what, in a chain that shows every touch.

use crate::common::{
    Bench, T0, refused,
    trail::{newest, of_player, page, race, undo},
};
use backend::{Who, verify};
use domain::{Role, audit::AuditFilter, change::Kind, event::Placement, player::PlayerInput};
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    an_entry_says_who_did_what_and_what_it_was,
    pages_go_on_where_they_ended_whatever_is_added,
    filters_narrow_and_nonsense_is_refused,
    roles_read_what_they_may,
    an_untouched_ledger_is_whole,
    a_changed_byte_is_found,
    a_missing_entry_is_found,
    entries_and_laps_cannot_be_changed,
    pages_lose_nothing_where_a_clock_was_set_back,
    a_malformed_entry_is_named_and_nothing_else_breaks,
);

async fn an_entry_says_who_did_what_and_what_it_was(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let desk = bench.device(Role::Reception).await;
    let input =
        PlayerInput { name: "Ada Lind".into(), age: Some(27), team: Some("SV".into()), ..PlayerInput::default() };
    let ada = bench.backend.players.create(&desk, event, vec![input.clone()]).await.unwrap()[0].bib;
    let update = PlayerInput { name: "Ada Lindh".into(), ..input.clone() };
    bench.backend.players.update(&desk, event, ada, update.clone()).await.unwrap();
    bench.backend.players.update(&desk, event, ada, update).await.unwrap();

    let entries = of_player(&bench, ada).await;
    assert_eq!(entries.len(), 2, "a change that changes nothing makes no entry");
    let (update, register) = (&entries[0], &entries[1]);
    assert_eq!(
        (register.action.as_str(), update.action.as_str()),
        (Kind::PlayerRegister.name(), Kind::PlayerUpdate.name())
    );
    assert_eq!(register.previous_state, None);
    assert_eq!(
        register.new_state,
        Some(json!({
            "bib": 1, "category": null, "team": "SV", "standing": "active", "name": "Ada Lind", "birth_date": null,
            "birth_year": null, "age": 27, "gender": null, "hide_name": false, "night_permission": false,
        }))
    );
    assert_eq!(update.previous_state, Some(json!({"name": "Ada Lind"})));
    assert_eq!(update.new_state, Some(json!({"name": "Ada Lindh"})));
    assert_eq!((update.actor.kind.as_str(), update.actor.name.as_deref()), ("device", Some("reception 1")));
    assert_eq!(update.actor.device.as_ref().map(|device| device.name.as_str()), Some("reception 1"));
    assert_eq!((update.target.kind.as_str(), update.target.id.as_str()), ("player", "1"));
    assert_eq!((update.event_id, update.at, update.seq), (Some(event), T0, register.seq + 1));
    assert!(update.undoable && update.undoes.is_none() && update.undone_by.is_none());
}

async fn pages_go_on_where_they_ended_whatever_is_added(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    for n in 0..7 {
        bench.register(event, &format!("Player {n}")).await;
    }
    let ask = |cursor| AuditFilter {
        action: Some("player.register".into()),
        limit: Some(3),
        cursor,
        ..AuditFilter::default()
    };
    let first = page(&bench, ask(None)).await;
    bench.register(event, "Player 7").await;
    let second = page(&bench, ask(first.next.clone())).await;
    let third = page(&bench, ask(second.next.clone())).await;
    let bibs: Vec<String> = [&first, &second, &third]
        .into_iter()
        .flat_map(|page| page.entries.iter().map(|entry| entry.target.id.clone()))
        .collect();
    assert_eq!(bibs, ["7", "6", "5", "4", "3", "2", "1"]);
    assert_eq!(third.next, None);
}

async fn filters_narrow_and_nonsense_is_refused(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    let lane = bench.device(Role::LaneCount).await;
    bench.time.pass_ms(60_000);
    bench.backend.lanes.release(&lane, event, ada).await.unwrap();
    undo(&bench, &lane, &newest(&bench, ada, Kind::LaneRelease.name()).await).await.unwrap();
    let count = async |filter: AuditFilter| page(&bench, filter).await.entries.len();
    let all = AuditFilter::default();
    assert_eq!(count(AuditFilter { action: Some("lane.release".into()), ..all.clone() }).await, 2, "the undoing too");
    assert_eq!(count(AuditFilter { action: Some("lane".into()), ..all.clone() }).await, 4);
    assert_eq!(count(AuditFilter { actor: Some("LANE_count".into()), ..all.clone() }).await, 3);
    assert_eq!(count(AuditFilter { actor: Some("lane%".into()), ..all.clone() }).await, 0);
    assert_eq!(count(AuditFilter { actor: Some("device:1".into()), ..all.clone() }).await, 3);
    assert_eq!(count(AuditFilter { actor: Some("admin".into()), event: Some("venue".into()), ..all.clone() }).await, 1);
    let later = T0.plus_ms(60_000);
    assert_eq!(count(AuditFilter { from: Some(later), ..all.clone() }).await, 2);
    let event_before = AuditFilter { to: Some(later), event: Some("current".into()), ..all.clone() };
    assert_eq!(count(event_before).await, 7);
    for (filter, status) in [
        (AuditFilter { limit: Some(0), ..all.clone() }, 400),
        (AuditFilter { limit: Some(201), ..all.clone() }, 400),
        (AuditFilter { cursor: Some("yesterday".into()), ..all.clone() }, 400),
        (AuditFilter { target: Some("player".into()), ..all.clone() }, 400),
        (AuditFilter { target: Some("player:0".into()), ..all.clone() }, 400),
        (AuditFilter { target: Some("player:99".into()), ..all.clone() }, 404),
        (AuditFilter { event: Some("nowhere".into()), ..all.clone() }, 404),
        (AuditFilter { actor: Some("\0".into()), ..all.clone() }, 400),
        (AuditFilter { action: Some("lap.\\".into()), ..all.clone() }, 400),
        (AuditFilter { action: Some("%".into()), ..all.clone() }, 400),
    ] {
        let (refusal, sentence) = refused(bench.backend.audit.list(&bench.admin, &filter).await);
        assert_eq!(refusal, status, "{filter:?}: {sentence}");
    }
}

async fn roles_read_what_they_may(db: Database) {
    let (bench, _, ada, _) = race(db).await;
    let all = AuditFilter::default();
    let one = AuditFilter { target: Some(format!("player:{ada}")), ..all.clone() };
    let status = async |who: &Who, filter: &AuditFilter| match bench.backend.audit.list(who, filter).await {
        Ok(_) => 200,
        refusal => refused(refusal).0,
    };
    for (role, whole, player) in
        [(Role::Floor, 200, 200), (Role::Reception, 403, 200), (Role::LaneCount, 403, 200), (Role::Viewer, 403, 200)]
    {
        let who = bench.device(role).await;
        assert_eq!((status(&who, &all).await, status(&who, &one).await), (whole, player), "{role}");
    }
    assert_eq!(status(&Who::nobody(), &one).await, 401);
    // Who may not see players reads what happened, but not to whom.
    let viewer = bench.device(Role::Viewer).await;
    for (who, named) in [(&bench.device(Role::LaneCount).await, true), (&viewer, false)] {
        let text = serde_json::to_string(&bench.backend.audit.list(who, &one).await.unwrap()).unwrap();
        assert_eq!(text.contains("Ada"), named);
    }
    // What may not be done may not be undone either.
    let placed = newest(&bench, ada, Kind::LaneAssign.name()).await;
    let desk = bench.device(Role::Reception).await;
    assert_eq!(refused(undo(&bench, &desk, &placed).await).0, 403);
    let registered = newest(&bench, ada, Kind::PlayerRegister.name()).await;
    let lane = bench.device(Role::LaneCount).await;
    assert_eq!(refused(undo(&bench, &lane, &registered).await).0, 403);
}

async fn an_untouched_ledger_is_whole(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    for _ in 0..30 {
        bench.lap(event, Uuid::now_v7(), ada, T0).await;
    }
    let back = undo(&bench, &bench.admin, &newest(&bench, ada, Kind::LapCount.name()).await).await.unwrap();
    undo(&bench, &bench.admin, &back).await.unwrap();
    let reports = verify(&bench.db.url).await.unwrap();
    let event = reports.iter().find(|report| report.event.as_deref() == Some("24-h-seebad")).unwrap();
    assert_eq!((event.entries, event.unsealed, &event.fault), (39, 0, &None));
    assert!(reports.iter().all(|report| report.fault.is_none()));
}

/// Changes the database past every trigger, as somebody would who owns the file.
async fn touch(db: &Database, sql: &'static str) {
    if db.is_postgres() {
        db.execute("ALTER TABLE entries DISABLE TRIGGER USER").await.unwrap();
    } else {
        db.execute("DROP TRIGGER entries_are_never_changed").await.unwrap();
        db.execute("DROP TRIGGER entries_are_never_deleted").await.unwrap();
    }
    db.execute(sql).await.unwrap();
}

async fn fault(db: &Database) -> Option<(i64, String)> {
    let reports = verify(&db.url).await.unwrap();
    reports.into_iter().find_map(|report| report.fault).map(|fault| (fault.seq, fault.what))
}

async fn a_changed_byte_is_found(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    assert_eq!(fault(&bench.db).await, None);
    touch(&bench.db, "UPDATE entries SET new_state = REPLACE(new_state, 'slow', 'sloW') WHERE chain = 1 AND seq = 7")
        .await;
    assert_eq!(fault(&bench.db).await.unwrap().0, 7);
    bench
        .db
        .execute("UPDATE entries SET new_state = REPLACE(new_state, 'sloW', 'slow') WHERE chain = 1 AND seq = 7")
        .await
        .unwrap();
    assert_eq!(fault(&bench.db).await, None);
    bench.db.execute("UPDATE entry_people SET new_state = REPLACE(new_state, 'Ada', 'Ida')").await.unwrap();
    let (seq, what) = fault(&bench.db).await.unwrap();
    assert_eq!((seq, what.contains("personal")), (3, true), "{what}");
    bench.db.execute("UPDATE entry_people SET new_state = REPLACE(new_state, 'Ida', 'Ada')").await.unwrap();
    bench.db.execute("UPDATE entry_people SET player_id = player_id + 1").await.unwrap();
    let (seq, what) = fault(&bench.db).await.unwrap();
    assert_eq!((seq, what.contains("somebody else")), (3, true), "{what}");
    bench.db.execute("DELETE FROM entry_people").await.unwrap();
    let (seq, what) = fault(&bench.db).await.unwrap();
    assert_eq!((seq, what.contains("nobody's data was erased")), (3, true), "{what}");
    for bib in [ada, ben] {
        bench.backend.players.erase(&bench.admin, event, bib).await.unwrap();
    }
    assert_eq!(fault(&bench.db).await, None, "what was erased leaves the chain whole");
    bench.db.execute("UPDATE entries SET undone_by = id WHERE chain = 1 AND seq = 6").await.unwrap();
    assert_eq!(fault(&bench.db).await.unwrap().0, 6);
}

async fn a_missing_entry_is_found(db: Database) {
    let (bench, _, _, _) = race(db).await;
    touch(&bench.db, "DELETE FROM entries WHERE chain = 1 AND seq = 7").await;
    assert!(fault(&bench.db).await.is_some(), "the last one");
    bench.db.execute("DELETE FROM entries WHERE chain = 1 AND seq = 4").await.unwrap();
    assert_eq!(fault(&bench.db).await.unwrap().0, 5, "one between");
}

async fn entries_and_laps_cannot_be_changed(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    bench.lap(event, Uuid::now_v7(), ada, T0).await;
    for sql in [
        "UPDATE entries SET new_state = NULL",
        "UPDATE entries SET undone_by = id, action = 'lap.count'",
        "DELETE FROM entries",
        "UPDATE laps SET count = 2",
        "DELETE FROM laps",
    ] {
        assert!(bench.db.execute(sql).await.is_err(), "{sql}");
    }
    assert_eq!(fault(&bench.db).await, None);
}

async fn pages_lose_nothing_where_a_clock_was_set_back(db: Database) {
    let (bench, event, ada, _) = race(db).await;
    // As an entry has it that was made by a node whose clock is 73 years ahead, or before a clock was set back.
    let ahead = if bench.db.is_postgres() {
        "UPDATE chains SET last_entry = '01ffffff-ffff-7fff-bfff-ffffffffffff' WHERE id = 1"
    } else {
        "UPDATE chains SET last_entry = X'01ffffffffff7fffbfffffffffffffff' WHERE id = 1"
    };
    bench.db.execute(ahead).await.unwrap();
    let bench = bench.restart().await;
    for _ in 0..3 {
        bench.lap(event, Uuid::now_v7(), ada, T0).await;
    }
    let mut page = AuditFilter { limit: Some(2), ..AuditFilter::default() };
    let mut seqs = Vec::new();
    loop {
        let found = bench.backend.audit.list(&bench.admin, &page).await.unwrap();
        seqs.extend(found.entries.iter().filter(|entry| entry.event_id == Some(event)).map(|entry| entry.seq));
        match found.next {
            Some(next) => page.cursor = Some(next),
            None => break,
        }
    }
    assert!(seqs.is_sorted_by(|newer, older| newer == &(older + 1)), "{seqs:?}");
    assert_eq!((seqs.last(), seqs.first().copied()), (Some(&1), Some(u64::try_from(seqs.len()).unwrap())));
}

/// An entry that was written before entries were hashed, and whose text nobody can read.
async fn a_malformed_entry_is_named_and_nothing_else_breaks(db: Database) {
    let (bench, event, ada, ben) = race(db).await;
    bench.lap(event, Uuid::from_u128(1), ada, T0).await;
    let counted = newest(&bench, ada, Kind::LapCount.name()).await;
    touch(&bench.db, "UPDATE entries SET hash = NULL WHERE chain > 0").await;
    bench.db.execute("UPDATE entries SET new_state = '{\"lap\":7' WHERE action = 'lap.count'").await.unwrap();
    bench.db.execute("UPDATE chains SET hash = NULL WHERE id > 0").await.unwrap();
    let (seq, what) = fault(&bench.db).await.unwrap();
    assert_eq!(seq.cast_unsigned(), counted.seq);
    assert!(what.starts_with("Its states cannot be read: "), "{what}");
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(ada.get(), 1), (ben.get(), 0)]);
    assert_eq!(of_player(&bench, ada).await[0].new_state, None, "it is listed");
    let (status, sentence) = refused(undo(&bench, &bench.admin, &counted).await);
    assert_eq!(status, 409);
    assert!(sentence.starts_with("Its states cannot be read: "), "{sentence}");
    bench.time.pass_ms(60_000);
    bench.lap(event, Uuid::from_u128(2), ada, T0.plus_ms(60_000)).await;
    assert_eq!(bench.standings(event).await, [(ada.get(), 2), (ben.get(), 0)]);
    undo(&bench, &bench.admin, &newest(&bench, ada, Kind::LapCount.name()).await).await.unwrap();
    assert_eq!(bench.standings(event).await[0], (ada.get(), 1));
}
