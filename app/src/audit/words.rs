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
    audit::{EntryView, action},
    held::HeldReason,
    money::{Amount, Currency},
    payment::{PaymentKind, PaymentMethod},
};
use serde_json::Value;

/// What was done, in words.
pub fn action_text(name: &str) -> String {
    match name.strip_prefix(action::UNDO) {
        Some(undone) => format!("{} {}", tr("Undone:", "Rückgängig:"), action_text(undone)),
        None => done_text(name).map_or_else(|| name.to_owned(), str::to_owned),
    }
}

fn done_text(name: &str) -> Option<&'static str> {
    Some(match name {
        action::EVENT_CREATE => tr("event set up", "Veranstaltung angelegt"),
        action::EVENT_UPDATE => tr("event changed", "Veranstaltung geändert"),
        action::EVENT_CANCEL => tr("event called off", "Veranstaltung abgesagt"),
        action::EVENT_REINSTATE => tr("event takes place after all", "Veranstaltung findet doch statt"),
        action::EVENT_CLEAR => tr("rehearsal cleared", "Probe geräumt"),
        action::EVENT_ERASE => tr("people erased", "Personendaten gelöscht"),
        action::CLOCK_OPEN => tr("registration opened", "Anmeldung geöffnet"),
        action::CLOCK_START => tr("race started", "Rennen gestartet"),
        action::CLOCK_PAUSE => tr("race paused", "Rennen unterbrochen"),
        action::CLOCK_RESUME => tr("race resumed", "Rennen fortgesetzt"),
        action::CLOCK_FINISH => tr("race finished", "Rennen beendet"),
        action::CLOCK_ADJUST => tr("start moved", "Start verschoben"),
        action::REGISTRATION_LOCK => tr("registration locked", "Anmeldung gesperrt"),
        action::REGISTRATION_UNLOCK => tr("registration unlocked", "Anmeldung entsperrt"),
        action::REGISTRATION_OVERRIDE => tr("registered past the lock", "trotz Sperre angemeldet"),
        action::IMPORT_START_LIST => tr("start list imported", "Startliste eingelesen"),
        action::PLAYER_REGISTER => tr("registered", "angemeldet"),
        action::PLAYER_UPDATE => tr("edited", "geändert"),
        action::PLAYER_WITHDRAW => tr("withdrawn", "ausgestiegen"),
        action::PLAYER_DISQUALIFY => tr("disqualified", "disqualifiziert"),
        action::PLAYER_RE_ENTER => tr("re-entered", "wieder eingestiegen"),
        action::PLAYER_DELETE => tr("removed", "entfernt"),
        action::PLAYER_ERASE => tr("personal data erased", "Personendaten gelöscht"),
        action::PLAYER_BREAK => tr("on a break", "macht Pause"),
        action::PLAYER_RETURN => tr("back from a break", "zurück aus der Pause"),
        action::PLAYER_NOTE => tr("noted", "vermerkt"),
        action::LANE_ASSIGN => tr("placed", "eingeteilt"),
        action::LANE_MOVE => tr("moved", "umgeteilt"),
        action::LANE_RELEASE => tr("released", "freigegeben"),
        action::PACE_GROUP_CREATE => tr("pace group added", "Tempogruppe hinzugefügt"),
        action::PACE_GROUP_UPDATE => tr("pace group changed", "Tempogruppe geändert"),
        action::PACE_GROUP_DELETE => tr("pace group removed", "Tempogruppe entfernt"),
        action::LANE_CREATE => tr("lane added", "Bahn hinzugefügt"),
        action::LANE_UPDATE => tr("lane changed", "Bahn geändert"),
        action::LANE_COUNTERS => tr("counting at the lane set", "Zählweise der Bahn festgelegt"),
        action::LANE_DELETE => tr("lane removed", "Bahn entfernt"),
        action::LAP_COUNT => tr("lap counted", "Runde gezählt"),
        action::LAP_HOLD => tr("lap held", "Runde offen"),
        action::LAP_ADJUST => tr("laps adjusted", "Runden berichtigt"),
        action::LAP_VOID => tr("lap taken back", "Runde zurückgenommen"),
        action::LAP_DISMISS => tr("held lap dismissed", "offene Runde verworfen"),
        action::LAP_KEEP => tr("lap looked at and kept", "Runde geprüft und behalten"),
        action::PAYMENT_TAKE => tr("payment taken", "Zahlung angenommen"),
        action::PAYMENT_VOID => tr("payment taken back", "Zahlung zurückgenommen"),
        action::WATER_SEEN => tr("seen in the water", "im Wasser gesehen"),
        action::WATER_OUT => tr("out of the water", "aus dem Wasser"),
        action::WATER_HELP => tr("help called", "Hilfe gerufen"),
        action::WATER_CLEAR => tr("all clear", "Entwarnung"),
        action::ROLL_CALL_BEGIN => tr("roll-call begun", "Räumung begonnen"),
        action::ROLL_CALL_END => tr("roll-call ended", "Räumung beendet"),
        action::SHEET_RECORD => tr("tally sheet typed in", "Strichliste eingetippt"),
        action::TAG_ASSIGN => tr("chip assigned", "Chip zugeordnet"),
        action::TAG_REMOVE => tr("chip taken off", "Chip abgenommen"),
        action::DEVICE_CODE => tr("code issued", "Code ausgegeben"),
        action::DEVICE_STAMP => tr("device’s tokens renewed", "Tokens des Geräts erneuert"),
        action::DEVICE_ENROL => tr("device enrolled", "Gerät angemeldet"),
        action::DEVICE_RENAME => tr("device renamed", "Gerät umbenannt"),
        action::DEVICE_REVOKE => tr("device revoked", "Gerät gesperrt"),
        action::OPERATOR_CREATE => tr("operator added", "Person hinzugefügt"),
        action::OPERATOR_UPDATE => tr("operator edited", "Person geändert"),
        action::OPERATOR_RETIRE => tr("operator retired", "Person verabschiedet"),
        action::OPERATOR_END_SESSIONS => tr("signed out everywhere", "überall abgemeldet"),
        action::OPERATOR_LOGIN => tr("signed in", "angemeldet mit PIN"),
        action::OPERATOR_LOGOUT => tr("signed out", "abgemeldet"),
        action::ADDRESS_SHUT_OUT => tr("address shut out", "Adresse ausgesperrt"),
        action::ADDRESS_LET_IN => tr("address let in again", "Adresse wieder zugelassen"),
        _ => return None,
    })
}

