//! Small things that only a browser can do. Call them from effects and event handlers, never while rendering.

use domain::{Timestamp, fleet::BUILD_LEN_MAX, time::Day};
use js_sys::Date;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::{Builder, Uuid};
use wasm_bindgen::JsCast;

/// The attribute of `<html>` that says that this page answers to clicks.
const HYDRATED: &str = "data-hydrated";

/// Says in `<html data-hydrated>` that this page is alive, for as long as it is shown. Each page calls it for itself,
/// so that a page that failed to load does not claim to be alive.
pub fn mark_hydrated() {
    /// Pages so far: the next page may be alive before the one before it is cleared away, and must keep its mark.
    static PAGES: AtomicU32 = AtomicU32::new(0);
    Effect::new(|_| {
        let page = PAGES.fetch_add(1, Ordering::Relaxed).to_string();
        let Some(html) = document().document_element() else { return };
        let _ = html.set_attribute(HYDRATED, &page);
        on_cleanup(move || {
            if let Some(html) = document().document_element()
                && html.get_attribute(HYDRATED).as_ref() == Some(&page)
            {
                let _ = html.remove_attribute(HYDRATED);
            }
        });
    });
}

/// The browser's clock, in milliseconds since 1970. It may be wrong: compare it with the server's before showing it.
pub fn now_ms() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit for 285,000 years")]
    {
        Date::now() as i64
    }
}

/// The last midnight by the browser's clock and time zone.
pub fn midnight() -> Timestamp {
    let date = Date::new_0();
    date.set_hours(0);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit for 285,000 years")]
    Timestamp::from_ms(date.get_time() as i64)
}

/// The day that it is at a moment by the browser's calendar.
pub fn day_of(at: Timestamp) -> Day {
    #[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
    let date = Date::new(&(at.ms() as f64).into());
    let year = i32::try_from(date.get_full_year()).unwrap_or_default();
    Day::from_ymd(year, date.get_month() + 1, date.get_date()).unwrap_or_else(|| Day::at(at, 0))
}

/// The moment of a local date and time such as `2026-11-22T09:00`; none for what is none.
pub fn local_moment(text: &str) -> Option<Timestamp> {
    let ms = Date::new(&text.into()).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "a date's milliseconds are whole and fit")]
    (!text.is_empty() && ms.is_finite()).then_some(Timestamp::from_ms(ms as i64))
}

/// A moment as a field of a local date and time takes it.
pub fn local_text(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
    let date = Date::new(&(at.ms() as f64).into());
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    let [hours, minutes, seconds] = [date.get_hours(), date.get_minutes(), date.get_seconds()];
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}")
}

/// From when to when a day lasts by the browser's clock and time zone; the end is not part of it.
pub fn span_of(day: Day) -> (Timestamp, Timestamp) {
    let (year, month, in_month) = day.ymd();
    let (year, month, in_month) = (year.unsigned_abs(), month.cast_signed() - 1, in_month.cast_signed());
    // A day that a month does not have is one of the next month; on a day of a change of clocks it lasts 23 or 25 hours.
    let [from, to] = [in_month, in_month + 1].map(|in_month| {
        let at = Date::new_with_year_month_day(year, month, in_month);
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit for 285,000 years")]
        Timestamp::from_ms(at.get_time() as i64)
    });
    (from, to)
}

/// An id that sorts by time (UUID version 7), made from the moment of what it is for.
pub fn new_id(at: Timestamp) -> Uuid {
    Builder::from_unix_timestamp_millis(at.ms().unsigned_abs(), &random()).into_uuid()
}

/// Opens the browser's dialog for printing once what was just changed is shown.
pub fn print() {
    request_animation_frame(|| {
        let _ = window().print();
    });
}

/// Whether the person asked for less motion.
pub fn reduced_motion() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

/// Puts the focus on the element with this id.
pub fn focus(id: &str) {
    if let Some(element) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

/// Shows another address without loading it, so that what is seen can be shared.
pub fn show_address(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Loads an address anew, so that the server renders it for whoever has just signed in or out.
pub fn load(address: &str) {
    let _ = window().location().set_href(address);
}

/// The build of the pages that runs here, by the name of its code's file: its end is the file's hash.
pub fn build() -> Option<String> {
    let link = document().query_selector("link[rel=modulepreload]").ok()??;
    let address = link.get_attribute("href")?;
    let name = address.rsplit('/').next()?.trim_end_matches(".js").split('.').next_back()?;
    Some(name.chars().take(BUILD_LEN_MAX).collect())
}

/// Ten random bytes, from the browser's generator for secrets; it works without HTTPS too.
pub fn random() -> [u8; 10] {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
    let mut bytes = std::array::from_fn(|_| (js_sys::Math::random() * 256.0) as u8);
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// A number between 0 and 1.
pub fn dice() -> f64 {
    js_sys::Math::random()
}

/// What this browser remembers of a key.
pub fn remembered(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Has this browser remember a value, or forget it. It may refuse; then it asks again next time.
pub fn remember(key: &str, value: Option<&str>) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

/// The minute of the day that it is at a moment by the browser's clock and time zone.
pub fn minute_of_day(at: Timestamp) -> u32 {
    #[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
    let date = Date::new(&(at.ms() as f64).into());
    date.get_hours() * 60 + date.get_minutes()
}
