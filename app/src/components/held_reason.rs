//! Why a lap is held, in the page's language.

use crate::i18n::lang;
use domain::held::HeldReason;

/// The reason as a short sentence.
pub fn held_reason_text(reason: HeldReason) -> &'static str {
    reason.sentence_in(lang())
}