/// Whoever did it: the operator or device, the console, or the program itself.
pub fn actor_text(entry: &EntryView) -> String {
    match (&entry.actor.name, entry.actor.kind.as_str()) {
        (Some(name), _) => name.clone(),
        (None, "admin") => tr("Console", "Leitung").to_owned(),
        (None, _) => "LapStream".to_owned(),
    }
}

/// What it was done to; nothing where the action says it all.
pub fn target_text(entry: &EntryView) -> String {
    let target = &entry.target;
    match (target.kind.as_str(), &target.name) {
        ("player", Some(name)) => format!("{} · {name}", target.id),
        ("lap", _) => match field(entry.metadata.as_ref(), "bib") {
            Some(bib) => format!("{} {bib}", tr("bib", "Nr.")),
            None => field(entry.metadata.as_ref(), "tag").map(|tag| format!("Chip {tag}")).unwrap_or_default(),
        },
        ("shut_out", _) => format!("{} {}", tr("no.", "Nr."), target.id),
        ("device", _) => format!("{} {}", tr("device", "Gerät"), target.id),
        ("pace_group" | "lane", _) => {
            let state = entry.new_state.as_ref().or(entry.previous_state.as_ref());
            field(state, "name").unwrap_or_else(|| match target.kind.as_str() {
                "lane" => format!("{} {}", tr("lane", "Bahn"), target.id),
                _ => format!("{} {}", tr("pace group", "Tempogruppe"), target.id),
            })
        }
        ("operator", _) => match field(entry.new_state.as_ref(), "name") {
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
    match field(metadata, "source")?.as_str() {
        "transponder" => field(metadata, "tag").map(|tag| format!("{} {tag}", tr("by chip", "per Chip"))),
        "paper" => Some(tr("from paper", "vom Papier").to_owned()),
        _ => None,
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
        "held" => tr("held", "offen"),
        "dismissed" => tr("dismissed", "verworfen"),
        other => match (HeldReason::parse(other), Role::parse(other)) {
            (Some(reason), _) => held_reason_text(reason),
            (None, Some(role)) => role_text(role),
            (None, None) => return None,
        },
    })
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
            action: action::LANE_MOVE.into(),
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
        for name in action::ALL {
            assert_ne!(action_text(name), name, "{name}");
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
