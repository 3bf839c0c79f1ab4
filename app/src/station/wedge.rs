//! Scanners that type: what they read counts, and a hand's digits open the pad. Which keys are whose is told by
//! [`domain::scan`]. A scan counts while a dialog is open too: whoever holds the scanner looks at the water, not at the
//! tablet.

use super::{
    number::{How, Numbers},
    switch::Switch,
};
use crate::{browser, i18n::tr};
use domain::scan::{HAND_PAUSE_MS, Key, Typed, Wedge};
use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Where the browser remembers that this tablet wants no scanner.
const KEY: &str = "lapstream.station.scanner";

/// What takes letters and digits itself. Each is named for itself: one word that a browser does not know makes the whole
/// list none.
const FIELDS: &str = "textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button])\
    :not([type=submit]):not([type=reset]):not([type=file])";

/// Listens to keys that go to no field, for as long as the page is open. Returns whether this tablet wants that.
pub fn listen(numbers: Numbers, is_counting: Signal<bool>) -> RwSignal<bool> {
    let wanted = RwSignal::new(true);
    Effect::new(move |_| {
        wanted.set(browser::remembered(KEY).is_none());
        let wedge = StoredValue::new(Wedge::default());
        let pressed = move |event: KeyboardEvent| {
            if !wanted.get_untracked() || !is_counting.get_untracked() || is_elsewhere(&event) {
                return;
            }
            let Some(key) = key_of(&event) else { return };
            let at_ms = event.time_stamp();
            let typed = wedge.try_update_value(|wedge| wedge.take(key, at_ms)).unwrap_or(Typed::Nothing);
            match typed {
                // Its Enter must not press the card or the button that has the focus.
                Typed::Scanned(code) => {
                    event.prevent_default();
                    numbers.take(&code, How::Scanned);
                }
                Typed::Digits(digits) if may_type(numbers) => {
                    event.prevent_default();
                    numbers.enter(&digits);
                }
                Typed::Digits(_) => {}
                Typed::Nothing => wait(wedge, numbers, at_ms),
            }
        };
        let listener = window_event_listener(ev::keydown, pressed);
        on_cleanup(move || listener.remove());
    });
    wanted
}

/// Shows the digits in the pad once a hand has typed some and pauses.
fn wait(wedge: StoredValue<Wedge>, numbers: Numbers, at_ms: f64) {
    let look = move || {
        let digits = wedge.try_update_value(|wedge| wedge.pause(at_ms + HAND_PAUSE_MS)).flatten();
        if let Some(digits) = digits.filter(|_| may_type(numbers)) {
            numbers.type_on(&digits);
        }
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a constant of milliseconds")]
    set_timeout(look, Duration::from_millis(HAND_PAUSE_MS as u64));
}

/// Whether a hand's digits are the pad's: it must not open over another dialog, in which somebody is at something else.
fn may_type(numbers: Numbers) -> bool {
    numbers.is_open() || document().query_selector("dialog[open]").ok().flatten().is_none()
}

/// Whether a key goes to a field, or is a short cut or held down.
fn is_elsewhere(event: &KeyboardEvent) -> bool {
    let at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let inside = at.is_some_and(|at| at.closest(FIELDS).ok().flatten().is_some());
    inside || event.repeat() || event.ctrl_key() || event.alt_key() || event.meta_key()
}

fn key_of(event: &KeyboardEvent) -> Option<Key> {
    let key = event.key();
    if ["Enter", "Tab"].contains(&key.as_str()) {
        return Some(Key::End);
    }
    let mut chars = key.chars();
    let first = chars.next().filter(|c| !c.is_whitespace())?;
    chars.next().is_none().then_some(Key::Char(first))
}

/// The switch.
#[component]
pub fn ScannerSwitch() -> impl IntoView {
    let wanted = use_context::<Scanner>();
    wanted.map(|Scanner(wanted)| {
        let change = Callback::new(move |on: bool| {
            browser::remember(KEY, (!on).then_some("off"));
            wanted.set(on);
        });
        view! {
            <Switch
                on=wanted
                change
                title=tr("A scanner or keyboard counts", "Scanner oder Tastatur zählt")
                hint=tr(
                    "Codes that are scanned count at once, digits that are typed open the pad. For this tablet.",
                    "Gescannte Codes zählen sofort, getippte Ziffern öffnen das Ziffernfeld. Gilt für dieses Tablet.",
                )
            />
        }
    })
}

/// Whether this tablet wants a scanner, as the switch finds it.
#[derive(Clone, Copy)]
pub struct Scanner(pub RwSignal<bool>);
