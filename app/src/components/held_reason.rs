//! Why a lap is held, in the page's language.

use crate::i18n::{Lang, lang};
use domain::held::HeldReason;

/// The reason as a short sentence.
pub fn held_reason_text(reason: HeldReason) -> &'static str {
    if lang() == Lang::En {
        return reason.sentence();
    }
    match reason {
        HeldReason::UnknownBib => "niemand hat diese Nummer",
        HeldReason::UnknownTag => "niemand trägt diesen Chip; sie zählt, sobald ihn jemand trägt",
        HeldReason::LeftRace => "nach dem Ausscheiden der Person gezählt",
        HeldReason::NotPlaced => "die Person war in keiner Bahn",
        HeldReason::BeforeStart => "vor dem Start gezählt",
        HeldReason::AfterFinish => "nach dem Ende gezählt",
        HeldReason::InPause => "während einer Pause gezählt",
        HeldReason::Future => "die Zeit liegt in der Zukunft; prüfen Sie die Uhr des Tablets",
        HeldReason::BothCounted => "ein anderes Tablet hat dieselbe Person eben erst gezählt",
        HeldReason::OtherTally => "im eigenen Stand dieses Tablets gezählt",
    }
}
