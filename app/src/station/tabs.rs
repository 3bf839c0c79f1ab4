//! The tabs of this browser that are stations: one of them sends what all of them tap. Where there are Web Locks the
//! browser decides which; on plain HTTP a lease in the shared storage does ([`super::lease`]).
//!
//! It is a matter of order, not of truth: laps that two tabs send are counted once. So a tab that is looked at may take
//! the turn from one that has gone silent. Call it in the browser only.

use super::{disk, lease};
use crate::browser;
use domain::Timestamp;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::{
    leptos_dom::helpers::IntervalHandle,
    prelude::{document, set_interval_with_handle, window},
    task::spawn_local,
};
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
    time::Duration,
};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::BroadcastChannel;

/// The name of the lock and of the channel.
const NAME: &str = "lapstream.station";
/// After how long without a word from the tab whose turn it is another one takes it, in milliseconds. Browsers put tabs
/// to sleep that nobody looks at. One that only waits for the network says so at every try.
const SILENCE_MS_MAX: i64 = 40_000;

thread_local! {
    static SEAT: RefCell<Option<Rc<Seat>>> = const { RefCell::new(None) };
}

/// This tab's place among the others.
struct Seat {
    tab: Uuid,
    /// Locks that this tab holds: while one that was taken over is let go of, the next one may come already.
    locks: Cell<u32>,
    /// Whether this tab has the lease.
    leased: Cell<bool>,
    left: Cell<bool>,
    /// Ends this tab's hold of the lock.
    release: Cell<Option<Function>>,
    heard_ms: Cell<i64>,
    channel: Option<BroadcastChannel>,
    /// What is called when another tab says something, and when the turn comes.
    news: Box<dyn Fn()>,
    renewing: Cell<Option<IntervalHandle>>,
    _hears: Closure<dyn FnMut()>,
}

/// Joins the others. `news` is called when another tab changed something, and when it becomes this tab's turn.
pub fn join(news: impl Fn() + 'static) {
    leave();
    let seat = Rc::new_cyclic(|seat: &Weak<Seat>| {
        let this = seat.clone();
        let hears = Closure::<dyn FnMut()>::new(move || {
            if let Some(seat) = this.upgrade() {
                seat.hear();
            }
        });
        let channel = BroadcastChannel::new(NAME).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        }
        Seat {
            tab: browser::new_id(Timestamp::from_ms(browser::now_ms())),
            locks: Cell::new(0),
            leased: Cell::new(false),
            left: Cell::new(false),
            release: Cell::new(None),
            heard_ms: Cell::new(browser::now_ms()),
            channel,
            news: Box::new(news),
            renewing: Cell::new(None),
            _hears: hears,
        }
    });
    if seat.queue_up(false).is_none() {
        seat.renew_lease();
    }
    SEAT.set(Some(seat));
}

/// Leaves the others.
pub fn leave() {
    if let Some(seat) = SEAT.take() {
        seat.left.set(true);
        seat.let_go();
        if let Some(renewing) = seat.renewing.take() {
            renewing.clear();
        }
        if let Some(channel) = &seat.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}

/// Whether this tab sends.
pub fn my_turn() -> bool {
    SEAT.with_borrow(|seat| seat.as_ref().is_some_and(|seat| seat.is_next()))
}

/// Tells the other tabs to look at the storage again, or that this one is still at it.
pub fn tell() {
    SEAT.with_borrow(|seat| {
        if let Some(channel) = seat.as_ref().and_then(|seat| seat.channel.as_ref()) {
            let _ = channel.post_message(&JsValue::TRUE);
        }
    });
}

/// Takes the turn from a tab that has been silent for too long, if somebody looks at this one. Call it while something
/// waits that another tab should have sent.
pub fn miss() {
    let seat = SEAT.with_borrow(Clone::clone);
    let Some(seat) = seat.filter(|seat| !seat.is_next() && !document().hidden()) else { return };
    let now_ms = browser::now_ms();
    if (now_ms - seat.heard_ms.get()).abs() > SILENCE_MS_MAX {
        seat.heard_ms.set(now_ms);
        seat.queue_up(true);
    }
}

impl Seat {
    fn hear(&self) {
        self.heard_ms.set(browser::now_ms());
        // Timers are slow in a tab that nobody looks at: whoever is looked at may be next.
        if document().hidden() {
            self.let_go();
        }
        (self.news)();
    }

    fn let_go(&self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }

    fn is_next(&self) -> bool {
        self.locks.get() > 0 || self.leased.get()
    }

    /// Asks for the lock, and for it again whenever it was lost. None where there are no locks.
    fn queue_up(self: &Rc<Self>, steal: bool) -> Option<()> {
        let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"steal".into(), &steal.into()).ok()?;
        let granted = Rc::new(Cell::new(false));
        let (this, was_granted) = (Rc::downgrade(self), Rc::clone(&granted));
        let on_granted = Closure::once_into_js(move || {
            let Some(seat) = this.upgrade().filter(|seat| !seat.left.get()) else { return JsValue::UNDEFINED };
            was_granted.set(true);
            // The lock is held for as long as this promise is open.
            let held = Promise::new(&mut |resolve, _| seat.release.set(Some(resolve)));
            seat.locks.set(seat.locks.get() + 1);
            (seat.news)();
            held.into()
        });
        let ended: Promise = request.call3(&locks, &NAME.into(), &options, &on_granted).ok()?.dyn_into().ok()?;
        let this = Rc::downgrade(self);
        spawn_local(async move {
            let _ = JsFuture::from(ended).await;
            let Some(seat) = this.upgrade().filter(|seat| !seat.left.get()) else { return };
            if !granted.get() {
                seat.renew_lease(); // the browser has locks, but not for this page
                return;
            }
            seat.locks.set(seat.locks.get().saturating_sub(1));
            seat.queue_up(false);
        });
        Some(())
    }

    /// Tries for the lease from now on, and renews it.
    fn renew_lease(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        let renew = move || {
            let this = this.clone();
            spawn_local(async move {
                let Some((tab, now_ms)) = this.upgrade().map(|seat| (seat.tab, browser::now_ms())) else { return };
                let mine = disk::claim(tab, now_ms).await.unwrap_or(false);
                if let Some(seat) = this.upgrade().filter(|seat| !seat.left.get())
                    && mine != seat.leased.replace(mine)
                {
                    (seat.news)();
                }
            });
        };
        renew();
        self.renewing.set(set_interval_with_handle(renew, Duration::from_millis(lease::RENEW_MS)).ok());
    }
}
