//! A running server: the listening socket, the services behind it, and how both end.

use crate::{
    addresses, assets,
    connections::{self, Port, Routers},
    doors::Doors,
    limits::Limits,
    offline::Site,
    outside::Outside,
    pages,
    reading::Reading,
    router::router,
    state::{AppState, Https},
    tls::{Root, Source, Tls, TlsError},
};
use backend::{Backend, Secrets, Settings, SteadyTime, SystemTime, TimeSource};
use domain::event::NewEvent;
use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle, time::timeout};
use tokio_rustls::TlsAcceptor;

/// How long requests may go on after the server was told to stop.
const STOPPING_TIME_MAX: Duration = Duration::from_secs(10);

/// What a server needs to start.
pub struct Options {
    /// Where the database is.
    pub database_url: String,
    /// What tokens and codes are made with.
    pub secrets: Secrets,
    /// Where every change is published, if anywhere.
    pub nats_url: Option<String>,
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// How HTTPS is spoken, if it is.
    pub https: Option<HttpsOptions>,
    /// By which address and through which proxies people come.
    pub outside: Outside,
    /// What whoever comes may have.
    pub limits: Limits,
    /// The event that is made and opened if the database is empty.
    pub first_event: Option<NewEvent>,
}

/// How HTTPS is spoken.
pub struct HttpsOptions {
    /// The port; 0 takes a free one.
    pub port: u16,
    /// Whether the server starts without HTTPS where the port is taken: nobody asked for just this one.
    pub may_fail: bool,
    /// Where the certificate comes from.
    pub certificate: Source,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The services did not start.
    #[error("{0}")]
    Backend(#[from] backend::Error),
    /// The address is taken, or not this machine's.
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        cause: io::Error,
    },
    /// The system gives no more threads.
    #[error("no threads: {0}")]
    Threads(io::Error),
    /// There is no certificate.
    #[error("no HTTPS: {0}")]
    Tls(#[from] TlsError),
}

/// A server that answers.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// The address that people open, if it is not that of this machine.
    pub public_origin: Option<Arc<str>>,
    /// Where it speaks HTTPS, if it does.
    pub https_address: Option<SocketAddr>,
    /// The authority behind its certificate, if it is the server's own.
    pub root: Option<Arc<Root>>,
    /// The services behind it.
    pub backend: Backend,
    /// The admin token, if it was made just now; it cannot be shown again.
    pub first_admin_token: Option<String>,
    /// What is wrong with the database, and what to do.
    pub damage: Option<String>,
    stopping: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

/// Opens the database, brings it up to date, rebuilds the boards and starts to answer.
///
/// # Errors
/// If the database or the certificate cannot be used, or an address is taken.
pub async fn start(options: Options) -> Result<Server, StartError> {
    // The ports first: a second server on the same machine must not touch the database of the first.
    let (listener, address) = listen(options.host, options.port).await?;
    let secure = match options.https {
        Some(https) => secure_port(options.host, https).await?,
        None => None,
    };
    // Of several nodes none may go on by a clock of its own once its machine's was put right.
    let time: Arc<dyn TimeSource> = if options.database_url.starts_with("postgres") {
        Arc::new(SystemTime)
    } else {
        Arc::new(SteadyTime::default())
    };
    let settings =
        Settings { database_url: options.database_url, secrets: options.secrets, time, nats_url: options.nats_url };
    let started = Backend::start(settings).await?;
    if let Some(event) = options.first_event {
        started.backend.events.configure(event).await?;
    }
    let (stopping, stopped) = watch::channel(false);
    tokio::spawn(addresses::keep(started.backend.networks.clone(), stopped.clone()));
    let root = secure.as_ref().and_then(|secure| secure.tls.root()).map(Arc::new);
    let https_address = secure.as_ref().map(|secure| secure.address);
    let pages = assets::options();
    let reading = Reading::start(pages::paths()).map_err(StartError::Threads)?;
    let state = AppState {
        backend: started.backend.clone(),
        site: Site::new(&*pages.site_root),
        pages,
        doors: Arc::new(Doors::new(options.limits, options.outside, connections::max())),
        reading: Arc::new(reading),
        lan_origin: addresses::of_tablets("http", address).into_iter().next().map(Arc::from),
        is_secure: false,
        https: https_address.map(|address| Https { port: address.port(), root: root.clone() }),
        stopping: stopped,
    };
    let public_origin = state.doors.outside.public.as_ref().map(|public| public.origin().clone());
    let serving = tokio::spawn(serve(listener, secure, state));
    Ok(Server {
        address,
        public_origin,
        https_address,
        root,
        backend: started.backend,
        first_admin_token: started.first_admin_token,
        damage: started.damage,
        stopping,
        serving,
    })
}

/// The port of HTTPS, bound, with what speaks it.
struct SecurePort {
    listener: TcpListener,
    address: SocketAddr,
    tls: Arc<Tls>,
    acceptor: TlsAcceptor,
}

async fn listen(host: IpAddr, port: u16) -> Result<(TcpListener, SocketAddr), StartError> {
    let address = SocketAddr::new(host, port);
    let failed = |cause| StartError::Listen { address, cause };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

async fn secure_port(host: IpAddr, options: HttpsOptions) -> Result<Option<SecurePort>, StartError> {
    let (listener, address) = match listen(host, options.port).await {
        Ok(bound) => bound,
        Err(cause) if options.may_fail => {
            tracing::warn!(%cause, "no HTTPS; TLS_PORT chooses another port, and TLS_PORT=off does without");
            return Ok(None);
        }
        Err(cause) => return Err(cause),
    };
    let tls = Tls::open(options.certificate)?;
    let acceptor = tls.acceptor()?;
    Ok(Some(SecurePort { listener, address, tls: Arc::new(tls), acceptor }))
}

/// Answers on both ports until told to stop.
async fn serve(listener: TcpListener, secure: Option<SecurePort>, state: AppState) {
    let (stopping, doors) = (state.stopping.clone(), state.doors.clone());
    let routers = Routers { plain: router(state.clone()), secure: router(AppState { is_secure: true, ..state }) };
    let plain = Port { listener, tls: None, routers: routers.clone() };
    let plain = connections::answer(plain, doors.clone(), stopping.clone());
    let Some(SecurePort { listener, tls, acceptor, .. }) = secure else { return plain.await };
    let secure = Port { listener, tls: Some(acceptor), routers };
    tokio::join!(plain, connections::answer(secure, doors, stopping.clone()), tls.keep_fresh(stopping));
}

impl Server {
    /// Takes no new requests, says goodbye to the sockets, and waits for what is under way.
    pub async fn stop(mut self) {
        let _ = self.stopping.send(true);
        if timeout(STOPPING_TIME_MAX, &mut self.serving).await.is_err() {
            tracing::warn!("some requests were still under way");
            self.serving.abort();
        }
        self.backend.stop().await;
    }
}
