//! Which taps can still be taken back in place: each with its own place in a row, the newest first. Pure.
//!
//! No place moves under a finger: a tap that was taken back keeps its place until its time is over, and the row makes its
//! places narrower only when a tap comes, never wider before all of them have gone.

use super::tally::Tapped;
use domain::Bib;
use uuid::Uuid;

/// How many places the row has at least.
pub const PLACES: usize = 4;
/// The narrowest place, in CSS pixels: the smallest target that a wet finger hits.
const WIDTH_MIN_PX: f64 = 56.0;
/// The gap between places, in CSS pixels, as in the style.
const GAP_PX: f64 = 8.0;

/// A tap that can be taken back, or just was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The tap.
    pub tap: Tapped,
    /// Whether it was taken back.
    pub taken_back: bool,
}

/// The taps of the last seconds, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    all: Vec<Offer>,
    /// How many places the row has had since it was last empty.
    places: usize,
}

impl Offers {
    /// A tap was made.
    pub fn add(&mut self, tap: Tapped) {
        self.all.push(Offer { tap, taken_back: false });
        self.places = self.places.max(self.all.len()).max(PLACES);
    }

    /// A tap was taken back: its place stays.
    pub fn take_back(&mut self, id: Uuid) {
        self.all.iter_mut().filter(|offer| offer.tap.id == id).for_each(|offer| offer.taken_back = true);
    }

    /// A tap's time is over.
    pub fn end(&mut self, id: Uuid) {
        self.all.retain(|offer| offer.tap.id != id);
        if self.all.is_empty() {
            self.places = PLACES;
        }
    }

    /// Whether no place is taken.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether a lap of somebody can still be taken back in place.
    pub fn is_open(&self, bib: Bib) -> bool {
        self.all.iter().any(|offer| offer.tap.bib == bib && !offer.taken_back)
    }

    /// Whether a tap was taken back, and its place is still there.
    pub fn is_taken_back(&self, id: Uuid) -> bool {
        self.all.iter().any(|offer| offer.tap.id == id && offer.taken_back)
    }

    /// How many places stand beside each other where there is room for so many.
    pub fn places(&self, room: usize) -> usize {
        self.places.max(PLACES).min(room.max(PLACES))
    }

    /// What has a place where there is room for so many, the newest first. Older taps are in the list of the last taps.
    pub fn newest_first(&self, room: usize) -> Vec<Offer> {
        self.all.iter().rev().take(self.places(room)).copied().collect()
    }
}

/// How many places fit beside each other in a width, in CSS pixels.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen's width, and not below zero")]
pub fn room(width: f64) -> usize {
    ((width + GAP_PX) / (WIDTH_MIN_PX + GAP_PX)).max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn tap(n: i64) -> Tapped {
        Tapped {
            id: Uuid::from_u128(n.unsigned_abs().into()),
            bib: Bib::new(n).unwrap(),
            counted_at: Timestamp::from_ms(n),
            laps: 1,
            before: None,
        }
    }

    fn offers(taps: std::ops::RangeInclusive<i64>) -> Offers {
        let mut offers = Offers::default();
        taps.for_each(|n| offers.add(tap(n)));
        offers
    }

    fn shown(offers: &Offers, room: usize) -> Vec<(i64, bool)> {
        let all = offers.newest_first(room).into_iter();
        all.map(|offer| (i64::from(offer.tap.bib.get()), offer.taken_back)).collect()
    }

    #[test]
    fn the_newest_stands_first_and_each_has_a_place() {
        let four = offers(1..=4);
        assert_eq!(shown(&four, 6), [(4, false), (3, false), (2, false), (1, false)]);
        assert_eq!(four.places(6), 4);
    }

    #[test]
    fn more_than_four_share_the_row_and_beyond_its_room_the_oldest_go() {
        let six = offers(1..=6);
        assert_eq!((six.places(11), shown(&six, 11).len()), (6, 6));
        assert_eq!((six.places(5), shown(&six, 5)[0], shown(&six, 5).len()), (5, (6, false), 5));
        assert_eq!(six.places(0), PLACES, "a row that was not measured yet has its four places");
    }

    #[test]
    fn what_was_taken_back_keeps_its_place_until_its_time_is_over() {
        let mut three = offers(1..=3);
        three.take_back(tap(2).id);
        assert_eq!(shown(&three, 6), [(3, false), (2, true), (1, false)]);
        assert!(!three.is_open(tap(2).bib) && three.is_open(tap(1).bib));
        three.end(tap(2).id);
        assert_eq!(shown(&three, 6), [(3, false), (1, false)]);
    }

    #[test]
    fn places_grow_no_wider_before_all_have_gone() {
        let mut six = offers(1..=6);
        (1..=5).for_each(|n| six.end(tap(n).id));
        assert_eq!(six.places(11), 6);
        six.end(tap(6).id);
        assert!(six.is_empty());
        assert_eq!(six.places(11), PLACES);
    }

    #[test]
    fn so_many_places_fit_beside_each_other() {
        assert_eq!([304.0, 374.0, 700.0, 0.0, -20.0].map(room), [4, 5, 11, 0, 0]);
    }
}
