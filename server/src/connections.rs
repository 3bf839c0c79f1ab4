//! The listening socket: who may connect, for how long in silence, and how all of them end.
//!
//! The framework's own loop has no limits: a few hundred connections that say nothing would take every file that the
//! process may open, and the tablets could not reach it any more.

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_util::task::{TaskTracker, task_tracker::TaskTrackerToken};
use tower::ServiceExt;

/// How long a connection may take to send the head of a request, and how long it may be idle between two.
const HEAD_TIME_MAX: Duration = Duration::from_mins(1);
/// How long the two sides may take to agree on keys.
const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(10);
/// With which byte every TLS connection begins: the kind of record that holds a handshake.
const HANDSHAKE_BYTE: u8 = 22;
/// What a browser is told that speaks plain HTTP on the port of HTTPS.
const WRONG_PROTOCOL: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Content-Length: 53\r\nConnection: close\r\n\r\nThis port speaks HTTPS: begin the address with https.";
/// How much of such a request is read: browsers send less.
const WRONG_REQUEST_BYTES_MAX: usize = 8 * 1_024;
/// How long to wait after the system refused a connection, for want of files mostly.
const REFUSED_PAUSE: Duration = Duration::from_millis(200);
/// Files that are left for the database, the pages' files and the log.
const FILES_KEPT: u64 = 256;
/// Where the system does not tell how many files the process may open.
const CONNECTIONS_UNKNOWN: usize = 1_024;

/// One of the places for connections. Requests carry it, so that a WebSocket holds on to the place of the connection
/// that it came from.
#[derive(Clone)]
pub struct Place {
    _permit: Arc<OwnedSemaphorePermit>,
    _alive: TaskTrackerToken,
}

/// As many connections as the system has files for, once the process's limit is as high as the system lets it be.
pub fn max() -> usize {
    let connections = |files: u64| usize::try_from(files.saturating_sub(FILES_KEPT).max(FILES_KEPT)).ok();
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => connections(files).unwrap_or(Semaphore::MAX_PERMITS).min(Semaphore::MAX_PERMITS),
        Err(cause) => {
            tracing::warn!(%cause, "the limit of open files is not known");
            CONNECTIONS_UNKNOWN
        }
    }
}

/// One of the ports, and what answers there.
pub struct Port {
    /// What takes connections.
    pub listener: TcpListener,
    /// What speaks TLS on them, if anything does.
    pub tls: Option<TlsAcceptor>,
    /// What answers.
    pub router: Router,
}

/// Answers a port's connections until told to stop; then takes no new ones and waits for those that there are. All
/// ports share the places: without a free one the next connection waits until another has ended.
pub async fn answer(port: Port, places: Arc<Semaphore>, mut stopping: watch::Receiver<bool>) {
    let Port { listener, tls, router } = port;
    let alive = TaskTracker::new();
    loop {
        let next = async {
            let permit = places.clone().acquire_owned().await.ok()?;
            let (stream, from) = accept(&listener).await;
            Some((stream, from, Place { _permit: Arc::new(permit), _alive: alive.token() }))
        };
        let next = tokio::select! {
            next = next => next,
            // A sender that is gone means the same.
            _ = stopping.wait_for(|stopping| *stopping) => None,
        };
        let Some((stream, from, place)) = next else { break };
        tokio::spawn(serve(stream, from, tls.clone(), router.clone(), place, stopping.clone()));
    }
    drop(listener);
    alive.close();
    alive.wait().await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(cause) => {
                tracing::warn!(%cause, "a connection could not be taken");
                sleep(REFUSED_PAUSE).await;
            }
        }
    }
}

