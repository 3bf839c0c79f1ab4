//! How many cards stand beside each other, so that all are seen at once and each is as large as can be.

/// The gap between cards, in CSS pixels, as in the style.
const GAP_PX: f64 = 10.0;
/// The lowest card, in CSS pixels: the smallest target that a wet finger hits.
const HEIGHT_MIN_PX: f64 = 56.0;
/// The narrowest card, in CSS pixels: a marker of three digits beside a count of three.
const WIDTH_MIN_PX: f64 = 104.0;
/// A card looks best so many times as wide as high: a marker beside a count, a name below.
const SHAPE: f64 = 1.5;

/// The number of columns for so many cards in an area, in CSS pixels. Where they cannot all be seen, as many as fit beside
/// each other; the rest is scrolled to.
#[expect(clippy::cast_precision_loss, reason = "a lane's people")]
pub fn columns(cards: usize, (width, height): (f64, f64)) -> usize {
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
    seen.max_by(|a, b| good(*a).total_cmp(&good(*b))).unwrap_or(widest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::cast_precision_loss, reason = "a lane's people")]
    #[test]
    fn every_lane_fits_from_phone_to_desk() {
        // What is left of the screen between head and foot.
        let areas = [(374.0, 540.0), (828.0, 250.0), (800.0, 980.0), (1_160.0, 600.0), (1_420.0, 700.0)];
        for area in areas {
            for cards in 1..=16 {
                let columns = columns(cards, area);
                let rows = cards.div_ceil(columns) as f64;
                let (wide, high) = ((area.0 + GAP_PX) / columns as f64, (area.1 + GAP_PX) / rows);
                assert!(columns <= cards && wide - GAP_PX >= WIDTH_MIN_PX, "{cards} in {area:?}: {columns}");
                assert!(high - GAP_PX >= HEIGHT_MIN_PX, "{cards} in {area:?}: {columns} columns, {high} high");
            }
        }
        assert_eq!([1, 6, 16].map(|cards| columns(cards, areas[0])), [1, 2, 3]);
        assert_eq!([1, 6, 16].map(|cards| columns(cards, areas[3])), [1, 3, 4]);
    }

    #[test]
    fn what_cannot_be_seen_at_once_is_scrolled_to_in_full_columns() {
        assert_eq!(columns(16, (360.0, 120.0)), 3);
        assert_eq!(columns(0, (0.0, 0.0)), 1);
    }
}
