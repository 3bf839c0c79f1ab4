//! How large the cards are and how many stand beside each other, so that all are seen at once and each is as large as can be.

/// The gap between cards, in CSS pixels, as in the style.
const GAP_PX: f64 = 8.0;
/// The lowest card, in CSS pixels: the smallest target that a wet finger hits.
const HEIGHT_MIN_PX: f64 = 56.0;
/// How high a card is where not all are seen at once, in CSS pixels: whoever scrolls anyway reads names as well.
const SCROLLED_PX: f64 = 72.0;
/// The narrowest card, in CSS pixels: a marker of three digits beside a count of three. Three stand on the narrowest phone.
const WIDTH_MIN_PX: f64 = 92.0;
/// A card looks best so many times as wide as high: a marker beside a count, a name below.
const SHAPE: f64 = 1.5;

/// From this height on a card has room for a larger marker, in CSS pixels.
const TALL_PX: f64 = 208.0;
/// Up to this height a card has room for small words alone, in CSS pixels.
const LOW_PX: f64 = 102.0;
/// Up to this height a card has no room for a name, in CSS pixels.
const LOWEST_PX: f64 = 66.0;

/// How cards are laid out in an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// How many stand beside each other.
    pub columns: usize,
    /// A card's width, in CSS pixels.
    pub wide_px: f64,
    /// A card's height, in CSS pixels.
    pub high_px: f64,
}

impl Fit {
    /// The style's name of what has room on a card.
    pub fn room(self) -> &'static str {
        match self.high_px {
            high if high <= LOWEST_PX => "lowest",
            high if high <= LOW_PX => "low",
            high if high >= TALL_PX => "tall",
            _ => "even",
        }
    }
}

/// The layout of so many cards in an area, in CSS pixels. Where they cannot all be seen, as many as fit beside each other; the
/// rest is scrolled to.
#[expect(clippy::cast_precision_loss, reason = "a lane's people")]
pub fn fit(cards: usize, (width, height): (f64, f64)) -> Fit {
    let size = |columns: usize| {
        let rows = cards.div_ceil(columns);
        let part = |whole: f64, parts: usize| (whole - GAP_PX * (parts as f64 - 1.0)) / parts as f64;
        (part(width, columns), part(height, rows))
    };
    let narrow = |columns: usize| columns > 1 && size(columns).0 < WIDTH_MIN_PX;
    let widest = (1..=cards.max(1)).take_while(|columns| !narrow(*columns)).last().unwrap_or(1);
    // Of equals the last is taken: the one with fewer columns.
    let seen = (1..=widest).rev().filter(|columns| size(*columns).1 >= HEIGHT_MIN_PX);
    let good = |columns: usize| {
        let (width, height) = size(columns);
        (width / SHAPE).min(height)
    };
    let best = seen.max_by(|a, b| good(*a).total_cmp(&good(*b)));
    let columns = best.unwrap_or(widest);
    let (wide_px, high_px) = size(columns);
    // Whole pixels: the last row must not be scrolled to for a fraction of one.
    Fit { columns, wide_px: wide_px.floor(), high_px: if best.is_some() { high_px.floor() } else { SCROLLED_PX } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::cast_precision_loss, reason = "a lane's people")]
    #[test]
    fn every_lane_fits_from_phone_to_desk() {
        // What is left of the screen between head and foot.
        let areas = [(374.0, 515.0), (828.0, 250.0), (800.0, 890.0), (1_160.0, 580.0), (1_420.0, 660.0)];
        for area in areas {
            for cards in 1..=16 {
                let Fit { columns, wide_px, high_px } = fit(cards, area);
                let (across, down) = (columns as f64, cards.div_ceil(columns) as f64);
                assert!(columns <= cards && wide_px >= WIDTH_MIN_PX, "{cards} in {area:?}: {columns}");
                assert!(high_px >= HEIGHT_MIN_PX, "{cards} in {area:?}: {columns} columns, {high_px} high");
                assert!((wide_px + GAP_PX) * across <= area.0 + GAP_PX && (high_px + GAP_PX) * down <= area.1 + GAP_PX);
            }
        }
        assert_eq!([1, 6, 16].map(|cards| fit(cards, areas[0]).columns), [1, 2, 3]);
        assert_eq!([1, 6, 16].map(|cards| fit(cards, areas[3]).columns), [1, 3, 4]);
        assert_eq!([1, 6, 16].map(|cards| fit(cards, areas[0]).room()), ["tall", "even", "low"]);
    }

    #[test]
    fn what_cannot_be_seen_at_once_is_scrolled_to_in_full_columns() {
        let crowded = fit(16, (360.0, 120.0));
        assert_eq!((crowded.columns, crowded.high_px, crowded.room()), (3, SCROLLED_PX, "low"));
        assert_eq!(fit(0, (0.0, 0.0)).columns, 1);
    }
}
