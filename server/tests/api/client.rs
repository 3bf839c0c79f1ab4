//! `lapstream client`: the real program against a real server, with credentials of a test's own.

use crate::{
    common::{ADMIN, Api},
    process::lapstream,
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    response::Response,
};
use futures::future::join_all;
use serde_json::{Value, json};
use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use testbed::{Database, on_both_engines};
use tokio::{io::AsyncWriteExt, net::TcpSocket, process::Command};

on_both_engines!(
    a_code_becomes_credentials_that_only_their_owner_may_read,
    a_desk_registers_places_taps_and_takes_back,
    a_lost_answer_never_doubles_a_tap,
    a_tap_without_a_server_is_kept_and_sent_later,
    credentials_are_refreshed_by_themselves,
    clients_at_once_never_use_one_refresh_token_twice,
);

/// An installation of the client: a folder with its files, and the server that it speaks to.
struct Installation<'a> {
    api: &'a Api,
    url: String,
    credentials: PathBuf,
}

impl<'a> Installation<'a> {
    fn new(api: &'a Api) -> Self {
        let credentials = api.database.folder.path().join("client/credentials.json");
        Self { api, url: api.url(""), credentials }
    }

    async fn enrolled(api: &'a Api, role: &str) -> Self {
        let client = Self::new(api);
        client.done(&["enrol", &api.code(role).await]).await;
        client
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = lapstream(&self.api.database);
        command.args(["client", "--url", &self.url, "--credentials"]).arg(&self.credentials);
        command.args(["--event", "swim", "--json"]).args(arguments);
        command
    }

    async fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().await.unwrap()
    }

    /// Runs a command that must succeed; returns the data that it printed.
    async fn done(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments).await;
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Runs a command that must fail; returns what it said.
    async fn fails(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments).await;
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}: {said}");
        assert!(said.len() > 10 && !said.contains("panicked"), "{said}");
        said
    }

    fn kept(&self) -> Value {
        serde_json::from_slice(&std::fs::read(&self.credentials).unwrap()).unwrap()
    }

    fn device(&self) -> Value {
        self.kept()[self.url.as_str()]["device"].clone()
    }

    /// Changes what is kept of the device, as time would.
    fn change(&self, field: &str, value: &str) {
        let mut kept = self.kept();
        kept[self.url.as_str()]["device"][field] = json!(value);
        std::fs::write(&self.credentials, kept.to_string()).unwrap();
    }
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

async fn a_code_becomes_credentials_that_only_their_owner_may_read(database: Database) {
    let api = Api::start(database).await;
    let client = Installation::new(&api);
    assert!(client.fails(&["whoami"]).await.contains("enrol"), "it says how to sign in");
    let code = api.code("reception").await;
    let enrolled = client.run(&["enrol", &code]).await;
    assert!(enrolled.status.success(), "{enrolled:?}");
    assert_eq!(client.done(&["whoami"]).await["device"]["name"], "A reception");
    client.fails(&["enrol", &code]).await;

    let device = client.device();
    let said = String::from_utf8([enrolled.stdout, enrolled.stderr].concat()).unwrap();
    for secret in ["jwt", "refresh_token"] {
        assert!(!said.contains(device[secret].as_str().unwrap()), "{secret} was printed");
    }
    let folder = client.credentials.parent().unwrap();
    assert_eq!(mode(folder), 0o700);
    for file in std::fs::read_dir(folder).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }

    std::fs::set_permissions(&client.credentials, PermissionsExt::from_mode(0o644)).unwrap();
    assert!(client.fails(&["whoami"]).await.contains("chmod 600"));
    assert!(client.fails(&["enrol", &api.code("reception").await]).await.contains("chmod 600"));
    std::fs::set_permissions(&client.credentials, PermissionsExt::from_mode(0o600)).unwrap();
    client.done(&["whoami"]).await;
    assert_eq!(client.done(&["signout"]).await["forgotten"], "the device");
    client.fails(&["whoami"]).await;
}

