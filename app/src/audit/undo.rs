//! Asks before an entry is undone, and for the reason.

use super::{
    api,
    entry::changes,
    words::{action_text, target_text},
};
use crate::{
    PageError,
    components::{Dialog, Refusal, Submit, TextField, open_while, use_toast},
    i18n::tr,
};
use domain::{
    audit::{EntryView, UndoInput},
    change::Subject,
    player::Standing,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The dialog; it is open while there is an entry to be undone.
#[component]
pub fn UndoDialog(
    /// The entry.
    undoing: RwSignal<Option<EntryView>>,
    /// Called once it is undone.
    done: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let open = open_while(undoing);
    let title = Memo::new(move |before: Option<&String>| match undoing.get() {
        Some(entry) => {
            format!("{} {} {}", tr("Undo:", "Rückgängig:"), action_text(&entry.action), target_text(&entry))
        }
        None => before.cloned().unwrap_or_default(),
    });
    view! {
        <Dialog id="undo" open title>
            {move || undoing.get().map(|entry| view! { <Question entry open done /> })}
        </Dialog>
    }
}

#[component]
fn Question(entry: EntryView, open: RwSignal<bool>, done: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let toast = use_toast();
    let id = entry.id;
    let undo = Action::new(move |wish: &UndoInput| {
        let wish = wish.clone();
        async move {
            match api::undo(id, wish).await {
                Ok(undone) => {
                    toast.say(action_text(&undone.action));
                    done();
                    open.set(false);
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    // Only who leaves the race by it can have something in the way.
    let leads_to = entry.previous_state.as_ref().and_then(|state| Standing::parse(state.get("standing")?.as_str()?));
    let may_need_others = entry.undoes_what() == Some(Subject::Standing) && leads_to != Some(Standing::Active);
    view! { <UndoForm open undo may_need_others what=changes(&entry).into_any() /> }
}

/// What is set back, why, and the two ways out of the question.
#[component]
pub fn UndoForm(
    /// Whether the dialog around it is open.
    open: RwSignal<bool>,
    /// Undoes it; none if it is done.
    undo: Action<UndoInput, Option<PageError>>,
    /// Whether something else may have to be undone with it.
    #[prop(optional)]
    may_need_others: bool,
    /// What is set back.
    what: AnyView,
) -> impl IntoView {
    let (reason, together) = (RwSignal::new(String::new()), RwSignal::new(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !undo.pending().get_untracked() {
            undo.dispatch(UndoInput { reason: reason.get_untracked(), together: together.get_untracked() });
        }
    };
    let others = may_need_others.then(|| {
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=together on:change=move |_| together.update(|on| *on = !*on) />
                <span>{tr("Undo first what stands in the way: laps, payments and slot", "Zuerst rückgängig machen, was im Weg steht: Runden, Zahlungen und Platz")}</span>
            </label>
        }
    });
    view! {
        <form on:submit=submit novalidate>
            <p>{tr("This is set back, and stays in the list as undone:", "Dies wird zurückgesetzt und bleibt als rückgängig in der Liste:")}</p>
            {what}
            <TextField id="undo-reason" label=tr("Reason (kept with it)", "Grund (wird vermerkt)") value=reason autofocus=true />
            {others}
            <Refusal error=Signal::derive(move || undo.value().get().flatten()) />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>{tr("Keep", "Behalten")}</button>
                <Submit pending=undo.pending()>{tr("Undo", "Rückgängig machen")}</Submit>
            </div>
        </form>
    }
}
