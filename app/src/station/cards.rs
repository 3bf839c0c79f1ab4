//! A card for each player: the whole of it is the button. What counts as a tap is decided in [`touch`](super::touch).

use super::{
    counter::Counter,
    faces::{Face, Faces, Note},
    fit::{Fit, fit},
    glide,
    touch::{Contact, Event as Touched, Touch},
    watch::Watch,
};
use crate::{desk::counted, i18n::tr};
use domain::{Bib, lane::StationPlayer};
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
    /// The lane under watch.
    watch: Watch,
) -> impl IntoView {
    let faces = Faces::begin(counter, Memo::new(move |_| watch.by_name()));
    let shown = still(counter);
    let here = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(Vec::len)));
    listen(counter);
    move || match here.get() {
        None => view! { <p class="wait">{tr("Opening the lane…", "Öffne die Bahn …")}</p> }.into_any(),
        Some(0) => view! { <Nobody /> }.into_any(),
        Some(cards) => view! { <Grid cards shown counter faces /> }.into_any(),
    }
}

/// Whose card it is, as it stands on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Holder {
    bib: Bib,
    marker: String,
    name: String,
}

/// The cards of the lane in their order, none before the lane is known. Who comes onto the lane or leaves it does so once
/// nobody is about to tap or to take back: each card that came or went would move others.
fn still(counter: Counter) -> RwSignal<Option<Vec<Holder>>> {
    let wanted = Memo::new(move |_| {
        counter.view.with(|view| {
            let players = &view.as_ref()?.players;
            let holder = |bib: Bib| {
                let StationPlayer { marker, name, .. } = players.iter().find(|player| player.bib == bib)?;
                Some(Holder { bib, marker: marker.clone(), name: name.clone() })
            };
            Some(counter.order.bibs.get().into_iter().filter_map(holder).collect::<Vec<_>>())
        })
    });
    let shown = RwSignal::new(None::<Vec<Holder>>);
    Effect::new(move |_| {
        // What held them still ends without a word: it is looked at again with each tick.
        counter.now.track();
        let differs = wanted.with(|wanted| shown.with_untracked(|shown| shown != wanted));
        let begins = shown.with_untracked(|shown| shown.as_ref().is_none_or(Vec::is_empty));
        if differs && (begins || !counter.is_in_use()) {
            shown.set(wanted.get_untracked());
        }
    });
    shown
}

#[component]
fn Grid(cards: usize, shown: RwSignal<Option<Vec<Holder>>>, counter: Counter, faces: Faces) -> impl IntoView {
    let node = NodeRef::<html::Ul>::new();
    let holders = move || shown.get().unwrap_or_default();
    // Everything that is said has a room of its own, so cards change their size only with the screen. Not under a finger.
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
        let look = move || {
            if !counter.is_in_use() {
                measure();
            }
        };
        let interval = set_interval_with_handle(look, MEASURE_EVERY).ok();
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
            <For each=holders key=Holder::clone let:holder>
                <li>
                    <Card holder counter faces />
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
    let (tapped, is_down) = counter
        .order
        .touch
        .try_update_value(|touch: &mut Touch| (touch.take(event), touch.is_down()))
        .unwrap_or_default();
    match event {
        // A card that is under way to its place waits where it is.
        Touched::Down(..) => glide::pause(),
        Touched::Up(..) | Touched::Cancel(_) | Touched::Lost if !is_down => glide::finish(),
        _ => {}
    }
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

#[component]
fn Card(holder: Holder, counter: Counter, faces: Faces) -> impl IntoView {
    let Holder { bib, marker, name } = holder;
    let face = faces.of(bib);
    let show = move |what: fn(&Face) -> String| {
        let face = face.clone();
        Memo::new(move |_| face.with(what))
    };
    let class = show(|face| {
        let chosen = if face.chosen { "chosen" } else { "" };
        let failed = if face.waits { "failed" } else { "" };
        [face.note.class(), face.edge.class(), chosen, failed]
            .into_iter()
            .filter(|class| !class.is_empty())
            .fold("card".to_owned(), |all, class| format!("{all} {class}"))
    });
    let said = show(|face| if face.chosen { tr("chosen", "gewählt") } else { face.note.text() }.to_owned());
    let count = show(|face| face.laps.to_string());
    let since = show(|face| if face.since.is_empty() { "–".to_owned() } else { face.since.clone() });
    let label = {
        let name = format!("{marker} {name}");
        let rest = show(|face| {
            let laps = counted(usize::try_from(face.laps).unwrap_or(usize::MAX), ["lap", "laps"], ["Runde", "Runden"]);
            match face.note {
                note @ (Note::Overdue | Note::Gone | Note::Break) => format!("{laps}, {}", note.text()),
                _ => laps,
            }
        });
        move || format!("{name}, {}", rest.get())
    };
    let chosen = show(|face| face.chosen.to_string());
    let pressed = move || counter.choosing.get().then(|| chosen.get());
    let bar = show(|face| face.percent.map(|percent| format!("--p:{percent}")).unwrap_or_default());
    view! {
        <button type="button" class=class data-bib=bib.get() aria-label=label aria-pressed=pressed>
            <span class="n num">{marker}</span>
            <span class="c num">{count} " " <small>{since}</small></span>
            <span class="name">{name}</span>
            <span class="said">{said}</span>
            <span class="eta" style=bar>
                <i></i>
            </span>
        </button>
    }
}
