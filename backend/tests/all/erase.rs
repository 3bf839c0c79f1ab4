//! Personal data is gone for good where it is erased, and the results and the chain are whole.

use crate::common::{Bench, T0, refused};
use domain::{
    Bib, Role,
    audit::{AuditFilter, UndoInput},
    clock::ClockAction,
    event::Placement,
    player::{PlayerInput, Standing},
};
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    a_person_is_erased_and_the_results_stay,
    somebody_who_was_removed_is_erased_too,
    all_people_are_erased_once_the_event_is_over,
    what_is_written_at_the_same_moment_is_erased_too,
    reasons_go_whatever_they_are_about,
    an_open_dialog_writes_nothing_back,
);

/// A name that stands nowhere else.
const NAME: &str = "Quintilia Zwölfer";

fn person() -> PlayerInput {
    PlayerInput {
        name: NAME.into(),
        birth_date: Some("1990-04-01".into()),
        team: Some("Nord".into()),
        ..Default::default()
    }
}

async fn trail(bench: &Bench) -> String {
    let filter = AuditFilter { limit: Some(200), ..AuditFilter::default() };
    let entries = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries;
    serde_json::to_string(&entries).unwrap()
}

/// Whether the name stands anywhere in the bytes of the database, its log included.
async fn is_on_disk(bench: &Bench) -> bool {
    if bench.db.is_postgres() {
        let pool = sqlx_postgres::PgPool::connect(&bench.db.url).await.unwrap();
        let people: i64 = sqlx::query_scalar(
            "SELECT (SELECT COUNT(*) FROM players WHERE name LIKE '%Quintilia%') + (SELECT COUNT(*) FROM entry_people \
             WHERE new_state LIKE '%Quintilia%' OR previous_state LIKE '%Quintilia%' OR reason LIKE '%Quintilia%') + \
             (SELECT COUNT(*) FROM entries e WHERE e::text LIKE '%Quintilia%')",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        return people > 0;
    }
    let copy = tempfile::tempdir().unwrap();
    let file = copy.path().join("backup.db");
    backend::backup(&bench.db.url, &file).await.unwrap();
    let bytes = std::fs::read(file).unwrap();
    bytes.windows(9).any(|window| window == b"Quintilia")
}

async fn a_person_is_erased_and_the_results_stay(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let bib = players.create(&bench.admin, event, vec![person()]).await.unwrap()[0].bib;
    let other = bench.register(event, "Ben").await;
    bench.clock(event, ClockAction::Start, None).await;
    bench.time.pass_ms(60_000);
    bench.lap(event, Uuid::now_v7(), bib, T0.plus_ms(30_000)).await;
    let renamed = PlayerInput { team: Some("Süd".into()), name: format!("{NAME} "), ..person() };
    players.update(&bench.admin, event, bib, renamed).await.unwrap();
    let why = format!("{NAME} has a cramp");
    players.set_standing(&bench.admin, event, bib, Standing::Withdrawn, &why).await.unwrap();
    assert!(trail(&bench).await.contains(&why), "the reason is read with its entry");
    assert!(is_on_disk(&bench).await);

    let desk = bench.device(Role::Floor).await;
    assert_eq!(refused(players.erase(&desk, event, bib).await).0, 403);
    players.erase(&bench.admin, event, bib).await.unwrap();
    assert!(!trail(&bench).await.contains("Quintilia"));
    assert!(!is_on_disk(&bench).await, "not in a backup made afterwards");
    let player = players.find(&bench.admin, event, bib).await.unwrap();
    assert_eq!((player.name, player.birth_date, player.team.as_deref()), (format!("№ {bib}"), None, Some("Süd")));
    assert_eq!(bench.standings(event).await, [(bib.get(), 1), (other.get(), 0)]);
    let board = bench.backend.live.hub(event).unwrap().current().await;
    assert_eq!(board.board().rows[0].name, format!("№ {bib}"));
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));

    let filter = AuditFilter { action: Some("player.withdraw".into()), ..AuditFilter::default() };
    let withdrawal = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries.remove(0);
    bench.backend.audit.undo(&bench.admin, withdrawal.id, UndoInput::default()).await.unwrap();
    let filter = AuditFilter { action: Some("player.erase".into()), ..AuditFilter::default() };
    let erasure = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries.remove(0);
    assert!(!erasure.undoable);
    assert_eq!(refused(bench.backend.audit.undo(&bench.admin, erasure.id, UndoInput::default()).await).0, 409);
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(bib.get(), 1), (other.get(), 0)]);
}

