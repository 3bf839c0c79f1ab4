//! A lane is known by its id: renamed, swapped, removed, and counted by nodes and tablets that know only names.

use crate::common::{Bench, T0, open, refused};
use backend::Who;
use domain::{
    Bib, Role, Timestamp,
    audit::{AuditFilter, UndoInput},
    clock::ClockAction,
    counters::{BothCounted, Counters, CountersInput},
    event::Placement,
    ids::{EventId, LaneId},
    lane::{LaneEdit, LaneInput, OwnLength},
    lap::{LapInput, LapOutcome, LapStatus},
    sheet::{Holds, SheetInput, SheetRow},
};
use serde_json::{Value, json, value::RawValue};
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    a_lane_that_was_renamed_between_two_tablets_taps_is_one_lane,
    two_lanes_that_swap_their_names_keep_their_laps,
    an_unknown_lane_id_is_rejected_alone,
    a_lane_that_was_removed_still_counts_by_its_own_length,
    laps_and_names_of_a_node_of_the_version_before_are_found,
    names_from_before_are_read_from_the_entries,
    tallies_and_their_lead_stay_with_a_renamed_lane,
    a_sheet_of_a_renamed_lane_is_asked_about,
);

fn at(s: i64) -> Timestamp {
    T0.plus_ms(s * 1_000)
}

fn id(no: usize) -> Uuid {
    Uuid::from_u128(no as u128 + 1)
}

/// A running swim with Ada in the lane "slow", which two tablets count, and the lane "fast".
struct Pool {
    bench: Bench,
    event: EventId,
    ada: Bib,
    tablets: [Who; 2],
    slow: LaneId,
    fast: LaneId,
}

impl Pool {
    async fn open(db: Database) -> Self {
        let bench = Bench::start(db).await;
        let event = bench.event(Placement::Optional).await;
        let ada = bench.register(event, "Ada Lind").await;
        bench.place(event, ada, "slow").await;
        bench.clock(event, ClockAction::Start, None).await;
        let tablets = [bench.device(Role::LaneCount).await, bench.device(Role::LaneCount).await];
        let lanes = bench.backend.lanes.lanes(&bench.admin, event).await.unwrap();
        Self { bench, event, ada, tablets, slow: lanes[0].id, fast: lanes[1].id }
    }

    /// Sets the clock of the test to a second of the race.
    fn go_to(&self, s: i64) {
        use backend::TimeSource;
        self.bench.time.pass_ms(at(s).since_ms(self.bench.time.now()));
    }

    /// Taps of a tablet: number, second, and what it says of the lane.
    async fn tap(&self, tablet: usize, taps: &[(usize, i64, Value)]) -> Vec<LapOutcome> {
        let lap = |(no, s, lane): &(usize, i64, Value)| {
            let mut lap = json!({"id": id(*no), "bib": self.ada, "counted_at": at(*s)});
            lap.as_object_mut().unwrap().extend(lane.as_object().unwrap().clone());
            RawValue::from_string(lap.to_string()).unwrap()
        };
        let laps = taps.iter().map(lap).collect();
        self.bench.backend.laps.record(&self.tablets[tablet], self.event, laps).await.unwrap()
    }

    async fn rename(&self, lane: LaneId, name: &str) {
        let edit = LaneEdit { name: Some(name.into()), ..LaneEdit::default() };
        self.bench.backend.lanes.edit_lane(&self.bench.admin, self.event, lane, &edit).await.unwrap();
    }

    async fn laps(&self) -> u64 {
        self.bench.standings(self.event).await[0].1
    }

    async fn questions(&self) -> Vec<BothCounted> {
        self.bench.backend.laps.both_counted(&self.tablets[0], self.event).await.unwrap()
    }

    async fn asked(&self) -> Vec<Uuid> {
        let mut asked: Vec<_> = self.questions().await.into_iter().map(|question| question.lap).collect();
        asked.sort_unstable();
        asked
    }
}

fn statuses(outcomes: &[LapOutcome]) -> Vec<LapStatus> {
    outcomes.iter().map(|outcome| outcome.status).collect()
}

/// Runs statements on the database itself, as a node of another version or an operator would.
async fn run(db: &Database, sql: &'static str) {
    if db.is_postgres() {
        let pool = sqlx_postgres::PgPool::connect(&db.url).await.unwrap();
        sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    } else {
        let pool = sqlx_sqlite::SqlitePool::connect(&db.url).await.unwrap();
        sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    }
}

