//! Moments as the clock on the wall shows them.

use crate::i18n::{Lang, lang};
use domain::Timestamp;
use leptos::prelude::*;

/// A moment by the browser's clock: to the second, or to the minute with its day. The server does not know the browser's time zone, so it renders UTC.
#[component]
pub fn LocalTime(
    /// The moment.
    at: Timestamp,
    /// Whether the day is shown too.
    #[prop(optional)]
    day: bool,
) -> impl IntoView {
    let utc = at.to_utc().format(if day { "%Y-%m-%d %H:%M UTC" } else { "%H:%M:%S UTC" }).to_string();
    let lang = lang();
    let (text, set_text) = signal(utc);
    Effect::new(move |_| {
        #[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
        let date = js_sys::Date::new(&(at.ms() as f64).into());
        let parts = [date.get_hours(), date.get_minutes(), date.get_seconds()];
        if day {
            let (day, month, year) = (date.get_date(), date.get_month() + 1, date.get_full_year());
            let time = format!("{:02}:{:02}", date.get_hours(), date.get_minutes());
            return set_text.set(match lang {
                Lang::De => format!("{day}.{month}.{year}, {time}"),
                Lang::En => format!("{year}-{month:02}-{day:02} {time}"),
            });
        }
        set_text.set(parts.map(|part| format!("{part:02}")).join(":"));
    });
    view! { <time datetime=at.to_string()>{text}</time> }
}
