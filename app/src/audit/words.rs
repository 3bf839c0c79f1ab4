//! Actions, fields and values in words.

use crate::{
    components::held_reason_text,
    console::role_text,
    desk::place_text,
    desk::takings::words::{amount_text, kind_text, method_text},
    i18n::tr,
};
use domain::{
    Role, Timestamp,
    audit::{ActorKind, EntryView},
    change::{self, KeptState, Kind, TargetKind},
    held::{HeldReason, HeldState},
    lap::LapSource,
    money::{Amount, Currency},
    payment::{PaymentKind, PaymentMethod},
};
use serde_json::Value;

/// What was done, in words.
pub fn action_text(name: &str) -> String {
    match change::undone(name) {
        Some(undone) => format!("{} {}", tr("Undone:", "Rückgängig:"), action_text(undone)),
        None => Kind::parse(name).map_or_else(|| name.to_owned(), |kind| done_text(kind).to_owned()),
    }
}

fn done_text(kind: Kind) -> &'static str {
    match kind {
        Kind::EventCreate => tr("event set up", "Veranstaltung angelegt"),
        Kind::EventUpdate => tr("event changed", "Veranstaltung geändert"),
        Kind::EventCancel => tr("event called off", "Veranstaltung abgesagt"),
        Kind::EventReinstate => tr("event takes place after all", "Veranstaltung findet doch statt"),
        Kind::EventClear => tr("rehearsal cleared", "Probe geräumt"),
        Kind::EventErase => tr("people erased", "Personendaten gelöscht"),
        Kind::ClockOpen => tr("registration opened", "Anmeldung geöffnet"),
        Kind::ClockStart => tr("race started", "Rennen gestartet"),
        Kind::ClockPause => tr("race paused", "Rennen unterbrochen"),
        Kind::ClockResume => tr("race resumed", "Rennen fortgesetzt"),
        Kind::ClockFinish => tr("race finished", "Rennen beendet"),
        Kind::ClockAdjust => tr("start moved", "Start verschoben"),
        Kind::RegistrationLock => tr("registration locked", "Anmeldung gesperrt"),
        Kind::RegistrationUnlock => tr("registration unlocked", "Anmeldung entsperrt"),
        Kind::RegistrationOverride => tr("registered past the lock", "trotz Sperre angemeldet"),
        Kind::ImportStartList => tr("start list imported", "Startliste eingelesen"),
        Kind::PlayerRegister => tr("registered", "angemeldet"),
        Kind::PlayerUpdate => tr("edited", "geändert"),
        Kind::PlayerWithdraw => tr("withdrawn", "ausgestiegen"),
        Kind::PlayerDisqualify => tr("disqualified", "disqualifiziert"),
        Kind::PlayerReEnter => tr("re-entered", "wieder eingestiegen"),
        Kind::PlayerDelete => tr("removed", "entfernt"),
        Kind::PlayerErase => tr("personal data erased", "Personendaten gelöscht"),
        Kind::PlayerBreak => tr("on a break", "macht Pause"),
        Kind::PlayerReturn => tr("back from a break", "zurück aus der Pause"),
        Kind::PlayerNote => tr("noted", "vermerkt"),
        Kind::LaneAssign => tr("placed", "eingeteilt"),
        Kind::LaneMove => tr("moved", "umgeteilt"),
        Kind::LaneRelease => tr("released", "freigegeben"),
        Kind::PaceGroupCreate => tr("pace group added", "Tempogruppe hinzugefügt"),
        Kind::PaceGroupUpdate => tr("pace group changed", "Tempogruppe geändert"),
        Kind::PaceGroupDelete => tr("pace group removed", "Tempogruppe entfernt"),
        Kind::LaneCreate => tr("lane added", "Bahn hinzugefügt"),
        Kind::LaneUpdate => tr("lane changed", "Bahn geändert"),
        Kind::LaneCounters => tr("counting at the lane set", "Zählweise der Bahn festgelegt"),
        Kind::LaneDelete => tr("lane removed", "Bahn entfernt"),
        Kind::LapCount => tr("lap counted", "Runde gezählt"),
        Kind::LapHold => tr("lap held", "Runde offen"),
        Kind::LapAdjust => tr("laps adjusted", "Runden berichtigt"),
        Kind::LapVoid => tr("lap taken back", "Runde zurückgenommen"),
        Kind::LapDismiss => tr("held lap dismissed", "offene Runde verworfen"),
        Kind::LapKeep => tr("lap looked at and kept", "Runde geprüft und behalten"),
        Kind::PaymentTake => tr("payment taken", "Zahlung angenommen"),
        Kind::PaymentVoid => tr("payment taken back", "Zahlung zurückgenommen"),
        Kind::WaterSeen => tr("seen in the water", "im Wasser gesehen"),
        Kind::WaterOut => tr("out of the water", "aus dem Wasser"),
        Kind::WaterHelp => tr("help called", "Hilfe gerufen"),
        Kind::WaterClear => tr("all clear", "Entwarnung"),
        Kind::RollCallBegin => tr("roll-call begun", "Räumung begonnen"),
        Kind::RollCallEnd => tr("roll-call ended", "Räumung beendet"),
        Kind::SheetRecord => tr("tally sheet typed in", "Strichliste eingetippt"),
        Kind::TagAssign => tr("chip assigned", "Chip zugeordnet"),
        Kind::TagRemove => tr("chip taken off", "Chip abgenommen"),
        Kind::DeviceCode => tr("code issued", "Code ausgegeben"),
        Kind::DeviceStamp => tr("device’s tokens renewed", "Tokens des Geräts erneuert"),
        Kind::DeviceEnrol => tr("device enrolled", "Gerät angemeldet"),
        Kind::DeviceRename => tr("device renamed", "Gerät umbenannt"),
        Kind::DeviceRevoke => tr("device revoked", "Gerät gesperrt"),
        Kind::OperatorCreate => tr("operator added", "Person hinzugefügt"),
        Kind::OperatorUpdate => tr("operator edited", "Person geändert"),
        Kind::OperatorRetire => tr("operator retired", "Person verabschiedet"),
        Kind::OperatorEndSessions => tr("signed out everywhere", "überall abgemeldet"),
        Kind::OperatorLogin => tr("signed in", "angemeldet mit PIN"),
        Kind::OperatorLogout => tr("signed out", "abgemeldet"),
        Kind::AddressShutOut => tr("address shut out", "Adresse ausgesperrt"),
        Kind::AddressLetIn => tr("address let in again", "Adresse wieder zugelassen"),
    }
}

