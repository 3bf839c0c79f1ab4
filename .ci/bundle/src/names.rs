//! Names by which a browser may keep a file for good: they carry a hash of what is in it.
//!
//! The pages' files name each other in a circle: the code imports its loader, which names the code's parts. So no file can
//! carry the hash of its own bytes. All of them carry one hash instead, of all their bytes with [`PLACEHOLDER`] where the
//! hash will stand: whatever changes, all names change.

use crate::inputs::list_below;
use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Stands for the hash, and is as long as one: WebAssembly cannot change the length of a name.
const PLACEHOLDER: &str = "______________________";
/// The script that loads the parts, as leptos knows it.
pub(crate) const LOADER: &str = "__wasm_split.______________________.js";
/// The list of parts that each page needs, as leptos knows it.
pub(crate) const MANIFEST: &str = "__wasm_split_manifest.json";
/// Bytes of a digest in a name: 128 bits, 22 characters.
const HASH_BYTES: usize = 16;

/// Renames the files of the package's folder, writes the new names where the old ones stood, and returns the list of
/// hashes from which leptos learns the names.
pub(crate) fn put_hashes(package: &Path, output_name: &str) -> Result<String> {
    let mut files = Vec::new();
    list_below(package, &mut files)?;
    let names = files.iter().map(|file| relative(package, file)).collect::<Result<Vec<_>>>()?;
    for required in [&format!("{output_name}.js"), &format!("{output_name}.wasm"), LOADER, MANIFEST] {
        if !names.iter().any(|name| name == required) {
            bail!("the build left no {required}");
        }
    }
    let (styles, code): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| ends_in(file, "css"));
    for file in &code {
        name_with_placeholders(file, &names)?;
    }
    let (style_hash, code_hash) = (hash(package, &styles)?, hash(package, &code)?);
    for (files, hash) in [(&styles, &style_hash), (&code, &code_hash)] {
        for file in files {
            put_hash(package, file, hash)?;
        }
    }
    Ok(format!("js: {code_hash}\nwasm: {code_hash}\ncss: {style_hash}\nmanifest: {code_hash}\nsplit: {code_hash}\n"))
}

fn ends_in(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|end| end == extension)
}

fn relative(package: &Path, file: &Path) -> Result<String> {
    Ok(file.strip_prefix(package)?.to_str().context("a built file's name is no text")?.to_owned())
}

/// `lapstream.js` becomes `lapstream.______________________.js`.
fn with_placeholder(name: &str) -> Result<String> {
    if name.contains(PLACEHOLDER) {
        return Ok(name.to_owned());
    }
    let (stem, end) = name.rsplit_once('.').with_context(|| format!("{name} has no extension"))?;
    Ok(format!("{stem}.{PLACEHOLDER}.{end}"))
}

/// Lets a script or the manifest name the other files with placeholders. WebAssembly names the loader alone, which has one.
fn name_with_placeholders(file: &Path, names: &[String]) -> Result<()> {
    let (before, end) = match file.extension().and_then(|end| end.to_str()) {
        Some("js") => ("./", ""),
        // The manifest names parts of the code by their stems.
        Some("json") => ("", ".wasm"),
        _ => return Ok(()),
    };
    let mut text = fs::read_to_string(file)?;
    for name in names {
        let new = with_placeholder(name)?;
        let (Some(old), Some(new)) = (name.strip_suffix(end), new.strip_suffix(end)) else { continue };
        for quote in ['"', '\'', '`'] {
            text = text.replace(&format!("{quote}{before}{old}{quote}"), &format!("{quote}{before}{new}{quote}"));
        }
    }
    Ok(fs::write(file, text)?)
}

/// One hash of files, their names included.
fn hash(package: &Path, files: &[PathBuf]) -> Result<String> {
    let mut all = Sha256::new();
    for file in files {
        all.update(relative(package, file)?);
        all.update([0]);
        all.update(Sha256::digest(fs::read(file)?));
    }
    Ok(URL_SAFE_NO_PAD.encode(&all.finalize()[..HASH_BYTES]))
}

