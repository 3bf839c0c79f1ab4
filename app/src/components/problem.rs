//! Refusals, near where they arose.

use crate::{PageError, i18n::tr};
use domain::ProblemKind;
use leptos::prelude::*;

/// Why something was not done, in a sentence that is read out when it appears.
#[component]
pub fn Refusal(
    /// The refusal, if there is one.
    #[prop(into)]
    error: Signal<Option<PageError>>,
    /// Whether this page is itself a way in; elsewhere the ways in follow a refusal for want of a sign-in.
    #[prop(optional)]
    at_the_door: bool,
) -> impl IntoView {
    move || {
        error.get().map(|error| {
            let ways_in = (!at_the_door && error.kind() == ProblemKind::Unauthenticated).then(|| {
                view! {
                    " "
                    <a href="/enrol" rel="external">{tr("Enter a code", "Code eingeben")}</a>
                    " · "
                    <a href="/signin" rel="external">{tr("Sign in", "Anmelden")}</a>
                }
            });
            view! {
                <p class="problem" role="alert">
                    {error.sentence()}
                    {ways_in}
                </p>
            }
        })
    }
}

/// What is wrong with one field.
#[component]
pub fn FieldError(
    /// The id by which the field refers to it.
    id: String,
    /// What is wrong, if anything.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        let id = id.clone();
        error.get().map(|sentence| view! { <p class="error" role="alert" id=id>{sentence}</p> })
    }
}
