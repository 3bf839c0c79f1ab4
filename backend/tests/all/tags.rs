//! Tags of chip systems: read, kept while nobody wears them, counted once somebody does, moved and undone.

use crate::common::{
    Bench, T0, refused,
    trail::{newest, of_player, page, undo},
};
use domain::{
    Bib, Role, Timestamp,
    audit::AuditFilter,
    clock::ClockAction::Start,
    event::Placement,
    held::HeldReason,
    ids::EventId,
    lap::LapStatus::{self, Counted, Duplicate, Held, Rejected},
    player::Standing,
    tag::{PASSING_MS, Tag, TagInput},
};
use serde_json::value::RawValue;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    a_read_counts_for_whoever_wears_the_tag,
    reads_of_one_passing_are_one_lap,
    reads_of_an_unknown_tag_count_at_their_own_time_once_it_is_assigned,
    an_assignment_that_is_undone_has_the_reads_wait_for_the_right_one,
    a_tag_that_moves_on_leaves_what_was_read,
    whoever_wore_a_tag_by_mistake_keeps_nothing_of_it,
    a_tag_of_somebody_who_was_removed_has_its_reads_go_to_the_next,
    reads_of_a_tag_that_is_nobodys_are_dismissed_together,
    what_was_dismissed_or_taken_back_is_of_whoever_wore_the_tag_when_it_comes_back,
    a_read_that_names_a_bib_as_well_is_of_that_bib_where_nobody_wears_the_tag,
    a_read_that_cannot_count_says_why_after_the_tag_is_known,
    lists_are_all_or_nothing_and_roles_are_asked_for,
);

/// A running race of Ada (1) and Ben (2).
async fn race(db: Database, placement: Placement) -> (Bench, EventId, [Bib; 2]) {
    let bench = Bench::start(db).await;
    let event = bench.event(placement).await;
    let players = [bench.register(event, "Ada Lind").await, bench.register(event, "Ben Roth").await];
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(600_000);
    (bench, event, players)
}

fn at(s: i64) -> Timestamp {
    T0.plus_ms(s * 1_000)
}

fn read(id: Uuid, tag: &str, at: Timestamp) -> Box<RawValue> {
    let text = format!(r#"{{"id":"{id}","tag":"{tag}","source":"transponder","counted_at":"{at}"}}"#);
    RawValue::from_string(text).unwrap()
}

/// Sends one read for each of these moments.
async fn reads(bench: &Bench, event: EventId, tag: &str, moments: &[Timestamp]) -> Vec<LapStatus> {
    let laps = moments.iter().map(|at| read(Uuid::now_v7(), tag, *at)).collect();
    bench.laps(event, laps).await.into_iter().map(|outcome| outcome.status).collect()
}

async fn assign(bench: &Bench, event: EventId, tag: &str, bib: Bib) {
    give(bench, event, tag, bib, false).await;
}

/// The same, perhaps to correct whoever wears it by mistake.
async fn give(bench: &Bench, event: EventId, tag: &str, bib: Bib, instead: bool) {
    let input = TagInput { tag: Tag::parse(tag).unwrap(), bib, instead };
    bench.backend.tags.assign(&bench.admin, event, vec![input]).await.unwrap();
}

async fn held(bench: &Bench, event: EventId) -> Vec<(Option<u32>, HeldReason)> {
    let laps = bench.backend.laps.held(&bench.admin, event).await.unwrap();
    laps.into_iter().map(|lap| (lap.bib.map(Bib::get), lap.reason)).collect()
}

async fn waiting(bench: &Bench, event: EventId) -> Vec<(String, u32)> {
    let list = bench.backend.tags.list(&bench.admin, event).await.unwrap();
    list.unknown.into_iter().map(|tag| (tag.tag.to_string(), tag.reads)).collect()
}

async fn a_read_counts_for_whoever_wears_the_tag(db: Database) {
    let (bench, event, [ada, _]) = race(db, Placement::Optional).await;
    assign(&bench, event, "ab1", ada).await;
    let id = Uuid::now_v7();
    let twice = bench.laps(event, vec![read(id, "AB1", at(60)), read(id, "AB1", at(60))]).await;
    assert_eq!(twice.iter().map(|outcome| outcome.status).collect::<Vec<_>>(), [Counted, Duplicate]);
    assert_eq!(bench.laps(event, vec![read(id, "AB1", at(60))]).await[0].status, Duplicate);
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 0)]);
    let entry = newest(&bench, ada, "lap.count").await;
    let metadata = entry.metadata.unwrap();
    assert_eq!((&metadata["source"], &metadata["tag"]), (&"transponder".into(), &"AB1".into()));
    let list = bench.backend.tags.list(&bench.admin, event).await.unwrap();
    assert_eq!((list.tags[0].bib, list.tags[0].last_read_at), (ada, Some(at(60))));
    let odd = [
        r#"{"id":"018f7e9e-8a3b-7c00-8000-000000000001","counted_at":"2027-01-15T08:00:00Z"}"#,
        r#"{"id":"018f7e9e-8a3b-7c00-8000-000000000001","source":"transponder","counted_at":"2027-01-15T08:00:00Z"}"#,
        r#"{"id":"018f7e9e-8a3b-7c00-8000-000000000001","tag":"A1","counted_at":"2027-01-15T08:00:00Z"}"#,
        r#"{"id":"018f7e9e-8a3b-7c00-8000-000000000001","tag":"A 1","source":"transponder","counted_at":"2027-01-15T08:00:00Z"}"#,
    ];
    let odd = odd.into_iter().map(|text| RawValue::from_string(text.to_owned()).unwrap()).collect();
    assert!(bench.laps(event, odd).await.iter().all(|outcome| outcome.status == Rejected));
}

