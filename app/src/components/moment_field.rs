//! A date and a time on the wall.

use crate::browser;
use domain::Timestamp;
use leptos::prelude::*;

/// A field for a date and a time by the browser's clock. What is typed is read with [`browser::local_moment`].
#[component]
pub fn MomentField(
    /// Unique in the page.
    id: &'static str,
    /// The words above it.
    label: &'static str,
    /// What is typed.
    text: RwSignal<String>,
    /// A word of help below it.
    #[prop(default = "")]
    hint: &'static str,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<&'static str>>,
    /// Takes over what was typed, once it is.
    #[prop(optional)]
    on_change: Option<Callback<Option<Timestamp>>>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    let changed = move |_| {
        if let Some(on_change) = on_change {
            on_change.run(browser::local_moment(&text.get_untracked()));
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="datetime-local"
                step="1"
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described
                bind:value=text
                on:change=changed
            />
            {move || error.get().map(|sentence| view! { <p class="error" role="alert">{sentence}</p> })}
            {(!hint.is_empty()).then(|| view! { <small class="hint" id=hint_id>{hint}</small> })}
        </div>
    }
}
