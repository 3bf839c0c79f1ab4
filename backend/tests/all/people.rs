//! Players, slots and devices: what two at once may not both get, and who may do what.

use crate::common::{Bench, HERE, T0, actions, open, refused};
use backend::Who;
use domain::{Bib, Role, device::CodeInput, event::Placement, lane::Place, player::PlayerInput};
use futures::future::join_all;
use std::{collections::HashSet, net::IpAddr};
use testbed::{Database, on_both_engines};

on_both_engines!(
    bibs_are_given_once,
    an_old_bib_stays_an_alias,
    a_list_is_registered_whole_or_not_at_all,
    a_start_list_names_each_bad_row,
    five_hundred_at_once_get_their_own_bibs_and_slots,
    a_slot_that_is_taken_says_by_whom,
    a_lane_lets_go_only_who_is_in_it,
    a_player_is_brought_from_anywhere,
    a_code_enrols_once_and_ends,
    a_refresh_token_used_twice_ends_the_family,
    of_refreshes_that_overlap_one_wins_and_nothing_is_revoked,
    a_revoked_device_stops_at_once,
    entries_hold_no_personal_data,
    two_who_edit_at_once_do_not_undo_each_other,
);

fn named(name: &str) -> PlayerInput {
    PlayerInput { name: name.into(), ..PlayerInput::default() }
}

async fn bibs_are_given_once(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let with = |bib: i64, name: &str| PlayerInput { bib: Some(Bib::new(bib).unwrap()), ..named(name) };
    players.create(&bench.admin, event, vec![with(2, "Ada Lind")]).await.unwrap();
    let list = vec![named("Ben Roth"), named("Cem Ay"), with(4, "Dora Wulf"), named("Eva Ost")];
    let bibs: Vec<_> = players.create(&bench.admin, event, list).await.unwrap().iter().map(|p| p.bib.get()).collect();
    assert_eq!(bibs, [1, 3, 4, 5]);
    let (status, sentence) = refused(players.create(&bench.admin, event, vec![with(2, "Fritz Au")]).await);
    assert_eq!((status, sentence.contains("Ada Lind")), (409, true));
}

async fn an_old_bib_stays_an_alias(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let old = bench.register(event, "Ada Lind").await;
    let new = Bib::new(77).unwrap();
    players.update(&bench.admin, event, old, PlayerInput { bib: Some(new), ..named("Ada Lind") }).await.unwrap();
    bench.clock(event, domain::clock::ClockAction::Start, None).await;
    bench.lap(event, uuid::Uuid::now_v7(), old, T0).await;
    bench.lap(event, uuid::Uuid::now_v7(), new, T0).await;
    assert_eq!(bench.standings(event).await, [(77, 2)]);
    assert_eq!(players.find(&bench.admin, event, old).await.unwrap().bib, new);
    let again = PlayerInput { bib: Some(old), ..named("Ben Roth") };
    assert_eq!(refused(players.create(&bench.admin, event, vec![again]).await).0, 409);
    assert_eq!(bench.register(event, "Cem Ay").await.get(), 2);
}

async fn a_list_is_registered_whole_or_not_at_all(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let list = vec![named("Ada Lind"), PlayerInput { age: Some(-1), ..named("Ben Roth") }];
    let (status, sentence) = refused(bench.backend.players.create(&bench.admin, event, list).await);
    assert_eq!((status, sentence.contains("Player 2")), (400, true));
    assert_eq!(bench.standings(event).await, []);
}

async fn a_start_list_names_each_bad_row(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    bench.register(event, "Ada Lind").await;
    let csv = "\u{FEFF}Startnr;Vorname;Nachname;Jahrgang;Verein;Schuhgröße\n\
               5;Ben;Roth;2014;SV Nord;38\n1;Cem;Ay;;;\n0;Dora;Wulf;;;\n;Eva;Ost;1776;;\n;;;;;\n5;Fritz;Au;;;\n";
    let players = &bench.backend.players;
    let preview = players.preview(&bench.admin, event, csv).await.unwrap();
    let problems: Vec<_> = preview.rows.iter().map(|row| (row.line, row.problem.is_some())).collect();
    assert_eq!(problems, [(2, false), (3, true), (4, true), (5, true), (7, true)]);
    assert_eq!((preview.bad, preview.columns[5].1), (4, None));
    assert_eq!(refused(players.import(&bench.admin, event, csv, None).await).0, 400);
    assert_eq!(bench.standings(event).await.len(), 1);
    let good = "bib,name,team\n5,\"Roth, Ben\",SV Nord\n,Cem Ay,\n";
    let imported = players.import(&bench.admin, event, good, None).await.unwrap();
    assert_eq!(
        imported.iter().map(|p| (p.bib.get(), p.name.as_str())).collect::<Vec<_>>(),
        [(5, "Roth, Ben"), (2, "Cem Ay")]
    );
    assert_eq!(refused(players.preview(&bench.admin, event, "a,b\n1,2\n").await).0, 400);
}

