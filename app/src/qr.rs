//! QR codes, drawn by the server so that no browser loads the code that makes them.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Empty modules around a code; scanners need four.
const QUIET: usize = 4;

/// The text as an SVG image: one path, black where nothing else is said. None if the text is too long for a code.
pub fn svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        // A run of dark modules is one bar: a sheet of hundreds of codes stays small.
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                let run = run.len();
                write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET).ok()?;
            }
            x += run.len();
        }
    }
    let size = width + 2 * QUIET;
    Some(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges" aria-hidden="true"><path d="{path}"/></svg>"#
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_one_path() {
        let svg = svg("http://192.168.1.20:4000/enrol?code=480942").unwrap_or_default();
        assert!(svg.starts_with("<svg "), "{svg}");
        assert_eq!(svg.matches("<path").count(), 1);
        assert!(svg.contains("M4 4h7v1h-7z"), "the finder pattern begins after the quiet zone");
    }

    #[test]
    fn what_is_too_long_is_none() {
        assert_eq!(svg(&"x".repeat(4_000)), None);
    }
}
