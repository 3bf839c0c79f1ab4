//! What a staff page shows, kept up to date while it is open.

use crate::PageError;
use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, time::Duration};

/// Pause between two questions: a start list of a thousand players must not make every desk ask a thousand times.
const CALM: Duration = Duration::from_millis(250);

/// How long a question may take. In a gap of the Wi-Fi the browser waits for minutes, and all that while nothing newer
/// would be asked for.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(10);

/// A value that the server is asked for again whenever it may have changed. What was there last stays while it asks.
pub struct Feed<T: Send + Sync + 'static> {
    /// What was last heard.
    pub value: RwSignal<T>,
    /// Why the last question was not answered.
    pub error: RwSignal<Option<PageError>>,
    ask: Callback<()>,
}

impl<T: Send + Sync + 'static> Clone for Feed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Feed<T> {}

/// How a feed stands between two questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Asking {
    /// The number of the question that is under way or was asked last.
    turn: u32,
    busy: bool,
    /// Something changed after the question left.
    again: bool,
}

impl<T: Send + Sync + 'static> Feed<T> {
    /// Follows a value from what the page was opened with; `version` is read reactively, and each change asks again.
    pub fn new<F, A>(initial: T, version: impl Fn() -> u32 + 'static, fetch: F) -> Self
    where
        F: Fn() -> A + Copy + Send + Sync + 'static,
        A: Future<Output = Result<T, PageError>> + 'static,
    {
        let (value, error) = (RwSignal::new(initial), RwSignal::new(None));
        let asking = StoredValue::new(Asking::default());
        let ask = Callback::new(move |()| question(value, error, asking, fetch));
        Effect::new(move |before: Option<u32>| {
            let now = version();
            if before.is_some_and(|before| before != now) {
                ask.run(());
            }
            now
        });
        Self { value, error, ask }
    }

    /// Asks now.
    pub fn reload(self) {
        self.ask.run(());
    }
}

/// Asks once; what changes meanwhile leads to one more question after a pause.
fn question<T, F, A>(value: RwSignal<T>, error: RwSignal<Option<PageError>>, asking: StoredValue<Asking>, fetch: F)
where
    T: Send + Sync + 'static,
    F: Fn() -> A + Copy + Send + Sync + 'static,
    A: Future<Output = Result<T, PageError>> + 'static,
{
    let begun = asking.try_update_value(|asking| {
        asking.again = asking.busy;
        (!std::mem::replace(&mut asking.busy, true)).then(|| {
            asking.turn = asking.turn.wrapping_add(1);
            asking.turn
        })
    });
    let Some(turn) = begun.flatten() else { return };
    let settle = move |answer: Result<T, PageError>| {
        // A slow answer is still news, unless a newer question has begun.
        if asking.try_get_value().is_none_or(|asking| asking.turn != turn) {
            return;
        }
        match answer {
            Ok(fresh) => {
                value.try_set(fresh);
                error.try_set(None);
            }
            Err(refusal) => {
                error.try_set(Some(refusal));
            }
        }
        let rest = move || {
            let again = asking.try_update_value(|asking| {
                asking.busy = false;
                std::mem::take(&mut asking.again)
            });
            if again == Some(true) {
                question(value, error, asking, fetch);
            }
        };
        set_timeout(rest, CALM);
    };
    let give_up = move || {
        if asking.try_get_value().is_some_and(|asking| asking.turn == turn && asking.busy) {
            settle(Err(PageError::Unreached));
        }
    };
    set_timeout(give_up, ANSWER_TIME_MAX);
    spawn_local(async move { settle(fetch().await) });
}