/// Whoever did it: the operator or device, the console, or the program itself.
pub fn actor_text(entry: &EntryView) -> String {
    match (&entry.actor.name, ActorKind::parse(&entry.actor.kind)) {
        (Some(name), _) => name.clone(),
        (None, Some(ActorKind::Admin)) => tr("Console", "Leitung").to_owned(),
        (None, _) => "LapStream".to_owned(),
    }
}

/// What it was done to; nothing where the action says it all.
pub fn target_text(entry: &EntryView) -> String {
    let target = &entry.target;
    match (TargetKind::parse(&target.kind), &target.name) {
        (Some(TargetKind::Player), Some(name)) => format!("{} · {name}", target.id),
        (Some(TargetKind::Lap), _) => match field(entry.metadata.as_ref(), "bib") {
            Some(bib) => format!("{} {bib}", tr("bib", "Nr.")),
            None => field(entry.metadata.as_ref(), "tag").map(|tag| format!("Chip {tag}")).unwrap_or_default(),
        },
        (Some(TargetKind::ShutOut), _) => format!("{} {}", tr("no.", "Nr."), target.id),
        (Some(TargetKind::Device), _) => format!("{} {}", tr("device", "Gerät"), target.id),
        (Some(kind @ (TargetKind::PaceGroup | TargetKind::Lane)), _) => {
            let state = entry.new_state.as_ref().or(entry.previous_state.as_ref());
            field(state, "name").unwrap_or_else(|| match kind {
                TargetKind::Lane => format!("{} {}", tr("lane", "Bahn"), target.id),
                _ => format!("{} {}", tr("pace group", "Tempogruppe"), target.id),
            })
        }
        (Some(TargetKind::Operator), _) => match field(entry.new_state.as_ref(), "name") {
            Some(name) => name,
            None => format!("{} {}", tr("operator", "Person"), target.id),
        },
        _ => String::new(),
    }
}

