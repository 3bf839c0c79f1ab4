//! Where things are, from `[workspace.metadata.leptos]` in the workspace's manifest, which `cargo leptos watch` reads too.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What the manifest says of the site.
pub(crate) struct Settings {
    /// The name of the pages' code, without hash and extension.
    pub(crate) output_name: String,
    /// The folder that is served.
    pub(crate) site: PathBuf,
    /// The folder in it for what is built.
    pub(crate) package: String,
    /// The style's main file.
    pub(crate) style: PathBuf,
    /// The folder of files that are served as they are.
    pub(crate) assets: PathBuf,
    /// The browsers that the style is made for, as browserslist names them.
    pub(crate) browsers: String,
    /// A folder of this program's own, on the same disk as the site.
    pub(crate) work: PathBuf,
}

impl Settings {
    /// Asks cargo for the manifest of the working directory.
    pub(crate) fn read() -> Result<Self> {
        let mut cargo = std::process::Command::new("cargo");
        cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
        let answer = cargo.output().context("cargo cannot be started")?;
        if !answer.status.success() {
            bail!("cargo cannot read the manifest: {}", String::from_utf8_lossy(&answer.stderr).trim());
        }
        let answer: Value = serde_json::from_slice(&answer.stdout)?;
        Self::from_metadata(&answer["metadata"]["leptos"][0])
    }

    fn from_metadata(site: &Value) -> Result<Self> {
        let text = |key: &str| {
            let value = site[key].as_str().map(str::to_owned);
            value.with_context(|| format!("[[workspace.metadata.leptos]] has no text `{key}`"))
        };
        let folder = PathBuf::from(text("site-root")?);
        let work = folder.parent().unwrap_or(Path::new(".")).join("bundle");
        Ok(Self {
            output_name: text("name")?,
            site: folder,
            package: text("site-pkg-dir")?,
            style: text("style-file")?.into(),
            assets: text("assets-dir")?.into(),
            browsers: text("browserquery")?,
            work,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_is_missing_is_named() {
        let mut site = serde_json::json!({
            "name": "lapstream", "site-root": "target/site", "site-pkg-dir": "pkg", "style-file": "style/main.scss",
            "assets-dir": "public", "browserquery": "defaults",
        });
        let settings = Settings::from_metadata(&site).unwrap();
        assert_eq!(settings.work, Path::new("target/bundle"));
        site["assets-dir"] = Value::Null;
        let refused = Settings::from_metadata(&site).err().unwrap().to_string();
        assert!(refused.contains("assets-dir"), "{refused}");
    }
}