/// Leaves all laps as a node of the version before writes them: with a label alone. Nothing else may change laps.
async fn forget_ids(db: &Database) {
    if db.is_postgres() {
        run(db, "ALTER TABLE laps DISABLE TRIGGER laps_are_never_changed").await;
    } else {
        run(db, "DROP TRIGGER laps_are_never_changed").await;
    }
    run(db, "UPDATE laps SET lane_id = NULL; UPDATE held_laps SET lane_id = NULL").await;
}

async fn a_lane_that_was_renamed_between_two_tablets_taps_is_one_lane(db: Database) {
    let pool = Pool::open(db).await;
    pool.go_to(1_000);
    pool.tap(0, &[(0, 100, json!({"lane": "slow"}))]).await;
    pool.rename(pool.slow, "north").await;
    // The second tablet was offline, and was opened anew since: it says the new name.
    assert_eq!(statuses(&pool.tap(1, &[(10, 103, json!({"lane": "north"}))]).await), [LapStatus::Held]);
    // The first one has not heard of it; the second knows the id by now.
    pool.go_to(2_000);
    pool.tap(0, &[(1, 1_100, json!({"lane": "slow"})), (2, 1_200, json!({"lane": "slow", "lane_id": pool.slow}))])
        .await;
    let late =
        [(11, 1_102, json!({"lane": "north", "lane_id": pool.slow})), (12, 1_201, json!({"lane_id": pool.slow}))];
    assert_eq!(statuses(&pool.tap(1, &late).await), [LapStatus::Held; 2]);
    assert_eq!((pool.laps().await, pool.asked().await), (3, vec![id(10), id(11), id(12)]));
    // Whatever the stations called it, people read what it is called now.
    for question in pool.questions().await {
        assert_eq!((question.lane.as_deref(), question.lane_id), (Some("north"), Some(pool.slow)));
    }
    for (lane, questions) in [(pool.slow, 3), (pool.fast, 0)] {
        let view = pool.bench.backend.lanes.station(&pool.tablets[0], pool.event, lane).await.unwrap();
        assert_eq!(view.questions.len(), questions);
    }
    // The other lane is another one, and so is whatever no lane was ever called.
    let others = [(13, 1_101, json!({"lane": "fast"})), (14, 1_101, json!({"lane": "jetty"}))];
    assert_eq!(statuses(&pool.tap(1, &others).await), [LapStatus::Counted; 2]);
    let filter = AuditFilter { action: Some("lap.count".into()), ..AuditFilter::default() };
    let entries = pool.bench.backend.audit.list(&pool.bench.admin, &filter).await.unwrap().entries;
    assert_eq!(entries[0].metadata, Some(json!({"lane": "jetty"})));
    assert_eq!(entries[1].metadata, Some(json!({"lane": "fast", "lane_id": pool.fast})));
    // A rename that is undone gives the name back.
    let filter = AuditFilter { action: Some("lane.update".into()), ..AuditFilter::default() };
    let renamed = pool.bench.backend.audit.list(&pool.bench.admin, &filter).await.unwrap().entries.remove(0);
    pool.bench.backend.audit.undo(&pool.bench.admin, renamed.id, UndoInput::default()).await.unwrap();
    pool.go_to(3_000);
    pool.tap(0, &[(3, 2_100, json!({"lane": "slow"}))]).await;
    assert_eq!(statuses(&pool.tap(1, &[(15, 2_103, json!({"lane": "north"}))]).await), [LapStatus::Held]);
    assert_eq!(pool.questions().await[0].lane.as_deref(), Some("slow"));
}

async fn two_lanes_that_swap_their_names_keep_their_laps(db: Database) {
    let pool = Pool::open(db).await;
    pool.go_to(1_000);
    pool.rename(pool.slow, "x").await;
    pool.rename(pool.fast, "slow").await;
    pool.rename(pool.slow, "fast").await;
    pool.go_to(2_000);
    // Before the swap "slow" was the one lane, since then it is the other.
    pool.tap(0, &[(0, 100, json!({"lane_id": pool.slow})), (1, 1_100, json!({"lane_id": pool.slow}))]).await;
    let taps = [
        (10, 102, json!({"lane": "slow"})),
        (11, 1_102, json!({"lane": "slow"})),
        (12, 1_102, json!({"lane": "fast"})),
    ];
    let status = [LapStatus::Held, LapStatus::Counted, LapStatus::Held];
    assert_eq!(statuses(&pool.tap(1, &taps).await), status);
    assert_eq!((pool.laps().await, pool.asked().await), (3, vec![id(10), id(12)]));
}

