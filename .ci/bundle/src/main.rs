//! `bundle FRONTEND.WASM` makes the site that browsers load, out of the compiled pages, `style/` and `public/`.
//!
//! cargo-leptos does the same and more, from the same settings and with the same libraries. It takes six to eleven minutes to
//! install, because it brings a JavaScript compiler, a TLS stack and a web server. This is the part that a build needs, and
//! it does nothing where nothing has changed since the site was made.

mod compress;
mod inputs;
mod names;
mod pages;
mod settings;
mod style;
mod tools;

use anyhow::{Context, Result};
use settings::Settings;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// The list of the hashes in the site's names, and of what the site was made of, in the site. The server looks for it there.
const HASHES: &str = "hash.txt";

fn main() -> ExitCode {
    let Some(wasm) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: bundle FRONTEND.WASM, in the root of the checkout");
        return ExitCode::from(2);
    };
    match run(&wasm) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("The site cannot be made: {cause:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(wasm: &Path) -> Result<()> {
    let settings = Settings::read()?;
    fs::create_dir_all(&settings.work)?;
    // Another build of this checkout would write the same folders.
    let lock = File::create(settings.work.join("lock"))?;
    lock.lock().context("the site is locked by another build")?;
    let made_of = format!("inputs: {}\n", inputs::digest(wasm, &settings)?);
    // In the site itself: whoever empties it makes it stale.
    if fs::read_to_string(settings.site.join(HASHES)).is_ok_and(|list| list.ends_with(&made_of)) {
        report("the site is as its sources are");
        return Ok(());
    }
    let new = settings.work.join("site");
    remove(&new)?;
    let hashes = make(wasm, &new, &settings)?;
    fs::write(new.join(HASHES), hashes + &made_of).context("the list of hashes cannot be written")?;
    replace(&settings.site, &new)
}

/// Makes the whole site in an empty folder; returns the hashes in its names.
fn make(wasm: &Path, site: &Path, settings: &Settings) -> Result<String> {
    copy_all(&settings.assets, site)?;
    let package = site.join(&settings.package);
    fs::create_dir_all(&package)?;
    let (pages, style) = rayon::join(
        || timed("splitting and optimising the pages' code", || pages::build(wasm, &package, settings)),
        || style::build(&package, settings),
    );
    pages?;
    style?;
    let hashes = names::put_hashes(&package, &settings.output_name)?;
    timed("compressing", || compress::all_below(site))?;
    Ok(hashes)
}

/// Puts the new site where the old one was.
fn replace(site: &Path, new: &Path) -> Result<()> {
    remove(site)?;
    fs::rename(new, site).with_context(|| format!("{} cannot be replaced", site.display()))
}

/// Removes a file or folder that may not be there.
fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(cause).with_context(|| format!("{} cannot be removed", path.display()))
        }
        _ => Ok(()),
    }
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let (source, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if source.is_dir() {
            copy_all(&source, &target)?;
        } else {
            fs::copy(&source, &target).with_context(|| format!("{} cannot be copied", source.display()))?;
        }
    }
    Ok(())
}

fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let began = Instant::now();
    let done = work()?;
    report(&format!("{what}: {:.1} s", began.elapsed().as_secs_f32()));
    Ok(done)
}

/// A line below the step that calls this program.
fn report(line: &str) {
    println!("      {line}");
}
