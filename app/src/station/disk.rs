//! Where a station keeps its taps: IndexedDB, which every tab of the browser shares and which outlives a crash. Values are
//! JSON texts of [`super::record`]; nothing here decides anything.
//!
//! It works on plain HTTP too. Where a browser refuses (private windows of some, full disks), every call here is answered
//! with an error, and taps stay in memory. Call it in the browser only.

use super::{
    lease::{self, Lease},
    record::{Kept, Record},
};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use std::cell::RefCell;
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// The database's name.
const NAME: &str = "lapstream.station";
/// Its version; a newer one adds stores and leaves these as they are.
const VERSION: u32 = 1;
/// What the server has not answered, by numbers that grow.
const QUEUE: &str = "queue";
/// What it has answered, by `kept_key`.
const KEPT: &str = "kept";
/// Words to other tabs and to later days, by name.
const NOTES: &str = "notes";
/// The name of the lease.
const LEASE: &str = "lease";

/// An answer of the disk.
pub type Result<T> = std::result::Result<T, JsValue>;

thread_local! {
    /// The database, while it is open.
    static DATABASE: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// Whether the database is open.
pub fn is_open() -> bool {
    DATABASE.with_borrow(Option::is_some)
}

/// Opens the database.
pub async fn open() -> Result<()> {
    if is_open() {
        return Ok(());
    }
    let request = window().indexed_db()?.ok_or(JsValue::UNDEFINED)?.open_with_u32(NAME, VERSION)?;
    let opened = request.clone();
    let upgrade = Closure::once_into_js(move || drop(make_stores(&opened)));
    request.set_onupgradeneeded(upgrade.dyn_ref());
    let database: IdbDatabase = succeeded(&request).await?.dyn_into()?;
    // Somebody cleared the browser's data, or a newer version wants to change the stores: let go, and do without.
    let forget = || {
        Closure::once_into_js(|| {
            if let Some(database) = DATABASE.take() {
                database.close();
            }
        })
    };
    database.set_onclose(forget().dyn_ref());
    database.set_onversionchange(forget().dyn_ref());
    DATABASE.set(Some(database));
    Ok(())
}

fn make_stores(request: &IdbOpenDbRequest) -> Result<()> {
    let database: IdbDatabase = request.result()?.dyn_into()?;
    let numbered = IdbObjectStoreParameters::new();
    numbered.set_auto_increment(true);
    database.create_object_store_with_optional_parameters(QUEUE, &numbered)?;
    database.create_object_store(KEPT)?;
    database.create_object_store(NOTES)?;
    Ok(())
}

/// Writes a job at the end of the queue; returns its number once it is on the disk.
pub async fn add(record: &Record) -> Result<u64> {
    let change = begin(&[QUEUE], "readwrite")?;
    let added = change.object_store(QUEUE)?.add(&text(record)?)?;
    committed(&change).await?;
    number(&added.result()?).ok_or(JsValue::UNDEFINED)
}

/// All jobs that are not answered, in order. What cannot be read, because another version wrote it, stays where it is.
pub async fn queue() -> Result<Vec<(u64, Record)>> {
    let look = begin(&[QUEUE], "readonly")?;
    let store = look.object_store(QUEUE)?;
    let (keys, values) = (store.get_all_keys()?, store.get_all()?);
    ended(&look).await?;
    let (keys, values): (Array, Array) = (keys.result()?.dyn_into()?, values.result()?.dyn_into()?);
    Ok(keys.iter().zip(values.iter()).filter_map(|(key, value)| Some((number(&key)?, parse(&value)?))).collect())
}

/// The numbers of all jobs that are not answered, in order: cheap, where reading them is not.
pub async fn queue_numbers() -> Result<Vec<u64>> {
    let look = begin(&[QUEUE], "readonly")?;
    let keys = look.object_store(QUEUE)?.get_all_keys()?;
    ended(&look).await?;
    Ok(keys.result()?.dyn_into::<Array>()?.iter().filter_map(|key| number(&key)).collect())
}

/// Takes answered jobs out of the queue, by their numbers, and keeps what became of them.
pub async fn settle(numbers: &[u64], kept: &[(String, Kept)]) -> Result<()> {
    let change = begin(&[QUEUE, KEPT], "readwrite")?;
    let (queue, store) = (change.object_store(QUEUE)?, change.object_store(KEPT)?);
    for no in numbers {
        queue.delete(&key(*no))?;
    }
    for (key, kept) in kept {
        store.put_with_key(&text(kept)?, &key.into())?;
    }
    committed(&change).await
}

/// The keys of all answered jobs that begin like this.
pub async fn kept_keys(prefix: &str) -> Result<Vec<String>> {
    let look = begin(&[KEPT], "readonly")?;
    let range = IdbKeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into())?;
    let found = look.object_store(KEPT)?.get_all_keys_with_key(&range)?;
    ended(&look).await?;
    Ok(found.result()?.dyn_into::<Array>()?.iter().filter_map(|key| key.as_string()).collect())
}

