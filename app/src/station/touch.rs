//! What fingers, mice, keys and screen readers do on the cards becomes taps, each once. Pure: events go in, taps come out.
//!
//! **The rule.** A tap counts on release, inside the card on which the finger came down. What moved on the way was a wipe,
//! and what touched together was a palm, a wet sleeve or water: neither counts, and nothing does until the last of them
//! is lifted. A mouse may move. A key counts when the browser says that it clicked.

use domain::Bib;

/// How far a finger may move from where it came down, in CSS pixels: a finger that rolls off wet glass moves a third of
/// its own width, about four millimetres; a wipe moves more within a frame or two.
const WIPE_PX: f64 = 24.0;
/// After a finger was lifted the browser also reports a click, within this time in milliseconds; it is no tap of its own.
const SAME_TAP_MS: f64 = 700.0;

/// A finger, pen or mouse on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// The browser's number of it.
    pub pointer: i32,
    /// Whether it is a mouse.
    pub mouse: bool,
    /// Where it is, in CSS pixels.
    pub at: (f64, f64),
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// Something comes down, on this card if on any. `first` where nothing else of its kind is down, as the browser says.
    Down(Contact, Option<Bib>, bool),
    /// It moves.
    Move(Contact),
    /// It is lifted, over this card if over any, at a moment in milliseconds.
    Up(Contact, Option<Bib>, f64),
    /// The browser took it for something else: to scroll, to zoom.
    Cancel(i32),
    /// A click on a card, at a moment in milliseconds; `by_key` where no pointer made it.
    Click(Bib, bool, f64),
    /// The page no longer hears of what was down.
    Lost,
}

/// Something that is down.
#[derive(Debug, Clone, Copy)]
struct Press {
    contact: Contact,
    card: Option<Bib>,
    spoilt: bool,
}

/// What is down at the moment.
#[derive(Debug, Clone, Default)]
pub struct Touch {
    down: Vec<Press>,
    lifted_ms: Option<f64>,
}

impl Touch {
    /// Takes in what happened; says whose card was tapped by it.
    pub fn take(&mut self, event: Event) -> Option<Bib> {
        match event {
            Event::Down(contact, card, first) => {
                // The browser knows better what is down: it may have failed to say that something was lifted.
                self.down.retain(|press| press.contact.pointer != contact.pointer);
                if first {
                    self.down.retain(|press| press.contact.mouse != contact.mouse);
                }
                let together = !self.down.is_empty();
                self.down.push(Press { contact, card, spoilt: together });
                if together {
                    self.down.iter_mut().for_each(|press| press.spoilt = true);
                }
                None
            }
            Event::Move(contact) => {
                if let Some(press) = self.down.iter_mut().find(|press| press.contact.pointer == contact.pointer) {
                    press.spoilt |= is_wipe(press.contact, contact);
                }
                None
            }
            Event::Up(contact, card, at_ms) => {
                // Of what came down before the page listened nothing is known: then the click says what it was.
                let press = self.lift(contact.pointer)?;
                self.lifted_ms = Some(at_ms);
                let same = press.card.is_some() && press.card == card;
                (same && !press.spoilt && !is_wipe(press.contact, contact)).then_some(card).flatten()
            }
            Event::Cancel(pointer) => {
                self.lift(pointer);
                None
            }
            Event::Click(card, by_key, at_ms) => {
                let echo = self.lifted_ms.is_some_and(|lifted| at_ms - lifted <= SAME_TAP_MS);
                (by_key || !echo).then_some(card)
            }
            Event::Lost => {
                self.down.clear();
                None
            }
        }
    }

    /// Whether anything is down.
    pub fn is_down(&self) -> bool {
        !self.down.is_empty()
    }

    fn lift(&mut self, pointer: i32) -> Option<Press> {
        let no = self.down.iter().position(|press| press.contact.pointer == pointer)?;
        Some(self.down.remove(no))
    }
}