async fn reads_of_one_passing_are_one_lap(db: Database) {
    let (bench, event, [ada, ben]) = race(db, Placement::Optional).await;
    assign(&bench, event, "A1", ada).await;
    assign(&bench, event, "B1", ben).await;
    let passing = [at(60), at(60).plus_ms(300), at(60).plus_ms(PASSING_MS - 1)];
    assert_eq!(reads(&bench, event, "A1", &passing).await, [Counted, Duplicate, Duplicate]);
    assert_eq!(reads(&bench, event, "A1", &passing[1..]).await, [Duplicate, Duplicate], "told of later");
    assert_eq!(reads(&bench, event, "B1", &passing[..1]).await, [Counted], "somebody beside");
    let gone = passing[2].plus_ms(PASSING_MS);
    assert_eq!(
        reads(&bench, event, "A1", &[gone.plus_ms(-1), gone.plus_ms(-1).plus_ms(PASSING_MS)]).await,
        [Duplicate, Counted]
    );
    assert_eq!(bench.lap(event, Uuid::now_v7(), ada, at(61)).await.status, Counted, "a tap is a person's word");
    assert_eq!(reads(&bench, event, "C1", &passing).await, [Held, Duplicate, Duplicate], "of an unknown one too");
    assert_eq!(waiting(&bench, event).await, [("C1".to_owned(), 1)]);
}

async fn reads_of_an_unknown_tag_count_at_their_own_time_once_it_is_assigned(db: Database) {
    let (bench, event, [ada, _]) = race(db, Placement::Optional).await;
    let id = Uuid::now_v7();
    bench.laps(event, vec![read(id, "A1", at(60))]).await;
    assert_eq!(reads(&bench, event, "A1", &[at(120), at(180)]).await, [Held, Held]);
    assert_eq!(waiting(&bench, event).await, [("A1".to_owned(), 3)]);
    assert_eq!(held(&bench, event).await, [], "they are no question for the desk but whose the tag is");
    let again = bench.laps(event, vec![read(id, "A1", at(60))]).await.remove(0);
    assert!((again.status, again.held) == (Duplicate, true));
    let (status, sentence) = refused(bench.backend.laps.count_held(&bench.admin, event, vec![id]).await);
    assert_eq!((status, sentence.contains("tag A1")), (409, true), "{sentence}");
    assign(&bench, event, "A1", ada).await;
    assert_eq!(bench.standings(event).await, [(1, 3), (2, 0)]);
    assert_eq!((waiting(&bench, event).await, held(&bench, event).await), (vec![], vec![]));
    let counted = of_player(&bench, ada).await;
    let moments = counted.iter().filter(|entry| entry.action == "lap.count");
    let moments: Vec<_> = moments.map(|entry| entry.new_state.as_ref().unwrap()["counted_at"].clone()).collect();
    assert_eq!(moments, [at(180), at(120), at(60)].map(|at| serde_json::json!(at)));
    assert_eq!(bench.laps(event, vec![read(id, "A1", at(60))]).await[0].status, Duplicate);
    assert_eq!(reads(&bench, event, "A1", &[at(240)]).await, [Counted]);
}

