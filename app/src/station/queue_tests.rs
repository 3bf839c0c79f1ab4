use super::*;
use crate::station::record::Tap;
use domain::{Timestamp, call::Saying, lap::SignedLaps};
use proptest::prelude::*;
use std::collections::BTreeMap;

const VENUE: Uuid = Uuid::from_u128(99);

fn record(n: u128, takes_back: bool) -> Record {
    let lap = LapInput {
        id: Uuid::from_u128(n),
        bib: Bib::new(7).unwrap(),
        counted_at: Timestamp::from_ms(1_800_000_000_000),
        count: None,
        lane: None,
        lane_id: None,
    };
    let tap = Tap { lap, local_ms: 0, offset_ms: 0 };
    let place = Place { venue: VENUE, event: "swim".into() };
    Record { place, job: if takes_back { Job::Void(tap) } else { Job::Lap(tap) } }
}

fn open() -> Queue {
    let mut queue = Queue::default();
    queue.serve(VENUE);
    queue
}

/// A lap that lies on the disk.
fn tap(queue: &mut Queue, n: u128) {
    queue.push(record(n, false));
    queue.stored((Uuid::from_u128(n), false), u64::try_from(n).unwrap());
}

fn ids(batch: Option<Batch>) -> Vec<u128> {
    match batch {
        Some(Batch::Laps(_, laps)) => laps.iter().map(|lap| lap.id.as_u128()).collect(),
        Some(Batch::Void(_, id)) => vec![id.as_u128()],
        Some(Batch::Instead(_, wrong, lap)) => vec![wrong.as_u128(), lap.id.as_u128()],
        Some(Batch::Call(_, _, call)) => vec![call.id.as_u128()],
        Some(Batch::Adjust(_, _, input)) => vec![input.id.as_u128()],
        None => Vec::new(),
    }
}

#[test]
fn one_request_at_a_time_and_in_order() {
    let mut queue = open();
    tap(&mut queue, 1);
    tap(&mut queue, 2);
    assert_eq!(ids(queue.next_batch(true)), [1, 2]);
    tap(&mut queue, 3);
    assert_eq!(queue.next_batch(true), None);
    let settled: Vec<_> = queue.answered().into_iter().map(|(no, _)| no).collect();
    assert_eq!(settled, [Some(1), Some(2)]);
    assert_eq!((queue.unsent(), ids(queue.next_batch(true))), (1, vec![3]));
}

#[test]
fn a_lap_goes_before_the_one_that_is_counted_instead_and_that_before_what_takes_it_back() {
    let mut queue = open();
    tap(&mut queue, 1);
    let Job::Lap(of) = record(1, false).job else { unreachable!() };
    let Job::Lap(lap) = record(2, false).job else { unreachable!() };
    let instead = Record { job: Job::Instead { lap, of }, ..record(2, false) };
    assert_eq!((instead.id(), instead.changes().len()), ((Uuid::from_u128(2), false), 2));
    // Written in any order, as after a restored backup.
    for (record, no) in [(record(2, true), 3), (instead, 4), (record(3, false), 5)] {
        let id = record.id();
        queue.push(record);
        queue.stored(id, no);
    }
    assert!(queue.takes_back(Uuid::from_u128(1)));
    let sent = std::iter::from_fn(|| {
        let batch = queue.next_batch(true)?;
        queue.answered();
        Some(ids(Some(batch)))
    });
    let sent: Vec<_> = sent.collect();
    assert_eq!(sent, [vec![1], vec![1, 2], vec![2], vec![3]]);
}

#[test]
fn nothing_leaves_before_it_is_written_and_the_server_is_known() {
    let mut queue = Queue::default();
    queue.push(record(1, false));
    queue.serve(VENUE);
    assert_eq!((queue.next_batch(true), queue.unkept()), (None, 1));
    queue.stored((Uuid::from_u128(1), false), 1);
    assert_eq!((queue.next_batch(false), queue.unkept()), (None, 0), "another tab sends it");
    assert_eq!(ids(queue.next_batch(true)), [1]);

    let mut unknown = Queue::default();
    tap(&mut unknown, 1);
    assert_eq!(unknown.next_batch(true), None);
}