async fn somebody_who_was_removed_is_erased_too(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let bib = players.create(&bench.admin, event, vec![person()]).await.unwrap()[0].bib;
    players.set_standing(&bench.admin, event, bib, Standing::Deleted, "").await.unwrap();
    players.erase(&bench.admin, event, bib).await.unwrap();
    assert!(!is_on_disk(&bench).await && !trail(&bench).await.contains("Quintilia"));
    assert_eq!(refused(players.erase(&bench.admin, event, Bib::new(404).unwrap()).await).0, 404);
}

async fn all_people_are_erased_once_the_event_is_over(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let bib = players.create(&bench.admin, event, vec![person()]).await.unwrap()[0].bib;
    let removed = players.create(&bench.admin, event, vec![person()]).await.unwrap()[0].bib;
    players.set_standing(&bench.admin, event, removed, Standing::Deleted, "").await.unwrap();
    assert_eq!(refused(players.erase_all(&bench.admin, event).await).0, 409, "names are needed until the end");
    bench.clock(event, ClockAction::Start, None).await;
    bench.time.pass_ms(60_000);
    bench.lap(event, Uuid::now_v7(), bib, T0.plus_ms(30_000)).await;
    bench.clock(event, ClockAction::Finish, None).await;
    let floor = bench.device(Role::Floor).await;
    assert_eq!(refused(players.erase_all(&floor, event).await).0, 403);
    assert_eq!(players.erase_all(&bench.admin, event).await.unwrap(), 2, "those who were removed too");
    assert!(!is_on_disk(&bench).await && !trail(&bench).await.contains("Quintilia"));
    assert_eq!(bench.standings(event).await, [(bib.get(), 1)]);
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn what_is_written_at_the_same_moment_is_erased_too(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let bib = players.create(&bench.admin, event, vec![person()]).await.unwrap()[0].bib;
    let other = bench.register(event, "Ben Roth").await;
    // Sent at once they are made durable together: the first of a group keeps the others waiting.
    let renamed = |team: &str| PlayerInput { team: Some(team.into()), name: format!("{NAME} {team}"), ..person() };
    let edits = ["Süd", "West", "Ost"].map(|team| players.update(&bench.admin, event, bib, renamed(team)));
    let (edited, erased, _) = tokio::join!(
        futures::future::join_all(edits),
        players.erase(&bench.admin, event, bib),
        players.update(&bench.admin, event, other, PlayerInput { name: "Ben Rothe".into(), ..PlayerInput::default() }),
    );
    assert!(edited.iter().all(Result::is_ok) && erased.is_ok());
    assert!(!is_on_disk(&bench).await && !trail(&bench).await.contains("Quintilia"));
    assert!(trail(&bench).await.contains("Ben Rothe"), "of nobody else");
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn reasons_go_whatever_they_are_about(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let bib = players.create(&bench.admin, event, vec![person()]).await.unwrap()[0].bib;
    let held = [(Uuid::now_v7(), bib), (Uuid::now_v7(), Bib::new(404).unwrap())];
    for (lap, bib) in held {
        bench.lap(event, lap, bib, T0).await;
        bench.backend.laps.dismiss_held(&bench.admin, event, vec![lap]).await.unwrap();
        let filter = AuditFilter { target: Some(format!("lap:{lap}")), ..AuditFilter::default() };
        let dismissed = bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries.remove(0);
        let why = UndoInput { reason: format!("{NAME} swam this one"), together: false };
        bench.backend.audit.undo(&bench.admin, dismissed.id, why).await.unwrap();
    }
    let swam = async |bench: &Bench| trail(bench).await.matches("swam this one").count();
    assert_eq!(swam(&bench).await, 2, "reasons are read with their entries");
    players.erase(&bench.admin, event, bib).await.unwrap();
    assert_eq!(swam(&bench).await, 1, "the lap was the player's");
    bench.clock(event, ClockAction::Start, None).await;
    bench.clock(event, ClockAction::Finish, None).await;
    players.erase_all(&bench.admin, event).await.unwrap();
    assert!(!is_on_disk(&bench).await && swam(&bench).await == 0, "what names nobody's bib goes with all");
    assert!(backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none()));
}

async fn an_open_dialog_writes_nothing_back(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let players = &bench.backend.players;
    let bib = players.create(&bench.admin, event, vec![person()]).await.unwrap()[0].bib;
    players.erase(&bench.admin, event, bib).await.unwrap();
    let moved = PlayerInput { team: Some("Süd".into()), ..person() };
    let edited = players.edit(&bench.admin, event, bib, person(), moved.clone()).await.unwrap();
    assert_eq!((edited.name, edited.team.as_deref()), (format!("№ {bib}"), Some("Süd")));
    let (status, sentence) = refused(players.update(&bench.admin, event, bib, moved).await);
    assert_eq!((status, sentence.contains("erased for good")), (409, true), "{sentence}");
    assert!(!is_on_disk(&bench).await);
}
