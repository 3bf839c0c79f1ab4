//! The programs that npm brings: sass, lightningcss, esbuild, wasm-opt.

use anyhow::{Context, Result, bail};
use std::{ffi::OsStr, path::Path, process::Command};

/// Where npm puts them, seen from the root of the checkout.
const FOLDER: &str = "end2end/node_modules/.bin";

/// Runs one of them to its end; what it prints is part of the refusal if it fails.
pub(crate) fn run<A: AsRef<OsStr>>(tool: &str, arguments: impl IntoIterator<Item = A>) -> Result<()> {
    let mut command = Command::new(Path::new(FOLDER).join(tool));
    let done = command.args(arguments).output().with_context(|| format!("{tool} cannot be started: run make setup"))?;
    let said = String::from_utf8_lossy(&done.stderr);
    if !done.status.success() {
        bail!("{tool} failed:\n{}", said.trim());
    }
    eprint!("{said}");
    Ok(())
}
