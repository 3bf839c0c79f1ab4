//! Money: taken once, given back, undone and added up, and never less than nothing.

use crate::common::{Bench, T0, actions, refused};
use backend::{TimeSource, Who};
use domain::{
    Bib, Role,
    audit::{AuditFilter, EntryView, UndoInput},
    change::Kind,
    clock::ClockAction,
    event::{EventInput, Placement, Sport},
    ids::EventId,
    money::{Amount, Currency},
    payment::{
        PaymentFilter, PaymentInput,
        PaymentKind::{self, Donation, EntryFee},
        PaymentMethod::{self, Card, Cash},
        PaymentPage, PaymentView, Taken, Takings,
    },
    player::{PlayerInput, Standing},
    time::Day,
};
use serde_json::json;
use testbed::{Database, on_both_engines};
use uuid::Uuid;

on_both_engines!(
    an_entry_says_what_was_paid_and_the_note_stands_beside,
    the_same_id_is_taken_once,
    what_cannot_be_taken_is_refused,
    only_the_desk_handles_money,
    a_payment_is_undone_once_and_brought_back,
    the_desk_undoes_by_the_payment_itself,
    no_more_is_given_back_than_was_paid,
    days_end_at_midnight_where_the_desk_is,
    pages_go_on_where_they_ended,
    who_has_paid_is_not_removed_but_undone_together,
    notes_are_erased_and_the_money_stays,
    an_event_has_one_currency,
    payments_cannot_be_changed_behind_the_program,
);

fn input(bib: Option<Bib>, kind: PaymentKind, minor: i64) -> PaymentInput {
    PaymentInput {
        id: Uuid::now_v7(),
        bib,
        kind,
        amount_minor: Amount::from_minor(minor),
        currency: None,
        method: Cash,
        note: String::new(),
    }
}

fn fee(bib: Bib, minor: i64) -> PaymentInput {
    input(Some(bib), EntryFee, minor)
}

async fn two(db: Database) -> (Bench, EventId, Bib, Bib) {
    let bench = Bench::start(db).await;
    let event = bench.event(Placement::Optional).await;
    let (ada, ben) = (bench.register(event, "Ada Lind").await, bench.register(event, "Ben Roth").await);
    (bench, event, ada, ben)
}

async fn take(bench: &Bench, event: EventId, input: PaymentInput) -> Taken {
    bench.backend.payments.take(&bench.admin, event, input).await.unwrap()
}

async fn list(bench: &Bench, event: EventId, filter: PaymentFilter) -> PaymentPage {
    bench.backend.payments.list(&bench.admin, event, &filter).await.unwrap()
}

async fn all(bench: &Bench, event: EventId) -> Vec<PaymentView> {
    list(bench, event, PaymentFilter::default()).await.payments
}

/// What the payments that stand come to, and how many they are.
async fn total(bench: &Bench, event: EventId) -> (u32, i64) {
    let parts = bench.backend.payments.takings(&bench.admin, event).await.unwrap();
    let total = Takings::by_day(&parts, Currency::EUR, |at| Day::at(at, 0)).total;
    (total.count, total.amount_minor.minor())
}

async fn entries(bench: &Bench, action: &str) -> Vec<EntryView> {
    let filter = AuditFilter { action: Some(action.into()), ..AuditFilter::default() };
    bench.backend.audit.list(&bench.admin, &filter).await.unwrap().entries
}

async fn undo(bench: &Bench, entry: Uuid) -> backend::Result<EntryView> {
    let wish = UndoInput { reason: "a slip".into(), together: false };
    bench.backend.audit.undo(&bench.admin, entry, wish).await
}

async fn chain_is_whole(bench: &Bench) -> bool {
    backend::verify(&bench.db.url).await.unwrap().iter().all(|chain| chain.fault.is_none())
}

