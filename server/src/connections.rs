//! The listening socket: who may connect, for how long in silence, and how all of them end.
//!
//! The framework's own loop has no limits: a few hundred connections that say nothing would take every file that the
//! process may open, and the tablets could not reach it any more.

use crate::{
    doors::{Doors, Place},
    pace::Paced,
};
use axum::{Router, body::Body, http::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_util::task::{TaskTracker, task_tracker::TaskTrackerToken};
use tower::{ServiceExt, service_fn};

/// How long a connection may take to send the head of a request, and how long it may be idle between two.
const HEAD_TIME_MAX: Duration = Duration::from_mins(1);
/// How long a reserved connection may take, which is worth something only to who knows what to say.
const RESERVED_HEAD_TIME_MAX: Duration = Duration::from_secs(5);
/// How much of a request lies in its connection's buffer at most; the head of one must fit in. By itself it grows to hundreds of
/// KiB where somebody sends much.
const BUFFER_BYTES_MAX: usize = 16 * 1_024;
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

/// As many connections as the system has files for, once the process's limit is as high as the system lets it be.
pub fn max() -> usize {
    let connections = |files: u64| usize::try_from(files.saturating_sub(FILES_KEPT).max(FILES_KEPT)).ok();
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => connections(files).unwrap_or(usize::MAX),
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
    pub routers: Routers,
}

/// What answers requests that were sent over HTTPS, and others. A proxy may bring either to one port.
#[derive(Clone)]
pub struct Routers {
    /// The others.
    pub plain: Router,
    /// Those over HTTPS.
    pub secure: Router,
}

/// What a connection has to do with besides its stream.
#[derive(Clone)]
struct Around {
    routers: Routers,
    doors: Arc<Doors>,
    tls: Option<TlsAcceptor>,
    stopping: watch::Receiver<bool>,
    alive: TaskTrackerToken,
}

/// Answers a port's connections until told to stop; then takes no new ones and waits for those that there are. All
/// ports share the places.
pub async fn answer(port: Port, doors: Arc<Doors>, mut stopping: watch::Receiver<bool>) {
    let Port { listener, tls, routers } = port;
    let alive = TaskTracker::new();
    let around = Around { routers, doors, tls, stopping: stopping.clone(), alive: alive.token() };
    loop {
        let next = tokio::select! {
            next = accept(&listener) => next,
            // A sender that is gone means the same.
            _ = stopping.wait_for(|stopping| *stopping) => break,
        };
        let (stream, from) = next;
        if let Some(place) = around.doors.place(from.ip()) {
            tokio::spawn(serve(stream, from, place, around.clone()));
        } else {
            tracing::debug!(%from, "an address has its share of connections; one more is closed");
        }
    }
    drop((listener, around));
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
async fn serve(stream: TcpStream, from: SocketAddr, place: Place, mut around: Around) {
    // Frames and answers are small; waiting to fill a packet would only delay them.
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(%cause, "no immediate sending on a connection");
    }
    let Some(tls) = around.tls.take() else { return converse(stream, from, place, false, around).await };
    let agreed = tokio::select! {
        agreed = timeout(HANDSHAKE_TIME_MAX, agree(stream, tls)) => agreed,
        _ = around.stopping.wait_for(|stopping| *stopping) => return,
    };
    match agreed {
        Ok(Ok(Some(stream))) => converse(stream, from, place, true, around).await,
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
async fn converse<S>(stream: S, from: SocketAddr, place: Place, over_tls: bool, around: Around)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let Around { routers, doors, mut stopping, alive, .. } = around;
    let head_time_max = if place.is_reserved { RESERVED_HEAD_TIME_MAX } else { HEAD_TIME_MAX };
    let stream = Paced::new(stream, &doors.limits);
    // A WebSocket outlives this task.
    let place = place.alive(alive);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let is_secure = doors.outside.restore(&mut request, from, over_tls);
        request.extensions_mut().insert(place.clone());
        let router = if is_secure { &routers.secure } else { &routers.plain };
        router.clone().oneshot(request.map(Body::new))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_time_max)
        .max_buf_size(BUFFER_BYTES_MAX)
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
    use crate::{limits::Limits, outside::Outside};
    use axum::routing::get;
    use tokio::time::Instant;

    /// A server that says hello, with that many places for an address; and the sender that stops it.
    async fn start(connections: usize) -> (SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let router = Router::new().route("/", get(async || "hello"));
        let routers = Routers { plain: router.clone(), secure: router };
        let limits = Limits { connections, reserved: 0, ..Limits::default() };
        let doors = Arc::new(Doors::new(limits, Outside::default(), 100));
        let port = Port { listener, tls: None, routers };
        (address, stop, tokio::spawn(answer(port, doors, stopping)))
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
    async fn beyond_its_places_an_address_is_hung_up_on_until_one_is_free() {
        let (address, _stop, _serving) = start(1).await;
        let mut first = TcpStream::connect(address).await.unwrap();
        ask(&mut first, "").await;
        assert_answered(&mut first).await;
        let mut second = TcpStream::connect(address).await.unwrap();
        assert!(matches!(second.read(&mut [0; 8]).await, Ok(0) | Err(_)));
        drop(first);
        loop {
            let mut third = TcpStream::connect(address).await.unwrap();
            ask(&mut third, "Connection: close\r\n").await;
            let mut answer = String::new();
            if third.read_to_string(&mut answer).await.is_ok() && answer.ends_with("hello") {
                break;
            }
        }
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
