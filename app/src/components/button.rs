//! Buttons that show that they are at work and cannot be pressed twice.

use leptos::prelude::*;

/// The button that sends a form. While `pending` it is busy, and a form that listens to `pending` sends nothing; it
/// stays focusable then, so that the keyboard's place is not lost. Until the page is alive it is disabled, which also
/// stops Enter: the browser would send the form by itself, to nowhere.
#[component]
pub fn Submit(
    /// Whether the form is being sent.
    #[prop(into)]
    pending: Signal<bool>,
    /// Classes beside `btn`.
    #[prop(default = "do")]
    class: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <button
            type="submit"
            class=format!("btn {class}")
            disabled=move || !alive.get()
            aria-busy=move || busy(pending)
            aria-disabled=move || busy(pending)
        >
            {children()}
        </button>
    }
}

/// A button that does something by itself; pressing it while `pending` does nothing.
#[component]
pub fn ActionButton(
    /// Whether it is at work.
    #[prop(into)]
    pending: Signal<bool>,
    /// Classes beside `btn`.
    #[prop(default = "")]
    class: &'static str,
    /// What it does.
    on_press: impl Fn() + 'static,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !pending.get_untracked() {
            on_press();
        }
    };
    view! {
        <button
            type="button"
            class=format!("btn {class}")
            aria-busy=move || busy(pending)
            aria-disabled=move || busy(pending)
            on:click=press
        >
            {children()}
        </button>
    }
}

fn busy(pending: Signal<bool>) -> Option<&'static str> {
    pending.get().then_some("true")
}