/// Answered jobs by their keys, those that are there.
pub async fn kept(keys: &[String]) -> Result<Vec<Kept>> {
    let look = begin(&[KEPT], "readonly")?;
    let store = look.object_store(KEPT)?;
    let found = keys.iter().map(|key| store.get(&key.into())).collect::<Result<Vec<_>>>()?;
    ended(&look).await?;
    Ok(found.iter().filter_map(|request| parse(&request.result().ok()?)).collect())
}

/// Puts answered jobs back into the queue, all or none.
pub async fn send_again(keys: &[String]) -> Result<usize> {
    let again = kept(keys).await?;
    let change = begin(&[QUEUE, KEPT], "readwrite")?;
    let (queue, store) = (change.object_store(QUEUE)?, change.object_store(KEPT)?);
    for kept in &again {
        queue.add(&text(&kept.record)?)?;
    }
    for key in keys {
        store.delete(&key.into())?;
    }
    committed(&change).await?;
    Ok(again.len())
}

/// Forgets answered jobs.
pub async fn forget(keys: &[String]) -> Result<()> {
    let change = begin(&[KEPT], "readwrite")?;
    let store = change.object_store(KEPT)?;
    for key in keys {
        store.delete(&key.into())?;
    }
    committed(&change).await
}

/// What was noted under a name.
pub async fn note(name: &str) -> Result<Option<String>> {
    let look = begin(&[NOTES], "readonly")?;
    let found = look.object_store(NOTES)?.get(&name.into())?;
    ended(&look).await?;
    Ok(found.result()?.as_string())
}

/// Notes something under a name.
pub async fn set_note(name: &str, value: &str) -> Result<()> {
    let change = begin(&[NOTES], "readwrite")?;
    change.object_store(NOTES)?.put_with_key(&value.into(), &name.into())?;
    committed(&change).await
}

/// Takes or renews the lease for a tab, if nobody else has it.
pub async fn claim(tab: Uuid, now_ms: i64) -> Result<bool> {
    let change = begin(&[NOTES], "readwrite")?;
    let store = change.object_store(NOTES)?;
    let found: Option<Lease> = parse(&succeeded(&store.get(&LEASE.into())?).await?);
    let Some(lease) = lease::claim(found, tab, now_ms) else { return Ok(false) };
    store.put_with_key(&text(&lease)?, &LEASE.into())?;
    committed(&change).await?;
    Ok(true)
}

/// Begins a transaction. `strict`: done means that it is on the disk, not in a buffer that a flat battery takes along;
/// browsers that do not know the word ignore it.
fn begin(stores: &[&str], mode: &str) -> Result<IdbTransaction> {
    DATABASE.with_borrow(|database| {
        let database = database.as_ref().ok_or(JsValue::UNDEFINED)?;
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let transaction: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
        transaction.call3(database, &names, &mode.into(), &options)?.dyn_into()
    })
}

/// Waits until a transaction is on the disk. It is told at once that nothing follows, so that it is done even if the page
/// is closed now.
async fn committed(change: &IdbTransaction) -> Result<()> {
    let done = ended(change);
    #[expect(deprecated, reason = "so marked for not being in every browser; those without do it by themselves")]
    let _ = change.commit();
    done.await
}

/// Waits until a transaction has ended well.
fn ended(transaction: &IdbTransaction) -> impl Future<Output = Result<()>> + use<> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    async { JsFuture::from(promise).await.map(drop) }
}

/// Waits for the answer to one request.
async fn succeeded(request: &IdbRequest) -> Result<JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}

fn text(value: &impl serde::Serialize) -> Result<JsValue> {
    serde_json::to_string(value).map(JsValue::from).map_err(|_| JsValue::UNDEFINED)
}

fn parse<T: for<'de> serde::Deserialize<'de>>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&value.as_string()?).ok()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the browser counts from 1 to 2^53")]
fn number(key: &JsValue) -> Option<u64> {
    key.as_f64().map(|no| no as u64)
}

#[expect(clippy::cast_precision_loss, reason = "the browser counts from 1 to 2^53")]
fn key(no: u64) -> JsValue {
    JsValue::from_f64(no as f64)
}