async fn an_unknown_lane_id_is_rejected_alone(db: Database) {
    let pool = Pool::open(db).await;
    pool.go_to(1_000);
    let other = pool.bench.event_at(Some("other".into()), Placement::Optional).await;
    let elsewhere = pool.bench.backend.lanes.lanes(&pool.bench.admin, other).await.unwrap()[0].id;
    let taps = [
        (0, 100, json!({"lane_id": 40_404, "lane": "slow"})),
        (1, 200, json!({"lane_id": elsewhere})),
        (2, 300, json!({"lane_id": "1"})),
        (3, 400, json!({"lane_id": pool.slow, "lane": "fast"})),
        (4, 500, json!({"lane": 12})),
    ];
    let answers = pool.tap(0, &taps).await;
    let (rejected, counted) = (LapStatus::Rejected, LapStatus::Counted);
    assert_eq!(statuses(&answers), [rejected, rejected, rejected, counted, counted]);
    for answer in &answers[..2] {
        assert_eq!(answer.reason.as_deref(), Some("the event has no lane with this `lane_id`"));
    }
    assert_eq!(pool.laps().await, 2);
    // The same id may come again, mended.
    assert_eq!(statuses(&pool.tap(0, &[(0, 100, json!({"lane": "slow"}))]).await), [LapStatus::Counted]);
    // No lap is taken back for one that can never count.
    let right = json!({"id": id(9), "bib": pool.ada, "counted_at": at(100), "lane_id": 40_404});
    let right: LapInput = serde_json::from_value(right).unwrap();
    let answer = pool.bench.backend.laps.count_instead(&pool.tablets[0], pool.event, id(0), right).await.unwrap();
    assert_eq!((answer.status, pool.laps().await), (LapStatus::Rejected, 3));
}

async fn a_lane_that_was_removed_still_counts_by_its_own_length(db: Database) {
    let pool = Pool::open(db).await;
    let (lanes, admin) = (&pool.bench.backend.lanes, &pool.bench.admin);
    let input = LaneInput { name: "kids".into(), capacity: 2, lap_length_m: Some(20.0) };
    lanes.add_lane(admin, pool.event, "slow", &input).await.unwrap();
    let kids = lanes.lanes(admin, pool.event).await.unwrap().into_iter().find(|lane| lane.name == "kids").unwrap().id;
    pool.go_to(1_000);
    lanes.remove_lane(admin, pool.event, kids).await.unwrap();
    pool.rename(pool.fast, "kids").await;
    let thirty = LaneEdit { lap_length_m: Some(OwnLength(Some(30.0))), ..LaneEdit::default() };
    lanes.edit_lane(admin, pool.event, pool.fast, &thirty).await.unwrap();
    pool.go_to(2_000);
    let taps = [
        (0, 100, json!({"lane": "kids"})),
        (1, 1_200, json!({"lane_id": kids, "lane": "kids"})),
        (2, 1_300, json!({"lane": "kids"})),
        (3, 1_400, json!({"lane": "nowhere"})),
    ];
    assert_eq!(statuses(&pool.tap(0, &taps).await), [LapStatus::Counted; 4]);
    let board = pool.bench.backend.live.hub(pool.event).unwrap().current().await;
    let metres = board.board().rows[0].distance_m.as_f64();
    assert_eq!(metres.to_string(), (20 + 20 + 30 + 50).to_string());
}

