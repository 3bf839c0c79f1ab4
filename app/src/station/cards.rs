//! A card for each player: the whole of it is the button. What counts as a tap is decided in [`touch`](super::touch).

use super::{
    counter::Counter,
    fit::{Fit, fit},
    touch::{Contact, Event as Touched, Touch},
};
use crate::{desk::counted, i18n::tr};
use domain::{Bib, clock::ClockState, expected::Due, lane::StationPlayer, time::clock_text};
use leptos::{
    ev::{self, KeyboardEvent, MouseEvent, PointerEvent},
    html,
    prelude::*,
};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element};

/// How often it is looked at how much room the cards have.
const MEASURE_EVERY: Duration = Duration::from_millis(500);

/// The lane's players.
#[component]
pub fn Cards(
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let next = Memo::new(move |_| counter.next());
    let here = Memo::new(move |_| counter.view.with(|view| view.as_ref().map(|view| view.players.len())));
    listen(counter);
    move || match here.get() {
        None => view! { <p class="wait">{tr("Opening the lane…", "Öffne die Bahn …")}</p> }.into_any(),
        Some(0) => view! { <Nobody /> }.into_any(),
        Some(cards) => view! { <Grid cards counter next /> }.into_any(),
    }
}

#[component]
fn Grid(cards: usize, counter: Counter, next: Memo<Option<Bib>>) -> impl IntoView {
    let node = NodeRef::<html::Ul>::new();
    let players = move || {
        counter.view.with(|view| {
            let find = |bib: Bib| view.as_ref()?.players.iter().find(|player| player.bib == bib).cloned();
            counter.order.bibs.get().into_iter().filter_map(find).collect::<Vec<_>>()
        })
    };
    // Looked at again and again: notices come and go above the cards and leave them another height. Not under a finger.
    let layout = RwSignal::new(None::<Fit>);
    let measure = move || {
        if counter.order.touch.try_with_value(Touch::is_down) == Some(true) {
            return;
        }
        let Some(list) = node.try_get_untracked().flatten() else { return };
        let area = (f64::from(list.client_width()), f64::from(list.client_height()));
        let wanted = Some(fit(cards, area));
        layout.maybe_update(|layout| std::mem::replace(layout, wanted) != wanted);
    };
    Effect::new(move |_| {
        request_animation_frame(measure);
        let interval = set_interval_with_handle(measure, MEASURE_EVERY).ok();
        let resized = window_event_listener(ev::resize, move |_| measure());
        on_cleanup(move || {
            interval.iter().for_each(IntervalHandle::clear);
            resized.remove();
        });
    });
    let click = move |event: MouseEvent| {
        if let Some(bib) = card_of(&event) {
            take(counter, Touched::Click(bib, event.detail() == 0, event.time_stamp()));
        }
    };
    // A key that is held down clicks again and again.
    let key = |event: KeyboardEvent| {
        if event.repeat() && ["Enter", " "].contains(&event.key().as_str()) {
            event.prevent_default();
        }
    };
    view! {
        <div class="cards-area">
        <ul
            node_ref=node
            class="cards"
            style=move || {
                let size = |Fit { columns, wide_px, high_px }| {
                    format!("--columns:{columns};--wide:{wide_px}px;--high:{high_px}px")
                };
                layout.get().map(size)
            }
            data-room=move || layout.get().map(Fit::room)
            aria-label=tr("Players in this lane", "Personen in dieser Bahn")
            on:click=click
            on:keydown=key
        >
            <For each=players key=|player| (player.bib, player.marker.clone(), player.name.clone()) let:player>
                <li>
                    <Card player counter next />
                </li>
            </For>
        </ul>
        </div>
    }
}

/// Hears of everything that touches the page: also what is beside the cards is a hand on the screen.
fn listen(counter: Counter) {
    Effect::new(move |_| {
        // The card that was pressed last, and where it was at that moment.
        let pressed = StoredValue::new_local(None);
        let down = window_event_listener(ev::pointerdown, move |event| {
            if event.button() == 0 {
                pressed.set_value(place_of(&event));
                take(counter, Touched::Down(contact(&event), card_of(&event), event.is_primary()));
            }
        });
        let moved = window_event_listener(ev::pointermove, move |event| take(counter, Touched::Move(contact(&event))));
        let up = window_event_listener(ev::pointerup, move |event| {
            let under = pressed.with_value(|pressed| card_under(&event, pressed.as_ref()));
            take(counter, Touched::Up(contact(&event), under, event.time_stamp()));
        });
        let cancel =
            window_event_listener(ev::pointercancel, move |event| take(counter, Touched::Cancel(event.pointer_id())));
        let lost = window_event_listener(ev::blur, move |_| take(counter, Touched::Lost));
        on_cleanup(move || [down, moved, up, cancel, lost].into_iter().for_each(WindowListenerHandle::remove));
    });
}

