//! HTTPS: with an authority of the server's own, which outlives it, or with a certificate of the owner's.

use crate::process::{Process, lapstream, serve};
use futures::StreamExt;
use reqwest::Client;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName},
};
use serde_json::{Value, json};
use std::{fs, io, net::SocketAddr, sync::Arc, time::Duration};
use testbed::Database;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::{client_async, tungstenite::Message};

const ADMIN: &str = "an-admin-token-for-tests-only";
const AUTHORITY: &str = "secrets/tls_authority.pem";

async fn start(database: &Database) -> Process {
    serve(lapstream(database).env("TLS_PORT", "0").env("ADMIN_API_TOKEN", ADMIN)).await
}

fn secure(server: &Process) -> SocketAddr {
    server.secure.expect("HTTPS is on")
}

/// What a tablet loads to trust the server.
async fn authority(server: &Process) -> CertificateDer<'static> {
    let http = Client::builder().no_proxy().build().unwrap();
    let answer = http.get(format!("{}/trust/lapstream.crt", server.url)).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/x-x509-ca-cert");
    answer.bytes().await.unwrap().to_vec().into()
}

/// Connects as a browser that trusts that one authority, by that name.
async fn connect(to: SocketAddr, name: &str, root: &CertificateDer<'static>) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(root.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, TcpStream::connect(to).await?).await
}

