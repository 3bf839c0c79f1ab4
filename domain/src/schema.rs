//! How those wire types are described whose form on the wire is their own; all others derive it.

use crate::{
    Bib, Metres, Timestamp,
    lap::{LaneName, LapCount, SignedLaps},
    limits,
    money::Currency,
    refusal::{self, Code, Params},
    tag::Tag,
    time::Day,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

macro_rules! describe {
    ($($name:ident => { $($schema:tt)* }),* $(,)?) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ $($schema)* })
            }
        }
    )*};
}

describe! {
    Timestamp => {
        "type": "string",
        "format": "date-time",
        "description": "A moment of the years 2000 to 2099. It is read with any offset, and written in UTC with milliseconds.",
        "examples": ["2026-11-22T04:00:00.000Z"],
    },
    Day => {
        "type": "string",
        "format": "date",
        "description": "A day of the years 2000 to 2099.",
        "examples": ["2026-11-22"],
    },
    Bib => {
        "type": "integer",
        "minimum": 1,
        "maximum": limits::BIB_MAX,
        "description": "The number by which people know a player; unique in an event and never given twice.",
    },
    Metres => {
        "type": "number",
        "description": "Metres: whole where they are whole, else with up to three decimals.",
    },
    LapCount => {
        "type": "integer",
        "minimum": 1,
        "maximum": limits::LAPS_PER_TAP_MAX,
        "description": "How many laps one count stands for.",
    },
    SignedLaps => {
        "type": "integer",
        "minimum": -limits::ADJUSTMENT_LAPS_MAX,
        "maximum": limits::ADJUSTMENT_LAPS_MAX,
        "not": { "const": 0 },
        "description": "Laps to be added, or taken off if negative.",
    },
    LaneName => {
        "type": ["string", "integer"],
        "minimum": 0,
        "maximum": u32::MAX,
        "description": "A lane by its name or number.",
    },
    Tag => {
        "type": "string",
        "minLength": 1,
        "maxLength": limits::TAG_CHARS_MAX,
        "description": "A chip system's tag: letters, digits, and - . _ : among them; the case of letters does not matter.",
        "examples": ["58003AB1"],
    },
    Currency => {
        "type": "string",
        "enum": Currency::ALL.map(Currency::as_str),
        "description": "A currency by its code of ISO 4217.",
    },
    Code => {
        "type": "string",
        "enum": refusal::table().map(|row| row.code).collect::<Vec<_>>(),
        "description": codes(),
    },
    Params => {
        "type": "object",
        "additionalProperties": { "type": ["number", "string", "array"], "items": { "type": "string" } },
        "description": "The parameters of a code's sentence, by name: numbers, texts and lists of texts.",
    },
}

/// What is said of the codes: each with its status, its sentence and its parameters.
fn codes() -> String {
    let head = "The stable name of a refusal or reason, by which programs decide. A newer server may know more of \
                them. A code without a status is the reason of a part of an answer. Beside its own parameters a refusal may \
                carry `line`, `list_line` or `in_list`: where in the request it lies.\n\n\
                | code | status | sentence | parameters |\n|---|---|---|---|";
    let mut rows = vec![head.to_owned()];
    for row in refusal::table() {
        let status = row.kind.map_or_else(String::new, |kind| kind.status().to_string());
        let params: Vec<String> = row.params.iter().map(|(name, sort)| format!("{name}: {}", sort.name)).collect();
        rows.push(format!("| `{}` | {status} | {} | {} |", row.code, row.english, params.join(", ")));
    }
    rows.join("\n")
}
