//! Does what was typed.

use super::{
    CURRENT,
    commands::{ClientCommand, Placing},
    session::Session,
    show::{self, Output, read},
    work::{By, Change, Work},
};
use crate::cli::{Failure, api::CallError};
use backend::{SystemTime, TimeSource};
use domain::{
    Bib, Role,
    audit::{ActorKind, ActorView},
    board::Board,
    change::Kind,
    device::{DeviceView, IssuedCode, Me},
    event::EventView,
    lane::{Place, SlotChange},
    player::{PlayerInput, PlayerList, PlayerView, PublicPlayer},
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{io::IsTerminal, time::Duration};
use tokio::{sync::OnceCell, task::block_in_place};
use uuid::Uuid;

/// The event that this client works at, as it was when it was first asked for: it stays the one, as at the pages' desks.
#[derive(Debug, Clone)]
pub struct Event {
    pub slug: String,
    /// By how much the server's clock is ahead of this machine's, in milliseconds.
    pub ahead_ms: i64,
}

/// A client at work.
pub struct Desk {
    pub(super) session: Session,
    pub(super) work: Work,
    pub(super) out: Output,
    pub(super) patience: Duration,
    wanted: String,
    event: OnceCell<Event>,
}

impl Desk {
    pub fn new(session: Session, work: Work, out: Output, wanted: String, patience: Duration) -> Self {
        Self { session, work, out, patience, wanted, event: OnceCell::new() }
    }

    /// Does it.
    ///
    /// # Errors
    /// Why it could not be done.
    pub async fn run(&self, command: ClientCommand) -> Result<(), Failure> {
        match command {
            ClientCommand::Enrol { code } => self.enrol(&code).await,
            ClientCommand::Signin => self.sign_in().await,
            ClientCommand::Signout => self.sign_out().await,
            ClientCommand::Whoami => self.out.show(self.me().await?, |me: Me| show::me(&me)),
            ClientCommand::Codes { role, names } => self.codes(role, &names).await,
            ClientCommand::Devices => {
                let devices = self.session.get("/api/v1/devices").await?;
                self.out.show(devices, |devices: Vec<DeviceView>| show::devices(&devices))
            }
            ClientCommand::Register(registration) => self.register((*registration).into()).await,
            ClientCommand::List { text } => self.list(&text.join(" ")).await,
            ClientCommand::Show { bib } => self.show(bib).await,
            ClientCommand::Place(placing) => self.place(placing).await,
            ClientCommand::Move(placing) => self.move_to(placing).await,
            ClientCommand::Release { bib } => self.release(bib).await,
            ClientCommand::Tap { bib, count } => self.tap(bib, count).await,
            ClientCommand::Send => self.send_all().await,
            ClientCommand::Undo => self.undo().await,
            ClientCommand::Board { top } => {
                let board = self.session.get(&self.path("/board").await?).await?;
                self.out.show(board, |board: Board| show::board(&board, top.unwrap_or(usize::MAX)))
            }
            ClientCommand::Clock => {
                let event = self.session.get(&self.path("").await?).await?;
                self.out.show(event, |event: EventView| show::event(&event))
            }
            ClientCommand::Log { bib, action, limit } => self.log(bib, action, limit).await,
        }
    }

    /// The event, asked for once.
    pub async fn event(&self) -> Result<Event, Failure> {
        let ask = async || {
            let data = self.session.get(&format!("/api/v1/events/{}", in_path(&self.wanted))).await?;
            let event: EventView = read(data)?;
            Ok::<_, Failure>(Event { slug: event.slug, ahead_ms: event.clock.at.since_ms(SystemTime.now()) })
        };
        let known = self.event.get_or_try_init(ask).await;
        match known {
            Ok(event) => Ok(event.clone()),
            // The server is away, but a tap for an event that was named can be kept until it is back.
            Err(Failure::Api(CallError::Away(_))) if self.wanted != CURRENT => {
                Ok(Event { slug: self.wanted.clone(), ahead_ms: 0 })
            }
            Err(failure) => Err(failure),
        }
    }

    pub(super) async fn path(&self, rest: &str) -> Result<String, Failure> {
        Ok(format!("/api/v1/events/{}{rest}", in_path(&self.event().await?.slug)))
    }

    async fn me(&self) -> Result<Value, Failure> {
        self.session.get("/api/v1/auth/me").await
    }

    async fn enrol(&self, code: &str) -> Result<(), Failure> {
        let device = self.session.enrol(code).await?;
        let data = json!({ "id": device.id, "name": device.device_name, "role": device.role });
        self.out.show(data, |_: Value| format!("enrolled as {} ({})\n", device.device_name, device.role))
    }

    async fn sign_in(&self) -> Result<(), Failure> {
        let token = match self.session.given() {
            Some(token) => token.to_owned(),
            None if std::io::stdin().is_terminal() => block_in_place(|| rpassword::prompt_password("Token: "))
                .map_err(|cause| Failure::Other(format!("the token cannot be read: {cause}")))?,
            None => {
                let sentence = "Give the token in ADMIN_API_TOKEN: without a terminal it cannot be asked for.";
                return Err(Failure::Other(sentence.to_owned()));
            }
        };
        let me = self.session.sign_in(token.trim()).await?;
        let data = json!(me);
        self.out.show(data, |me: Me| show::me(&me))
    }

    async fn sign_out(&self) -> Result<(), Failure> {
        let forgotten = self.session.sign_out().await?;
        self.out.show(json!({ "forgotten": forgotten }), |_: Value| match forgotten {
            Some(what) => format!("forgot {what}\n"),
            None => "nobody was signed in\n".to_owned(),
        })
    }

    async fn codes(&self, role: Role, names: &[String]) -> Result<(), Failure> {
        let wanted: Vec<Value> = names.iter().map(|name| json!({ "role": role, "name": name })).collect();
        let issued = self.session.call(Method::POST, "/api/v1/codes", Some(&wanted)).await?;
        self.out.show(issued, |codes: Vec<IssuedCode>| show::codes(&codes))
    }

    async fn register(&self, input: PlayerInput) -> Result<(), Failure> {
        let path = self.path("/players").await?;
        let made = self.change_once(Method::POST, &path, Some(&json!(input))).await?;
        let player: PlayerView = read(made.clone())?;
        self.out.show(made, |player: PlayerView| show::registered(&player))?;
        self.remember(player.bib, Kind::PlayerRegister).await
    }

    async fn list(&self, text: &str) -> Result<(), Failure> {
        let mut list = self.session.get(&self.path("/players").await?).await?;
        let text = text.trim().trim_start_matches('#').to_lowercase();
        if let (Some(players), false) = (list["players"].as_array_mut(), text.is_empty()) {
            players.retain(|player| show::is_meant(player, &text));
        }
        self.out.show(list, |list: PlayerList| show::players(&list))
    }

    /// What staff see of a player and what everybody sees, as far as either is there for this client.
    async fn show(&self, bib: Bib) -> Result<(), Failure> {
        let path = self.path(&format!("/players/{bib}")).await?;
        let public = self.session.get(&path).await;
        let details = if self.session.is_signed_in()? {
            allowed(self.session.get(&format!("{path}/details")).await)?
        } else {
            None
        };
        // Who is out of the ranking is on no board, and still there for staff.
        let public = if details.is_some() { public.ok() } else { Some(public?) };
        self.out.show(json!({ "details": details, "public": public }), |both: Both| {
            show::player(both.details.as_ref(), both.public.as_ref())
        })
    }

    async fn place(&self, placing: Placing) -> Result<(), Failure> {
        let path = self.path("/placements").await?;
        let body = json!({ "bib": placing.bib, "place": wanted_place(&placing) });
        let change = self.change_once(Method::POST, &path, Some(&body)).await?;
        self.out.show(change, |change: SlotChange| show::slot(&change))?;
        self.remember(placing.bib, Kind::LaneAssign).await
    }

    async fn move_to(&self, placing: Placing) -> Result<(), Failure> {
        let path = self.path(&format!("/placements/{}", placing.bib)).await?;
        let body = json!({ "place": wanted_place(&placing) });
        let change = self.change_once(Method::PUT, &path, Some(&body)).await?;
        self.out.show(change, |change: SlotChange| show::slot(&change))?;
        self.remember(placing.bib, Kind::LaneMove).await
    }

    async fn release(&self, bib: Bib) -> Result<(), Failure> {
        let path = self.path(&format!("/placements/{bib}")).await?;
        let change = self.change_once(Method::DELETE, &path, None).await?;
        self.out.show(change, |change: SlotChange| show::slot(&change))?;
        self.remember(bib, Kind::LaneRelease).await
    }

    /// A change that has no id of its own and is therefore not sent again by itself.
    async fn change_once(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Failure> {
        self.session.call(method, path, body).await.map_err(|failure| match failure {
            Failure::Api(CallError::Away(cause)) => {
                Failure::Other(format!("There was no answer ({cause}). Look with `list` whether it was done."))
            }
            other => other,
        })
    }

    /// Looks for the entry of a change that was just made, so that exactly this one can be taken back.
    async fn remember(&self, bib: Bib, kind: Kind) -> Result<(), Failure> {
        match self.entry_of(bib, kind).await {
            Ok(Some(entry)) => {
                let event = self.event().await?.slug;
                self.work.did(Change { event, bib, action: kind.name().to_owned(), by: By::Entry(entry) }).await
            }
            Ok(None) | Err(Failure::Api(_)) => {
                show::note("It was done, but `undo` will not find it. It can be undone on the page Audit.");
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    }

    async fn entry_of(&self, bib: Bib, kind: Kind) -> Result<Option<Uuid>, Failure> {
        #[derive(serde::Deserialize)]
        struct Page {
            entries: Vec<Entry>,
        }
        #[derive(serde::Deserialize)]
        struct Entry {
            id: Uuid,
            actor: ActorView,
            action: String,
            undone_by: Option<Uuid>,
        }
        let me: Me = read(self.me().await?)?;
        let query = [("target", format!("player:{bib}")), ("action", kind.name().to_owned())];
        let page: Page = read(self.session.get(&self.audit(&query).await?).await?)?;
        let is = |actor: &ActorView, kind| ActorKind::parse(&actor.kind) == Some(kind);
        let is_mine = |actor: &ActorView| match (&me.operator, &me.device) {
            (Some(operator), _) => is(actor, ActorKind::Operator) && actor.id == Some(operator.id.to_string()),
            (None, Some(device)) => is(actor, ActorKind::Device) && actor.id == Some(device.id.to_string()),
            (None, None) => is(actor, ActorKind::Admin),
        };
        let newest =
            page.entries.into_iter().find(|entry| Kind::parse(&entry.action) == Some(kind) && is_mine(&entry.actor));
        Ok(newest.filter(|entry| entry.undone_by.is_none()).map(|entry| entry.id))
    }

    async fn undo(&self) -> Result<(), Failure> {
        // A tap that waits is the last change, and may have been counted without an answer.
        self.send_kept(None).await?;
        let Some(change) = self.work.last_change()? else {
            return Err(Failure::Other("This client has made no change that it could take back.".to_owned()));
        };
        let answer = match change.by {
            By::Lap(id) => {
                let path = format!("/api/v1/events/{}/laps/{id}/undo", in_path(&change.event));
                self.session.call(Method::POST, &path, None::<&()>).await
            }
            By::Entry(id) => {
                self.session.call(Method::POST, &format!("/api/v1/audit/{id}/undo"), Some(&json!({}))).await
            }
        };
        match answer {
            Ok(data) => {
                self.work.undid(&change).await?;
                self.out.show(data, |_: Value| format!("undone: {} of {}\n", change.action, change.bib))
            }
            Err(Failure::Api(CallError::Refused {
                status: StatusCode::CONFLICT | StatusCode::NOT_FOUND,
                sentence,
            })) => {
                self.work.undid(&change).await?;
                let what = format!("{} of {} cannot be undone from here", change.action, change.bib);
                Err(Failure::Other(format!("{what}: {sentence} The next `undo` goes one further back.")))
            }
            Err(failure) => Err(failure),
        }
    }

    async fn log(&self, bib: Option<Bib>, action: Option<String>, limit: u32) -> Result<(), Failure> {
        let mut query = vec![("limit", limit.to_string())];
        query.extend(bib.map(|bib| ("target", format!("player:{bib}"))));
        query.extend(action.map(|action| ("action", action)));
        let page = self.session.get(&self.audit(&query).await?).await?;
        self.out.show(page, |page| show::log(&page))
    }

    /// The address of this event's audit trail with a query.
    async fn audit(&self, query: &[(&str, String)]) -> Result<String, Failure> {
        let mut path = format!("/api/v1/audit?event={}", in_path(&self.event().await?.slug));
        for (name, value) in query {
            path = format!("{path}&{name}={}", in_path(value));
        }
        Ok(path)
    }
}

/// Both sides of a player.
#[derive(serde::Deserialize)]
struct Both {
    details: Option<PlayerView>,
    public: Option<PublicPlayer>,
}

/// What may be read; nothing of what may not.
fn allowed(answer: Result<Value, Failure>) -> Result<Option<Value>, Failure> {
    match answer {
        Err(Failure::Api(CallError::Refused { status: StatusCode::FORBIDDEN, .. })) => Ok(None),
        other => other.map(Some),
    }
}

fn wanted_place(placing: &Placing) -> Place {
    let pace_group = placing.group.clone();
    match placing.position {
        Some(position) => Place::Slot { pace_group, position },
        None => Place::Group { pace_group },
    }
}

/// A text as a part of an address.
pub(super) fn in_path(text: &str) -> String {
    use std::fmt::Write;

    text.bytes().fold(String::new(), |mut path, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
        path
    })
}
