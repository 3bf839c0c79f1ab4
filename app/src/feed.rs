//! What a staff page shows, kept up to date while it is open.

use crate::PageError;
use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, time::Duration};

/// Pause between two questions: a start list of a thousand players must not make every desk ask a thousand times.
const CALM: Duration = Duration::from_millis(250);

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
enum Asking {
    #[default]
    Idle,
    Busy,
    /// Something changed after the question left.
    Again,
}

impl<T: Send + Sync + 'static> Feed<T> {
    /// Follows a value from what the page was opened with; `version` is read reactively, and each change asks again.
    pub fn new<F, A>(initial: T, version: impl Fn() -> u32 + 'static, fetch: F) -> Self
    where
        F: Fn() -> A + Copy + Send + Sync + 'static,
        A: Future<Output = Result<T, PageError>> + 'static,
    {
        let (value, error) = (RwSignal::new(initial), RwSignal::new(None));
        let asking = StoredValue::new(Asking::Idle);
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
    if asking.try_get_value() != Some(Asking::Idle) {
        asking.try_set_value(Asking::Again);
        return;
    }
    asking.try_set_value(Asking::Busy);
    spawn_local(async move {
        match fetch().await {
            Ok(fresh) => {
                value.try_set(fresh);
                error.try_set(None);
            }
            Err(refusal) => {
                error.try_set(Some(refusal));
            }
        }
        set_timeout(
            move || {
                let changed = asking.try_get_value() == Some(Asking::Again);
                asking.try_set_value(Asking::Idle);
                if changed {
                    question(value, error, asking, fetch);
                }
            },
            CALM,
        );
    });
}
