//! The pages' code: split by page, joined to its JavaScript, optimised.

use crate::{names, settings::Settings, tools};
use anyhow::{Context, Result, anyhow};
use rayon::prelude::*;
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};
use wasm_bindgen_cli_support::Bindgen;

/// Writes the code into the folder: `NAME.js`, `NAME.wasm`, a `.wasm` for each part that loads later, the script that
/// loads them, and the list of which page needs which.
pub(crate) fn build(wasm: &Path, package: &Path, settings: &Settings) -> Result<()> {
    let name = &settings.output_name;
    let mut files = split(wasm, package, settings)?;
    // wasm-bindgen names it so; leptos asks for it by the plain name.
    let main = package.join(format!("{name}.wasm"));
    bind(&settings.work.join("main.wasm"), package, name)?;
    fs::rename(package.join(format!("{name}_bg.wasm")), &main)?;
    files.push(main);
    // The largest first: on two cores the small ones then fill what is left.
    files.sort_by_key(|file| std::cmp::Reverse(fs::metadata(file).map_or(0, |about| about.len())));
    files.par_iter().with_max_len(1).try_for_each(|file| optimise(file))?;
    [package.join(format!("{name}.js")), package.join(names::LOADER)].iter().try_for_each(|script| minify(script))
}

/// Takes apart what only some pages need; returns the parts.
fn split(wasm: &Path, package: &Path, settings: &Settings) -> Result<Vec<PathBuf>> {
    let whole = fs::read(wasm).with_context(|| format!("{} cannot be read", wasm.display()))?;
    let (main, module) = (settings.work.join("main.wasm"), format!("./{}.js", settings.output_name));
    let loader = format!("./{}", names::LOADER);
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = package;
    options.main_out_path = &main;
    options.main_module = &module;
    options.link_name = &loader;
    let parts = wasm_split_cli_support::transform(options).map_err(|cause| anyhow!("splitting failed: {cause:#}"))?;
    fs::write(package.join(names::MANIFEST), serde_json::to_vec(&parts.prefetch_map)?)?;
    Ok(parts.split_modules)
}

/// Writes the script that starts the code, and the code as that script wants it.
fn bind(main: &Path, package: &Path, name: &str) -> Result<()> {
    let mut bindgen = Bindgen::new();
    // The parts import what the main module exports, by the names that the linker gave.
    bindgen.keep_lld_exports(true).demangle(false).typescript(false);
    bindgen.input_path(main).out_name(name).web(true)?.generate(package).context("wasm-bindgen failed")
}

fn optimise(file: &Path) -> Result<()> {
    let arguments: [OsString; 6] = [
        "-Oz".into(),
        "--enable-bulk-memory".into(),
        "--enable-nontrapping-float-to-int".into(),
        file.into(),
        "-o".into(),
        file.into(),
    ];
    tools::run("wasm-opt", arguments)
}

fn minify(script: &Path) -> Result<()> {
    let mut out = OsString::from("--outfile=");
    out.push(script);
    let arguments: [OsString; 5] =
        ["--minify".into(), "--format=esm".into(), "--allow-overwrite".into(), script.into(), out];
    tools::run("esbuild", arguments)
}
