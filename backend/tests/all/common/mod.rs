//! A backend on a database of its own, with a clock that the test moves.

pub mod trail;

use backend::{Backend, Secrets, Settings, TimeSource, Who};
use domain::{
    Bib, Timestamp,
    clock::{ClockAction, ClockInput},
    device::CodeInput,
    event::{EventInput, Placement, Sport},
    ids::EventId,
    lane::{PaceGroupInput, Place},
    lap::LapOutcome,
    player::PlayerInput,
    role::Role,
};
use serde_json::value::RawValue;
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};
use testbed::Database;
use uuid::Uuid;

/// The moment at which every test begins.
pub const T0: Timestamp = Timestamp::from_ms(1_800_000_000_000);
/// An address.
pub const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A clock that stands until it is moved.
#[derive(Debug)]
pub struct Hand {
    ms: AtomicI64,
    broken: AtomicBool,
}

impl TimeSource for Hand {
    fn now(&self) -> Timestamp {
        assert!(!self.broken.swap(false, Ordering::SeqCst), "the clock is broken, this once");
        Timestamp::from_ms(self.ms.load(Ordering::SeqCst))
    }
}

impl Hand {
    fn at(now: Timestamp) -> Self {
        Self { ms: AtomicI64::new(now.ms()), broken: AtomicBool::new(false) }
    }

    /// Whoever asks for the time next panics.
    pub fn break_once(&self) {
        self.broken.store(true, Ordering::SeqCst);
    }

    /// Moves the clock on.
    pub fn pass_ms(&self, ms: i64) {
        self.ms.fetch_add(ms, Ordering::SeqCst);
    }
}

/// What a test works with.
pub struct Bench {
    pub backend: Backend,
    pub time: Arc<Hand>,
    pub db: Database,
    pub admin: Who,
    pub nats_url: Option<String>,
}

impl Bench {
    pub async fn start(db: Database) -> Self {
        Self::start_with(db, None).await
    }

    /// With a message bus.
    pub async fn start_with(db: Database, nats_url: Option<String>) -> Self {
        let time = Arc::new(Hand::at(T0));
        let backend = open_with(&db, time.clone(), nats_url.clone()).await;
        let admin = backend.auth.bearer("admin-token-of-this-test").unwrap();
        Self { backend, time, db, admin, nats_url }
    }

    /// The same database opened anew, as after a restart.
    pub async fn restart(self) -> Self {
        let Self { backend, time, db, admin, nats_url } = self;
        drop(backend);
        let backend = open_with(&db, time.clone(), nats_url.clone()).await;
        Self { backend, time, db, admin, nats_url }
    }

    /// An open event with pace groups slow (3) and fast (2).
    pub async fn event(&self, placement: Placement) -> EventId {
        self.event_at(None, placement).await
    }

    /// The same under a slug.
    pub async fn event_at(&self, slug: Option<String>, placement: Placement) -> EventId {
        let input = EventInput {
            name: "24 h Seebad".into(),
            slug,
            sport: Sport::Swim,
            lap_length_m: 50.0,
            placement: Some(placement),
            pace_groups: vec![group("slow", 3), group("fast", 2)],
            ..EventInput::default()
        };
        let event = self.backend.events.create(&self.admin, input).await.unwrap().id;
        self.clock(event, ClockAction::Open, None).await;
        event
    }

    pub async fn clock(&self, event: EventId, action: ClockAction, at: Option<Timestamp>) {
        self.backend.events.clock(&self.admin, event, ClockInput { action, at }).await.unwrap();
    }

    /// A device of that role, enrolled by a code.
    pub async fn device(&self, role: Role) -> Who {
        let code = CodeInput { role, name: format!("{role} 1") };
        let issued = self.backend.devices.issue_codes(&self.admin, vec![code]).await.unwrap();
        let (_, named) = self.backend.devices.enrol(&issued[0].otp, HERE, &Who::nobody()).await.unwrap();
        self.backend.auth.device(&named).unwrap()
    }

    pub async fn register(&self, event: EventId, name: &str) -> Bib {
        let input = PlayerInput { name: name.into(), ..PlayerInput::default() };
        self.backend.players.create(&self.admin, event, vec![input]).await.unwrap()[0].bib
    }

    pub async fn place(&self, event: EventId, bib: Bib, group: &str) {
        let place = Place::Group { pace_group: group.into() };
        self.backend.lanes.place(&self.admin, event, bib, place).await.unwrap();
    }

    /// Sends one lap.
    pub async fn lap(&self, event: EventId, id: Uuid, bib: Bib, at: Timestamp) -> LapOutcome {
        self.laps(event, vec![lap(id, bib.get(), at)]).await.remove(0)
    }

    pub async fn laps(&self, event: EventId, laps: Vec<Box<RawValue>>) -> Vec<LapOutcome> {
        self.backend.laps.record(&self.admin, event, laps).await.unwrap()
    }

    /// Bib and laps by rank.
    pub async fn standings(&self, event: EventId) -> Vec<(u32, u64)> {
        let board = self.backend.live.hub(event).unwrap().current().await;
        board.board().rows.iter().map(|row| (row.bib.get(), row.laps)).collect()
    }
}

/// Opens a database, as another node would.
pub async fn open(db: &Database, time: Arc<Hand>) -> Backend {
    open_with(db, time, None).await
}

/// The same with a message bus.
pub async fn open_with(db: &Database, time: Arc<Hand>, nats_url: Option<String>) -> Backend {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let secret = || Some(STANDARD.encode([7; 32]));
    let secrets = Secrets::load(&db.url, secret(), secret(), Some("admin-token-of-this-test".into())).unwrap();
    Backend::start(Settings { database_url: db.url.clone(), secrets, time, nats_url }).await.unwrap().backend
}

pub fn group(name: &str, count: i64) -> PaceGroupInput {
    PaceGroupInput { name: name.into(), count }
}

/// A lap as a station sends it.
pub fn lap(id: Uuid, bib: u32, at: Timestamp) -> Box<RawValue> {
    RawValue::from_string(format!(r#"{{"id":"{id}","bib":{bib},"counted_at":"{at}"}}"#)).unwrap()
}

/// The sentence of a refusal and its status.
pub fn refused<T: std::fmt::Debug>(result: backend::Result<T>) -> (u16, String) {
    let problem = domain::Problem::from(result.unwrap_err());
    (problem.kind.status(), problem.sentence)
}

/// The number of entries in each chain's order, read from the database itself.
pub async fn actions(db: &Database, event: EventId) -> Vec<String> {
    const SQL: &str = "SELECT action FROM entries WHERE chain = $1 ORDER BY seq";
    if db.is_postgres() {
        let pool = sqlx_postgres::PgPool::connect(&db.url).await.unwrap();
        sqlx::query_scalar(SQL).bind(event.0).fetch_all(&pool).await.unwrap()
    } else {
        let pool = sqlx_sqlite::SqlitePool::connect(&db.url).await.unwrap();
        sqlx::query_scalar(SQL).bind(event.0).fetch_all(&pool).await.unwrap()
    }
}
