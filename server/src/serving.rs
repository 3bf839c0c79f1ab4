//! A running server: the listening socket, the services behind it, and how both end.

use crate::{addresses, assets, connections, router::router, state::AppState};
use backend::{Backend, Secrets, Settings, SystemTime};
use domain::event::NewEvent;
use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle, time::timeout};

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
    /// The event that is made and opened if the database is empty.
    pub first_event: Option<NewEvent>,
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
}

/// A server that answers.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// The services behind it.
    pub backend: Backend,
    /// The admin token, if it was made just now; it cannot be shown again.
    pub first_admin_token: Option<String>,
    stopping: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

/// Opens the database, brings it up to date, rebuilds the boards and starts to answer.
///
/// # Errors
/// If the database cannot be used or the address is taken.
pub async fn start(options: Options) -> Result<Server, StartError> {
    // The port first: a second server on the same machine must not touch the database of the first.
    let address = SocketAddr::new(options.host, options.port);
    let listener = TcpListener::bind(address).await.map_err(|cause| StartError::Listen { address, cause })?;
    let address = listener.local_addr().map_err(|cause| StartError::Listen { address, cause })?;
    let settings = Settings {
        database_url: options.database_url,
        secrets: options.secrets,
        time: Arc::new(SystemTime),
        nats_url: options.nats_url,
    };
    let started = Backend::start(settings).await?;
    if let Some(event) = options.first_event {
        started.backend.events.configure(event).await?;
    }
    let (stopping, stopped) = watch::channel(false);
    let lan_origin = addresses::of_tablets(address).into_iter().next().map(Arc::from);
    let state =
        AppState { backend: started.backend.clone(), pages: assets::options(), lan_origin, stopping: stopped.clone() };
    let serving = tokio::spawn(connections::answer(listener, router(state), connections::max(), stopped));
    Ok(Server { address, backend: started.backend, first_admin_token: started.first_admin_token, stopping, serving })
}

impl Server {
    /// Takes no new requests, says goodbye to the sockets, and waits for what is under way.
    pub async fn stop(mut self) {
        let _ = self.stopping.send(true);
        if timeout(STOPPING_TIME_MAX, &mut self.serving).await.is_err() {
            tracing::warn!("some requests were still under way");
            self.serving.abort();
        }
    }
}
