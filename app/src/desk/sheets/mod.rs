//! Paper: tally sheets to be printed for when the network or a tablet is away, and typed in afterwards.

mod api;
mod done;
mod entry;
mod print;

use super::api::list_groups;
use crate::{
    PageError,
    components::{Desk, Opened, Refusal, StaffLive, StaffPage},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Bib,
    ids::{EventId, LaneId},
    lane::{LaneView, PaceGroupView},
    sheet::SheetView,
    topic::Topic,
};
use done::DoneSheets;
use entry::TypeIn;
use leptos::prelude::*;
use print::{PrintPanel, Printed};

/// The page `/sheets`.
#[component]
pub fn SheetsPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Sheets start=start content=content /> }
}

/// Who is in which lane, and what was typed in.
async fn start(event: EventId) -> Result<(Vec<PaceGroupView>, Vec<SheetView>), PageError> {
    Ok((list_groups(event).await?, api::list_sheets(event).await?))
}

fn content(opened: Opened, live: StaffLive, state: (Vec<PaceGroupView>, Vec<SheetView>)) -> AnyView {
    view! {
        <main id="main" class="desk two">
            <h1 class="visually-hidden">{Desk::Sheets.title()}</h1>
            <Sheets event_name=opened.event.facts.name state live />
        </main>
    }
    .into_any()
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Paper {
    event: EventId,
    groups: Feed<Vec<PaceGroupView>>,
    sheets: Feed<Vec<SheetView>>,
}

impl Paper {
    /// All lanes in order, each with what people call it.
    fn lanes(self) -> Vec<(LaneView, String)> {
        let lanes = self.groups.value.get().into_iter().flat_map(|group| group.lanes);
        lanes.map(|lane| (lane_text(&lane), lane)).map(|(text, lane)| (lane, text)).collect()
    }

    /// All lanes, to be chosen from.
    fn options(self) -> impl IntoView {
        let option = |(lane, text): (LaneView, String)| view! { <option value=lane.id.to_string()>{text}</option> };
        self.lanes().into_iter().map(option).collect_view()
    }

    /// Who is in a lane, by bib.
    fn players(self, lane: LaneId) -> Vec<(Bib, String)> {
        let mut players: Vec<(Bib, String)> = self.groups.value.with_untracked(|groups| {
            let slots = groups.iter().flat_map(|group| &group.slots).filter(|slot| slot.lane == lane);
            slots.filter_map(|slot| slot.player.as_ref()).map(|player| (player.bib, player.name.clone())).collect()
        });
        players.sort_unstable();
        players
    }
}

/// "Lane 3 · red", or the lane's own name.
fn lane_text(lane: &LaneView) -> String {
    if lane.name == lane.pace_group {
        lane.name.clone()
    } else if lane.name.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{} {} · {}", tr("Lane", "Bahn"), lane.name, lane.pace_group)
    } else {
        format!("{} · {}", lane.name, lane.pace_group)
    }
}

#[component]
fn Sheets(event_name: String, state: (Vec<PaceGroupView>, Vec<SheetView>), live: StaffLive) -> impl IntoView {
    let (groups, sheets) = state;
    let slots = move || live.version(Topic::Slots).wrapping_add(live.version(Topic::Players));
    let paper = Paper {
        event: live.event,
        groups: Feed::new(groups, slots, move || list_groups(live.event)),
        sheets: Feed::new(sheets, move || live.version(Topic::Tallies), move || api::list_sheets(live.event)),
    };
    let printed = RwSignal::new(None);
    let stale = move || paper.groups.error.get().or_else(|| paper.sheets.error.get());
    view! {
        <div class="stack no-print">
            <PrintPanel paper printed />
        </div>
        <div class="stack no-print">
            <Refusal error=Signal::derive(stale) />
            <TypeIn paper />
            <DoneSheets paper />
        </div>
        <Printed paper printed event_name />
    }
}