async fn an_assignment_that_is_undone_has_the_reads_wait_for_the_right_one(db: Database) {
    let (bench, event, [ada, ben]) = race(db, Placement::Optional).await;
    reads(&bench, event, "A1", &[at(60), at(120)]).await;
    assign(&bench, event, "A1", ada).await;
    reads(&bench, event, "A1", &[at(590)]).await;
    assert_eq!(bench.standings(event).await, [(1, 3), (2, 0)]);
    undo(&bench, &bench.admin, &newest(&bench, ada, "tag.assign").await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)], "she never wore it");
    assert_eq!(waiting(&bench, event).await, [("A1".to_owned(), 3)]);
    assign(&bench, event, "A1", ben).await;
    assert_eq!(bench.standings(event).await, [(2, 3), (1, 0)]);
    // And back again: an undo is undone like anything else.
    undo(&bench, &bench.admin, &newest(&bench, ben, "tag.assign").await).await.unwrap();
    undo(&bench, &bench.admin, &newest(&bench, ada, "undo.tag.assign").await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 3), (2, 0)]);
    assert_eq!(waiting(&bench, event).await, []);
    let bench = bench.restart().await;
    assert_eq!(bench.standings(event).await, [(1, 3), (2, 0)]);
}

async fn a_tag_that_moves_on_leaves_what_was_read(db: Database) {
    let (bench, event, [ada, ben]) = race(db, Placement::Optional).await;
    reads(&bench, event, "A1", &[at(60)]).await;
    assign(&bench, event, "A1", ada).await;
    assign(&bench, event, "A1", ben).await;
    bench.time.pass_ms(600_000);
    assert_eq!(reads(&bench, event, "A1", &[at(900), at(1_000), at(300)]).await, [Counted; 3]);
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 2)], "one that comes late is of whoever wore it then");
    let of_ada: Vec<String> = of_player(&bench, ada).await.into_iter().map(|entry| entry.action).collect();
    assert_eq!(of_ada[..4], ["lap.count", "tag.remove", "lap.count", "tag.assign"]);
    let (status, sentence) = refused(undo(&bench, &bench.admin, &newest(&bench, ada, "tag.remove").await).await);
    assert_eq!(status, 409, "{sentence}");
    let tag = Tag::parse("a1").unwrap();
    let removed = bench.backend.tags.remove(&bench.admin, event, tag.clone()).await.unwrap();
    assert_eq!(removed.bib, ben);
    assert_eq!(refused(bench.backend.tags.remove(&bench.admin, event, tag).await).0, 404);
    bench.time.pass_ms(600_000);
    assert_eq!(reads(&bench, event, "A1", &[at(1_500)]).await, [Held]);
    undo(&bench, &bench.admin, &newest(&bench, ben, "tag.remove").await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(2, 3), (1, 2)], "whoever has it back has its reads too");
}

