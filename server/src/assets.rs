//! The pages' files: found without configuration, served compressed where they lie compressed, and kept by browsers
//! for as long as is safe.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use leptos::config::LeptosOptions;
use std::path::{Path, PathBuf};
use tower::{ServiceExt, service_fn};
use tower_http::services::ServeDir;

use crate::{envelope::Refusal, pages, state::AppState};

/// Where the built site is, seen from the root of a checkout.
const SITE: &str = "target/site";
/// The folder of scripts, WebAssembly and styles in it.
const PKG: &str = "pkg";
/// The list of the hashes in the files' names, in the site. In development there are none.
const HASHES: &str = "hash.txt";
/// Characters of such a hash.
const HASH_CHARS: usize = 22;

/// What leptos needs to know about the site. Nobody who starts the server has to set a variable for it.
pub fn options() -> LeptosOptions {
    let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf)).unwrap_or_default();
    let site = site_root(&beside);
    let hashes = std::path::absolute(site.join(HASHES)).ok().filter(|list| list.is_file());
    LeptosOptions::builder()
        .output_name("lapstream")
        .site_root(site.to_string_lossy())
        .site_pkg_dir(PKG)
        .hash_files(hashes.is_some())
        .hash_file(hashes.unwrap_or_default().to_string_lossy().into())
        .build()
}

/// The first of the usual places that exists: as told, beside the binary, in the binary's target folder, and below
/// the working directory.
fn site_root(beside: &Path) -> PathBuf {
    let told = std::env::var_os("LEPTOS_SITE_ROOT").map(PathBuf::from);
    let places = [told, Some(beside.join("site")), Some(beside.join("../site")), Some(PathBuf::from(SITE))];
    places.into_iter().flatten().find(|place| place.is_dir()).unwrap_or_else(|| PathBuf::from(SITE))
}

/// Answers what no route knows: a file of the site, else the page that says so. Programs get the envelope.
pub async fn file_or_page(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if is_for_programs(&path) || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refusal::unknown_path().into_response();
    }
    let site = state.pages.site_root.to_string();
    let files = ServeDir::new(site)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(service_fn(move |request| pages::not_found(state.clone(), request).map(Ok)));
    match files.oneshot(request).await {
        Ok(found) => {
            let mut response = found.map(Body::new);
            if response.status().is_success() || response.status().as_u16() == 304 {
                response.headers_mut().insert(header::CACHE_CONTROL, keep(&path));
            }
            response
        }
        Err(never) => match never {},
    }
}

/// Whether programs ask there, who can do nothing with a page.
fn is_for_programs(path: &str) -> bool {
    ["api", "auth", "player", "lane", "live", "fn", "health"].contains(&path.split('/').nth(1).unwrap_or_default())
}

/// How long a browser may keep a file without asking again: for good where a hash of what is in it is part of its name.
fn keep(path: &str) -> HeaderValue {
    let extension = path.rsplit('.').next().unwrap_or_default();
    HeaderValue::from_static(match extension {
        _ if has_hash(path) => "public, max-age=31536000, immutable",
        "woff2" => "public, max-age=604800",
        _ => "no-cache",
    })
}

fn has_hash(path: &str) -> bool {
    let is_hash = |part: &str| {
        part.len() == HASH_CHARS
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && part.bytes().any(|b| b != b'_')
    };
    path.rsplit('/').next().unwrap_or_default().split('.').any(is_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_never_changes_under_its_name_is_kept_without_asking() {
        assert!(keep("/pkg/lapstream.kW2hZ9rT0aBcDeFgHiJkLm.css").to_str().unwrap().contains("immutable"));
        assert_eq!(keep("/pkg/lapstream.css"), "no-cache");
        assert!(keep("/pkg/lapstream.kW2hZ9rT0aBcDeFgHiJkLm.wasm").to_str().unwrap().contains("immutable"));
        assert_eq!(keep("/pkg/__wasm_split.______________________.js"), "no-cache", "the place of a hash is none");
        assert_eq!(keep("/favicon.svg"), "no-cache");
    }

    #[test]
    fn programs_get_no_page() {
        for path in ["/api/v1/nothing", "/auth", "/player/1/2", "/lane/x", "/live/"] {
            assert!(is_for_programs(path), "{path}");
        }
        assert!(!is_for_programs("/players-of-the-day"));
    }
}