fn field(state: Option<&Value>, name: &str) -> Option<String> {
    state?.get(name).filter(|value| !value.is_null()).map(value_text)
}

/// Where a lap comes from, where nobody tapped it.
pub fn source_text(entry: &EntryView) -> Option<String> {
    let metadata = entry.metadata.as_ref();
    match LapSource::parse(&field(metadata, "source")?)? {
        LapSource::Transponder => field(metadata, "tag").map(|tag| format!("{} {tag}", tr("by chip", "per Chip"))),
        LapSource::Paper => Some(tr("from paper", "vom Papier").to_owned()),
        LapSource::Tap => None,
    }
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// In words.
    Text(String),
    /// A moment, which only the browser can say by the clock on the wall.
    Moment(Timestamp),
}

/// One line of what changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field, in words.
    pub field: String,
    /// What it was; none for nothing.
    pub before: Option<Shown>,
    /// What it is; none for nothing.
    pub after: Option<Shown>,
}

/// What an entry changed, field by field. What only identifies is left out.
pub fn differences(entry: &EntryView) -> Vec<Difference> {
    let empty = serde_json::Map::new();
    let object = |state: &Option<Value>| state.as_ref().and_then(Value::as_object).cloned();
    let (before, after) = (object(&entry.previous_state), object(&entry.new_state));
    let (before, after) = (before.as_ref().unwrap_or(&empty), after.as_ref().unwrap_or(&empty));
    let mut fields: Vec<&String> = before.keys().chain(after.keys()).collect();
    fields.sort_unstable();
    fields.dedup();
    fields
        .into_iter()
        .filter_map(|name| {
            let (was, is) = (shown_field(before, name), shown_field(after, name));
            let field = field_text(name)?;
            (was != is).then(|| Difference { field: field.to_owned(), before: was, after: is })
        })
        .collect()
}

