//! The pace groups of a new event: rows that come and go.

use crate::i18n::tr;
use domain::{lane::PaceGroupInput, limits};
use leptos::prelude::*;

/// Places that a new row starts with: what one lane of a pool takes.
const PLACES: &str = "8";

/// One row of the form.
#[derive(Clone, Copy)]
struct Group {
    key: usize,
    name: RwSignal<String>,
    places: RwSignal<String>,
}

/// The rows, with what is wrong in them.
#[derive(Clone, Copy)]
pub struct PaceGroups {
    rows: RwSignal<Vec<Group>>,
    made: StoredValue<usize>,
    /// What is wrong, in a sentence that names the row.
    pub error: RwSignal<Option<String>>,
}

impl PaceGroups {
    /// One empty row.
    pub fn new() -> Self {
        let groups = Self { rows: RwSignal::default(), made: StoredValue::new(0), error: RwSignal::new(None) };
        groups.add();
        groups
    }

    fn add(self) {
        let key = self.made.get_value();
        self.made.set_value(key + 1);
        let group = Group { key, name: RwSignal::default(), places: RwSignal::new(PLACES.to_owned()) };
        self.rows.update(|rows| rows.push(group));
    }

    /// The rows as the server takes them, or none with [`PaceGroups::error`] set. Rows without a name are left out.
    pub fn read(self) -> Option<Vec<PaceGroupInput>> {
        let named = |group: &Group| (group.name.get_untracked().trim().to_owned(), group.places.get_untracked());
        let all: Vec<_> = self.rows.with_untracked(|rows| rows.iter().map(named).collect());
        let mut groups = Vec::new();
        for (at, (name, places)) in all.into_iter().enumerate().filter(|(_, (name, _))| !name.is_empty()) {
            let count = places.trim().parse().ok().filter(|count| (1..=i64::from(limits::SLOTS_MAX)).contains(count));
            let Some(count) = count else {
                let sentence = tr("a number of places from 1 to", "eine Anzahl Plätze von 1 bis");
                let group = tr("Pace group", "Tempogruppe");
                self.error.set(Some(format!("{group} {}: {sentence} {}.", at + 1, limits::SLOTS_MAX)));
                return None;
            };
            groups.push(PaceGroupInput { name, count });
        }
        self.error.set(None);
        Some(groups)
    }
}

/// The rows' fields.
#[component]
pub fn PaceGroupFields(
    /// The rows.
    groups: PaceGroups,
) -> impl IntoView {
    let full = move || groups.rows.with(Vec::len) >= limits::PACE_GROUPS_MAX;
    view! {
        <ForEnumerate each=move || groups.rows.get() key=|group| group.key let(at, group)>
            <Row groups at group />
        </ForEnumerate>
        <div class="field">
            {move || groups.error.get().map(|sentence| view! { <p class="error" role="alert">{sentence}</p> })}
        </div>
        <button
            type="button"
            class="btn quiet small"
            disabled=full
            on:click=move |_| {
                groups.add();
                let row = groups.made.get_value() - 1;
                request_animation_frame(move || crate::browser::focus(&format!("group-{row}-name")));
            }
        >
            {tr("Add a pace group", "Tempogruppe hinzufügen")}
        </button>
    }
}

#[component]
fn Row(groups: PaceGroups, at: ReadSignal<usize>, group: Group) -> impl IntoView {
    let (name_id, places_id) = (format!("group-{}-name", group.key), format!("group-{}-places", group.key));
    let number = move || format!("{} {}", tr("Pace group", "Tempogruppe"), at.get() + 1);
    view! {
        <div class="pair with-action" on:input=move |_| groups.error.set(None)>
            <div class="field">
                <label for=name_id.clone()>{number} {tr(" name", " Name")}</label>
                <input id=name_id type="text" autocomplete="off" bind:value=group.name />
            </div>
            <div class="field">
                <label for=places_id.clone()>
                    <span class="visually-hidden">{number} " "</span>
                    {tr("Places", "Plätze")}
                </label>
                <input id=places_id type="text" inputmode="numeric" autocomplete="off" bind:value=group.places />
            </div>
            <button
                type="button"
                class="btn quiet"
                on:click=move |_| groups.rows.update(|rows| rows.retain(|row| row.key != group.key))
            >
                {tr("Remove", "Entfernen")}
                <span class="visually-hidden">" " {number}</span>
            </button>
        </div>
    }
}
