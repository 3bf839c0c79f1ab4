//! The tablet's screen: it stays lit while a lane is counted, and the page may have all of it. Call it in the browser only.

use super::{js, offline};
use leptos::{prelude::*, task::spawn_local};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// What the browser gave for keeping the screen lit.
    static LOCK: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Whether the screen stays lit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Awake {
    /// Nobody wants it to.
    #[default]
    Unwanted,
    /// It does.
    Yes,
    /// It does not: this is plain HTTP.
    Insecure,
    /// It does not: this browser cannot.
    Unsupported,
    /// It does not: the browser refused, as many do where the battery is low.
    Refused,
}

/// Keeps the screen lit while it is wanted. Browsers let go of it whenever the page is hidden, so it is asked for again
/// whenever it is shown.
pub fn keep_awake(wanted: Signal<bool>) -> ReadSignal<Awake> {
    let (awake, set_awake) = signal(Awake::Unwanted);
    let ask = move || {
        spawn_local(async move {
            let now = if wanted.try_get_untracked() == Some(true) { lock().await } else { release() };
            // Whoever wanted it may have changed their mind while the browser thought about it.
            let now = if wanted.try_get_untracked() == Some(true) { now } else { release() };
            set_awake.try_set(now);
        });
    };
    Effect::new(move |_| {
        wanted.track();
        ask();
    });
    Effect::new(move |_| {
        let shown = window_event_listener_untyped("pageshow", move |_| ask());
        let seen = window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() {
                ask();
            }
        });
        on_cleanup(move || {
            shown.remove();
            seen.remove();
            release();
        });
    });
    awake
}

async fn lock() -> Awake {
    let is_held =
        LOCK.with_borrow(|lock| lock.as_ref().is_some_and(|lock| js::get(lock, "released") == Some(false.into())));
    if is_held {
        return Awake::Yes;
    }
    let Some(wake_lock) = js::of_navigator("wakeLock") else {
        return if offline::is_secure() { Awake::Unsupported } else { Awake::Insecure };
    };
    match js::promised(&wake_lock, "request", ["screen".into()]).await {
        Some(lock) => {
            LOCK.set(Some(lock));
            Awake::Yes
        }
        None => Awake::Refused,
    }
}

fn release() -> Awake {
    if let Some(lock) = LOCK.take() {
        js::call(&lock, "release", []);
    }
    Awake::Unwanted
}

/// Whether the page may fill the screen.
pub fn can_fill() -> bool {
    js::get(&document(), "fullscreenEnabled").is_some_and(|enabled| enabled.is_truthy())
}

/// Whether the page fills the screen, for as long as the current owner lives.
pub fn fills() -> ReadSignal<bool> {
    let (fills, set_fills) = signal(false);
    Effect::new(move |_| {
        let look = move || set_fills.set(js::get(&document(), "fullscreenElement").is_some());
        look();
        let changed = window_event_listener_untyped("fullscreenchange", move |_| look());
        on_cleanup(move || changed.remove());
    });
    fills
}

/// Has the page fill the screen, or no longer.
pub fn fill(whether: bool) {
    let document = document();
    match document.document_element() {
        Some(page) if whether => js::call(&page, "requestFullscreen", []),
        _ => js::call(&document, "exitFullscreen", []),
    };
}
