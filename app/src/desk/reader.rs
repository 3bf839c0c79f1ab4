//! A table as a text, whatever program wrote it.

use crate::{PageError, i18n::tr};
use domain::limits;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, js_sys};

/// Reads a file that was chosen or dropped.
///
/// # Errors
/// If it is larger than what a request may carry, or the browser cannot read it.
pub async fn read(file: File) -> Result<String, PageError> {
    if file.size() > f64::from(u32::try_from(limits::BODY_BYTES_MAX).unwrap_or(u32::MAX)) {
        return Err(PageError::form(tr("The file is larger than 1 MB.", "Die Datei ist größer als 1 MB.")));
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|_| PageError::form(tr("The file cannot be read.", "Die Datei ist nicht lesbar.")))?;
    Ok(decoded(&js_sys::Uint8Array::new(buffer.unchecked_ref()).to_vec()))
}

/// Spreadsheets write UTF-8, UTF-16 with a mark at the beginning, or the old Windows letters.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
            std::str::from_utf8(bytes)
                .map_or_else(|_| bytes.iter().map(|byte| windows_1252(*byte)).collect(), str::to_owned)
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// Windows-1252 is Latin-1 but for these 32 places.
fn windows_1252(byte: u8) -> char {
    const PLACES: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => PLACES[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_writing_is_read() {
        let text = "Name;Ort\nMüller;Łódź";
        assert_eq!(decoded(text.as_bytes()), text);
        assert_eq!(decoded(&[&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat()), text);
        let units = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        assert_eq!(decoded(&[&[0xFF, 0xFE][..], &units(u16::to_le_bytes)].concat()), text);
        assert_eq!(decoded(&[&[0xFE, 0xFF][..], &units(u16::to_be_bytes)].concat()), text);
        assert_eq!(decoded(b"M\xFCller \x8Akoda"), "Müller Škoda");
        assert_eq!(decoded(b""), "");
    }
}