async fn whoever_wore_a_tag_by_mistake_keeps_nothing_of_it(db: Database) {
    let (bench, event, [ada, ben]) = race(db, Placement::Optional).await;
    reads(&bench, event, "A1", &[at(60)]).await;
    assign(&bench, event, "A1", ada).await;
    bench.time.pass_ms(600_000);
    let id = Uuid::now_v7();
    bench.laps(event, vec![read(id, "A1", at(900))]).await;
    reads(&bench, event, "A1", &[at(1_000)]).await;
    bench.backend.laps.void(&bench.admin, event, id).await.unwrap();
    give(&bench, event, "A1", ben, true).await;
    assert_eq!(bench.standings(event).await, [(2, 2), (1, 0)], "one that a person took back stays so");
    // What was corrected is undone like anything else, the newest first.
    undo(&bench, &bench.admin, &newest(&bench, ben, "tag.assign").await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 0), (2, 0)]);
    undo(&bench, &bench.admin, &newest(&bench, ada, "tag.remove").await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 0)]);
    undo(&bench, &bench.admin, &newest(&bench, ada, "tag.assign").await).await.unwrap();
    assert_eq!((bench.standings(event).await, waiting(&bench, event).await[0].1), (vec![(1, 0), (2, 0)], 2));
}

async fn a_tag_of_somebody_who_was_removed_has_its_reads_go_to_the_next(db: Database) {
    let (bench, event, [ada, ben]) = race(db, Placement::Optional).await;
    assign(&bench, event, "A1", ada).await;
    bench.backend.players.set_standing(&bench.admin, event, ada, Standing::Deleted, "").await.unwrap();
    assert_eq!(reads(&bench, event, "A1", &[at(300), at(400)]).await, [Held, Held]);
    assert_eq!(waiting(&bench, event).await, [("A1".to_owned(), 2)]);
    assign(&bench, event, "A1", ben).await;
    assert_eq!((bench.standings(event).await, waiting(&bench, event).await), (vec![(2, 2)], vec![]));
    let filter = AuditFilter { action: Some("player.delete".into()), ..AuditFilter::default() };
    undo(&bench, &bench.admin, &page(&bench, filter).await.entries[0]).await.unwrap();
    assert_eq!(bench.standings(event).await, [(2, 2), (1, 0)], "Ben wears it by now");
}

async fn what_was_dismissed_or_taken_back_is_of_whoever_wore_the_tag_when_it_comes_back(db: Database) {
    let (bench, event, [ada, ben]) = race(db, Placement::Optional).await;
    let (dismissed, voided) = (Uuid::now_v7(), Uuid::now_v7());
    bench.laps(event, vec![read(dismissed, "A1", at(60))]).await;
    bench.backend.tags.dismiss_reads(&bench.admin, event, Tag::parse("A1").unwrap()).await.unwrap();
    assign(&bench, event, "A1", ada).await;
    bench.laps(event, vec![read(voided, "A1", at(300))]).await;
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 0)]);
    let filter = AuditFilter { action: Some("lap.dismiss".into()), ..AuditFilter::default() };
    undo(&bench, &bench.admin, &page(&bench, filter).await.entries[0]).await.unwrap();
    assert_eq!(bench.standings(event).await, [(1, 2), (2, 0)], "its tag is worn meanwhile");
    bench.backend.laps.void(&bench.admin, event, voided).await.unwrap();
    give(&bench, event, "A1", ben, true).await;
    assert_eq!(bench.standings(event).await, [(2, 1), (1, 0)]);
    undo(&bench, &bench.admin, &newest(&bench, ada, "lap.void").await).await.unwrap();
    assert_eq!(bench.standings(event).await, [(2, 2), (1, 0)], "she never wore it");
}

