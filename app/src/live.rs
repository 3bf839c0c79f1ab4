//! A live socket as a signal: it reconnects by itself, and says truthfully whether it is connected.

use crate::browser;
use domain::{
    board::{Board, Delta, Frame},
    topic::Topic,
};
use leptos::{
    leptos_dom::helpers::{IntervalHandle, TimeoutHandle},
    prelude::*,
};
use serde::Deserialize;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, WebSocket};

/// The first wait before a new try, in milliseconds.
const RETRY_MS: f64 = 500.0;
/// By how often the wait doubles at most: 16 s.
const DOUBLINGS_MAX: i32 = 5;

/// After how long without a frame a connection is taken for dead, in milliseconds. The server sends one at least every
/// 20 s. A laptop whose lid was closed, or a Wi-Fi that changed, sends no goodbye, and a page that only listens would
/// show an old state as live for ever.
const SILENCE_MS_MAX: i64 = 50_000;
/// How long a connection may take to be made, in milliseconds.
const CONNECT_MS_MAX: i64 = 10_000;
/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// How a page stands to the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Conn {
    /// The first connection is being made.
    #[default]
    Connecting,
    /// What is shown is what is.
    Live,
    /// The connection is lost; it is tried again.
    Offline,
}

impl Conn {
    /// The value of `data-state`, by which the style knows it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Live => "live",
            Self::Offline => "offline",
        }
    }
}

/// Follows a live socket for as long as the current owner lives. Does nothing on the server.
///
/// `address` is asked at every connection, for a path that may carry a new `?since=`. `on_frame` says whether the
/// frame could be taken over; if not, the socket is opened anew and `address` should ask for a snapshot.
pub fn follow(address: impl Fn() -> String + 'static, on_frame: impl Fn(Frame) -> bool + 'static) -> ReadSignal<Conn> {
    let (conn, set_conn) = signal(Conn::Connecting);
    Effect::new({
        let socket = Rc::new(Socket {
            address: Box::new(address),
            on_frame: Box::new(on_frame),
            conn: set_conn,
            open: RefCell::default(),
            live: Cell::default(),
            heard_ms: Cell::default(),
            tries: Cell::default(),
            retry: Cell::default(),
        });
        move |_| socket.run()
    });
    conn
}

/// The socket of one [`follow`].
struct Socket {
    address: Box<dyn Fn() -> String>,
    on_frame: Box<dyn Fn(Frame) -> bool>,
    conn: WriteSignal<Conn>,
    open: RefCell<Option<Open>>,
    /// Whether the connection is made.
    live: Cell<bool>,
    /// When the connection was begun, made, or last heard of.
    heard_ms: Cell<i64>,
    tries: Cell<i32>,
    retry: Cell<Option<TimeoutHandle>>,
}

/// A browser's socket with the closures that it calls; dropping it closes it silently.
struct Open {
    socket: WebSocket,
    _opened: Closure<dyn FnMut()>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}

impl Socket {
    /// Connects, and listens to what the browser knows of the network until the owner is gone.
    fn run(self: &Rc<Self>) {
        self.connect();
        let this = Rc::clone(self);
        let online = window_event_listener_untyped("online", move |_| this.connect_if_waiting());
        let this = Rc::clone(self);
        // A tablet that wakes up should not wait for the rest of a back-off.
        let shown = window_event_listener_untyped("pageshow", move |_| this.connect_if_waiting());
        let this = Rc::clone(self);
        let focus = window_event_listener_untyped("focus", move |_| this.connect_if_waiting());
        let this = Rc::clone(self);
        let offline = window_event_listener_untyped("offline", move |_| {
            this.open.take();
            this.wait();
        });
        let this = Rc::clone(self);
        let watch = set_interval_with_handle(move || this.look(), LOOK_EVERY).ok();
        let this = StoredValue::new_local(Rc::clone(self));
        on_cleanup(move || {
            watch.iter().for_each(IntervalHandle::clear);
            for listener in [online, shown, focus, offline] {
                listener.remove();
            }
            let _ = this.try_with_value(|socket| {
                socket.open.take();
                if let Some(timer) = socket.retry.take() {
                    timer.clear();
                }
            });
        });
    }

    fn connect_if_waiting(self: &Rc<Self>) {
        if self.open.borrow().is_none() {
            self.tries.set(0);
            self.connect();
        }
    }

    /// Gives up a connection that has been silent for too long.
    fn look(self: &Rc<Self>) {
        let live = self.live.get();
        if self.open.borrow().is_some() && is_dead(live, browser::now_ms() - self.heard_ms.get()) {
            self.open.take();
            self.wait();
        }
    }

