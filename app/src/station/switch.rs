//! A setting of this tablet that is on or off.

use leptos::prelude::*;

/// The switch, with what it means below its name.
#[component]
pub fn Switch(
    /// Whether it is on.
    on: RwSignal<bool>,
    /// Takes what somebody chose.
    change: Callback<bool>,
    /// What it is called.
    title: &'static str,
    /// What it means.
    hint: &'static str,
) -> impl IntoView {
    view! {
        <label class="switch">
            <input type="checkbox" prop:checked=on on:change=move |event| change.run(event_target_checked(&event)) />
            <span>
                <b>{title}</b>
                <small class="muted">{hint}</small>
            </span>
        </label>
    }
}