async fn laps_and_names_of_a_node_of_the_version_before_are_found(db: Database) {
    let pool = Pool::open(db).await;
    pool.go_to(1_000);
    pool.tap(0, &[(0, 100, json!({"lane": "slow"}))]).await;
    pool.tap(1, &[(20, 50, json!({"lane": "slow"}))]).await;
    pool.rename(pool.slow, "north").await;
    // That node writes names alone, and notes none.
    forget_ids(&pool.bench.db).await;
    run(&pool.bench.db, "DELETE FROM lane_names WHERE name = 'north'").await;
    pool.go_to(2_000);
    let taps = [(10, 102, json!({"lane_id": pool.slow})), (11, 1_100, json!({"lane": "north"}))];
    assert_eq!(statuses(&pool.tap(1, &taps).await), [LapStatus::Held, LapStatus::Counted]);
    assert_eq!(statuses(&pool.tap(0, &[(1, 1_102, json!({"lane": "slow"}))]).await), [LapStatus::Held]);
    // What it held is found by its label, too.
    run(&pool.bench.db, "UPDATE held_laps SET lane_id = NULL, lane = 'slow'").await;
    let view = pool.bench.backend.lanes.station(&pool.tablets[0], pool.event, pool.slow).await.unwrap();
    assert_eq!((view.questions.len(), view.questions[0].lane.as_deref()), (2, Some("slow")));
    pool.bench.backend.laps.undo(&pool.tablets[0], pool.event, id(0)).await.unwrap();
    assert_eq!((pool.laps().await, pool.asked().await), (3, vec![id(1)]), "the other tap counts in its place");
    // Now it is noted when the lane was renamed, and another lane may have the old name since.
    pool.rename(pool.fast, "slow").await;
    pool.go_to(3_000);
    let taps = [(21, 60, json!({"lane": "slow"})), (22, 2_100, json!({"lane": "slow"}))];
    pool.tap(0, &taps).await;
    let taps = [(31, 62, json!({"lane_id": pool.slow})), (32, 2_102, json!({"lane_id": pool.slow}))];
    assert_eq!(statuses(&pool.tap(1, &taps).await), [LapStatus::Held, LapStatus::Counted]);
    // Renamed by that node and then by this one, before anybody counted.
    pool.rename(pool.slow, "west").await;
    run(&pool.bench.db, "DELETE FROM lane_names WHERE name = 'west'").await;
    pool.go_to(4_000);
    pool.rename(pool.slow, "south").await;
    pool.go_to(5_000);
    pool.tap(0, &[(24, 3_500, json!({"lane": "west"}))]).await;
    assert_eq!(statuses(&pool.tap(1, &[(34, 3_501, json!({"lane_id": pool.slow}))]).await), [LapStatus::Held]);
}

/// The migration, on a database that was used before it: its tables as they were, with laps and entries of renamed lanes.
async fn names_from_before_are_read_from_the_entries(db: Database) {
    const UNDONE: &str = "DROP INDEX held_laps_tally_lane; DROP TABLE lane_names; \
                          ALTER TABLE laps DROP COLUMN lane_id; ALTER TABLE held_laps DROP COLUMN lane_id; \
                          ALTER TABLE tally_sheets DROP COLUMN lane_id";
    let pool = Pool::open(db).await;
    let input = LaneInput { name: "kids".into(), capacity: 2, lap_length_m: None };
    pool.go_to(500);
    pool.bench.backend.lanes.add_lane(&pool.bench.admin, pool.event, "slow", &input).await.unwrap();
    pool.go_to(1_000);
    pool.tap(0, &[(0, 100, json!({"lane": "slow"}))]).await;
    pool.rename(pool.slow, "x").await;
    pool.rename(pool.fast, "slow").await;
    pool.rename(pool.slow, "fast").await;
    pool.go_to(2_000);
    let Pool { bench, event, ada, tablets, slow, fast } = pool;
    let Bench { backend, time, db, admin, nats_url } = bench;
    drop(backend);
    run(&db, UNDONE).await;
    let migration = if db.is_postgres() {
        include_str!("../../../migrations/postgres/0024_lane_ids.sql")
    } else {
        include_str!("../../../migrations/sqlite/0024_lane_ids.sql")
    };
    run(&db, migration).await;
    let backend = open(&db, time.clone()).await;
    let bench = Bench { backend, time, db, admin, nats_url };
    let pool = Pool { bench, event, ada, tablets, slow, fast };
    // A tablet that was offline all the time sends what lay in its queue.
    let taps =
        [(10, 102, json!({"lane": "slow"})), (11, 1_100, json!({"lane": "slow"})), (12, 600, json!({"lane": "kids"}))];
    assert_eq!(statuses(&pool.tap(1, &taps).await), [LapStatus::Held, LapStatus::Counted, LapStatus::Counted]);
    let taps = [(1, 1_102, json!({"lane_id": fast})), (2, 1_101, json!({"lane_id": slow}))];
    assert_eq!(statuses(&pool.tap(0, &taps).await), [LapStatus::Held, LapStatus::Counted]);
    let given: i64 = {
        const SQL: &str = "SELECT COUNT(*) FROM lane_names";
        if pool.bench.db.is_postgres() {
            let db = sqlx_postgres::PgPool::connect(&pool.bench.db.url).await.unwrap();
            sqlx::query_scalar(SQL).fetch_one(&db).await.unwrap()
        } else {
            let db = sqlx_sqlite::SqlitePool::connect(&pool.bench.db.url).await.unwrap();
            sqlx::query_scalar(SQL).fetch_one(&db).await.unwrap()
        }
    };
    assert_eq!(given, 6, "two first names, three others, and a lane that was added");
}

