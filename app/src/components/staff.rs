//! The frame of every staff page: who is there, what may be done, and what changes meanwhile.

use super::{AlarmStrip, NeedsScript, RehearsalStrip, TopBar, server_time};
use crate::water::{NightStrip, WaterStrip};
use crate::{
    PageError, browser,
    feed::Feed,
    i18n::tr,
    live::{self, Conn},
};
use domain::{
    Action, ProblemKind, Role, Timestamp,
    board::Frame,
    clock::ClockView,
    device::Me,
    event::{EventView, Sport},
    ids::EventId,
    topic::Topic,
};
use leptos::{prelude::*, server_fn::codec::Json};
use leptos_meta::Title;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::future::Future;

/// A staff page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Desk {
    /// Registers players.
    Reception,
    /// Places them.
    Lanes,
    /// Settles held laps.
    Held,
    /// Sets the clock and enrols devices.
    Console,
    /// Counts laps.
    Station,
    /// Shows who did what.
    Audit,
    /// Takes money and adds it up.
    Takings,
    /// Lays the tallies of two tablets beside each other.
    Tallies,
    /// Shows who is in the water, and clears the pool.
    Water,
    /// Hands out a chip system's tags.
    Tags,
    /// Prints tally sheets and types them in.
    Sheets,
    /// Prints players' codes.
    Codes,
}

impl Desk {
    /// The desks in the bar, in its order.
    pub const IN_BAR: [Self; 9] = [
        Self::Reception,
        Self::Lanes,
        Self::Water,
        Self::Held,
        Self::Sheets,
        Self::Tags,
        Self::Takings,
        Self::Audit,
        Self::Console,
    ];

    /// What somebody must be allowed to do to open it.
    pub const fn needs(self) -> Action {
        match self {
            Self::Reception | Self::Tags | Self::Codes => Action::RegisterPlayers,
            Self::Lanes => Action::PlacePlayers,
            Self::Held => Action::SettleHeldLaps,
            Self::Console => Action::SetClock,
            Self::Station | Self::Sheets => Action::CountLaps,
            Self::Takings => Action::TakePayments,
            Self::Tallies => Action::SettleCounters,
            Self::Water => Action::ClearPool,
            // One player's trail is open to all staff.
            Self::Audit => Action::ReadStaff,
        }
    }

    /// What somebody must be allowed to do for the bar to lead there.
    pub const fn listed_for(self) -> Action {
        match self {
            Self::Audit => Action::ReadAudit,
            other => other.needs(),
        }
    }

    /// Its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Reception => "/reception",
            Self::Lanes => "/lanes",
            Self::Held => "/held",
            Self::Console => "/console",
            Self::Station => "/station",
            Self::Audit => "/audit",
            Self::Takings => "/takings",
            Self::Tallies => "/tallies",
            Self::Water => "/water",
            Self::Tags => "/tags",
            Self::Sheets => "/sheets",
            Self::Codes => "/codes",
        }
    }

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Reception => tr("Reception", "Anmeldung"),
            Self::Lanes => tr("Lanes", "Bahnen"),
            Self::Held => tr("Held laps", "Offene Runden"),
            Self::Console => tr("Console", "Leitung"),
            Self::Station => tr("Lane station", "Zählstation"),
            Self::Audit => tr("Audit", "Protokoll"),
            Self::Takings => tr("Takings", "Kasse"),
            Self::Tallies => tr("Two tallies", "Zwei Stände"),
            Self::Water => tr("In the water", "Im Wasser"),
            Self::Tags => tr("Chips", "Chips"),
            Self::Sheets => tr("Paper", "Papier"),
            Self::Codes => tr("Codes for caps", "Codes für Kappen"),
        }
    }
}

/// Where a role works.
pub const fn home(role: Role) -> &'static str {
    match role {
        Role::Admin | Role::Floor => Desk::Console.path(),
        Role::Reception => Desk::Reception.path(),
        Role::LaneAssign => Desk::Lanes.path(),
        Role::LaneCount => Desk::Station.path(),
        Role::Viewer => "/",
    }
}

