//! What can be done in an event, and random sequences of it.

use domain::{
    payment::{PaymentKind, PaymentMethod},
    player::Standing,
};
use proptest::prelude::*;

/// How many things are done before the first undo, and then steps of all kinds; the end is not included.
const FIRST: std::ops::Range<usize> = 1..4;
const THEN: std::ops::Range<usize> = 2..8;

/// Names of pace groups, and then more of lanes, of which no two have one. The first two are those of the groups that every
/// event begins with.
pub const NAMES: [&str; 8] = ["slow", "fast", "mid", "long", "1", "2", "3", "4"];
/// Names that lanes are given: few enough that some are taken.
const LANE_NAMES: std::ops::Range<u8> = 2..8;

/// What may be changed of a pace group (name, colour) or a lane (name, capacity, own length of a lap in metres), as numbers;
/// none where it is left as it is. Names and colours are places in their lists, no length of its own is 0.
pub type Fields = [Option<u8>; 3];

/// When something was counted. All that is done is done at one moment, `Now`, ten seconds after the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    BeforeStart,
    Early,
    Now,
    Late,
}

/// Laps added to a player or taken off.
#[derive(Debug, Clone, Copy)]
pub struct Adjust {
    pub player: usize,
    pub laps: i64,
    pub at: Moment,
}

/// Money taken, or given back.
#[derive(Debug, Clone, Copy)]
pub struct Pay {
    pub player: Option<usize>,
    pub kind: PaymentKind,
    pub method: PaymentMethod,
    pub minor: i64,
    pub note: bool,
}

/// What is done to pace groups, by name, and to lanes, by the order in which they were made.
#[derive(Debug, Clone, Copy)]
pub enum Arrange {
    AddGroup { name: u8, count: u8 },
    EditGroup(u8, Fields),
    RemoveGroup(u8),
    AddLane { group: u8, name: u8, capacity: u8 },
    EditLane(usize, Fields),
    RemoveLane(usize),
}

/// Players, laps, adjustments, payments and lanes are named by the order in which they were made.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Register,
    Rename(usize, u8),
    /// Into a slot, by the pace group's name and the position.
    Place(usize, u8, u32),
    /// Into the first free slot of a lane.
    PlaceAtLane(usize, usize),
    Move(usize, u8, u32),
    Release(usize),
    Lap(usize, Moment),
    Void(usize, usize),
    /// As the station undoes a lap within the first seconds.
    TakeBack(usize, usize),
    /// Counts a held lap by a person's decision.
    CountHeld(usize, usize),
    Stand(usize, Standing),
    Adjust(Adjust),
    Pay(Pay),
    /// Undoes a payment by its own id, as the desk does.
    Unpay(usize),
    Arrange(Arrange),
    /// Undoes the entry that lies that far back, and with it what stands in the way if so wanted.
    Undo(usize, bool),
}

/// Any number: [`super::plain::Model::aim`] makes it one of what is there.
fn any() -> std::ops::Range<usize> {
    0..60
}

/// Names of pace groups that may be there: those that are there at first twice as often.
fn name() -> impl Strategy<Value = u8> {
    prop::sample::select(&[0_u8, 1, 0, 1, 2, 3][..])
}

/// Names for pace groups: those that are not taken at first twice as often.
fn new_name() -> impl Strategy<Value = u8> {
    prop::sample::select(&[0_u8, 1, 2, 2, 3, 3][..])
}

fn people() -> BoxedStrategy<Step> {
    let standing = prop::sample::select(&Standing::ALL[..]);
    prop_oneof![
        1 => (any(), 0..4_u8).prop_map(|(p, n)| Step::Rename(p, n)),
        3 => (any(), standing).prop_map(|(p, s)| Step::Stand(p, s)),
        1 => Just(Step::Register),
    ]
    .boxed()
}

fn slots() -> BoxedStrategy<Step> {
    let slot = || (any(), name(), 0..4_u32);
    prop_oneof![
        2 => slot().prop_map(|(p, n, at)| Step::Place(p, n, at)),
        1 => (any(), any()).prop_map(|(p, l)| Step::PlaceAtLane(p, l)),
        1 => slot().prop_map(|(p, n, at)| Step::Move(p, n, at)),
        1 => any().prop_map(Step::Release),
    ]
    .boxed()
}

