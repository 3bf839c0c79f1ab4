//! What only the server does: the store, the ledger, auth, the services and the live boards. Knows no web framework.
//!
//! One path of every change: a service authorises, asks the rules of `domain`, and hands the ledger a change; the
//! ledger makes it durable with its entry and then publishes it to what is held in memory.

mod auth;
mod error;
mod ledger;
mod live;
mod secrets;
mod services;
mod store;
mod time;

pub use auth::{Auth, Who};
pub use error::{Error, Result};
pub use live::{BoardFilter, Hub, Live, Published, Subscription};
pub use secrets::Secrets;
pub use services::{
    devices::Devices,
    events::Events,
    lanes::Lanes,
    laps::Laps,
    players::Players,
    sessions::{SessionRow, Sessions},
};
pub use time::{SystemTime, TimeSource};

use auth::{Keys, random_token, token_hash};
use base64::{Engine, engine::general_purpose::STANDARD};
use ledger::Ledger;
use std::{path::Path, sync::Arc, time::Duration};
use store::Store;

/// How often what devices were last seen is written.
const SEEN_EVERY: Duration = Duration::from_secs(10);
/// How often sessions, codes and tokens that have ended are forgotten.
const FORGET_EVERY: Duration = Duration::from_hours(1);
/// The setting under which the hash of a generated admin token is kept.
const ADMIN_TOKEN_HASH: &str = "admin_token_sha256";

/// What the services share.
pub(crate) struct Core {
    store: Store,
    ledger: Ledger,
    live: Live,
    keys: Keys,
    time: Arc<dyn TimeSource>,
}

impl Core {
    fn now(&self) -> domain::Timestamp {
        self.time.now()
    }
}

/// With what the backend starts.
pub struct Settings {
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// What signs and hashes.
    pub secrets: Secrets,
    /// Where the time comes from.
    pub time: Arc<dyn TimeSource>,
}

/// A backend just started.
pub struct Started {
    /// The backend.
    pub backend: Backend,
    /// The admin token, if it was made at this start: to be shown once.
    pub first_admin_token: Option<String>,
}

/// Signs of life.
#[derive(Clone)]
pub struct Health {
    core: Arc<Core>,
}

impl Health {
    /// Whether the database answers.
    ///
    /// # Errors
    /// If it does not.
    pub async fn database(&self) -> Result<()> {
        self.core.store.ping().await
    }
}

/// All services; cheap to clone.
#[derive(Clone)]
pub struct Backend {
    /// Who is asking.
    pub auth: Auth,
    /// The fleet.
    pub devices: Devices,
    /// Browser sessions.
    pub sessions: Sessions,
    /// Events and their clocks.
    pub events: Events,
    /// Players.
    pub players: Players,
    /// Pace groups, lanes and slots.
    pub lanes: Lanes,
    /// Laps.
    pub laps: Laps,
    /// Boards.
    pub live: Live,
    /// Signs of life.
    pub health: Health,
}

impl Backend {
    /// Opens and migrates the database, rebuilds what is held in memory, and starts to write.
    ///
    /// # Errors
    /// If the database cannot be opened, migrated or read.
    pub async fn start(settings: Settings) -> Result<Started> {
        let Settings { database_url, secrets, time } = settings;
        let store = Store::open(&database_url).await?;
        let live = Live::load(store.clone(), time.clone()).await?;
        let ledger = Ledger::start(store.clone(), live.clone(), time.clone());
        let (admin_hash, first_admin_token) = admin_token(&store, &ledger, &secrets).await?;
        let keys = Keys::new(&secrets, admin_hash);
        let core = Arc::new(Core { store, ledger, live: live.clone(), keys, time });
        tokio::spawn(write_seen(Arc::downgrade(&core)));
        tokio::spawn(forget_ended(Arc::downgrade(&core)));
        let backend = Self {
            auth: Auth::new(core.clone()),
            devices: Devices::new(core.clone()),
            sessions: Sessions::new(core.clone()),
            events: Events::new(core.clone()),
            players: Players::new(core.clone()),
            lanes: Lanes::new(core.clone()),
            laps: Laps::new(core.clone()),
            live,
            health: Health { core },
        };
        Ok(Started { backend, first_admin_token })
    }
}

/// The hash of the admin token: of the one given, else of the one made at the first start, which is returned then.
async fn admin_token(store: &Store, ledger: &Ledger, secrets: &Secrets) -> Result<([u8; 32], Option<String>)> {
    if let Some(token) = &secrets.admin_token {
        return Ok((token_hash(token), None));
    }
    let kept = store::settings::find(&mut store.read().await?.conn(), ADMIN_TOKEN_HASH).await?;
    if let Some(hash) = kept.and_then(|text| STANDARD.decode(text).ok()?.try_into().ok()) {
        return Ok((hash, None));
    }
    let token = random_token();
    let hash = token_hash(&token);
    let text = STANDARD.encode(hash);
    ledger
        .write(move |tx| {
            Box::pin(async move { store::settings::create(&mut tx.conn(), ADMIN_TOKEN_HASH, &text).await })
        })
        .await?;
    Ok((hash, Some(token)))
}

/// Writes when devices were last seen, gathered over a while.
async fn write_seen(core: std::sync::Weak<Core>) {
    loop {
        tokio::time::sleep(SEEN_EVERY).await;
        let Some(core) = core.upgrade() else { return };
        let seen = core.live.directory().take_seen();
        if seen.is_empty() {
            continue;
        }
        let written = core.ledger.write(move |tx| {
            Box::pin(async move {
                for (device, at) in seen {
                    store::devices::saw(&mut tx.conn(), device, at).await?;
                }
                Ok(())
            })
        });
        if let Err(cause) = written.await {
            tracing::warn!(%cause, "when devices were last seen could not be written");
        }
        core.live.tell_staff(domain::board::Topic::Devices);
    }
}

/// Forgets what has ended.
async fn forget_ended(core: std::sync::Weak<Core>) {
    loop {
        let Some(alive) = core.upgrade() else { return };
        let done = alive.ledger.write(|tx| {
            Box::pin(async move {
                let now = tx.now();
                store::sessions::delete_ended(&mut tx.conn(), now.ms() / 1_000).await?;
                store::devices::delete_ended(&mut tx.conn(), now).await
            })
        });
        if let Err(cause) = done.await {
            tracing::warn!(%cause, "ended sessions and tokens could not be forgotten");
        }
        drop(alive);
        tokio::time::sleep(FORGET_EVERY).await;
    }
}

/// Copies a database into a new file while it is in use.
///
/// # Errors
/// If there is no such SQLite database, or the file exists or cannot be written.
pub async fn backup(database_url: &str, to: &Path) -> Result<()> {
    store::backup(database_url, to).await
}
