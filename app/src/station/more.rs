//! What a helper needs once a shift: another lane, this tablet, coming and going.

use super::tablet::ThisTablet;
use crate::{
    components::{Desk, Dialog, ShiftButtons},
    i18n::tr,
};
use domain::{device::Me, ids::LaneId};
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn More(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Takes the choice of another lane.
    choose: Callback<Option<LaneId>>,
    /// Who is here.
    me: RwSignal<Me>,
) -> impl IntoView {
    // Whoever has come or gone is back at the lane.
    Effect::new(move |before: Option<Option<_>>| {
        let now = me.with(|me| me.operator.as_ref().map(|operator| operator.id));
        if before.is_some_and(|before| before != now) {
            open.set(false);
        }
        now
    });
    view! {
        <Dialog id="more" open title=tr("More", "Mehr").to_owned() class="more">
            <div class="choices">
                <button type="button" class="btn" on:click=move |_| choose.run(None)>
                    {tr("Change lane", "Bahn wechseln")}
                </button>
                <ThisTablet from=open />
                <ShiftButtons me desk=Desk::Station stays=true />
            </div>
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| open.set(false)>
                    {tr("Back to the lane", "Zurück zur Bahn")}
                </button>
            </div>
        </Dialog>
    }
}