/// Answers one connection, once both sides have agreed on keys where they have to.
async fn serve(
    stream: TcpStream,
    from: SocketAddr,
    tls: Option<TlsAcceptor>,
    router: Router,
    place: Place,
    mut stopping: watch::Receiver<bool>,
) {
    // Frames and answers are small; waiting to fill a packet would only delay them.
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(%cause, "no immediate sending on a connection");
    }
    let Some(tls) = tls else { return converse(stream, from, router, place, stopping).await };
    let agreed = tokio::select! {
        agreed = timeout(HANDSHAKE_TIME_MAX, agree(stream, tls)) => agreed,
        _ = stopping.wait_for(|stopping| *stopping) => return,
    };
    match agreed {
        Ok(Ok(Some(stream))) => converse(stream, from, router, place, stopping).await,
        Ok(Ok(None)) => tracing::debug!("plain HTTP on the port of HTTPS"),
        // Mostly a device that does not trust the certificate yet.
        Ok(Err(cause)) => tracing::debug!(%cause, "no keys were agreed on"),
        Err(_) => tracing::debug!("no keys were agreed on in time"),
    }
}

/// Agrees on keys; none with a browser that was given the port without the scheme, which is told so.
async fn agree(mut stream: TcpStream, tls: TlsAcceptor) -> std::io::Result<Option<TlsStream<TcpStream>>> {
    let mut first = [HANDSHAKE_BYTE];
    stream.peek(&mut first).await?;
    if first[0].is_ascii_uppercase() {
        // To close with something unread would take the answer from the other end.
        if stream.read(&mut vec![0; WRONG_REQUEST_BYTES_MAX]).await? == 0 {
            return Ok(None);
        }
        stream.write_all(WRONG_PROTOCOL).await?;
        stream.shutdown().await?;
        return Ok(None);
    }
    tls.accept(stream).await.map(Some)
}

/// Answers the requests of one connection. They are told where they come from, and their place.
async fn converse<S>(stream: S, from: SocketAddr, router: Router, place: Place, mut stopping: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        request.extensions_mut().insert(place.clone());
        request.map(Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        done = &mut connection => Some(done),
        _ = stopping.wait_for(|stopping| *stopping) => None,
    };
    let done = if let Some(done) = ended {
        done
    } else {
        connection.as_mut().graceful_shutdown();
        connection.await
    };
    if let Err(cause) = done {
        tracing::debug!(%cause, "a connection broke off");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::time::Instant;

    /// A server that says hello, with that many places; and the sender that stops it.
    async fn start(max: usize) -> (SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let router = Router::new().route("/", get(async || "hello"));
        let port = Port { listener, tls: None, router };
        (address, stop, tokio::spawn(answer(port, Arc::new(Semaphore::new(max)), stopping)))
    }

    async fn ask(stream: &mut TcpStream, head: &str) {
        stream.write_all(format!("GET / HTTP/1.1\r\nHost: x\r\n{head}\r\n").as_bytes()).await.unwrap();
    }

    async fn assert_answered(stream: &mut TcpStream) {
        let mut begin = [0; 12];
        stream.read_exact(&mut begin).await.unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200");
    }

    /// All that is sent until the other side closes.
    async fn rest(stream: &mut TcpStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        text
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_says_nothing_is_closed() {
        let (address, _stop, _serving) = start(10).await;
        let began = Instant::now();
        let mut silent = TcpStream::connect(address).await.unwrap();
        assert_eq!(silent.read(&mut [0; 8]).await.unwrap(), 0);
        let mut half = TcpStream::connect(address).await.unwrap();
        half.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
        assert!(!rest(&mut half).await.contains("hello"));
        assert!(began.elapsed() >= 2 * HEAD_TIME_MAX, "{:?}", began.elapsed());
    }

    #[tokio::test]
    async fn beyond_the_places_the_next_waits_until_one_is_free() {
        let (address, _stop, _serving) = start(1).await;
        let mut first = TcpStream::connect(address).await.unwrap();
        ask(&mut first, "").await;
        assert_answered(&mut first).await;
        let mut second = TcpStream::connect(address).await.unwrap();
        ask(&mut second, "Connection: close\r\n").await;
        let early = tokio::time::timeout(Duration::from_millis(100), second.readable()).await;
        assert!(early.is_err(), "answered beyond the places");
        drop(first);
        assert!(rest(&mut second).await.ends_with("hello"));
    }

    #[tokio::test]
    async fn told_to_stop_it_ends_idle_connections_and_returns() {
        let (address, stop, serving) = start(10).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        ask(&mut idle, "").await;
        assert_answered(&mut idle).await;
        stop.send(true).unwrap();
        assert!(rest(&mut idle).await.ends_with("hello"));
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
