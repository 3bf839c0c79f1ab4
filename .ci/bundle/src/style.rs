//! The style: one file out of the partials, without what no browser in use needs.

use crate::{settings::Settings, tools};
use anyhow::Result;
use std::{ffi::OsString, path::Path};

/// Writes the style beside the pages' code, under the same name.
pub(crate) fn build(package: &Path, settings: &Settings) -> Result<()> {
    let style = package.join(&settings.output_name).with_extension("css");
    tools::run("sass", ["--no-source-map".as_ref(), settings.style.as_os_str(), style.as_os_str()])?;
    let arguments: [OsString; 6] = [
        "--minify".into(),
        "--targets".into(),
        settings.browsers.clone().into(),
        style.clone().into(),
        "--output-file".into(),
        style.into(),
    ];
    tools::run("lightningcss", arguments)
}
