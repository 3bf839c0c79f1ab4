use super::*;
use proptest::prelude::*;

fn at(s: i64) -> Timestamp {
    Timestamp::from_ms(1_800_000_000_000 + s * 1_000)
}

fn bib(no: u32) -> Bib {
    Bib::new(i64::from(no)).unwrap()
}

fn seen(seconds: &[i64]) -> Pace {
    let mut pace = Pace::default();
    for s in seconds {
        pace.follow(Some(at(*s)));
    }
    pace
}

fn due(pace: &Pace) -> Due {
    pace.due(at(0), None).unwrap()
}

#[test]
fn neither_a_missed_nor_a_double_tap_turns_the_pace() {
    assert_eq!(seen(&[0, 50, 101, 200, 250]).lap_ms(), Some(50_500));
    assert_eq!(seen(&[0, 50, 52, 100, 150]).lap_ms(), Some(50_000));
    assert_eq!(seen(&[0, 50]).lap_ms(), None);
    assert_eq!(seen(&[0, 40, 100]).lap_ms(), Some(50_000));
}

#[test]
fn a_break_is_no_lap() {
    assert_eq!(seen(&[0, 50, 100, 900, 950]).lap_ms(), Some(50_000), "so long that it must be one");
    let mut pace = seen(&[0, 50, 100]);
    pace.rest(at(130));
    pace.follow(Some(at(190)));
    assert_eq!(pace.lap_ms(), Some(50_000), "said by somebody");
    assert_eq!(due(&pace).at(), at(240));
    pace.rest(at(300));
    assert_eq!((due(&pace).from, due(&pace).at()), (at(300), at(350)), "the lap after a break begins at its end");
}

#[test]
fn a_pace_follows_a_change_within_a_few_laps() {
    let mut pace = seen(&[0, 50, 100, 150, 200, 250, 300, 350]);
    for s in [430, 510, 590, 670] {
        pace.follow(Some(at(s)));
    }
    assert_eq!(pace.lap_ms(), Some(80_000));
}

#[test]
fn a_lap_taken_back_is_forgotten() {
    let mut pace = seen(&[0, 50, 100]);
    pace.follow(Some(at(50)));
    assert_eq!(pace, seen(&[0, 50]));
    pace.follow(None);
    assert_eq!(pace.last(), None);
    assert_eq!(seen(&[0, 50, 50, 50]), seen(&[0, 50]), "the same moment twice is one lap");
}

#[test]
fn what_the_server_knows_is_joined_with_what_was_seen_here() {
    let mut pace = seen(&[100, 150]);
    pace.start(&[at(0), at(50), at(100)], at(-5));
    assert_eq!(pace.lap_ms(), Some(50_000));
    assert_eq!(pace.last(), Some(at(150)));
    let mut back = Pace::default();
    back.start(&[at(0), at(50), at(100), at(170), at(220)], at(120));
    assert_eq!(back.lap_ms(), Some(50_000), "the time over the placement was a break");
}

#[test]
fn soon_overdue_and_gone_follow_each_other() {
    let due = due(&seen(&[0, 50, 100]));
    let state = |s: i64| (due.is_soon(at(s)), due.is_overdue(at(s)), due.is_gone(at(s)));
    assert_eq!(state(139), (false, false, false));
    assert_eq!(state(140), (true, false, false));
    assert_eq!(state(165), (false, true, false));
    assert_eq!(state(275), (false, true, true));
    assert_eq!((due.percent(at(125)), due.percent(at(90))), (50, 0));
}

#[test]
fn before_there_is_a_pace_the_lane_tells_it() {
    let known = [seen(&[0, 40, 80]), seen(&[0, 60, 120]), seen(&[0])];
    let lane = lane_lap_ms(&known);
    assert_eq!(lane, Some(50_000));
    let due = Pace::default().due(at(0), lane).unwrap();
    assert_eq!(due.at(), at(50));
    assert_eq!((due.is_overdue(at(70)), due.is_overdue(at(100))), (false, true), "it is given more time");
    assert_eq!(Pace::default().due(at(0), None), None);
}

fn one(no: u32, from_s: i64, lap_s: i64) -> Expected {
    let due = Due { from: at(from_s), lap_ms: lap_s * 1_000, overdue_percent: OVERDUE_PERCENT };
    Expected { bib: bib(no), since: at(i64::from(no)), due: Some(due), gone: false }
}

