//! What can be done in an event, and random sequences of it.

use domain::{
    payment::{PaymentKind, PaymentMethod},
    player::Standing,
};
use proptest::prelude::*;

/// Names of pace groups and lanes. The first two are those of the groups that every event begins with.
pub const NAMES: [&str; 4] = ["slow", "fast", "mid", "long"];

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

fn player() -> std::ops::Range<usize> {
    0..4
}

/// The names that are there at first twice as often.
fn name() -> impl Strategy<Value = u8> {
    prop::sample::select(&[0_u8, 1, 0, 1, 2, 3][..])
}

fn people() -> BoxedStrategy<Step> {
    let standing = prop::sample::select(&Standing::ALL[..]);
    prop_oneof![
        1 => (player(), 0..4_u8).prop_map(|(p, n)| Step::Rename(p, n)),
        2 => (player(), standing).prop_map(|(p, s)| Step::Stand(p, s)),
    ]
    .boxed()
}

fn slots() -> BoxedStrategy<Step> {
    let slot = || (player(), name(), 0..4_u32);
    prop_oneof![
        2 => slot().prop_map(|(p, n, at)| Step::Place(p, n, at)),
        1 => (player(), 0..4_usize).prop_map(|(p, l)| Step::PlaceAtLane(p, l)),
        1 => slot().prop_map(|(p, n, at)| Step::Move(p, n, at)),
        1 => player().prop_map(Step::Release),
    ]
    .boxed()
}

fn laps() -> BoxedStrategy<Step> {
    use Moment::{BeforeStart, Early, Late, Now};
    let lap = || (player(), 0..4_usize);
    let laps = prop::sample::select(&[-2_i64, -1, 1, 3][..]);
    let at = |moments: &'static [Moment]| prop::sample::select(moments);
    prop_oneof![
        5 => (player(), at(&[BeforeStart, Early, Now, Now, Late, Late, Late])).prop_map(|(p, at)| Step::Lap(p, at)),
        1 => lap().prop_map(|(p, l)| Step::Void(p, l)),
        1 => lap().prop_map(|(p, l)| Step::TakeBack(p, l)),
        1 => lap().prop_map(|(p, l)| Step::CountHeld(p, l)),
        2 => (player(), laps, at(&[BeforeStart, Early, Now, Now, Late]))
            .prop_map(|(player, laps, at)| Step::Adjust(Adjust { player, laps, at })),
    ]
    .boxed()
}

fn money() -> BoxedStrategy<Step> {
    let payer = prop::option::weighted(0.8, player());
    let kind = prop::sample::select(&PaymentKind::ALL[..]);
    let method = prop::sample::select(&PaymentMethod::ALL[..2]);
    let minor = prop::sample::select(&[5_i64, 7, 12, -5, -7][..]);
    prop_oneof![
        3 => (payer, kind, method, minor, any::<bool>())
            .prop_map(|(player, kind, method, minor, note)| Step::Pay(Pay { player, kind, method, minor, note })),
        1 => (0..6_usize).prop_map(Step::Unpay),
    ]
    .boxed()
}

fn arranging() -> BoxedStrategy<Step> {
    let some = |numbers: std::ops::Range<u8>| prop::option::weighted(0.6, numbers);
    let lane = || 0..5_usize;
    let group_fields = (some(0..4), some(0..4)).prop_map(|(name, color)| [name, color, None]);
    let length = prop::option::weighted(0.3, prop::sample::select(&[25_u8, 33][..]));
    let lane_fields = (some(0..4), some(1..4), length).prop_map(|(name, takes, length)| [name, takes, length]);
    prop_oneof![
        1 => (0..4_u8, 1..4_u8).prop_map(|(name, count)| Arrange::AddGroup { name, count }),
        2 => (name(), group_fields).prop_map(|(name, fields)| Arrange::EditGroup(name, fields)),
        1 => name().prop_map(Arrange::RemoveGroup),
        2 => (name(), 0..4_u8, 1..3_u8)
            .prop_map(|(group, name, capacity)| Arrange::AddLane { group, name, capacity }),
        2 => (lane(), lane_fields).prop_map(|(l, fields)| Arrange::EditLane(l, fields)),
        2 => lane().prop_map(Arrange::RemoveLane),
    ]
    .prop_map(Step::Arrange)
    .boxed()
}

fn undo() -> BoxedStrategy<Step> {
    (0..9_usize, prop::bool::weighted(0.3)).prop_map(|(back, together)| Step::Undo(back, together)).boxed()
}

/// A sequence, in which each part of what can be done has its weight: people, slots, laps, money, the arrangement.
fn sequence([of_people, of_slots, of_laps, of_money, of_arranging]: [u32; 5]) -> BoxedStrategy<Vec<Step>> {
    let step = prop_oneof![
        2 => Just(Step::Register),
        of_people => people(),
        of_slots => slots(),
        of_laps => laps(),
        of_money => money(),
        of_arranging => arranging(),
        6 => undo(),
    ];
    prop::collection::vec(step, 1..16).boxed()
}

/// Sequences that dwell on one part, so that its own rules meet, and some in which all parts do.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop_oneof![
        4 => sequence([3, 4, 6, 1, 1]),
        2 => sequence([2, 1, 1, 8, 1]),
        2 => sequence([1, 5, 1, 1, 8]),
        2 => sequence([3, 3, 4, 4, 4]),
    ]
}
