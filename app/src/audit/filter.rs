//! What the list is narrowed to, as fields and as an address that can be shared.

use crate::{browser, components::MomentField, i18n::tr, query};
use domain::{Timestamp, audit::AuditFilter};
use leptos::prelude::*;

/// Kinds of actions, by the part of their names before the dot.
const KINDS: [&str; 16] = [
    "player",
    "registration",
    "import",
    "lane",
    "pace_group",
    "lap",
    "sheet",
    "tag",
    "payment",
    "water",
    "roll_call",
    "clock",
    "event",
    "device",
    "operator",
    "undo",
];

/// What stands for all that belongs to no event.
const VENUE: &str = "venue";

fn kind_text(kind: &str) -> &'static str {
    match kind {
        "player" => tr("Players", "Teilnehmende"),
        "import" => tr("Imports", "Eingelesenes"),
        "registration" => tr("Registration", "Anmeldung"),
        "lane" => tr("Slots and lanes", "Plätze und Bahnen"),
        "pace_group" => tr("Pace groups", "Tempogruppen"),
        "lap" => tr("Laps", "Runden"),
        "sheet" => tr("Tally sheets", "Strichlisten"),
        "tag" => tr("Chips", "Chips"),
        "payment" => tr("Payments", "Zahlungen"),
        "water" => tr("In the water", "Im Wasser"),
        "roll_call" => tr("Roll-calls", "Räumungen"),
        "clock" => tr("Clock", "Uhr"),
        "event" => tr("Event", "Veranstaltung"),
        "device" => tr("Devices", "Geräte"),
        "operator" => tr("Operators", "Personen"),
        _ => tr("Undone", "Rückgängig"),
    }
}

/// The filter that an address asks for.
pub fn of_address(address: &str) -> AuditFilter {
    let mut filter = AuditFilter::default();
    for (name, value) in query::parts(address).1 {
        let value = Some(value).filter(|value| !value.is_empty());
        match name {
            "event" => filter.event = value,
            "action" => filter.action = value,
            "actor" => filter.actor = value,
            "target" => filter.target = value,
            "from" => filter.from = value.and_then(|moment| Timestamp::parse(&moment).ok()),
            "to" => filter.to = value.and_then(|moment| Timestamp::parse(&moment).ok()),
            _ => {}
        }
    }
    filter
}

/// The address that asks for a filter.
pub fn address_of(filter: &AuditFilter) -> String {
    let [from, to] = [filter.from, filter.to].map(|moment| moment.map(|moment| moment.to_string()));
    let fields = [
        ("event", filter.event.as_deref()),
        ("action", filter.action.as_deref()),
        ("actor", filter.actor.as_deref()),
        ("target", filter.target.as_deref()),
        ("from", from.as_deref()),
        ("to", to.as_deref()),
    ];
    query::address("/audit", &fields)
}

/// The fields above the list.
#[component]
pub fn FilterBar(
    /// What is asked for.
    filter: RwSignal<AuditFilter>,
    /// Slugs and names of all events.
    events: Vec<(String, String)>,
    /// Whether all of the trail may be read; else one player's only.
    whole: bool,
) -> impl IntoView {
    let of = |target: Option<&str>| target.and_then(|t| t.strip_prefix("player:")).unwrap_or_default().to_owned();
    let start = filter.get_untracked();
    let bib = RwSignal::new(of(start.target.as_deref()));
    let who = RwSignal::new(start.actor.unwrap_or_default());
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty()).map(|text| text.trim().to_owned());
    let set_kind = move |kind: String| filter.update(|filter| filter.action = some(kind));
    let set_bib = move |_| {
        let target = some(bib.get_untracked()).map(|bib| format!("player:{bib}"));
        filter.update(|filter| filter.target = target);
    };
    let set_who = move |_| filter.update(|filter| filter.actor = some(who.get_untracked()));
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let set_from = Callback::new(move |at| filter.update(|filter| filter.from = at));
    let set_to = Callback::new(move |at| filter.update(|filter| filter.to = at));
    // Only the browser knows its time zone.
    Effect::new(move |_| {
        for (text, at) in [(from, start.from), (to, start.to)] {
            text.set(at.map(browser::local_text).unwrap_or_default());
        }
    });
    let asked = start.event.clone().unwrap_or_default();
    let events = std::iter::once((VENUE.to_owned(), tr("The venue", "Die Anlage").to_owned()))
        .chain(events)
        .map(|(slug, name)| {
            let chosen = slug == asked;
            view! { <option value=slug selected=chosen>{name}</option> }
        })
        .collect_view();
    let set_event = move |slug: String| filter.update(|filter| filter.event = some(slug));
    let kinds = KINDS
        .into_iter()
        .map(|kind| {
            let chosen = start.action.as_deref() == Some(kind);
            view! { <option value=kind selected=chosen>{kind_text(kind)}</option> }
        })
        .collect_view();
    view! {
        <form class="panel narrow" on:submit=|event| event.prevent_default()>
            <div class="field">
                <label for="audit-bib">{tr("Bib", "Nummer")}</label>
                <input id="audit-bib" type="search" inputmode="numeric" autocomplete="off" autofocus bind:value=bib on:change=set_bib />
            </div>
            {whole.then(|| view! {
                <div class="field">
                    <label for="audit-event">{tr("Where", "Wo")}</label>
                    <select id="audit-event" on:change:target=move |event| set_event(event.target().value())>
                        <option value="">{tr("Everywhere", "Überall")}</option>
                        {events}
                    </select>
                </div>
                <div class="field">
                    <label for="audit-kind">{tr("What", "Was")}</label>
                    <select id="audit-kind" on:change:target=move |event| set_kind(event.target().value())>
                        <option value="">{tr("Everything", "Alles")}</option>
                        {kinds}
                    </select>
                </div>
                <div class="field">
                    <label for="audit-who">{tr("Who", "Wer")}</label>
                    <input id="audit-who" type="search" autocomplete="off" spellcheck="false" bind:value=who on:change=set_who />
                </div>
            })}
            <MomentField id="audit-from" label=tr("From", "Von") text=from on_change=set_from />
            <MomentField id="audit-to" label=tr("Until", "Bis") text=to on_change=set_to />
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_narrows_by_what_it_names() {
        let expected = AuditFilter {
            actor: Some("Bahn 2 & Übung".into()),
            target: Some("player:7".into()),
            ..AuditFilter::default()
        };
        assert_eq!(of_address("/audit?target=player%3A7&actor=Bahn+2%20%26%20%C3%9Cbung&x=1&action="), expected);
        assert_eq!(of_address("/audit"), AuditFilter::default());
    }

    #[test]
    fn an_address_carries_a_span_of_time_there_and_back() {
        let at = |ms| Some(Timestamp::from_ms(1_800_000_000_000_i64 + ms));
        let filter = AuditFilter { from: at(0), to: at(60_000), ..AuditFilter::default() };
        assert_eq!(of_address(&address_of(&filter)), filter);
        assert_eq!(of_address("/audit?from=yesterday"), AuditFilter::default());
    }
}