async fn an_entry_says_what_was_paid_and_the_note_stands_beside(db: Database) {
    let (bench, event, ada, _) = two(db).await;
    let desk = bench.device(Role::Reception).await;
    bench.time.pass_ms(5_000);
    let paid = PaymentInput { note: "from Ada's mother".into(), ..fee(ada, 1_250) };
    let taken = bench.backend.payments.take(&desk, event, paid.clone()).await.unwrap();
    let expected = PaymentView {
        id: paid.id,
        bib: Some(ada),
        name: Some("Ada Lind".into()),
        kind: EntryFee,
        amount_minor: Amount::from_minor(1_250),
        currency: Currency::EUR,
        method: Cash,
        note: Some("from Ada's mother".into()),
        taken_at: T0.plus_ms(5_000),
        taken_by: Some("reception 1".into()),
        undone: false,
    };
    assert_eq!((&taken.payment, taken.duplicate), (&expected, false));
    assert_eq!(all(&bench, event).await, [expected]);

    let entry = &entries(&bench, Kind::PaymentTake.name()).await[0];
    assert_eq!(entry.previous_state, None);
    let state = json!({
        "payment": paid.id, "kind": "entry_fee", "amount_minor": 1_250, "currency": "EUR", "method": "cash",
        "note": "from Ada's mother",
    });
    assert_eq!(entry.new_state, Some(state));
    assert_eq!((entry.target.kind.as_str(), entry.target.id.as_str()), ("player", "1"));
    assert_eq!((entry.actor.kind.as_str(), entry.actor.name.as_deref()), ("device", Some("reception 1")));
    assert!(entry.undoable);

    let gift = PaymentInput { note: "Familie Roth".into(), method: Card, ..input(None, Donation, 5_000) };
    let gift = take(&bench, event, gift).await.payment;
    assert_eq!((gift.bib, gift.name, gift.taken_by, gift.note.as_deref()), (None, None, None, Some("Familie Roth")));
    let entry = &entries(&bench, Kind::PaymentTake.name()).await[0];
    let state =
        json!({"payment": gift.id, "kind": "donation", "amount_minor": 5_000, "currency": "EUR", "method": "card"});
    assert_eq!((&entry.new_state, entry.target.kind.as_str()), (&Some(state), "payment"), "no name is in the chain");
    assert_eq!(entry.target.id, gift.id.to_string());
    assert!(chain_is_whole(&bench).await);

    // Who takes no money does not read of it either.
    let lane = bench.device(Role::LaneCount).await;
    let history = AuditFilter { target: Some(format!("player:{ada}")), ..AuditFilter::default() };
    let of = async |who: &Who| bench.backend.audit.list(who, &history).await.unwrap().entries.len();
    assert_eq!((of(&lane).await, of(&desk).await), (1, 2));
    // The newest is about money: a page of one is full all the same, and the pages end where the entries do.
    let page = AuditFilter { limit: Some(1), ..history.clone() };
    let page = bench.backend.audit.list(&lane, &page).await.unwrap();
    assert_eq!(
        page.entries.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(),
        [Kind::PlayerRegister.name()]
    );
}

async fn the_same_id_is_taken_once(db: Database) {
    let (bench, event, ada, ben) = two(db).await;
    let paid = PaymentInput { note: "x".into(), ..fee(ada, 1_200) };
    let at_once = futures::future::join_all((0..8).map(|_| take(&bench, event, paid.clone()))).await;
    assert_eq!(at_once.iter().filter(|taken| !taken.duplicate).count(), 1);
    bench.time.pass_ms(60_000);
    let again = take(&bench, event, paid.clone()).await;
    assert_eq!((again.duplicate, again.payment.taken_at), (true, T0), "as it was taken at first");
    assert_eq!(total(&bench, event).await, (1, 1_200));
    assert_eq!(entries(&bench, Kind::PaymentTake.name()).await.len(), 1);

    let taken = |input| bench.backend.payments.take(&bench.admin, event, input);
    for other in [
        PaymentInput { amount_minor: Amount::from_minor(1_300), ..paid.clone() },
        PaymentInput { bib: Some(ben), ..paid.clone() },
        PaymentInput { bib: Bib::new(404).ok(), ..paid.clone() },
        PaymentInput { bib: None, kind: Donation, ..paid.clone() },
        PaymentInput { method: Card, ..paid.clone() },
    ] {
        let (status, sentence) = refused(taken(other).await);
        assert_eq!((status, sentence.contains("taken before")), (409, true), "{sentence}");
    }
    let elsewhere = bench.event(Placement::Optional).await;
    bench.register(elsewhere, "Cem Ay").await;
    assert_eq!(refused(bench.backend.payments.take(&bench.admin, elsewhere, paid.clone()).await).0, 409);
    assert!(all(&bench, elsewhere).await.is_empty());

    bench.backend.payments.undo(&bench.admin, event, paid.id, UndoInput::default()).await.unwrap();
    let late = take(&bench, event, paid.clone()).await;
    assert!(late.duplicate && late.payment.undone, "a late retry brings nothing back");
    assert_eq!(total(&bench, event).await, (0, 0));
}