async fn five_hundred_at_once_get_their_own_bibs_and_slots(db: Database) {
    let bench = Bench::start(db).await;
    let input = domain::event::EventInput {
        name: "School run".into(),
        sport: domain::event::Sport::Run,
        lap_length_m: 400.0,
        placement: Some(Placement::Required),
        pace_groups: vec![crate::common::group("all", 500)],
        ..domain::event::EventInput::default()
    };
    let event = bench.backend.events.create(&bench.admin, input).await.unwrap().id;
    let one = |client: u32, n: u32| {
        let (backend, admin) = (bench.backend.clone(), bench.admin.clone());
        async move {
            let player = backend.players.create(&admin, event, vec![named(&format!("P {client} {n}"))]).await.unwrap();
            let place = Place::Group { pace_group: "all".into() };
            backend.lanes.place(&admin, event, player[0].bib, place).await.unwrap();
        }
    };
    let client = |client: u32| async move {
        for n in 0..250 {
            one(client, n).await;
        }
    };
    futures::join!(client(1), client(2));
    let groups = bench.backend.lanes.groups(&bench.admin, event).await.unwrap();
    let placed: HashSet<_> = groups[0].slots.iter().filter_map(|slot| slot.player.as_ref().map(|p| p.bib)).collect();
    assert_eq!(placed.len(), 500, "every slot has a player of its own");
    assert_eq!(placed.iter().map(|bib| bib.get()).max(), Some(500));
}

async fn a_lane_lets_go_only_who_is_in_it(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let ada = bench.register(event, "Ada Lind").await;
    bench.place(event, ada, "fast").await;
    let counter = bench.device(Role::LaneCount).await;
    let lanes = &bench.backend.lanes;
    let all = lanes.lanes(&counter, event).await.unwrap();
    let lane = |name: &str| all.iter().find(|lane| lane.name == name).unwrap().id;
    let (status, sentence) = refused(lanes.release_from(&counter, event, lane("slow"), ada).await);
    assert_eq!((status, sentence.as_str()), (409, "1 · Ada Lind is not in this lane but in fast."));
    assert_eq!(lanes.release_from(&counter, event, lane("fast"), ada).await.unwrap().bib, None);
    assert_eq!(refused(lanes.release_from(&counter, event, lane("fast"), ada).await).0, 409);
}

async fn a_player_is_brought_from_anywhere(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let ada = bench.register(event, "Ada Lind").await;
    let desk = bench.device(Role::LaneAssign).await;
    for (pace_group, position) in [("slow", 1), ("fast", 0), ("slow", 2)] {
        let place = Place::Slot { pace_group: pace_group.into(), position };
        let change = bench.backend.lanes.bring(&desk, event, ada, place).await.unwrap();
        assert_eq!((change.pace_group.as_str(), change.position), (pace_group, position));
    }
    let entries = actions(&bench.db, event).await;
    assert_eq!(entries[entries.len() - 3..], ["lane.assign", "lane.move", "lane.move"]);
    let counter = bench.device(Role::LaneCount).await;
    let place = Place::Group { pace_group: "fast".into() };
    assert_eq!(refused(bench.backend.lanes.bring(&counter, event, ada, place).await).0, 403);
}