#[test]
fn what_the_disk_does_not_take_this_tab_sends() {
    let mut queue = open();
    queue.push(record(1, false));
    queue.not_stored((Uuid::from_u128(1), false));
    assert_eq!((queue.in_memory(), ids(queue.next_batch(false))), (1, vec![1]));
}

#[test]
fn a_failed_request_goes_out_again_with_the_same_ids() {
    let mut queue = open();
    tap(&mut queue, 1);
    queue.next_batch(true);
    let pauses: Vec<u32> = (0..8)
        .map(|_| {
            let pause = queue.failed(Failure::Unanswered, 0.5);
            assert_eq!(ids(queue.next_batch(true)), [1]);
            pause
        })
        .collect();
    assert_eq!(pauses, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    assert_eq!((queue.failed(Failure::Refused, 0.0), queue.failed(Failure::Refused, 1.0)), (11_250, 18_750));
}

#[test]
fn what_is_said_keeps_its_place_among_the_laps() {
    let mut queue = open();
    let (bib, at) = (Bib::new(7).unwrap(), Timestamp::from_ms(1_800_000_000_000));
    let say = |n: u128, job: Job| (Uuid::from_u128(n), Record { job, ..record(n, false) });
    let call = LaneCall { id: Uuid::from_u128(2), bib, at, say: Saying::Take, text: None };
    let input = AdjustInput {
        id: Uuid::from_u128(4),
        laps: SignedLaps::new(-1).unwrap(),
        extra_m: None,
        at: None,
        reason: "twice".into(),
    };
    tap(&mut queue, 1);
    for (id, word) in [
        say(2, Job::Call { lane: LaneId(1), call, local_ms: 0 }),
        say(3, record(3, false).job),
        say(4, Job::Adjust { bib, input, local_ms: 0 }),
    ] {
        queue.push(word);
        queue.stored((id, false), u64::try_from(id.as_u128()).unwrap());
    }
    tap(&mut queue, 5);
    tap(&mut queue, 6);
    let mut sent = Vec::new();
    while let Some(batch) = queue.next_batch(true) {
        sent.push(ids(Some(batch)));
        queue.answered();
    }
    assert_eq!(sent, [vec![1], vec![2], vec![3], vec![4], vec![5, 6]]);
}

#[test]
fn an_undo_forgets_only_what_nobody_can_have_sent() {
    let mut queue = open();
    queue.push(record(1, false));
    queue.not_stored((Uuid::from_u128(1), false));
    assert_eq!(queue.undo(record(1, true)), Undone::Forgotten);
    assert_eq!(queue.unsent(), 0);

    tap(&mut queue, 2);
    assert_eq!(queue.undo(record(2, true)), Undone::Queued);
    queue.stored((Uuid::from_u128(2), true), 3);
    assert_eq!(ids(queue.next_batch(true)), [2]);
    queue.answered();
    assert_eq!(queue.next_batch(true).map(|batch| matches!(batch, Batch::Void(_, _))), Some(true));
}

#[test]
fn a_word_that_takes_back_never_overtakes_its_lap() {
    let mut queue = open();
    queue.push(record(1, false));
    assert_eq!(queue.undo(record(1, true)), Undone::Queued);
    queue.not_stored((Uuid::from_u128(1), false));
    queue.stored((Uuid::from_u128(1), true), 5);
    assert!(matches!(queue.next_batch(true), Some(Batch::Laps(_, _))));
    queue.answered();
    assert!(matches!(queue.next_batch(true), Some(Batch::Void(_, _))));
}

#[test]
fn other_tabs_add_and_settle() {
    let mut queue = open();
    tap(&mut queue, 1);
    tap(&mut queue, 4);
    queue.push(record(6, false));
    let merged = queue.merge(vec![(4, record(4, false)), (5, record(5, false)), (6, record(6, false))]);
    assert_eq!(merged, Merged { added: vec![record(5, false)], gone: vec![record(1, false)] });
    assert_eq!(ids(queue.next_batch(true)), [4, 5, 6], "the writing of 6 was done, though not yet reported");
    assert_eq!(queue.merge(Vec::new()), Merged::default(), "what is on its way is answered here");
}

#[test]
fn what_belongs_elsewhere_waits_and_holds_nothing_up() {
    let mut queue = open();
    let elsewhere = Place { venue: Uuid::from_u128(1), event: "swim".into() };
    let gone = Place { venue: VENUE, event: "gone".into() };
    queue.merge(vec![
        (1, Record { place: elsewhere, ..record(1, false) }),
        (2, Record { place: gone, ..record(2, false) }),
        (3, record(3, false)),
    ]);
    assert_eq!((queue.unsent(), queue.strangers()), (2, 1));
    assert_eq!(ids(queue.next_batch(true)), [2]);
    queue.failed(Failure::NoSuchEvent, 0.5);
    assert_eq!(ids(queue.next_batch(true)), [3]);
    assert_eq!((queue.unsent(), queue.strangers()), (1, 2));
}

/// What stands in for the browser's shared storage and the server.
#[derive(Default)]
struct World {
    next_no: u64,
    disk: BTreeMap<u64, Record>,
    server: Vec<u128>,
    void: Vec<u128>,
}

impl World {
    fn write(&mut self, tab: &mut Queue, record: Record) {
        self.next_no += 1;
        let id = record.id();
        self.disk.insert(self.next_no, record);
        tab.stored(id, self.next_no);
    }

    fn take(&mut self, batch: &Batch) {
        match batch {
            Batch::Laps(_, laps) => {
                for lap in laps {
                    let id = lap.id.as_u128();
                    if !self.server.contains(&id) && !self.void.contains(&id) {
                        self.server.push(id);
                    }
                }
            }
            // The world's people make no such mistake; the order of it has a test of its own.
            Batch::Instead(..) | Batch::Call(..) | Batch::Adjust(..) => unreachable!("nobody corrected anything"),
            Batch::Void(_, id) => {
                let found = self.server.iter().position(|known| *known == id.as_u128());
                if let Some(place) = found {
                    self.void.push(self.server.remove(place));
                }
            }
        }
    }

    fn settle(&mut self, settled: Vec<Settled>) {
        for no in settled.into_iter().filter_map(|(no, _)| no) {
            self.disk.remove(&no);
        }
    }

    fn read(&self) -> Vec<(u64, Record)> {
        self.disk.iter().map(|(no, record)| (*no, record.clone())).collect()
    }
}

proptest! {
    /// Two tabs of one browser, reloads, lost answers, both believing it is their turn: the server ends with each lap
    /// once, without those taken back.
    #[test]
    fn nothing_is_lost_and_nothing_is_doubled(
        steps in proptest::collection::vec((0usize..2, 0u8..9, 0usize..8), 1..120)
    ) {
        let mut world = World::default();
        let mut tabs = [open(), open()];
        // A tab takes back what was tapped on it since it was opened.
        let (mut made, mut kept, mut recent) = (0u128, Vec::new(), [Vec::new(), Vec::new()]);
        for (tab, step, pick) in steps {
            match step {
                0 | 1 => {
                    made += 1;
                    kept.push(made);
                    recent[tab].push(made);
                    tabs[tab].push(record(made, false));
                    world.write(&mut tabs[tab], record(made, false));
                }
                2 if !recent[tab].is_empty() => {
                    let place = pick % recent[tab].len();
                    let lap = recent[tab].remove(place);
                    kept.retain(|other| *other != lap);
                    let word = record(lap, true);
                    if tabs[tab].undo(word.clone()) == Undone::Queued {
                        world.write(&mut tabs[tab], word);
                    }
                }
                3 => { recent[tab].clear(); tabs[tab] = open(); tabs[tab].merge(world.read()); }
                4 => { tabs[tab].merge(world.read()); }
                _ => if let Some(batch) = tabs[tab].next_batch(true) { match step {
                    5 | 6 => { world.take(&batch); world.settle(tabs[tab].answered()); }
                    7 => { world.take(&batch); tabs[tab].failed(Failure::Unanswered, 0.5); }
                    _ => { tabs[tab].failed(Failure::Refused, 0.5); }
                } },
            }
        }
        let mut last = open();
        last.merge(world.read());
        while let Some(batch) = last.next_batch(true) { world.take(&batch); world.settle(last.answered()); }
        prop_assert!(world.disk.is_empty());
        world.server.sort_unstable();
        prop_assert_eq!(world.server, kept);
    }
}
