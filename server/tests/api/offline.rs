//! What a browser keeps of the pages: a worker with this build's files, and pages that say of which build they are.

use crate::process::{Process, lapstream, serve};
use reqwest::{Client, Response, header};
use std::{fs, path::Path};
use testbed::Database;

fn write(site: &Path, path: &str, text: &str) {
    let file = site.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

async fn start(database: &Database, site: &Path) -> Process {
    serve(lapstream(database).env("LEPTOS_SITE_ROOT", site)).await
}

async fn get(server: &Process, path: &str) -> Response {
    let http = Client::builder().no_proxy().build().unwrap();
    let request = http.get(format!("{}{path}", server.url)).header(header::ACCEPT_LANGUAGE, "de-AT, en;q=0.5");
    request.send().await.unwrap()
}

fn build(answer: &Response) -> String {
    answer.headers()["lapstream-build"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn worker_and_pages_name_the_build_by_what_is_in_its_files() {
    let database = Database::sqlite();
    let site = tempfile::tempdir().unwrap();
    write(site.path(), "pkg/lapstream.css", "body {}");
    write(site.path(), "pkg/lapstream.js", "one");
    write(site.path(), "pkg/lapstream.js.br", "compressed");
    let server = start(&database, site.path()).await;

    let worker = get(&server, "/service-worker.js").await;
    assert_eq!(worker.headers()[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    assert_eq!(worker.headers()[header::CACHE_CONTROL], "no-cache");
    let code = worker.text().await.unwrap();
    assert!(code.contains(r#"["/pkg/lapstream.js","sha256-"#) && !code.contains(".js.br"), "{code}");

    let plain = get(&server, "/offline").await;
    let old = build(&plain);
    assert!(code.starts_with(&format!("const BUILD = \"{old}\";")), "{code}");
    let page = plain.text().await.unwrap();
    for part in [r#"<html lang="de">"#, "Keine Verbindung", r#"href="/pkg/lapstream.css""#] {
        assert!(page.contains(part), "{page} lacks {part}");
    }
    assert!(!page.contains("wasm"), "it must not take over a page's place: {page}");
    // Only the page that may be kept says so. Here it is refused, for there is no event: that is no page to keep.
    let (station, board) = (get(&server, "/station").await, get(&server, "/").await);
    assert_eq!((station.status().as_u16(), build(&station)), (404, old.clone()));
    assert!(!board.headers().contains_key("lapstream-build"));
    server.kill().await;

    write(site.path(), "pkg/lapstream.js", "two");
    let server = start(&database, site.path()).await;
    assert_ne!(build(&get(&server, "/offline").await), old);
    server.kill().await;
}
