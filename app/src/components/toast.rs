//! A short word after an action that went well.

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

/// How long a word stays: long enough to be read out and looked up at.
const STAYS: Duration = Duration::from_secs(6);

/// Says short words after actions.
#[derive(Clone, Copy)]
pub struct Toast {
    sentence: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Toast {
    /// Says a sentence, in place of the one before it.
    pub fn say(self, sentence: impl Into<String>) {
        self.sentence.set(sentence.into());
        let timer = set_timeout_with_handle(move || self.sentence.set(String::new()), STAYS).ok();
        if let Some(old) = self.timer.try_update_value(|kept| std::mem::replace(kept, timer)).flatten() {
            old.clear();
        }
    }
}

/// Makes the toast that [`use_toast`] finds.
pub fn provide_toast() {
    provide_context(Toast { sentence: RwSignal::default(), timer: StoredValue::new(None) });
}

/// The page's toast. Ask while the page is made, not in an event handler.
pub fn use_toast() -> Toast {
    use_context().unwrap_or_else(|| Toast { sentence: RwSignal::default(), timer: StoredValue::new(None) })
}

/// Where the sentence appears. It stays in the page, empty, so that screen readers hear it change.
#[component]
pub fn ToastArea() -> impl IntoView {
    let toast = use_toast();
    // As a property, so that the server's element is truly empty: the style hides it then.
    view! { <div class="toast" role="status" prop:textContent=toast.sentence></div> }
}
