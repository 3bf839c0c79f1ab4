//! What the board page makes a phone load.

use crate::Failure;
use reqwest::{Client, header};
use std::{collections::BTreeSet, net::SocketAddr, path::Path};

/// Fetches a file as a browser asks for it; the bytes are those that went over the wire.
pub async fn fetch(address: &SocketAddr, path: &str, encoding: &str) -> Result<Vec<u8>, Failure> {
    let client = Client::builder().no_proxy().build()?;
    let request = client.get(format!("http://{address}{path}")).header(header::ACCEPT, "text/html, */*");
    let response = request.header(header::ACCEPT_ENCODING, encoding).send().await?;
    if !response.status().is_success() {
        return Err(Failure::Answer(format!("{path}: {}", response.status())));
    }
    Ok(response.bytes().await?.to_vec())
}

/// The size of all WebAssembly and JavaScript that the board page loads, in thousands of bytes.
pub async fn load_kb(address: &SocketAddr, encoding: &str) -> Result<f64, Failure> {
    let page = String::from_utf8_lossy(&fetch(address, "/", "identity").await?).into_owned();
    let mut waiting = named_files(&page);
    let mut seen = BTreeSet::new();
    let mut bytes = 0_u32;
    while let Some(path) = waiting.pop_first() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let size = fetch(address, &path, encoding).await?.len();
        bytes += u32::try_from(size).unwrap_or(u32::MAX);
        if is_script(&path) {
            let script = String::from_utf8_lossy(&fetch(address, &path, "identity").await?).into_owned();
            waiting.extend(imported_files(&script));
        }
    }
    Ok(f64::from(bytes) / 1_000.0)
}

fn is_script(path: &str) -> bool {
    has_extension(path, "js")
}

fn has_extension(path: &str, wanted: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == wanted)
}

/// Scripts and WebAssembly that a page names.
fn named_files(page: &str) -> BTreeSet<String> {
    let quoted = page.split('"').filter(|text| text.starts_with("/pkg/"));
    quoted.filter(|text| is_script(text) || has_extension(text, "wasm")).map(str::to_owned).collect()
}

/// Scripts that a script cannot run without: its static imports.
fn imported_files(script: &str) -> Vec<String> {
    let imports = script.split(['\n', ';']).filter(|line| line.trim_start().starts_with("import "));
    let names = imports.filter_map(|line| line.split(['"', '\'']).nth(1));
    names.filter_map(|name| name.strip_prefix("./")).map(|name| format!("/pkg/{name}")).collect()
}
