//! Fields of forms: the words above, what went wrong below.

use super::FieldError;
use leptos::prelude::*;

/// A one-line field. It has no `name`, so that a form that the browser sends by itself carries nothing of it into an
/// address, where others would read it.
#[component]
pub fn TextField(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// The words above it.
    #[prop(into)]
    label: String,
    /// What is in it.
    value: RwSignal<String>,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that a tablet shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it has to be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus on arrival.
    #[prop(optional)]
    autofocus: bool,
    /// Classes of the input.
    #[prop(default = "")]
    class: &'static str,
    /// The id of the list of words that it proposes.
    #[prop(optional)]
    list: Option<&'static str>,
    /// What stands in it while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// A word of help below it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    // What was wrong is left alone while it is being mended; the next try looks again.
    let edited = RwSignal::new(false);
    Effect::new(move |_| {
        error.track();
        edited.set(false);
    });
    let error = Signal::derive(move || error.get().filter(|_| !edited.get()));
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint.as_ref().map(|_| hint_id.clone()), error_id.clone());
        move || match (&hint_id, error.with(Option::is_some)) {
            (Some(hint), true) => Some(format!("{error_id} {hint}")),
            (None, true) => Some(error_id.clone()),
            (hint, false) => hint.clone(),
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                type=kind
                class=class
                inputmode=inputmode
                autocomplete=autocomplete
                required=required
                autofocus=autofocus
                list=list
                placeholder=placeholder
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                bind:value=value
                on:input=move |_| edited.set(true)
            />
            <FieldError id=error_id error />
            {hint.map(|hint| view! { <small class="hint" id=hint_id>{hint}</small> })}
        </div>
    }
}

/// One choice of a few, as real radio inputs.
#[component]
pub fn Choices<T>(
    /// Unique in the page; the inputs' name.
    name: &'static str,
    /// The words above.
    #[prop(into)]
    label: String,
    /// What can be chosen, with its words.
    choices: Vec<(T, &'static str)>,
    /// What is chosen.
    value: RwSignal<Option<T>>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let choices = choices
        .into_iter()
        .map(|(choice, words)| {
            view! {
                <label>
                    <input
                        type="radio"
                        name=name
                        prop:checked=move || value.get() == Some(choice)
                        checked=value.get_untracked() == Some(choice)
                        on:change=move |_| value.set(Some(choice))
                    />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="seg-field">
            <legend>{label}</legend>
            <div class="seg">{choices}</div>
        </fieldset>
    }
}
