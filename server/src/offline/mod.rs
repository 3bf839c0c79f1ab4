//! What a browser keeps of the pages for when the network is away: a service worker with the list of this build's files,
//! and the page that stands in place of all that is not kept.
//!
//! A build is named by what is in its files, not by their names: see `keep` in [`assets`](crate::assets).

mod files;
mod page;

use crate::{envelope::Refusal, state::AppState};
use app::{i18n::Lang, server::lang_of};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use domain::{Problem, refusal};
use files::SiteFile;
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::OnceCell;

/// The page that is kept, and by which a station is opened again.
const STATION: &str = "/station";
/// Says of which build a page is that may be kept.
const BUILD: HeaderName = HeaderName::from_static("lapstream-build");
/// The worker, but for the constants before it.
const WORKER: &str = include_str!("worker.js");
/// Characters of a build's name: sixty bits tell builds apart, and make a short header.
const NAME_CHARS: usize = 15;

/// The site as it was built. It is looked at when it is first asked for, once: a server's start does not wait for it.
#[derive(Debug, Clone)]
pub struct Site {
    root: PathBuf,
    build: Arc<OnceCell<Build>>,
}

/// A build of the site.
#[derive(Debug)]
struct Build {
    name: HeaderValue,
    worker: String,
    style: String,
}

impl Site {
    /// The site in this folder.
    pub fn new(root: impl AsRef<Path>) -> Self {
        Self { root: root.as_ref().to_owned(), build: Arc::default() }
    }

    async fn build(&self) -> io::Result<&Build> {
        let root = self.root.clone();
        self.build
            .get_or_try_init(|| async {
                tokio::task::spawn_blocking(move || Build::of(files::of_site(&root)?))
                    .await
                    .map_err(io::Error::other)?
            })
            .await
    }
}

impl Build {
    fn of(files: Vec<SiteFile>) -> io::Result<Self> {
        let style = files.iter().map(|file| &file.path).find(|path| is_style(path)).cloned().unwrap_or_default();
        let files: Vec<[String; 2]> = files.into_iter().map(|SiteFile { path, digest }| [path, digest]).collect();
        let files = serde_json::to_string(&files)?;
        let digest = Sha256::new().chain_update(WORKER).chain_update(&files).finalize();
        let name = digest.iter().fold(String::new(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}"); // a string takes whatever is written
            name
        });
        let name = &name[..NAME_CHARS];
        let worker = format!("const BUILD = \"{name}\";\nconst FILES = {files};\n{WORKER}");
        Ok(Self { name: HeaderValue::from_str(name).map_err(io::Error::other)?, worker, style })
    }
}

fn is_style(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "css")
}

pub fn routes() -> Router<AppState> {
    Router::new().route("/service-worker.js", get(worker)).route("/offline", get(plain_page))
}

/// Browsers ask for it again at least once a day, and whenever a station's connection is back: a change in one byte of it
/// is a new build.
async fn worker(State(state): State<AppState>) -> Result<Response, Refusal> {
    let build = state.site.build().await.map_err(|error| unreadable(&error))?;
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, build.worker.clone()).into_response())
}

async fn plain_page(State(state): State<AppState>, parts: Parts) -> Result<Response, Refusal> {
    let build = state.site.build().await.map_err(|error| unreadable(&error))?;
    Ok(([(BUILD, build.name.clone())], Html(page::no_network(lang_of(&parts.uri, &parts.headers), &build.style)))
        .into_response())
}

/// The page of a server that cannot answer one more reader; it asks again by itself.
pub async fn busy_page(state: &AppState, lang: Lang) -> Html<String> {
    let style = state.site.build().await.map_or("", |build| &build.style);
    Html(page::busy(lang, style))
}

/// The page that asks before a browser goes into a rehearsal, or with an empty slug out of it. Slug and path are markup.
pub async fn rehearsal_page(state: &AppState, lang: Lang, slug: &str, path: &str) -> Html<String> {
    let style = state.site.build().await.map_or("", |build| &build.style);
    Html(page::rehearsal(lang, style, slug, path))
}

fn unreadable(error: &io::Error) -> Refusal {
    tracing::error!(%error, "the site's files cannot be read");
    Problem::from(refusal::FilesUnreadable).into()
}

/// Says on a station's page of which build it is.
pub async fn name_build(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_station = request.uri().path() == STATION;
    let mut response = next.run(request).await;
    if is_station && let Ok(build) = state.site.build().await {
        response.headers_mut().insert(BUILD, build.name.clone());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        folder
    }

    fn build(files: &[(&str, &str)]) -> Build {
        Build::of(files::of_site(site(files).path()).unwrap()).unwrap()
    }

    #[test]
    fn a_build_is_named_by_what_pages_load() {
        let one = build(&[("pkg/x.css", "a"), ("pkg/x.js", "b"), ("pkg/x.js.br", "c"), ("robots.txt", "d")]);
        let other_text = build(&[("pkg/x.css", "a"), ("pkg/x.js", "B")]);
        let same = build(&[("pkg/x.js", "b"), ("pkg/x.css", "a")]);
        assert_eq!(one.name, same.name);
        assert_ne!(one.name, other_text.name, "under the same file names");
        assert_eq!(one.style, "/pkg/x.css");
    }

    #[test]
    fn the_worker_knows_each_file_by_its_digest() {
        let worker = build(&[("fonts/a.woff2", ""), ("pkg/x.css", "abc")]).worker;
        let list = worker.lines().find_map(|line| line.strip_prefix("const FILES = ")?.strip_suffix(';')).unwrap();
        let list: Vec<[String; 2]> = serde_json::from_str(list).unwrap();
        let [font, style] = <[[String; 2]; 2]>::try_from(list).unwrap();
        assert_eq!(font[0], "/fonts/a.woff2");
        assert_eq!(style, ["/pkg/x.css", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="]);
    }
}
