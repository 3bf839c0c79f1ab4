//! Moments as the clock on the wall shows them.

use domain::Timestamp;
use leptos::prelude::*;

/// A moment by the browser's clock, to the second. The server does not know the browser's time zone, so it renders UTC.
#[component]
pub fn LocalTime(
    /// The moment.
    at: Timestamp,
) -> impl IntoView {
    let utc = at.to_utc().format("%H:%M:%S UTC").to_string();
    let (text, set_text) = signal(utc);
    Effect::new(move |_| {
        #[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
        let date = js_sys::Date::new(&(at.ms() as f64).into());
        let parts = [date.get_hours(), date.get_minutes(), date.get_seconds()];
        set_text.set(parts.map(|part| format!("{part:02}")).join(":"));
    });
    view! { <time datetime=at.to_string()>{text}</time> }
}
