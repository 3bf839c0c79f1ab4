//! The files that a station's page may load, each with its digest.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// What pages load. What lies beside it is there for servers (compressed copies), search engines or lawyers.
const LOADED: [&str; 8] = ["js", "json", "wasm", "css", "woff2", "svg", "png", "webmanifest"];

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Its address, such as `/pkg/lapstream.css`.
    pub path: String,
    /// The digest of what is in it, as `fetch` takes it.
    pub digest: String,
}

/// All files of a site that pages load, in the order of their addresses.
///
/// # Errors
/// Where the site cannot be read.
pub fn of_site(root: &Path) -> io::Result<Vec<SiteFile>> {
    let mut found = Vec::new();
    walk(root, "", &mut found)?;
    found.sort();
    found
        .into_iter()
        .map(|(path, file)| {
            let digest = STANDARD.encode(Sha256::digest(fs::read(file)?));
            Ok(SiteFile { path, digest: format!("sha256-{digest}") })
        })
        .collect()
}

fn walk(folder: &Path, address: &str, found: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let (path, address) = (entry.path(), format!("{address}/{name}"));
        if path.is_dir() {
            walk(&path, &address, found)?;
        } else if path.extension().is_some_and(|end| LOADED.iter().any(|loaded| end == *loaded)) {
            found.push((address, path));
        }
    }
    Ok(())
}