fn is_wipe(from: Contact, to: Contact) -> bool {
    let (x, y) = (to.at.0 - from.at.0, to.at.1 - from.at.1);
    !from.mouse && x.hypot(y) > WIPE_PX
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bib(no: i64) -> Option<Bib> {
        Bib::new(no).ok()
    }

    fn finger(pointer: i32, x: f64) -> Contact {
        Contact { pointer, mouse: false, at: (x, 50.0) }
    }

    fn taps(events: &[Event]) -> Vec<u32> {
        let mut touch = Touch::default();
        events.iter().filter_map(|event| touch.take(*event)).map(Bib::get).collect()
    }

    #[test]
    fn a_tap_counts_on_release_inside_the_same_card_and_its_click_is_no_other() {
        let (down, seven) = (Event::Down(finger(1, 10.0), bib(7), true), bib(7).unwrap());
        let tap = [down, Event::Move(finger(1, 18.0)), Event::Up(finger(1, 18.0), bib(7), 100.0)];
        assert_eq!(taps(&tap[..2]), [0; 0]);
        assert_eq!(taps(&tap), [7]);
        let click = |by_key, at| Event::Click(seven, by_key, at);
        assert_eq!(taps(&[tap.as_slice(), &[click(false, 400.0)]].concat()), [7]);
        assert_eq!(
            taps(&[click(true, 0.0), click(true, 90.0), click(false, 99.0)]),
            [7, 7, 7],
            "keys, a screen reader"
        );
        assert_eq!(taps(&[down, Event::Up(finger(1, 20.0), bib(8), 100.0)]), [0; 0], "over another card");
        assert_eq!(taps(&[down, Event::Up(finger(1, 20.0), None, 100.0)]), [0; 0]);
        let unheard = [Event::Up(finger(1, 10.0), bib(7), 100.0), click(false, 101.0)];
        assert_eq!(taps(&unheard), [7], "it came down before the page listened");
        assert_eq!(taps(&[down, Event::Cancel(1), Event::Up(finger(1, 10.0), bib(7), 9.0)]), [0; 0]);
    }

    #[test]
    fn several_touches_at_once_do_not_count_until_all_are_lifted() {
        let events = [
            Event::Down(finger(1, 10.0), bib(7), true),
            Event::Down(finger(2, 200.0), bib(8), false),
            Event::Up(finger(1, 10.0), bib(7), 50.0),
            Event::Down(finger(3, 10.0), bib(7), false),
            Event::Up(finger(3, 10.0), bib(7), 90.0),
            Event::Up(finger(2, 200.0), bib(8), 99.0),
            Event::Click(bib(8).unwrap(), false, 120.0),
        ];
        assert_eq!(taps(&events), [0; 0]);
        let next = [Event::Down(finger(4, 10.0), bib(7), true), Event::Up(finger(4, 10.0), bib(7), 2_000.0)];
        assert_eq!(taps(&[events.as_slice(), &next].concat()), [7]);
    }

    #[test]
    fn a_wipe_does_not_count_even_if_it_comes_back_and_a_mouse_may_move() {
        let wipe = |contact: fn(f64) -> Contact| {
            taps(&[
                Event::Down(contact(10.0), bib(7), true),
                Event::Move(contact(60.0)),
                Event::Move(contact(12.0)),
                Event::Up(contact(12.0), bib(7), 100.0),
            ])
        };
        assert_eq!(wipe(|x| finger(1, x)), [0; 0]);
        assert_eq!(wipe(|x| Contact { mouse: true, ..finger(1, x) }), [7]);
    }

    #[test]
    fn what_the_browser_forgot_to_lift_does_not_stand_in_the_way() {
        let lost = Event::Down(finger(1, 10.0), bib(7), true);
        let next = [Event::Down(finger(2, 10.0), bib(7), true), Event::Up(finger(2, 10.0), bib(7), 10.0)];
        assert_eq!(taps(&[&[lost], next.as_slice()].concat()), [7]);
        let mut touch = Touch::default();
        touch.take(lost);
        assert!(touch.is_down());
        touch.take(Event::Lost);
        assert!(!touch.is_down());
    }

    proptest! {
        /// Whatever happens, a release is at most one tap, and none while something else is or was down with it.
        #[test]
        fn a_tap_is_alone(steps in proptest::collection::vec((0u8..3, 0i32..4, 1i64..4, 0.0f64..60.0), 0..80)) {
            let mut touch = Touch::default();
            let mut down: Vec<(i32, i64, bool)> = Vec::new();
            for (kind, pointer, card, x) in steps {
                match kind {
                    0 if !down.iter().any(|(other, ..)| *other == pointer) => {
                        let first = down.is_empty();
                        prop_assert_eq!(touch.take(Event::Down(finger(pointer, x), bib(card), first)), None);
                        down.push((pointer, card, first));
                        if !first {
                            for (.., alone) in &mut down {
                                *alone = false;
                            }
                        }
                    }
                    1 => prop_assert_eq!(touch.take(Event::Move(finger(pointer, x))), None),
                    _ => {
                        let tapped = touch.take(Event::Up(finger(pointer, x), bib(card), 0.0));
                        let press = down.iter().position(|(other, ..)| *other == pointer).map(|no| down.remove(no));
                        if let Some(tapped) = tapped {
                            prop_assert_eq!(press, Some((pointer, i64::from(tapped.get()), true)));
                            prop_assert_eq!(i64::from(tapped.get()), card);
                        }
                    }
                }
                prop_assert_eq!(touch.is_down(), !down.is_empty());
            }
        }
    }
}
