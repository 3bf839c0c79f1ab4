//! Rehearsals, from the console: one is made like the event, filled, opened on the tablets, and cleared.

use crate::{
    PageError, browser,
    components::{ActionButton, Question, Refusal, StaffLive, use_toast},
    desk::counted,
    feed::Feed,
    i18n::tr,
};
use domain::{event::EventView, ids::EventId};
use leptos::{prelude::*, server_fn::codec::Json};

/// Makes a rehearsal like an event; returns its slug.
///
/// # Errors
/// Forbidden for all but admins, not found where there is no such event.
#[server(prefix = "/fn", endpoint = "rehearsal/begin", input = Json)]
pub async fn begin_rehearsal(event: EventId, name: String) -> Result<String, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.events.rehearse(&who, event, name).await?.slug)
}

/// Puts made-up swimmers into the free places; returns how many.
///
/// # Errors
/// A conflict where the event is no rehearsal.
#[server(prefix = "/fn", endpoint = "rehearsal/fill", input = Json)]
pub async fn fill_rehearsal(event: EventId) -> Result<usize, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.events.fill_rehearsal(&who, event).await?)
}

/// Clears a rehearsal; returns how many players it had.
///
/// # Errors
/// A conflict where the event is no rehearsal.
#[server(prefix = "/fn", endpoint = "rehearsal/clear", input = Json)]
pub async fn clear_rehearsal(event: EventId) -> Result<usize, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.events.clear_rehearsal(&who, event).await?)
}

/// The rehearsals that there are, newest first.
///
/// # Errors
/// Forbidden for all but staff.
#[server(prefix = "/fn", endpoint = "rehearsal/list", input = Json)]
pub async fn list_rehearsals() -> Result<Vec<EventView>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    who.require(domain::Action::ReadStaff)?;
    Ok(backend.events.list().into_iter().filter(|event| event.rehearsal).collect())
}

/// What can be done to train helpers.
#[component]
pub fn RehearsalPanel(
    /// The event as last heard.
    event: Feed<EventView>,
    /// What is heard.
    live: StaffLive,
    /// Whether somebody may make events.
    manages: bool,
) -> impl IntoView {
    let inside = event.value.with_untracked(|event| event.rehearsal);
    view! {
        <section class="panel" aria-labelledby="rehearsal-title">
            <h2 id="rehearsal-title">{tr("Rehearse with helpers", "Mit Helfern proben")}</h2>
            {if inside {
                view! { <Inside event live /> }.into_any()
            } else {
                view! { <Outside live manages /> }.into_any()
            }}
        </section>
    }
}

/// From the real event: the ways into a rehearsal.
#[component]
fn Outside(live: StaffLive, manages: bool) -> impl IntoView {
    let known = Feed::new(Vec::new(), || 0, list_rehearsals);
    Effect::new(move |_| known.reload());
    let begin = Action::new(move |(): &()| async move {
        let name = tr("Rehearsal", "Probe").to_owned();
        match begin_rehearsal(live.event, name).await {
            Ok(slug) => {
                browser::load(&format!("/console?rehearse={slug}"));
                None
            }
            Err(error) => Some(error),
        }
    });
    let ways = move || {
        known
            .value
            .get()
            .into_iter()
            .map(|event| {
                let href = format!("/console?rehearse={}", event.slug);
                view! { <li><a class="btn quiet small" href=href rel="external">{event.facts.name}</a></li> }
            })
            .collect_view()
    };
    view! {
        <p class="muted">
            {tr(
                "Made-up swimmers come to the wall at each station. Helpers tap them, and are told what they missed. Nothing of it touches this event.",
                "An jeder Station kommen erfundene Personen zum Rand. Wer zählt, tippt sie und erfährt, was gefehlt hat. Nichts davon berührt diese Veranstaltung.",
            )}
        </p>
        <Refusal error=Signal::derive(move || begin.value().get().flatten().or_else(|| known.error.get())) />
        <ul class="rehearsals" role="list">{ways}</ul>
        {manages.then(|| view! {
            <div class="actions">
                <ActionButton class="quiet" pending=begin.pending() on_press=move || drop(begin.dispatch(()))>
                    {tr("Set up a rehearsal", "Probe anlegen")}
                </ActionButton>
            </div>
        })}
    }
}

/// Inside a rehearsal: its tablets, its swimmers, and its end.
#[component]
fn Inside(event: Feed<EventView>, live: StaffLive) -> impl IntoView {
    let asking = RwSignal::new(false);
    let toast = use_toast();
    let fill = Action::new(move |(): &()| async move {
        match fill_rehearsal(live.event).await {
            Ok(n) => {
                let words = counted(n, ["swimmer", "swimmers"], ["Person", "Personen"]);
                toast.say(format!("{words} {}", tr("put into the lanes", "eingeteilt")));
                None
            }
            Err(error) => Some(error),
        }
    });
    let clear = Action::new(move |(): &()| async move {
        match clear_rehearsal(live.event).await {
            Ok(_) => {
                toast.say(tr("The rehearsal is cleared", "Die Probe ist geräumt").to_owned());
                asking.set(false);
                None
            }
            Err(error) => Some(error),
        }
    });
    let slug = event.value.with_untracked(|event| event.slug.clone());
    let station = format!("/station?rehearse={slug}");
    view! {
        <p>
            {tr("On each tablet open", "Auf jedem Tablet öffnen Sie")} " "
            <a class="address" href=station.clone() rel="external">{station.clone()}</a> "."
        </p>
        <Refusal error=Signal::derive(move || fill.value().get().flatten()) />
        <div class="actions">
            <ActionButton class="quiet" pending=fill.pending() on_press=move || drop(fill.dispatch(()))>
                {tr("Put swimmers into the lanes", "Personen in die Bahnen lassen")}
            </ActionButton>
            <button type="button" class="btn danger" on:click=move |_| asking.set(true)>
                {tr("Clear the rehearsal", "Probe räumen")}
            </button>
        </div>
        <Question
            id="clear-rehearsal"
            open=asking
            title=Signal::derive(|| tr("Clear the rehearsal?", "Probe räumen?").to_owned())
            says=tr(
                "Its laps, players and placements go. The audit trail keeps that it was cleared.",
                "Ihre Runden, Personen und Einteilungen verschwinden. Das Protokoll behält, dass sie geräumt wurde.",
            )
            action=tr("Clear it", "Räumen")
            pending=clear.pending()
            error=Signal::derive(move || clear.value().get().flatten())
            press=Callback::new(move |()| { clear.dispatch(()); })
        />
    }
}
