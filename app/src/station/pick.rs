//! Which lane this tablet counts.

use super::lane_title;
use crate::i18n::tr;
use domain::{ids::LaneId, lane::LaneView};
use leptos::prelude::*;

/// All lanes, each a large button.
#[component]
pub fn PickLane(
    /// The event's lanes.
    lanes: Vec<LaneView>,
    /// Takes the choice.
    choose: Callback<Option<LaneId>>,
) -> impl IntoView {
    let empty = lanes.is_empty();
    let buttons = lanes
        .into_iter()
        .enumerate()
        .map(|(no, lane)| {
            let id = lane.id;
            let title = lane_title(no, &lane);
            let places = format!("{} {}", lane.capacity, tr("places", "Plätze"));
            view! {
                <li>
                    <button type="button" data-rope=lane.color on:click=move |_| choose.run(Some(id))>
                        <b>{title}</b>
                        <span class="rope"></span>
                        <span class="muted num">{places}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <main id="main" class="desk">
            <h1>{tr("Choose your lane", "Wählen Sie Ihre Bahn")}</h1>
            <p class="muted">{tr("This tablet remembers it.", "Dieses Tablet merkt sie sich.")}</p>
            <ul class="lane-pick" role="list">{buttons}</ul>
            {empty.then(|| view! { <p class="empty">{tr("This event has no lanes.", "Diese Veranstaltung hat keine Bahnen.")}</p> })}
        </main>
    }
}
