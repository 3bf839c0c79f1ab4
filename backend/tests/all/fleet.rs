//! What stations say of themselves, who is missed, and tablets that take another one's place.

use crate::common::{Bench, HERE, refused};
use backend::Who;
use domain::{
    Role,
    audit::AuditFilter,
    clock::ClockAction,
    event::Placement,
    fleet::{Battery, FleetAlarm, SILENT_MS, StationReport, StationState, Worry},
    ids::{DeviceId, EventId, LaneId},
};
use serde_json::json;
use testbed::{Database, on_both_engines};

on_both_engines!(
    a_station_is_seen_with_its_lane_and_who_counts_there,
    who_is_silent_while_players_swim_is_missed_also_after_a_restart,
    only_stations_report_and_only_the_floor_reads,
    a_replacement_takes_over_name_role_and_lane,
);

/// A running race with two in the first lane, and its station.
async fn race(db: Database) -> (Bench, EventId, LaneId, Who, DeviceId) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    for name in ["Ada", "Ben"] {
        let bib = bench.register(event, name).await;
        bench.place(event, bib, "slow").await;
    }
    bench.clock(event, ClockAction::Start, None).await;
    let lane = bench.backend.lanes.lanes(&bench.admin, event).await.unwrap()[0].id;
    let station = bench.device(Role::LaneCount).await;
    let device = station.device_id().unwrap();
    (bench, event, lane, station, device)
}

fn report(lane: Option<LaneId>) -> StationReport {
    StationReport { lane, ..StationReport::default() }
}

async fn state(bench: &Bench, device: DeviceId) -> Option<StationState> {
    let fleet = bench.backend.fleet.list(&bench.admin).await.unwrap();
    fleet.into_iter().find(|fleet| fleet.device.id == device).unwrap().station
}

async fn alarms(bench: &Bench, event: EventId) -> Vec<FleetAlarm> {
    bench.backend.fleet.alarms(&bench.admin, event).await.unwrap()
}

async fn a_station_is_seen_with_its_lane_and_who_counts_there(db: Database) {
    let (bench, event, lane, station, device) = race(db).await;
    assert_eq!(state(&bench, device).await, None);
    let said = StationReport {
        unsent: 3,
        battery: Some(Battery { percent: 64, charging: false }),
        build: "a1b2".into(),
        ..report(Some(lane))
    };
    bench.backend.fleet.report(&station, event, said.clone()).unwrap();
    let seen = state(&bench, device).await.unwrap();
    assert_eq!((seen.report, seen.players, seen.operator), (said, 2, None));
    assert_eq!((seen.lane_name.as_deref(), seen.pace_group.as_deref()), (Some("slow"), Some("slow")));

    let input = domain::operator::OperatorInput { name: "Noor".into(), pin: "4711".into(), role: Role::LaneCount };
    bench.backend.operators.create(&bench.admin, &input).await.unwrap();
    let shift = bench.backend.operators.sign_in("4711", HERE, &station).await.unwrap();
    let shift = bench.backend.auth.operator(&shift).unwrap();
    bench.backend.fleet.report(&shift, event, report(Some(lane))).unwrap();
    assert_eq!(state(&bench, device).await.unwrap().operator.as_deref(), Some("Noor"));
    let (full, long) = (Battery { percent: 101, charging: true }, "x".repeat(41));
    for bad in [StationReport { battery: Some(full), ..report(None) }, StationReport { build: long, ..report(None) }] {
        assert_eq!(refused(bench.backend.fleet.report(&station, event, bad)).0, 400);
    }
}

async fn who_is_silent_while_players_swim_is_missed_also_after_a_restart(db: Database) {
    let (bench, event, lane, station, device) = race(db).await;
    bench.backend.fleet.report(&station, event, report(Some(lane))).unwrap();
    bench.time.pass_ms(SILENT_MS - 1);
    assert_eq!(alarms(&bench, event).await, []);
    bench.time.pass_ms(1);
    let missed = alarms(&bench, event).await;
    assert_eq!(missed.len(), 1);
    assert_eq!((missed[0].device, missed[0].worry, missed[0].station.players), (device, Worry::Silent, 2));
    // What was said is written every few seconds, and once more it is looked for until it is there.
    let written = async |db: &Database| {
        let sql = "SELECT COUNT(*) FROM station_reports";
        if db.is_postgres() {
            sqlx::query_scalar::<_, i64>(sql)
                .fetch_one(&sqlx_postgres::PgPool::connect(&db.url).await.unwrap())
                .await
                .unwrap()
        } else {
            sqlx::query_scalar(sql).fetch_one(&sqlx_sqlite::SqlitePool::connect(&db.url).await.unwrap()).await.unwrap()
        }
    };
    while written(&bench.db).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let bench = bench.restart().await;
    assert_eq!(alarms(&bench, event).await, missed, "a restart forgets nobody");

    bench.clock(event, ClockAction::Pause, None).await;
    assert_eq!(alarms(&bench, event).await, [], "nobody swims");
    bench.clock(event, ClockAction::Resume, None).await;
    assert_eq!(alarms(&bench, event).await.len(), 1);
    let memory = StationReport { on_disk: false, ..report(Some(lane)) };
    bench.backend.fleet.report(&station, event, memory).unwrap();
    assert_eq!(alarms(&bench, event).await[0].worry, Worry::NotOnDisk);
    bench.backend.fleet.report(&station, event, report(None)).unwrap();
    bench.time.pass_ms(SILENT_MS);
    assert_eq!(alarms(&bench, event).await, [], "the lane was left");
    bench.backend.fleet.report(&station, event, report(Some(lane))).unwrap();
    bench.time.pass_ms(SILENT_MS);
    bench.backend.devices.revoke(&bench.admin, device).await.unwrap();
    assert_eq!(alarms(&bench, event).await, [], "who was shut out is not waited for");
}

