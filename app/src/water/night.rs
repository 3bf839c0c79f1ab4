//! The strip about minors who swim at night without a noted permission. Night is by the clock on the wall, which the
//! browser knows and the server does not.

use super::api::{list_minors, permit_night};
use crate::{
    PageError, browser,
    components::{ActionButton, Refusal, StaffLive, use_toast},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Bib,
    night::{MinorAtNight, NightPermission, is_night},
    topic::Topic,
};
use leptos::prelude::*;

/// How often it is looked at whether it is night, in milliseconds.
const LOOK_MS: i64 = 30_000;

/// The strip; nothing by day, and nothing while every minor has a permission.
#[component]
pub fn NightStrip(
    /// Whether who is there sees players.
    may_read: bool,
    /// Whether who is there registers them.
    may_note: bool,
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let turn = live.every(LOOK_MS);
    let night = RwSignal::new(false);
    Effect::new(move |_| {
        turn.track();
        let is_now = may_read && is_night(browser::minute_of_day(live.time.get_untracked()));
        night.maybe_update(|night| std::mem::replace(night, is_now) != is_now);
    });
    let version = move || {
        let changed = live.version(Topic::Slots).wrapping_add(live.version(Topic::Players));
        if night.get() { changed.wrapping_add(1) } else { 0 }
    };
    let minors = Feed::new(Vec::<MinorAtNight>::new(), version, move || async move {
        if night.get_untracked() { list_minors(live.event).await } else { Ok(Vec::new()) }
    });
    let toast = use_toast();
    let note = Action::new(move |bib: &Bib| {
        let bib = *bib;
        async move {
            permit_night(live.event, bib, NightPermission { permitted: true, reason: None }).await?;
            toast.say(format!("{bib}: {}", tr("permission noted", "Erlaubnis vermerkt")));
            minors.reload();
            Ok::<(), PageError>(())
        }
    });
    let entry = move |minor: MinorAtNight| {
        let bib = minor.bib;
        let button = may_note.then(|| {
            view! {
                <ActionButton class="small" pending=note.pending() on_press=move || drop(note.dispatch(bib))>
                    {tr("Note a permission", "Erlaubnis vermerken")}
                    <span class="visually-hidden">" " {bib.get()}</span>
                </ActionButton>
            }
        });
        view! {
            <li>
                <b>{bib.get()} " " {minor.name}</b>
                {format!(" · {} · {} {} ", age_text(minor.age), tr("lane", "Bahn"), minor.lane)}
                {button}
            </li>
        }
    };
    move || {
        let found = minors.value.get();
        (night.get() && !found.is_empty()).then(|| {
            view! {
                <aside class="night-strip" aria-label=tr("Minors at night", "Minderjährige in der Nacht")>
                    <p>
                        {tr(
                            "In the lanes after ten at night without a noted permission:",
                            "Nach 22 Uhr auf den Bahnen, ohne vermerkte Erlaubnis:",
                        )}
                    </p>
                    <ul>{found.into_iter().map(entry).collect_view()}</ul>
                    <Refusal error=Signal::derive(move || note.value().get().and_then(Result::err)) />
                </aside>
            }
        })
    }
}

fn age_text(age: u32) -> String {
    format!("{age} {}", tr("years", "Jahre"))
}
