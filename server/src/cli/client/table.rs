//! Tables for people: columns that stand below each other, whatever script the names are in.

use unicode_width::UnicodeWidthStr;

/// On which side of its column a cell stands.
#[derive(Clone, Copy)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table with its heads; a column without any content is left out.
pub fn table(heads: &[(&str, Side)], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| printable(cell)).collect()).collect();
    let cell = |row: &[String], column: usize| row.get(column).map_or(0, |cell| cell.width());
    let widths: Vec<usize> = (0..heads.len())
        .map(|column| {
            let widest = rows.iter().map(|row| cell(row, column)).max().unwrap_or_default();
            if widest == 0 { 0 } else { widest.max(heads[column].0.width()) }
        })
        .collect();
    let head: Vec<String> = heads.iter().map(|(head, _)| (*head).to_owned()).collect();
    let mut text = String::new();
    for row in std::iter::once(&head).chain(&rows) {
        let cells: Vec<String> = (row.iter().zip(heads).zip(&widths))
            .filter(|(_, width)| **width > 0)
            .map(|((cell, (_, side)), width)| {
                let blanks = " ".repeat(width - cell.width().min(*width));
                match side {
                    Side::Left => format!("{cell}{blanks}"),
                    Side::Right => format!("{blanks}{cell}"),
                }
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A text without characters that would command the terminal.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_in_every_script() {
        let heads = [("bib", Side::Right), ("name", Side::Left), ("team", Side::Left), ("laps", Side::Right)];
        let row = |bib: &str, name: &str, laps: &str| vec![bib.into(), name.into(), String::new(), laps.into()];
        let text = table(&heads, &[row("7", "李娜", "12"), row("214", "Zoë\u{1b}[2J", "3")]);
        assert_eq!(text, "bib  name     laps\n  7  李娜       12\n214  Zoë\u{FFFD}[2J     3\n");
    }
}