async fn a_slot_that_is_taken_says_by_whom(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let (ada, ben) = (bench.register(event, "Ada Lind").await, bench.register(event, "Ben Roth").await);
    let (one, other) = (bench.device(Role::LaneAssign).await, bench.device(Role::Floor).await);
    let lanes = &bench.backend.lanes;
    let place = Place::Slot { pace_group: "slow".into(), position: 1 };
    let (first, second) =
        futures::join!(lanes.place(&one, event, ada, place.clone()), lanes.place(&other, event, ben, place.clone()));
    assert_eq!(first.unwrap().bib, Some(ada));
    let (status, sentence) = refused(second);
    assert_eq!(status, 409);
    assert!(sentence.contains("Ada Lind") && sentence.contains("lane_assign 1"), "{sentence}");
    assert_eq!(refused(lanes.place(&one, event, ada, Place::Group { pace_group: "fast".into() }).await).0, 409);
    let moved = lanes.move_to(&one, event, ada, Place::Group { pace_group: "fast".into() }).await.unwrap();
    assert_eq!((moved.pace_group.as_str(), moved.position), ("fast", 0));
    assert_eq!(lanes.place(&other, event, ben, place).await.unwrap().position, 1);
    lanes.release(&one, event, ada).await.unwrap();
    assert_eq!(refused(lanes.release(&one, event, ada).await).0, 409);
    assert_eq!(refused(lanes.release_slot(&one, event, "slow", 3).await).0, 404);
    let counter = bench.device(Role::LaneCount).await;
    assert_eq!(refused(lanes.place(&counter, event, ada, Place::Group { pace_group: "slow".into() }).await).0, 403);
    let lane = lanes.lanes(&counter, event).await.unwrap()[0].id;
    assert_eq!(lanes.place(&counter, event, ada, Place::Lane { lane }).await.unwrap().lane, "slow");
    let station = lanes.station(&counter, event, lane).await.unwrap();
    assert_eq!((station.players.len(), station.free), (2, 1));
}

async fn a_code_enrols_once_and_ends(db: Database) {
    let bench = Bench::start(db).await;
    let devices = &bench.backend.devices;
    let codes = (0..300).map(|n| CodeInput { role: Role::LaneCount, name: format!("Lane {n}") }).collect();
    let issued = devices.issue_codes(&bench.admin, codes).await.unwrap();
    let different: HashSet<_> = issued.iter().map(|code| &code.otp).collect();
    assert_eq!(different.len(), 300, "no two open codes are equal");
    assert_eq!(devices.enrol(&issued[0].otp, HERE, &Who::nobody()).await.unwrap().0.name, "Lane 0");
    assert_eq!(refused(devices.enrol(&issued[0].otp, HERE, &Who::nobody()).await).0, 400);
    bench.time.pass_ms(299_999);
    devices.enrol(&issued[1].otp, HERE, &Who::nobody()).await.unwrap();
    bench.time.pass_ms(1);
    assert_eq!(refused(devices.enrol(&issued[2].otp, HERE, &Who::nobody()).await).0, 400);
    let elsewhere = IpAddr::from([10, 1, 1, 1]);
    for _ in 0..10 {
        assert_eq!(refused(devices.enrol("abcdef", elsewhere, &Who::nobody()).await).0, 400);
    }
    assert_eq!(refused(devices.enrol("abcdef", elsewhere, &Who::nobody()).await).0, 429);
    bench.time.pass_ms(60_000);
    assert_eq!(refused(devices.enrol("abcdef", elsewhere, &Who::nobody()).await).0, 400);
    let viewer = bench.device(Role::Floor).await;
    let ask = vec![CodeInput { role: Role::Admin, name: "Mine".into() }];
    assert_eq!(refused(devices.issue_codes(&viewer, ask).await).0, 403);
}

async fn a_refresh_token_used_twice_ends_the_family(db: Database) {
    let bench = Bench::start(db).await;
    let devices = &bench.backend.devices;
    let code = CodeInput { role: Role::Reception, name: "Desk 1".into() };
    let otp = devices.issue_codes(&bench.admin, vec![code]).await.unwrap().remove(0).otp;
    let (device, first) = devices.enrol_program(&otp, HERE, &Who::nobody()).await.unwrap();
    assert_eq!(bench.backend.auth.bearer(&first.jwt).unwrap().device_id(), Some(device.id));
    bench.time.pass_ms(600_000);
    assert!(bench.backend.auth.bearer(&first.jwt).is_err(), "ten minutes are over");
    let second = devices.refresh(&first.refresh_token, HERE).await.unwrap();
    assert!(bench.backend.auth.bearer(&second.jwt).is_ok());
    bench.time.pass_ms(1);
    assert_eq!(refused(devices.refresh(&first.refresh_token, HERE).await).0, 401);
    assert_eq!(refused(devices.refresh(&second.refresh_token, HERE).await).0, 401, "the whole family ended");
}

