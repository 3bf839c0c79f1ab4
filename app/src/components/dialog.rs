//! Questions that want an answer before anything else.

use leptos::{html, prelude::*};

/// A native dialog: the browser keeps the focus inside, closes it with Escape, and gives the focus back. What is in it
/// is made anew each time it opens.
#[component]
pub fn Dialog(
    /// Unique in the page.
    id: &'static str,
    /// Whether it is open; closing it by any way sets it to false.
    open: RwSignal<bool>,
    /// Its heading and name.
    #[prop(into)]
    title: Signal<String>,
    /// Classes beside `dialog`.
    #[prop(default = "")]
    class: &'static str,
    /// What is in it, below the heading.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let heading = format!("{id}-title");
    view! {
        <dialog node_ref=node id=id class=format!("dialog {class}") aria-labelledby=heading on:close=move |_| open.set(false)>
            <h2 id=heading.clone()>{title}</h2>
            {move || open.get().then(|| children())}
        </dialog>
    }
}

/// For a dialog about something: open while there is something, and nothing once it was closed by any way.
pub fn open_while<T: Send + Sync + 'static>(about: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    // Each side is set only if it differs, or the two would wake each other for ever.
    Effect::new(move |_| {
        let wanted = about.with(Option::is_some);
        if open.get_untracked() != wanted {
            open.set(wanted);
        }
    });
    Effect::new(move |_| {
        if !open.get() && about.with_untracked(Option::is_some) {
            about.set(None);
        }
    });
    open
}