    fn connect(self: &Rc<Self>) {
        if let Some(timer) = self.retry.take() {
            timer.clear();
        }
        match self.open() {
            Some(open) => drop(self.open.replace(Some(open))),
            None => self.wait(),
        }
    }

    fn open(self: &Rc<Self>) -> Option<Open> {
        let location = window().location();
        let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
        let url = format!("{scheme}://{}{}", location.host().ok()?, (self.address)());
        let socket = WebSocket::new(&url).ok()?;
        self.heard_ms.set(browser::now_ms());
        self.live.set(false);
        let this = Rc::downgrade(self);
        let on_open = Closure::<dyn FnMut()>::new(move || {
            if let Some(this) = this.upgrade() {
                this.tries.set(0);
                this.heard_ms.set(browser::now_ms());
                this.live.set(true);
                this.conn.set(Conn::Live);
            }
        });
        let this = Rc::downgrade(self);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(this) = this.upgrade() {
                this.heard_ms.set(browser::now_ms());
                this.take(event.data().as_string().as_deref());
            }
        });
        let this = Rc::downgrade(self);
        let on_close = Closure::<dyn FnMut()>::new(move || {
            if let Some(this) = this.upgrade() {
                this.open.take();
                this.wait();
            }
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Open { socket, _opened: on_open, _message: on_message, _closed: on_close })
    }

    /// Hands a frame on. One that cannot be read or taken over ends this connection; the next begins with a snapshot.
    fn take(self: &Rc<Self>, text: Option<&str>) {
        let taken = text.and_then(read).is_some_and(|frame| (self.on_frame)(frame));
        if !taken && let Some(open) = &*self.open.borrow() {
            let _ = open.socket.close();
        }
    }

    /// Says that the connection is lost and tries again after a while, which grows and is random, so that a thousand
    /// phones do not come back in the same moment.
    fn wait(self: &Rc<Self>) {
        self.conn.set(Conn::Offline);
        let doublings = self.tries.get().min(DOUBLINGS_MAX);
        self.tries.set(doublings + 1);
        let ms = RETRY_MS * 2f64.powi(doublings) * (0.5 + js_sys::Math::random());
        let this = Rc::downgrade(self);
        let again = move || {
            if let Some(this) = this.upgrade() {
                this.connect();
            }
        };
        if let Ok(timer) = set_timeout_with_handle(again, Duration::from_secs_f64(ms / 1_000.0))
            && let Some(old) = self.retry.replace(Some(timer))
        {
            old.clear();
        }
    }
}

/// Whether nothing can be expected of a connection any more. A clock that was set back says nothing.
fn is_dead(live: bool, silent_ms: i64) -> bool {
    silent_ms > if live { SILENCE_MS_MAX } else { CONNECT_MS_MAX }
}

/// Reads a frame by its type first. Serde's tagged enum would do it in one line, with a buffer for values of any shape
/// that costs every phone several kilobytes.
fn read(text: &str) -> Option<Frame> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(rename = "type")]
        kind: String,
    }
    #[derive(Deserialize)]
    struct Changed {
        topics: Vec<Topic>,
    }
    let head: Head = serde_json::from_str(text).ok()?;
    match head.kind.as_str() {
        "snapshot" => serde_json::from_str::<Board>(text).ok().map(Frame::Snapshot),
        "delta" => serde_json::from_str::<Delta>(text).ok().map(Frame::Delta),
        "changed" => serde_json::from_str::<Changed>(text).ok().map(|Changed { topics }| Frame::Changed { topics }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Bib;

    #[test]
    fn frames_are_read_as_they_are_written() {
        let delta = Delta {
            from: 3,
            seq: 5,
            rows: Vec::new(),
            removed: Bib::new(7).into_iter().collect(),
            clock: None,
            event: None,
        };
        for frame in [Frame::Delta(delta), Frame::Changed { topics: vec![Topic::Slots, Topic::Clock] }] {
            let text = serde_json::to_string(&frame).unwrap_or_default();
            assert_eq!(read(&text), Some(frame), "{text}");
        }
    }

    #[test]
    fn a_silent_connection_is_dead_and_one_that_is_not_made_sooner() {
        assert!(!is_dead(true, 45_000) && is_dead(true, 50_001));
        assert!(!is_dead(false, 9_000) && is_dead(false, 10_001));
        assert!(!is_dead(false, -3_600_000));
    }

    #[test]
    fn what_is_no_frame_is_none() {
        for text in ["", "{}", r#"{"type":"delta"}"#, r#"{"type":"new"}"#, "[1]"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