/// The whole answer, as text, to a request of one connection.
async fn ask(
    to: SocketAddr,
    root: &CertificateDer<'static>,
    request: &str,
    headers: &str,
    body: Option<Value>,
) -> String {
    let mut stream = connect(to, "127.0.0.1", root).await.unwrap();
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let length = body.len();
    let text = format!(
        "{request} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await.unwrap().unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

async fn is_healthy(to: SocketAddr, root: &CertificateDer<'static>) -> bool {
    ask(to, root, "GET /health", "", None).await.starts_with("HTTP/1.1 200")
}

/// The value of a header; its name in lower case, as the server writes it.
fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let head = answer.split("\r\n\r\n").next().unwrap();
    let found = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    found.unwrap_or_else(|| panic!("no {name} in {head}"))
}

#[tokio::test]
async fn whoever_trusts_the_authority_gets_in_and_nobody_else() {
    let database = Database::sqlite();
    let log = database.folder.path().join("log");
    let mut command = lapstream(&database);
    command.env("TLS_PORT", "0").env("RUST_LOG", "trace").stderr(fs::File::create(&log).unwrap());
    let server = serve(&mut command).await;
    let (to, root) = (secure(&server), authority(&server).await);
    for name in ["127.0.0.1", "localhost", "::1"] {
        connect(to, name, &root).await.unwrap();
    }
    assert!(connect(to, "elsewhere.example", &root).await.is_err());
    assert!(is_healthy(to, &root).await);

    let other_database = Database::sqlite();
    let other = start(&other_database).await;
    let stranger = authority(&other).await;
    assert_ne!(root, stranger);
    assert!(connect(to, "127.0.0.1", &stranger).await.is_err(), "an authority is good for its own server alone");
    other.kill().await;
    server.kill().await;

    let kept = fs::read_to_string(database.folder.path().join(AUTHORITY)).unwrap();
    let key = kept.lines().nth(1).unwrap();
    assert!(key.len() > 40, "{kept}");
    for file in ["log", "lapstream.db", "lapstream.db-wal"] {
        let bytes = fs::read(database.folder.path().join(file)).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&bytes).contains(key), "the key is in {file}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(database.folder.path().join(AUTHORITY)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[tokio::test]
async fn the_authority_outlives_the_server() {
    let database = Database::sqlite();
    let first = start(&database).await;
    let root = authority(&first).await;
    first.kill().await;
    let second = start(&database).await;
    assert_eq!(authority(&second).await, root);
    assert!(is_healthy(secure(&second), &root).await, "a tablet that trusted it yesterday trusts it today");
    second.kill().await;
}

#[tokio::test]
async fn sessions_with_and_without_https_live_side_by_side() {
    let database = Database::sqlite();
    let server = start(&database).await;
    let (to, root) = (secure(&server), authority(&server).await);
    let signin = async |origin: &str| {
        let headers = format!("Origin: {origin}\r\n");
        ask(to, &root, "POST /fn/session/signin", &headers, Some(json!({ "token": ADMIN }))).await
    };
    assert!(signin("https://elsewhere.example").await.starts_with("HTTP/1.1 403"));
    let own = format!("https://{to}");
    let signed_in = signin(&own).await;
    let cookie = header(&signed_in, "set-cookie");
    for part in ["__Host-lapstream=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let http = Client::builder().no_proxy().build().unwrap();
    let plain = http.post(format!("{}/fn/session/signin", server.url)).json(&json!({ "token": ADMIN }));
    let plain = plain.send().await.unwrap().headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(plain.starts_with("lapstream=") && !plain.contains("Secure"), "{plain}");

    // As a browser sends them to HTTPS: both, because cookies know no port and no scheme.
    let value = |cookie: &str| cookie.split(';').next().unwrap().to_owned();
    let (secure_cookie, plain) = (value(cookie), value(&plain));
    let both = format!("Cookie: {plain}; {secure_cookie}\r\nOrigin: {own}\r\n");
    let me = async |cookies: &str| ask(to, &root, "GET /api/v1/auth/me", cookies, None).await;
    assert!(me(&both).await.starts_with("HTTP/1.1 200"));
    let plain_alone = me(&format!("Cookie: {plain}\r\n")).await;
    assert!(plain_alone.starts_with("HTTP/1.1 401"), "what was sent in clear opens nothing here: {plain_alone}");
    let out = ask(to, &root, "POST /api/v1/auth/logout", &both, Some(json!({}))).await;
    assert!(out.starts_with("HTTP/1.1 200"), "{out}");
    assert!(me(&both).await.starts_with("HTTP/1.1 401"));
    let still = http.get(format!("{}/api/v1/auth/me", server.url)).header("cookie", &plain).send().await.unwrap();
    assert_eq!(still.status(), 200, "the session without HTTPS goes on");
    server.kill().await;
}

#[tokio::test]
async fn boards_follow_over_wss() {
    let database = Database::sqlite();
    let server = start(&database).await;
    let (to, root) = (secure(&server), authority(&server).await);
    let event = json!({
        "name": "A swim", "slug": "swim", "sport": "swim", "lap_length_m": 50,
        "pace_groups": [{ "name": "slow", "count": 10 }],
    });
    let bearer = format!("Authorization: Bearer {ADMIN}\r\n");
    let made = ask(to, &root, "POST /api/v1/events", &bearer, Some(event)).await;
    assert!(made.starts_with("HTTP/1.1 200") || made.starts_with("HTTP/1.1 201"), "{made}");
    let open = async |origin: String| {
        let stream = connect(to, "127.0.0.1", &root).await.unwrap();
        let mut request = tokio_tungstenite::tungstenite::client::IntoClientRequest::into_client_request(format!(
            "wss://{to}/live/swim"
        ))
        .unwrap();
        request.headers_mut().insert("origin", origin.parse().unwrap());
        client_async(request, stream).await
    };
    assert!(open("https://elsewhere.example".to_owned()).await.is_err());
    let (mut socket, _) = open(format!("https://{to}")).await.unwrap();
    let first = timeout(Duration::from_secs(10), socket.next()).await.unwrap();
    let Some(Ok(Message::Text(text))) = first else { panic!("a snapshot comes first, not {first:?}") };
    let frame: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(frame["type"], "snapshot");
    server.kill().await;
}

#[tokio::test]
async fn a_given_certificate_is_the_one_that_is_shown() {
    let database = Database::sqlite();
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let (certificate, key) = (database.folder.path().join("c.pem"), database.folder.path().join("k.pem"));
    fs::write(&certificate, made.cert.pem()).unwrap();
    fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let mut command = lapstream(&database);
    command.env("TLS_PORT", "0").env("TLS_CERT", &certificate).env("TLS_KEY", &key);
    let server = serve(&mut command).await;
    assert!(is_healthy(secure(&server), made.cert.der()).await);
    assert!(!database.folder.path().join(AUTHORITY).exists(), "no authority is made beside it");
    let http = Client::builder().no_proxy().build().unwrap();
    let answer = http.get(format!("{}/trust/lapstream.crt", server.url)).send().await.unwrap();
    assert_eq!(answer.status(), 404);
    server.kill().await;

    let other = rcgen::KeyPair::generate().unwrap();
    fs::write(&key, other.serialize_pem()).unwrap();
    let mut command = lapstream(&database);
    command.arg("serve").env("TLS_PORT", "0").env("TLS_CERT", &certificate).env("TLS_KEY", &key);
    let refused = command.output().await.unwrap();
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("HTTPS"), "{refused:?}");
}

#[tokio::test]
async fn garbage_on_the_port_does_no_harm() {
    let database = Database::sqlite();
    let server = start(&database).await;
    let (to, root) = (secure(&server), authority(&server).await);
    let silent = TcpStream::connect(to).await.unwrap();
    for round in 0..50_u8 {
        let mut stream = TcpStream::connect(to).await.unwrap();
        // The server may hang up before all of it is sent.
        let _ = stream.write_all(&[round.wrapping_mul(37), 3, 1, 255, 255, round]).await;
        let _ = stream.write_all(&[round; 4_096]).await;
    }
    let mut plain = TcpStream::connect(to).await.unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut told = vec![0; 12];
    plain.read_exact(&mut told).await.unwrap();
    assert_eq!(told, b"HTTP/1.1 400");
    assert!(is_healthy(to, &root).await);
    drop(silent);
    server.kill().await;
}

#[tokio::test]
async fn a_port_that_was_asked_for_is_taken_or_nothing_starts() {
    let database = Database::sqlite();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let refused = lapstream(&database).arg("serve").env("TLS_PORT", port.to_string()).output().await.unwrap();
    assert!(!refused.status.success(), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains(&port.to_string()), "{refused:?}");
    let off = serve(&mut lapstream(&database)).await;
    assert!(off.secure.is_none() && !database.folder.path().join(AUTHORITY).exists());
    off.kill().await;
}

#[tokio::test]
async fn the_page_says_how_to_trust_in_both_languages() {
    let database = Database::sqlite();
    let server = start(&database).await;
    let (to, root) = (secure(&server), authority(&server).await);
    let http = Client::builder().no_proxy().build().unwrap();
    let get = async |path: &str| {
        let request = http.get(format!("{}{path}", server.url)).header("accept", "text/html");
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    };
    let fingerprint = {
        use sha2::{Digest, Sha256};
        Sha256::digest(&root).iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
    };
    let english = get("/trust?lang=en").await;
    for part in [
        fingerprint.as_str(),
        format!("https://{to}/trust").as_str(),
        "/trust/lapstream.mobileconfig",
        "Certificate Trust",
    ] {
        assert!(english.contains(part), "{part}");
    }
    assert!(get("/trust?lang=de").await.contains("Zertifikat für alle anderen"));
    let profile = get("/trust/lapstream.mobileconfig").await;
    assert!(profile.contains("com.apple.security.root"));
    let text = get("/trust/lapstream.pem").await;
    let read = <CertificateDer as rustls::pki_types::pem::PemObject>::from_pem_slice(text.as_bytes()).unwrap();
    assert_eq!(read, root);
    let trusted = ask(to, &root, "GET /trust?lang=en", "Accept: text/html\r\n", None).await;
    assert!(trusted.contains("This page came over HTTPS"), "{trusted}");
    server.kill().await;
}