async fn what_cannot_be_taken_is_refused(db: Database) {
    let (bench, event, ada, _) = two(db).await;
    for (status, input) in [
        (400, fee(ada, 0)),
        (400, fee(ada, 1_000_000_001)),
        (400, input(None, EntryFee, 100)),
        (400, PaymentInput { id: Uuid::nil(), ..fee(ada, 100) }),
        (400, PaymentInput { currency: Currency::parse("CHF"), ..fee(ada, 100) }),
        (404, fee(Bib::new(404).unwrap(), 100)),
        (409, fee(ada, -100)),
        (409, input(None, Donation, -100)),
    ] {
        assert_eq!(
            refused(bench.backend.payments.take(&bench.admin, event, input.clone()).await).0,
            status,
            "{input:?}"
        );
    }
    bench.backend.players.set_standing(&bench.admin, event, ada, Standing::Withdrawn, "").await.unwrap();
    take(&bench, event, fee(ada, 100)).await;
    assert_eq!(refused(bench.backend.payments.take(&bench.admin, EventId(404), fee(ada, 100)).await).0, 404);
    assert_eq!(total(&bench, event).await, (1, 100), "who has withdrawn may still pay");
}

async fn only_the_desk_handles_money(db: Database) {
    let (bench, event, ada, _) = two(db).await;
    let taken = take(&bench, event, fee(ada, 100)).await.payment.id;
    let entry = entries(&bench, Kind::PaymentTake.name()).await[0].id;
    let payments = &bench.backend.payments;
    for (role, may) in [
        (Role::Admin, true),
        (Role::Floor, true),
        (Role::Reception, true),
        (Role::LaneAssign, false),
        (Role::LaneCount, false),
        (Role::Viewer, false),
    ] {
        let who = bench.device(role).await;
        let expected = if may { 200 } else { 403 };
        let status = |refusal: Option<u16>| refusal.unwrap_or(200);
        let failed = |problem: backend::Error| domain::Problem::from(problem).kind.status();
        let seen = [
            status(payments.list(&who, event, &PaymentFilter::default()).await.err().map(failed)),
            status(payments.takings(&who, event).await.err().map(failed)),
            status(payments.balances(&who, event).await.err().map(failed)),
            status(payments.take(&who, event, fee(ada, 100)).await.err().map(failed)),
        ];
        assert_eq!(seen, [expected; 4], "{role}");
        if !may {
            assert_eq!(refused(payments.undo(&who, event, taken, UndoInput::default()).await).0, 403, "{role}");
            assert_eq!(refused(bench.backend.audit.undo(&who, entry, UndoInput::default()).await).0, 403, "{role}");
        }
    }
    assert_eq!(refused(payments.list(&Who::nobody(), event, &PaymentFilter::default()).await).0, 401);
    assert_eq!(total(&bench, event).await, (4, 400));
}

