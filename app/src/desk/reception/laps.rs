//! Adds laps to a player or takes some off, by a person's word: from a sheet of paper, after a recount.

use crate::{
    PageError, browser,
    components::{Choices, Dialog, MomentField, Refusal, Submit, TextField, open_while, use_toast},
    desk::{api, counted},
    i18n::tr,
};
use domain::{
    Timestamp,
    ids::EventId,
    lap::{AdjustInput, SignedLaps},
    player::PlayerView,
};
use leptos::{ev::SubmitEvent, prelude::*};
use uuid::Uuid;

/// Which way laps go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Add,
    TakeOff,
}

/// The dialog; it is open while somebody's laps are being corrected.
#[component]
pub fn AdjustLaps(
    /// Whose they are.
    adjusting: RwSignal<Option<PlayerView>>,
    /// Whose players they are.
    event: EventId,
) -> impl IntoView {
    let open = open_while(adjusting);
    let heading = Memo::new(move |before: Option<&String>| match adjusting.get() {
        Some(player) => format!("{} {} · {}", tr("Laps:", "Runden:"), player.bib, player.name),
        None => before.cloned().unwrap_or_default(),
    });
    view! {
        <Dialog id="adjust-laps" open title=heading>
            {move || adjusting.get().map(|player| view! { <Fields player open event /> })}
        </Dialog>
    }
}

/// The correction as typed; none of `at` is now.
fn read(id: Uuid, way: Way, laps: &str, at: Option<Timestamp>, reason: &str) -> Result<AdjustInput, PageError> {
    let laps: i64 = laps.trim().parse().ok().filter(|laps| *laps > 0).ok_or_else(|| {
        PageError::form(tr("How many laps? Type a number.", "Wie viele Runden? Geben Sie eine Zahl ein."))
    })?;
    let laps = SignedLaps::new(if way == Way::Add { laps } else { -laps })?;
    Ok(AdjustInput { id, laps, extra_m: None, at, reason: reason.to_owned() })
}

#[component]
fn Fields(player: PlayerView, open: RwSignal<bool>, event: EventId) -> impl IntoView {
    let (bib, name) = (player.bib, StoredValue::new(player.name));
    // One id however often it is sent: a lost answer must not count twice.
    let id = browser::new_id(Timestamp::from_ms(browser::now_ms()));
    let way = RwSignal::new(Some(Way::Add));
    let (laps, at, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let toast = use_toast();
    let send = Action::new(move |input: &Result<AdjustInput, PageError>| {
        let input = input.clone();
        async move {
            let adjusted = api::adjust_laps(event, bib, input?).await?;
            let total = usize::try_from(adjusted.laps).unwrap_or(usize::MAX);
            toast.say(format!("{bib} {}: {}", name.get_value(), counted(total, ["lap", "laps"], ["Runde", "Runden"])));
            open.set(false);
            Ok::<(), PageError>(())
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if send.pending().get_untracked() {
            return;
        }
        let typed = at.get_untracked();
        let moment = browser::local_moment(&typed);
        let way = way.get_untracked().unwrap_or(Way::Add);
        let input = if moment.is_none() && !typed.is_empty() {
            Err(PageError::form(tr("Give a date and a time.", "Geben Sie Datum und Uhrzeit an.")))
        } else {
            read(id, way, &laps.get_untracked(), moment, &reason.get_untracked())
        };
        send.dispatch(input);
    };
    view! {
        <form on:submit=submit novalidate>
            <Choices
                name="adjust-way"
                label=tr("Correct", "Berichtigen")
                choices=vec![(Way::Add, tr("Add", "Hinzufügen")), (Way::TakeOff, tr("Take off", "Abziehen"))]
                value=way
            />
            <TextField id="adjust-laps-count" label=tr("Laps", "Runden") inputmode="numeric" value=laps required=true autofocus=true />
            <MomentField
                id="adjust-laps-at"
                label=tr("Swum or run until", "Zurückgelegt bis")
                text=at
                hint=tr("Empty: now. The time must lie in the race.", "Leer: jetzt. Die Zeit muss im Rennen liegen.")
            />
            <TextField id="adjust-laps-reason" label=tr("Reason (kept with it)", "Grund (wird vermerkt)") value=reason required=true />
            <Refusal error=Signal::derive(move || send.value().get().and_then(Result::err)) />
            <div class="actions">
                <a class="btn quiet" href=format!("/audit?target=player:{bib}")>{tr("History", "Verlauf")}</a>
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {tr("Cancel", "Abbrechen")}
                </button>
                <Submit pending=send.pending()>{tr("Correct", "Berichtigen")} " " {bib.get()}</Submit>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laps_go_the_way_that_was_chosen() {
        let laps = |way, text| read(Uuid::nil(), way, text, None, "sheet 3").map(|input| input.laps.get());
        assert_eq!([laps(Way::Add, "3"), laps(Way::TakeOff, " 2 ")], [Ok(3), Ok(-2)]);
        for bad in ["", "0", "-1", "x", "1000000"] {
            assert!(laps(Way::Add, bad).is_err(), "{bad}");
        }
    }
}
