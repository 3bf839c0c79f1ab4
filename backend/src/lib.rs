//! What only the server does: the store, the ledger, auth, the services, the live boards and the message bus. Knows no web
//! framework.
//!
//! One path of every change: a service authorises, asks the rules of `domain`, and hands the ledger a change; the
//! ledger makes it durable with its entry and then publishes it to what is held in memory.

mod auth;
mod bus;
mod core;
mod error;
mod health;
mod ledger;
mod live;
pub mod private;
mod records;
mod secrets;
mod services;
mod store;
mod time;
mod upkeep;
mod venue;
mod zones;

pub use auth::{Auth, Networks, SessionWho, SignedIn, Who};
pub use bus::Bus;
pub use error::{Error, Result};
pub use live::{BoardFilter, Hub, Live, Published, Subscription};
pub use records::DeviceRef;
pub use secrets::{Secrets, secrets_folder};
pub use services::{
    counting::Laps,
    event::Events,
    fleet::{Devices, Fleet, Guessing, Operators, SessionRow, Sessions},
    money::Payments,
    people::{Players, Tags},
    placing::Lanes,
    safety::Water,
    trail::{Audit, ChainReport, Fault, verify},
};
pub use time::{SteadyTime, SystemTime, TimeSource};

use crate::core::Core;
use auth::{Guesses, Keys, random_token, token_hash};
use base64::{Engine, engine::general_purpose::STANDARD};
pub use health::Health;
use ledger::{Ledger, Tx};
use std::{path::Path, sync::Arc};
use store::Store;

/// The setting under which the hash of a generated admin token is kept.
const ADMIN_TOKEN_HASH: &str = "admin_token_sha256";

/// Below this many characters a given admin token is warned about: 24 of base64 are 144 bits, beyond all guessing.
const ADMIN_TOKEN_LEN_MIN: usize = 24;

/// With what the backend starts.
pub struct Settings {
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// What signs and hashes.
    pub secrets: Secrets,
    /// Where the time comes from.
    pub time: Arc<dyn TimeSource>,
    /// Where every entry goes out to: `nats://…`. Without it nothing of the bus runs.
    pub nats_url: Option<String>,
}

/// A backend just started.
pub struct Started {
    /// The backend.
    pub backend: Backend,
    /// The admin token, if it was made at this start: to be shown once.
    pub first_admin_token: Option<String>,
    /// What is wrong with the pages of the database, and what to do; see [`find_damage`].
    pub damage: Option<String>,
}

/// All services; cheap to clone.
#[derive(Clone)]
pub struct Backend {
    /// Who is asking.
    pub auth: Auth,
    /// The networks that this machine is in, to be kept up to date by whoever runs the backend.
    pub networks: Networks,
    /// Devices: their codes, tokens, names and end.
    pub devices: Devices,
    /// Who guesses codes, PINs and tokens.
    pub guessing: Guessing,
    /// What stations say of themselves.
    pub fleet: Fleet,
    /// People with a PIN.
    pub operators: Operators,
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
    /// Who is in the water, alarms about them, and roll-calls.
    pub water: Water,
    /// Tags of chip systems.
    pub tags: Tags,
    /// Money.
    pub payments: Payments,
    /// The audit trail.
    pub audit: Audit,
    /// Boards.
    pub live: Live,
    /// The message bus.
    pub bus: Bus,
    /// Signs of life.
    pub health: Health,
}

impl Backend {
    /// Opens and migrates the database, rebuilds what is held in memory, and starts to write.
    ///
    /// # Errors
    /// If the database cannot be opened, migrated or read, or the address of NATS is none.
    pub async fn start(settings: Settings) -> Result<Started> {
        let Settings { database_url, secrets, time, nats_url } = settings;
        let nats = nats_url.as_deref().map(bus::Address::parse).transpose()?;
        let store = Store::open(&database_url).await?;
        let damage = store.damage().map(str::to_owned);
        let live = Live::load(store.clone(), time.clone()).await?;
        let ledger = Ledger::start(store.clone(), live.clone(), time.clone()).await?;
        let (admin_hash, first_admin_token) = admin_token(&store, &ledger, &secrets).await?;
        venue::begin(&ledger).await;
        let (keys, networks) = (Keys::new(&secrets, admin_hash), Networks::default());
        let core = Arc::new(Core {
            store,
            ledger,
            live: live.clone(),
            keys,
            networks: networks.clone(),
            guesses: Guesses::default(),
            time,
        });
        upkeep::start(&core);
        let backend = Self {
            auth: Auth::new(core.clone()),
            networks,
            devices: Devices::new(core.clone()),
            guessing: Guessing::new(core.clone()),
            fleet: Fleet::new(core.clone()),
            operators: Operators::new(core.clone()),
            sessions: Sessions::new(core.clone()),
            events: Events::new(core.clone()),
            players: Players::new(core.clone()),
            lanes: Lanes::new(core.clone()),
            laps: Laps::new(core.clone()),
            water: Water::new(core.clone()),
            tags: Tags::new(core.clone()),
            payments: Payments::new(core.clone()),
            audit: Audit::new(core.clone()),
            live,
            bus: Bus::start(core.clone(), nats),
            health: Health::new(core),
        };
        Ok(Started { backend, first_admin_token, damage })
    }

    /// Leaves the database as it may lie for years: nothing that was erased is in its log. To be called when nobody is
    /// answered any more.
    pub async fn stop(&self) {
        self.health.core.store.stop().await;
    }
}

/// The hash of the admin token: of the one given, else of the one made at the first start, which is returned then.
/// One that is given ends the one that was made, so that a lost token is replaced by a start with a given one.
async fn admin_token(store: &Store, ledger: &Ledger, secrets: &Secrets) -> Result<([u8; 32], Option<String>)> {
    let kept = store::settings::find(&mut store.read().await?.conn(), ADMIN_TOKEN_HASH).await?;
    if let Some(token) = &secrets.admin_token {
        if token.len() < ADMIN_TOKEN_LEN_MIN {
            tracing::warn!("the admin token is short: whoever reaches this server may guess it");
        }
        if kept.is_some() {
            ledger
                .write(async move |tx: &mut Tx| store::settings::delete(&mut tx.conn(), ADMIN_TOKEN_HASH).await)
                .await?;
        }
        return Ok((token_hash(token), None));
    }
    if let Some(hash) = kept.and_then(|text| STANDARD.decode(text).ok()?.try_into().ok()) {
        return Ok((hash, None));
    }
    let token = random_token();
    let hash = token_hash(&token);
    let text = STANDARD.encode(hash);
    ledger
        .write(async move |tx: &mut Tx| store::settings::create(&mut tx.conn(), ADMIN_TOKEN_HASH, &text).await)
        .await?;
    Ok((hash, Some(token)))
}

/// Looks through all pages of a database, while a server may use it; returns what is wrong as a sentence that says what
/// to do. None for PostgreSQL, which has tools of its own for it.
///
/// # Errors
/// If the database cannot be read at all.
pub async fn find_damage(database_url: &str) -> Result<Option<String>> {
    store::damage::find(database_url).await
}

/// Copies a database into a new file while it is in use.
///
/// # Errors
/// If there is no such SQLite database, it is damaged, or the file exists or cannot be written.
pub async fn backup(database_url: &str, to: &Path) -> Result<()> {
    store::backup(database_url, to).await
}