/// What a staff page starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Who is there.
    pub me: Me,
    /// The event that the desks work on.
    pub event: EventView,
    /// The server's time of this answer.
    pub now: Timestamp,
}

/// Opens a desk, for those who may.
///
/// # Errors
/// Unauthenticated, forbidden, or not found where there is no event yet.
#[server(prefix = "/fn", endpoint = "desk/open", input = Json)]
pub async fn open_desk(desk: Desk) -> Result<Opened, PageError> {
    use crate::server;

    let (backend, who) = server::asking().await?;
    let event = server::desk_event(&backend)?;
    let event = event.ok_or_else(|| server::refuse(domain::refusal::NoEventYet.into()))?;
    who.require(desk.needs())?;
    let me = who.me().ok_or_else(|| server::refuse(domain::Problem::unauthenticated()))?;
    Ok(Opened { me, event, now: backend.live.now() })
}

/// What an event is now.
///
/// # Errors
/// Forbidden for all but staff, not found for an event that there is not.
#[server(prefix = "/fn", endpoint = "event/view", input = Json)]
pub async fn view_event(event: EventId) -> Result<EventView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    who.require(Action::ReadStaff)?;
    Ok(backend.events.view(event)?)
}

/// Follows what the event is, from what the page was opened with.
pub fn follow_event(opened: EventView, live: StaffLive) -> Feed<EventView> {
    let version = move || live.version(Topic::Event).wrapping_add(live.version(Topic::Slots));
    Feed::new(opened, version, move || view_event(live.event))
}

/// What a staff page hears while it is open; each page finds it with `use_context` or in its content's second argument.
#[derive(Clone, Copy)]
pub struct StaffLive {
    /// The event that the page was opened for.
    pub event: EventId,
    /// The connection.
    pub conn: ReadSignal<Conn>,
    /// The event's clock, as last heard.
    pub clock: RwSignal<ClockView>,
    /// The server's time.
    pub time: ReadSignal<Timestamp>,
    versions: [RwSignal<u32>; Topic::ALL.len()],
    listeners: StoredValue<Vec<Callback<Frame>>>,
}

impl StaffLive {
    fn open(opened: &Opened) -> Self {
        let clock = RwSignal::new(opened.event.clock);
        let versions = std::array::from_fn(|_| RwSignal::new(0));
        let listeners = StoredValue::new(Vec::<Callback<Frame>>::new());
        let path = format!("/live/{}/staff", opened.event.slug);
        let on_frame = move |frame: Frame| {
            match &frame {
                Frame::Snapshot(board) => {
                    clock.set(board.clock);
                    // A snapshot follows a connection, before which anything may have been missed.
                    for version in versions {
                        version.update(|n| *n += 1);
                    }
                }
                Frame::Delta(delta) => {
                    if let Some(new) = delta.clock {
                        clock.set(new);
                    }
                }
                Frame::Changed { topics } => {
                    for topic in topics {
                        versions[*topic as usize].update(|n| *n += 1);
                    }
                }
            }
            for listener in listeners.get_value() {
                listener.run(frame.clone());
            }
            true
        };
        let conn = live::follow(move || path.clone(), on_frame);
        Self { event: opened.event.id, conn, clock, time: server_time(opened.now), versions, listeners }
    }

    /// A number that grows when the topic may have changed. Read it in a resource's source to ask again then.
    pub fn version(&self, topic: Topic) -> u32 {
        self.versions[topic as usize].get()
    }

    /// A number that grows each time so many milliseconds of the server's time have passed: for what is no change, and so
    /// is not told.
    pub fn every(&self, ms: i64) -> Memo<u32> {
        let (time, began) = (self.time, self.time.get_untracked());
        Memo::new(move |_| u32::try_from(time.get().since_ms(began) / ms).unwrap_or_default())
    }