async fn a_payment_is_undone_once_and_brought_back(db: Database) {
    let (bench, event, ada, _) = two(db).await;
    let paid = PaymentInput { note: "twice?".into(), ..fee(ada, 1_200) };
    take(&bench, event, paid.clone()).await;
    let taken = entries(&bench, Kind::PaymentTake.name()).await.remove(0);
    let desk = bench.device(Role::Reception).await;
    bench.time.pass_ms(1_000);
    let wish = UndoInput { reason: "took it twice".into(), together: false };
    let back = bench.backend.audit.undo(&desk, taken.id, wish).await.unwrap();
    assert_eq!((back.action.as_str(), back.undoes), ("undo.payment.take", Some(taken.id)));
    assert_eq!((&back.previous_state, &back.new_state), (&taken.new_state, &None));
    assert_eq!(back.metadata, Some(json!({"reason": "took it twice"})));
    assert_eq!((back.target.id.as_str(), back.actor.name.as_deref()), ("1", Some("reception 1")));
    assert_eq!(total(&bench, event).await, (0, 0));
    assert!(all(&bench, event).await[0].undone, "it stays in the list");

    let (status, sentence) = refused(undo(&bench, taken.id).await);
    let at = T0.plus_ms(1_000);
    assert_eq!((status, sentence), (409, format!("This was already undone by reception 1 at {at}.")));
    let again = undo(&bench, back.id).await.unwrap();
    assert_eq!((again.action.as_str(), &again.new_state), ("undo.undo.payment.take", &taken.new_state));
    assert_eq!((total(&bench, event).await, all(&bench, event).await[0].undone), ((1, 1_200), false));
    undo(&bench, again.id).await.unwrap();
    assert_eq!(total(&bench, event).await, (0, 0));
    let bench = bench.restart().await;
    assert_eq!(total(&bench, event).await, (0, 0));
    assert!(chain_is_whole(&bench).await);
}

async fn the_desk_undoes_by_the_payment_itself(db: Database) {
    let (bench, event, ada, _) = two(db).await;
    let payments = &bench.backend.payments;
    let (kept, wrong) = (fee(ada, 1_200), fee(ada, 1_300));
    let gift = input(None, Donation, 500);
    for input in [&kept, &wrong, &gift] {
        take(&bench, event, input.clone()).await;
    }
    let desk = bench.device(Role::Reception).await;
    for id in [wrong.id, gift.id] {
        let wish = UndoInput { reason: "a slip".into(), together: false };
        let undone = payments.undo(&desk, event, id, wish.clone()).await.unwrap();
        assert_eq!((undone.id, undone.undone), (id, true));
        let (status, sentence) = refused(payments.undo(&desk, event, id, wish).await);
        assert_eq!((status, sentence.contains("already undone by reception 1")), (409, true), "{sentence}");
    }
    let undone = &entries(&bench, "undo.payment.take").await[0];
    assert_eq!((undone.target.kind.as_str(), undone.target.id.clone()), ("payment", gift.id.to_string()));
    assert_eq!(undone.metadata, Some(json!({"reason": "a slip"})));
    assert_eq!(total(&bench, event).await, (1, 1_200));
    // What was brought back from the audit trail is undone by the entry that brought it back.
    undo(&bench, undone.id).await.unwrap();
    assert_eq!(total(&bench, event).await, (2, 1_700));
    payments.undo(&desk, event, gift.id, UndoInput::default()).await.unwrap();
    assert_eq!(entries(&bench, Kind::PaymentTake.name()).await[0].action, "undo.undo.undo.payment.take");
    assert_eq!(refused(payments.undo(&desk, event, Uuid::now_v7(), UndoInput::default()).await).0, 404);
    let elsewhere = bench.event(Placement::Optional).await;
    assert_eq!(refused(payments.undo(&desk, elsewhere, kept.id, UndoInput::default()).await).0, 404);
}