fn take(counter: Counter, event: Touched) {
    let tapped = counter.order.touch.try_update_value(|touch: &mut Touch| touch.take(event)).flatten();
    if let Some(bib) = tapped {
        counter.press(bib);
    }
}

fn contact(event: &PointerEvent) -> Contact {
    Contact {
        pointer: event.pointer_id(),
        mouse: event.pointer_type() == "mouse",
        at: (event.client_x().into(), event.client_y().into()),
    }
}

/// The card that an event is on, and where it is.
fn place_of(event: &PointerEvent) -> Option<(Bib, DomRect)> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let card = element.closest("[data-bib]").ok().flatten()?;
    Some((bib_of(&card)?, card.get_bounding_client_rect()))
}

/// Whose card a finger is lifted over. A notice may have come between and moved the cards: inside the card that was pressed
/// is inside the place where it was then. Else the browser is asked, for a finger stays bound to what it came down on.
fn card_under(event: &PointerEvent, pressed: Option<&(Bib, DomRect)>) -> Option<Bib> {
    let (x, y) = (event.client_x(), event.client_y());
    let inside = |(_, place): &&(Bib, DomRect)| {
        (place.left()..place.right()).contains(&f64::from(x)) && (place.top()..place.bottom()).contains(&f64::from(y))
    };
    pressed.filter(inside).map(|(bib, _)| *bib).or_else(|| {
        #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
        bib_of(&document().element_from_point(x as f32, y as f32)?)
    })
}

/// Whose card an event is on.
fn card_of(event: &web_sys::Event) -> Option<Bib> {
    bib_of(&event.target()?.dyn_into::<Element>().ok()?)
}

fn bib_of(element: &Element) -> Option<Bib> {
    let card = element.closest("[data-bib]").ok().flatten()?;
    card.get_attribute("data-bib").and_then(|bib| Bib::parse(&bib).ok())
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
    Gone,
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
            Self::Gone => tr("long gone", "lange weg"),
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
    let due = Memo::new(move |_| counter.due(bib));
    let note = Memo::new(move |_| note(counter, bib, due.get(), next.get()));
    let since = Memo::new(move |_| counter.since_ms(bib).map(clock_text));
    // Whole per cents, so that nothing is painted anew which nobody would see.
    let progress = Memo::new(move |_| due.get().map(|due| due.percent(counter.now.get()).min(100)));
    let waits = Memo::new(move |_| counter.courier.queue.with(|queue| queue.failures() > 0 && queue.waits_for(bib)));
    let chosen = Memo::new(move |_| counter.order.chosen.with(|chosen| chosen.iter().any(|(other, _)| *other == bib)));
    let pressed = move || counter.choosing.get().then(|| if chosen.get() { "true" } else { "false" });
    let label = {
        let (marker, name) = (marker.clone(), name.clone());
        move || {
            let laps = usize::try_from(shown.get().laps).unwrap_or(usize::MAX);
            let said = match note.get() {
                note @ (Note::Overdue | Note::Gone) => format!(", {}", note.text()),
                _ => String::new(),
            };
            format!("{marker} {name}, {}{said}", counted(laps, ["lap", "laps"], ["Runde", "Runden"]))
        }
    };
    view! {
        <button
            type="button"
            class="card"
            data-bib=bib.get()
            class:hit=move || matches!(note.get(), Note::Counted | Note::Held)
            class:late=move || note.get() == Note::Overdue
            class:gone=move || note.get() == Note::Gone
            class:next=move || note.get() == Note::Next
            class:chosen=chosen
            class:failed=waits
            aria-label=label
            aria-pressed=pressed
        >
            <span class="n num">{marker}</span>
            <span class="c num">
                {move || shown.get().laps}
                " "
                <small>{move || since.get().unwrap_or_else(|| "–".to_owned())}</small>
            </span>
            <span class="name">{name}</span>
            <span class="said">{move || if chosen.get() { tr("chosen", "gewählt") } else { note.get().text() }}</span>
            <span class="eta" style=move || progress.get().map(|percent| format!("--p:{percent}"))>
                <i></i>
            </span>
        </button>
    }
}

fn note(counter: Counter, bib: Bib, due: Option<Due>, next: Option<Bib>) -> Note {
    let hit = counter.hit.with(|taps| taps.iter().rfind(|tap| tap.bib == bib).copied());
    let now = counter.now.get();
    match (hit, counter.holds()) {
        (Some(tap), _) if tap.laps == 0 => Note::Held,
        (Some(_), _) => Note::Counted,
        (None, Some(state)) => Note::Stopped(state),
        (None, None) if due.is_some_and(|due| due.is_gone(now)) => Note::Gone,
        (None, None) if due.is_some_and(|due| due.is_overdue(now)) => Note::Overdue,
        (None, None) if next == Some(bib) => Note::Next,
        (None, None) => Note::Quiet,
    }
}
