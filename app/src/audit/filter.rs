//! What the list is narrowed to, as fields and as an address that can be shared.

use crate::i18n::tr;
use domain::audit::AuditFilter;
use leptos::prelude::*;

/// Kinds of actions, by the part of their names before the dot.
const KINDS: [&str; 7] = ["player", "lane", "lap", "clock", "event", "device", "undo"];

fn kind_text(kind: &str) -> &'static str {
    match kind {
        "player" => tr("Players", "Teilnehmende"),
        "lane" => tr("Slots", "Plätze"),
        "lap" => tr("Laps", "Runden"),
        "clock" => tr("Clock", "Uhr"),
        "event" => tr("Event", "Veranstaltung"),
        "device" => tr("Devices", "Geräte"),
        _ => tr("Undone", "Rückgängig"),
    }
}

/// The filter that an address asks for.
pub fn of_address(address: &str) -> AuditFilter {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let mut filter = AuditFilter::default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = Some(decode(value)).filter(|value| !value.is_empty());
        match name {
            "event" => filter.event = value,
            "action" => filter.action = value,
            "actor" => filter.actor = value,
            "target" => filter.target = value,
            _ => {}
        }
    }
    filter
}

/// The address that asks for a filter.
pub fn address_of(filter: &AuditFilter) -> String {
    let fields = [
        ("event", &filter.event),
        ("action", &filter.action),
        ("actor", &filter.actor),
        ("target", &filter.target),
    ];
    let query: Vec<String> =
        fields.iter().filter_map(|(name, value)| Some(format!("{name}={}", encode(value.as_deref()?)))).collect();
    if query.is_empty() { "/audit".to_owned() } else { format!("/audit?{}", query.join("&")) }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| after.get(..2)).flatten();
        let escaped = escaped.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        (rest, _) = match escaped {
            Some(byte) => (&after[2..], bytes.push(byte)),
            None => (after, bytes.push(if *first == b'+' { b' ' } else { *first })),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The fields above the list.
#[component]
pub fn FilterBar(
    /// What is asked for.
    filter: RwSignal<AuditFilter>,
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
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back() {
        let filter = AuditFilter {
            actor: Some("Bahn 2 & Übung+1".into()),
            target: Some("player:7".into()),
            ..AuditFilter::default()
        };
        assert_eq!(of_address(&address_of(&filter)), filter);
        assert_eq!(of_address("/audit?target=player%3A7&x=1&action="), AuditFilter {
            target: Some("player:7".into()),
            ..AuditFilter::default()
        });
        assert_eq!(of_address("/audit?actor=%zz%"), AuditFilter { actor: Some("%zz%".into()), ..AuditFilter::default() });
    }
}