async fn no_more_is_given_back_than_was_paid(db: Database) {
    let (bench, event, ada, ben) = two(db).await;
    take(&bench, event, fee(ada, 1_200)).await;
    take(&bench, event, fee(ben, 5_000)).await;
    let taken = entries(&bench, Kind::PaymentTake.name()).await.remove(1).id;
    let (status, sentence) = refused(bench.backend.payments.take(&bench.admin, event, fee(ada, -1_201)).await);
    assert_eq!((status, sentence.contains("€12.00 as entry fee")), (409, true), "{sentence}");
    let gift = input(Some(ada), Donation, -100);
    assert_eq!(refused(bench.backend.payments.take(&bench.admin, event, gift).await).0, 409, "a fee is no donation");
    take(&bench, event, fee(ada, -200)).await;
    let given_back = entries(&bench, Kind::PaymentTake.name()).await.remove(0).id;
    assert_eq!(total(&bench, event).await, (3, 6_000));

    let (status, sentence) = refused(undo(&bench, taken).await);
    assert_eq!((status, sentence.contains("given back since")), (409, true), "{sentence}");
    let undone = undo(&bench, given_back).await.unwrap().id;
    undo(&bench, taken).await.unwrap();
    let (status, sentence) = refused(undo(&bench, undone).await);
    assert_eq!((status, sentence.contains("back first")), (409, true), "{sentence}");
    assert_eq!(total(&bench, event).await, (1, 5_000));
    let balances = bench.backend.payments.balances(&bench.admin, event).await.unwrap();
    assert_eq!(balances.len(), 1);
    assert_eq!((balances[0].bib, balances[0].entry_fee_minor.minor()), (ben, 5_000));
}

async fn days_end_at_midnight_where_the_desk_is(db: Database) {
    let (bench, event, ada, ben) = two(db).await;
    // T0 is 2027-01-15T08:00:00Z; the desk's clocks are an hour ahead.
    let midnight = Day::parse("2027-01-16").unwrap().span(60).0;
    let pay = async |at_ms: i64, method: PaymentMethod, input: PaymentInput| {
        bench.time.pass_ms(midnight.plus_ms(at_ms).since_ms(bench.time.now()));
        take(&bench, event, PaymentInput { method, ..input }).await.payment
    };
    let before = pay(-1, Cash, fee(ada, 1_200)).await;
    pay(0, Cash, fee(ben, 1_200)).await;
    pay(1, Card, input(None, Donation, 50_001)).await;
    let wrong = pay(2, Card, input(None, Donation, 99)).await;
    pay(3_600_000, Cash, fee(ada, -200)).await;
    bench.backend.payments.undo(&bench.admin, event, wrong.id, UndoInput::default()).await.unwrap();

    let parts = bench.backend.payments.takings(&bench.admin, event).await.unwrap();
    let takings = Takings::by_day(&parts, Currency::EUR, |at| Day::at(at, 60));
    let days: Vec<_> =
        takings.days.iter().map(|day| (day.day.to_string(), day.sum.count, day.sum.amount_minor.minor())).collect();
    assert_eq!(days, [("2027-01-16".to_owned(), 3, 51_001), ("2027-01-15".to_owned(), 1, 1_200)]);
    let sum = &takings.days[0].sum;
    assert_eq!((sum.amount(EntryFee, Some(Cash)).minor(), sum.amount(Donation, Some(Card)).minor()), (1_000, 50_001));
    assert_eq!((sum.lines.len(), takings.total.count, takings.total.amount_minor.minor()), (2, 4, 52_201));

    let (from, to) = Day::parse("2027-01-15").unwrap().span(60);
    let filter = PaymentFilter { from: Some(from), to: Some(to), ..PaymentFilter::default() };
    let ids: Vec<_> = list(&bench, event, filter).await.payments.iter().map(|payment| payment.id).collect();
    assert_eq!(ids, [before.id]);
}

