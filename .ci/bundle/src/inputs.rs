//! Whether there is anything to do: one digest of all that a site is made of.

use crate::settings::Settings;
use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The lock file of the programs that npm brings.
const TOOLS: &str = "end2end/package-lock.json";

/// The digest of the pages' code, the style, the assets, the tools from npm and this program itself.
pub(crate) fn digest(wasm: &Path, settings: &Settings) -> Result<String> {
    let mut files = vec![wasm.to_owned(), PathBuf::from(TOOLS), std::env::current_exe()?];
    list_below(settings.style.parent().unwrap_or(Path::new(".")), &mut files)?;
    list_below(&settings.assets, &mut files)?;
    let mut all = Sha256::new();
    // The settings themselves: a name given anew is another site.
    all.update(format!("{}\0{}\0{}", settings.output_name, settings.package, settings.browsers));
    for file in files {
        let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        all.update(file.as_os_str().as_encoded_bytes());
        all.update([0]);
        all.update(Sha256::digest(content));
    }
    Ok(URL_SAFE_NO_PAD.encode(all.finalize()))
}

/// All files below a folder, in the order of their names.
pub(crate) fn list_below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            list_below(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
