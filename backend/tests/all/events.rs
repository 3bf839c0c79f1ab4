//! Which event is worked on and shown, what of it can be changed, and how it is called off, on both engines.

use crate::common::{Bench, T0, actions, refused, trail::page};
use domain::{
    Metres, Role, Timestamp,
    audit::{AuditFilter, EntryView},
    board::Frame,
    change::Kind,
    clock::{
        ClockAction::{Finish, Open, Pause, Resume, Start},
        ClockInput,
    },
    event::{CancelInput, EventEdit, EventInput, Placement, Sport},
    ids::EventId,
    lap::LapStatus,
    money::{Amount, Currency},
    payment::{PaymentInput, PaymentKind, PaymentMethod},
    player::PlayerInput,
    time::Day,
    zone::day_at,
};
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    the_next_event_is_prepared_while_the_last_result_is_shown,
    an_edit_writes_what_changed_and_boards_follow,
    what_is_counted_stays_and_what_comes_follows_the_edit,
    a_day_is_that_of_the_events_place,
    who_is_a_child_follows_the_reference_day,
    what_a_node_of_the_version_before_wrote_is_so,
    an_edit_that_cannot_be_is_refused_whole,
    an_event_that_is_called_off_stands_still,
    only_admins_change_what_an_event_is,
    a_clock_set_back_holds_no_lap_and_ends_no_race_before_it_began,
);

async fn the_next_event_is_prepared_while_the_last_result_is_shown(db: Database) {
    let bench = Bench::start(db).await;
    let events = &bench.backend.events;
    assert_eq!((events.current(), events.at_the_desks()), (None, None));
    let last = bench.event(Placement::Optional).await;
    bench.clock(last, Start, None).await;
    bench.clock(last, Finish, None).await;
    assert_eq!((events.current(), events.at_the_desks()), (Some(last), Some(last)));
    let next = EventInput {
        name: "24 h Seebad, next year".into(),
        sport: Sport::Swim,
        lap_length_m: 50.0,
        placement: Some(Placement::Optional),
        pace_groups: vec![],
        ..EventInput::default()
    };
    let next = events.create(&bench.admin, next).await.unwrap().id;
    assert_eq!((events.current(), events.at_the_desks()), (Some(last), Some(next)));
    bench.clock(next, Open, None).await;
    assert_eq!((events.current(), events.at_the_desks()), (Some(next), Some(next)));
}

async fn edit(bench: &Bench, event: EventId, edit: EventEdit) {
    bench.backend.events.update(&bench.admin, event, edit).await.unwrap();
}

async fn newest_entry(bench: &Bench, kind: &str) -> EntryView {
    page(bench, AuditFilter { action: Some(kind.into()), ..AuditFilter::default() }).await.entries.remove(0)
}

async fn an_edit_writes_what_changed_and_boards_follow(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let hub = bench.backend.live.hub(event).unwrap();
    hub.settled().await;
    let mut sockets = hub.subscribe(None, false);
    let snapshot = sockets.next().await.unwrap();
    let Ok(Frame::Snapshot(mut board)) = serde_json::from_str(&snapshot) else { panic!("{snapshot}") };
    // How late it is.
    sockets.next().await.unwrap();

    let change =
        EventEdit { name: Some(" 24 h Strandbad ".into()), reason: Some("typo".into()), ..EventEdit::default() };
    edit(&bench, event, change.clone()).await;
    let entry = newest_entry(&bench, Kind::EventUpdate.name()).await;
    assert_eq!(entry.previous_state, Some(json!({"name": "24 h Seebad"})));
    assert_eq!(entry.new_state, Some(json!({"name": "24 h Strandbad"})));
    assert_eq!((entry.metadata, entry.undoable), (Some(json!({"reason": "typo"})), false));
    let delta = sockets.next().await.unwrap();
    let Ok(Frame::Delta(delta)) = serde_json::from_str(&delta) else { panic!("{delta}") };
    assert!(board.apply(&delta));
    assert_eq!(board.event.name, "24 h Strandbad");
    assert_eq!(bench.backend.events.view(event).unwrap().slug, "24-h-seebad", "printed codes go on working");

    edit(&bench, event, change).await;
    assert_eq!(actions(&bench.db, event).await.iter().filter(|done| *done == Kind::EventUpdate.name()).count(), 1);
    let bench = bench.restart().await;
    assert_eq!(bench.backend.live.hub(event).unwrap().board().board().event.name, "24 h Strandbad");
}