async fn pages_go_on_where_they_ended(db: Database) {
    let (bench, event, ada, ben) = two(db).await;
    for n in 1..=7 {
        take(&bench, event, fee(if n == 4 { ben } else { ada }, n)).await;
    }
    let ask = |cursor| PaymentFilter { limit: Some(3), cursor, ..PaymentFilter::default() };
    let amounts = |page: &PaymentPage| page.payments.iter().map(|p| p.amount_minor.minor()).collect::<Vec<_>>();
    let first = list(&bench, event, ask(None)).await;
    take(&bench, event, fee(ada, 8)).await;
    let second = list(&bench, event, ask(first.next.clone())).await;
    let third = list(&bench, event, ask(second.next.clone())).await;
    assert_eq!([&first, &second, &third].map(amounts), [vec![7, 6, 5], vec![4, 3, 2], vec![1]]);
    assert_eq!(third.next, None);
    let of_ben = PaymentFilter { bib: Some(ben), ..PaymentFilter::default() };
    assert_eq!(amounts(&list(&bench, event, of_ben).await), [4]);
    for (status, filter) in [
        (400, PaymentFilter { limit: Some(0), ..PaymentFilter::default() }),
        (400, PaymentFilter { limit: Some(201), ..PaymentFilter::default() }),
        (400, PaymentFilter { cursor: Some("yesterday".into()), ..PaymentFilter::default() }),
        (404, PaymentFilter { bib: Bib::new(404).ok(), ..PaymentFilter::default() }),
    ] {
        assert_eq!(refused(bench.backend.payments.list(&bench.admin, event, &filter).await).0, status, "{filter:?}");
    }
}

async fn who_has_paid_is_not_removed_but_undone_together(db: Database) {
    let (bench, event, ada, ben) = two(db).await;
    let players = &bench.backend.players;
    take(&bench, event, fee(ada, 1_200)).await;
    take(&bench, event, input(Some(ada), Donation, 300)).await;
    take(&bench, event, fee(ada, -200)).await;
    let (status, sentence) = refused(players.set_standing(&bench.admin, event, ada, Standing::Deleted, "").await);
    assert_eq!(status, 409);
    assert!(sentence.contains("entry fee €10.00, donation €3.00"), "{sentence}");

    let registered = entries(&bench, Kind::PlayerRegister.name()).await.remove(1).id;
    let (status, sentence) = refused(undo(&bench, registered).await);
    assert_eq!(status, 409);
    assert!(sentence.contains("payments (entry fee €10.00, donation €3.00)"), "{sentence}");
    let together = UndoInput { together: true, ..UndoInput::default() };
    let undone = bench.backend.audit.undo(&bench.admin, registered, together).await.unwrap();
    assert_eq!(total(&bench, event).await, (0, 0));
    let voids = entries(&bench, Kind::PaymentVoid.name()).await;
    assert_eq!(voids.len(), 3);
    assert!(voids.iter().all(|entry| entry.previous_state.is_some() && entry.new_state.is_none()));
    let names: Vec<_> = all(&bench, event).await.into_iter().map(|payment| payment.name.unwrap()).collect();
    assert_eq!(names, ["Ada Lind"; 3], "what changed hands stays in the list");

    // A payment of somebody who is not there does not come back before they do.
    let first = voids.last().unwrap().id;
    let (status, sentence) = refused(undo(&bench, first).await);
    assert_eq!((status, sentence.contains("was removed")), (409, true), "{sentence}");
    undo(&bench, undone.id).await.unwrap();
    undo(&bench, first).await.unwrap();
    assert_eq!(total(&bench, event).await, (1, 1_200));
    let taken = entries(&bench, Kind::PaymentTake.name()).await.pop().unwrap();
    undo(&bench, taken.id).await.unwrap();
    assert_eq!(total(&bench, event).await, (0, 0), "as it stands it is what was taken at first");

    // Who was given all of it back may go.
    take(&bench, event, fee(ben, 500)).await;
    take(&bench, event, fee(ben, -500)).await;
    players.set_standing(&bench.admin, event, ben, Standing::Deleted, "").await.unwrap();
    assert_eq!(refused(bench.backend.payments.take(&bench.admin, event, fee(ben, 500)).await).0, 404);
    let given_back = entries(&bench, Kind::PaymentTake.name()).await.remove(0).id;
    assert_eq!(refused(undo(&bench, given_back).await).0, 409);
    assert_eq!(total(&bench, event).await, (2, 0));
    assert!(chain_is_whole(&bench).await);
}

