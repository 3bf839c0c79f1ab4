//! Edits one player.

use super::form::{BibField, PlayerFields, PlayerForm};
use crate::{
    PageError,
    components::{Dialog, Refusal, Submit, open_while, use_toast},
    desk::api,
    feed::Feed,
    i18n::tr,
};
use domain::{
    Bib,
    ids::EventId,
    player::{PlayerInput, PlayerList, PlayerView},
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The dialog; it is open while somebody is edited.
#[component]
pub fn EditPlayer(
    /// Who is edited.
    editing: RwSignal<Option<PlayerView>>,
    /// The list that changes with them.
    players: Feed<PlayerList>,
    /// Whose players they are.
    event: EventId,
) -> impl IntoView {
    let open = open_while(editing);
    // Who it was is remembered while the dialog closes, so that its heading does not change under the eye.
    let heading = Memo::new(move |before: Option<&String>| match editing.get() {
        Some(player) => format!("{} {}", tr("Edit", "Ändern:"), player.bib),
        None => before.cloned().unwrap_or_default(),
    });
    view! {
        <Dialog id="edit-player" open title=heading>
            {move || editing.get().map(|player| view! { <Fields player open players event /> })}
        </Dialog>
    }
}

#[component]
fn Fields(player: PlayerView, open: RwSignal<bool>, players: Feed<PlayerList>, event: EventId) -> impl IntoView {
    let form = PlayerForm::of(&player);
    let bib = player.bib;
    let toast = use_toast();
    let save = Action::new(move |input: &Result<PlayerInput, PageError>| {
        let input = input.clone();
        async move {
            let mut input = input?;
            // An empty field, or the old number, leaves the bib as it is.
            input.bib = input.bib.filter(|new: &Bib| *new != bib);
            let player = api::update_player(event, bib, input).await?;
            toast.say(format!("{} {} {}", tr("Saved", "Gespeichert:"), player.bib, player.name));
            players.reload();
            open.set(false);
            Ok::<(), PageError>(())
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !save.pending().get_untracked() {
            save.dispatch(untrack(|| form.input()).map_err(PageError::from));
        }
    };
    view! {
        <form on:submit=submit>
            <PlayerFields form prefix="edit" gender_name="edit-gender" />
            <BibField form prefix="edit" empty=tr("as it is", "wie bisher") />
            <Refusal error=Signal::derive(move || save.value().get().and_then(Result::err)) />
            <div class="actions">
                <a class="btn quiet" href=format!("/audit?target=player:{bib}")>{tr("History", "Verlauf")}</a>
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {tr("Cancel", "Abbrechen")}
                </button>
                <Submit pending=save.pending()>{tr("Save", "Speichern")}</Submit>
            </div>
        </form>
    }
}