#[test]
fn who_is_due_first_stands_first_and_those_of_whom_nothing_is_known_by_arrival() {
    let unknown = |no| Expected { due: None, ..one(no, 0, 50) };
    let gone = |no| Expected { gone: true, ..one(no, 0, 50) };
    let lane = [gone(1), unknown(2), one(3, 20, 50), unknown(4), one(5, 0, 50)];
    assert_eq!(arrange(&[], &lane, false), [5, 3, 2, 4, 1].map(bib));
}

#[test]
fn side_by_side_nobody_changes_places() {
    let [five, three] = [5, 3].map(bib);
    assert_eq!(arrange(&[five, three], &[one(5, 4, 50), one(3, 0, 50)], false), [five, three]);
    assert_eq!(arrange(&[five, three], &[one(5, 6, 50), one(3, 0, 50)], false), [three, five]);
}

#[test]
fn while_it_holds_nobody_moves() {
    let lane = [one(1, 50, 50), one(2, 0, 50), one(3, 0, 10)];
    assert_eq!(arrange(&[4, 1, 2].map(bib), &lane, true), [1, 2, 3].map(bib), "one has left, one is new");
    assert_eq!(arrange(&[1, 2, 3].map(bib), &lane, false), [3, 2, 1].map(bib));
}

fn lanes() -> impl Strategy<Value = Vec<Expected>> {
    let person = (0i64..300, 20i64..120, 0u8..6);
    proptest::collection::vec(person, 0..17).prop_map(|all| {
        (1u32..)
            .zip(all)
            .map(|(no, (from, lap, kind))| match kind {
                0 => Expected { due: None, ..one(no, from, lap) },
                1 => Expected { gone: true, ..one(no, from, lap) },
                _ => one(no, from, lap),
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn everybody_has_one_card_and_nobody_stands_behind_whom_they_pass(
        lane in lanes(),
        before in proptest::collection::vec(1u32..20, 0..20),
        hold: bool,
    ) {
        let mut before: Vec<Bib> = before.into_iter().map(bib).collect();
        before.sort_unstable_by_key(|bib| bib.get() * 7 % 19);
        before.dedup();
        let order = arrange(&before, &lane, hold);
        let mut all = order.clone();
        all.sort_unstable();
        prop_assert_eq!(all, lane.iter().map(|one| one.bib).collect::<Vec<_>>());
        let of = |bib: &Bib| lane.iter().find(|one| one.bib == *bib).unwrap();
        if hold {
            let stayed: Vec<_> = before.iter().filter(|bib| order.contains(bib)).collect();
            prop_assert_eq!(order.iter().take(stayed.len()).collect::<Vec<_>>(), stayed);
        } else {
            for (no, front) in order.iter().enumerate() {
                for behind in &order[no + 1..] {
                    prop_assert!(!of(behind).passes(of(front)), "{behind} behind {front}");
                }
            }
        }
        prop_assert_eq!(&arrange(&order, &lane, hold), &order, "once it is settled it stays");
    }

    /// Whoever was not tapped keeps the order among the others.
    #[test]
    fn a_tap_moves_only_whom_it_was_for(lane in lanes(), tapped in 0usize..17) {
        let order = arrange(&[], &lane, false);
        let mut later = lane;
        let count = later.len().max(1);
        let Some(one) = later.get_mut(tapped % count).filter(|one| !one.gone) else { return Ok(()) };
        let bib = one.bib;
        one.due = one.due.map(|due| Due { from: due.at(), ..due });
        let others = |order: &[Bib]| order.iter().copied().filter(|other| *other != bib).collect::<Vec<_>>();
        prop_assert_eq!(others(&arrange(&order, &later, false)), others(&order));
    }

    #[test]
    fn a_steady_pace_is_found_whatever_the_breaks(lap_s in 20i64..200, breaks in proptest::collection::vec(0u8..6, 12..30)) {
        let (mut pace, mut s) = (Pace::default(), 0);
        for kind in breaks {
            pace.follow(Some(at(s)));
            if kind == 0 {
                pace.rest(at(s + 1));
                s += lap_s * 2;
            }
            s += lap_s;
        }
        if let Some(lap_ms) = pace.lap_ms() {
            prop_assert_eq!(lap_ms, lap_s * 1_000);
        }
    }
}
