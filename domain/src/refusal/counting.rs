//! Laps and corrections of them, tally sheets and tags.

use super::By;
use crate::{Bib, Metres, Timestamp, held::HeldReason, tag::Tag};

super::facts! {
    LapsPerTapRange { max: u32 }: Invalid "laps_per_tap_range"
        "A tap stands for 1 to {max} laps."
        "Ein Tipp steht für 1 bis {max} Runden.";
    AdjustRange { max: i64 }: Invalid "adjust_range"
        "Add or take off 1 to {max} laps."
        "Geben Sie 1 bis {max} Runden dazu oder ziehen Sie sie ab.";
    AskLapsRange { max: usize }: Invalid "ask_laps_range"
        "Ask for 1 to {max} laps."
        "Fragen Sie nach 1 bis {max} Runden.";
    SendLapsRange { max: usize }: Invalid "send_laps_range"
        "Send 1 to {max} laps."
        "Senden Sie 1 bis {max} Runden.";
    SettleLapsRange { max: usize }: Invalid "settle_laps_range"
        "Settle 1 to {max} laps."
        "Entscheiden Sie über 1 bis {max} Runden.";
    ChooseLapsRange { max: usize }: Invalid "choose_laps_range"
        "Choose 1 to {max} laps."
        "Wählen Sie 1 bis {max} Runden.";
    ReasonMissing: Invalid "reason_missing"
        "Say why: whoever reads the audit trail will ask."
        "Geben Sie einen Grund an: Wer das Protokoll liest, wird danach fragen.";
    IdIsNil: Invalid "id_is_nil"
        "The id is nil."
        "Die Kennung ist leer.";
    IdOfAdjustment: Conflict "id_of_adjustment"
        "This id belongs to another adjustment. Make a new one."
        "Diese Kennung gehört zu einer anderen Berichtigung. Vergeben Sie eine neue.";
    IdOfAdjustmentElsewhere: Conflict "id_of_adjustment_elsewhere"
        "This id belongs to an adjustment of another event. Make a new one."
        "Diese Kennung gehört zu einer Berichtigung einer anderen Veranstaltung. Vergeben Sie eine neue.";
    IdOfLap: Conflict "id_of_lap"
        "This id belongs to a lap. Make a new one."
        "Diese Kennung gehört zu einer Runde. Vergeben Sie eine neue.";
    IdOfOtherEvent: Conflict "id_of_other_event"
        "This id belongs to another event. Make a new one."
        "Diese Kennung gehört zu einer anderen Veranstaltung. Vergeben Sie eine neue.";
    AdjustInFuture: Invalid "adjust_in_future"
        "An adjustment holds from a moment that has been."
        "Eine Berichtigung gilt ab einem vergangenen Zeitpunkt.";
    NoLapThen { reason: HeldReason }: Conflict "no_lap_then"
        "At that moment no lap could be counted: {reason}."
        "Zu diesem Zeitpunkt konnte keine Runde zählen: {reason}.";
    LapCannotCount { reason: HeldReason }: Conflict "lap_cannot_count"
        "As things stand this lap cannot count: {reason}."
        "So, wie es steht, kann diese Runde nicht zählen: {reason}.";
    NothingToAdjust: Invalid "nothing_to_adjust"
        "Say how many laps or metres."
        "Geben Sie an, wie viele Runden oder Meter.";
    MetresBeyond { lap: Metres }: Invalid "metres_beyond"
        "What is beyond whole laps is more than nothing and less than a lap of {lap} m."
        "Was über ganze Runden hinausgeht, ist mehr als nichts und weniger als eine Runde von {lap} m.";
    TooFewLaps { laps: u64 }: Conflict "too_few_laps"
        "The player has {laps} laps; no more than these can be taken off."
        "Die Person hat {laps} Runden; mehr lassen sich nicht abziehen.";
    NoSuchLap: NotFound "no_such_lap"
        "There is no such lap."
        "Diese Runde gibt es nicht.";
    NoSuchHeldLap: NotFound "no_such_held_lap"
        "There is no such held lap."
        "Diese offene Runde gibt es nicht.";
    NoSuchAdjustment: NotFound "no_such_adjustment"
        "There is no such adjustment."
        "Diese Berichtigung gibt es nicht.";
    NoLapCounts: NotFound "no_lap_counts"
        "No such lap counts."
        "Keine solche Runde zählt.";
    TagUnassigned { tag: String }: Conflict "tag_unassigned"
        "Nobody wears tag {tag}. Assign it, and its laps count."
        "Niemand trägt den Chip {tag}. Weisen Sie ihn zu, dann zählen seine Runden.";
    BibUnregistered { bib: i64 }: Conflict "bib_unregistered"
        "Nobody has bib {bib}. Register it first, then count the lap."
        "Niemand hat die Nummer {bib}. Melden Sie sie zuerst an, dann zählen Sie die Runde.";
    NothingMissing: Conflict "nothing_missing"
        "No lap seems to be missing before it any more."
        "Davor scheint keine Runde mehr zu fehlen.";
    RightLapNeedsId: Invalid "right_lap_needs_id"
        "The right lap needs an id of its own."
        "Die richtige Runde braucht eine eigene Kennung.";
    SheetOrder: Invalid "sheet_order"
        "A sheet begins before it ends."
        "Eine Liste beginnt, bevor sie endet.";
    SheetInFuture: Invalid "sheet_in_future"
        "A sheet ends at a time that has been."
        "Eine Liste endet zu einer vergangenen Zeit.";
    SheetSpan { hours: i64 }: Invalid "sheet_span"
        "A sheet covers {hours} hours at most."
        "Eine Liste umfasst höchstens {hours} Stunden.";
    SheetRows { max: usize }: Invalid "sheet_rows"
        "A sheet has 1 to {max} players."
        "Eine Liste hat 1 bis {max} Personen.";
    SheetStrokes { bib: Bib, max: u32 }: Invalid "sheet_strokes"
        "{bib} has more than {max} strokes."
        "{bib} hat mehr als {max} Striche.";
    SheetAllStrokes { max: u32 }: Invalid "sheet_all_strokes"
        "A sheet has at most {max} strokes of all its players. Type it in as two."
        "Eine Liste hat höchstens {max} Striche aller Personen. Tippen Sie sie als zwei ein.";
    SheetBibTwice { bib: Bib }: Invalid "sheet_bib_twice"
        "Bib {bib} is on the sheet twice."
        "Die Nummer {bib} steht zweimal auf der Liste.";
    SheetOnePlayer { bib: Bib, other: Bib }: Invalid "sheet_one_player"
        "{bib} and {other} are bibs of one player. Type both into one line."
        "{bib} und {other} sind Nummern einer Person. Tippen Sie beide in eine Zeile.";
    IdOfSheet: Conflict "id_of_sheet"
        "This id belongs to a sheet with other numbers. Make a new one."
        "Diese Kennung gehört zu einer Liste mit anderen Zahlen. Vergeben Sie eine neue.";
    SheetAddsNothing: Conflict "sheet_adds_nothing"
        "Everything on this sheet is here already; there is nothing to add."
        "Alles auf dieser Liste ist schon da; es gibt nichts hinzuzufügen.";
    SheetIsHere { lane: String, from: Timestamp, to: Timestamp, by: By }: Conflict "sheet_is_here"
        "A sheet of lane {lane} for {from} to {to} was typed in by {by}. Undo that first, or say that this is another one."
        "Eine Liste der Bahn {lane} für {from} bis {to} wurde von {by} eingetippt. Nehmen Sie sie zuerst zurück, oder geben Sie an, dass dies eine andere ist.";
    NoSuchSheet: NotFound "no_such_sheet"
        "There is no such sheet."
        "Diese Liste gibt es nicht.";
    SheetUndoneBefore: Conflict "sheet_undone_before"
        "This sheet was undone before."
        "Diese Liste wurde schon zurückgenommen.";
    NoSuchTag: NotFound "no_such_tag"
        "There is no such tag."
        "Diesen Chip gibt es nicht.";
    NobodyWearsTag { tag: Tag }: NotFound "nobody_wears_tag"
        "Nobody wears tag {tag}."
        "Niemand trägt den Chip {tag}.";
    TagForm { max: usize }: Invalid "tag_form"
        "A tag is 1 to {max} letters and digits, also - . _ and : among them."
        "Ein Chip besteht aus 1 bis {max} Buchstaben und Ziffern, auch - . _ und : darunter.";
    TagRowTooLong: Invalid "tag_row_too_long"
        "There are more cells than heads."
        "Es gibt mehr Zellen als Überschriften.";
    TagRowNeedsHeads: Invalid "tag_row_needs_heads"
        "There are more than two cells. Write heads above the columns, such as chip and bib."
        "Es gibt mehr als zwei Zellen. Schreiben Sie Überschriften über die Spalten, etwa Chip und Nummer.";
    TagsRange { max: usize }: Invalid "tags_range"
        "Send 1 to {max} tags with their bibs."
        "Senden Sie 1 bis {max} Chips mit ihren Nummern.";
    TagTwice { tag: Tag }: Invalid "tag_twice"
        "Tag {tag} is in the list twice."
        "Der Chip {tag} steht zweimal in der Liste.";
    HeadTwice { head: &'static str, one: String, other: String }: Invalid "head_twice"
        "Two columns are headed as the {head}: {one} and {other}. Leave one of the two heads out."
        "Zwei Spalten sind als {head} überschrieben: {one} und {other}. Lassen Sie eine der beiden Überschriften weg.";
    HeadMissing { head: &'static str }: Invalid "head_missing"
        "No column is headed as the {head}. The first line must hold both heads, such as chip and bib."
        "Keine Spalte ist als {head} überschrieben. In der ersten Zeile müssen beide Überschriften stehen, etwa Chip und Nummer.";
}
