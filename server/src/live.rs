//! Live sockets: each follows one event's board. What comes in is counted and thrown away; it cannot reach anything.

use crate::{
    auth::{Caller, ReadStaff},
    doors::{self, Place},
    envelope::{Path, Query, Refusal},
    limits::RETRY_AFTER_S,
    security,
    state::AppState,
};
use axum::{
    Router,
    body::Bytes,
    extract::{
        FromRequestParts, State, WebSocketUpgrade,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code, rejection::WebSocketUpgradeRejection},
    },
    http::request::Parts,
    response::Response,
    routing::get,
};
use backend::{Subscription, Who};
use domain::{Problem, limits, refusal};
use futures::{SinkExt, StreamExt, stream::SplitSink};
use serde::Deserialize;
use std::{net::IpAddr, ops::ControlFlow, sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior, interval_at, timeout},
};

/// How often a socket is pinged: more often than the minute after which gateways forget a silent connection.
const PING_EVERY: Duration = Duration::from_secs(20);
/// Pings without any sign of life after which the other end is taken for gone.
const PINGS_UNANSWERED_MAX: u32 = 3;
/// How long one frame may take to leave; a client that takes longer reconnects and gets the newest state.
const SEND_TIME_MAX: Duration = Duration::from_secs(15);
/// Bytes read at once from a socket: spectators send pings and pongs, nothing larger.
const READ_BUFFER_BYTES: usize = 1_024;
/// Bytes gathered before they are written; a frame is always flushed at once.
const WRITE_BUFFER_BYTES: usize = 4_096;

pub fn routes() -> Router<AppState> {
    Router::new().route("/live/{event}", get(follow)).route("/live/{event}/staff", get(follow_as_staff))
}

/// The request to open a socket, from this site or a program; anything else is refused in the envelope.
struct Upgrade {
    socket: WebSocketUpgrade,
    place: Option<Place>,
    from: IpAddr,
}

impl<S: Send + Sync> FromRequestParts<S> for Upgrade {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        // Browsers let any page open a socket to any host and send the cookie along; only the origin tells them apart.
        if security::same_origin(&parts.headers) == Some(false) {
            return Err(security::foreign_origin(&parts.headers));
        }
        let not_a_socket = |_: WebSocketUpgradeRejection| Problem::from(refusal::WebSocketExpected);
        let socket = WebSocketUpgrade::from_request_parts(parts, state).await.map_err(not_a_socket)?;
        Ok(Self { socket, place: parts.extensions.get().cloned(), from: doors::client(&parts.extensions) })
    }
}

#[derive(Debug, Deserialize)]
struct Since {
    since: Option<u64>,
}

async fn follow(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(since): Query<Since>,
    upgrade: Upgrade,
) -> Result<Response, Refusal> {
    open(state, &slug, since.since, None, upgrade)
}

async fn follow_as_staff(
    State(state): State<AppState>,
    caller: Caller<ReadStaff>,
    Path(slug): Path<String>,
    Query(since): Query<Since>,
    upgrade: Upgrade,
) -> Result<Response, Refusal> {
    open(state, &slug, since.since, Some(caller.who), upgrade)
}

fn open(
    state: AppState,
    slug: &str,
    since: Option<u64>,
    staff: Option<Who>,
    Upgrade { socket, place, from }: Upgrade,
) -> Result<Response, Refusal> {
    let event = state.backend.events.find(slug)?;
    let hub = state.backend.live.hub(event).ok_or_else(|| Problem::from(refusal::NoSuchEvent))?;
    let share = match staff {
        Some(_) => None,
        None => Some(state.doors.socket(from).ok_or_else(too_many)?),
    };
    Ok(socket
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_message_size(limits::LIVE_INBOUND_BYTES_MAX)
        .max_frame_size(limits::LIVE_INBOUND_BYTES_MAX)
        .on_upgrade(move |socket| async move {
            let subscription = hub.subscribe(since, staff.is_some());
            let may_stay = || staff.as_ref().is_none_or(|who| state.backend.auth.again(who).is_ok());
            serve(socket, subscription, may_stay, state.stopping).await;
            drop((place, share));
        }))
}

/// Live sockets are like connections: one address has its share of them.
fn too_many() -> Problem {
    Problem::from(refusal::TooManyBoards).retry_after(RETRY_AFTER_S)
}

