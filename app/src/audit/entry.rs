//! The entries, each with what changed and the button that undoes it.

use super::{
    Shown,
    words::{Shown as Value, action_text, actor_text, differences, source_text, target_text},
};
use crate::{components::LocalTime, i18n::tr};
use domain::audit::EntryView;
use leptos::prelude::*;

/// The list.
#[component]
pub fn Entries(shown: Shown) -> impl IntoView {
    let rows = move || shown.entries.get();
    view! {
        <Show
            when=move || !shown.entries.with(Vec::is_empty)
            fallback=|| view! {
                <div class="empty">
                    <h2>{tr("Nothing here", "Nichts da")}</h2>
                    <p>{tr("No entry matches. Widen the search above.", "Kein Eintrag passt. Suchen Sie oben weiter gefasst.")}</p>
                </div>
            }
        >
            <ol class="trail">
                <For each=rows key=|entry| (entry.id, entry.undone_by) let:entry>
                    <Entry entry shown />
                </For>
            </ol>
        </Show>
    }
}

#[component]
fn Entry(entry: EntryView, shown: Shown) -> impl IntoView {
    let undone = entry.undone_by.is_some();
    let device = entry.actor.device.as_ref().filter(|device| Some(&device.name) != entry.actor.name.as_ref());
    let device = device.map(|device| format!(" · {}", device.name));
    let reason = entry.metadata.as_ref().and_then(|metadata| metadata.get("reason")?.as_str().map(str::to_owned));
    let button = shown.offers_undo(&entry).then(|| {
        let wanted = entry.clone();
        view! {
            <button type="button" class="btn quiet small" on:click=move |_| shown.undoing.set(Some(wanted.clone()))>
                {tr("Undo", "Rückgängig")}
                <span class="visually-hidden">
                    ": " {action_text(&entry.action)} " " {target_text(&entry)}
                </span>
            </button>
        }
    });
    view! {
        <li class:undone=undone>
            <span class="when num"><LocalTime at=entry.at /></span>
            <div class="what">
                <p>
                    <b>{action_text(&entry.action)}</b>
                    " "
                    <span>{target_text(&entry)}</span>
                    {source_text(&entry).map(|source| view! { <span class="muted">" · " {source}</span> })}
                </p>
                {changes(&entry)}
                {reason.map(|reason| view! { <p class="muted">{tr("Reason:", "Grund:")} " " {reason}</p> })}
            </div>
            <span class="who muted">{actor_text(&entry)} {device}</span>
            <span class="way">
                {undone.then(|| view! { <span class="badge">{tr("undone", "rückgängig")}</span> })}
                {button}
            </span>
        </li>
    }
}

/// What was and what is, field by field.
pub fn changes(entry: &EntryView) -> impl IntoView + use<> {
    let lines = differences(entry);
    (!lines.is_empty()).then(|| {
        let lines = lines
            .into_iter()
            .map(|line| {
                let before = line.before.map(|was| view! { <del>{value(was)}</del> " " });
                let after = match line.after {
                    None => view! { <span class="muted">{tr("nothing", "nichts")}</span> }.into_any(),
                    Some(is) => view! { <ins>{value(is)}</ins> }.into_any(),
                };
                view! {
                    <div>
                        <dt>{line.field}</dt>
                        <dd>{before} {after}</dd>
                    </div>
                }
            })
            .collect_view();
        view! { <dl class="changes">{lines}</dl> }
    })
}

fn value(value: Value) -> AnyView {
    match value {
        Value::Text(words) => words.into_any(),
        Value::Moment(at) => view! { <LocalTime at /> }.into_any(),
    }
}