/// Overwrites the placeholders in a file and in its name.
fn put_hash(package: &Path, file: &Path, hash: &str) -> Result<()> {
    // In names alone, behind their dot: other text may have a line of underscores.
    let (old, new) = (format!(".{PLACEHOLDER}"), format!(".{hash}"));
    let mut content = fs::read(file)?;
    overwrite_all(&mut content, old.as_bytes(), new.as_bytes());
    let name = with_placeholder(&relative(package, file)?)?;
    fs::write(package.join(name.replace(&old, &new)), content)?;
    Ok(fs::remove_file(file)?)
}

/// Replaces each occurrence by something of the same length.
fn overwrite_all(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    assert_eq!(old.len(), new.len(), "nothing may move");
    let mut from = 0;
    while let Some(found) = bytes[from..].windows(old.len()).position(|window| window == old) {
        let at = from + found;
        bytes[at..at + new.len()].copy_from_slice(new);
        from = at + new.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A package as the build leaves it, and what becomes of it: names and texts.
    fn named(part: &str) -> (String, BTreeMap<String, String>) {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("lapstream.css", "a{}");
        write(
            "lapstream.js",
            r#"import*as l from"./__wasm_split.______________________.js";new URL("lapstream_bg.wasm")"#,
        );
        write("lapstream.wasm", "\0\u{22}./__wasm_split.______________________.js\0 ________________________ a line");
        write(LOADER, "import{initSync}from'./lapstream.js';new URL(`./part_1.wasm`);new URL(\"./part_10.wasm\")");
        write(MANIFEST, r#"{"staff":["part_1","part_10"]}"#);
        write("part_1.wasm", part);
        write("part_10.wasm", "ten");
        let hashes = put_hashes(folder.path(), "lapstream").unwrap();
        let mut files = Vec::new();
        list_below(folder.path(), &mut files).unwrap();
        let read = |file: &PathBuf| (relative(folder.path(), file).unwrap(), fs::read_to_string(file).unwrap());
        (hashes, files.iter().map(read).collect())
    }

    fn hash_of<'h>(hashes: &'h str, kind: &str) -> &'h str {
        hashes.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(": ")).unwrap()
    }

    #[test]
    fn every_name_carries_the_hash_wherever_it_stands() {
        let (hashes, files) = named("one");
        let (h, css) = (hash_of(&hashes, "js"), hash_of(&hashes, "css"));
        assert_eq!(h.len(), PLACEHOLDER.len());
        let js = format!(r#"import*as l from"./__wasm_split.{h}.js";new URL("lapstream_bg.wasm")"#);
        let wasm = format!("\0\u{22}./__wasm_split.{h}.js\0 ________________________ a line");
        let loader = format!(
            "import{{initSync}}from'./lapstream.{h}.js';new URL(`./part_1.{h}.wasm`);new URL(\"./part_10.{h}.wasm\")"
        );
        let manifest = format!(r#"{{"staff":["part_1.{h}","part_10.{h}"]}}"#);
        let expected = [
            (format!("__wasm_split.{h}.js"), loader),
            (format!("__wasm_split_manifest.{h}.json"), manifest),
            (format!("lapstream.{css}.css"), "a{}".to_owned()),
            (format!("lapstream.{h}.js"), js),
            (format!("lapstream.{h}.wasm"), wasm),
            (format!("part_1.{h}.wasm"), "one".to_owned()),
            (format!("part_10.{h}.wasm"), "ten".to_owned()),
        ];
        assert_eq!(files, BTreeMap::from(expected));
    }

    #[test]
    fn one_changed_part_changes_every_name_but_the_styles() {
        let (before, after) = (named("one").0, named("two").0);
        assert_ne!(hash_of(&before, "js"), hash_of(&after, "js"));
        assert_eq!(hash_of(&before, "css"), hash_of(&after, "css"));
        assert_eq!(before, named("one").0, "and the same content has the same names");
    }

    #[test]
    fn a_build_that_lacks_a_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("lapstream.js"), "").unwrap();
        let refused = put_hashes(folder.path(), "lapstream").unwrap_err().to_string();
        assert!(refused.contains("lapstream.wasm"), "{refused}");
    }
}