    /// Calls back with every frame of the socket: snapshots and deltas of the board, and what changed.
    pub fn on_frame(&self, listener: Callback<Frame>) {
        self.listeners.update_value(|all| all.push(listener));
    }
}

/// A staff page: its title, the bar (but for the station, which needs the whole screen), and its content once it is
/// known who is there, in which event, and what the content starts from. Content should bring `<main id="main">` with
/// its own `<h1>`.
///
/// Everything is in one resource. The server goes through a page's content more than once before it sends it; one that
/// asked for something itself would ask each time, and might be gone before it is answered.
#[component]
pub fn StaffPage<T, F, A>(
    /// Which desk it is.
    desk: Desk,
    /// Asks for what the content starts from, in the event that the desk works on.
    start: F,
    /// What is below the bar.
    content: fn(Opened, StaffLive, T) -> AnyView,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Fn(EventId) -> A + Copy + Send + Sync + 'static,
    A: Future<Output = Result<T, PageError>> + Send + 'static,
{
    let opened = Resource::new_blocking(
        || (),
        move |()| async move {
            let opened = open_desk(desk).await?;
            let start = start(opened.event.id).await?;
            Ok::<(Opened, T), PageError>((opened, start))
        },
    );
    browser::mark_hydrated();
    view! {
        <Title text=desk.title() />
        <NeedsScript />
        <Suspense fallback=|| view! { <main id="main" class="wait">{tr("Opening…", "Öffne …")}</main> }>
            {move || Suspend::new(async move {
                match opened.await {
                    Ok((opened, start)) => opened_desk(desk, opened, |opened, live| content(opened, live, start)),
                    Err(error) => closed_desk(desk, &error).into_any(),
                }
            })}
        </Suspense>
    }
}

fn opened_desk(desk: Desk, opened: Opened, content: impl FnOnce(Opened, StaffLive) -> AnyView) -> AnyView {
    let live = StaffLive::open(&opened);
    provide_context(live);
    provide_context(opened.me.clone());
    let may_manage = opened.me.may(Action::ManageDevices);
    let rehearsal = opened.event.rehearsal;
    let [may_say, may_open] = [Action::PlaceOnLane, Desk::Water.needs()].map(|action| opened.me.may(action));
    let [may_read, may_note] = [Action::ReadPlayers, Action::RegisterPlayers].map(|action| opened.me.may(action));
    let water = opened.event.sport == Sport::Swim;
    let bar = (desk != Desk::Station).then(|| {
        view! {
            {rehearsal.then(|| view! { <RehearsalStrip path=desk.path() /> })}
            <TopBar desk opened=opened.clone() live />
            {water.then(|| view! { <WaterStrip desk may_say may_open live /> })}
            <AlarmStrip desk live may_manage />
            {water.then(|| view! { <NightStrip may_read may_note live /> })}
        }
    });
    view! {
        {bar}
        {content(opened, live)}
    }
    .into_any()
}

/// What stands in place of a desk that may not or cannot be opened: why, and the next step.
fn closed_desk(desk: Desk, error: &PageError) -> impl IntoView + use<> {
    let way = |href: &'static str, words| view! { <a class="btn do" href=href rel="external">{words}</a> };
    let ways = match error.kind() {
        ProblemKind::NotFound => way("/setup", tr("Set up an event", "Veranstaltung anlegen")).into_any(),
        ProblemKind::Unauthenticated | ProblemKind::Forbidden => view! {
            {way("/enrol", tr("Enrol this device with a code", "Gerät mit Code anmelden"))}
            <a href="/signin" rel="external">{tr("Sign in with a PIN or the admin token", "Mit PIN oder Admin-Token anmelden")}</a>
        }
        .into_any(),
        _ => way(desk.path(), tr("Try again", "Noch einmal versuchen")).into_any(),
    };
    view! {
        <main id="main" class="sign-in">
            <h1>{desk.title()}</h1>
            <p class="problem" role="alert">{error.sentence()}</p>
            {ways}
        </main>
    }
}
