//! What every handler can reach.

use crate::{doors::Doors, offline::Site, reading::Reading, tls::Root};
use axum::extract::FromRef;
use backend::Backend;
use leptos::config::LeptosOptions;
use std::sync::Arc;
use tokio::sync::watch;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The services.
    pub backend: Backend,
    /// Where the pages' files lie and how they are called.
    pub pages: LeptosOptions,
    /// The same files as a station's browser keeps them.
    pub site: Site,
    /// What whoever comes may have.
    pub doors: Arc<Doors>,
    /// Where pages and boards are made, and what is kept of them.
    pub reading: Arc<Reading>,
    /// The address by which other devices reach this server, where it is known.
    pub lan_origin: Option<Arc<str>>,
    /// Whether these are the answers to requests that were sent over HTTPS.
    pub is_secure: bool,
    /// How HTTPS is reached, where it is on.
    pub https: Option<Https>,
    /// Turns true when the server stops, so that live sockets say goodbye instead of being cut.
    pub stopping: watch::Receiver<bool>,
}

/// How HTTPS is reached.
#[derive(Debug, Clone)]
pub struct Https {
    /// The port.
    pub port: u16,
    /// The authority that tablets have to be told of, if the certificate is none of the owner's.
    pub root: Option<Arc<Root>>,
}

impl FromRef<AppState> for Backend {
    fn from_ref(state: &AppState) -> Self {
        state.backend.clone()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.pages.clone()
    }
}
