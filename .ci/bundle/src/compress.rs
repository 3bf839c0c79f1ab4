//! Copies of the site's files that are compressed as well as can be, once, for all who load them.

use crate::inputs::list_below;
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::{fs, path::Path};

/// What gets smaller; pictures and fonts are compressed already.
const COMPRESSIBLE: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];
/// Bytes below which a compressed copy saves no packet.
const WORTH_BYTES: usize = 512;

/// Writes `.br` and `.gz` beside every file below a folder that gains by it.
pub(crate) fn all_below(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    list_below(folder, &mut files)?;
    files.retain(|file| file.extension().is_some_and(|end| COMPRESSIBLE.iter().any(|known| end == *known)));
    files.par_iter().try_for_each(|file| {
        let content = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        if content.len() < WORTH_BYTES {
            return Ok(());
        }
        let (smallest, plain) = rayon::join(|| brotli(&content), || gzip(&content));
        for (end, compressed) in [("br", smallest?), ("gz", plain?)] {
            let mut name = file.clone().into_os_string();
            name.push(".");
            name.push(end);
            fs::write(&name, compressed).with_context(|| format!("{} cannot be written", name.display()))?;
        }
        Ok(())
    })
}

fn brotli(mut content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut content, &mut compressed, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(compressed)
}

/// Browsers take brotli over HTTPS alone: on a hall's plain HTTP this is what comes over the air, so it is worth zopfli's
/// time, which makes it 3 to 5 % smaller than the best level of zlib.
fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, content, &mut compressed)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_gains_gets_copies() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: usize| fs::write(folder.path().join(name), vec![b'a'; bytes]).unwrap();
        write("large.js", 2_000);
        write("small.js", 20);
        write("face.woff2", 2_000);
        all_below(folder.path()).unwrap();
        let mut files = Vec::new();
        list_below(folder.path(), &mut files).unwrap();
        let names: Vec<_> = files.iter().map(|file| file.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["face.woff2", "large.js", "large.js.br", "large.js.gz", "small.js"]);
        let size = |name: &str| fs::metadata(folder.path().join(name)).unwrap().len();
        assert!(size("large.js.br") < 100 && size("large.js.gz") < 100);
    }
}
