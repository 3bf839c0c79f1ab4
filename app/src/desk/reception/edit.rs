//! Edits one player.

use super::form::{BibField, PlayerFields, PlayerForm};
use crate::{
    PageError,
    components::{ActionButton, Dialog, Refusal, Submit, open_while, use_toast},
    desk::api,
    feed::Feed,
    i18n::tr,
};
use domain::{
    Action as May, Bib,
    device::Me,
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
    let opened = StoredValue::new(untrack(|| form.person()));
    let bib = player.bib;
    let may_erase = use_context::<Me>().is_some_and(|me| me.may(May::ErasePeople));
    let toast = use_toast();
    let save = Action::new(move |input: &Result<PlayerInput, PageError>| {
        let input = input.clone();
        async move {
            let mut input = input?;
            // An empty field, or the old number, leaves the bib as it is.
            input.bib = input.bib.filter(|new: &Bib| *new != bib);
            let player = api::update_player(event, bib, opened.get_value(), input).await?;
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
            {may_erase.then(|| view! { <Erase bib open players event /> })}
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

/// Erases the player's personal data, for those who may; nobody can undo it, so it takes a second press.
#[component]
fn Erase(bib: Bib, open: RwSignal<bool>, players: Feed<PlayerList>, event: EventId) -> impl IntoView {
    let toast = use_toast();
    let erase = Action::new(move |(): &()| async move {
        api::erase_player(event, bib).await?;
        toast.say(format!("{} {bib}", tr("Personal data erased:", "Personendaten gelöscht:")));
        players.reload();
        open.set(false);
        Ok::<(), PageError>(())
    });
    view! {
        <details>
            <summary>{tr("Erase personal data", "Personendaten löschen")}</summary>
            <p class="muted">
                {tr(
                    "Name, birth and all reasons go for good, also from the audit trail. Bib, team and laps stay. Nobody can undo this.",
                    "Name, Geburt und alle Begründungen verschwinden endgültig, auch aus dem Protokoll. Nummer, Team und Runden bleiben. Das macht niemand rückgängig.",
                )}
            </p>
            <Refusal error=Signal::derive(move || erase.value().get().and_then(Result::err)) />
            <ActionButton class="danger" pending=erase.pending() on_press=move || { erase.dispatch(()); }>
                {tr("Erase for good", "Endgültig löschen")}
            </ActionButton>
        </details>
    }
}