async fn a_desk_registers_places_taps_and_takes_back(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    let client = Installation::enrolled(&api, "floor").await;
    let ada = client.done(&["register", "Ada", "Lind", "--age", "27", "--team", "Pool Sharks"]).await;
    assert_eq!((&ada["bib"], &ada["name"]), (&json!(1), &json!("Ada Lind")));
    client.done(&["register", "Bo Berg", "--bib", "7"]).await;
    let found = client.done(&["list", "shark"]).await;
    assert_eq!((found["players"].as_array().unwrap().len(), &found["players"][0]["bib"]), (1, &json!(1)));

    let placed = client.done(&["place", "7", "slow", "3"]).await;
    assert_eq!((&placed["position"], &placed["bib"]), (&json!(3), &json!(7)));
    assert!(client.fails(&["place", "1", "slow", "3"]).await.contains("taken"));
    assert_eq!(client.done(&["move", "7", "fast"]).await["pace_group"], "fast");
    assert_eq!(client.done(&["tap", "7"]).await["status"], "counted");
    assert_eq!(client.done(&["tap", "7", "2"]).await["status"], "counted");
    assert_eq!(client.done(&["tap", "1"]).await["status"], "held", "who is in no slot gets no lap, but loses none");
    let row = |bib: u32| {
        let api = &api;
        async move {
            let board = api.board("swim").await;
            board["rows"].as_array().unwrap().iter().find(|row| row["bib"] == bib).cloned().unwrap()
        }
    };
    assert_eq!(row(7).await["laps"], 3);

    let undone = ["lap.count", "lap.count", "lap.count", "lane.move", "lane.assign", "player.register"];
    for left in [3, 1, 0] {
        client.done(&["undo"]).await;
        assert_eq!(row(7).await["laps"], left);
    }
    for action in &undone[3..] {
        assert_eq!(client.done(&["undo"]).await["action"], format!("undo.{action}"));
    }
    assert_eq!(client.done(&["list"]).await["players"].as_array().unwrap().len(), 1, "Ada is left");
    client.done(&["undo"]).await;
    assert!(client.fails(&["undo"]).await.contains("no change"));
    let log = client.done(&["log", "--limit", "3", "--action", "undo"]).await;
    assert_eq!(log["entries"].as_array().unwrap().len(), 3);
}

/// A port where nobody listens yet, and its address.
fn silent_port() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    (socket, url)
}

/// Passes everything on to a server, but swallows the answers to the first so many taps.
fn pass_on(from: TcpSocket, to: String, swallowed: usize) {
    type Way = (String, Arc<AtomicUsize>);

    async fn pass(State((to, left)): State<Way>, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let is_tap = parts.uri.path().ends_with("/laps");
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut onward = http.request(parts.method, format!("{to}{}", parts.uri)).body(body);
        for name in ["authorization", "content-type"] {
            if let Some(value) = parts.headers.get(name) {
                onward = onward.header(name, value);
            }
        }
        let answer = onward.send().await.unwrap();
        let status = answer.status();
        let body = answer.bytes().await.unwrap();
        let swallow = is_tap && left.try_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        let body = if swallow {
            let cut: [Result<Bytes, _>; 1] = [Err(std::io::Error::other("the cable was pulled"))];
            Body::from_stream(futures::stream::iter(cut))
        } else {
            Body::from(body)
        };
        Response::builder().status(status).body(body).unwrap()
    }

    let listener = from.listen(16).unwrap();
    let proxy = Router::new().fallback(pass).with_state((to, Arc::new(AtomicUsize::new(swallowed))));
    tokio::spawn(async move { axum::serve(listener, proxy).await });
}

/// A client that reaches its server through such a proxy.
fn behind_a_proxy(api: &Api, swallowed: usize) -> Installation<'_> {
    let (socket, url) = silent_port();
    pass_on(socket, api.url(""), swallowed);
    Installation { url, ..Installation::new(api) }
}

async fn a_lost_answer_never_doubles_a_tap(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 7, 0).await;
    let client = behind_a_proxy(&api, 3);
    let tapped = client.run(&["--token", ADMIN, "tap", "7"]).await;
    assert!(tapped.status.success(), "{tapped:?}");
    let said = String::from_utf8(tapped.stderr).unwrap();
    assert_eq!(said.matches("same id").count(), 1, "{said}");
    let outcome: Value = serde_json::from_slice(&tapped.stdout).unwrap();
    assert_eq!(outcome["status"], "duplicate", "an earlier try arrived");
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 1);
    assert!(client.fails(&["--token", "not the token", "tap", "7"]).await.contains("kept"));
    client.done(&["--token", ADMIN, "undo"]).await;
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 1, "the kept one was sent, and then taken back");
    client.done(&["--token", ADMIN, "undo"]).await;
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 0);
}

async fn a_tap_without_a_server_is_kept_and_sent_later(database: Database) {
    let api = Api::start(database).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 7, 0).await;
    // The first answer is swallowed and there is no patience: whether the tap arrived is not known.
    let client = behind_a_proxy(&api, 1);
    let kept = client.fails(&["--token", ADMIN, "--patience", "0", "tap", "7"]).await;
    assert!(kept.contains("kept"), "{kept}");
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 1);
    let next = client.run(&["--token", ADMIN, "tap", "7"]).await;
    let said = String::from_utf8(next.stderr).unwrap();
    assert!(next.status.success() && said.contains("earlier try"), "{said}");
    assert_eq!(api.board("swim").await["rows"][0]["laps"], 2, "one tap, then another");

    let (socket, url) = silent_port();
    let client = Installation { url, ..client };
    assert!(client.fails(&["--token", ADMIN, "--patience", "0", "tap", "7"]).await.contains("kept"));
    assert_eq!(mode(&client.credentials.with_extension("work.json")), 0o600);
    pass_on(socket, api.url(""), 0);
    for sent in [1, 0] {
        assert_eq!(client.done(&["--token", ADMIN, "send"]).await["sent"], sent);
        assert_eq!(api.board("swim").await["rows"][0]["laps"], 3);
    }
}

