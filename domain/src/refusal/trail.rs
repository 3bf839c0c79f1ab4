//! The audit trail, and undoing what it holds.

use super::{By, InTheWay};
use crate::Timestamp;

super::facts! {
    NoSuchEntry: NotFound "no_such_entry"
        "There is no such entry."
        "Diesen Eintrag gibt es nicht.";
    EntryUnreadable { detail: String }: Conflict "entry_unreadable"
        "{detail}"
        "Dieser Eintrag ist nicht lesbar: {detail}";
    OldStateUnreadable { detail: String }: Conflict "old_state_unreadable"
        "The old state cannot be read: {detail}."
        "Der alte Stand ist nicht lesbar: {detail}.";
    JustUndone: Conflict "just_undone"
        "This was undone at this very moment."
        "Das wurde gerade eben rückgängig gemacht.";
    NotUndoable: Conflict "not_undoable"
        "This cannot be undone."
        "Das lässt sich nicht rückgängig machen.";
    ClockNotUndone: Conflict "clock_not_undone"
        "A change of the clock is not undone: set the clock anew, with the time it should have."
        "Eine Änderung der Uhr wird nicht rückgängig gemacht: Stellen Sie die Uhr neu, mit der Zeit, die gelten soll.";
    WaterNotUndone: Conflict "water_not_undone"
        "What was said of somebody in the water is not undone: say what is so now."
        "Eine Meldung über jemanden im Wasser wird nicht rückgängig gemacht: Melden Sie, was jetzt gilt.";
    RollCallNotUndone: Conflict "roll_call_not_undone"
        "A roll-call is not undone: end it, or begin another one."
        "Eine Räumung wird nicht rückgängig gemacht: Beenden Sie sie, oder beginnen Sie eine andere.";
    ChangedSinceBy { action: String, by: By, at: Timestamp, entry: i64 }: Conflict "changed_since_by"
        "This was changed since: {action} by {by} at {at} (entry {entry}). Undo that first."
        "Das wurde seither geändert: {action} von {by} um {at} (Eintrag {entry}). Machen Sie das zuerst rückgängig.";
    ChangedSince: Conflict "changed_since"
        "This was changed since. Look at what is there now."
        "Das wurde seither geändert. Sehen Sie nach, was jetzt gilt.";
    ThingsInTheWay { things: InTheWay }: Conflict "things_in_the_way"
        "In the way: {things}. Undo these first, or all of it together."
        "Im Weg: {things}. Machen Sie diese zuerst rückgängig, oder alles zusammen.";
    ChangeErased: Conflict "change_erased"
        "The personal data of this change was erased."
        "Die persönlichen Daten dieser Änderung wurden gelöscht.";
    FilterEmpty: Invalid "filter_empty"
        "A filter is empty or holds what no entry holds."
        "Ein Filter ist leer oder enthält, was kein Eintrag enthält.";
    AskEntriesRange { max: u32 }: Invalid "ask_entries_range"
        "Ask for 1 to {max} entries."
        "Fragen Sie nach 1 bis {max} Einträgen.";
    NoSuchAction: Invalid "no_such_action"
        "There is no such action. Name one such as lap.count, or lap for all of laps."
        "Diesen Vorgang gibt es nicht. Nennen Sie einen wie lap.count, oder lap für alle von Runden.";
    ActorForm: Invalid "actor_form"
        "Devices and operators are named by their numbers, such as device:3."
        "Geräte und Personen werden mit ihren Nummern genannt, etwa device:3.";
    TargetForm: Invalid "target_form"
        "Name a target or actor as kind and id, such as player:7."
        "Nennen Sie Ziel oder Urheber mit Art und Kennung, etwa player:7.";
    BadCursor: Invalid "bad_cursor"
        "This cursor is none that an earlier page gave."
        "Diese Seitenmarke stammt von keiner früheren Seite.";
}