async fn only_stations_report_and_only_the_floor_reads(db: Database) {
    let (bench, event, lane, station, _) = race(db).await;
    let fleet = &bench.backend.fleet;
    let (floor, viewer) = (bench.device(Role::Floor).await, bench.device(Role::Viewer).await);
    assert_eq!(refused(fleet.report(&viewer, event, report(Some(lane)))).0, 403);
    assert_eq!(refused(fleet.report(&Who::nobody(), event, report(Some(lane)))).0, 401);
    assert_eq!(refused(fleet.report(&station, EventId(404), report(Some(lane)))).0, 404);
    assert_eq!(refused(fleet.list(&station).await).0, 403);
    assert!(fleet.list(&floor).await.is_ok());
    assert!(fleet.alarms(&viewer, event).await.is_ok(), "every desk sees whom it is about");
    assert_eq!(refused(fleet.alarms(&Who::nobody(), event).await).0, 401);
    // Whoever counts with the admin token is at no device.
    fleet.report(&bench.admin, event, report(Some(lane))).unwrap();
    assert!(fleet.list(&bench.admin).await.unwrap().iter().all(|device| device.station.is_none()));
}

async fn a_replacement_takes_over_name_role_and_lane(db: Database) {
    let (bench, event, lane, station, device) = race(db).await;
    let devices = &bench.backend.devices;
    devices.rename(&bench.admin, device, "Lane 1").await.unwrap();
    bench.backend.fleet.report(&station, event, StationReport { unsent: 2, ..report(Some(lane)) }).unwrap();
    assert_eq!(refused(devices.issue_replacement(&station, device).await).0, 403);
    let floor = bench.device(Role::Floor).await;
    assert_eq!(refused(devices.issue_replacement(&floor, floor.device_id().unwrap()).await).0, 403, "no floor device");
    let code = devices.issue_replacement(&floor, device).await.unwrap();
    assert_eq!((code.role, code.device_name.as_str()), (Role::LaneCount, "Lane 1"));
    assert!(bench.backend.auth.again(&station).is_ok(), "the old one counts until the new one is there");

    let (new, named) = devices.enrol(&code.otp, HERE, &Who::nobody()).await.unwrap();
    assert_eq!((new.role, new.name.as_str()), (Role::LaneCount, "Lane 1"));
    assert_eq!(refused(bench.backend.auth.again(&station)).0, 401);
    let new = bench.backend.auth.device(&named).unwrap();
    assert_eq!(bench.backend.fleet.lane_of(&new, event).unwrap(), Some(lane));
    let taken_over = state(&bench, new.device_id().unwrap()).await.unwrap();
    assert_eq!((taken_over.report.unsent, taken_over.players), (0, 2), "what the old one has not sent stays on it");
    let filter = AuditFilter { action: Some("device.revoke".into()), ..AuditFilter::default() };
    let revoked = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries.remove(0);
    assert_eq!(revoked.target.id, device.to_string());
    assert_eq!(revoked.metadata, Some(json!({"replaced_by": new.device_id()})));

    assert_eq!(refused(devices.issue_replacement(&bench.admin, device).await).0, 409, "it is gone already");
    assert_eq!(refused(devices.issue_replacement(&bench.admin, DeviceId(404)).await).0, 404);
    // A code whose device was revoked meanwhile enrols all the same.
    let again = devices.issue_replacement(&bench.admin, new.device_id().unwrap()).await.unwrap();
    devices.revoke(&bench.admin, new.device_id().unwrap()).await.unwrap();
    assert!(devices.enrol(&again.otp, HERE, &Who::nobody()).await.is_ok());
}