async fn what_is_counted_stays_and_what_comes_follows_the_edit(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Required).await;
    let bib = bench.register(event, "Ada Lind").await;
    bench.clock(event, Start, None).await;
    let tap = async || bench.lap(event, Uuid::now_v7(), bib, T0).await.status;
    assert_eq!(tap().await, LapStatus::Held, "in no slot");
    edit(&bench, event, EventEdit { placement: Some(Placement::Optional), ..EventEdit::default() }).await;
    assert_eq!(bench.standings(event).await, [(bib.get(), 1)], "the held lap counts now");
    let twice =
        EventEdit { lap_length_m: Some(25.0), laps_per_tap: Some(2), sport: Some(Sport::Run), ..EventEdit::default() };
    edit(&bench, event, twice).await;
    assert_eq!(tap().await, LapStatus::Counted);
    let board = bench.backend.live.hub(event).unwrap().current().await;
    let (row, head) = (&board.board().rows[0], &board.board().event);
    assert_eq!((row.laps, row.distance_m), (3, Metres::from_mm(100_000)), "50 m, then twice 25 m");
    assert_eq!((head.sport, head.lap_length_m), (Sport::Run, Metres::from_mm(25_000)));
    edit(&bench, event, EventEdit { placement: Some(Placement::Required), ..EventEdit::default() }).await;
    assert_eq!(tap().await, LapStatus::Held);
    assert_eq!(bench.standings(event).await, [(bib.get(), 3)], "what counted stays");
}

async fn a_day_is_that_of_the_events_place(db: Database) {
    let bench = Bench::start(db).await;
    let make = async |with: fn(&mut EventInput)| {
        let mut input = EventInput {
            name: "Night swim".into(),
            lap_length_m: 50.0,
            placement: Some(Placement::Optional),
            ..EventInput::default()
        };
        with(&mut input);
        bench.backend.events.create(&bench.admin, input).await
    };
    // T0 is 2027-01-15 at 08:00 UTC.
    let here = make(|event| event.time_zone = Some("Pacific/Honolulu".into())).await.unwrap();
    assert_eq!(here.reference_day.to_string(), "2027-01-14", "still the day before, there");
    assert_eq!(day_at(&here.offsets, T0).to_string(), "2027-01-14");
    let planned = make(|event| {
        event.time_zone = Some("Europe/Berlin".into());
        event.planned_start = Some("2027-06-05T23:30:00Z".into());
    })
    .await
    .unwrap();
    assert_eq!(planned.reference_day.to_string(), "2027-06-06", "past midnight, in summer");
    let given = make(|event| event.reference_day = Day::parse("2027-12-31").ok()).await.unwrap();
    assert_eq!(given.reference_day.to_string(), "2027-12-31");
    let (status, sentence) = refused(make(|event| event.time_zone = Some("Europe/Atlantis".into())).await);
    assert_eq!((status, sentence.contains("Europe/Atlantis")), (400, true));

    let atlantis = EventEdit { time_zone: Some("Europe/Atlantis".into()), ..EventEdit::default() };
    assert_eq!(refused(bench.backend.events.update(&bench.admin, planned.id, atlantis).await).0, 400);
    let early = EventEdit { planned_end: Some("2027-06-05T23:00:00Z".into()), ..EventEdit::default() };
    assert_eq!(refused(bench.backend.events.update(&bench.admin, planned.id, early).await).0, 400);
    let later = EventEdit { planned_end: Some("2027-06-06T23:30:00Z".into()), ..EventEdit::default() };
    edit(&bench, planned.id, later).await;
    let entry = newest_entry(&bench, Kind::EventUpdate.name()).await;
    assert_eq!(entry.previous_state, Some(json!({"planned_end": null})));
    let bench = bench.restart().await;
    let read = bench.backend.events.view(planned.id).unwrap();
    assert_eq!(
        (read.planned_end, read.time_zone.as_str()),
        (Timestamp::parse("2027-06-06T23:30:00Z").ok(), "Europe/Berlin")
    );
}

