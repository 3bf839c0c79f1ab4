//! Whether the browser promises to keep what is on its disk, and what the helper has to know about it.

use super::js;
use crate::i18n::tr;
use wasm_bindgen::JsValue;

/// How taps are kept on this tablet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keeping {
    /// The browser was not asked yet.
    #[default]
    Opening,
    /// On the disk. Whether the browser promises more is not known yet: it may have asked the person.
    Kept,
    /// On the disk, and nobody but a person deletes them.
    Promised,
    /// On the disk; the browser may delete them to make room.
    Unpromised,
    /// The same, because on plain HTTP it cannot be asked for its promise.
    Unasked,
    /// In memory only.
    Memory,
}

impl Keeping {
    /// What the helper is told in passing.
    pub fn hint(self) -> Option<&'static str> {
        match self {
            Self::Unpromised => Some(tr(
                "Taps are kept on this tablet. The browser does not promise to keep them if its storage runs full.",
                "Runden bleiben auf diesem Tablet. Der Browser verspricht nicht, sie zu behalten, wenn sein Speicher voll ist.",
            )),
            // What plain HTTP lacks is told together.
            Self::Unasked | Self::Opening | Self::Kept | Self::Promised | Self::Memory => None,
        }
    }
}

/// Asks the browser to keep its disk as it is. Some ask the person, some decide by themselves.
pub async fn ask() -> Keeping {
    match promised().await {
        Some(true) => Keeping::Promised,
        Some(false) => Keeping::Unpromised,
        None => Keeping::Unasked,
    }
}

/// Whether it promises; none where it cannot be asked.
async fn promised() -> Option<bool> {
    let storage = js::of_navigator("storage")?;
    let says_yes = |answer: JsValue| answer.as_bool() == Some(true);
    if js::promised(&storage, "persisted", []).await.map(says_yes)? {
        return Some(true);
    }
    Some(js::promised(&storage, "persist", []).await.is_some_and(says_yes))
}
