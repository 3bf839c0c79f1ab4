//! A card for each player: the whole of it is the button.

use super::{counter::Counter, pace::Pace};
use crate::{desk::counted, i18n::tr};
use domain::{Bib, clock::ClockState, lane::StationPlayer, time::clock_text};
use leptos::{
    ev::{MouseEvent, PointerEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// After a finger was lifted the browser also reports a click, within this time; it is the same tap.
const SAME_TAP_MS: f64 = 700.0;

/// The lane's players.
#[component]
pub fn Cards(
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let players = move || counter.view.with(|view| view.as_ref().map(|view| view.players.clone()).unwrap_or_default());
    let next = Memo::new(move |_| counter.next());
    let here = Memo::new(move |_| counter.view.with(|view| view.as_ref().map(|view| view.players.len())));
    move || match here.get() {
        None => view! { <p class="wait">{tr("Opening the lane…", "Öffne die Bahn …")}</p> }.into_any(),
        Some(0) => view! { <Nobody /> }.into_any(),
        Some(_) => view! {
            <ul class="cards" aria-label=tr("Players in this lane", "Personen in dieser Bahn")>
                <For each=players key=|player| (player.bib, player.marker.clone(), player.name.clone()) let:player>
                    <li>
                        <Card player counter next />
                    </li>
                </For>
            </ul>
        }
        .into_any(),
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{tr("Nobody is in this lane", "Niemand ist in dieser Bahn")}</h2>
            <p>
                {tr(
                    "Players appear when the desk places them. Or take one by number, below.",
                    "Personen erscheinen, sobald die Einteilung sie einteilt. Oder nehmen Sie unten jemanden mit der Nummer auf.",
                )}
            </p>
        </div>
    }
}

/// What a card has to say beside its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Note {
    Counted,
    Held,
    Stopped(ClockState),
    Overdue,
    Next,
    Quiet,
}

impl Note {
    fn text(self) -> &'static str {
        match self {
            Self::Counted => tr("counted", "gezählt"),
            Self::Held => tr("held", "offen"),
            Self::Stopped(ClockState::Draft | ClockState::Open) => tr("not started", "noch nicht gestartet"),
            Self::Stopped(ClockState::Paused) => tr("paused", "Pause"),
            Self::Stopped(_) => tr("finished", "beendet"),
            Self::Overdue => tr("overdue", "überfällig"),
            Self::Next => tr("next", "gleich"),
            Self::Quiet => "",
        }
    }
}

#[component]
fn Card(player: StationPlayer, counter: Counter, next: Memo<Option<Bib>>) -> impl IntoView {
    let StationPlayer { bib, marker, name, .. } = player;
    let shown = Memo::new(move |_| counter.shown(bib));
    let pace = Memo::new(move |_| counter.pace(bib));
    let note = Memo::new(move |_| note(counter, bib, &pace.get(), next.get()));
    let since = Memo::new(move |_| pace.with(|pace| pace.since_ms(counter.now.get())).map(clock_text));
    let progress = Memo::new(move |_| {
        pace.with(|pace| pace.progress(counter.now.get())).map(|p| format!("--p:{:.2}", p.min(1.0)))
    });
    let waits = Memo::new(move |_| counter.courier.queue.with(|queue| queue.failures() > 0 && queue.waits_for(bib)));
    let label = {
        let (marker, name) = (marker.clone(), name.clone());
        move || {
            let laps = usize::try_from(shown.get().laps).unwrap_or(usize::MAX);
            format!("{marker} {name}, {}", counted(laps, ["lap", "laps"], ["Runde", "Runden"]))
        }
    };
    let finger = StoredValue::new(Finger::default());
    view! {
        <button
            type="button"
            class="card"
            class:hit=move || matches!(note.get(), Note::Counted | Note::Held)
            class:late=move || note.get() == Note::Overdue
            class:next=move || note.get() == Note::Next
            class:failed=waits
            aria-label=label
            on:pointerdown=move |event| finger.update_value(|finger| finger.down(&event))
            on:pointerup=move |event| {
                if finger.try_update_value(|finger| finger.up(&event)) == Some(true) {
                    counter.tap(bib);
                }
            }
            on:pointercancel=move |_| finger.update_value(Finger::cancel)
            on:click=move |event: MouseEvent| {
                if finger.with_value(|finger| finger.is_new(&event)) {
                    counter.tap(bib);
                }
            }
        >
            <span class="n num">{marker}</span>
            <span class="c num">
                {move || shown.get().laps}
                " "
                <small>{move || since.get().unwrap_or_else(|| "–".to_owned())}</small>
            </span>
            <span class="name">{name}</span>
            <span class="muted">{move || note.get().text()}</span>
            <span class="eta" style=progress>
                <i></i>
            </span>
        </button>
    }
}

fn note(counter: Counter, bib: Bib, pace: &Pace, next: Option<Bib>) -> Note {
    let hit = counter.hit.with(|taps| taps.iter().rfind(|tap| tap.bib == bib).copied());
    match (hit, counter.holds()) {
        (Some(tap), _) if tap.laps == 0 => Note::Held,
        (Some(_), _) => Note::Counted,
        (None, Some(state)) => Note::Stopped(state),
        (None, None) if pace.is_overdue(counter.now.get()) => Note::Overdue,
        (None, None) if next == Some(bib) => Note::Next,
        (None, None) => Note::Quiet,
    }
}

/// Turns what fingers, mice, keys and screen readers do into taps, each once. A finger counts where it is lifted from
/// the card on which it came down, without waiting for the browser's click; one that scrolls does not count.
#[derive(Debug, Clone, Copy, Default)]
struct Finger {
    down: Option<i32>,
    tapped_at: Option<f64>,
}

impl Finger {
    fn down(&mut self, event: &PointerEvent) {
        if event.button() == 0 {
            self.down = Some(event.pointer_id());
        }
    }

    fn cancel(&mut self) {
        self.down = None;
    }

    /// Whether this was a tap.
    fn up(&mut self, event: &PointerEvent) -> bool {
        let same = self.down.take() == Some(event.pointer_id());
        // A finger stays bound to the card it came down on, so ask where it really is.
        let inside = event.current_target().and_then(|card| card.dyn_into::<Element>().ok()).is_some_and(|card| {
            let (rect, x, y) =
                (card.get_bounding_client_rect(), f64::from(event.client_x()), f64::from(event.client_y()));
            (rect.left()..=rect.right()).contains(&x) && (rect.top()..=rect.bottom()).contains(&y)
        });
        if same && inside {
            self.tapped_at = Some(event.time_stamp());
        }
        same && inside
    }

    /// Whether a click is a tap of its own: from a key or a screen reader, not the echo of a finger.
    fn is_new(&self, event: &MouseEvent) -> bool {
        event.detail() == 0 || self.tapped_at.is_none_or(|at| event.time_stamp() - at > SAME_TAP_MS)
    }
}