async fn notes_are_erased_and_the_money_stays(db: Database) {
    let (bench, event, ada, _) = two(db).await;
    take(&bench, event, PaymentInput { note: "Quintilia paid".into(), ..fee(ada, 1_200) }).await;
    take(&bench, event, PaymentInput { note: "from Quintilia".into(), ..input(None, Donation, 700) }).await;
    let notes = async || all(&bench, event).await.into_iter().filter_map(|p| p.note).collect::<Vec<_>>();
    bench.backend.players.erase(&bench.admin, event, ada).await.unwrap();
    assert_eq!(notes().await, ["from Quintilia"]);
    let trail = serde_json::to_string(&entries(&bench, "payment").await).unwrap();
    assert!(!trail.contains("Quintilia"), "{trail}");
    let paid = entries(&bench, Kind::PaymentTake.name()).await.pop().unwrap();
    let back = undo(&bench, paid.id).await.unwrap();
    undo(&bench, back.id).await.unwrap();
    bench.clock(event, ClockAction::Start, None).await;
    bench.clock(event, ClockAction::Finish, None).await;
    bench.backend.players.erase_all(&bench.admin, event).await.unwrap();
    assert!(notes().await.is_empty());
    assert_eq!(total(&bench, event).await, (2, 1_900));
    assert!(chain_is_whole(&bench).await);
}

async fn an_event_has_one_currency(db: Database) {
    let bench = Bench::start(db).await;
    let input = EventInput {
        name: "Seelauf".into(),
        sport: Sport::Run,
        lap_length_m: 400.0,
        placement: Some(Placement::Optional),
        currency: Currency::parse("CHF"),
        pace_groups: vec![],
        ..EventInput::default()
    };
    let event = bench.backend.events.create(&bench.admin, input).await.unwrap();
    assert_eq!(event.currency.as_str(), "CHF");
    let ada = bench.backend.players.create(
        &bench.admin,
        event.id,
        vec![PlayerInput { name: "Ada Lind".into(), ..PlayerInput::default() }],
    );
    let ada = ada.await.unwrap()[0].bib;
    let euros = PaymentInput { currency: Some(Currency::EUR), ..fee(ada, 100) };
    let (status, sentence) = refused(bench.backend.payments.take(&bench.admin, event.id, euros).await);
    assert_eq!((status, sentence.contains("takes CHF")), (400, true), "{sentence}");
    let francs = PaymentInput { currency: Currency::parse("CHF"), ..fee(ada, 2_500) };
    assert_eq!(take(&bench, event.id, francs).await.payment.currency.as_str(), "CHF");
    let (_, sentence) = refused(bench.backend.payments.take(&bench.admin, event.id, fee(ada, -2_600)).await);
    assert!(sentence.contains("CHF\u{a0}25.00"), "{sentence}");
    let bench = bench.restart().await;
    assert_eq!(bench.backend.events.view(event.id).unwrap().currency.as_str(), "CHF");
    assert_eq!(actions(&bench.db, event.id).await, ["event.create", "player.register", "payment.take"]);
}

async fn payments_cannot_be_changed_behind_the_program(db: Database) {
    let (bench, event, ada, _) = two(db).await;
    let paid = PaymentInput { note: "x".into(), ..fee(ada, 1_200) };
    take(&bench, event, paid).await;
    for sql in [
        "UPDATE payments SET amount_minor = 1",
        "UPDATE payments SET note = 'y'",
        "UPDATE payments SET note = NULL, amount_minor = 1",
        "UPDATE payments SET player_id = NULL, kind = 'donation'",
        "DELETE FROM payments",
        "UPDATE events SET currency = 'CHF'",
    ] {
        assert!(bench.db.execute(sql).await.is_err(), "{sql}");
    }
    bench.db.execute("UPDATE payments SET note = NULL").await.unwrap();
    assert_eq!(total(&bench, event).await, (1, 1_200));
}