fn laps() -> BoxedStrategy<Step> {
    use Moment::{BeforeStart, Early, Late, Now};
    let lap = || (any(), any());
    let laps = prop::sample::select(&[-2_i64, -1, -1, 1, 3][..]);
    let at = |moments: &'static [Moment]| prop::sample::select(moments);
    prop_oneof![
        4 => (any(), at(&[BeforeStart, Early, Now, Late, Late, Late])).prop_map(|(p, at)| Step::Lap(p, at)),
        1 => lap().prop_map(|(p, l)| Step::Void(p, l)),
        1 => lap().prop_map(|(p, l)| Step::TakeBack(p, l)),
        1 => lap().prop_map(|(p, l)| Step::CountHeld(p, l)),
        3 => (any(), laps, at(&[BeforeStart, Early, Early, Now, Now, Now, Late]))
            .prop_map(|(player, laps, at)| Step::Adjust(Adjust { player, laps, at })),
    ]
    .boxed()
}

fn money() -> BoxedStrategy<Step> {
    let payer = prop::option::weighted(0.8, any());
    let kind = prop::sample::select(&PaymentKind::ALL[..]);
    let method = prop::sample::select(&PaymentMethod::ALL[..2]);
    let minor = prop::sample::select(&[5_i64, 7, 12, -5, -7][..]);
    prop_oneof![
        3 => (payer, kind, method, minor, prop::bool::ANY)
            .prop_map(|(player, kind, method, minor, note)| Step::Pay(Pay { player, kind, method, minor, note })),
        1 => any().prop_map(Step::Unpay),
    ]
    .boxed()
}

fn arranging() -> BoxedStrategy<Step> {
    let some = |strategy: BoxedStrategy<u8>| prop::option::weighted(0.6, strategy);
    let group_fields = (some(new_name().boxed()), some((0..4_u8).boxed()));
    let length = prop::option::weighted(0.3, prop::sample::select(&[25_u8, 33][..]));
    let lane_fields = (some(LANE_NAMES.boxed()), some((1..4_u8).boxed()), length);
    prop_oneof![
        2 => (new_name(), 1..4_u8).prop_map(|(name, count)| Arrange::AddGroup { name, count }),
        2 => (name(), group_fields).prop_map(|(name, (new, color))| Arrange::EditGroup(name, [new, color, None])),
        2 => name().prop_map(Arrange::RemoveGroup),
        3 => (name(), LANE_NAMES, 1..3_u8)
            .prop_map(|(group, name, capacity)| Arrange::AddLane { group, name, capacity }),
        2 => (any(), lane_fields).prop_map(|(l, (name, takes, length))| Arrange::EditLane(l, [name, takes, length])),
        2 => any().prop_map(Arrange::RemoveLane),
    ]
    .prop_map(Step::Arrange)
    .boxed()
}

/// Mostly of what was done lately.
fn undo() -> BoxedStrategy<Step> {
    let back = prop_oneof![3 => 0..3_usize, 2 => 0..6_usize, 1 => any()];
    (back, prop::bool::ANY).prop_map(|(back, together)| Step::Undo(back, together)).boxed()
}

/// A sequence, in which each part of what can be done has its weight: people, slots, laps, money, the arrangement. A few
/// things are done before the first undo, so that there is more to undo than that somebody was registered.
fn sequence([of_people, of_slots, of_laps, of_money, of_arranging]: [u32; 5]) -> BoxedStrategy<Vec<Step>> {
    let doing = prop_oneof![
        of_people => people(),
        of_slots => slots(),
        of_laps => laps(),
        of_money => money(),
        of_arranging => arranging(),
    ];
    let doing = doing.boxed();
    let any_step = prop_oneof![12 => doing.clone(), 7 => undo()];
    let steps = (prop::collection::vec(doing, FIRST), prop::collection::vec(any_step, THEN));
    steps.prop_map(|(first, then)| [first, then].concat()).boxed()
}

/// Sequences that dwell on one part, so that its own rules meet, and some in which all parts do.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop_oneof![
        3 => sequence([2, 0, 12, 0, 0]),
        2 => sequence([3, 0, 0, 12, 0]),
        3 => sequence([0, 4, 0, 0, 12]),
        2 => sequence([3, 3, 3, 3, 3]),
    ]
}
