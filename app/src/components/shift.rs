//! Who is on shift here, and coming and going without leaving the page.

use super::{ActionButton, Desk, Dialog, PinPad, home, use_toast};
use crate::{
    browser,
    i18n::tr,
    signin::{sign_in_by_pin, sign_out},
};
use domain::device::Me;
use leptos::prelude::*;

/// The names of who is here, and the buttons to come and go. On a device an operator signs on and off while the page goes
/// on; elsewhere signing out leads back to the boards.
#[component]
pub fn ShiftButtons(
    /// Who is here; follows who comes and goes.
    me: RwSignal<Me>,
    /// Where we are: an operator who may not work here does not get on shift.
    desk: Desk,
    /// Whether the page stays as it is: a station has taps to keep. Elsewhere it is loaded anew, for rights that are others.
    #[prop(optional)]
    stays: bool,
) -> impl IntoView {
    let toast = use_toast();
    let leave = Action::new(move |(): &()| async move {
        match sign_out().await {
            Ok(Some(role)) if stays => me.update(|me| (me.operator, me.role) = (None, role)),
            Ok(Some(role)) => browser::load(home(role)),
            Ok(None) => browser::load("/"),
            Err(error) => toast.say(error.sentence()),
        }
    });
    let on_device = me.with_untracked(|me| me.device.is_some());
    let on_shift = Memo::new(move |_| me.with(|me| me.operator.is_some()));
    // Wet fingers at a station want a whole button.
    let class = if stays { "quiet" } else { "quiet small" };
    let leave_words = move || {
        if on_device && on_shift.get() { tr("End shift", "Schicht beenden") } else { tr("Sign out", "Abmelden") }
    };
    // A station is signed out at the console, not by a wet thumb.
    let leaves = move || !stays || on_shift.get();
    view! {
        <span class="muted who">{move || me.with(staff_names)}</span>
        {on_device.then(|| view! { <Begin me desk stays on_shift class /> })}
        <Show when=leaves>
            <ActionButton class pending=leave.pending() on_press=move || { leave.dispatch(()); }>
                {leave_words}
            </ActionButton>
        </Show>
    }
}

/// The button that begins a shift on this device, or takes one over, and its dialog.
#[component]
fn Begin(me: RwSignal<Me>, desk: Desk, stays: bool, on_shift: Memo<bool>, class: &'static str) -> impl IntoView {
    let opening = RwSignal::new(false);
    let toast = use_toast();
    let enter = Action::new(move |pin: &String| {
        let pin = pin.clone();
        async move {
            match sign_in_by_pin(pin, Some(desk)).await {
                Ok(now) => {
                    if !stays {
                        browser::reload();
                    }
                    let name = now.operator.as_ref().map(|operator| operator.name.clone()).unwrap_or_default();
                    toast.say(format!("{name} {}", tr("is on shift", "hat übernommen")));
                    me.set(now);
                    opening.set(false);
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    let open = move |_| {
        // What came of the last time is over: whoever takes over begins anew.
        enter.value().set(None);
        opening.set(true);
    };
    view! {
        <button type="button" class=format!("btn {class}") on:click=open>
            {move || if on_shift.get() { tr("Take over", "Ablösen") } else { tr("Begin shift", "Schicht beginnen") }}
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
}

/// Who is on shift, and on which device.
pub fn staff_names(me: &Me) -> String {
    let names = [&me.operator, &me.device].into_iter().flatten().map(|named| named.name.as_str());
    names.collect::<Vec<_>>().join(" · ")
}