/// Sends frames until one side has had enough, or the other may not stay.
async fn serve(
    socket: WebSocket,
    mut subscription: Subscription,
    may_stay: impl Fn() -> bool,
    mut stopping: watch::Receiver<bool>,
) {
    let (sender, mut inbound) = socket.split();
    let mut outbound = Outbound(sender);
    let mut watch = Watch::default();
    let mut ping = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let goodbye = loop {
        let step = tokio::select! {
            frame = subscription.next() => match frame {
                Some(_) if !may_stay() => ControlFlow::Break(Some(close_code::POLICY)),
                Some(text) => outbound.send(text_message(text)).await,
                None => ControlFlow::Break(Some(close_code::AWAY)),
            },
            message = inbound.next() => match message {
                Some(Ok(message)) => watch.heard(&message),
                // The other end is gone, or sent more than it may in one message.
                Some(Err(_)) | None => ControlFlow::Break(None),
            },
            _ = ping.tick() => match watch.pinged() {
                ControlFlow::Continue(()) => outbound.beat(subscription.heartbeat()).await,
                gone @ ControlFlow::Break(_) => gone,
            },
            () = told_to_stop(&mut stopping) => ControlFlow::Break(Some(close_code::RESTART)),
        };
        if let ControlFlow::Break(code) = step {
            break code;
        }
    };
    if let Some(code) = goodbye {
        let frame = CloseFrame { code, reason: Utf8Bytes::default() };
        // The socket is given up either way.
        let _ = outbound.send(Message::Close(Some(frame))).await;
    }
}

async fn told_to_stop(stopping: &mut watch::Receiver<bool>) {
    // A server whose sender is gone has stopped.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// Why a socket is left, with the code that the other end is told, if it is still there.
type Step = ControlFlow<Option<u16>>;

struct Outbound(SplitSink<WebSocket, Message>);

impl Outbound {
    /// A ping for this side's watch, and a frame for the other's: pages are not shown pings.
    async fn beat(&mut self, frame: Option<Arc<str>>) -> Step {
        match (self.send(Message::Ping(Bytes::new())).await, frame) {
            (ControlFlow::Continue(()), Some(text)) => self.send(text_message(text)).await,
            (step, _) => step,
        }
    }

    async fn send(&mut self, message: Message) -> Step {
        match timeout(SEND_TIME_MAX, self.0.send(message)).await {
            Ok(Ok(())) => ControlFlow::Continue(()),
            Ok(Err(_)) | Err(_) => ControlFlow::Break(None),
        }
    }
}

/// What is heard from the other end between two pings.
#[derive(Default)]
struct Watch {
    messages: u32,
    unanswered: u32,
}

impl Watch {
    fn heard(&mut self, message: &Message) -> Step {
        self.unanswered = 0;
        self.messages += 1;
        if matches!(message, Message::Close(_)) {
            return ControlFlow::Break(None);
        }
        if self.messages > limits::LIVE_INBOUND_MESSAGES_MAX {
            return ControlFlow::Break(Some(close_code::POLICY));
        }
        ControlFlow::Continue(())
    }

    fn pinged(&mut self) -> Step {
        self.messages = 0;
        self.unanswered += 1;
        if self.unanswered > PINGS_UNANSWERED_MAX { ControlFlow::Break(None) } else { ControlFlow::Continue(()) }
    }
}

/// A frame as a message. The text is shared by all sockets, not copied for each.
fn text_message(text: Arc<str>) -> Message {
    struct Shared(Arc<str>);

    impl AsRef<[u8]> for Shared {
        fn as_ref(&self) -> &[u8] {
            self.0.as_bytes()
        }
    }

    Message::Text(Utf8Bytes::try_from(Bytes::from_owner(Shared(text))).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_messages_close_the_socket_and_silence_does_too() {
        let mut watch = Watch::default();
        let text = Message::Text(Utf8Bytes::from_static("hello"));
        for _ in 0..limits::LIVE_INBOUND_MESSAGES_MAX {
            assert_eq!(watch.heard(&text), ControlFlow::Continue(()));
        }
        assert_eq!(watch.heard(&text), ControlFlow::Break(Some(close_code::POLICY)));
        assert_eq!(watch.pinged(), ControlFlow::Continue(()));
        assert_eq!(watch.heard(&text), ControlFlow::Continue(()), "pings of a day are not many");
        for _ in 0..PINGS_UNANSWERED_MAX {
            assert_eq!(watch.pinged(), ControlFlow::Continue(()));
        }
        assert_eq!(watch.pinged(), ControlFlow::Break(None));
    }

    #[test]
    fn a_frame_is_sent_as_it_is() {
        let Message::Text(text) = text_message(Arc::from("{\"ä\":1}")) else { panic!("a text") };
        assert_eq!(text.as_str(), "{\"ä\":1}");
    }
}
