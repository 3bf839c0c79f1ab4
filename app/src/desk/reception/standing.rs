//! Lets a player leave the race, and come back: asks what is meant, says what it does, and keeps the reason.

use crate::{
    PageError,
    components::{Choices, Dialog, LocalTime, Refusal, Submit, TextField, open_while, use_toast},
    desk::{api, person::standing_text},
    feed::Feed,
    i18n::tr,
};
use domain::{
    ids::EventId,
    player::{PlayerList, PlayerView, Standing},
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The dialog; it is open while somebody's standing is being changed.
#[component]
pub fn ChangeStanding(
    /// Whose it is.
    changing: RwSignal<Option<PlayerView>>,
    /// The list that changes with them.
    players: Feed<PlayerList>,
    /// Whose players they are.
    event: EventId,
) -> impl IntoView {
    let open = open_while(changing);
    let heading = Memo::new(move |before: Option<&String>| match changing.get() {
        Some(player) => format!("Status: {} · {}", player.bib, player.name),
        None => before.cloned().unwrap_or_default(),
    });
    view! {
        <Dialog id="change-standing" open title=heading>
            {move || changing.get().map(|player| view! { <Question player open players event /> })}
        </Dialog>
    }
}

#[component]
fn Question(player: PlayerView, open: RwSignal<bool>, players: Feed<PlayerList>, event: EventId) -> impl IntoView {
    let PlayerView { bib, standing, left_at, .. } = player;
    let ways = ways_from(standing);
    let chosen = RwSignal::new(ways.first().copied());
    let reason = RwSignal::new(String::new());
    let toast = use_toast();
    let change = Action::new(move |(standing, reason): &(Standing, String)| {
        let (standing, reason) = (*standing, reason.clone());
        async move {
            let player = api::set_standing(event, bib, standing, reason).await?;
            toast.say(format!("{} {}: {}", player.bib, player.name, standing_text(player.standing)));
            players.reload();
            open.set(false);
            Ok::<(), PageError>(())
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(standing) = chosen.get_untracked().filter(|_| !change.pending().get_untracked()) {
            change.dispatch((standing, reason.get_untracked()));
        }
    };
    view! {
        <form on:submit=submit novalidate>
            <p class="muted">
                {tr("Now: ", "Jetzt: ")}
                <b>{standing_text(standing)}</b>
                {left_at.map(|at| view! { " " {tr("since", "seit")} " " <LocalTime at /> })}
            </p>
            <Choices
                name="new-standing"
                label=tr("From now on", "Ab jetzt")
                choices=ways.iter().map(|way| (*way, verb(*way))).collect()
                value=chosen
            />
            <p role="status">{move || chosen.get().map(consequence)}</p>
            <TextField
                id="standing-reason"
                label=tr("Reason (kept with it)", "Grund (wird vermerkt)")
                value=reason
                autofocus=true
            />
            <Refusal error=Signal::derive(move || change.value().get().and_then(Result::err)) />
            <div class="actions">
                <a class="btn quiet" href=format!("/audit?target=player:{bib}")>{tr("History", "Verlauf")}</a>
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {tr("Cancel", "Abbrechen")}
                </button>
                <Submit pending=change.pending()>{move || chosen.get().map(verb)} " " {bib.get()}</Submit>
            </div>
        </form>
    }
}

/// What a standing can become, the likeliest first.
fn ways_from(standing: Standing) -> Vec<Standing> {
    Standing::ALL.into_iter().filter(|way| standing.change_to(*way).is_ok()).collect()
}

fn verb(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => tr("Re-enter", "Wieder einsteigen"),
        Standing::Withdrawn => tr("Withdraw", "Aussteigen"),
        Standing::Disqualified => tr("Disqualify", "Disqualifizieren"),
        Standing::Deleted => tr("Remove", "Entfernen"),
    }
}

fn consequence(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => tr(
            "Is in the race again with all laps so far, and waits for a place: the old one may be somebody else's by now. Taps that were held since the player left are looked at again.",
            "Ist mit allen bisherigen Runden wieder im Rennen und wartet auf einen Platz: Der alte kann inzwischen vergeben sein. Seitdem getippte, offene Runden werden neu geprüft.",
        ),
        Standing::Withdrawn => tr(
            "Ends the race and leaves the place. Laps and rank stay, and boards say that the player has withdrawn. Taps from now on are held. For a mere break, release the player instead.",
            "Beendet das Rennen und verlässt den Platz. Runden und Rang bleiben, und der Zwischenstand zeigt „ausgestiegen“. Ab jetzt getippte Runden bleiben offen. Für eine bloße Pause genügt es, die Person zu entlassen.",
        ),
        Standing::Disqualified => tr(
            "Leaves the place and the ranking. The laps are kept, and count again on re-entry. Taps from now on are held.",
            "Verlässt den Platz und die Wertung. Die Runden bleiben gespeichert und zählen nach einem Wiedereinstieg wieder. Ab jetzt getippte Runden bleiben offen.",
        ),
        Standing::Deleted => tr(
            "For somebody registered by mistake: leaves every list and board, and the bib is never given again. Not possible once laps count. The history can undo it.",
            "Für irrtümlich Angemeldete: verschwindet aus allen Listen, und die Nummer wird nie wieder vergeben. Nicht möglich, sobald Runden zählen. Im Verlauf lässt es sich rückgängig machen.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_way_comes_first() {
        use Standing::{Active, Deleted, Disqualified, Withdrawn};
        assert_eq!(ways_from(Active), [Withdrawn, Disqualified, Deleted]);
        assert_eq!(ways_from(Withdrawn), [Active, Disqualified, Deleted]);
        assert_eq!(ways_from(Disqualified), [Active, Deleted]);
        assert_eq!(ways_from(Deleted), []);
    }
}