async fn credentials_are_refreshed_by_themselves(database: Database) {
    let api = Api::start(database).await;
    let client = Installation::enrolled(&api, "viewer").await;
    let tokens = || (client.device()["jwt"].clone(), client.device()["refresh_token"].clone());
    let first = tokens();
    client.done(&["whoami"]).await;
    assert_eq!(tokens(), first, "as long as the access token is good");
    for past_or_soon in ["2026-01-01T00:00:00.000Z".to_owned(), crate::common::ago(-30_000)] {
        let before = tokens();
        client.change("expires_at", &past_or_soon);
        client.done(&["whoami"]).await;
        assert_ne!(tokens().1, before.1, "{past_or_soon}");
    }
    let before = tokens();
    client.change("jwt", "a token that the server refuses");
    client.done(&["whoami"]).await;
    assert_ne!(tokens(), before, "after a 401");
    assert_eq!(mode(&client.credentials), 0o600);

    client.change("refresh_token", before.1.as_str().unwrap());
    client.change("expires_at", "2026-01-01T00:00:00.000Z");
    assert!(client.fails(&["whoami"]).await.contains("Enrol it again"), "a used one ends the device");
    assert_eq!(client.device(), Value::Null);
}

async fn clients_at_once_never_use_one_refresh_token_twice(database: Database) {
    let api = Api::start(database).await;
    let client = Installation::enrolled(&api, "viewer").await;
    for _ in 0..3 {
        client.change("expires_at", "2026-01-01T00:00:00.000Z");
        let all = join_all((0..4).map(|_| client.done(&["whoami"]))).await;
        assert!(all.iter().all(|me| me["role"] == "viewer"), "{all:?}");
    }
    client.change("jwt", "a token that the server refuses");
    join_all((0..4).map(|_| client.done(&["whoami"]))).await;
}

/// Gives lines to a client whose standard input is no terminal.
async fn piped(client: &Installation<'_>, lines: &[u8]) -> (bool, String, String) {
    let mut command = client.command(&[]);
    command.env("ADMIN_API_TOKEN", ADMIN).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(lines).await.unwrap();
    drop(input);
    let output = child.wait_with_output().await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[tokio::test]
async fn commands_are_read_line_by_line_where_there_is_no_terminal() {
    let api = Api::start(Database::sqlite()).await;
    api.running_swim("swim").await;
    let client = Installation::new(&api);
    let good = b"# a start list\n\nregister \"Ada Lind\"\nplace 1 slow\ntap 1\nboard --top 1\nquit\nfly\n";
    let (done, printed, said) = piped(&client, good).await;
    assert!(done, "{said}");
    let answers: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((answers.len(), &answers[3]["rows"][0]["laps"]), (4, &json!(1)));

    let bad = b"tap 0\nfly 7\n\"open\n\xff\xfe\nregister \"a\x1b[2Jb\"\ncodes king X\nplace 1\nshow 404\nwhoami";
    let (done, printed, said) = piped(&client, bad).await;
    assert!(!done && printed.lines().count() == 1, "{printed}");
    assert!(
        said.contains("8 of 9 commands failed") && !said.contains('\u{1b}') && !said.contains("panicked"),
        "{said}"
    );
    assert!(!client.credentials.exists(), "a token that was given is not kept");
    assert_eq!(api.board("swim").await["rows"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn people_get_tables_and_sentences() {
    let api = Api::start(Database::sqlite()).await;
    api.running_swim("swim").await;
    api.placed_player("swim", 7, 0).await;
    let client = Installation::new(&api);
    let printed = async |arguments: &[&str]| {
        let mut command = lapstream(&api.database);
        command.args(["client", "--url", &client.url, "--credentials"]).arg(&client.credentials).args(arguments);
        let output = command.env("ADMIN_API_TOKEN", ADMIN).output().await.unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(printed(&["signin"]).await, "admin\n");
    assert_eq!(client.kept()[client.url.as_str()]["token"], ADMIN);
    assert_eq!(printed(&["tap", "7"]).await, "7 counted\n");
    assert!(printed(&["board"]).await.contains("rank  bib  name      laps   m\n   1    7  Player 7     1  50\n"));
    assert!(printed(&["show", "7"]).await.contains("place       slow 0\n"));
    assert!(printed(&["clock"]).await.starts_with("A swim (swim): running 1:0"));
    assert!(printed(&["codes", "lane_count", "Lane 1", "Lane 2"]).await.contains("lane_count  Lane 2"));
    assert!(printed(&["devices"]).await.contains("no devices"));
    assert!(printed(&["log"]).await.contains("lap.count"));
    assert!(printed(&["help"]).await.contains("Take back the last change"));
    assert_eq!(printed(&["undo"]).await, "undone: lap.count of 7\n");
}

#[tokio::test]
async fn addresses_that_are_no_server_are_refused() {
    let api = Api::start(Database::sqlite()).await;
    let mut client = Installation::new(&api);
    for url in ["https://127.0.0.1:4000", "pool:4000", "ftp://pool", "", "http://"] {
        client.url = url.to_owned();
        client.fails(&["board"]).await;
    }
    client.url = "http://127.0.0.1:1".to_owned();
    assert!(client.fails(&["board"]).await.contains("cannot be reached"));
}