async fn tallies_and_their_lead_stay_with_a_renamed_lane(db: Database) {
    let pool = Pool::open(db).await;
    let (lanes, admin) = (&pool.bench.backend.lanes, &pool.bench.admin);
    let independent = CountersInput { counters: Counters::Independent, lead: None };
    lanes.set_counters(admin, pool.event, pool.slow, independent).await.unwrap();
    pool.go_to(1_000);
    pool.tap(0, &[(0, 100, json!({"lane": "slow"})), (1, 160, json!({"lane": "slow"}))]).await;
    pool.tap(1, &[(10, 101, json!({"lane": "slow"}))]).await;
    forget_ids(&pool.bench.db).await;
    pool.rename(pool.slow, "north").await;
    pool.go_to(2_000);
    let late = [(11, 162, json!({"lane": "slow"})), (12, 1_101, json!({"lane_id": pool.slow}))];
    assert_eq!(statuses(&pool.tap(1, &late).await), [LapStatus::Held; 2], "the other one leads by any name");
    assert_eq!(statuses(&pool.tap(0, &[(2, 1_100, json!({"lane": "north"}))]).await), [LapStatus::Counted]);
    let tallies = pool.bench.backend.laps.tallies(admin, pool.event).await.unwrap();
    let player = &tallies[0].players[0];
    assert_eq!((tallies.len(), tallies[0].name.as_str()), (1, "north"));
    assert_eq!((player.counted, player.other, player.differences().count()), (3, 3, 0));
    let view = lanes.station(&pool.tablets[1], pool.event, pool.slow).await.unwrap();
    assert_eq!((view.is_own_tally, view.players[0].laps), (true, 3));
    let together = CountersInput { counters: Counters::Together, lead: None };
    lanes.set_counters(admin, pool.event, pool.slow, together).await.unwrap();
    assert_eq!(pool.bench.backend.laps.tallies(admin, pool.event).await.unwrap().len(), 1, "there is still a tally");
}

async fn a_sheet_of_a_renamed_lane_is_asked_about(db: Database) {
    let pool = Pool::open(db).await;
    pool.go_to(700);
    let laps = &pool.bench.backend.laps;
    let sheet = |lane| SheetInput {
        id: Uuid::now_v7(),
        lane,
        from: at(0),
        to: at(600),
        holds: Holds::Beside,
        again: false,
        rows: vec![SheetRow { bib: pool.ada, strokes: 2 }],
    };
    let first = sheet(pool.slow);
    laps.record_sheet(&pool.bench.admin, pool.event, first.clone()).await.unwrap();
    pool.go_to(800);
    pool.rename(pool.slow, "north").await;
    pool.rename(pool.fast, "slow").await;
    assert!(laps.record_sheet(&pool.bench.admin, pool.event, first).await.unwrap().duplicate);
    for known in [true, false] {
        assert_eq!(refused(laps.record_sheet(&pool.bench.admin, pool.event, sheet(pool.slow)).await).0, 409);
        assert!(laps.preview_sheet(&pool.bench.admin, pool.event, sheet(pool.fast)).await.unwrap().like.is_none());
        let listed = laps.sheets(&pool.bench.admin, pool.event).await.unwrap();
        let lane = if known { ("north", Some(pool.slow)) } else { ("slow", None) };
        assert_eq!((listed[0].lane.as_str(), listed[0].lane_id), lane);
        // As one from before, which has no lane's id.
        run(&pool.bench.db, "UPDATE tally_sheets SET lane_id = NULL").await;
    }
}