/// A field in words; none for what only identifies.
fn field_text(name: &str) -> Option<&str> {
    Some(match name {
        "lap" | "adjustment" | "call" | "payment" | "said" | "sheet" | "spans" | "worn" | "slug" | "finished_at" => {
            return None;
        }
        "bib" => tr("bib", "Nummer"),
        "tag" => tr("chip", "Chip"),
        "lane" => tr("lane", "Bahn"),
        "from" => tr("from", "von"),
        "to" => tr("to", "bis"),
        "players" => tr("players", "Personen"),
        "strokes" => tr("strokes", "Striche"),
        "name" => tr("name", "Name"),
        "birth_date" => tr("born", "geboren"),
        "birth_year" => tr("year of birth", "Jahrgang"),
        "age" => tr("age", "Alter"),
        "gender" => tr("gender", "Geschlecht"),
        "team" => tr("team", "Team"),
        "category" => tr("category", "Klasse"),
        "hide_name" => tr("name hidden", "Name verborgen"),
        "night_permission" => tr("permission for the night", "Erlaubnis für die Nacht"),
        "standing" | "state" => tr("state", "Stand"),
        "left_at" => tr("out of the race since", "nicht im Rennen seit"),
        "slot" => tr("slot", "Platz"),
        "count" | "laps" => tr("laps", "Runden"),
        "at" => tr("from", "ab"),
        "erased" => tr("erased", "gelöscht"),
        "color" => tr("colour", "Farbe"),
        "capacity" => tr("players", "Plätze"),
        "rehearsal" => tr("rehearsal", "Probe"),
        "counters" => tr("two tablets", "zwei Tablets"),
        "lead" => tr("laps count of device", "es zählt Gerät"),
        "lap_length_m" => tr("metres a lap", "Meter je Runde"),
        "pace_group" => tr("pace group", "Tempogruppe"),
        "distance_m" => tr("metres", "Meter"),
        "counted_at" => tr("counted at", "gezählt um"),
        "reason" => tr("reason", "Grund"),
        "started_at" => tr("start", "Start"),
        "kind" => tr("for", "für"),
        "amount_minor" => tr("amount", "Betrag"),
        "method" => tr("paid", "bezahlt"),
        "note" => tr("note", "Notiz"),
        "currency" => tr("currency", "Währung"),
        "role" => tr("role", "Rolle"),
        "device_name" => tr("device", "Gerät"),
        "expires_at" | "until" => tr("until", "bis"),
        "since" => tr("since", "seit"),
        "pin" => tr("PIN", "PIN"),
        "locked_from" => tr("locked from", "gesperrt ab"),
        "cancelled_at" => tr("called off at", "abgesagt um"),
        "sport" => tr("sport", "Sportart"),
        "laps_per_tap" => tr("laps per tap", "Runden pro Tipp"),
        "placement" => tr("laps count", "Runden zählen"),
        "time_zone" => tr("time zone", "Zeitzone"),
        "planned_start" => tr("planned start", "geplanter Start"),
        "planned_end" => tr("planned end", "geplantes Ende"),
        "reference_day" => tr("ages count on", "Stichtag für das Alter"),
        "retired_at" => tr("retired at", "verabschiedet um"),
        "revoked_at" => tr("revoked at", "gesperrt um"),
        other => other,
    })
}

/// A field of a state; what only the fields beside it make sense of is read with them.
fn shown_field(state: &serde_json::Map<String, Value>, name: &str) -> Option<Shown> {
    let value = state.get(name)?;
    let text = value.as_str().unwrap_or_default();
    let words = match (name, state.get("amount_minor").and_then(Value::as_i64)) {
        (_, None) => None,
        // Said with the amount.
        ("currency", Some(_)) => return None,
        ("amount_minor", Some(minor)) => {
            let currency = state.get("currency").and_then(Value::as_str).and_then(Currency::parse);
            currency.map(|currency| amount_text(Amount::from_minor(minor), currency))
        }
        ("kind", _) => PaymentKind::parse(text).map(|kind| kind_text(kind).to_owned()),
        ("method", _) => PaymentMethod::parse(text).map(|method| method_text(method).to_owned()),
        _ => None,
    };
    words.map(Shown::Text).or_else(|| shown(value))
}

fn shown(value: &Value) -> Option<Shown> {
    if value.is_null() {
        return None;
    }
    let moment = value.as_str().filter(|text| text.contains('T')).and_then(|text| Timestamp::parse(text).ok());
    Some(moment.map_or_else(|| Shown::Text(value_text(value)), Shown::Moment))
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => tr("yes", "ja").to_owned(),
        Value::Bool(false) => tr("no", "nein").to_owned(),
        Value::String(text) => word(text).map_or_else(|| text.clone(), str::to_owned),
        Value::Object(object) => match (object.get("pace_group"), object.get("position")) {
            (Some(Value::String(group)), Some(position)) => {
                place_text(group, position.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_default())
            }
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}

/// Values that are words of ours.
fn word(text: &str) -> Option<&'static str> {
    Some(match text {
        "active" => tr("in the race", "im Rennen"),
        "withdrawn" => tr("withdrawn", "ausgestiegen"),
        "disqualified" => tr("disqualified", "disqualifiziert"),
        "deleted" => tr("removed", "entfernt"),
        "draft" => tr("draft", "in Vorbereitung"),
        "open" => tr("open", "offen"),
        "running" => tr("running", "läuft"),
        "paused" => tr("paused", "unterbrochen"),
        "finished" => tr("finished", "beendet"),
        "required" => tr("only for players in a place", "nur für Plätze auf einer Bahn"),
        "optional" => tr("for everyone", "für alle"),
        "swim" => tr("swim", "Schwimmen"),
        "run" => tr("run", "Laufen"),
        "race" => tr("race", "Rennen"),
        "changed" => tr("changed", "geändert"),
        other => return held_word(other).or_else(|| Role::parse(other).map(role_text)),
    })
}

