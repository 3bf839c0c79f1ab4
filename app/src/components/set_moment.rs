//! A date and a time on the wall, typed in a form that unfolds.

use super::{MomentField, Submit};
use crate::{browser, i18n::tr};
use domain::Timestamp;
use leptos::{ev::SubmitEvent, prelude::*};

/// Asks for a moment by the browser's clock, and does something with it.
#[component]
pub fn SetMoment(
    /// The field's id, unique in the page.
    id: &'static str,
    /// What unfolds it.
    summary: &'static str,
    /// The words above the field.
    label: &'static str,
    /// A word of help below it.
    hint: &'static str,
    /// What the button says.
    action: &'static str,
    /// Whether it is being done.
    #[prop(into)]
    pending: Signal<bool>,
    /// Does it.
    set: Callback<Timestamp>,
) -> impl IntoView {
    let (at, problem) = (RwSignal::new(String::new()), RwSignal::new(None::<&'static str>));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let moment = browser::local_moment(&at.get_untracked());
        problem.set(moment.is_none().then(|| tr("Give a date and a time.", "Geben Sie Datum und Uhrzeit an.")));
        if let Some(moment) = moment {
            set.run(moment);
        }
    };
    view! {
        <details>
            <summary>{summary}</summary>
            <form on:submit=submit novalidate>
                <MomentField id label text=at hint error=problem />
                <Submit class="quiet" pending>{action}</Submit>
            </form>
        </details>
    }
}
