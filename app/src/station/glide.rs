//! Cards that change places glide there, so that the eye can follow, and the focus goes along.

use crate::browser;
use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusOptions, HtmlElement};

/// How long a card is under way, in milliseconds: long enough to be followed, short enough to be over before a hand is there.
const GLIDE_MS: u32 = 320;

/// No screen paints two frames within so many milliseconds.
const FRAME_MIN_MS: f64 = 1.0;

thread_local! {
    /// The newest glides, which may be over by now.
    static UNDER_WAY: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
}

/// Changes the order of the cards, then lets each glide from where it was to where it is, unless a finger has come down since.
pub fn keeping_sight(change: impl FnOnce(), is_in_use: impl Fn() -> bool + 'static) {
    let focused = document().active_element().filter(|element| element.class_list().contains("card"));
    let before = places();
    change();
    request_animation_frame(move || {
        // A card that the browser moved in the page has lost the focus.
        if let Some(card) = focused.and_then(|card| card.dyn_into::<HtmlElement>().ok())
            && card.is_connected()
            && document().active_element().as_ref() != Some(card.as_ref())
        {
            // Cards that wait under a finger lie where no list has room for them, and a list that scrolls moves them all.
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = card.focus_with_options(&options);
        }
        if browser::reduced_motion() || is_in_use() {
            return;
        }
        finish();
        for (card, x, y) in places() {
            let from = before.iter().find(|(other, ..)| *other == card);
            let moved = from.map(|(_, from_x, from_y)| (from_x - x, from_y - y));
            if let Some((dx, dy)) = moved.filter(|(dx, dy)| dx.hypot(*dy) > 1.0) {
                let _ = glide(&card, dx, dy);
            }
        }
    });
}

/// Has cards that are under way wait where they are: a finger has come down.
pub fn pause() {
    UNDER_WAY.with_borrow(|all| all.iter().for_each(|glide| drop(stop(glide))));
}

/// Puts them where they belong: nothing is down any more.
pub fn finish() {
    UNDER_WAY.take().iter().for_each(|glide| drop(call(glide, "finish")));
}

/// Stops a glide where it was painted last: a pause alone begins with the next frame. Between its first two frames a browser
/// may say that it began a fraction of a millisecond ago, or will: only its beginning was painted by then.
fn stop(glide: &JsValue) -> Result<(), JsValue> {
    let now_ms = Reflect::get(glide, &"currentTime".into())?.as_f64().filter(|now_ms| *now_ms >= FRAME_MIN_MS);
    call(glide, "pause")?;
    Reflect::set(glide, &"currentTime".into(), &now_ms.unwrap_or_default().into()).map(drop)
}

fn call(glide: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(glide, &name.into())?.dyn_into::<Function>()?.call0(glide)
}

/// Each card, and where it is.
fn places() -> Vec<(Element, f64, f64)> {
    let first = document().query_selector(".cards").ok().flatten().and_then(|list| list.first_element_child());
    let cards = std::iter::successors(first, Element::next_element_sibling);
    let place = |card: Element| {
        let rect = card.get_bounding_client_rect();
        (card, rect.left(), rect.top())
    };
    cards.map(place).collect()
}

fn glide(card: &Element, dx: f64, dy: f64) -> Result<(), JsValue> {
    let step = |transform: String| {
        let step = Object::new();
        Reflect::set(&step, &"transform".into(), &transform.into()).map(|_| JsValue::from(step))
    };
    let steps = Array::of2(&step(format!("translate({dx}px, {dy}px)"))?, &step("none".to_owned())?);
    let options = Object::new();
    Reflect::set(&options, &"duration".into(), &GLIDE_MS.into())?;
    Reflect::set(&options, &"easing".into(), &"cubic-bezier(0.2, 0.7, 0.2, 1)".into())?;
    // Browsers without it put the card there at once.
    let animate: Function = Reflect::get(card, &"animate".into())?.dyn_into()?;
    let glide = animate.call2(card, &steps, &options)?;
    UNDER_WAY.with_borrow_mut(|all| all.push(glide));
    Ok(())
}
