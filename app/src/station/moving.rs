//! A queue belongs to one address of the server: a browser shows it to no other. Before a station goes on at another
//! address, its queue is sent, or handed over as a file. What was handed over may be sent from both: ids make that harmless.

use super::{
    courier::Courier,
    js,
    queue::Queue,
    record::{JobId, Record},
};
use crate::i18n::tr;
use js_sys::{Array, Object};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, time::Duration};
use wasm_bindgen::JsValue;

/// The file's name.
pub const FILE: &str = "lapstream-taps.json";
/// What a file of another kind does not say.
const KIND: &str = "lapstream.taps.1";

/// How long the browser may take until it has the file.
const SAVING_MAX: Duration = Duration::from_mins(1);

/// A queue on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Parcel {
    kind: String,
    records: Vec<Record>,
}

/// The text of the file.
fn pack(records: Vec<Record>) -> Option<String> {
    serde_json::to_string(&Parcel { kind: KIND.to_owned(), records }).ok()
}

/// What is in a file; none if it is none of ours.
fn unpack(text: &str) -> Option<Vec<Record>> {
    let parcel: Parcel = serde_json::from_str(text).ok()?;
    (parcel.kind == KIND).then_some(parcel.records)
}

/// Has the browser save what is not sent; says what that was.
pub fn save(courier: Courier) -> Option<HashSet<JobId>> {
    let records = courier.queue.with_untracked(Queue::records);
    let saved = records.iter().map(Record::id).collect();
    let text = pack(records)?;
    let kind = Object::new();
    js::set(&kind, "type", "application/json");
    let file = js::make("Blob", [Array::of1(&text.into()).into(), kind.into()])?;
    let maker = js::global("URL")?;
    let address = js::call(&maker, "createObjectURL", [file])?;
    let link: JsValue = document().create_element("a").ok()?.into();
    js::set(&link, "href", address.clone());
    js::set(&link, "download", FILE);
    js::call(&link, "click", []);
    let done = move || drop(js::call(&maker, "revokeObjectURL", [address]));
    set_timeout(done, SAVING_MAX);
    Some(saved)
}

/// Takes what is in a file into this station's queue; says how many taps that were.
///
/// # Errors
/// A sentence where it is no such file.
pub async fn load(courier: Courier, file: JsValue) -> Result<usize, &'static str> {
    let text = js::promised(&file, "text", []).await.and_then(|text| text.as_string());
    let records = text.as_deref().and_then(unpack).ok_or_else(|| {
        tr(
            "This is no file with a station's taps. Nothing was taken over.",
            "Das ist keine Datei mit den Runden einer Station. Nichts wurde übernommen.",
        )
    })?;
    let new: Vec<Record> =
        courier.queue.with_untracked(|queue| records.into_iter().filter(|record| !queue.has(record.id())).collect());
    let taken = new.len();
    for record in new {
        courier.push(record);
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::station::record::{Job, Place, Tap};
    use domain::{Bib, Timestamp, lap::LapInput};
    use uuid::Uuid;

    #[test]
    fn what_is_packed_is_unpacked_and_nothing_else() {
        let lap = LapInput {
            id: Uuid::from_u128(1),
            bib: Bib::new(7).unwrap(),
            counted_at: Timestamp::from_ms(1_800_000_000_000),
            count: None,
            lane: None,
            lane_id: None,
        };
        let place = Place { venue: Uuid::from_u128(2), event: "swim".into() };
        let records = vec![Record { place, job: Job::Lap(Tap { lap, local_ms: 1, offset_ms: 0 }) }];
        let text = pack(records.clone()).unwrap();
        assert_eq!(unpack(&text), Some(records));
        for other in ["", "[]", "{}", &text.replace("taps.1", "taps.2"), &text.replace("swim\"", "swim")] {
            assert_eq!(unpack(other), None, "{other}");
        }
    }
}