/// Where a lap stands that was held or looked at, and why it is held.
fn held_word(text: &str) -> Option<&'static str> {
    let state = match HeldState::parse(text) {
        Some(HeldState::Held) => Some(tr("held", "offen")),
        Some(HeldState::Counted) => Some(tr("counted", "gezählt")),
        Some(HeldState::Dismissed) => Some(tr("dismissed", "verworfen")),
        None => KeptState::parse(text).map(|_| tr("kept", "behalten")),
    };
    state.or_else(|| HeldReason::parse(text).map(held_reason_text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::audit::{ActorView, TargetView};
    use serde_json::json;
    use uuid::Uuid;

    fn entry(previous: Value, new: Value) -> EntryView {
        EntryView {
            id: Uuid::nil(),
            seq: 1,
            event_id: None,
            at: Timestamp::from_ms(0),
            actor: ActorView { kind: "admin".into(), id: None, name: None, role: None, device: None },
            action: Kind::LaneMove.name().into(),
            target: TargetView { kind: "player".into(), id: "7".into(), name: Some("Ada Lind".into()) },
            previous_state: Some(previous),
            new_state: Some(new),
            metadata: None,
            undoes: None,
            undone_by: None,
            undoable: true,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "as it stands in a difference")]
    fn text(words: &str) -> Option<Shown> {
        Some(Shown::Text(words.to_owned()))
    }

    #[test]
    fn every_action_has_words() {
        for kind in Kind::ALL {
            assert_ne!(action_text(kind.name()), kind.name());
        }
        assert_eq!(action_text("undo.undo.lane.move"), "Undone: Undone: moved");
    }

    #[test]
    fn a_difference_names_what_was_and_what_is() {
        let slot = |position: u32| json!({"slot": {"pace_group": "red", "position": position}, "lap": "x", "age": 9});
        let found = differences(&entry(slot(0), slot(2)));
        let expected = Difference {
            field: "slot".into(),
            before: text(&place_text("red", 0)),
            after: text(&place_text("red", 2)),
        };
        assert_eq!(found, [expected]);
        let found = differences(&entry(Value::Null, json!({"hide_name": true, "team": null})));
        assert_eq!(found, [Difference { field: "name hidden".into(), before: None, after: text("yes") }]);
        let paid =
            json!({"payment": "x", "kind": "entry_fee", "amount_minor": -1_250, "currency": "EUR", "method": "other"});
        let found: Vec<_> =
            differences(&entry(Value::Null, paid)).into_iter().map(|line| (line.field, line.after)).collect();
        let expected = [("amount", "−€12.50"), ("for", "Entry fee"), ("paid", "Other")];
        assert_eq!(found, expected.map(|(field, words)| (field.to_owned(), text(words))));
        let at = Timestamp::from_ms(1_800_000_000_000);
        let found = differences(&entry(json!({"reason": "unknown_bib"}), json!({"reason": at})));
        assert_eq!(found[0].after, Some(Shown::Moment(at)));
        assert_eq!(found[0].before, text(held_reason_text(HeldReason::UnknownBib)));
    }
}
