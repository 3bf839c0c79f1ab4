//! One row of a list, about which dialogs ask.

use crate::{PageError, components::use_toast};
use leptos::prelude::*;
use std::future::Future;

/// What has a name that people know it by.
pub trait Named {
    /// The name.
    fn name(&self) -> &str;
}

/// The row that was chosen, and how often something was done, so that the list is asked for anew.
pub struct Chosen<T: Send + Sync + 'static> {
    row: RwSignal<Option<T>>,
    done: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Default for Chosen<T> {
    fn default() -> Self {
        Self { row: RwSignal::new(None), done: RwSignal::new(0) }
    }
}

impl<T: Send + Sync + 'static> Clone for Chosen<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Chosen<T> {}

impl<T: Named + Clone + Send + Sync + 'static> Chosen<T> {
    /// Opens a dialog about a row.
    pub fn open(self, row: T, dialog: RwSignal<bool>) {
        self.row.set(Some(row));
        dialog.set(true);
    }

    /// The row, as it was chosen.
    pub fn get(self) -> Option<T> {
        self.row.get_untracked()
    }

    /// The row's name; read reactively.
    pub fn name(self) -> String {
        self.row.with(|row| row.as_ref().map(|row| row.name().to_owned()).unwrap_or_default())
    }

    /// A number that grows with each thing that was done; read reactively.
    pub fn done(self) -> u32 {
        self.done.get()
    }
}

/// A button in a row that opens a dialog about it; to who cannot see the row it says whose it is.
pub fn row_button<T: Named + Clone + Send + Sync + 'static>(
    chosen: Chosen<T>,
    row: &T,
    class: &'static str,
    words: &'static str,
    dialog: RwSignal<bool>,
) -> impl IntoView + use<T> {
    let (row, name) = (row.clone(), row.name().to_owned());
    view! {
        <button type="button" class=format!("btn small {class}") on:click=move |_| chosen.open(row.clone(), dialog)>
            {words}
            <span class="visually-hidden">" " {name}</span>
        </button>
    }
}

/// Sends what a dialog asks for; closes it when it is done, and says what was done.
pub fn sender<T, I, F, A>(
    chosen: Chosen<T>,
    dialog: RwSignal<bool>,
    said: fn(&T) -> String,
    send: F,
) -> Action<I, Option<PageError>>
where
    T: Named + Clone + Send + Sync + 'static,
    I: Send + Sync + 'static,
    F: Fn(&I) -> A + Send + Sync + Copy + 'static,
    A: Future<Output = Result<T, PageError>> + Send + 'static,
{
    let toast = use_toast();
    Action::new(move |input: &I| {
        let answer = send(input);
        async move {
            match answer.await {
                Ok(row) => {
                    toast.say(said(&row));
                    chosen.done.update(|n| *n += 1);
                    dialog.set(false);
                    None
                }
                Err(error) => Some(error),
            }
        }
    })
}
