//! Who is on shift here, and coming and going without leaving the page.

use super::{ActionButton, Desk, Dialog, PinPad, home, use_toast};
use crate::{
    browser,
    i18n::tr,
    signin::{sign_in_by_pin, sign_out},
};
use domain::device::{Me, Named};
use leptos::prelude::*;

/// The names of who is here, and the buttons to come and go. On a device an operator signs on and off while the page goes
/// on; elsewhere signing out leads back to the boards.
#[component]
pub fn ShiftButtons(
    /// Who is here.
    me: Me,
    /// Where we are: an operator who may not work here does not get on shift.
    desk: Desk,
    /// Whether the page may be loaded anew, for rights that are others now; a station has taps to keep.
    #[prop(optional)]
    stays: bool,
) -> impl IntoView {
    let device = me.device.clone();
    let operator = RwSignal::new(me.operator);
    let opening = RwSignal::new(false);
    let toast = use_toast();
    let enter = Action::new(move |pin: &String| {
        let pin = pin.clone();
        async move {
            match sign_in_by_pin(pin, Some(desk)).await {
                Ok(me) => {
                    if !stays {
                        browser::reload();
                    }
                    toast.say(format!("{} {}", name_of(me.operator.as_ref()), tr("is on shift", "hat übernommen")));
                    operator.set(me.operator);
                    opening.set(false);
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    let leave = Action::new(move |(): &()| async move {
        match sign_out().await {
            Ok(Some(_)) if stays => operator.set(None),
            Ok(Some(role)) => browser::load(home(role)),
            Ok(None) => browser::load("/"),
            Err(error) => toast.say(error.sentence()),
        }
    });
    let on_device = device.is_some();
    // Wet fingers at a station want a whole button.
    let small = if stays { "quiet" } else { "quiet small" };
    let names = move || {
        let names = [operator.get().map(|operator| operator.name), device.as_ref().map(|device| device.name.clone())];
        names.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let leave_words = move || match (on_device, operator.with(Option::is_some)) {
        (true, true) => tr("End shift", "Schicht beenden"),
        _ => tr("Sign out", "Abmelden"),
    };
    // A station is signed out at the console, not by a wet thumb.
    let leaves = move || !stays || operator.with(Option::is_some);
    view! {
        <span class="muted who">{names}</span>
        {on_device
            .then(|| {
                view! {
                    <button type="button" class=format!("btn {small}") on:click=move |_| opening.set(true)>
                        {move || {
                            if operator.with(Option::is_some) {
                                tr("Take over", "Ablösen")
                            } else {
                                tr("Begin shift", "Schicht beginnen")
                            }
                        }}
                    </button>
                    <Dialog id="shift" open=opening title=tr("Begin a shift", "Schicht beginnen").to_owned()>
                        <PinPad id="shift-pin" enter submit=tr("Begin shift", "Schicht beginnen") />
                        <div class="actions">
                            <button type="button" class="btn quiet" on:click=move |_| opening.set(false)>
                                {tr("Cancel", "Abbrechen")}
                            </button>
                        </div>
                    </Dialog>
                }
            })}
        <Show when=leaves>
            <ActionButton class=small pending=leave.pending() on_press=move || { leave.dispatch(()); }>
                {leave_words}
            </ActionButton>
        </Show>
    }
}

fn name_of(operator: Option<&Named>) -> String {
    operator.map(|operator| operator.name.clone()).unwrap_or_default()
}