async fn a_read_that_names_a_bib_as_well_is_of_that_bib_where_nobody_wears_the_tag(db: Database) {
    let (bench, event, [ada, _]) = race(db, Placement::Optional).await;
    let both = |at: Timestamp| {
        let id = Uuid::now_v7();
        let text = format!(r#"{{"id":"{id}","tag":"A1","bib":2,"source":"transponder","counted_at":"{at}"}}"#);
        RawValue::from_string(text).unwrap()
    };
    bench.laps(event, vec![both(at(60)), both(at(400))]).await;
    assert_eq!(bench.standings(event).await, [(2, 2), (1, 0)]);
    // What the clock sets aside and takes back is still that bib's, whoever wears the tag from now on.
    bench.clock(event, Start, Some(at(200))).await;
    assign(&bench, event, "A1", ada).await;
    bench.clock(event, Start, Some(at(0))).await;
    assert_eq!(bench.standings(event).await, [(2, 2), (1, 0)]);
    bench.laps(event, vec![both(at(500))]).await;
    assert_eq!(bench.standings(event).await, [(2, 2), (1, 1)], "and of its wearer where there is one");
}

async fn reads_of_a_tag_that_is_nobodys_are_dismissed_together(db: Database) {
    let (bench, event, [ada, _]) = race(db, Placement::Required).await;
    reads(&bench, event, "A1", &[at(60), at(120)]).await;
    reads(&bench, event, "B1", &[at(60)]).await;
    assign(&bench, event, "B1", ada).await;
    let desk = bench.device(Role::Reception).await;
    let [spare, worn] = ["A1", "B1"].map(|tag| Tag::parse(tag).unwrap());
    let dismissed = bench.backend.tags.dismiss_reads(&desk, event, spare.clone()).await.unwrap();
    assert_eq!((dismissed, waiting(&bench, event).await), (2, vec![]));
    assert_eq!(bench.backend.tags.dismiss_reads(&desk, event, spare).await.unwrap(), 0);
    assert_eq!(bench.backend.tags.dismiss_reads(&desk, event, worn).await.unwrap(), 0, "it waits for a lane");
    assert_eq!(held(&bench, event).await, [(Some(1), HeldReason::NotPlaced)]);
    let counter = bench.device(Role::LaneCount).await;
    assert_eq!(refused(bench.backend.tags.dismiss_reads(&counter, event, Tag::parse("A1").unwrap()).await).0, 403);
}

async fn a_read_that_cannot_count_says_why_after_the_tag_is_known(db: Database) {
    let (bench, event, [ada, _]) = race(db, Placement::Required).await;
    reads(&bench, event, "A1", &[at(590)]).await;
    assign(&bench, event, "A1", ada).await;
    assert_eq!(held(&bench, event).await, [(Some(1), HeldReason::NotPlaced)]);
    bench.place(event, ada, "slow").await;
    assert_eq!(bench.standings(event).await, [(1, 1), (2, 0)], "within the grace of a placement");
}

async fn lists_are_all_or_nothing_and_roles_are_asked_for(db: Database) {
    let (bench, event, [ada, _]) = race(db, Placement::Optional).await;
    let tag = |tag: &str, bib| TagInput { tag: Tag::parse(tag).unwrap(), bib: Bib::new(bib).unwrap(), instead: false };
    let tags = &bench.backend.tags;
    assert_eq!(refused(tags.assign(&bench.admin, event, vec![tag("A1", 1), tag("A2", 404)]).await).0, 404);
    assert_eq!(refused(tags.assign(&bench.admin, event, vec![tag("A1", 1), tag("a1", 2)]).await).0, 400);
    assert_eq!(refused(tags.assign(&bench.admin, event, vec![]).await).0, 400);
    assert_eq!(tags.list(&bench.admin, event).await.unwrap().tags, []);
    for _ in 0..2 {
        let assigned = tags.assign(&bench.admin, event, vec![tag("A1", 1), tag("A2", 1)]).await.unwrap();
        assert_eq!(assigned.iter().map(|tag| tag.bib).collect::<Vec<_>>(), [ada, ada]);
    }
    let entries = of_player(&bench, ada).await;
    assert_eq!(entries.iter().filter(|entry| entry.action == "tag.assign").count(), 2, "once each");
    for (role, may) in [(Role::Reception, true), (Role::LaneCount, false), (Role::Viewer, false)] {
        let who = bench.device(role).await;
        assert_eq!(tags.list(&who, event).await.is_ok(), may, "{role}");
        assert_eq!(tags.assign(&who, event, vec![tag("A1", 1)]).await.is_ok(), may, "{role}");
    }
}
