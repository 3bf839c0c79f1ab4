//! The grouping desk: who is in which slot, and where there is room.

mod chosen;
mod groups;
mod search;

use super::{api, place_text, search::WHO};
use crate::{
    PageError, browser,
    components::{Desk, Opened, Refusal, StaffLive, StaffPage, Toast, use_toast},
    feed::Feed,
    i18n::tr,
};
use chosen::ChosenPlayer;
use domain::{
    Bib,
    ids::EventId,
    lane::{PaceGroupView, Place},
    player::{PlayerList, PlayerView},
    topic::Topic,
};
use groups::Groups;
use leptos::prelude::*;
use search::Search;

/// The page `/lanes`.
#[component]
pub fn LanesPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Lanes start=slots_and_players content=content /> }
}

fn content(_opened: Opened, live: StaffLive, state: (Vec<PaceGroupView>, PlayerList)) -> AnyView {
    view! {
        <main id="main" class="desk two">
            <h1 class="visually-hidden">{Desk::Lanes.title()}</h1>
            <Lanes state live />
        </main>
    }
    .into_any()
}

/// Both halves of the page. They are asked for one after the other, so a change in between is at worst shown twice.
async fn slots_and_players(event: EventId) -> Result<(Vec<PaceGroupView>, PlayerList), PageError> {
    Ok((api::list_groups(event).await?, api::list_players(event, None).await?))
}

/// What a person at this desk may do with a player.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// Into a slot: a free one, or the next free one of a group.
    To(Place),
    /// Out of the slot.
    Out,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Grouping {
    groups: Feed<Vec<PaceGroupView>>,
    players: Feed<PlayerList>,
    chosen: RwSignal<Option<Bib>>,
    /// The chosen player, if they are in the race: nobody else is placed.
    placeable: Memo<Option<Bib>>,
    step: Action<(Bib, Step), Result<(), PageError>>,
}

impl Grouping {
    fn new(state: (Vec<PaceGroupView>, PlayerList), live: StaffLive) -> Self {
        let (groups, players) = state;
        let groups = Feed::new(
            groups,
            move || live.version(Topic::Slots).wrapping_add(live.version(Topic::Players)),
            move || api::list_groups(live.event),
        );
        let players = Feed::new(
            players,
            move || live.version(Topic::Players).wrapping_add(live.version(Topic::Slots)),
            move || api::list_players(live.event, None),
        );
        let chosen = RwSignal::new(None);
        let placeable = Memo::new(move |_| {
            let bib = chosen.get()?;
            players.value.with(|list| find(list, bib).filter(|player| player.standing.is_active()).map(|_| bib))
        });
        let toast = use_toast();
        let step = Action::new(move |(bib, step): &(Bib, Step)| {
            let (bib, step) = (*bib, step.clone());
            async move {
                let result = take(live.event, bib, step, toast).await;
                if result.is_ok() && chosen.get_untracked() == Some(bib) {
                    chosen.set(None);
                }
                // Whoever was first: what is shown next is what is.
                groups.reload();
                players.reload();
                result
            }
        });
        Self { groups, players, chosen, placeable, step }
    }

    /// The chosen player as last heard.
    fn player(self) -> Option<PlayerView> {
        let bib = self.chosen.get()?;
        self.players.value.with(|list| find(list, bib).cloned())
    }

    /// Does something with the chosen player, unless something is being done.
    fn run(self, step: Step) {
        if let Some(bib) = self.placeable.get_untracked().filter(|_| !self.step.pending().get_untracked()) {
            self.step.dispatch((bib, step));
            browser::focus(WHO);
        }
    }

    /// Chooses a player. What was said about the one before no longer matters.
    fn choose(self, bib: Bib) {
        self.step.value().set(None);
        self.chosen.set(Some(bib));
    }
}

fn find(list: &PlayerList, bib: Bib) -> Option<&PlayerView> {
    list.players.iter().find(|player| player.bib == bib)
}

async fn take(event: EventId, bib: Bib, step: Step, toast: Toast) -> Result<(), PageError> {
    let change = match step {
        Step::Out => api::release_player(event, bib).await?,
        Step::To(place) => api::bring_player(event, bib, place).await?,
    };
    let place = place_text(&change.pace_group, change.position);
    toast.say(match change.bib {
        Some(bib) => format!("{bib} {} {place}", tr("is in", "ist in")),
        None => format!("{bib} {} {place}", tr("has left", "hat verlassen:")),
    });
    Ok(())
}

#[component]
fn Lanes(state: (Vec<PaceGroupView>, PlayerList), live: StaffLive) -> impl IntoView {
    let grouping = Grouping::new(state, live);
    let stale = move || grouping.groups.error.get().or_else(|| grouping.players.error.get());
    view! {
        <section class="panel" aria-labelledby="choose-title">
            <h2 id="choose-title" class="visually-hidden">{tr("Choose a player", "Person wählen")}</h2>
            <Search grouping />
            <ChosenPlayer grouping />
            <Refusal error=Signal::derive(move || grouping.step.value().get().and_then(Result::err)) />
            <Refusal error=Signal::derive(stale) />
        </section>
        <div class="panel lanes">
            <Groups grouping />
        </div>
    }
}