async fn who_is_a_child_follows_the_reference_day(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let emil =
        PlayerInput { name: "Emil Strand".into(), birth_date: Some("2011-03-01".into()), ..PlayerInput::default() };
    bench.backend.players.create(&bench.admin, event, vec![emil]).await.unwrap();
    let shown = async |bench: &Bench| {
        let board = bench.backend.live.hub(event).unwrap().current().await;
        board.board().rows[0].name.clone()
    };
    assert_eq!(shown(&bench).await, "Emil S.", "15 on the day on which the event was made");
    let day = |day: &str| EventEdit { reference_day: Day::parse(day).ok(), ..EventEdit::default() };
    edit(&bench, event, day("2027-03-01")).await;
    assert_eq!(shown(&bench).await, "Emil Strand");
    let bench = bench.restart().await;
    assert_eq!(shown(&bench).await, "Emil Strand");
    edit(&bench, event, day("2027-02-28")).await;
    assert_eq!(shown(&bench).await, "Emil S.");
}

/// A node of the version before writes columns and knows no facts.
async fn what_a_node_of_the_version_before_wrote_is_so(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    edit(&bench, event, EventEdit { time_zone: Some("Asia/Tokyo".into()), ..EventEdit::default() }).await;
    bench
        .db
        .execute("UPDATE events SET name = 'Renamed', lap_length_mm = 33300, reference_day = '2027-05-01'")
        .await
        .unwrap();
    let bench = bench.restart().await;
    let read = bench.backend.events.view(event).unwrap();
    assert_eq!(
        (read.name.as_str(), read.lap_length_m, read.time_zone.as_str()),
        ("Renamed", Metres::from_mm(33_300), "Asia/Tokyo")
    );
    edit(&bench, event, EventEdit { name: Some("Night swim".into()), ..EventEdit::default() }).await;
    let kept = bench.db.number("SELECT COUNT(*) FROM events WHERE facts LIKE '%Asia/Tokyo%'").await;
    assert_eq!(kept.unwrap(), 1);

    // And one of the version after this knows facts that this one must keep.
    bench.db.execute("UPDATE events SET facts = '{\"time_zone\":\"Asia/Tokyo\",\"colour\":\"red\"}'").await.unwrap();
    let bench = bench.restart().await;
    edit(&bench, event, EventEdit { name: Some("Renamed again".into()), ..EventEdit::default() }).await;
    let kept = "SELECT COUNT(*) FROM events WHERE facts LIKE '%\"colour\":\"red\"%' AND facts LIKE '%Renamed again%'";
    assert_eq!(bench.db.number(kept).await.unwrap(), 1);

    // A machine whose clock was not set yet.
    bench.db.execute("UPDATE events SET facts = NULL, reference_day = '1970-01-01'").await.unwrap();
    let bench = bench.restart().await;
    assert_eq!(bench.backend.events.view(event).unwrap().reference_day.to_string(), "2000-01-01");
    bench.db.execute("UPDATE events SET reference_day = '2027-05-01'").await.unwrap();
    let bench = bench.restart().await;
    let read = bench.backend.events.view(event).unwrap();
    assert_eq!((read.time_zone.as_str(), read.reference_day.to_string().as_str()), ("Etc/UTC", "2027-05-01"));
    assert_eq!((read.laps_per_tap, read.planned_start), (1, None));
}

async fn an_edit_that_cannot_be_is_refused_whole(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let events = &bench.backend.events;
    let with = |change: EventEdit| EventEdit { name: Some("Another name".into()), ..change };
    let bad = EventEdit { laps_per_tap: Some(0), ..EventEdit::default() };
    assert_eq!(refused(events.update(&bench.admin, event, with(bad)).await).0, 400);
    edit(&bench, event, EventEdit { currency: Some(Currency::parse("CHF").unwrap()), ..EventEdit::default() }).await;
    let payment = PaymentInput {
        id: Uuid::now_v7(),
        bib: None,
        kind: PaymentKind::Donation,
        amount_minor: Amount::from_minor(500),
        currency: None,
        method: PaymentMethod::Cash,
        note: String::new(),
    };
    bench.backend.payments.take(&bench.admin, event, payment).await.unwrap();
    let euros = EventEdit { currency: Some(Currency::EUR), ..EventEdit::default() };
    let (status, sentence) = refused(events.update(&bench.admin, event, with(euros)).await);
    assert_eq!((status, sentence.contains("CHF")), (409, true));
    let slotless = EventInput {
        name: "Park run".into(),
        sport: Sport::Run,
        lap_length_m: 400.0,
        placement: Some(Placement::Optional),
        pace_groups: vec![],
        ..EventInput::default()
    };
    let slotless = events.create(&bench.admin, slotless).await.unwrap().id;
    let required = EventEdit { placement: Some(Placement::Required), ..EventEdit::default() };
    assert_eq!(refused(events.update(&bench.admin, slotless, with(required)).await).0, 409);
    assert_eq!(refused(events.update(&bench.admin, EventId(404), EventEdit::default()).await).0, 404);
    assert_eq!(events.view(event).unwrap().name, "24 h Seebad");
    assert_eq!(events.view(slotless).unwrap().name, "Park run");
}

