//! Which event is worked on and shown, on both engines.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use common::Bench;
use domain::{
    clock::ClockAction::{Finish, Open, Start},
    event::{EventInput, Placement, Sport},
};
use testbed::{Database, on_both_engines};

on_both_engines!(the_next_event_is_prepared_while_the_last_result_is_shown);

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
        slug: None,
        sport: Sport::Swim,
        lap_length_m: 50.0,
        laps_per_tap: None,
        placement: Placement::Optional,
        currency: None,
        pace_groups: vec![],
    };
    let next = events.create(&bench.admin, next).await.unwrap().id;
    assert_eq!((events.current(), events.at_the_desks()), (Some(last), Some(next)));
    bench.clock(next, Open, None).await;
    assert_eq!((events.current(), events.at_the_desks()), (Some(next), Some(next)));
}
