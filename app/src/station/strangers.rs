//! People at a lane whom nobody knows yet: a cap that came off, a number that cannot be read. Each has a card with a letter;
//! its laps are kept by the server as those of an unknown bib, and counted for a player once somebody knows who it is.

use super::{counter::Counter, record::Tap, tally::Tapped};
use crate::{
    PageError, browser,
    components::{Refusal, TextField, use_toast},
    i18n::tr,
};
use domain::{
    Bib, Timestamp,
    ids::{EventId, LaneId},
    lane::{StationPlayer, StationView},
};
use leptos::{ev::SubmitEvent, prelude::*};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Somebody whom nobody knows yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stranger {
    bib: Bib,
    lane: LaneId,
    since: Timestamp,
    taps: Vec<Tap>,
}

/// Those of this tablet, who outlive a closed page.
#[derive(Debug, Clone, Copy)]
pub struct Strangers {
    all: RwSignal<Vec<Stranger>>,
    event: EventId,
}

impl Strangers {
    /// Those of an event that this tablet remembers, once the page runs in a browser.
    pub fn of(event: EventId) -> Self {
        let strangers = Self { all: RwSignal::default(), event };
        Effect::new(move |_| {
            let kept = browser::remembered(&strangers.key()).and_then(|text| serde_json::from_str(&text).ok());
            if let Some(kept) = kept {
                strangers.all.set(kept);
            }
        });
        strangers
    }

    fn key(self) -> String {
        format!("lapstream.strangers.{}", self.event)
    }

    fn change(self, change: impl FnOnce(&mut Vec<Stranger>)) {
        self.all.update(change);
        let text = self.all.with_untracked(|all| (!all.is_empty()).then(|| serde_json::to_string(all).ok()).flatten());
        browser::remember(&self.key(), text.as_deref());
    }

    /// A tap of one of them.
    pub fn add(self, tap: &Tap) {
        self.change(|all| {
            let own = all.iter_mut().find(|stranger| stranger.bib == tap.lap.bib);
            if let Some(stranger) = own {
                stranger.taps.push(tap.clone());
            }
        });
    }

    /// A tap of one of them was taken back, or was somebody else's.
    pub fn forget(self, tap: Uuid) {
        self.change(|all| all.iter_mut().for_each(|stranger| stranger.taps.retain(|other| other.lap.id != tap)));
    }

    /// The lane with those who are at it.
    pub fn over(self, mut view: StationView) -> StationView {
        let lane = view.lane.id;
        let cards =
            self.all.with(|all| all.iter().filter(|stranger| stranger.lane == lane).map(card).collect::<Vec<_>>());
        // A lane that the tablet had kept has them as they were then.
        view.players.retain(|player| player.bib.stranger_letter().is_none());
        view.players.extend(cards);
        view
    }
}

fn card(stranger: &Stranger) -> StationPlayer {
    let last_lap_at = stranger.taps.iter().map(|tap| tap.lap.counted_at).max();
    StationPlayer {
        bib: stranger.bib,
        marker: stranger.bib.label(),
        name: tr("Somebody unknown", "Jemand Unbekanntes").to_owned(),
        laps: stranger.taps.iter().map(|tap| u64::from(tap.laps())).sum(),
        last_lap_at,
        since: stranger.since,
        recent: Vec::new(),
        break_since: None,
        note: None,
    }
}

impl Counter {
    /// A card for somebody whom nobody knows; none once all letters are used.
    fn add_stranger(self) -> Option<Bib> {
        let (lane, since) = (self.lane.get_untracked()?, self.server_time());
        let used = self.strangers.all.with_untracked(|all| all.iter().map(|stranger| stranger.bib).collect::<Vec<_>>());
        let bib = (0..).map_while(Bib::stranger).find(|bib| !used.contains(bib))?;
        self.strangers.change(|all| all.push(Stranger { bib, lane, since, taps: Vec::new() }));
        Some(bib)
    }

    /// It is known who somebody is: their laps are that player's, each at its moment, and they are on this lane since.
    fn merge(self, stranger: Bib, player: Bib) {
        let known = self.strangers.all.with_untracked(|all| all.iter().find(|one| one.bib == stranger).cloned());
        let Some(Stranger { taps, since, .. }) = known else { return };
        if self.player(player).is_none() {
            self.take_since(player, since);
        }
        for tap in &taps {
            self.replace(Tapped::of(tap), player);
        }
        self.dismiss(stranger);
    }

    /// The card goes; its laps stay with the server, for the desk to decide.
    fn dismiss(self, stranger: Bib) {
        self.strangers.change(|all| all.retain(|one| one.bib != stranger));
    }
}

/// Makes a card for somebody unknown.
#[component]
pub fn AddStranger(
    /// Whether the dialog around it is open.
    open: RwSignal<bool>,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let toast = use_toast();
    let add = move |_| {
        if let Some(bib) = counter.add_stranger() {
            let sentence =
                tr("stands for somebody whom nobody knows yet", "steht für jemanden, den noch niemand kennt");
            toast.say(format!("{} {sentence}", bib.label()));
            open.set(false);
        }
    };
    view! {
        <button type="button" class="btn quiet" on:click=add>
            {tr("Somebody unknown", "Jemand Unbekanntes")}
        </button>
    }
}

/// Who it was.
#[component]
pub fn WhoIsIt(
    /// The card's bib.
    stranger: Bib,
    /// Which of the lane's people is looked at.
    chosen: RwSignal<Option<Bib>>,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let toast = use_toast();
    let (number, error) = (RwSignal::new(String::new()), RwSignal::new(None::<PageError>));
    let merge = move |event: SubmitEvent| {
        event.prevent_default();
        match Bib::parse(&number.get_untracked()) {
            Ok(bib) if bib.stranger_letter().is_none() => {
                counter.merge(stranger, bib);
                toast.say(format!("{} {} {bib}", stranger.label(), tr("is", "ist")));
                chosen.set(None);
            }
            Ok(_) => {
                error.set(Some(PageError::form(tr("That is nobody's number.", "Das ist niemandes Nummer."))));
            }
            Err(problem) => error.set(Some(problem.into())),
        }
    };
    let dismiss = move |_| {
        counter.dismiss(stranger);
        chosen.set(None);
    };
    view! {
        <p>
            {tr(
                "Laps on this card are kept by the server. Once you know who it is, they count for that player, each at its own time.",
                "Die Runden auf dieser Karte bewahrt der Server auf. Sobald Sie wissen, wer es ist, zählen sie für diese Person, jede zu ihrer Zeit.",
            )}
        </p>
        <form class="take" on:submit=merge>
            <TextField id="stranger-number" label=tr("Who is it? Number", "Wer ist es? Nummer") value=number inputmode="numeric" class="code-input" />
            <Refusal error=error />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| chosen.set(None)>
                    {tr("Back", "Zurück")}
                </button>
                <button type="button" class="btn quiet" on:click=dismiss>
                    {tr("Leave it to the desk", "Der Anmeldung überlassen")}
                </button>
                <button type="submit" class="btn do">
                    {tr("It is this one", "Es ist diese")}
                </button>
            </div>
        </form>
    }
}
