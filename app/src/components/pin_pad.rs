//! A pad for a PIN: for wet fingers, and for a keyboard.

use super::{Refusal, Submit};
use crate::{PageError, browser, i18n::tr};
use domain::{ProblemKind, limits};
use leptos::{ev::SubmitEvent, prelude::*};
use std::time::Duration;

/// A field for a PIN with a pad of digits below it. The field takes a keyboard's digits too, but brings no on-screen
/// keyboard: the pad is larger. What was wrong is emptied, so that the next try begins anew.
#[component]
pub fn PinPad(
    /// Unique in the page.
    id: &'static str,
    /// What is being tried, and what came of it; `Some(None)` is a success.
    enter: Action<String, Option<PageError>>,
    /// For how many seconds nothing is tried, from earlier tries.
    #[prop(default = 0)]
    wait_s: u64,
    /// What the button says.
    submit: &'static str,
) -> impl IntoView {
    let pin = RwSignal::new(String::new());
    let waiting = wait(enter, wait_s);
    let done = Memo::new(move |_| enter.value().with(|value| matches!(value, Some(None))));
    let busy = Signal::derive(move || enter.pending().get() || done.get());
    Effect::new(move |_| {
        if enter.value().with(|value| matches!(value, Some(Some(_)))) {
            pin.set(String::new());
            browser::focus(id);
        }
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = pin.get_untracked();
        if limits::PIN_DIGITS.contains(&typed.len()) && !busy.get_untracked() && waiting.get_untracked() == 0 {
            enter.dispatch(typed);
        }
    };
    let short = Memo::new(move |_| pin.with(|pin| !limits::PIN_DIGITS.contains(&pin.len())));
    view! {
        <form class="pin-pad" on:submit=send novalidate>
            <label class="visually-hidden" for=id>{tr("PIN", "PIN")}</label>
            <input
                id=id
                class="pin num"
                type="password"
                inputmode="none"
                autocomplete="off"
                maxlength=limits::PIN_DIGITS.end().to_string()
                prop:value=pin
                on:input:target=move |event| pin.set(digits(&event.target().value()))
            />
            <p class="pin-note" role="status">
                {move || match waiting.get() {
                    0 => tr("Four to eight digits", "Vier bis acht Ziffern").to_owned(),
                    s => format!("{} {s} s", tr("Too many wrong PINs. Wait", "Zu viele falsche PINs. Warten Sie")),
                }}
            </p>
            <Keys pin />
            <Refusal at_the_door=true error=Signal::derive(move || enter.value().get().flatten().filter(is_news)) />
            <div class:waiting=move || waiting.get() != 0 || short.get()>
                <Submit pending=busy>{submit}</Submit>
            </div>
        </form>
    }
}

/// The digits, and two keys that take some back.
#[component]
fn Keys(pin: RwSignal<String>) -> impl IntoView {
    let press = move |digit: char| {
        pin.update(|pin| {
            if pin.len() < *limits::PIN_DIGITS.end() {
                pin.push(digit);
            }
        });
    };
    let key = move |digit: char| {
        view! {
            <button type="button" class="key" on:click=move |_| press(digit)>
                {digit}
            </button>
        }
    };
    view! {
        <div class="keys">
            {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(key).collect_view()}
            <button
                type="button"
                class="key"
                aria-label=tr("Delete the last digit", "Letzte Ziffer löschen")
                on:click=move |_| pin.update(|pin| { pin.pop(); })
            >
                "⌫"
            </button>
            {key('0')}
            <button
                type="button"
                class="key"
                aria-label=tr("Delete all digits", "Alle Ziffern löschen")
                on:click=move |_| pin.set(String::new())
            >
                "C"
            </button>
        </div>
    }
}

/// A wait is told by the pad itself, which counts it down.
fn is_news(error: &PageError) -> bool {
    error.kind() != ProblemKind::TooMany
}

/// The seconds to wait, counted down.
fn wait(enter: Action<String, Option<PageError>>, from_before: u64) -> RwSignal<u64> {
    let left = RwSignal::new(from_before);
    Effect::new(move |_| {
        if let Some(Some(PageError::Refused(problem))) = enter.value().get()
            && let Some(seconds) = problem.retry_after_s
        {
            left.set(seconds);
        }
    });
    Effect::new(move |_| {
        let tick = move || {
            if left.get_untracked() > 0 {
                left.update(|left| *left -= 1);
            }
        };
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
    });
    left
}

/// Only digits, and no more than a PIN has.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).take(*limits::PIN_DIGITS.end()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_get_into_the_field() {
        assert_eq!(digits("4a7 1-1"), "4711");
        assert_eq!(digits("1234567890"), "12345678");
    }
}
