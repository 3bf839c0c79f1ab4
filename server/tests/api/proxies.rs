//! The server behind nginx and Caddy, as people set them up: with their usual `Host`, with the headers that say who asks,
//! and with live sockets.

use crate::{
    common::{ADMIN, ago, new_id},
    kill::witness_event,
    process::{Process, lapstream, serve},
};
use futures::StreamExt;
use reqwest::{Client, StatusCode, header};
use serde_json::{Value, json};
use std::{
    fs,
    net::{IpAddr, TcpListener},
    path::Path,
    process::Stdio,
    time::Duration,
};
use testbed::Database;
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{sleep, timeout},
};
use tokio_tungstenite::{connect_async, tungstenite::client::IntoClientRequest};

/// How long a proxy may take to start, and to answer.
const TIME_MAX: Duration = Duration::from_secs(20);
/// Another address of this machine, from which somebody else asks.
const SOMEBODY_ELSE: &str = "127.0.0.2";

/// The name that people know; only the test's client finds it.
const NAME: &str = "laps.example";

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn started(mut command: Command, port: u16) -> Child {
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn();
    let child = child.expect("the proxy is installed");
    let answers = async {
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(TIME_MAX, answers).await.expect("the proxy did not start");
    child
}

/// nginx on a port, before a server; `lines` stand in its `location`.
async fn nginx(folder: &Path, port: u16, server: &str, lines: &str) -> Child {
    let folder = folder.to_str().unwrap();
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let places: Vec<String> = places.iter().map(|name| format!("{name}_temp_path {folder}/{name};\n")).collect();
    let places = places.concat();
    let config = format!(
        "daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
        events {{}}
        http {{
            access_log off; {places}
            map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
            server {{
                listen 127.0.0.1:{port};
                location / {{
                    proxy_pass {server};
                    proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                    {lines}
                }}
            }}
        }}"
    );
    let file = format!("{folder}/nginx.conf");
    fs::write(&file, config).unwrap();
    let program = if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" };
    let mut command = Command::new(program);
    command.args(["-c", &file, "-e", &format!("{folder}/error.log")]);
    started(command, port).await
}

/// Caddy on a port, before a server, with nothing but the one line that it takes.
async fn caddy(folder: &Path, port: u16, server: &str) -> Child {
    let file = folder.join("Caddyfile");
    let head = "{\nadmin off\nauto_https off\n}\n";
    fs::write(&file, format!("{head}http://:{port} {{\n\tbind 127.0.0.1\n\treverse_proxy {server}\n}}\n")).unwrap();
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
    command.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    started(command, port).await
}

/// A server that was told these variables.
async fn server(database: &Database, variables: &[(&str, &str)]) -> Process {
    let mut command = lapstream(database);
    command.env("ADMIN_API_TOKEN", ADMIN).envs(variables.iter().copied());
    serve(&mut command).await
}

/// A browser of somebody at that address, who finds the public name.
fn browser(port: u16, at: &str) -> Client {
    let client = Client::builder().no_proxy().timeout(TIME_MAX).local_address(at.parse::<IpAddr>().unwrap());
    client.resolve(NAME, ([127, 0, 0, 1], port).into()).build().unwrap()
}

/// What staff and spectators do; `origin` is what their browsers show in the address bar.
async fn works(origin: &str, port: u16, is_secure: bool) {
    let http = browser(port, "127.0.0.1");
    let open = |path: &str| format!("http://{NAME}:{port}{path}");
    let page = http.get(open("/")).header(header::ACCEPT, "text/html").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);

    let call = http.post(open("/fn/session/signin")).header(header::ORIGIN, origin).json(&json!({ "token": ADMIN }));
    let signed_in = call.send().await.unwrap();
    assert_eq!(signed_in.status(), StatusCode::OK, "{}", signed_in.text().await.unwrap());
    let cookie = signed_in.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert_eq!((cookie.contains("Secure"), cookie.starts_with("__Host-")), (is_secure, is_secure), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();

    // A change of a page, and the address that a tablet is to open.
    let lap = json!({ "laps": [{ "id": new_id(), "bib": 1, "counted_at": ago(0) }] });
    let tap = http.post(open("/api/v1/events/witness/laps")).header(header::ORIGIN, origin);
    let tapped = tap.header(header::COOKIE, &cookie).json(&lap).send().await.unwrap();
    assert_eq!(tapped.status(), StatusCode::OK, "{}", tapped.text().await.unwrap());
    let issue = http.post(open("/fn/devices/issue")).header(header::ORIGIN, origin).header(header::COOKIE, &cookie);
    let issued = issue.json(&json!({ "role": "lane_count", "name": "Lane 1" })).send().await.unwrap();
    let issued: Value = issued.json().await.unwrap();
    assert_eq!(issued["address"], format!("{origin}/enrol"));

    let mut request = format!("ws://127.0.0.1:{port}/live/witness").into_client_request().unwrap();
    request.headers_mut().insert(header::HOST, format!("{NAME}:{port}").parse().unwrap());
    request.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
    let (mut socket, _) = connect_async(request).await.unwrap();
    assert!(timeout(TIME_MAX, socket.next()).await.unwrap().unwrap().unwrap().is_text());
}

async fn event(server: &Process) {
    witness_event(&Client::builder().no_proxy().build().unwrap(), &format!("{}/api/v1", server.url)).await;
}

#[tokio::test]
async fn behind_nginx_as_it_comes_the_public_address_is_enough() {
    let (database, port) = (Database::sqlite(), free_port());
    let origin = format!("http://{NAME}:{port}");
    let told = server(&database, &[("PUBLIC_URL", &origin)]).await;
    event(&told).await;
    let _nginx = nginx(database.folder.path(), port, &told.url, "").await;
    works(&origin, port, false).await;

    // Without it the refusal says what does not fit.
    told.kill().await;
    let untold = Database::sqlite();
    let server = server(&untold, &[]).await;
    let port = free_port();
    let _nginx = nginx(untold.folder.path(), port, &server.url, "").await;
    let call = browser(port, "127.0.0.1").post(format!("http://{NAME}:{port}/fn/session/signin"));
    let refused = call.header(header::ORIGIN, &origin).json(&json!({ "token": ADMIN })).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let refused: Value = refused.json().await.unwrap();
    let sentence = refused["err"].as_str().unwrap();
    let asked = server.url.strip_prefix("http://").unwrap();
    assert!(sentence.contains(&origin) && sentence.contains(asked), "{sentence}");
}

#[tokio::test]
async fn behind_nginx_that_speaks_https_all_is_as_if_there_were_no_proxy() {
    let (database, port) = (Database::sqlite(), free_port());
    let origin = format!("https://{NAME}");
    let server = server(&database, &[("PUBLIC_URL", &origin), ("TRUSTED_PROXIES", "127.0.0.1")]).await;
    event(&server).await;
    let lines =
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto https;";
    let _nginx = nginx(database.folder.path(), port, &server.url, lines).await;
    works(&origin, port, true).await;
    each_address_guesses_for_itself(port).await;
}

#[tokio::test]
async fn behind_caddy_nothing_but_its_address_is_said() {
    let (database, port) = (Database::sqlite(), free_port());
    let server = server(&database, &[("TRUSTED_PROXIES", "127.0.0.1")]).await;
    event(&server).await;
    let _caddy = caddy(database.folder.path(), port, &server.url).await;
    works(&format!("http://{NAME}:{port}"), port, false).await;
    each_address_guesses_for_itself(port).await;
}

/// Who guesses waits, and who sits beside them does not.
async fn each_address_guesses_for_itself(port: u16) {
    let guess = async |at: &str| {
        let call = browser(port, at).post(format!("http://{NAME}:{port}/api/v1/auth/login"));
        call.json(&json!({ "pin": "0815" })).send().await.unwrap().status()
    };
    while guess(SOMEBODY_ELSE).await == StatusCode::UNAUTHORIZED {}
    assert_eq!(guess(SOMEBODY_ELSE).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(guess("127.0.0.3").await, StatusCode::UNAUTHORIZED);
}