async fn of_refreshes_that_overlap_one_wins_and_nothing_is_revoked(db: Database) {
    let bench = Bench::start(db).await;
    let code = CodeInput { role: Role::Reception, name: "Desk 1".into() };
    let otp = bench.backend.devices.issue_codes(&bench.admin, vec![code]).await.unwrap().remove(0).otp;
    let (_, tokens) = bench.backend.devices.enrol_program(&otp, HERE, &Who::nobody()).await.unwrap();
    // Only PostgreSQL has several nodes.
    let other = if bench.db.is_postgres() { Some(open(&bench.db, bench.time.clone()).await) } else { None };
    let mut token = tokens.refresh_token;
    for round in 0..5 {
        let nodes = [&bench.backend, &bench.backend, other.as_ref().unwrap_or(&bench.backend), &bench.backend];
        let answers = join_all(nodes.map(|node| node.devices.refresh(&token, HERE))).await;
        let (mut won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 3), "round {round}");
        assert!(lost.into_iter().all(|answer| refused(answer).0 == 401));
        token = won.remove(0).unwrap().refresh_token;
        bench.time.pass_ms(60_000);
    }
}

async fn a_revoked_device_stops_at_once(db: Database) {
    let bench = Bench::start(db).await;
    let devices = &bench.backend.devices;
    let code = CodeInput { role: Role::Reception, name: "Desk 1".into() };
    let otp = devices.issue_codes(&bench.admin, vec![code]).await.unwrap().remove(0).otp;
    let (device, tokens) = devices.enrol_program(&otp, HERE, &Who::nobody()).await.unwrap();
    let signed_in = bench.backend.auth.bearer(&tokens.jwt).unwrap();
    assert_eq!(devices.rename(&bench.admin, device.id, " Desk  2 ").await.unwrap().name, "Desk 2");
    assert!(devices.revoke(&bench.admin, device.id).await.unwrap().revoked_at.is_some());
    assert_eq!(refused(devices.revoke(&bench.admin, device.id).await).0, 409);
    assert!(bench.backend.auth.bearer(&tokens.jwt).is_err());
    assert!(bench.backend.auth.again(&signed_in).is_err());
    assert_eq!(refused(devices.refresh(&tokens.refresh_token, HERE).await).0, 401);
    let bench = bench.restart().await;
    assert!(bench.backend.auth.bearer(&tokens.jwt).is_err());
    assert_eq!(bench.backend.devices.list(&bench.admin).unwrap()[0].name, "Desk 2");
}

async fn entries_hold_no_personal_data(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let child = PlayerInput {
        birth_date: Some("2015-05-31".into()),
        gender: Some("f".into()),
        team: Some("SV Nord".into()),
        ..named("Zora Quitte")
    };
    let view = bench.backend.players.create(&bench.admin, event, vec![child]).await.unwrap().remove(0);
    assert_eq!(view.public_name, "Zora Q.");
    let states: Vec<Option<String>> = {
        const SQL: &str = "SELECT new_state FROM entries WHERE chain = $1";
        if bench.db.is_postgres() {
            sqlx::query_scalar(SQL)
                .bind(event.0)
                .fetch_all(&sqlx_postgres::PgPool::connect(&bench.db.url).await.unwrap())
                .await
                .unwrap()
        } else {
            sqlx::query_scalar(SQL)
                .bind(event.0)
                .fetch_all(&sqlx_sqlite::SqlitePool::connect(&bench.db.url).await.unwrap())
                .await
                .unwrap()
        }
    };
    let all = states.into_iter().flatten().collect::<String>();
    assert!(all.contains("SV Nord"));
    assert!(!all.contains("Zora") && !all.contains("2015") && !all.contains("female"), "{all}");
    assert_eq!(actions(&bench.db, event).await.last().map(String::as_str), Some("player.register"));
}

async fn two_who_edit_at_once_do_not_undo_each_other(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let opened = PlayerInput { team: Some("Nord".into()), age: Some(31), ..named("Ada Lind") };
    let bib = players.create(&bench.admin, event, vec![opened.clone()]).await.unwrap()[0].bib;
    let team = PlayerInput { team: Some("Süd".into()), ..opened.clone() };
    let name = PlayerInput { name: "Ada Lindt".into(), age: None, birth_year: Some(1995), ..opened.clone() };
    players.edit(&bench.admin, event, bib, opened.clone(), team).await.unwrap();
    let both = players.edit(&bench.admin, event, bib, opened.clone(), name).await.unwrap();
    assert_eq!((both.name.as_str(), both.team.as_deref(), both.birth_year), ("Ada Lindt", Some("Süd"), Some(1995)));
    let entries = actions(&bench.db, event).await.len();
    players.edit(&bench.admin, event, bib, opened.clone(), opened).await.unwrap();
    assert_eq!(actions(&bench.db, event).await.len(), entries, "who changed nothing changes nothing");
}
