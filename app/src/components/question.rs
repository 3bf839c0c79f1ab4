//! A question with one answer that does something.

use super::{ActionButton, Dialog, Refusal};
use crate::{PageError, i18n::tr};
use leptos::prelude::*;

/// A question with one answer that does something.
#[component]
pub fn Question(
    /// Unique in the page.
    id: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    title: Signal<String>,
    /// What will happen.
    says: &'static str,
    /// What the button says that leaves things as they are.
    #[prop(default = "")]
    keep: &'static str,
    /// What the button says.
    action: &'static str,
    /// Whether it is being done.
    #[prop(into)]
    pending: Signal<bool>,
    /// Why it was not done.
    #[prop(into)]
    error: Signal<Option<PageError>>,
    /// Does it.
    press: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog id open title>
            <p>{says}</p>
            <Refusal error />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {if keep.is_empty() { tr("Cancel", "Abbrechen") } else { keep }}
                </button>
                <ActionButton class="danger" pending on_press=move || press.run(())>
                    {action}
                </ActionButton>
            </div>
        </Dialog>
    }
}