async fn an_event_that_is_called_off_stands_still(db: Database) {
    let bench = Bench::start(db).await;
    let (first, event) = (
        bench.event_at(Some("first".into()), Placement::Optional).await,
        bench.event_at(Some("second".into()), Placement::Optional).await,
    );
    let events = &bench.backend.events;
    let call = async |cancelled: bool, reason: &str| {
        events.cancel(&bench.admin, event, &CancelInput { cancelled, reason: reason.into() }).await
    };
    assert_eq!(refused(call(false, "").await).0, 409);
    let off = call(true, "thunderstorm").await.unwrap();
    assert_eq!(off.cancelled_at, Some(T0));
    assert_eq!(refused(call(true, "").await).0, 409);
    let entry = newest_entry(&bench, Kind::EventCancel.name()).await;
    assert_eq!(entry.previous_state, Some(json!({"cancelled_at": null})));
    assert_eq!(entry.new_state, Some(json!({"cancelled_at": T0})));
    assert_eq!(entry.metadata, Some(json!({"reason": "thunderstorm"})));
    assert_eq!((events.current(), events.at_the_desks()), (Some(first), Some(first)));
    assert!(bench.backend.live.hub(event).unwrap().current().await.board().event.cancelled);

    let start = ClockInput { action: Start, at: None };
    let (status, sentence) = refused(events.clock(&bench.admin, event, start).await);
    assert_eq!((status, sentence.contains("called off")), (409, true));
    let ada = PlayerInput { name: "Ada Lind".into(), ..PlayerInput::default() };
    assert_eq!(refused(bench.backend.players.create(&bench.admin, event, vec![ada]).await).0, 409);
    assert_eq!(refused(events.update(&bench.admin, event, EventEdit::default()).await).0, 409);

    assert_eq!(call(false, "the sun is out").await.unwrap().cancelled_at, None);
    assert_eq!(newest_entry(&bench, Kind::EventReinstate.name()).await.new_state, Some(json!({"cancelled_at": null})));
    assert_eq!(events.current(), Some(event));
    bench.clock(event, Start, None).await;
    let (status, sentence) = refused(call(true, "").await);
    assert_eq!((status, sentence.contains("Finish it")), (409, true));
}

async fn only_admins_change_what_an_event_is(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
        let device = bench.device(role).await;
        let off = CancelInput { cancelled: true, reason: String::new() };
        assert_eq!(refused(bench.backend.events.update(&device, event, EventEdit::default()).await).0, 403, "{role}");
        assert_eq!(refused(bench.backend.events.cancel(&device, event, &off).await).0, 403, "{role}");
    }
}

async fn a_clock_set_back_holds_no_lap_and_ends_no_race_before_it_began(db: Database) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let bib = bench.register(event, "Ben").await;
    bench.clock(event, Start, None).await;
    bench.time.pass_ms(600_000);
    let counted = bench.lap(event, Uuid::now_v7(), bib, T0.plus_ms(590_000)).await;
    assert_eq!(counted.status, LapStatus::Counted);
    // By a tablet whose clock is ahead: it lies after whatever is done to the clock now.
    bench.lap(event, Uuid::now_v7(), bib, T0.plus_ms(620_000)).await;
    assert_eq!(bench.standings(event).await, [(bib.get(), 2)]);

    for back_ms in [300_000, 3_600_000] {
        bench.time.pass_ms(-back_ms);
        for action in [Pause, Resume, Pause, Resume] {
            bench.clock(event, action, None).await;
        }
    }
    let ahead = ClockInput { action: Pause, at: Some(T0) };
    assert_eq!(refused(bench.backend.events.clock(&bench.admin, event, ahead).await).0, 400, "it lies in the future");
    bench.clock(event, Finish, None).await;
    let view = bench.backend.events.view(event).unwrap();
    assert_eq!(view.clock.race_ms, 600_000, "all of the race that there was");
    assert_eq!(bench.standings(event).await, [(bib.get(), 1)], "what arrived before it had ended counts");
}
